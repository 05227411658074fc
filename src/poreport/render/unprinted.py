"""What a document must carry that its form does not print, so that it can be read again.

It goes into the document's own properties, which Word shows under Arkiv, Info, Egenskaper, Avancerade
egenskaper: the edition and year of the form; what the form does not say about the kommun (all of it public);
how the memo is put together; and a fingerprint of each text that was derived and not given. A property is
named by the path of its field. A value for which the edition has no place is not carried along: whoever gets
the document should find nothing in it that cannot be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from poreport import derive, forms
from poreport.model import Ansokan, Arende, Kommun, Redovisning, Slag, Tjansteskrivelse, falt_i
from poreport.model.paths import walk
from poreport.render.context import KINDS, year_of

__all__ = ["unprinted"]

_HOW: Final = ("beslutsform", "ordning")
"""What decides how the memo is put together and is printed nowhere."""


def unprinted(
    dokument: Redovisning | Ansokan | Tjansteskrivelse,
    arende: Arende,
    form: forms.Form | None,
    tags: Collection[str],
) -> dict[str, str]:
    """The properties of a document, beside its title and the like.

    Args:
        dokument: The document.
        arende: The ärende it belongs to.
        form: The edition it is printed on.
        tags: The tags of the controls in its template.
    """
    kind = KINDS[type(dokument)]
    carried = dict(_of_kommun(kind, dokument.kommun or arende.kommun, tags))
    if isinstance(dokument, Tjansteskrivelse):
        return carried | dict(_of_memo(kind, dokument, arende))
    if form:
        carried = {"Blankett": form.id, "Ar": str(year_of(dokument))} | carried
    if dokument.blankett:
        carried[f"{kind}.blankett"] = dokument.blankett
    for path, falt, value in walk(dokument, kind):
        # A box that is not ticked can be a no, or no answer.
        if falt.slag is Slag.JA and value is False and form and form.has(path.removeprefix(f"{kind}.")):
            carried[path] = "nej"
    return carried


def _of_kommun(kind: str, kommun: Kommun, tags: Collection[str]) -> Iterator[tuple[str, str]]:
    for namn in falt_i(Kommun):
        value = getattr(kommun, namn)
        if value and f"{kind}.kommun.{namn}" not in tags:
            yield f"kommun.{namn}", value


def _of_memo(kind: str, memo: Tjansteskrivelse, arende: Arende) -> Iterator[tuple[str, str]]:
    for namn in _HOW:
        if value := getattr(memo, namn):
            yield f"{kind}.{namn}", value if isinstance(value, str) else ", ".join(value)
    for namn, text in derive.derived(arende).items():
        if text and not getattr(memo, namn):
            yield f"{derive.MARK}{kind}.{namn}", derive.fingerprint(text)
