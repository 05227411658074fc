"""Files are written whole or not at all: also when the disk is full, or the process is killed half way.

A process that is killed outright (SIGKILL, a power cut) has no time to tidy up. Then a hidden file beside the
document, ".name.….tmp", may be left; what has the document's own name is always whole.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import _miljo
from poreport import read, render_to
from poreport.files import ExistsError, reason, write_files

KALMAR = _miljo.ROOT / "examples" / "kalmar-2021" / "arende.yaml"
LEFT_OVER = re.compile(r"\.kalmar-[\w-]+\.docx\.\w+\.tmp")

DRIVER = """
import os, sys

def die():
    {die}

def count_down(function, calls):
    def counted(*args, **kwargs):
        nonlocal calls
        if calls == 0:
            die()
        calls -= 1
        return function(*args, **kwargs)
    return counted

os.{function} = count_down(os.{function}, {calls})
from poreport.cli import main
main({arguments})
"""
KILL = "import signal; os.kill(os.getpid(), signal.SIGKILL)" if hasattr(signal, "SIGKILL") else "os._exit(9)"
LIMIT = """
import resource, signal
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
signal.signal(signal.SIGXFSZ, signal.{action})
from poreport.cli import main
main({arguments})
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The documents of Kalmar as they are when nothing happens, in the order they are written."""
    return {path.name: path.read_bytes() for path in render_to(read(KALMAR), tmp_path_factory.mktemp("hela"))}


def rendered(code: str, out: Path, *flags: str, **values: object) -> subprocess.CompletedProcess[str]:
    """Run `poreport render` on Kalmar inside a program that does something to the process."""
    arguments = ["render", str(KALMAR), "--out", str(out), *flags]
    program = code.format(arguments=repr(arguments), **values)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)


def contents(folder: Path) -> dict[str, bytes]:
    """What a folder holds, hidden files too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def split(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """The documents of a folder, and the names of hidden files."""
    found = contents(folder)
    return {n: data for n, data in found.items() if n[0] != "."}, sorted(n for n in found if n[0] == ".")


# --- killed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "calls", "expected"),
    [
        ("fsync", 0, (0, 1)),
        ("fsync", 2, (0, 3)),
        ("replace", 0, (0, 3)),
        ("replace", 1, (1, 2)),
        ("replace", 2, (2, 1)),
    ],
)
def test_a_killed_process_leaves_whole_files(
    tmp_path: Path, whole: dict[str, bytes], function: str, calls: int, expected: tuple[int, int]
) -> None:
    """Killed while it writes files or gives them their names, poreport leaves documents that are whole."""
    assert 0 != rendered(DRIVER, tmp_path, function=function, calls=calls, die=KILL).returncode
    documents, hidden = split(tmp_path)
    assert expected == (len(documents), len(hidden))
    assert dict(list(whole.items())[: expected[0]]) == documents
    assert [] == [name for name in hidden if not LEFT_OVER.fullmatch(name)]


def test_killed_while_replacing(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Killed while it replaces earlier files, each document is the earlier one or the new one, whole."""
    for name in whole:
        (tmp_path / name).write_bytes(b"det gamla")
    assert 0 != rendered(DRIVER, tmp_path, "--ersatt", function="replace", calls=1, die=KILL).returncode
    first, *others = whole
    assert {first: whole[first], **dict.fromkeys(others, b"det gamla")} == split(tmp_path)[0]


def test_what_a_killed_process_left_is_no_hindrance(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Afterwards the same command writes all documents, whatever hidden files are there."""
    assert 0 != rendered(DRIVER, tmp_path, function="replace", calls=0, die=KILL).returncode
    done = rendered("from poreport.cli import main; main({arguments})", tmp_path)
    assert (0, whole) == (done.returncode, split(tmp_path)[0])


def test_interrupted_while_it_writes(tmp_path: Path) -> None:
    """Ctrl-C while the files get their names leaves nothing, hidden or not."""
    done = rendered(DRIVER, tmp_path, function="replace", calls=1, die="raise KeyboardInterrupt")
    assert (130, {}) == (done.returncode, contents(tmp_path))
    assert "Avbrutet." in done.stderr


# --- no room -----------------------------------------------------------------------------------------------

needs_limits = pytest.mark.skipif(os.name == "nt", reason="Windows begränsar inte en process filstorlek")


@needs_limits
@pytest.mark.parametrize("flags", [[], ["--ersatt"]])
def test_no_room_leaves_what_was_there(tmp_path: Path, whole: dict[str, bytes], flags: list[str]) -> None:
    """When a file cannot be written to its end, nothing new is left, earlier files are, and it is said."""
    before = dict.fromkeys(whole, b"det gamla") if flags else {}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    size = max(map(len, whole.values())) - 1
    done = rendered(LIMIT, tmp_path, *flags, size=size, action="SIG_IGN")
    assert (2, "", before) == (done.returncode, done.stdout, contents(tmp_path))
    expected = f"Dokumenten kunde inte skrivas i {tmp_path}: filen är större än systemet tillåter.\n"
    assert expected == done.stderr


@needs_limits
def test_killed_in_the_middle_of_a_file(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Killed by the system in the middle of a document's bytes, poreport leaves no document."""
    size = max(map(len, whole.values())) - 1
    done = rendered(LIMIT, tmp_path, size=size, action="SIG_DFL")
    documents, hidden = split(tmp_path)
    assert (-signal.SIGXFSZ, {}, 1) == (done.returncode, documents, len(hidden))
    assert size == (tmp_path / hidden[0]).stat().st_size


@needs_limits
def test_no_room_for_one_of_several(tmp_path: Path) -> None:
    """When the last of several files has no room, the ones before it are not left either."""
    code = (
        "import resource; from pathlib import Path; from poreport.files import write_files\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_files({{Path('a'): b'a', Path('mapp/b'): b'b' * 1000, Path('c'): b'c' * 1001}})"
    ).format()
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert b"File too large" in done.stderr
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]


def test_rename_that_fails_takes_the_others_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file cannot get its name, those that have theirs are taken away again."""
    places = [tmp_path / name for name in "abc"]

    def replace(path: Path, target: Path) -> Path:
        if target == places[2]:
            raise OSError(errno.ENOSPC, "full")
        path.rename(target)
        return target

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="full"):
        write_files(dict.fromkeys(places, b"x"))
    assert {} == contents(tmp_path)


# --- the ordinary case -------------------------------------------------------------------------------------


def test_files_are_written_in_order(tmp_path: Path) -> None:
    """All files are written, also in folders that did not exist, and named in the given order."""
    wanted = {tmp_path / "ny" / "mapp" / "b": b"B" * 100_000, tmp_path / "a": b"", tmp_path / "å ä": b"\0"}
    assert list(wanted) == write_files(wanted)
    assert wanted == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_all_that_exist_are_named(tmp_path: Path) -> None:
    """Files that exist are all named in the message, and nothing at all is written."""
    taken = [tmp_path / "a", tmp_path / "b"]
    for path in taken:
        path.write_bytes(b"mitt")
    with pytest.raises(ExistsError) as error:
        write_files({taken[0]: b"1", tmp_path / "c": b"2", taken[1]: b"3"})
    assert f"Finns redan: {taken[0]}, {taken[1]}." == str(error.value)
    assert {"a": b"mitt", "b": b"mitt"} == contents(tmp_path)


def test_existing_files_are_replaced_on_request(tmp_path: Path) -> None:
    """With leave, what exists is replaced and nothing else is left beside it."""
    (tmp_path / "a").write_bytes(b"mitt")
    write_files({tmp_path / "a": b"1", tmp_path / "c": b"2"}, ersatt=True)
    assert {"a": b"1", "c": b"2"} == contents(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows har inga sådana rättigheter")
@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o027, 0o640)])
def test_files_can_be_read_by_others(tmp_path: Path, umask: int, expected: int) -> None:
    """A document has the rights of any new file, not those of a private temporary one."""
    before = os.umask(umask)
    try:
        write_files({tmp_path / "a": b"1"})
        assert umask == os.umask(umask)
    finally:
        os.umask(before)
    assert expected == (tmp_path / "a").stat().st_mode & 0o777


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    """A folder with the name of a file is not touched, and what was written before it is taken away."""
    (tmp_path / "b" / "kvar").mkdir(parents=True)
    with pytest.raises(OSError, match=re.escape(str(tmp_path / "b"))):
        write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"}, ersatt=True)
    assert ["b", "b/kvar"] == sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disken är full"),
        (
            PermissionError(errno.EACCES, "x"),
            "behörighet saknas, eller så är filen öppen i ett annat program",
        ),
        (NotADirectoryError(errno.ENOTDIR, "x"), "en del av sökvägen är en fil och ingen mapp"),
        (OSError(errno.ENOTTY, "ovanligt fel"), "ovanligt fel"),
        (OSError("utan nummer"), "utan nummer"),
    ],
)
def test_reasons_are_swedish(error: OSError, expected: str) -> None:
    """The usual reasons are said in Swedish; for others what the system says has to do."""
    assert expected == reason(error)
