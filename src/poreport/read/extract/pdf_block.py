"""A row of a page: a line of print or a row of a table."""

from __future__ import annotations

from attrs import define

from poreport.read.extract.geometry import Box

__all__ = ["Block"]


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
    """

    cells: list[tuple[int, int, str]]
    box: Box
    table: int | None = None
    gap: int = 0
    joins: bool = False
    bold: bool = False
    large: bool = False
    may_go_on: bool = False
