"""What several rule modules share: figures in messages, what an answer says, and names compared.

A rule must never raise on what the model can hold, so figures of thousands of digits are described and not
written out, and arithmetic is done only on figures that are `plausible`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from poreport import svenska
from poreport.model import BAND, Aldersband, Svar

LARGEST: Final = 10**15
"""Figures from here on are not written out; the reader of data files stops at fifteen digits too."""

SMALLEST: Final = Decimal("0.0001")
"""Parts of a post smaller than this are not reckoned with."""

JA, NEJ, DELVIS = Svar.JA, Svar.NEJ, Svar.DELVIS
JA_SVAR: Final = Svar.JA | Svar.DELVIS

KONSORD: Final = {"kvinnor": "kvinnor", "man": "män"}

_INTET: Final = frozenset(
    ("nej", "ingen", "inga", "inget", "ingenting", "ej_aktuellt", "inte_aktuellt", "ej_tillampligt", "saknas")
)
_LONGEST_NOTHING: Final = 30
_KOMMUNORD: Final = re.compile(r"_?(?:kommun|stad)s?$")
_SKILJETECKEN: Final = re.compile(r"[,;/\n]|\b(?:och|samt)\b")
_DECIMALS: Final = 2
_MOST_DECIMALS: Final = 6
_MOST_NAMES: Final = 6


def fits(varde: int | Decimal) -> bool:
    """Whether a figure can be written out, whatever its sign."""
    return -LARGEST < varde < LARGEST


def tal(varde: int) -> str:
    """A count in a message."""
    return svenska.format_antal(varde) if fits(varde) else "orimligt många"


def kr(varde: int) -> str:
    """An amount in a message."""
    return svenska.format_kronor(varde) if fits(varde) else "ett orimligt stort belopp"


def tjanster(varde: Decimal) -> str:
    """Årsanställningar in a message: two decimals, or as many as were written up to six."""
    if not fits(varde):
        return "orimligt många"
    decimaler = -int(varde.as_tuple().exponent)
    return svenska.format_decimal(varde, max(_DECIMALS, min(decimaler, _MOST_DECIMALS)))


def as_written(varde: Decimal) -> str:
    """Årsanställningar as they were written, in quotation marks."""
    return svenska.quote(str(varde).replace(".", ","))


def artal(ar: int) -> str:
    """A year in a message."""
    return str(ar) if fits(ar) else "orimligt"


def in_calendar(ar: int) -> bool:
    """Whether there are dates in a year and in the years beside it."""
    return date.min.year < ar < date.max.year


def has_two_decimals(varde: Decimal) -> bool:
    """Whether a number of posts was written as the forms ask: 2,00 and not 2,0."""
    return varde.as_tuple().exponent == -_DECIMALS


def plausible(varde: int | Decimal) -> bool:
    """Whether a figure can be reckoned with: zero or more, not absurdly large, not absurdly small."""
    return 0 <= varde < LARGEST and (varde == 0 or varde >= SMALLEST)


def size(f: Aldersband) -> int | None:
    """The persons of a block: the sum of its four bands when all are given, else its total.

    The rules that compare blocks with each other use this and not the total. A total that is wrong is then
    reported once, by the rule on sums, and putting it right breaks nothing else.
    """
    band = [getattr(f, b) for b in BAND]
    return f.totalt if None in band else sum(band)


def says_nothing(text: str | None) -> bool:
    """Whether a text box is left empty in effect: blank, a dash, ”Nej”, ”Ej aktuellt”."""
    if text is None or svenska.is_blank(text):
        return True
    return len(text) <= _LONGEST_NOTHING and svenska.fold(text.strip(" .!")) in _INTET


def same_words(text: str | None) -> str:
    """A text to compare: without differences in capitals, spaces and the full stop at the end."""
    return " ".join((text or "").casefold().split()).removesuffix(".")


def place_name(namn: str | None) -> str:
    """A kommun's name without the words around it: Kalmarkommun, Lunds kommun and Lund as kalmar, lund."""
    return _KOMMUNORD.sub("", svenska.fold(namn or "")).removesuffix("s")


def names_in(texter: Iterable[str]) -> dict[str, str]:
    """The names in a box, one or several to a line: folded name → name as written."""
    delar = (del_.strip(" .") for text in texter for del_ in _SKILJETECKEN.split(text))
    return {place_name(del_): del_ for del_ in delar if not svenska.is_blank(del_)}


def some(namn: Iterable[str]) -> str:
    """Names in a message: in quotation marks and alphabetical order, and how many there are beyond six."""
    alla = sorted(namn)
    forsta, fler = [svenska.quote(ett) for ett in alla[:_MOST_NAMES]], len(alla) - _MOST_NAMES
    return svenska.lista([*forsta, f"{tal(fler)} till"] if fler > 0 else forsta)
