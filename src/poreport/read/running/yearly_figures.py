"""Figures that an årsrapport states in its prose only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport.read.running.yearly_tables import BANDS

__all__ = ["figures_in"]

_NUMBER: Final = r"(\d[\d ]*)"
_SHARE: Final = r"(\d{1,3}) (?:procent|%)"
_FIGURES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (path, re.compile(pattern))
    for path, pattern in (
        ("nya", rf"{_NUMBER} (?:personer )?(?:var )?(?:nytillkomna|nya klienter|nya personer)"),
        ("avslutade", rf"avslutades kontakten med {_NUMBER}"),
        ("avslutade", rf"{_NUMBER} (?:klienter|personer|kontakter|ärenden) avslutades"),
        ("andel_kvinnor", rf"\d[\d ]* kvinnor[^.%]{{0,80}}?{_SHARE}"),
        ("andel_man", rf"män (?:var|är|utgjorde)[^.%]{{0,60}}?{_SHARE}"),
        ("hushall_med_barn", rf"{_NUMBER} hushåll"),
        *(
            (f"aldersandelar.{name}", rf"{low}\s?(?:och|[-–])\s?{high} år\.?(?:\W+\w+){{0,4}}?\W+{_SHARE}")
            for name, low, high in BANDS
        ),
        ("aldersandelar.b65", rf"{_SHARE} var 65"),
    )
)
_CHANGE: Final = re.compile(rf"(minskning|ökning) med {_NUMBER} (?:personer|klienter)")


def figures_in(text: str) -> Iterator[tuple[str, int, str]]:
    """The figures in a text: path in the årsrapport, value and the words it was found in."""
    text = " ".join(text.split())
    found: set[str] = set()
    for path, pattern in _FIGURES:
        match = pattern.search(text)
        if match and path not in found:
            found.add(path)
            yield path, int(match[1].replace(" ", "")), match[0]
    change = _CHANGE.search(text)
    if change:
        number = int(change[2].replace(" ", ""))
        yield "forandring", -number if change[1] == "minskning" else number, change[0]
