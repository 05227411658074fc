"""What a newcomer does first: clone, and run the demo."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import _miljo

WRITTEN = [
    "kalmar-ansokan-2022.docx",
    "kalmar-redovisning-2021.docx",
    "kalmar-tjansteskrivelse-2021-12-06.docx",
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clone what is committed in this checkout to a folder whose name needs care."""
    if not (_miljo.ROOT / ".git").exists():
        pytest.skip("det här är ingen utcheckning med git")
    folder = tmp_path_factory.mktemp("klon")
    # On a build machine the checkout often belongs to another user, which git otherwise refuses.
    settings = folder / "gitconfig"
    settings.write_text("[safe]\n\tdirectory = *\n", encoding="utf-8")
    command = ["git", "clone", "--quiet", "--no-local", str(_miljo.ROOT), str(folder / "på prov")]
    subprocess.run(command, env={**os.environ, "GIT_CONFIG_GLOBAL": str(settings)}, check=True)
    return folder / "på prov"


def demo(clone: Path) -> subprocess.CompletedProcess[str]:
    """Run scripts/demo as a newcomer does: with nothing of this environment."""
    environment = {n: v for n, v in os.environ.items() if n not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    return subprocess.run(
        [sys.executable, str(Path("scripts", "demo"))],
        cwd=clone,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_demo_in_a_fresh_clone(clone: Path) -> None:
    """scripts/demo makes an environment in a fresh clone and writes three whole Word documents, twice."""
    first = demo(clone)
    if "Installationen misslyckades." in first.stderr:
        pytest.skip(f"paketen kunde inte hämtas:\n{first.stdout}{first.stderr}")
    assert (0, WRITTEN) == (first.returncode, sorted(path.name for path in (clone / "ut").iterdir()))
    assert [] == [name for name in WRITTEN if not is_whole(clone / "ut" / name)]
    again = demo(clone)
    assert (0, False) == (again.returncode, "Installerar" in again.stdout)
    assert all(name in text for name in WRITTEN for text in (first.stdout, again.stdout))
    sizes = [line for line in first.stdout.splitlines() if line.endswith(" kB")]
    assert (len(WRITTEN), 1) == (len(sizes), len({len(line) for line in sizes}))
    assert "" == git(clone, "status", "--porcelain")


def is_whole(document: Path) -> bool:
    """Tell whether every part of a Word file can be unpacked."""
    with zipfile.ZipFile(document) as package:
        return package.testzip() is None


def git(clone: Path, *words: str) -> str:
    """What git says of the clone."""
    return subprocess.run(["git", *words], cwd=clone, capture_output=True, text=True, check=True).stdout
