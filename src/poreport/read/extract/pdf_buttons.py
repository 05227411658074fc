"""Boxes that are drawn, and round buttons, which look like the bullets of lists."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from attrs import evolve

from poreport.read.extract.geometry import Box, Sign
from poreport.read.flow import TICKED, UNTICKED, ticks_to_tokens

__all__ = ["LARGEST_BOX", "with_boxes", "with_buttons"]

LARGEST_BOX: Final = 20.0

_BUTTONS: Final = {"●": TICKED, "○": UNTICKED}
_APART: Final = 1.6
"""Heights of a sign to the print beside it; a bullet stands nearer to its text."""
_MOST_LOOKED_AT: Final = 50


def with_buttons(signs: Sequence[Sign]) -> list[Sign]:
    """The signs of a page with round signs as boxes, when there are both kinds and an empty one alone."""
    if not _BUTTONS.keys() <= {sign.text for sign in signs}:
        return list(signs)
    empty = [sign for sign in signs if sign.text == "○"][:_MOST_LOOKED_AT]
    if not any(_is_alone(sign, signs) for sign in empty):
        return list(signs)
    return [evolve(sign, text=_BUTTONS[sign.text]) if sign.text in _BUTTONS else sign for sign in signs]


def _is_alone(button: Sign, signs: Sequence[Sign]) -> bool:
    """Whether no print stands beside a sign."""
    box = button.box
    near = _APART * (box.y1 - box.y0)
    return not any(
        sign is not button
        and box.y0 <= sign.box.middle[1] <= box.y1
        and box.x0 - near < sign.box.middle[0] < box.x1 + near
        for sign in signs
    )


def with_boxes(signs: Sequence[Sign], squares: Sequence[Box], crosses: Sequence[Box]) -> list[Sign]:
    """The signs of a page with one for every small square, ticked when something is drawn or written in it.

    Args:
        signs: The print.
        squares: Small squares that are drawn.
        crosses: Small shapes that are drawn.
    """
    boxes = _Boxes()
    for box in squares:
        if boxes.at(*box.middle) is None:
            boxes.add(box)
    found: list[Sign] = []
    ticked = {boxes.at(*cross.middle) for cross in crosses}
    for sign in signs:
        around = boxes.at(*sign.box.middle)
        if around is None:
            found.append(sign)
        elif ticks_to_tokens(sign.text) != UNTICKED:
            # An empty box of a form that lies on a square drawn on the page does not tick it.
            ticked.add(around)
    return found + [Sign(TICKED if box in ticked else UNTICKED, box) for box in boxes.found]


class _Boxes:
    """Small squares, found by where they are."""

    def __init__(self) -> None:
        self.found: list[Box] = []
        self._near: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        """Take a square."""
        self.found.append(box)
        x, y = (int(place // LARGEST_BOX) for place in box.middle)
        # No square is wider than the steps, so none reaches further than the next one.
        for place in product((x - 1, x, x + 1), (y - 1, y, y + 1)):
            self._near.setdefault(place, []).append(box)

    def at(self, x: float, y: float) -> Box | None:
        """The first square that a point is in."""
        near = self._near.get((int(x // LARGEST_BOX), int(y // LARGEST_BOX)), ())
        return next((box for box in near if box.holds(x, y)), None)
