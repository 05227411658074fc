"""Several files, one ärende: the documents about one kommun whose years follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from attrs import define, field

from poreport import derive
from poreport.model import DOKUMENT, Arende, Kalla, Kommun, Otolkat, Position, falt_i
from poreport.read.mistakes import Mistake, ReadError
from poreport.svenska import fold

__all__ = ["groups", "together"]

_TITLES = {
    "redovisning": "redovisning",
    "ansokan": "ansökan",
    "tjansteskrivelse": "tjänsteskrivelse",
    "arsrapport": "årsrapport",
}
_LATE = 7
"""A memo dated from this month on is about the year it is dated; before it, about the year before."""


def together(arenden: Sequence[Arende]) -> Arende:
    """One ärende of several.

    What one of them does not say of the kommun is taken from the others; a document that says something else
    than the first keeps its own.

    Args:
        arenden: What was read from each file; at least one.

    Raises:
        ReadError: Two of them hold a document of the same kind; both files are named.
    """
    if len(arenden) == 1:
        return arenden[0]
    chosen: dict[str, Arende] = {}
    mistakes: list[Mistake] = []
    for arende in arenden:
        for kind in arende.dokument:
            first = chosen.setdefault(kind, arende)
            if first is not arende:
                text = f"{_file(first)} innehåller också en {_TITLES[kind]}. Läs filerna var för sig."
                mistakes.append(Mistake(Position(_file(arende)), text))
    if mistakes:
        raise ReadError(mistakes)
    shared = _shared(arenden)
    documents: dict[str, Any] = {}
    for kind in (kind for kind in DOKUMENT if kind in chosen):
        document: Any = getattr(chosen[kind], kind)
        own = _known(document.kommun)
        same = own.items() <= shared.items()
        documents[kind] = attrs.evolve(document, kommun=None if same else Kommun(**(shared | own)))
    arende = Arende(
        kommun=Kommun(**shared),
        undantag=tuple(dict.fromkeys(waiver for arende in arenden for waiver in arende.undantag)),
        otolkat=tuple(_with_file(text, arende) for arende in arenden for text in arende.otolkat),
        kalla=_sources(arenden),
        **documents,
    )
    return derive.without_derived(arende)


def _known(kommun: Kommun | None) -> dict[str, Any]:
    return {namn: varde for namn in falt_i(Kommun) if (varde := getattr(kommun, namn, None)) is not None}


def _shared(arenden: Iterable[Arende]) -> dict[str, Any]:
    """What is known of the kommun: each thing as the first says it."""
    shared: dict[str, Any] = {}
    for arende in arenden:
        shared = _known(arende.kommun) | shared
        for document in arende.dokument.values():
            shared = _known(document.kommun) | shared
    return shared


def _file(arende: Arende) -> str:
    return arende.kalla.filer[0] if arende.kalla.filer else "en av filerna"


def _with_file(text: Otolkat, arende: Arende) -> Otolkat:
    plats = f"{_file(arende)}, {text.plats}" if text.plats else _file(arende)
    return attrs.evolve(text, plats=plats)


def _sources(arenden: Sequence[Arende]) -> Kalla:
    positions: dict[str, Position] = {}
    derived: dict[str, str] = {}
    for arende in arenden:
        positions = dict(arende.kalla.positioner) | positions
        derived |= arende.kalla.bildade
    return Kalla(
        tuple(file for arende in arenden for file in arende.kalla.filer),
        positions,
        tuple(note for arende in arenden for note in arende.kalla.tolkningar),
        derived,
    )


# --- which files belong together --------------------------------------------------------------------------


@define
class _Group:
    """Ärenden that may be one."""

    members: list[Arende] = field(factory=list)

    def takes(self, arende: Arende, *, year: int | None) -> bool:
        """Whether an ärende about a year can be one with these."""
        if any(kind in member.dokument for kind in arende.dokument for member in self.members):
            return False
        years = {year_of for member in self.members if (year_of := _year(member)) is not None}
        kommuner = {_key(member) for member in self.members} - {None}
        here = _key(arende)
        return (year is None or not years or years == {year}) and (
            here is None or not kommuner or here in kommuner
        )


def groups(arenden: Sequence[Arende]) -> list[list[Arende]]:
    """Which of the ärenden are one: the same kommun, an ansökan for the year after the redovisning's.

    A memo says only when it was written; it goes with the documents that were due then.
    """
    found: list[_Group] = []
    certain = [arende for arende in arenden if not _only_memo(arende)]
    memos = [arende for arende in arenden if _only_memo(arende)]
    for arende in [*certain, *memos]:
        group = next((g for year in _years(arende) for g in found if g.takes(arende, year=year)), None)
        if group is None:
            group = _Group()
            found.append(group)
        group.members.append(arende)
    return [group.members for group in found]


def _only_memo(arende: Arende) -> bool:
    return set(arende.dokument) <= {"tjansteskrivelse"}


def _year(arende: Arende) -> int | None:
    """The year that is accounted for."""
    if arende.redovisning:
        return arende.redovisning.ar
    if arende.ansokan:
        return arende.ansokan.avser_ar - 1
    return arende.arsrapport.ar if arende.arsrapport else None


def _years(arende: Arende) -> list[int | None]:
    """The years that an ärende can be about, the likeliest first."""
    year = _year(arende)
    memo = arende.tjansteskrivelse
    if year is not None or memo is None or memo.datum is None:
        return [year]
    likely = memo.datum.year - (memo.datum.month < _LATE)
    return [likely, memo.datum.year, memo.datum.year - 1]


def _key(arende: Arende) -> str | None:
    """The kommun's name, however it is called."""
    documents = arende.dokument.values()
    names = (arende.kommun.namn, *(d.kommun.namn for d in documents if d.kommun))
    name = next((name for name in names if name), None)
    if name is None:
        return None
    words = fold(name).split("_")
    bare = [word for word in words if word not in {"kommun", "kommuns", "stad", "stads"}] or words
    return "_".join(bare)
