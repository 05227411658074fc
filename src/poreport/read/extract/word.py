"""Word documents (.docx) without our content controls: body, tables, text boxes, boxes to tick, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import define, evolve, field
from lxml.etree import _Element as Element

from poreport.model import Position
from poreport.package import PackageError, read_package, transitional
from poreport.read.extract.word_blocks import (
    BODY_TEXT,
    MOST_COLUMNS,
    contents,
    ends_page,
    goes_on_upwards,
    heading_styles,
    inner,
    ordinary_spaces,
    plain_text,
    span_of,
)
from poreport.read.extract.word_inline import Inline, TooDeepError, W, flag, read_inline, val, whole_number
from poreport.read.extract.word_lists import Lists
from poreport.read.extract.word_xml import parse_part
from poreport.read.files import refuse, too_long
from poreport.read.flow import BOLD_OFF, BOLD_ON, MOST_ROWS, Cell, Flow, Row, ticks_to_tokens, without_leaders
from poreport.read.prose import is_page_number, without_page_number

__all__ = ["flow_of_word"]

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN_TYPE: Final = re.compile(
    rb'PartName="/([^"]+)"\s+ContentType="application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml'
    rb'\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled)[^"]*main\+xml"'
)
_FILE_WITHIN: Final = (
    "En del av dokumentet är en egen fil inuti filen. "
    "Öppna dokumentet i Word och spara det på nytt, så blir delen en del av dokumentet."
)


def flow_of_word(data: bytes, fil: str) -> Flow:
    """The rows of a Word document.

    Args:
        data: The whole file.
        fil: The file's name, as it is shown.

    Raises:
        ReadError: The file is damaged, protected, holds macros, or is no Word document.
    """
    try:
        parts = transitional(read_package(data))
    except PackageError as error:
        raise refuse(fil, str(error)) from error
    types = parts["[Content_Types].xml"]
    found = _MAIN_TYPE.search(types)
    name = found[1].decode("ascii", "replace") if found else "word/document.xml"
    if name not in parts:
        raise refuse(fil, "Filen är ett Office-dokument men inget Word-dokument. Spara den som .docx.")
    if found and b"macroEnabled" in found[0]:
        raise refuse(fil, "Filen kan innehålla makron (.docm). Spara den i Word som .docx utan makron.")
    folder = name.rpartition("/")[0]
    document = _Document(fil, parts, folder)
    try:
        return document.flow(document.xml(name))
    except (TooDeepError, RecursionError) as error:
        raise refuse(
            fil, "Dokumentets delar står orimligt djupt inuti varandra. Spara det på nytt i Word."
        ) from error


@define
class _Document:
    """Walks through a document and collects its rows."""

    fil: str
    parts: dict[str, bytes]
    folder: str
    rows: list[Row] = field(factory=list)
    gap: int = 1
    new_page: bool = False
    paragraphs: int = 0
    tables: int = 0
    tabbed: int = 0
    """Number of the last run of paragraphs with tabs, counted downwards: they are tables of a kind."""
    in_columns: bool = False
    lists: Lists = field(factory=Lists)
    headings: dict[str, int] = field(factory=dict)
    _within: str = ""

    def xml(self, name: str) -> Element:
        """A part of the package as XML.

        Raises:
            ReadError: It is not XML, too large, or has a DOCTYPE, which no Office program writes.
        """
        return parse_part(self.parts[name], self.fil)

    def part(self, name: str) -> Element | None:
        """A part beside the document, or None."""
        full = f"{self.folder}/{name}" if self.folder else name
        return self.xml(full) if full in self.parts else None

    def flow(self, root: Element) -> Flow:
        """Everything in the document."""
        styles = self.part("styles.xml")
        self.lists = Lists.of(self.part("numbering.xml"), styles)
        self.headings = heading_styles(styles)
        body = root.find(W + "body")
        if body is None:
            raise refuse(self.fil, "Dokumentet saknar text. Öppna det i Word och spara det på nytt.")
        if next(body.iter(W + "altChunk", W + "subDoc"), None) is not None:
            raise refuse(self.fil, _FILE_WITHIN)
        self.blocks(body, 0)
        rows = tuple(self.rows)
        footnotes = tuple(self.notes_of("footnotes.xml", "footnote")) + tuple(
            self.notes_of("endnotes.xml", "endnote")
        )
        return Flow(
            rows,
            self.fil,
            footnotes=footnotes,
            head=tuple(self.head(body)),
            feet=tuple(self.feet(body)),
            comments=tuple(self.notes_of("comments.xml", "comment")),
        )

    # --- blocks ---------------------------------------------------------------------------------------

    def blocks(self, parent: Element, depth: int) -> None:
        """The paragraphs and tables of a body, a cell or a text box."""
        for element in contents(parent, depth):
            if element.tag == W + "p":
                self.paragraph(element, depth)
            else:
                self.table(element, depth)

    def paragraph(self, element: Element, depth: int) -> None:
        """A paragraph outside tables; one with tabs has columns."""
        inline = read_inline(element)
        text = self.text(element, inline)
        properties = element.find(W + "pPr")
        if flag(properties, "pageBreakBefore"):
            self.new_page = True
        if text.strip():
            self.paragraphs += 1
            # A tab before everything else is only an indent.
            parts = text.strip(" \n").split("\t") if "\t" in text.strip() else [text.strip()]
            cells = tuple(Cell(part.strip(), column) for column, part in enumerate(parts))
            if len(cells) > 1 and not self.in_columns:
                self.tabbed -= 1
            self.in_columns = len(cells) > 1
            self.add(
                Row(
                    cells,
                    self.place(f"stycke {self.paragraphs}"),
                    table=self.tabbed if self.in_columns else None,
                    heading=self.heading(properties),
                    bold=inline.all_bold,
                )
            )
        else:
            self.gap += 1
        if inline.page_break or (properties is not None and ends_page(properties)):
            self.new_page = True
        for box in inline.boxes:
            within, self._within = self._within, "textruta, "
            self.blocks(box, depth + 1)
            self._within = within

    def add(self, row: Row) -> None:
        """Take a row, with the space and page break before it."""
        if len(self.rows) >= MOST_ROWS:
            raise too_long(self.fil)
        self.rows.append(evolve(row, gap=self.gap, new_page=self.new_page))
        self.gap, self.new_page = 1, False

    def place(self, words: str) -> Position:
        """A place in words."""
        return Position(self.fil, plats=self._within + words)

    def heading(self, properties: Element | None) -> int:
        """The level of a heading paragraph, or 0."""
        if properties is None:
            return 0
        level = whole_number(val(properties.find(W + "outlineLvl")), BODY_TEXT)
        if level < BODY_TEXT:
            return level + 1
        return self.headings.get(val(properties.find(W + "pStyle")) or "", 0)

    def text(self, element: Element, inline: Inline) -> str:
        """A paragraph's text with its number or bullet, boxes as signs and ordinary spaces."""
        text = without_leaders(ordinary_spaces(ticks_to_tokens(inline.text)))
        marker = self.lists.marker(element.find(W + "pPr")) if text.strip() else ""
        return f"{marker}{text.lstrip()}" if marker else text

    # --- tables ---------------------------------------------------------------------------------------

    def table(self, table: Element, depth: int) -> None:
        """A table: one row for each row, each cell in its column of the grid."""
        self.tables += 1
        number, rows = self.tables, 0
        for tr in inner(table, "tr", depth):
            properties = tr.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            rows += 1
            before = val(properties.find(W + "gridBefore")) if properties is not None else None
            column = min(whole_number(before), MOST_COLUMNS)
            cells: list[Cell] = []
            nested: list[Element] = []
            for tc in inner(tr, "tc", depth):
                span = span_of(tc)
                text = "" if goes_on_upwards(tc) else self.cell(tc, depth, nested)
                cells.append(Cell(text, column, span))
                column += span
            place = self.place(f"tabell {number}, rad {rows}")
            if any(cell.text for cell in cells):
                self.add(Row(tuple(cells), place, table=number))
            for tc in nested:
                # A table only for the layout: what is in its cell stands there like in the body.
                self.blocks(tc, depth + 1)

    def cell(self, tc: Element, depth: int, nested: list[Element]) -> str:
        """The text of a cell; a cell with tables in it is put aside."""
        if next(inner(tc, "tbl", depth), None) is not None:
            nested.append(tc)
            return ""
        texts: list[str] = []
        for paragraph in inner(tc, "p", depth):
            inline = read_inline(paragraph)
            text = self.text(paragraph, inline).replace("\t", " ").strip()
            if inline.all_bold and text:
                text = f"{BOLD_ON}{text}{BOLD_OFF}"
            texts.append(text)
            for box in inline.boxes:
                texts += [plain_text(p) for p in box.iter(W + "p")]
        return "\n\n".join(text for text in texts if text)

    # --- beside the body ------------------------------------------------------------------------------

    def notes_of(self, name: str, kind: str) -> Iterator[str]:
        """The texts of footnotes, endnotes or comments."""
        root = self.part(name)
        if root is None:
            return
        for note in root.iter(W + kind):
            if val(note, "type") in {None, "normal"}:
                text = " ".join(plain_text(paragraph).strip() for paragraph in note.iter(W + "p")).strip()
                if text:
                    yield text

    def head(self, body: Element) -> Iterator[Row]:
        """The rows of the first page's header."""
        section = next(iter(body.iter(W + "sectPr")), None)
        if section is None:
            return
        names = {val(ref, "type"): ref.get(_R + "id") for ref in section.findall(W + "headerReference")}
        chosen = names.get("first") if flag(section, "titlePg") else None
        yield from self._beside(chosen or names.get("default") or "", "sidhuvud")

    def feet(self, body: Element) -> Iterator[str]:
        """The different texts of the page footers, without page numbers."""
        seen: set[str] = set()
        for reference in body.iter(W + "footerReference"):
            rows = self._beside(reference.get(_R + "id") or "", "sidfot")
            text = without_page_number(" ".join(row.text for row in rows if not is_page_number(row.text)))
            if text and text not in seen:
                seen.add(text)
                yield text

    def _beside(self, relation: str, place: str) -> Iterator[Row]:
        """The rows of a part that stands beside the body."""
        name = f"{self.folder}/_rels/document.xml.rels"
        if not relation or name not in self.parts:
            return
        targets = {element.get("Id"): element.get("Target") or "" for element in self.xml(name)}
        target = targets.get(relation, "")
        root = self.part(target.removeprefix("/word/")) if target else None
        if root is None:
            return
        other = _Document(self.fil, self.parts, self.folder, lists=self.lists, headings=self.headings)
        other._within = f"{place}, "
        other.blocks(root, 0)
        yield from other.rows
