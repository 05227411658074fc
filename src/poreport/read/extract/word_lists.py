"""The numbers and bullets that Word prints before list paragraphs, from numbering and styles."""

from __future__ import annotations

from typing import Final

from attrs import define, field
from lxml.etree import _Element as Element

from poreport.read.extract.word_inline import W, val, whole_number

__all__ = ["Lists"]

_LETTERS: Final = {"lowerLetter": "a", "upperLetter": "A"}
_NUMBERS: Final = frozenset(
    ("decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ordinal")
)


@define
class Lists:
    """Counts the paragraphs of each list.

    Attributes:
        formats: (list, level) → how its items are marked ("bullet", "decimal") and the first number.
        styles: Style → the list and level it puts a paragraph in.
    """

    formats: dict[tuple[str, int], tuple[str, int]] = field(factory=dict)
    styles: dict[str, tuple[str, int]] = field(factory=dict)
    abstract: dict[str, str] = field(factory=dict)
    _counts: dict[tuple[str, int], int] = field(factory=dict)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Lists:
        """The lists of a document."""
        lists = cls()
        levels: dict[str, dict[int, tuple[str, int]]] = {}
        for definition in numbering.findall(W + "abstractNum") if numbering is not None else ():
            levels[val(definition, "abstractNumId") or ""] = {
                whole_number(val(level, "ilvl")): (
                    val(level.find(W + "numFmt")) or "decimal",
                    whole_number(val(level.find(W + "start")), 1),
                )
                for level in definition.findall(W + "lvl")
            }
        for num in numbering.findall(W + "num") if numbering is not None else ():
            num_id, kind = val(num, "numId") or "", val(num.find(W + "abstractNumId")) or ""
            lists.abstract[num_id] = kind
            for level, form in levels.get(kind, {}).items():
                lists.formats[num_id, level] = form
        for style in styles.iter(W + "style") if styles is not None else ():
            own = _list_of(style.find(f"{W}pPr/{W}numPr"))
            if own:
                lists.styles[val(style, "styleId") or ""] = own
        return lists

    def marker(self, properties: Element | None) -> str:
        """What is printed before a paragraph: "- ", "2. " or nothing."""
        if properties is None:
            return ""
        own = _list_of(properties.find(W + "numPr"))
        own = own or self.styles.get(val(properties.find(W + "pStyle")) or "")
        if own is None or own[0] == "0" or own not in self.formats:
            return ""
        form, start = self.formats[own]
        if form == "bullet":
            return "- "
        if form not in _NUMBERS:
            return ""
        num_id, level = own
        number = self._counts.get(own, start - 1) + 1
        self._counts[own] = number
        for deeper in [key for key in self._counts if key[0] == num_id and key[1] > level]:
            del self._counts[deeper]
        return f"{_written(number, form)}. "


def _written(number: int, form: str) -> str:
    if form in _LETTERS and number <= 26:  # noqa: PLR2004  letters of the alphabet
        return chr(ord(_LETTERS[form]) + number - 1)
    return str(number)


def _list_of(properties: Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    num_id = val(properties.find(W + "numId"))
    return (num_id, whole_number(val(properties.find(W + "ilvl")))) if num_id else None
