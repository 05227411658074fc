"""The labels in the head of a memo, and the lines of its cells parted by them."""

from __future__ import annotations

import re
from typing import Final

from poreport.read.form.memo_words import title_of
from poreport.read.prose import is_page_number
from poreport.read.running import without_bold
from poreport.read.running.memo_values import BOARD, DATE, NUMBER, PHONE

__all__ = ["by_label", "is_printed", "label_of", "lines_of", "only_labels"]

_LABELS: Final[dict[str, str]] = {
    "handläggare": "handlaggare",
    "vår handläggare": "handlaggare",
    "ansvarig handläggare": "handlaggare",
    "kontaktperson": "handlaggare",
    "utredare": "handlaggare",
    "vår referens": "handlaggare",
    "vår ref": "handlaggare",
    "er referens": "er_beteckning",
    "er ref": "er_beteckning",
    "beslutsinstans": "mottagare",
    "beslutsorgan": "mottagare",
    "beslutande organ": "mottagare",
    "beslutande nämnd": "mottagare",
    "instans": "mottagare",
    "kopia till": "kopia",
    "föredragande": "handlaggare",
    "författare": "handlaggare",
    "ansvarig tjänsteperson": "handlaggare",
    "ansvarig tjänsteman": "handlaggare",
    "tjänsteperson": "handlaggare",
    "upprättad av": "handlaggare",
    "upprättat av": "handlaggare",
    "skriven av": "handlaggare",
    "datum": "datum",
    "utfärdat": "datum",
    "upprättad": "datum",
    "upprättat": "datum",
    "skapad": "datum",
    "skrivet": "datum",
    "vårt datum": "datum",
    "ärendebeteckning": "arendebeteckning",
    "vår beteckning": "arendebeteckning",
    "beteckning": "arendebeteckning",
    "diarienummer": "arendebeteckning",
    "diarienr": "arendebeteckning",
    "dnr": "arendebeteckning",
    "ärendenummer": "arendebeteckning",
    "ärendenr": "arendebeteckning",
    "ärende-id": "arendebeteckning",
    "ärendeid": "arendebeteckning",
    "diarie-nr": "arendebeteckning",
    "diarieföringsnummer": "arendebeteckning",
    "vårt diarienummer": "arendebeteckning",
    "vårt dnr": "arendebeteckning",
    "er beteckning": "er_beteckning",
    "till": "mottagare",
    "mottagare": "mottagare",
    "adressat": "mottagare",
    "befattning": "titel",
    "titel": "titel",
    "funktion": "titel",
    "roll": "titel",
    "telefon": "telefon",
    "direkttelefon": "telefon",
    "mobiltelefon": "telefon",
    "telefonnummer": "telefon",
    "tfn": "telefon",
    "tel": "telefon",
    "direktnummer": "telefon",
    "telefonnr": "telefon",
    "mobil": "telefon",
    "e-post": "epost",
    "e-postadress": "epost",
    "epost": "epost",
    "e-mail": "epost",
    "mejl": "epost",
    "förvaltning": "enhet",
    "enhet": "enhet",
    "avdelning": "enhet",
    "verksamhet": "enhet",
    "kontor": "enhet",
}
_WORDS: Final = "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_LABEL: Final = re.compile(rf"({_WORDS})(?![\w@])\.?\s*:?\s*(.*)", re.IGNORECASE)
_WITHIN: Final = re.compile(rf"\s+[|•·]\s+|\s{{3,}}|(?<=[^\s:])\s+(?=(?:{_WORDS})\s?:\s)", re.IGNORECASE)
_ONLY_LABELS: Final = re.compile(
    rf"(?:(?:{_WORDS}):?\s+)+(?:{_WORDS}):?(?:\s+\d{{1,3}}\s*\(\d{{1,3}}\))?", re.IGNORECASE
)
_BEGINS_VALUE: Final = re.compile(r"\d|[A-ZÅÄÖ]{2,}\W")
_LONGEST_VALUE: Final = 3
_SHAPES: Final = {
    "datum": DATE,
    "arendebeteckning": re.compile(rf"{NUMBER.pattern}|\d[\d/.:-]+\d"),
    "mottagare": BOARD,
    "telefon": PHONE,
    "epost": re.compile(r"\S+@\S+"),
}
"""What the value of a label looks like, by which one without a colon is known in the middle of a cell."""
_WEAK: Final = re.compile(
    rf"(?:ärende|nummer|nr|daterad|daterat|den)\.?:? ({DATE.pattern}|{NUMBER.pattern})", re.IGNORECASE
)
"""Words that are labels only before what has the shape of a date or a number."""
_OF_PAGES: Final = re.compile(r"sid(?:a|an)?\.?:?\s*\d+\s*(?:\(|av\s|/)\s*\d+\)?", re.IGNORECASE)
_PAGE: Final = re.compile(r"sid(?:a|an|nr)?\.?", re.IGNORECASE)


def lines_of(text: str) -> list[str]:
    """The lines of a cell, without bold and blank ones; several labels in a line part it."""
    lines = [line.strip(" *") for line in re.split(r"[\n\t]", without_bold(text))]
    return [
        part.strip()
        for line in lines
        for part in _WITHIN.split(line)
        if part.strip() and not _OF_PAGES.fullmatch(part.strip())
    ]


def label_of(line: str) -> tuple[str | None, str]:
    """The field that a line is the label of, with the value that follows on the line.

    A word that begins a sentence is no label.
    """
    weak = _WEAK.fullmatch(line)
    if weak:
        return ("datum" if DATE.fullmatch(weak[1]) else "arendebeteckning"), weak[1]
    match = _LABEL.fullmatch(line)
    if match is None:
        return None, ""
    rest = line[len(match[1]) :].lstrip(". ")
    if rest.startswith(",") and all(part.strip().lower() in _LABELS for part in rest[1:].split(",")):
        return _LABELS[match[1].lower()], ""  # "Handläggare, titel, telefon"
    is_label = rest.startswith(":") or _BEGINS_VALUE.match(rest) or len(rest.split()) <= _LONGEST_VALUE
    return (_LABELS[match[1].lower()], match[2].strip()) if is_label else (None, "")


def only_labels(line: str) -> bool:
    """Whether a line is several labels beside each other, whose columns were lost."""
    return _ONLY_LABELS.fullmatch(line) is not None


def by_label(lines: list[str]) -> list[list[str]]:
    """The lines of a cell, in parts that begin with a label; what stands before the first is a part too.

    A word that is the label of what is already being told is a value: "Utredare" below "Handläggare".
    """
    parts = [lines[:1]]
    for line in lines[1:]:
        name, value = label_of(line)
        shaped = name in _SHAPES and _SHAPES[name].fullmatch(value) is not None
        if (name and (":" in line or shaped or (not value and name != label_of(parts[-1][0])[0]))) or (
            not name and _is_whole(parts[-1])
        ):
            parts.append([])
        parts[-1].append(line)
    return parts


def _is_whole(part: list[str]) -> bool:
    """Whether a part is one line with its label and a value that nothing goes on after."""
    name, value = label_of(part[0]) if len(part) == 1 else (None, "")
    return name in {"datum", "arendebeteckning"} and _SHAPES[name].fullmatch(value) is not None


def is_printed(line: str) -> bool:
    """Whether a line is a label, the title or a page number, and so no value."""
    is_page = is_page_number(line) or _PAGE.fullmatch(line) is not None
    return is_page or label_of(line)[0] is not None or title_of(line) is not None
