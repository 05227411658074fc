"""Hypothesis strategies for consistent documents: `poreport.rules.check` finds nothing in them that is SKA.

They are built bands first with every total derived, for every edition of the forms, with delområden or
without. Every strategy draws a few blocks of bytes, from which the document is built (`dice`).
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from typing import Any, Final, TypeVar

import attrs
import hypothesis.strategies as st
from hypothesis.strategies import SearchStrategy

from poreport.model import (
    DOKUMENT,
    Ansokan,
    Arende,
    Arsrapport,
    Dokument,
    Kommun,
    Redovisning,
    Tjansteskrivelse,
)
from poreport.testing.build_other import build_ansokan, build_arsrapport, build_tjansteskrivelse
from poreport.testing.build_redovisning import build_redovisning
from poreport.testing.dice import Dice
from poreport.testing.facts import Facts, Utgava, editions_to_draw

__all__ = [
    "alone",
    "ansokningar",
    "ar_efter_ar",
    "arenden",
    "arsrapporter",
    "make_arenden",
    "make_years",
    "redovisningar",
    "tjansteskrivelser",
]

MOST_AREAS: Final = 6
_HEAD, _AREA = 160, 56
"""Bytes enough for the choices of a document, and of a delområde."""

D = TypeVar("D", Redovisning, Ansokan, Tjansteskrivelse, Arsrapport)
Draw = tuple[Utgava, bytes, list[bytes]]


def arenden(form_id: str | None = None, *, dokument: Collection[str] = DOKUMENT) -> SearchStrategy[Arende]:
    """Consistent ärenden, whose documents agree with each other too.

    Args:
        form_id: The edition that one of the documents uses; any when it is left out.
        dokument: Which of the documents to make, by their names in `Arende`.

    Raises:
        FormError: There is no such form.
    """
    names = frozenset(dokument)

    def make(draw: Draw) -> Arende:
        utgava, head, areas = draw
        return _arende(Facts.of(Dice(head), utgava, len(areas)), head[40:], areas, names)

    return _draws(form_id).map(make)


def ar_efter_ar(form_id: str | None = None) -> SearchStrategy[tuple[Arende, Arende]]:
    """Consistent ärenden of two years in a row: (this year's, last year's).

    The clients of this year who are not new are those of last year who were not ended, for each delområde,
    gender and age band; posts, nämnd, ledningsgrupp and coverage are the same.

    Args:
        form_id: The edition that one of this year's documents uses; any when it is left out.

    Raises:
        FormError: There is no such form.
    """
    last_areas = st.lists(st.binary(min_size=_AREA, max_size=_AREA), min_size=MOST_AREAS, max_size=MOST_AREAS)
    return st.tuples(_draws(form_id), st.binary(min_size=_HEAD, max_size=_HEAD), last_areas).map(_years)


def redovisningar(form_id: str | None = None) -> SearchStrategy[Redovisning]:
    """Consistent redovisningar.

    Args:
        form_id: The edition; any when it is left out.

    Raises:
        FormError: There is no such form.
    """
    return arenden(form_id, dokument=("redovisning",)).map(lambda a: _made(a.redovisning))


def ansokningar(form_id: str | None = None) -> SearchStrategy[Ansokan]:
    """Consistent ansökningar.

    Args:
        form_id: The edition; any when it is left out.

    Raises:
        FormError: There is no such form.
    """
    return arenden(form_id, dokument=("ansokan",)).map(lambda a: _made(a.ansokan))


def tjansteskrivelser() -> SearchStrategy[Tjansteskrivelse]:
    """Consistent tjänsteskrivelser that stand alone, without a redovisning or an ansökan."""
    return arenden(dokument=("tjansteskrivelse",)).map(lambda a: _made(a.tjansteskrivelse))


def arsrapporter() -> SearchStrategy[Arsrapport]:
    """Consistent årsrapporter of one to six units."""
    return arenden(dokument=("arsrapport",)).map(lambda a: _made(a.arsrapport))


def alone(dokument: Dokument) -> Arende:
    """An ärende with this document only."""
    namn = next(n for n in DOKUMENT if type(dokument).__name__.lower() == n)
    delar: dict[str, Any] = {namn: dokument}
    return Arende(kommun=dokument.kommun or Kommun(), **delar)


def make_arenden(number: int, *, seed: int = 0, dokument: Collection[str] = DOKUMENT) -> list[Arende]:
    """Consistent ärenden without Hypothesis, the same ones for the same seed: for benchmarks and examples.

    Args:
        number: How many.
        seed: Another seed gives other ärenden.
        dokument: Which of the documents to make.
    """
    slump = random.Random(seed)  # noqa: S311  no secret
    gjorda = []
    for _ in range(number):
        utgava, head, areas = _random_draw(slump)
        facts = Facts.of(Dice(head), utgava, len(areas))
        gjorda.append(_arende(facts, head[40:], areas, frozenset(dokument)))
    return gjorda


def make_years(number: int, *, seed: int = 0) -> list[tuple[Arende, Arende]]:
    """Consistent ärenden of two years in a row without Hypothesis: (this year's, last year's).

    Args:
        number: How many pairs.
        seed: Another seed gives other ärenden.
    """
    slump = random.Random(seed)  # noqa: S311  no secret
    return [_years((_random_draw(slump), slump.randbytes(_HEAD), _blocks(slump))) for _ in range(number)]


def _blocks(slump: random.Random) -> list[bytes]:
    return [slump.randbytes(_AREA) for _ in range(MOST_AREAS)]


def _random_draw(slump: random.Random) -> Draw:
    areas = slump.choice((1, 1, 1, 2, 4, MOST_AREAS))
    utgava, head = slump.choice(editions_to_draw(None)), slump.randbytes(_HEAD)
    return utgava, head, _blocks(slump)[:areas]


def _years(draw: tuple[Draw, bytes, list[bytes]]) -> tuple[Arende, Arende]:
    (utgava, head, areas), last_head, last_areas = draw
    names = frozenset(DOKUMENT)
    facts = Facts.of(Dice(head), utgava, len(areas))
    now = _arende(facts, head[40:], areas, names)
    last = _arende(facts.last_year(), last_head, last_areas[: len(areas)], names, following=now.redovisning)
    return _with_change(now, last), last


def _draws(form_id: str | None) -> SearchStrategy[Draw]:
    return st.tuples(
        st.sampled_from(editions_to_draw(form_id)),
        st.binary(min_size=_HEAD, max_size=_HEAD),
        st.lists(st.binary(min_size=_AREA, max_size=_AREA), min_size=1, max_size=MOST_AREAS),
    )


def _arende(
    facts: Facts,
    head: bytes,
    areas: Sequence[bytes],
    names: frozenset[str],
    *,
    following: Redovisning | None = None,
) -> Arende:
    """Build the documents asked for; each reads the head in a way of its own, so that they vary freely."""
    made: dict[str, Any] = {}
    redovisning = None
    if names & {"redovisning", "arsrapport"}:
        redovisning = build_redovisning(facts, Dice(head), [Dice(a) for a in areas], following=following)
    if redovisning and "redovisning" in names:
        made["redovisning"] = redovisning
    if "ansokan" in names:
        made["ansokan"] = build_ansokan(facts, Dice(head[::-1]))
    arende = Arende(kommun=facts.kommun, **made)
    if "tjansteskrivelse" in names:
        skrivelse = build_tjansteskrivelse(facts, Dice(head[1::2]), arende)
        arende = attrs.evolve(arende, tjansteskrivelse=skrivelse)
    if redovisning and "arsrapport" in names:
        arende = attrs.evolve(arende, arsrapport=build_arsrapport(facts, Dice(head[::2]), redovisning))
    return arende


def _with_change(now: Arende, last: Arende) -> Arende:
    """This year's ärende whose årsrapport states the change since last year."""
    if now.arsrapport is None or last.arsrapport is None:
        return now
    change = (now.arsrapport.hela.totalt or 0) - (last.arsrapport.hela.totalt or 0)
    return attrs.evolve(now, arsrapport=attrs.evolve(now.arsrapport, forandring=change))


def _made(dokument: D | None) -> D:
    if dokument is None:
        raise LookupError("Dokumentet har inte beställts.")
    return dokument
