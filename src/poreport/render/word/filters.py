"""The engine's own Jinja filters: each turns a value into finished XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from poreport.render.word.blocks import BlockLayout
from poreport.render.word.controls import SHOWING
from poreport.render.word.sandbox import spend_loop
from poreport.render.word.values import plain_text, word_text

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from poreport.render.word.state import State
    from poreport.render.word.tokens import BoundControl, IdKind, NoteKind

__all__ = ["Filters", "NameFor", "show_blocks", "show_bookmark", "show_control", "show_mark"]

NameFor: TypeAlias = "Callable[[str], str | None]"
"""Gives the name of the bookmark for a control's tag; None for a tag that is none of ours."""


def _next_id(state: State, kind: IdKind) -> str:
    return state.next_id(kind)


def _bookmark_end(state: State, key: int) -> str:
    return state.bookmark_end(key)


def _new_note(body: str, state: State, kind: NoteKind) -> str:
    return state.new_note(kind, body)


def _all_notes(state: State, kind: NoteKind) -> str:
    return "".join(state.notes[kind])


def _always() -> dict[str, Callable[..., Any]]:
    return {
        "_po_text": word_text,
        "_po_plain": plain_text,
        "_po_loop": spend_loop,
        "_po_id": _next_id,
        "_po_bookmark_end": _bookmark_end,
        "_po_note": _new_note,
        "_po_notes": _all_notes,
    }


@attrs.define
class Filters:
    """The engine's filters for one template: those that all have, and one for each kind of control."""

    found: dict[str, Callable[..., Any]] = attrs.field(factory=_always)
    _names: dict[Hashable, str] = attrs.field(factory=dict)

    def add(self, key: Hashable, show: Callable[..., str]) -> str:
        """Take up a filter; returns the name of the one with this key, which may be older."""
        if key not in self._names:
            self._names[key] = f"_po_{len(self.found)}"
            self.found[self._names[key]] = show
        return self._names[key]


def show_bookmark(key: int, name: str) -> Callable[[State], str]:
    """Begins a bookmark that stands in a loop."""
    return lambda state: state.bookmark_start(key, name)


def show_mark(key: int, name_for: NameFor) -> Callable[[str, State], str]:
    """Begins the bookmark of a control that stands in a loop, named after its tag."""
    return lambda tag, state: state.mark_start(key, name_for(tag))


def show_blocks(layout: BlockLayout) -> Callable[[Any, State], str]:
    """Prints a value as paragraphs and lists."""
    return lambda value, state: layout.write(value, state.lists.begin)


def show_control(control: BoundControl, texts: tuple[str, ...]) -> Callable[..., str]:
    """Prints what stands between the flag and the end of a control.

    Args:
        control: the control.
        texts: what stands between the flag and the content, then within the content before and after the
            value.
    """
    rest = texts[0]
    empty = f"{SHOWING}{rest}{control.empty}"
    layout = control.tag.layout
    if control.kind == "check":
        ticked = f'<w14:checked w14:val="1"/>{rest}{control.filled}'
        unticked = f'<w14:checked w14:val="0"/>{rest}{control.empty}'
        return lambda value: ticked if value else unticked
    if isinstance(layout, BlockLayout):

        def blocks_or_empty(value: Any, state: State) -> str:
            written = layout.write_or_none(value, state.lists.begin)
            return empty if written is None else f"{rest}{written}"

        return blocks_or_empty
    before, after = rest + texts[1], texts[2]

    def text_or_empty(value: Any) -> str:
        text = word_text(value)
        return f"{before}{text}{after}" if text else empty

    return text_or_empty
