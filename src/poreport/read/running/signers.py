"""Signatures of a memo: names with their titles, below each other or side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from poreport.model import Undertecknare
from poreport.read.flow import Row
from poreport.read.running import is_name, is_title_of_person, without_bold

__all__ = ["signers_at"]

_INLINE: Final = re.compile(r"([^,]+),\s*([^,]+)")
_COLUMNS: Final = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_MOST_ROWS: Final = 6

_Signed = dict[int, list[tuple[int, str, str | None]]]
"""Column → row, name and title of those who sign in it, from the top."""


def signers_at(rows: Sequence[Row], number: int) -> tuple[int, list[Undertecknare]]:
    """How many rows from here hold signatures, and whose.

    A name has its title below it in the same column, or after a comma; names side by side need not stand in
    the same row. Text that is neither ends the signatures.
    """
    found = _signers_at(rows, number, parted=True)
    return found if found[0] else _signers_at(rows, number, parted=False)


def _signers_at(rows: Sequence[Row], number: int, *, parted: bool) -> tuple[int, list[Undertecknare]]:
    """The signatures from a row on; `parted` when a title and the next name may stand in one line."""
    best: tuple[int, list[Undertecknare]] = (0, [])
    columns: _Signed = {}
    for at in range(number, min(number + _MOST_ROWS, len(rows))):
        if not _take(rows[at], at, columns, parted=parted):
            break
        if columns and all(title for signed in columns.values() for _, _, title in signed):
            ordered = sorted(
                (row, column, name, title)
                for column, signed in columns.items()
                for row, name, title in signed
            )
            best = at + 1 - number, [Undertecknare(namn=n, titel=t) for _, _, n, t in ordered]
    return best


def _take(row: Row, number: int, columns: _Signed, *, parted: bool) -> bool:
    """Add what a row holds to its columns; False when it holds anything but names and titles."""
    cells = [
        (cell.column + beside, line.strip())
        for cell in row.cells
        for text in without_bold(cell.text).split("\n")
        for beside, line in enumerate(_COLUMNS.split(text) if len(row.cells) == 1 else [text])
    ]
    for column, line in ((column, line) for column, line in cells if line):
        signed = columns.get(column, [])
        waiting = [other for other in columns.values() if other[-1][2] is None]
        if is_title_of_person(line) and len(cells) == len(waiting) == 1:
            signed = waiting[0]  # a row of one cell has no columns
        inline = _INLINE.fullmatch(line)
        waits = bool(signed) and signed[-1][2] is None
        both = _title_and_name(line) if waits and parted else None
        if both:
            signed[-1] = (signed[-1][0], signed[-1][1], both[0])
            signed.append((number, both[1], None))
        elif not waits and (whole := _name_and_title(line)):
            columns.setdefault(column, []).append((number, *whole))
        elif waits and is_title_of_person(line):
            signed[-1] = (signed[-1][0], signed[-1][1], line)
        elif not waits and inline and is_name(inline[1]) and is_title_of_person(inline[2]):
            columns.setdefault(column, []).append((number, inline[1].strip(), inline[2].strip()))
        elif not waits and is_name(line):
            columns.setdefault(column, []).append((number, line, None))
        else:
            return False
    return True


def _name_and_title(line: str) -> tuple[str, str] | None:
    """A name with its title after it, two rows of a column that have become one."""
    words = line.split()
    for size in (2, 3):
        name, title = " ".join(words[:size]), " ".join(words[size:])
        if is_name(name) and not is_title_of_person(name) and is_title_of_person(title):
            return name, title
    return None


def _title_and_name(line: str) -> tuple[str, str] | None:
    """A title and the name of the next one who signs, in one line whose columns were lost."""
    words = line.split()
    for size in (2, 3):
        title, name = " ".join(words[:-size]), " ".join(words[-size:])
        if is_title_of_person(title) and is_name(name) and not is_title_of_person(name):
            return title, name
    return None
