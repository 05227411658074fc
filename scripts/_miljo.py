"""What scripts/demo, test and check share: the project's own .venv, outside tools and Swedish messages.

Only the standard library is used, since nothing is installed yet when this runs. The syntax is that of
Python 3.7, so that a Python that is too old meets a message a person understands and not a SyntaxError.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "poreport-miljo.json"
OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")

VENV_HINT = """På Debian och Ubuntu installerar du det som saknas så här:
    sudo apt install python{python}-venv
Kör sedan {script} igen."""


class Tool(NamedTuple):
    """A program outside Python that some tests start."""

    purpose: str  # what the tests need it for, after "testerna som"
    package: str  # in Debian and Ubuntu
    places: tuple[str, ...]  # where it lies when its installer left PATH alone


TOOLS = {
    "soffice": Tool(
        "öppnar dokumenten i LibreOffice",
        "libreoffice-writer",
        (
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            "C:/Program Files/LibreOffice/program/soffice.exe",
        ),
    ),
    "pdftoppm": Tool("gör bilder av sidorna", "poppler-utils", ()),
}


def say(text: str) -> None:
    """Print a line at once, before anything that a started program prints."""
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """End the script with a message on standard error and exit code 1."""
    sys.stdout.flush()
    sys.exit(text)


def start(description: str | None, *, arguments: bool = False) -> None:
    """Do what every script does first: safe output, a Python that is new enough, and --help.

    Args:
        description: What the script does, shown by --help.
        arguments: Whether the script takes arguments; otherwise any argument is a mistake.
    """
    make_output_safe()
    if sys.argv[1:] in (["-h"], ["--help"]):
        say((description or "").strip())
        sys.exit()
    if sys.argv[1:] and not arguments:
        say(f"{script_name()} tar inga argument.")
        sys.exit(2)
    if sys.version_info < OLDEST:
        restart_with_newer_python()


class Arguments(argparse.ArgumentParser):
    """Reads the arguments of a script; a mistake is met in Swedish, with the way to the help."""

    def __init__(self, script: str) -> None:
        super().__init__(prog=f"scripts/{script}", add_help=False)

    def error(self, _message: str) -> NoReturn:
        """Say that the arguments cannot be used, and end with 2."""
        say(f"Det går inte att köra {self.prog} så. Se hur man gör: python3 {self.prog} --help")
        sys.exit(2)


def make_output_safe() -> None:
    """Let a sign that the output lacks become a "?": better than a crash, as in an old Windows console."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def script_name() -> str:
    """Return the running script as a person types it, such as "scripts/demo"."""
    return f"scripts/{Path(sys.argv[0]).name}"


def restart_with_newer_python() -> NoReturn:
    """Run the same script with a newer Python on this machine, or say how to get one."""
    for name in NEWER_NAMES:
        newer = shutil.which(name)
        if newer and is_new_enough([newer]):
            sys.exit(run(newer, *sys.argv))
    launcher = shutil.which("py")  # the launcher for Windows starts the newest Python by default
    if launcher and is_new_enough([launcher, "-3"]):
        sys.exit(run(launcher, "-3", *sys.argv))
    wanted, found = dotted(OLDEST), dotted(sys.version_info[:2])
    stop(
        f"poreport behöver Python {wanted} eller senare, men det här är Python {found}.\n"
        "Så här kommer du vidare:\n"
        "  Debian 12 och Ubuntu 24.04 eller senare:  sudo apt install python3 python3-venv\n"
        "  Ubuntu 22.04:                             sudo apt install python3.11 python3.11-venv\n"
        "  Windows och macOS:                        https://www.python.org/downloads/\n"
        f"Kör sedan {script_name()} igen."
    )


def is_new_enough(python: list[str]) -> bool:
    """Tell whether the given Python starts and is new enough."""
    return succeeds(*python, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})")


def dotted(version: tuple[int, ...]) -> str:
    """Write a version: (3, 11) is "3.11"."""
    return ".".join(str(part) for part in version)


def succeeds(*command: str | Path) -> bool:
    """Tell whether a command can be started and exits with 0; its output is not shown."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(*command: str | Path) -> int:
    """Run a command in the checkout with its output shown, and return its exit code."""
    sys.stdout.flush()
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130


def program(name: str) -> Path:
    """Return the path of a program in .venv, which lies and is named differently on Windows."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def shown(path: Path) -> str:
    """Write a path inside the checkout as a person types it on this system."""
    return str(path.relative_to(ROOT))


def find_tool(name: str) -> str | None:
    """Find a program outside Python (a key of TOOLS), on PATH or where its installer puts it."""
    found = shutil.which(name)
    if found:
        return found
    return next((place for place in TOOLS[name].places if Path(place).is_file()), None)


def is_ci() -> bool:
    """Tell whether this runs on a build machine, where everything is to be there and be tested."""
    return bool(os.environ.get("CI"))


def report_missing_tools() -> None:
    """Say which outside programs are missing and what is not tested then; in CI that is an error."""
    missing = {name: tool for name, tool in TOOLS.items() if find_tool(name) is None}
    for name, tool in missing.items():
        say(f"Programmet {name} saknas, så de tester som {tool.purpose} hoppas över.")
    if not missing:
        return
    packages = " ".join(tool.package for tool in missing.values())
    say(f"På Debian och Ubuntu installerar du det som saknas så här:  sudo apt install {packages}")
    if is_ci():
        stop("I CI ska alla tester köras. Därför avbryts körningen här.")


def requirements(group: str) -> list[str]:
    """Read a dependency group from pyproject.toml: `pip install --group` needs a newer pip than many have."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = project["dependency-groups"][group]
    return wanted


def prepare(*, dev: bool) -> None:
    """Make or refresh .venv so that it holds poreport, and with `dev` what tests and checks need.

    Nothing is done when the stamp in .venv says that it already is so.
    """
    place = {
        "python": dotted(sys.version_info[:2]),
        "checkout": str(ROOT),  # an editable install and the programs beside it hold absolute paths
    }
    wanted = {**place, "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()}
    found = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.is_file() else {}
    exists = program("python").exists()
    if exists and wanted.items() <= found.items() and (found["dev"] or not dev):
        return
    if not exists or (found and not place.items() <= found.items()):
        make_venv(replace=bool(found))
    began = time.monotonic()
    say("Installerar poreport" + (" och det som tester och kontroller behöver" if dev else "") + " i .venv …")
    if run(*pip(), "install", "--quiet", "-e", ".", *(requirements("dev") if dev else [])):
        stop(
            "Installationen misslyckades. Orsaken står i meddelandet från pip här ovanför.\n"
            "Vanligast är att nätet saknas eller att en brandvägg stoppar trafiken till pypi.org.\n"
            f"Kör {script_name()} igen när det är avhjälpt."
        )
    STAMP.write_text(json.dumps({**wanted, "dev": dev}, indent=1) + "\n", encoding="utf-8")
    say(f"Installationen tog {time.monotonic() - began:.0f} sekunder. Nästa gång behövs den inte.")


def make_venv(*, replace: bool) -> None:
    """Make .venv without pip, so that it works also where Debian has split ensurepip off.

    Args:
        replace: Whether these scripts made what is there now, so that it may be thrown away.
    """
    if VENV.exists() and not replace:
        stop(
            "Katalogen .venv finns redan, men den innehåller ingen Python som går att starta.\n"
            f"Ta bort katalogen .venv och kör {script_name()} igen."
        )
    say("Skapar en egen Python-miljö i katalogen .venv …")
    if run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV):
        stop(
            "Det gick inte att skapa .venv. Orsaken står i meddelandet här ovanför.\n"
            + VENV_HINT.format(python=dotted(sys.version_info[:2]), script=script_name())
        )


def pip() -> list[str]:
    """Return a command that runs pip on .venv: its own, put there if need be, or that of this Python."""
    python = str(program("python"))
    own = [python, "-m", "pip"]
    if succeeds(*own, "--version") or succeeds(python, "-m", "ensurepip", "--default-pip"):
        return own
    outer = [sys.executable, "-m", "pip", "--python", python]  # from pip 22.3
    if succeeds(*outer, "--version"):
        return outer
    stop(
        "Pythons installationsprogram pip saknas, och modulen ensurepip som lägger in det saknas också.\n"
        + VENV_HINT.format(python=dotted(sys.version_info[:2]), script=script_name())
    )
