"""What the rules share: figures in messages, empty answers, and names compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from poreport.model import Aldersband
from poreport.rules.hjalp import (
    LARGEST,
    artal,
    as_written,
    fits,
    has_two_decimals,
    in_calendar,
    kr,
    names_in,
    place_name,
    plausible,
    same_words,
    says_nothing,
    size,
    some,
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
    assert 1_000_000_000_000_000 == LARGEST
    assert [True, True, False, False] == [fits(v) for v in (LARGEST - 1, 1 - LARGEST, LARGEST, -LARGEST)]
    assert "999\u00a0999\u00a0999\u00a0999\u00a0999" == tal(LARGEST - 1)
    assert {"orimligt många"} == {tal(v) for v in (LARGEST, -LARGEST, 10**5000)}
    assert {"ett orimligt stort belopp"} == {kr(v) for v in (LARGEST, -LARGEST, 10**5000)}
    assert {"orimligt många"} == {tjanster(Decimal(v)) for v in ("1E+15", "-1E+15", "1E+999999")}


@pytest.mark.parametrize(
    ("ar", "expected"),
    [
        (2021, "2021"),
        (-44, "-44"),
        (LARGEST - 1, str(LARGEST - 1)),
        (1 - LARGEST, str(1 - LARGEST)),
        (LARGEST, "orimligt"),
        (-LARGEST, "orimligt"),
    ],
)
def test_year_in_a_message(ar: int, expected: str) -> None:
    """A year is written as it stands, but one that is too long for a message is called orimligt."""
    assert expected == artal(ar)


def test_years_with_dates() -> None:
    """Dates can be reckoned in the years 2 to 9998, and in those beside them."""
    assert [False, True, True, False] == [in_calendar(ar) for ar in (1, 2, 9998, 9999)]


def test_posts_as_written() -> None:
    """Posts are shown with the decimals they were written with, and two are as the forms ask."""
    assert ["”1,0”", "”2”", "”-1,25”"] == [as_written(Decimal(v)) for v in ("1.0", "2", "-1.25")]
    assert [True, False, False, False] == [
        has_two_decimals(Decimal(v)) for v in ("1.00", "1.0", "1", "1.000")
    ]


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


@pytest.mark.parametrize("text", [None, "", "--", "Nej.", "Ej aktuellt", "INGA!", " Inget. "])
def test_boxes_that_say_nothing(text: str | None) -> None:
    """A dash, no, none and not applicable are no answer to a follow-up question."""
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["ingen", "ingenting", "inte aktuellt", "ej tillämpligt", "Saknas"])
def test_words_that_say_nothing(text: str) -> None:
    """Nor are the other words for nothing, with spaces around them up to thirty characters."""
    assert says_nothing(text)
    assert says_nothing(text.ljust(30))
    assert not says_nothing(text.ljust(31))


@pytest.mark.parametrize(
    "text", ["Nej, men en ordning ska beslutas.", "0", "Ingen kö", "Nej X", "ej aktuellt " * 3]
)
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
        (None, ""),
    ],
)
def test_place_name(namn: str, expected: str) -> None:
    """Spellings of one kommun's name come out alike."""
    assert expected == place_name(namn)


def test_names_in_a_box() -> None:
    """Names on one line or several are told apart, and dashes are no names."""
    expected = {"nybro": "Nybro kommun", "torsa": "Torsås", "emmaboda": "Emmaboda", "lund": "Lund"}
    assert expected == names_in(["Nybro kommun, Torsås och Emmaboda.", "--", "Lund"])
    assert {"xby": "Xby", "max": "MAX"} == names_in(["Xby, MAX."])
    assert {} == names_in([])


def test_some_names() -> None:
    """Up to six names stand in a message, in alphabetical order; of those beyond only the number."""
    assert "”A”, ”B” och ”C”" == some(["C", "A", "B"])
    assert "”A”, ”B”, ”C”, ”D”, ”E” och ”F”" == some("FEDCBA")
    assert "”A”, ”B”, ”C”, ”D”, ”E”, ”F” och 1 till" == some("GFEDCBA")


def test_texts_are_compared_without_spaces_and_capitals() -> None:
    """Spaces, capitals and the full stop at the end make no difference; every other sign does."""
    assert "unga. äldre" == same_words("  Unga.\n ÄLDRE. ")
    assert "ung x" == same_words("Ung X")
    assert "" == same_words(None)
