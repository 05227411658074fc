"""What is printed on our own forms, so that what a person has written beside the controls stands out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from attrs import define, field, frozen

from poreport import forms
from poreport.forms import Cell, Form, FormError, Group, Heading, Question, Table, Text, plain
from poreport.model import Tjansteskrivelse, falt_i
from poreport.read.controls.fill import is_placeholder
from poreport.read.controls.places import Line

__all__ = ["Print", "edition", "missing", "print_of", "print_of_memo", "squeeze", "written_beside"]

_TOKEN: Final = re.compile(r"\{(\w+)\}")
_TOKENS: Final = {
    "ar": "(?:19|20)[0-9]{2}",
    "nasta_ar": "(?:19|20)[0-9]{2}",
    "lansstyrelse": r"\w*länsstyrelse\w*",
    "bokstav": "[a-z]{1,2}",
    "namn": r"\w*",
}
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_NUMBERED: Final = re.compile(r"\s*\d{1,3}\.")
_OURS: Final = 0.7
"""Share of the printed texts that must be found for a document to be made with our template."""


def squeeze(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _NOT_LETTERS.sub("", text).lower()


@frozen
class Print:
    """What is printed, squeezed.

    Attributes:
        beside: What stands in the cells that also have something to fill in.
        elsewhere: Headings, questions and other cells.
        patterns: What has a year, a letter or a name in it.
        head: The address and title, of which there is one of several.
    """

    beside: frozenset[str]
    elsewhere: frozenset[str]
    patterns: tuple[re.Pattern[str], ...] = ()
    head: frozenset[str] = frozenset()

    def share(self, found: Collection[str]) -> float:
        """How much of it stands among these squeezed texts."""
        texts = self.beside | self.elsewhere
        return len(texts.intersection(found)) / max(len(texts), 1)

    def is_ours(self, found: Collection[str]) -> bool:
        """Whether a document with these squeezed texts is made with our template."""
        return self.share(found) >= _OURS

    def rest(self, text: str, *, beside: bool) -> str:
        """A text without what is printed, at its beginning or all of it."""
        key = squeeze(text)
        known = self.beside if beside else self.beside | self.elsewhere | self.head
        if not key or key in known or any(pattern.fullmatch(key) for pattern in self.patterns):
            return ""
        for label in sorted((label for label in known if key.startswith(label)), key=len, reverse=True):
            rest = _after(text, len(label))
            if not rest[:1].isalnum():
                return rest.strip(" \t\n:.")
        return text.strip()


def _after(text: str, letters: int) -> str:
    """What follows after so many letters and digits."""
    for index, sign in enumerate(text):
        if letters == 0:
            return text[index:]
        letters -= bool(squeeze(sign))
    return ""


@define
class _Printing:
    """Collects what is printed."""

    beside: set[str] = field(factory=set)
    elsewhere: set[str] = field(factory=set)
    patterns: list[re.Pattern[str]] = field(factory=list)

    def add(self, text: str, where: set[str]) -> None:
        """Add a text as the tables have it."""
        pieces = _TOKEN.split(plain(text))
        if len(pieces) > 1:
            # Every other piece is the name of a token.
            written = (_TOKENS[p] if n % 2 else re.escape(squeeze(p)) for n, p in enumerate(pieces))
            self.patterns.append(re.compile("".join(written)))
        elif key := squeeze(pieces[0]):
            where.add(key)

    def block(self, block: forms.Block) -> None:
        """Add everything in a block."""
        match block:
            case Group(blocks=blocks):
                for inner in blocks:
                    self.block(inner)
            case Heading(text=text, split=split):
                self.add(text, self.elsewhere)
                self.add(split or "", self.elsewhere)
            case Text(text=text) | Question(text=text):
                self.add(text, self.elsewhere)
            case Table(rows=rows):
                for cell in (cell for row in rows for cell in row.cells):
                    self.add(cell.label, self.beside if cell.fields or cell.mark else self.elsewhere)


@lru_cache(maxsize=64)
def _print_of(heads: tuple[forms.Block, ...], blocks: tuple[forms.Block, ...]) -> Print:
    head, form = _Printing(), _Printing()
    for block in heads:
        head.block(block)
    for block in blocks:
        form.block(block)
    return Print(
        frozenset(form.beside),
        frozenset(form.elsewhere),
        tuple(form.patterns + head.patterns),
        frozenset(head.elsewhere),
    )


def print_of(form: Form) -> Print:
    """What an edition prints, with its own head or that of a form that stands in for another county's."""
    return _print_of((*form.head, *forms.get(f"{form.dokument}_reserv").head), form.blocks)


def print_of_memo(sections: Collection[str]) -> Print:
    """What the memo prints with these sections: their headings and the labels of its head."""
    titles = {namn: squeeze(falt.titel) for namn, falt in falt_i(Tjansteskrivelse).items()}
    labels = ("handlaggare", "datum", "arendebeteckning", "mottagare")
    printed = {titles[namn] for namn in (*labels, *sections) if namn != "undertecknare"}
    return Print(frozenset(printed), frozenset(), (re.compile(r"\w+beslutar"),))


def edition(kind: str, name: str | None, found: Collection[str]) -> Form | None:
    """The edition that a document is made from: as it says itself, else the one that fits best.

    Args:
        kind: "redovisning" or "ansokan".
        name: What the document's properties say.
        found: The squeezed texts outside controls.
    """
    try:
        form = forms.get(name) if name else None
    except FormError:
        form = None
    if form is not None and form.dokument == kind:
        return form
    known = [form for form in map(forms.get, forms.editions()) if form.dokument == kind]
    best = max(known, key=lambda form: print_of(form).share(found), default=None)
    return best if best and print_of(best).is_ours(found) else None


def written_beside(
    lines: Sequence[Line], printed: Print, filled_in: Collection[int]
) -> Iterator[tuple[Line, str]]:
    """The lines with text that is neither printed nor in a control, with that text.

    Args:
        lines: The lines of the document itself, without those that are accounted for.
        printed: What is printed on it.
        filled_in: The numbers of the cells that have a control.
    """
    for line in lines:
        text = line.loose
        if is_placeholder(text) or (line.style == "bristrubrik" and _NUMBERED.match(text)):
            continue
        rest = printed.rest(text, beside=line.cell in filled_in and line.cell != 0)
        if squeeze(rest) or rest in {"-", "–"}:
            yield line, rest


def missing(form: Form, seen: Collection[str]) -> set[str]:
    """The fields and boxes of an edition that have no place in a document any more, by open path."""
    lost: set[str] = set()
    for block in form.flat():
        if isinstance(block, Question):
            lost |= _lost(Cell(fields=block.fields), seen)
        elif isinstance(block, Table):
            lost.update(*(_lost(cell, seen) for row in block.rows for cell in row.cells))
    return lost


def _lost(cell: Cell, seen: Collection[str]) -> set[str]:
    asked = {*cell.fields, *([cell.mark] if cell.mark else [])}
    # Of several fields in one place not all are shown: one of two, a list or a text, the posts of a list.
    listed = any(path.startswith("brister.poster") for path in cell.fields)
    if cell.any_of or listed:
        shown = any(path in asked or path.startswith("brister.poster[]") for path in seen)
        return set() if shown else asked
    return {path for path in asked if path not in seen}
