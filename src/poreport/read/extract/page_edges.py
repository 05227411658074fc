"""What a text repeats at the edges of its pages: heads and feet that stand between the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from poreport.read.flow import Row
from poreport.read.prose import is_page_number

__all__ = ["without_page_edges"]

_LONGEST: Final = 110
_NEAR: Final = 2
"""Lines above and below a page number or page break that may belong to the edge of the page."""
_FEWEST: Final = 3
_MOST_PAGES: Final = 0.6
"""Share of the pages that must have a line at their edges before it is taken to belong to them."""
_DIGITS: Final = re.compile(r"\d+")


def without_page_edges(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows without the lines that stand at the edges of most pages, and those lines, each once."""
    edges = [number for number, row in enumerate(rows) if row.new_page or _has_page_number(row)]
    if len(edges) < _FEWEST:
        return list(rows), []
    near = [{_key(rows[at]) for at in _around(rows, edge)} for edge in edges]
    counted = Counter(key for keys in near for key in keys)
    repeated = {key for key, times in counted.items() if times >= max(_FEWEST, _MOST_PAGES * len(edges))}
    taken = {at for edge in edges for at in _around(rows, edge) if _key(rows[at]) in repeated}
    if not taken:
        return list(rows), []
    texts = dict.fromkeys(" ".join(rows[at].text.split()) for at in sorted(taken))
    return list(_without(rows, taken)), list(texts)


def _has_page_number(row: Row) -> bool:
    return len(row.text) <= _LONGEST and any(is_page_number(cell.text) for cell in row.cells)


def _around(rows: Sequence[Row], edge: int) -> Iterator[int]:
    """The short rows beside an edge; the page number's own when more than the number stands in it."""
    for at in range(max(edge - _NEAR, 0), min(edge + _NEAR + 1, len(rows))):
        if len(rows[at].text) <= _LONGEST and not is_page_number(rows[at].text):
            yield at


def _key(row: Row) -> str:
    return _DIGITS.sub("#", " ".join(row.text.lower().split()))


def _without(rows: Sequence[Row], taken: set[int]) -> Iterator[Row]:
    """The rows that are left; a page begins where the edge of one was taken away."""
    new_page, gap = False, 0
    for number, row in enumerate(rows):
        if number in taken:
            new_page, gap = True, max(gap, row.gap)
        else:
            yield evolve(row, new_page=row.new_page or new_page, gap=max(row.gap, gap)) if new_page else row
            new_page, gap = False, 0
