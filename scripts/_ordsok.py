"""Which words of a document stand in another: in order, elsewhere, or written in another way.

Each way in which a word can be the same without standing as it stood has a name, which is printed, so that
nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

from attrs import define, evolve, field

from _ord import Line, Word, words_of
from poreport.svenska import TolkningsFel, parse_datum

__all__ = ["WAYS", "Comparison", "Search", "figures", "joined", "keys", "runs", "same_number"]

ELSEWHERE: Final = "på annan plats i dokumentet"
HYPHEN: Final = "avstavade i originalet"
FOREIGN: Final = "med främmande bokstäver eller osynliga tecken"
NOTE: Final = "med fotnotssiffra"
DIGITS: Final = "siffror i andra grupper"
NUMBER: Final = "tal skrivna på annat sätt"
DATE: Final = "datum skrivna på annat sätt"
MARK: Final = "kryss i stället för ett ord"
UNIT: Final = "enheter och slag av giro intill ett tal, som blanketten har i frågan"
LABEL: Final = "ledtexter som är skrivna på annat sätt i blanketten"
HEADING: Final = "rubriker i skrivelser och rapporter, som har blivit fält"
HEAD: Final = "i blankettens tryckta huvud, som den nya blanketten har ett eget för"
PROPERTY: Final = "i dokumentets egenskaper, för blanketten har ingen plats för dem"
LISTED: Final = "nummer i en lista, som Word sätter ut"
REPEATED: Final = "sidnummer, och korta rader och radrubriker som upprepas"
CONTENTS: Final = "ord i innehållsförteckningen, som inte är någon uppgift"
INTERPRETED: Final = "tolkade, och nämnda bland tolkningarna"
WAYS: Final = (
    *(ELSEWHERE, HYPHEN, FOREIGN, NOTE, DIGITS, NUMBER, DATE, MARK, UNIT, LABEL, PROPERTY, HEAD, HEADING),
    *(LISTED, REPEATED, CONTENTS, INTERPRETED),
)
"""The ways in which a word can be the same without standing as it stood, in the order they are printed."""

_PHRASE: Final = 4
_FARTHEST: Final = 80
"""Words of a footnote, or of a foot and a head of a page, between the two halves of a word."""
_AROUND: Final = 4


@define
class Comparison:
    """What became of the words of one file.

    Attributes:
        documents: What was recognised in it, in Swedish.
        words: Its words.
        ways: For each way the words that needed it, with what they became.
        unplaced: Words that are only kept as raw texts.
        lost: Words that stand nowhere, by their position among the words.
    """

    documents: list[str]
    words: list[Word]
    ways: dict[str, list[tuple[Word, str]]] = field(factory=lambda: {way: [] for way in WAYS})
    unplaced: list[Word] = field(factory=list)
    lost: list[int] = field(factory=list)

    def found(self) -> int:
        """How many words stand in the new documents."""
        return len(self.words) - len(self.lost) - len(self.unplaced)

    def context(self, index: int) -> str:
        """A lost word in brackets with the words around it."""
        before = [word.text for word in self.words[max(index - _AROUND, 0) : index]]
        after = [word.text for word in self.words[index + 1 : index + 1 + _AROUND]]
        return " ".join([*before, f"[{self.words[index].text}]", *after])


def joined(words: list[Word], known: set[str]) -> list[Word]:
    """The words; one that was hyphenated at the end of a line is whole when the new text has it whole."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        if before is not None and before.hyphen:
            whole = next(
                (key for key in (before.key + word.key, f"{before.key}-{word.key}") if key in known), None
            )
            if whole:
                found[-1] = evolve(word, text=f"{before.text}- {word.text}", key=whole, line=before.line)
                continue
        found.append(word)
    return found


class Search:
    """Looks for the words of an original among new ones, each of which can be found once."""

    def __init__(self, comparison: Comparison, new: Sequence[Word]) -> None:
        self.out = comparison
        self.words = comparison.words
        self.new = new
        self.left = set(range(len(self.words)))
        self.free = set(range(len(new)))
        self.place: dict[int, int] = {}

    def take(self, way: str | None, index: int, became: str = "") -> None:
        """Count a word as found, in a way of its own when it is not as it was."""
        word = self.words[index]
        self.left.discard(index)
        if way is None:
            way = HYPHEN if "- " in word.text else FOREIGN if word.foreign else NOTE if word.note else None
        if way is not None:
            self.out.ways[way].append((word, became or word.key))

    def in_order(self) -> None:
        """The words that stand in the same order in both."""
        for start, at in self.pairs(sorted(self.left), sorted(self.free)):
            self.place[start] = at
            self.take(None, start)

    def pairs(self, left: list[int], free: list[int], least: int = 1) -> list[tuple[int, int]]:
        """Words that are the same, in the same order, at least so many in a row; they are free no more."""
        # A gap must not be bridged: words that are no neighbours are not in a row.
        old, new = _with_gaps(left, self.words), _with_gaps(free, self.new)
        matcher = SequenceMatcher(None, [key for _, key in old], [key for _, key in new])
        found = [
            (old[start + step][0], new[at + step][0])
            for start, at, size in matcher.get_matching_blocks()
            if size >= least
            for step in range(size)
        ]
        self.free.difference_update(at for _, at in found)
        return found

    def elsewhere(self) -> None:
        """Words that stand somewhere else in the new documents: whole phrases first, then words alone."""
        while found := self.pairs(sorted(self.left), sorted(self.free), _PHRASE):
            for start, at in found:
                self.place[start] = at
                self.take(ELSEWHERE, start)
        places: dict[str, list[int]] = {}
        for at in sorted(self.free, reverse=True):
            places.setdefault(self.new[at].key, []).append(at)
        for index in sorted(self.left):
            if same := places.get(self.words[index].key):
                self.free.discard(same.pop())
                self.take(ELSEWHERE, index)

    def torn(self) -> None:
        """Words that a wrap and then a footnote or page break have torn apart: "myndig-", "heterna"."""
        free = {self.new[at].key: at for at in self.free}
        for first in sorted(index for index in self.left if self.words[index].hyphen):
            for second in range(first + 1, min(first + _FARTHEST, len(self.words))):
                at = free.get(self.words[first].key + self.words[second].key, -1)
                if at in self.free:
                    self.free.discard(at)
                    for index in self.left.intersection((first, second)):
                        self.take(HYPHEN, index, self.new[at].text)
                    break

    def one_for_one(self, way: str, same: Callable[[Word, Word], bool]) -> None:
        """Words for which a new word that is left is the same in some way."""
        for index in sorted(self.left):
            at = next((at for at in sorted(self.free) if same(self.words[index], self.new[at])), None)
            if at is not None:
                self.free.discard(at)
                self.take(way, index, self.new[at].text)

    def digits(self) -> None:
        """Figures that stand in other groups: "39128" and "391 28", "0480-450940" and "0480-45 09 40"."""
        for wanted in self.parts(self.left, self.words, same_line=True):
            digits = "".join(figures(self.words[index].key) for index in wanted)
            if not self.left.issuperset(wanted):
                continue
            for places in self.parts(self.free, self.new, same_line=False):
                if digits == "".join(figures(self.new[at].key) for at in places):
                    became = " ".join(self.new[at].text for at in places)
                    self.free -= set(places)
                    for index in wanted:
                        self.take(DIGITS, index, became)
                    break

    @staticmethod
    def parts(indices: Iterable[int], words: Sequence[Word], *, same_line: bool) -> list[list[int]]:
        """Words of figures that stand together, and every part of such a row, the longest first."""
        rows: list[list[int]] = []
        for index in sorted(indices):
            if not figures(words[index].key):
                continue
            last = rows[-1][-1] if rows else None
            if last == index - 1 and not (same_line and words[last].line != words[index].line):
                rows[-1].append(index)
            else:
                rows.append([index])
        # A part of a short row first: what is taken out of a long one leaves a number without its end.
        rows.sort(key=len)
        parts = [row[i:j] for row in rows for i in range(len(row)) for j in range(i + 1, len(row) + 1)]
        return sorted(parts, key=len, reverse=True)

    def dates(self) -> None:
        """Dates in prose that are written with figures: "6 december 2021" and 2021-12-06."""
        for index in sorted(self.left):
            for start in range(max(index - 2, 0), index + 1):
                window = range(start, min(start + 3, len(self.words)))
                try:
                    day = parse_datum(" ".join(self.words[i].text for i in window)).varde.isoformat()
                except TolkningsFel:
                    continue
                if any(new.key == day for new in self.new):
                    before = {start - 1} if start and self.words[start - 1].key == "den" else set()
                    for found in self.left.intersection(before.union(window)):
                        self.take(DATE, found, day)
                    break


def keys(text: str) -> list[str]:
    return [word.key for word in words_of([Line("", text)])]


def same_number(word: Word, new: Word) -> bool:
    value = _number(word.key)
    return value is not None and value == _number(new.key)


def _number(key: str) -> Decimal | None:
    return Decimal(key.replace(",", ".")) if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", key) else None


def figures(key: str) -> str:
    """The digits of a word that is all digits and signs; "" for others."""
    return "" if re.search(r"[^\W\d_]", key) else re.sub(r"\D", "", key)


def _with_gaps(indices: Iterable[int], words: Sequence[Word]) -> list[tuple[int, str]]:
    """Positions and keys of words, with a key of its own wherever words between are missing."""
    found: list[tuple[int, str]] = []
    for run in runs(indices):
        found += [(index, words[index].key) for index in run]
        found.append((-1, f"{id(words)} {run[-1]}"))
    return found


def runs(indices: Iterable[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
