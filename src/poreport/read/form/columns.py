"""Which slot of a form's line a cell of the document stands in the column of."""

from __future__ import annotations

from attrs import frozen

from poreport.read.form.align import Alignment, Placed
from poreport.read.form.anchors import Line
from poreport.read.form.marks import option_of
from poreport.read.form.stream import Spot

__all__ = ["Columns"]


@frozen
class Columns:
    """Finds slots by the heads of the columns in the document, else by counting cells from the label."""

    alignment: Alignment

    def slot_at(self, spot: Spot, start: int, line: Line, label: Placed | None) -> int | None:
        """The slot without a label that a cell stands in; None when there is none in its column.

        Args:
            spot: The cell.
            start: Its place in the stream.
            line: The form's line.
            label: Where the line's label stands, or None when it has none.
        """
        open_ = [n for n, slot in enumerate(line.slots) if slot.is_filled_in and not slot.label]
        if len(open_) == 1 and line.header is None:
            return open_[0] if self._on_its_side(line, open_[0], start, label) else None
        heads = self._heads(line, spot.row, label)
        if heads is None:
            rank = self._rank(spot, label)
            return open_[rank] if rank is not None and 0 <= rank < len(open_) else None
        column = heads.get(spot.cell.column)
        return next((n for n in open_ if line.slots[n].column == column), None)

    def _on_its_side(self, line: Line, number: int, start: int, label: Placed | None) -> bool:
        """Whether a line's only open slot is on the side of its label where the cell stands."""
        labels_filled_in = any(slot.label and slot.is_filled_in for slot in line.slots)
        if label is None or line.slots[number].mark or not labels_filled_in:
            return True
        return start >= label.end

    def _heads(self, line: Line, row: int, label: Placed | None) -> dict[int, int] | None:
        """Document column → form column; None where the heads do not stand above the row, or not all."""
        if line.header is None:
            return None
        header = self.alignment.lines[line.header]
        wanted = {n for n, slot in enumerate(header.slots) if slot.keys and (slot.column or not line.label)}
        found: dict[int, int] = {}
        for number in wanted:
            placed = self.alignment.place_of(header.number, number)
            if placed is None:
                return None
            spot = self.alignment.stream.spot_at(placed.start)
            if spot.row >= row or len(self.alignment.stream.row_spots(spot.row)) == 1:
                return None
            for column in range(spot.cell.column, spot.cell.column + spot.cell.span):
                found.setdefault(column, header.slots[number].column)
        in_the_way = label is not None and self.alignment.stream.spot_at(label.start).cell.column in found
        return None if in_the_way or not found else found

    def _rank(self, spot: Spot, label: Placed | None) -> int | None:
        """Which of the cells beside the label a cell is, from 0, counting empty ones."""
        column = spot.cell.column
        if label is None:
            return column
        beside = self.alignment.stream.spot_at(label.start).cell
        if column >= beside.column + beside.span:
            return column - beside.column - beside.span
        return column if column < beside.column else None

    def below_label(self, spot: Spot, start: int, line: Line) -> tuple[bool, int | None]:
        """For a cell in the row after a line: whether it stands below a label, and in which slot.

        A table may have the answers below the labels, and a page break may cut a row.
        """
        labels = [(n, p) for n in range(len(line.slots)) if (p := self.alignment.place_of(line.number, n))]
        for number, placed in labels:
            if self.alignment.stream.spot_at(placed.start).cell.covers(spot.cell.column):
                return True, number if line.slots[number].is_filled_in else None
        label = labels[0][1] if labels and line.header is not None else None
        found = self.slot_at(spot, start, line, label)
        return False, found if found is not None and not line.slots[found].mark else None

    def unknown_option(self, spot: Spot, line: Line) -> str | None:
        """The answer (`ko.svar=delvis`) of a column that the edition lacks, by the word at its head."""
        path = next((slot.mark.partition("=")[0] for slot in line.open_slots if slot.mark), None)
        if path is None or line.header is None:
            return None
        for number in range(len(self.alignment.lines[line.header].slots)):
            placed = self.alignment.place_of(line.header, number)
            if placed is None:
                continue
            for head in self.alignment.stream.row_spots(self.alignment.stream.row_at(placed.start)):
                option = option_of(head.cell.text)
                if option and head.cell.covers(spot.cell.column):
                    return f"{path}={option}"
        return None
