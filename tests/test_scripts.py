"""The helpers of scripts/ and tests/conftest.py: the virtual environment, outside programs, skips in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

import _miljo

if TYPE_CHECKING:
    from collections.abc import Callable


class Checkout:
    """A small checkout with a .venv of its own, where commands are noted down instead of run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pyproject = folder / "pyproject.toml"
        self.write('[dependency-groups]\ndev = ["pytest>=8"]\n')
        self.venv = folder / ".venv"
        self.commands: list[list[str]] = []
        monkeypatch.setattr(_miljo, "ROOT", folder)
        monkeypatch.setattr(_miljo, "VENV", self.venv)
        monkeypatch.setattr(_miljo, "STAMP", self.venv / "poreport-miljo.json")
        monkeypatch.setattr(_miljo, "run", self.run)
        monkeypatch.setattr(_miljo, "succeeds", lambda *_: True)

    def write(self, text: str) -> None:
        """Replace pyproject.toml."""
        self.pyproject.write_text(text, encoding="utf-8")

    def make_python(self) -> None:
        """Put a Python into .venv."""
        python = _miljo.program("python")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def run(self, *command: str | Path) -> int:
        """Note a command; "venv" also puts a Python in place, as the real one does."""
        self.commands.append([str(part) for part in command])
        if "venv" in self.commands[-1]:
            self.make_python()
        return 0

    def prepare(self, *, dev: bool) -> list[str]:
        """Prepare .venv and return the steps taken: "venv", and "install" with the packages."""
        self.commands.clear()
        _miljo.prepare(dev=dev)
        steps = {"venv": "venv", "pip": "install"}
        return [
            " ".join([steps[command[2]], *(part for part in command if ">=" in part)])
            for command in self.commands
        ]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """Return a small checkout without a .venv."""
    return Checkout(tmp_path, monkeypatch)


def test_demo_installs_no_test_tools(checkout: Checkout) -> None:
    """The first run makes .venv and installs only the package when tests are not to be run."""
    assert ["venv", "install"] == checkout.prepare(dev=False)


def test_venv_is_reused(checkout: Checkout) -> None:
    """A second run does nothing at all, also when it needs less than what is installed."""
    assert ["venv", "install pytest>=8"] == checkout.prepare(dev=True)
    assert [] == checkout.prepare(dev=True)
    assert [] == checkout.prepare(dev=False)


def test_test_tools_are_added(checkout: Checkout) -> None:
    """Running the tests after the demo adds what the tests need to the same .venv."""
    checkout.prepare(dev=False)
    assert ["install pytest>=8"] == checkout.prepare(dev=True)


def test_changed_dependencies_are_installed(checkout: Checkout) -> None:
    """A changed pyproject.toml is installed again, into the same .venv."""
    checkout.prepare(dev=True)
    checkout.write('[dependency-groups]\ndev = ["pytest>=9"]\n')
    assert ["install pytest>=9"] == checkout.prepare(dev=True)


def test_moved_checkout_gets_new_venv(checkout: Checkout) -> None:
    """A .venv that was made for another place is made anew, since its programs hold absolute paths."""
    checkout.prepare(dev=False)
    stamp = _miljo.STAMP.read_text(encoding="utf-8")
    _miljo.STAMP.write_text(stamp.replace('"checkout": "', '"checkout": "annanstans'), encoding="utf-8")
    assert ["venv", "install"] == checkout.prepare(dev=False)


def test_own_venv_is_not_replaced(checkout: Checkout) -> None:
    """A .venv that someone made by hand is installed into and never thrown away."""
    checkout.make_python()
    assert ["install"] == checkout.prepare(dev=False)


def test_broken_own_venv_is_not_thrown_away(checkout: Checkout) -> None:
    """A .venv that someone made by hand and that has no Python stops the script with an explanation."""
    checkout.venv.mkdir()
    with pytest.raises(SystemExit, match=r"Ta bort katalogen \.venv"):
        checkout.prepare(dev=False)
    assert [] == checkout.commands


def test_missing_pip_names_the_package(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pip and ensurepip the script names the Debian package that holds them."""
    monkeypatch.setattr(_miljo, "succeeds", lambda *_: False)
    with pytest.raises(SystemExit, match=r"sudo apt install python3\.\d+-venv"):
        checkout.prepare(dev=False)


def test_old_python_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that is too old, with no newer one on the machine, is met with what to do in Swedish."""
    monkeypatch.setattr(_miljo, "OLDEST", (99, 0))
    monkeypatch.setattr(sys, "argv", ["scripts/demo"])
    with pytest.raises(SystemExit, match=r"poreport behöver Python 99\.0 eller senare"):
        _miljo.start("")


def run_script(rot: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts with this Python and return what it said."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=rot / "scripts",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("script", ["demo", "test", "check", "docs", "fuzz", "roundtrip"])
def test_scripts_explain_themselves(rot: Path, script: str) -> None:
    """A script shows in Swedish what it does for --help, and does nothing else then."""
    result = run_script(rot, script, "--help")
    assert (0, "") == (result.returncode, result.stderr)
    assert f"    python3 scripts/{script}" in result.stdout


@pytest.mark.parametrize("script", ["demo", "check", "docs"])
def test_scripts_refuse_arguments(rot: Path, script: str) -> None:
    """A script that takes no arguments says so instead of ignoring them."""
    result = run_script(rot, script, "--snabbt")
    assert (2, f"scripts/{script} tar inga argument.\n") == (result.returncode, result.stdout)


@pytest.mark.parametrize(("script", "arguments"), [("fuzz", ["--las", "bild"]), ("roundtrip", [])])
def test_wrong_arguments_are_met_in_swedish(rot: Path, script: str, arguments: list[str]) -> None:
    """A script that is called in a wrong way says in Swedish where the help is."""
    result = run_script(rot, f"_{script}.py", *arguments)
    expected = f"Det går inte att köra scripts/{script} så. Se hur man gör: python3 scripts/{script} --help\n"
    assert (2, expected, "") == (result.returncode, result.stdout, result.stderr)


def test_missing_programs_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing outside program is named with what is not tested then and its Debian package."""
    monkeypatch.setattr(_miljo, "find_tool", lambda _: None)
    monkeypatch.delenv("CI", raising=False)
    _miljo.report_missing_tools()
    lines = capsys.readouterr().out.splitlines()
    assert [
        "Programmet soffice saknas, så de tester som öppnar dokumenten i LibreOffice hoppas över.",
        "Programmet pdftoppm saknas, så de tester som gör bilder av sidorna hoppas över.",
    ] == lines[:2]
    assert lines[2].endswith("sudo apt install libreoffice-writer poppler-utils")


def test_missing_program_stops_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI a missing outside program ends the run at once."""
    monkeypatch.setattr(_miljo, "find_tool", lambda name: None if name == "soffice" else name)
    monkeypatch.setenv("CI", "1")
    with pytest.raises(SystemExit, match="I CI ska alla tester köras"):
        _miljo.report_missing_tools()


SKIPS = {
    "test": "import pytest\n\ndef test_a():\n    pytest.skip('verktyget saknas')\n",
    "mark": "import pytest\n\n@pytest.mark.skip('verktyget saknas')\ndef test_a():\n    pass\n",
    "module": "import pytest\n\npytest.skip('verktyget saknas', allow_module_level=True)\n",
}
XFAIL = "import pytest\n\n@pytest.mark.xfail\ndef test_a():\n    assert False\n"


def run_pytest(rot: Path, folder: Path, source: str, ci: str) -> subprocess.CompletedProcess[str]:
    """Run one test module in a folder of its own, with the project's conftest.py."""
    conftest = (rot / "tests" / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = {rot / 'scripts'}\n", encoding="utf-8")
    return run_script(rot, "-m", "pytest", "-p", "no:xdist", str(folder), CI=ci)


@pytest.mark.parametrize("kind", SKIPS)
def test_skips_fail_in_ci(rot: Path, tmp_path: Path, kind: str) -> None:
    """A test, a mark and a module that skip fail in CI, and the reason is shown."""
    result = run_pytest(rot, tmp_path, SKIPS[kind], ci="1")
    assert 0 != result.returncode
    assert "I CI får inget test hoppas över. Skipped: verktyget saknas" in result.stdout


def test_skips_are_allowed_elsewhere(rot: Path, tmp_path: Path) -> None:
    """On a developer's machine a skipped test is only a skipped test."""
    assert 0 == run_pytest(rot, tmp_path, SKIPS["test"], ci="").returncode


def test_expected_failures_pass_in_ci(rot: Path, tmp_path: Path) -> None:
    """A test that is marked as an expected failure is not taken for a skip."""
    assert 0 == run_pytest(rot, tmp_path, XFAIL, ci="1").returncode


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Write a small Word file."""
    path = tmp_path / "brev.docx"
    document = docx.Document()
    document.add_paragraph("Hej på er i Växjö!")
    document.save(str(path))
    return path


def test_audit_takes_bytes_and_paths(audit: Callable[[bytes | Path], list[str]], letter: Path) -> None:
    """The audit says the same of a file and of its bytes, here a known fault of python-docx's template."""
    assert any("stylesWithEffects" in fault for fault in audit(letter))
    assert audit(letter) == audit(letter.read_bytes())


def test_audit_finds_what_is_no_document(audit: Callable[[bytes], list[str]]) -> None:
    """Bytes that are no package at all are a fault and not a crash."""
    assert [] != audit(b"inte en Word-fil")


def test_word_becomes_pdf(convert_to_pdf: Callable[[Path], Path], letter: Path) -> None:
    """LibreOffice turns a Word file into a PDF with the same stem."""
    pdf = convert_to_pdf(letter)
    assert "brev.pdf" == pdf.name
    assert pdf.read_bytes().startswith(b"%PDF-")
