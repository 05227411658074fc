"""Finding a form's printed labels in a document, in order, whatever has happened to it on the way.

Every label is looked for word by word; of all the places found, the best chain in printed order is kept,
where long labels weigh most. Labels that were not found so are then looked for between their neighbours
with some signs wrong, and at last by their words. What stands between the labels is the answers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from poreport.read.form.anchors import Anchor, Line, anchors
from poreport.read.form.near import fill_gaps
from poreport.read.form.placed import Free, Placed
from poreport.read.form.stream import Stream, find_nearly

__all__ = ["Alignment", "Placed", "align", "exact_share"]

_SHORT: Final = 8
"""A label with fewer letters is only looked for where a cell or line begins."""
_SHORTEST_INSIDE: Final = 5
_GLUED: Final = 25
"""A label with at least this many letters may touch the words around it."""
_MOST_WEIGHT: Final = 60
_MOST_PLACES: Final = 200
_OTHER_WORDS: Final = 0.9
"""What a label in other words, or with another number, counts of one that stands word by word."""
_MORE: Final = 2e-5
_FEW_WRONG: Final = 0.1
_LONG: Final = 15
"""A wording with more letters than this may be the beginning of a longer question."""
_REST: Final = re.compile(r",?\s+[a-zåäö(][^.:?\n]{1,120}(?:[?:](?=\s|$)|\.\s*(?=\n|$))")
_NUMBERED: Final = re.compile(r"([0-9]{1,2})([^0-9].*)")
_LONGEST_NUMBER: Final = 2


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


def weight(key: str) -> int:
    """How much a label tells: its length, within limits."""
    return min(len(key), _MOST_WEIGHT)


def exact_share(wanted: Sequence[Anchor], text: str, seen: dict[str, float]) -> float:
    """How much of a form stands word by word in a document, in any order; a quick measure."""
    total = found = 0.0
    for anchor in wanted:
        key = anchor.keys[0]
        if len(key) >= _SHORT:
            total += weight(key)
            if key not in seen:
                seen[key] = key in text or any(
                    len(other) >= _SHORT and other in text for other in anchor.others
                )
            found += weight(key) * seen[key]
    # Of two editions that both fit, the one that says what more of the document is goes first.
    return found / total + _MORE * found if total else 0.0


def _any_in(keys: Sequence[str], text: str) -> bool:
    return any(len(key) >= _SHORT and key in text for key in keys)


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
    placed = _best_chain(wanted, list(_candidates(wanted, lines, stream, free)), stream, lines)
    placed = fill_gaps(wanted, placed, lines, stream, free)
    total = sum(weight(anchor.keys[0]) for anchor in wanted)
    found = sum(weight(p.anchor.keys[0]) for p in placed)
    return Alignment(lines, stream, placed, found / total if total else 0.0)


@frozen
class _Candidate:
    start: int
    end: int
    index: int
    weight: float
    reworded: bool = False


def _candidates(
    wanted: Sequence[Anchor], lines: Sequence[Line], stream: Stream, free: Free
) -> Iterator[_Candidate]:
    places: dict[tuple[str, bool], list[tuple[int, float]]] = {}
    asked = Counter(anchor.keys for anchor in wanted)
    for index, anchor in enumerate(wanted):
        line = lines[anchor.line]
        column = line.slots[anchor.slot].column
        whole = line.kind == "header"
        for key in (*anchor.keys, *anchor.others):
            if (key, whole) not in places:
                places[key, whole] = list(_places(key, stream, free, whole=whole))
        found = {key: len(places[key, whole]) for key in (*anchor.keys, *anchor.others)}
        written = _written(anchor, found, asked[anchor.keys], stream, heading=line.kind == "heading")
        for number, key in enumerate(written):
            for start, value in places[key, whole]:
                same_column = line.table is not None and stream.spot_at(start).cell.column == column
                end = start + len(key)
                other = key not in anchor.keys
                if other and len(key) > _LONG:
                    end = _end_of_question(stream, end)
                yield _Candidate(start, end, index, value + 2 * same_column - 0.5 * (number > 0), other)
        if line.kind == "heading":
            yield from (
                _Candidate(start, end, index, weight(key) - 1)
                for key in (anchor.keys[0], *anchor.others)
                for start, end in _renumbered(key, stream, free)
            )


def _written(
    anchor: Anchor, found: Mapping[str, int], asked: int, stream: Stream, *, heading: bool
) -> list[str]:
    """The wordings of a label to look for: those of the editions, and others where they do not stand.

    Args:
        anchor: The label.
        found: How many times each wording stands in the document.
        asked: How many times the form has the label.
        stream: The document.
        heading: Whether it is a heading.
    """
    written = [key for key in anchor.keys if found[key]]
    # "Kontaktperson för redovisningen" goes before "Kontaktperson".
    longer = [other for other in anchor.others if other.startswith(anchor.keys)]
    if sum(found[key] for key in written) >= asked or not any(found[other] for other in anchor.others):
        return written + longer
    if written:
        # The rest may be spelt wrongly, and is then in no other words ("Telefon (inkl. riktnumer)").
        shorter = {other for other in anchor.others if any(key.startswith(other) for key in anchor.keys)}
        return written + [other for other in anchor.others if other not in shorter]
    if not heading and any(_stands_nearly(key, stream) for key in anchor.keys):
        return longer
    return list(anchor.others)


def _stands_nearly(key: str, stream: Stream) -> bool:
    """Whether a long label stands in a document with a few signs wrong, as when a mark stands within it."""
    if len(key) < _LONG:
        return False
    match = find_nearly(key, stream.text, 0, len(stream))
    return match is not None and match[2] <= _FEW_WRONG * len(key)


def _end_of_question(stream: Stream, end: int) -> int:
    """Where a question ends that goes on after the words that were looked for."""
    spot = stream.spot_at(end - 1)
    rest = _REST.match(spot.cell.text, stream.offset(end - 1) + 1)
    in_table = stream.rows[spot.row].table is not None
    if rest is None or (in_table and rest[0].rstrip().endswith(".")):
        return end
    while end < spot.end and stream.offset(end) < rest.end():
        end += 1
    return end


def _places(key: str, stream: Stream, free: Free, *, whole: bool) -> Iterator[tuple[int, float]]:
    """Where a label stands word by word, and how much the place speaks for it."""
    text = stream.text
    short = len(key) < _SHORT
    at, count = text.find(key), 0
    while at >= 0 and count < _MOST_PLACES:
        end = at + len(key)
        begins = stream.begins_line(at)
        loose = stream.is_loose(at, end)
        spot = stream.spot_at(at)
        fills = spot.start == at and spot.end == end
        if whole and short:
            fits = fills and spot.cell.text.strip(" *_:.").lower() == spot.cell.text.strip(" *_:.☒☐").lower()
        else:
            # In a document that has lost its columns labels stand beside each other on a line.
            inside = loose and len(key) >= _SHORTEST_INSIDE and not stream.has_columns
            fits = (begins and loose) or inside if short else (loose or len(key) >= _GLUED)
        if fits and free(at, end):
            count += 1
            yield at, weight(key) + 3 * begins + 2 * fills
        at = text.find(key, at + 1)


def _renumbered(key: str, stream: Stream, free: Free) -> Iterator[tuple[int, int]]:
    """Where a heading stands with another number before it, or with none."""
    match = _NUMBERED.fullmatch(key)
    if match is None:
        return
    name = match[2]
    at = stream.text.find(name)
    while at >= 0:
        start, first = at, stream.spot_at(at).start
        while at - start < _LONGEST_NUMBER and start > first and stream.text[start - 1].isdecimal():
            start -= 1
        end = at + len(name)
        number = stream.text[start:at]
        if (
            number != match[1]
            and stream.begins_line(start)
            and stream.is_loose(start, end)
            and free(start, end)
        ):
            yield start, end
        at = stream.text.find(name, at + 1)


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
    wanted: Sequence[Anchor], found: list[_Candidate], stream: Stream, lines: Sequence[Line]
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
