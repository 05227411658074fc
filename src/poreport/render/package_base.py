"""Our own empty Word document: A4, Swedish, with the styles that our templates use."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from poreport.render import wml
from poreport.render.package import PackageWriter

__all__ = ["assemble"]

_BASE: Final = resources.files("poreport.render") / "base"
_CORE: Final = "docProps/core.xml"


def assemble(*, document: str, footer: str, title: str, footnotes: tuple[str, ...] = ()) -> bytes:
    """A .docx of our base parts and these; the same input gives the same bytes.

    Args:
        document: The document part.
        footer: Text to the left in the footer; the page number stands to the right.
        title: Title of the document.
        footnotes: Texts of the footnotes, numbered from 1.
    """
    parts = dict(_files(_BASE, ""))
    parts[_CORE] = parts[_CORE].replace(b"{{ titel }}", wml.escape(title).encode())
    parts["word/document.xml"] = document.encode()
    parts["word/footnotes.xml"] = _footnotes(footnotes).encode()
    parts["word/footer1.xml"] = _footer(footer).encode()
    return PackageWriter(parts).write({})


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".xml", ".rels")):
            # A checkout can hold the files with other line endings; the templates must not depend on it.
            yield prefix + entry.name, entry.read_bytes().replace(b"\r\n", b"\n")


def _footnotes(texts: tuple[str, ...]) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="Fotnotsreferens"/></w:rPr><w:footnoteRef/></w:r>'
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}">{wml.paragraph("Fotnotstext", mark, wml.run(f" {text}"))}</w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    return wml.root("footnotes", separators + notes)


def _footer(text: str) -> str:
    pages = f"{wml.field('PAGE')}{wml.run(' (')}{wml.field('NUMPAGES')}{wml.run(')')}"
    return wml.root("ftr", wml.paragraph("Sidfot", wml.run(text), "<w:r><w:tab/></w:r>", pages))
