"""Fixtures that every test may ask for, and the rule that nothing is skipped in CI."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

import _miljo

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Sequence

# A deadline in milliseconds says more about the machine than about the code; benchmarks/ measures the code.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if _miljo.is_ci() else "dev")


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure when this is CI; an expected failure (xfail) is left as it is."""
    if _miljo.is_ci() and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"I CI får inget test hoppas över. {reason}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the reference files anew."""
    parser.addoption("--uppdatera", action="store_true", help="Skriv om referensfilerna i tests/data/golden.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Refuse a test that skips itself, or that a fixture or mark skips."""
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse a module that skips itself while it is collected."""
    report = yield
    refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def rot() -> Path:
    """Return the root folder of the repository."""
    return _miljo.ROOT


@pytest.fixture(scope="session")
def golden(rot: Path, request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """Return a function that reads a reference file of tests/data/golden: what was right when last looked at.

    It is given the file's name and what was found now, which it writes to the file first with --uppdatera.
    """
    update: bool = request.config.getoption("--uppdatera")

    def reference(name: str, found: str) -> str:
        path = rot / "tests" / "data" / "golden" / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{name} saknas. Den skrivs med: python3 scripts/test --uppdatera"
        return path.read_text(encoding="utf-8")

    return reference


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return the path of LibreOffice; without it the test is skipped (and in CI fails)."""
    return outside_tool("soffice", "LibreOffice")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Return the path of pdftoppm, which draws the pages of a PDF; without it the test is skipped."""
    return outside_tool("pdftoppm", "pdftoppm")


def outside_tool(name: str, title: str) -> str:
    """Find a program outside Python, or skip the test and say which package holds it."""
    found = _miljo.find_tool(name)
    if found is None:
        pytest.skip(f"{title} saknas; på Debian och Ubuntu: sudo apt install {_miljo.TOOLS[name].package}")
    return found


@pytest.fixture(scope="session")
def convert_all_to_pdf(
    soffice: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Sequence[Path]], list[Path]]:
    """Return a function that turns Word files into PDFs with one start of LibreOffice.

    The files need names of their own, since all PDFs come in one folder. Each pytest worker has a LibreOffice
    profile of its own: two processes cannot share one.
    """
    profile = tmp_path_factory.mktemp("libreoffice-profil").as_uri()

    def convert(documents: Sequence[Path]) -> list[Path]:
        out = tmp_path_factory.mktemp("pdf")
        command = [soffice, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(out), *map(str, documents)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        pdfs = [out / f"{docx.stem}.pdf" for docx in documents]
        # LibreOffice exits with 0 also when it could not open a file.
        missing = [pdf.stem for pdf in pdfs if not pdf.is_file()]
        assert not missing, f"LibreOffice skrev ingen PDF av {missing}:\n{done.stdout}{done.stderr}"
        return pdfs

    return convert


@pytest.fixture(scope="session")
def convert_to_pdf(convert_all_to_pdf: Callable[[Sequence[Path]], list[Path]]) -> Callable[[Path], Path]:
    """Return a function that turns a Word file into a PDF with LibreOffice and returns the PDF's path."""

    def convert(docx: Path) -> Path:
        (pdf,) = convert_all_to_pdf([docx])
        return pdf

    return convert


@pytest.fixture(scope="session")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes | os.PathLike[str]], list[str]]:
    """Return a function that checks a Word file (bytes or path) against the Open XML schemas.

    It returns the faults as texts "[kind] /part:xpath: what is wrong", so a test says
    `assert [] == audit(data)`.
    """
    from openxml_audit import OpenXmlValidator

    folder = tmp_path_factory.mktemp("audit")

    def faults(document: bytes | os.PathLike[str]) -> list[str]:
        if isinstance(document, bytes):
            path = folder / "dokument.docx"
            path.write_bytes(document)
        else:
            path = Path(document)
        # A validator of its own for each file: it remembers packages by their id(), which Python reuses.
        validator: Any = OpenXmlValidator(max_errors=0)
        return [str(error) for error in validator.validate(path).errors]

    return faults
