"""Reading a filled-in document without controls: Word, PDF or plain text, to an ärende."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import attrs

from poreport import forms
from poreport.forms import Form
from poreport.model import (
    Ansokan,
    Arende,
    Kalla,
    Kommun,
    Otolkat,
    Position,
    Redovisning,
    Tolkning,
)
from poreport.read.assemble import assemble
from poreport.read.files import refuse, too_long
from poreport.read.flow import MOST_CELLS, MOST_ROWS, MOST_SIGNS, Flow, Row
from poreport.read.form.align import Alignment
from poreport.read.form.distribute import distribute
from poreport.read.form.editions import best_alignment, best_guess, county_of, whole_rows
from poreport.read.form.fill import fill
from poreport.read.form.filled import Filled, full_path, place_in_words
from poreport.read.form.recognise import FORMS, PROTOCOL, Part, find_parts, with_head
from poreport.read.form.stream import YEAR, squeeze
from poreport.read.prose import Prose, words_of
from poreport.read.values import tidied

__all__ = ["arende_of_flow"]

_TITLES: Final = {
    "redovisning": "redovisning",
    "ansokan": "ansökan",
    "tjansteskrivelse": "tjänsteskrivelse",
    "arsrapport": "årsrapport",
}

_OMBUD: Final = re.compile(f"personlig[ta]ombud|{YEAR}522")
"""In the letters and digits of a text, whatever wraps and hidden hyphens stand in it; a year is one sign."""

_OTHER_MEMO: Final = (
    "Filen är en tjänsteskrivelse, men den nämner inte personligt ombud. "
    "Den handlar om något annat och läses inte."
)


def arende_of_flow(flow: Flow) -> Arende:
    """The ärende in a file.

    Raises:
        ReadError: There is no known document in it.
    """
    if (
        len(flow.rows) > MOST_ROWS
        or any(len(row.cells) > MOST_CELLS for row in flow.rows)
        or sum(len(cell.text) for row in flow.rows for cell in row.cells) > MOST_SIGNS
    ):
        raise too_long(flow.fil)
    flow = whole_rows(with_head(flow))
    parts = find_parts(flow.rows)
    if all(part.kind == PROTOCOL for part in parts):
        guess = best_guess(flow.rows) if flow.rows else None
        raise refuse(flow.fil, _unknown(guess))
    if all(part.kind in {"tjansteskrivelse", PROTOCOL} for part in parts) and not _about_ombud(flow.rows):
        raise refuse(flow.fil, _OTHER_MEMO)
    reader = _Reader(flow)
    for part in parts:
        reader.part(part)
    reader.footnotes()
    reader.beside()
    return reader.arende()


def _about_ombud(rows: Sequence[Row]) -> bool:
    return any(_OMBUD.search(squeeze(row.text)) for row in rows)


def _unknown(guess: Any) -> str:
    start = "Filen innehåller ingen känd redovisning, ansökan, tjänsteskrivelse eller årsrapport."
    if guess is None:
        return f"{start} Den innehåller ingen text alls; är den inskannad behöver den textläsas (OCR) först."
    if not guess.found:
        return f"{start} Inte en enda av blanketternas ledtexter finns i filen. Är det rätt fil?"
    return (
        f"{start} Mest liknar den {guess.form.titel.lower()} ({guess.form.id}): "
        f"{guess.found} av blankettens {guess.labels} ledtexter finns i filen."
    )


class _Reader:
    """Reads the documents of one file, one after the other."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.prose = Prose(words_of(row.text for row in flow.rows), marked_up=flow.marked_up)
        self.documents: dict[str, Any] = {}
        self.kommun: dict[str, dict[str, Any]] = {}
        self.positioner: dict[str, Position] = {}
        self.tolkningar: list[Tolkning] = []
        self.otolkat: list[Otolkat] = []

    def part(self, part: Part) -> None:
        rows = self.flow.rows[part.start : part.end]
        if part.kind == PROTOCOL:
            self._protocol(rows)
        elif part.kind in self.documents:
            self._second(part, rows)
        elif part.kind in FORMS:
            self._form(part.kind, rows)
        elif part.kind == "tjansteskrivelse":
            from poreport.read.running.memo import read_memo

            self._take("tjansteskrivelse", read_memo(rows, self.prose))
        else:
            from poreport.read.running.yearly import read_report

            self._take("arsrapport", read_report(rows, self.prose))

    def _take(self, kind: str, read: Any) -> None:
        """Keep what a reader of running text has made."""
        self.documents[kind] = tidied(read.document)
        self.positioner |= read.positioner
        self.tolkningar += read.tolkningar
        self.otolkat += read.otolkat
        if read.kommun:
            self.kommun[kind] = read.kommun

    def _second(self, part: Part, rows: Sequence[Row]) -> None:
        """A second document of the same kind has no place in the ärende, but is kept."""
        title, place = _TITLES[part.kind], place_in_words(rows[0].position)
        self.otolkat.append(
            Otolkat(
                text="\n".join(row.text for row in rows),
                plats=f"en andra {title} i samma fil; dela filen så att varje står för sig ({place})",
            )
        )

    def _protocol(self, rows: Sequence[Row]) -> None:
        """What the nämnd decided has no place in the ärende, but is kept."""
        text = "\n".join(row.text.strip() for row in rows)
        plats = f"protokoll som står tillsammans med dokumenten ({place_in_words(rows[0].position)})"
        self.otolkat.append(Otolkat(text=text, plats=plats))

    def footnotes(self) -> None:
        """Keep the file's own footnotes, but not those that are printed on the form."""
        printed = {squeeze(text) for name in forms.editions() for text in forms.get(name).footnotes.values()}
        for number, text in enumerate(self.flow.footnotes, 1):
            if squeeze(text) not in printed:
                self.otolkat.append(Otolkat(text=text, plats=f"fotnot {number}"))

    def beside(self) -> None:
        """Say what stands at the foot of the pages and in comments, which answers nothing."""
        kind = next(iter(self.documents))
        for text in self.flow.feet:
            place = Position(self.flow.fil, plats="sidfot")
            self.tolkningar.append(Tolkning(kind, f"tog inte med sidfoten ”{text}”", place))
        for number, text in enumerate(self.flow.comments, 1):
            place = Position(self.flow.fil, plats=f"kommentar {number}")
            self.tolkningar.append(Tolkning(kind, f"tog inte med kommentaren ”{text}”", place))

    def _form(self, kind: str, rows: Sequence[Row]) -> None:
        form, alignment, masked = best_alignment(rows, kind)
        filled = fill(
            kind,
            alignment,
            distribute(alignment, masked, marked_up=self.flow.marked_up),
            self.prose,
        )
        kommun = {
            path.removeprefix("kommun."): filled.values.pop(path)
            for path in list(filled.values)
            if path.startswith("kommun.")
        }
        lan = county_of(_head_text(alignment))
        if lan:
            kommun["lan"] = lan
        self.kommun[kind] = kommun
        year = _year_of(form, alignment, filled, self.documents)
        _note_form(form, year, lan, filled)
        for path, position in filled.positions.items():
            self.positioner.setdefault(full_path(kind, path), position)
        self.positioner[kind] = rows[0].position
        self.tolkningar += filled.tolkningar
        # The year alone, after a title that is printed without it, says nothing more.
        self.otolkat += [o for o in filled.otolkat if o.falt or (o.text or "").strip() != str(year)]
        klass = Redovisning if kind == "redovisning" else Ansokan
        filled.values["ar" if kind == "redovisning" else "avser_ar"] = year
        self.documents[kind] = assemble(klass, filled.values)

    def arende(self) -> Arende:
        """Everything that was read."""
        shared: dict[str, Any] = {}
        for kind in ("redovisning", "ansokan", "tjansteskrivelse", "arsrapport"):
            for namn, varde in self.kommun.get(kind, {}).items():
                shared.setdefault(namn, varde)
        documents = {}
        for kind, document in self.documents.items():
            own = {n: v for n, v in self.kommun.get(kind, {}).items() if shared.get(n) != v}
            kommun = Kommun(**(shared | own)) if own else None
            documents[kind] = attrs.evolve(document, kommun=kommun) if kommun else document
        return Arende(
            kommun=Kommun(**shared),
            otolkat=tuple(self.otolkat),
            kalla=Kalla((self.flow.fil,), self.positioner, tuple(self.tolkningar)),
            **documents,
        )


def _head_text(alignment: Alignment) -> str:
    """The rows above the first section of a form."""
    first = next((p for p in alignment.placed if alignment.lines[p.anchor.line].kind == "heading"), None)
    end = alignment.stream.row_at(first.start) if first else 20
    return "\n".join(row.text for row in alignment.stream.rows[:end])


def _note_form(form: Form, year: int, lan: str | None, filled: Filled) -> None:
    """Name the edition in the document when year and county do not lead to it."""
    kommun = Kommun(lan=lan)
    plain = (
        Redovisning(ar=year, kommun=kommun)
        if form.dokument == "redovisning"
        else Ansokan(avser_ar=year, kommun=kommun)
    )
    if forms.form_for(plain).id != form.id:
        filled.values["blankett"] = form.id
        text = f"dokumentet liknar mest blanketten {form.id}"
        filled.tolkningar.append(Tolkning(f"{form.dokument}.blankett", text))


def _year_of(form: Form, alignment: Alignment, filled: Filled, documents: dict[str, Any]) -> int:
    """The year of a form: as it is stated, else as most of its questions have it, else a stated guess."""
    if form.dokument == "ansokan" and "avser_ar" in filled.values:
        year: int = filled.values["avser_ar"]
        return year
    stream = alignment.stream
    counted: Counter[int] = Counter()
    for placed in alignment.placed:
        line = alignment.lines[placed.anchor.line]
        years = stream.years(placed.start, placed.end)
        label = line.slots[placed.anchor.slot].label
        if "avseende år" in label and years:
            return years[0]
        if "senast den" not in label and "SFS" not in label:
            counted.update(years)
    if counted:
        return counted.most_common(1)[0][0]
    return _guessed_year(form, filled, documents)


def _guessed_year(form: Form, filled: Filled, documents: dict[str, Any]) -> int:
    kind = form.dokument
    year: int
    if kind == "ansokan" and "redovisning" in documents:
        year, why = documents["redovisning"].ar + 1, "året efter redovisningens"
    elif "datum" in filled.values or "underskrift.datum" in filled.values:
        day = filled.values.get("datum") or filled.values["underskrift.datum"]
        after = day.month > 2  # noqa: PLR2004  an ansökan is signed before 1 March of its year, a redovisning likewise
        year = day.year + after if kind == "ansokan" else day.year - (not after)
        why = f"efter underskriftens datum {day}"
    else:
        year, why = form.ar or 2022, f"som på blanketten {form.id}"
    falt = "ar" if kind == "redovisning" else "avser_ar"
    filled.tolkningar.append(Tolkning(f"{kind}.{falt}", f"året står inte i dokumentet; antog {year}, {why}"))
    return year
