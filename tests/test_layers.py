"""The layers of the package, as [tool.importlinter] in pyproject.toml states them, hold and are watched."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(sys.argv[1], limit_to_contracts=tuple(sys.argv[2:]), no_cache=True))
"""


def lint_imports(rot: Path, folder: Path, *only: str) -> subprocess.CompletedProcess[str]:
    """Check the project's own contracts, or some of them, on the package `poreport` that lies in a folder."""
    return subprocess.run(
        [sys.executable, "-c", LINT, str(rot / "pyproject.toml"), *only],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        check=False,
    )


def make_package(folder: Path, modules: dict[str, str]) -> None:
    """Write a small package named poreport with the given modules (name and source) into a folder."""
    package = folder / "poreport"
    package.mkdir()
    for name, source in {"__init__": "", **modules}.items():
        (package / f"{name}.py").write_text(source, encoding="utf-8")


def test_imports_go_downwards_only(rot: Path) -> None:
    """No module of the package imports one in a layer above it or beside it, and every module has a layer."""
    result = lint_imports(rot, rot / "src")
    assert (0, "2 kept, 0 broken") == (result.returncode, contracts(result)), result.stdout + result.stderr


@pytest.mark.parametrize(
    ("modules", "complaint"),
    [
        pytest.param(
            {"rules": "", "model": "from poreport import rules\n"},
            "poreport.model is not allowed to import poreport.rules",
            id="upwards",
        ),
        pytest.param(
            {"read": "import poreport.render\n", "render": ""},
            "poreport.read is not allowed to import poreport.render",
            id="sideways",
        ),
        pytest.param(
            {
                "cli": "",
                "lagrum": "import typing\nif typing.TYPE_CHECKING:\n    import poreport.cli\n",
            },
            "poreport.lagrum is not allowed to import poreport.cli",
            id="for types only",
        ),
        pytest.param({"hjalp": ""}, "- poreport.hjalp", id="no stated layer"),
    ],
)
def test_contract_can_break(rot: Path, tmp_path: Path, modules: dict[str, str], complaint: str) -> None:
    """An import upwards or sideways, or a module without a stated layer, breaks the contract and is named."""
    make_package(tmp_path, modules)
    result = lint_imports(rot, tmp_path, "lager")
    assert (1, "0 kept, 1 broken") == (result.returncode, contracts(result)), result.stdout + result.stderr
    assert complaint in result.stdout


def test_contract_allows_downwards(rot: Path, tmp_path: Path) -> None:
    """An import downwards past several layers is allowed: only its direction can break the contract."""
    make_package(tmp_path, {"cli": "from poreport import lagrum, read\n", "read": "", "lagrum": ""})
    result = lint_imports(rot, tmp_path, "lager")
    assert (0, "1 kept, 0 broken") == (result.returncode, contracts(result)), result.stdout + result.stderr


def contracts(result: subprocess.CompletedProcess[str]) -> str:
    """Return what the run says of its contracts, such as "1 kept, 0 broken"."""
    return next((line[11:-1] for line in result.stdout.splitlines() if line.startswith("Contracts: ")), "")
