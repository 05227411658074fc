"""The tables of an årsrapport: units or contact reasons by gender, units by age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import Arsrapportorsak, Bandtal, Enhet, Konsrad, Otolkat, Tolkning
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.running import Read
from poreport.read.running.yearly_grid import Grid, count_with_share, grid_of, is_figures, is_head, plain
from poreport.read.running.yearly_words import NUMBERED
from poreport.svenska import TolkningsFel, quote

__all__ = ["Tables"]

_TOTAL: Final = re.compile(
    r"(?:staden|kommunen) totalt|hela \w+|(?:total(?:t|summa)?|summa|samtliga)(?: .+)?|alla(?: \w+)?"
    r"|.+ totalt|båda \w+|sammanlagt|tillsammans",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(r"källa\s*:\s*(.+)", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\(?(?:forts|fortsättning)", re.IGNORECASE)
_REST_OF_NAME: Final = re.compile(r"och\b|[a-zåäö]")
_TWO_SENTENCES: Final = re.compile(r"(?<!\d)[.!?] [A-ZÅÄÖ]")
_MOST: Final = 1_000
"""Units and reasons that are read; a table with more is something else."""
_LONGEST_CAPTION: Final = 150


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
    _grid: Grid | None = None

    def without_tables(self, rows: Sequence[Row], section: str, title: str) -> Iterator[Row]:
        """Read the tables and the lines on their source; the other rows come back.

        Args:
            rows: The rows of a section.
            section: The field of the section.
            title: Its heading.
        """
        self._grid = None
        rows = _with_heads(rows)
        caption = ""
        number = 0
        while number < len(rows):
            row = rows[number]
            source = _SOURCE.match(row.text.strip())
            if source:
                self._source(source[1].strip(), row)
            elif _is_of_table(row):
                after = range(number + 1, len(rows))
                end = next(
                    (n for n in after if not _is_of_table(rows[n], row.table) or _parts(rows[n])), len(rows)
                )
                yield from self._table(rows[number:end], caption or title, section)
                number = end
                continue
            else:
                caption = row.text if _is_caption(row.text) else ""
                self._grid = self._grid if _GOES_ON.search(row.text) else None
                yield row
            number += 1

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

    # --- tables ---------------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Row], caption: str, section: str) -> Iterator[Row]:
        """Read a table, or the rest of one from the page before; what has no fields comes back."""
        found = grid_of(rows, caption, section)
        if found is None:
            width = max(cell.column + cell.span for row in rows for cell in row.cells)
            if self._grid is None or self._grid.width != width:
                yield from rows
                return
            body = rows
        else:
            before, (grid, size) = self._grid, found
            goes_on = before is not None and before.heads == grid.heads
            self._grid, body = grid, rows[size:]
            if grid.about and not goes_on and self._has_been_said(grid, body):
                self._grid = evolve(grid, about="")
                remark = "uppgifterna finns redan i en tabell ovanför; den här tabellen står kvar som text"
                self.out.tolkningar.append(Tolkning("arsrapport.enheter", remark, rows[0].position))
        grid = self._grid
        if not grid.about or len(self.units) + len(self.reasons) + len(body) > _MOST:
            yield from rows
            return
        for row in body:
            if not grid.repeats_head(row):
                self._figures(row, grid)
        yield from self._other_columns(rows, grid)

    def _other_columns(self, rows: Sequence[Row], grid: Grid) -> Iterator[Row]:
        """The columns of a table that have no field, with the names of its rows."""
        other = [c for row in rows for c in row.cells if c.column and not grid.kind_of(c)]
        said = {cell.column for cell in other if not svenska.is_blank(cell.text)}
        if not said:
            return
        names = ", ".join(quote(grid.heads[column]) for column in sorted(said) if grid.heads.get(column))
        remark = f"kolumnen {names or 'utan rubrik'} har inget eget fält; den står kvar i texten"
        self.out.tolkningar.append(Tolkning(f"arsrapport.{grid.about}", remark, rows[0].position))
        for row in rows:
            cells = tuple(cell for cell in row.cells if not cell.column or cell.column in said)
            if len(cells) > 1:
                yield evolve(row, cells=cells)

    def _has_been_said(self, grid: Grid, body: Sequence[Row]) -> bool:
        """Whether an earlier table has the same figures of some unit, or the reasons."""
        if grid.about == "orsaker":
            return bool(self.reasons)
        names = {plain(row.cells[0].text).lower() for row in body}
        known = [unit for unit in self.units if (unit.namn or "").lower() in names]
        if grid.has_ages:
            return any(unit.alder != Bandtal() for unit in known)
        return any(unit.klienter != Konsrad() for unit in known)

    def _figures(self, row: Row, grid: Grid) -> None:
        """Read a row below the head."""
        namn = plain(row.cells[0].text) if row.cells and row.cells[0].column == 0 else ""
        cells = [cell for cell in row.cells if cell.column and cell.text.strip()]
        if not cells:
            self._rest_of_name(namn, row, grid)
            return
        figures: dict[str, int] = {}
        raw: list[tuple[str, str]] = []
        shares = False
        for cell in (cell for cell in cells if not svenska.is_blank(cell.text)):
            kind = grid.kind_of(cell)
            if not kind:
                continue
            try:
                counted = count_with_share(cell.text)
                figures[kind] = svenska.parse_antal(counted or plain(cell.text)).varde
                shares |= counted is not None
            except TolkningsFel:
                raw.append((kind, cell.text.strip()))
        if shares:
            text = " | ".join(plain(cell.text) for cell in row.cells)
            remark = f"läste antalen men inte andelarna i raden ”{text}”"
            self.out.tolkningar.append(Tolkning(f"arsrapport.{grid.about}", remark, row.position))
        if self._is_total(namn, figures, grid):
            path = self._whole(namn, figures, raw, grid, row)
        else:
            path = self._part(namn, figures, grid)
        for kind, text in raw:
            self._keep(text, row, f"{path}{_place_of(kind, grid)}" if kind else path)
        self.out.positioner.setdefault(path, row.position)

    def _part(self, namn: str, figures: Mapping[str, int], grid: Grid) -> str:
        """Give the figures of a row to its unit or its reason; returns which."""
        genders = {kind: n for kind, n in figures.items() if kind in {"kvinnor", "man", "totalt"}}
        if grid.about == "orsaker":
            self.reasons.append(Arsrapportorsak(namn=namn or None, tal=Konsrad(**genders)))
            return f"arsrapport.orsaker[{len(self.reasons) - 1}]"
        at = self._unit(namn)
        parts: dict[str, Any] = {}
        if grid.has_ages:
            parts["alder"] = Bandtal(**{kind: n for kind, n in figures.items() if kind.startswith("b")})
            if figures.get("totalt") not in {None, self.units[at].klienter.totalt}:
                parts["klienter"] = evolve(self.units[at].klienter, totalt=figures["totalt"])
        else:
            parts["klienter"] = Konsrad(**genders)
        if "ombud" in figures:
            parts["ombud"] = figures["ombud"]
        self.units[at] = evolve(self.units[at], **parts)
        return f"arsrapport.enheter[{at}]"

    def _is_total(self, namn: str, figures: Mapping[str, int], grid: Grid) -> bool:
        """Whether a row is on all together: by its name, or when it has none by its sums."""
        return _TOTAL.fullmatch(namn) is not None or (
            not namn and len(figures) > 1 and figures == self._sums(figures, grid)
        )

    def _whole(
        self,
        namn: str,
        figures: Mapping[str, int],
        raw: list[tuple[str, str]],
        grid: Grid,
        row: Row,
    ) -> str:
        """The row on all together; figures that have no field are only checked. Returns the field."""
        kept = dict(figures)
        if grid.about == "enheter" and not grid.has_ages:
            genders = {kind: kept.pop(kind) for kind in ("kvinnor", "man", "totalt") if kind in kept}
            self.total = Konsrad(**genders)
        sums = self._sums(kept, grid)
        left = {kind: number for kind, number in kept.items() if sums.get(kind) != number}
        raw += [
            ("", f"{namn or 'Totalt'}, {_head_of(kind, grid)}: {number}") for kind, number in left.items()
        ]
        if kept and not left:
            text = quote(" ".join(plain(cell.text) for cell in row.cells))
            remark = f"raden {text} är summan av raderna ovanför och har inget eget fält"
            self.out.tolkningar.append(Tolkning(f"arsrapport.{grid.about}", remark, row.position))
        return "arsrapport.hela" if grid.about == "enheter" else "arsrapport.orsaker"

    def _sums(self, figures: Mapping[str, int], grid: Grid) -> dict[str, int]:
        """What the rows read so far sum to."""
        found: dict[str, int] = {}
        for kind in figures:
            if grid.about == "orsaker":
                numbers = [getattr(reason.tal, kind, None) for reason in self.reasons]
            elif kind == "ombud":
                numbers = [unit.ombud for unit in self.units]
            else:
                parts = [unit.alder if kind.startswith("b") else unit.klienter for unit in self.units]
                numbers = [getattr(part, kind) for part in parts]
            found[kind] = sum(number for number in numbers if number is not None)
        return found

    def _rest_of_name(self, namn: str, row: Row, grid: Grid) -> None:
        """A row with a name only: the rest of the name above, cut by a page break, or a heading of rows."""
        if grid.about == "enheter" and self.units and _REST_OF_NAME.match(namn):
            whole = " ".join(filter(None, (self.units[-1].namn, namn)))
            self.units[-1] = evolve(self.units[-1], namn=whole or None)
        elif namn:
            self._keep(namn, row, None)

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


def _is_of_table(row: Row, table: int | None = None) -> bool:
    """Whether a row has columns, and is of the same table when one is given."""
    within = row.table is not None and (table is None or row.table == table)
    return within and (len(row.cells) > 1 or (table is not None and not NUMBERED.fullmatch(row.text)))


def _parts(row: Row) -> bool:
    """Whether a row is the head of another table below a blank line."""
    texts = [plain(cell.text) for cell in row.cells]
    return row.gap > 0 and not is_figures(row) and len(texts) > 1 and all(texts)


def _with_heads(rows: Sequence[Row]) -> list[Row]:
    """The rows, where a head that was taken for a table of its own stands over its columns again."""
    found = list(rows)
    for number, (head, row) in enumerate(pairwise(rows)):
        alone = head.table != row.table and (not number or rows[number - 1].table != head.table)
        over = alone and not row.gap and len(row.cells) == len(head.cells) + 1 and row.cells[0].column == 0
        if over and is_head(head):
            columns = zip(head.cells, row.cells[1:], strict=True)
            cells = tuple(evolve(cell, column=below.column, span=below.span) for cell, below in columns)
            cells = cells if len(cells) > 1 else (evolve(row.cells[0], text=""), *cells)
            found[number] = evolve(head, cells=cells, table=row.table)
    return found


def _is_caption(text: str) -> bool:
    """Whether a line above a table can say what it counts: it is short and one sentence."""
    return len(text) <= _LONGEST_CAPTION and not _TWO_SENTENCES.search(text)


def _place_of(kind: str, grid: Grid) -> str:
    """The field of a column, below its unit, its reason or the whole."""
    if kind.startswith("b"):
        return f".alder.{kind}"
    return f".{kind}" if kind == "ombud" else f".{'tal' if grid.about == 'orsaker' else 'klienter'}.{kind}"


def _head_of(kind: str, grid: Grid) -> str:
    return next((grid.heads[column] for column, name in grid.kinds.items() if name == kind), kind)
