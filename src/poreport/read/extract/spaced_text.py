"""Text whose columns are made with spaces, as when a PDF is copied with its layout kept."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from attrs import evolve

from poreport.model import Position
from poreport.read.extract.geometry import Box
from poreport.read.extract.pdf_layout import running_blocks
from poreport.read.extract.pdf_lines import Line
from poreport.read.flow import Cell, Row

__all__ = ["rows_of_spaced_text", "with_tabs"]

_SEGMENT: Final = re.compile(r"\S+(?: \S+)*")
_GAP: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_INDENT: Final = re.compile(r" {2,}(?=\S)")
_ENDS_IN_FIGURE: Final = re.compile(r"\n[ ]*(\d{1,3})\s*\Z")
_FEWEST_PAGES: Final = 2
_FEWEST_LINES: Final = 10
_SAME_GAP: Final = 0.6
"""Share of the lines whose first gap is as wide as in the others, when a gap only parts columns."""
_WIDTH: Final = 6.0
_HEIGHT: Final = 12.0
"""A sign in points, as if every sign were as wide."""


def with_tabs(text: str) -> str | None:
    """A text whose columns are parted by the same number of spaces everywhere, with tabs instead.

    Such columns do not stand below each other. A gap of twice the width parts an empty column; what stands
    after a gap of another width cannot be told to stand in a certain column, and stays in its cell.

    Returns:
        The text, or None where the gaps are of all widths, as they are when the columns are aligned.
    """
    first = [gap for line in text.split("\n") if (gap := _GAP.search(line))]
    widths = Counter(len(gap[0]) for gap in first)
    if len(first) < _FEWEST_LINES or widths.most_common(1)[0][1] < _SAME_GAP * len(first):
        return None
    width = widths.most_common(1)[0][0]

    def tabs(gap: re.Match[str]) -> str:
        return "\t" * (len(gap[0]) // width) if len(gap[0]) % width == 0 else gap[0]

    lines = []
    for line in text.split("\n"):
        parted = _GAP.sub(tabs, line)
        indent = _INDENT.match(parted)
        if indent and "\t" in parted:
            parted = (tabs(indent).strip(" ") or "\t") + parted[indent.end() :]
        lines.append(parted)
    return "\n".join(lines)


def rows_of_spaced_text(text: str, fil: str) -> tuple[Row, ...]:
    """The rows of a text, with the columns that the places of its words make."""
    rows: list[Row] = []
    first = 1
    tables = 0
    for number, page in enumerate(_unnumbered(text.split("\f"))):
        blocks = running_blocks(_segments(page), tables)
        tables += page.count("\n") + 1
        for order, block in enumerate(blocks):
            cells = tuple(Cell(cell, column, span) for column, span, cell in block.cells)
            place = Position(fil, first + int(block.box.y0 / _HEIGHT))
            new_page = order == 0 and number > 0
            joins = block.joins and order > 0
            row = Row(cells, place, table=block.table, gap=block.gap, new_page=new_page, joins=joins)
            rows.append(evolve(row, may_go_on=block.may_go_on))
        first += page.count("\n")
    return tuple(rows)


def _unnumbered(pages: list[str]) -> list[str]:
    """Pages without the figure that ends each of them and counts the pages."""
    ends = [_ENDS_IN_FIGURE.search(page) for page in pages]
    first = {int(end[1]) - number for number, end in enumerate(ends) if end}
    if len(first) != 1 or sum(end is not None for end in ends) < _FEWEST_PAGES:
        return pages
    return [
        page[: end.start()] + "\n" * end[0].count("\n") if end else page
        for page, end in zip(pages, ends, strict=True)
    ]


def _segments(page: str) -> list[Line]:
    """The words of each line, parted where there is more than one space."""
    found = []
    for number, line in enumerate(page.split("\n")):
        for match in _SEGMENT.finditer(line):
            top = number * _HEIGHT
            box = Box(match.start() * _WIDTH, top, match.end() * _WIDTH, top + _HEIGHT)
            found.append(Line(match[0], box, bold=False, first_word=len(match[0].split()[0]) * _WIDTH))
    return found
