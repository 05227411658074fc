"""From what stands in our controls to the values of one document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import Falt, Otolkat, Position, Slag, Tolkning
from poreport.read.controls.places import Place
from poreport.read.controls.tags import CLASSES, Tag
from poreport.read.controls.text import markdown, plain
from poreport.read.nodes import BAD_CHARACTER, ScalarNode
from poreport.read.values import CHOICES, parse_value, says_nothing
from poreport.svenska import TolkningsFel, quote

__all__ = ["Filled", "is_placeholder"]

_MOST_ITEMS: Final = 500
_TICKED: Final = frozenset("☒☑✓✔✗✘■xX")
_PLACEHOLDERS: Final = frozenset(
    (
        "klicka eller tryck här för att ange text",
        "klicka eller tryck här för att ange datum",
        "klicka här för att ange text",
        "klicka här för att ange datum",
        "välj ett objekt",
        "click or tap here to enter text",
        "click or tap to enter a date",
        "click here to enter text",
        "choose an item",
    )
)
_SEVERAL: Final = re.compile(r"[,;]\s+|[,;]$")
_LAST_OF_SEVERAL: Final = re.compile(r"\s+(?:och|samt|&)\s+")


def is_placeholder(text: str) -> bool:
    """Whether a text is what Word shows in a control that nobody has filled in."""
    return not text.strip() or text.strip(" .\n").lower() in _PLACEHOLDERS


@define
class _Items:
    """The items of a list, as the controls name them and as they are counted in the model.

    A person who copies a row or a section copies its tags, so a tag that has been seen before begins a new
    item.
    """

    written: list[int] = field(factory=list)
    seen: list[set[str]] = field(factory=list)

    def position(self, index: int, rest: str) -> int | None:
        """The item that a field with this position and path belongs to; None when there are too many."""
        for number, written in enumerate(self.written):
            if written == index and rest not in self.seen[number]:
                self.seen[number].add(rest)
                return number
        if len(self.written) >= _MOST_ITEMS:
            return None
        self.written.append(index)
        self.seen.append({rest})
        return len(self.written) - 1


@define
class Filled:
    """The values of one document, and how they were come by.

    Attributes:
        kind: "redovisning", "ansokan" or "tjansteskrivelse".
        fil: The file's name, as it is shown.
        values: Path from the document → value.
        positions: Path from the document → where it stands, also of what is empty.
        tolkningar: What was interpreted; paths from the ärende.
        otolkat: What could not be interpreted.
        seen: The open paths, with option for boxes, that have a place in the document.
        paths: Each place with the path that it was read to.
    """

    kind: str
    fil: str
    values: dict[str, Any] = field(factory=dict)
    positions: dict[str, Position] = field(factory=dict)
    tolkningar: list[Tolkning] = field(factory=list)
    otolkat: list[Otolkat] = field(factory=list)
    seen: set[str] = field(factory=set)
    paths: dict[Place, str] = field(factory=dict)
    _items: dict[str, _Items] = field(factory=dict)
    _texts: dict[str, str] = field(factory=dict)

    def take(self, place: Place) -> None:
        """Read one control."""
        tag = place.tag
        path = self._path(tag)
        if path is None:
            self.keep(plain(place.paragraphs), place.where, None)
            return
        self.paths[place] = path
        self.seen.add(
            tag.open_path if tag.option is None or tag.is_group else f"{tag.open_path}={tag.option}"
        )
        self.seen.update(f"{tag.open_path.rpartition('.')[0]}.{other}".lstrip(".") for other in tag.others)
        self.positions.setdefault(path, self.position(place.where))
        if tag.is_group:
            if tag.option in tag.falt.val:
                self.values.setdefault(path, tag.option)
        elif tag.option is not None:
            self._box(place, path)
        elif not place.is_empty:
            self._text(place, path)

    def _path(self, tag: Tag) -> str | None:
        """The path of a field, with the item's own position."""
        if tag.listed is None:
            return tag.path
        rest = tag.rest if tag.option is None else f"{tag.rest}="
        position = self._items.setdefault(tag.listed, _Items()).position(tag.index, rest)
        if position is None:
            return None
        return f"{tag.listed}[{position}]" + (f".{tag.rest}" if tag.rest else "")

    def size(self, listed: str) -> int:
        """How many items of a list the document has places for."""
        return len(self._items[listed].written) if listed in self._items else 0

    # --- boxes --------------------------------------------------------------------------------------------

    def _box(self, place: Place, path: str) -> None:
        text = plain(place.paragraphs)
        ticked = bool(place.ticked)
        if place.ticked is None or (text in {"x", "X"} and not ticked):
            ticked = text in _TICKED
        if ticked:
            self.tick(path, place.tag)
        if ticked and text in {"x", "X"}:
            self.note(path, f"läste {quote(text)} som ett kryss", place.where)
        elif text and text not in _TICKED and text != "☐":
            self.keep(text, place.where, path)

    def tick(self, path: str, tag: Tag) -> None:
        """Add a ticked option to an answer."""
        if tag.falt.slag is Slag.JA:
            self.values[path] = True
            return
        flag = CHOICES[tag.falt.slag].__members__.get((tag.option or "").upper())
        if flag is not None:
            before = self.values.get(path)
            self.values[path] = flag if before is None else before | flag

    # --- texts --------------------------------------------------------------------------------------------

    def _text(self, place: Place, path: str) -> None:
        falt = place.tag.falt
        paragraphs = place.paragraphs
        raw = plain(paragraphs)
        if is_placeholder(raw):
            return
        if path in self._texts:
            if raw != self._texts[path]:
                self.keep(raw, place.where, path)
            return
        self._texts[path] = raw
        if falt.slag is Slag.LISTA and not place.tag.path.endswith("]"):
            self._list(raw, place, path)
        elif place.tag.others:
            self.one_of_several(raw, place, path)
        elif falt.slag in CHOICES:
            self._words(raw, place, path)
        else:
            text = markdown(paragraphs) if falt.slag is Slag.LANGTEXT else raw
            self.set(path, falt, text, place.where)

    def _list(self, raw: str, place: Place, path: str) -> None:
        """Several texts in one control: one a line, or on one line with commas between."""
        names = raw.split("\n")
        if len(names) == 1 and _SEVERAL.search(raw):
            *first, last = [name for name in _SEVERAL.split(raw) if name]
            names = [*first, *_LAST_OF_SEVERAL.split(last)]
            self.note(path, f"delade {quote(raw)} i {len(names)} namn", place.where)
        self.values[path] = tuple(self._clean(name.strip()) for name in names if name.strip())

    def _words(self, raw: str, place: Place, path: str) -> None:
        """Ticked answers as words, in a template of the kommun's own."""
        for word in re.split(r",\s*|\s+och\s+", raw):
            before = self.values.get(path)
            if not self.set(path, place.tag.falt, word, place.where):
                return
            if before is not None:
                self.values[path] |= before

    def one_of_several(self, raw: str, place: Place, path: str) -> None:
        """A place for one of several fields, none of which had a value when the document was made."""
        if {path, *place.tag.others} == {"plusgiro", "bankgiro"}:
            try:
                read = svenska.parse_giro(raw)
            except TolkningsFel:
                self.keep(raw, place.where, path)
                return
            slag, number = read.varde
            self.values[slag] = number
            self.positions[slag] = self.position(place.where)
            if read.anmarkning:
                self.note(slag, read.anmarkning, place.where)
            return
        self.set(path, place.tag.falt, raw, place.where)

    def set(self, path: str, falt: Falt, text: str, where: str) -> bool:
        """Set a field from a text; one that cannot be read is kept. Returns whether it was read."""
        clean = BAD_CHARACTER.sub("", text)
        node = ScalarNode(clean, self.position(where))
        if says_nothing(falt, node):
            return True
        try:
            read = parse_value(falt, node)
        except TolkningsFel:
            self.keep(text, where, path)
            return False
        self.values[path] = read.varde
        if read.anmarkning is not None and _printed(falt, read.varde) != text:
            self.note(path, read.anmarkning, where)
        if clean != text:
            self.note(path, "tog bort osynliga styrtecken", where)
        return True

    def carried(self, path: str, text: str, falt: Falt) -> None:
        """Set a field that has no place in the document from the document's properties."""
        node = ScalarNode(text, self.position("dokumentets egenskaper"))
        if says_nothing(falt, node):
            return
        try:
            self.values[path] = parse_value(falt, node).varde
        except TolkningsFel:
            self.keep(text, "dokumentets egenskaper", path)
        self.positions[path] = self.position("dokumentets egenskaper")

    @staticmethod
    def _clean(text: str) -> str:
        return svenska.normalise_text(BAD_CHARACTER.sub("", text)).varde.strip()

    # --- notes --------------------------------------------------------------------------------------------

    def position(self, where: str) -> Position:
        """A place in the file."""
        return Position(self.fil, plats=where)

    def note(self, path: str, text: str, where: str) -> None:
        """Say what was interpreted."""
        self.tolkningar.append(Tolkning(f"{self.kind}.{path}", text, self.position(where)))

    def keep(self, text: str, where: str, path: str | None) -> None:
        """Keep a text that could not be interpreted."""
        if text.strip():
            falt = f"{self.kind}.{path}" if path else None
            self.otolkat.append(Otolkat(falt=falt, text=text.strip(), plats=where))

    # --- afterwards ---------------------------------------------------------------------------------------

    def renumber(self, moved: Mapping[str, str]) -> None:
        """Give list items other positions.

        Args:
            moved: Beginning of a path as it is → as it is to be.
        """

        def new(path: str) -> str:
            match = re.match(r"\w+(?:\.\w+)*\[\d+\]", path)
            return moved[match[0]] + path[match.end() :] if match and match[0] in moved else path

        prefix = f"{self.kind}."
        self.values = {new(path): value for path, value in self.values.items()}
        self.positions = {new(path): position for path, position in self.positions.items()}
        self.paths = {place: new(path) for place, path in self.paths.items()}
        self.tolkningar = [
            evolve(note, path=prefix + new(note.path.removeprefix(prefix))) for note in self.tolkningar
        ]
        self.otolkat = [
            evolve(text, falt=prefix + new(text.falt.removeprefix(prefix))) if text.falt else text
            for text in self.otolkat
        ]

    @property
    def klass(self) -> type[Any]:
        """The document's class."""
        return CLASSES[self.kind]


def _printed(falt: Falt, value: Any) -> str | None:
    """A figure as the documents print it, which needs no remark when it is read."""
    match falt.slag, value:
        case ((Slag.ANTAL | Slag.KRONOR), int()):
            return svenska.format_antal(value)
        case Slag.ARSANSTALLNINGAR, Decimal():
            return svenska.format_arsanstallningar(value)
        case Slag.DATUM, date():
            return svenska.format_datum(value)
    return None
