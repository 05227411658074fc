"""Round buttons to choose between, which look like the bullets of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve

from poreport.read.extract.geometry import Sign
from poreport.read.flow import TICKED, UNTICKED

__all__ = ["with_buttons"]

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
