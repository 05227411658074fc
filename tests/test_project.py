"""The repository itself: its documents agree with the code, its files are clean and the wheel is whole."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import _miljo

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = _miljo.ROOT
PACKAGE = ROOT / "src" / "poreport"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# What is made while working and is not part of the repository (as in .gitignore).
MADE = {"__pycache__", "build", "dist", "mutants", "ut"}


def repository_files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file of the repository; git is not asked, since an unpacked archive has none."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name not in {".ci", ".github"}
            if not (hidden or path.name in MADE or path.name.endswith(".egg-info")):
                yield from repository_files(path)
        else:
            yield path


def text_of(path: Path) -> str | None:
    """Return the text of a file with its line ends as they are, or None when it is not a text."""
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


TEXTS = {
    path.relative_to(ROOT).as_posix(): text
    for path in repository_files()
    if (text := text_of(path)) is not None
}
README, CHANGELOG = TEXTS["README.md"], TEXTS["CHANGELOG.md"]


# Code


def test_public_modules_have_docstrings() -> None:
    """Every public module and package of poreport says in a docstring what it holds."""
    silent = [
        name
        for name, text in TEXTS.items()
        if name.startswith("src/poreport/")
        and name.endswith(".py")
        and not re.search(r"/_(?!_init__)", name)
        and not ast.get_docstring(ast.parse(text))
    ]
    assert [] == silent


def test_package_is_typed() -> None:
    """The package carries py.typed, so that type checkers of others use its annotations."""
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.parametrize(
    "name", ["demo", "test", "check", "docs", "mutation", "fuzz", "roundtrip", "_miljo.py"]
)
def test_scripts_can_be_read_by_old_python(name: str) -> None:
    """Python 3.7 can read the scripts, so that it gets to the message that it is too old."""
    assert ast.parse(TEXTS[f"scripts/{name}"], feature_version=(3, 7)).body


@pytest.mark.parametrize(
    "name",
    [*(f"scripts/{name}" for name in ("demo", "test", "check", "docs", "fuzz", "roundtrip")), ".ci/run"],
)
def test_programs_can_be_started(name: str) -> None:
    """A program without file ending says what runs it, and may be run where the system has such a right."""
    assert TEXTS[name].startswith(("#!/usr/bin/env python3\n", "#!/usr/bin/env bash\n"))
    assert os.name == "nt" or os.access(ROOT / name, os.X_OK)


# Files


def test_line_ends_are_lf() -> None:
    """No text file holds a carriage return: the same bytes everywhere, whatever system wrote them."""
    assert [] == [name for name, text in TEXTS.items() if "\r" in text]


def test_python_has_no_tabs() -> None:
    """No Python file holds a tab character."""
    python = {
        name: text
        for name, text in TEXTS.items()
        if name.endswith(".py") or text.startswith("#!/usr/bin/env p")
    }
    assert [] == [name for name, text in python.items() if "\t" in text]


def test_no_machine_paths() -> None:
    """No file names a folder of the machine or the person that it was written on."""
    machine = re.compile(r"(?<![\w.:/\\*<-])(?:/(?:root|home|work|Users)/\w|[A-Z]:[\\/]Users\b)")
    found = {name: hit.group() for name, text in TEXTS.items() if (hit := machine.search(text))}
    assert {} == found


# README and the commands


def command_blocks(text: str) -> list[str]:
    """Return the fenced shell blocks of a Markdown text that start one of the project's scripts."""
    blocks = re.findall(r"^```(?:sh|bash|shell|console)?\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [block.strip() for block in blocks if "scripts/" in block]


def test_readme_has_two_commands() -> None:
    """The README asks a newcomer for exactly two commands, one to see the demo and one to run the tests."""
    bare = [re.sub(r"^(?:python3? |\./)", "", block) for block in command_blocks(README)]
    assert ["scripts/demo", "scripts/test"] == bare


def test_ci_runs_the_readme_command() -> None:
    """The build machine runs the checks and then the very command that the README gives for the tests."""
    steps = [line for line in TEXTS[".ci/run"].splitlines() if re.match(r"(python3? |\./)?scripts/", line)]
    assert ["python3 scripts/check", command_blocks(README)[-1]] == steps


def test_links_between_files_lead_somewhere() -> None:
    """Every relative link in a Markdown file of the repository leads to a file or folder that is there."""
    links = [
        (name, target)
        for name in TEXTS
        if name.endswith(".md")
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", TEXTS[name])
    ]
    assert [] == [
        (name, target) for name, target in links if not (ROOT / name).parent.joinpath(target).exists()
    ]


def test_readme_files_exist() -> None:
    """Every file of the repository that the README names in running text or commands exists."""
    folders = "examples|docs|scripts|templates|src|tests|benchmarks"
    named = re.findall(rf"(?<![\w/.-])(?:{folders})/[\w./-]*\w", README)
    assert [] == [name for name in named if not (ROOT / name).exists()]


# Version and changelog

SECTIONS = {"Tillagt", "Ändrat", "Utfasat", "Borttaget", "Rättat", "Säkerhet", "Lag och blanketter"}
YEARS = r"bidragsår(?:et \d{4}| \d{4}–(?:\d{4})?)"
DATES = r"från och med \d{4}-\d\d-\d\d"
CONCERNED = r"(?:redovisning|ansökan|tjänsteskrivelse|årsrapport|ärende|regel [A-Z]+-?\d+)"
LAW_ENTRY = re.compile(
    rf"- .+\. Gäller: (?:{YEARS}|{DATES}|alla bidragsår)\. Berör: {CONCERNED}(?:, {CONCERNED})*\.", re.DOTALL
)


def sections_of(changelog: str) -> list[tuple[str, str, list[str]]]:
    """Return the sections of a changelog as (version heading, section heading, its entries)."""
    sections = []
    for part in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        version, _, body = part.partition("\n")
        for section in re.split(r"^### ", body, flags=re.MULTILINE)[1:]:
            title, _, listing = section.partition("\n")
            entries = re.split(r"^(?=- )", listing.strip(), flags=re.MULTILINE)
            sections.append((version, title, [" ".join(entry.split()) for entry in entries if entry]))
    return sections


def law_faults(changelog: str) -> list[str]:
    """Return the entries on law and forms that do not end with `Gäller: … . Berör: … .`."""
    return [
        entry
        for _, title, entries in sections_of(changelog)
        if title == "Lag och blanketter"
        for entry in entries
        if not LAW_ENTRY.fullmatch(entry)
    ]


def test_changelog_keeps_a_changelog() -> None:
    """The changelog goes from [Unreleased] to the oldest dated version, and no section in it is empty."""
    headings = re.findall(r"^## (.*)$", CHANGELOG, flags=re.MULTILINE)
    assert all(re.fullmatch(r"\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", text) for text in headings)
    dates = [text[-10:] for text in headings if text != "[Unreleased]"]
    assert sorted(dates, reverse=True) == dates
    sections = sections_of(CHANGELOG)
    assert set() == {title for _, title, _ in sections} - SECTIONS
    assert [] == [section for section in sections if not section[2] or section[2][0][:2] != "- "]


def test_changelog_heads_with_the_version() -> None:
    """The first heading of the changelog is [Unreleased] or the version in pyproject.toml."""
    first = re.search(r"^## \[(.+?)\]", CHANGELOG, flags=re.MULTILINE)
    assert first is not None
    assert first.group(1) in {"Unreleased", PROJECT["project"]["version"]}


def test_changelog_dates_the_law() -> None:
    """Every entry on law and forms says which years or dates it is in force for and what it concerns."""
    assert any(title == "Lag och blanketter" for _, title, _ in sections_of(CHANGELOG))
    assert [] == law_faults(CHANGELOG)


@pytest.mark.parametrize(
    ("entry", "is_right"),
    [
        ("Ny blankett. Gäller: bidragsåret 2022. Berör: redovisning.", True),
        ("Nytt belopp. Gäller: bidragsår 2020–2022. Berör: redovisning, ansökan, regel RED-012.", True),
        ("Ny lag. Gäller: från och med 2025-07-01. Berör: tjänsteskrivelse.", True),
        ("Ny lag. Berör: tjänsteskrivelse.", False),
        ("Ny lag. Gäller: från och med 2025-07-01.", False),
        ("Ny lag. Gäller: snart. Berör: tjänsteskrivelse.", False),
        ("Ny lag. Gäller: alla bidragsår. Berör: allt.", False),
    ],
)
def test_law_entry_format(entry: str, *, is_right: bool) -> None:
    """An entry on law and forms without its years, or without what it concerns, is found."""
    changelog = f"## [Unreleased]\n\n### Lag och blanketter\n\n- {entry}\n"
    assert ([] if is_right else [f"- {entry}"]) == law_faults(changelog)


# Dependencies and the wheel


def test_dependencies_have_lower_bounds() -> None:
    """Every dependency says from which version it works, and none is pinned from above."""
    groups = [
        PROJECT["build-system"]["requires"],
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    requirements = [requirement for group in groups for requirement in group]
    assert [] == [text for text in requirements if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?>=[\d.]+", text)]


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Build the wheel from the checkout and return the names of the files in it."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_wheel_holds_the_whole_package(wheel_names: list[str]) -> None:
    """The wheel holds every file of the package: modules, form tables, amounts and py.typed."""
    package = [path.relative_to(ROOT / "src").as_posix() for path in repository_files(PACKAGE)]
    wanted = {name for name in package if not name.endswith((".pyc", ".pyo"))}
    assert {"poreport/py.typed", "poreport/__init__.py"} <= wanted
    assert set() == wanted - set(wheel_names)


def test_wheel_holds_the_templates(wheel_names: list[str]) -> None:
    """The wheel holds every template of the checkout, under poreport/templates."""
    wanted = {
        f"poreport/{path.relative_to(ROOT).as_posix()}" for path in repository_files(ROOT / "templates")
    }
    assert set() == wanted - set(wheel_names)


def test_wheel_holds_nothing_else(wheel_names: list[str]) -> None:
    """The wheel puts nothing beside the package itself and its metadata: no tests, scripts or examples."""
    assert {"poreport", f"poreport-{PROJECT['project']['version']}.dist-info"} == {
        name.split("/", 1)[0] for name in wheel_names
    }
