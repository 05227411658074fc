"""The tables of an årsrapport: units or contact reasons by gender, units by age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import Arsrapportorsak, Bandtal, Enhet, Konsrad, Otolkat
from poreport.read.flow import Cell, Row
from poreport.read.form.filled import place_in_words
from poreport.read.running import Read
from poreport.svenska import TolkningsFel

__all__ = ["BANDS", "Tables"]

BANDS: Final = (("b18_29", "18", "29"), ("b30_49", "30", "49"), ("b50_64", "50", "64"))
"""The age bands with an upper limit: field, first and last year."""

_GENDERS: Final[Mapping[str, str]] = {
    "kvinnor": "kvinnor",
    "kvinna": "kvinnor",
    "män": "man",
    "man": "man",
    "totalt": "totalt",
    "summa": "totalt",
}
_OLDEST: Final = re.compile(r"65\b")
_TOTAL: Final = re.compile(r"hela (?:staden|kommunen)|totalt|summa|samtliga|staden totalt", re.IGNORECASE)
_SOURCE: Final = re.compile(r"källa\s*:\s*(.+)", re.IGNORECASE)
_REASONS: Final = ("kontakt", "orsak")


@define
class Tables:
    """Collects what the tables say.

    Attributes:
        out: Where to note places and what could not be interpreted.
        units: Each unit with its clients.
        reasons: Each contact reason.
        total: The row on all units together.
        source: What is said to be the source of the tables.
    """

    out: Read
    units: list[Enhet] = field(factory=list)
    reasons: list[Arsrapportorsak] = field(factory=list)
    total: Konsrad = field(factory=Konsrad)
    source: str | None = None
    _heads: dict[int, str] = field(factory=dict)
    _first: str = ""

    def without_tables(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Read the tables and the lines on their source; the other rows come back."""
        self._heads = {}
        for row in rows:
            source = _SOURCE.match(row.text.strip())
            if source:
                self._source(source[1].strip(), row)
            elif row.table is None or len(row.cells) == 1 or not self._row(row):
                yield row

    def values(self) -> dict[str, Any]:
        """The fields of the årsrapport."""
        found: dict[str, Any] = {"enheter": tuple(self.units), "orsaker": tuple(self.reasons)}
        return found | {"hela": self.total, "kalla": self.source}

    def _source(self, text: str, row: Row) -> None:
        if self.source is None:
            self.source = text
            self.out.positioner["arsrapport.kalla"] = row.position
        elif self.source != text:
            self._keep(f"Källa: {text}", row, "arsrapport.kalla")

    def _row(self, row: Row) -> bool:
        """Read a row of a table; False when it is of no table that is known."""
        heads = _heads(row.cells)
        if heads:
            self._heads, self._first = heads, row.cells[0].text.strip().lower()
        elif self._heads:
            self._figures(row)
        return bool(self._heads)

    def _figures(self, row: Row) -> None:
        namn = row.cells[0].text.replace("\n", " ").strip(" *")
        figures: dict[str, int] = {}
        for cell in row.cells[1:]:
            if svenska.is_blank(cell.text):
                continue
            name = next((name for column, name in self._heads.items() if cell.covers(column)), None)
            try:
                number = svenska.parse_antal(cell.text.strip(" *")).varde
            except TolkningsFel:
                name = None
            if name is None:
                self._keep(f"{namn}: {cell.text}", row, None)
            else:
                figures[name] = number
        self._place(namn, figures, row)

    def _place(self, namn: str, figures: dict[str, int], row: Row) -> None:
        """Give the figures of a row to the unit, the reason or the whole that it is about."""
        ages = any(name.startswith("b") for name in figures)
        if self._first.startswith(_REASONS):
            path = f"arsrapport.orsaker[{len(self.reasons)}]"
            self.reasons.append(Arsrapportorsak(namn=namn or None, tal=Konsrad(**figures)))
        elif not figures and self.units:
            # The rest of a name that a page break cut in two.
            path = f"arsrapport.enheter[{len(self.units) - 1}]"
            whole = " ".join(filter(None, (self.units[-1].namn, namn)))
            self.units[-1] = evolve(self.units[-1], namn=whole or None)
        elif _TOTAL.match(namn):
            path = "arsrapport.hela"
            self.total = self.total if ages else Konsrad(**figures)
        else:
            at = self._unit(namn)
            path = f"arsrapport.enheter[{at}]"
            part: Any = {"alder": Bandtal(**figures)} if ages else {"klienter": Konsrad(**figures)}
            self.units[at] = evolve(self.units[at], **part)
        self.out.positioner.setdefault(path, row.position)

    def _unit(self, namn: str) -> int:
        """The position of a unit, which several tables may have a row on."""
        for number, unit in enumerate(self.units):
            if (unit.namn or "").lower() == namn.lower():
                return number
        self.units.append(Enhet(namn=namn or None))
        return len(self.units) - 1

    def _keep(self, text: str, row: Row, path: str | None) -> None:
        place = place_in_words(row.position, "årsrapporten")
        self.out.otolkat.append(Otolkat(falt=path, text=text, plats=place))


def _heads(cells: Sequence[Cell]) -> dict[int, str]:
    """Column → what it counts, when a row is the head of a table on genders or ages."""
    found: dict[int, str] = {}
    for cell in cells:
        word = cell.text.strip(" *").lower()
        band = (name for name, low, high in BANDS if re.search(rf"\b{low}\D{{1,6}}{high}\b", word))
        name = _GENDERS.get(word) or next(band, None) or ("b65" if _OLDEST.match(word) else None)
        if name:
            found[cell.column] = name
    return found if len(found) > 1 else {}
