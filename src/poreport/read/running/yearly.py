"""An årsrapport: its cover, its texts under their headings, its tables and the figures in its prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import Arsrapport, Otolkat, Tolkning
from poreport.read.assemble import assemble
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.prose import Prose
from poreport.read.running import (
    Read,
    as_heading,
    looks_like_heading,
    paragraphs,
    pieces_of,
    without_bold,
)
from poreport.read.running.yearly_figures import figures_in
from poreport.read.running.yearly_tables import Tables
from poreport.svenska import MANADER, quote

__all__ = ["read_report"]

_WORDS_BEFORE: Final = r"(?:\w+ ){0,3}"
_YEAR_AFTER: Final = r"(?: under)?(?: \d{4})?$"
_KNOWN: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("sammanfattning", r"sammanfattning$"),
        ("bakgrund", r"bakgrund$|inledning$|vad är (?:ett )?personligt ombud\??$"),
        ("ledningsgrupp", rf"{_WORDS_BEFORE}ledningsgrupp(?:en|er|erna)?(?: för .*)?$"),
        ("organisation", rf"{_WORDS_BEFORE}organisation(?: av .*)?$"),
        ("organisation", r"personligt ombud i [a-zåäö ]+(?:stad|kommun)$"),
        ("forandringar", rf"förändring(?:ar)? (?:i|av) målgruppen{_YEAR_AFTER}|förändringar$"),
        ("malgrupp", rf"(?:(?:redovisning av )?uppgifter om )?målgruppen{_YEAR_AFTER}"),
        ("malgrupp", rf"statistik{_YEAR_AFTER}"),
        ("kontaktorsaker", rf"kontakts?orsak(?:er)?{_YEAR_AFTER}"),
        ("brister.handlaggarniva", rf"{_WORDS_BEFORE}handläggarnivå$"),
        ("brister.lokal_niva", rf"{_WORDS_BEFORE}lokal nivå$"),
        ("brister.central_niva", rf"{_WORDS_BEFORE}central nivå$"),
        ("brister", rf"(?:uppmärksammade |identifierade )?(?:system)?brister{_YEAR_AFTER}"),
        ("atgarder", rf"(?:vidtagna )?åtgärder{_YEAR_AFTER}"),
        ("slutdiskussion", r"(?:slut)?diskussion$|slutord$|avslutning$"),
    )
)
_CONTENTS: Final = re.compile(r"innehåll(?:sförteckning)?$", re.IGNORECASE)
_CONTENTS_LINE: Final = re.compile(r"(.+?)[\s.…_]*\t?\s*(\d{1,3})\s*")
_YEAR: Final = re.compile(r"\b(20\d\d)\b")
_MONTH: Final = rf"(?:{'|'.join(MANADER)})\s+20\d\d"
_COVER_LINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:dnr|diarienummer|diarienr)[.:\s]+(?P<arendebeteckning>.+)",
        r"utgivare\s*:\s*(?P<utgivare>.+)",
        r"kontaktperson\s*:\s*(?P<kontaktperson>.+)",
        rf"(?P<rubrik>.*årsrapport.*?)(?:\s+(?P<utgivning>{_MONTH}))?",
        rf"(?P<utgivning>{_MONTH})",
    )
)
_NOTE: Final = re.compile(r"[¹²³⁰⁴-⁹]+\s*\S")
_CITY: Final = re.compile(r"(?i:personligt ombud i) ((?:[A-ZÅÄÖ][\w-]*\s)+(?:stad|kommun))\b")
_LONGEST_HEADING: Final = 100
_COVER: Final = 8
"""Rows at the beginning that are the cover, where large print is no heading."""


def read_report(rows: Sequence[Row], prose: Prose) -> Read:
    """Read the rows of an årsrapport."""
    return _Report(rows, prose).read()


@define
class _Section:
    """A heading with the rows below it, and the footnotes among them."""

    name: str
    title: str
    rows: list[Row] = field(factory=list)
    notes: list[Row] = field(factory=list)


class _Report:
    def __init__(self, rows: Sequence[Row], prose: Prose) -> None:
        self.contents, self.rows = _contents(paragraphs(rows))
        self.prose = prose
        self.out = Read()
        self.values: dict[str, Any] = {}
        self.years: Counter[int] = Counter()

    def read(self) -> Read:
        cover, sections = self._sections()
        self._cover(cover)
        tables = Tables(self.out)
        for section in sections:
            section.rows = list(tables.without_tables(section.rows))
            self._section(section)
        self.years.update(_years(tables.source or ""))
        for path, value, words in figures_in("\n".join(row.text for s in sections for row in s.rows)):
            self.values[path] = value
            self._remark(path, f"hämtade {value} ur texten {quote(words)}", None)
        self.values |= {"ar": self._year()} | tables.values()
        return evolve(self.out, document=assemble(Arsrapport, self.values))

    def _year(self) -> int:
        """The year that the figures are about: the one most headings and sources name."""
        if self.years:
            return self.years.most_common(1)[0][0]
        stated = [year for row in self.rows for year in _years(row.text)]
        year = stated[0] if stated else date.today().year - 1  # noqa: DTZ011  any clock tells the year
        self._remark("ar", f"året som uppgifterna avser står inte i rubrikerna; antog {year}", None)
        return year

    def _remark(self, path: str, text: str, row: Row | None) -> None:
        self.out.tolkningar.append(Tolkning(f"arsrapport.{path}", text, row.position if row else None))

    # --- cover and sections ---------------------------------------------------------------------------

    def _sections(self) -> tuple[list[Row], list[_Section]]:
        """The rows of the cover, and the sections under their headings."""
        cover: list[Row] = []
        sections: list[_Section] = []
        after_note = False
        for number, row in enumerate(self.rows):
            title = self._heading(number, row)
            is_note = bool(sections) and title is None and _NOTE.match(row.text) is not None
            if title is not None:
                sections.append(_Section(_known(title) or "", title))
                self.years.update(_years(title))
            elif not sections:
                cover.append(row)
            elif is_note:
                sections[-1].notes.append(row)
            else:
                sections[-1].rows.append(evolve(row, new_page=row.new_page or after_note))
            after_note = is_note
        return cover, sections

    def _heading(self, number: int, row: Row) -> str | None:
        """The heading that a row is: listed in the contents, or in their absence by its words or look."""
        text = row.text.strip()
        if row.table is not None or not text or len(text) > _LONGEST_HEADING or text.startswith(("-", "•")):
            return None
        title = as_heading(text)
        if title.lower() in self.contents:
            return title
        after = self.rows[number + 1] if number + 1 < len(self.rows) else None
        named = _known(title) and text[:1].isupper() and text[-1] not in ".," and row.gap and after
        if not self.contents and named:
            return title
        styled = number >= _COVER and (row.heading or row.bold) and looks_like_heading(self.rows, number)
        return title if styled else None

    def _cover(self, rows: list[Row]) -> None:
        for row in rows:
            for line in without_bold(row.text).replace("\t", "\n").split("\n"):
                if line.strip(" *"):
                    self._cover_line(line.strip(" *"), row)

    def _cover_line(self, line: str, row: Row) -> None:
        match = next(filter(None, (pattern.fullmatch(line) for pattern in _COVER_LINES)), None)
        if match is None:
            self._keep(line, row, None)
            return
        for name, value in match.groupdict().items():
            if value and self.values.setdefault(name, value.strip()) != value.strip():
                self._keep(value, row, f"arsrapport.{name}")
            self.out.positioner.setdefault(f"arsrapport.{name}", row.position)

    def _section(self, section: _Section) -> None:
        """The text of a section to its field; what has none goes among the other sections."""
        city = _CITY.search(section.title)
        if city:
            self.out.kommun.setdefault("namn", city[1])
        text, remarks = self.prose.markdown(pieces_of(section.rows, self.prose))
        notes = [self.prose.markdown(pieces_of([note], self.prose))[0] for note in section.notes]
        text = svenska.normalise_text("\n\n".join(part for part in (text, *notes) if part)).varde
        if not text:
            return
        row = (section.rows or section.notes)[0]
        path = section.name
        for remark in remarks:
            self._remark(path or "ovrigt", remark, row)
        if path in {"", "brister"}:
            path = "ovrigt"
            told = f"avsnittet {quote(section.title)} har inget eget fält; det står i övriga avsnitt"
            self._remark(path, told, row)
        if path == "ovrigt" or path in self.values or section.title.lower().startswith("vad är"):
            text = f"**{section.title}**\n\n{text}"
        before = self.values.get(path)
        self.values[path] = f"{before}\n\n{text}" if before else text
        self.out.positioner.setdefault(f"arsrapport.{path}", row.position)

    def _keep(self, text: str, row: Row, path: str | None) -> None:
        place = place_in_words(row.position, "årsrapporten")
        self.out.otolkat.append(Otolkat(falt=path, text=text, plats=place))


def _contents(rows: list[Row]) -> tuple[frozenset[str], list[Row]]:
    """The headings listed in the table of contents, in lower case, and the rows without it."""
    start = next((n for n, row in enumerate(rows) if _CONTENTS.match(as_heading(row.text))), None)
    if start is None:
        return frozenset(), rows
    found: set[str] = set()
    end = start + 1
    for row in rows[start + 1 :]:
        match = _CONTENTS_LINE.fullmatch(row.text.replace("*", "").strip())
        if match is None:
            break
        found.add(as_heading(match[1].strip(" .…")).lower())
        end += 1
    return frozenset(found), [*rows[:start], *rows[end:]]


def _known(title: str) -> str | None:
    """The field of a section with this heading, or None."""
    return next((name for name, pattern in _KNOWN if pattern.match(title)), None)


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]
