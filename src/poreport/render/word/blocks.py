"""Blocks of text (Markdown) as paragraphs and lists in the looks of the template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
from lxml import etree
from markupsafe import Markup

from poreport.markdown import Block, MarkdownText, Run, blocks, plain_blocks, to_plain
from poreport.render.word.ooxml import PPR, RPR, VAL, fragment, new_element, w
from poreport.render.word.values import word_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from poreport.render.word.numbering import ListLook, Lists

__all__ = ["BlockLayout", "RunLayout"]

NewNumber: TypeAlias = Callable[[int, int, int], int]
"""(abstract list, level from 0, first number) → the id of a list that counts from there."""

_INDENT = 360  # twips per level, as in Word's own list styles
# What stands before and after w:numPr and w:ind in a w:pPr; the schema demands the order.
_BEFORE_NUMBERING = frozenset(
    w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_AFTER_INDENT = frozenset(
    w(name)
    for name in (
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    )
)
_BEFORE_BOLD = frozenset({w("rStyle"), w("rFonts")})
_OF_LISTS = frozenset({w("numPr"), w("ind")})


@attrs.frozen
class RunLayout:
    """The looks of the run where a tag stood: `w:rPr` by (bold, italic)."""

    properties: dict[tuple[bool, bool], str]

    @classmethod
    def of(cls, run: _Element | None) -> RunLayout:
        """The looks of a run of the template; of plain text if there is none."""
        template = None if run is None else run.find(RPR)
        base = new_element(RPR) if template is None else deepcopy(template)
        looks = {}
        for look in ((False, False), (False, True), (True, False), (True, True)):
            properties = deepcopy(base)
            _toggle(properties, ("i", "iCs"), on=look[1])
            _toggle(properties, ("b", "bCs"), on=look[0])
            looks[look] = fragment(properties) if len(properties) else ""
        return cls(looks)

    def write(self, value: Any) -> str:
        """A value as runs: Markdown and `Run`s with bold and italics, ready XML as it is, else as text."""
        if isinstance(value, Markup):
            return str(value)
        if isinstance(value, MarkdownText):
            content = blocks(str(value))
            if all(block.kind == "stycke" for block in content):
                return "<w:r><w:br/></w:r>".join(self.runs(block.runs) for block in content)
            value = to_plain(str(value))  # a list has no room within a paragraph
        if isinstance(value, Run):
            return self.runs((value,))
        if isinstance(value, Sequence) and value and all(isinstance(run, Run) for run in value):
            return self.runs(value)
        return self.runs((Run(value if isinstance(value, str) else str(value)),) if value is not None else ())

    def runs(self, runs: Sequence[Run]) -> str:
        """Runs in these looks."""
        return "".join(
            f"<w:r>{self.properties[run.bold, run.italic]}"
            f'<w:t xml:space="preserve">{word_text(run.text)}</w:t></w:r>'
            for run in runs
        )


@attrs.frozen
class BlockLayout:
    """The looks of the paragraph where a `{{p }}` stood.

    Attributes:
        inner: its `w:pPr`, by how many lists a paragraph stands in (the last for deeper ones).
        items: `w:pPr` of list items by kind and level; `%d` stands for the id of a numbered list.
        run: its run's looks.
    """

    inner: tuple[str, ...]
    items: dict[tuple[str, int], tuple[str, ListLook]]
    run: RunLayout

    @classmethod
    def of(cls, paragraph: _Element, run: _Element | None, lists: Lists) -> BlockLayout:
        """The looks of a paragraph of the template."""
        template = paragraph.find(PPR)
        base = new_element(PPR) if template is None else template
        items = {key: (_item_properties(base, look), look) for key, look in lists.looks.items()}
        inner = tuple(_indented(base, level) for level in range(lists.levels + 1))
        return cls(inner, items, RunLayout.of(run))

    def write(self, value: Any, new_number: NewNumber) -> str:
        """A value as paragraphs.

        Args:
            value: Markdown, plain text (parted at blank lines), `Block`s, or ready XML.
            new_number: begins a numbered list.

        Returns:
            At least one paragraph; one without text if the value is empty.
        """
        if isinstance(value, Markup):
            return str(value)
        content = _as_blocks(value)
        if not content:
            return f"<w:p>{self.inner[0]}</w:p>"
        counting: dict[int, int] = {}
        return "".join(self._block(block, counting, new_number) for block in content)

    def write_or_none(self, value: Any, new_number: NewNumber) -> str | None:
        """Like `write`, but None for an empty value."""
        if not isinstance(value, Markup) and not _as_blocks(value):
            return None
        return self.write(value, new_number)

    def _block(self, block: Block, counting: dict[int, int], new_number: NewNumber) -> str:
        deepest = len(self.inner) - 1
        level = min(block.level, deepest)
        if block.kind == "stycke":
            properties = self.inner[level]
        else:
            properties, look = self.items[block.kind, max(level, 1)]
            if block.kind == "nummer":
                if block.start is not None or level not in counting:
                    counting[level] = new_number(
                        look.abstract, look.level, 1 if block.start is None else block.start
                    )
                properties = properties.replace("%d", str(counting[level]))
        return f"<w:p>{properties}{self.run.runs(block.runs)}</w:p>"


def _as_blocks(value: Any) -> Sequence[Block]:
    if value is None:
        return ()
    if isinstance(value, MarkdownText):
        return blocks(str(value))
    if isinstance(value, Block):
        return (value,)
    if (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(b, Block) for b in value)
    ):
        return value
    return plain_blocks(value if isinstance(value, str) else str(value))


def _toggle(properties: _Element, names: tuple[str, str], *, on: bool) -> None:
    """Add bold or italics, in its place; what the template says stays if it is not wanted."""
    if not on:
        return
    for name in names:
        for old in properties.findall(w(name)):
            properties.remove(old)
    before = _BEFORE_BOLD | ({w("b"), w("bCs")} if names[0] == "i" else set())
    index = sum(child.tag in before for child in properties)
    for offset, name in enumerate(names):
        properties.insert(index + offset, etree.Element(w(name)))


def _indented(base: _Element, level: int) -> str:
    """A paragraph within `level` lists: indented like the text of their items."""
    properties = deepcopy(base)
    if level:
        for old in properties.findall(w("ind")):
            properties.remove(old)
        index = next((i for i, child in enumerate(properties) if child.tag in _AFTER_INDENT), len(properties))
        properties.insert(index, etree.Element(w("ind"), {w("left"): str(_INDENT * level)}))
    return fragment(properties) if len(properties) else ""


def _item_properties(base: _Element, look: ListLook) -> str:
    """A list item: the list's own style if the template has it, else the paragraph's style and a list."""
    properties = deepcopy(base)
    for child in list(properties):
        if child.tag in _OF_LISTS or (look.style is not None and child.tag == w("pStyle")):
            properties.remove(child)
    if look.style is not None:
        style = etree.Element(w("pStyle"), {VAL: look.style})
        properties.insert(0, style)
    if not look.style_numbers or look.number is None:
        numbering = etree.Element(w("numPr"))
        etree.SubElement(numbering, w("ilvl"), {VAL: str(look.level)})
        etree.SubElement(numbering, w("numId"), {VAL: "%d" if look.number is None else str(look.number)})
        index = sum(child.tag in _BEFORE_NUMBERING for child in properties)
        properties.insert(index, numbering)
    return fragment(properties)
