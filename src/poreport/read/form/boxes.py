"""The tick boxes of a line, and figures and marks beside or below its label in a text without columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from attrs import define, field, frozen

from poreport.model import Slag
from poreport.read.flow import TICKED, UNTICKED
from poreport.read.form.align import Alignment
from poreport.read.form.anchors import Line, Slot
from poreport.read.form.columns import has_genders
from poreport.read.form.distribution import Distribution
from poreport.read.form.filled import Filled
from poreport.read.form.marks import option_of, read_mark, read_options
from poreport.read.prose import Piece
from poreport.read.values import CHOICES
from poreport.svenska import quote

__all__ = ["Boxes"]

_HAS_DIGITS: Final = re.compile(r"\d")
_CROSSED: Final = re.compile(r"[xX☒]\s+")
_KOMMUNER: Final = re.compile(r"\s*kommun(?:er)?\.?$", re.IGNORECASE)


@frozen
class _Box:
    """A tick box: the answer it belongs to, which answer it is, and its label."""

    path: str
    option: str
    label: str = ""
    count: str | None = None
    """A field for a number that may stand in the box instead of a cross."""


@define
class Boxes:
    """Fills in the boxes of one printed line.

    Attributes:
        filled: The values of the form.
        given: What stands in each slot.
        line: The line.
        alignment: The form laid over the document.
        text: Fills in a slot for a text.
        answers: Path of an answer → the options that are ticked.
    """

    filled: Filled
    given: Distribution
    line: Line
    alignment: Alignment
    text: Callable[[Slot, Sequence[Piece]], None]
    answers: dict[str, list[str]] = field(factory=dict)

    def fill(self) -> None:
        """The tick boxes of the line, with the counts that some of them may hold instead."""
        for number, slot in enumerate(self.line.slots):
            if slot.mark:
                path, _, option = slot.mark.partition("=")
                label = slot.label or (self.line.label if len(self.line.open_slots) == 1 else "")
                counts = (p for p in slot.fields if self.filled.falt(p).slag is Slag.ANTAL)
                box = _Box(path, option, label, next(counts, None))
                for piece in self.given.answers.get((self.line.number, number), []):
                    self._box(piece, box)
        for (number, mark), pieces in self.given.extra.items():
            if number == self.line.number:
                path, _, option = mark.partition("=")
                for piece in pieces:
                    self._extra(piece, _Box(path, option))
        self._words(self.given.words.get(self.line.number, []))
        for path, options in self.answers.items():
            self._tick(path, options)

    def _ticked(self, path: str, options: Sequence[str], piece: Piece) -> None:
        self.answers.setdefault(path, []).extend(options)
        self.filled.note(path, piece)

    def _extra(self, piece: Piece, box: _Box) -> None:
        """A mark for an answer that the edition lacks: its box, or its word beside a ticked box."""
        if option_of(piece.text) == box.option:
            self._ticked(box.path, [box.option], piece)
        else:
            self._box(piece, box)

    def _box(self, piece: Piece, box: _Box) -> None:
        options = read_options(piece.text) if piece.text.strip() != box.label else None
        if options is not None and len(piece.text.split()) > 1:
            self._ticked(box.path, options, piece)
            return
        if box.count and _HAS_DIGITS.search(piece.text):
            self._count(piece, box, box.count)
            return
        mark = read_mark(piece.text, box.option, box.label)
        if mark.remark:
            self.filled.remark(box.path, mark.remark, self.filled.position(piece))
        if mark.ticked:
            self._ticked(box.path, [mark.option or box.option], piece)
        if mark.rest:
            self.filled.keep(mark.rest, piece, box.path)

    def _count(self, piece: Piece, box: _Box, count: str) -> None:
        """A number where a cross was possible: so many kommuner answer so."""
        text = piece.text.replace(UNTICKED, " ").strip()
        number = _KOMMUNER.sub("", _CROSSED.sub("", text, count=1))
        if self.filled.set(count, number, [piece]) and _CROSSED.match(text):
            self._ticked(box.path, [box.option], piece)

    def _words(self, pieces: Sequence[Piece]) -> None:
        """Text beside or below the label of a line with several slots, in a document without columns."""
        path = next((slot.mark.partition("=")[0] for slot in self.line.open_slots if slot.mark), None)
        if path is None:
            self._figures(pieces)
            return
        for piece in self._without_boxes(pieces):
            options = read_options(piece.text)
            if options is None:
                self.filled.keep(piece.text, piece, path)
                continue
            self._ticked(path, options, piece)
            if TICKED not in piece.text:
                self.filled.remark(path, f"läste {quote(piece.text)} som svaret", self.filled.position(piece))

    def _without_boxes(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """The pieces but for those that are the line's boxes, one after the other and as many as it has.

        What follows the boxes is for the line's only other slot.
        """
        marks = [slot.mark.partition("=") for slot in self.line.open_slots if slot.mark]
        others = [slot for slot in self.line.open_slots if not slot.mark]
        number, boxes = 0, ""
        while number < len(pieces) and len(boxes) < len(marks):
            text = "".join(pieces[number].text.split())
            if text.strip(TICKED + UNTICKED):
                break
            boxes += text
            number += 1
        rest = pieces[number:]
        if len(boxes) != len(marks) or (rest and len(others) != 1):
            return pieces
        for box, (path, _, option) in zip(boxes, marks, strict=True):
            if box == TICKED:
                self._ticked(path, [option], pieces[0])
        if rest:
            self.text(others[0], rest)
        return ()

    def _figures(self, pieces: Sequence[Piece]) -> None:
        """As many figures as there are slots stand in their order; a single one may be for all of them."""
        slots = self.line.open_slots
        # An amount has spaces of its own: "402 638" is no two figures.
        amounts = any(self.filled.falt(slot.main_field).slag is Slag.KRONOR for slot in slots if slot.fields)
        whole = len(pieces) > 1 or amounts
        figures = [(p, figure) for p in pieces for figure in ([p.text] if whole else _split(p.text))]
        if len(figures) == 1 and self._is_unsplit():
            figures += [(figures[0][0], "")] * (len(slots) - 1)
        if len(figures) != len(slots):
            for piece in pieces:
                self.filled.keep(piece.text, piece, self.line.first_field)
            return
        raw = " ".join(figure for _, figure in figures)
        for slot, (piece, figure) in zip(slots, figures, strict=True):
            if figure and self.filled.set(slot.main_field, figure, [piece]):
                text = f"läste {quote(raw)} som ett tal för varje kolumn"
                self.filled.remark(slot.main_field, text, self.filled.position(piece))

    def _is_unsplit(self) -> bool:
        """Whether the line's table is one whose columns are not headed by the genders."""
        return "orsaker" in (self.line.first_field or "") and not has_genders(self.alignment, self.line)

    def _tick(self, path: str, options: Sequence[str]) -> None:
        """Set an answer with boxes."""
        falt = self.filled.falt(path)
        if falt.slag is Slag.JA:
            self.filled.values[path] = True
            return
        kind = CHOICES[falt.slag]
        value = self.filled.values.get(path)
        for option in options:
            if option.upper() in kind.__members__:
                flag = kind[option.upper()]
                value = flag if value is None else value | flag
        if value is not None:
            self.filled.values[path] = value


def _split(text: str) -> list[str]:
    """The figures in a text, one a word; a text that is not only figures whole."""
    words = text.split()
    return words if all(map(_HAS_DIGITS.search, words)) else [text]
