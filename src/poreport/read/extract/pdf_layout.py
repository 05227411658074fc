"""From what stands on a page to its rows: tables with ruling lines, columns without them, running text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median
from typing import Final

from poreport.read.extract.geometry import Page, Sign
from poreport.read.extract.pdf_block import Block
from poreport.read.extract.pdf_lines import Line, apart, around, beside, is_full, like, print_lines
from poreport.read.extract.pdf_tables import ruled_tables, table_blocks

__all__ = ["page_blocks", "running_blocks"]

_NEW_TABLE: Final = 1.6
"""Lines from a row to one that begins right of the first column, and so with heads of new columns."""
_FAR_IN: Final = 8
"""In line heights; a list within a list starts nearer to the margin."""
_LONGEST_GAP: Final = 3
_LARGE: Final = 1.15


def page_blocks(page: Page) -> list[Block]:
    """The rows of a page from top to bottom."""
    tables = ruled_tables(page.edges)
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
    found = [
        block for number, table in enumerate(tables) for block in table_blocks(table, inside[number], number)
    ]
    found += running_blocks(print_lines(outside), len(tables))
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
    return sorted(
        blocks, key=lambda b: (b.box.y0 if b.table is None else tops[b.table], b.table or -1, b.box.y0)
    )


def running_blocks(lines: Sequence[Line], first_table: int) -> list[Block]:
    """Lines outside tables; lines with columns become the rows of a table without ruling lines."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    right = _margin(rows)
    found: list[Block] = []
    at = 0
    while at < len(rows):
        end = _columns_end(rows, at)
        if end > at:
            found += _column_blocks(rows[at:end], first_table + at)
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


def _running_block(line: Line, before: Line | None, right: float) -> Block:
    gap = 1 if before is None or apart(before, line) else 0
    joins = not gap and before is not None and is_full(before, line, right) and like(before, line)
    return Block([(0, 1, line.text)], line.box, gap=gap, joins=joins, bold=line.bold)


def _columns_end(rows: list[list[Line]], start: int) -> int:
    """The row after the last one of a table without ruling lines that begins at a row."""
    if len(rows[start]) == 1:
        return start
    left = min(line.box.x0 for line in rows[start])
    end = start + 1
    while end < len(rows):
        before, row = rows[end - 1], rows[end]
        apart = row[0].box.y0 - before[0].box.y0
        height = max(before[0].height, row[0].height)
        heads = apart > _NEW_TABLE * height and row[0].box.x0 > left + height
        if apart > _LONGEST_GAP * height or heads:
            break
        labels = row[0].box.x1 < left and apart <= _NEW_TABLE * height
        if len(row) == 1 and not labels and not _fits(row[0], _columns(rows[start:end])):
            break
        left = min(left, row[0].box.x0)
        end += 1
    return end


def _fits(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a lone segment stands in one column of those above it."""
    covered = sum(start < line.box.x1 and end > line.box.x0 for start, end in columns)
    return covered == 1 and len(columns) > 1


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """From where to where each column goes; the first one up to the second, however long its texts are."""
    left = min(line.box.x0 for row in rows for line in row)
    first = [line for row in rows for line in row if line.box.x0 <= left + line.height]
    others = [line for row in rows for line in row if line.box.x0 > left + line.height]
    found: list[tuple[float, float]] = []
    for line in sorted(others, key=lambda line: line.box.x0):
        if found and line.box.x0 <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], line.box.x1))
        else:
            found.append((line.box.x0, line.box.x1))
    edge = found[0][0] - 1 if found else max(line.box.x1 for line in first)
    return [(left, min(edge, max((line.box.x1 for line in first), default=edge))), *found]


def _column_blocks(rows: list[list[Line]], table: int) -> list[Block]:
    """The rows of a table; where two segments of a row stand in one column, its columns are not known."""
    starts = [start for start, _ in _columns(rows)]
    found: list[Block] = []
    for row in rows:
        cells = [(max(bisect_left(starts, line.box.x0 + 1) - 1, 0), 1, line.text) for line in row]
        box = around([line.box for line in row])
        if len({column for column, _, _ in cells}) < len(cells):
            found.append(Block([(0, 1, "  ".join(line.text for line in row))], box))
        else:
            rest = bool(found) and len(cells) == 1 and cells[0][2][:1].islower()
            found.append(Block(cells, box, table=table, may_go_on=rest))
    return found
