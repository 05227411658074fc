"""PDF files: lines, tables by their ruling lines or columns, and the answers in form fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from poreport.model import Position
from poreport.read.extract.pdf_block import CONTINUES, Block
from poreport.read.extract.pdf_streams import is_beyond_repair, unpacks_absurdly
from poreport.read.files import refuse, too_long
from poreport.read.flow import MOST_ROWS, MOST_SIGNS, Cell, Flow, Row, without_leaders
from poreport.read.mistakes import ReadError

if TYPE_CHECKING:
    from poreport.read.extract.pdf_columns import Grid
    from poreport.read.extract.pdf_layout import Laid

__all__ = ["flow_of_pdf"]

_MOST_PAGES: Final = 300
_MOST_SECONDS: Final = 60.0
"""No document of three hundred pages takes so long; one that is made to does."""
_NOTE: Final = re.compile(r"[¹²³⁴-⁹*]")
_CUT: Final = re.compile(r".{4,}[^.?!:]", re.DOTALL)
"""The text of a cell that may go on: longer than a mark and not at the end of a sentence."""
_MARK: Final = re.compile(r"\W?[\d\s.,]+|\W?[xX☒☐-]|ja|nej", re.IGNORECASE)
_INSTALL: Final = (
    "PDF-filer kan bara läsas när paketet pypdfium2 är installerat. "
    "Kör pip install 'poreport[pdf]', eller spara filen som .docx eller .txt."
)


def flow_of_pdf(data: bytes, fil: str) -> Flow:
    """The rows of a PDF.

    Args:
        data: The whole file.
        fil: The file's name, as it is shown.

    Raises:
        ReadError: The file is damaged, protected, too long or without text, or pypdfium2 is missing.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise refuse(fil, _INSTALL) from error
    if unpacks_absurdly(data):
        raise refuse(fil, _ABSURD)
    if is_beyond_repair(data):
        raise refuse(fil, _DAMAGED)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise refuse(fil, _LOCKED if locked else _DAMAGED) from error
    try:
        return _read(document, fil)
    except pypdfium2.PdfiumError as error:
        raise refuse(fil, _DAMAGED) from error
    finally:
        document.close()


_LOCKED: Final = "PDF-filen är skyddad med lösenord. Spara den utan lösenord."
_ABSURD: Final = (
    "PDF-filen växer orimligt mycket när den packas upp. "
    "Öppna den och spara eller skriv ut den på nytt som PDF."
)
_TOO_SLOW: Final = (
    "Det tar mer än en minut att läsa PDF-filen. "
    "Skriv ut bara sidorna med blanketten till en ny PDF och läs den."
)
_DAMAGED: Final = (
    "PDF-filen är skadad och går inte att läsa. Öppna den och spara eller skriv ut den på nytt som PDF."
)


_FEWEST_LETTERS: Final = 0.3
"""Share of letters among the signs of a document; forms have twice as many, tables of figures too."""
_WITHOUT_LETTERS: Final = (
    "Texten i PDF-filen går inte att läsa ut, för den säger inte vilka bokstäver tecknen är. Läs dokumentet "
    "som PDF-filen gjordes av, eller textläs (OCR) den."
)


def _read(document: Any, fil: str) -> Flow:
    from poreport.read.extract.pdf_layout import laid_page, page_blocks
    from poreport.read.extract.pdf_margins import furniture_of, without_margins
    from poreport.read.extract.pdf_page import read_page

    document.init_forms()  # before anything else is asked of the document
    form = document.formenv
    count = len(document)
    if count > _MOST_PAGES:
        raise refuse(fil, f"PDF-filen har {count} sidor. Fler än {_MOST_PAGES} läses inte; dela upp den.")
    laid: list[Laid] = []
    signs = letters = 0
    end = monotonic() + _MOST_SECONDS
    for index in range(count):
        if monotonic() > end:
            raise refuse(fil, _TOO_SLOW)
        sheet = document[index]
        try:
            content = read_page(sheet, form.raw if form else None)
        finally:
            sheet.close()
        letters += sum(sign.text[:1].isalpha() for sign in content.signs)
        laid.append(laid_page(content))
        signs += len(content.signs)
        if signs > MOST_SIGNS or sum(len(page.tables) + len(page.lines) for page in laid) > MOST_ROWS:
            raise too_long(fil)
    pages: list[list[Block]] = []
    above: Grid | None = None
    for page, furniture in zip(laid, furniture_of(laid), strict=True):
        blocks = page_blocks(page, furniture.lines, furniture.tables, above)
        body = [block for block in blocks if not block.margin]
        if above and body and body[0].table == CONTINUES and body[0].grid:
            _make_room(pages[-1], above, body[0].grid)
        above = body[-1].grid if body else None
        pages.append(blocks)
    if not any(pages):
        raise _without_text(fil)
    if letters < _FEWEST_LETTERS * signs:
        raise refuse(fil, _WITHOUT_LETTERS)
    feet: list[str] = []
    placed = _with_table_numbers(without_margins(pages, [page.height for page in laid], feet))
    return Flow(tuple(_rows(_without_repeated_heads(placed), fil)), fil, feet=tuple(feet))


def _make_room(blocks: Sequence[Block], above: Grid, below: Grid) -> None:
    """Move the heads at the foot of a page to the right, where a first column begins on the next page."""
    if len(below.columns) == len(above.columns) + 1 and below.left < above.left:
        for block in blocks:
            if block.grid is above:
                block.cells = [(column + 1, span, text) for column, span, text in block.cells]


def _may_go_on(before: Sequence[Block], block: Block) -> bool:
    """Whether a row at the top of a page may be the rest of the row that the page before ended with."""
    if not before or before[-1].table is None or block.table is None:
        return False
    last, first = before[-1].cells, block.cells
    if [cell[:2] for cell in last] != [cell[:2] for cell in first]:
        return False
    pairs = [(above[2], below[2]) for above, below in zip(last, first, strict=True) if below[2]]
    return all(above and _CUT.fullmatch(above) and not _MARK.fullmatch(below) for above, below in pairs)


def _without_text(fil: str) -> ReadError:
    return refuse(fil, "PDF-filen innehåller ingen text, bara bilder. Den behöver textläsas (OCR) först.")


def _text(block: Block) -> str:
    return " ".join(text for _, _, text in block.cells).strip()


def _with_table_numbers(pages: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """The tables numbered through the document instead of on each page."""
    tables = 0
    found: list[list[Block]] = []
    for blocks in pages:
        numbers: dict[int, int] = {CONTINUES: tables}
        for block in blocks:
            if block.table is not None and block.table not in numbers:
                tables += 1
                numbers[block.table] = tables
        found.append([evolve(b, table=None if b.table is None else numbers[b.table]) for b in blocks])
    return found


def _without_repeated_heads(pages: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Without the head that a table repeats where it goes on on the next page, and with both parts as one.

    Between the parts stand at most notes at the foot of the page.
    """
    found: list[list[Block]] = []
    head: Block | None = None
    for blocks in pages:
        kept = list(blocks)
        if head and kept and kept[0].table is not None and _text(kept[0]) == _text(head):
            second, whole = kept[0].table, head.table
            kept = [evolve(b, table=whole) if b.table == second else b for b in kept[1:]]
        elif kept:
            head = None
        for block in kept:
            if block.table is None:
                head = head if _NOTE.match(_text(block)) or block.joins else None
            elif head is None or block.table != head.table:
                head = block if len(block.cells) > 1 and _text(block) else None
        found.append(kept)
    return found


def _rows(pages: Sequence[Sequence[Block]], fil: str) -> list[Row]:
    rows: list[Row] = []
    for number, blocks in enumerate(pages, 1):
        for order, block in enumerate(blocks):
            at_top = order == 0 and number > 1
            cells = tuple(
                Cell(without_leaders(unicodedata.normalize("NFC", text)), column, span)
                for column, span, text in block.cells
            )
            rows.append(
                Row(
                    cells,
                    Position(fil, plats=f"sida {number}"),
                    table=block.table,
                    gap=block.gap,
                    new_page=at_top,
                    joins=block.joins and order > 0,
                    heading=1 if block.large and len(cells[0].text) < 100 else 0,  # noqa: PLR2004  a heading is short
                    bold=block.bold,
                    may_go_on=block.may_go_on or (at_top and _may_go_on(pages[number - 2], block)),
                )
            )
    return rows
