"""Where a label stands in a document, and which parts of the document may hold one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import frozen

from poreport.read.form.anchors import Anchor

__all__ = ["Free", "Placed"]


@frozen
class Placed:
    """Where a label stands: `start` to `end` in the stream.

    `exact` when every sign of it stands there; `reworded` when only most of its words do.
    """

    anchor: Anchor
    start: int
    end: int
    exact: bool = True
    reworded: bool = False


class Free:
    """Which parts of the stream labels may stand in."""

    def __init__(self, masked: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in masked]
        self._ends = [end for _, end in masked]

    def __call__(self, start: int, end: int) -> bool:
        """Whether a label may stand from `start` to `end`."""
        at = bisect_right(self._starts, start)
        return (at == 0 or self._ends[at - 1] <= start) and (
            at == len(self._starts) or self._starts[at] >= end
        )
