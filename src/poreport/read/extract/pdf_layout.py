"""From what stands on a page to its rows: tables with ruling lines, columns without them, running text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from statistics import median
from typing import Final

from attrs import evolve, frozen

from poreport.read.extract.geometry import Page, Sign
from poreport.read.extract.pdf_block import CONTINUES, Block
from poreport.read.extract.pdf_columns import Grid, column_blocks, continued, grid_of, taken
from poreport.read.extract.pdf_lines import (
    Line,
    apart,
    beside,
    is_full,
    like,
    parted,
    parted_above,
    print_lines,
)
from poreport.read.extract.pdf_placed import placed_tables
from poreport.read.extract.pdf_tables import ruled_tables

__all__ = ["Laid", "laid_page", "page_blocks", "running_blocks"]

_LARGE: Final = 1.15
_LONGEST_MARK: Final = 6
_LONGEST_TABLE: Final = 12
"""Rows below the heads of a table that tell where its columns are."""
_FAR_IN: Final = 8
"""In line heights; a list within a list starts nearer to the margin."""


@frozen
class Laid:
    """A page with its print sorted: what stands in tables with ruling lines, and the lines outside them.

    Attributes:
        tables: The rows of the tables.
        count: How many tables there may be.
        lines: Segments of lines outside tables, from top to bottom and left to right.
        height: Of the page.
    """

    tables: list[Block]
    count: int
    lines: list[Line]
    height: float


def laid_page(page: Page) -> Laid:
    """Sort the print of a page."""
    tables = ruled_tables(page.edges, page.signs)
    inside: list[dict[int, list[Sign]]] = [{} for _ in tables]
    outside: list[Sign] = []
    for sign in page.signs:
        for number, table in enumerate(tables):
            cell = table.cell_at(*sign.box.middle)
            if cell is not None:
                inside[number].setdefault(cell, []).append(sign)
                break
        else:
            outside.append(sign)
    lines = print_lines(outside)
    return Laid(placed_tables(tables, inside), len(tables), lines, page.height)


def page_blocks(
    laid: Laid,
    margin_lines: Collection[int] = (),
    margin_tables: Collection[int] = (),
    above: Grid | None = None,
) -> list[Block]:
    """The rows of a page from top to bottom.

    Args:
        laid: The page.
        margin_lines: Indices of the lines that are printed on page after page, and so stand in no table.
        margin_tables: Numbers of the tables that are.
        above: The columns of the table without ruling lines that the page before ends with.
    """
    body = [line for number, line in enumerate(laid.lines) if number not in margin_lines]
    edges = [line for number, line in enumerate(laid.lines) if number in margin_lines]
    found = [evolve(block, margin=block.table in margin_tables) for block in laid.tables]
    if body and any(block.box.y0 < body[0].box.y0 and not block.margin for block in found):
        above = None
    found += running_blocks(body, laid.count, above)
    found += [evolve(b, margin=True) for b in running_blocks(edges, laid.count + len(body))]
    heights = [block.box.y1 - block.box.y0 for block in found if block.table is None]
    usual = median(heights) if heights else 0.0
    for block in found:
        block.large = block.table is None and (block.box.y1 - block.box.y0) > _LARGE * usual
    return _in_reading_order(found)


def _in_reading_order(blocks: list[Block]) -> list[Block]:
    """From top to bottom; the rows of a table stay together."""
    tops: dict[int, float] = {}
    for block in blocks:
        if block.table is not None:
            tops[block.table] = min(tops.get(block.table, block.box.y0), block.box.y0)
    # Sorting is stable: the rows of a table keep the order that they have.
    return sorted(blocks, key=lambda b: (b.box.y0 if b.table is None else tops[b.table], b.table or -1))


def running_blocks(lines: Sequence[Line], first_table: int, above: Grid | None = None) -> list[Block]:
    """Lines outside tables; lines with columns become the rows of a table without ruling lines.

    Args:
        lines: From top to bottom and left to right.
        first_table: A number from which on no table of the page has one.
        above: The columns of the table that the page before ends with.
    """
    rows = _side_by_side(lines)
    right = _margin(rows)
    found: list[Block] = []
    at = 0
    while at < len(rows):
        end, grid = _table_at(rows, at, above if at == 0 else None)
        if grid is not None:
            number = CONTINUES if at == 0 and above is not None and grid.rows > end else first_table + at
            found += column_blocks(rows[at:end], grid, number)
            at = end
        else:
            before = rows[at - 1] if at else None
            found.append(_running_block(rows[at][0], before[-1] if before else None, right))
            at += 1
    return found


def _margin(rows: Sequence[Sequence[Line]]) -> float:
    """How far to the right running text goes; what stands beside other text, or starts far in, is none."""
    alone = [row[0] for row in rows if len(row) == 1]
    left = min((line.box.x0 for line in alone), default=0.0)
    text = [line for line in alone if line.box.x0 <= left + _FAR_IN * line.height]
    return max((line.box.x1 for line in text), default=0.0)


def _side_by_side(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    found: list[list[Line]] = []
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if found and following and _is_between(found[-1], row, following):
            found[-1] = sorted([*found[-1], *row], key=lambda line: line.box.x0)
        else:
            found.append(row)
    return found


def _is_between(above: Sequence[Line], row: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a row holds the marks or figures of a row of a table whose label takes the lines around it."""
    around = [*above, *below]
    small = all(len(line.text) <= _LONGEST_MARK for line in row)
    label = len(above) == len(below) == 1 and abs(above[0].box.x0 - below[0].box.x0) < above[0].height
    overlaps = above[-1].box.y1 > row[0].box.y0 + 1 and row[0].box.y1 > below[0].box.y0 + 1
    aside = all(a.box.x1 < line.box.x0 or line.box.x1 < a.box.x0 for a in around for line in row)
    return small and label and overlaps and aside


def _table_at(rows: list[list[Line]], start: int, above: Grid | None) -> tuple[int, Grid | None]:
    """The row after the last one of a table without ruling lines that begins at a row, and its columns.

    A label that reaches nearly to a figure beside it is parted from it.
    """
    if len(rows[start]) == 1:
        return start, None
    rows[start] = _with_parted_heads(rows, start)
    grid = (continued(above, rows[start]) if above else None) or grid_of(rows[start])
    end = start + 1
    while end < len(rows):
        row = [*parted(rows[end][0], grid.columns_for(rows[end])), *rows[end][1:]]
        more = taken(grid, row)
        if more is None:
            break
        rows[end] = row
        grid = more
        end += 1
    return end, grid


def _with_parted_heads(rows: Sequence[Sequence[Line]], start: int) -> list[Line]:
    """A row with heads that nearly touch parted, by where the marks and figures below them begin."""
    below = [line for row in rows[start + 1 : start + _LONGEST_TABLE] for line in row[1:]]
    starts = [line.box.x0 for line in below if len(line.text) <= _LONGEST_MARK]
    return [part for line in rows[start] for part in parted_above(line, starts)]


def _running_block(line: Line, before: Line | None, right: float) -> Block:
    gap = 1 if before is None or apart(before, line) else 0
    joins = not gap and before is not None and is_full(before, line, right) and like(before, line)
    return Block([(0, 1, line.text)], line.box, gap=gap, joins=joins, bold=line.bold)
