"""The pieces of WordprocessingML that our own templates are made of, as text.

Content controls and footnote marks get the id 0 here; `numbered` gives them their own at the end.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Final

from poreport.model import Slag

__all__ = [
    "TEXT_WIDTH",
    "block_control",
    "cell",
    "checkbox",
    "control",
    "escape",
    "field",
    "footnote_mark",
    "numbered",
    "paragraph",
    "root",
    "row",
    "run",
    "table",
    "tag_paragraph",
    "tag_run",
]

NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="http://schemas.{adress}"'
    for prefix, adress in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "r": "openxmlformats.org/officeDocument/2006/relationships",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "w14": "microsoft.com/office/word/2010/wordml",
        "w15": "microsoft.com/office/word/2012/wordml",
    }.items()
)
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PAGE: Final = (11906, 16838)
"""A4 in twips (twentieths of a point)."""
MARGIN: Final = 1134
"""20 mm."""
TEXT_WIDTH: Final = PAGE[0] - 2 * MARGIN

LONGEST_NAME: Final = 64
"""Word refuses a document in which the tag or title of a content control is longer."""

_DATE: Final = (
    '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="sv-SE"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
_CHECKBOX: Final = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
_GLYPH: Final = (
    '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    '<w:sz w:val="24"/><w:szCs w:val="24"/>'
)


_NO_PARAGRAPH_LEFT: Final = ("</w:sdt>", "%}</w:t></w:r></w:p>")
"""How a cell ends whose last paragraph stands in a control or goes with its tag."""


def escape(text: str) -> str:
    """Text as the inside of an element or attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text: str, look: str = "") -> str:
    """A run of text; `look` is the inside of its `w:rPr`."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str) -> str:
    """A field that Word keeps up to date, such as PAGE."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(style: str, *content: str, properties: str = "") -> str:
    """A paragraph; `properties` is what stands in its `w:pPr` after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(content)}</w:p>'


def tag_paragraph(code: str) -> str:
    """A paragraph that holds one `{%p %}` and goes when the template is filled in."""
    return f"<w:p>{run(f'{{%p {code} %}}')}</w:p>"


def tag_run(code: str) -> str:
    """A run that holds one `{%r %}` and goes when the template is filled in."""
    return run(f"{{%r {code} %}}")


def footnote_mark(number: int) -> str:
    """The mark of the footnote with this id."""
    return (
        f'<w:r><w:rPr><w:rStyle w:val="Fotnotsreferens"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    )


def _control(tag: str, title: str, kind: str, content: str, *, locked: bool) -> str:
    lock = '<w:lock w:val="sdtLocked"/>' if locked else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(shortened(title))}"/><w:tag w:val="{escape(tag)}"/>'
        f'<w:id w:val="0"/>{lock}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def shortened(title: str) -> str:
    """A title cut to the length that Word allows."""
    return title if len(title) <= LONGEST_NAME else f"{title[: LONGEST_NAME - 1].rstrip()}…"


def control(tag: str, title: str, expression: str, slag: Slag = Slag.TEXT, *, locked: bool = True) -> str:
    """A content control within a paragraph, showing one value.

    Args:
        tag: The path of the field, by which a filled-in document is read.
        title: What Word shows above the control when a person stands in it.
        expression: The Jinja expression of the value.
        slag: Dates get Word's calendar; a list may have several lines.
        locked: Word refuses to delete the control (its content can be changed).
    """
    # Without a kind it is a control for any text: LibreOffice 7 joins the lines of a plain-text control.
    kind = {Slag.DATUM: _DATE, Slag.LISTA: ""}.get(slag, "<w:text/>")
    return _control(tag, title, kind, run(f"{{{{ {expression} }}}}"), locked=locked)


def block_control(tag: str, title: str, expression: str, style: str = "Svar") -> str:
    """A content control of whole paragraphs, showing a long text."""
    content = paragraph(style, run(f"{{{{p {expression} }}}}"))
    return _control(tag, title, "", content, locked=True)


def group_control(tag: str, title: str, content: str) -> str:
    """A content control around other blocks; its tag says something of them all."""
    return _control(tag, title, "", content, locked=False)


def checkbox(tag: str, title: str, expression: str) -> str:
    """A box that a person ticks in Word by clicking on it."""
    return _control(tag, title, _CHECKBOX, run(f"{{{{ {expression} }}}}", _GLYPH), locked=True)


def cell(width: int, content: str, *, span: int = 1, middle: bool = False) -> str:
    """A table cell; when it would not end in a paragraph that stays, it gets the one that Word wants."""
    span_xml = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = '<w:vAlign w:val="center"/>' if middle else ""
    end = paragraph("Cellslut") if content.endswith(_NO_PARAGRAPH_LEFT) else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span_xml}{align}</w:tcPr>{content}{end}</w:tc>'


def row(cells: Iterable[str], *, header: bool = False, height: int = 0, whole: bool = True) -> str:
    """A table row.

    Args:
        cells: Its cells.
        header: Repeated on each page.
        height: Least height in twips.
        whole: Never parted by a page break.
    """
    keep = "<w:cantSplit/>" if whole else ""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    head = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{keep}{least}{head}</w:trPr>{''.join(cells)}</w:tr>"


def table(  # noqa: PLR0913  one argument for each thing that a table states
    widths: Iterable[int],
    rows: str,
    *,
    title: str,
    description: str,
    style: str = "Blankett",
    header: bool = False,
) -> str:
    """A table as wide as the text, with a text for those who cannot see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'w:val="{"0020" if header else "0000"}" w:firstRow="{int(header)}"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(title)}"/>'
        f'<w:tblDescription w:val="{escape(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def root(name: str, content: str) -> str:
    """A whole part with `w:name` as its root."""
    return f'{DECLARATION}<w:{name} {NAMESPACES} mc:Ignorable="w14 w15">{content}</w:{name}>'


def body(content: str) -> str:
    """A document part: the content on A4 with the footer."""
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}"'
        ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return numbered(root("document", f"<w:body>{content}{section}</w:body>"))


def numbered(xml: str) -> str:
    """Give each content control its own id."""
    ids = itertools.count(1)
    return re.sub('<w:id w:val="0"/>', lambda _: f'<w:id w:val="{next(ids)}"/>', xml)
