"""Writing numbers, money, dates and times the way Swedish public documents do.

What must not be parted by a line break is joined by a no-break space; minus is U+2212; halves are
rounded away from zero. Babel gives the names of weekdays; its ``sv_SE`` formats are not used for
numbers, since they give ASCII minus, half-even rounding, ”809 060,00 kr” and truncated intervals, and
cost a locale load at start. Where Babel is right (grouping, decimal comma, names of months) the tests hold
these functions to its results.
"""

from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Final

from poreport.svenska.tecken import EN_DASH, MINUS, NBSP

MANADER: Final = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)

_SIGNS: Final = str.maketrans({",": NBSP, ".": ",", "-": MINUS})
_ROUNDING: Final = Context(prec=100, rounding=ROUND_HALF_UP)
_HUNDRED: Final = Decimal(100)


def as_written(value: float | Decimal) -> Decimal:
    """Return a finite number as the Decimal it is written as: 2.005 is 2,005 and not 2,00499….

    Raises:
        ValueError: The number is not finite.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} är inget tal som går att skriva.")
    return exact


def format_antal(value: int) -> str:
    """Return a whole number in groups of three: 1234 → ”1 234”. Not for years and diarienummer."""
    return f"{value:,}".translate(_SIGNS)


def format_decimal(value: float | Decimal, decimals: int) -> str:
    """Return a number with exactly ``decimals`` decimals after a comma, halves rounded away from zero.

    Raises:
        ValueError: The number is not finite, or longer than a hundred digits.
    """
    exact = as_written(value)
    if exact.adjusted() + decimals >= _ROUNDING.prec:
        raise ValueError(f"Talet {value} är för långt för att skrivas med {decimals} decimaler.")
    rounded = _ROUNDING.quantize(exact, Decimal((0, (1,), -decimals)))
    return f"{rounded or abs(rounded):,f}".translate(_SIGNS)


def format_belopp(value: float | Decimal) -> str:
    """Return an amount in whole kronor without unit, for a column headed ”kr”: ”809 060”."""
    return format_decimal(value, 0)


def format_kronor(value: float | Decimal, *, ord: bool = False) -> str:  # noqa: A002  the public name
    """Return an amount in whole kronor: ”809 060 kr”, and with ``ord`` (prose) ”809 060 kronor”."""
    amount = format_belopp(value)
    if not ord:
        return f"{amount}{NBSP}kr"
    return f"{amount}{NBSP}{'krona' if amount.lstrip(MINUS) == '1' else 'kronor'}"


def format_arsanstallningar(value: float | Decimal) -> str:
    """Return årsanställningar with the two decimals that the forms ask for: ”2,00”."""
    return format_decimal(value, 2)


def format_procent(andel: float | Decimal, decimals: int = 0, *, ord: bool = False) -> str:  # noqa: A002  the public name
    """Return a share (0.52, not 52) as ”52 %”, and with ``ord`` (prose) as ”52 procent”."""
    number = format_decimal(_ROUNDING.multiply(as_written(andel), _HUNDRED), decimals)
    return f"{number}{NBSP}{'procent' if ord else '%'}"


def format_datum(value: date) -> str:
    """Return a date as in a document head: ”2021-12-06”."""
    return date.isoformat(value)


def format_datum_ord(value: date, *, den: bool = False, veckodag: bool = False) -> str:
    """Return a date as in prose: ”6 december 2021”.

    With ``den`` it is ”den 6 december 2021”, with ``veckodag`` ”måndag 6 december 2021”, and with both
    ”måndagen den 6 december 2021”.
    """
    dag = f"{'den ' if den else ''}{value.day} {MANADER[value.month - 1]} {value.year}"
    return f"{_weekday(value.weekday())}{'en' if den else ''} {dag}" if veckodag else dag


@cache
def _weekday(number: int) -> str:
    """The name of a weekday (0 is Monday), from Babel, which is loaded only when one is asked for."""
    from babel.dates import get_day_names

    return str(get_day_names("wide", locale="sv_SE")[number])


def format_tid(value: time) -> str:
    """Return a time of day with a point and no leading zero: ”kl. 8.30”."""
    return f"kl.{NBSP}{value.hour}.{value.minute:02}"


def format_intervall(first: str | int | date, last: str | int | date) -> str:
    """Return ”2–3”, ”januari–juni” or ”6–21 december 2021”: a short dash without spaces.

    Numbers are not grouped, since intervals are mostly ages and years; write ``format_antal`` on
    both sides for anything else. Equal ends are written once.

    Raises:
        ValueError: Numbers or dates where the interval ends before it begins.
    """
    if isinstance(first, date) and isinstance(last, date):
        start, end = _date_ends(first, last)
    else:
        if isinstance(first, int) and isinstance(last, int) and last < first:
            raise ValueError(f"Intervallet slutar ({last}) innan det börjar ({first}).")
        start, end = (_end(value) for value in (first, last))
    return end if start in ("", end) else f"{start}{EN_DASH}{end}"


def _end(value: str | int | date) -> str:
    if isinstance(value, date):
        return format_datum_ord(value)
    return f"{value}".replace("-", MINUS) if isinstance(value, int) else value


def _date_ends(first: date, last: date) -> tuple[str, str]:
    """Return both ends, the first without what it shares with the last (all of it: empty)."""
    if last < first:
        raise ValueError(
            f"Intervallet slutar ({format_datum(last)}) innan det börjar ({format_datum(first)})."
        )
    end = format_datum_ord(last)
    if first.year != last.year:
        return format_datum_ord(first), end
    if first.month != last.month:
        return f"{first.day} {MANADER[first.month - 1]}", end
    return ("" if first.day == last.day else str(first.day)), end
