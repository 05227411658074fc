"""The parts of a document's cells that no printed text covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from poreport.read.flow import balanced
from poreport.read.form.align import Alignment, Placed
from poreport.read.form.stream import Spot

__all__ = ["Fragment", "Fragments"]

_AFTER_LABEL: Final = re.compile(r"[.:;?,)*_\]¹²³⁰⁴-⁹\ue010\ue011]*(?:[ \t]*:)?[*_\ue011]*")
_LAW: Final = re.compile(r"\s*\((?:SFS )?[^()\n]{0,40}§[^()\n]{0,40}\)\.?")
"""The place in the law that an edition may print after a question."""
_INSTRUCTION: Final = re.compile(
    r"\s*\(?(?:Ange|Anges|Skriv|Fyll i|Kryssa|Markera)\s[^.:?!)\n]{3,80}[.:?!)]+(?=\s|$)"
)
_NUMBER: Final = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)]|[a-z]\)|[-–—•·▪●])\s*")
"""A number, letter or bullet that an edition may print before a question."""
_LOOSE_NOTE: Final = re.compile(r"[*_]*\d[*_]*(?=\s*[:.])")
_NOTHING: Final = re.compile(r"[\s*_|.:;,=()\[\]¹²³⁰⁴-⁹\ue010\ue011]*")

_Cover = tuple[int, int, int, Placed | None]
"""A covered part of a cell: first, last, place in the stream after, label."""


@frozen
class Fragment:
    """A part of a cell that no label covers.

    Attributes:
        text: What stands there.
        spot: The cell.
        start: Its place in the stream: the sign at or after it.
        inside: The label before it in the same cell.
        follows: The label after it in the same cell.
        breaks: Line breaks between the label before it and the text.
        printed: Whether it reads as an instruction that an edition which is not known has printed.
    """

    text: str
    spot: Spot
    start: int
    inside: Placed | None
    follows: Placed | None
    breaks: int = 0
    printed: bool = False


class Fragments:
    """Cuts the cells of a document at its printed text."""

    def __init__(self, alignment: Alignment, masked: Sequence[tuple[int, int]]) -> None:
        self._alignment = alignment
        self._covers = _covers(alignment, masked)

    def of_row(self, number: int) -> Iterator[Fragment]:
        """The parts of the cells of a row, from left to right."""
        for spot in self._alignment.stream.row_spots(number):
            text = spot.cell.text
            if not text.strip():
                continue
            at, index, inside = 0, spot.start, None
            for first, last, stop, placed in self._covers.get((number, spot.cell.column), []):
                yield from self._cut(text[at:first], spot, index, inside, placed)
                at, index = max(last, at), stop
                inside = placed or inside
            yield from self._cut(text[at:], spot, index, inside, None)

    def _cut(
        self, raw: str, spot: Spot, start: int, inside: Placed | None, follows: Placed | None
    ) -> Iterator[Fragment]:
        """What a person wrote in a part of a cell, if anything."""
        if inside is not None:
            raw = self._after_label(raw, inside)
            instruction = _INSTRUCTION.match(raw)
            if instruction is not None:
                yield Fragment(instruction[0].strip(), spot, start, inside, follows, printed=True)
                raw = raw[instruction.end() :]
        if _NOTHING.fullmatch(raw) or (follows is not None and _NUMBER.fullmatch(raw)):
            return
        breaks = len(raw) - len(raw.lstrip("\n "))
        yield Fragment(balanced(raw.strip()), spot, start, inside, follows, raw[:breaks].count("\n"))

    def _after_label(self, raw: str, label: Placed) -> str:
        """What follows a label, without the signs and the place in the law that belong to it."""
        slot = self._alignment.lines[label.anchor.line].slots[label.anchor.slot]
        note = _LOOSE_NOTE.match(raw) if slot.ends_with_note else None
        raw = raw[note.end() :] if note else raw
        after = _AFTER_LABEL.match(raw)
        raw = raw[after.end() :] if after else raw
        law = _LAW.match(raw)
        return raw[law.end() :] if law else raw


def _covers(alignment: Alignment, masked: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[_Cover]]:
    """(row, column) → the covered parts of the cell."""
    spans: list[tuple[int, int, Placed | None]] = [(p.start, p.end, p) for p in alignment.placed]
    spans += [(start, end, None) for start, end in masked]
    found: dict[tuple[int, int], list[_Cover]] = {}
    for start, end, placed in sorted(spans, key=lambda span: span[:2]):
        column = alignment.stream.spot_at(start).cell.column
        for spot, first, last in alignment.stream.pieces(start, end):
            at = min(end, spot.end)
            if placed is not None and not placed.exact and spot.cell.column != column:
                continue  # a mark beside a label of two lines is no wrong sign in the label
            found.setdefault((spot.row, spot.cell.column), []).append((first, last, at, placed))
    return found
