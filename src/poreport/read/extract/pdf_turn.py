"""Which way up a page is read: by its print, whatever the file says of how the page is turned."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any, Final

import pypdfium2.raw as pdfium
from attrs import frozen

from poreport.read.extract.geometry import Box

__all__ = ["Turned", "turned_page"]

_MOST_LOOKED_AT: Final = 2_000
_QUARTER: Final = math.pi / 2
_SLANT: Final = 0.2
"""How far from upright print may lean, in radians."""


@frozen
class Turned:
    """A page with a way up.

    Attributes:
        left: Of the page in the file's coordinates.
        bottom: Of the page.
        across: Its width as it lies in the file.
        along: Its height as it lies in the file.
        quarters: How many quarters anticlockwise its print is turned.
    """

    left: float
    bottom: float
    across: float
    along: float
    quarters: int

    @property
    def width(self) -> float:
        """Of the page as it is read."""
        return self.along if self.quarters % 2 else self.across

    @property
    def height(self) -> float:
        """Of the page as it is read."""
        return self.across if self.quarters % 2 else self.along

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as it is read: from the left and from the top."""
        right, up = x - self.left, y - self.bottom
        match self.quarters:
            case 0:
                return right, self.along - up
            case 1:
                return up, right
            case 2:
                return self.across - right, up
            case _:
                return self.along - up, self.across - right

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the file as it is read."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def is_upright(self, angle: float) -> bool:
        """Whether print at an angle (radians clockwise, as pdfium tells it) is read from left to right."""
        away = (angle + self.quarters * _QUARTER) % math.tau
        return angle < 0 or min(away, math.tau - away) < _SLANT


def turned_page(page: Any, text: Any) -> Turned:
    """A page with the way up of most of its print; without print, as the file says.

    Args:
        page: A page of pypdfium2.
        text: Its text page, raw.
    """
    count = pdfium.FPDFText_CountChars(text)
    counts: Counter[int] = Counter()
    for index in range(0, count, max(count // _MOST_LOOKED_AT, 1)):
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        if angle >= 0 and pdfium.FPDFText_IsGenerated(text, index) != 1:
            counts[-round(angle / _QUARTER) % 4] += 1
    rotation = max(pdfium.FPDFPage_GetRotation(page.raw), 0)
    quarters = max(counts, key=lambda q: (counts[q], q == rotation)) if counts else rotation
    area = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(area)):
        width, height = page.get_size()
        return Turned(0, 0, width, height, quarters)
    return Turned(area.left, area.bottom, area.right - area.left, area.top - area.bottom, quarters)
