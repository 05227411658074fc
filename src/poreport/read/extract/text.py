"""Plain text, such as programs extract from PDF files: tabs are columns, remnants of HTML and Markdown go."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve

from poreport.model import Position
from poreport.read.extract.page_edges import without_page_edges
from poreport.read.files import refuse_endless, too_long
from poreport.read.flow import (
    MOST_ROWS,
    MOST_SIGNS,
    TICKED,
    UNTICKED,
    Cell,
    Flow,
    Row,
    is_rule,
    ticks_to_tokens,
    without_leaders,
)
from poreport.read.prose import is_page_number

__all__ = ["flow_of_text"]

_STRANGE_SPACE: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END: Final = re.compile("\r\n|[\r\u0085\u2028\u2029\v]")
_INPUT: Final = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_UNSEEN: Final = re.compile(
    r"<(style|script|title)\b[^>]{0,300}>(?:(?!<\1\b).)*?</\1\s*>|<!doctype[^>]{0,300}>",
    re.IGNORECASE | re.DOTALL,
)
_ROW: Final = re.compile(r"<tr\b[^>]{0,300}>((?:(?!<tr\b).)*?)</tr\s*>\s*", re.IGNORECASE | re.DOTALL)
_CELL: Final = re.compile(r"<t[dh]\b[^>]{0,300}>((?:(?!<t[dh]\b).)*?)</t[dh]\s*>", re.IGNORECASE | re.DOTALL)
_BLOCK_END: Final = re.compile(r"</(?:p|div|li|ul|ol|h[1-6])\s*>", re.IGNORECASE)
_ITEM: Final = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_BOLD: Final = re.compile(r"</?(?:b|strong)\s*>", re.IGNORECASE)
_ITALIC: Final = re.compile(r"</?(?:i|em)\s*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->")
_ENTITY: Final = re.compile(r"&(?:nbsp|amp|lt|gt|quot|aring|auml|ouml|Aring|Auml|Ouml|#\d{2,5});")
_HEADING: Final = re.compile(r"(#{1,6})\s+(.*)")
_ALL_BOLD: Final = re.compile(r"\*\*([^*]+)\*\*:?|__([^_]+)__:?")
_PIPE_ROW: Final = re.compile(r"\s*\|(.*)\|\s*")
_PIPE_RULE: Final = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*")
"""The line of dashes that makes the row above it the head of a table in Markdown."""
_LINE_BREAK: Final = "\ue020"
"""Stands for a line break within a cell until the cells are parted."""
_COLUMN_GAP: Final = re.compile(r"\S {3,}\S")
_FEW_GAPS: Final = 5
_LONE_FIGURE: Final = re.compile(r"[1-9]\d?")
_FIGURE: Final = re.compile(r"\d+")
_FEWEST_PAGES: Final = 3
_ENDS_SENTENCE: Final = re.compile(r"[.!?:;)\]”\"»]\s*$")
_STARTS_ITEM: Final = re.compile(r"\s*(?:[•·▪●◦*–-]\s|\d{1,3}[.)]\s)")

_WIDEST_WRAPPED: Final = 110
_NARROWEST_WRAPPED: Final = 50
_NARROWEST_CELL: Final = 32


def flow_of_text(text: str, fil: str) -> Flow:
    """The rows of a text: one for each line that is not blank.

    Args:
        text: The whole text.
        fil: The file's name, as it is shown.

    Raises:
        ReadError: It, or a word in it, is much longer than in any such document.
    """
    if len(text) > MOST_SIGNS or text.count("\n") > 10 * MOST_ROWS:
        raise too_long(fil)
    refuse_endless(fil, [text])
    clean = unicodedata.normalize("NFC", _LINE_END.sub("\n", text.removeprefix("\ufeff")))
    clean = _STRANGE_SPACE.sub(" ", clean)
    if "<" in clean:
        clean = _without_html(clean)
    if "&" in clean:
        clean = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\u00a0", " "), clean)
    rows, edges = without_page_edges(_numbered(_all_rows(clean, fil)))
    return Flow(tuple(rows), fil, marked_up=True, feet=tuple(edges))


def _all_rows(clean: str, fil: str) -> Sequence[Row]:
    """The rows of a text whose columns are made with tabs, pipes or spaces, or that has none."""
    if "\t" not in clean and len(_COLUMN_GAP.findall(clean)) >= _FEW_GAPS:
        from poreport.read.extract.spaced_text import rows_of_spaced_text, with_tabs

        parted = with_tabs(clean)
        if parted is None:
            return rows_of_spaced_text(ticks_to_tokens(clean), fil)
        return _rows(parted.split("\n"), fil)
    lines = clean.split("\n")
    return _joined(_rows(lines, fil), lines)


def _tabbed(match: re.Match[str]) -> str:
    """A row of a table in HTML as a line with tabs between the cells; the lines of the text stay as many."""
    cells = _CELL.findall(_BREAK.sub(_LINE_BREAK, match[1]))
    if not cells or _CELL.sub("", match[1]).strip():
        return match[0]
    within = match.start() > 0 and match.string[match.start() - 1] != "\n"
    row = "\t".join(" ".join(cell.split()) for cell in cells)
    return "\n" * within + row + "\n" * max(match[0].count("\n"), 1)


def _without_html(text: str) -> str:
    """Boxes become signs, items and bold their Markdown; other tags go and their text stays."""
    text = _INPUT.sub(lambda match: TICKED if "checked" in match[0].lower() else UNTICKED, text)
    text = _ROW.sub(_tabbed, _UNSEEN.sub("", text))
    text = _BREAK.sub(_LINE_BREAK, text)
    text = _BLOCK_END.sub(" ", _ITEM.sub(" • ", text))
    text = _ITALIC.sub("*", _BOLD.sub("**", text))
    return _TAG.sub("", text)


def _rows(lines: list[str], fil: str) -> list[Row]:
    rows: list[Row] = []
    gap, table, last_table = 0, 0, -1
    new_page = False
    for number, line in enumerate(lines, 1):
        if "\f" in line:
            new_page = True
            line = line.replace("\f", "")  # noqa: PLW2901  the sign has been understood
        bare = line.strip(" ")
        if not bare.strip():
            gap += 1
            continue
        if _PIPE_RULE.fullmatch(bare) and rows and rows[-1].table is not None and not gap:
            continue
        cells = _cells(without_leaders(ticks_to_tokens(bare)))
        is_table = "\t" in bare or len(cells) > 1
        if is_table and (last_table != len(rows) - 1 or gap > 1):
            table += 1
        heading = _HEADING.fullmatch(bare) if not is_table else None
        if heading:
            cells = (Cell(heading[2].strip()),)
        rows.append(
            Row(
                cells,
                Position(fil, number),
                table=table if is_table else None,
                gap=gap,
                new_page=new_page,
                heading=len(heading[1]) if heading else 0,
                bold=_ALL_BOLD.fullmatch(bare) is not None,
            )
        )
        if is_table:
            last_table = len(rows) - 1
        gap, new_page = 0, False
    return rows


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows with lone figures that number the pages written as page numbers.

    They stand alone beside a page break, or count the pages one by one.
    """
    figures: dict[int, int] = {}
    pages: set[int] = set()
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        alone = row.table is None and row.gap and (following is None or following.gap)
        if alone and _LONE_FIGURE.fullmatch(row.text.strip()):
            figures[at] = int(row.text)
            if row.new_page or (following is not None and following.new_page):
                pages.add(at)
        elif is_page_number(row.text) and (stated := _FIGURE.search(row.text)):
            figures[at] = int(stated[0])
    for at, figure in figures.items():
        run, last = [at], figure
        for later, number in figures.items():
            if later > run[-1] and number == last + 1:
                run.append(later)
                last = number
        if len(run) >= _FEWEST_PAGES:
            pages.update(run)
    return [
        evolve(row, cells=(Cell(f"sida {figures[at]}"),)) if at in pages else row
        for at, row in enumerate(rows)
    ]


def _cells(line: str) -> tuple[Cell, ...]:
    """The columns of a line: between tabs or between pipes."""
    pipes = _PIPE_ROW.fullmatch(line)
    if pipes and not is_rule(line):
        return _columns(pipes[1].split("|"))
    if "\t" in line and not is_rule(line):
        return _columns(line.split("\t"))
    return _columns([line])


def _columns(parts: list[str]) -> tuple[Cell, ...]:
    cells = ("\n".join(line.strip() for line in part.split(_LINE_BREAK)).strip() for part in parts)
    return tuple(Cell(text, column) for column, text in enumerate(cells))


def _joined(rows: list[Row], lines: list[str]) -> list[Row]:
    """Mark the lines that only go on with the line before, in a text whose paragraphs were wrapped."""
    lengths = sorted(len(line) for line in lines if len(line) > _NARROWEST_WRAPPED)
    # In a wrapped text nearly all long lines end near the same column.
    wrapped = len(lengths) > 8 and lengths[int(len(lengths) * 0.97)] <= _WIDEST_WRAPPED  # noqa: PLR2004  "some lines"
    width = lengths[int(len(lengths) * 0.9)] if lengths else _WIDEST_WRAPPED
    found = rows[:1]
    for before, row in pairwise(rows):
        joins = _continues(before, row, width if wrapped else None)
        found.append(evolve(row, joins=True) if joins else row)
    return found


def _continues(before: Row, row: Row, width: int | None) -> bool:
    if row.gap or row.table is not None or before.table is not None or _STARTS_ITEM.match(row.text):
        return False
    if row.heading or before.heading or row.bold or before.bold:
        return False
    if before.text.endswith("-") and row.text[:1].islower():
        return True
    # A line of a narrow cell is full long before the lines of the page are.
    least = _NARROWEST_WRAPPED if width is None else _NARROWEST_CELL
    cut = len(before.text) > least and not _ENDS_SENTENCE.search(before.text) and row.text[:1].islower()
    if cut or width is None:
        return cut
    first_word = len(row.text.split(maxsplit=1)[0])
    return len(before.text) + 1 + first_word > width - 2
