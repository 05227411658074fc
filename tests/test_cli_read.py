"""`poreport read`: filled-in documents to the ärende's file, what is reported, and the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import _miljo
import poreport
from poreport import forms
from poreport.cli import lasning, main
from poreport.model import Arende, Kommun, Ombud, Otolkat, Redovisning
from poreport.read import read
from poreport.render import render, render_to

EXAMPLES = _miljo.ROOT / "examples"
KALMAR, STOCKHOLM = (read(EXAMPLES / name / "arende.yaml") for name in ("kalmar-2021", "stockholm-2022"))
KOMMUN = Kommun(namn="Exempelby kommun")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty folder, with no editions of one's own from another test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(forms, "_egna", {})


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return a function that runs poreport read; an exception goes through to the test."""

    def invoke(*words: str | Path) -> Result:
        return CliRunner(catch_exceptions=False).invoke(main, ["read", *map(str, words)])

    return invoke


def with_raw_text(name: str = "otolkad.docx") -> Path:
    """Write a redovisning in which a number could not be interpreted."""
    redovisning = Redovisning(ar=2021, kommun=KOMMUN, ombud=Ombud(kvinnor=2))
    raw = Otolkat(falt="redovisning.ombud.man", text="ca 12")
    file = Path(name)
    file.write_bytes(render(redovisning, arende=Arende(kommun=KOMMUN, otolkat=(raw,))))
    return file


def test_three_documents_are_one_arende(run: Callable[..., Result]) -> None:
    """The Word files of an ärende become the data file that they were made from, and nothing is noted."""
    files = render_to(KALMAR, "ut")
    done = run(*files, "-o", "arende.yaml")
    assert (0, "", "Skrev arende.yaml\n") == (done.exit_code, done.stdout, done.stderr)
    assert KALMAR == read("arende.yaml")
    first = Path("arende.yaml").read_text(encoding="utf-8").splitlines()[:4]
    assert [
        "# Läst ur",
        "# kalmar-redovisning-2021.docx: redovisning 2021, blankett redovisning_2021_kalmar",
        "# kalmar-ansokan-2022.docx: ansökan 2022, blankett ansokan_2022_kalmar",
        "# kalmar-tjansteskrivelse-2021-12-06.docx: tjänsteskrivelse",
    ] == first


def test_a_folder_is_read_whole(run: Callable[..., Result]) -> None:
    """A folder stands for its documents; without -o the result is printed."""
    render_to(KALMAR, "ut")
    Path("ut/~$lmar-redovisning-2021.docx").write_bytes(b"lock")
    Path("ut/bild.png").write_bytes(b"not a document")
    done = run("ut")
    assert (0, "") == (done.exit_code, done.stderr)
    Path("arende.yaml").write_text(done.stdout, encoding="utf-8")
    assert KALMAR == read("arende.yaml")


def test_texts_of_other_kinds_in_a_folder_are_told(run: Callable[..., Result]) -> None:
    """A form that someone saved in an older format is told with what to do, and the others are read."""
    render_to(KALMAR, "ut")
    Path("ut/Redovisning.DOC").write_bytes(b"an older format")
    done = run("ut")
    assert 2 == done.exit_code
    assert "Redovisning.DOC: Filer som slutar på ”.doc” kan inte läsas. Öppna filen i Word" in done.stderr
    assert "redovisning:" in done.stdout


def test_json(run: Callable[..., Result]) -> None:
    """With --json the result is JSON, which can be read again."""
    done = run(*render_to(KALMAR, "ut"), "--json", "--out", "arende.json")
    assert 0 == done.exit_code
    assert KALMAR == read("arende.json")


def test_one_file_for_each_document(run: Callable[..., Result]) -> None:
    """With a folder to write in, each document has a file of its own, with the document's name."""
    render_to(KALMAR, "kalmar")
    render_to(STOCKHOLM, "stockholm")
    done = run("kalmar", "stockholm", "-o", "data")
    assert 0 == done.exit_code
    assert [
        "kalmar-ansokan-2022.yaml",
        "kalmar-redovisning-2021.yaml",
        "kalmar-tjansteskrivelse-2021-12-06.yaml",
        "stockholms-stad-ansokan-2023.yaml",
        "stockholms-stad-redovisning-2022.yaml",
    ] == sorted(file.name for file in Path("data").iterdir())
    assert 5 == done.stderr.count("Skrev ")
    assert STOCKHOLM.redovisning == read("data/stockholms-stad-redovisning-2022.yaml").redovisning


def test_many_files_are_not_named(run: Callable[..., Result]) -> None:
    """Of many files it is told how many were written and where, after each that could not be read."""
    Path("in").mkdir()
    for number in range(21):
        with_raw_text(f"in/{number}.docx")
    Path("in/trasig.docx").write_bytes(b"PK")
    done = run("in", "-o", "data")
    first, *rest = done.stderr.splitlines()
    assert (2, 21) == (done.exit_code, len(list(Path("data").iterdir())))
    assert first.startswith("in/trasig.docx: ")
    assert [
        "1 av 22 filer kunde inte läsas. De andra lästes.",
        "Skrev 21 filer i data.",
        "21 texter kunde inte tolkas. Med --report visas var.",
    ] == rest


def test_two_files_with_one_name(run: Callable[..., Result]) -> None:
    """The same name with two endings gives two files; the same name in two folders is refused."""
    for folder in ("a", "b"):
        Path(folder).mkdir()
        with_raw_text(f"{folder}/samma.docx")
    Path("a/samma.txt").write_text("\n".join(forms.blank_text(forms.get("redovisning_2021_kalmar"))), "utf-8")
    assert 1 == run("a", "-o", "data").exit_code
    assert {"samma.docx.yaml", "samma.txt.yaml"} == {file.name for file in Path("data").iterdir()}
    clash = run("a/samma.docx", "b/samma.docx", "-o", "annan")
    assert (2, "Flera filer heter samma.docx. Läs mapparna var för sig.\n") == (clash.exit_code, clash.stderr)


def test_documents_of_several_arenden(run: Callable[..., Result]) -> None:
    """Documents of two kommuner are not made one; the message says which files belong together."""
    files = [*render_to(KALMAR, "ut"), *render_to(STOCKHOLM, "ut")]
    done = run(*files, "-o", "arende.yaml")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "Filerna hör till 2 olika ärenden:\n  kalmar-redovisning-2021.docx, " in done.stderr
    assert "  stockholms-stad-redovisning-2022.docx, stockholms-stad-ansokan-2023.docx\n" in done.stderr
    assert not Path("arende.yaml").exists()


def test_what_was_interpreted_is_reported(run: Callable[..., Result]) -> None:
    """With --report every interpretation is shown with file, place and field, and what could not be too."""
    lines = forms.blank_text(forms.get("redovisning_2021_kalmar"))
    at = next(index for index, line in enumerate(lines) if line.startswith("Ange antal tjänster"))
    lines[at] += " 1,0"
    Path("ifylld.txt").write_text("\n".join(lines), encoding="utf-8")
    done = run("ifylld.txt", with_raw_text(), "--report", "-o", "data")
    assert 1 == done.exit_code
    assert f"ifylld.txt:{at + 1}: redovisning.ombud.tjanster: läste ”1,0” som 1,00\n" in done.stdout
    raw = "otolkad.docx (tabell 4, rad 2): kunde inte tolka ”ca 12” som redovisning.ombud.man\n"
    assert done.stdout.endswith(raw)
    assert "1 text kunde inte tolkas.\n" in done.stderr


def test_a_text_that_cannot_be_interpreted(run: Callable[..., Result]) -> None:
    """A raw text gives status 1, stands in the data file, and the way to see where it stood is told."""
    done = run(with_raw_text())
    assert (1, "1 text kunde inte tolkas. Med --report visas var.\n") == (done.exit_code, done.stderr)
    assert "otolkat:\n  - falt: redovisning.ombud.man\n    text: ca 12\n" in done.stdout


def test_the_report_leaves_the_result_alone(run: Callable[..., Result]) -> None:
    """When the result is printed, the report is not mixed into it."""
    done = run(with_raw_text(), "--report", "-o", "-")
    assert "kunde inte tolka ”ca 12”" in done.stderr
    assert "kunde inte tolka" not in done.stdout


def test_a_broken_file_does_not_stop_the_rest(run: Callable[..., Result]) -> None:
    """Files that cannot be read are named, the others are read all the same, and the status is 2."""
    Path("trasig.docx").write_bytes(b"PK\x03\x04")
    Path("brev.txt").write_text("Hej! Här kommer inget formulär.", encoding="utf-8")
    good = with_raw_text()
    done = run("trasig.docx", good, "brev.txt", "finns_inte.pdf", "-o", "arende.yaml")
    assert 2 == done.exit_code
    assert ["trasig.docx", "brev.txt", "finns_inte.pdf"] == [
        line.partition(":")[0] for line in done.stderr.splitlines()[:3]
    ]
    assert "3 av 4 filer kunde inte läsas. De andra lästes.\n" in done.stderr
    assert read("arende.yaml").redovisning is not None


def test_a_mistake_of_ours_does_not_stop_the_rest(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When poreport itself fails on one of several files, that file is named and the others are read."""
    bad, good = with_raw_text("a.docx"), with_raw_text("b.docx")

    def reader(path: Path) -> Arende:
        if path == bad:
            raise KeyError
        return read(path)

    monkeypatch.setattr(sys.modules["poreport.read"], "read", reader)
    done = run(bad, good, "-o", "data")
    assert (2, ["b.yaml"]) == (done.exit_code, [path.name for path in Path("data").iterdir()])
    assert done.stderr.startswith("a.docx: filen kunde inte läsas, för poreport gjorde fel (KeyError). ")
    with pytest.raises(KeyError):
        run(bad, "-o", "data")


def test_nothing_that_is_known(run: Callable[..., Result]) -> None:
    """When no file is a known document nothing is written."""
    Path("brev.txt").write_text("Hej! Här kommer inget formulär.", encoding="utf-8")
    done = run("brev.txt", "-o", "arende.yaml")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "ingen känd redovisning" in done.stderr
    assert not Path("arende.yaml").exists()


def test_a_folder_without_documents(run: Callable[..., Result]) -> None:
    """A folder with nothing to read is said, with the endings that are read."""
    Path("tom").mkdir()
    done = run("tom", with_raw_text())
    assert 2 == done.exit_code
    assert "tom: mappen innehåller inget dokument som slutar på .docx" in done.stderr
    assert "ombud:" in done.stdout


def test_nothing_is_overwritten(run: Callable[..., Result]) -> None:
    """An existing file is left alone unless --ersatt is given; so are those in a folder."""
    file = with_raw_text()
    Path("arende.yaml").write_text("kvar", encoding="utf-8")
    Path("data").mkdir()
    Path("data/otolkad.yaml").write_text("kvar", encoding="utf-8")
    for ut in ("arende.yaml", "data"):
        done = run(file, "-o", ut)
        assert 2 == done.exit_code
        assert "Finns redan: " in done.stderr
    assert {"kvar"} == {Path(name).read_text("utf-8") for name in ("arende.yaml", "data/otolkad.yaml")}
    assert 1 == run(file, "-o", "arende.yaml", "--ersatt").exit_code
    assert 1 == run(file, "-o", "data", "--ersatt").exit_code
    assert "kvar" not in Path("arende.yaml").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to(run: Callable[..., Result]) -> None:
    """When the folder cannot be made the message says so."""
    Path("fil").write_text("", encoding="utf-8")
    done = run(with_raw_text(), "-o", "fil/data")
    assert 2 == done.exit_code
    assert "fil/data: filerna kunde inte skrivas, för " in done.stderr


def test_a_progress_bar_on_a_terminal(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Many files show a progress bar, on standard error, when that is a terminal; few files do not."""
    files = [with_raw_text(f"{number}.docx") for number in range(6)]
    assert "Läser" not in run(*files, "-o", "data").stderr
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with lasning._progress(files) as steps:
        assert files == list(steps)
    with lasning._progress(files[:2]) as steps:
        assert files[:2] == list(steps)
    captured = capsys.readouterr()
    assert "" == captured.out
    assert "Läser" in captured.err
    assert "100%" in captured.err


def test_help_says_what_the_status_means(run: Callable[..., Result]) -> None:
    """The help is Swedish and tells the exit status."""
    done = run("--help")
    assert 0 == done.exit_code
    assert "read [FLAGGOR] FIL …" in done.stdout.splitlines()[0]
    assert "Slutar med 0, med 1 när någon text inte kunde tolkas" in " ".join(done.stdout.split())


def test_the_data_is_complete(run: Callable[..., Result]) -> None:
    """What is read from Word can be checked: the same findings as for the file it was made from."""
    render_to(KALMAR, "ut")
    found = json.loads(run("ut", "--json").stdout)
    assert {"kommun", "redovisning", "ansokan", "tjansteskrivelse"} == found.keys()
    codes = [[f.kod for f in poreport.check(arende)] for arende in (KALMAR, read("ut"))]
    assert sorted(codes[0]) == sorted(codes[1])
