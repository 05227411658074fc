"""Tables without ruling lines: which rows of print make one, and which columns it has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import evolve, frozen

from poreport.read.extract.pdf_block import Block
from poreport.read.extract.pdf_lines import Line, around
from poreport.read.flow import TICKED, UNTICKED

__all__ = ["Grid", "column_blocks", "continued", "grid_of", "taken"]

_NEW_TABLE: Final = 1.6
"""Lines from a row to one that begins right of the first column, and so with heads of new columns."""
_LONGEST_GAP: Final = 3
_LONGEST_GAP_IN_COLUMNS: Final = 6
"""Lines between two rows of a table; more where everything in the next stands in the columns of the first."""
_NEXT_LINE: Final = 1.4
_HEAD: Final = re.compile(r"(?=.*[^\W\d_]{2}).{2,}", re.DOTALL)
_FIGURE: Final = re.compile(rf"[\d\s.,]+|[xX{TICKED}{UNTICKED}\s]+")
_FEWEST_APART: Final = 2
_HAS_DIGIT: Final = re.compile(r"\d")
_MOST_HEAD_ROWS: Final = 6
_SAME_START: Final = 1.5
"""Points between the beginnings of two lines of one cell."""

Row: TypeAlias = Sequence[Line]


@frozen
class Grid:
    """The columns of a table that is read row by row.

    Attributes:
        left: Where the first column begins.
        columns: From where to where the others go.
        rows: How many rows were taken.
        last: The last one.
        only_heads: Whether none of the rows had anything but words in it.
    """

    left: float
    columns: tuple[tuple[float, float], ...]
    rows: int
    last: Row
    only_heads: bool

    def columns_for(self, row: Row) -> tuple[tuple[float, float], ...]:
        """The columns where figures of a row may stand; the first is one of them below heads alone."""
        if self.only_heads and row[0].box.x0 < self.left - row[0].height:
            return ((self.left, max(_first_end(self), self.left + 1)), *self.columns)
        return self.columns

    def is_first(self, line: Line) -> bool:
        """Whether a segment stands in the first column."""
        return line.box.x0 <= self.left + line.height

    def hits(self, line: Line) -> list[int]:
        """The other columns that a segment stands over."""
        return [n for n, (start, end) in enumerate(self.columns) if start < line.box.x1 and end > line.box.x0]


def grid_of(row: Row) -> Grid:
    """The columns that a row begins."""
    return Grid(
        row[0].box.x0,
        tuple((line.box.x0, line.box.x1) for line in row[1:]),
        1,
        row,
        only_heads=all(map(_is_words, row)),
    )


def _is_words(line: Line) -> bool:
    """Whether a segment may be the head of a column: words, and no figure or cross."""
    return _HEAD.fullmatch(line.text) is not None


def taken(grid: Grid, row: Row) -> Grid | None:
    """The grid with one row more; None when the row does not belong to the table."""
    before = grid.last
    apart = row[0].box.y0 - before[0].box.y0
    height = max(before[0].height, row[0].height)
    begins_left = grid.is_first(row[0])
    heads = len(row) > 1 and not begins_left and all(map(_is_words, row))
    right = not begins_left and row[0].box.x0 > grid.left + height
    if apart > _NEW_TABLE * height and right and not _goes_on_below(grid, row):
        return None
    if heads and grid.is_first(before[0]) and not grid.only_heads:
        return None
    if apart > _LONGEST_GAP * height:
        within = len(row) > 1 and begins_left and all(len(grid.hits(line)) == 1 for line in row[1:])
        if not within or apart > _LONGEST_GAP_IN_COLUMNS * height:
            return None
    return _with_row(grid, row)


def continued(grid: Grid, row: Row) -> Grid | None:
    """The grid of a table that goes on at the top of the next page; None when the row is of another table."""
    fits = grid.is_first(row[0]) and all(len(grid.hits(line)) == 1 for line in row[1:])
    return _with_row(grid, row) if fits or _goes_on_below(grid, row) else None


def _goes_on_below(grid: Grid, row: Row) -> bool:
    """Whether a lone segment begins just below one of the last row, as the next paragraph of its cell."""
    lone = row[0]
    return len(row) == 1 and any(
        abs(line.box.x0 - lone.box.x0) <= _SAME_START for line in grid.last if not grid.is_first(line)
    )


def _with_row(grid: Grid, row: Row) -> Grid | None:
    columns = list(grid.columns)
    left = grid.left
    if row[0].box.x0 < left - row[0].height:
        # The heads of the columns stood above, without a head for the first column.
        if not grid.only_heads or grid.rows > _MOST_HEAD_ROWS:
            return None
        columns.insert(0, (left, max(_first_end(grid), left + 1)))
        left = row[0].box.x0
    widened = evolve(grid, left=min(left, row[0].box.x0), columns=tuple(columns))
    if len(row) == 1 and not _fits(widened, row[0]):
        return None
    used: set[int] = set()
    new: list[tuple[float, float]] = []
    for line in row:
        if line is row[0] and widened.is_first(line):
            continue
        hits = widened.hits(line)
        if len(hits) > 1 or not used.isdisjoint(hits):
            return None
        if hits:
            used.add(hits[0])
            start, end = columns[hits[0]]
            columns[hits[0]] = (min(start, line.box.x0), max(end, line.box.x1))
        else:
            new.append((line.box.x0, line.box.x1))
    return evolve(
        widened,
        columns=tuple(sorted([*columns, *new])),
        rows=grid.rows + 1,
        last=row,
        only_heads=grid.only_heads and all(map(_is_words, row)),
    )


def _first_end(grid: Grid) -> float:
    """Where the first segment of the row before ends, which was the head of a later column."""
    return max((line.box.x1 for line in grid.last if grid.is_first(line)), default=grid.left)


def _fits(grid: Grid, line: Line) -> bool:
    """Whether a lone segment stands in one column of those above it."""
    if grid.is_first(line):
        return bool(grid.columns) and line.box.x1 <= grid.columns[0][0]
    return len(grid.hits(line)) == 1


def column_blocks(rows: Sequence[Row], grid: Grid, table: int) -> list[Block]:
    """The rows of a table without ruling lines."""
    starts = _starts(rows, grid)
    heads = _wrapped_heads(rows, grid)
    close = _close_rows(rows)
    found: list[Block] = []
    for number, row in enumerate(rows):
        cells = [(max(bisect_left(starts, line.box.x0 + 1) - 1, 0), 1, line.text) for line in row]
        box = around([line.box for line in row])
        if 0 < number < heads:
            found[0].cells = _joined(found[0].cells, cells)
            found[0].box = around([found[0].box, box])
            continue
        rest = bool(found) and (
            _goes_on(found[-1], cells) or (number in close and _is_rest(found[-1], cells))
        )
        found.append(Block(cells, box, table=table, may_go_on=rest, grid=grid))
    return found


def _close_rows(rows: Sequence[Row]) -> frozenset[int]:
    """The rows that stand as close below another as lines of one text, where others are further apart."""
    steps = [
        (row[0].box.y0 - before[0].box.y0) / max(row[0].height, before[0].height)
        for before, row in pairwise(rows)
    ]
    close = [number for number, step in enumerate(steps, 1) if step <= _NEXT_LINE]
    return frozenset(close if sum(step > _NEW_TABLE for step in steps) >= _FEWEST_APART else ())


def _is_rest(above: Block, cells: list[tuple[int, int, str]]) -> bool:
    """Whether the cells of a row without a label may go on with those above them.

    No figure or cross then stands below another.
    """
    upper = {column: text for column, _, text in above.cells}
    return cells[0][0] > 0 and all(
        column in upper and not (_FIGURE.fullmatch(upper[column]) and _FIGURE.fullmatch(text))
        for column, _, text in cells
    )


def _goes_on(above: Block, cells: list[tuple[int, int, str]]) -> bool:
    """Whether a row may be the next line of the row above: all its cells stand below those of that row.

    Where it begins with a capital letter it stands alone below a text in a later column than the first.
    """
    columns = {column for column, _, _ in above.cells}
    first = cells[0]
    if first[2][:1].islower():
        return len(cells) == 1 or (first[0] > 0 and all(column in columns for column, _, _ in cells))
    above_it = next((text for column, _, text in above.cells if column == first[0]), "")
    return len(cells) == 1 and first[0] > 0 and len(above_it.split()) > 1


def _wrapped_heads(rows: Sequence[Row], grid: Grid) -> int:
    """How many lines the heads of the columns take: above figures, or where the first column has none."""
    count = 0
    for row in rows:
        below = not count or row[0].box.y0 - rows[count - 1][0].box.y0 <= _NEXT_LINE * row[0].height
        if not all(map(_is_words, row)) or not below:
            break
        count += 1
    if not any(grid.is_first(row[0]) for row in rows[:count]):
        return count
    whole = {len(row) for row in rows[: count + 1]} == {len(grid.columns) + 1}
    whole = whole and not any(map(_HAS_DIGIT.search, (line.text for row in rows[:count] for line in row)))
    figures = rows[count] if count < len(rows) else ()
    return count if whole and figures and not any(map(_is_words, figures[1:])) else _without_first(rows, grid)


def _without_first(rows: Sequence[Row], grid: Grid) -> int:
    """How many rows there are before the first one with something in the first column."""
    return next((n for n, row in enumerate(rows) if grid.is_first(row[0])), len(rows))


def _joined(
    above: list[tuple[int, int, str]], below: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """The cells of a row with those of its next line."""
    texts = {column: text for column, _, text in above}
    for column, _, text in below:
        texts[column] = f"{texts[column]} {text}" if column in texts else text
    return [(column, 1, texts[column]) for column in sorted(texts)]


def _starts(rows: Sequence[Row], grid: Grid) -> list[float]:
    """Where the columns begin, a head and the figures that stand beside it instead of below it as one."""
    heads = {n for line in rows[0] if _is_words(line) for n in grid.hits(line)}
    figures = [line for row in rows[1:] for line in row if not grid.is_first(line)]
    below = {n for line in figures for n in grid.hits(line)}
    above = {n for line in rows[0] for n in grid.hits(line)}
    only_heads, only_below = sorted(heads - below), sorted(below - above)
    starts = [start for start, _ in grid.columns]
    if any(map(_is_words, figures)):
        return [grid.left, *starts]
    if len(only_heads) == len(only_below) > 1:
        pairs = [sorted(pair) for pair in zip(only_heads, only_below, strict=True)]
        if all(second == one + 1 for one, second in pairs):
            starts = [start for n, start in enumerate(starts) if n not in {second for _, second in pairs}]
    return [grid.left, *starts]
