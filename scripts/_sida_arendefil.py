"""The page docs/arendefil.md: every key of the data file in the form's order, for a person who edits it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

from _sidor import law_links, load, page, table
from poreport import forms
from poreport.model import Arende, Falt, Pandemialternativ, Slag, Svar, falt_i
from poreport.svenska import lista, stor_bokstav

NAME: Final = "arendefil.md"
HEADS: Final = ("Nyckel", "Uppgift", "Så skriver du", "Att tänka på", "Lagrum")

EXAMPLES: Final[dict[Slag, str]] = {
    Slag.ANTAL: "12",
    Slag.KRONOR: "809 060 kr",
    Slag.ARSANSTALLNINGAR: "2,00",
    Slag.PROCENT: "52 %",
    Slag.AR: "2021",
    Slag.DATUM: "2021-12-06",
    Slag.JA: "ja",
    Slag.TELEFON: "0480-45 00 00",
    Slag.EPOST: "epost@example.se",
    Slag.POSTNUMMER: "391 28",
    Slag.ORGANISATIONSNUMMER: "212000-0746",
    Slag.PLUSGIRO: "24400-4",
    Slag.BANKGIRO: "123-4567",
}
"""How a value of each kind is written, where the kind alone decides it."""

KINDS: Final = {
    Slag.TEXT: "kort text",
    Slag.LANGTEXT: "längre text",
    Slag.LISTA: "lista",
    Slag.DEL: "grupp",
}
"""What the other kinds are called."""


def pages() -> dict[str, str]:
    """The page by its file name."""
    return {NAME: page(NAME, _Page().lines())}


class _Page:
    """The sections of the page: one for each class of the model, at the first place where it stands."""

    def __init__(self) -> None:
        glosses = load("ordlista.yaml")
        self.terms = {name: row["term"] for name, row in glosses["klasser"].items()}
        self.words = {
            name: row["term"]
            for kind in ("Svar", "Pandemialternativ")
            for name, row in glosses["varden"][kind].items()
        }
        self.places: dict[type[Any], list[str]] = {}
        self._find_places(Arende, "")

    def _find_places(self, klass: type[Any], path: str) -> None:
        for name, falt in falt_i(klass).items():
            if falt.klass is not None:
                inner = _join(path, name) + ("[]" if falt.slag is Slag.LISTA else "")
                self.places.setdefault(falt.klass, []).append(inner)
                self._find_places(falt.klass, inner)

    def lines(self) -> Iterator[str]:
        """The lines of all sections, the overview of the top-level keys first."""
        yield "## Nycklarna överst i filen\n"
        yield from table(HEADS, (self._row(Arende, name, "") for name in falt_i(Arende)))
        for klass, paths in self.places.items():
            level = "##" if "." not in paths[0] else "###"
            yield f"\n{level} {self.heading(klass)}\n"
            yield f"Nycklarna står under {lista([f'`{path}`' for path in paths])}.\n"
            yield from table(HEADS, (self._row(klass, name, paths[0]) for name in falt_i(klass)))
        yield ""

    def heading(self, klass: type[Any]) -> str:
        """The heading of a class: its term in the word list."""
        return stor_bokstav(self.terms[klass.__name__])

    def _row(self, klass: type[Any], name: str, path: str) -> tuple[str, ...]:
        falt = falt_i(klass)[name]
        mandatory = attrs.fields_dict(klass)[name].default is attrs.NOTHING
        remarks = [falt.hjalp or "", "Måste anges." if mandatory else ""]
        return (
            f"`{name}`",
            falt.titel,
            self._how(falt, _join(path, name)),
            " ".join(remark for remark in remarks if remark),
            law_links([falt.lagrum]),
        )

    def _how(self, falt: Falt, path: str) -> str:
        """How a value of a field is written, in words with an example."""
        if falt.klass is not None:
            heading = self.heading(falt.klass)
            return f"{KINDS[falt.slag]} med nycklarna under [{heading}](#{anchor(heading)})"
        if falt.slag in EXAMPLES:
            unit = f"{'antal ' if falt.slag is Slag.ANTAL else ''}{falt.enhet}: " if falt.enhet else ""
            return f"{unit}`{EXAMPLES[falt.slag]}`"
        if falt.slag is Slag.ALTERNATIV:
            return "lista med ett eller flera av " + lista(self._words(_options(path, Pandemialternativ)))
        if falt.slag is Slag.SVAR:
            return lista(self._words(_options(path, Svar)), "eller")
        return lista([f"`{word}`" for word in falt.val], "eller") if falt.val else KINDS[falt.slag]

    def _words(self, options: list[str]) -> list[str]:
        return [f"`{self.words[option]}`" for option in options]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _options(path: str, kind: type[Svar | Pandemialternativ]) -> list[str]:
    """The answers that can be ticked for a field in any edition of its document, in the order of `kind`."""
    document, _, inner = path.partition(".")
    editions = (form for form in map(forms.get, forms.editions()) if form.dokument == document)
    printed = {option.upper() for form in editions for option in form.options(inner)}
    return [name for name in kind.__members__ if name in printed]


def anchor(heading: str) -> str:
    """The address of a heading within its page, as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
