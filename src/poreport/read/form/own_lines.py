"""Values on lines of their own, in a document that has lost its columns: which slot each of them is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from poreport.read.flow import Row
from poreport.read.form.anchors import Line
from poreport.read.form.marks import is_value, option_of
from poreport.read.prose import Piece

__all__ = ["AMONG_WORDS", "left_box", "slot_below"]

AMONG_WORDS: Final = -1
"""The value is one of several for the line, and only all of them tell which slots they are for."""


def slot_below(
    row: Row,
    text: str,
    line: Line,
    answers: Mapping[tuple[int, int], Sequence[Piece]],
    words: Mapping[int, Sequence[Piece]],
) -> int | None:
    """The slot of a line that a value below its label is for; None when it is no value.

    Args:
        row: The row that the value stands in.
        text: The value.
        line: The line of the form.
        answers: What has been given to the slots, (line, slot) → pieces.
        words: What has been given to whole lines.
    """
    numbers = [n for n, slot in enumerate(line.slots) if slot.is_filled_in and not slot.label]
    single = len(numbers) == 1 and not line.slots[numbers[0]].mark
    beside = any((line.number, n) in answers for n in numbers)
    alone = sum(bool(cell.text.strip()) for cell in row.cells) == 1
    if not numbers or (row.table is not None and not (single and alone)):
        return None
    if single and not beside:
        return numbers[0]
    if not beside and len(numbers) == 1 and numbers[0] > 0 and is_value(text):
        return numbers[0]  # a box to the right of its label
    if not beside and (is_value(text) or option_of(text) is not None):
        return AMONG_WORDS
    has_marks = any(line.slots[n].mark for n in numbers)
    texts = [n for n in numbers if has_marks and not line.slots[n].mark]
    return texts[0] if texts and line.number in words else None


def left_box(line: Line) -> int | None:
    """The slot of a box to the left of its label, so that a mark stands on the line before the label."""
    numbers = [n for n, slot in enumerate(line.slots) if slot.is_filled_in and not slot.label]
    labels = [n for n, slot in enumerate(line.slots) if slot.label]
    if line.kind != "row" or len(numbers) != 1 or not labels or not line.slots[numbers[0]].mark:
        return None
    return numbers[0] if numbers[0] < labels[0] else None
