"""A form edition as the reader sees it: printed lines in order, and which field each of them asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal

from attrs import evolve, frozen

from poreport import forms
from poreport.forms import Cell, Form, Group, Heading, Question, Table, Text
from poreport.forms.form import FOOTNOTE
from poreport.read.form.stream import YEAR, squeeze

__all__ = ["Anchor", "Line", "Slot", "layout", "squeezed_label", "variants"]

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
Kind = Literal["heading", "text", "question", "row", "header"]


@frozen
class Slot:
    """One cell of a printed line: its label and what is filled in there.

    Attributes:
        label: Printed text, without footnote marks.
        keys: The label squeezed; empty when nothing is printed.
        fields: Paths from the document, with the index of the delområde.
        mark: `path=option` of a tick box.
        column: Which column of the form it stands in.
        any_of: Whether only one of the fields has a value.
        ends_with_note: Whether a footnote mark ends the label, so that a loose digit may follow it.
    """

    label: str = ""
    keys: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    mark: str | None = None
    column: int = 0
    any_of: bool = False
    ends_with_note: bool = False

    @property
    def main_field(self) -> str:
        """The field that takes a text as it stands, of a slot that has fields.

        Where deficiencies and measures can be a list or a text, it is the text.
        """
        plain = [path for path in self.fields if "poster" not in path]
        return self.fields[-1] if self.any_of else plain[0]

    @property
    def is_filled_in(self) -> bool:
        """Whether a person writes something here."""
        return bool(self.fields or self.mark)


@frozen
class Line:
    """One printed line of the form: a heading, a text, a question or a row of a table.

    Attributes:
        number: Position in the layout.
        kind: What it is.
        slots: Its cells.
        section: The heading of level 1 that it stands under.
        table: Number of its table in the form, or None.
        header: The number of its table's header line, or None.
        level: Of a heading.
        area: Index of the delområde, or None outside them.
    """

    number: int
    kind: Kind
    slots: tuple[Slot, ...]
    section: str = ""
    table: int | None = None
    header: int | None = None
    level: int = 0
    area: int | None = None

    @property
    def open_slots(self) -> list[Slot]:
        """The slots without a label that a person fills in."""
        return [slot for slot in self.slots if slot.is_filled_in and not slot.label]

    @property
    def first_field(self) -> str | None:
        """The first field or answer that is filled in on the line."""
        paths = (path for slot in self.slots for path in (*slot.fields, (slot.mark or "").partition("=")[0]))
        return next((path for path in paths if path), None)

    @property
    def label(self) -> str:
        """The first label."""
        return next((slot.label for slot in self.slots if slot.label), "")


@frozen
class Anchor:
    """A label to find: its line, its slot in it, and how it is written.

    Attributes:
        line: Number of its line.
        slot: Its slot in the line.
        keys: How the editions write it, squeezed.
        others: How an edition that is not known may write it; for a document that has none of `keys`.
    """

    line: int
    slot: int
    keys: tuple[str, ...]
    others: tuple[str, ...] = ()


def squeezed_label(text: str) -> str:
    """A printed label as it stands in a stream."""
    return squeeze(_PLACEHOLDER.sub(_any_year, FOOTNOTE.sub("", text)))


def _any_year(match: re.Match[str]) -> str:
    return " 2000 " if match[1] in {"ar", "nasta_ar"} else " "


@lru_cache(maxsize=32)
def variants(dokument: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """What all editions call the same fields: the fields of a line → squeezed labels."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for form_id in forms.editions():
        form = forms.get(form_id)
        if form.dokument == dokument:
            for line in layout(form):
                for slot in line.slots:
                    if slot.label and line.kind in {"question", "row"}:
                        names = found.setdefault(_fields_key(line, slot), {})
                        names[squeezed_label(slot.label)] = None
    return {fields: tuple(names) for fields, names in found.items()}


def _fields_key(line: Line, slot: Slot) -> tuple[str, ...]:
    """What a label asks for; a label without fields asks for those of its line."""
    if slot.is_filled_in:
        return (*slot.fields, slot.mark or "")
    return ("rad", *(path for other in line.slots for path in (*other.fields, other.mark or "") if path))


def anchors(lines: Sequence[Line], dokument: str) -> list[Anchor]:
    """All labels of a layout in printed order, with the other editions' wording of each."""
    known, rewritten = variants(dokument), _rewritten(dokument)
    found = []
    for line in lines:
        opened = evolve(line, slots=tuple(_open(slot) for slot in line.slots))
        for number, slot in enumerate(line.slots):
            if slot.keys:
                others = known.get(_fields_key(opened, opened.slots[number]), ())
                keys = dict.fromkeys((*slot.keys, *others))
                # The forms still say landsting; since 2020 it is region, and some county may print that.
                keys |= dict.fromkeys(_REGION.sub("regionens", key) for key in keys)
                named = [key.lstrip(_DIGITS) if line.kind == "heading" else key for key in keys]
                reworded = dict.fromkeys(text for key in named for text in rewritten.get(key, ()))
                found.append(Anchor(line.number, number, tuple(keys), tuple(reworded)))
    return found


@lru_cache(maxsize=4)
def _rewritten(dokument: str) -> Mapping[str, tuple[str, ...]]:
    """How labels may be worded in editions that are not known: squeezed label → squeezed others."""
    return {
        squeezed_label(label): tuple(squeezed_label(other) for other in others)
        for label, others in forms.wordings(dokument).items()
    }


_DIGITS: Final = "0123456789"
"""The number of a heading, which differs between editions."""
_REGION: Final = re.compile(r"landsting(?:et)?s")
_INDEX: Final = re.compile(r"\[\d+\]")


def _open(slot: Slot) -> Slot:
    """A slot with open indices, as the form tables write them."""
    return evolve(
        slot,
        fields=tuple(_INDEX.sub("[]", path) for path in slot.fields),
        mark=_INDEX.sub("[]", slot.mark) if slot.mark else None,
    )


def layout(form: Form, areas: int = 1, *, split: bool = False, interleaved: bool = True) -> list[Line]:
    """The printed lines of a form.

    Args:
        form: The edition.
        areas: How many times the lines of a repeated group stand there.
        split: Whether the delområden have headings with letter and name.
        interleaved: Whether 2a, 3a, 2b, 3b follow each other, or 2a, 2b, 3a, 3b.
    """
    builder = _Builder()
    for block in (*form.head, *form.blocks):
        if isinstance(block, Group):
            for area, inner in _repeated(block, areas, interleaved=interleaved):
                builder.add(inner, area, split=split)
        else:
            builder.add(block, None, split=False)
    return builder.lines


def _repeated(group: Group, areas: int, *, interleaved: bool) -> Iterator[tuple[int, forms.Block]]:
    sections: list[list[forms.Block]] = []
    for block in group.blocks:
        if not sections or (isinstance(block, Heading) and block.level == 1):
            sections.append([])
        sections[-1].append(block)
    if interleaved:
        order: Iterable[tuple[int, list[forms.Block]]] = (
            (area, section) for area in range(areas) for section in sections
        )
    else:
        order = ((area, section) for section in sections for area in range(areas))
    return ((area, block) for area, section in order for block in section)


class _Builder:
    """Collects the lines of a layout."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.section = ""
        self.tables = 0

    def add(self, block: forms.Block, area: int | None, *, split: bool) -> None:
        match block:
            case Heading(text=text, level=level, split=split_text):
                self._heading(text, level, split_text if split else None, area)
            case Text(text=text):
                self._line("text", (_slot(text),), area)
            case Question(text=text, fields=fields):
                self._line("question", (_slot(text, _indexed(fields, area)),), area)
            case Table():
                self._table(block, area)

    def _heading(self, text: str, level: int, split: str | None, area: int | None) -> None:
        slot = _slot(text)
        if split is not None and area is not None:
            printed = split.replace("{bokstav}", forms.letter(area)).replace("{namn}", "").strip()
            slot = evolve(_slot(printed), fields=(f"omraden[{area}].namn",))
        if level == 1:
            self.section = slot.label
        self._line("heading", (slot,), area, level=level)

    def _table(self, table: Table, area: int | None) -> None:
        self.tables += 1
        header: int | None = None
        for row in table.rows:
            slots, column = [], 0
            for cell in row.cells:
                slots.append(_cell_slot(cell, column, area))
                column += cell.span
            self._line("header" if row.header else "row", tuple(slots), area, header=header)
            if row.header:
                header = len(self.lines) - 1

    def _line(
        self,
        kind: Kind,
        slots: tuple[Slot, ...],
        area: int | None,
        *,
        level: int = 0,
        header: int | None = None,
    ) -> None:
        table = self.tables if kind in {"row", "header"} else None
        self.lines.append(
            Line(len(self.lines), kind, slots, self.section, table, header, level=level, area=area)
        )


def _slot(text: str, fields: tuple[str, ...] = ()) -> Slot:
    key = squeezed_label(text)
    return Slot(
        forms.plain(text).strip(),
        (key,) if key.strip(YEAR) else (),
        fields,
        ends_with_note=re.search(r"\[\^\w+\]\W*$", text) is not None,
    )


def _cell_slot(cell: Cell, column: int, area: int | None) -> Slot:
    mark = _indexed((cell.mark,), area)[0] if cell.mark else None
    slot = _slot(cell.label, _indexed(cell.fields, area))
    return evolve(slot, mark=mark, column=column, any_of=cell.any_of)


def _indexed(paths: tuple[str, ...], area: int | None) -> tuple[str, ...]:
    if area is None:
        return paths
    return tuple(path.replace("omraden[]", f"omraden[{area}]") for path in paths)
