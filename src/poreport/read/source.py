"""Reading a filled-in document without our controls: a Word file, a PDF or plain text, to an ärende."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import Final

from attrs import evolve

from poreport.model import Arende
from poreport.read.files import read_bytes, refuse, refuse_endless
from poreport.read.flow import Flow, Row
from poreport.read.nodes import BAD_CHARACTER
from poreport.read.values import raw_texts

__all__ = ["read_document"]

_ZIP: Final = b"PK"
_PDF: Final = b"%PDF-"
_PDF_STARTS_WITHIN: Final = 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF: Final = b"{\\rtf"
_OLDER: Final = "Öppna filen i Word och spara den som .docx."


def read_document(source: str | os.PathLike[str] | bytes, name: str | None = None) -> Arende:
    """Read a filled-in form, a tjänsteskrivelse or an årsrapport; one file may hold several.

    What the file is, is told by its content and not by its ending.

    Args:
        source: The file, or its bytes.
        name: The file's name, as it is shown; needed for bytes only.

    Returns:
        The ärende; what was interpreted stands in `kalla.tolkningar`, what could not be in `otolkat`.

    Raises:
        ReadError: The file cannot be read, or holds no known document.
    """
    from poreport.read.document import arende_of_flow

    if isinstance(source, bytes):
        data, fil = source, name or "dokument"
    else:
        fil = name or os.fspath(source)
        data = read_bytes(Path(source), fil)
    flow = _without_controls(_flow(data, fil))
    refuse_endless(fil, (cell.text for row in flow.rows for cell in row.cells))
    arende = arende_of_flow(flow)
    return evolve(arende, otolkat=raw_texts(arende.otolkat))


def _without_controls(flow: Flow) -> Flow:
    """The rows without control characters, which nobody sees and no file of ours can hold."""
    return evolve(flow, rows=tuple(map(_clean, flow.rows)), head=tuple(map(_clean, flow.head)))


def _clean(row: Row) -> Row:
    if not any(BAD_CHARACTER.search(cell.text) for cell in row.cells):
        return row
    return evolve(row, cells=tuple(evolve(c, text=BAD_CHARACTER.sub("", c.text)) for c in row.cells))


def _flow(data: bytes, fil: str) -> Flow:
    """The rows of a file of any kind.

    Raises:
        ReadError: It cannot be read.
    """
    if not data.strip():
        raise refuse(fil, "Filen är tom.")
    if data.startswith((_ZIP, _OLE)):
        from poreport.read.extract.word import flow_of_word

        return flow_of_word(data, fil)
    if _PDF in data[:_PDF_STARTS_WITHIN]:
        from poreport.read.extract.pdf import flow_of_pdf

        return flow_of_pdf(data, fil)
    if data.lstrip().startswith(_RTF):
        raise refuse(fil, f"Filen är ett RTF-dokument, som inte kan läsas. {_OLDER}")
    from poreport.read.extract.text import flow_of_text

    return flow_of_text(_decode(data, fil), fil)


def _decode(data: bytes, fil: str) -> str:
    """Text in UTF-8, UTF-16 with a byte order mark, or Windows-1252.

    Raises:
        ReadError: It is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise refuse(fil, "Filen är varken text, en PDF eller ett Word-dokument.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
