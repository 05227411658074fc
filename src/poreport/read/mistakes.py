"""What is wrong with a file that should be read: every mistake with its place, reported all at once."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from poreport.model import Position

__all__ = ["Mistake", "ReadError"]


@frozen
class Mistake:
    """One thing that is wrong.

    Attributes:
        position: Where it stands.
        text: Swedish sentences: what is wrong and what to do.
    """

    position: Position
    text: str

    def __str__(self) -> str:
        """`fil:rad:kolumn: text`."""
        return f"{self.position}: {self.text}"


class ReadError(Exception):
    """What was given cannot be read.

    Attributes:
        mistakes: Every mistake that was found, in the order of the files and of the places in them.
            `str()` is one line for each.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        """One line for each mistake."""
        return "\n".join(map(str, self.mistakes))
