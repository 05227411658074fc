"""What one rendering keeps count of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from poreport.render.word.sandbox import GuardError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from poreport.render.word.numbering import NewLists

__all__ = ["State"]

MAX_TURNS = 1_000_000
"""Turns of loops and calls in one document; the longest real one needs some thousands."""


@attrs.define
class State:
    """Ids, notes, lists and the budget of one rendering.

    Attributes:
        used: the highest id of each kind that the template itself uses.
        lists: the numbered lists that the document begins.
        notes: the footnotes and endnotes that the document has made.
        turns_left: how many more turns loops may take.
    """

    used: dict[str, int]
    lists: NewLists
    notes: dict[str, list[str]] = attrs.field(factory=lambda: {"footnote": [], "endnote": []})
    turns_left: int = MAX_TURNS
    bookmarks: dict[int, int] = attrs.field(factory=dict)
    names: dict[str, int] = attrs.field(factory=dict)

    def spend(self, turns: int) -> None:
        """Take turns from the budget.

        Raises:
            GuardError: it is used up.
        """
        self.turns_left -= turns
        if self.turns_left < 0:
            raise GuardError(f"Mallens loopar går fler än {MAX_TURNS} varv. Kontrollera hur de är skrivna.")

    def next_id(self, kind: str) -> str:
        """A new id of a kind."""
        number = self.used.get(kind, 0) + 1
        self.used[kind] = number
        return str(number)

    def bookmark_start(self, key: int, name: str) -> str:
        """The beginning of a bookmark in a loop; from the second turn on its name gets a number."""
        number = self.next_id("bookmark")
        self.bookmarks[key] = int(number)
        count = self.names[name] = self.names.get(name, 0) + 1
        unique = name if count == 1 else f"{name}_{count}"
        return f'<w:bookmarkStart w:id="{number}" w:name="{unique}"/>'

    def bookmark_end(self, key: int) -> str:
        """The end of the bookmark that was begun last with this key."""
        number = self.bookmarks[key]
        return f'<w:bookmarkEnd w:id="{number}"/>' if number else ""

    def mark_start(self, key: int, name: str | None) -> str:
        """The beginning of a control's bookmark; none for a control that has no name or one already used."""
        if name is None or name in self.names:
            self.bookmarks[key] = 0
            return ""
        return self.bookmark_start(key, name)

    def new_note(self, kind: str, body: str) -> str:
        """Keep a note; returns its id."""
        number = self.next_id(kind)
        self.notes[kind].append(f'<w:{kind} w:id="{number}">{body}</w:{kind}>')
        return number


def fresh_state(used: Mapping[str, int], lists: NewLists) -> State:
    """The state at the beginning of a rendering."""
    return State(dict(used), lists)
