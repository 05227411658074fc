"""The words of a document, each with its place: taken from the file itself, without the reader's help.

What the reader does to a text before it understands it must not hide a word from a script that looks for lost
ones. Therefore nothing of `poreport.read` is used here.
"""

from __future__ import annotations

import codecs
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from lxml import etree

from poreport.svenska import normalise_text

__all__ = [
    "TICKED",
    "Line",
    "Word",
    "lines_of_file",
    "lines_of_word_file",
    "properties_of_word_file",
    "words_of",
]

TICKED: Final = "☒"
"""What every cross and every ticked box is as a word."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES: Final = "docProps/custom.xml"
_PARTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TICKS: Final = frozenset("☒☑✓✔✗✘⊠🗹🗷\uf052\uf053\uf054\uf0fc\uf0fd\uf0fe\uf078")
_CROSS: Final = re.compile(r"\[\s?[xX]\s?\]")
_INPUT: Final = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->")
_NOTE: Final = re.compile("[¹²³⁰⁴-⁹]+")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_OUTER: Final = re.compile(r"^[^\w☒]+|[^\w☒]+$|^_+|_+$")
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@frozen
class Line:
    """A line, paragraph or cell of a document.

    Attributes:
        place: Where it stands, in Swedish words: "rad 12", "sida 2", "stycke 7".
        text: The text.
        order: Which line of its page it is, since two of them may say the same.
    """

    place: str
    text: str
    order: int = 0


@frozen
class Word:
    """A word.

    Attributes:
        text: As it stands, without the signs around it.
        key: What it is compared by: lower case, composed letters, without footnote figures.
        line: The line it stands in.
        hyphen: Whether a hyphen follows it directly.
        note: Whether a footnote figure was taken off.
        foreign: Whether letters of other alphabets, or invisible signs, became ordinary.
    """

    text: str
    key: str
    line: Line
    hyphen: bool = False
    note: bool = False
    foreign: bool = False


def words_of(lines: Iterable[Line]) -> list[Word]:
    """The words of some lines in order; signs alone, such as a dash, are no words."""
    return [
        word for line in lines for raw in _CROSS.sub(TICKED, line.text).split() if (word := _word(raw, line))
    ]


def _word(raw: str, line: Line) -> Word | None:
    for sign in _TICKS.intersection(raw):
        raw = raw.replace(sign, TICKED)
    text = _OUTER.sub("", _OUTER.sub("", unicodedata.normalize("NFC", raw)))
    bare = _OUTER.sub("", _NOTE.sub("", text))
    clean = normalise_text(bare).varde.casefold()
    key = TICKED if clean in {"x", TICKED} else clean
    if not key:
        return None
    hyphen = re.search(r"\w[-\u2010\u2011\u00ad][^\w]*$", raw) is not None
    foreign = clean != bare.casefold()
    return Word(text, key, line, hyphen=hyphen, note=bare != text, foreign=foreign)


# --- files --------------------------------------------------------------------------------------------------


def lines_of_file(path: Path) -> list[Line]:
    """The lines of a text, Word or PDF file; what it is, its content tells."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return lines_of_word_file(data)
    if b"%PDF-" in data[:1024]:
        return list(_lines_of_pdf(data))
    return _lines_of_text(data)


def _lines_of_text(data: bytes) -> list[Line]:
    if data.startswith(_UTF16):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    lines = re.split("\r\n|[\r\n\u0085\u2028\u2029\v\f]", text)
    return [Line(f"rad {number}", _plain(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _plain(line: str) -> str:
    """A line without remnants of HTML and Markdown; a ticked box stays as a sign."""
    line = _INPUT.sub(lambda match: f" {TICKED} " if "checked" in match[0].lower() else " ", line)
    return html.unescape(_TAG.sub(" ", line)).replace("*", " ").replace("|", " ")


def _lines_of_pdf(data: bytes) -> Iterator[Line]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_range()
        # pdfium writes a hyphen at the end of a line as a sign of its own.
        for order, line in enumerate(re.split(r"[\r\n]+", re.sub("[\x02\ufffe]", "-\n", text))):
            yield Line(f"sida {number + 1}", line, order)


def lines_of_word_file(data: bytes) -> list[Line]:
    """The paragraphs of a Word file: its text, headers, footers and notes."""
    found: list[Line] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
        for name in sorted(names, key=lambda name: (name != "word/document.xml", name)):
            root = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))
            part = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
            where = {"document": "", "header": "sidhuvud, ", "footer": "sidfot, "}.get(part, "fotnot, ")
            for number, paragraph in enumerate(root.iter(_W + "p"), 1):
                text = _text_of(paragraph)
                if text.strip():
                    found.append(Line(f"{where}stycke {number}", text))
    return found


def properties_of_word_file(data: bytes) -> list[str]:
    """The texts of a Word file's own properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _PROPERTIES not in archive.namelist():
            return []
        root = etree.fromstring(archive.read(_PROPERTIES), etree.XMLParser(resolve_entities=False))
        return [text for element in root.iter() if (text := element.text)]


def _text_of(paragraph: Any) -> str:
    """What a reader of the page sees of a paragraph, without the text boxes in it."""
    parts: list[str] = []
    for element in paragraph.iter():
        if _is_hidden(element, paragraph):
            continue
        match str(element.tag).removeprefix(_W):
            case "t":
                parts.append(element.text or "")
            case "tab" | "br" | "cr":
                parts.append(" ")
            case "noBreakHyphen":
                parts.append("-")
            case "sym":
                parts.append(_symbol(element.get(f"{_W}char") or ""))
            case "checkBox":
                value = {str(child.tag).removeprefix(_W): child.get(f"{_W}val", "1") for child in element}
                ticked = value.get("checked", value.get("default", "0")) not in {"0", "false", "off"}
                parts.append(TICKED if ticked else "")
    return "".join(parts)


def _symbol(code: str) -> str:
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""


def _is_hidden(element: Any, paragraph: Any) -> bool:
    """Whether a part of a paragraph is deleted, hidden, a placeholder, or of another paragraph inside it."""
    for outer in element.iterancestors():
        if outer is paragraph:
            break
        name = str(outer.tag).removeprefix(_W)
        if name in {"p", "del", "moveFrom"} or str(outer.tag).endswith("}Fallback"):
            return True
        if name == "r" and outer.find(f"{_W}rPr/{_W}vanish") is not None:
            return True
    control = next(element.iterancestors(_W + "sdt"), None)
    return control is not None and control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
