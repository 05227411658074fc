"""Printed text that an edition does not have: new questions, sections and tables among the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from poreport.read.flow import TICKED, UNTICKED
from poreport.read.form.align import Alignment, Placed
from poreport.read.form.anchors import Line, Slot
from poreport.read.form.marks import option_of
from poreport.read.form.stream import squeeze

__all__ = ["begins_something_unknown"]

_ASKS: Final = re.compile(
    r"(?:Ange|Om (?:ja|nej|ni|delvis|annan?|andra|verksamheten|ledningsgruppen)\b|Har ni|Ser ni|Beskriv|"
    r"Sammanfatta|Ge exempel|Kommentera|Redogör|Uppge|Motivera|Lista|Finns det|Hur|Vilk[ae]n?|Vad|Varför|"
    r"Synpunkter)\b"
)
_INTERROGATES: Final = re.compile(
    r"(?:Om|Har|Finns|Är|Kan|Får|Ser|Sker|Deltar|Ingår|Används|Hur|Vilk(?:a|en|et)|Vad|Vem|När"
    r"|Varför|I vilken)\b"
)
_ASKED_OF: Final = re.compile(r"\b(?:ni|er|ert|era|kommunens?|verksamheten|ombude[nt])\b")
_IMPERATIVE: Final = re.compile(
    r"(?:Ange|Om|Beskriv|Sammanfatta|Kommentera|Redogör|Uppge|Motivera|Lista|Ge exempel)\b"
)
_CERTAIN: Final = ("Om ja,", "Om nej,", "Ange ")
_LONGEST_QUESTION: Final = 300
_OF_THE_FORM: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:personliga? ombud|klient|person|statsbidrag|kommun|verksamhet|ledningsgrupp)"
)
_INSTRUCTS: Final = re.compile(
    r"(?:Ange|Beskriv|Sammanfatta|Kommentera|Redogör|Uppge|Motivera|Lista|Ge exempel)\s[^.:?!]+[.:]"
)
_SECTION: Final = re.compile(r"(\d{1,2})\s?[a-z]?[.)]?\s+[A-ZÅÄÖ][^.!?]{2,70}")
_MARK: Final = re.compile(rf"(?:[xX{TICKED}{UNTICKED}]|ja|nej|-|–|\d{{1,4}}(?:[.,]\d+)?)\.?", re.IGNORECASE)
_HEADS: Final = {"ja", "nej", "delvis", "kvinnor", "män"}
_LONGEST_MARK: Final = 3
_FEW_GAPS: Final = 0.05


def begins_something_unknown(
    alignment: Alignment, before: Placed, number: int, texts: Sequence[tuple[int, str]]
) -> bool:
    """Whether a row without any known label is a question, a heading or a table that the form does not have.

    Args:
        alignment: The form laid over the document.
        before: The last label above the row.
        number: The row's index.
        texts: What stands in it: column and text.
    """
    line = alignment.lines[before.anchor.line]
    slot = line.slots[before.anchor.slot]
    row = alignment.stream.rows[number]
    first = texts[0][1].split("\n", 1)[0].strip(" *_")
    if len(texts) > 1 and {squeeze(text) for _, text in texts} <= _HEADS:
        return not line.open_slots or line.kind != "row"
    if row.table is not None and len(row.cells) > 1 and _is_unknown_row(line, slot, texts):
        return True
    if _SECTION.fullmatch(first) and _fits_numbering(alignment, first, number):
        return True
    # In a document that has lost its columns the lines after a question with boxes are its marks.
    marks_follow = line.kind == "row" and row.table is None and not slot.is_filled_in
    if marks_follow:
        return False
    return _is_question(first) or (alignment.foreign and _asks_alone(alignment, number, first))


def _asks_alone(alignment: Alignment, number: int, text: str) -> bool:
    """Whether a row is a paragraph of its own that an edition which is not known may have printed."""
    rows = alignment.stream.rows
    row, following = rows[number], rows[number + 1 : number + 2]
    if row.table is not None or len(row.text) > _LONGEST_QUESTION or "\n" in row.text.strip():
        return False
    if text.endswith("?"):
        asks = _INTERROGATES.match(text) is not None and _OF_THE_FORM.search(text) is not None
    else:
        asks = _INSTRUCTS.fullmatch(text) is not None
    if not asks:
        return False
    alone = row.gap > 0 and all(after.gap > 0 or after.table is not None for after in following)
    # In a text without blank lines every line that goes on with none is a paragraph.
    return alone or (not row.joins and sum(other.gap > 0 for other in rows) < _FEW_GAPS * len(rows))


def _is_unknown_row(line: Line, slot: Slot, texts: Sequence[tuple[int, str]]) -> bool:
    """Whether a row of a table has a label of its own, with marks or figures beside it."""
    column, first = texts[0]
    if option_of(first) is not None:
        return False
    if len(texts) == 1:
        return line.kind == "row" and column == 0 and not slot.is_filled_in
    is_label = len(squeeze(first)) > _LONGEST_MARK and not _MARK.fullmatch(first)
    return line.kind != "header" and is_label and all(_MARK.fullmatch(text) for _, text in texts[1:])


def _fits_numbering(alignment: Alignment, text: str, row: int) -> bool:
    """Whether a number is the one that the section after the last known heading would have."""
    match = _SECTION.fullmatch(text)
    numbers = list(_section_numbers(alignment))
    before = [section for at, section in numbers if at < row]
    after = [section for at, section in numbers if at > row]
    if match is None or not before:
        return False
    return int(match[1]) == before[-1] + 1 and (not after or after[0] > int(match[1]))


def _section_numbers(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """The rows of the known numbered headings, with their numbers."""
    for placed in alignment.placed:
        line = alignment.lines[placed.anchor.line]
        match = re.match(r"\d{1,2}", alignment.stream.text[placed.start : placed.end])
        if line.kind == "heading" and line.level == 1 and match:
            yield alignment.stream.row_at(placed.start), int(match[0])


def _is_question(text: str) -> bool:
    """Tell whether a line reads like a question or instruction printed on a form."""
    if not _ASKS.match(text) or len(text) > _LONGEST_QUESTION:
        return False
    if text.endswith("?"):
        return _ASKED_OF.search(text) is not None
    return _IMPERATIVE.match(text) is not None and (text.endswith(":") or text.startswith(_CERTAIN))
