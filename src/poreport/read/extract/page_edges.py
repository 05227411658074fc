"""What a text repeats at the edges of its pages: heads and feet that stand between the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from poreport.read.flow import Row
from poreport.read.prose import is_page_number

__all__ = ["without_page_edges"]

_LONGEST: Final = 110
_SHORTEST: Final = 8
_NEAR: Final = 2
"""Lines above and below a page number or page break that may belong to the edge of the page."""
_FEWEST: Final = 3
_MOST_PAGES: Final = 0.7
"""Share of the pages that must have a line in the same place before it is taken to belong to them."""


def without_page_edges(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows without the lines that stand at the edges of most pages, and those lines, each once.

    Such a line is the same on the pages, and stands as many lines from the page number or page break.
    """
    edges = [number for number, row in enumerate(rows) if row.new_page or _has_page_number(row)]
    if len(edges) < _FEWEST:
        return list(rows), []
    counted = Counter((at - edge, _text(rows[at])) for edge in edges for at in _around(rows, edge))
    enough = max(_FEWEST, _MOST_PAGES * len(edges))
    repeated = {place for place, times in counted.items() if times >= enough}
    taken = {at for edge in edges for at in _around(rows, edge) if (at - edge, _text(rows[at])) in repeated}
    texts = dict.fromkeys(" ".join(rows[at].text.split()) for at in sorted(taken))
    return list(_without(rows, taken)), list(texts)


def _has_page_number(row: Row) -> bool:
    return len(row.text) <= _LONGEST and any(is_page_number(cell.text) for cell in row.cells)


def _around(rows: Sequence[Row], edge: int) -> Iterator[int]:
    """The short rows beside an edge; the page number's own when more than the number stands in it."""
    for at in range(max(edge - _NEAR, 0), min(edge + _NEAR + 1, len(rows))):
        if len(_text(rows[at])) >= _SHORTEST and len(rows[at].text) <= _LONGEST:
            yield at


def _text(row: Row) -> str:
    """What stands in a row, without a page number in a cell of its own."""
    return " ".join(
        " ".join(cell.text for cell in row.cells if not is_page_number(cell.text)).lower().split()
    )


def _without(rows: Sequence[Row], taken: set[int]) -> Iterator[Row]:
    """The rows that are left; a page begins where the edge of one was taken away."""
    new_page, gap = False, 0
    for number, row in enumerate(rows):
        if number in taken:
            new_page, gap = True, max(gap, row.gap)
        else:
            yield evolve(row, new_page=row.new_page or new_page, gap=max(row.gap, gap)) if new_page else row
            new_page, gap = False, 0
