"""Write a part with tokens as the source of a Jinja template, one line per paragraph."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from poreport.render.word.blocks import BlockLayout, RunLayout
from poreport.render.word.errors import Place, Problem
from poreport.render.word.filters import show_blocks, show_bookmark, show_control, show_mark
from poreport.render.word.nesting import repeats, scopes, whole_bookmarks
from poreport.render.word.ooxml import fragment, serialise
from poreport.render.word.sandbox import BLOCK_END, BLOCK_START, STATE, VARIABLE_END, VARIABLE_START
from poreport.render.word.tokens import (
    Bookmark,
    ControlEdge,
    ControlMark,
    Draft,
    Line,
    Mark,
    NewId,
    NoteReference,
    NotesHere,
    Tag,
    Token,
)
from poreport.render.word.values import escape_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from poreport.render.word.filters import Filters, NameFor
    from poreport.render.word.nesting import Scope
    from poreport.render.word.tokens import IdKind, NoteKind

__all__ = ["Notes", "Source", "StaticIds", "write_source"]


@attrs.define
class StaticIds:
    """Hands out the ids of what stands once in the document."""

    used: dict[str, int] = attrs.field(factory=dict)

    def next(self, kind: str) -> int:
        """The next free id of a kind, from 1."""
        self.used[kind] = self.used.get(kind, 0) + 1
        return self.used[kind]


@attrs.define
class Source:
    """The source of a part.

    Attributes:
        name: the part.
        text: Jinja source; for a part without tags, the part itself.
        dynamic: whether it has anything to be filled in.
        tags: the template's tags in it.
        lines: first line of each paragraph, ascending.
        places: the paragraph that begins there.
    """

    name: str
    text: str
    dynamic: bool
    tags: list[Tag]
    lines: list[int]
    places: list[Place]

    def place_of(self, line: int) -> Place:
        """The paragraph that a line of the source belongs to."""
        index = bisect_right(self.lines, line) - 1
        return self.places[index] if index >= 0 else Place(self.name, "dokumentet")


def write_source(
    draft: Draft, ids: StaticIds, filters: Filters, notes: Mapping[NoteKind, Notes], name_for: NameFor
) -> Source:
    """Write a part as source.

    Args:
        draft: the part, with all its tokens in place. Structural mistakes are added to its problems.
        ids: for what stands outside loops.
        filters: takes up the filters that the source calls.
        notes: the document's footnotes and endnotes; those within loops and conditions are taken out.
        name_for: names the bookmark of a control by its tag.
    """
    writer = _Writer(ids, filters, notes, name_for, draft.problems)
    writer.write(list(draft.split(serialise(draft.root))), ())
    return Source(draft.name, "".join(writer.out), writer.dynamic, writer.tags, writer.lines, writer.places)


@attrs.define
class Notes:
    """The footnotes or endnotes of a template.

    Attributes:
        draft: their part, with all its tokens in place.
        elements: the notes by id.
        shared: those that are referred to more than once.
        taken: those that are written where they are referred to.
    """

    draft: Draft
    elements: dict[str, _Element]
    shared: frozenset[str]
    taken: dict[str, list[str | Token]] = attrs.field(factory=dict)

    def take(self, key: str) -> list[str | Token]:
        """The inside of a note, which leaves its part."""
        if key not in self.taken:
            note = self.elements[key]
            inside = "".join(fragment(child) for child in note)
            self.taken[key] = list(self.draft.split(inside))
            parent = note.getparent()
            if parent is not None:
                parent.remove(note)
        return self.taken[key]


@attrs.define
class _Writer:
    """Writes the items of a part, one after another."""

    ids: StaticIds
    filters: Filters
    notes: Mapping[NoteKind, Notes]
    name_for: NameFor
    problems: list[Problem]
    out: list[str] = attrs.field(factory=list)
    tags: list[Tag] = attrs.field(factory=list)
    lines: list[int] = attrs.field(factory=list)
    places: list[Place] = attrs.field(factory=list)
    bookmarks: dict[str, int] = attrs.field(factory=dict)
    marks: dict[int, int] = attrs.field(factory=dict)  # by control: its bookmark, negative when named later
    names: set[str] = attrs.field(factory=set)
    line: int = 1
    dynamic: bool = False

    def write(self, items: list[str | Token], outer: Scope) -> None:
        """Write text and tokens that stand within the blocks `outer`."""
        found = list(scopes(items, outer, self.problems))
        whole = whole_bookmarks(items, found)
        index = 0
        while index < len(items):
            item = items[index]
            if isinstance(item, ControlEdge):
                index = self._control(item, items, index)
                continue
            if not isinstance(item, Bookmark) or item.key in whole:
                self._item(item, found[index])
            index += 1

    def _item(self, item: str | Token, scope: Scope) -> None:
        match item:
            case str():
                self._text(item)
            case Line():
                self._new_line(item.place)
            case Mark():
                self._text(item.text)
            case Tag():
                self._tag(item)
            case NewId():
                self._new_id(item.kind, scope)
            case Bookmark():
                self._bookmark(item, scope)
            case ControlMark():
                self._control_mark(item, scope)
            case NoteReference():
                self._note(item, scope)
            case NotesHere():
                self._value(STATE, "_po_notes", repr(item.kind))

    def _text(self, text: str) -> None:
        self.out.append(text)
        self.line += text.count("\n")

    def _new_line(self, place: Place) -> None:
        self._text("\n")
        self.lines.append(self.line)
        self.places.append(place)

    def _value(self, code: str, filter_name: str, *arguments: str) -> None:
        """Source that prints a value through one of the engine's filters."""
        self.dynamic = True
        given = f"({', '.join(arguments)})" if arguments else ""
        self.out.append(f"{VARIABLE_START}({code})|{filter_name}{given}{VARIABLE_END}")

    def _statement(self, code: str) -> None:
        self.dynamic = True
        self.out.append(f"{BLOCK_START}{code}{BLOCK_END}")

    def _tag(self, tag: Tag) -> None:
        if not tag.code:
            return
        if tag.scope in {"p", "tr", "tc"}:
            self._new_line(tag.place)
        self.tags.append(tag)
        layout = tag.layout
        if tag.statement:
            self._statement(tag.code)
        elif isinstance(layout, BlockLayout):
            self._value(tag.code, self.filters.add(id(layout), show_blocks(layout)), STATE)
        elif isinstance(layout, RunLayout):
            self._value(tag.code, self.filters.add(id(layout), layout.write))
        else:
            self._value(tag.code, "_po_plain" if tag.plain else "_po_text")

    def _new_id(self, kind: IdKind, scope: Scope) -> None:
        if repeats(scope):
            self._value(STATE, "_po_id", repr(kind))
        else:
            self.out.append(str(self.ids.next(kind)))

    def _bookmark(self, bookmark: Bookmark, scope: Scope) -> None:
        if bookmark.is_start:
            self.bookmarks[bookmark.key] = self.ids.next("bookmark")
        number = self.bookmarks[bookmark.key]
        name = escape_attribute(bookmark.name or "")
        if not repeats(scope):
            start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            self.out.append(start if bookmark.is_start else f'<w:bookmarkEnd w:id="{number}"/>')
        elif bookmark.is_start:
            self._value(STATE, self.filters.add(("bookmark", number), show_bookmark(number, name)))
        else:
            self._value(STATE, "_po_bookmark_end", str(number))

    def _control_mark(self, mark: ControlMark, scope: Scope) -> None:
        """A control's bookmark: named now when its tag is known, else when the template is filled in."""
        if mark.tag is None:
            self._end_of_mark(self.marks.get(mark.key, 0))
            return
        number = self.ids.next("bookmark")
        if repeats(scope) or any(isinstance(piece, Tag) for piece in mark.tag):
            pieces = (f"({piece.code})" if isinstance(piece, Tag) else repr(piece) for piece in mark.tag)
            code = "~".join(pieces)
            self.marks[mark.key] = -number
            self._value(code, self.filters.add(("mark", number), show_mark(-number, self.name_for)), STATE)
            return
        name = self.name_for("".join(map(str, mark.tag)))
        if name is not None and name not in self.names:
            self.names.add(name)
            self.marks[mark.key] = number
            self.out.append(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')

    def _end_of_mark(self, number: int) -> None:
        if number > 0:
            self.out.append(f'<w:bookmarkEnd w:id="{number}"/>')
        elif number < 0:
            self._value(STATE, "_po_bookmark_end", str(number))

    def _note(self, reference: NoteReference, scope: Scope) -> None:
        """A note that may stand several times, or not at all, is written where it is referred to."""
        notes = self.notes.get(reference.kind)
        if (
            notes is None
            or reference.key not in notes.elements
            or not (scope or reference.key in notes.shared)
        ):
            self.out.append(reference.key)
            return
        self._statement("set _po_written")
        self.write(notes.take(reference.key), scope)
        self._statement("endset")
        self._value("_po_written", "_po_note", STATE, repr(reference.kind))

    def _control(self, first: ControlEdge, items: list[str | Token], start: int) -> int:
        """Write a bound control; returns the index of what comes after it."""
        control = first.control
        texts = [""]
        for index in range(start + 1, len(items)):
            item = items[index]
            if isinstance(item, str):
                texts[-1] += item
            elif isinstance(item, ControlEdge) and item.edge == "end":
                break
            elif isinstance(item, ControlEdge) or item is control.tag:
                texts.append("")
            elif isinstance(item, Tag):
                message = f"Taggen ”{item.typed}” kan inte stå i en innehållskontroll med ett eget värde."
                self.problems.append(Problem(message, item.place))
        self._new_line(control.tag.place)
        self.tags.append(control.tag)
        blocks = control.kind == "blocks"
        key = id(control) if blocks else (control.kind, control.empty, control.filled, *texts)
        name = self.filters.add(key, show_control(control, tuple(texts)))
        self._value(control.tag.code, name, *([STATE] if blocks else []))
        return index + 1
