"""Figures and crosses that stand within a label, as where the lines of two columns have become one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from poreport.read.flow import TICKED
from poreport.read.form.align import Alignment, Placed
from poreport.read.form.fragments import Fragment

__all__ = ["figures_within"]

_WORD: Final = re.compile(rf"\w+|{TICKED}")
_FIGURE_OR_CROSS: Final = re.compile(rf"(?!(?:19|20)\d\d$)\d{{1,6}}|[xX]|{TICKED}")
"""Not a year, which may be another one than the form's."""
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""The mark of a footnote may be raised or not."""


def figures_within(alignment: Alignment, placed: Placed) -> Iterator[Fragment]:
    """The figures and crosses in a label found with some signs wrong that are none of its words.

    Args:
        alignment: The form laid over the document.
        placed: Where the label stands.
    """
    if placed.exact or placed.reworded:
        return
    slot = alignment.lines[placed.anchor.line].slots[placed.anchor.slot]
    printed = Counter(_words(slot.label))
    column = alignment.stream.spot_at(placed.start).cell.column
    for spot, first, last in alignment.stream.pieces(placed.start, placed.end):
        if spot.cell.column != column:
            continue
        for word in _words(spot.cell.text[first:last]):
            if printed[word]:
                printed[word] -= 1
            elif _FIGURE_OR_CROSS.fullmatch(word):
                yield Fragment(word, spot, placed.start, placed, None, 0)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_RAISED))
