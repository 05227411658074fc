"""Reading: a file or folder to an ärende, or every reason why not.

`read` picks the reader by the file's ending. A reader is imported when it is needed, so that reading a data
file does not load what Word files need.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Final

from poreport.model import Arende
from poreport.read.data import read_data, read_text
from poreport.read.files import SUFFIXES, refuse
from poreport.read.mistakes import Mistake, ReadError
from poreport.svenska import lista, quote

__all__ = ["Mistake", "ReadError", "read", "read_data", "read_text"]

_READERS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(SUFFIXES, ("poreport.read.data", "read_data")),
    **dict.fromkeys((".docx", ".dotx", ".pdf", ".txt", ".md"), ("poreport.read.source", "read_document")),
}
"""Ending → module and function of its reader, one line for each kind. A folder is read as data files."""


def read(path: str | os.PathLike[str]) -> Arende:
    """Read an ärende from a file, or from a folder of data files.

    Args:
        path: The file or folder; the ending decides how it is read.

    Raises:
        ReadError: It cannot be read; every mistake is listed in Swedish with its place.
    """
    if not os.path.isfile(path):  # noqa: PTH113  Path.is_file raises where the folder may not be opened
        return read_data(path)
    suffix = Path(path).suffix.lower()
    if suffix not in _READERS:
        ending = f"som slutar på {quote(suffix)}" if suffix else "utan filändelse"
        known = lista(_READERS, "eller")
        raise refuse(os.fspath(path), f"Filer {ending} kan inte läsas. Namnet ska sluta på {known}.")
    module, function = _READERS[suffix]
    arende: Arende = getattr(import_module(module), function)(path)
    return arende
