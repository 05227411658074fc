"""PDF files: pages made by LibreOffice, form fields and drawn boxes, page breaks, and what is refused."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import docx
import pytest
import yaml

from poreport.model import Arende
from poreport.model.paths import get
from poreport.read import ReadError
from poreport.read.extract import pdf
from poreport.read.extract.geometry import Box, Edge, Page, Sign
from poreport.read.extract.pdf import flow_of_pdf
from poreport.read.extract.pdf_layout import laid_page, page_blocks
from poreport.read.flow import TICKED, UNKNOWN, UNTICKED
from poreport.read.source import read_document

DATA = Path(__file__).parent / "data" / "ifyllda"
SIZE: Final = 10.0
PAPER: Final = "[0 0 595 842]"
FONTS: Final = "/Resources << /Font << /F 5 0 R >> >>"


def pdf_of(objects: list[str], trailer: str = "") -> bytes:
    """A PDF of numbered objects; object 1 is the catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    )


def page_of(content: str, *annots: str, pages: int = 1) -> bytes:
    """A PDF with the same page so many times, with drawing operators and form fields."""
    fields = " ".join(f"{number} 0 R" for number in range(6, 6 + len(annots)))
    return pdf_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{fields}] >> >>",
            f"<< /Type /Pages /Count {pages} /Kids [{'3 0 R ' * pages}] >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {PAPER} /Contents 4 0 R /Annots [{fields}] {FONTS} >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            *annots,
        ]
    )


def at(x: float, y: float, text: str) -> str:
    """Operators that print a text."""
    return f"BT /F {SIZE:.0f} Tf {x} {y} Td ({text}) Tj ET\n"


def widget(kind: str, box: str, rest: str) -> str:
    """A field of a PDF form."""
    return f"<< /Type /Annot /Subtype /Widget /FT /{kind} /T ({box}) /Rect [{box}] /P 3 0 R {rest} >>"


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of each row of a PDF."""
    return [[cell.text for cell in row.cells] for row in flow_of_pdf(data, "prov.pdf").rows]


def signs(x: float, y: float, text: str) -> list[Sign]:
    """Letters of a line of print, each five points wide."""
    return [
        Sign(sign, Box(x + 5 * n, y, x + 5 * n + 5, y + SIZE)) for n, sign in enumerate(text) if sign != " "
    ]


def cells_of(page: Page) -> list[list[str]]:
    """The cells of each row of a page."""
    return [[text for _, _, text in block.cells] for block in page_blocks(laid_page(page))]


@pytest.mark.parametrize("name", ["tre-dokument-2021-kalmar", "redovisning-2022-stockholm-delomraden"])
def test_pages_say_the_same_as_their_text(
    name: str, convert_to_pdf: Callable[[Path], Path], tmp_path: Path
) -> None:
    """A made-up document printed to PDF gives every value of its facit, over page breaks and wraps."""
    document = docx.Document()
    rows: list[list[str]] = []
    # LibreOffice breaks a line within a word where Latin letters become Cyrillic ones.
    source = (DATA / f"{name}.txt").read_text(encoding="utf-8").replace("деб", "deb")
    for line in [*source.split("\n"), ""]:
        if "\t" in line:
            rows.append(
                [
                    cell.replace('<input checked="" type="checkbox"/>', "☒").strip()
                    for cell in line.split("\t")
                ]
            )
            continue
        if rows:
            table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
            for row in rows:
                for cell, content in zip(table.add_row().cells, row, strict=False):
                    cell.text = "" if content.startswith("<input") else content
            rows = []
        if line.strip():
            document.add_paragraph(line.strip().replace("**", ""))
    path = tmp_path / f"{name}.docx"
    document.save(str(path))
    arende = read_document(convert_to_pdf(path))
    text = (DATA / f"{name}.facit.yaml").read_text(encoding="utf-8")
    facit: dict[str, str] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  it makes strings only
    wrong = {path: get(arende, path) for path, value in facit.items() if not said(arende, path, value)}
    assert {} == wrong


def said(arende: Arende, path: str, value: str) -> bool:
    """Whether an ärende says what a facit does; marks are compared by their names."""
    read = get(arende, path)
    if read in (None, ()):
        return not value
    if hasattr(read, "name") and hasattr(read, "value"):
        return str(read.name).lower() == value
    if isinstance(read, tuple):
        return "+".join(map(str, read)) == value
    return " ".join(str(read).replace("\\", "").split()) == " ".join(value.split())


def test_fields_of_a_pdf_form_are_answers() -> None:
    """Texts, ticks and choices in form fields stand where their fields stand."""
    ticked = "/V /Ja /AS /Ja /AP << /N << /Ja 4 0 R /Off 4 0 R >> >>"
    off = "/V /Off /AS /Off /AP << /N << /Ja 4 0 R /Off 4 0 R >> >>"
    data = page_of(
        at(50, 700, "Kommun") + at(50, 650, "Stiftelse") + at(50, 600, "Namn:"),
        widget("Btn", "300 698 310 708", ticked),
        widget("Btn", "300 648 310 658", off),
        widget("Tx", "100 598 300 612", "/V (Kim Exempel) /DA (/F 10 Tf)"),
    )
    assert [["Kommun", TICKED], ["Stiftelse", UNTICKED], ["Namn:", "Kim Exempel"]] == rows_of(data)


def test_fields_side_by_side_are_answers_of_their_own() -> None:
    """The answers of fields that nearly touch are cells of their own; lines typed in a field stay lines."""
    data = page_of(
        at(50, 720, "Adress") + at(160, 720, "Postnummer") + at(270, 720, "Ort") + at(50, 640, "Vilka?"),
        widget("Tx", "50 700 156 714", "/V (Gatan 1) /DA (/F 10 Tf)"),
        widget("Tx", "160 700 266 714", "/V (391 99) /DA (/F 10 Tf)"),
        widget("Tx", "270 700 376 714", "/V (Nyberga) /DA (/F 10 Tf)"),
        widget("Tx", "50 600 376 630", "/V (Balans\\nAttention) /DA (/F 10 Tf)"),
    )
    assert [
        ["Adress", "Postnummer", "Ort"],
        ["Gatan 1", "391 99", "Nyberga"],
        ["Vilka?"],
        ["Balans"],
        ["Attention"],
    ] == rows_of(data)


def test_an_empty_field_on_a_drawn_square_is_not_ticked() -> None:
    """A form may have squares drawn below its boxes to tick; only a ticked box ticks its square."""
    on = "/V /Ja /AS /Ja /AP << /N << /Ja 4 0 R /Off 4 0 R >> >>"
    off = "/V /Off /AS /Off /AP << /N << /Ja 4 0 R /Off 4 0 R >> >>"
    data = page_of(
        "300 698 10 10 re S 300 648 10 10 re S\n" + at(50, 700, "Kommun") + at(50, 650, "Stiftelse"),
        widget("Btn", "300 698 310 708", on),
        widget("Btn", "300 648 310 658", off),
    )
    assert [["Kommun", TICKED], ["Stiftelse", UNTICKED]] == rows_of(data)


def test_print_that_lies_on_its_side() -> None:
    """A page whose print is turned is read upright; print along the edge stands last, as one text."""
    upright = at(50, 700, "Kommun") + at(300, 700, "Nyberga") + at(50, 650, "Stiftelse") + at(50, 600, "Namn")
    turned = page_of(f"q 0 1 -1 0 800 0 cm\n{upright}Q")
    aside = page_of(upright + f"BT /F {SIZE:.0f} Tf 0 1 -1 0 580 300 Tm (Blankett 12) Tj ET\n")
    rows = [["Kommun", "Nyberga"], ["Stiftelse"], ["Namn"]]
    assert rows == rows_of(turned)
    assert [*rows, ["Blankett 12"]] == rows_of(aside)


def test_signs_known_only_by_their_picture() -> None:
    """Letters of Wingdings are boxes; a sign whose letter the font does not tell is kept as unknown."""
    fonts = FONTS.replace(">> >>", "/W 6 0 R /U 7 0 R >> >>")
    widths = f"/FirstChar 32 /LastChar 255 /Widths [{'890 ' * 224}]"
    descriptor = (
        "/FontDescriptor << /Type /FontDescriptor /FontName /Wingdings-Regular /Flags 4 /ItalicAngle 0 "
        "/FontBBox [0 -200 1300 900] /Ascent 898 /Descent -210 /StemV 45 >>"
    )
    own = "/FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] /FirstChar 1 /LastChar 1 /Widths [9] "
    own += "/Encoding << /Differences [1 /a] >> /CharProcs << /a 8 0 R >>"
    picture = "9 0 0 0 9 9 d1 0 0 9 9 re S"
    content = at(50, 700, "Ja") + "BT /W 10 Tf 300 700 Td (\\376) Tj 40 0 Td (\\250) Tj ET\n"
    content += at(50, 680, "Nej") + "BT /U 10 Tf 300 680 Td (\\001) Tj ET\n"
    data = pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {PAPER} /Contents 4 0 R {fonts} >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            f"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Wingdings-Regular {widths} {descriptor} >>",
            f"<< /Type /Font /Subtype /Type3 {own} >>",
            f"<< /Length {len(picture)} >>\nstream\n{picture}\nendstream",
        ]
    )
    assert [["Ja", TICKED, UNTICKED], ["Nej", UNKNOWN]] == rows_of(data)


def test_drawn_boxes_are_boxes_to_tick() -> None:
    """A small drawn square is a box; with a cross in it, it is ticked."""
    square = "{x} {y} 10 10 re S\n"
    data = page_of(
        square.format(x=50, y=700)
        + at(70, 701, "Ja")
        + square.format(x=50, y=680)
        + "51 681 m 59 689 l S 51 689 m 59 681 l S\n"
        + at(70, 681, "Nej")
        + square.format(x=50, y=660)
        + at(52.5, 662, "X")
        + at(70, 661, "Vet inte")
    )
    assert [[f"{UNTICKED} Ja"], [f"{TICKED} Nej"], [f"{TICKED} Vet inte"]] == rows_of(data)


def test_ruled_tables_keep_empty_and_joined_cells() -> None:
    """Cells come from the ruling lines: empty ones keep their column, joined ones their span."""
    lines = [Edge(y, 50, 350, horizontal=True) for y in (100, 120, 140)]
    lines += [Edge(x, 100, 140, horizontal=False) for x in (50, 350)]
    lines += [Edge(x, 100, 120, horizontal=False) for x in (150, 250)]
    page = Page(
        595, 842, signs=[*signs(55, 103, "Kommun"), *signs(255, 103, "X"), *signs(55, 123, "hela raden")]
    )
    page.edges = lines
    spans = [
        [(column, span, text) for column, span, text in block.cells] for block in page_blocks(laid_page(page))
    ]
    assert [[(0, 1, "Kommun"), (1, 1, ""), (2, 1, "X")], [(0, 3, "hela raden")]] == spans


def test_lines_of_a_cell_are_joined_without_their_wrap_hyphens() -> None:
    """Wrapped lines of a cell are one text: wrap hyphens go, hyphens of the words stay."""
    page = Page(595, 842)
    page.edges = [Edge(y, 50, 155, horizontal=True) for y in (100, 200)]
    page.edges += [Edge(x, 100, 200, horizontal=False) for x in (50, 155)]
    for n, line in enumerate(("Arbetsmarknads-", "och socialför-", "valtningen i", "Hässelby-", "Vällingby")):
        page.signs += signs(55, 103 + 12 * n, line)
    text = cells_of(page)[0][0]
    assert "Arbetsmarknads- och socialförvaltningen i" == text.split("\n")[0].split(" Hässelby")[0]


def test_columns_without_ruling_lines() -> None:
    """Without ruling lines a column is where the words of several rows stand above each other."""
    page = Page(595, 842)
    for y, texts in (
        (100, ((250, "Ja"), (350, "Nej"))),
        (112, ((50, "Kommun"), (252, "X"))),
        (124, ((50, "Förening"), (352, "X"))),
    ):
        for x, text in texts:
            page.signs += signs(x, y, text)
    columns = [[(column, text) for column, _, text in block.cells] for block in page_blocks(laid_page(page))]
    assert [[(1, "Ja"), (2, "Nej")], [(0, "Kommun"), (1, "X")], [(0, "Förening"), (2, "X")]] == columns


def test_small_raised_digits_are_footnote_marks() -> None:
    """A small raised digit is a superscript, so that it is no part of a number."""
    page = Page(595, 842, signs=signs(50, 100, "decimaler"))
    page.signs.append(Sign("1", Box(96, 98, 99, 104)))
    page.signs += signs(100, 100, ": 2,00")
    assert [["decimaler¹: 2,00"]] == cells_of(page)


def test_page_numbers_and_repeated_heads_go() -> None:
    """Page numbers go, and a line at the edge of every page stands only the first time."""
    data = page_of(at(50, 810, "Provstads kommun") + at(50, 400, "Text") + at(500, 20, "1 \\(2\\)"), pages=2)
    assert [["Provstads kommun"], ["Text"], ["Text"]] == rows_of(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nskrot", "skadad"),
        (page_of(at(50, 700, "hej"))[:300], "skadad|bara bilder"),
        (page_of(""), "bara bilder"),
        (page_of(at(50, 700, '!"#$ %&1 +, -.2')), "vilka bokstäver"),
        (page_of(at(50, 700, "hej")), "ingen känd"),
        (page_of(at(50, 700, "hej"), pages=10_000), "10000 sidor"),
    ],
)
def test_broken_and_endless_files_are_refused(data: bytes, words: str) -> None:
    """Damaged files, pictures, thousands of pages and endless text are refused with a reason."""
    with pytest.raises(ReadError, match=words):
        read_document(data, "fil.pdf")


def test_endless_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages with more text than any such document has are refused before all of them are read."""
    monkeypatch.setattr(pdf, "MOST_SIGNS", 1_000)
    with pytest.raises(ReadError, match="mycket längre"):
        read_document(page_of(at(50, 700, "a" * 600), pages=200), "fil.pdf")


def test_locked_file_is_refused() -> None:
    """A file that needs a password is refused with what to do about it."""
    key = "00" * 32
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 0 /Kids [] >>",
        f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >>",
    ]
    data = pdf_of(objects, f"/Encrypt 3 0 R /ID [<{'00' * 16}> <{'00' * 16}>] ")
    with pytest.raises(ReadError, match="lösenord"):
        read_document(data, "fil.pdf")


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pypdfium2 the message says which extra to install."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReadError, match=r"poreport\[pdf\]"):
        read_document(page_of(at(50, 700, "hej")), "fil.pdf")
