"""Reading Swedish numbers, money, dates, years and yes/no as people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from babel.dates import parse_date
from babel.numbers import NumberFormatError, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from poreport import svenska
from poreport.svenska import MINUS, NBSP, Tolkat, TolkningsFel

if TYPE_CHECKING:
    from collections.abc import Callable

PARSERS = (
    svenska.parse_antal,
    svenska.parse_kronor,
    svenska.parse_arsanstallningar,
    svenska.parse_datum,
    svenska.parse_ar,
    svenska.parse_ja_nej,
    svenska.parse_postnummer,
    svenska.parse_telefon,
    svenska.parse_epost,
    svenska.parse_organisationsnummer,
    svenska.parse_plusgiro,
    svenska.parse_bankgiro,
    svenska.parse_giro,
)

# Text made of what the readers look for comes far deeper into them than any text does.
likely = st.text("0123456789  ,.-–−/:+()@x\u00a0\u202fkrstjanejdenPGB", max_size=24)
anything = st.one_of(
    st.text(),
    likely,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.lists(st.text()),
)


def outcome(parse: Callable[[object], object], value: object) -> object:
    """Return what a reader made of a value, or the error that refuses it."""
    try:
        return parse(value)
    except TolkningsFel as error:
        return error


@pytest.mark.parametrize("parse", PARSERS)
@given(value=anything)
def test_a_reader_returns_or_raises_tolkningsfel(
    parse: Callable[[object], Tolkat[object]], value: object
) -> None:
    """Whatever it is given, a reader returns a Tolkat or raises TolkningsFel with one Swedish line."""
    result = outcome(parse, value)
    assert isinstance(result, Tolkat) or (
        str(result).isprintable() and str(result).startswith(("Kan inte läsa ", "Här saknas "))
    )


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("blank", ["", " ", "-", "–", "--", None])
def test_a_blank_answer_says_what_is_missing(parse: Callable[[object], object], blank: object) -> None:
    """An empty cell or a dash is refused as missing, never read as zero."""
    with pytest.raises(TolkningsFel, match=r"^Här saknas .+\. Skriv "):
        parse(blank)


# Whole numbers


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_are_read_back_as_written(number: int) -> None:
    """What format_antal writes is read back without a remark."""
    assert Tolkat(number) == svenska.parse_antal(svenska.format_antal(number))


@pytest.mark.parametrize("space", [" ", NBSP, "\u202f", "\u2009"])
def test_thousands_with_any_space(space: str) -> None:
    """Thousands are read with an ordinary, no-break, narrow no-break or thin space between the groups."""
    assert Tolkat(5_636_932) == svenska.parse_antal(f"5{space}636{space}932")


def test_babels_strict_reader_refuses_ordinary_spaces() -> None:
    """Babel's strict reader refuses the space that people type; ours takes it."""
    with pytest.raises(NumberFormatError):
        parse_decimal("5 636 932", locale="sv_SE", strict=True)
    assert Tolkat(5_636_932) == svenska.parse_antal("5 636 932")


def test_groups_are_of_three_digits() -> None:
    """Babel's lenient reader makes a hundred of ”1 0 0”; ours refuses it and says why."""
    assert Decimal(100) == parse_decimal("1 0 0", locale="sv_SE")
    with pytest.raises(TolkningsFel, match="tusental skrivs i grupper om tre siffror"):
        svenska.parse_antal("1 0 0")


@pytest.mark.parametrize("minus", ["-", "–", MINUS])
def test_negative_numbers(minus: str) -> None:
    """Babel cannot read U+2212, which we write; hyphen, en dash and U+2212 are all minus before a digit."""
    with pytest.raises(NumberFormatError):
        parse_decimal(f"{MINUS}3", locale="sv_SE")
    assert Tolkat(-3) == svenska.parse_antal(f"{minus}3")


@pytest.mark.parametrize(
    ("text", "number"), [("67 st", 67), ("67 stycken", 67), ("2,00", 2), ("2.0", 2), ("067", 67), ("-0", 0)]
)
def test_whole_numbers_with_a_remark(text: str, number: int) -> None:
    """A unit, zero decimals and leading zeros are read, and the remark tells what was read as what."""
    assert Tolkat(number, f"läste ”{text}” som {number}") == svenska.parse_antal(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,5", "det ska vara ett heltal"),
        ("1.000", "tusental skrivs med mellanslag"),
        ("1,0000", "fler än två decimaler"),
        ("9" * 16, "för stort"),
        ("1" * 81, "för lång"),
        ("12 klienter", "Skriv ett heltal, till exempel 67"),
        ("- 3", "Skriv ett heltal"),
        ("bäst", "Kan inte läsa ”bäst” som ett antal"),
        ("٣", "Skriv ett heltal"),
        (True, "”true”"),
        (1.5, "”1.5”"),
        (float("nan"), "”nan”"),
    ],
)
def test_what_is_no_whole_number(text: object, why: str) -> None:
    """The message quotes what was written and says what is wrong or what to write."""
    with pytest.raises(TolkningsFel, match=why):
        svenska.parse_antal(text)


@pytest.mark.parametrize("number", [67, 67.0, Decimal("67.00")])
def test_a_number_is_taken_as_it_is(number: float | Decimal) -> None:
    """A whole number from JSON needs no reading and no remark."""
    assert Tolkat(67) == svenska.parse_antal(number)


def test_a_long_text_is_cut_in_the_message() -> None:
    """A message quotes at most sixty characters, on one line and without control characters."""
    with pytest.raises(TolkningsFel, match=r"^Kan inte läsa ”a\ufffd b{57}…” som ett antal"):
        svenska.parse_antal("a\x07\n" + "b" * 500)


# Money


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.booleans())
def test_kronor_are_read_back_as_written(amount: int, in_prose: bool) -> None:  # noqa: FBT001  drawn, not passed
    """What format_kronor and format_belopp write is read back without a remark."""
    assert Tolkat(amount) == svenska.parse_kronor(svenska.format_kronor(amount, ord=in_prose))
    assert Tolkat(amount) == svenska.parse_kronor(svenska.format_belopp(amount))


@pytest.mark.parametrize(
    "text",
    ["809 060", "809060 kr", "809 060 kr.", "SEK 809 060", "kr 809 060", "809 060:-", "809 060 Kronor"],
)
def test_kronor_in_usual_spellings(text: str) -> None:
    """The unit may be left out, abbreviated or put first."""
    assert Tolkat(809_060) == svenska.parse_kronor(text)


def test_points_between_thousands() -> None:
    """Babel refuses thousands with points; in kronor they can mean nothing else, so they are read."""
    with pytest.raises(NumberFormatError):
        parse_decimal("1.623.528", locale="sv_SE")
    expected = Tolkat(1_623_528, f"läste ”1.623.528” som 1{NBSP}623{NBSP}528")
    assert expected == svenska.parse_kronor("1.623.528")


def test_units_are_stripped() -> None:
    """Babel refuses an amount with its unit; ours reads it."""
    with pytest.raises(NumberFormatError):
        parse_decimal("1 623 528 kr", locale="sv_SE")
    assert Tolkat(1_623_528) == svenska.parse_kronor("1 623 528 kr")


@pytest.mark.parametrize("text", ["809 060,00", "809.060,00", "809 060.00 kr"])
def test_zero_ore_is_read_with_a_remark(text: str) -> None:
    """Öre that are zero are dropped, and that is told."""
    assert Tolkat(809_060, f"läste ”{text}” som 809{NBSP}060") == svenska.parse_kronor(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("809 060,50", "öre ska inte anges"),
        ("1,6 mnkr", "tusental eller miljoner"),
        ("405 tkr", "tusental eller miljoner"),
        ("809,060", "tusental skrivs med mellanslag"),
        ("80 90 60", "grupper om tre"),
        ("cirka 5 kr", "Skriv hela kronor, till exempel 809 060"),
        (False, "”false”"),
    ],
)
def test_what_is_no_amount(text: object, why: str) -> None:
    """An amount that would have to be guessed at is refused with the reason."""
    with pytest.raises(TolkningsFel, match=why):
        svenska.parse_kronor(text)


# Årsanställningar


@given(st.decimals(places=2, min_value=-(10**9), max_value=10**9))
def test_arsanstallningar_are_read_back_as_written(posts: Decimal) -> None:
    """What format_arsanstallningar writes is read back without a remark."""
    assert Tolkat(posts) == svenska.parse_arsanstallningar(svenska.format_arsanstallningar(posts))


@pytest.mark.parametrize(
    ("text", "written", "shown"),
    [
        ("1,0", "1.0", "1,00"),
        ("2.00", "2.00", "2,00"),
        ("2", "2", "2,00"),
        ("4,00 helårsanställningar", "4.00", "4,00"),
        ("1,50 tjänster", "1.50", "1,50"),
        ("två", "2", "2,00"),
        ("En heltidsanställning", "1", "1,00"),
        ("ett årsarbete", "1", "1,00"),
    ],
)
def test_arsanstallningar_with_a_remark(text: str, written: str, shown: str) -> None:
    """A point, a unit, a word or other than two decimals is remarked on; the exponent stays as written."""
    result = svenska.parse_arsanstallningar(text)
    assert Tolkat(Decimal(written), f"läste ”{text}” som {shown}") == result
    assert Decimal(written).as_tuple() == result.varde.as_tuple()


def test_a_point_is_a_decimal_point_in_arsanstallningar() -> None:
    """Babel reads ”2.00” in silence; we read the same number and tell that a comma was expected."""
    assert Decimal("2.00") == parse_decimal("2.00", locale="sv_SE")
    assert "läste ”2.00” som 2,00" == svenska.parse_arsanstallningar("2.00").anmarkning


@pytest.mark.parametrize(
    "text", ["1,234", "1,2345", "75 %", "1/2", "tretton", "heltid", 1.125, Decimal("Infinity")]
)
def test_what_is_no_number_of_arsanstallningar(text: object) -> None:
    """More than two decimals, fractions, percent and other words are refused with an example."""
    with pytest.raises(TolkningsFel, match="Skriv talet med två decimaler, till exempel 2,00"):
        svenska.parse_arsanstallningar(text)


def test_arsanstallningar_as_a_number_from_json() -> None:
    """A float from JSON becomes the Decimal that it is written as."""
    assert Tolkat(Decimal("1.5")) == svenska.parse_arsanstallningar(1.5)


# Dates and years


@given(st.dates(min_value=date(1000, 1, 1)), st.booleans())
def test_dates_are_read_back_as_written(day: date, den: bool) -> None:  # noqa: FBT001  drawn, not passed
    """What format_datum and format_datum_ord write is read back without a remark."""
    assert Tolkat(day) == svenska.parse_datum(svenska.format_datum(day))
    assert Tolkat(day) == svenska.parse_datum(svenska.format_datum_ord(day, den=den))


@pytest.mark.parametrize(
    "text",
    [
        "2021/12/06",
        "2021.12.06",
        "20211206",
        "2021-12-6",
        "2021–12–06",
        "6/12 2021",
        "6.12.2021",
        "6 dec 2021",
        "6 dec. 2021",
        "den 6:e december 2021",
    ],
)
def test_dates_with_a_remark(text: str) -> None:
    """Other forms of 6 December are read and remarked on; the day stands before the month."""
    assert Tolkat(date(2021, 12, 6), f"läste ”{text}” som 2021-12-06") == svenska.parse_datum(text)


def test_september_has_two_abbreviations() -> None:
    """Both sep and sept are September."""
    assert date(2021, 9, 6) == svenska.parse_datum("6 sep 2021").varde
    assert date(2021, 9, 6) == svenska.parse_datum("6 sept. 2021").varde


def test_babel_cannot_read_a_swedish_date() -> None:
    """Babel raises IndexError for a date in words or cut short; ours reads one and explains the other."""
    for text in ("15 januari 2023", "20/209"):
        with pytest.raises(IndexError):
            parse_date(text, locale="sv_SE")
    assert Tolkat(date(2023, 1, 15)) == svenska.parse_datum("15 januari 2023")
    with pytest.raises(TolkningsFel, match="Kan inte läsa ”20/209” som ett datum"):
        svenska.parse_datum("20/209")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2021-02-30", "februari 2021 har 28 dagar"),
        ("31/4 2021", "april 2021 har 30 dagar"),
        ("2021-12-00", "december 2021 har 31 dagar"),
        ("2021-13-01", "ingen månad med nummer 13"),
        ("6 foo 2021", "ingen månad som heter ”foo”"),
        ("6/12 21", "Skriv år-månad-dag, till exempel 2021-12-06"),
        ("0000-01-01", "Skriv år-månad-dag"),
        (20211206, "Skriv år-månad-dag"),
    ],
)
def test_what_is_no_date(text: object, why: str) -> None:
    """A date that does not exist is refused with the reason, any other text with an example."""
    with pytest.raises(TolkningsFel, match=why):
        svenska.parse_datum(text)


def test_a_date_is_taken_as_it_is() -> None:
    """A date or a moment from TOML is its day."""
    assert Tolkat(date(2021, 12, 6)) == svenska.parse_datum(date(2021, 12, 6))
    assert date is type(svenska.parse_datum(datetime.fromisoformat("2021-12-06T08:30")).varde)


@given(st.integers(1990, 2100))
def test_years_are_read_from_text_and_number(year: int) -> None:
    """Four digits are a year, as text and as a number, and ”år” before or after is remarked on."""
    assert Tolkat(year) == svenska.parse_ar(str(year))
    assert Tolkat(year) == svenska.parse_ar(year)
    assert Tolkat(year, f"läste ”år {year}” som {year}") == svenska.parse_ar(f"år {year}")
    assert year == svenska.parse_ar(f"{year} års").varde


@pytest.mark.parametrize("value", ["21", "1989", "2101", "2021/2022", "2 021", True, 2021.0])
def test_what_is_no_year(value: object) -> None:
    """Other than four digits between 1990 and 2100 is no year."""
    with pytest.raises(TolkningsFel, match="Skriv årtalet med fyra siffror"):
        svenska.parse_ar(value)


# Yes and no


@pytest.mark.parametrize(
    ("text", "answer"), [("ja", True), ("Ja", True), ("NEJ", False), (True, True), (False, False)]
)
def test_yes_and_no(text: object, answer: bool) -> None:  # noqa: FBT001  a parameter of the case
    """Ja and nej are read in any case, and a truth value is taken as it is."""
    assert Tolkat(answer) == svenska.parse_ja_nej(text)


@pytest.mark.parametrize(
    ("text", "word"), [("x", "ja"), ("X", "ja"), ("☒", "ja"), ("Ja.", "ja"), ("true", "ja"), ("n", "nej")]
)
def test_yes_and_no_with_a_remark(text: str, word: str) -> None:
    """A mark or a letter counts as an answer, and the remark says which."""
    assert Tolkat(word == "ja", f"läste ”{text}” som {word}") == svenska.parse_ja_nej(text)


@pytest.mark.parametrize("text", ["☐", "delvis", "vet inte", "ja och nej", 1])
def test_what_is_neither_yes_nor_no(text: object) -> None:
    """An empty box is unanswered, not a no; everything else is refused too."""
    with pytest.raises(TolkningsFel, match="Skriv ja eller nej"):
        svenska.parse_ja_nej(text)
