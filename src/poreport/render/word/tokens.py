"""What stands in a part in the place of something that is not the same in every copy.

While a part is worked on as a tree, each token is one processing instruction (between elements) or one
marked number (within a text or an attribute). When the tree is written out, `source` turns tokens into Jinja.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from poreport.render.word.blocks import BlockLayout, RunLayout
    from poreport.render.word.errors import Place, Problem

__all__ = [
    "NOTE_KINDS",
    "Bookmark",
    "ControlEdge",
    "ControlMark",
    "Draft",
    "Line",
    "Mark",
    "NewId",
    "NoteKind",
    "NoteReference",
    "NotesHere",
    "Tag",
    "Token",
]

# Noncharacters: XML may hold them, but no text does.
OPEN_MARK, CLOSE_MARK = "\ufdd0", "\ufdd1"
RESERVED = re.compile("[\ufdd0-\ufdef]")
_TARGET = "po"
_TOKEN = re.compile(rf"<\?{_TARGET} (\d+)\?>|{OPEN_MARK}(\d+){CLOSE_MARK}")

IdKind: TypeAlias = Literal["sdt", "docPr", "bookmark", "footnote", "endnote"]
NoteKind: TypeAlias = Literal["footnote", "endnote"]
NOTE_KINDS: tuple[NoteKind, ...] = ("footnote", "endnote")
Scope: TypeAlias = Literal["", "p", "tr", "tc", "r"]


@attrs.define(eq=False)
class Tag:
    """A Jinja tag of the template.

    Attributes:
        statement: `{% %}`, else `{{ }}`.
        scope: the "p" of `{%p %}`; "" for a tag within a text.
        code: what stands between the braces, tidied; "" for a comment.
        typed: the tag as it reads in Word, for messages.
        place: where it stands.
        node: the element that holds it, for checking that blocks open and close on one level.
        attribute: the attribute that holds it, if it stands in one.
        layout: how to lay out a value that is more than text.
        plain: only characters may be printed here.
    """

    statement: bool
    scope: Scope
    code: str
    typed: str
    place: Place
    node: _Element
    attribute: str | None = None
    layout: BlockLayout | RunLayout | None = None
    plain: bool = False

    @property
    def keyword(self) -> str:
        """The first word of a statement."""
        match = re.match(r"\w+", self.code)
        return match[0] if match else ""


@attrs.frozen(eq=False)
class Line:
    """The start of a paragraph: the source takes a new line, so that an error's line says where it is."""

    place: Place


@attrs.frozen(eq=False)
class Mark:
    """A mark for `repair_structure` to find."""

    text: str


@attrs.frozen(eq=False)
class NewId:
    """An id that must be unique in the document."""

    kind: IdKind


@attrs.frozen(eq=False)
class Bookmark:
    """One end of a bookmark; `key` is its id in the template."""

    key: str
    name: str | None  # None at the end

    @property
    def is_start(self) -> bool:
        """Whether the bookmark begins here."""
        return self.name is not None


@attrs.frozen(eq=False)
class ControlMark:
    """One end of the hidden bookmark around a content control.

    Attributes:
        key: tells the controls of a part apart.
        tag: the control's tag in pieces; None at the end.
    """

    key: int
    tag: tuple[str | Token, ...] | None


@attrs.frozen(eq=False)
class NoteReference:
    """The id of the footnote or endnote that is referred to."""

    kind: NoteKind
    key: str


@attrs.frozen(eq=False)
class NotesHere:
    """Where the notes that the document has produced go."""

    kind: NoteKind


@attrs.define(eq=False)
class BoundControl:
    """A content control that shows one value.

    Attributes:
        tag: the expression.
        kind: what is printed.
        empty: what stands in the control when the value is empty; for a checkbox, when it is false.
        filled: for a checkbox, what stands in it when the value is true.
    """

    tag: Tag
    kind: Literal["text", "blocks", "check"]
    empty: str = ""
    filled: str = ""


@attrs.frozen(eq=False)
class ControlEdge:
    """A border within a bound control.

    Attributes:
        control: the control.
        edge: "flag" where `w:showingPlcHdr` or `w14:checked` goes, "content" before what depends on the
            value, "end" after it.
    """

    control: BoundControl
    edge: Literal["flag", "content", "end"]


Token: TypeAlias = (
    Tag | Line | Mark | NewId | Bookmark | ControlMark | NoteReference | NotesHere | ControlEdge
)


@attrs.define(eq=False)
class Draft:
    """A part being compiled: its tree, the tokens in it and what is wrong with it."""

    root: _Element
    name: str
    problems: list[Problem]
    tokens: list[Token] = attrs.field(factory=list)

    def in_text(self, token: Token) -> str:
        """Characters that stand for a token in a text or attribute."""
        self.tokens.append(token)
        return f"{OPEN_MARK}{len(self.tokens) - 1}{CLOSE_MARK}"

    def in_tree(self, token: Token) -> _Element:
        """A node that stands for a token between elements."""
        self.tokens.append(token)
        return etree.ProcessingInstruction(_TARGET, str(len(self.tokens) - 1))

    def tags_in(self, text: str) -> list[Tag]:
        """The tags that a text of the tree holds."""
        found = (token for token in self.split(text) if isinstance(token, Tag))
        return list(found)

    def token_of(self, node: _Element) -> Token | None:
        """The token that a node stands for, if it does."""
        if node.tag is etree.ProcessingInstruction and node.target == _TARGET:  # type: ignore[attr-defined,comparison-overlap]  # lxml-stubs do not know PIs
            return self.tokens[int(node.text or "")]
        return None

    def split(self, xml: str) -> Iterator[str | Token]:
        """Text and tokens in order."""
        pieces = _TOKEN.split(xml)
        yield pieces[0]
        for index in range(1, len(pieces), 3):
            yield self.tokens[int(pieces[index] or pieces[index + 1])]
            yield pieces[index + 2]
