"""From what was written in each slot of a form to the values of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from poreport import svenska
from poreport.model import Slag
from poreport.read.form.align import Alignment
from poreport.read.form.anchors import Line, Slot
from poreport.read.form.boxes import Boxes
from poreport.read.form.conclude import conclude
from poreport.read.form.dates import place_and_date
from poreport.read.form.distribution import Distribution
from poreport.read.form.filled import Filled
from poreport.read.form.inline import part_inline
from poreport.read.prose import Piece, Prose
from poreport.svenska import TolkningsFel, is_blank, quote

__all__ = ["fill"]

_HAS_DIGITS: Final = re.compile(r"\d")
_MOST_ROWS: Final = 4
"""A name, an address or a figure does not fill more rows; what follows them belongs to something else."""
_CROSSED: Final = re.compile(r"[xX☒]\s+")
_KOMMUNER: Final = re.compile(r"\s*kommun(?:er)?\.?$", re.IGNORECASE)


def fill(dokument: str, alignment: Alignment, distribution: Distribution, prose: Prose) -> Filled:
    """The values of a form.

    Args:
        dokument: "redovisning" or "ansokan".
        alignment: The form laid over the document.
        distribution: What stands in each slot.
        prose: How its answers are put together.
    """
    filled = Filled(dokument, alignment.stream.rows, prose)
    for line in alignment.lines:
        _Filler(filled, distribution, line, alignment).fill()
    conclude(filled, alignment, distribution)
    return filled


class _Filler:
    """Fills in what one printed line asks for."""

    def __init__(self, filled: Filled, given: Distribution, line: Line, alignment: Alignment) -> None:
        self.filled = filled
        self.given = given
        self.line = line
        self.alignment = alignment

    def fill(self) -> None:
        slots = [(n, slot) for n, slot in enumerate(self.line.slots) if slot.is_filled_in]
        paths = {path for _, slot in slots for path in slot.fields}
        if {path.rpartition(".")[2] for path in paths} == {"datum", "ort"}:
            self._place_and_date([n for n, _ in slots])
            return
        part_inline(self.given, self.line, self._heads())
        Boxes(self.filled, self.given, self.line, self.alignment, self._text).fill()
        for number, slot in slots:
            if not slot.mark:
                assumed = (self.line.number, number) in self.given.assumed
                self._text(slot, self._pieces(number), assumed=assumed)

    def _heads(self) -> str:
        """What is printed over the columns of the line."""
        header = self.alignment.lines[self.line.header] if self.line.header is not None else None
        return " ".join(slot.label for slot in header.slots) if header else ""

    def _pieces(self, number: int) -> list[Piece]:
        """What stands in a slot; in the head of its column when nothing stands below it."""
        own = self.given.answers.get((self.line.number, number), [])
        heads = self.given.in_header.get((self.line.number, number), [])
        if heads and all(is_blank(piece.text) for piece in own):
            return heads
        slot = self.line.slots[number]
        for piece in heads:
            self.filled.keep(piece.text, piece, slot.fields[-1] if slot.fields else None)
        return own

    def _text(self, slot: Slot, pieces: Sequence[Piece], *, assumed: bool = False) -> None:
        """One slot's text to its field; a slot with several fields is for one of them."""
        if not pieces:
            return
        if {"plusgiro", "bankgiro"} == set(slot.fields):
            self._giro(pieces)
            return
        path = slot.main_field
        slag = self.filled.falt(path).slag
        if assumed:
            text = "frågan saknas i dokumentet; texten under rubriken lästes som svaret"
            self.filled.remark(path, text, self.filled.position(pieces[0]))
        if slag is Slag.LANGTEXT:
            self._long_text(path, pieces)
        elif slag is Slag.LISTA:
            self._list(path, pieces)
        else:
            own = _in_one_place(pieces)
            text, remarks = self.filled.prose.line(own)
            if self.filled.set(path, text, own):
                self._remarks(path, remarks, own)
            if len(pieces) > len(own):
                rest = "\n".join(piece.text for piece in pieces[len(own) :])
                self.filled.keep(rest, pieces[len(own)], None)

    def _remarks(self, path: str, remarks: Sequence[str], pieces: Sequence[Piece]) -> None:
        for remark in remarks:
            self.filled.remark(path, remark, self.filled.position(pieces[0]))

    def _long_text(self, path: str, pieces: Sequence[Piece]) -> None:
        if self.filled.says_nothing(path, "\n".join(piece.text for piece in pieces), pieces):
            return
        text, remarks = self.filled.prose.markdown(pieces)
        self._remarks(path, remarks, pieces)
        self.filled.set(path, text, pieces)

    def _list(self, path: str, pieces: Sequence[Piece]) -> None:
        raw = " ".join(piece.text for piece in pieces)
        if self.filled.says_nothing(path, raw, pieces):
            return
        cleaned = (svenska.normalise_text(name).varde for name in self.filled.prose.names(pieces))
        names = [name for name in cleaned if name]  # a name of invisible signs is none
        self.filled.values[path] = tuple(names)
        self.filled.note(path, pieces[0])
        if len(names) > 1 and len(pieces) == 1 and "\n" not in pieces[0].text:
            self._remarks(path, [f"delade {quote(raw)} i {len(names)} namn"], pieces)

    def _giro(self, pieces: Sequence[Piece]) -> None:
        """A field for either giro."""
        text, _ = self.filled.prose.line(pieces)
        if self.filled.says_nothing("plusgiro", text, pieces):
            return
        try:
            read = svenska.parse_giro(text)
        except TolkningsFel:
            self.filled.keep(text, pieces[0], "plusgiro")
            return
        slag, number = read.varde
        self.filled.values[slag] = number
        self.filled.note(slag, pieces[0])
        if read.anmarkning:
            self._remarks(slag, [read.anmarkning], pieces)

    def _place_and_date(self, slots: Sequence[int]) -> None:
        """Ort och datum, wherever on the line or below it each of them stands."""
        pieces = [piece for number in slots for piece in self._pieces(number)]
        pieces.sort(key=lambda piece: (piece.row, piece.column))
        if not pieces:
            return
        paths = {path.rpartition(".")[2]: path for n in slots for path in self.line.slots[n].fields}
        raw = " ".join(self.filled.prose.lines(pieces))
        if self.filled.says_nothing(paths["datum"], raw, pieces):
            return
        written, ort, rest = place_and_date(raw)
        if written and self.filled.set(paths["datum"], written, pieces) and written not in raw:
            self._remarks(paths["datum"], [f"läste {quote(raw)} som {written}"], pieces)
        if rest:
            self.filled.keep(rest, pieces[0], paths["datum"])
        if ort:
            self.filled.set(paths["ort"], ort, pieces)


def _in_one_place(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The first pieces, as far as they can be one name, address or figure: a paragraph below is not."""
    for number, piece in enumerate(pieces[:_MOST_ROWS]):
        if number and piece.gap and not piece.in_table:
            return pieces[:number]
    return pieces[:_MOST_ROWS]
