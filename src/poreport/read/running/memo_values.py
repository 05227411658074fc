"""The values in the head of a memo, known by what they look like: dates, numbers, nämnder, persons."""

from __future__ import annotations

import re
from typing import Final

from poreport.read.prose import is_page_number
from poreport.read.running import is_name, is_title_of_person, is_unit

__all__ = [
    "BOARD",
    "DATE",
    "KOMMUN",
    "LONGEST_LINE",
    "NUMBER",
    "PHONE",
    "SUBJECT",
    "dated_at_place",
    "first_name_first",
    "in_small_letters",
    "is_of_memo",
    "is_person",
    "one_value",
    "parts_of",
]

BOARD: Final = re.compile(
    r"(?:till )?((?:[A-ZÅÄÖ][\w-]*\s+(?:och\s+)?)*[\w-]*"
    r"(?:nämnd(?:en)?|utskott(?:et)?|styrelsen?)\b[\w\s,-]*)",
    re.IGNORECASE,
)
SUBJECT: Final = re.compile(r"personliga? ombud|personligt ombud|statsbidrag", re.IGNORECASE)
PHONE: Final = re.compile(
    r"(?:tfn|tel|telefon)?\.?:?\s*(0\d{1,3}\s?[-–/]\s?[\d ]{5,}|\+46[\d ()-]{7,})", re.IGNORECASE
)
DATE: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2} [a-zåäö]+ (?:19|20)\d\d")
NUMBER: Final = re.compile(
    r"[A-ZÅÄÖ]{1,6}\d{0,3}[ /-]?(?:19|20)?\d\d[ /:.-]\d[\d/:.-]*(?: ?- ?\d[\d.]*| \d+(?:\.\d+)+)?"
    r"|(?:19|20)\d\d[/-][A-ZÅÄÖ]{2,6}[ /-]?\d[\d/:.-]*"
    r"|\d{1,3}(?:\.\d{1,3})+-\d+/(?:19|20)\d\d|\d\d[A-ZÅÄÖ]{2,6}\d{1,5}"
)
_OWN_SHAPE: Final = re.compile(
    rf"(?<![\w.-])(?:{DATE.pattern}|{NUMBER.pattern}"
    r"|0\d{1,3} ?[-–/] ?\d[\d ]{3,}\d|[\w.-]+@[\w.-]+\w)(?![\w-])"
)
_OF_FIELD: Final = {"mottagare": BOARD, "telefon": PHONE, "epost": re.compile(r"\S+@\S+")}
_PLANNED: Final = re.compile(rf"({NUMBER.pattern})\s+((?:dpl|klass\w*|handlingstyp)\b.*)", re.IGNORECASE)
_PLACE_AND_DATE: Final = re.compile(rf"[A-ZÅÄÖ][a-zåäö]+,?(?: den)? ({DATE.pattern})")
_LAST_NAME_FIRST: Final = re.compile(r"([A-ZÅÄÖ][\w-]+), ([A-ZÅÄÖ][a-zåäöé-]+)")
_ENDS_IN_DATE: Final = re.compile(rf"(.*\S)\s+({DATE.pattern})")
KOMMUN: Final = re.compile(r"((?:[^\s,]+\s+){1,2}(?:kommun|stad))s?(?:,\s*(.+))?", re.IGNORECASE)
LONGEST_LINE: Final = 60


def is_of_memo(line: str) -> bool:
    """Whether a line says something of the memo and not of its handläggare."""
    board = BOARD.fullmatch(line) if len(line) < LONGEST_LINE else None
    return bool(board or SUBJECT.search(line) or DATE.fullmatch(line) or NUMBER.fullmatch(line))


def one_value(name: str, text: str) -> list[str]:
    """The value of a label, and what two rows of its column that have become one say besides."""
    dated = _ENDS_IN_DATE.fullmatch(text)
    if name == "arendebeteckning" and dated:
        return [dated[1], dated[2]]
    planned = _PLANNED.fullmatch(text) if name == "arendebeteckning" else None
    if planned:
        return [planned[1], planned[2]]
    own = _OF_FIELD.get(name)
    parts = parts_of(text) if own else [text]
    fitting = [part for part in parts if own and own.fullmatch(part)]
    return [*fitting, *(part for part in parts if part not in fitting)] or [text]


def parts_of(line: str) -> list[str]:
    """The values in a line whose columns were lost: dates, numbers and addresses, and what is between."""
    parts: list[str] = []
    end = 0
    for match in _OWN_SHAPE.finditer(line):
        parts += [line[end : match.start()].strip(" ,;"), match[0]]
        end = match.end()
    parts = [part for part in (*parts, line[end:].strip(" ,;")) if part]
    known = all(_OWN_SHAPE.fullmatch(part) or _stands_in_head(part) for part in parts)
    return parts if known else [line]


def _stands_in_head(text: str) -> bool:
    """Whether a text is a nämnd, a förvaltning, a name or a page number."""
    return bool(
        (BOARD.fullmatch(text) and not SUBJECT.search(text))
        or is_unit(text)
        or is_name(text)
        or is_page_number(text)
    )


def dated_at_place(line: str) -> str | None:
    """The date in a line that says where and when a memo was written, or None."""
    match = _PLACE_AND_DATE.fullmatch(line)
    return match[1] if match else None


def first_name_first(line: str) -> str:
    """A name written with the last name first ("Exempel, Kim"), as it is said; other lines as they are."""
    match = _LAST_NAME_FIRST.fullmatch(line)
    whole = f"{match[2]} {match[1]}" if match else line
    return whole if match and is_name(whole) and not is_title_of_person(line) else line


def is_person(line: str) -> bool:
    """Whether a line is a name with a title or a telephone number after a comma."""
    name, *others = (part.strip() for part in line.split(","))
    return is_name(name) and any(is_title_of_person(part) or PHONE.fullmatch(part) for part in others)


def in_small_letters(namn: str) -> str:
    """The name of a kommun, where it was written in capitals with each word's first letter large."""
    if not namn.isupper():
        return namn
    *words, last = namn.split()
    return " ".join([*("-".join(p.capitalize() for p in word.split("-")) for word in words), last.lower()])
