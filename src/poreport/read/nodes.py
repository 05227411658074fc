"""Positioned nodes: what a data file holds before the type of any field has decided what it means.

YAML, JSON and TOML all become the same three kinds of node. A value is kept as the text that was written,
so that nothing is lost before the field's type is known ("2,00", 0480, 212000-0746).
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from typing import Final

from attrs import frozen

from poreport.model import Position
from poreport.read.mistakes import Mistake, ReadError

__all__ = [
    "BAD_CHARACTER",
    "DEEPEST",
    "Entry",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "SourceText",
    "Written",
]

DEEPEST: Final = 50
"""Levels of nesting that are read. The model has eight; more than this is a broken or hostile file."""

# What is refused, not what is allowed: the other way round the pattern takes 7 ms to compile at start.
BAD_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, lone surrogates and signs that are no signs: allowed in neither YAML nor Word."""


class Written(enum.Enum):
    """How a value was written, for the kinds of field where it matters."""

    TEXT = "text"
    NUMBER = "number"
    """A number of JSON or TOML, still as its text."""
    BOOL = "bool"
    """A true or false of JSON or TOML."""
    NULL = "null"


@frozen
class ScalarNode:
    """One value, as its text."""

    text: str
    position: Position
    written: Written = Written.TEXT


@frozen
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    position: Position


@frozen
class Entry:
    """One key of a mapping, as written, with its place and its value."""

    key: str
    position: Position
    value: Node


@frozen
class MappingNode:
    """Keys with values, in the order of the file; a key can stand twice."""

    entries: tuple[Entry, ...]
    position: Position


Node = ScalarNode | SequenceNode | MappingNode


class SourceText:
    """A text with the places in it.

    Attributes:
        fil: The file's name, as it is shown.
        text: The text, with line feeds only.
    """

    def __init__(self, text: str, fil: str) -> None:
        self.fil = fil
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._starts: list[int] = []

    def position(self, index: int) -> Position:
        """The place of a character, counted from 0."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        row = bisect_right(self._starts, index)
        return Position(self.fil, row, index - self._starts[row - 1] + 1)

    def line(self, row: int) -> str:
        """A line, counted from 0."""
        lines = self.text.split("\n")
        return lines[row] if row < len(lines) else ""

    def error(self, place: int | Position, text: str) -> ReadError:
        """The error that ends the reading of this text."""
        position = self.position(place) if isinstance(place, int) else place
        return ReadError([Mistake(position, text)])

    def too_deep(self, place: int | Position) -> ReadError:
        """The error for a file with too many levels."""
        return self.error(
            place, f"Här är fler än {DEEPEST} nivåer inuti varandra. Kontrollera parenteser och indrag."
        )

    def refuse_bad_characters(self) -> None:
        """Refuse signs that no text holds.

        Raises:
            ReadError: There is one; its place is named.
        """
        found = BAD_CHARACTER.search(self.text)
        if found:
            raise self.error(
                found.start(),
                f"Här står ett osynligt styrtecken (U+{ord(found[0]):04X}). Skriv om raden.",
            )
