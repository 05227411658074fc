"""From the signs on a page to lines of print, and how two lines stand to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from attrs import frozen

from poreport.read.extract.geometry import Box, Sign
from poreport.read.flow import TICKED, UNTICKED, ticks_to_tokens, without_leaders

__all__ = ["Line", "apart", "around", "beside", "is_full", "like", "parted", "parted_above", "print_lines"]

_SPACE: Final = 0.17
"""Share of a line's height that a gap between two signs must have to be a space."""
_NEXT_COLUMN_GAP: Final = 0.75
_SMALL_GAP: Final = 0.45
"""The same where a column is known to begin."""
_NEAR: Final = 4.0
_TOUCH: Final = 0.08
_COLUMN_GAP: Final = 1.6
"""Share of a line's height that a gap must have to part two columns."""
_BOX_SIGNS: Final = frozenset((TICKED, UNTICKED, "●", "○"))
_JUSTIFIED: Final = 1.5
"""How many times wider the widest space of a justified line may be than the narrowest."""
_RAISED: Final = 0.78
_NEW_PARAGRAPH: Final = 1.45
_STARTS_ITEM: Final = re.compile(r"\s*(?:[•·▪●◦]\s|[–-]\s+[^a-zåäö\s]|\d{1,3}[.)]\s|[☒☐])")
_STARTS_DASH: Final = re.compile(r"\s*[–-]\s")
_SENTENCE_END: Final = (".", ":", ";", "!", "?")
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@frozen
class Word:
    """Signs without space between them, or the whole answer of a form field (`alone`)."""

    text: str
    box: Box
    bold: bool
    alone: bool


@frozen
class Line:
    """Words beside each other: one segment of a line of print.

    Attributes:
        text: The words with spaces.
        box: Around them.
        bold: Whether all of them are bold.
        first_word: Width of the first word.
        alone: Whether it is a line of an answer in a form field.
        words: The words, where they are known.
    """

    text: str
    box: Box
    bold: bool
    first_word: float
    alone: bool = False
    words: tuple[Word, ...] = ()

    @property
    def height(self) -> float:
        """Of the print, in points."""
        return self.box.y1 - self.box.y0


def print_lines(signs: Sequence[Sign]) -> list[Line]:
    """The segments of the lines that some signs make, from top to bottom and left to right."""
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda s: (s.box.middle[1], s.box.x0)):
        row = next((row for row in reversed(rows[-6:]) if _same_line(row, sign)), None)
        if row is None:
            rows.append([sign])
        else:
            row.append(sign)
    rows.sort(key=lambda row: median(sign.box.middle[1] for sign in row))
    return [line for row in rows for line in _segments(sorted(row, key=lambda s: s.box.x0))]


def _same_line(row: list[Sign], sign: Sign) -> bool:
    """Whether a sign overlaps a line by half its height or more."""
    last = row[-1].box
    if (last.y0, last.y1) == (sign.box.y0, sign.box.y1):
        return True  # as nearly every sign does
    top = median(s.box.y0 for s in row[-20:])
    bottom = median(s.box.y1 for s in row[-20:])
    overlap = min(bottom, sign.box.y1) - max(top, sign.box.y0)
    return overlap >= 0.5 * min(bottom - top, sign.box.y1 - sign.box.y0)


def _segments(row: list[Sign]) -> Iterator[Line]:
    """One line of print, parted where a column begins."""
    height = max(median(sign.box.y1 - sign.box.y0 for sign in row), 1.0)
    middle = median(sign.box.middle[1] for sign in row)
    words: list[Word] = []
    current: list[Sign] = []
    for sign in row:
        if current and _is_shadow(current[-1], sign):
            continue
        if current and _parts(current[-1], sign, height):
            words.append(_word(current, height, middle))
            current = []
        current.append(sign)
    if current:
        words.append(_word(current, height, middle))
    gaps = [height * _COLUMN_GAP, height * _NEXT_COLUMN_GAP]
    gaps[0] = max(gaps[0], _space_of_justified(words, height))
    found = _parted_at(words, gaps[0])
    # Where one column begins, another may begin after less space: the head of a narrow one.
    yield from map(_line, found if len(found) == 1 else _parted_at(words, gaps[1]))


def _parted_at(words: Sequence[Word], gap: float) -> list[list[Word]]:
    """Words in groups, parted where more than a gap is between two or where an answer of a field stands."""
    found: list[list[Word]] = []
    for word in words:
        before = found[-1][-1] if found else None
        if before is None or before.alone or word.alone or word.box.x0 - before.box.x1 > gap:
            found.append([])
        found[-1].append(word)
    return found


def _is_shadow(before: Sign, sign: Sign) -> bool:
    """Whether a sign is printed twice on the same spot, to look bold."""
    return before.text == sign.text and abs(before.box.x0 - sign.box.x0) < 0.2 * (
        before.box.x1 - before.box.x0
    )


def _parts(before: Sign, sign: Sign, height: float) -> bool:
    if _BOX_SIGNS & {before.text, sign.text} or before.alone or sign.alone or sign.spaced:
        return True
    # Where a capital follows a small letter two texts touch.
    touch = before.text[-1:].islower() and sign.text[:1].isupper()
    return sign.box.x0 - before.box.x1 > (_TOUCH if touch else _SPACE) * height


def _space_of_justified(words: Sequence[Word], height: float) -> float:
    """The widest space of a line whose spaces all are wide, so that it fills its width; else 0."""
    gaps = [word.box.x0 - before.box.x1 for before, word in pairwise(words)]
    few = len(gaps) < 3 or sum(word.text.isalpha() for word in words) < 0.6 * len(words)  # noqa: PLR2004  three spaces alike are no chance
    if few or min(gaps) < 2 * _SPACE * height or max(gaps) > _JUSTIFIED * min(gaps):
        return 0.0
    return max(gaps)


def _word(signs: list[Sign], height: float, middle: float) -> Word:
    text = "".join(_raised(sign, height, middle) for sign in signs)
    return Word(text, around([s.box for s in signs]), all(s.bold for s in signs), alone=signs[0].alone)


def _raised(sign: Sign, height: float, middle: float) -> str:
    """A sign, as a superscript when it is a small raised digit."""
    small = sign.box.y1 - sign.box.y0 < _RAISED * height
    if small and sign.text.isdecimal() and sign.box.middle[1] < middle:
        return sign.text.translate(_SUPERSCRIPTS)
    return sign.text


def _line(words: list[Word]) -> Line:
    return Line(
        without_leaders(ticks_to_tokens(" ".join(word.text for word in words))),
        around([word.box for word in words]),
        all(word.bold for word in words),
        words[0].box.x1 - words[0].box.x0,
        alone=words[0].alone,
        words=tuple(words),
    )


def parted(line: Line, columns: Sequence[tuple[float, float]]) -> list[Line]:
    """A segment in two where all words from one on stand in columns, and the word before it does not.

    Args:
        line: A segment.
        columns: From where to where the columns go that are known.
    """
    for number in range(len(line.words) - 1, 0, -1):
        box, before = line.words[number].box, line.words[number - 1].box
        within = [(start, end) for start, end in columns if start - _NEAR <= box.x0 and box.x1 <= end + _NEAR]
        if not within:
            break
        if _has_space_before(line, number) and before.x1 < min(start for start, _ in within):
            return [_line(list(line.words[:number])), _line(list(line.words[number:]))]
    return [line]


def parted_above(line: Line, starts: Sequence[float]) -> list[Line]:
    """A head of columns in parts, where figures below begin right under one of its words.

    Args:
        line: A segment.
        starts: Where the figures begin.
    """
    for number in range(1, len(line.words)):
        x = line.words[number].box.x0
        if any(abs(start - x) <= _NEAR for start in starts) and _has_space_before(line, number):
            rest = _line(list(line.words[number:]))
            return [_line(list(line.words[:number])), *parted_above(rest, starts)]
    return [line]


def _has_space_before(line: Line, number: int) -> bool:
    """Whether a little more than a usual space is before a word."""
    return line.words[number].box.x0 - line.words[number - 1].box.x1 > _SMALL_GAP * line.height


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around some."""
    return Box(
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )


def beside(before: Line, line: Line) -> bool:
    """Whether a line of print goes on to the right of another."""
    return line.box.x0 >= before.box.x1 and abs(line.box.middle[1] - before.box.middle[1]) < before.height / 2


def apart(before: Line, line: Line) -> bool:
    """Whether there is more space between two lines than within a paragraph."""
    return line.box.y0 - before.box.y0 > _NEW_PARAGRAPH * max(before.height, line.height)


def is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had no room on the line before."""
    if _STARTS_ITEM.match(line.text) or (
        _STARTS_DASH.match(line.text) and before.text.endswith(_SENTENCE_END)
    ):
        return False
    if before.alone or line.alone:
        return False
    return before.box.x1 + line.first_word + 0.3 * line.height > right - 1 or before.text.endswith("-")


def like(before: Line, line: Line) -> bool:
    """Whether two lines are printed in the same size."""
    return abs(before.height - line.height) < 0.15 * max(before.height, line.height)
