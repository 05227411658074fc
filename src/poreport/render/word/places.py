"""Where each paragraph of a part stands, counted as a person counts in Word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from poreport.render.word.errors import Place
from poreport.render.word.ooxml import TBL, TC, TR, P, is_element, local_name, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# Elements that wrap paragraphs, rows or cells without being seen on the page.
_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_LABELS = {"hdr": "sidhuvud", "ftr": "sidfot"}
_NOTES = {w("footnote"): "fotnot", w("endnote"): "slutnot"}
_TEXT_BOX = w("txbxContent")
_NUMBER = re.compile(r"(\d+)\.xml$")


class Places:
    """The place of every paragraph in a part, as it stood when the part was read."""

    def __init__(self, root: _Element, part: str) -> None:
        self.part = part
        self._label = _part_label(root, part)
        # The elements are kept as keys so that lxml does not forget which object stands for which node.
        self._found: dict[_Element, Place] = {}
        if local_name(root) == "document":
            for body in root:
                self._walk(body, "")
        elif local_name(root) in {"footnotes", "endnotes"}:
            notes = [note for note in root if is_element(note) and note.get(w("type"), "normal") == "normal"]
            for number, note in enumerate(notes, 1):
                self._walk(note, f"{_NOTES.get(note.tag, 'not')} {number}")
        else:
            self._walk(root, self._label)

    @property
    def all(self) -> list[Place]:
        """Every place, from the beginning to the end of the part."""
        return list(self._found.values())

    def of(self, element: _Element) -> Place:
        """The place of an element: that of the paragraph around it, or of the first one in it."""
        for around in (element, *element.iterancestors(P)):
            if around in self._found:
                return self._found[around]
        for inside in element.iter(P):
            if inside in self._found:
                return self._found[inside]
        return Place(self.part, self._label)

    def _walk(self, container: _Element, prefix: str) -> None:
        lead = f"{prefix}, " if prefix else ""
        paragraphs = tables = 0
        content = list(_unwrapped(container))
        alone = prefix and sum(child.tag == P for child in content) == 1
        for child in content:
            if child.tag == P:
                paragraphs += 1
                place = Place(self.part, prefix if alone else f"{lead}stycke {paragraphs}")
                self._found[child] = place
                for box in child.iter(_TEXT_BOX):
                    self._walk(box, f"{place.text}, textruta")
            elif child.tag == TBL:
                tables += 1
                self._walk_table(child, f"{lead}tabell {tables}")

    def _walk_table(self, table: _Element, prefix: str) -> None:
        rows = (child for child in _unwrapped(table) if child.tag == TR)
        for row_number, row in enumerate(rows, 1):
            cells = (child for child in _unwrapped(row) if child.tag == TC)
            for cell_number, cell in enumerate(cells, 1):
                self._walk(cell, f"{prefix}, rad {row_number}, cell {cell_number}")


def _unwrapped(container: _Element) -> Iterator[_Element]:
    for child in container:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        elif is_element(child):
            yield child


def _part_label(root: _Element, part: str) -> str:
    label = _LABELS.get(local_name(root))
    if label is None:
        return "dokumentet"
    number = _NUMBER.search(part)
    return f"{label} {number[1]}" if number else label
