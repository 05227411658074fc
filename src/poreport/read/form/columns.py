"""Which slot of a form's line a cell of the document stands in the column of."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from poreport.read.form.align import Alignment, Placed
from poreport.read.form.anchors import Line
from poreport.read.form.marks import GENDERS, heading_of, option_of
from poreport.read.form.stream import Spot

__all__ = ["Columns", "has_genders"]

_LONGEST_TABLE: Final = 24
"""Rows above a cell in which the heads of its column are looked for."""


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
            told = not self._may_be_moved(spot, line, label, len(open_))
            return open_[rank] if told and rank is not None and 0 <= rank < len(open_) else None
        column = heads.get(spot.cell.column)
        return next((n for n in open_ if line.slots[n].column == column), None)

    def _may_be_moved(self, spot: Spot, line: Line, label: Placed | None, slots: int) -> bool:
        """Whether empty cells of a row may have been left out, so that counting cells tells nothing.

        It is so where the heads of the columns stand over other cells than the row's, as in columns that were
        told from the places of the words.
        """
        if line.header is None or label is None or self.alignment.lines[line.header].slots[0].label:
            return False
        stream = self.alignment.stream
        beside = stream.spot_at(label.start).cell
        if len(stream.row_spots(spot.row)) > slots:
            return False
        placed = (self.alignment.place_of(line.header, n) for n in range(len(line.slots)))
        heads = (stream.spot_at(p.start) for p in placed if p is not None)
        return any(
            head.row < spot.row and head.cell.covers(beside.column) and len(stream.row_spots(head.row)) > 1
            for head in heads
        )

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
        placed = {number: self.alignment.place_of(header.number, number) for number in wanted}
        spots = {n: self.alignment.stream.spot_at(p.start) for n, p in placed.items() if p is not None}
        if len(spots) < len(wanted):
            spots = self._by_words(header, wanted, row)
        found: dict[int, int] = {}
        for number, spot in spots.items():
            if spot.row >= row or len(self.alignment.stream.row_spots(spot.row)) == 1:
                return None
            for column in range(spot.cell.column, spot.cell.column + spot.cell.span):
                found.setdefault(column, header.slots[number].column)
        in_the_way = label is not None and self.alignment.stream.spot_at(label.start).cell.column in found
        return None if in_the_way or not found else found

    def _by_words(self, header: Line, wanted: set[int], row: int) -> dict[int, Spot]:
        """The heads of the columns by their words, in a row above where they stand in another order."""
        words = {number: heading_of(header.slots[number].label) for number in wanted}
        if None in words.values():
            return {}
        for above in range(row - 1, max(row - _LONGEST_TABLE, -1), -1):
            spots = self.alignment.stream.row_spots(above)
            by_word = {heading_of(spot.cell.text): spot for spot in reversed(spots)}
            if all(word in by_word for word in words.values()):
                return {number: by_word[word] for number, word in words.items()}
        return {}

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


def has_genders(alignment: Alignment, line: Line) -> bool:
    """Whether the columns that a line stands in are headed by the genders in the document."""
    slots = range(len(alignment.lines[line.header].slots)) if line.header is not None else ()
    stream = alignment.stream
    for number in slots:
        placed = alignment.place_of(line.header or 0, number)
        if placed is not None:
            first = stream.row_at(placed.start)
            heads = [spot.cell.text for spot in stream.row_spots(first)]
            # In a document that has lost its columns the heads stand below each other.
            below = stream.rows[first + 1 : first + 3] if len(heads) == 1 else ()
            return any(heading_of(text) in GENDERS for text in (*heads, *(row.text for row in below)))
    return False
