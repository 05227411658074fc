"""Tables on a page, found by their ruling lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import define, evolve, field

from poreport.read.extract.geometry import Box, Edge, Sign
from poreport.read.extract.pdf_bands import unseen_sides
from poreport.read.extract.pdf_block import Block
from poreport.read.extract.pdf_lines import Line, apart, beside, is_full, print_lines
from poreport.read.prose import join_hyphen

__all__ = ["Table", "ruled_tables", "table_blocks"]

_SNAP: Final = 3.0
_SAME_LINE: Final = 1.0
_PADDING: Final = 5.4
"""Between text and the border of a cell, in Word and LibreOffice."""
_MOST_GRID: Final = 400
_NARROWEST: Final = 8.0
"""A column or row with less room holds no print: it stands between a table and the one inside it."""
_LOWEST: Final = 5.0


@define
class Table:
    """A grid of unit cells, some of them joined.

    Attributes:
        xs: The vertical lines.
        ys: The horizontal lines.
        group: (row, column) of each unit cell → number of the cell it belongs to.
        extent: Cell → first row, first column, last row, last column.
    """

    xs: list[float]
    ys: list[float]
    group: dict[tuple[int, int], int] = field(factory=dict)
    extent: dict[int, tuple[int, int, int, int]] = field(factory=dict)

    @property
    def box(self) -> Box:
        """Around the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = max(bisect_left(self.xs, x) - 1, 0)
        row = max(bisect_left(self.ys, y) - 1, 0)
        return self.group.get((row, column))


def ruled_tables(edges: Sequence[Edge], signs: Sequence[Sign] = ()) -> list[Table]:
    """The tables that ruling lines make.

    Args:
        edges: The ruling lines of a page.
        signs: What is printed on it.
    """
    found = []
    middles = [sign.box.middle for sign in signs]
    for group in _connected(_whole_lines([*edges, *unseen_sides(edges, signs)])):
        xs = _snapped(edge.at for edge in group if not edge.horizontal)
        ys = _snapped(edge.at for edge in group if edge.horizontal)
        if len(xs) > 1 and len(ys) > 1:
            x0, x1, y0, y1 = xs[0], xs[-1], ys[0], ys[-1]
            inside = [(x, y) for x, y in middles if x0 <= x <= x1 and y0 <= y <= y1]
            xs = _without_strips(xs, [x for x, _ in inside], _NARROWEST)
            ys = _without_strips(ys, [y for _, y in inside], _LOWEST)
        if len(xs) > 1 and len(ys) > 1 and len(xs) * len(ys) <= _MOST_GRID * _MOST_GRID // 4:
            found.append(_grid(xs, ys, group))
    return sorted(found, key=lambda table: (table.xs[-1] - table.xs[0]) * (table.ys[-1] - table.ys[0]))


def _whole_lines(edges: Sequence[Edge]) -> list[Edge]:
    """The lines with those that are drawn in pieces, cell by cell or dot by dot, made whole."""
    found: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (e.horizontal, e.at)):
        here = found[-1] if found else None
        same = here and here.horizontal is edge.horizontal and edge.at - here.at <= _SAME_LINE
        found.append(evolve(edge, at=here.at) if here and same else edge)
    whole: list[Edge] = []
    for edge in sorted(found, key=lambda e: (e.horizontal, e.at, e.start)):
        last = whole[-1] if whole else None
        if (
            last
            and (last.horizontal, last.at) == (edge.horizontal, edge.at)
            and edge.start <= last.end + _SNAP
        ):
            whole[-1] = evolve(last, end=max(last.end, edge.end))
        else:
            whole.append(edge)
    return whole


def _without_strips(lines: list[float], signs: Sequence[float], narrowest: float) -> list[float]:
    """The lines of a grid without the second one of two that have no room for print between them."""
    found: list[float] = []
    for line in lines:
        if found and line - found[-1] < narrowest and not any(found[-1] < sign < line for sign in signs):
            continue
        found.append(line)
    return found


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The lines that touch each other, directly or by others."""
    parent = list(range(len(edges)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    horizontal = [n for n, edge in enumerate(edges) if edge.horizontal]
    vertical = [n for n, edge in enumerate(edges) if not edge.horizontal]
    if len(horizontal) * len(vertical) > 4_000_000:  # noqa: PLR2004  a drawing, not a table
        return []
    for h in horizontal:
        one = edges[h]
        for v in vertical:
            other = edges[v]
            if (
                one.start - _SNAP <= other.at <= one.end + _SNAP
                and other.start - _SNAP <= one.at <= other.end + _SNAP
            ):
                parent[root(h)] = root(v)
    groups: dict[int, list[Edge]] = {}
    for number, edge in enumerate(edges):
        groups.setdefault(root(number), []).append(edge)
    return [group for group in groups.values() if len(group) > 3]  # noqa: PLR2004  four sides make a cell


def _snapped(values: Iterable[float]) -> list[float]:
    """Coordinates, those close to each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if found and value - found[-1] <= _SNAP:
            continue
        found.append(value)
    return found


def _grid(xs: list[float], ys: list[float], edges: Sequence[Edge]) -> Table:
    """The unit cells of a table, joined where no line stands between them."""
    table = Table(xs, ys)
    across = _by_place(edges, xs, horizontal=False)
    along = _by_place(edges, ys, horizontal=True)
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(unit: tuple[int, int]) -> tuple[int, int]:
        while parent[unit] != unit:
            unit = parent[unit]
        return unit

    for r in range(rows):
        middle_y = (ys[r] + ys[r + 1]) / 2
        for c in range(columns):
            middle_x = (xs[c] + xs[c + 1]) / 2
            if c + 1 < columns and not _crossed(across[c + 1], middle_y):
                parent[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _crossed(along[r + 1], middle_x):
                parent[root((r + 1, c))] = root((r, c))
    numbers: dict[tuple[int, int], int] = {}
    for unit in parent:
        number = numbers.setdefault(root(unit), len(numbers))
        table.group[unit] = number
        r, c = unit
        r0, c0, r1, c1 = table.extent.get(number, (r, c, r, c))
        table.extent[number] = (min(r0, r), min(c0, c), max(r1, r), max(c1, c))
    return table


def _by_place(edges: Sequence[Edge], places: list[float], *, horizontal: bool) -> list[list[Edge]]:
    found: list[list[Edge]] = [[] for _ in places]
    for edge in edges:
        if edge.horizontal is horizontal:
            at = min(range(len(places)), key=lambda n: abs(places[n] - edge.at))
            found[at].append(edge)
    return found


def _crossed(edges: Sequence[Edge], at: float) -> bool:
    return any(edge.start - _SNAP <= at <= edge.end + _SNAP for edge in edges)


def table_blocks(table: Table, inside: dict[int, list[Sign]], number: int) -> Iterator[Block]:
    """The rows of a table with ruling lines; each cell stands in the row where it begins."""
    rows: dict[int, list[tuple[int, int, str]]] = {}
    for cell, (r0, c0, _, c1) in table.extent.items():
        signs = inside.get(cell, [])
        right = table.xs[c1 + 1]
        rows.setdefault(r0, []).append(
            (c0, c1 - c0 + 1, _cell_text(print_lines(signs), right) if signs else "")
        )
    for r in sorted(rows):
        cells = sorted(rows[r])
        if any(text for _, _, text in cells):
            box = Box(table.xs[0], table.ys[r], table.xs[-1], table.ys[r + 1])
            yield Block(cells, box, table=number, gap=1)


def _is_cut(before: Line, line: Line, right: float) -> bool:
    """Whether a word was longer than its cell and went on in the next line without a hyphen."""
    room = right - _PADDING - before.box.x1
    alone = " " not in before.text and before.text[-1:].isalpha()
    return alone and room < 0.5 * before.height and line.text[:1].islower()


def _cell_text(lines: list[Line], right: float) -> str:
    """The text of a cell with its wrapped lines joined."""
    text, before = "", None
    margin = max((line.box.x1 for line in lines), default=right)
    edge = max(margin, right - 12)
    for line in lines:
        if before is None:
            text = line.text
        elif beside(before, line):
            text = f"{text} {line.text}"
        elif apart(before, line):
            text = f"{text}\n\n{line.text}"
        elif _is_cut(before, line, right):
            text += line.text
        elif is_full(before, line, edge):
            text = join_hyphen(text, line.text) if text.endswith("-") else f"{text} {line.text}"
        else:
            text = f"{text}\n{line.text}"
        before = line
    return text
