"""The document as one string of letters and digits, in which printed labels are looked for.

White space, punctuation, hyphens and case differ between a form and a copy of it, and a year is not the
same year. None of them is in the string, so that a label is found with a plain search; every sign knows
where in which cell it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from poreport import svenska
from poreport.read.flow import Cell, Row

__all__ = ["YEAR", "Stream", "find_nearly", "squeeze"]

YEAR: Final = "\ue000"
"""Stands for any year in a squeezed text."""

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FOREIGN: Final = re.compile("[\u0370-\u052f]")
_FOREIGN_WORD: Final = re.compile("[^\\W\\d_]*[\u0370-\u052f][^\\W\\d_]*")
_DROPPED: Final = re.compile(f"[^\\w{YEAR}]+|[_¹²³⁰⁴-⁹]+")
_PART_OF_WORD: Final = ("", "@")
_KEPT: Final = re.compile(r"[^\W_¹²³⁰⁴-⁹]+")


def squeeze(text: str) -> str:
    """The letters and digits of a text in lower case, with a year as one sign."""
    return _DROPPED.sub("", _YEAR.sub(f" {YEAR} ", _comparable(text)))


def _comparable(text: str) -> str:
    """A text in lower case with Latin letters, sign by sign in the same places."""
    if text.isascii():
        return text.lower()
    text = text.replace(YEAR, " ")  # in a text it is no year
    if _FOREIGN.search(text):
        text = _FOREIGN_WORD.sub(_latin, text)
    lowered = text.lower()
    # A letter whose small form is two signs would move the places.
    return lowered if len(lowered) == len(text) else "".join(sign.lower()[:1] for sign in text)


def _latin(match: re.Match[str]) -> str:
    """A word with its look-alike letters as Latin ones, when that does not change its length."""
    latin = svenska.normalise_text(match[0]).varde
    return latin if len(latin) == len(match[0]) else match[0]


@frozen
class Spot:
    """A cell in the stream: its row's index, the cell, and where its signs are."""

    row: int
    cell: Cell
    start: int
    end: int


class Stream:
    """The squeezed string of some rows.

    Attributes:
        rows: The rows.
        text: The string.
        spots: Every cell, in order; empty cells too.
        has_columns: Whether any row has more than one cell.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        signs: list[str] = []
        self._offsets: list[int] = []
        self.spots: list[Spot] = []
        self.first_spot: list[int] = []
        for number, row in enumerate(rows):
            self.first_spot.append(len(self.spots))
            for cell in row.cells:
                start = len(self._offsets)
                if cell.text:
                    signs.append(self._add(_comparable(cell.text)))
                self.spots.append(Spot(number, cell, start, len(self._offsets)))
        self.text = "".join(signs)
        self.has_columns = any(len(row.cells) > 1 for row in rows)
        self._filled = [spot for spot in self.spots if spot.end > spot.start]
        self._starts = [spot.start for spot in self._filled]

    def _add(self, text: str) -> str:
        """The signs of a cell, whose places are noted."""
        parts: list[str] = []
        start = 0
        for year in _YEAR.finditer(text):
            parts.append(self._plain(text, start, year.start()))
            parts.append(YEAR)
            self._offsets.append(year.start())
            start = year.end()
        parts.append(self._plain(text, start, len(text)))
        return "".join(parts)

    def _plain(self, text: str, start: int, end: int) -> str:
        parts = []
        for word in _KEPT.finditer(text, start, end):
            parts.append(word[0])
            self._offsets.extend(range(word.start(), word.end()))
        return "".join(parts)

    def __len__(self) -> int:
        return len(self.text)

    def spot_at(self, index: int) -> Spot:
        """The cell that holds a sign."""
        return self._filled[bisect_right(self._starts, index) - 1]

    def offset(self, index: int) -> int:
        """The index in the cell's text of a sign."""
        return self._offsets[index]

    def is_capital(self, index: int) -> bool:
        """Whether a sign is a capital letter in its cell."""
        return self.spot_at(index).cell.text[self._offsets[index]].isupper()

    def row_at(self, index: int) -> int:
        """The index of the row that holds a sign."""
        return self.spot_at(index).row

    def row_spots(self, row: int) -> list[Spot]:
        """The cells of a row."""
        end = self.first_spot[row + 1] if row + 1 < len(self.rows) else len(self.spots)
        return self.spots[self.first_spot[row] : end]

    def before(self, index: int) -> str:
        """What stands just before a sign in its cell, back to the sign before."""
        spot = self.spot_at(index)
        start = self._offsets[index - 1] + 1 if index > spot.start else 0
        return spot.cell.text[start : self._offsets[index]]

    def after(self, end: int) -> str:
        """What follows the last sign before `end` in its cell, up to the next sign."""
        spot = self.spot_at(end - 1)
        stop = self._offsets[end] if end < spot.end else len(spot.cell.text)
        return spot.cell.text[self._end_of(end - 1) : stop]

    def _end_of(self, index: int) -> int:
        return self._offsets[index] + (4 if self.text[index] == YEAR else 1)

    def begins_line(self, index: int) -> bool:
        """Whether a sign is the first of a cell or of a line in it."""
        spot = self.spot_at(index)
        return index == spot.start or "\n" in self.before(index)

    def is_loose(self, start: int, end: int) -> bool:
        """Whether the signs are whole words: no letter, digit or @ touches them."""
        before, after = self.before(start), self.after(end)
        return (start == self.spot_at(start).start or before[-1:] not in _PART_OF_WORD) and (
            end == self.spot_at(end - 1).end or after[:1] not in _PART_OF_WORD
        )

    def line_starts(self, start: int, end: int) -> Iterator[int]:
        """The first signs of the cells and lines between two places."""
        at = bisect_right(self._starts, start) - 1
        for spot in self._filled[max(at, 0) :]:
            if spot.start >= end:
                return
            if spot.start >= start:
                yield spot.start
            if "\n" in spot.cell.text:
                for index in range(max(spot.start + 1, start), min(spot.end, end)):
                    if "\n" in self.before(index):
                        yield index

    def years(self, start: int, end: int) -> list[int]:
        """The years between two places."""
        found = []
        for index in range(start, end):
            if self.text[index] == YEAR:
                offset = self._offsets[index]
                found.append(int(self.spot_at(index).cell.text[offset : offset + 4]))
        return found

    def written(self, start: int, end: int) -> str:
        """What some signs were written as, on one line."""
        parts = (spot.cell.text[first:last] for spot, first, last in self.pieces(start, end))
        return " ".join(" ".join(parts).split())

    def pieces(self, start: int, end: int) -> Iterator[tuple[Spot, int, int]]:
        """The parts of cells that some signs cover: cell, first and last index in its text."""
        while start < end:
            spot = self.spot_at(start)
            stop = min(end, spot.end)
            yield spot, self._offsets[start], self._end_of(stop - 1)
            start = stop


def find_nearly(pattern: str, text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Where a pattern stands with the fewest signs wrong: (first, one past the last, wrong).

    Myers' bit-parallel search: time grows with the length of the text only. Of equally good places the
    first is taken.
    """
    if not pattern or start >= end:
        return None
    stop, wrong = _best_end(pattern, text, range(start, end))
    # Searched backwards from its end, the same match tells where it begins.
    longest = len(pattern) + wrong
    first, _ = _best_end(
        pattern[::-1], text, range(stop - 1, max(stop - longest, start) - 1, -1), anchored=True
    )
    return first, stop, wrong


def _best_end(pattern: str, text: str, indices: range, *, anchored: bool = False) -> tuple[int, int]:
    """The end of the best match when a text is read in some order, and how many signs are wrong.

    Args:
        pattern: What is looked for.
        text: Where.
        indices: The places to read, in order.
        anchored: Whether the match must begin at the first of them.

    Returns:
        For reading forwards the index one past the match, backwards the index of its last sign.
    """
    masks: dict[str, int] = {}
    for number, sign in enumerate(pattern):
        masks[sign] = masks.get(sign, 0) | 1 << number
    size = len(pattern)
    full, top = (1 << size) - 1, 1 << (size - 1)
    positive, negative, score = full, 0, size
    best, at = size + 1, indices.start
    forwards = indices.step > 0
    for index in indices:
        equal = masks.get(text[index], 0)
        vertical = equal | negative
        horizontal = (((equal & positive) + positive) ^ positive) | equal
        plus = negative | ~(horizontal | positive) & full
        minus = positive & horizontal
        if plus & top:
            score += 1
        elif minus & top:
            score -= 1
        plus = (plus << 1 | anchored) & full
        minus = minus << 1 & full
        positive = minus | ~(vertical | plus) & full
        negative = plus & vertical
        if score < best:
            best, at = score, index + 1 if forwards else index
    return at, best
