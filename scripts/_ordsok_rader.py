"""Looks for the words of an original in a ready ärende, in ways that see to the line in which they stand.

Started by `_roundtrip`. The ways that are sure come first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

import _ordsok as sok
from _ord import TICKED, Line, Word
from _ordsok import Comparison, Search, figures, keys, runs, same_number
from poreport.model import Ansokan, Arende, Redovisning

__all__ = ["DocumentSearch"]

_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:sid(?:an|a)?\.?\s*)?\d{1,3}\s*(?:\(\d{1,3}\)|(?:av|/)\s*\d{1,3})?\W*", re.IGNORECASE
)
_PAGE_NUMBER_IN_LINE: Final = re.compile(r"(?:\bsid(?:an|a)?\.?\s*)?\b\d{1,3}\s?\(\d{1,3}\)", re.IGNORECASE)
_FORMS: Final = ("redovisning", "ansokan")
_RUNNING: Final = ("arsrapport.", "tjansteskrivelse.")
_LONGEST_HEADING: Final = 6
_BELOW: Final = 4
"""Lines between a heading and the first field that is read from its section."""
_LONGEST_NOTE: Final = 15
"""Lines that one note may be about: those of the foot of a page."""
_UNITS: Final = frozenset(("kr", "kronor", "st", "stycken"))
_GIRO: Final = frozenset(("pg", "bg", "plusgiro", "bankgiro"))
_CONTENTS: Final = re.compile(r"\W*(.*?\w\S*)[\s.…_]*\b\d{1,3}\W*")
_CONTENTS_TITLES: Final = frozenset(("innehåll", "innehållsförteckning"))
_LONGEST_REPEATED: Final = 10
"""Words of a line that may be a page header; a longer text that stands twice has to stand twice again."""
"""Words of a line that may be a page header; a longer text that stands twice has to stand twice again."""
_ALIKE: Final = 0.8
_MORE: Final = 3
_MARKS: Final = frozenset(("ja", "nej", "delvis", "x"))
_QUOTED: Final = re.compile("”([^”]*)”")


class DocumentSearch(Search):
    """Looks for the words of a document among those of the documents made of what was read from it."""

    def __init__(
        self, comparison: Comparison, new: Sequence[Word], arende: Arende, carried: Iterable[str] = ()
    ) -> None:
        super().__init__(comparison, new)
        self.arende = arende
        self.carried = carried

    def run(self) -> None:
        """Find what can be found; the rest is lost."""
        self.in_order()
        self.units()
        self.contents()
        self.repeated()
        self.elsewhere()
        self.torn()
        self.one_for_one(sok.NOTE, _same_without_note)
        self.digits()
        self.one_for_one(sok.NUMBER, same_number)
        self.dates()
        self.one_for_one(sok.MARK, lambda word, new: word.key in _MARKS and new.key == TICKED)
        self.interpreted()
        self.unplaced()
        self.properties()
        self.heads()
        self.headings()
        self.repeated()
        self.listed()
        self.labels()
        self.out.lost = sorted(self.left)

    def listed(self) -> None:
        """The numbers that a list had as text and now has as a list."""
        for index in sorted(self.left):
            word = self.words[index]
            if re.match(rf"\W*{re.escape(word.text)}[.)]\s", word.line.text) and word.key.isdecimal():
                self.take(sok.LISTED, index)

    def units(self) -> None:
        """The unit after a number and the kind of giro before it, which the form prints in its question."""
        for index in sorted(self.left):
            key, line = self.words[index].key, self.words[index].line
            beside = index - 1 if key in _UNITS else index + 1 if key in _GIRO else -1
            if 0 <= beside < len(self.words):
                number = self.words[beside]
                if number.line == line and figures(number.key):
                    self.take(sok.UNIT, index)

    def contents(self) -> None:
        """The lines of a table of contents: a heading of the document, and a page number."""
        texts = {_squeezed(word.line.text) for word in self.words}
        after_title = False
        for line, words in self.lines().items():
            title = len(words) == 1 and self.words[words[0]].key in _CONTENTS_TITLES
            entry = _CONTENTS.fullmatch(line.text)
            after_title = title or (after_title and entry is not None)
            if title or (entry and (after_title or _squeezed(entry[1]) in texts)):
                for index in self.left.intersection(words):
                    self.take(sok.CONTENTS, index)

    def headings(self) -> None:
        """The headings of sections and rows at which, or below which, a field of running text was read."""
        places = {
            f"rad {place.rad}" if place.rad else place.plats
            for path, place in self.arende.kalla.positioner.items()
            if path.startswith(_RUNNING)
        }
        lines = list(self.lines().items())
        for number, (line, words) in enumerate(lines):
            row = line.place in places and len(words) <= _LONGEST_REPEATED
            below = {other.place for other, _ in lines[number + 1 : number + 1 + _BELOW]}
            if row or (len(words) <= _LONGEST_HEADING and not places.isdisjoint(below)):
                for index in self.left.intersection(words):
                    self.take(sok.HEADING, index)

    def heads(self) -> None:
        """What the authority has printed above the first field of a form: its name and address, a date."""
        rows = {path: place.rad for path, place in self.arende.kalla.positioner.items() if place.rad}
        for kind in _FORMS:
            start = rows.get(kind)
            if start is None:
                continue
            fields = (row for path, row in rows.items() if path.startswith((f"{kind}.", "kommun.")))
            first = min((row for row in fields if row > start), default=start)
            printed = {f"rad {row}" for row in range(start, first)}
            for index in sorted(self.left):
                if self.words[index].line.place in printed:
                    self.take(sok.HEAD, index)

    def properties(self) -> None:
        """What is carried in the properties of the new documents."""
        carried = Counter(keys(" ".join(self.carried)))
        for index in sorted(self.left):
            if carried[self.words[index].key]:
                carried[self.words[index].key] -= 1
                self.take(sok.PROPERTY, index)

    def repeated(self) -> None:
        """Page numbers, and short lines that stand on several pages but are printed once."""
        lines = self.lines()
        whole = {
            line: f" {self.keys(words)} " for line, words in lines.items() if self.left.isdisjoint(words)
        }
        rows = Counter(line.text.split("\t")[0].strip() for line in lines if "\t" in line.text)
        for line, words in lines.items():
            left = self.left.intersection(words)
            wanted = f" {self.keys(words)} "
            short = 1 < len(words) <= _LONGEST_REPEATED
            again = left and short and any(wanted in text for text in whole.values())
            if not again and not _PAGE_NUMBER.fullmatch(line.text):
                label = keys(line.text.split("\t")[0]) if rows[line.text.split("\t")[0].strip()] > 1 else []
                pages = [key for found in _PAGE_NUMBER_IN_LINE.findall(line.text) for key in keys(found)]
                left = {index for index in left if self.words[index].key in {*label, *pages}}
            for index in left:
                self.take(sok.REPEATED, index)

    def lines(self) -> dict[Line, list[int]]:
        """The words of each line of the original, by position."""
        lines: dict[Line, list[int]] = {}
        for index, word in enumerate(self.words):
            lines.setdefault(word.line, []).append(index)
        return lines

    def keys(self, words: Iterable[int]) -> str:
        """Some words of the original as one text."""
        return " ".join(self.words[index].key for index in words)

    def interpreted(self) -> None:
        """Words that the reading says that it has read as something else, or has left out."""
        notes = [
            (note.position.rad, note.text, [" ".join(keys(part)) for part in _QUOTED.findall(note.text)])
            for note in self.arende.kalla.tolkningar
            if note.position
        ]
        for line, words in self.lines().items():
            text = self.keys(words)
            number = int(line.place.removeprefix("rad ")) if line.place.startswith("rad ") else None
            for rad, note, quoted in notes:
                if not self.left.intersection(words):
                    break
                here = rad is None or number is None or rad <= number < rad + _LONGEST_NOTE
                # A whole line, or a part of the line on which the note says that it stands.
                said = (
                    " ".join(part for part in quoted if part and (text in part or part in text))
                    if here
                    else ""
                )
                for index in self.left.intersection(words):
                    if self.words[index].key in said.split():
                        self.take(sok.INTERPRETED, index, note)

    def labels(self) -> None:
        """Words beside one that stands as it stood, where the form prints other words for the same."""
        printed = set(keys("\n".join(_blank_lines(self.arende))))
        for run in runs(self.left):
            for between in self.beside(run):
                old, new = ("".join(w.key for w in part) for part in ([self.words[i] for i in run], between))
                alike = SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE
                word_for_word = len(run) == len(between) == 1
                if (alike or word_for_word) and printed.issuperset(word.key for word in between):
                    for index in run:
                        self.take(sok.LABEL, index, " ".join(word.text for word in between))
                    break

    def beside(self, run: Sequence[int]) -> Iterator[Sequence[Word]]:
        """The free new words where some words of the original should stand, judged by their neighbours."""
        before, after = self.place.get(run[0] - 1), self.place.get(run[-1] + 1)
        for size in range(1, len(run) + _MORE):
            starts = ([] if before is None else [before + 1]) + ([] if after is None else [after - size])
            for start in starts:
                places = range(start, start + size)
                if start >= 0 and self.free.issuperset(places):
                    yield [self.new[at] for at in places]

    def unplaced(self) -> None:
        """Words of raw texts, which are kept but stand in no field: whole phrases first, then words alone."""
        texts = [keys(kept.text or "") for kept in self.arende.otolkat]
        raw = Counter(key for text in texts for key in text)
        original = [word.key for word in self.words]
        found: list[int] = []
        for text in texts:
            for start, _, size in SequenceMatcher(None, original, text).get_matching_blocks():
                found += range(start, start + size) if size > 1 else ()
        for index in [*found, *sorted(self.left)]:
            key = self.words[index].key
            if index in self.left and raw[key]:
                raw[key] -= 1
                self.left.discard(index)
                self.out.unplaced.append(self.words[index])


def _blank_lines(arende: Arende) -> Iterator[str]:
    """The printed lines of the forms in an ärende."""
    from poreport.forms import blank_text, form_for

    for document in arende.dokument.values():
        if isinstance(document, Redovisning | Ansokan):
            yield from blank_text(form_for(document))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _same_without_note(word: Word, new: Word) -> bool:
    return (
        not new.key[-1:].isdecimal() and re.fullmatch(rf"{re.escape(new.key)}\d{{1,2}}", word.key) is not None
    )
