"""The cover of an årsrapport: its title, number and date, who has published it and who answers for it."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import define, field

from poreport import svenska
from poreport.model import Otolkat, Tolkning
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.prose import is_page_number
from poreport.read.running import Read, is_name, is_unit, without_bold
from poreport.read.running.memo_values import BOARD, NUMBER
from poreport.read.running.yearly_words import MONTH, OMBUD, REPORT
from poreport.svenska import TolkningsFel, quote

__all__ = ["Cover"]

_DATE: Final = r"(?P<datum>(?:19|20)\d\d-\d\d-\d\d|\d{1,2} [a-zåäö]+ (?:19|20)\d\d)"
_LINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:dnr|diarienummer|diarienr|ärendenummer|ärendebeteckning)[.:\s]+(?P<arendebeteckning>.+)",
        r"(?:utgivare|utgiven av|utges av|avsändare|ansvarig(?: förvaltning| nämnd)?)\s*:\s*(?P<utgivare>.+)",
        r"(?:kontaktperson(?:er)?|kontakt|författare|rapportförfattare)\s*:\s*(?P<kontaktperson>.+)",
        r"(?:upprättad|skriven|sammanställd|frågor besvaras) av\s*:?\s*(?P<kontaktperson>.+)",
        rf"(?:rapport|datum|beslutad|daterad|antagen|fastställd|upprättad|publicerad|publiceringsdatum|utgivningsdatum)?\s*:?\s*{_DATE}",
        rf"(?:(?:publicerad|publiceringsdatum|utgiven|utgivning)\s*:?\s*)?(?P<utgivning>{MONTH})",
    )
)
_LABEL_ALONE: Final = re.compile(r"datum|dnr|diarienummer|utgivare|kontaktperson|författare", re.IGNORECASE)
_BEFORE_LABEL: Final = re.compile(r"\s+(?=(?:Dnr|Diarienummer)[.:]?\s|[A-ZÅÄÖ][a-zåäö]{4,}:\s)")
_ENDS_IN_MONTH: Final = re.compile(rf"(.*?)\s+({MONTH})", re.IGNORECASE)
_UNIT_IN_KOMMUN: Final = re.compile(r"(.+?), ((?:\S+\s+){1,2}(?:kommun|stad))", re.IGNORECASE)
_KOMMUN: Final = re.compile(r"(?:\S+\s+){1,2}(?:kommun|stad)", re.IGNORECASE)


@define
class Cover:
    """Reads the cover.

    Attributes:
        out: Where to note what was interpreted and what could not be.
        values: Fields of the årsrapport.
    """

    out: Read
    values: dict[str, Any] = field(factory=dict)
    _left: list[tuple[str, Row]] = field(factory=list)

    def read(self, rows: list[Row]) -> None:
        """Read every line of the rows; a label with its value in the next line or cell is one."""
        lines = [(line, row) for row in rows for line in _lines(row)]
        number = 0
        while number < len(lines):
            line, row = lines[number]
            if _LABEL_ALONE.fullmatch(line.rstrip(": ")) and number + 1 < len(lines):
                number += 1
                line = f"{line.rstrip(': ')}: {lines[number][0]}"
            self._line(line, row)
            number += 1
        title = self.values.get("rubrik", "").lower()
        for line, row in self._left:
            if line.lower() not in title:
                self._keep(line, row, None)

    def _line(self, line: str, row: Row) -> None:
        match = next(filter(None, (pattern.fullmatch(line) for pattern in _LINES)), None)
        if match is not None:
            for name, value in match.groupdict().items():
                answers = name == "utgivare" and is_name(value.strip())
                self._take("kontaktperson" if answers else name, value.strip(), row)
        elif REPORT.search(line) or (OMBUD.search(line) and not line.endswith(".")):
            self._title(line, row)
        elif dated := _ENDS_IN_MONTH.fullmatch(line):
            self._take("utgivning", dated[2], row)
            self._line(dated[1].rstrip(","), row)
        elif _KOMMUN.fullmatch(line):
            namn = line.capitalize() if line.isupper() else line
            self.out.kommun.setdefault("namn", namn)
        elif (within := _UNIT_IN_KOMMUN.fullmatch(line)) and is_unit(within[1]):
            self._line(within[1], row)
            self._line(within[2], row)
        elif (is_unit(line) or BOARD.fullmatch(line)) and "utgivare" not in self.values:
            self._take("utgivare", line, row)
            remark = f"läste {quote(line)} på omslaget som rapportens utgivare"
            self.out.tolkningar.append(Tolkning("arsrapport.utgivare", remark, row.position))
        elif NUMBER.fullmatch(line) and "arendebeteckning" not in self.values:
            self._take("arendebeteckning", line, row)
        elif line not in self.values.values():
            self._left.append((line, row))

    def _title(self, line: str, row: Row) -> None:
        """The title, which may go on in the next line and stand again on the next page."""
        dated = _ENDS_IN_MONTH.fullmatch(line)
        if dated:
            line = dated[1]
            self._take("utgivning", dated[2], row)
        before = self.values.get("rubrik")
        if before is None:
            self._take("rubrik", line, row)
        elif line.lower() not in before.lower():
            self.values["rubrik"] = line if before.lower() in line.lower() else f"{before} {line}"

    def _take(self, name: str, text: str, row: Row) -> None:
        value: Any = text
        if name == "datum":
            try:
                value = svenska.parse_datum(text).varde
            except TolkningsFel:
                self._keep(text, row, "arsrapport.datum")
                return
        if self.values.setdefault(name, value) != value:
            self._keep(text, row, f"arsrapport.{name}")
        self.out.positioner.setdefault(f"arsrapport.{name}", row.position)

    def _keep(self, text: str, row: Row, path: str | None) -> None:
        place = place_in_words(row.position, "årsrapporten")
        self.out.otolkat.append(Otolkat(falt=path, text=text, plats=place))


def _lines(row: Row) -> list[str]:
    """The lines of a row, parted at tabs and before labels."""
    parts = _BEFORE_LABEL.split(without_bold(row.text).replace("\t", "\n"))
    lines = (line.strip(" *") for part in parts for line in part.split("\n"))
    return [line for line in lines if line and not is_page_number(line)]
