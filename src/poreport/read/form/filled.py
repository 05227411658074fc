"""The values of one form while it is read, with what was interpreted on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from attrs import define, field

from poreport.forms.form import DOKUMENTKLASSER
from poreport.model import Falt, Otolkat, Position, Slag, Tolkning
from poreport.model.paths import field_at
from poreport.read.flow import Row, is_rule
from poreport.read.form.stream import squeeze
from poreport.read.nodes import ScalarNode
from poreport.read.prose import Piece, Prose
from poreport.read.values import parse_value
from poreport.svenska import TolkningsFel, is_blank, quote

__all__ = ["Filled", "full_path", "place_in_words"]

_OF_AREA: Final = re.compile(r"^(?:i|på|för)\s+(?=[A-ZÅÄÖ])")
_AREA_NAME: Final = re.compile(r"omraden\[\d+\]\.namn")


def full_path(dokument: str, path: str) -> str:
    """A path from the document as one from the ärende; the kommun is the ärende's."""
    return path if path.startswith("kommun.") else f"{dokument}.{path}"


def place_in_words(position: Position, section: str = "") -> str:
    """Where something stands, with the section of the form when it is known."""
    words = position.plats or f"rad {position.rad}"
    return f"{section}, {words}" if section else words


@define
class Filled:
    """The values of one document, and how they were come by.

    Attributes:
        dokument: "redovisning" or "ansokan".
        rows: The document's rows.
        prose: How its answers are put together.
        values: Path from the document → value.
        positions: Path from the document → where the value stands.
        tolkningar: What was interpreted; paths from the ärende.
        otolkat: What could not be interpreted.
    """

    dokument: str
    rows: Sequence[Row]
    prose: Prose
    values: dict[str, Any] = field(factory=dict)
    positions: dict[str, Position] = field(factory=dict)
    tolkningar: list[Tolkning] = field(factory=list)
    otolkat: list[Otolkat] = field(factory=list)

    def falt(self, path: str) -> Falt:
        """What a field is."""
        return field_at(DOKUMENTKLASSER[self.dokument], path)

    def position(self, piece: Piece) -> Position:
        """Where a piece stands."""
        return self.rows[piece.row].position

    def note(self, path: str, piece: Piece) -> None:
        """Say where the value of a field stands."""
        self.positions.setdefault(path, self.position(piece))

    def remark(self, path: str, text: str, position: Position | None) -> None:
        """Say what was interpreted, once."""
        tolkning = Tolkning(full_path(self.dokument, path), text, position)
        if tolkning not in self.tolkningar:
            self.tolkningar.append(tolkning)

    def keep(self, text: str, piece: Piece, path: str | None) -> None:
        """Keep a raw text that could not be interpreted."""
        falt = full_path(self.dokument, path) if path else None
        place = place_in_words(self.position(piece))
        self.otolkat.append(Otolkat(falt=falt, text=text.strip(), plats=place))

    def says_nothing(self, path: str, raw: str, pieces: Sequence[Piece]) -> bool:
        """Whether an answer is empty or only dashes, which say that the question does not apply."""
        if not is_blank(raw) and not is_rule(raw):
            return False
        if raw.strip():
            self.remark(path, f"läste {quote(raw)} som inte ifyllt", self.position(pieces[0]))
        return True

    def set(self, path: str, text: str, pieces: Sequence[Piece]) -> bool:
        """Set a field from a text; a text that cannot be read is kept. Returns whether it was set."""
        falt = self.falt(path)
        position = self.position(pieces[0])
        if falt.slag is not Slag.LANGTEXT and self.says_nothing(path, text, pieces):
            return False
        if falt.slag is Slag.EPOST:
            whole = self.prose.address(text)
            if whole != text:
                self.remark(path, f"läste {quote(text)} som {whole}", position)
            text = whole
        if _AREA_NAME.fullmatch(path):
            text = _OF_AREA.sub("", text.strip(" -–—:.,*_"))
            if squeeze(self.values.get(path, text)) != squeeze(text):
                # The headings of sections 2 and 3 name different areas.
                self.keep(text, pieces[0], path)
                return False
        try:
            read = parse_value(falt, ScalarNode(text, position))
        except TolkningsFel:
            self.keep(text, pieces[0], path)
            return False
        self.values[path] = read.varde
        self.positions[path] = position
        if read.anmarkning:
            self.remark(path, read.anmarkning, position)
        return True
