"""What several commands share: flags, reading and writing files, and stopping with a message."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from poreport.cli.svenska import UNUSABLE

if TYPE_CHECKING:
    from poreport.model import Arende
    from poreport.read import Mistake
    from poreport.rules import Rule

__all__ = [
    "FIL",
    "add_forms",
    "egna_blanketter",
    "egna_regler",
    "far_ersatta",
    "print_or_write",
    "read_or_stop",
    "rules_or_stop",
    "stop",
    "till_fil",
    "write_or_stop",
]

FIL: Final = click.Path(path_type=Path)

egna_blanketter = click.option(
    "--blankett",
    "blanketter",
    type=FIL,
    multiple=True,
    metavar="FIL",
    help="En egen blankettabell (YAML). Kan anges flera gånger.",
)
egna_regler = click.option(
    "--regler",
    "moduler",
    multiple=True,
    metavar="MODUL",
    help="En Pythonmodul med egna regler, i den här mappen eller installerad. Kan anges flera gånger.",
)
far_ersatta = click.option("--ersatt", is_flag=True, help="Skriv över filer som redan finns.")
till_fil = click.option(
    "--out",
    "ut",
    type=FIL,
    metavar="FIL",
    help="Filen som ska skrivas. Utan flaggan visas resultatet på skärmen.",
)


def stop(*rader: str) -> NoReturn:
    """Print why nothing was done, and end with status 2."""
    for rad in rader:
        click.echo(rad, err=True)
    sys.exit(UNUSABLE)


def read_or_stop(filer: Iterable[Path]) -> list[Arende]:
    """Read each file; if any cannot be read, print every mistake of every file and stop."""
    from poreport.read import ReadError, read

    arenden: list[Arende] = []
    misstag: list[Mistake] = []
    for fil in filer:
        try:
            arenden.append(read(fil))
        except ReadError as fel:
            misstag += fel.mistakes
    if misstag:
        felet = "felet" if len(misstag) == 1 else "felen"
        slut = f"{len(misstag)} fel. Inget har gjorts. Rätta {felet} och kör kommandot igen."
        stop(*map(str, misstag), "", slut)
    return arenden


def write_or_stop(ut: Path, data: bytes, *, ersatt: bool) -> None:
    """Write a file that does not exist yet, or that may be replaced."""
    from poreport.files import ExistsError, reason, write_files

    try:
        if ut.is_dir():
            stop(f"{ut} är en mapp. Ange också filens namn.")
        if ut.exists() and not ut.is_file():
            stop(f"{ut} är ingen vanlig fil. Ange ett annat namn med --out.")
        write_files({ut: data}, ersatt=ersatt)
    except ExistsError as fel:
        stop(str(fel), "Ange ett annat namn med --out, eller --ersatt för att skriva över.")
    except OSError as fel:
        stop(f"{ut}: filen kunde inte skrivas, för {reason(fel)}.")
    click.echo(f"Skrev {ut}", err=True)


def print_or_write(text: str, ut: Path | None, *, ersatt: bool) -> None:
    """Write a text to a file, or to standard output when no file is given."""
    if ut is None or str(ut) == "-":
        click.echo(text, nl=False)
    else:
        write_or_stop(ut, text.encode("utf-8"), ersatt=ersatt)


def add_forms(blanketter: Iterable[Path]) -> None:
    """Add the form editions that the user gave with --blankett."""
    from poreport.forms import FormError, load_file

    for fil in blanketter:
        try:
            load_file(fil)
        except FormError as fel:
            stop(str(fel))


def rules_or_stop(moduler: Iterable[str]) -> list[Rule]:
    """The catalogue and the rules of one's own, each code once."""
    from poreport.rules import all_rules, own_rules

    # A program is started from the folder of its interpreter, and the module lies where the user stands.
    sys.path.insert(0, str(Path.cwd()))
    try:
        regler = [*all_rules(), *own_rules(moduler)]
    except ImportError as fel:
        stop(str(fel))
    finally:
        sys.path.pop(0)
    koder = [r.kod for r in regler]
    if dubbla := sorted({kod for kod in koder if koder.count(kod) > 1}):
        stop(f"Flera regler har samma kod: {', '.join(dubbla)}. Ge de egna reglerna andra koder.")
    return regler
