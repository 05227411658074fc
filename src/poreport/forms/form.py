"""A form edition as data: what is printed, in what order, and which field stands where.

An edition is one YAML table in `editions/`. From the same table come the Word template, the blank form as
text, the place that a finding names, and the reader's anchors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from poreport.model import Ansokan, Redovisning

__all__ = [
    "Block",
    "Cell",
    "Form",
    "FormError",
    "Group",
    "Heading",
    "Place",
    "Question",
    "Row",
    "Table",
    "Text",
]

DOKUMENTKLASSER: Final[Mapping[str, type[Any]]] = {"redovisning": Redovisning, "ansokan": Ansokan}
STILAR: Final = ("text", "titel", "myndighet", "undertitel", "sandlista", "sandlista_fet")
FOOTNOTE: Final = re.compile(r"\[\^(\w+)\]")


class FormError(ValueError):
    """A form table is wrong, or there is no such form; the message is Swedish and says what to do."""


@frozen
class Cell:
    """One cell: what is printed in it, and the field or box a person fills in.

    Attributes:
        label: Printed text; `[^name]` stands for a footnote mark.
        fields: Paths, relative to the document, of the values shown after the label.
        any_of: Only the first of `fields` that has a value is shown (the first one when none has).
        mark: A tick box: `path=option`.
        span: Number of columns, from 1.
    """

    label: str = ""
    fields: tuple[str, ...] = ()
    any_of: bool = False
    mark: str | None = None
    span: int = 1


@frozen
class Row:
    """One row of a table; a header row is repeated on each page."""

    cells: tuple[Cell, ...]
    header: bool = False


@frozen
class Table:
    """A table: column widths in percent, and rows."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@frozen
class Heading:
    """A heading of level 1 (a section) or 2; `split` is printed instead when there are delområden."""

    text: str
    level: int = 1
    split: str | None = None


@frozen
class Text:
    """A printed paragraph in one of the styles `STILAR`."""

    text: str
    style: str = "text"


@frozen
class Question:
    """A printed question with its answer box below."""

    text: str
    fields: tuple[str, ...]


@frozen
class Group:
    """Blocks repeated for each item of a list in the model (`omraden`)."""

    path: str
    blocks: tuple[Heading | Text | Question | Table, ...]


Block = Heading | Text | Question | Table | Group


@frozen
class Place:
    """Where a field stands in an edition: the section heading and the printed label with its column."""

    section: str
    label: str

    def __str__(self) -> str:
        """Section and label, for a message."""
        return (
            f"{self.section}, ”{self.label}”" if self.section and self.label else self.section or self.label
        )


@frozen
class Form:
    """One edition of a form.

    Attributes:
        id: `redovisning_2021_kalmar`.
        dokument: "redovisning" or "ansokan".
        ar: The year of the edition (for an ansökan the year applied for); None for a reserve form.
        lan: County, or None for a reserve form.
        titel: Document title.
        kalla: Where the text comes from.
        footnotes: Name → text.
        head: Address and title; replaced when the form stands in for another county's.
        blocks: The rest, in printed order.
        bygger_pa: The edition that a reserve form is made from.
        fortryckt_belopp: Kronor per full-time post preprinted in the form, or None.
        ersatter: (year, county) that this form stands in for; None when it is the county's own.
    """

    id: str
    dokument: str
    ar: int | None
    lan: str | None
    titel: str
    kalla: str
    footnotes: Mapping[str, str]
    head: tuple[Block, ...]
    blocks: tuple[Block, ...]
    bygger_pa: str | None = None
    fortryckt_belopp: int | None = None
    ersatter: tuple[int, str | None] | None = None

    @property
    def is_fallback(self) -> bool:
        """Whether the form stands in for one that is not known."""
        return self.ersatter is not None

    def flat(self) -> Iterator[Heading | Text | Question | Table]:
        """All blocks in printed order; those of a group once."""
        for block in (*self.head, *self.blocks):
            if isinstance(block, Group):
                yield from block.blocks
            else:
                yield block

    def places(self) -> Mapping[str, Place]:
        """Where each field and box stands, by path with open indices (`omraden[].namn`, `ko.svar=ja`)."""
        if self.id not in _PLACES:
            _PLACES[self.id] = dict(_places(self))
        return _PLACES[self.id]

    def place(self, path: str) -> Place | None:
        """Where the field at `path` (relative to the document) stands; None if this form lacks it.

        A part of the model stands in the section of its first field; an item of a list, and a field of an
        item, where the list is answered.
        """
        oppen = re.sub(r"\[\d*\]", "[]", path)
        platser = self.places()
        if oppen in platser:
            return platser[oppen]
        inom = (plats for stig, plats in platser.items() if stig.startswith((oppen + ".", oppen + "[")))
        if delplats := next(inom, None):
            return Place(delplats.section, "")
        while oppen and oppen not in platser:
            oppen = oppen[: max(oppen.rfind("."), oppen.rfind("["), 0)]
        return platser.get(oppen)

    def has(self, path: str) -> bool:
        """Whether the form has a place for the field at `path`."""
        return self.place(path) is not None

    def options(self, path: str) -> tuple[str, ...]:
        """The options that can be ticked for the answer at `path`, in printed order."""
        oppen = re.sub(r"\[\d*\]", "[]", path) + "="
        return tuple(stig.removeprefix(oppen) for stig in self.places() if stig.startswith(oppen))


_PLACES: Final[dict[str, dict[str, Place]]] = {}


def forget_places(form_id: str) -> None:
    """Forget where the fields of an edition stand, since another table has taken its id."""
    _PLACES.pop(form_id, None)


def _places(form: Form) -> Iterator[tuple[str, Place]]:
    avsnitt = fraga = ""
    for block in form.blocks:
        match block:
            case Group(path=path, blocks=(Heading(text=text, split=str()), *_)):
                yield f"{path}[].namn", Place(text, "")
    for block in form.flat():
        match block:
            case Heading(text=text, level=1):
                avsnitt = text
            case Text(text=text) if text.endswith("?"):
                fraga = text
            case Question(text=text, fields=fields):
                yield from ((path, Place(avsnitt, plain(text))) for path in fields)
            case Table():
                yield from _places_in_table(block, avsnitt, fraga)
            case _:
                pass


def _places_in_table(table: Table, avsnitt: str, fraga: str) -> Iterator[tuple[str, Place]]:
    huvud: tuple[str, ...] = ()
    grupp = ""
    for row in table.rows:
        if row.header:
            huvud = tuple(cell.label for cell in row.cells)
            continue
        radtext = next((cell.label for cell in row.cells if cell.label), "")
        if radtext.startswith("därav"):
            radtext = f"{grupp}, {radtext}"
        else:
            grupp = radtext
        kolumn = 0
        for cell in row.cells:
            rubrik = huvud[kolumn] if kolumn < len(huvud) else ""
            # A long column head ("Ja (Om fler kommuner …)") is named by its first words only.
            delar = [cell.label or radtext, "" if cell.label else rubrik.split(" (")[0]]
            plats = Place(avsnitt, plain(", ".join(del_ for del_ in delar if del_)))
            yield from ((path, plats) for path in cell.fields)
            if cell.mark:
                yield cell.mark, plats
                # The answer as a whole is the row's question, or the one printed above a list of options.
                yield (
                    cell.mark.partition("=")[0],
                    Place(avsnitt, plain(cell.label or (radtext if huvud else fraga))),
                )
            kolumn += cell.span


def plain(text: str) -> str:
    """Printed text without footnote marks and emphasis."""
    return re.sub(r" {2,}", " ", FOOTNOTE.sub("", text).replace("*", ""))


def letter(index: int) -> str:
    """The letters of the delområde with this position: a to z, then aa, ab and so on."""
    text = ""
    tal = index + 1
    while tal:
        tal, rest = divmod(tal - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def blank_text(form: Form) -> list[str]:
    """The blank form as lines of text; a tab stands before the next column, the footnotes last."""
    rader: list[str] = []
    fotnot = 0

    def visa(text: str) -> str:
        nonlocal fotnot

        def nummer(_traff: re.Match[str]) -> str:
            nonlocal fotnot
            fotnot += 1
            return _upphojd(fotnot)

        return FOOTNOTE.sub(nummer, text).replace("*", "")

    for block in form.flat():
        match block:
            case Heading(text=text) | Text(text=text) | Question(text=text):
                rader.append(visa(text))
            case Table(rows=rows):
                rader += ["\t".join(visa(cell.label) for cell in row.cells) for row in rows]
    return rader + [f"{_upphojd(nr)} {text}" for nr, text in enumerate(form.footnotes.values(), 1)]


def _upphojd(tal: int) -> str:
    return str(tal).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
