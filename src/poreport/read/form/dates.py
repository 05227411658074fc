"""A line that holds a place and a date in any order."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["place_and_date"]

_ISO: Final = r"(?:19|20)\d\d ?[-–./] ?\d{1,2} ?[-–./] ?\d{1,2}|(?:19|20)\d{6}"
_IN_PROSE: Final = r"(?:den )?\d{1,2}(?::[ae])? [a-zåäö]{3,9}\.? (?:19|20)\d\d"
_WITH_SLASH: Final = r"\d{1,2}/\d{1,2}[ -](?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d"
_DATE: Final = re.compile(rf"(?<![\d/])(?:{_ISO}|{_IN_PROSE}|{_WITH_SLASH})(?![\d/])", re.IGNORECASE)
_SHORT_YEAR: Final = re.compile(
    r"(?<![\d/])(\d{1,2})(?:[/.](\d{1,2})| ([a-zåäö]{3,9})\.?)(?: ?[-–/.] ?| ['’]?)(\d\d)(?![\d/-])",
    re.IGNORECASE,
)
"""A date with a year of two figures ("15/1 -21", "15 jan -21"); there is no other century to mean."""
_SHORT_ISO: Final = re.compile(r"(?<![\d/-])(\d\d)(-?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?![\d/-])")
_SLASH_DASH: Final = re.compile(r"(?<![\d/])(\d{1,2}/\d{1,2}) ?[-–] ?((?:19|20)\d\d)(?!\d)")
_SPACED: Final = re.compile(r"(?<=\d) ?([-–./]) ?(?=\d)")
_LABEL: Final = re.compile(r"\b(?:ort|datum)\s*:", re.IGNORECASE)
_LINK: Final = re.compile(r"^(?:den|i)\s+|\s+(?:den|i)$", re.IGNORECASE)
_AROUND: Final = " ,.:;"


def _with_century(match: re.Match[str]) -> str:
    day, month, name, year = match.groups()
    return f"{day}/{month} 20{year}" if month else f"{day} {name} 20{year}"


def place_and_date(text: str) -> tuple[str | None, str | None, str | None]:
    """The date as written, the place, and what is neither; None for what is not there.

    Text with digits that is no date is neither: an unreadable date ("20/209") is no place.
    """
    text = _SLASH_DASH.sub(r"\1 \2", text)
    if not _DATE.search(text):
        text = _SHORT_ISO.sub(r"20\1-\3-\4", _SHORT_YEAR.sub(_with_century, text, count=1), count=1)
    match = _DATE.search(text)
    written = _SPACED.sub(r"\1", match[0]) if match else None
    rest = text[: match.start()] + " " + text[match.end() :] if match else text
    rest = _LINK.sub("", " ".join(_LABEL.sub(" ", rest).split()).strip(_AROUND)).strip(_AROUND)
    if not rest:
        return written, None, None
    if re.search(r"\d", rest):
        return written, None, rest
    return written, rest, None
