"""The paragraphs of an answer in Word as the small Markdown, whoever has formatted them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve, frozen

from poreport.markdown import Block, Run, from_blocks
from poreport.read.controls.lists import Item

__all__ = ["Paragraph", "Piece", "markdown", "plain"]

_STEP: Final = 360
"""Twips that a paragraph within a list stands further in for each level."""
_EMPTY_LINES: Final = re.compile(r"\n(?:[^\S\n]*\n)+")


@frozen
class Piece:
    """Text with one look; a line feed is a line break within the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


@frozen
class Paragraph:
    """The part of a paragraph that belongs to one answer.

    Attributes:
        pieces: Its text.
        item: How it is listed; None for an ordinary paragraph.
        indent: How far in it stands, in twips.
    """

    pieces: tuple[Piece, ...]
    item: Item | None = None
    indent: int = 0

    @property
    def text(self) -> str:
        """The text alone."""
        return "".join(piece.text for piece in self.pieces)


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """The text of a short answer: one line for each paragraph and line break that says something."""
    lines = (line.strip() for paragraph in paragraphs for line in paragraph.text.split("\n"))
    return "\n".join(line for line in lines if line)


def markdown(paragraphs: Sequence[Paragraph]) -> str:
    """The text of a long answer: paragraphs, lists, bold and italics."""
    return from_blocks(_without_empty_items(list(_blocks(paragraphs))))


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    numbers: dict[int, int] = {}  # the last number of each level of the list that is open
    depth = 0
    for paragraph in paragraphs:
        first, *more = list(_split(_runs(paragraph.pieces)))
        if paragraph.item is None:
            if not first:
                continue
            depth = min(depth, max(0, round(paragraph.indent / _STEP)))
            block = Block("stycke", depth, None, first)
        else:
            depth = paragraph.item.level
            block = _item(paragraph.item, numbers, first)
        numbers = {level: number for level, number in numbers.items() if level <= depth}
        yield block
        for runs in more:
            yield Block("stycke", depth, None, runs)


def _item(item: Item, numbers: dict[int, int], runs: tuple[Run, ...]) -> Block:
    """A list item; a number is stated where it does not follow from the one before."""
    if item.number is None:
        numbers.pop(item.level, None)
        return Block("punkt", item.level, None, runs)
    follows = not item.begins and numbers.get(item.level) == item.number - 1
    numbers[item.level] = item.number
    return Block("nummer", item.level, None if follows else item.number, runs)


def _without_empty_items(content: list[Block]) -> list[Block]:
    """An item without text is only there for the list within it."""
    kept: list[Block] = []
    for block in reversed(content):
        if block.runs or (kept and kept[-1].kind != "stycke" and kept[-1].level > block.level):
            kept.append(block)
    return kept[::-1]


# --- runs -------------------------------------------------------------------------------------------------


def _runs(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """Pieces as runs whose lines and emphasis neither begin nor end with a space."""
    given = [piece for piece in pieces if piece.text]
    if not any(piece.bold or piece.italic for piece in given):
        text = _tidy("".join(piece.text for piece in given))
        return (Run(text),) if text else ()
    signs = [(sign, piece.bold, piece.italic) for piece in given for sign in piece.text]
    bold = _trimmed([sign for sign, _, _ in signs], [on for _, on, _ in signs])
    italic = _trimmed([sign for sign, _, _ in signs], [on for _, _, on in signs])
    looks = zip((sign for sign, _, _ in signs), bold, italic, strict=True)
    runs = [
        Run("".join(sign for sign, _, _ in group), *look)
        for look, group in groupby(_tidy_signs(list(looks)), key=lambda sign: sign[1:])
    ]
    return tuple(runs)


def _trimmed(signs: list[str], on: list[bool]) -> list[bool]:
    """A look without the spaces at the ends of each stretch that has it: Markdown cannot express those."""
    flags = list(on)
    start = 0
    for look, group in groupby(on):
        end = start + len(list(group))
        if look:
            first, last = start, end
            while first < last and signs[first].isspace():
                first += 1
            while last > first and signs[last - 1].isspace():
                last -= 1
            flags[start:end] = [first <= index < last for index in range(start, end)]
        start = end
    return flags


def _tidy(text: str) -> str:
    """Text without spaces at the ends of its lines, and without empty lines first and last."""
    return "\n".join(line.strip() for line in text.split("\n")).strip("\n")


def _tidy_signs(signs: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """The same for signs with looks."""
    lines: list[list[tuple[str, bool, bool]]] = [[]]
    breaks: list[tuple[str, bool, bool]] = []
    for sign in signs:
        if sign[0] == "\n":
            breaks.append(sign)
            lines.append([])
        else:
            lines[-1].append(sign)
    written: list[tuple[str, bool, bool]] = []
    for number, line in enumerate(lines):
        bare = list(line)
        while bare and bare[-1][0].isspace():
            bare.pop()
        start = next((index for index, sign in enumerate(bare) if not sign[0].isspace()), 0)
        written += ([breaks[number - 1]] if number else []) + bare[start:]
    while written and written[0][0] == "\n":
        del written[0]
    while written and written[-1][0] == "\n":
        written.pop()
    return written


def _split(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Runs parted where a line is empty, since that begins a paragraph in Markdown."""
    text = "".join(run.text for run in runs)
    cuts = [(match.start(), match.end()) for match in _EMPTY_LINES.finditer(text)]
    start = 0
    for end, following in [*cuts, (len(text), len(text))]:
        yield _slice(runs, start, end)
        start = following


def _slice(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    found: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            found.append(evolve(run, text=text))
    return tuple(found)
