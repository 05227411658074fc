"""From a form edition to its Word template: the printed form with a content control in every place.

The template is in the dialect that a kommun writes too (`{{ }}`, `{%p %}`, `{%r %}`, `{{p }}`), so that it
can be opened and changed in Word.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import define, field

from poreport import forms
from poreport.forms.form import FOOTNOTE
from poreport.render import package_base, wml
from poreport.render.blankett_falt import FIGURES, ITEM, Fields

__all__ = ["build"]

_STYLES: Final = {
    "titel": "Rubrik",
    "myndighet": "Myndighet",
    "undertitel": "Underrubrik",
    "sandlista": "Sandlista",
    "sandlista_fet": "Sandlista",
}
_TOKENS: Final = re.compile(r"\{(ar|nasta_ar|lansstyrelse)\}")
_EMPHASIS: Final = re.compile(r"\*([^*]+)\*")
_SPLIT_TOKENS: Final = re.compile(r"\{(bokstav|namn)\}")
_PARAGRAPH_STYLE: Final = re.compile(r'(<w:pStyle w:val="[^"]+"/>)(?!<w:keepNext/>)')

_BOLD: Final = "<w:b/><w:bCs/>"
_ITALIC: Final = "<w:i/><w:iCs/>"
_KEEP: Final = "<w:keepNext/>"

_NARROW, _MIDDLING = 25, 35
"""Percent of the text width up to which a column of figures is set to the right, and one of boxes centred."""

# Least heights in twips: one line to write on, a signature by hand, a short and a long answer.
_LINE, _SIGNATURE, _SHORT_ANSWER, _LONG_ANSWER = 560, 1000, 850, 1300
_BOXES: Final = (forms.Table, forms.Question)


def build(form: forms.Form) -> bytes:
    """The Word template of a form edition.

    Returns:
        A .docx, the same bytes for the same edition.
    """
    return package_base.assemble(
        document=wml.body(_Builder(form, Fields(form.dokument)).document()),
        footnotes=tuple(_with_tokens(text) for text in form.footnotes.values()),
        footer="{{ blankett.titel }} {{ blankett.ar }}{% if kommun.namn %}, {{ kommun.namn }}{% endif %}",
        title=form.titel,
    )


@define
class _Builder:
    """Builds the body of one form; knows the latest heading or question, which names the tables."""

    form: forms.Form
    fields: Fields
    heading: str = ""
    named: bool = False
    notes: dict[str, int] = field(factory=dict)

    def document(self) -> str:
        self.notes = {name: number for number, name in enumerate(self.form.footnotes, 1)}
        blocks = self._blocks((*self.form.head, *self.form.blocks))
        # Word wants a paragraph after the last table.
        return blocks if blocks.endswith("</w:p>") else blocks + wml.paragraph("Cellslut")

    def _blocks(self, blocks: tuple[forms.Block, ...]) -> str:
        written: list[str] = []
        for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
            if isinstance(block, forms.Table) and isinstance(before, _BOXES):
                # Word makes one table of two that meet.
                written.append(wml.paragraph("Tabellavstand", properties=_KEEP))
            introduces = isinstance(before, _BOXES) or isinstance(after, (*_BOXES, forms.Text))
            written.append(self._block(block, introduces=introduces))
        return "".join(written)

    def _block(self, block: forms.Block, *, introduces: bool) -> str:
        match block:
            case forms.Heading():
                return self._heading(block)
            case forms.Text(text=text, style="text"):
                self.heading = text if introduces else self.heading
                return wml.paragraph("Fraga" if introduces else "Normal", self._text(text))
            case forms.Text(text=text, style=style):
                return wml.paragraph(_STYLES[style], self._text(text, _BOLD * (style == "sandlista_fet")))
            case forms.Question(text=text, fields=fields):
                self.heading = text
                return wml.paragraph("Fraga", self._text(text)) + self._box(fields)
            case forms.Table():
                return self._table(block)
            case forms.Group(path=path, blocks=inner):
                return self._repeated(path, inner)

    # --- headings, texts and repetition -------------------------------------------------------------------

    def _heading(self, heading: forms.Heading) -> str:
        self.heading = heading.text
        style = f"Rubrik{heading.level}"
        plain = wml.paragraph(style, self._text(heading.text))
        if heading.split is None or self.fields.group is None:
            return plain
        condition = wml.tag_paragraph(f"if {ITEM}.bokstav")
        split = wml.paragraph(style, *self._split_heading(heading.split))
        return f"{condition}{split}{wml.tag_paragraph('else')}{plain}{wml.tag_paragraph('endif')}"

    def _split_heading(self, text: str) -> list[str]:
        """A heading with the letter and name of the delområde; the first name is a control."""
        runs: list[str] = []
        line = ""
        for index, piece in enumerate(_SPLIT_TOKENS.split(text)):
            if index % 2 == 0:
                line += _with_tokens(piece)
            elif piece == "namn" and not self.named:
                self.named = True
                runs += [wml.run(line)] * bool(line) + [self.fields.control(f"{self.fields.group}[].namn")]
                line = ""
            else:
                line += f"{{{{ {ITEM}.{piece} }}}}"
        return runs + [wml.run(line)] * bool(line)

    def _repeated(self, path: str, blocks: tuple[forms.Block, ...]) -> str:
        self.fields.group, self.named = path, False
        inner = self._blocks(blocks)
        self.fields.group = None
        loop = wml.tag_paragraph(f"for {ITEM} in {self.form.dokument}.{path}")
        return f"{loop}{inner}{wml.tag_paragraph('endfor')}"

    def _text(self, text: str, look: str = "") -> str:
        """Printed text as runs: `[^name]` is a footnote mark and `*…*` italic."""
        runs: list[str] = []
        for index, piece in enumerate(FOOTNOTE.split(text)):
            if index % 2:
                runs.append(wml.footnote_mark(self.notes[piece]))
                continue
            for position, part in enumerate(_EMPHASIS.split(piece)):
                if part:
                    runs.append(wml.run(_with_tokens(part), look + _ITALIC * (position % 2)))
        return "".join(runs)

    # --- tables -------------------------------------------------------------------------------------------

    def _box(self, fields: tuple[str, ...]) -> str:
        """The box for the answer to a question."""
        cell = wml.cell(wml.TEXT_WIDTH, self.fields.values(fields, "Svar"))
        row = wml.row([cell], height=_LONG_ANSWER, whole=False)
        return wml.table([wml.TEXT_WIDTH], row, title=_alt_text(self.heading), description="Ruta för svaret.")

    def _table(self, table: forms.Table) -> str:
        widths = [wml.TEXT_WIDTH * percent // 100 for percent in table.widths]
        widths[-1] += wml.TEXT_WIDTH - sum(widths)
        rows = [
            self._row(table, row, after, widths)
            for row, after in zip(table.rows, (*table.rows[1:], None), strict=True)
        ]
        return wml.table(
            widths,
            "".join(rows),
            title=_alt_text(self.heading),
            description=_described(table),
            header=any(row.header for row in table.rows),
        )

    def _stays_with(self, row: forms.Row, after: forms.Row | None) -> bool:
        """Whether a row may not be parted from the next: heads, and short rows among themselves."""
        return after is not None and (row.header or not (self._is_long(row) or self._is_long(after)))

    def _is_long(self, row: forms.Row) -> bool:
        return any(self.fields.is_long(path) for cell in row.cells for path in cell.fields)

    def _row(self, table: forms.Table, row: forms.Row, after: forms.Row | None, widths: list[int]) -> str:
        long = self._is_long(row)
        has_label = bool(row.cells[0].label) and not row.cells[0].fields
        cells: list[str] = []
        start = 0
        for cell in row.cells:
            end = start + cell.span
            if row.header:
                content = wml.paragraph(self._header_style(table, start), self._text(cell.label))
            else:
                label_style = _label_style(row, after) if start == 0 else "Tabelltext"
                percent = sum(table.widths[start:end])
                content = self._cell(cell, label_style, percent, beside_label=has_label and start > 0)
            middle = row.header or (not long and any(other.mark or has_label for other in row.cells))
            cells.append(wml.cell(sum(widths[start:end]), content, span=cell.span, middle=middle))
            start = end
        written = wml.row(cells, header=row.header, height=self._height(row), whole=not long)
        return _PARAGRAPH_STYLE.sub(r"\1<w:keepNext/>", written) if self._stays_with(row, after) else written

    def _header_style(self, table: forms.Table, column: int) -> str:
        """A head is centred over boxes and narrow columns of figures, and to the left over other things."""
        below = [cell for row in table.rows if not row.header and (cell := _cell_at(row, column))]
        marks = any(cell.mark for cell in below)
        figures = any(self.fields.field(path).slag in FIGURES for cell in below for path in cell.fields)
        return (
            "Tabellhuvudmitten" if marks or (figures and table.widths[column] <= _NARROW) else "Tabellhuvud"
        )

    def _cell(self, cell: forms.Cell, label_style: str, percent: int, *, beside_label: bool) -> str:
        text = self._text(cell.label)
        if cell.mark:
            return self.fields.mark_cell(
                cell, text, "Kryss" if percent <= _MIDDLING and not text else "Svarsfalt"
            )
        if not cell.fields:
            return wml.paragraph(label_style, text)
        figures = all(self.fields.field(path).slag in FIGURES for path in cell.fields)
        style = "Tal" if figures and beside_label and percent <= _NARROW else "Svarsfalt"
        values = self.fields.values(cell.fields, style, any_of=cell.any_of)
        return (wml.paragraph("Etikett", text) if text else "") + values

    def _height(self, row: forms.Row) -> int:
        if self._is_long(row):
            return _LINE if any(cell.mark for cell in row.cells) else _SHORT_ANSWER
        if any(path.endswith("namnteckning") for cell in row.cells for path in cell.fields):
            return _SIGNATURE
        return _LINE if any(cell.label and cell.fields for cell in row.cells) else 0


def _label_style(row: forms.Row, after: forms.Row | None) -> str:
    """The style of a row's label: the parts of a figure ("därav …") are indented under the bold whole."""
    if row.cells[0].label.startswith("därav"):
        return "Tabelltextdarav"
    return "Tabelltextgrupp" if after and after.cells[0].label.startswith("därav") else "Tabelltext"


def _cell_at(row: forms.Row, column: int) -> forms.Cell | None:
    """The cell that begins in a column."""
    start = 0
    for cell in row.cells:
        if start == column:
            return cell
        start += cell.span
    return None


def _with_tokens(text: str) -> str:
    """The tokens of a reserve form as Jinja."""
    return _TOKENS.sub(r"{{ blankett.\1 }}", text)


def _alt_text(text: str) -> str:
    return _with_tokens(forms.plain(text)).strip()


def _described(table: forms.Table) -> str:
    """The description of a table for those who cannot see it."""
    header = next((row for row in table.rows if row.header), None)
    rows = [header] if header else table.rows
    names = [name for row in rows for cell in row.cells if (name := _alt_text(cell.label).rstrip(":"))]
    what = "Kolumner" if header else "Uppgifter att fylla i"
    return f"{what}: {'; '.join(names)}."
