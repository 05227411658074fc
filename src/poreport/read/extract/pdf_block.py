"""A row of a page: a line of print or a row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define

from poreport.read.extract.geometry import Box

if TYPE_CHECKING:
    from poreport.read.extract.pdf_columns import Grid

__all__ = ["CONTINUES", "Block"]

CONTINUES: Final = -1
"""The number of a table that goes on from the page before."""


@define
class Block:
    """One row: cells with their column and span, where it begins, and how it stands to the row above.

    Attributes:
        cells: (column, span, text).
        box: Around the row.
        table: Number of its table on the page; None for running text.
        gap: 1 where a paragraph begins.
        joins: Whether it continues the line above, which was full.
        bold: Whether all of it is bold.
        large: Whether its print is clearly larger than most.
        may_go_on: Whether it may be the rest of the row above, wrapped in its cell.
        margin: Whether it is printed at the edge of page after page.
        grid: The columns of its table, when that has no ruling lines.
    """

    cells: list[tuple[int, int, str]]
    box: Box
    table: int | None = None
    gap: int = 0
    joins: bool = False
    bold: bool = False
    large: bool = False
    may_go_on: bool = False
    margin: bool = False
    grid: Grid | None = None
