"""Tables whose number of columns depends on the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from poreport.render.word.ooxml import TBL, TC, TR, VAL, as_number, w
from poreport.render.word.structure import always_there
from poreport.render.word.tokens import Draft, Tag

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["repeat_columns"]

_GRID, _COLUMN, _WIDTH, _SPAN = w("tblGrid"), w("gridCol"), w("w"), w("gridSpan")

_MOST_COLUMNS = 63  # in a Word table


def repeat_columns(draft: Draft) -> None:
    """Let the list of columns repeat as the cells of the first row with `{%tc %}` do.

    A row within a `{%tr %}` is passed over, since its tags may name the variable of that loop.
    """
    for table in draft.root.iter(TBL):
        grid = table.find(_GRID)
        row = next((child for child in always_there(draft, table) if _repeats_cells(draft, child)), None)
        if grid is None or row is None:
            continue
        for column in list(grid):
            grid.remove(column)
        for child in row:
            token = draft.token_of(child)
            if isinstance(token, Tag):
                grid.append(draft.in_tree(attrs.evolve(token, node=grid)))
            elif child.tag == TC:
                _add_columns(grid, child)


def _repeats_cells(draft: Draft, row: _Element) -> bool:
    return row.tag == TR and any(isinstance(draft.token_of(child), Tag) for child in row)


def _add_columns(grid: _Element, cell: _Element) -> None:
    """The columns that a cell covers."""
    span = cell.find(f"{w('tcPr')}/{_SPAN}")
    count = 1 if span is None else min(max(as_number(span.get(VAL)), 1), _MOST_COLUMNS)
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    for _ in range(count):
        column = grid.makeelement(_COLUMN, {})
        if width is not None and width.get(w("type")) == "dxa":
            column.set(_WIDTH, str(as_number(width.get(_WIDTH)) // count))
        grid.append(column)
