"""Nodes to model: every key finds its field, every value becomes what the field asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from poreport.model import Falt, Position, Slag, Tolkning, falt_i
from poreport.read.data import hints
from poreport.read.mistakes import Mistake
from poreport.read.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from poreport.read.values import CHOICES, parse_value, says_nothing
from poreport.svenska import TolkningsFel, fold, quote

__all__ = ["Structurer"]


class Structurer:
    """Turns nodes into model values and notes mistakes, interpretations and places on the way.

    After the first mistake no more objects are made, but everything is still looked at.

    Attributes:
        mistakes: What is wrong.
        tolkningar: What was read in another way than it was written.
        positioner: Path → where it stands: the value when there is one on the line, else the key.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.tolkningar: list[Tolkning] = []
        self.positioner: dict[str, Position] = {}

    def mistake(self, position: Position, text: str) -> None:
        """Note something that is wrong."""
        self.mistakes.append(Mistake(position, text))

    def part(self, klass: type[Any], node: MappingNode, path: str, around: Position) -> Any:
        """An object of a model class from its keys; None when there is a mistake anywhere."""
        given: dict[str, Any] = {}
        for namn, falt, entry in self.fields(klass, node, path):
            given[namn] = self.value(falt, entry, f"{path}.{namn}" if path else namn)
        for attribut in attrs.fields(klass):
            if attribut.default is attrs.NOTHING and attribut.name not in given:
                example = f"{attribut.name}: {hints.EXAMPLES[falt_i(klass)[attribut.name].slag]}"
                self.mistake(
                    around,
                    f"Under {quote(hints.last(path))} saknas {attribut.name}. Skriv till exempel {example}",
                )
        if self.mistakes:
            return None
        return klass(**{namn: varde for namn, varde in given.items() if varde is not None})

    def fields(self, klass: type[Any], node: MappingNode, path: str) -> Iterator[tuple[str, Falt, Entry]]:
        """The keys that are fields of a class, with their entries; unknown and repeated ones are mistakes."""
        known = falt_i(klass)
        seen: dict[str, Position] = {}
        for entry in node.entries:
            namn = fold(entry.key)
            if namn not in known:
                self.mistake(entry.position, hints.unknown_key(entry.key, known, path))
            elif namn in seen:
                first = seen[namn]
                where = f"på rad {first.rad}" if first.fil == entry.position.fil else f"i {first}"
                text = f"Nyckeln {quote(entry.key)} står två gånger; den första {where}. Behåll en av dem."
                self.mistake(entry.position, text)
            else:
                seen[namn] = entry.position
                yield namn, known[namn], entry

    def value(self, falt: Falt, entry: Entry, path: str) -> Any:
        """The value of a field, or None when it is unanswered or wrong."""
        node = entry.value
        empty = isinstance(node, ScalarNode) and says_nothing(falt, node)
        on_the_line = isinstance(node, ScalarNode) and not empty
        self.positioner[path] = node.position if on_the_line else entry.position
        if empty:
            return self._unanswered(falt, entry)
        if falt.slag is Slag.DEL:
            return self._object(falt, node, path, entry.position)
        if falt.slag is Slag.LISTA:
            return self._list(falt, node, path)
        if falt.slag in CHOICES and isinstance(node, SequenceNode):
            return self._choices(falt, node, path)
        return self._single(falt, node, path)

    def _unanswered(self, falt: Falt, entry: Entry) -> None:
        if falt.slag is Slag.AR:
            text = f"Nyckeln {quote(entry.key)} saknar värde. Skriv till exempel {hints.EXAMPLES[falt.slag]}."
            self.mistake(entry.position, text)

    def _object(self, falt: Falt, node: Node, path: str, around: Position) -> Any:
        if falt.klass is not None and isinstance(node, MappingNode):
            return self.part(falt.klass, node, path, around)
        self.mistake(node.position, hints.not_a_part(falt, node, path))
        return None

    def _list(self, falt: Falt, node: Node, path: str) -> tuple[Any, ...] | None:
        """The items of a list; one item can stand without a list, and empty items are skipped."""
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        items: list[Any] = []
        for item in nodes:
            if isinstance(item, ScalarNode) and says_nothing(falt, item):
                continue
            here = f"{path}[{len(items)}]"
            self.positioner[here] = item.position
            if falt.klass is None:
                items.append(self._single(falt, item, here))
            else:
                items.append(self._object(falt, item, here, item.position))
        return tuple(items)

    def _choices(self, falt: Falt, node: SequenceNode, path: str) -> Any:
        """Several ticks in one answer."""
        answers = [self._single(falt, item, path) for item in node.items]
        ticked = None
        for answer in answers:
            if answer is not None:
                ticked = answer if ticked is None else ticked | answer
        return ticked

    def _single(self, falt: Falt, node: Node, path: str) -> Any:
        if not isinstance(node, ScalarNode):
            self.mistake(node.position, hints.not_a_value(falt, node, path))
            return None
        if says_nothing(falt, node):
            return None
        try:
            read = parse_value(falt, node)
        except TolkningsFel as error:
            self.mistake(node.position, f"{hints.last(path)}: {error}")
            return None
        if read.anmarkning is not None:
            self.tolkningar.append(Tolkning(path, read.anmarkning, node.position))
        return read.varde
