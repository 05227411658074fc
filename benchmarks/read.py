"""How many files does poreport read in a second, of each kind, and what takes the time?

    python benchmarks/read.py [rounds, 3 unless given]
    python benchmarks/read.py --profil pdf        the functions that take the time, for one kind

The files are made from the examples: our own Word files, the same without controls, their text, that text as
PDF, and the data files. Nothing outside Python is needed but pypdfium2 (the extra `pdf`); without it PDF is
left out. Each file is read once before the time is taken, since what belongs to a form edition is worked out
once in a process. For each kind the fastest of the rounds counts, on one core.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import _provfiler as prov
from poreport.read import read_text
from poreport.read.source import read_document
from poreport.read.word import read_word

ROUNDS = 3
SHOWN = 25

Read = Callable[[], object]


def kinds() -> dict[str, list[Read]]:
    """For each kind of file one reading of each of the files."""
    arenden = prov.examples()
    own = prov.word_files(arenden)
    foreign = [prov.word_without_controls(package) for package in own]
    texts = [prov.text_of_word(package) for package in own]
    data = [text for form, text in prov.data_files(arenden) if form == "yaml"]
    found: dict[str, list[Read]] = {
        "text": [lambda t=text: read_document(t.encode(), "fil.txt") for text in texts],  # type: ignore[misc]
        "word": [lambda p=package: read_word(p, "fil.docx") for package in foreign],  # type: ignore[misc]
        "kontroller": [lambda p=package: read_word(p, "fil.docx") for package in own],  # type: ignore[misc]
        "data": [lambda t=text: read_text(t, "yaml", "fil.yaml") for text in data],  # type: ignore[misc]
    }
    if find_spec("pypdfium2"):
        pages = [prov.pdf_of_text(text) for text in texts]
        found["pdf"] = [lambda p=pdf: read_document(p, "fil.pdf") for pdf in pages]  # type: ignore[misc]
    else:
        print("PDF hoppas över, för pypdfium2 är inte installerat.")
    return found


TITLES = {
    "text": "ren text",
    "word": "Word utan kontroller",
    "kontroller": "våra egna Worddokument",
    "pdf": "PDF",
    "data": "ärendefiler i YAML",
}


def seconds(read: Read) -> float:
    """How long one reading takes."""
    begun = time.perf_counter()
    read()
    return time.perf_counter() - begun


def main() -> int:
    """Measure and print."""
    readings = kinds()
    if "--profil" in sys.argv:
        profile(readings[sys.argv[-1]])
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print("läsare                  filer   första, ms   median, ms   längst, ms   filer per sekund")
    for kind, title in TITLES.items():
        reads = readings.get(kind, [])
        if not reads:
            continue
        first = max(seconds(read) for read in reads)  # with what is worked out once in a process
        gc.disable()
        times = min(([seconds(read) for read in reads] for _ in range(rounds)), key=sum)
        gc.enable()
        middle, longest, each = statistics.median(times), max(times), len(times) / sum(times)
        figures = f"{1000 * first:10.1f}   {1000 * middle:10.1f}   {1000 * longest:10.1f}   {each:16.1f}"
        print(f"{title:<23} {len(reads):>5}   {figures}")
    return 0


def profile(reads: list[Read]) -> None:
    """Print the functions in which most of the time of a kind is spent."""
    for read in reads:
        read()
    profiler = cProfile.Profile()
    profiler.enable()
    for read in reads * ROUNDS:
        read()
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    raise SystemExit(main())
