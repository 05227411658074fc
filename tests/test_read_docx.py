"""Word documents without our controls: tables, boxes of every age, lists, tracked changes, hostile files."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any, Final, cast

import docx
import pytest
import yaml
from docx.document import Document

from poreport import forms
from poreport.model import Arende, Svar
from poreport.model.paths import get
from poreport.read import ReadError, read
from poreport.read.extract.word import flow_of_word
from poreport.read.source import read_document

DATA = Path(__file__).parent / "data" / "ifyllda"
NAMES = sorted(path.stem for path in DATA.glob("*.txt"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def word_of(text: str) -> Document:
    """A text as a Word document: lines with tabs are rows of tables."""
    text = re.sub(r"</?i>", "", text)
    text = re.sub(r"<input checked[^>]*>", "☒", re.sub(r"<input type[^>]*>", "☐", text))
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            table = document.add_table(rows=0, cols=max(map(len, rows)))
            for row in rows:
                for cell, content in zip(table.add_row().cells, row, strict=False):
                    cell.text = content.strip()
            rows = []
        if line.strip():
            document.add_paragraph(line.strip())
    return document


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(body: str, **parts: str) -> bytes:
    """A Word file with this body, and other parts by their names in the folder word."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml", f"<w:document {W} {W14} {MC}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(data: bytes) -> list[list[str]]:
    """The cells of each row of a Word file."""
    return [[cell.text for cell in row.cells] for row in flow_of_word(data, "prov.docx").rows]


def filled_in(mark: str, form_id: str = "redovisning_2022_stockholm") -> Arende:
    """A blank form as Word where the box for kommunen as utförare holds this XML."""
    document = word_of("\n".join(forms.blank_text(forms.get(form_id))))
    for table in document.tables:
        for row in table.rows:
            if row.cells[0].text == "Kommun" and len(row.cells) == 3:
                row.cells[1].text = "MARK"
    data = saved(document)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"<w:r><w:t>MARK</w:t></w:r>", mark.encode(), content)
                if b"xmlns:w14" not in content:
                    content = content.replace(b"<w:document ", f"<w:document {W14} ".encode(), 1)
            after.writestr(name, content)
    return read_document(out.getvalue(), "prov.docx")


@pytest.mark.parametrize("name", NAMES)
def test_word_documents_say_the_same_as_their_text(name: str) -> None:
    """Each made-up document as a Word file with tables gives the values of its facit."""
    document = word_of((DATA / f"{name}.txt").read_text(encoding="utf-8"))
    arende = read_document(saved(document), f"{name}.docx")
    text = (DATA / f"{name}.facit.yaml").read_text(encoding="utf-8")
    facit: dict[str, str] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  it makes strings only
    figures = {path: value for path, value in facit.items() if value and not re.search(r"[a-zåäö]", value)}
    read = {path: get(arende, path) for path in figures}
    assert {path: value for path, value in figures.items() if str(read[path]) != value} == {}
    words = {path: value for path, value in facit.items() if re.search(r"[a-zåäö]", value)}
    assert [] == [path for path in words if get(arende, path) in (None, ())]


CHECKED: Final = (
    "<w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar>"
)
FIELD: Final = (
    f"<w:r>{CHECKED}</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
MODERN: Final = (
    "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("mark", "answer"),
    [
        (r("X"), Svar.JA),
        (r("☒"), Svar.JA),
        (r("☐"), None),
        (MODERN.format(1, "☒"), Svar.JA),
        (MODERN.format(0, "☐"), None),
        (MODERN.format(1, "✓"), Svar.JA),
        (FIELD.format("<w:checked/>"), Svar.JA),
        (FIELD.format("<w:checked w:val='0'/>"), None),
        (FIELD.format("<w:default w:val='1'/>"), Svar.JA),
        (FIELD.format("<w:default w:val='0'/><w:checked w:val='1'/>"), Svar.JA),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", Svar.JA),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>", None),
        (
            "<w:r><w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr><w:t>þ</w:t></w:r>",
            Svar.JA,
        ),
        (f"<w:ins>{r('x')}</w:ins>", Svar.JA),
        ("<w:del><w:r><w:delText>X</w:delText></w:r></w:del>", None),
        (r("X", "<w:vanish/>"), None),
        (r("●"), Svar.JA),
        (r("○"), None),
        (r("( )"), None),
        (r("(x)"), Svar.JA),
    ],
)
def test_boxes_of_every_age(mark: str, answer: Svar | None) -> None:
    """Crosses, content controls, form fields and symbols are ticks; deleted and hidden ones are not."""
    arende = filled_in(mark)
    assert arende.redovisning is not None
    assert (answer, ()) == (arende.redovisning.utforare.kommun, arende.otolkat)


def test_merged_and_nested_tables() -> None:
    """Cells keep their column under merged ones; a table in a cell stands as a table of its own."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    wide, down, on = "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    inner = f"<w:tbl><w:tr>{cell.format('', 'inre')}</w:tr></w:tbl><w:p/>"
    body = (
        f"<w:tbl><w:tr>{cell.format(wide, 'a')}{cell.format(down, 'b')}</w:tr>"
        f"<w:tr>{cell.format('', 'c')}{cell.format('', 'd')}{cell.format(on, 'dold')}</w:tr>"
        f"<w:tr><w:tc>{inner}</w:tc>{cell.format('', 'e')}</w:tr></w:tbl>"
    )
    rows = flow_of_word(package(body), "prov.docx").rows
    columns = [[(c.column, c.span, c.text) for c in row.cells if c.text] for row in rows]
    assert [
        [(0, 2, "a"), (2, 1, "b")],
        [(0, 1, "c"), (1, 1, "d")],
        [(1, 1, "e")],
        [(0, 1, "inre")],
    ] == columns


def test_text_boxes_are_read_once() -> None:
    """A text box that is stored in two forms is read once, after its paragraph."""
    box = f"<w:txbxContent>{p(r('i rutan'))}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    assert [["före"], ["i rutan"], ["efter"]] == texts(
        package(p(r("före"), f"<w:r>{drawing}</w:r>") + p(r("efter")))
    )


def test_hyphens_spaces_and_placeholders() -> None:
    """Soft hyphens go, fixed hyphens and spaces become ordinary, placeholder text is nothing."""
    held = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = (
        p("<w:r><w:t>av</w:t><w:noBreakHyphen/><w:t>och</w:t></w:r>", r("\u00a0på"))
        + p("<w:r><w:t>sam</w:t><w:softHyphen/><w:t>verkan</w:t></w:r>")
        + p(r("Namn: "), held.format(r("Klicka här")))
    )
    assert [["av-och på"], ["samverkan"], ["Namn:"]] == texts(package(body))


def test_list_numbers_and_bullets_are_text() -> None:
    """The numbers and bullets that Word prints are part of the text."""
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId='1'>"
        "<w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    listed = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{}'/></w:numPr>"
    body = "".join(
        p(r(text), properties=listed.format(n)) for n, text in ((1, "ett"), (1, "två"), (2, "punkt"))
    )
    assert [["1. ett"], ["2. två"], ["- punkt"]] == texts(package(body, numbering=numbering))


def test_bold_words_in_an_answer_stay_bold() -> None:
    """Bold words in an answer are bold in its Markdown; stars that a person typed are stars."""
    document = word_of("\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm"))))
    question = next(x for x in document.paragraphs if x.text.startswith("Synpunkter"))
    answer: Any = question.insert_paragraph_before("")
    answer.add_run("Vi ")
    answer.add_run("tackar").bold = True
    answer.add_run(" för 2*3 år.")
    question._p.addnext(answer._p)
    arende = read_document(saved(document), "prov.docx")
    assert arende.redovisning is not None
    assert "Vi **tackar** för 2\\*3 år." == arende.redovisning.ovrigt


def test_answers_below_their_labels() -> None:
    """In a table with the answers in the row below, each goes to the label above it."""
    document = word_of("\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm"))))
    for table in document.tables:
        if table.rows[0].cells[0].text == "Utdelningsadress":
            row = table.rows[0]
            below = cast("Any", table).add_row()
            for cell, text in zip(below.cells, ("Box 12", "123 45", "Provstad"), strict=True):
                cell.text = text
            row._tr.addnext(table.rows[-1]._tr)
    arende = read_document(saved(document), "prov.docx")
    kommun = arende.kommun
    assert ("Box 12", "123 45", "Provstad") == (kommun.utdelningsadress, kommun.postnummer, kommun.postort)


def blank_in_word() -> Document:
    """A blank form as a Word document."""
    return word_of("\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm"))))


def test_answers_on_lines_of_underscores() -> None:
    """An answer typed on a line of underscores is read without them; an empty line says nothing."""
    document = blank_in_word()
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.text == "Postort":
                cell.text = "Postort: ____Nyberga______"
            elif cell.text == "Postnummer":
                cell.text = "Postnummer: ___________"
    arende = read_document(saved(document), "prov.docx")
    assert ("Nyberga", None, ()) == (arende.kommun.postort, arende.kommun.postnummer, arende.otolkat)


@pytest.mark.parametrize("parted", [True, False])
def test_boxes_of_a_question_in_one_cell_with_their_text(*, parted: bool) -> None:
    """Boxes with their words in one cell are the answer; text after them or in the next cell goes with it."""
    document = blank_in_word()
    rows = [row for table in document.tables for row in table.rows]
    cells = next(row.cells for row in rows if row.cells[0].text == "Brukarorganisationer")
    boxes, text = "☒ Ja   ☐ Nej", "Vilka: Balans"
    cells[1].text, cells[2].text = (boxes, text) if parted else (f"{boxes}  {text}", "")
    arende = read_document(saved(document), "prov.docx")
    assert arende.redovisning is not None
    brukar = arende.redovisning.ledningsgrupp.brukar
    assert (Svar.JA, "Balans", ()) == (brukar.svar, brukar.vilka, arende.otolkat)


@pytest.mark.parametrize(("total", "kept"), [("11", ()), ("12", ("Totalt", "12"))])
def test_a_column_of_sums(total: str, kept: tuple[str, ...]) -> None:
    """A column of sums that the form lacks says nothing new; a sum that is wrong is kept."""
    document = blank_in_word()
    table = next(table for table in document.tables if table.rows[0].cells[0].text.startswith("Kontakt"))
    table.add_column(docx.shared.Cm(2))
    for row, figures in zip(table.rows, (("Totalt",), ("4", "7", total)), strict=False):
        for cell, text in zip(row.cells[-len(figures) :], figures, strict=True):
            cell.text = text
    arende = read_document(saved(document), "prov.docx")
    assert arende.redovisning is not None
    ekonomi = arende.redovisning.omraden[0].orsaker.ekonomi
    found = tuple(line for text in arende.otolkat for line in (text.text or "").split("\n"))
    assert (4, 7, kept) == (ekonomi.kvinnor, ekonomi.man, found)
    assert bool(kept) is not any("summor" in note.text for note in arende.kalla.tolkningar)


def test_figures_and_crosses_within_a_label_are_kept() -> None:
    """A cross or figure that stands among the words of a printed label is no wrong sign of it."""
    document = blank_in_word()
    rows = [row for table in document.tables for row in table.rows]
    for row in rows:
        label = row.cells[0]
        if label.text.startswith("Rutiner har"):
            label.text = label.text.replace("brister ska", "brister X ska")
        elif label.text.startswith("Antal klienter som, helt"):
            label.text = label.text.replace("under 18", "under 7 18")
            row.cells[2].text = "2"
    arende = read_document(saved(document), "prov.docx")
    assert arende.redovisning is not None
    barn = arende.redovisning.omraden[0].hemmavarande_barn
    kept = [(text.falt, text.text) for text in arende.otolkat]
    assert (7, 2, [("redovisning.brister.rutiner", "X")]) == (barn.kvinnor, barn.man, kept)


def test_own_footnotes_are_kept() -> None:
    """A footnote that a person wrote is kept; those that are printed on the form are not."""
    printed = next(iter(forms.get("redovisning_2022_stockholm").footnotes.values()))
    notes = "".join(
        f"<w:footnote w:id='{n}'>{p(r(text))}</w:footnote>" for n, text in ((2, printed), (3, "Egen not."))
    )
    body = "".join(p(r(line)) for line in forms.blank_text(forms.get("redovisning_2022_stockholm")))
    arende = read_document(package(body, footnotes=f"<w:footnotes {W}>{notes}</w:footnotes>"), "prov.docx")
    assert ["Egen not."] == [o.text for o in arende.otolkat]


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "x", "²", "٣", ""])
def test_numbers_that_no_program_writes(number: str) -> None:
    """Levels, spans and lists with absurd numbers are read as if the numbers were not there."""
    listed = f"<w:numPr><w:ilvl w:val='{number}'/><w:numId w:val='1'/></w:numPr>"
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='{number}'/></w:tcPr>{p(r('cell'))}</w:tc>"
    body = (
        p(r("nivå"), properties=f"<w:outlineLvl w:val='{number}'/>")
        + p(r("punkt"), properties=listed)
        + f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='{number}'/></w:trPr>{cell}</w:tr></w:tbl>"
    )
    level = f"<w:lvl w:ilvl='{number}'><w:start w:val='{number}'/><w:numFmt w:val='decimal'/></w:lvl>"
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>{level}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    rows = flow_of_word(package(body, numbering=numbering), "prov.docx").rows
    assert ["nivå", "1. punkt", "cell"] == [row.text for row in rows]
    assert [(0, 1, 0)] * 3 == [(row.cells[0].column, row.cells[0].span, row.heading) for row in rows]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + b"x" * 100, "skadad"),
        (package("<w:p>"), "skadat"),
        (package("").replace(b"word/document.xml", b"xl/worksheetz.xml"), "skadad|Word-dokument"),
        (package(p(r("hej")) + "<w:sdt><w:sdtContent>" * 101 + "</w:sdtContent></w:sdt>" * 101), "djupt"),
        (package("<w:p/>" * 300_000), "växer|längre"),
        (package("".join(p(r(str(n))) for n in range(20_001))), "längre"),
        (package(p(r("hej"))), "ingen känd"),
        (package(""), "ingen text"),
    ],
)
def test_broken_and_hostile_files_are_refused(data: bytes, words: str) -> None:
    """Truncated, damaged, bottomless and endless files are refused with a reason."""
    with pytest.raises(ReadError, match=words):
        read_document(data, "fil.docx")


def test_entities_and_macros_are_refused() -> None:
    """XML entities and macros are refused before anything is read."""
    bomb = package("").replace(b"", b"")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml", f"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document {W}>&a;</w:document>"
        )
    with pytest.raises(ReadError, match="DOCTYPE"):
        read_document(out.getvalue(), "fil.docx")
    out = io.BytesIO(bomb)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(ReadError, match="makron"):
        read_document(out.getvalue(), "fil.docx")


def test_the_content_decides_and_not_the_ending() -> None:
    """A Word file with the ending of a text is read as what it is."""
    data = saved(word_of((DATA / "redovisning-2020-skane.txt").read_text(encoding="utf-8")))
    arende = read_document(data, "fil.txt")
    assert arende.redovisning is not None
    assert 2020 == arende.redovisning.ar


def test_a_memo_with_its_date_in_the_page_header() -> None:
    """A memo whose number and date stand in the page header of the first page has them."""
    document = docx.Document()
    table = document.sections[0].header.add_table(rows=2, cols=2, width=docx.shared.Cm(16))
    for row, texts_ in zip(table.rows, (("Datum", "Dnr"), ("2022-11-28", "SN 2022/14")), strict=True):
        for cell, text in zip(row.cells, texts_, strict=True):
            cell.text = text
    for text in (
        "TJÄNSTESKRIVELSE",
        "Socialnämnden",
        "Ansökan om statsbidrag till personligt ombud",
        "Förslag till beslut",
        "Nämnden ansöker.",
    ):
        document.add_paragraph(text)
    skrivelse = read_document(saved(document), "prov.docx").tjansteskrivelse
    assert skrivelse is not None
    assert skrivelse.datum is not None
    assert ("2022-11-28", "SN 2022/14") == (skrivelse.datum.isoformat(), skrivelse.arendebeteckning)


def test_strict_open_xml_is_read() -> None:
    """A document saved as strict Open XML has the same text in namespaces of other names."""
    body = p(r("Kommun")) + "<w:tbl><w:tr><w:tc>" + p(r("Björkdala")) + "</w:tc></w:tr></w:tbl>"
    usual = package(body)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            new.writestr(
                name,
                content.replace(
                    "schemas.openxmlformats.org/wordprocessingml/2006/",
                    "purl.oclc.org/ooxml/wordprocessingml/",
                ),
            )
    assert flow_of_word(usual, "a.docx").rows == flow_of_word(out.getvalue(), "a.docx").rows


@pytest.mark.parametrize("part", ['<w:altChunk r:id="r1"/>', '<w:p><w:subDoc r:id="r1"/></w:p>'])
def test_files_within_the_file_are_refused(part: str) -> None:
    """A document whose text stands in another file inside it is refused: that text would be lost."""
    part = part.replace(
        " r:id", ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id'
    )
    with pytest.raises(ReadError, match="egen fil inuti filen"):
        flow_of_word(package(p(r("REDOVISNING")) + part), "fil.docx")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.doc", "LibreOffice"),
        ("a.odt", "LibreOffice"),
        ("a.rtf", "LibreOffice"),
        ("a.docm", "makron"),
        ("a.jpg", "textläsas"),
    ],
)
def test_other_kinds_of_documents_are_refused_with_advice(name: str, words: str, tmp_path: Path) -> None:
    """A document of another kind is refused with what to do about it."""
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReadError, match=words):
        read(tmp_path / name)


def test_page_feet_and_comments_are_told() -> None:
    """What stands at the foot of the pages and in comments is in no answer, and is told."""
    document = word_of((DATA / "redovisning-2020-skane.txt").read_text(encoding="utf-8"))
    document.sections[0].footer.paragraphs[0].text = "Provstads kommun, Box 12"
    comment = "<w:comment><w:p><w:r><w:t>Stämmer det här?</w:t></w:r></w:p></w:comment>"
    out = io.BytesIO(saved(document))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/comments.xml", f"<w:comments {W}>{comment}</w:comments>")
    told = [t.text for t in read_document(out.getvalue(), "prov.docx").kalla.tolkningar]
    assert "tog inte med sidfoten ”Provstads kommun, Box 12”" in told
    assert "tog inte med kommentaren ”Stämmer det här?”" in told
