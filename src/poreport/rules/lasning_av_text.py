"""Years, dates and numbers of posts in running text, read tolerantly.

Only what is certain is read: a date is not a year, ”sedan 2001” is no year of the document, and a text with
percentages is not read for posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from poreport.svenska import MANADER, RAKNEORD

_AR: Final = re.compile(r"(?<![\d:/.,–-])(?:19|20)\d\d(?![\d:/]|[–-]\d|[.,]\d)", re.ASCII)
_ANNAT_AR: Final = re.compile(
    rf"(?:\b(?:{'|'.join(MANADER)})|\b(?:sedan|från|jämfört\s+med|än|som)(?:\s+och\s+med)?(?:\s+år)?)\s*$"
)
_FORE: Final = 40
_DATUM: Final = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_TAL: Final = {"ett": 1} | {ord_: n for n, ord_ in enumerate(RAKNEORD) if n}
_TJANSTER: Final = re.compile(
    rf"(?<![\w.,])(?P<tal>\d{{1,3}}(?:[.,]\d{{1,2}})?|{'|'.join(_TAL)})(?P<halv>\s+och\s+en\s+halv)?"
    r"\s+(?:(?:hela|nya|sådana)\s+)?(?P<bara>halva?\s+)?"
    r"(?P<ord>(?:(?:hel|halv|deltid|heltid|halvtid|års|helårs|ombuds)s?)?"
    r"(?:tjänst|anställning|arbete|arbetare)(?:er|ar|en|n)?|heltid(?:er)?|halvtid(?:er)?)\b"
)
_OLASLIGT: Final = re.compile(r"%|procent")
_MENING: Final = re.compile(r"(?<=[.!?])\s+|\n+")
HALV: Final = Decimal("0.5")


def years(text: str) -> list[int]:
    """The years that a text is about: not those of dates, diarienummer, laws or ”sedan 2001”."""
    lag = text.lower()
    return [
        int(traff[0])
        for traff in _AR.finditer(lag)
        if not _ANNAT_AR.search(lag[max(0, traff.start() - _FORE) : traff.start()])
    ]


def dates(text: str) -> Iterator[date]:
    """The dates written as 2021-12-21."""
    for traff in _DATUM.finditer(text):
        try:
            yield date(int(traff[1]), int(traff[2]), int(traff[3]))
        except ValueError:
            continue


def posts(text: str) -> list[Decimal]:
    """The numbers of full-time posts that a text states, in figures or words; empty when unsure."""
    lag = text.lower()
    return [] if _OLASLIGT.search(lag) else [_posts(traff) for traff in _TJANSTER.finditer(lag)]


def _posts(traff: re.Match[str]) -> Decimal:
    tal = traff["tal"]
    antal = Decimal(_TAL[tal]) if tal in _TAL else Decimal(tal.replace(",", "."))
    if traff["halv"]:
        antal += HALV
    return antal * HALV if traff["bara"] or traff["ord"].startswith("halv") else antal


def states(text: str, *antal: Decimal | None) -> bool | None:
    """Whether a text states one of some numbers of posts; None when it states no number.

    Several numbers in one text may be parts of a sum: ”en heltidstjänst och en halvtidstjänst”.
    """
    lasta = posts(text)
    if not lasta:
        return None
    mojliga = {*lasta, sum(lasta)}
    return any(ett in mojliga for ett in antal)


def sentences(text: str | None) -> list[str]:
    """The sentences of a text."""
    return _MENING.split(text or "")
