"""Reading data files (YAML, JSON, TOML) into an ärende, with every mistake at its place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import attrs

from poreport.model import Arende, Kalla, Position, falt_i
from poreport.read.data.formats import SUFFIXES, DataFormat, data_files, decode, load_nodes
from poreport.read.data.structure import Structurer
from poreport.read.files import read_bytes, refuse
from poreport.read.mistakes import Mistake, ReadError
from poreport.read.nodes import Entry, MappingNode
from poreport.svenska import fold, lista, quote

__all__ = ["read_data", "read_text"]

PathLike = str | os.PathLike[str]

_LARGEST = 10
"""Megabytes. An ärende with long answers is 0.05."""

_OWN_FILE = ("kommun", "redovisning", "ansokan", "tjansteskrivelse", "arsrapport")
"""The keys whose content can stand directly in a file with the same name."""


def read_data(path_or_paths: PathLike | Sequence[PathLike], *, name: str | None = None) -> Arende:
    """Read one ärende from a data file, a folder of data files, or several files.

    Args:
        path_or_paths: A file ending in .yaml, .yml, .json or .toml; a folder, whose data files together
            make the ärende; or several of these. A file whose name is that of a document
            (redovisning.yaml) may hold the document's own keys at the top.
        name: What to call the file in messages, when the path given says nothing to the user.

    Returns:
        The ärende. `kalla` says where each value stands and what was interpreted.

    Raises:
        ReadError: Something cannot be read; every mistake of every file is listed.
    """
    given = [path_or_paths] if isinstance(path_or_paths, str | os.PathLike) else list(path_or_paths)
    reading = _Reading()
    for path in given:
        reading.add_path(path, name if name is not None and len(given) == 1 else os.fspath(path))
    return reading.finish()


def read_text(text: str | bytes, format: DataFormat, filename: str = "arende") -> Arende:  # noqa: A002  the public name
    """Read one ärende from a text, or from the bytes of a file.

    Args:
        text: The content.
        format: "yaml", "json" or "toml".
        filename: What to call it in messages.

    Raises:
        ReadError: Something cannot be read; every mistake is listed.
        ValueError: There is no such format.
    """
    if format not in get_args(DataFormat):
        raise ValueError(f"Formatet {quote(format)} finns inte. Välj {lista(get_args(DataFormat), 'eller')}.")
    reading = _Reading()
    reading.filer.append(filename)
    reading.add(text, format, filename)
    return reading.finish()


class _Reading:
    """One reading of any number of files: gathers their keys and mistakes, then makes the ärende."""

    def __init__(self) -> None:
        self.filer: list[str] = []
        self.entries: list[Entry] = []
        self.mistakes: list[Mistake] = []

    def add_path(self, path: PathLike, fil: str) -> None:
        """Add a file, or the data files of a folder."""
        try:
            files = data_files(Path(path), fil)
        except ReadError as error:
            self.filer.append(fil)
            self.mistakes += error.mistakes
            return
        for source, shown in files:
            self.filer.append(shown)
            try:
                self.add(read_bytes(source, shown, _LARGEST), data_format(source, shown), shown)
            except ReadError as error:
                self.mistakes += error.mistakes

    def add(self, text: str | bytes, form: DataFormat, fil: str) -> None:
        """Add the top-level keys of one text.

        Raises:
            ReadError: It cannot be read at all.
        """
        root, mistakes = load_nodes(decode(text, fil) if isinstance(text, bytes) else text, form, fil)
        self.mistakes += mistakes
        if not isinstance(root, MappingNode):
            raise refuse(fil, f"Filen ska ha nycklar överst: {', '.join(falt_i(Arende))}.", 1, 1)
        self.entries += self._top_level(root, fil)

    def _top_level(self, root: MappingNode, fil: str) -> tuple[Entry, ...]:
        """The entries of a file; those of a document's own file are put under the document's key."""
        key = fold(Path(fil).stem)
        own = falt_i(Arende).get(key)
        if own is None or own.klass is None or key not in _OWN_FILE or not root.entries:
            return root.entries
        shared = [entry for entry in root.entries if fold(entry.key) in falt_i(Arende)]
        inner = [entry for entry in root.entries if fold(entry.key) in falt_i(own.klass)]
        if not shared:
            return (Entry(key, Position(fil, 1, 1), root),)
        if set(inner) <= set(shared):
            return root.entries
        text = (
            f"{quote(shared[0].key)} hör till hela ärendet, men resten av filen är nycklar under {key}. "
            f"Flytta {shared[0].key} till en annan fil, eller skriv {key}: överst och dra in resten."
        )
        self.mistakes.append(Mistake(shared[0].position, text))
        return ()

    def finish(self) -> Arende:
        """Make the ärende.

        Raises:
            ReadError: There is any mistake in any file.
        """
        start = Position(self.filer[0], 1, 1) if self.filer else Position("")
        structurer = Structurer()
        structurer.positioner[""] = start
        arende = structurer.part(Arende, MappingNode(tuple(self.entries), start), "", start)
        mistakes = [*self.mistakes, *structurer.mistakes]
        if mistakes or not isinstance(arende, Arende):
            raise ReadError(sorted(mistakes, key=self._place))
        kalla = Kalla(tuple(self.filer), structurer.positioner, tuple(structurer.tolkningar))
        return attrs.evolve(arende, kalla=kalla)

    def _place(self, mistake: Mistake) -> tuple[int, int, int]:
        position = mistake.position
        order = self.filer.index(position.fil) if position.fil in self.filer else -1
        return order, position.rad or 0, position.kolumn or 0


def data_format(path: Path, fil: str) -> DataFormat:
    """The format that a file's name tells.

    Raises:
        ReadError: It is none of those that are read.
    """
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        ending = f"som slutar på {quote(path.suffix)}" if path.suffix else "utan filändelse"
        raise refuse(fil, f"Filer {ending} är inga datafiler. De slutar på {lista(SUFFIXES, 'eller')}.")
    return form
