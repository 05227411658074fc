"""What belongs to the pages of a memo and not to its text: repeated heads, and addresses at the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from poreport.read.flow import Row
from poreport.read.form.memo_words import title_of
from poreport.read.form.stream import squeeze
from poreport.read.prose import is_page_number
from poreport.read.running import is_unit, without_bold

__all__ = ["without_feet", "without_heads"]

_SIGNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bpostadress\b|\bbox \d|\b\d{3} ?\d{2} [A-ZÅÄÖ]",
        r"\bbesök(?:sadress)?\b",
        r"\bväxel\b|\btelefon|\btel\b|\bfax\b|\b0\d{1,3}[-–/ ]\d",
        r"@|\be-post\b",
        r"\bwww\.|\bwebb|\bhemsida\b|\b[\w-]+\.se(?:/\S*)?$",
        r"\borg(?:anisations)?\.?\s?n(?:umme)?r",
        r"\w(?:gatan|vägen|torget|gränd|plan|allén|esplanaden) \d",
    )
)
_LONGEST: Final = 130
_ENOUGH: Final = 3
_HEAD_ROWS: Final = 14


def without_feet(rows: Sequence[Row], first: int) -> tuple[list[Row], list[Row]]:
    """The rows without the blocks of addresses at the foot of pages, and those rows.

    Args:
        rows: The rows of the memo.
        first: The first row below its head, where the handläggare's own address stands.
    """
    said = _said(rows, first)
    kept: list[Row] = list(rows[:first])
    feet: list[Row] = []
    number = first
    after_foot = False
    while number < len(rows):
        end = _foot_at(rows, number, said)
        if end > number:
            feet += rows[number:end]
            number, after_foot = end, True
            continue
        row = rows[number]
        kept.append(evolve(row, new_page=True, joins=False) if after_foot else row)
        after_foot = after_foot and is_page_number(row.text)
        number += 1
    return kept, feet


def _foot_at(rows: Sequence[Row], number: int, said: set[str]) -> int:
    """Where a foot that begins at a row ends; the row itself when none does."""
    found: set[int] = set()
    end = number
    for at in range(number, len(rows)):
        text = without_bold(rows[at].text).strip()
        signs = _signs_of(text)
        sender = squeeze(text) in said and is_unit(text)
        if len(text) > _LONGEST or not (signs or sender) or text.endswith("."):
            break
        found |= signs
        end = at + 1
    return end if len(found) >= _ENOUGH else number


def _signs_of(text: str) -> set[int]:
    """Which signs of an address a line has."""
    return {number for number, sign in enumerate(_SIGNS) if sign.search(text)}


def without_heads(rows: Sequence[Row], first: int) -> Iterator[Row]:
    """The rows without heads of later pages, which say again what stands in the memo's head.

    Args:
        rows: The rows of the memo.
        first: The first row below its head.
    """
    said = _said(rows, first)
    number = 0
    after_head = False
    while number < len(rows):
        end = number
        while end < len(rows) and end >= first and _is_said(rows[end], said):
            end += 1
        if any(_is_telling(row) for row in rows[number:end]):
            number, after_head = end, True
            continue
        row = rows[number]
        yield evolve(row, new_page=True, joins=False) if after_head else row
        number, after_head = number + 1, False


def _said(rows: Sequence[Row], first: int) -> set[str]:
    """What stands in the head of a memo."""
    return {squeeze(text) for row in rows[: min(first, _HEAD_ROWS)] for text in _texts(row)}


def _is_said(row: Row, said: set[str]) -> bool:
    """Whether a row has nothing but what stands in the head, titles and page numbers."""
    return all(is_page_number(text) or squeeze(text) in said or _is_title(text) for text in _texts(row))


def _is_telling(row: Row) -> bool:
    """Whether a row can only belong to the head of a page."""
    return any(is_page_number(text) or _is_title(text) for text in _texts(row))


def _is_title(text: str) -> bool:
    """Whether a cell is only the memo's title, perhaps with a page number."""
    title = title_of(text)
    strong = title is not None and title[0].startswith("tjänste")
    return strong and title is not None and (not title[1] or is_page_number(title[1]))


def _texts(row: Row) -> list[str]:
    lines = [line.strip(" *") for cell in row.cells for line in without_bold(cell.text).split("\n")]
    return [line for line in lines if line]
