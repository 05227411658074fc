"""What is printed at the edge of page after page, and stands in no answer: heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import define, frozen

from poreport.read.extract.geometry import Box
from poreport.read.extract.pdf_block import Block
from poreport.read.extract.pdf_layout import Laid
from poreport.read.flow import TICKED, UNTICKED
from poreport.read.prose import is_page_number, without_page_number

__all__ = ["Furniture", "furniture_of", "is_at_edge", "without_margins"]

_MARGIN: Final = 0.1
_MOST_ITEMS: Final = 100
_SAME_PLACE: Final = 4.0
_APART: Final = 0.8
"""Share of a line's height that must be free between what stands at the edge and the rest of the page."""
_WIDER: Final = 1.25
_PAGE_OF: Final = re.compile(
    r"\bsid(?:an|a)?\.?\s*\d{1,3}(?:\s*(?:av|/)\s*\d{1,3})?\b"
    r"|(?<![\w/.:-])\d{1,3}\s?(?:\(\d{1,3}\)|(?:av|/)\s?\d{1,3}(?![\w/.:-]))",
    re.IGNORECASE,
)
_MARK: Final = re.compile(rf"[xX{TICKED}{UNTICKED}\s]+")
_BARE_NUMBER: Final = re.compile(r"(?:[-–]\s?)?(\d{1,3})(?:\s?/\s?\d{1,3}|\s?[-–])?")


@frozen
class Furniture:
    """What of a page is printed on page after page.

    Attributes:
        lines: Indices of its lines.
        tables: Numbers of its tables.
    """

    lines: frozenset[int]
    tables: frozenset[int]


@define
class _Item:
    """A line, or a table that stands wholly at the edge."""

    key: str
    box: Box
    line: int | None
    table: int | None
    numbered: bool = False
    """Whether it says which page this is, of how many; what stands beside it need not recur then."""


def furniture_of(pages: Sequence[Laid]) -> list[Furniture]:
    """What recurs at the edge of pages: in the same place, with the same words, apart from the rest.

    A row of a table may well recur at the top of a page, when a form has the same table once for each
    area; it is not apart from the rows below it.
    """
    items = [list(islice(_items(page, number), _MOST_ITEMS)) for number, page in enumerate(pages, 1)]
    recurring = [[item for item in items[n] if _recurs(item, n, items)] for n in range(len(pages))]
    votes: Counter[str] = Counter()
    for page, found in zip(pages, recurring, strict=True):
        rest = _rest(page, found)
        votes.update(
            {item.key: 1 if item.numbered or _stands_apart(item.box, rest) else -1 for item in found}
        )
    return [_furniture([item for item in found if votes[item.key] > 0]) for found in recurring]


def is_at_edge(box: Box, height: float) -> bool:
    """Whether a box stands in the top or bottom margin of a page of a height."""
    return box.y1 < _MARGIN * height or box.y0 > (1 - _MARGIN) * height


def _items(page: Laid, number: int) -> Iterator[_Item]:
    for index, line in enumerate(page.lines):
        if is_at_edge(line.box, page.height) and not _MARK.fullmatch(line.text):
            yield _Item(_key(line.text, number), line.box, index, None, _says_page(line.text, number))
    tables: dict[int, list[Block]] = {}
    for block in page.tables:
        tables.setdefault(block.table or 0, []).append(block)
    for table, blocks in tables.items():
        if all(is_at_edge(block.box, page.height) for block in blocks):
            text = " ".join(map(_text, blocks))
            yield _Item(_key(text, number), blocks[0].box, None, table, _says_page(text, number))


def _says_page(text: str, page: int) -> bool:
    """Whether a text ends with the number of its page and how many there are ("2 (3)")."""
    match = _PAGE_OF.search(text)
    numbers = re.findall(r"\d+", match[0]) if match else []
    return match is not None and match.end() == len(text.rstrip()) and numbers[:1] == [str(page)]


def _key(text: str, page: int) -> str:
    """A text without its page number; of a number alone, how far it is from the number of the page."""
    bare = _BARE_NUMBER.fullmatch(text)
    return f"#{int(bare[1]) - page}" if bare else "".join(_PAGE_OF.sub("#", text).casefold().split())


def _text(block: Block) -> str:
    return " ".join(text for _, _, text in block.cells).strip()


def _recurs(item: _Item, page: int, items: Sequence[Sequence[_Item]]) -> bool:
    beside = (other for other in items[page] if abs(other.box.y0 - item.box.y0) <= _SAME_PLACE)
    return any(other.numbered for other in beside) or any(
        other.key == item.key and abs(other.box.y0 - item.box.y0) <= _SAME_PLACE
        for number in (page - 2, page - 1, page + 1, page + 2)
        if 0 <= number < len(items)
        for other in items[number]
    )


def _rest(page: Laid, found: Sequence[_Item]) -> list[Box]:
    """The lines and tables of a page that are none of some items."""
    lines, tables = {item.line for item in found}, {item.table for item in found}
    rest = [line.box for n, line in enumerate(page.lines) if n not in lines]
    return rest + [block.box for block in page.tables if block.table not in tables]


def _stands_apart(box: Box, rest: Sequence[Box]) -> bool:
    """Whether more is free between what is at the edge and the rest of the page than between its lines."""
    if not rest:
        return True
    near = min(rest, key=lambda other: _free(box, other))
    beyond = [other for other in rest if _free(box, other) > _free(box, near) + (near.y1 - near.y0) / 2]
    usual = min((_free(near, other) for other in beyond), default=0.0)
    return _free(box, near) >= max(_APART * (box.y1 - box.y0), _WIDER * usual)


def _free(one: Box, other: Box) -> float:
    """How much is free between two boxes, one above the other; less than nothing where they are beside."""
    return max(other.y0 - one.y1, one.y0 - other.y1)


def _furniture(found: Sequence[_Item]) -> Furniture:
    return Furniture(
        frozenset(item.line for item in found if item.line is not None),
        frozenset(item.table for item in found if item.table is not None),
    )


def without_margins(
    pages: Sequence[Sequence[Block]], heights: Sequence[float], feet: list[str]
) -> list[list[Block]]:
    """Without page numbers, with the heads of pages only once, and with the feet in a list of their own."""
    numbers = [dict(_bare_numbers(blocks, height)) for blocks, height in zip(pages, heights, strict=True)]
    seen: set[str] = set()
    found: list[list[Block]] = []
    for page, (blocks, height) in enumerate(zip(pages, heights, strict=True), 1):
        kept = []
        for block in blocks:
            text = _text(block)
            key = _key(text, page)
            bare = _BARE_NUMBER.fullmatch(text)
            if (
                not is_at_edge(block.box, height)
                or (block.table is not None and not block.margin)
                or (bare and not _counts_pages(int(bare[1]), block.box.y0, page, numbers))
            ):
                kept.append(block)
            elif not (is_page_number(text) or bare) and key not in seen:
                numbered = without_page_number(text)
                if block.box.y0 > height / 2 and (block.margin or numbered != text):
                    feet.append(numbered)
                else:
                    kept.append(block)
                if block.margin:
                    seen.add(key)
        found.append(kept)
    return found


def _bare_numbers(blocks: Sequence[Block], height: float) -> Iterator[tuple[float, int]]:
    """The lines at the edge that are a number alone: place and number."""
    for block in blocks:
        match = _BARE_NUMBER.fullmatch(_text(block))
        if match and is_at_edge(block.box, height):
            yield block.box.y0, int(match[1])


def _counts_pages(number: int, y: float, page: int, numbers: Sequence[dict[float, int]]) -> bool:
    """Whether a number is the page's, or stands like it and goes up with it on another page."""
    return number == page or any(
        abs(place - y) <= _SAME_PLACE and other - number == at - page
        for at, found in enumerate(numbers, 1)
        if at != page
        for place, other in found.items()
    )
