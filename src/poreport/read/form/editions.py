"""Which edition of a form a document is on, and where the form's own footnotes stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from poreport import forms
from poreport.forms import Form
from poreport.read.flow import Cell, Flow, Row
from poreport.read.form.align import Alignment, align, exact_share
from poreport.read.form.anchors import Anchor, anchors, layout
from poreport.read.form.marks import is_value
from poreport.read.form.stream import YEAR, Stream, find_nearly, squeeze
from poreport.read.prose import join_hyphen

__all__ = ["Guess", "best_alignment", "best_guess", "county_of", "exact_shares", "whole_rows"]

_HEAD: Final = 1500
"""Signs at the beginning of a text in which the head of a form is looked for."""
_HEAD_COUNTS: Final = 30.0
_HEAD_ROWS: Final = 12
_WHOLE: Final = 0.99
"""Share of a form's labels from which a document is taken to be on that very edition."""
_NOTE_WRONG: Final = 0.15
_AREA_HEADING: Final = re.compile(
    r"\s*\d{1,2}\s?([a-zåäö])\s?[.:)]?\s+(Klienter|Kontakt med verksamheten)\b", re.IGNORECASE
)
_MOST_AREAS: Final = 40
_SHORTEST_LABEL: Final = 4
_SHORTEST_CUT: Final = 12
_LONGEST_CELL: Final = 120
_TELLING_LABEL: Final = 6


@frozen
class Guess:
    """What a file resembles most: the edition, and how many of its labels stand in the file."""

    form: Form
    found: int
    labels: int


def exact_shares(text: str, kind: str) -> list[tuple[float, Form]]:
    """How well each edition fits a squeezed text by its labels alone, best first."""
    seen: dict[str, float] = {}
    found = []
    for form_id in forms.editions():
        form = forms.get(form_id)
        if form.dokument == kind:
            whole, head = _labels_of(form)
            share, said = exact_share(whole, text, seen)
            # Editions that differ only in their heads are told apart by them.
            in_head, _ = exact_share(head, text[:_HEAD], {})
            found.append((said + _HEAD_COUNTS * in_head, share, form))
    found.sort(key=lambda item: -item[0])
    return [(share, form) for _, share, form in found]


_LABELS: Final[dict[str, tuple[Form, list[Anchor], list[Anchor]]]] = {}


def _labels_of(form: Form) -> tuple[list[Anchor], list[Anchor]]:
    """The labels of an edition, and of its head alone; kept, since a file is compared with all."""
    known = _LABELS.get(form.id)
    if known is None or known[0] is not form:
        whole = anchors(layout(form), form.dokument)
        known = (form, whole, [anchor for anchor in whole if anchor.line < len(form.head)])
        _LABELS[form.id] = known
    return known[1], known[2]


def best_alignment(rows: Sequence[Row], kind: str) -> tuple[Form, Alignment, list[tuple[int, int]]]:
    """The edition that fits best, laid over the rows; and the parts of the stream that are footnotes."""
    stream = Stream(rows)
    form = exact_shares(stream.text, kind)[0][1]
    masked = footnotes(form, stream)
    areas, lettered = _areas(rows)
    split = lettered or areas > 1
    tries = [align(layout(form, areas, split=split), kind, stream, masked)]
    if areas > 1:
        tries.append(align(layout(form, areas, split=split, interleaved=False), kind, stream, masked))
    best = max(tries, key=lambda alignment: alignment.share)
    county = county_of("\n".join(row.text for row in rows[:_HEAD_ROWS]))
    best.foreign = form.ar is None or best.share < _WHOLE or county not in {None, form.lan}
    return form, best, masked


def _areas(rows: Sequence[Row]) -> tuple[int, bool]:
    """How many delområden there are, and whether their headings have letters.

    A table of clients above the first heading with a letter counts all of them together, unless the letters
    tell that there are as many delområden as tables.
    """
    found = [(at, match) for at, row in enumerate(rows) if (match := _AREA_HEADING.match(row.text))]
    tables = [
        at
        for at, row in enumerate(rows)
        if _counts_clients(row, rows[at + 1] if at + 1 < len(rows) else None)
    ]
    if not found:
        return min(max(len(tables), 1), _MOST_AREAS), False
    of_clients = [at for at, match in found if match[2].lower() == "klienter"]
    below = sum(at > of_clients[0] for at in tables) if of_clients else 0
    letters = max(ord(match[1].lower()) - ord("a") + 1 for _, match in found)
    told = letters if letters <= len(tables) else 0
    return min(max(len(of_clients), below, told, 1), _MOST_AREAS), True


def _counts_clients(row: Row, following: Row | None) -> bool:
    """Whether a row is the first of the table of clients, with its figures beside or below the label."""
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    if not texts or squeeze(texts[0]) != "totaltantalklienter":
        return False
    beside = texts[1] if len(texts) > 1 else following.text if following and row.table is None else "0"
    return is_value(beside)


def footnotes(form: Form, stream: Stream) -> list[tuple[int, int]]:
    """Where the form's footnotes stand, every time; with the mark before them."""
    found = []
    for text in form.footnotes.values():
        key = squeeze(text)
        places = list(_all(key, stream.text)) or list(_nearly(key, stream))
        for start, end in places:
            found.append((_with_mark(start, stream), end))
    return sorted(found)


def _with_mark(start: int, stream: Stream) -> int:
    """Where a footnote begins with its number, when that stands before it in the same cell."""
    spot, begin = stream.spot_at(start), start
    while begin > max(spot.start, start - 2) and stream.text[begin - 1].isdecimal():
        begin -= 1
    return begin if stream.begins_line(begin) else start


def _all(key: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(key)
    while at >= 0:
        yield at, at + len(key)
        at = text.find(key, at + len(key))


def _nearly(key: str, stream: Stream) -> Iterator[tuple[int, int]]:
    if key[: len(key) // 4] not in stream.text and key[-len(key) // 4 :] not in stream.text:
        return
    match = find_nearly(key, stream.text, 0, len(stream))
    if match and match[2] <= _NOTE_WRONG * len(key):
        yield match[0], match[1]


def best_guess(rows: Sequence[Row]) -> Guess:
    """What rows that are no known document resemble most."""
    text = Stream(rows).text
    guesses = []
    for form_id in forms.editions():
        form = forms.get(form_id)
        wanted = {a.keys[0] for a in _labels_of(form)[0] if len(a.keys[0].strip(YEAR)) >= _TELLING_LABEL}
        guesses.append(Guess(form, sum(key in text for key in wanted), len(wanted)))
    return max(guesses, key=lambda guess: guess.found / guess.labels)


def county_of(text: str) -> str | None:
    """The county named in the head of a form: by its länsstyrelse, its name or its e-mail address."""
    for row in forms.counties().values():
        names = (
            row["lansstyrelse"],
            row["lan"],
            f"länsstyrelsen {row['lan']}",
            f"{row['kort']}@lansstyrelsen",
        )
        short = row["lan"].removesuffix(" län").removesuffix("s")
        lowered = " ".join(text.lower().split())
        if any(name.lower() in lowered for name in names) or re.search(
            rf"länsstyrelsen (?:i )?{re.escape(short.lower())}", lowered
        ):
            return row["lan"]
    return None


def whole_rows(flow: Flow) -> Flow:
    """A flow where table rows that a page break or wrapping cut in two are whole.

    A row that begins with a label is a row of its own; one that goes on with the label above it is not.
    """
    if not any(len(row.cells) > 1 for row in flow.rows):
        return flow
    labels = {label for label in _all_labels() if len(label) >= _SHORTEST_LABEL}
    long = [label for label in labels if len(label) >= _SHORTEST_CUT]
    rows: list[Row] = []
    for row in flow.rows:
        key = squeeze(row.text)
        goes_on = row.may_go_on and rows and not any(key.startswith(label) for label in labels)
        if goes_on or (rows and _cuts_label(rows[-1], row, long)):
            rows[-1] = evolve(rows[-1], cells=_merged(rows[-1].cells, row.cells))
        else:
            rows.append(row)
    return evolve(flow, rows=tuple(rows))


def _cuts_label(above: Row, row: Row, labels: Sequence[str]) -> bool:
    """Whether a label begins in a cell of one row and goes on below it in the next row of the same table."""
    if row.table is None or row.table != above.table or len(row.cells) < 2:  # noqa: PLR2004  columns
        return False
    uppers = {cell.column: squeeze(cell.text) for cell in above.cells if len(cell.text) <= _LONGEST_CELL}
    for cell in row.cells:
        upper, lower = uppers.get(cell.column, ""), squeeze(cell.text[:_LONGEST_CELL])
        ends, begins = upper[-_SHORTEST_LABEL:], lower[:_SHORTEST_LABEL]
        known = bool(ends and begins) and any(ends in label and begins in label for label in labels)
        if known and any(_goes_over(label, upper, lower) for label in labels):
            return True
    return False


def _goes_over(label: str, upper: str, lower: str) -> bool:
    """Whether a text and the next have a label across their border, with some signs in each."""
    at = (upper + lower).find(label)
    border = len(upper)
    return at >= 0 and at + _SHORTEST_LABEL <= border <= at + len(label) - _SHORTEST_LABEL


def _merged(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row with what stands below each of them added."""
    cells = {cell.column: cell for cell in above}
    for cell in below:
        upper = cells.get(cell.column)
        if upper is None or not upper.text:
            cells[cell.column] = cell
        elif cell.text:
            hyphen = upper.text.endswith("-")
            text = join_hyphen(upper.text, cell.text) if hyphen else f"{upper.text} {cell.text}"
            cells[cell.column] = evolve(upper, text=text)
    return tuple(cells[column] for column in sorted(cells))


def _all_labels() -> Iterator[str]:
    for form_id in forms.editions():
        for anchor in _labels_of(forms.get(form_id))[0]:
            yield anchor.keys[0]
