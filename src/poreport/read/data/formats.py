"""Data files to nodes: which files a path stands for, their encoding, and the loader of each format."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from poreport.read.files import refuse, why_unreadable
from poreport.read.mistakes import Mistake
from poreport.read.nodes import Node, ScalarNode, SourceText, Written
from poreport.svenska import lista, quote

__all__ = ["SUFFIXES", "DataFormat", "data_files", "decode", "load_nodes"]

DataFormat = Literal["yaml", "json", "toml"]

SUFFIXES: Final[dict[str, DataFormat]] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}
"""Ending of a data file → its format."""

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS: Final = "Öppna filen i en textredigerare och spara den med teckenkodningen UTF-8."


def data_files(path: Path, fil: str) -> list[tuple[Path, str]]:
    """The data files that a path stands for, each with the name to show: itself, or those in the folder.

    Raises:
        ReadError: There is no such file or folder, or the folder has no data files.
    """
    try:
        if not path.is_dir():
            return [(path, fil)]
        found = sorted(filter(_is_data_file, path.iterdir()), key=lambda file: file.name.casefold())
    except (OSError, ValueError) as error:
        raise refuse(fil, why_unreadable(error)) from error
    if not found:
        endings = lista(SUFFIXES, "eller")
        raise refuse(fil, f"Mappen innehåller ingen datafil. Datafiler har namn som slutar på {endings}.")
    # Path would drop what the user wrote first ("./").
    return [(file, os.path.join(fil, file.name)) for file in found]  # noqa: PTH118


def _is_data_file(file: Path) -> bool:
    return not file.name.startswith(".") and file.suffix.lower() in SUFFIXES and file.is_file()


def decode(data: bytes, fil: str) -> str:
    """Text from the bytes of a data file: UTF-8, with or without a byte order mark.

    Raises:
        ReadError: The encoding is another, or the file is not text.
    """
    if data.startswith(_UTF16):
        raise refuse(fil, f"Filen är sparad med teckenkodningen UTF-16. {_SAVE_AS}", 1, 1)
    if b"\0" in data:
        raise refuse(fil, "Filen är inte en textfil.", *_place(data, data.index(b"\0")))
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        at = len(data) - len(error.object) + error.start
        guess = data[at : at + 1].decode("cp1252", "replace")
        probably = f" (troligen {quote(guess)} i Windows-1252)" if guess.isalpha() else ""
        raise refuse(fil, f"Tecknet här är inte UTF-8{probably}. {_SAVE_AS}", *_place(data, at)) from error


def _place(data: bytes, at: int) -> tuple[int, int]:
    """Line and column of a byte, as far as what stands before it can be read."""
    before = data[:at].replace(b"\r\n", b"\n")
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode(errors="replace")) + 1


def load_nodes(text: str, form: DataFormat, fil: str) -> tuple[Node, list[Mistake]]:
    """The tree of a text, and what stands in it that data files do not have.

    Raises:
        ReadError: The text is empty or cannot be read.
    """
    source = SourceText(text.removeprefix("\ufeff"), fil)
    mistakes: list[Mistake] = []
    node: Node | None
    if form == "yaml":
        from poreport.read.data.yaml_nodes import load_yaml

        node, mistakes = load_yaml(source)
    else:
        node = _other_loader(form)(source)
    if node is None or (isinstance(node, ScalarNode) and node.written is Written.NULL):
        raise refuse(fil, "Filen är tom. Kommandot poreport new skriver en fil att fylla i.", 1, 1)
    return node, mistakes


def _other_loader(form: DataFormat) -> Callable[[SourceText], Node | None]:
    """The loader of JSON or TOML, imported when such a file comes."""
    if form == "json":
        from poreport.read.data.json_nodes import load_json

        return load_json
    from poreport.read.data.toml_nodes import load_toml

    return load_toml
