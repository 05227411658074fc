"""A column of sums that a form does not have: figures that only say again what the other columns say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from poreport.read.flow import Cell, Row
from poreport.read.form.distribution import Loose
from poreport.read.form.stream import squeeze

__all__ = ["sums_among"]

_HEADS: Final = frozenset(
    ("totalt", "totalsumma", "total", "summa", "tot", "sa", "totaltantal", "antaltotalt")
)
_LONGEST_TABLE: Final = 24
"""Rows above a figure in which the head of its column is looked for."""


def sums_among(loose: Sequence[Loose], rows: Sequence[Row]) -> Iterator[Loose]:
    """The heads and figures of columns of sums; a figure that is not the sum of its row is none of them.

    Args:
        loose: What belongs to no slot of the form.
        rows: The document.
    """
    right = {id(item) for item in loose if _is_sum(item, rows)}
    tables = {rows[item.row].table for item in loose if id(item) in right}
    for item in loose:
        if id(item) in right or (_is_head(item.text) and rows[item.row].table in tables):
            yield item


def _is_head(text: str) -> bool:
    return squeeze(text) in _HEADS


def _is_sum(item: Loose, rows: Sequence[Row]) -> bool:
    row = rows[item.row]
    own = next((cell for cell in reversed(row.cells) if cell.text.strip() == item.text), None)
    if own is None or not item.text.isdecimal() or not _head_of(own, item.row, rows):
        return False
    others = [int(cell.text) for cell in row.cells if cell is not own and cell.text.strip().isdecimal()]
    return len(others) > 1 and sum(others) == int(item.text)


def _head_of(own: Cell, number: int, rows: Sequence[Row]) -> bool:
    """Whether a column of sums is headed so in a row above, of the same table or of the one before it."""
    for row in reversed(rows[max(number - _LONGEST_TABLE, 0) : number]):
        for cell in row.cells:
            if cell.covers(own.column) and _is_head(cell.text):
                return len(row.cells) > 1
    return False
