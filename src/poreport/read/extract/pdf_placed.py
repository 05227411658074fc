"""Tables on a page as rows: those inside another stand in its rows, those side by side make rows together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve

from poreport.read.extract.geometry import Box, Sign
from poreport.read.extract.pdf_block import Block
from poreport.read.extract.pdf_lines import around
from poreport.read.extract.pdf_tables import Table, table_blocks

__all__ = ["placed_tables"]

_MOST_TABLES: Final = 500
"""More on one page are a drawing."""
_NEAR: Final = 3.0
_BESIDE: Final = 0.6
"""Share of the lower table's height that two tables must have in common to stand side by side."""


def placed_tables(tables: Sequence[Table], inside: Sequence[dict[int, list[Sign]]]) -> list[Block]:
    """The rows of the tables of a page; tables that belong together have the same number.

    Args:
        tables: The smallest first, so that a table comes before the one that it stands in.
        inside: For each table the signs in each of its cells.
    """
    number = list(range(len(tables)))
    if len(tables) > _MOST_TABLES:
        return [block for n, table in enumerate(tables) for block in table_blocks(table, inside[n], n)]
    offset = [0] * len(tables)
    for inner, table in enumerate(tables):
        outer = next((n for n in range(inner + 1, len(tables)) if _holds(tables[n], table)), None)
        if outer is not None:
            number[inner] = outer
            left = table.box.middle[0] if len(table.xs) == 2 else table.xs[0] + _NEAR  # noqa: PLR2004  one column
            offset[inner] = sum(x <= left for x in tables[outer].xs[1:-1])
    for inner in reversed(range(len(tables))):
        if number[inner] != inner:
            offset[inner] += offset[number[inner]]
            number[inner] = number[number[inner]]
    rows = [
        _moved(list(table_blocks(table, inside[n], number[n])), offset[n]) for n, table in enumerate(tables)
    ]
    found: list[Block] = []
    for band in _bands([n for n in range(len(tables)) if number[n] == n], tables):
        whole = [[*rows[n], *(b for m in range(n) if number[m] == n for b in rows[m])] for n in band]
        found += _together([sorted(blocks, key=lambda b: b.box.y0) for blocks in whole], band, tables)
    return found


def _holds(outer: Table, inner: Table) -> bool:
    one, other = outer.box, inner.box
    return (
        one.x0 - _NEAR <= other.x0
        and one.y0 - _NEAR <= other.y0
        and other.x1 <= one.x1 + _NEAR
        and other.y1 <= one.y1 + _NEAR
    )


def _moved(blocks: list[Block], columns: int) -> list[Block]:
    """Rows with their cells so many columns to the right."""
    if not columns:
        return blocks
    return [
        evolve(b, cells=[(column + columns, span, text) for column, span, text in b.cells]) for b in blocks
    ]


def _bands(numbers: Sequence[int], tables: Sequence[Table]) -> list[list[int]]:
    """Tables that stand side by side, from left to right."""
    bands: list[list[int]] = []
    for number in sorted(numbers, key=lambda n: (tables[n].box.y0, tables[n].box.x0)):
        last = bands[-1] if bands else []
        if last and all(_are_beside(tables[n].box, tables[number].box) for n in last):
            last.append(number)
        else:
            bands.append([number])
    return [sorted(band, key=lambda n: tables[n].box.x0) for band in bands]


def _are_beside(one: Box, other: Box) -> bool:
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    apart = one.x1 <= other.x0 + _NEAR or other.x1 <= one.x0 + _NEAR
    return apart and common >= _BESIDE * min(one.y1 - one.y0, other.y1 - other.y0)


def _together(parts: list[list[Block]], band: Sequence[int], tables: Sequence[Table]) -> list[Block]:
    """The rows of tables side by side: joined row by row where they are as many, else one table at a time."""
    if len(parts) == 1:
        return parts[0]
    if len({len(part) for part in parts}) > 1:
        return [evolve(block, table=band[0]) for part in parts for block in part]
    found = []
    for row in zip(*parts, strict=True):
        cells, columns = [], 0
        for block, number in zip(row, band, strict=True):
            cells += _moved([block], columns)[0].cells
            columns += len(tables[number].xs) - 1
        found.append(evolve(row[0], cells=cells, box=around([block.box for block in row]), table=band[0]))
    return found
