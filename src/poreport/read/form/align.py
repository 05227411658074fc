"""Finding a form's printed labels in a document, in order, whatever has happened to it on the way.

Every label is looked for word by word; of all the places found, the best chain in printed order is kept,
where long labels weigh most. Labels that were not found so are then looked for between their neighbours
with some signs wrong, and at last by their words. What stands between the labels is the answers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from attrs import define, field

from poreport.read.form.anchors import Anchor, Line, anchors
from poreport.read.form.candidates import SHORT, Candidate, candidates, weight
from poreport.read.form.near import fill_gaps
from poreport.read.form.placed import Free, Placed
from poreport.read.form.stream import Stream

__all__ = ["Alignment", "Placed", "align", "exact_share"]

_OTHER_WORDS: Final = 0.9
_OTHER_NUMBER: Final = 0.5
_MISSING: Final = 0.5
"""How much a missing label speaks against an edition, of what it speaks for it when it stands there."""


@define
class Alignment:
    """A form laid over a document.

    Attributes:
        lines: The form's printed lines.
        stream: The document.
        placed: The labels found, in order.
        share: How much of the form was found, from 0 to 1.
        foreign: Whether the document is on an edition that is not known, and may ask other questions.
    """

    lines: Sequence[Line]
    stream: Stream
    placed: list[Placed]
    share: float = 0.0
    foreign: bool = False
    _by_slot: dict[tuple[int, int], Placed] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Index the labels by their slot."""
        self._by_slot = {(p.anchor.line, p.anchor.slot): p for p in self.placed}

    def place_of(self, line: int, slot: int) -> Placed | None:
        """Where a slot's label stands."""
        return self._by_slot.get((line, slot))

    @property
    def extent(self) -> tuple[int, int]:
        """The first and last row (inclusive) with a label."""
        first = self.stream.row_at(self.placed[0].start)
        return first, self.stream.row_at(self.placed[-1].end - 1)


def exact_share(wanted: Sequence[Anchor], text: str, seen: dict[str, float]) -> tuple[float, float]:
    """How much of a form stands word by word in a document, in any order; a quick measure.

    Returns:
        The share of its labels, and how much they say: of two editions that both fit, the one goes first that
        says what more of the document is.
    """
    total = found = 0.0
    for anchor in wanted:
        key = anchor.keys[0]
        if len(key) >= SHORT:
            total += weight(key)
            if key not in seen:
                seen[key] = _said(key, anchor.others, text)
            found += weight(key) * seen[key]
    return (found / total if total else 0.0), found - _MISSING * (total - found)


def _said(key: str, others: Sequence[str], text: str) -> float:
    """How much a label counts that stands word by word, in other words, or with another number."""
    if key in text:
        return 1.0
    if any(len(other) >= SHORT and other in text for other in others):
        return _OTHER_WORDS
    name = key.lstrip("0123456789")
    return _OTHER_NUMBER * (len(name) >= SHORT and name in text)


def align(
    lines: Sequence[Line], dokument: str, stream: Stream, masked: Sequence[tuple[int, int]] = ()
) -> Alignment:
    """Lay a form over a document.

    Args:
        lines: The form's printed lines.
        dokument: "redovisning" or "ansokan".
        stream: The document.
        masked: Parts of the stream that hold no labels, in order.
    """
    wanted = anchors(lines, dokument)
    free = Free(masked)
    placed = _best_chain(wanted, list(candidates(wanted, lines, stream, free)), stream, lines)
    placed = fill_gaps(wanted, placed, lines, stream, free)
    total = sum(weight(anchor.keys[0]) for anchor in wanted)
    found = sum(weight(p.anchor.keys[0]) for p in placed)
    return Alignment(lines, stream, placed, found / total if total else 0.0)


class _Prefix:
    """The best chain that ends with a label before a given one (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._best = [(0.0, -1)] * (size + 1)

    def add(self, index: int, value: tuple[float, int]) -> None:
        index += 1
        while index < len(self._best):
            self._best[index] = max(self._best[index], value)
            index += index & -index

    def before(self, index: int) -> tuple[float, int]:
        best = (0.0, -1)
        while index:
            best = max(best, self._best[index])
            index -= index & -index
        return best


def _best_chain(
    wanted: Sequence[Anchor], found: list[Candidate], stream: Stream, lines: Sequence[Line]
) -> list[Placed]:
    """The chain of places in printed order that weighs most."""
    found.sort(key=lambda c: (c.start, c.index))
    by_end = sorted(range(len(found)), key=lambda n: found[n].end)
    rows = [stream.row_at(c.start) for c in found]
    own: list[list[int]] = [[] for _ in wanted]
    own_starts: list[list[int]] = [[] for _ in wanted]
    score: list[float] = []
    back: list[int] = []
    prefix, entered = _Prefix(len(wanted)), 0
    for number, c in enumerate(found):
        while entered < len(by_end) and found[by_end[entered]].end <= c.start:
            ended = by_end[entered]
            prefix.add(found[ended].index, (score[ended], ended))
            entered += 1
        best, before = prefix.before(c.index)
        if c.index:
            for other in _just_before(own[c.index - 1], own_starts[c.index - 1], c.start):
                if found[other].end <= c.start:
                    value = score[other] + _neighbours(wanted, lines, c.index, rows[number] - rows[other])
                    if value > best:
                        best, before = value, other
        score.append(best + c.weight)
        back.append(before)
        own[c.index].append(number)
        own_starts[c.index].append(c.start)
    chain: list[Placed] = []
    at = max(range(len(found)), key=score.__getitem__, default=-1)
    while at >= 0:
        c = found[at]
        chain.append(Placed(wanted[c.index], c.start, c.end, reworded=c.reworded))
        at = back[at]
    return chain[::-1]


def _just_before(own: list[int], starts: list[int], start: int) -> list[int]:
    """The last few places of a label before a sign."""
    at = bisect_left(starts, start)
    return own[max(at - 3, 0) : at]


def _neighbours(wanted: Sequence[Anchor], lines: Sequence[Line], index: int, apart: int) -> float:
    """How well the distance in rows between two labels in turn fits the form."""
    this, before = wanted[index], wanted[index - 1]
    if this.line == before.line:
        return 8.0 if apart == 0 else 1.0 if apart == 1 else 0.0
    same_table = lines[this.line].table is not None and lines[this.line].table == lines[before.line].table
    if same_table and this.line - before.line == 1:
        return 6.0 if apart == 1 else 2.0 if 0 < apart <= 3 else 0.0  # noqa: PLR2004  a footnote may stand between
    return 0.0
