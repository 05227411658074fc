"""Seeded mutations of valid files: for every reader, files that are nearly what it expects.

The same reader and seed always give the same bytes.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from lxml import etree

import _elakt as elakt
import _provfiler as prov
from poreport import forms

__all__ = ["LASARE", "make"]

LASARE: Final = ("text", "word", "kontroller", "pdf", "data")
"""The readers: plain text, Word without controls, our own Word, PDF, and data files."""

_LARGEST: Final = 3_000_000
"""About how far a repetition may make a file grow, in bytes."""

Name = str
Make = Callable[[random.Random], tuple[Name, bytes]]


def make(las: str, seed: str) -> tuple[str, bytes]:
    """A mutated file for a reader, with the name whose ending the file would have.

    Args:
        las: One of `LASARE`.
        seed: Any text; the same text gives the same file.
    """
    return _MAKERS[las](random.Random(seed))  # noqa: S311  reproducible, not secret


# --- what is mutated ----------------------------------------------------------------------------------------


@cache
def _texts() -> list[str]:
    """Plain texts: made-up filled-in forms, blank forms, and the examples as text."""
    filled = sorted((prov.ROOT / "tests" / "data" / "ifyllda").glob("*.txt"))
    blank = ["\n".join(forms.blank_text(forms.get(name))) for name in forms.editions()]
    return [path.read_text(encoding="utf-8") for path in filled] + blank + _rendered_texts()


@cache
def _rendered_texts() -> list[str]:
    return [prov.text_of_word(package) for package in _own_word()]


@cache
def _own_word() -> list[bytes]:
    return prov.word_files(prov.examples())


@cache
def _foreign_word() -> list[bytes]:
    return [prov.word_without_controls(package) for package in _own_word()]


@cache
def _pdfs() -> list[bytes]:
    return [prov.pdf_of_text(text) for text in _texts()]


@cache
def _data() -> list[tuple[str, str]]:
    return prov.data_files(prov.examples())


# --- bytes --------------------------------------------------------------------------------------------------


def _mutated_bytes(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Bits flipped, parts cut out, doubled, moved, blanked or taken from another file, the end cut off."""
    content = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, to = sorted(rng.randrange(len(content) + 1) for _ in range(2))
        near = min(at + rng.randrange(1, 200), len(content))
        match rng.randrange(8):
            case 0 if content:
                content[at % len(content)] ^= 1 << rng.randrange(8)
            case 1:
                content[at:near] = rng.randbytes(rng.randrange(20))
            case 2:
                del content[at:near]
            case 3:
                content[near:near] = content[at:near]
            case 4:
                start = rng.randrange(len(other) + 1)
                content[at:near] = other[start : start + rng.randrange(1, 2000)]
            case 5:
                content[at:near] = bytes(near - at)
            case 6 if rng.random() < 0.3:
                del content[to:]
            case 7 if rng.random() < 0.1:
                piece = bytes(content[at:near]) or b"x"
                content[at:at] = piece * rng.randrange(1, max(_LARGEST // len(piece), 2))
    return bytes(content)


# --- text ---------------------------------------------------------------------------------------------------


def _mutated_text(rng: random.Random, text: str, other: str) -> str:
    """Lines shuffled, doubled, cut, joined or taken from another document; hostile words and repetitions."""
    lines, others = text.split("\n"), other.split("\n")
    for _ in range(rng.choice((1, 2, 4, 8, 30))):
        at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(13):
            case 0:
                lines[at], lines[to] = lines[to], lines[at]
            case 1:
                lines.insert(to, lines[at])
            case 2 if len(lines) > 1:
                del lines[at]
            case 3 if len(lines) > at + 1:
                lines[at] += rng.choice((" ", "\t", "-", "")) + lines.pop(at + 1)
            case 4:
                words = lines[at].split(" ")
                words.insert(rng.randrange(len(words) + 1), rng.choice(elakt.WORDS))
                lines[at] = " ".join(words)
            case 5:
                lines[at] += rng.choice(("", " ", "\t")) + rng.choice(elakt.WORDS)
            case 6:
                start = rng.randrange(len(others))
                lines[at:at] = others[start : start + rng.choice((1, 3, 30, 1000))]
            case 7:
                cut = rng.randrange(len(lines[at]) + 1)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case 8:
                lines[at] = lines[at].replace("\t", rng.choice(("", " ", "    ", "|", "\t\t")))
            case 9:
                lines[at] = re.sub(r"\d+", lambda _: rng.choice(elakt.WORDS), lines[at])
            case 10 if rng.random() < 0.1:
                piece = (
                    rng.choice((lines[at], rng.choice(elakt.WORDS), "\n".join(lines[at:to])))[:10_000] or "\n"
                )
                lines[at] = piece * rng.randrange(1, max(2, _LARGEST // len(piece)))
            case 11:
                section = lines[min(at, to) : max(at, to)]
                rng.shuffle(section)
                lines[min(at, to) : max(at, to)] = section
            case 12 if rng.random() < 0.1:
                lines = lines[:at] or [""]
    return "\n".join(lines)


def _text(rng: random.Random) -> tuple[str, bytes]:
    text, other = rng.choice(_texts()), rng.choice(_texts())
    changed = _mutated_text(rng, text, other)
    encoding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    data = changed.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    return "fil.txt", _mutated_bytes(rng, data, other.encode()) if rng.random() < 0.15 else data


# --- Word ---------------------------------------------------------------------------------------------------


def _mutated_xml(rng: random.Random, content: str) -> str:
    """Tags and texts taken out, doubled, moved, replaced; attributes with values that no program writes."""
    pieces = re.split(r"(?=<)", content)
    for _ in range(rng.choice((1, 2, 4, 12))):
        at, to = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        match rng.randrange(9):
            case 0 if len(pieces) > 1:
                del pieces[at]
            case 1:
                pieces.insert(at, pieces[at])
            case 2:
                pieces.insert(to, pieces.pop(at))
            case 3:
                pieces[at], pieces[to] = pieces[to], pieces[at]
            case 4:
                pieces.insert(at, rng.choice(elakt.XML))
            case 5:
                pieces[at] = re.sub(r'"[^"]*"', f'"{rng.choice(elakt.NUMBERS)}"', pieces[at], count=1)
            case 6:
                tag, end, text = pieces[at].partition(">")
                pieces[at] = f"{tag}{end}{text}{rng.choice(elakt.WORDS)}"
            case 7 if rng.random() < 0.1:
                section = "".join(pieces[min(at, to) : max(at, to)][:200]) or "<w:p/>"
                pieces[at] += section * rng.randrange(1, max(2, _LARGEST // len(section)))
            case 8 if rng.random() < 0.2:
                depth = rng.choice((10, 90, 110, 3000))
                tag = rng.choice(("w:sdt", "w:sdtContent", "w:tbl", "w:customXml", "w:ins", "w:p", "w:r"))
                pieces[at] = f"<{tag}>" * depth + pieces[at] + f"</{tag}>" * depth
    return "".join(pieces)


def _mixed_tree(rng: random.Random, content: bytes) -> bytes:
    """Elements moved into each other, removed or doubled, so that the XML stays sound."""
    root = etree.fromstring(content)
    elements = [*root.iter("*")][1:]
    for _ in range(rng.choice((1, 2, 5, 20)) if elements else 0):
        one, other = rng.choice(elements), rng.choice(elements)
        parent = one.getparent()
        if one is other or one in other.iterancestors() or parent is None:
            continue
        match rng.randrange(4):
            case 0:
                parent.remove(one)
            case 1:
                other.text = rng.choice(
                    [word for word in elakt.WORDS if re.fullmatch(r"[^\0-\x1f\ud800-\udfff\ufffe]+", word)]
                )
            case 2:
                other.attrib.update({str(key): value for key, value in one.attrib.items()})
            case _:
                other.insert(rng.randrange(len(other) + 1), one)
    return etree.tostring(root)


def _of_word(rng: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    package, other = rng.choice(files), rng.choice(files)
    if rng.random() < 0.2:
        return "fil.docx", _mutated_bytes(rng, package, other)
    parts = prov.parts_of(package)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in range(rng.choice((1, 1, 1, 2))):
        name = prov.DOCUMENT if rng.random() < 0.75 else rng.choice(names)
        if name not in parts:
            continue
        chance = rng.random()
        if chance < 0.4:
            parts[name] = _mutated_xml(rng, parts[name].decode("utf-8", "replace")).encode("utf-8", "replace")
        elif chance < 0.8:
            try:
                parts[name] = _mixed_tree(rng, parts[name])
            except (etree.XMLSyntaxError, ValueError):
                parts[name] = b""
        elif chance < 0.9:
            parts[name] = _mutated_bytes(rng, parts[name], other)
        else:
            strangers = prov.parts_of(other)
            match rng.randrange(4):
                case 0:
                    del parts[name]
                case 1:
                    parts[name] = strangers.get(name, b"")
                case 2:
                    parts[rng.choice(names)] = parts[name]
                case _:
                    parts[rng.choice(("word/header9.xml", "word/footnotes.xml", "../x", "/a", "word/"))] = (
                        parts[name]
                    )
    compression = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    return "fil.docx", prov.packed(parts, compression)


# --- PDF ----------------------------------------------------------------------------------------------------


def _pdf(rng: random.Random) -> tuple[str, bytes]:
    data, other = rng.choice(_pdfs()), rng.choice(_pdfs())
    if rng.random() < 0.2:
        return "fil.pdf", _mutated_bytes(rng, data, other)
    objects, others = (re.split(rb"(?<=endobj\n)", content) for content in (data, other))
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at, to = rng.randrange(len(objects)), rng.randrange(len(objects))
        match rng.randrange(9):
            case 0:
                numbers = [*re.finditer(rb"-?\d+\.?\d*", objects[at])]
                if numbers:
                    number = rng.choice(numbers)
                    new = rng.choice(elakt.PDF_NUMBERS)
                    objects[at] = objects[at][: number.start()] + new + objects[at][number.end() :]
            case 1:
                words: list[bytes] = re.split(rb"(?<=[\s\[\]<>])", objects[at])
                words[rng.randrange(len(words))] = b" " + rng.choice(elakt.PDF) + b" "
                objects[at] = b"".join(words)
            case 2 if len(objects) > 1:
                del objects[at]
            case 3:
                objects[at] = rng.choice(others)
            case 4:
                objects.insert(to, objects[at])
            case 5:
                objects[at], objects[to] = objects[to], objects[at]
            case 6:
                lines = objects[at].split(b"\n")
                rng.shuffle(lines)
                objects[at] = b"\n".join(lines)
            case 7:
                objects[at] = _mutated_bytes(rng, objects[at], other)
            case 8 if rng.random() < 0.1:
                lines = objects[at].split(b"\n")
                line = rng.choice(lines) or b"q"
                lines.insert(
                    len(lines) // 2, (line + b"\n") * rng.randrange(1, max(2, _LARGEST // len(line)))
                )
                objects[at] = b"\n".join(lines)
    return "fil.pdf", b"".join(objects)


# --- data files ---------------------------------------------------------------------------------------------


def _data_file(rng: random.Random) -> tuple[str, bytes]:
    form, text = rng.choice(_data())
    _, other = rng.choice(_data())
    if rng.random() < 0.25:
        text = "".join(rng.choice((*elakt.DATA, "\n", "\n  ")) for _ in range(rng.randrange(60)))
    elif rng.random() < 0.6:
        tokens = re.split(r"(\W)", text)
        for _ in range(rng.choice((1, 2, 5, 20))):
            at = rng.randrange(len(tokens))
            match rng.randrange(5):
                case 0:
                    tokens[at] = rng.choice(elakt.DATA)
                case 1:
                    tokens.insert(at, rng.choice(elakt.DATA))
                case 2:
                    tokens[at] = ""
                case 3:
                    tokens[at] = rng.choice(tokens)
                case 4 if rng.random() < 0.2:
                    piece = rng.choice((*elakt.DATA, "- - ", "a: ", "\n" + " " * at))
                    tokens[at] = piece * rng.choice((50, 5_000, _LARGEST // len(piece)))
        text = "".join(tokens)
    else:
        text = _mutated_text(rng, text, other)
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.15:
        data = _mutated_bytes(rng, data, other.encode())
    return f"fil.{form}", data


_MAKERS: Final[dict[str, Make]] = {
    "text": _text,
    "word": lambda rng: _of_word(rng, _foreign_word()),
    "kontroller": lambda rng: _of_word(rng, _own_word()),
    "pdf": _pdf,
    "data": _data_file,
}
