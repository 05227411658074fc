"""scripts/fuzz: a fixed slice of the mutated files, and that what goes wrong is seen, named and saved."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

import _fuzz
import _mutera
from poreport.model import Arende, Kommun, Otolkat, Position
from poreport.read import Mistake, ReadError

SEED = 2013522
FILES = 24


@pytest.mark.parametrize("las", _mutera.LASARE)
def test_mutated_files_are_read_or_refused(las: str) -> None:
    """Each of these fixed files is read and can be used, or is refused with a message, in time."""
    outcomes = [_fuzz.try_one(las, SEED, number) for number in range(FILES)]
    assert {} == {outcome.number: outcome.fault for outcome in outcomes if outcome.fault}
    assert any(outcome.refused is None for outcome in outcomes)


def test_the_same_seed_gives_the_same_file() -> None:
    """A file that failed can be made again from its reader, seed and number."""
    for las in _mutera.LASARE:
        assert _mutera.make(las, "7/1") == _mutera.make(las, "7/1")
        assert _mutera.make(las, "7/1") != _mutera.make(las, "7/2")


def fails_with(monkeypatch: pytest.MonkeyPatch, result: Any) -> str | None:
    """What is said to be wrong when a reader returns this, or raises it."""

    def reader(_data: bytes) -> Arende:
        if isinstance(result, BaseException):
            raise result
        value: Arende = result
        return value

    monkeypatch.setattr(_fuzz, "reader_of", lambda *_: reader)
    return _fuzz.try_one("data", SEED, 0).fault


@pytest.mark.parametrize(
    ("result", "fault"),
    [
        (KeyError("x"), "KeyError i "),
        (RecursionError(), "RecursionError i "),
        (ReadError([]), "avvisades utan besked"),
        (ReadError([Mistake(Position("fil"), "fel")]), "beskedet är ingen mening: fel"),
        (Arende(kommun=Kommun(namn="\0")), "datafilen kan inte läsas: "),
        (Arende(kommun=Kommun(), otolkat=(Otolkat(text=" x"),)), "datafilen säger något annat"),
    ],
)
def test_what_goes_wrong_is_named(monkeypatch: pytest.MonkeyPatch, result: object, fault: str) -> None:
    """Other exceptions, refusals without a sentence and ärenden that cannot be written are failures."""
    assert str(fails_with(monkeypatch, result)).startswith(fault)


def test_slow_and_greedy_readings_are_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes longer, or a process that needs more memory, than is allowed is a failure."""
    whole = Arende(kommun=Kommun(namn="Provstad"))
    assert fails_with(monkeypatch, whole) is None
    monkeypatch.setattr(_fuzz, "peak_memory", lambda: _fuzz.MOST_MEMORY + 1)
    assert "behövde mer än 1000 MB minne" == fails_with(monkeypatch, whole)
    monkeypatch.setattr(_fuzz, "LONGEST", 0.0)
    assert "tog mer än 0 sekunder" == fails_with(monkeypatch, whole)


def test_failures_are_saved_and_counted(tmp_path: Path) -> None:
    """A file that failed lies in the folder with its reason, the first three of each kind, and is counted."""
    summary = _fuzz.Summary("text", SEED, tmp_path)
    for number in range(5):
        summary.take(_fuzz.Outcome(number, fault="KeyError i flow.py:1", seconds=number, details="spår"))
    summary.take(_fuzz.Outcome(5, refused="Filen är tom."))
    summary.take(_fuzz.Outcome(6))
    assert 6 == len(list(tmp_path.iterdir()))
    saved = tmp_path / f"text-{SEED}-0.txt"
    assert _mutera.make("text", f"{SEED}/text/0")[1] == saved.read_bytes()
    assert "spår" in saved.with_name(f"{saved.name}.orsak").read_text(encoding="utf-8")
    head, *rest = summary.lines()
    assert "7 filer        1 lästa        1 avvisade    5 fel   längst 4.00 s (nr 4)" in head
    assert ["1  Filen är tom.", "FEL   5  KeyError i flow.py:1"] == [line.strip() for line in rest]


class DyingContext:
    """Starts no process, but answers with what is said here and then ends as if it had died."""

    def __init__(self, *outcomes: _fuzz.Outcome) -> None:
        self.outcomes = outcomes
        self.exitcode = -11

    def Pipe(self, *, duplex: bool) -> tuple[Any, Any]:  # noqa: N802  the name in multiprocessing
        """Return both ends of a pipe, with the answers in it."""
        receiver, sender = multiprocessing.Pipe(duplex=duplex)
        for outcome in self.outcomes:
            sender.send(outcome)
        return receiver, sender

    def Process(self, **_: object) -> DyingContext:  # noqa: N802  likewise
        """Return the process."""
        return self

    def start(self) -> None:
        """Do nothing."""

    join = kill = lambda *_: None


def test_a_process_that_dies_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the process ends the file that it was working on has failed, and a new one goes on after it."""
    context = DyingContext(_fuzz.Outcome(0), _fuzz.Outcome(1))
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: context)
    clock = iter(range(100))
    monkeypatch.setattr(_fuzz, "monotonic", lambda: next(clock))
    summary = _fuzz.run("text", SEED, 1.5, tmp_path)
    assert (3, {"processen dog (slutkod -11)": 1}) == (summary.files, dict(summary.faults))
    assert [f"text-{SEED}-2.txt", f"text-{SEED}-2.txt.orsak"] == sorted(p.name for p in tmp_path.iterdir())


def test_a_short_run_prints_its_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The script runs the chosen reader in a process of its own and prints what happened."""
    monkeypatch.setattr(_fuzz, "SAVED", tmp_path)
    assert 0 == _fuzz.main(["--minuter", "0.03", "--las", "data", "--fro", str(SEED)])
    first, counts = capsys.readouterr().out.splitlines()[:2]
    assert f"Frö {SEED}, 0.03 minuter för varje läsare." == first
    assert counts.startswith("data")
    assert " 0 fel " in counts
