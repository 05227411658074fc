"""TOML text to positioned nodes: the values from the standard library, the places from a small scanner.

`tomllib` decides what is valid and what a value is; the scanner walks the same text, which is then known to
be valid, and notes where each key and value stands.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import Any, Final

from poreport.model import Position
from poreport.read.mistakes import ReadError
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

__all__ = ["load_toml"]

Path = tuple[str | int, ...]

_ENDLESS_NUMBER: Final = re.compile(r"[0-9][0-9_]{4000,}")


class _Float(str):
    """A decimal number as its text."""

    __slots__ = ()


def load_toml(text: SourceText) -> Node | None:
    """The tree of a TOML text, or None when it is empty.

    Raises:
        ReadError: The text is not TOML; the one mistake says where and why.
    """
    try:
        data = tomllib.loads(text.text, parse_float=_Float)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, str(error)) from error
    except ValueError as error:  # of a number that Python does not make of so many digits
        endless = _ENDLESS_NUMBER.search(text.text)
        raise text.error(endless.start() if endless else 0, "Talet är orimligt långt.") from error
    except RecursionError as error:
        raise text.too_deep(0) from error
    if not data:
        return None
    scanner = _Scanner(text)
    scanner.scan()
    return _node(text, scanner, data, (), Position(text.fil, 1, 1))


def _node(text: SourceText, scanner: _Scanner, value: Any, path: Path, around: Position) -> Node:
    position = scanner.values.get(path, around)
    if isinstance(value, dict):
        entries = []
        for key, inner in value.items():
            place = scanner.keys.get((*path, key), position)
            entries.append(Entry(key, place, _node(text, scanner, inner, (*path, key), place)))
        return MappingNode(tuple(entries), position)
    if isinstance(value, list):
        items = (_node(text, scanner, item, (*path, n), position) for n, item in enumerate(value))
        return SequenceNode(tuple(items), position)
    return _scalar(value, position)


def _scalar(value: Any, position: Position) -> ScalarNode:
    if isinstance(value, bool):
        return ScalarNode(str(value).lower(), position, Written.BOOL)
    if isinstance(value, int | _Float):
        return ScalarNode(str(value), position, Written.NUMBER)
    if isinstance(value, date | time):
        moment = value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        return ScalarNode(moment, position)
    return ScalarNode(str(value), position)


_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_EQUALS: Final = re.compile(r"[ \t]*=[ \t]*")
_DOT: Final = re.compile(r"[ \t]*\.[ \t]*")
_KEY: Final = re.compile(r'[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\\n]++|\\.)*+"|\'[^\'\n]*\'))')
_VALUE: Final = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
    r"|[^,\]}\n#]+",
    re.DOTALL,
)


class _Scanner:
    """Finds the places in a text that is known to be valid TOML.

    Attributes:
        keys: Where the key of each path stands.
        values: Where the value of each path stands.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.keys: dict[Path, Position] = {}
        self.values: dict[Path, Position] = {}
        self._tables: dict[Path, int] = {}

    def scan(self) -> None:
        """Walk the whole text."""
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def _header(self) -> Path:
        """Read `[a.b]` or `[[a.b]]` and give the path of the table it opens."""
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        path = self._dotted(())
        if brackets == 2:  # noqa: PLR2004  the brackets of an array of tables
            number = self._tables.get(path, -1) + 1
            self._tables[path] = number
            self.values[*path, number] = self.keys[path]
            path = (*path, number)
        self.at = self.text.index("]", self.at) + brackets
        return path

    def _dotted(self, path: Path) -> Path:
        """Read a key with points in it; a list of tables on the way means its last table."""
        while match := _KEY.match(self.text, self.at):
            if path in self._tables:
                path = (*path, self._tables[path])
            start = match.start(1) if match[1] else match.start(2)
            name = match[1] or next(iter(tomllib.loads(f"{match[2]} = 1")))
            path = (*path, name)
            if len(path) > DEEPEST:
                raise self.source.too_deep(start)
            self.keys.setdefault(path, self.source.position(start))
            self.at = match.end()
            if not self._skip(_DOT):
                break
        return path

    def _pair(self, table: Path) -> None:
        path = self._dotted(table)
        self._skip(_EQUALS)
        self._value(path)

    def _value(self, path: Path) -> None:
        if len(path) > DEEPEST:
            raise self.source.too_deep(self.at)
        self.values[path] = self.source.position(self.at)
        sign = self.text[self.at]
        if sign not in "[{":
            self._skip(_VALUE)
            return
        closing = "]" if sign == "[" else "}"
        self.at += 1
        number = 0
        self._skip(_BLANK)
        while self.text[self.at] != closing:
            if sign == "[":
                self._value((*path, number))
            else:
                self._pair(path)
            number += 1
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self._skip(_BLANK)
        self.at += 1


# --- the errors of tomllib in Swedish ------------------------------------------------------------------

_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_QUOTED: Final = 'Texter, tal med komma och datum i ord ska stå i raka citattecken: "2,00".'
_MESSAGES: Final = (
    (
        "Expected '=' after a key",
        'Här saknas ett likhetstecken. Skriv nyckel = värde, till exempel namn = "Kalmar".',
    ),
    (
        "Cannot overwrite a value",
        "Nyckeln står två gånger, eller har både ett värde och egna nycklar. Ta bort den ena.",
    ),
    ("Cannot declare", "Rubriken står två gånger. Slå ihop dem, eller skriv [[…]] för poster i en lista."),
    ("Duplicate inline table key", "Nyckeln står två gånger i samma parentes. Ta bort den ena."),
    (
        "Cannot mutate",
        "En lista eller parentes som redan är avslutad kan inte få fler nycklar. Skriv ihop dem.",
    ),
    (
        "Invalid statement",
        "Raden börjar inte med en nyckel. En nyckel med å, ä eller ö ska stå i citattecken.",
    ),
    ("Invalid value", f"Här saknas ett värde, eller citattecken runt det. {_QUOTED}"),
    ("Expected newline or end of document", f"Det står något mer efter värdet. {_QUOTED}"),
    ("Unterminated string", "En text avslutas aldrig med citattecken."),
    ('Expected "', "En text avslutas aldrig med citattecken."),
    ("Expected ']'", "Rubriken ska sluta med hakparentes: [redovisning]."),
    ("Unclosed array", "Listan saknar ett kommatecken mellan två värden, eller ] sist."),
    ("Unclosed inline table", "Parentesen saknar ett kommatecken, eller } sist. Den ska stå på en enda rad."),
    ("Unescaped", "Omvänt snedstreck (\\) skrivs dubbelt (\\\\) i en text."),
    (
        "Illegal character '\\n'",
        "Texten avslutas inte på raden. En text på flera rader står inom tre citattecken.",
    ),
    ("Illegal character", "Här står ett osynligt styrtecken. Ta bort det, eller skriv om raden."),
)
_OTHER: Final = "Här går filen inte att läsa som TOML."


def _syntax_error(text: SourceText, message: str) -> ReadError:
    """Translate what tomllib says; the end of the file is where it noticed, not always where the cause is."""
    place = _PLACE.search(message)
    swedish = next((swedish for words, swedish in _MESSAGES if message.startswith(words)), _OTHER)
    if place is None or place[1] is None:
        return text.error(len(text.text.rstrip()), f"{swedish} Felet märktes först i filens slut.")
    return text.error(Position(text.fil, int(place[1]), int(place[2])), swedish)
