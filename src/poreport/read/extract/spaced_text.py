"""Text whose columns are made with spaces, as when a PDF is copied with its layout kept."""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve

from poreport.model import Position
from poreport.read.extract.geometry import Box
from poreport.read.extract.pdf_layout import running_blocks
from poreport.read.extract.pdf_lines import Line
from poreport.read.flow import Cell, Row

__all__ = ["rows_of_spaced_text"]

_SEGMENT: Final = re.compile(r"\S+(?: \S+)*")
_WIDTH: Final = 6.0
_HEIGHT: Final = 12.0
"""A sign in points, as if every sign were as wide."""


def rows_of_spaced_text(text: str, fil: str) -> tuple[Row, ...]:
    """The rows of a text, with the columns that the places of its words make."""
    rows: list[Row] = []
    first = 1
    tables = 0
    for number, page in enumerate(text.split("\f")):
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


def _segments(page: str) -> list[Line]:
    """The words of each line, parted where there is more than one space."""
    found = []
    for number, line in enumerate(page.split("\n")):
        for match in _SEGMENT.finditer(line):
            top = number * _HEIGHT
            box = Box(match.start() * _WIDTH, top, match.end() * _WIDTH, top + _HEIGHT)
            found.append(Line(match[0], box, bold=False, first_word=len(match[0].split()[0]) * _WIDTH))
    return found
