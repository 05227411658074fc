"""Every place where a printed label may stand in a document, and how much the place speaks for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from poreport.read.form.anchors import Anchor, Line
from poreport.read.form.placed import Free
from poreport.read.form.stream import Stream, find_nearly

__all__ = ["SHORT", "Candidate", "candidates", "weight"]

SHORT: Final = 8
"""A label with fewer letters is only looked for where a cell or line begins."""
_SHORTEST_INSIDE: Final = 5
_GLUED: Final = 25
"""A label with at least this many letters may touch the words around it."""
_MOST_WEIGHT: Final = 60
_FEW_WRONG: Final = 0.1
_LONGEST_TEXT: Final = 60_000
"""Letters in a document in which a label is looked for with signs wrong from beginning to end."""
_LONG: Final = 15
"""A wording with more letters than this may be the beginning of a longer question."""
_REST: Final = re.compile(r",?\s+[a-zåäö(][^.:?\n]{1,120}(?:[?:](?=\s|$)|\.\s*(?=\n|$))")
_NUMBERED: Final = re.compile(r"([0-9]{1,2})([^0-9].*)")
_LONGEST_NUMBER: Final = 2
_NO_WORD: Final = re.compile(r"[\W\d_]*")
_WITH_SLASH: Final = re.compile(r"[^\s/]{1,30}/$")
_SLASH_WITH: Final = re.compile(r"/[^\s/:.,?]{1,30}")
_MOST_PLACES: Final = 300
"""Of one label in one document; the form with the most has it a hundred times."""


@frozen
class Candidate:
    """A place for a label.

    Attributes:
        start: Its first sign in the stream.
        end: One past its last sign.
        index: Which of the labels it is for.
        weight: How much it speaks for the label.
        reworded: Whether the label stands there in other words than any known edition has.
    """

    start: int
    end: int
    index: int
    weight: float
    reworded: bool = False


def weight(key: str) -> int:
    """How much a label tells: its length, within limits."""
    return min(len(key), _MOST_WEIGHT)


def candidates(
    wanted: Sequence[Anchor], lines: Sequence[Line], stream: Stream, free: Free
) -> Iterator[Candidate]:
    """The places of all labels.

    Args:
        wanted: The labels in printed order.
        lines: The form's lines.
        stream: The document.
        free: Where labels may stand.
    """
    places: dict[tuple[str, bool], list[tuple[int, float]]] = {}
    asked = Counter(anchor.keys for anchor in wanted)
    wordings: dict[tuple[str, ...], list[str]] = {}
    for index, anchor in enumerate(wanted):
        line = lines[anchor.line]
        column = line.slots[anchor.slot].column
        whole = line.kind == "header"
        numbered = line.kind == "heading" and _NUMBERED.fullmatch(anchor.keys[0]) is not None
        others = () if numbered else anchor.others
        for key in (*anchor.keys, *others):
            if (key, whole) not in places:
                places[key, whole] = list(islice(_places(key, stream, free, whole=whole), _MOST_PLACES))
        if anchor.keys not in wordings:
            found = {key: len(places[key, whole]) for key in (*anchor.keys, *others)}
            wordings[anchor.keys] = _written(anchor.keys, others, found, asked[anchor.keys], stream)
        for number, key in enumerate(wordings[anchor.keys]):
            other = key not in anchor.keys
            for start, value in places[key, whole]:
                if other and not _opens_line(stream, start):
                    continue
                same_column = line.table is not None and stream.spot_at(start).cell.column == column
                first, end = _whole_words(stream, start, start + len(key))
                if other and len(key) > _LONG:
                    end = _end_of_question(stream, end)
                yield Candidate(first, end, index, value + 2 * same_column - 0.5 * (number > 0), other)
        if numbered:
            yield from _headings(anchor, index, stream, free)


def _headings(anchor: Anchor, index: int, stream: Stream, free: Free) -> Iterator[Candidate]:
    """Where a numbered heading stands with another number, without one, or in other words with one."""
    number, name = (
        anchor.keys[0][: -len(anchor.keys[0].lstrip("0123456789"))],
        anchor.keys[0].lstrip("0123456789"),
    )
    for start, end, written in _at_line_start(name, stream, free):
        if written != number:
            yield Candidate(start, end, index, weight(anchor.keys[0]) - 1)
    for other in anchor.others:
        for start, end, written in _at_line_start(other, stream, free):
            if written:
                yield Candidate(start, end, index, weight(other) - 1, reworded=True)


def _at_line_start(name: str, stream: Stream, free: Free) -> Iterator[tuple[int, int, str]]:
    """Where a line begins with a name or with a number and the name: first, one past the last, number."""
    at = stream.text.find(name)
    while at >= 0:
        start, first = at, stream.spot_at(at).start
        while at - start < _LONGEST_NUMBER and start > first and stream.text[start - 1].isdecimal():
            start -= 1
        end = at + len(name)
        if stream.begins_line(start) and stream.is_loose(start, end) and free(start, end):
            yield start, end, stream.text[start:at]
        at = stream.text.find(name, at + 1)


def _written(
    keys: Sequence[str], others: Sequence[str], found: Mapping[str, int], asked: int, stream: Stream
) -> list[str]:
    """The wordings of a label to look for: those of the editions, and others where they do not stand.

    Args:
        keys: How the editions write it.
        others: How an edition that is not known may write it.
        found: How many times each wording stands in the document.
        asked: How many times the form has the label.
        stream: The document.
    """
    written = [key for key in keys if found[key]]
    # "Kontaktperson för redovisningen" goes before "Kontaktperson".
    longer = [other for other in others if any(key in other for key in keys)]
    if sum(found[key] for key in written) >= asked or not any(found[other] for other in others):
        return written + longer
    if written:
        # The rest may be spelt wrongly, and is then in no other words ("Telefon (inkl. riktnumer)").
        shorter = {other for other in others if any(key.startswith(other) for key in keys)}
        return written + [other for other in others if other not in shorter]
    return longer if any(_stands_nearly(key, stream) for key in keys) else list(others)


def _stands_nearly(key: str, stream: Stream) -> bool:
    """Whether a long label stands in a document with a few signs wrong, as when a mark stands within it."""
    if len(key) < _LONG or len(stream) > _LONGEST_TEXT:
        return False
    match = find_nearly(key, stream.text, 0, len(stream))
    return match is not None and match[2] <= _FEW_WRONG * len(key)


def _whole_words(stream: Stream, start: int, end: int) -> tuple[int, int]:
    """A place with the words that a slash joins to it ("Arbete/sysselsättning")."""
    spot = stream.spot_at(start)
    text = spot.cell.text
    before = _WITH_SLASH.search(text, 0, stream.offset(start))
    while before and start > spot.start and stream.offset(start - 1) >= before.start():
        start -= 1
    spot = stream.spot_at(end - 1)
    after = _SLASH_WITH.match(spot.cell.text, stream.offset(end - 1) + 1)
    while after and end < spot.end and stream.offset(end) < after.end():
        end += 1
    return start, end


def _opens_line(stream: Stream, start: int) -> bool:
    """Whether only a number or a bullet stands before a place on its line."""
    before = stream.spot_at(start).cell.text[: stream.offset(start)]
    return _NO_WORD.fullmatch(before.rpartition("\n")[2]) is not None


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
    short = len(key) < SHORT
    at = text.find(key)
    while at >= 0:
        end = at + len(key)
        begins = stream.begins_line(at)
        loose = stream.is_loose(at, end)
        spot = stream.spot_at(at)
        fills = spot.start == at and spot.end == end
        if whole and short:
            fits = fills and spot.cell.text.strip(" *_:.").lower() == spot.cell.text.strip(" *_:.☒☐").lower()
        else:
            # Where columns are lost labels stand beside each other on a line; in a cell a colon tells them.
            apart = not stream.has_columns or stream.after(end).startswith(":")
            inside = loose and len(key) >= _SHORTEST_INSIDE and apart
            fits = (begins and loose) or inside if short else (loose or len(key) >= _GLUED)
        if fits and free(at, end):
            yield at, weight(key) + 3 * begins + 2 * fills
        at = text.find(key, at + 1)
