"""The header block of a tjänsteskrivelse: who, when, which number, to whom and about what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from attrs import define, field

from poreport import svenska
from poreport.model import Otolkat, Position, Tolkning
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.prose import is_page_number
from poreport.read.running import Read, is_title_of_person, without_bold
from poreport.svenska import TolkningsFel

__all__ = ["MemoHead"]

_LABELS: Final[dict[str, str]] = {
    "handläggare": "handlaggare",
    "kontaktperson": "handlaggare",
    "datum": "datum",
    "ärendebeteckning": "arendebeteckning",
    "vår beteckning": "arendebeteckning",
    "beteckning": "arendebeteckning",
    "diarienummer": "arendebeteckning",
    "diarienr": "arendebeteckning",
    "dnr": "arendebeteckning",
    "ärendenummer": "arendebeteckning",
    "ärendenr": "arendebeteckning",
    "er beteckning": "er_beteckning",
    "till": "mottagare",
    "mottagare": "mottagare",
    "adressat": "mottagare",
    "telefon": "telefon",
    "tfn": "telefon",
    "e-post": "epost",
    "e-postadress": "epost",
    "epost": "epost",
    "förvaltning": "enhet",
    "enhet": "enhet",
    "avdelning": "enhet",
    "kontor": "enhet",
}
_LABEL: Final = re.compile(
    r"(" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + r")(?![\w@])\.?\s*:?\s*(.*)",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"(tjänsteskrivelse|tjänsteutlåtande)\b[ :–-]*(.*)", re.IGNORECASE)
_PAGE: Final = re.compile(r"\d+\s*\(\d+\)|sida.*", re.IGNORECASE)
_BOARD: Final = re.compile(
    r"(?:[A-ZÅÄÖ][\w-]*\s+(?:och\s+)?)*[\w-]*(?:nämnd(?:en)?|utskott(?:et)?|styrelsen?)\b[\w\s,-]*",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"personliga? ombud|personligt ombud|statsbidrag", re.IGNORECASE)
_PHONE: Final = re.compile(
    r"(?:tfn|tel|telefon)?\.?:?\s*(0\d{1,3}\s?[-–/]\s?[\d ]{5,}|\+46[\d ()-]{7,})", re.IGNORECASE
)
_EPOST: Final = re.compile(r"^e-?post\w*:?\s*", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2} [a-zåäö]+ (?:19|20)\d\d")
_KOMMUN: Final = re.compile(r"(?:\S+\s+){1,2}(?:kommun|stad)s?", re.IGNORECASE)
_UNIT: Final = re.compile(
    r".*(?:förvaltning(?:en)?|kontor(?:et)?|avdelning(?:en)?|enhet(?:en)?)", re.IGNORECASE
)
_BEGINS_VALUE: Final = re.compile(r"\d|[A-ZÅÄÖ]{2,}\W")
_LONGEST_LINE: Final = 60
_LONGEST_NAME: Final = 3
_BELOW: Final = 4
"""Rows below a label in which its value is looked for."""


@define
class MemoHead:
    """Reads the header block.

    Attributes:
        rows: Its rows.
        out: Where to note what was interpreted and what could not be.
        values: Fields of the memo.
        person: Fields of the handläggare.
    """

    rows: Sequence[Row]
    out: Read
    values: dict[str, Any] = field(factory=dict)
    person: dict[str, str] = field(factory=dict)
    _used: set[tuple[int, int]] = field(factory=set)

    def read(self) -> None:
        """Read every cell that is not the value of another."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row.cells):
                lines = _lines(cell.text)
                if lines and (number, column) not in self._used:
                    self._cell(number, column, lines)

    def _cell(self, number: int, column: int, lines: list[str]) -> None:
        """One cell: a label with its value, the title, or something to recognise."""
        position = self.rows[number].position
        first, *others = _by_label(lines)
        title = _TITLE.fullmatch(first[0]) if len(first[0]) < _LONGEST_LINE else None
        name, value = _label_of(first[0])
        if title:
            if title[1].lower() == "tjänsteutlåtande":
                self.values["benamning"] = "tjänsteutlåtande"
            first[0] = _PAGE.sub("", title[2]).strip()
        if name and not title:
            values = ([value] if value else []) + first[1:]
            self._labelled(name, values or ([] if others else self._value_near(number, column, name)), position)
        else:
            for line in first:
                self._recognise(line, position)
        for part in others:
            name, value = _label_of(part[0])
            self._labelled(name or "", ([value] if value else []) + part[1:], position)

    def _value_near(self, number: int, column: int, name: str) -> list[str]:
        """What stands to the right of a label, or below it in the same column."""
        row = self.rows[number]
        right = _lines(row.cells[column + 1].text) if column + 1 < len(row.cells) else []
        if right and not _is_printed(right[0]):
            self._used.add((number, column + 1))
            return right
        found: list[str] = []
        for below in range(number + 1, min(number + 1 + _BELOW, len(self.rows))):
            cells = self.rows[below].cells
            at = next((n for n, c in enumerate(cells) if c.column == row.cells[column].column), -1)
            lines = _lines(cells[at].text) if at >= 0 and (below, at) not in self._used else []
            apart = found and self.rows[below].gap > 0 and row.table is None
            if not lines or _is_printed(lines[0]) or apart:
                break
            found += lines
            self._used.add((below, at))
            if name != "handlaggare":
                break
        return found

    def _labelled(self, name: str, values: list[str], position: Position) -> None:
        """The value of a label."""
        text = " ".join(values)
        if name == "handlaggare":
            self._person(values, position)
        elif name == "datum" and text:
            self._date(text, position)
        elif name in {"arendebeteckning", "mottagare"} and text and name not in self.values:
            self._take(name, text, position)
        elif name in {"telefon", "epost"} and text:
            self._contact(name, text, position)
        elif name == "enhet" and text:
            self.person.setdefault(name, text)
        elif text:
            self._keep(f"{name.replace('_', ' ').capitalize()}: {text}", position, None)

    def _take(self, name: str, text: str, position: Position) -> None:
        self.values[name] = text
        self.out.positioner[f"tjansteskrivelse.{name}"] = position

    def _date(self, text: str, position: Position) -> None:
        try:
            read = svenska.parse_datum(text.strip(" ."))
        except TolkningsFel:
            self._keep(text, position, "tjansteskrivelse.datum")
            return
        self.values["datum"] = read.varde
        self._note("datum", read.anmarkning, position)

    def _note(self, name: str, remark: str | None, position: Position) -> None:
        path = f"tjansteskrivelse.{name}"
        self.out.positioner[path] = position
        if remark:
            self.out.tolkningar.append(Tolkning(path, remark, position))

    def _person(self, values: list[str], position: Position) -> None:
        """The handläggare's lines: name, title, unit, telephone and e-mail, in any order."""
        parts = [part.strip() for line in values for part in line.split(",") if part.strip()]
        for part in parts:
            phone = _PHONE.fullmatch(part)
            if "@" in part:
                self._contact("epost", _EPOST.sub("", part), position)
            elif phone:
                self._contact("telefon", phone[1], position)
            elif "namn" not in self.person:
                self.person["namn"] = part
            elif is_title_of_person(part) and "titel" not in self.person:
                self.person["titel"] = part
            elif "enhet" not in self.person:
                self.person["enhet"] = part
            else:
                self._keep(part, position, "tjansteskrivelse.handlaggare")

    def _contact(self, name: str, text: str, position: Position) -> None:
        """A telephone number or an e-mail address."""
        parse = svenska.parse_telefon if name == "telefon" else svenska.parse_epost
        try:
            read = parse(text)
        except TolkningsFel:
            self._keep(text, position, f"tjansteskrivelse.handlaggare.{name}")
            return
        if name not in self.person:
            self.person[name] = read.varde
            self._note(f"handlaggare.{name}", read.anmarkning, position)

    def _recognise(self, line: str, position: Position) -> None:
        """A line without a label: contact, date, sender, recipient or title, by what it looks like."""
        phone = _PHONE.fullmatch(line)
        if not line or is_page_number(line):
            return
        if phone:
            self._contact("telefon", phone[1], position)
        elif "@" in line and " " not in line:
            self._contact("epost", line, position)
        elif _DATE.fullmatch(line) and "datum" not in self.values:
            self._date(line, position)
        elif "mottagare" not in self.values and _BOARD.fullmatch(line) and len(line) < _LONGEST_LINE:
            self._take("mottagare", line, position)
        elif "mottagare" not in self.values and not _SUBJECT.search(line):
            self._sender(line, position)
        elif "rubrik" not in self.values:
            self._take("rubrik", line, position)
        elif line[:1].islower():
            self.values["rubrik"] += f" {line}"
        else:
            self._keep(line, position, None)

    def _sender(self, line: str, position: Position) -> None:
        """A line above the recipient: kommun or förvaltning."""
        if _KOMMUN.fullmatch(line):
            self.out.kommun.setdefault("namn", line.capitalize() if line.isupper() else line)
        elif _UNIT.fullmatch(line):
            self.person.setdefault("enhet", line)
        else:
            self._keep(line, position, None)

    def _keep(self, text: str, position: Position, path: str | None) -> None:
        place = place_in_words(position, "tjänsteskrivelsen")
        self.out.otolkat.append(Otolkat(falt=path, text=text, plats=place))


def _lines(text: str) -> list[str]:
    """The lines of a cell, without bold and blank ones."""
    return [line.strip(" *") for line in without_bold(text).split("\n") if line.strip(" *")]


def _label_of(line: str) -> tuple[str | None, str]:
    """The field that a line is the label of, with the value that follows on the line.

    A word that begins a sentence is no label.
    """
    match = _LABEL.fullmatch(line)
    if match is None:
        return None, ""
    rest = line[len(match[1]) :].lstrip(". ")
    is_label = rest.startswith(":") or _BEGINS_VALUE.match(rest) or len(rest.split()) <= _LONGEST_NAME
    return (_LABELS[match[1].lower()], match[2].strip()) if is_label else (None, "")


def _by_label(lines: list[str]) -> list[list[str]]:
    """The lines of a cell, in parts that begin with a label; what stands before the first is a part too."""
    parts = [lines[:1]]
    for line in lines[1:]:
        name, value = _label_of(line)
        if name and (not value or ":" in line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _is_printed(line: str) -> bool:
    """Whether a line is a label or the title and so no value."""
    return _label_of(line)[0] is not None or _TITLE.match(line) is not None
