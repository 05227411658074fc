"""What every kind of document becomes before it is understood: rows of cells, each with its place.

Text, Word and PDF differ in how they hold a form. The extractors turn all of them into a `Flow`; what
recognises, aligns and fills in knows nothing of the file's format.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from poreport.model import Position

__all__ = [
    "BOLD_OFF",
    "BOLD_ON",
    "MOST_CELLS",
    "MOST_ROWS",
    "MOST_SIGNS",
    "TICKED",
    "UNKNOWN",
    "UNTICKED",
    "Cell",
    "Flow",
    "Row",
    "balanced",
    "is_rule",
    "ticks_to_tokens",
    "without_leaders",
]

MOST_SIGNS: Final = 1_000_000
MOST_ROWS: Final = 20_000
MOST_CELLS: Final = 200
"""In one row; the tables of a form have six columns."""
"""A hundred times what a long file of this kind holds; more is another kind of file, or a hostile one."""

BOLD_ON: Final = "\ue010"
BOLD_OFF: Final = "\ue011"
"""Stand around bold words in the text of a Word document until it is known whether they are an answer."""

TICKED: Final = "☒"
UNTICKED: Final = "☐"
"""Every kind of ticked and empty box becomes one of these two signs in the text of a cell."""

UNKNOWN: Final = "\ufffd"
"""A sign of which only the picture is known, not which letter or box it is."""

_TICKED_SIGNS: Final = "☑✓✔✗✘✖⊠🗹🗷🗸✅◉⦿\uf052\uf053\uf054\uf0fc\uf0fd\uf0fe\uf078"
_EMPTY_SIGNS: Final = "□▢⬜◻❏❑❒\uf06f\uf071\uf0a8\uf0a3\uf072"
_BULLET_SIGNS: Final = "\uf0b7\uf0a7\uf0d8\uf076"
_TO_TOKENS: Final = str.maketrans(
    dict.fromkeys(_TICKED_SIGNS, TICKED)
    | dict.fromkeys(_EMPTY_SIGNS, UNTICKED)
    | dict.fromkeys(_BULLET_SIGNS, "•")
)
_BRACKETS: Final = re.compile(r"\[\s?([xX]?)\s?\](?!\()")
_PARENTHESES: Final = re.compile(r"\((?:\s?([xX])\s?|\s{1,5})\)")
_BUTTONS: Final = {"●": TICKED, "○": UNTICKED}
_BUTTONS_TO_TOKENS: Final = str.maketrans(_BUTTONS)
_LEADER: Final = re.compile(r" *_{3,} *")
_EMPTY_FIELD: Final = re.compile(
    r"(?:Klicka(?:\s+eller\s+tryck)?\s+här\s+för\s+att\s+ange\s+(?:text|(?:ett\s+)?datum)|Välj\s+ett\s+objekt"
    r"|Click\s+(?:or\s+tap\s+)?(?:here\s+)?to\s+enter\s+(?:text|a\s+date)|Choose\s+an\s+item)\.?"
)
"""What Word shows in a field that nobody has filled in; a PDF of the form has it in print."""
_RULE: Final = re.compile(r"[\s|+]*[-–—_=]{2,}[\s|+\-–—_=]*")


@frozen
class Cell:
    """One cell, or a paragraph outside tables.

    Attributes:
        text: The text; a blank line parts paragraphs and a single line break is one that the writer made.
        column: Which column of the row it stands in, from 0.
        span: How many columns it covers.
    """

    text: str
    column: int = 0
    span: int = 1

    def covers(self, column: int) -> bool:
        """Whether the cell stands over a column."""
        return self.column <= column < self.column + self.span


@frozen
class Row:
    """One row of a table, one paragraph or one line.

    Attributes:
        cells: From left to right; empty cells may be left out.
        position: Where it stands.
        table: Number of the table it belongs to; None outside tables.
        gap: Blank lines before it; at least 1 where a new paragraph begins.
        new_page: Whether a page begins here.
        joins: Whether it only goes on with the line before, which was full (PDF and wrapped text).
        heading: Level of a heading style, from 1; 0 for other text.
        bold: Whether all of it is bold.
        may_go_on: Whether it may be the rest of the table row before it, cut by a page break or wrapped.
    """

    cells: tuple[Cell, ...]
    position: Position
    table: int | None = None
    gap: int = 0
    new_page: bool = False
    joins: bool = False
    heading: int = 0
    bold: bool = False
    may_go_on: bool = False

    @property
    def text(self) -> str:
        """The cells' texts with a tab between."""
        return "\t".join(cell.text for cell in self.cells)


@frozen
class Flow:
    """A whole document.

    Attributes:
        rows: In reading order, none of them empty of cells.
        fil: The file's name, as it is shown.
        marked_up: Whether stars and underscores in the text are bold and italics (they are in what
            programs extract from PDF files), not signs that a person typed.
        footnotes: Texts of the file's own footnotes, which stand outside the rows.
        head: Rows of the page header, which in a memo may hold date and number.
        feet: Texts at the foot of the pages, without page numbers.
        comments: Texts that someone has written beside the document.
    """

    rows: tuple[Row, ...]
    fil: str
    marked_up: bool = False
    footnotes: tuple[str, ...] = ()
    head: tuple[Row, ...] = ()
    feet: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def ticks_to_tokens(text: str) -> str:
    """Text with every sort of box as ☒ or ☐: glyphs, Wingdings, "[x]", "( )", and round buttons."""
    text = text.translate(_TO_TOKENS)
    if "[" in text:
        text = _BRACKETS.sub(lambda match: TICKED if match[1] else UNTICKED, text)
    if "(" in text:
        text = _PARENTHESES.sub(lambda match: TICKED if match[1] else UNTICKED, text)
    # A round sign is a button when it stands alone, or beside one of the other kind; else it may be a bullet.
    if text.strip() in _BUTTONS or _BUTTONS.keys() <= set(text):
        text = text.translate(_BUTTONS_TO_TOKENS)
    return text


def without_leaders(text: str) -> str:
    """An answer without the line of underscores it stands on, and without Word's words for an empty field.

    Underscores alone stay, as a line drawn in the form.
    """
    if "___" in text and not is_rule(text):
        text = _LEADER.sub(" ", text).strip(" ")
    return _EMPTY_FIELD.sub("", text).strip(" ") if _EMPTY_FIELD.search(text) else text


def is_rule(text: str) -> bool:
    """Tell whether a text is only a line drawn with dashes or underscores ("--", "____", "-- ---- ---")."""
    return _RULE.fullmatch(text) is not None


def balanced(text: str) -> str:
    """A part of a text with its signs for bold in pairs; bold all over says nothing and goes."""
    if BOLD_ON not in text and BOLD_OFF not in text:
        return text
    signs: list[str] = []
    opened: int | None = None
    for sign in text:
        if sign == BOLD_ON:
            opened = len(signs)
        elif sign == BOLD_OFF:
            if opened is None:
                continue
            opened = None
        signs.append(sign)
    if opened is not None:
        del signs[opened]
    whole = "".join(signs).strip()
    inner = whole[1:-1]
    if whole.startswith(BOLD_ON) and whole.endswith(BOLD_OFF) and BOLD_ON not in inner:
        return inner.strip()
    return whole
