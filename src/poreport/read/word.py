"""Reading Word documents: ours by their controls, those of others by laying the form over the text.

A document of ours in which some controls are gone is read both ways: what stands in a control counts, and
what the text tells fills the fields that have none any more.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from poreport.model import Arende, Falt, Kommun, Otolkat, Slag, falt_i
from poreport.model.paths import get, replace, walk
from poreport.read.controls import read_own
from poreport.read.controls.tags import open_path
from poreport.read.files import read_bytes
from poreport.read.mistakes import ReadError
from poreport.read.source import read_document
from poreport.read.values import CHOICES

__all__ = ["read_word"]

_POSTS: Final = "brister.poster"
_ZIP: Final = b"PK"


def read_word(source: str | os.PathLike[str] | bytes, name: str | None = None) -> Arende:
    """Read a Word document.

    Args:
        source: The file, or its bytes.
        name: The file's name, as it is shown; needed for bytes only.

    Returns:
        The ärende; what was interpreted stands in `kalla.tolkningar`, what could not be in `otolkat`.

    Raises:
        ReadError: The file cannot be read, or holds no known document.
    """
    if isinstance(source, bytes):
        data, fil = source, name or "dokument.docx"
    else:
        fil = name or os.fspath(source)
        data = read_bytes(Path(source), fil)
    own = read_own(data, fil) if data.startswith(_ZIP) else None
    if own is None:  # or another kind of file than its name says
        return read_document(data, fil)
    lost = {kind: paths for kind, paths in own.missing.items() if paths}
    if not lost:
        return own.arende
    try:
        aligned = read_document(data, fil)
    except ReadError:
        return own.arende
    arende = own.arende
    for kind, paths in lost.items():
        arende = _completed(arende, aligned, kind, paths)
    return arende


def _completed(arende: Arende, aligned: Arende, kind: str, lost: Collection[str]) -> Arende:
    """Fill the fields of a document whose controls are gone with what was read without controls."""
    document, other = getattr(arende, kind), getattr(aligned, kind)
    if document is None or other is None:
        return arende
    filled: set[str] = set()
    for path, falt, read in _values(other):
        if read is None or not _is_lost(path, lost) or not _has_item(document, path):
            continue
        value = _filled(falt, get(document, path), read, path, lost)
        if value is not None:
            document = replace(document, path, value)
            filled.add(f"{kind}.{path}")
    ours, theirs = arende.kalla, aligned.kalla
    places = {path: theirs.positioner[path] for path in filled if path in theirs.positioner}
    notes = tuple(note for note in theirs.tolkningar if note.path in filled)
    kept = tuple(text for text in aligned.otolkat if _is_about(text, kind, lost))
    return evolve(
        arende,
        **{kind: document},
        kommun=_with(arende.kommun, document.kommun),
        otolkat=(*arende.otolkat, *kept),
        kalla=evolve(ours, positioner={**ours.positioner, **places}, tolkningar=(*ours.tolkningar, *notes)),
    )


def _filled(falt: Falt, before: Any, read: Any, path: str, lost: Collection[str]) -> Any:
    """What a field becomes with what was read without controls; None when it stays as it is."""
    if falt.slag in CHOICES:
        # Of an answer the boxes that are there count.
        ticks = _ticked(open_path(path), read, lost)
        return (ticks | before if before else ticks) or None
    return read if before is None or before == () else None


def _with(kommun: Kommun, of_document: Kommun | None) -> Kommun:
    """The ärende's kommun with what a document knows more."""
    more = {
        namn: getattr(of_document, namn, None) for namn in falt_i(Kommun) if getattr(kommun, namn) is None
    }
    return evolve(kommun, **more)


def _values(document: Any) -> Iterator[tuple[str, Falt, Any]]:
    """The fields of a document; a list of texts is one."""
    lists: set[str] = set()
    for path, falt, value in walk(document):
        if falt.slag is not Slag.LISTA:
            yield path, falt, value
        elif (whole := path.partition("[")[0]) not in lists:
            lists.add(whole)
            yield whole, falt, get(document, whole)


def _is_lost(path: str, lost: Collection[str]) -> bool:
    opened = open_path(path)
    return (
        opened in lost
        or any(mark.startswith(f"{opened}=") for mark in lost)
        or (_POSTS in lost and opened.startswith(_POSTS))
    )


def _has_item(document: Any, path: str) -> bool:
    """Whether the document has the list item that a path leads to; posts are made when there are none."""
    listed, bracket, rest = path.partition("[")
    return not bracket or listed == _POSTS or int(rest.partition("]")[0]) < len(get(document, listed))


def _ticked(opened: str, value: Any, lost: Collection[str]) -> Any:
    """The ticks of an answer whose boxes are gone."""
    ticks = type(value)(0)
    for name, option in type(value).__members__.items():
        if option in value and f"{opened}={name.lower()}" in lost:
            ticks |= option
    return ticks


def _is_about(text: Otolkat, kind: str, lost: Collection[str]) -> bool:
    """Whether a text that could not be interpreted stood in a field whose control is gone."""
    falt = text.falt or ""
    return falt.startswith(f"{kind}.") and _is_lost(falt.removeprefix(f"{kind}."), lost)
