"""What the rules share: figures in messages, empty answers, and names compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from poreport.model import Aldersband
from poreport.rules.brister import numbered
from poreport.rules.hjalp import (
    LARGEST,
    kr,
    names_in,
    place_name,
    plausible,
    says_nothing,
    size,
    tal,
    tjanster,
)


def test_figures_are_written_as_in_the_forms() -> None:
    """Counts are grouped, amounts have a unit, and posts have two decimals or as many as were written."""
    assert ["1\u00a0234", "\u22123"] == [tal(1234), tal(-3)]
    assert "809\u00a0060\u00a0kr" == kr(809060)
    assert ["2,00", "1,50", "1,333", "0,333333"] == [
        tjanster(Decimal(v)) for v in ("2", "1.50", "1.333", "0.33333333")
    ]


def test_absurd_figures_are_described() -> None:
    """A figure of sixteen digits or more is not written out, however long it is."""
    assert "999\u00a0999\u00a0999\u00a0999\u00a0999" == tal(LARGEST - 1)
    assert {"orimligt många"} == {tal(v) for v in (LARGEST, -LARGEST, 10**5000)}
    assert {"ett orimligt stort belopp"} == {kr(v) for v in (LARGEST, -LARGEST, 10**5000)}
    assert {"orimligt många"} == {tjanster(Decimal(v)) for v in ("1E+15", "-1E+15", "1E+999999")}


@pytest.mark.parametrize("value", [0, 1, LARGEST - 1, Decimal(0), Decimal("0.0001"), Decimal("2.00")])
def test_plausible_figures(value: int | Decimal) -> None:
    """Zero, and what is neither negative, absurdly large nor absurdly small, can be reckoned with."""
    assert plausible(value)


@pytest.mark.parametrize("value", [-1, LARGEST, 10**4000, Decimal("0.00009"), Decimal("1E-999999")])
def test_implausible_figures(value: int | Decimal) -> None:
    """Everything else cannot."""
    assert not plausible(value)


def test_size_is_the_bands_when_all_are_given() -> None:
    """The persons of a block are its four bands, or its total when a band is empty."""
    assert 10 == size(Aldersband(totalt=99, b18_29=1, b30_49=2, b50_64=3, b65=4))
    assert 99 == size(Aldersband(totalt=99, b18_29=1, b30_49=2, b50_64=3))
    assert size(Aldersband()) is None


@pytest.mark.parametrize("text", [None, "", "--", "Nej.", "Ej aktuellt", "INGA!", " Inget. ", "saknas"])
def test_boxes_that_say_nothing(text: str | None) -> None:
    """A dash, no, none and not applicable are no answer to a follow-up question."""
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Nej, men en ordning ska beslutas.", "0", "Ingen kö", "ej aktuellt " * 3])
def test_boxes_that_say_something(text: str) -> None:
    """A sentence is an answer even when it begins with no."""
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("namn", "expected"),
    [
        ("Kalmar kommun", "kalmar"),
        ("Kalmarkommun", "kalmar"),
        ("Kalmar", "kalmar"),
        ("Lunds kommun", "lund"),
        ("Malmö stad", "malmo"),
        ("Göteborgs Stad", "goteborg"),
        ("Upplands Väsby", "upplands_vasby"),
    ],
)
def test_place_name(namn: str, expected: str) -> None:
    """Spellings of one kommun's name come out alike."""
    assert expected == place_name(namn)


def test_names_in_a_box() -> None:
    """Names on one line or several are told apart, and dashes are no names."""
    expected = {"nybro": "Nybro kommun", "torsa": "Torsås", "emmaboda": "Emmaboda", "lund": "Lund"}
    assert expected == names_in(["Nybro kommun, Torsås och Emmaboda.", "--", "Lund"])
    assert {} == names_in([])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Ett\n2. Två", {1: "Ett\n", 2: "Två"}),
        ("Inledning\n1) Ett\n\n**2.** Två", {1: "Ett\n\n", 2: "Två"}),
        ("1. Ett\n3. Tre", {1: "Ett\n", 3: "Tre"}),
        ("1. Ett\n31. december var stängt\n2. Två", {1: "Ett\n31. december var stängt\n", 2: "Två"}),
        ("2. Två\n3. Tre", {}),
        ("Version 1. Ingen lista", {}),
        (None, {}),
    ],
)
def test_numbered_items(text: str | None, expected: dict[int, str]) -> None:
    """A text numbered from one is split into its items; a date at the start of a line is no number."""
    assert expected == numbered(text)
