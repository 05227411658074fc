"""From what was written in each slot of a form to the values of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from poreport import svenska
from poreport.model import Slag
from poreport.read.flow import TICKED, UNTICKED
from poreport.read.form.align import Alignment
from poreport.read.form.anchors import Line, Slot
from poreport.read.form.columns import has_genders
from poreport.read.form.conclude import conclude
from poreport.read.form.dates import place_and_date
from poreport.read.form.distribute import Distribution
from poreport.read.form.filled import Filled
from poreport.read.form.inline import part_inline
from poreport.read.form.marks import option_of, read_mark, read_options
from poreport.read.prose import Piece, Prose
from poreport.read.values import CHOICES
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


@frozen
class _Box:
    """A tick box: the answer it belongs to, which answer it is, and its label."""

    path: str
    option: str
    label: str = ""
    count: str | None = None
    """A field for a number that may stand in the box instead of a cross."""


class _Filler:
    """Fills in what one printed line asks for."""

    def __init__(self, filled: Filled, given: Distribution, line: Line, alignment: Alignment) -> None:
        self.filled = filled
        self.given = given
        self.line = line
        self.alignment = alignment
        self.answers: dict[str, list[str]] = {}
        """Path of an answer → the options that are ticked."""

    def fill(self) -> None:
        slots = [(n, slot) for n, slot in enumerate(self.line.slots) if slot.is_filled_in]
        paths = {path for _, slot in slots for path in slot.fields}
        if {path.rpartition(".")[2] for path in paths} == {"datum", "ort"}:
            self._place_and_date([n for n, _ in slots])
            return
        part_inline(self.given, self.line, self._heads())
        self._boxes()
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

    # --- boxes ----------------------------------------------------------------------------------------

    def _boxes(self) -> None:
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
            self._text(others[0], rest, assumed=False)
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

    # --- texts and figures ----------------------------------------------------------------------------

    def _text(self, slot: Slot, pieces: Sequence[Piece], *, assumed: bool) -> None:
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
        names = [svenska.normalise_text(name).varde for name in self.filled.prose.names(pieces)]
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


def _split(text: str) -> list[str]:
    """The figures in a text, one a word; a text that is not only figures whole."""
    words = text.split()
    return words if all(map(_HAS_DIGITS.search, words)) else [text]


def _in_one_place(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The first pieces, as far as they can be one name, address or figure: a paragraph below is not."""
    for number, piece in enumerate(pieces[:_MOST_ROWS]):
        if number and piece.gap and not piece.in_table:
            return pieces[:number]
    return pieces[:_MOST_ROWS]
