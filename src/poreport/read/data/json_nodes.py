"""JSON text to positioned nodes.

The standard library's parser gives values without places and, of a number, not its text. This one is as
strict as the standard and takes the strings from the standard library.
"""

from __future__ import annotations

import json
import re
from typing import Final

from poreport.read.nodes import (
    DEEPEST,
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    SourceText,
    Written,
)
from poreport.svenska import quote

__all__ = ["load_json"]

_SPACE: Final = re.compile(r"[ \t\n]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9.])")
_STRING: Final = re.compile(r'"(?:[^"\\\n]++|\\.)*+"')
_BOOL: Final = re.compile(r"(?:true|false)\b")
_NULL: Final = re.compile(r"null\b")


def load_json(text: SourceText) -> Node | None:
    """The tree of a JSON text, or None when it is empty.

    Raises:
        ReadError: The text is not JSON; the one mistake says where and why.
    """
    reader = _Reader(text)
    start = reader.skip(0)
    if start == len(text.text):
        return None
    node, end = reader.node(start, 1)
    end = reader.skip(end)
    if end != len(text.text):
        raise text.error(end, "Filen fortsätter efter den sista parentesen. Ta bort det som står här.")
    return node


class _Reader:
    """Reads one value after another; every method takes a place and gives the next one."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text

    def skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def node(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise self.source.too_deep(at)
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._mapping(at, depth)
        if sign == "[":
            return self._sequence(at, depth)
        return self._scalar(at)

    def _mapping(self, start: int, depth: int) -> tuple[Node, int]:
        entries: list[Entry] = []
        at = start + 1
        while (item := self._next(at, start, "}", first=not entries)) is not None:
            key, at = self._string(item, "en nyckel")
            at = self.skip(at)
            if self.text[at : at + 1] != ":":
                raise self.source.error(at, f"Här saknas ett kolon efter nyckeln {quote(key)}.")
            value, at = self.node(self.skip(at + 1), depth + 1)
            entries.append(Entry(key, self.source.position(item), value))
        return MappingNode(tuple(entries), self.source.position(start)), self.skip(at) + 1

    def _sequence(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        at = start + 1
        while (item := self._next(at, start, "]", first=not items)) is not None:
            node, at = self.node(item, depth + 1)
            items.append(node)
        return SequenceNode(tuple(items), self.source.position(start)), self.skip(at) + 1

    def _next(self, at: int, start: int, closing: str, *, first: bool) -> int | None:
        """The place of the next item, or None when the closing sign comes."""
        at = self.skip(at)
        sign = self.text[at : at + 1]
        if sign == closing:
            return None
        if not sign:
            raise self.source.error(start, f"Parentesen {self.text[start]} avslutas aldrig med {closing}.")
        if first:
            return at
        if sign != ",":
            raise self.source.error(at, f"Här saknas ett kommatecken, eller {closing} sist.")
        item = self.skip(at + 1)
        if self.text[item : item + 1] == closing:
            raise self.source.error(at, f"Ta bort kommatecknet före {closing}.")
        return item

    def _string(self, at: int, expected: str) -> tuple[str, int]:
        match = _STRING.match(self.text, at)
        if match is None and self.text[at : at + 1] == '"':
            raise self.source.error(
                at, "Citattecknet som inleds här avslutas inte på raden. En radbrytning i en text skrivs \\n."
            )
        if match is None:
            raise self.source.error(at, f'Här väntades {expected} inom raka citattecken, "så här".')
        try:
            value = json.loads(match[0])
        except json.JSONDecodeError as error:
            raise self.source.error(
                at + error.pos,
                "Tecknet får inte stå i en text. Omvänt snedstreck skrivs dubbelt (\\\\), tabb \\t.",
            ) from error
        return str(value), match.end()

    def _scalar(self, at: int) -> tuple[Node, int]:
        for pattern, written in ((_NUMBER, Written.NUMBER), (_BOOL, Written.BOOL), (_NULL, Written.NULL)):
            match = pattern.match(self.text, at)
            if match:
                return ScalarNode(match[0], self.source.position(at), written), match.end()
        text, end = self._string(at, "ett värde: ett tal, true, false, null, eller en text")
        return ScalarNode(text, self.source.position(at)), end
