"""What an edition of a form has no place for, and what a document says all the same."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, Final

from attrs import frozen

from poreport import svenska
from poreport.forms import Block, Form, Table
from poreport.model import Ansokan, Pandemialternativ, Redovisning, Slag, Svar
from poreport.model.paths import field_at, known_paths
from poreport.rules.svar import answer_in_words

__all__ = ["Gap", "Lacks", "in_words", "lacks", "unprinted", "values"]

_KLASSER: Final = {"redovisning": Redovisning, "ansokan": Ansokan}
_MARKS: Final[Mapping[Slag, type[enum.Flag]]] = {Slag.SVAR: Svar, Slag.ALTERNATIV: Pandemialternativ}
_NOT_ASKED: Final = ("ar", "blankett")
"""What says which form it is; no field of the form holds it."""

_PANDEMIORD: Final[Mapping[enum.Flag, str]] = {
    Pandemialternativ.OKAD_EFTERFRAGAN: "ökad efterfrågan",
    Pandemialternativ.MINSKAD_EFTERFRAGAN: "minskad efterfrågan",
    Pandemialternativ.FLER_KLIENTER: "fler klienter",
    Pandemialternativ.OKAT_UTBUD: "ökat utbud",
    Pandemialternativ.MINSKAT_UTBUD: "minskat utbud",
    Pandemialternativ.ANDRADE_ARBETSSATT: "ändrade arbetssätt",
    Pandemialternativ.UTBILDNING_INSTALLD: "inställda utbildningar",
    Pandemialternativ.HANDLEDNING_INSTALLD: "inställd handledning",
    Pandemialternativ.ANNAN: "annan förändring",
}

_getter = cache(attrgetter)
_lacks: Final[dict[str, Lacks]] = {}


@frozen
class Gap:
    """A field that an edition has no place for, or a mark of which it lacks some options.

    Attributes:
        path: Open path in the document (`omraden[].orsaker.ekonomi.samlat`).
        titel: The field's Swedish title, or None for a mark.
        options: The options that are missing, or None for a field that is no mark.
        printed: The options that the edition has, or None.
    """

    path: str
    titel: str | None
    options: enum.Flag | None
    printed: enum.Flag | None


@frozen
class Lacks:
    """What an edition cannot print.

    Attributes:
        blocks: The blocks it was found in; an edition of one's own can be loaded anew with the same id.
        gaps: Fields and options without a place.
        shared: The fields of each cell in which only the first that is answered is printed.
    """

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    shared: tuple[tuple[str, ...], ...]


def lacks(form: Form) -> Lacks:
    """What the edition cannot print; found once for each table."""
    funna = _lacks.get(form.id)
    if funna is None or funna.blocks is not form.blocks:
        tabeller = (block for block in form.flat() if isinstance(block, Table))
        shared = tuple(c.fields for t in tabeller for rad in t.rows for c in rad.cells if c.any_of)
        funna = _lacks[form.id] = Lacks(form.blocks, tuple(_find_gaps(form)), shared)
    return funna


def _find_gaps(form: Form) -> Iterator[Gap]:
    klass = _KLASSER[form.dokument]
    for path in known_paths(klass):
        if path in _NOT_ASKED or path.startswith("kommun."):
            continue
        falt = field_at(klass, path)
        if falt.slag in _MARKS:
            alla = _MARKS[falt.slag]
            finns = alla(0)
            for option in form.options(path):
                finns |= alla[option.upper()]
            if ~finns:
                yield Gap(path, None, ~finns, finns)
        elif not form.has(path):
            yield Gap(path, falt.titel, None, None)


def unprinted(dokument: Redovisning | Ansokan, gap: Gap) -> Iterator[tuple[str, Any]]:
    """What the document says in a gap: path, and value (of a mark only the options that are missing)."""
    for path, varde in values(dokument, gap.path):
        if gap.options is not None:
            varde = varde & gap.options if varde else None  # noqa: PLW2901  what is left of the marks
        if varde or (varde == 0 and not isinstance(varde, bool | enum.Flag)):
            yield path, varde


def values(objekt: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The value at an open path, or one for each item of the list it passes."""
    lista, i_lista, inom = path.partition("[].")
    if not i_lista:
        falt = path.removesuffix("[]")
        yield falt, _getter(falt)(objekt)
        return
    for index, post in enumerate(_getter(lista)(objekt)):
        yield f"{lista}[{index}].{inom}", _getter(inom)(post)


def in_words(options: enum.Flag) -> str:
    """Ticked options in a message."""
    if isinstance(options, Svar):
        return answer_in_words(options)
    return svenska.lista([namn for ett, namn in _PANDEMIORD.items() if ett in options])
