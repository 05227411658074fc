"""Hostile files: each is refused with a clear message, or read, within bounded time and memory.

All of them are read by one process of their own, whose memory is measured where the system can tell it.
"""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

import _provfiler as prov
from poreport.read import ReadError
from poreport.read.extract import pdf as pdf_reader
from poreport.read.source import read_document

MOST_SECONDS: Final = 10.0
MOST_MEGABYTES: Final = 500  # of a process that reads all of the files
EXAMPLE: Final = prov.examples()[0]
OWN: Final = prov.word_files([EXAMPLE])[0]
FOREIGN: Final = prov.word_without_controls(OWN)
TEXT: Final = prov.text_of_word(OWN)
PDF: Final = prov.pdf_of_text(TEXT)
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BILLION: Final = (
    '<!DOCTYPE w:document [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


# --- how they are made --------------------------------------------------------------------------------------


def word(body: str, start: str = "", **parts: str) -> bytes:
    """A Word file of this body, with something before the document's first element, and other parts."""
    document = f"{start}<w:document {W}><w:body>{body}</w:body></w:document>"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
    others = {f"word/{name}.xml": content.encode() for name, content in parts.items()}
    return prov.packed({"[Content_Types].xml": types.encode(), prov.DOCUMENT: document.encode()} | others)


def stored(body: str) -> bytes:
    """A Word file of this body that is not compressed, so that it grows by nothing."""
    return prov.packed(prov.parts_of(word(body)), zipfile.ZIP_STORED)


def changed(package: bytes, **parts: bytes) -> bytes:
    """A Word file with parts of the folder word replaced or added."""
    return prov.packed(prov.parts_of(package) | {f"word/{name}": data for name, data in parts.items()})


def with_doctype(package: bytes, name: str, doctype: str) -> bytes:
    """A Word file with a document type before the first element of a part."""
    parts = prov.parts_of(package)
    head, root, rest = parts[name].partition(b"<w:" if name.startswith("word") else b"<Properties")
    return prov.packed({**parts, name: head + doctype.encode() + root + rest})


def lying(package: bytes, name: str, content: bytes, told: int) -> bytes:
    """A Word file with a part that is said to be much smaller than it is."""
    data = bytearray(prov.packed({**prov.parts_of(package), name: content}))
    size = len(content).to_bytes(4, "little")
    return bytes(data.replace(size, told.to_bytes(4, "little")))


def overlapping(copies: int) -> bytes:
    """A zip whose members all are the same data, as zip bombs are that unpack to thousands of times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"x" * 900_000)
        first = archive.infolist()[0]
        for number in range(copies):
            again = zipfile.ZipInfo(f"word/{number}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, name, getattr(first, name))
            archive.filelist.append(again)
    return out.getvalue()


def locked_zip() -> bytes:
    """A Word file whose parts are marked as encrypted."""
    data = bytearray(FOREIGN)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of which is the catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        len(out),
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


SHEET: Final = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>"
)
ITSELF: Final = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 7 "
    b"/Resources << /XObject << /X 6 0 R >> >> >>\nstream\n/X Do\n\nendstream"
)


def cut(data: bytes, percent: int) -> bytes:
    """The beginning of a file."""
    return data[: len(data) * percent // 100]


def noise(size: int) -> bytes:
    """So many bytes without any order, the same each time."""
    return random.Random(size).randbytes(size)  # noqa: S311  not secret


def page(content: bytes, kids: bytes = b"3 0 R", count: int = 1, rest: bytes = b"") -> bytes:
    """A PDF with one page, with these operators."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
            SHEET,
            b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), rest, content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
            ITSELF,
        ]
    )


def print_at(x: int, y: int, text: str) -> bytes:
    """The operators that print a text."""
    return f"BT /F 8 Tf {x} {y} Td ({text}) Tj ET\n".encode()


LOCKED_PDF: Final = pdf(
    [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 0 /Kids [] >>",
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"00" * 32, b"00" * 32),
    ],
    b"/Encrypt 3 0 R /ID [<%s> <%s>] " % (b"00" * 16, b"00" * 16),
)
WIDE: Final = (
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p/></w:tc>"
    "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
SQUARES: Final = "".join(f"{n % 590} {n % 830} 10 10 re S\n" for n in range(100_000)).encode()
STROKES: Final = "".join(f"{n % 595} {n % 842} m {n % 595} {n % 700} l S\n" for n in range(100_000)).encode()
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
MACRO_TYPE: Final = b"application/vnd.ms-word.document.macroEnabled.main+xml"
DEEP_YAML: Final = "redovisning:\n  ar: " + "[" * 100_000
LAUGHS: Final = "a: &a [x, x]\n" + "".join(
    f"{n}: &{n} [*{b}, *{b}]\n" for b, n in zip("abcdefgh", "bcdefghi", strict=True)
)

FILES: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    # zip bombs
    "svaller.docx": (lambda: changed(OWN, **{"document.xml": bytes(80_000_000)}), "växer orimligt"),
    "ljuger.docx": (lambda: lying(OWN, prov.DOCUMENT, bytes(80_000_001), 900_000), "skadad|växer"),
    "overlappar.docx": (lambda: overlapping(500), "större än 100 MiB"),
    "delar.docx": (lambda: changed(OWN, **{f"{n}.xml": b"" for n in range(3000)}), "delar"),
    "stycken.docx": (lambda: stored("<w:p/>" * 4_000_000), "längre"),
    "celler.docx": (lambda: stored("<w:tbl><w:tr>" + "<w:tc/>" * 4_000_000 + "</w:tr></w:tbl>"), "längre"),
    "rader.docx": (lambda: stored("<w:p><w:r><w:t>Ord</w:t></w:r></w:p>" * 80_000), "längre"),
    "ett-ord.docx": (lambda: word(f"<w:p><w:r><w:t>{'ord' * 300_000}</w:t></w:r></w:p>"), "1 000 tecken"),
    "kolumner.docx": (lambda: word(WIDE), "ingen känd"),
    "djup.docx": (lambda: word("<w:tbl><w:tr><w:tc>" * 5_000), "skadat|djupt"),
    # XML entities
    "entiteter.docx": (lambda: word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", BILLION), "DOCTYPE"),
    "egna-entiteter.docx": (lambda: with_doctype(OWN, prov.DOCUMENT, BILLION), "DOCTYPE"),
    "fil-i-entitet.docx": (
        lambda: with_doctype(
            FOREIGN, prov.DOCUMENT, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        ),
        "DOCTYPE",
    ),
    "entitet-i-stilar.docx": (lambda: with_doctype(FOREIGN, "word/styles.xml", BILLION), "DOCTYPE"),
    # macros
    "makron.docx": (lambda: changed(OWN, **{"vbaProject.bin": b"x"}), "makron"),
    "makrotyp.docx": (
        lambda: prov.packed(
            {n: d.replace(MAIN.encode(), MACRO_TYPE) for n, d in prov.parts_of(FOREIGN).items()}
        ),
        "makron",
    ),
    # encrypted
    "gammal.docx": (lambda: OLE, "lösenord"),
    "last.docx": (locked_zip, "lösenord"),
    "last.pdf": (lambda: LOCKED_PDF, "lösenord"),
    # truncated
    "avhuggen-1.docx": (lambda: cut(OWN, 10), "skadad"),
    "avhuggen-5.docx": (lambda: cut(OWN, 50), "skadad"),
    "avhuggen-9.docx": (lambda: cut(FOREIGN, 90), "skadad"),
    "avhuggen-1.pdf": (lambda: cut(PDF, 10), "skadad"),
    "avhuggen-5.pdf": (lambda: cut(PDF, 50), "skadad|bara bilder"),
    "avhuggen-9.pdf": (lambda: cut(PDF, 90), "skadad|^$"),
    "avhuggen.json": (lambda: prov.data_files([EXAMPLE])[1][1].encode()[:5_000], "."),
    # PDF
    "sidor.pdf": (lambda: page(print_at(50, 700, "hej"), b"3 0 R " * 10_000, 10_000), "10000 sidor"),
    "sidor-utan-slut.pdf": (
        lambda: page(print_at(50, 700, "hej"), b"2 0 R 3 0 R 2 0 R", 1_000_000),
        "sidor|skadad|ingen känd",
    ),
    "svaller.pdf": (
        lambda: page(zlib.compress(b"q Q\n" * 25_000_000, 9), rest=b"/Filter /FlateDecode "),
        "växer orimligt",
    ),
    "svaller-tva-ganger.pdf": (
        lambda: page(
            zlib.compress(zlib.compress(bytes(200_000_000), 9), 9),
            rest=b"/Filter [/FlateDecode /FlateDecode] ",
        ),
        "växer orimligt",
    ),
    "streck.pdf": (lambda: page(STROKES), "bara bilder"),
    "rutor.pdf": (lambda: page(SQUARES + print_at(50, 700, "hej")), "ingen känd|längre|läsa ut"),
    "tecken.pdf": (
        lambda: page(b"".join(print_at(20, n % 800, "ord " * 30) for n in range(20_000))),
        "längre|ingen känd|läsa ut",
    ),
    "sig-sjalv.pdf": (lambda: page(b"/X Do\n" + print_at(50, 700, "hej")), "ingen känd"),
    "lossa-delar.pdf": (lambda: PDF[:-2000] + b"<< /Length 9 >>\nstream\n" * 200_000, "skadad"),
    "skrot.pdf": (lambda: b"%PDF-1.7\n" + noise(200_000), "skadad"),
    # text
    "lang.txt": (lambda: TEXT.encode() * 1_000, "längre"),
    "en-rad.txt": (lambda: TEXT.encode().replace(b"\n", b" ") * 40, "ingen känd|^$|längre"),
    "ett-ord.txt": (lambda: TEXT.encode() + b"x" * 900_000, "1 000 tecken"),
    "mellanrum.txt": (lambda: TEXT.encode() + b" " * 900_000 + b"x", "1 000 tecken"),
    "rader.txt": (lambda: b"Kommun\n\n" * 110_000, "längre"),
    "stjarnor.txt": (lambda: TEXT.encode() + b"*a " * 300_000, "längre|^$"),
    "skrot.txt": (lambda: noise(300_000), "varken"),
    # not what the ending says
    "word.pdf": (lambda: OWN, "^$"),
    "pdf.docx": (lambda: PDF, "^$"),
    "text.docx": (TEXT.encode, "^$"),
    "bild.docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(5000), "varken"),
    "bild.pdf": (lambda: b"\xff\xd8\xff\xe0" + bytes(5000), "varken"),
    "kalkyl.docx": (
        lambda: prov.packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
        "inget Word-dokument",
    ),
    "rtf.txt": (lambda: b"{\\rtf1 hej}", "RTF"),
    "word.yaml": (lambda: OWN, "textfil"),
    "tom.docx": (lambda: b"", "tom"),
    "tom.pdf": (lambda: b"", "tom"),
    # data files
    "stor.yaml": (lambda: b"a: b\n" * 2_500_000, "10 MB"),
    "djup.yaml": (DEEP_YAML.encode, "."),
    "djup.json": (lambda: b'{"redovisning": ' + b"[" * 1_000_000, "."),
    "djup.toml": (lambda: b"a = " + b"[" * 1_000_000, "."),
    "skratt.yaml": (LAUGHS.encode, "."),
}
"""For each file how it is made and what the message says: "^$" where it is read, "|" where both are right."""

READER: Final = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from _minne import peak_memory
from poreport.read import ReadError, read
for path in sys.argv[2:]:
    began = time.perf_counter()
    try:
        read(path)
        said = ""
    except ReadError as error:
        said = str(error)
    took = time.perf_counter() - began
    print(json.dumps([path, said, took, peak_memory()]), flush=True)
"""
"""What the process of its own runs."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, int]]:
    """Return for each file what was said, how long it took and the most memory until then, in MB."""
    folder = tmp_path_factory.mktemp("fientliga")
    paths = []
    for name, (make, _) in FILES.items():
        path = folder / name
        path.write_bytes(make())
        paths.append(str(path))
    done = subprocess.run(
        [sys.executable, "-c", READER, str(prov.ROOT / "scripts"), *paths],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    rows: list[Any] = [json.loads(line) for line in done.stdout.splitlines()]
    assert ("", 0) == (done.stderr, done.returncode)
    return {Path(path).name: (said, took, memory) for path, said, took, memory in rows}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_in_time(outcomes: dict[str, tuple[str, float, int]], name: str) -> None:
    """Each file gets the message that fits it, with its name, and takes no more than ten seconds."""
    said, seconds, _ = outcomes[name]
    place, _, text = said.partition(": ")
    assert re.search(FILES[name][1], text)
    assert (name if said else "") in place
    assert seconds < MOST_SECONDS


def test_hostile_files_need_little_memory(outcomes: dict[str, tuple[str, float, int]]) -> None:
    """One process that reads all of them never needs more than half a gigabyte."""
    assert len(FILES) == len(outcomes)
    assert max(memory for _, _, memory in outcomes.values()) < MOST_MEGABYTES


def test_a_pdf_that_takes_minutes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF whose pages together take more than a minute is refused, with what to do, after that minute."""
    monkeypatch.setattr(pdf_reader, "_MOST_SECONDS", -1.0)
    with pytest.raises(ReadError, match="mer än en minut"):
        read_document(PDF, "fil.pdf")


def test_a_row_of_many_thousand_cells_is_refused() -> None:
    """A line of tabs without end is no row of a form, and is refused at once."""
    text = "Statsbidrag till kommuner som bedriver verksamhet med personligt ombud\n" + "X\t" * 30_000
    with pytest.raises(ReadError, match="mycket längre"):
        read_document(text.encode(), "rad.txt")
