"""Choices taken from bytes, so that one draw of Hypothesis makes a whole part of a document.

A document has hundreds of choices; drawing them one by one would cost more than building and checking it.
Bytes still shrink well: each choice is made by one byte (a figure above 255 by two), and zero is always the
simplest choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Dice"]

T = TypeVar("T")
_BYTE = 256


class Dice:
    """Makes choices from bytes in turn; when they are used up, every choice is the simplest."""

    def __init__(self, data: bytes) -> None:
        """Start at the first of the bytes."""
        self._data = iter(data)

    def number(self, most: int) -> int:
        """A figure from 0 to `most`, evenly spread."""
        if most < _BYTE:
            return next(self._data, 0) * (most + 1) // _BYTE
        hog, lag = next(self._data, 0), next(self._data, 0)
        return (hog * _BYTE + lag) * (most + 1) // _BYTE**2

    def count(self, most: int) -> int:
        """A figure from 0 to `most` of which small ones are more common, as in real tables."""
        return next(self._data, 0) ** 2 * (most + 1) // _BYTE**2

    def pick(self, items: Sequence[T]) -> T:
        """One of the items; the first is the simplest."""
        return items[self.number(len(items) - 1)]

    def chance(self, one_in: int = 2) -> bool:
        """True once in `one_in` times; False is the simplest."""
        return self.number(one_in - 1) == one_in - 1
