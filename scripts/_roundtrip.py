"""Compares the words of filled-in documents with those of the documents that are made of what was read.

Started by scripts/roundtrip with the Python of .venv. A word of the original is looked for in ways that get
more and more generous; each way but the first has a name, and how many words needed it is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import _miljo
from _ord import Line, Word, lines_of_file, lines_of_word_file, properties_of_word_file, words_of
from _ordsok import Comparison, joined
from _ordsok_rader import DocumentSearch
from poreport.model import Ansokan, Arende, Arsrapport, Position, Redovisning
from poreport.model.paths import walk
from poreport.read import DOCUMENTS, Mistake, ReadError, read
from poreport.render import RenderError, render
from poreport.write import plain_value

__all__ = ["Comparison", "compare", "compare_file", "main"]

_EXAMPLES: Final = 6
_TITLES: Final = {"redovisning": "redovisning", "ansokan": "ansökan", "tjansteskrivelse": "tjänsteskrivelse"}


def compare_file(path: Path) -> Comparison:
    """Read a file, make its documents anew, and compare the words.

    Raises:
        ReadError: The file cannot be read.
        RenderError: A document cannot be written.
    """
    arende = read(path)
    if not path.is_file() or path.suffix.lower() not in DOCUMENTS:
        text = "Bara ett ifyllt dokument kan jämföras: Word, PDF eller text."
        raise ReadError([Mistake(Position(str(path)), text)])
    return compare(lines_of_file(path), arende)


def compare(original: Iterable[Line], arende: Arende) -> Comparison:
    """Compare the lines of a document with what can be made of the ärende that was read from it.

    Raises:
        RenderError: A document cannot be written.
    """
    files = {
        name: render(document, arende=arende)
        for name, document in arende.dokument.items()
        if not isinstance(document, Arsrapport)
    }
    new = words_of(_new_lines(arende, files))
    words = joined(words_of(original), {word.key for word in new})
    comparison = Comparison(list(_documents(arende)), words)
    carried = [text for data in files.values() for text in properties_of_word_file(data)]
    DocumentSearch(comparison, new, arende, carried).run()
    return comparison


def _documents(arende: Arende) -> Iterator[str]:
    """What an ärende holds, with the edition of each form."""
    from poreport.forms import form_for

    for name, document in arende.dokument.items():
        match document:
            case Redovisning(ar=year) | Ansokan(avser_ar=year):
                yield f"{_TITLES[name]} {year} (blankett {form_for(document).id})"
            case _:
                yield _TITLES.get(name, "årsrapport")


def _new_lines(arende: Arende, files: Mapping[str, bytes]) -> Iterator[Line]:
    """The lines of the new Word documents; an årsrapport has none, so its answers stand for it."""
    for name in sorted(arende.dokument, key=lambda name: _first_line(arende, name)):
        if name in files:
            yield from lines_of_word_file(files[name])
            continue
        for path, falt, value in walk(arende.dokument[name]):
            if value not in {None, ""}:
                yield Line(path, f"{falt.titel} {plain_value(falt, value)}")


def _first_line(arende: Arende, name: str) -> int:
    """The line of the original on which a document begins, when it has lines."""
    places = arende.kalla.positioner.items()
    return min((p.rad for path, p in places if path.split(".")[0] == name and p.rad), default=0)


# --- printing -----------------------------------------------------------------------------------------------


def report(path: Path, comparison: Comparison, *, everything: bool) -> Iterator[str]:
    """What to print of a file."""
    changed = sum(map(len, comparison.ways.values()))
    yield f"{path}: {', '.join(comparison.documents)}"
    yield f"  {len(comparison.words):>6} ord i originalet"
    yield f"  {comparison.found():>6} återfunna, {comparison.found() - changed} av dem som de stod"
    for way, words in comparison.ways.items():
        if words:
            examples = list(_examples(words))
            shown = examples if everything else examples[:_EXAMPLES]
            more = " …" if len(examples) > len(shown) else ""
            yield f"  {len(words):>6} {way}: {', '.join(shown)}{more}"
    if comparison.unplaced:
        texts = " ".join(word.text for word in comparison.unplaced)
        yield f"  {len(comparison.unplaced):>6} sparade men inte placerade (otolkat): {texts}"
    yield f"  {len(comparison.lost):>6} förlorade"
    for index in comparison.lost:
        yield f"         {comparison.words[index].line.place}: {comparison.context(index)}"


def _examples(words: Sequence[tuple[Word, str]]) -> Iterator[str]:
    """The words with what they became; words in a row that became one thing stand together."""
    for became, group in groupby(words, key=lambda pair: "" if pair[1] == pair[0].key else pair[1]):
        texts = [word.text for word, _ in group]
        yield from (f"{' '.join(texts)} → {became}",) if became else texts


def main(arguments: list[str] | None = None) -> int:
    """Compare the files and print what was found; 0 nothing lost, 1 something lost, 2 something not read."""
    _miljo.make_output_safe()
    parser = _miljo.Arguments("roundtrip")
    parser.add_argument("--visa", action="store_true")
    parser.add_argument("filer", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    lost = unread = 0
    for path in _files(given.filer):
        try:
            comparison = compare_file(path)
        except (ReadError, RenderError) as error:
            print(error, file=sys.stderr)
            unread += 1
            continue
        print("\n".join(report(path, comparison, everything=given.visa)), flush=True)
        lost += bool(comparison.lost)
    return 2 if unread else int(lost > 0)


def _files(given: Iterable[Path]) -> Iterator[Path]:
    """The files, with the documents of each folder in its place; a folder without any is itself."""
    for path in given:
        inside = sorted(path.iterdir()) if path.is_dir() else []
        documents = [
            p for p in inside if p.suffix.lower() in DOCUMENTS and not p.name.startswith((".", "~$"))
        ]
        yield from documents or [path]


if __name__ == "__main__":
    raise SystemExit(main())
