"""Lines and slots of a form that are found by where they stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from poreport.read.form.anchors import Line, Slot

__all__ = ["line_without_labels", "open_texts", "slot_under_head"]


def line_without_labels(lines: Sequence[Line], head: Line) -> Line | None:
    """The line after heads of columns when it has no labels of its own, as with amounts; else None."""
    following = lines[head.number + 1] if head.number + 1 < len(lines) else None
    if following and following.kind == "row" and not following.label and head.kind == "header":
        return following
    return None


def slot_under_head(lines: Sequence[Line], header: Line, slot: Slot) -> tuple[int, int] | None:
    """The first slot below a head of a column that is filled in: its line and its number; else None."""
    for line in lines[header.number + 1 :]:
        if line.header != header.number:
            break
        for number, below in enumerate(line.slots):
            if below.column == slot.column and below.is_filled_in and not below.label:
                return line.number, number
    return None


def open_texts(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """The slots of some lines that take a text, each with its line."""
    return [
        (line, number)
        for line in lines
        if line.kind in {"question", "row"}
        for number, slot in enumerate(line.slots)
        if slot.fields and not slot.mark
    ]
