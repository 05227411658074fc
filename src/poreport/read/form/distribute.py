"""What stands between the labels, given to the fields it answers.

Every part of a cell that no label covers is given to one slot of the form, by the label before it and the
column it stands in. What can be given to none is kept as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from poreport.read.flow import BOLD_OFF, BOLD_ON, TICKED, UNTICKED, Row, is_rule
from poreport.read.form.align import Alignment, Placed
from poreport.read.form.anchors import Line, Slot
from poreport.read.form.columns import Columns
from poreport.read.form.distribution import Distribution, Loose
from poreport.read.form.fragments import Fragment, Fragments
from poreport.read.form.marks import heading_of, is_value, option_of
from poreport.read.form.own_lines import AMONG_WORDS, left_box, slot_below
from poreport.read.form.searches import line_without_labels, open_texts, slot_under_head
from poreport.read.form.strangers import begins_something_unknown
from poreport.read.form.stream import squeeze
from poreport.read.form.within import figures_within
from poreport.read.prose import Piece, is_page_number

__all__ = ["distribute"]

_LONGEST_MARK: Final = 4
"""Signs of a mark in the same cell as its label: "[x]", "Ja."."""


def distribute(
    alignment: Alignment, masked: Sequence[tuple[int, int]], *, marked_up: bool = False
) -> Distribution:
    """Give every part of the document to the slot it answers.

    Args:
        alignment: The form laid over the document.
        masked: Parts of the stream that are printed text (footnotes).
        marked_up: Whether bold is written with stars in the text itself.
    """
    return _Distributor(alignment, masked, marked_up=marked_up).run()


class _Distributor:
    def __init__(self, alignment: Alignment, masked: Sequence[tuple[int, int]], *, marked_up: bool) -> None:
        self.alignment = alignment
        self.marked_up = marked_up
        self.lines = alignment.lines
        self.stream = alignment.stream
        self.rows = alignment.stream.rows
        self.columns = Columns(alignment)
        self.result = Distribution()
        self.fragments = Fragments(alignment, masked)
        self.in_row: dict[int, list[Placed]] = {}
        for placed in alignment.placed:
            last = self.stream.row_at(placed.end - 1)
            for row in range(self.stream.row_at(placed.start), last + 1):
                self.in_row.setdefault(row, []).append(placed)
        self.heads = {
            "".join(key for slot in line.slots for key in slot.keys)
            for line in self.lines
            if line.kind == "header"
        } - {""}
        """The heads of the columns as one word, as they stand in a document without columns."""
        self.before: Placed | None = None
        self.cut = False
        """Whether a question that the form does not have was met since the last label."""
        self.interrupted = False
        """Whether printed text or a page break stands between the last piece and the next."""

    def run(self) -> Distribution:
        for placed in self.alignment.placed:
            line, _ = self._at(placed)
            if line.kind == "row" and line.open_slots:
                for fragment in figures_within(self.alignment, placed):
                    self.result.words.setdefault(line.number, []).append(self._piece(fragment))
        for number, row in enumerate(self.rows):
            fragments = []
            for fragment in self.fragments.of_row(number):
                if fragment.printed:
                    self._leave(fragment)
                else:
                    fragments.append(fragment)
            here = self.in_row.get(number, [])
            if not here:
                self._row_without_labels(number, row, fragments)
                continue
            self.cut = False
            for fragment in fragments:
                self._beside_labels(fragment, here)
            self.before = here[-1]
            self.interrupted = False
        return self.result

    def _piece(self, fragment: Fragment) -> Piece:
        row = self.rows[fragment.spot.row]
        gap = fragment.breaks if fragment.inside else row.gap
        whole = row.bold and fragment.inside is None and row.table is None
        return Piece(
            f"{BOLD_ON}{fragment.text}{BOLD_OFF}" if whole and not self.marked_up else fragment.text,
            fragment.spot.row,
            fragment.spot.cell.column,
            gap,
            joins=row.joins and fragment.inside is None,
            interrupted=(self.interrupted or row.new_page) and fragment.inside is None,
            in_table=row.table is not None,
        )

    def _give(self, line: Line, slot: int, fragment: Fragment) -> None:
        self.result.answers.setdefault((line.number, slot), []).append(self._piece(fragment))

    def _leave(self, fragment: Fragment) -> None:
        text = fragment.text
        if is_rule(text) or text == UNTICKED or is_page_number(text):
            return
        after = self.lines[self.before.anchor.line] if self.before else None
        self.result.loose.append(Loose(text, fragment.spot.row, after))

    # --- rows with labels -----------------------------------------------------------------------------

    def _beside_labels(self, fragment: Fragment, here: list[Placed]) -> None:
        if fragment.inside is not None:
            if not self._within(fragment, fragment.inside):
                self._below(fragment, fragment.inside)
            return
        if fragment.follows is not None and self._left_of(fragment, fragment.follows):
            return
        # The label that a cell without one belongs to: the nearest to the left, else to the right.
        left = [placed for placed in here if placed.end <= fragment.start]
        if self._in_row_of(fragment, left[-1] if left else here[0]):
            return
        if fragment.follows is not None and self.before is not None:
            # The end of the answer before, in the same paragraph as the next label.
            self._continue(fragment, self.before)
            return
        self._leave(fragment)

    def _within(self, fragment: Fragment, placed: Placed) -> bool:
        """Text after a label in the same cell."""
        line, slot = self._at(placed)
        if slot.is_filled_in:
            self._give(line, placed.anchor.slot, fragment)
            return True
        if line.kind == "header":
            return self._in_header(fragment, line, slot)
        if line.kind != "row" or not line.open_slots:
            return False
        if len(line.open_slots) == 1:
            self._give(line, line.slots.index(line.open_slots[0]), fragment)
        else:
            self.result.words.setdefault(line.number, []).append(self._piece(fragment))
        return True

    def _in_header(self, fragment: Fragment, header: Line, slot: Slot) -> bool:
        """A value in the head of a column belongs to the cell below it."""
        place = slot_under_head(self.lines, header, slot)
        if place is not None:
            self.result.in_header.setdefault(place, []).append(self._piece(fragment))
        return place is not None

    def _left_of(self, fragment: Fragment, placed: Placed) -> bool:
        """A mark before its label in the same cell."""
        line, slot = self._at(placed)
        if line.kind != "row" or len(fragment.text) > _LONGEST_MARK:
            return False
        if slot.mark:
            self._give(line, placed.anchor.slot, fragment)
            return True
        if len(line.open_slots) == 1 and line.open_slots[0].mark:
            self._give(line, line.slots.index(line.open_slots[0]), fragment)
            return True
        return False

    def _in_row_of(self, fragment: Fragment, placed: Placed) -> bool:
        """Text in another cell than its label."""
        line, slot = self._at(placed)
        if line.kind == "header":
            if heading_of(fragment.text) is not None:
                return True
            # The heads stand below each other, each with its value beside it.
            alone = len(self.in_row.get(fragment.spot.row, ())) == 1 and placed.end <= fragment.start
            return alone and is_value(fragment.text) and self._in_header(fragment, line, slot)
        if line.kind == "row" and line.open_slots and self._by_column(fragment, line, placed):
            return True
        if line.kind == "text" or not slot.is_filled_in or placed.end > fragment.start:
            return False
        if self._is_of_another(line, placed):
            return False
        self._give(line, placed.anchor.slot, fragment)
        return True

    def _is_of_another(self, line: Line, placed: Placed) -> bool:
        """Whether a cell after an answered label is for a label of the line that was not found."""
        own = self.result.answers.get((line.number, placed.anchor.slot), [])
        answered = any(piece.row == self.stream.row_at(placed.start) for piece in own)
        others = range(placed.anchor.slot + 1, len(line.slots))
        return answered and any(
            line.slots[n].label and self.alignment.place_of(line.number, n) is None for n in others
        )

    def _by_column(self, fragment: Fragment, line: Line, label: Placed) -> bool:
        number = self.columns.slot_at(fragment.spot, fragment.start, line, label)
        if number is not None:
            self._give(line, number, fragment)
            return True
        option = self.columns.unknown_option(fragment.spot, line)
        if option is not None:
            self.result.extra.setdefault((line.number, option), []).append(self._piece(fragment))
        return option is not None

    # --- rows without labels --------------------------------------------------------------------------

    def _row_without_labels(self, number: int, row: Row, fragments: list[Fragment]) -> None:
        drawn = len(row.cells) > 1 and all(is_rule(fragment.text) for fragment in fragments)
        heads = len(row.cells) == 1 and squeeze(row.text) in self.heads
        if drawn or heads or all(is_page_number(fragment.text) for fragment in fragments):
            # Only printed text (a footnote) or nothing: what follows may go on with the answer before.
            self.interrupted = self.interrupted or any(cell.text.strip() for cell in row.cells)
            return
        if self._above_option(number, row, fragments):
            return
        if self.before is not None and not self.cut:
            texts = [(fragment.spot.cell.column, fragment.text) for fragment in fragments]
            self.cut = begins_something_unknown(self.alignment, self.before, number, texts)
        if self.before is None or self.cut:
            for fragment in fragments:
                self._leave(fragment)
            return
        for fragment in fragments:
            self._continue(fragment, self.before)
        self.interrupted = False

    def _continue(self, fragment: Fragment, placed: Placed) -> None:
        """Text in a row of its own after a label."""
        line, slot = self._at(placed)
        amounts = line_without_labels(self.lines, line)
        if amounts is not None and self._on_own_line(fragment, amounts):
            return
        number = self.columns.slot_at(fragment.spot, fragment.start, amounts, None) if amounts else None
        if amounts is not None and number is not None:
            self._give(amounts, number, fragment)
        elif line.kind == "row":
            self._after_row(fragment, placed)
        elif slot.is_filled_in:
            self._give(line, placed.anchor.slot, fragment)
        else:
            self._below(fragment, placed)

    def _after_row(self, fragment: Fragment, placed: Placed) -> None:
        """Text in the row after one with a label: the rest of an answer, or an option that the form lacks."""
        line, slot = self._at(placed)
        if self._is_option(fragment, line) or self._on_own_line(fragment, line):
            return
        in_table = self.rows[fragment.spot.row].table is not None
        number: int | None = None
        if in_table:
            below, number = self.columns.below_label(fragment.spot, fragment.start, line)
            if below and number is None:
                self._leave(fragment)
                return
        if number is None and slot.is_filled_in and (slot.fields or slot.mark is None):
            number = placed.anchor.slot
        if number is not None and (line.slots[number].fields or not line.slots[number].mark):
            self._give(line, number, fragment)
        elif any(s.mark for s in line.open_slots) and option_of(fragment.text):
            self.result.words.setdefault(line.number, []).append(self._piece(fragment))
        else:
            self._leave(fragment)

    def _on_own_line(self, fragment: Fragment, line: Line) -> bool:
        """A value on a line of its own after its label, in a document that has lost its columns."""
        row = self.rows[fragment.spot.row]
        number = slot_below(row, fragment.text, line, self.result.answers, self.result.words)
        if number == AMONG_WORDS:
            self.result.words.setdefault(line.number, []).append(self._piece(fragment))
        elif number is not None:
            self._give(line, number, fragment)
        return number is not None

    def _above_option(self, number: int, row: Row, fragments: list[Fragment]) -> bool:
        """A mark on the line above the option whose box it stands in, left of its label."""
        following = self.in_row.get(number + 1, [])
        if row.table is not None or len(fragments) != 1 or not following or not _is_box(fragments[0].text):
            return False
        line = self.lines[following[0].anchor.line]
        box = left_box(line)
        if box is not None:
            self._give(line, box, fragments[0])
        return box is not None

    def _is_option(self, fragment: Fragment, line: Line) -> bool:
        """A row of a list of options that the edition does not have, with its box beside it."""
        mark = line.open_slots[0].mark if len(line.open_slots) == 1 else None
        spots = self.stream.row_spots(fragment.spot.row) if mark is not None else []
        if mark is None or len(spots) < 2:  # noqa: PLR2004  a label and its box
            return False
        others = [spot.cell.text for spot in spots if spot is not fragment.spot]
        option = option_of(fragment.text)
        if option is None:
            return _is_box(fragment.text) and any(option_of(text) for text in others)
        if any(_is_box(text) and text.strip() != UNTICKED for text in others):
            path = mark.partition("=")[0]
            self.result.extra.setdefault((line.number, f"{path}={option}"), []).append(self._piece(fragment))
        return True

    def _below(self, fragment: Fragment, placed: Placed) -> None:
        """Text under a heading or text: the answer to a question whose label is missing there."""
        at = self.alignment.placed.index(placed)
        following = self.alignment.placed[at + 1 : at + 2]
        end = following[0].anchor.line if following else len(self.lines)
        open_ = open_texts(self.lines[placed.anchor.line + 1 : end])
        if len(open_) == 1:
            line, number = open_[0]
            self.result.assumed.add((line.number, number))
            self._give(line, number, fragment)
            return
        self._leave(fragment)

    def _at(self, placed: Placed) -> tuple[Line, Slot]:
        line = self.lines[placed.anchor.line]
        return line, line.slots[placed.anchor.slot]


def _is_box(text: str) -> bool:
    """Tell whether a cell holds a box or a cross and nothing else."""
    return text.strip() in {TICKED, UNTICKED, "x", "X"}
