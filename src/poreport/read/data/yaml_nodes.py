"""YAML text to positioned nodes, built from libyaml's events.

Events and not `yaml.compose`: they show anchors, aliases and tags, which a composed tree hides, and the
tree is built without recursion, so that no file can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from poreport.model import Position
from poreport.read.data.yaml_errors import syntax_error
from poreport.read.mistakes import Mistake
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

__all__ = ["load_yaml"]

_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))


def load_yaml(text: SourceText) -> tuple[Node | None, list[Mistake]]:
    """The tree of a YAML text (None when it is empty), and what stands in it that data files do not have.

    Raises:
        ReadError: The text is not YAML; the one mistake says where and what the commonest cause is.
    """
    text.refuse_bad_characters()
    builder = _Builder(text)
    try:
        builder.build(yaml.parse(text.text, yaml.CBaseLoader))
    except yaml.MarkedYAMLError as error:
        raise syntax_error(text, error) from error
    return builder.root, builder.mistakes


class _Builder:
    """Builds the tree from events; one open list or mapping for each level of the stack."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.root: Node | None = None
        self.mistakes: list[Mistake] = []
        self._stack: list[tuple[list[Any], Position, bool]] = []

    def build(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._add(self._scalar(event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_marks(event)
                if len(self._stack) == DEEPEST:
                    raise self.text.too_deep(self._position(event))
                self._stack.append(([], self._position(event), kind is yaml.MappingStartEvent))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close()
            elif kind is yaml.AliasEvent:
                self._mistake(
                    event, f"*{event.anchor} hänvisar till ett annat värde. Skriv ut värdet i stället."
                )
                self._add(ScalarNode("", self._position(event), Written.NULL))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._mistake(
                        event, "Filen har flera delar, skilda åt med ---. Dela upp den i flera filer."
                    )
                    return

    def _position(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(self.text.fil, mark.line + 1, mark.column + 1)

    def _mistake(self, event: Any, text: str) -> None:
        self.mistakes.append(Mistake(self._position(event), text))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            text = (
                f"&{event.anchor} ger värdet ett namn. Ta bort det; står & i en text, sätt den i citattecken."
            )
            self._mistake(event, text)
        if event.tag is not None:
            text = "Typmärkningar (ord som börjar med !) används inte. Ta bort den, eller använd citattecken."
            self._mistake(event, text)

    def _scalar(self, event: Any) -> ScalarNode:
        self._refuse_marks(event)
        null = not event.style and event.value in _NULLS
        return ScalarNode(event.value, self._position(event), Written.NULL if null else Written.TEXT)

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1][0].append(node)
        else:
            self.root = node

    def _close(self) -> None:
        nodes, position, is_mapping = self._stack.pop()
        if is_mapping:
            self._add(MappingNode(tuple(self._entries(nodes)), position))
        else:
            self._add(SequenceNode(tuple(nodes), position))

    def _entries(self, nodes: list[Node]) -> Iterator[Entry]:
        """Pair keys and values, which libyaml gives one after the other."""
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if isinstance(key, ScalarNode):
                yield Entry(key.text, key.position, value)
            else:
                text = "En nyckel kan inte vara en lista eller ha egna nycklar. Sätt texten i citattecken."
                self.mistakes.append(Mistake(key.position, text))
