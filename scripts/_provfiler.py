"""Filled-in documents to try the reader on, made from the examples: Word, text, PDF and data files.

Nothing outside Python is needed. The fuzzing and the benchmark of reading use them.
"""

from __future__ import annotations

import io
import json
import re
import textwrap
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from poreport.model import Arende, Arsrapport
from poreport.read import read
from poreport.read.extract.word import flow_of_word
from poreport.render import render

__all__ = [
    "DOCUMENT",
    "data_files",
    "examples",
    "packed",
    "parts_of",
    "pdf_of_text",
    "text_of_word",
    "word_files",
    "word_without_controls",
]

ROOT: Final = Path(__file__).resolve().parent.parent
DOCUMENT: Final = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def examples() -> list[Arende]:
    """The ärenden in the folder examples."""
    return [read(path) for path in sorted((ROOT / "examples").glob("*/arende.yaml"))]


# --- Word ---------------------------------------------------------------------------------------------------


def word_files(arenden: Sequence[Arende]) -> list[bytes]:
    """Every document of some ärenden as our own Word file, with a control for each field."""
    return [
        render(document, arende=arende)
        for arende in arenden
        for document in arende.dokument.values()
        if not isinstance(document, Arsrapport)
    ]


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A Word file of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)  # with a fixed time, so that the same parts are the same bytes
            info.compress_type = compression
            archive.writestr(info, content)
    return out.getvalue()


def word_without_controls(package: bytes) -> bytes:
    """The same document as an authority would have it: no controls, bookmarks or properties of ours."""
    parts = parts_of(package)
    root = etree.fromstring(parts[DOCUMENT])
    for bookmark in [*root.iter(_W + "bookmarkStart", _W + "bookmarkEnd")]:
        parent = bookmark.getparent()
        if parent is not None:
            parent.remove(bookmark)
    for control in [*root.iter(_W + "sdt")]:
        parent, content = control.getparent(), control.find(_W + "sdtContent")
        if parent is None:
            continue
        at = parent.index(control)
        for number, child in enumerate([*(content if content is not None else ())]):
            parent.insert(at + number, child)
        parent.remove(control)
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed({name: content for name, content in parts.items() if name != "docProps/custom.xml"})


def text_of_word(package: bytes) -> str:
    """A Word file as the text that programs extract: a line for each paragraph or row, tabs as columns."""
    rows = flow_of_word(package, "dokument.docx").rows
    return "\n\n".join(
        "\t".join(re.sub(r"\s+", " ", re.sub("[\ue000-\uf8ff]", "", cell.text)) for cell in row.cells)
        for row in rows
    )


# --- PDF ----------------------------------------------------------------------------------------------------

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 50
_SIZE, _LEADING = 8, 11
_SIGN: Final = 0.6 * _SIZE
"""Every sign of Courier is six tenths of its size wide."""
_PADDING: Final = 3
_BOXES: Final = {"☒": "[x]", "☐": "[ ]"}


def pdf_of_text(text: str) -> bytes:
    """A text as a PDF: wrapped lines, and rows with tabs as tables with ruling lines."""
    for sign, written in _BOXES.items():
        text = text.replace(sign, written)
    pages: list[list[str]] = [[]]
    y = _HEIGHT - _MARGIN
    for line in text.split("\n"):
        for slice_ in _slices(line):
            height = _LEADING * max(map(len, slice_)) + 2 * _PADDING * (len(slice_) > 1)
            if y - height < _MARGIN:
                pages.append([])
                y = _HEIGHT - _MARGIN
            pages[-1] += _drawn(slice_, y, height)
            y -= height
    return _pdf_of_pages(["\n".join(page) for page in pages])


def _slices(line: str) -> Iterator[list[list[str]]]:
    """The wrapped lines of each column, cut where they are higher than half a page."""
    columns = line.split("\t")
    width = int(((_WIDTH - 2 * _MARGIN) / len(columns) - 2 * _PADDING) / _SIGN)
    wrapped = [textwrap.wrap(column, width) or [""] for column in columns]
    step = (_HEIGHT - 2 * _MARGIN) // _LEADING // 2
    for start in range(0, max(map(len, wrapped)), step):
        yield [lines[start : start + step] or [""] for lines in wrapped]


def _drawn(columns: list[list[str]], y: float, height: float) -> Iterator[str]:
    """The operators that print the columns of a row below each other's top, with lines around cells."""
    step = (_WIDTH - 2 * _MARGIN) / len(columns)
    inner = _PADDING if len(columns) > 1 else 0
    for number, lines in enumerate(columns):
        x = _MARGIN + number * step
        if len(columns) > 1:
            yield f"{x:.1f} {y - height:.1f} {step:.1f} {height:.1f} re S"
        for row, text in enumerate(lines):
            shown = re.sub(r"([\\()])", r"\\\1", text)
            base = y - inner - row * _LEADING - _SIZE
            yield f"BT /F {_SIZE} Tf {x + inner:.1f} {base:.1f} Td ({shown}) Tj ET"


def _pdf_of_pages(pages: Sequence[str]) -> bytes:
    """A PDF with these operators on its pages."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        font.encode(),
    ]
    for number, page in enumerate(pages):
        content = page.encode("cp1252", "replace")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


# --- data files ---------------------------------------------------------------------------------------------


def data_files(arenden: Sequence[Arende]) -> list[tuple[str, str]]:
    """The format and text of every ärende as YAML, JSON and TOML."""
    from poreport.write import to_dict, to_json, to_yaml

    return [
        written
        for arende in arenden
        for written in (
            ("yaml", to_yaml(arende)),
            ("json", to_json(arende)),
            ("toml", "\n".join(f"{key} = {_toml(value)}" for key, value in to_dict(arende).items())),
        )
    ]


def _toml(value: Any) -> str:
    """A value in TOML, tables written in line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
