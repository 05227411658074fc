"""Writing Swedish numbers, money, dates and words: equal to Babel where Babel is right, else not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.dates import format_date, format_interval, format_time, get_month_names
from babel.lists import format_list
from babel.numbers import format_currency, format_percent
from babel.numbers import format_decimal as babel_decimal
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from poreport import svenska
from poreport.svenska import MINUS, NBSP

if TYPE_CHECKING:
    from collections.abc import Callable

SV = "sv_SE"

whole = st.integers(-(10**20), 10**20)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**12), max_value=10**12)


def babel_signs(text: str) -> str:
    """Return Babel's number with the minus that Swedish wants."""
    return text.replace("-", MINUS)


# Numbers


@given(whole)
def test_whole_numbers_are_grouped_as_babel_groups_them(number: int) -> None:
    """Whole numbers are Babel's, with U+2212 where Babel writes an ASCII hyphen for minus."""
    assert babel_signs(babel_decimal(number, format="#,##0", locale=SV)) == svenska.format_antal(number)


@given(decimals, st.integers(0, 4))
def test_decimals_are_babels_once_halves_are_rounded_up(number: Decimal, places: int) -> None:
    """Rounded half up beforehand, Babel's pattern with fixed decimals gives the same text."""
    rounded = number.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
    pattern = "#,##0" + ("." + "0" * places if places else "")
    expected = babel_signs(babel_decimal(rounded or abs(rounded), format=pattern, locale=SV))
    assert expected == svenska.format_decimal(number, places)


def test_negative_numbers_have_a_real_minus() -> None:
    """Babel writes −3 with an ASCII hyphen; we write U+2212."""
    assert "-3" == babel_decimal(-3, locale=SV)
    assert "\u22123" == svenska.format_antal(-3)
    assert "\u22123,50" == svenska.format_decimal(Decimal("-3.5"), 2)


def test_arsanstallningar_keep_two_decimals() -> None:
    """Babel drops the decimals of 14.00 by default; a form asks for 14,00."""
    assert "14" == babel_decimal(Decimal("14.00"), locale=SV)
    assert "14,00" == svenska.format_arsanstallningar(Decimal("14.00"))
    assert "2,00" == svenska.format_arsanstallningar(2)


@pytest.mark.parametrize(
    ("number", "babel", "ours"),
    [("2.005", "2,00", "2,01"), ("2.015", "2,02", "2,02"), ("-0.125", "-0,12", "\u22120,13")],
)
def test_halves_are_rounded_away_from_zero(number: str, babel: str, ours: str) -> None:
    """Babel rounds halves to even; readers expect 2,005 to become 2,01."""
    assert babel == babel_decimal(Decimal(number), format="#,##0.00", locale=SV)
    assert ours == svenska.format_decimal(Decimal(number), 2)


def test_a_float_is_rounded_as_it_is_written() -> None:
    """The float 2.675 lies just below 2,675 but is written 2,675 and so becomes 2,68."""
    assert "2.67" == f"{2.675:.2f}"
    assert "2,68" == svenska.format_decimal(2.675, 2)


def test_nothing_is_minus_zero() -> None:
    """A small negative number rounds to 0,00, which Babel writes with a sign."""
    assert "-0,00" == babel_decimal(Decimal("-0.001"), format="#,##0.00", locale=SV)
    assert "0,00" == svenska.format_decimal(Decimal("-0.001"), 2)


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), float("nan"), Decimal("1E+400")])
def test_what_is_no_number_of_reasonable_size_is_refused(number: Decimal | float) -> None:
    """A number that is not finite, or has hundreds of digits, is an error with a Swedish message."""
    with pytest.raises(ValueError, match="skriv"):
        svenska.format_decimal(number, 2)


def test_whole_kronor_without_decimals() -> None:
    """Babel adds öre (809 060,00 kr) and calls the unit svenska kronor; documents write whole kronor."""
    amount = Decimal(809060)
    assert f"809{NBSP}060,00{NBSP}kr" == format_currency(amount, "SEK", locale=SV)
    assert f"809{NBSP}060{NBSP}kr" == svenska.format_kronor(amount)
    assert f"809{NBSP}060,00 svenska kronor" == format_currency(amount, "SEK", format_type="name", locale=SV)
    assert f"809{NBSP}060{NBSP}kronor" == svenska.format_kronor(amount, ord=True)
    assert f"809{NBSP}060" == svenska.format_belopp(amount)


@given(whole)
def test_kronor_are_babels_with_a_pattern_of_whole_kronor(amount: int) -> None:
    """With the pattern ”#,##0 ¤” and its own digits off, Babel agrees about kronor but for the minus."""
    expected = format_currency(amount, "SEK", format="#,##0\xa0¤", currency_digits=False, locale=SV)
    assert babel_signs(expected) == svenska.format_kronor(amount)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(1, "1 krona"), (Decimal("1.00"), "1 krona"), (-1, "−1 krona"), (0, "0 kronor"), (2, "2 kronor")],
)
def test_one_krona_is_singular(amount: int | Decimal, expected: str) -> None:
    """In prose exactly one is a krona, however the number is written."""
    assert expected.replace(" ", NBSP) == svenska.format_kronor(amount, ord=True)


def test_percent_rounds_half_up() -> None:
    """Babel makes 52,5 percent of a whole into 52 %; we make it 53 %, and ”procent” in prose."""
    share = Decimal("0.525")
    assert f"52{NBSP}%" == format_percent(share, locale=SV)
    assert f"53{NBSP}%" == svenska.format_procent(share)
    assert f"53{NBSP}%" == svenska.format_procent(21 / 40)
    assert f"52,5{NBSP}procent" == svenska.format_procent(share, 1, ord=True)


# Dates and times


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_are_babels_short_and_long_dates(day: date) -> None:
    """The ISO form is Babel's short date and the form in prose its long one."""
    assert format_date(day, "short", locale=SV) == svenska.format_datum(day)
    assert format_date(day, "long", locale=SV) == svenska.format_datum_ord(day)


def test_babels_medium_date_is_not_used() -> None:
    """Babel's medium date abbreviates the month and never says ”den”; prose does neither and may say it."""
    day = date(2021, 12, 6)
    assert "6 dec. 2021" == format_date(day, "medium", locale=SV)
    assert "6 december 2021" == svenska.format_datum_ord(day)
    assert "den 6 december 2021" == svenska.format_datum_ord(day, den=True)
    assert "måndag 6 december 2021" == svenska.format_datum_ord(day, veckodag=True)
    assert "måndagen den 6 december 2021" == svenska.format_datum_ord(day, den=True, veckodag=True)


def test_a_moment_is_written_as_its_date() -> None:
    """A datetime is a date too: only its day is written."""
    moment = datetime.fromisoformat("2021-12-06T08:30")
    assert "2021-12-06" == svenska.format_datum(moment)


def test_time_of_day() -> None:
    """Babel writes 08:30; Swedish authorities write kl. 8.30."""
    assert "08:30" == format_time(time(8, 30), "short", locale=SV)
    assert f"kl.{NBSP}8.30" == svenska.format_tid(time(8, 30))
    assert f"kl.{NBSP}13.05" == svenska.format_tid(time(13, 5))


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 800))
def test_date_intervals_share_what_babel_lets_them_share(first: date, days: int) -> None:
    """Babel shortens intervals rightly but abbreviates the months; ours have them in full."""
    last = min(first, date(9990, 1, 1)) + timedelta(days)
    first = min(first, last)
    ours = svenska.format_intervall(first, last)
    short = get_month_names("abbreviated", locale=SV)
    for number, month in get_month_names("wide", locale=SV).items():
        ours = ours.replace(month, short[number])
    assert format_interval(first, last, "yMMMd", locale=SV) == ours


def test_babels_interval_of_figures_is_not_used() -> None:
    """Babel parts the dates by thin spaces and cuts the second ISO date; our dash has no spaces."""
    first, last = date(2021, 1, 15), date(2021, 3, 1)
    assert "2021-01-15\u2009\u2013\u200903-01" == format_interval(first, last, "yMd", locale=SV)
    assert "15 januari–1 mars 2021" == svenska.format_intervall(first, last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2, 3, "2–3"),
        (18, 18, "18"),
        (2021, 2022, "2021–2022"),
        (-3, 2, "\u22123–2"),
        ("januari", "juni", "januari–juni"),
        ("1,5", "2", "1,5–2"),
        (date(2021, 12, 6), date(2021, 12, 21), "6–21 december 2021"),
        (date(2021, 11, 6), date(2021, 12, 2), "6 november–2 december 2021"),
        (date(2021, 12, 6), date(2022, 1, 15), "6 december 2021–15 januari 2022"),
        (date(2021, 12, 6), date(2021, 12, 6), "6 december 2021"),
        ("våren", date(2021, 12, 6), "våren–6 december 2021"),
    ],
)
def test_intervals(first: str | int | date, last: str | int | date, expected: str) -> None:
    """An interval has a short dash without spaces, and years in it are not grouped."""
    assert expected == svenska.format_intervall(first, last)


@pytest.mark.parametrize(("first", "last"), [(3, 2), (date(2021, 12, 6), date(2021, 12, 5))])
def test_an_interval_cannot_end_before_it_begins(first: int | date, last: int | date) -> None:
    """Ends in the wrong order are an error that names both."""
    with pytest.raises(ValueError, match="innan det börjar"):
        svenska.format_intervall(first, last)


# Words


@pytest.mark.parametrize(
    ("number", "utrum", "neutrum"),
    [(0, "noll", "noll"), (1, "en", "ett"), (2, "två", "två"), (12, "tolv", "tolv"), (13, "13", "13")],
)
def test_numbers_to_twelve_are_words(number: int, utrum: str, neutrum: str) -> None:
    """Numbers up to and including tolv are words, and only one has a gender."""
    assert utrum == svenska.tal_i_ord(number)
    assert neutrum == svenska.tal_i_ord(number, "neutrum")


@pytest.mark.parametrize(("number", "expected"), [(-1, "\u22121"), (1234, f"1{NBSP}234")])
def test_other_numbers_are_figures(number: int, expected: str) -> None:
    """Negative and large numbers are written in figures."""
    assert expected == svenska.tal_i_ord(number)


def test_one_is_singular_however_it_is_written() -> None:
    """Babel calls Decimal("1.00") plural; we compare with one."""
    plural_form = Locale.parse(SV).plural_form
    assert ("one", "other") == (plural_form(1), plural_form(Decimal("1.00")))
    assert "en heltidsanställning" == svenska.antal_med_ord(Decimal("1.00"), "heltidsanställning")


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (2, "heltidsanställning", "två heltidsanställningar"),
        (1, "heltidsanstallning", "en heltidsanställning"),
        (1, "ombud", "ett ombud"),
        (2, "personligt ombud", "två personliga ombud"),
        (1, "år", "ett år"),
        (12, "månad", "tolv månader"),
        (0, "barn", "noll barn"),
        (67, "klient", f"67{NBSP}klienter"),
        (1.0, "dag", "en dag"),
        (Decimal("1.50"), "årsanställning", f"1,5{NBSP}årsanställningar"),
        (Decimal("2.25"), "tjänst", f"2,25{NBSP}tjänster"),
        (Decimal("1E+3"), "person", f"1{NBSP}000{NBSP}personer"),
    ],
)
def test_numbers_with_nouns(number: float | Decimal, noun: str, expected: str) -> None:
    """Small whole numbers are words that agree with the noun, others figures joined to it."""
    assert expected == svenska.antal_med_ord(number, noun)


def test_figures_and_own_nouns_on_request() -> None:
    """Tables ask for figures also below thirteen, and a noun outside the lexicon can be given whole."""
    assert f"1{NBSP}fel" == svenska.antal_med_ord(1, "fel", siffror=True)
    assert "två möten" == svenska.antal_med_ord(2, svenska.Lexem("möte", "möten", "neutrum"))


def test_an_unknown_noun_is_an_error_that_lists_the_known() -> None:
    """A noun that is not in the lexicon is never guessed at."""
    with pytest.raises(ValueError, match=r"”elefant” finns inte i ordlistan\. Kända ord: anmärkning, "):
        svenska.antal_med_ord(2, "elefant")


def test_days_are_dagar() -> None:
    """Babel counts durations in dygn; the forms ask for dagar."""
    assert "30 dygn" == format_unit(30, "duration-day", locale=SV).replace(NBSP, " ")
    assert f"30{NBSP}dagar" == svenska.antal_med_ord(30, "dag")


@given(st.integers(0, 100_000))
def test_ordinals_follow_babels_rule(number: int) -> None:
    """An ordinal ends in :a where CLDR has the form ”one” and else in :e."""
    ending = {"one": "a", "other": "e"}[Locale.parse(SV).ordinal_form(number)]
    assert ending == svenska.format_ordning(number).rpartition(":")[2]


def test_ordinals() -> None:
    """1:a, 2:a, 3:e, 11:e, 12:e, 21:a."""
    assert ["1:a", "2:a", "3:e", "11:e", "12:e", "21:a"] == [
        svenska.format_ordning(number) for number in (1, 2, 3, 11, 12, 21)
    ]


@given(st.lists(st.text("abc", min_size=1), max_size=6))
def test_lists_are_babels_standard_lists(items: list[str]) -> None:
    """A list in prose has no comma before och or eller, as Babel's styles ”standard” and ”or”."""
    assert format_list(items, locale=SV) == svenska.lista(items)
    assert format_list(items, "or", locale=SV) == svenska.lista(items, ord="eller")


def test_lists_of_other_kinds_fail_in_babel() -> None:
    """Babel's style ”unit” raises KeyError for Swedish; our list takes any conjunction."""
    with pytest.raises(KeyError, match="start"):
        format_list(["A", "B", "C"], "unit", locale=SV)
    assert "A, B samt C" == svenska.lista(["A", "B", "C"], ord="samt")


def test_a_capital_changes_only_the_first_letter() -> None:
    """The rest of a sentence keeps its capitals: ”årsrapport till SKR” becomes ”Årsrapport till SKR”."""
    assert "Årsrapport till SKR" == svenska.stor_bokstav("årsrapport till SKR")
    assert "" == svenska.stor_bokstav("")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kalmar kommun", "Kalmar kommuns"),
        ("Borås", "Borås"),
        ("Kiruna", "Kirunas"),
        ("Bohuz", "Bohuz"),
        ("", ""),
    ],
)
def test_genitive(name: str, expected: str) -> None:
    """A name gets s in the genitive, unless it ends in s, x or z."""
    assert expected == svenska.genitiv(name)


@pytest.mark.parametrize(
    ("write", "value"),
    [
        (svenska.format_kronor, 1_623_528),
        (svenska.format_procent, Decimal("0.52")),
        (svenska.format_tid, time(8, 30)),
        (svenska.format_postnummer, "39128"),
        (svenska.format_telefon, "0480-450940"),
        (svenska.format_paragraf, "2-6"),
    ],
)
def test_no_line_break_inside_a_figure(write: Callable[[object], str], value: object) -> None:
    """Numbers, units, telephone numbers and paragrafer hold no space that a line may break at."""
    assert " " not in write(value)
