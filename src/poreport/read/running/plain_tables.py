"""Tables of an årsrapport whose columns were lost, so that each row is a line of words and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from poreport.read.flow import Cell, Row

__all__ = ["with_tables"]

_HEAD: Final = re.compile(
    r"(kvinnor|män|totalt|summa|samtliga|alla|antal(?: klienter| personer)?|ombud"
    r"|18\s?[-–]\s?29(?: år)?|30\s?[-–]\s?49(?: år)?"
    r"|50\s?[-–]\s?64(?: år)?|65(?: ?[-–+]| år och (?:över|äldre)| år eller äldre| år [-–])?)(?:\s+|$)",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"(?:enhet|kontakts?orsak|orsak|utförare|område|områdeskontor|stadsdel|kommun|team|distrikt)(?:\s+|$)",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"\d+|[-–]|\.\.|<\d")
_FIRST_GROUP: Final = re.compile(r"\d{1,3}")
_GROUP: Final = re.compile(r"\d{3}")
_MOST_HEADS: Final = 8
_WITH_SUM: Final = 3
"""Columns of women, men and both."""
_TABLE: Final = 1_000_000
"""Where the numbers of these tables begin, above those of the tables that the document has."""


def with_tables(rows: Sequence[Row]) -> list[Row]:
    """The rows, where lines below a line of only heads that end in as many figures are rows of a table.

    Cells that have become lines of their own are put beside each other again first.
    """
    rows = _beside_each_other(rows)
    found: list[Row] = []
    heads: list[str] = []
    pending: Row | None = None
    first, table = "", 0
    for number, row in enumerate(rows):
        plain = row.table is None and len(row.cells) == 1
        cells = _row_of(row.text, len(heads)) if plain and heads else None
        if cells is not None:
            if pending is not None:
                found[-1] = _as_row(pending, [first, *heads], number)
                table, pending = number, None
            found.append(_as_row(row, cells, table))
            continue
        first, heads = _heads_of(row.text) if plain else ("", [])
        if len(heads) == 1 and not _are_rows(rows[number + 1 : number + 3], 1):
            heads = []
        pending = row if heads else None
        found.append(row)
    return found


def _beside_each_other(rows: Sequence[Row]) -> list[Row]:
    """The rows, where heads below each other, and names above as many figures, are one line each."""
    found: list[Row] = []
    number = 0
    while number < len(rows):
        heads = 0
        if _is_line(rows[number]) and _FIRST.fullmatch(rows[number].text.strip()):
            after = rows[number + 1 : number + 1 + _MOST_HEADS]
            heads = next((n for n, row in enumerate(after) if not _is_line(row, _HEAD)), len(after))
        ends = list(_ends_of_rows(rows, number + 1 + heads, heads)) if heads > 1 else []
        for end in [number + 1 + heads, *ends] if ends else []:
            text = " ".join(row.text.strip() for row in rows[number:end])
            found.append(evolve(rows[number], cells=(evolve(rows[number].cells[0], text=text),)))
            number = end
        if not ends:
            found.append(rows[number])
            number += 1
    return found


def _ends_of_rows(rows: Sequence[Row], start: int, columns: int) -> Iterator[int]:
    """Where each row of a table ends, whose name and figures are lines of their own."""
    while start + columns < len(rows) and _is_line(rows[start]) and not _is_line(rows[start], _FIGURE):
        if not all(_is_line(row, _FIGURE) for row in rows[start + 1 : start + 1 + columns]):
            return
        start += 1 + columns
        yield start


def _is_line(row: Row, pattern: re.Pattern[str] | None = None) -> bool:
    """Whether a row has one cell and is of no table, and all of it is what is looked for."""
    plain = row.table is None and len(row.cells) == 1
    return plain and (pattern is None or pattern.fullmatch(row.text.strip()) is not None)


def _as_row(row: Row, texts: Sequence[str], table: int) -> Row:
    cells = tuple(Cell(text, column) for column, text in enumerate(texts))
    return evolve(row, cells=cells, table=_TABLE + table, joins=False)


def _heads_of(text: str) -> tuple[str, list[str]]:
    """What stands over the names, and the heads over the figures, where a line has nothing else."""
    match = _FIRST.match(text)
    rest = text[match.end() :] if match else text
    heads: list[str] = []
    while rest:
        head = _HEAD.match(rest)
        if head is None:
            return "", []
        heads.append(head[1])
        rest = rest[head.end() :]
    return (match[0].strip() if match else ""), heads


def _are_rows(rows: Sequence[Row], columns: int) -> bool:
    """Whether two lines are rows with so many figures, as a head of one column must have below it."""
    return len(rows) > 1 and all(_is_line(row) and _row_of(row.text, columns) for row in rows)


def _row_of(text: str, columns: int) -> list[str] | None:
    """The name and the figures of a line; None when it does not end in a figure for each column.

    Where a figure may belong to the name, or to the figure beside it as its thousands, the sum decides.
    """
    words = text.split()
    figures = 0
    while figures < len(words) and _FIGURE.fullmatch(words[-1 - figures]):
        figures += 1
    figures = min(figures, 2 * columns + 1)
    ways = [
        [" ".join(words[:start]), *parts]
        for start in range(max(len(words) - figures, 1), len(words))
        for parts in _grouped(words[start:])
        if len(parts) == columns
    ]
    sums = [way for way in ways if columns == _WITH_SUM and _adds_up(way[1:])]
    chosen = ways if len(ways) == 1 else sums
    return chosen[0] if len(chosen) == 1 else None


def _adds_up(figures: Sequence[str]) -> bool:
    """Whether the last figure is the sum of the others."""
    numbers = [int(figure.replace(" ", "")) for figure in figures if figure[:1].isdigit()]
    return len(numbers) == len(figures) and sum(numbers[:-1]) == numbers[-1]


def _grouped(figures: Sequence[str]) -> Iterator[list[str]]:
    """The ways to read figures in a row, where a group of three may belong to the one before."""
    if not figures:
        yield []
        return
    for rest in _grouped(figures[1:]):
        yield [figures[0], *rest]
    if len(figures) > 1 and _FIRST_GROUP.fullmatch(figures[0]) and _GROUP.fullmatch(figures[1]):
        for rest in _grouped(figures[2:]):
            yield [f"{figures[0]} {figures[1]}", *rest]
