"""The header block of a tjänsteskrivelse: who, when, which number, to whom and about what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from attrs import define, field

from poreport import svenska
from poreport.model import Otolkat, Position, Tolkning
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.form.memo_words import title_of
from poreport.read.prose import is_page_number
from poreport.read.running import Read, is_name, is_title_of_person, is_unit
from poreport.read.running.memo_labels import by_label, is_printed, label_of, lines_of, only_labels
from poreport.read.running.memo_values import (
    BOARD,
    DATE,
    KOMMUN,
    LONGEST_LINE,
    NUMBER,
    PHONE,
    SUBJECT,
    dated_at_place,
    first_name_first,
    in_small_letters,
    is_of_memo,
    is_person,
    one_value,
    parts_of,
)
from poreport.svenska import TolkningsFel, quote

__all__ = ["MemoHead"]

_PAGE: Final = re.compile(r"\d+\s*\(\d+\)|sida.*", re.IGNORECASE)
_EPOST: Final = re.compile(r"^e-?post\w*(?![\w@]):?\s*", re.IGNORECASE)
_PAGE_ALONE: Final = re.compile(r"sid(?:a|an)?\.?|\d{1,3}\(\d{1,3}\)?", re.IGNORECASE)
_ENDS_IN_TITLE: Final = re.compile(
    r"((?:\S+ ){0,3}\S+)\s+(tjänsteskrivelse|tjänsteutlåtande)(?:\s+\d+\s*\(\d+\))?", re.IGNORECASE
)
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
                lines = lines_of(cell.text)
                if lines and (number, column) not in self._used:
                    self._cell(number, column, lines)

    # --- labels ---------------------------------------------------------------------------------------

    def _cell(self, number: int, column: int, lines: list[str]) -> None:
        """One cell: a label with its value, the title, or something to recognise."""
        position = self.rows[number].position
        first, *others = by_label(lines)
        title = title_of(first[0]) if len(first[0]) < 2 * LONGEST_LINE else None
        name, value = label_of(first[0])
        if title:
            self._title(title[0], position)
            first[0] = _PAGE.sub("", title[1]).strip()
        if name and not title:
            values = ([value] if value else []) + first[1:]
            near = [] if values or others else self._value_near(number, column, name)
            self._labelled(name, values or near, position)
            if first[0].lower().startswith("utredare"):
                self.person.setdefault("titel", "utredare" if value else first[0].strip(" :"))
        else:
            for line in first:
                self._recognise(line, position)
        for part in others:
            name, value = label_of(part[0])
            if name is None:
                for line in part:
                    self._recognise(line, position)
                continue
            values = ([value] if value else []) + part[1:]
            if not values and part is others[-1]:
                values = self._value_near(number, column, name or "")
            self._labelled(name or "", values, position)

    def _title(self, title: str, position: Position) -> None:
        """What the document is called; a name that the model does not know is told."""
        if title == "tjänsteutlåtande":
            self.values["benamning"] = title
        elif title != "tjänsteskrivelse":
            self._remark("benamning", f"läste dokumentet {quote(title)} som en tjänsteskrivelse", position)

    def _value_near(self, number: int, column: int, name: str) -> list[str]:
        """What stands to the right of a label, or below it in the same column."""
        row = self.rows[number]
        right = lines_of(row.cells[column + 1].text) if column + 1 < len(row.cells) else []
        if right and not is_printed(right[0]):
            self._used.add((number, column + 1))
            return right
        found: list[str] = []
        for below in range(number + 1, min(number + 1 + _BELOW, len(self.rows))):
            other = self.rows[below]
            at = next((n for n, c in enumerate(other.cells) if c.column == row.cells[column].column), -1)
            lines = lines_of(other.cells[at].text) if at >= 0 and (below, at) not in self._used else []
            apart = found and other.gap > 0 and (row.table is None or other.table != row.table)
            foreign = name == "handlaggare" and bool(lines) and is_of_memo(lines[0])
            if not lines or is_printed(lines[0]) or apart or foreign:
                break
            found += lines
            self._used.add((below, at))
            if name != "handlaggare":
                break
        return found

    def _labelled(self, name: str, values: list[str], position: Position) -> None:
        """The value of a label."""
        text, *others = one_value(name, " ".join(values))
        for other in others:
            self._recognise(other, position)
        name = self._by_shape(name, text)
        if name == "handlaggare":
            self._person(values, position)
        elif name == "datum" and text:
            self._date(text, position)
        elif name in {"arendebeteckning", "mottagare"} and text and name not in self.values:
            self._take(name, text, position)
        elif name in {"telefon", "epost"} and text:
            self._contact(name, text, position)
        elif name == "enhet" and text:
            self._unit(text)
        elif name == "titel" and text:
            self.person.setdefault("titel", text)
        elif text:
            self._keep(f"{name.replace('_', ' ').capitalize()}: {text}", position, None)

    def _by_shape(self, name: str, text: str) -> str:
        """The field of a value, where a date stands at the label of the number, or the number at the date's.

        The columns of labels and values do not always agree.
        """
        if name == "arendebeteckning" and DATE.fullmatch(text) and "datum" not in self.values:
            return "datum"
        if name == "datum" and NUMBER.fullmatch(text) and name not in self.values:
            return "arendebeteckning"
        return name

    # --- values ---------------------------------------------------------------------------------------

    def _take(self, name: str, value: str | date, position: Position) -> None:
        self.values[name] = value
        self.out.positioner[f"tjansteskrivelse.{name}"] = position

    def _date(self, text: str, position: Position) -> None:
        try:
            read = svenska.parse_datum(text.strip(" ."))
        except TolkningsFel:
            self._keep(text, position, "tjansteskrivelse.datum")
            return
        self._take("datum", read.varde, position)
        self._remark("datum", read.anmarkning, position)

    def _remark(self, name: str, remark: str | None, position: Position) -> None:
        if remark:
            self.out.tolkningar.append(Tolkning(f"tjansteskrivelse.{name}", remark, position))

    def _person(self, values: list[str], position: Position) -> None:
        """The handläggare's lines: name, title, unit, telephone and e-mail, in any order."""
        lines = [first_name_first(line) for line in values]
        parts = [part.strip() for line in lines for part in line.split(",") if part.strip()]
        for part in parts:
            phone = PHONE.fullmatch(part)
            if "@" in part:
                self._contact("epost", _EPOST.sub("", part), position)
            elif phone:
                self._contact("telefon", phone[1], position)
            elif "namn" not in self.person and not is_of_memo(part):
                self.person["namn"] = part
            elif is_title_of_person(part) and "titel" not in self.person:
                self.person["titel"] = part
            elif is_unit(part) or "enhet" not in self.person:
                self._unit(part)
            else:
                self._recognise(part, position)

    def _unit(self, text: str) -> None:
        """The förvaltning and its parts, each once."""
        before = self.person.get("enhet")
        if before is None:
            self.person["enhet"] = text
        elif text.lower() not in before.lower():
            self.person["enhet"] = f"{before}, {text}"

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
            self.out.positioner[f"tjansteskrivelse.handlaggare.{name}"] = position
            self._remark(f"handlaggare.{name}", read.anmarkning, position)
        elif self.person[name] != read.varde:
            self._keep(text, position, f"tjansteskrivelse.handlaggare.{name}")

    # --- lines without labels -------------------------------------------------------------------------

    def _recognise(self, line: str, position: Position) -> None:
        """A line without a label: contact, date, sender, recipient or title, by what it looks like."""
        if not line or is_page_number(line) or _PAGE_ALONE.fullmatch(line) or only_labels(line):
            return
        parts = [line] if is_person(line) else parts_of(line)
        if line in {str(self.values.get("datum")), self.values.get("arendebeteckning")}:
            return  # said again at the head of the page
        if len(parts) > 1:
            for part in parts:
                self._recognise(part, position)
        elif not self._take_value(line, position):
            self._take_words(line, position)

    def _take_value(self, line: str, position: Position) -> bool:
        """A line that can be only one thing: telephone, e-mail, date or number. False when it is none."""
        phone = PHONE.fullmatch(line)
        if phone:
            self._contact("telefon", phone[1], position)
        elif "@" in line or is_person(line):
            self._person([line], position)
        elif DATE.fullmatch(line) and "datum" not in self.values:
            self._date(line, position)
        elif (when := dated_at_place(line)) and "datum" not in self.values:
            self._remark("datum", f"läste datumet i raden {quote(line)}", position)
            self._date(when, position)
        elif NUMBER.fullmatch(line) and "arendebeteckning" not in self.values:
            self._take("arendebeteckning", line, position)
        else:
            return False
        return True

    def _take_words(self, line: str, position: Position) -> None:
        """A line of words: the recipient, the title, the sender, or what the head does not have."""
        whole = title_of(line)
        if whole and not whole[1]:
            self._title(whole[0], position)
            return
        titled = _ENDS_IN_TITLE.fullmatch(line)
        if titled:
            self._title(titled[2].lower(), position)
            self._recognise(titled[1], position)
            return
        board = BOARD.fullmatch(line) if len(line) < LONGEST_LINE and not SUBJECT.search(line) else None
        if board and "mottagare" not in self.values:
            text = board[1].strip()
            self._take("mottagare", text.capitalize() if text.isupper() else text, position)
        elif SUBJECT.search(line) or "rubrik" in self.values:
            self._subject(line, position)
        elif not self._sender(line, position):
            if "mottagare" in self.values:
                self._take("rubrik", line, position)
            else:
                self._keep(line, position, None)

    def _subject(self, line: str, position: Position) -> None:
        """The memo's title, which may be wrapped; what follows it is something else."""
        title = self.values.get("rubrik")
        if title is None:
            self._take("rubrik", line, position)
        elif line[:1].islower():
            self.values["rubrik"] = f"{title} {line}"
        elif SUBJECT.search(line) and not SUBJECT.search(title):
            self._keep(title, position, None)
            self._take("rubrik", line, position)
        elif not self._sender(line, position):
            self._keep(line, position, None)

    def _sender(self, line: str, position: Position) -> bool:
        """A line on who writes: kommun, förvaltning, name or title. False when it is none of them."""
        kommun = KOMMUN.fullmatch(line)
        if kommun:
            known = self.out.kommun.setdefault("namn", in_small_letters(kommun[1]))
            if kommun[2]:
                self._recognise(kommun[2], position)
            return bool(kommun[2]) or known.lower() == kommun[1].lower()
        unit, _, rest = line.partition(", ")
        if rest and is_unit(unit) and KOMMUN.fullmatch(rest):
            self._unit(unit)
            return self._sender(rest, position)
        if is_unit(line):
            self._unit(line)
        elif is_name(line) and "namn" not in self.person:
            self.person["namn"] = line
            self._remark(
                "handlaggare.namn", f"läste {quote(line)} i skrivelsens huvud som handläggare", position
            )
        elif "namn" in self.person and "titel" not in self.person and is_title_of_person(line):
            self.person["titel"] = line
        else:
            return False
        return True

    def _keep(self, text: str, position: Position, path: str | None) -> None:
        place = place_in_words(position, "tjänsteskrivelsen")
        self.out.otolkat.append(Otolkat(falt=path, text=text, plats=place))
