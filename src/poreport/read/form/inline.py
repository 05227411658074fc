"""The boxes of a question in one cell ("☒ Ja ☐ Nej") with the text that goes with them."""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve

from poreport.read.flow import TICKED, UNTICKED
from poreport.read.form.anchors import Line
from poreport.read.form.distribution import Distribution
from poreport.read.form.marks import is_value, option_of, read_options
from poreport.read.form.stream import squeeze
from poreport.read.prose import Piece

__all__ = ["part_inline"]

_BOXES: Final = re.compile(rf"(?:[{TICKED}{UNTICKED}]\s*[^\W\d_]+(?:\s[a-zåäö]+)?[\s,;.]*?){{2,}}(?=\s|$)")
_NAMED: Final = re.compile(r"([^\n:]{3,60}):\s*")


def part_inline(given: Distribution, line: Line, head: str) -> None:
    """Give the text that stands with the boxes of a line to the line's own slot for text, when it has one.

    Args:
        given: What stands in each slot; it is changed.
        line: A line of the form.
        head: What is printed over the slot for text.
    """
    texts = [n for n, slot in enumerate(line.slots) if slot.is_filled_in and slot.fields and not slot.mark]
    marks = [n for n, slot in enumerate(line.slots) if slot.mark]
    if len(texts) != 1 or len(marks) < 2 or given.answers.get((line.number, texts[0])):  # noqa: PLR2004  ja and nej
        return
    places = [given.answers.get((line.number, n), []) for n in marks] + [given.words.get(line.number, [])]
    if not any(_parted(piece.text) for pieces in places for piece in pieces):
        return
    moved: list[Piece] = []
    for pieces in places:
        kept = []
        for piece in pieces:
            parts = _parted(piece.text)
            if parts is None and not is_value(piece.text) and option_of(piece.text) is None:
                moved.append(piece)
                continue
            boxes, rest = parts or (piece.text, "")
            kept.append(evolve(piece, text=boxes))
            if rest:
                moved.append(evolve(piece, text=rest))
        pieces[:] = kept
    answers = [evolve(piece, text=_without_head(piece.text, head)) for piece in moved]
    if any(piece.text for piece in answers):
        given.answers[line.number, texts[0]] = [piece for piece in answers if piece.text]


def _parted(text: str) -> tuple[str, str] | None:
    """Several boxes with their words and what follows them; None when a text does not begin with that."""
    match = _BOXES.match(text.strip())
    if match is None:
        return None
    boxes, rest = match[0].strip(), text.strip()[match.end() :].strip()
    return (boxes, rest) if read_options(boxes) is not None else None


def _without_head(text: str, head: str) -> str:
    """A text without the head of its column before it ("Vilka: …"), which some print in every cell."""
    match = _NAMED.match(text)
    return text[match.end() :].strip() if match and squeeze(match[1]) in squeeze(head) else text
