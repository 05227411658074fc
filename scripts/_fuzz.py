"""Gives the readers mutated files and watches what happens; started by scripts/fuzz with .venv's Python.

A file may be read or refused with Swedish sentences. Everything else is a failure: another exception, a
message that is no sentence, an ärende that cannot be checked, written or read again, more than ten seconds,
more than a gigabyte, a process that ends or no longer answers. The readers run in a process of their own,
which is started anew when it dies.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, process_time
from typing import Any, Final

from attrs import define, field, frozen

import _miljo
import _mutera
from _minne import limit_memory, peak_memory
from poreport.model import Arende, Arsrapport
from poreport.model.paths import walk
from poreport.read import ReadError, read_text
from poreport.read.source import read_document
from poreport.read.word import read_word
from poreport.render import RenderError, render
from poreport.rules import check
from poreport.write import to_yaml

__all__ = ["Outcome", "Summary", "main", "try_one"]

ROOT: Final = Path(__file__).resolve().parent.parent
SAVED: Final = ROOT / "build" / "fuzz"
LONGEST: Final = 10.0
"""Seconds of work that one file may take, however busy the machine is with other things."""
MOST_MEMORY: Final = 1000
"""Megabytes that the process may need."""
NO_ANSWER: Final = 60.0
"""Seconds after which the process is ended; making a file takes time as well."""
_LONGEST_USED: Final = 200_000
"""Signs of texts in an ärende that is checked and rendered; larger ones are only read."""
_SHOWN: Final = 12
_SAVED_OF_EACH: Final = 3
_SENTENCE: Final = re.compile(r"\w+ .*[.?:]", re.DOTALL)


@frozen
class Outcome:
    """What happened to one file.

    Attributes:
        number: Which file of the run.
        refused: The kind of message with which it was refused; None when it was read.
        fault: What went wrong, on one line; None when nothing did.
        details: The traceback.
        seconds: How long reading took.
        memory: The most memory that the process has needed so far, in megabytes; 0 when not known.
    """

    number: int
    refused: str | None = None
    fault: str | None = None
    details: str = ""
    seconds: float = 0.0
    memory: int = 0


# --- one file -----------------------------------------------------------------------------------------------


def reader_of(las: str, name: str) -> Callable[[bytes], Arende]:
    """The reader of a kind of files."""
    if las == "data":
        form: Any = name.rpartition(".")[2]
        return lambda data: read_text(data, form, name)
    if las in {"word", "kontroller"}:
        return lambda data: read_word(data, name)
    return lambda data: read_document(data, name)


def try_one(las: str, seed: int, number: int) -> Outcome:
    """Make a file, read it, and use what was read."""
    name, data = _mutera.make(las, f"{seed}/{las}/{number}")
    reader = reader_of(las, name)
    refused = fault = None
    details = ""
    began = process_time()
    try:
        try:
            arende = reader(data)
        finally:
            seconds = process_time() - began
        fault = misused(arende)
    except ReadError as error:
        refused, fault = kind_of(error), unclear(error)
    except Exception as error:  # noqa: BLE001  that none but ReadError comes is what is tried
        fault, details = in_short(error), traceback.format_exc()
    memory = peak_memory()
    if fault is None and seconds > LONGEST:
        fault = f"tog mer än {LONGEST:.0f} sekunder"
    if fault is None and memory > MOST_MEMORY:
        fault = f"behövde mer än {MOST_MEMORY} MB minne"
    return Outcome(number, refused, fault, details, seconds, memory)


def misused(arende: Arende) -> str | None:
    """What is wrong with an ärende that was read: it is to be checked, rendered, written and read again."""
    if sum(len(value) for _, _, value in walk(arende) if isinstance(value, str)) > _LONGEST_USED:
        return None
    check(arende)
    for document in arende.dokument.values():
        if not isinstance(document, Arsrapport):
            try:
                render(document, arende=arende)
            except RenderError:
                continue  # a document that cannot be written is said to be so
    try:
        again = read_text(to_yaml(arende), "yaml", "fil.yaml")
    except ReadError as error:
        return f"datafilen kan inte läsas: {kind_of(error)}"
    return None if again == arende else "datafilen säger något annat än dokumentet"


def kind_of(error: ReadError) -> str:
    """A message without what differs from file to file."""
    text = error.mistakes[0].text if error.mistakes else ""
    return re.sub(r"”[^”]*”", "”…”", re.sub(r"\d+", "#", text))[:110]


def unclear(error: ReadError) -> str | None:
    """What is wrong with a refusal: no message, or one without a sentence."""
    if not error.mistakes:
        return "avvisades utan besked"
    odd = [mistake for mistake in error.mistakes if not _SENTENCE.search(mistake.text)]
    return f"beskedet är ingen mening: {odd[0].text[:80]}" if odd else None


def in_short(error: Exception) -> str:
    """An exception with its innermost place in poreport."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "poreport" in Path(f.filename).parts]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} i {place}"


# --- many files ---------------------------------------------------------------------------------------------


@define
class Summary:
    """What happened to all files of a reader."""

    las: str
    seed: int
    folder: Path
    files: int = 0
    read: int = 0
    refused: Counter[str] = field(factory=Counter)
    faults: Counter[str] = field(factory=Counter)
    slowest: Outcome = field(factory=lambda: Outcome(0))
    memory: int = 0

    def take(self, outcome: Outcome) -> None:
        """Count an outcome; a failure is saved."""
        self.files += 1
        if outcome.refused is not None:
            self.refused[outcome.refused] += 1
        elif outcome.fault is None:
            self.read += 1
        if outcome.seconds > self.slowest.seconds:
            self.slowest = outcome
        self.memory = max(self.memory, outcome.memory)
        if outcome.fault is not None:
            self.faults[outcome.fault] += 1
            if self.faults[outcome.fault] <= _SAVED_OF_EACH:
                self.save(outcome)

    def save(self, outcome: Outcome) -> None:
        """Write the file that failed, and beside it why."""
        name, data = _mutera.make(self.las, f"{self.seed}/{self.las}/{outcome.number}")
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.las}-{self.seed}-{outcome.number}{Path(name).suffix}"
        path.write_bytes(data)
        why = f"{outcome.fault}\n{outcome.seconds:.1f} s, {outcome.memory} MB\n\n{outcome.details}"
        path.with_name(f"{path.name}.orsak").write_text(why, encoding="utf-8", errors="replace")

    def lines(self) -> Iterator[str]:
        """What to print of it."""
        refused = sum(self.refused.values())
        memory = f"{self.memory} MB" if self.memory else "okänt"
        yield (
            f"{self.las:<11}{self.files:>8} filer {self.read:>8} lästa {refused:>8} avvisade "
            f"{sum(self.faults.values()):>4} fel   längst {self.slowest.seconds:.2f} s "
            f"(nr {self.slowest.number})   mest minne {memory}"
        )
        for kind, number in self.refused.most_common(_SHOWN):
            yield f"  {number:>7}  {kind}"
        rest = self.refused.most_common()[_SHOWN:]
        if rest:
            yield f"  {sum(number for _, number in rest):>7}  {len(rest)} andra besked"
        for fault, number in self.faults.most_common():
            yield f"  FEL {number:>3}  {fault}"


def work(las: str, seed: int, first: int, seconds: float, sender: Connection) -> None:
    """What the process of its own does: one file after the other until the time is out."""
    limit_memory(4 * MOST_MEMORY)
    _mutera.make(las, "")  # what is mutated is made before the time is taken
    end = monotonic() + seconds
    number = first
    while monotonic() < end:
        outcome = try_one(las, seed, number)
        sender.send(outcome)
        number += 1
        if outcome.memory > MOST_MEMORY:
            return  # the most memory a process has had stays as it is; the next file needs a new process


def run(las: str, seed: int, seconds: float, folder: Path) -> Summary:
    """Try a reader on files for so long.

    Args:
        las: The reader, one of `_mutera.LASARE`.
        seed: Which files; the same number gives the same files in the same order.
        seconds: For how long.
        folder: Where files that fail are saved.
    """
    summary = Summary(las, seed, folder)
    context = multiprocessing.get_context("spawn")  # the same on every system
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(las, seed, summary.files, left, sender), daemon=True)
        process.start()
        sender.close()
        fault = None
        try:
            while receiver.poll(NO_ANSWER):
                summary.take(receiver.recv())
            fault = f"svarade inte inom {NO_ANSWER:.0f} sekunder"
        except EOFError:
            process.join(NO_ANSWER)
            if process.exitcode:
                fault = f"processen dog (slutkod {process.exitcode})"
        process.kill()
        process.join()
        if fault is not None:
            summary.take(Outcome(summary.files, fault=fault, seconds=NO_ANSWER))
    return summary


def main(arguments: list[str] | None = None) -> int:
    """Try the readers and print what happened; 1 when anything failed."""
    _miljo.make_output_safe()
    parser = _miljo.Arguments("fuzz")
    parser.add_argument("--minuter", type=float, default=1.0)
    parser.add_argument("--las", choices=_mutera.LASARE, action="append")
    parser.add_argument("--fro", type=int, default=random.SystemRandom().randrange(1_000_000))
    given = parser.parse_args(arguments)
    print(f"Frö {given.fro}, {given.minuter:g} minuter för varje läsare.", flush=True)
    failed = 0
    for las in given.las or _mutera.LASARE:
        summary = run(las, given.fro, 60 * given.minuter, SAVED)
        print("\n".join(summary.lines()), flush=True)
        failed += summary.faults.total()
    if failed:
        print(f"Filerna som gick fel ligger i {SAVED.relative_to(ROOT)}, med orsaken bredvid.")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
