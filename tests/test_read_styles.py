"""Every edition, filled in by chance and laid out as programs lay out text, is read back value by value."""

from __future__ import annotations

import enum
import random
import textwrap
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import define, field

from poreport import forms
from poreport.model import Ansokan, Falt, Redovisning, Slag, falt_i
from poreport.model.paths import get, split
from poreport.read.form.anchors import Line, Slot, layout
from poreport.read.source import read_document

EDITIONS: Final = [name for name in forms.editions() if not name.endswith("_reserv")]
WORDS: Final = (
    *("ombuden", "klienterna", "verksamheten", "samverkan", "möten", "vården", "bostad", "ekonomi", "stöd"),
    *("under", "året", "har", "varit", "med", "och", "som", "en", "flera", "många", "behov", "ökat"),
    *("psykiatrin", "handläggare", "kontakt", "svårt", "tid", "insatser", "boendestöd", "SIP"),
)
NAMES: Final = ("Kim Exempel", "Alex von Exempel", "Lars-Åke Exempel")
BOARDS: Final = ("Socialnämnden", "Vård- och omsorgsnämnden", "Individ- och familjenämnden")
PLACES: Final = ("Björkdala", "Nyberga", "Ås", "Övre Provstad")
COLUMNS: Final = (52, 26, 26, 30, 26, 26)


@define
class Person:
    """Someone who fills in forms in a way of their own; what they meant is kept beside what they wrote."""

    chance: random.Random
    likely: float
    mark: str
    blank: str
    meant: dict[str, Any] = field(factory=dict)
    """Path in the document → value."""

    def answers(self) -> bool:
        """Whether this is answered."""
        return self.chance.random() < self.likely

    def write(self, path: str, falt: Falt) -> str:
        """What is written for a field."""
        self.meant[path], text = self._value(path, falt.slag)
        return text

    def _value(self, path: str, slag: Slag) -> tuple[Any, str]:  # noqa: PLR0911  one for each kind
        """A value, and one of the ways to write it."""
        pick, number = self.chance.choice, self.chance.randint
        match slag:
            case Slag.ANTAL:
                antal = pick([0, number(1, 3), number(4, 60), number(60, 400)])
                return antal, pick([str(antal)] * 6 + [f"{antal} st"])
            case Slag.KRONOR:
                kronor = number(100_000, 2_500_000)
                grouped = f"{kronor:,}".replace(",", " ")
                return kronor, pick([grouped, str(kronor), f"{grouped} kr", f"{grouped}:-"])
            case Slag.AR:
                return (ar := number(2019, 2025)), str(ar)
            case Slag.ARSANSTALLNINGAR:
                tjanster = Decimal(number(1, 40)) / 4
                return tjanster, pick([f"{tjanster:.2f}", f"{tjanster:.2f}".replace(".", ",")])
            case Slag.DATUM:
                ar, manad, dag = number(2019, 2025), number(1, 12), number(1, 28)
                return f"{ar}-{manad:02}-{dag:02}", pick([f"{ar}-{manad:02}-{dag:02}", f"{dag}/{manad} {ar}"])
            case Slag.LISTA:
                namn = tuple(self.chance.sample(PLACES, number(1, 3)))
                return namn, ", ".join(namn)
            case Slag.LANGTEXT:
                return self._same("\n\n".join(self._sentences() for _ in range(number(1, 2))))
            case _:
                return self._same(pick(self._usual(path, slag)))

    def _same(self, text: str) -> tuple[str, str]:
        return text, text

    def _usual(self, path: str, slag: Slag) -> Sequence[str]:
        """What usually stands in a short field."""
        usual: dict[Slag, Sequence[str]] = {
            Slag.TELEFON: ("0480-45 00 00", "08-508 00 00"),
            Slag.EPOST: ("kim.exempel@example.se", "po@example.se"),
            Slag.POSTNUMMER: ("391 26", "120 07"),
            Slag.ORGANISATIONSNUMMER: ("212000-0001",),
            Slag.PLUSGIRO: ("24400-4",),
            Slag.BANKGIRO: ("5050-1055",),
        }
        by_name: dict[str, Sequence[str]] = {"namnd": BOARDS, "ort": PLACES, "postort": PLACES}
        if path == "kommun.namn":
            return [f"{place} kommun" for place in PLACES]
        return usual.get(slag) or by_name.get(path.rpartition(".")[2]) or NAMES

    def _sentences(self) -> str:
        """A paragraph of words that answers have."""
        lengths = [self.chance.randint(4, 14) for _ in range(self.chance.randint(1, 3))]
        return " ".join(" ".join(self.chance.choices(WORDS, k=n)).capitalize() + "." for n in lengths)


def falt_at(klass: type[Any], path: str) -> Falt:
    """The field at a path from a document."""
    falt = None
    for step in split(path):
        if isinstance(step, str):
            falt = falt_i(klass)[step]
            klass = falt.klass or klass
    assert falt is not None
    return falt


def fill_in(lines: Sequence[Line], klass: type[Any], person: Person) -> Iterable[tuple[Line, list[str]]]:
    """The lines of a form with the texts of their cells, filled in."""
    options: dict[str, list[str]] = {}
    for line in lines:
        for slot in line.slots:
            if slot.mark:
                path, _, option = slot.mark.partition("=")
                options.setdefault(path, []).append(option)
    chosen = {path: person.chance.choice(names) for path, names in options.items() if person.answers()}
    for line in lines:
        cells = [""] * (1 + max(slot.column for slot in line.slots))
        row_is_filled = person.answers()
        for slot in line.slots:
            cells[slot.column] = _cell(slot, klass, person, chosen, row_is_filled=row_is_filled)
        yield line, cells


def _cell(
    slot: Slot, klass: type[Any], person: Person, chosen: dict[str, str], *, row_is_filled: bool
) -> str:
    """The text of one cell: its label, and what is filled in."""
    written = ""
    if slot.mark:
        path, _, option = slot.mark.partition("=")
        ticked = chosen.get(path) == option
        written = person.mark if ticked else person.blank
        if ticked:
            person.meant[path] = option
    elif slot.fields:
        both = {path.rpartition(".")[2] for path in slot.fields} == {"ort", "datum"}
        paths = slot.fields if both else [slot.main_field]
        new = [path for path in paths if path not in person.meant]
        if row_is_filled and new:
            written = " ".join(person.write(path, falt_at(klass, path)) for path in new)
    return " ".join(filter(None, (slot.label, written)))


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())


def with_tabs(cells: Sequence[str]) -> list[str]:
    """A row as programs copy it from a table."""
    return ["\t".join(map(one_line, cells))]


def with_pipes(cells: Sequence[str]) -> list[str]:
    """A row as Markdown writes it."""
    return [f"| {' | '.join(map(one_line, cells))} |"]


def with_spaces(cells: Sequence[str]) -> list[str]:
    """A row as pdftotext -layout writes it: columns of spaces, with long cells wrapped in them."""
    widths = COLUMNS if len(cells) > 1 else (100,)
    wrapped = [
        textwrap.wrap(one_line(text), width - 3, break_on_hyphens=False)
        for text, width in zip(cells, widths, strict=False)
    ]
    height = max(1, *map(len, wrapped))
    padded = [part + [""] * (height - len(part)) for part in wrapped]
    return [
        "".join(text.ljust(width) for text, width in zip(row, widths, strict=False)).rstrip()
        for row in zip(*padded, strict=True)
    ]


def downwards(cells: Sequence[str]) -> list[str]:
    """A row whose cells stand below each other, as when the columns were lost."""
    return [text for text in cells if text]


STYLES: Final = (with_tabs, with_pipes, with_spaces, downwards)


def as_read(value: Any) -> Any:
    """A value of the model to compare with what was meant."""
    if isinstance(value, enum.Flag):
        return (value.name or "").lower()
    if value is True:
        return "ja"
    if value is None or isinstance(value, int | Decimal | tuple):
        return value
    return one_line(str(value))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(3))
def test_what_was_meant_is_read(edition: str, style: Callable[[Sequence[str]], list[str]], seed: int) -> None:
    """No answer in any layout is read wrongly, and none is missing but where the layout leaves it open."""
    form = forms.get(edition)
    klass = Redovisning if form.dokument == "redovisning" else Ansokan
    chance = random.Random(f"{edition} {style.__name__} {seed}")  # noqa: S311  no secret
    boxes = ("☒", "☐") if style is downwards else chance.choice([("X", ""), ("x", ""), ("☒", "☐")])
    person = Person(chance, chance.choice([0.6, 0.9, 1.0]), *boxes)
    text: list[str] = []
    for line, cells in fill_in(layout(form), klass, person):
        if line.kind == "heading":
            text += ["", *cells, ""]
        else:
            text += cells if line.table is None else style(cells)
    arende = read_document("\n".join(text).encode(), "prov.txt")
    kind = form.dokument
    paths = {path: path if path.startswith("kommun.") else f"{kind}.{path}" for path in person.meant}
    read = {path: as_read(get(arende, full)) for path, full in paths.items()}
    meant = {path: as_read(value) for path, value in person.meant.items()}
    assert meant == read
