"""What stands in each slot of a form, and what stands in none."""

from __future__ import annotations

from attrs import define, field, frozen

from poreport.read.form.anchors import Line
from poreport.read.prose import Piece

__all__ = ["Distribution", "Loose"]


@frozen
class Loose:
    """Text that belongs to no slot, with the line of the form that it follows."""

    text: str
    row: int
    after: Line | None


@define
class Distribution:
    """The parts of the document that answer each slot, and those that answer none.

    Attributes:
        answers: (line, slot) → its pieces.
        in_header: (line, slot) → pieces that stand in the head of its column instead of below it.
        words: Line → pieces that stand beside its marks without a column of their own.
        extra: (line, `path=option`) → marks for an answer that the edition does not have.
        loose: What belongs to no slot.
        assumed: Slots whose label is missing in the document.
    """

    answers: dict[tuple[int, int], list[Piece]] = field(factory=dict)
    in_header: dict[tuple[int, int], list[Piece]] = field(factory=dict)
    words: dict[int, list[Piece]] = field(factory=dict)
    extra: dict[tuple[int, str], list[Piece]] = field(factory=dict)
    loose: list[Loose] = field(factory=list)
    assumed: set[tuple[int, int]] = field(factory=set)
