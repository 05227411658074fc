"""The examples: read without a remark, right by every rule that SKA be kept, and printed whole.

What is found in them and what stands in their documents is held to reference files in tests/data/golden, so
that a change in a rule or a template shows as a difference in a text. A change that is meant is taken over
with `python3 scripts/test tests/test_examples.py --uppdatera` and read in the diff.
"""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import attrs
import pytest

import _miljo
from poreport import Ansokan, Arende, Finding, Redovisning, Styrka, check, forms, read, render_to
from poreport.findings import to_text
from poreport.forms import Form, Group, Heading
from poreport.model import Kommun

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXAMPLES = {path.parent.name: path for path in sorted((_miljo.ROOT / "examples").glob("*/arende.yaml"))}
# The documents of each example, and the pages that each has in LibreOffice.
DOCUMENTS = {
    "kalmar-2021": {
        "kalmar-redovisning-2021": 7,
        "kalmar-ansokan-2022": 3,
        "kalmar-tjansteskrivelse-2021-12-06": 1,
    },
    "malmo-2020": {"malmo-stad-redovisning-2020": 7},
    "nyberga-2025": {
        "nyberga-redovisning-2025": 6,
        "nyberga-ansokan-2026": 3,
        "nyberga-tjansteskrivelse-2025-12-15": 1,
    },
    "stockholm-2022": {"stockholms-stad-redovisning-2022": 11, "stockholms-stad-ansokan-2023": 3},
    "tyreso-2020": {"tyreso-redovisning-2020": 7},
}
EACH = [(example, name) for example, names in DOCUMENTS.items() for name in names]
EMPTY_CELL = "·"


@attrs.frozen
class Example:
    """An example as the product sees it: what was read, what was found, and the documents by name."""

    arende: Arende
    findings: list[Finding]
    documents: dict[str, bytes]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Example]:
    """Return a function that reads, checks and renders an example, once."""

    @functools.cache
    def made(name: str) -> Example:
        arende = read(EXAMPLES[name])
        written = render_to(arende, tmp_path_factory.mktemp(name))
        return Example(arende, check(arende), {path.stem: path.read_bytes() for path in written})

    return made


def test_every_example_is_known() -> None:
    """The folder holds these examples and no other."""
    assert list(DOCUMENTS) == list(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_read_as_they_are_written(name: str, example: Callable[[str], Example]) -> None:
    """Nothing in an example had to be interpreted, waived or left aside."""
    arende = example(name).arende
    assert ((), (), ()) == (arende.kalla.tolkningar, arende.otolkat, arende.undantag)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_in_examples_has_to_be_mended(name: str, example: Callable[[str], Example]) -> None:
    """No rule that SKA be kept is broken."""
    assert [] == [f for f in example(name).findings if f.styrka is Styrka.SKA]


@pytest.mark.parametrize("name", EXAMPLES)
def test_findings_of_examples(
    name: str, monkeypatch: pytest.MonkeyPatch, golden: Callable[[str, str], str]
) -> None:
    """What is found in an example, word by word, is what the reference file says."""
    monkeypatch.chdir(EXAMPLES[name].parent)
    found = to_text(check(read("arende.yaml"))) + "\n"
    assert golden(f"{name}.findings.txt", found) == found


# --- the documents -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_documents_of_examples(name: str, example: Callable[[str], Example]) -> None:
    """The documents of an example are these, by these names."""
    assert list(DOCUMENTS[name]) == list(example(name).documents)


@pytest.mark.parametrize(("name", "document"), EACH)
def test_text_of_documents(
    name: str, document: str, example: Callable[[str], Example], golden: Callable[[str, str], str]
) -> None:
    """All text of a document, line by line, is what the reference file says."""
    found = text_of(example(name).documents[document])
    assert golden(f"{name}-{document}.txt", found) == found


def test_no_reference_file_is_left_over(rot: Path) -> None:
    """Every reference file belongs to an example and a document."""
    expected = {f"{name}.findings.txt" for name in DOCUMENTS} | {f"{one}-{doc}.txt" for one, doc in EACH}
    assert expected == {path.name for path in (rot / "tests" / "data" / "golden").iterdir()}


@pytest.mark.parametrize(("name", "document"), EACH)
def test_documents_are_valid(
    name: str, document: str, example: Callable[[str], Example], audit: Callable[[bytes], list[str]]
) -> None:
    """The Open XML validator finds no fault in any document."""
    assert [] == audit(example(name).documents[document])


def test_libreoffice_opens_all_documents(
    tmp_path: Path,
    example: Callable[[str], Example],
    convert_all_to_pdf: Callable[[Sequence[Path]], list[Path]],
) -> None:
    """Every document of every example opens in LibreOffice and has as many pages as it should.

    One page more or less is the doing of the fonts of the machine.
    """
    for name, document in EACH:
        (tmp_path / f"{document}.docx").write_bytes(example(name).documents[document])
    pdfs = convert_all_to_pdf(sorted(tmp_path.iterdir()))
    pages = {pdf.stem: len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) for pdf in pdfs}
    expected = {document: n for documents in DOCUMENTS.values() for document, n in documents.items()}
    assert sorted(expected) == sorted(pages)
    assert {} == {name: n for name, n in pages.items() if abs(n - expected[name]) > 1}


# --- the printed form --------------------------------------------------------------------------------------


def labels(form: Form, dokument: Redovisning | Ansokan) -> tuple[list[str], list[str]]:
    """What is printed on a form, in order, and in its footnotes, with years and names in their places."""
    areas = [omrade.namn for omrade in dokument.omraden] if isinstance(dokument, Redovisning) else []
    blocks = [one for block in form.blocks for one in _unrolled(block, areas)]
    lines = forms.blank_text(attrs.evolve(form, blocks=tuple(blocks)))
    ar = dokument.ar if isinstance(dokument, Redovisning) else dokument.avser_ar
    kommun = dokument.kommun or Kommun()
    tokens = {"ar": ar, "nasta_ar": ar + 1, "lansstyrelse": forms.authority(kommun.lan, kommun.lansstyrelse)}
    cells = (squeezed(_filled_in(cell, tokens)) for line in lines for cell in line.split("\t"))
    printed = [cell for cell in cells if cell]
    notes = len(form.footnotes)
    return (printed[:-notes], printed[-notes:]) if notes else (printed, [])


def _filled_in(text: str, tokens: Mapping[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda token: str(tokens[token[1]]), text)


def _unrolled(block: forms.Block, areas: Sequence[str | None]) -> Iterator[forms.Block]:
    """A block, or those of a group once for each delområde, with its letter and name in the headings."""
    if not isinstance(block, Group):
        yield block
        return
    for index, namn in enumerate(areas or [None]):
        for one in block.blocks:
            if isinstance(one, Heading) and one.split and namn:
                letter = "abcdefghij"[index]
                text = one.split.replace("{bokstav}", letter).replace("{namn}", namn)
                yield attrs.evolve(one, text=text)
            else:
                yield one


def squeezed(text: str) -> str:
    """A text without white space and the marks of footnotes, which Word numbers itself."""
    return re.sub(r"[\s⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text)


def missing(data: bytes, form: Form, dokument: Redovisning | Ansokan) -> list[str]:
    """The labels that do not stand in a document after the one before."""
    found = parts(data)
    printed, notes = labels(form, dokument)
    absent = []
    for wanted, name in ((printed, "document"), (notes, "footnotes")):
        text, at = squeezed("".join(_texts(found.get(f"word/{name}.xml", b"<a/>")))), 0
        for label in wanted:
            place = text.find(label, at)
            absent += [label] if place < 0 else []
            at = max(at, place + len(label)) if place >= 0 else at
    return absent


def _texts(part: bytes) -> Iterator[str]:
    return (element.text or "" for element in fromstring(part).iter(f"{W}t"))


@pytest.mark.parametrize(("name", "document"), [pair for pair in EACH if "tjansteskrivelse" not in pair[1]])
def test_every_label_is_printed(name: str, document: str, example: Callable[[str], Example]) -> None:
    """A document has every label of its edition in order, sections 2 and 3 once for each delområde."""
    made = example(name)
    dokument = made.arende.redovisning if "redovisning" in document else made.arende.ansokan
    assert dokument is not None
    form = forms.form_for(dokument)
    assert len(labels(form, dokument)[0]) > 30
    assert [] == missing(made.documents[document], form, dokument)


@pytest.mark.parametrize("form_id", forms.editions())
def test_nearly_empty_arende(form_id: str, tmp_path: Path, audit: Callable[[bytes], list[str]]) -> None:
    """A file with the year and the kommun's name gives the whole form, valid, on every edition."""
    form = forms.get(form_id)
    year = f"{'ar' if form.dokument == 'redovisning' else 'avser_ar'}: {form.ar or 2030}"
    path = tmp_path / "arende.yaml"
    path.write_text(
        f"kommun: {{namn: Provby}}\n{form.dokument}: {{{year}, blankett: {form_id}}}\n"
        "tjansteskrivelse: {}\n",
        encoding="utf-8",
    )
    arende = read(path)
    dokument, memo = (written.read_bytes() for written in render_to(arende, tmp_path / "ut"))
    answers = arende.redovisning or arende.ansokan
    assert answers is not None
    assert [] == missing(dokument, form, answers)
    assert ([], []) == (audit(dokument), audit(memo))


def test_nearly_empty_delomraden(tmp_path: Path, audit: Callable[[bytes], list[str]]) -> None:
    """Four delområden with only names give 2a to 3d with every label of each, valid."""
    areas = "".join(f"    - namn: {name}\n" for name in ("Norr", "Söder", "Öster", "Väster"))
    path = tmp_path / "arende.yaml"
    head = "kommun: {namn: Provby, lan: Stockholms län}\nredovisning:\n  ar: 2022\n  omraden:\n"
    path.write_text(head + areas, encoding="utf-8")
    arende = read(path)
    assert arende.redovisning is not None
    form = forms.form_for(arende.redovisning)
    assert "redovisning_2022_stockholm" == form.id
    (written,) = render_to(arende, tmp_path / "ut")
    printed = labels(form, arende.redovisning)[0]
    assert {"2aKlienterNorr", "3dKontaktmedverksamhetenVäster"} <= set(printed)
    assert ([], []) == (
        missing(written.read_bytes(), form, arende.redovisning),
        audit(written.read_bytes()),
    )


def test_a_label_that_is_gone_is_found(example: Callable[[str], Example]) -> None:
    """The search for labels finds one that is missing and one that stands in another place."""
    made = example("tyreso-2020")
    redovisning = made.arende.redovisning
    assert redovisning is not None
    form = forms.form_for(redovisning)
    first, *_, last = form.blocks
    extra = attrs.evolve(form, blocks=(*form.blocks, Heading("Tryckt ingenstans")))
    turned = attrs.evolve(form, blocks=(last, *form.blocks[1:-1], first))
    (data,) = made.documents.values()
    assert ["Trycktingenstans"] == missing(data, extra, redovisning)
    assert [] != missing(data, turned, redovisning)


# --- the same bytes ----------------------------------------------------------------------------------------

AGAIN = """
import sys
from pathlib import Path
import poreport
for path in sorted(Path(sys.argv[1]).glob("*/arende.yaml")):
    poreport.render_to(poreport.read(path), Path(sys.argv[2]) / path.parent.name)
"""


def test_same_bytes_again(example: Callable[[str], Example], tmp_path: Path) -> None:
    """Rendering an example again in the same process gives the same bytes."""
    for name in EXAMPLES:
        made = example(name)
        again = {path.stem: path.read_bytes() for path in render_to(made.arende, tmp_path / name)}
        assert made.documents == again


@pytest.mark.parametrize(
    ("seed", "zone", "language"), [("1", "Pacific/Auckland", "C"), ("2", "UTC", "C.UTF-8")]
)
def test_same_bytes_elsewhere(
    example: Callable[[str], Example], tmp_path: Path, seed: str, zone: str, language: str
) -> None:
    """A new process with another hash seed, time zone, language and folder gives the same bytes."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language}
    command = [sys.executable, "-c", AGAIN, str(_miljo.ROOT / "examples"), str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (0, b"") == (done.returncode, done.stderr)
    for name in EXAMPLES:
        assert example(name).documents == {p.stem: p.read_bytes() for p in (tmp_path / name).iterdir()}


# --- a document as text ------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(data: bytes) -> str:
    """A document as text: a line for each paragraph or table row, then headers, footers and footnotes.

    A tab stands between the cells of a row and a point in an empty cell; headings begin with #, paragraphs
    that Word numbers or marks with *, and a ¶ parts the paragraphs of a cell.
    """
    found = parts(data)
    lines = list(_lines(fromstring(found["word/document.xml"])[0]))
    for name in sorted(found):
        if kind := re.fullmatch(r"word/((?:header|footer)\d+|footnotes)\.xml", name):
            # The first two footnotes are the lines that Word draws above the others.
            root = fromstring(found[name])
            sources = root[2:] if kind[1] == "footnotes" else [root]
            inside = [line for source in sources for line in _lines(source)]
            lines += ["", f"--- {kind[1]} ---", *inside] if inside else []
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n")) + "\n"


def _lines(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}p":
            yield _paragraph(child)
        elif child.tag == f"{W}tbl":
            yield ""
            yield from (_row(row) for row in child.iter(f"{W}tr"))
            yield ""
        elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _lines(child)


def _row(row: Element) -> str:
    cells = []
    for cell in row.iter(f"{W}tc"):
        filled = [line for line in _lines(cell) if line]
        cells.append(" ¶ ".join(filled) or EMPTY_CELL)
    return "\t".join(cells)


def _paragraph(paragraph: Element) -> str:
    signs = {f"{W}tab": " → ", f"{W}br": " ⏎ ", f"{W}noBreakHyphen": "\u2011", f"{W}footnoteReference": "[^]"}
    text = "".join(
        element.text or "" if element.tag == f"{W}t" else signs.get(element.tag, "")
        for element in paragraph.iter()
    ).strip()
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(f"{W}val", "")
    level = re.fullmatch(r"Rubrik(\d?)", name)
    if text and level:
        return f"{'#' * int(level[1] or 1)} {text}"
    is_listed = paragraph.find(f"{W}pPr/{W}numPr") is not None or name in {"Punktlista", "Numreradlista"}
    return f"* {text}" if is_listed else text
