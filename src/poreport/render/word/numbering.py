"""Lists: the template's own list styles where it has them, else plain definitions that are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from lxml import etree

from poreport.render.word.ooxml import NAME, STYLE_ID, VAL, W_NS, as_number, parse_xml, serialise, w

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ListLook", "Lists", "NewLists"]

LEVELS = 9  # Word knows no more
_STYLES = {
    "punkt": (("Punktlista", "list bullet"), ("Punktlista2", "list bullet 2")),
    "nummer": (("Numreradlista", "list number"), ("Numreradlista2", "list number 2")),
}
_BULLETS = ("•", "–", "▪")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_INDENT = 360
_EMPTY = f'<w:numbering xmlns:w="{W_NS}"/>'
_ABSTRACT, _NUM, _ABSTRACT_ID, _NUM_ID = w("abstractNum"), w("num"), w("abstractNumId"), w("numId")


@attrs.frozen
class ListLook:
    """How the items of one kind and level look.

    Attributes:
        style: the paragraph style, if the template has one for this.
        style_numbers: the style brings its own bullet or number.
        abstract: the list definition.
        level: the level in it, from 0.
        number: the list that all bullets share; None for numbers, where each list counts for itself.
    """

    style: str | None
    style_numbers: bool
    abstract: int
    level: int
    number: int | None


@attrs.frozen
class Lists:
    """The lists of a template, and its numbering part with room for more.

    Attributes:
        looks: by kind ("punkt", "nummer") and level from 1.
        levels: how many levels there are.
        first_free: the first id that no list has.
        head: the numbering part up to where new lists go.
        foot: the rest of it.
    """

    looks: dict[tuple[str, int], ListLook]
    levels: int
    first_free: int
    head: str
    foot: str

    @classmethod
    def read(cls, numbering: bytes | None, styles: bytes | None) -> Lists:
        """Read a template's lists, and add those that it lacks.

        Args:
            numbering: word/numbering.xml, if there is one.
            styles: word/styles.xml, likewise.

        Raises:
            PackageError: one of them is damaged.
        """
        root = parse_xml(numbering or _EMPTY.encode(), "numbering.xml")
        by_id, by_name = _paragraph_styles(styles)
        abstract_of = {num.get(_NUM_ID, ""): _value(num, _ABSTRACT_ID) for num in root.iterchildren(_NUM)}
        looks: dict[tuple[str, int], ListLook] = {}
        for kind, names in _STYLES.items():
            added = _add_list(root, kind)
            for level in range(1, LEVELS + 1):
                style_id, style_name = names[level - 1] if level <= len(names) else ("", "")
                style = by_id.get(style_id, by_name.get(style_name))
                own = _look_of_style(style, kind, abstract_of)
                looks[kind, level] = own or ListLook(
                    style=None if style is None else style.get(STYLE_ID),
                    style_numbers=False,
                    abstract=added[0],
                    level=level - 1,
                    number=added[1] if kind == "punkt" else None,
                )
        head, foot = _split(root)
        return cls(looks, LEVELS, _first_free(root, _NUM, _NUM_ID), head, foot)

    @property
    def part(self) -> bytes:
        """The numbering part without new lists."""
        return (self.head + self.foot).encode()


@attrs.define
class NewLists:
    """The numbered lists that one document begins."""

    lists: Lists
    written: list[str] = attrs.field(factory=list)

    def begin(self, abstract: int, level: int, start: int) -> int:
        """Begin a list that counts from `start` at a level (from 0); returns its id."""
        number = self.lists.first_free + len(self.written)
        self.written.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return number

    @property
    def part(self) -> bytes:
        """The numbering part with the lists."""
        return "".join((self.lists.head, *self.written, self.lists.foot)).encode()


def _paragraph_styles(styles: bytes | None) -> tuple[dict[str, _Element], dict[str, _Element]]:
    """Paragraph styles by id and by name in lower case."""
    by_id: dict[str, _Element] = {}
    by_name: dict[str, _Element] = {}
    if styles is not None:
        for style in parse_xml(styles, "styles.xml").iterchildren(w("style")):
            if style.get(w("type")) == "paragraph":
                by_id[style.get(STYLE_ID, "")] = style
                name = style.find(NAME)
                by_name[name.get(VAL, "").lower() if name is not None else ""] = style
    return by_id, by_name


def _look_of_style(style: _Element | None, kind: str, abstract_of: dict[str, str | None]) -> ListLook | None:
    """The list that a style brings, if there is such a style and it brings one."""
    found = None if style is None else style.find(f"{w('pPr')}/{w('numPr')}")
    number = None if found is None else _value(found, _NUM_ID)
    abstract = abstract_of.get(number or "")
    if style is None or found is None or number is None or abstract is None:
        return None
    return ListLook(
        style=style.get(STYLE_ID),
        style_numbers=True,
        abstract=as_number(abstract),
        level=as_number(_value(found, w("ilvl"))),
        number=as_number(number) if kind == "punkt" else None,
    )


def _value(parent: _Element, name: str) -> str | None:
    child = parent.find(name)
    return None if child is None else child.get(VAL)


def _first_free(root: _Element, element: str, attribute: str) -> int:
    return 1 + max((as_number(found.get(attribute)) for found in root.iterchildren(element)), default=0)


def _add_list(root: _Element, kind: str) -> tuple[int, int]:
    """Add a list definition with all levels and a list that uses it; returns the ids of both."""
    abstract_id = _first_free(root, _ABSTRACT, _ABSTRACT_ID)
    abstract = etree.Element(_ABSTRACT, {_ABSTRACT_ID: str(abstract_id)})
    etree.SubElement(abstract, w("multiLevelType"), {VAL: "multilevel"})
    for level in range(LEVELS):
        bullet = kind == "punkt"
        lvl = etree.SubElement(abstract, w("lvl"), {w("ilvl"): str(level)})
        etree.SubElement(lvl, w("start"), {VAL: "1"})
        etree.SubElement(lvl, w("numFmt"), {VAL: "bullet" if bullet else _FORMATS[level % 3]})
        etree.SubElement(lvl, w("lvlText"), {VAL: _BULLETS[level % 3] if bullet else f"%{level + 1}."})
        etree.SubElement(lvl, w("lvlJc"), {VAL: "left"})
        properties = etree.SubElement(lvl, w("pPr"))
        indent = {w("left"): str(_INDENT * (level + 1)), w("hanging"): str(_INDENT)}
        etree.SubElement(properties, w("ind"), indent)
    number_id = _first_free(root, _NUM, _NUM_ID)
    number = etree.Element(_NUM, {_NUM_ID: str(number_id)})
    etree.SubElement(number, _ABSTRACT_ID, {VAL: str(abstract_id)})
    # The schema's order: picture bullets, definitions, lists, the rest.
    root.insert(sum(child.tag in {w("numPicBullet"), _ABSTRACT} for child in root), abstract)
    root.insert(_end_of_lists(root), number)
    return abstract_id, number_id


def _end_of_lists(root: _Element) -> int:
    return sum(child.tag in {w("numPicBullet"), _ABSTRACT, _NUM} for child in root)


def _split(root: _Element) -> tuple[str, str]:
    """The part before and after where new lists go."""
    mark = etree.ProcessingInstruction("po", "0")
    root.insert(_end_of_lists(root), mark)
    head, _, foot = serialise(root).partition("<?po 0?>")
    return head, foot
