"""The sections of a memo: its rows parted at the usual headings, and at what looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from attrs import define, evolve, field

from poreport.read.flow import Row
from poreport.read.form.memo_words import DECIDES, section_by_stem, section_of, title_of
from poreport.read.running import as_heading, looks_like_heading, stand_over, stands_over, without_bold
from poreport.read.running.memo_decisions import leads_in
from poreport.read.running.memo_labels import label_of

__all__ = [
    "LISTS",
    "MARKED",
    "SHORTEST_FULL",
    "Section",
    "is_known",
    "sections_of",
    "stands_alone",
    "with_person_first",
]

LISTS: Final = ("beslut", "bilagor", "skickas_till")
"""The sections that hold a list."""
MARKED: Final = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s|att\s")
"""How an item with a mark begins."""
SHORTEST_FULL: Final = 60
"""A line of a list with bullets that is as long may go on in the next one."""
_SUBJECT: Final = re.compile(r"personliga? ombud|personligt ombud|statsbidrag", re.IGNORECASE)
_SHORTEST_SENTENCE: Final = 45


@define
class Section:
    """A heading with the rows below it; without a name when the heading has no field, or there is none."""

    name: str
    title: str
    rows: list[Row] = field(factory=list)


def sections_of(rows: Sequence[Row]) -> tuple[list[Row], list[Section]]:
    """The rows of the header block, and the sections under their headings."""
    head: list[Row] = []
    sections: list[Section] = []
    named = False
    last = max((n for n, row in enumerate(rows) if known_heading(row)[0] == "beslut"), default=0)
    tight = stand_over(rows, is_known)
    for number, row in enumerate(rows):
        known, rest = known_heading(row)
        in_head = number < last and not (sections or named)
        if _is_other(row, known, sections, rest=bool(rest), in_head=in_head):
            known = None
        leads = known is None and named and not any(s.name == "beslut" for s in sections)
        unknown = bool(sections) and known is None
        unknown = unknown and (
            looks_like_heading(rows, number)
            or _ends_list(sections[-1], rows, number)
            or (tight and stands_over(rows, number))
        )
        if known is not None and (known or sections):
            sections.append(Section(known, as_heading(row.text)))
            if rest:
                sections[-1].rows.append(evolve(row, cells=(evolve(row.cells[0], text=rest),), gap=0))
        elif leads and leads_in(row.text):
            sections.append(Section("beslut", "", [row]))
        elif unknown:
            title = as_heading(row.text)
            sections.append(Section(section_by_stem(title), title))
        elif sections:
            sections[-1].rows.append(row)
        elif named and _is_sentence(row):
            decides = DECIDES.fullmatch(row.text.strip()) is not None
            sections.append(Section("beslut" if decides else "", "", [row]))
        else:
            head.append(row)
            named = named or _names_subject(row)
    summaries = [section for section in sections if section.name == "sammanfattning"]
    for section in summaries[1:]:
        section.name = "bakgrund"  # "Ärendebeskrivning" after a summary describes the matter
    return head, sections


def with_person_first(rows: list[Row], first: int) -> list[Row]:
    """The rows, where a block on the handläggare that stands below the decisions is in the head again.

    Args:
        rows: The rows.
        first: The first row below the head.
    """
    labels = [n for n, row in enumerate(rows) if label_of(row.text.strip())[0] == "handlaggare"]
    if not labels or labels[0] < first or not rows[labels[0]].text.strip().endswith(":"):
        return rows
    start = labels[0]
    rest = takewhile(lambda row: not row.gap and len(row.cells) == 1, rows[start + 1 :])
    block = [rows[start], *(evolve(row, joins=False) for row in rest)]
    return [*block, *rows[:start], *rows[start + len(block) :]]


def _is_other(row: Row, known: str | None, sections: Sequence[Section], *, rest: bool, in_head: bool) -> bool:
    """Whether the words of a heading stand there as something else."""
    if in_head:
        # What some call the memo ("Beslutsunderlag"), and who else has it ("Kopia till").
        return title_of(row.text) is not None or known == "skickas_till"
    if not (rest and sections):
        return False
    # "Bilaga 1: …" in a list, bold words that lead a text in.
    bare = not sections[-1].rows and bool(sections[-1].name)
    return bare or known in {section.name for section in sections}


def known_heading(row: Row) -> tuple[str | None, str]:
    """The section that a row begins ("" for a usual one without a field), and what follows a colon in it."""
    if len(row.cells) > 1 and any(cell.text for cell in row.cells[1:]):
        return None, ""
    text = as_heading(row.text)
    name = section_of(text)
    if name is not None:
        return name, ""
    before, colon, after = text.partition(":")
    name = section_of(before.strip()) if colon else None
    if name in {*LISTS, "sammanfattning"}:
        return name, after.strip()
    if name and after.rstrip().endswith(".") and not MARKED.match(row.text):
        return name, after.strip()
    return None, ""


def is_known(row: Row) -> bool:
    """Whether a row is the heading of a section that has a field."""
    return bool(known_heading(row)[0])


def _ends_list(section: Section, rows: Sequence[Row], number: int) -> bool:
    """Whether a short line ends a list of marked items: it has no mark, and a sentence stands below it."""
    if section.name not in LISTS or number + 1 >= len(rows):
        return False
    row, after = rows[number], rows[number + 1]
    marked = bool(section.rows) and MARKED.match(without_bold(section.rows[-1].text)) is not None
    plain = not MARKED.match(row.text) and row.text[:1].isupper() and row.text[-1:] not in ".,;:"
    short = len(row.text) <= SHORTEST_FULL and len(row.cells) == 1 and not row.joins
    return marked and plain and short and _is_sentence(after)


def stands_alone(row: Row) -> bool:
    """Whether a row is a heading or the memo's title, which no wrapped line goes on over."""
    title = title_of(row.text)
    return is_known(row) or (title is not None and not title[1])


def _names_subject(row: Row) -> bool:
    """Whether the memo's title stands in a row of its head."""
    title = title_of(row.text)
    return _SUBJECT.search(title[1] if title else row.text) is not None


def _is_sentence(row: Row) -> bool:
    text = without_bold(row.text).strip()
    return len(row.cells) == 1 and len(text) >= _SHORTEST_SENTENCE and text.endswith(".")
