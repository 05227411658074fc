"""What belongs to the pages of a memo and not to its text: repeated heads, and addresses at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from poreport.read.flow import Row
from poreport.read.form.memo_words import title_of
from poreport.read.form.stream import squeeze
from poreport.read.prose import is_page_number
from poreport.read.running import is_unit, without_bold
from poreport.read.running.memo_labels import only_labels

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
_OF_KOMMUN: Final = re.compile(r"\bpostadress\b.*\bbesöks", re.IGNORECASE)
_LONGEST: Final = 220
_ENOUGH: Final = 3
_LONGEST_HEAD: Final = 40
_HEAD_ROWS: Final = 14
"""Rows that the head or the foot of a page has at most."""


def without_feet(rows: Sequence[Row], first: int) -> tuple[list[Row], list[Row]]:
    """The rows without the blocks of addresses at the foot of pages, and those rows.

    Args:
        rows: The rows of the memo.
        first: The first row below its head, where the handläggare's own address stands.
    """
    said = _said(rows, first)
    kept: list[Row] = []
    feet: list[Row] = []
    number = 0
    after_foot = False
    while number < len(rows):
        # In the head stands the handläggare's address too; a foot there says what it is.
        end = _foot_at(rows, number, said) if number >= first or _is_of_kommun(rows[number].text) else number
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
    for at in range(number, min(len(rows), number + _HEAD_ROWS)):
        text = without_bold(rows[at].text).strip()
        if len(text) > _LONGEST or text.endswith("."):
            break
        signs = _signs_of(text)
        sender = squeeze(text) in said and is_unit(text)
        if not (signs or sender):
            break
        found |= signs
        end = at + 1
    return end if len(found) >= _ENOUGH else number


def _is_of_kommun(text: str) -> bool:
    """Whether a line in the head says that it is the kommun's address."""
    return len(text) <= _LONGEST and _OF_KOMMUN.search(text) is not None


def _signs_of(text: str) -> set[int]:
    """Which signs of an address a line has."""
    return {number for number, sign in enumerate(_SIGNS) if sign.search(text)}


def without_heads(rows: Sequence[Row], first: int) -> tuple[list[Row], list[Row]]:
    """The rows without heads of later pages, which say again what stands in the memo's head, and those rows.

    Args:
        rows: The rows of the memo.
        first: The first row below its head.
    """
    said = _said(rows, first)
    kept: list[Row] = list(rows[:first])
    heads: list[Row] = []
    number = first
    after_head = False
    while number < len(rows):
        end = number
        while end < min(len(rows), number + _LONGEST_HEAD) and _is_said(rows[end], said):
            end += 1
        telling = next((n for n in range(number, end) if _is_telling(rows[n])), None)
        begin = _begin(rows, number, telling) if telling is not None else end
        if telling is not None and begin == number:
            heads += rows[begin:end]
            number, after_head = end, True
            continue
        row = rows[number]
        kept.append(evolve(row, new_page=True, joins=False) if after_head else row)
        number, after_head = number + 1, False
    return kept, heads


def _begin(rows: Sequence[Row], number: int, telling: int) -> int:
    """Where the head of a page begins: with the page, else with the paragraph that tells it."""
    pages = [n for n in range(number, telling + 1) if rows[n].new_page]
    gaps = [n for n in range(number, telling + 1) if rows[n].gap]
    return pages[0] if pages else gaps[-1] if gaps else telling


def _said(rows: Sequence[Row], first: int) -> set[str]:
    """What stands in the head of a memo: its lines, and its dates and numbers."""
    texts = [text for row in rows[: min(first, _HEAD_ROWS)] for text in _texts(row)]
    dated = [text for text in texts if _has_digit(text)]
    return {squeeze(text) for text in texts} | {word for text in dated for word in text.split()}


def _is_said(row: Row, said: set[str]) -> bool:
    """Whether a row has nothing but what stands in the head, titles, labels and page numbers."""
    return all(
        is_page_number(text)
        or squeeze(text) in said
        or _is_title(text)
        or only_labels(text)
        or (_has_digit(text) and all(word in said for word in text.split()))
        for text in _texts(row)
    )


def _is_telling(row: Row) -> bool:
    """Whether a row can only belong to the head of a page."""
    return any(is_page_number(text) or _is_title(text) or only_labels(text) for text in _texts(row))


def _is_title(text: str) -> bool:
    """Whether a cell is only the memo's title, perhaps with a page number."""
    title = title_of(text)
    strong = title is not None and title[0].startswith("tjänste")
    return strong and title is not None and (not title[1] or is_page_number(title[1]))


def _texts(row: Row) -> list[str]:
    lines = [line.strip(" *") for cell in row.cells for line in without_bold(cell.text).split("\n")]
    return [line for line in lines if line]


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
