"""An årsrapport: its cover, its texts under their headings, its tables and the figures in its prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import Arsrapport, Konsrad, Tolkning
from poreport.model.paths import field_at
from poreport.read.assemble import assemble
from poreport.read.flow import Row
from poreport.read.form.stream import squeeze
from poreport.read.prose import Prose
from poreport.read.running import (
    Read,
    as_heading,
    looks_like_heading,
    paragraphs,
    pieces_of,
    says_more,
    stand_over,
    stands_over,
)
from poreport.read.running.plain_tables import with_tables
from poreport.read.running.yearly_cover import Cover
from poreport.read.running.yearly_figures import figures_in, whole_in
from poreport.read.running.yearly_tables import Tables
from poreport.read.running.yearly_words import (
    MONTH,
    NUMBERED,
    NUMBERED_AS_LIST,
    OMBUD,
    REPORT,
    level_of,
    section_of,
    years_in,
)
from poreport.svenska import quote

__all__ = ["read_report"]

_CONTENTS: Final = re.compile(r"innehåll(?:sförteckning)?$", re.IGNORECASE)
_CONTENTS_LINE: Final = re.compile(r"(.+?)[\s.…_]*\t?\s*(\d{1,3})\s*")
_NOTE: Final = re.compile(r"[¹²³⁰⁴-⁹]+\s*\S")
_CITY: Final = re.compile(r"(?i:personligt ombud i) ((?:[A-ZÅÄÖ][\w-]*\s)+(?:stad|kommun))\b")
_SENTENCE_END: Final = re.compile(r"[.!?:]\W*$")
_NO_FIGURES: Final = ("bakgrund", "kontaktorsaker", "brister", "atgarder", "forandringar", "slutdiskussion")
"""Sections whose figures are about something else than the clients of the year."""
_LONGEST_HEADING: Final = 100
_LONGEST_LEVEL: Final = 30
_SHORTEST_CAPITALS: Final = 5
_SHORTEST_SENTENCE: Final = 60
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
    head: Row | None = None


class _Report:
    def __init__(self, rows: Sequence[Row], prose: Prose) -> None:
        self.contents, self.rows = _contents(with_tables(paragraphs(rows)))
        self.numbered = _has_numbered_headings(self.rows)
        self.tight = stand_over(self.rows, lambda row: section_of(as_heading(row.text)) is not None)
        self.prose = prose
        self.out = Read()
        self.values: dict[str, Any] = {}
        self.years: Counter[int] = Counter()
        self.whole: tuple[int, int, int] | None = None

    def read(self) -> Read:
        rows, sections = self._sections()
        cover = Cover(self.out)
        cover.read(rows)
        self.values = cover.values
        tables = Tables(self.out)
        for section in sections:
            before = section.rows
            section.rows = list(tables.without_tables(before, section.name, section.title))
            self._section(section, before)
        self.years.update(years_in(tables.source or ""))
        self._figures(sections, [unit.namn or "" for unit in tables.units])
        self.values |= {"ar": self._year()} | tables.values()
        if self.whole and tables.total == Konsrad():
            women, men, both = self.whole
            self.values["hela"] = Konsrad(kvinnor=women, man=men, totalt=both)
            self._remark("hela", f"hämtade {both} klienter, {women} kvinnor och {men} män, ur texten", None)
        return evolve(self.out, document=assemble(Arsrapport, self.values))

    def _figures(self, sections: list[_Section], units: list[str]) -> None:
        """Take the figures that only the prose states; the section on the clients comes first."""
        told = [s for s in sections if not s.name.startswith(_NO_FIGURES)]
        told.sort(key=lambda section: section.name != "malgrupp")
        text = ""
        for row in (row for section in told for row in section.rows if row.table is None):
            goes_on = row.text[:1].islower() and _SENTENCE_END.search(text) is None
            text += f" {row.text}" if goes_on else f"\n{row.text}"
        self.whole = next(filter(None, map(whole_in, text.split("\n"))), None)
        for stated in figures_in(text, units):
            self.values[stated.path] = stated.value
            self._remark(stated.path, f"hämtade {stated.value} ur texten {quote(stated.words)}", None)

    def _year(self) -> int:
        """The year that the figures are about: the one that most headings and sources name."""
        if self.years:
            return self.years.most_common(1)[0][0]
        year, why = self._guessed_year()
        self._remark("ar", f"året som uppgifterna avser står inte i rubrikerna; antog {year}, {why}", None)
        return year

    def _guessed_year(self) -> tuple[int, str]:
        title = years_in(self.values.get("rubrik", ""))
        published = years_in(self.values.get("utgivning", ""))
        if title and published and published[0] > title[0]:
            return title[0], "som i rapportens titel"
        stated = Counter(year for row in self.rows for year in years_in(re.sub(MONTH, "", row.text)))
        for year in title:
            if stated[year - 1] > stated[year]:
                return year - 1, "som texten oftast nämner"
            return year, "som i rapportens titel"
        if stated:
            return stated.most_common(1)[0][0], "som texten oftast nämner"
        return date.today().year - 1, "året före detta"  # noqa: DTZ011  any clock tells the year

    def _remark(self, path: str, text: str, row: Row | None) -> None:
        self.out.tolkningar.append(Tolkning(f"arsrapport.{path}", text, row.position if row else None))

    # --- sections -------------------------------------------------------------------------------------

    def _sections(self) -> tuple[list[Row], list[_Section]]:
        """The rows of the cover, and the sections under their headings."""
        cover: list[Row] = []
        sections: list[_Section] = []
        after_note = False
        titles = {squeeze(row.text) for row in self.rows[:_COVER] if REPORT.search(row.text)}
        figures = _tables_of_figures(self.rows)
        for number, row in enumerate(self.rows):
            among = bool(sections) and sections[-1].name.startswith("brister")
            first = bool(sections) and not sections[-1].rows
            title = self._heading(
                number, row, among_brister=among, after_cover=bool(sections), after_heading=first
            )
            level, rest = _level_with_text(row) if among and title is None else (None, "")
            if level:
                cells = (evolve(row.cells[0], text=rest),)
                sections.append(_Section(level, "", [evolve(row, cells=cells)]))
                continue
            is_note = bool(sections) and title is None and _NOTE.match(row.text) is not None
            if sections and REPORT.search(row.text) and squeeze(row.text) in titles:
                after_note = True  # the title at the head of a page
                continue
            if title is not None:
                level = level_of(title) if among else None
                sections.append(_Section(level or section_of(title) or "", title, head=row))
                self.years.update(years_in(title))
            elif not sections and not (_is_sentence(row) or row.table in figures):
                cover.append(row)
            elif not sections:
                sections.append(_Section("sammanfattning", "", [row]))
            elif is_note:
                sections[-1].notes.append(row)
            else:
                sections[-1].rows.append(evolve(row, new_page=row.new_page or after_note))
            after_note = is_note
        return cover, sections

    def _heading(
        self, number: int, row: Row, *, among_brister: bool, after_cover: bool, after_heading: bool
    ) -> str | None:
        """The heading that a row is: listed in the contents, or by its words, its number or its look."""
        text = row.text.strip()
        in_table = row.table is not None and not (len(row.cells) == 1 and self._is_below_table(number))
        if in_table or not text or len(text) > _LONGEST_HEADING or text.startswith(("-", "•")):
            return None
        title = as_heading(text)
        if title.lower() in self.contents:
            return title
        after = self.rows[number + 1] if number + 1 < len(self.rows) else None
        begins = title[:1].isupper()
        names_ombud = OMBUD.search(title) is not None and not title.endswith("?")
        on_cover = not after_cover and number < _COVER and names_ombud
        if after is None or not begins or on_cover or text[-1] in ".,;":
            return None
        before = self.rows[number - 1] if number else None
        free = bool(row.gap or row.heading or row.bold) or after_heading or before is None or _ends(before)
        free = free or (not after_cover and _is_sentence(after)) or NUMBERED.fullmatch(text) is not None
        if free and section_of(title) is not None:
            return title
        if among_brister and free and len(title) <= _LONGEST_LEVEL and level_of(title):
            return title
        looks = row.heading or row.bold or not self.contents
        plain = after_cover and (self._is_marked(row) or (looks and looks_like_heading(self.rows, number)))
        plain = plain or (looks and self.tight and stands_over(self.rows, number))
        styled = number >= _COVER and (row.heading or row.bold) and looks_like_heading(self.rows, number)
        return title if plain or styled else None

    def _is_below_table(self, number: int) -> bool:
        """Whether a line that was taken for the last one of a table is a heading below it."""
        row = self.rows[number]
        if NUMBERED.fullmatch(row.text.strip()):
            return True
        rest = takewhile(lambda other: other.table == row.table, self.rows[number:])
        return section_of(as_heading(row.text)) is not None and all(len(r.cells) == 1 for r in rest)

    def _is_marked(self, row: Row) -> bool:
        """Whether a row is a heading by its number, or by its capitals."""
        text = row.text.strip()
        letters = sum(map(str.isalpha, text))
        capitals = text.isupper() and letters >= _SHORTEST_CAPITALS
        listed = self.numbered and NUMBERED_AS_LIST.fullmatch(text) is not None
        return row.gap > 0 and (capitals or listed or NUMBERED.fullmatch(text) is not None)

    def _section(self, section: _Section, before: Sequence[Row]) -> None:
        """The text of a section to its field; what has none goes among the other sections.

        Args:
            section: The section, without the tables that were read.
            before: Its rows with them.
        """
        city = _CITY.search(section.title)
        if city:
            self.out.kommun.setdefault("namn", city[1])
        text, remarks = self.prose.markdown(pieces_of(section.rows, self.prose))
        notes = [self.prose.markdown(pieces_of([note], self.prose))[0] for note in section.notes]
        text = svenska.normalise_text("\n\n".join(part for part in (text, *notes) if part)).varde
        path = section.name
        if not text:
            if before and (not path or section.title.lower() not in field_at(Arsrapport, path).titel.lower()):
                told = f"rubriken {quote(section.title)} står över en tabell vars tal har lästs"
                self._remark("enheter", told, section.head or before[0])
            return
        row = (section.rows or section.notes)[0]
        for remark in remarks:
            self._remark(path or "ovrigt", remark, row)
        if path in {"", "brister"}:
            path = "ovrigt"
            told = f"avsnittet {quote(section.title)} har inget eget fält; det står i övriga avsnitt"
            self._remark(path, told, row)
        if section.title and (
            path == "ovrigt" or path in self.values or section.title.lower().startswith("vad är")
        ):
            text = f"**{section.title}**\n\n{text}"
        elif says_more(section.title, shown := field_at(Arsrapport, path).titel):
            self._remark(path, f"läste avsnittet {quote(section.title)} som {quote(shown)}", row)
        earlier = self.values.get(path)
        self.values[path] = f"{earlier}\n\n{text}" if earlier else text
        self.out.positioner.setdefault(f"arsrapport.{path}", row.position)


def _contents(rows: list[Row]) -> tuple[frozenset[str], list[Row]]:
    """The headings listed in the table of contents, in lower case, and the rows without it."""
    start = next((n for n, row in enumerate(rows) if _CONTENTS.match(as_heading(row.text))), None)
    if start is None:
        return frozenset(), rows
    found: set[str] = set()
    end = start + 1
    wrapped = ""
    for number, row in enumerate(rows[start + 1 :], start + 1):
        text = row.text.replace("*", "").strip()
        match = _CONTENTS_LINE.fullmatch(text)
        after = rows[number + 1].text.replace("*", "").strip() if number + 1 < len(rows) else ""
        if match is None and (wrapped or len(text) > _LONGEST_HEADING or not _CONTENTS_LINE.fullmatch(after)):
            break
        if match is None:
            wrapped = f"{text} "
            continue
        found.add(as_heading(f"{wrapped}{match[1].strip(' .…')}").lower())
        wrapped, end = "", number + 1
    return frozenset(found), [*rows[:start], *rows[end:]]


def _has_numbered_headings(rows: Sequence[Row]) -> bool:
    """Whether two usual headings have numbers as in a list."""
    texts = (row.text.strip() for row in rows if row.gap and row.table is None)
    return sum(bool(NUMBERED_AS_LIST.fullmatch(t) and section_of(as_heading(t))) for t in texts) > 1


def _level_with_text(row: Row) -> tuple[str | None, str]:
    """The level that a line on deficiencies begins with, and what follows the colon."""
    before, colon, after = row.text.strip().partition(":")
    title = as_heading(before)
    if not (colon and after.strip()) or row.table is not None or len(title) > _LONGEST_LEVEL:
        return None, ""
    name = level_of(title) or section_of(title) or ""
    return (name, after.strip()) if name.startswith("brister.") else (None, "")


def _tables_of_figures(rows: Sequence[Row]) -> frozenset[int]:
    """The numbers of the tables with figures, which no cover has."""
    return frozenset(
        row.table
        for row in rows
        if row.table is not None and sum(cell.text.strip().isdecimal() for cell in row.cells) > 1
    )


def _is_sentence(row: Row) -> bool:
    text = row.text.strip()
    return row.table is None and len(text) >= _SHORTEST_SENTENCE and text.endswith(".")


def _ends(row: Row) -> bool:
    """Whether nothing goes on after a row: it ends a sentence, is of a table, or is a heading."""
    return row.table is not None or bool(row.heading) or _SENTENCE_END.search(row.text.strip()) is not None
