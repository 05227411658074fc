"""What stands where on a page, whatever file the page comes from."""

from __future__ import annotations

from attrs import define, field, frozen

__all__ = ["Box", "Edge", "Page", "Sign"]


@frozen
class Box:
    """A rectangle in points, with y downwards from the top of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle point."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@frozen
class Sign:
    """One visible sign, or a whole answer of a form field.

    Attributes:
        text: The sign.
        box: Around it.
        bold: Whether it is bold.
        spaced: Whether a space stands before it.
        alone: Whether it is a whole answer, which no print beside it belongs to.
    """

    text: str
    box: Box
    bold: bool = False
    spaced: bool = False
    alone: bool = False


@frozen
class Edge:
    """A ruling line: along x at height `at`, or along y at `at`."""

    at: float
    start: float
    end: float
    horizontal: bool


@define
class Page:
    """A page's content.

    Attributes:
        width: In points.
        height: In points.
        signs: The visible signs, in the order of the file.
        edges: Ruling lines.
        boxes: Small squares, which are boxes to tick.
        crosses: Small drawn shapes that may be a cross in such a box.
    """

    width: float
    height: float
    signs: list[Sign] = field(factory=list)
    edges: list[Edge] = field(factory=list)
    boxes: list[Box] = field(factory=list)
    crosses: list[Box] = field(factory=list)
