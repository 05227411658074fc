"""A Hypothesis strategy for any ärende that the model can hold, however absurd."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

import attrs
import hypothesis.strategies as st
from attrs import frozen
from hypothesis.strategies import SearchStrategy

from poreport.model import (
    Arende,
    Falt,
    Kalla,
    Pandemialternativ,
    Position,
    Slag,
    Svar,
    Tolkning,
    falt_i,
)
from poreport.testing.dice import Dice

__all__ = ["any_arende"]

TEXTS: Final = (
    "",
    " ",
    "-",
    "--",
    "Ja",
    "\0",
    "\ud800",
    "\u202e\u200b\ufeff",
    "a\u030aa\u0308o\u0308",
    "²",
    "٣٤٥",
    "x" * 5000,
    "1. Först\n2. Sedan\n4. Sist",
    "- **\n- *\n  - [a](b)",
    "<script>{{ 7 * 7 }}{% for %}",
    "Landstinget, 19121212-1212, 4 § förvaltningslagen, 2021–2022, 1 000 kr.",
    "två heltidsanställningar för år 2022",
    "Kalmar län",
    "redovisning_2021_kalmar",
    "ansokan_reserv",
    "../editions/redovisning_reserv",
    "RED-101",
    "RED-104",
    "redovisning",
    "redovisning.omraden[0]",
    "[[[..",
    "212000-0746",
    "24400-4",
    "epost@example.se",
    "Kommunen",
    "9" * 5000,
)
INTS: Final = (0, 1, -1, 2, 3, 5, 100, 2020, 2021, 2022, 2023, 9998, 9999, 10_000, -(10**30), 10**9, 10**4000)
DECIMALS: Final = tuple(
    map(Decimal, ("0", "-0", "1", "1.00", "1.5", "0.005", "-2", "9E+999999", "-9E+999999", "1E-999999"))
)
DATES: Final = (date.min, date(2021, 12, 31), date(2022, 1, 15), date(2025, 7, 1), date.max)
_MANY: Final = 40

F = TypeVar("F", bound=enum.Flag)


@frozen
class Pools:
    """The values that the fields of one ärende are picked from; a small pool makes equal values common."""

    texts: Sequence[str]
    ints: Sequence[int]
    decimals: Sequence[Decimal]
    dates: Sequence[date]


def any_arende() -> SearchStrategy[Arende]:
    """Any ärende that the model can hold: huge and negative figures, control characters, many delområden.

    Built from the fields of the model, so that a new field is covered as soon as it exists. Whole numbers
    have at most 4,000 digits, since Python does not write out longer ones than 4,300.
    """
    pools = st.builds(
        Pools,
        _pool(st.one_of(st.sampled_from(TEXTS), st.text(max_size=30))),
        _pool(st.one_of(st.sampled_from(INTS), st.integers())),
        _pool(st.one_of(st.sampled_from(DECIMALS), st.decimals(allow_nan=False, allow_infinity=False))),
        _pool(st.one_of(st.sampled_from(DATES), st.dates())),
    )
    return st.builds(_arende, pools, st.binary(min_size=1024, max_size=1024))


def _pool(strategy: SearchStrategy[Any]) -> SearchStrategy[Sequence[Any]]:
    return st.lists(strategy, min_size=1, max_size=8)


def _arende(pools: Pools, data: bytes) -> Arende:
    t = Dice(data * 4)
    kalla = Kalla(
        filer=tuple(pools.texts),
        positioner={path: Position(path, pools.ints[0], pools.ints[-1]) for path in pools.texts},
        tolkningar=tuple(Tolkning(path, path) for path in pools.texts) if t.chance() else (),
    )
    arende: Arende = _build(Arende, pools, t)
    return attrs.evolve(arende, kalla=kalla)


def _build(klass: type[Any], pools: Pools, t: Dice) -> Any:
    return klass(
        **{
            attribut.name: _value(falt_i(klass)[attribut.name], pools, t, maybe=attribut.default is None)
            for attribut in attrs.fields(klass)
            if attribut.name in falt_i(klass)
        }
    )


def _value(falt: Falt, pools: Pools, t: Dice, *, maybe: bool) -> Any:  # noqa: PLR0911  one return for each kind
    if maybe and t.chance(4):
        return None
    match falt.slag:
        case Slag.DEL:
            return _build(_klass(falt), pools, t)
        case Slag.LISTA:
            return _items(falt, pools, t)
        case Slag.ANTAL | Slag.KRONOR | Slag.PROCENT | Slag.AR:
            return t.pick(pools.ints)
        case Slag.ARSANSTALLNINGAR:
            return t.pick(pools.decimals)
        case Slag.DATUM:
            return t.pick(pools.dates)
        case Slag.SVAR:
            return _ticked(Svar, t)
        case Slag.ALTERNATIV:
            return _ticked(Pandemialternativ, t)
        case Slag.JA:
            return t.chance()
        case _:
            return t.pick((*pools.texts, *falt.val))


def _items(falt: Falt, pools: Pools, t: Dice) -> tuple[Any, ...]:
    items = [
        t.pick(pools.texts) if falt.klass is None else _build(falt.klass, pools, t)
        for _ in range(t.number(3))
    ]
    return tuple(items * _MANY if t.chance(32) else items)


def _ticked(flagga: type[F], t: Dice) -> F:
    """Any combination of the boxes, also none."""
    return flagga(t.number(2 ** len(flagga) - 1))


def _klass(falt: Falt) -> type[Any]:
    if falt.klass is None:
        raise TypeError(f"{falt.titel} är en del utan klass.")
    return falt.klass
