"""Labels that a document words or spells in another way, found between their neighbours.

First with some signs wrong (spelling, another county's name), then by their words (a rewritten question).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from attrs import frozen

from poreport.read.form.anchors import Anchor, Line
from poreport.read.form.placed import Free, Placed
from poreport.read.form.stream import Stream, find_nearly

__all__ = ["fill_gaps"]

_SHORTEST: Final = 8
"""A label with fewer letters is not looked for with signs wrong."""
_WRONG: Final = 0.25
"""Share of the signs of a label that may be wrong where a line begins."""
_WRONG_INSIDE: Final = 0.12
_LONGEST_ENDING: Final = 4
_SAME_WORDS: Final = 0.6
_FEWEST_WORDS: Final = 5
_LONGEST_GAP: Final = 20_000
_SENTENCE: Final = re.compile(r"[.:?](?=\s|$)|\n")
_WORDS: Final = re.compile(r"\w+")


def fill_gaps(
    wanted: Sequence[Anchor], placed: list[Placed], lines: Sequence[Line], stream: Stream, free: Free
) -> list[Placed]:
    """The labels found, with the missing ones that stand between them; the longest are looked for first."""
    search = _Search(lines, stream, free)
    have = {(p.anchor.line, p.anchor.slot): p for p in placed}
    found = list(placed)
    start, missing = 0, []
    for anchor in wanted:
        p = have.get((anchor.line, anchor.slot))
        if p is None:
            missing.append(anchor)
            continue
        found += search.between(missing, start, p.start)
        start, missing = p.end, []
    if placed:
        found += search.between(missing, start, len(stream))
    return sorted(found, key=lambda p: p.start)


@frozen
class _Search:
    lines: Sequence[Line]
    stream: Stream
    free: Free

    def between(self, labels: Sequence[Anchor], start: int, end: int) -> Iterator[Placed]:
        """Those of some labels in turn that stand in a part of the stream."""
        if end - start > _LONGEST_GAP:
            return
        for anchor in sorted(labels, key=lambda a: -len(a.keys[0])):
            if len(anchor.keys[0]) < _SHORTEST or end - start < len(anchor.keys[0]) // 2:
                continue
            found = self._spelt(anchor, start, end) or self._worded(anchor, start, end)
            if found:
                at = labels.index(anchor)
                yield found
                yield from self.between(labels[:at], start, found.start)
                yield from self.between(labels[at + 1 :], found.end, end)
                return

    def _spelt(self, anchor: Anchor, start: int, end: int) -> Placed | None:
        """A label with some signs wrong."""
        for key in anchor.keys:
            match = find_nearly(key, self.stream.text, start, end)
            if match is None:
                continue
            first, stop, wrong = match
            allowed = _WRONG if self.stream.begins_line(first) else _WRONG_INSIDE
            if stop > first and wrong <= allowed * len(key) and self.free(first, stop):
                return Placed(anchor, first, self._end_of_word(stop, end), exact=False)
        return None

    def _end_of_word(self, stop: int, end: int) -> int:
        """Where the word ends that a label ends in ("myndighet" in "myndigheter").

        A capital letter after a small one begins another text, which touches the label.
        """
        if stop < end and self.stream.is_capital(stop) and not self.stream.is_capital(stop - 1):
            return stop
        for at in range(stop, min(stop + _LONGEST_ENDING, end) + 1):
            if self.stream.spot_at(at - 1).end == at or self.stream.after(at):
                return at
        return stop

    def _worded(self, anchor: Anchor, start: int, end: int) -> Placed | None:
        """A label whose sentence was rewritten: a line whose first sentences have most of its words."""
        words = _WORDS.findall(self.lines[anchor.line].slots[anchor.slot].label.lower())
        if len(words) < _FEWEST_WORDS:
            return None
        best, place = _SAME_WORDS, (0, 0)
        for first in self.stream.line_starts(start, end):
            spot, offset = self.stream.spot_at(first), self.stream.offset(first)
            for mark in _SENTENCE.finditer(spot.cell.text + "\n", offset):
                others = _WORDS.findall(spot.cell.text[offset : mark.start()].lower())
                if len(others) > 2 * len(words) + _FEWEST_WORDS:
                    break
                alike = SequenceMatcher(None, words, others, autojunk=False).ratio()
                if alike > best:
                    stop = sum(self.stream.offset(i) < mark.start() for i in range(first, spot.end))
                    best, place = alike, (first, min(first + stop, end))
        if place[1] > place[0] and self.free(*place):
            return Placed(anchor, *place, exact=False, reworded=True)
        return None
