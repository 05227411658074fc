"""Reading: a file or folder to an ärende, or every reason why not.

`read` picks the reader by the file's ending. A reader is imported when it is needed, so that reading a data
file does not load what Word files need.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from poreport.model import Arende
from poreport.read.data import read_data, read_text
from poreport.read.data.formats import SUFFIXES
from poreport.read.files import refuse
from poreport.read.mistakes import Mistake, ReadError
from poreport.svenska import lista, quote

__all__ = ["DOCUMENTS", "OTHERS", "Mistake", "ReadError", "read", "read_data", "read_text"]

_READERS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(SUFFIXES, ("poreport.read.data", "read_data")),
    **dict.fromkeys((".docx", ".dotx"), ("poreport.read.word", "read_word")),
    **dict.fromkeys((".pdf", ".txt", ".md"), ("poreport.read.source", "read_document")),
}
"""Ending → module and function of its reader, one line for each kind."""

DOCUMENTS: Final = tuple(suffix for suffix in _READERS if suffix not in SUFFIXES)
"""The endings of documents that are no data files."""

_IN_WORD: Final = "Öppna filen i Word eller LibreOffice och spara den som ”Word-dokument (.docx)”."
_SCANNED: Final = "En bild behöver textläsas (OCR) först. Spara resultatet som .pdf, .docx eller .txt."
OTHERS: Final = {
    **dict.fromkeys((".doc", ".dot", ".odt", ".rtf"), _IN_WORD),
    **dict.fromkeys((".docm", ".dotm"), f"De kan innehålla makron. {_IN_WORD}"),
}
"""The endings of other texts than those that can be read, with what a person can do."""

_PICTURES: Final = dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), _SCANNED)

PathLike = str | os.PathLike[str]


def read(path: PathLike | Sequence[PathLike]) -> Arende:
    """Read an ärende from a file, from a folder, or from several files that together are one ärende.

    Args:
        path: A file, whose ending decides how it is read; a folder, of which the data files are read or, when
            it has none, the Word files; or several of these.

    Raises:
        ReadError: It cannot be read; every mistake is listed in Swedish with its place.
    """
    if not isinstance(path, str | os.PathLike):
        return _read_all(path)
    if not os.path.isfile(path):  # noqa: PTH113  Path.is_file raises where the folder may not be opened
        documents = _documents(path)
        return _read_all(documents) if documents else read_data(path)
    suffix = Path(path).suffix.lower()
    if advice := OTHERS.get(suffix) or _PICTURES.get(suffix):
        raise refuse(os.fspath(path), f"Filer som slutar på {quote(suffix)} kan inte läsas. {advice}")
    if suffix not in _READERS:
        ending = f"som slutar på {quote(suffix)}" if suffix else "utan filändelse"
        known = lista(_READERS, "eller")
        raise refuse(os.fspath(path), f"Filer {ending} kan inte läsas. Namnet ska sluta på {known}.")
    module, function = _READERS[suffix]
    arende: Arende = getattr(import_module(module), function)(path)
    return arende


def _documents(folder: PathLike) -> list[str]:
    """The Word files of a folder without data files."""
    try:
        names = sorted(os.listdir(folder), key=str.casefold)  # noqa: PTH208  names to be shown as they were given
    except (OSError, ValueError):
        return []
    # Word's own note that a file is open ends in .docx too.
    shown = [name for name in names if not name.startswith((".", "~$"))]
    if any(Path(name).suffix.lower() in SUFFIXES for name in shown):
        return []
    return [os.path.join(folder, name) for name in shown if Path(name).suffix.lower() == ".docx"]  # noqa: PTH118  likewise


def _read_all(paths: Sequence[PathLike]) -> Arende:
    """Read several files as one ärende; the data files among them as one file."""
    data = [path for path in paths if Path(path).suffix.lower() in SUFFIXES]
    found: list[Arende] = []
    mistakes: list[Mistake] = []
    for files in [data] * bool(data) + [[path] for path in paths if path not in data]:
        try:
            found.append(read_data(files) if files is data else read(files[0]))
        except ReadError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ReadError(mistakes)
    if not found:
        raise refuse("", "Ange minst en fil att läsa.")
    from poreport.read.together import together

    return together(found)
