"""Tables with horizontal lines only: the sides of their cells, where the lines are drawn cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from poreport.read.extract.geometry import Edge, Sign

__all__ = ["unseen_sides"]

_SAME: Final = 1.0
_NEAR: Final = 3.0
_SHORTEST_PIECE: Final = 20.0
"""Shorter pieces are the dots and dashes of a line that is not solid."""
_MOST_RULES: Final = 300
_HIGHEST: Final = 220.0
_GAP: Final = 0.45
"""Share of a line's height that parts two columns."""
_LINE_GAP: Final = 0.6
"""Share of a line's height that may be free between two lines of the same cell."""


@frozen
class _Rule:
    """A horizontal line in pieces."""

    at: float
    start: float
    end: float
    joints: tuple[float, ...]


def unseen_sides(edges: Sequence[Edge], signs: Sequence[Sign]) -> list[Edge]:
    """The sides that cells would have: upright where pieces of the line below meet, and above a first row.

    Args:
        edges: The ruling lines of a page.
        signs: What is printed on it.
    """
    upright = [edge for edge in edges if not edge.horizontal]
    every = list(_rules(edges))
    if len(every) > _MOST_RULES:
        return []  # a drawing
    rules = [rule for rule in every if not any(_touches(edge, rule) for edge in upright)]
    if any(rule.joints for rule in rules):
        signs = sorted(signs, key=lambda s: -s.box.middle[1])
    found: list[Edge] = []
    for number, rule in enumerate(rules):
        above = rules[number - 1] if number else None
        floor = above.at if above and _are_one_table(above, rule) else None
        top, joints = _row_above(rule, floor, _print_above(rule, floor, signs))
        if joints:
            if top != floor:
                found.append(Edge(top, rule.start, rule.end, horizontal=True))
            found += [Edge(x, top, rule.at, horizontal=False) for x in (rule.start, *joints, rule.end)]
    return found


def _rules(edges: Sequence[Edge]) -> Iterator[_Rule]:
    """The horizontal lines from the top, each with the places where its pieces meet."""
    pieces: list[Edge] = []
    for edge in sorted((e for e in edges if e.horizontal), key=lambda e: (round(e.at), e.start)):
        if pieces and (abs(pieces[-1].at - edge.at) > _SAME or edge.start > pieces[-1].end + _NEAR):
            yield _rule(pieces)
            pieces = []
        pieces.append(edge)
    if pieces:
        yield _rule(pieces)


def _rule(pieces: Sequence[Edge]) -> _Rule:
    joints = tuple(
        other.start
        for one, other in pairwise(pieces)
        if abs(other.start - one.end) <= _SAME
        and min(one.end - one.start, other.end - other.start) >= _SHORTEST_PIECE
    )
    return _Rule(pieces[0].at, pieces[0].start, max(piece.end for piece in pieces), joints)


def _touches(upright: Edge, rule: _Rule) -> bool:
    """Whether an upright line meets a horizontal one, which then is part of an ordinary table."""
    return rule.start - _NEAR <= upright.at <= rule.end + _NEAR and (
        upright.start - _NEAR <= rule.at <= upright.end + _NEAR
    )


def _are_one_table(above: _Rule, rule: _Rule) -> bool:
    return abs(above.start - rule.start) <= _NEAR and abs(above.end - rule.end) <= _NEAR


def _print_above(rule: _Rule, floor: float | None, signs: Sequence[Sign]) -> list[list[Sign]]:
    """The lines of print above a rule, within its ends and below the rule above it, the nearest first.

    The signs are given from the bottom of the page to its top.
    """
    highest = rule.at - _HIGHEST if floor is None else max(floor, rule.at - _HIGHEST)
    lines: list[list[Sign]] = []
    for sign in signs:
        x, y = sign.box.middle
        if y <= highest:
            break
        if y >= rule.at or not rule.start <= x <= rule.end:
            continue
        if lines and lines[-1][0].box.y0 <= y <= lines[-1][0].box.y1:
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return lines


def _row_above(
    rule: _Rule, floor: float | None, lines: Sequence[Sequence[Sign]]
) -> tuple[float, Sequence[float]]:
    """Where the row above a rule begins, and the places where its cells meet.

    It goes as far up as print stands close together. Running print that goes over a place where two cells
    would meet stands in one cell that covers both; print that goes over all of them is no row of the table.
    """
    top, joints = rule.at, rule.joints
    for line in lines:
        box = line[0].box
        left = tuple(joint for joint in joints if not _crosses(line, joint))
        if top - box.y1 > _LINE_GAP * (box.y1 - box.y0) or not left:
            break
        top, joints = min(sign.box.y0 for sign in line), left
    if top == rule.at:
        return top, ()
    if floor is not None and top - floor <= _LINE_GAP * (lines[0][0].box.y1 - lines[0][0].box.y0):
        return floor, joints
    return top - _SAME, joints


def _crosses(line: Sequence[Sign], joint: float) -> bool:
    """Whether running print goes over a place."""
    before = max((s.box.x1 for s in line if s.box.middle[0] < joint), default=None)
    after = min((s.box.x0 for s in line if s.box.middle[0] >= joint), default=None)
    height = line[0].box.y1 - line[0].box.y0
    return before is not None and after is not None and after - before < _GAP * height
