"""Swedish words: numbers in letters, singular and plural, ordinals, lists, capitals, genitive."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal

import attrs

from poreport.svenska.skriva import as_written, format_antal, format_decimal
from poreport.svenska.tecken import NBSP, fold

Genus = Literal["utrum", "neutrum"]

RAKNEORD: Final = (
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
)


@attrs.frozen
class Lexem:
    """A noun to count: ”en klient, två klienter”, ”ett ombud, två ombud”."""

    singular: str
    plural: str
    genus: Genus = "utrum"


_NOUNS: Final = (
    Lexem("anmärkning", "anmärkningar"),
    Lexem("anställning", "anställningar"),
    Lexem("barn", "barn", "neutrum"),
    Lexem("bilaga", "bilagor"),
    Lexem("blankett", "blanketter"),
    Lexem("brist", "brister"),
    Lexem("dag", "dagar"),
    Lexem("delområde", "delområden", "neutrum"),
    Lexem("dokument", "dokument", "neutrum"),
    Lexem("fel", "fel", "neutrum"),
    Lexem("fil", "filer"),
    Lexem("fråga", "frågor"),
    Lexem("fält", "fält", "neutrum"),
    Lexem("heltidsanställning", "heltidsanställningar"),
    Lexem("heltidstjänst", "heltidstjänster"),
    Lexem("klient", "klienter"),
    Lexem("kommun", "kommuner"),
    Lexem("krona", "kronor"),
    Lexem("kvinna", "kvinnor"),
    Lexem("man", "män"),
    Lexem("månad", "månader"),
    Lexem("ombud", "ombud", "neutrum"),
    Lexem("ombudstjänst", "ombudstjänster"),
    Lexem("person", "personer"),
    Lexem("personligt ombud", "personliga ombud", "neutrum"),
    Lexem("rad", "rader"),
    Lexem("regel", "regler"),
    Lexem("svar", "svar", "neutrum"),
    Lexem("tjänst", "tjänster"),
    Lexem("upplysning", "upplysningar"),
    Lexem("utbildning", "utbildningar"),
    Lexem("vecka", "veckor"),
    Lexem("åtgärd", "åtgärder"),
    Lexem("år", "år", "neutrum"),
    Lexem("årsanställning", "årsanställningar"),
    Lexem("årsarbete", "årsarbeten", "neutrum"),
    Lexem("ärende", "ärenden", "neutrum"),
)
LEXIKON: Final = {fold(noun.singular): noun for noun in _NOUNS}


def tal_i_ord(n: int, genus: Genus = "utrum") -> str:
    """Return noll, en/ett, två … tolv in letters, and every other number in figures."""
    if n == 1 and genus == "neutrum":
        return "ett"
    return RAKNEORD[n] if 0 <= n < len(RAKNEORD) else format_antal(n)


def antal_med_ord(value: float | Decimal, lexem: str | Lexem, *, siffror: bool = False) -> str:
    """Return a number with its noun: ”två heltidsanställningar”, ”ett ombud”, ”1,5 årsanställningar”.

    Whole numbers up to twelve are written in letters unless ``siffror`` asks for figures (tables,
    mixed sets). The singular stands for exactly one, however it is written (1, Decimal("1.00")).

    Args:
        value: The number.
        lexem: A noun of ``LEXIKON`` (its singular, with or without å ä ö), or a ``Lexem``.
        siffror: Write figures also for small numbers.

    Raises:
        ValueError: The noun is not in the lexicon, or the number is not finite.
    """
    noun = _noun(lexem)
    exact = as_written(value)
    word = noun.singular if exact == 1 else noun.plural
    if not siffror and exact in range(len(RAKNEORD)):
        return f"{tal_i_ord(int(exact), noun.genus)} {word}"
    return f"{format_decimal(exact, _decimals(exact))}{NBSP}{word}"


def _noun(lexem: str | Lexem) -> Lexem:
    if isinstance(lexem, Lexem):
        return lexem
    try:
        return LEXIKON[fold(lexem)]
    except KeyError:
        known = ", ".join(noun.singular for noun in _NOUNS)
        raise ValueError(f"Ordet ”{lexem}” finns inte i ordlistan. Kända ord: {known}.") from None


def _decimals(exact: Decimal) -> int:
    """Return how many decimals a number needs when trailing zeros are left out."""
    return len(f"{exact:f}".partition(".")[2].rstrip("0"))


def format_ordning(n: int) -> str:
    """Return an ordinal: 1:a, 2:a, 3:e, 11:e, 21:a."""
    first_or_second = n % 10 in (1, 2) and n % 100 not in (11, 12)
    return f"{format_antal(n)}:{'a' if first_or_second else 'e'}"


def lista(items: Iterable[str], ord: str = "och") -> str:  # noqa: A002  the public name
    """Return ”A, B och C”: no comma before the conjunction ``ord``."""
    *head, last = list(items) or [""]
    return f"{', '.join(head)} {ord} {last}" if head else last


def stor_bokstav(text: str) -> str:
    """Return ``text`` with its first letter upper case and the rest as it was."""
    return text[:1].upper() + text[1:]


def genitiv(name: str) -> str:
    """Return a name in the genitive: ”Kalmar kommuns”, ”Borås”.

    Only a fallback: the official genitive of a kommun is data and is never derived when known.
    """
    return name if not name or name[-1] in "sxzSXZ" else f"{name}s"
