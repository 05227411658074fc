"""The lists of a Word document: which paragraphs are items, at what level and with what number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import define, field, frozen
from lxml.etree import _Element as Element

from poreport.read.extract.word_inline import W, val

__all__ = ["Item", "Numbering"]

_LEVELS: Final = 9
_STYLE_LEVEL: Final = re.compile(r"list (?:bullet|number) ([2-9])")
_MOST_ANCESTORS: Final = 20
_NUMBER: Final = re.compile("[0-9]{1,9}")


@frozen
class Item:
    """A list item.

    Attributes:
        level: 1 for an outermost list.
        number: Its number; None for a bullet.
        begins: The list says that it begins anew here.
    """

    level: int
    number: int | None = None
    begins: bool = False


@frozen
class _List:
    """One list of the numbering part: its definition, and the levels that begin at a stated number."""

    definition: str
    starts: dict[int, int]


@define
class Numbering:
    """Counts the list items of a document as Word does: for each definition, through the whole document."""

    lists: dict[str, _List] = field(factory=dict)
    formats: dict[tuple[str, int], tuple[str, int]] = field(factory=dict)
    styles: dict[str, tuple[str, int]] = field(factory=dict)
    _counts: dict[tuple[str, int], int] = field(factory=dict)
    _begun: set[tuple[str, int]] = field(factory=set)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """The lists of a document.

        Args:
            numbering: word/numbering.xml.
            styles: word/styles.xml.
        """
        found = cls()
        if numbering is not None:
            for abstract in numbering.iterchildren(W + "abstractNum"):
                name = val(abstract, "abstractNumId") or ""
                for level in abstract.iterchildren(W + "lvl"):
                    form = val(level.find(W + "numFmt")) or "decimal"
                    first = _number(val(level.find(W + "start")), 1)
                    found.formats[name, _number(val(level, "ilvl"))] = (form, first)
            for num in numbering.iterchildren(W + "num"):
                starts = {
                    _number(val(override, "ilvl")): _number(val(start), 1)
                    for override in num.iterchildren(W + "lvlOverride")
                    if (start := override.find(W + "startOverride")) is not None
                }
                definition = val(num.find(W + "abstractNumId")) or ""
                found.lists[val(num, "numId") or ""] = _List(definition, starts)
        found.styles = dict(_listed_styles(styles))
        return found

    def item(self, properties: Element | None) -> Item | None:
        """How a paragraph with these properties is listed; counts it. None when it is not."""
        if properties is None:
            return None
        style = self.styles.get(val(properties.find(W + "pStyle")) or "")
        own = properties.find(W + "numPr")
        number_id, level = style or ("", 0)
        if own is not None:
            number_id = val(own.find(W + "numId")) or number_id
            level = min(max(_number(val(own.find(W + "ilvl"))), level), _LEVELS - 1)
        listed = self.lists.get(number_id)
        form, start = self.formats.get((listed.definition, level), ("none", 1)) if listed else ("none", 1)
        if listed is None or form == "none":
            return None
        if form == "bullet":
            return Item(level + 1)
        return self._counted(number_id, listed, level, start)

    def _counted(self, number_id: str, listed: _List, level: int, start: int) -> Item:
        key = (listed.definition, level)
        begins = level in listed.starts and (number_id, level) not in self._begun
        if begins:
            self._counts[key] = listed.starts[level]
        else:
            self._counts[key] = self._counts.get(key, start - 1) + 1
        self._begun.add((number_id, level))
        for deeper in range(level + 1, _LEVELS):
            self._counts.pop((listed.definition, deeper), None)
        return Item(level + 1, self._counts[key], begins)


def _listed_styles(styles: Element | None) -> Iterator[tuple[str, tuple[str, int]]]:
    """Paragraph styles that are lists, also by the styles they build on, with their list and level."""
    everything = () if styles is None else styles.iter(W + "style")
    known = {val(style, "styleId") or "": style for style in everything}
    for style_id, style in known.items():
        at: Element | None = style
        for _ in range(_MOST_ANCESTORS):
            if at is None:
                break
            own = at.find(f"{W}pPr/{W}numPr")
            if own is not None and val(own.find(W + "numId")) is not None:
                name = _STYLE_LEVEL.fullmatch((val(style.find(W + "name")) or "").lower())
                level = int(name[1]) - 1 if name else _number(val(own.find(W + "ilvl")))
                yield style_id, (val(own.find(W + "numId")) or "", level)
                break
            at = known.get(val(at.find(W + "basedOn")) or "")


def _number(text: str | None, default: int = 0) -> int:
    """A number from a file of anyone's."""
    return int(text) if text and _NUMBER.fullmatch(text) else default
