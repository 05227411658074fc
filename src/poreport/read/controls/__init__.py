"""Reading our own Word documents by their content controls: what `render` wrote comes back as it was.

For a document that `poreport.render` made and nobody has changed, `read(render(x)) == x` holds exactly, for
every kind and edition, when

* each answered field has a place in the edition. (Of several fields that share a place one is answered:
  samlat, or kvinnor and man; plusgiro or bankgiro; atgarder, or the atgard of each post.) A value without a
  place is not printed, and not carried along in any other way;
* texts are as every reader leaves them: `svenska.normalise_text`, short ones stripped, long ones as
  `markdown.from_blocks` writes them, telephone numbers grouped as documents print them, and no comma in the
  only item of a list;
* no post among brister is empty but for its level.

Carried in the document's properties, since no form prints it: the edition, and whether the document named it;
the year of a redovisning; what the form does not say of the kommun; the memo's beslutsform and ordning; a box
answered with nej; and a fingerprint of each text of the memo that was derived. A derived text that stands
unchanged is read as not given, in an ärende that derives the same; so a memo that is read without the other
documents keeps its words, and gives them up when it is read together with them. A text that a person has
changed is the person's own.

After a person's edits: what stands in a control is its value, whatever it looks like; tracked insertions
count and deletions do not; a placeholder or a removed control is an unanswered field; a copied row or section
is another item of its list; text beside the controls is kept in `otolkat` with its place, and in a memo
belongs to the section it stands in. Figures, dates and the like are read as people write them, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from attrs import define, evolve, field, frozen

from poreport import derive
from poreport.model import Arende, Kalla, Kommun, Otolkat, Position, Slag
from poreport.read.assemble import assemble
from poreport.read.controls.after import afterwards, collect_lists
from poreport.read.controls.fill import Filled
from poreport.read.controls.lists import Numbering
from poreport.read.controls.memo import Sections
from poreport.read.controls.parts import Package
from poreport.read.controls.places import Line, Styles
from poreport.read.controls.printed import (
    Print,
    edition,
    missing,
    print_of,
    print_of_memo,
    squeeze,
    written_beside,
)
from poreport.read.controls.tags import CLASSES, parse_tag
from poreport.read.controls.walk import Walk
from poreport.read.extract.word_inline import TooDeepError
from poreport.read.files import refuse
from poreport.read.values import raw_texts
from poreport.svenska import TolkningsFel, parse_ar

__all__ = ["Own", "read_own"]

_YEAR: Final = re.compile(r"avseende\s+år\s+((?:19|20)\d\d)\b")
_MEMO: Final = "tjansteskrivelse"
_YEARS: Final = {"redovisning": "ar", "ansokan": "avser_ar"}
_CARRIED: Final = frozenset(("blankett", "beslutsform"))
_KOMMUN: Final = "kommun."
_BESIDE_BODY: Final = ("sidhuvud, ", "sidfot, ")


@frozen
class Own:
    """What was read from a document of ours.

    Attributes:
        arende: The ärende.
        missing: For each document the open paths of the fields and boxes whose controls are gone.
    """

    arende: Arende
    missing: Mapping[str, Collection[str]]


def read_own(data: bytes, fil: str) -> Own | None:
    """Read a Word document by its controls; None when it has none of ours.

    Args:
        data: The whole file.
        fil: The file's name, as it is shown.

    Raises:
        ReadError: The file is damaged, protected, holds macros, or does not say which year it is about.
    """
    package = Package.open(data, fil)
    if package is None:
        return None
    styles = package.part("word/styles.xml")
    walk = Walk(Numbering.of(package.part("word/numbering.xml"), styles), Styles.of(styles))
    try:
        for root, within in package.texts():
            walk.part(root, within)
    except (TooDeepError, RecursionError) as error:
        raise refuse(
            fil,
            "Dokumentets delar är för många eller står för djupt inuti varandra. Spara det på nytt i Word.",
        ) from error
    walk.settle()
    reading = _Reading(fil, package.properties(), walk)
    return reading.own() if reading.filled else None


@define
class _Reading:
    """Puts together what a walk through a document found."""

    fil: str
    properties: Mapping[str, str]
    walk: Walk
    filled: dict[str, Filled] = field(factory=dict)
    otolkat: list[Otolkat] = field(factory=list)
    missing: dict[str, set[str]] = field(factory=dict)
    _lines: list[Line] = field(factory=list)
    _prints: list[Print] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Read every control."""
        for place in self.walk.places:
            kind = place.tag.kind
            self.filled.setdefault(kind, Filled(kind, self.fil)).take(place)
        self._lines = [line for line in self.walk.lines if not line.where.startswith(_BESIDE_BODY)]

    def own(self) -> Own:
        """The ärende.

        Raises:
            ReadError: The year of a form is not known.
        """
        found = {squeeze(line.loose) for line in self._lines}
        for kind, filled in self.filled.items():
            if kind == _MEMO:
                self._memo(filled, found)
            else:
                self._form(filled, found)
        if len(self._prints) == len(self.filled):
            self._keep_beside()
        return Own(derive.without_derived(self._arende()), self.missing)

    # --- the documents ------------------------------------------------------------------------------------

    def _form(self, filled: Filled, found: Collection[str]) -> None:
        form = edition(filled.kind, self.properties.get("Blankett"), found)
        printed = print_of(form) if form else None
        if form and printed and printed.is_ours(found):
            self._prints.append(printed)
            self.missing[filled.kind] = missing(form, filled.seen)
        self._carry(filled)
        self._year(filled, form.ar if form else None)
        afterwards(filled)
        collect_lists(filled)

    def _memo(self, filled: Filled, found: Collection[str]) -> None:
        sections = Sections(filled)
        if len(self.filled) == 1:
            sections.read(self._lines)
            filled.values["ordning"] = sections.order(self.properties.get(f"{_MEMO}.ordning"))
        printed = print_of_memo(sections.found)
        if printed.is_ours(found):
            self._prints.append(printed)
        self._lines = [line for line in self._lines if line not in sections.used]
        self._carry(filled)
        collect_lists(filled)

    def _carry(self, filled: Filled) -> None:
        """Take what the document has no place for from its properties."""
        for name, text in self.properties.items():
            path = name if name.startswith(_KOMMUN) else name.removeprefix(f"{filled.kind}.")
            tag = parse_tag(f"{filled.kind}.{path}")
            if tag is None or (path == name and not path.startswith(_KOMMUN)) or path in filled.values:
                continue
            if tag.falt.slag is Slag.JA:
                filled.values.update({path: False} if text == "nej" else {})
            elif path not in filled.seen and (path in _CARRIED or path.startswith(_KOMMUN)):
                filled.carried(path, text, tag.falt)

    def _year(self, filled: Filled, of_form: int | None) -> None:
        """The year of a form: as it is filled in, printed, or stated in the properties.

        Raises:
            ReadError: It is none of these.
        """
        namn = _YEARS[filled.kind]
        if namn in filled.values:
            return
        stated = _as_year(self.properties.get("Ar"))
        line, printed = next(
            ((line, int(match[1])) for line in self._lines if (match := _YEAR.search(line.loose))),
            (None, None),
        )
        # An edition may be used for another year than it was printed for; a year that differs from what the
        # edition prints was written by a person.
        if line is not None and printed is not None and printed != (of_form or stated):
            filled.values[namn] = printed
            if stated is not None:
                text = f"rubriken säger {printed} och dokumentets egenskaper {stated}; läste {printed}"
                filled.note(namn, text, line.where)
            return
        year = stated or printed or of_form
        if year is None:
            raise refuse(
                self.fil,
                "Dokumentet säger inte vilket år det gäller. Skriv ”Statsbidrag avseende år …” överst.",
            )
        filled.values[namn] = year

    # --- text beside the controls -------------------------------------------------------------------------

    def _keep_beside(self) -> None:
        """Keep what a person has written outside the controls; the lines of a cell are kept together."""
        cells: dict[int, list[tuple[str, Filled]]] = {}
        for filled in self.filled.values():
            for place, path in filled.paths.items():
                cells.setdefault(place.cell, []).append((path, filled))
        printed = _union(self._prints)
        groups: list[tuple[Line, list[str]]] = []
        before: Line | None = None
        for line, text in written_beside(self._lines, printed, cells):
            together = before is not None and line.cell == before.cell and line.cell
            if groups and together:
                groups[-1][1].append(text)
            else:
                groups.append((line, [text]))
            before = line
        for line, texts in groups:
            falt = _field_of(cells.get(line.cell, []) if line.cell else [])
            self.otolkat.append(Otolkat(falt=falt, text="\n".join(texts), plats=line.where))

    # --- the ärende ---------------------------------------------------------------------------------------

    def _arende(self) -> Arende:
        documents: dict[str, Any] = {}
        kommuner: dict[str, dict[str, Any]] = {}
        for kind in CLASSES:
            if kind in self.filled:
                values = self.filled[kind].values
                own = [path for path in values if path.startswith(_KOMMUN)]
                kommuner[kind] = {path.removeprefix(_KOMMUN): values.pop(path) for path in own}
                documents[kind] = assemble(CLASSES[kind], values)
        shared: dict[str, Any] = {}
        for kommun in kommuner.values():
            shared = kommun | shared
        for kind, kommun in kommuner.items():
            if shared | kommun != shared:
                documents[kind] = evolve(documents[kind], kommun=Kommun(**(shared | kommun)))
        everything = self.filled.values()
        return Arende(
            kommun=Kommun(**shared),
            otolkat=raw_texts([*(text for filled in everything for text in filled.otolkat), *self.otolkat]),
            kalla=Kalla(
                (self.fil,),
                self._positions(),
                tuple(note for filled in everything for note in filled.tolkningar),
                self._derived(),
            ),
            **documents,
        )

    def _derived(self) -> dict[str, str]:
        """The fingerprints of the memo's texts that were derived when it was made."""
        names = {f"{derive.MARK}{_MEMO}.{namn}": f"{_MEMO}.{namn}" for namn in derive.derived(Arende())}
        return {names[name]: mark for name, mark in self.properties.items() if name in names}

    def _positions(self) -> dict[str, Position]:
        positions = {"": Position(self.fil)}
        for kind, filled in self.filled.items():
            positions[kind] = Position(self.fil)
            for path, position in filled.positions.items():
                positions[f"{kind}.{path}"] = position
                if path.startswith(_KOMMUN):
                    positions.setdefault(path, position)
        return positions


def _as_year(text: str | None) -> int | None:
    try:
        return parse_ar(text).varde
    except TolkningsFel:
        return None


def _field_of(fields: Collection[tuple[str, Filled]]) -> str | None:
    """The field that a text beside the controls of a cell is for: the only one, or the only empty one."""
    everything = list(dict.fromkeys(f"{filled.kind}.{path}" for path, filled in fields))
    empty = list(
        dict.fromkeys(f"{filled.kind}.{path}" for path, filled in fields if path not in filled.values)
    )
    return next((paths[0] for paths in (empty, everything) if len(paths) == 1), None)


def _union(prints: Iterable[Print]) -> Print:
    """What several documents in one file print."""
    union = Print(frozenset(), frozenset())
    for printed in prints:
        union = Print(
            union.beside | printed.beside,
            union.elsewhere | printed.elsewhere,
            union.patterns + printed.patterns,
            union.head | printed.head,
        )
    return union
