"""A line that holds a place and a date in any order."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["place_and_date"]

_ISO: Final = r"(?:19|20)\d\d ?[-–./] ?\d{1,2} ?[-–./] ?\d{1,2}|(?:19|20)\d{6}"
_IN_PROSE: Final = r"(?:den )?\d{1,2}(?::[ae])? [a-zåäö]{3,9}\.? (?:19|20)\d\d"
_WITH_SLASH: Final = r"\d{1,2}/\d{1,2}[ -](?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d"
_DATE: Final = re.compile(rf"(?<![\d/])(?:{_ISO}|{_IN_PROSE}|{_WITH_SLASH})(?![\d/])", re.IGNORECASE)
_SPACED: Final = re.compile(r"(?<=\d) ?([-–./]) ?(?=\d)")
_LABEL: Final = re.compile(r"\b(?:ort|datum)\s*:", re.IGNORECASE)
_LINK: Final = re.compile(r"^(?:den|i)\s+|\s+(?:den|i)$", re.IGNORECASE)
_AROUND: Final = " ,.:;"


def place_and_date(text: str) -> tuple[str | None, str | None, str | None]:
    """The date as written, the place, and what is neither; None for what is not there.

    Text with digits that is no date is neither: an unreadable date ("20/209") is no place.
    """
    match = _DATE.search(text)
    written = _SPACED.sub(r"\1", match[0]) if match else None
    rest = text[: match.start()] + " " + text[match.end() :] if match else text
    rest = _LINK.sub("", " ".join(_LABEL.sub(" ", rest).split()).strip(_AROUND)).strip(_AROUND)
    if not rest:
        return written, None, None
    if re.search(r"\d", rest):
        return written, None, rest
    return written, rest, None
