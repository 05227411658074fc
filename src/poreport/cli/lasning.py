"""The command that reads filled-in documents: `poreport read`."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from poreport.cli import gemensamt
from poreport.cli.gemensamt import FIL, egna_blanketter, far_ersatta, stop
from poreport.cli.svenska import UNUSABLE, Kommando

if TYPE_CHECKING:
    from poreport.model import Arende

__all__ = ["read"]

_MANY: Final = 5
"""From so many files on a progress bar is shown."""
_NAMED: Final = 20
"""So many written files are named; of more, what could not be read would be lost among their names."""
_TITLES: Final = {
    "redovisning": "redovisning",
    "ansokan": "ansökan",
    "tjansteskrivelse": "tjänsteskrivelse",
    "arsrapport": "årsrapport",
}


@click.command(cls=Kommando)
@click.argument("filer", type=FIL, metavar="FIL", nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    "ut",
    type=FIL,
    metavar="FIL",
    help="Filen som ska skrivas, eller en mapp: då blir det en fil för varje dokument.",
)
@click.option("--json", "som_json", is_flag=True, help="Skriv JSON i stället för YAML.")
@click.option("--report", "rapport", is_flag=True, help="Visa allt som tolkades, med plats i dokumentet.")
@egna_blanketter
@far_ersatta
def read(  # noqa: PLR0913  one argument for each option
    filer: tuple[Path, ...],
    ut: Path | None,
    blanketter: tuple[Path, ...],
    *,
    som_json: bool,
    rapport: bool,
    ersatt: bool,
) -> int:
    """Läs ifyllda dokument till ärendets fil: Word, PDF eller text.

    FIL är ett dokument, eller en mapp med dokument. Redovisning, ansökan och tjänsteskrivelse som hör ihop
    blir ett ärende. Utan -o visas resultatet på skärmen.

    Slutar med 0, med 1 när någon text inte kunde tolkas (den står under otolkat i filen) och med 2 när någon
    fil inte kunde läsas. De andra filerna läses ändå.
    """
    gemensamt.add_forms(blanketter)
    lasta, hela = _read_all(filer)
    if not lasta:
        return UNUSABLE
    if ut is not None and _is_folder(ut):
        _write_each(lasta, ut, som_json=som_json, ersatt=ersatt)
    else:
        arende = _one(list(lasta.values()))
        text = _as_text(arende, list(lasta.values()), som_json=som_json)
        gemensamt.print_or_write(text, ut, ersatt=ersatt)
    otolkade = sum(len(arende.otolkat) for arende in lasta.values())
    # What is asked for is no word about the run, but the result may have the screen already.
    _report(lasta, visa=rapport, err=ut is None or str(ut) == "-")
    return UNUSABLE if not hela else int(otolkade > 0)


# --- reading ----------------------------------------------------------------------------------------------


def _read_all(filer: Iterable[Path]) -> tuple[dict[Path, Arende], bool]:
    """Read each file on its own; what cannot be read is said and passed over.

    Returns:
        What was read, by file, and whether that is all.
    """
    from poreport.read import ReadError
    from poreport.read import read as read_file

    alla, hela = _expanded(filer)
    lasta: dict[Path, Arende] = {}
    fel: list[str] = []
    with _progress(alla) as gang:
        for fil in gang:
            try:
                lasta[fil] = read_file(fil)
            except ReadError as error:
                fel.append(str(error))
            except Exception as error:
                if len(alla) == 1:
                    raise
                # A mistake of ours in one file must not cost the other two hundred.
                fel.append(
                    f"{fil}: filen kunde inte läsas, för poreport gjorde fel ({type(error).__name__}). "
                    "Berätta gärna det för dem som gör poreport, och pröva att läsa filen för sig."
                )
    for rad in fel:
        click.echo(rad, err=True)
    if fel and lasta:
        click.echo(f"{len(fel)} av {len(alla)} filer kunde inte läsas. De andra lästes.", err=True)
    return lasta, hela and not fel


def _expanded(filer: Iterable[Path]) -> tuple[list[Path], bool]:
    """The files, with the documents of each folder in its place; an empty folder is said."""
    from poreport.read import DOCUMENTS, OTHERS
    from poreport.svenska import lista

    alla: dict[Path, None] = {}
    hela = True
    for fil in filer:
        try:
            inne = sorted(fil.iterdir(), key=lambda f: f.name.casefold()) if fil.is_dir() else [fil]
        except OSError as error:
            from poreport.files import reason

            click.echo(f"{fil}: mappen kan inte läsas, för {reason(error)}.", err=True)
            hela = False
            continue
        if inne != [fil]:
            # Word's own note that a file is open begins with ~$.
            # A text of a kind that cannot be read is told, not left out.
            kinds = {*DOCUMENTS, *OTHERS}
            inne = [f for f in inne if f.suffix.lower() in kinds and not f.name.startswith((".", "~$"))]
        if not inne:
            slut = lista(DOCUMENTS, "eller")
            click.echo(f"{fil}: mappen innehåller inget dokument som slutar på {slut}.", err=True)
            hela = False
        alla |= dict.fromkeys(inne)
    return list(alla), hela


@contextlib.contextmanager
def _progress(filer: Sequence[Path]) -> Iterator[Iterable[Path]]:
    """A progress bar on a terminal, when there are many files."""
    if len(filer) < _MANY or not sys.stderr.isatty():
        yield filer
        return
    with click.progressbar(filer, label="Läser", file=sys.stderr) as gang:
        yield gang


# --- writing ----------------------------------------------------------------------------------------------


def _is_folder(ut: Path) -> bool:
    return ut.is_dir() or (not ut.exists() and not ut.suffix and str(ut) != "-")


def _one(arenden: list[Arende]) -> Arende:
    """The ärende that all files make together, or a message when they are several."""
    from poreport.read.together import groups, together

    grupper = groups(arenden)
    if len(grupper) > 1:
        rader = (f"  {', '.join(_names(arende) for arende in grupp)}" for grupp in grupper)
        stop(
            f"Filerna hör till {len(grupper)} olika ärenden:",
            *rader,
            "Läs dem var för sig, eller ange en mapp med -o så blir det en fil för varje dokument.",
        )
    return together(grupper[0])


def _write_each(lasta: dict[Path, Arende], mapp: Path, *, som_json: bool, ersatt: bool) -> None:
    """Write one file for each document, all or none."""
    from poreport.files import ExistsError, reason, write_files

    slut = ".json" if som_json else ".yaml"
    stammar = [fil.stem.casefold() for fil in lasta]
    innehall: dict[Path, bytes] = {}
    for fil, arende in lasta.items():
        # Two documents with one name, as Word and as PDF, must not become one file.
        namn = fil.name if stammar.count(fil.stem.casefold()) > 1 else fil.stem
        malet = mapp / f"{namn}{slut}"
        if malet in innehall:
            stop(f"Flera filer heter {fil.name}. Läs mapparna var för sig.")
        innehall[malet] = _as_text(arende, [arende], som_json=som_json).encode("utf-8")
    try:
        skrivna = write_files(innehall, ersatt=ersatt)
    except ExistsError as fel:
        stop(str(fel), "Ange en annan mapp med -o, eller --ersatt för att skriva över.")
    except OSError as fel:
        stop(f"{mapp}: filerna kunde inte skrivas, för {reason(fel)}.")
    if len(skrivna) > _NAMED:
        click.echo(f"Skrev {len(skrivna)} filer i {mapp}.", err=True)
        return
    for fil in skrivna:
        click.echo(f"Skrev {fil}", err=True)


def _as_text(arende: Arende, delar: Sequence[Arende], *, som_json: bool) -> str:
    """The ärende as a data file, with a comment that says what it was read from."""
    from poreport.write import to_json, to_yaml

    if som_json:
        return to_json(arende)
    rader = [f"{_names(del_)}: {'; '.join(_documents(del_))}" for del_ in delar]
    return to_yaml(arende, header="\n".join(["Läst ur", *rader]))


def _names(arende: Arende) -> str:
    return ", ".join(os.path.basename(fil) for fil in arende.kalla.filer)  # noqa: PTH119  a name to show


def _documents(arende: Arende) -> Iterator[str]:
    """What an ärende holds, with the edition of each form."""
    from poreport.forms import form_for
    from poreport.model import Ansokan, Redovisning

    for namn, dokument in arende.dokument.items():
        if isinstance(dokument, Redovisning | Ansokan):
            ar = dokument.ar if isinstance(dokument, Redovisning) else dokument.avser_ar
            yield f"{_TITLES[namn]} {ar}, blankett {form_for(dokument).id}"
        else:
            yield _TITLES[namn]


# --- reporting --------------------------------------------------------------------------------------------


def _report(lasta: dict[Path, Arende], *, visa: bool, err: bool) -> None:
    """Say what was interpreted and what could not be."""
    tolkade = [not_ for arende in lasta.values() for not_ in arende.kalla.tolkningar]
    otolkade = [(fil, rad) for fil, arende in lasta.items() for rad in arende.otolkat]
    if visa:
        for tolkning in tolkade:
            click.echo(f"{_place(tolkning)}{tolkning.path}: {tolkning.text}", err=err)
        for fil, rad in otolkade:
            plats = f"{fil} ({rad.plats})" if rad.plats else str(fil)
            click.echo(f"{plats}: kunde inte tolka {_quoted(rad)}", err=err)
        antal = f"{len(tolkade)} {'tolkning' if len(tolkade) == 1 else 'tolkningar'}"
        click.echo(f"{antal}, {_count(len(otolkade))}.", err=True)
    elif otolkade:
        click.echo(f"{_count(len(otolkade)).capitalize()}. Med --report visas var.", err=True)


def _place(tolkning: Any) -> str:
    return f"{tolkning.position}: " if tolkning.position else ""


def _quoted(rad: Any) -> str:
    from poreport.svenska import quote

    text = quote(rad.text or "")
    return f"{text} som {rad.falt}" if rad.falt else text


def _count(antal: int) -> str:
    return f"{antal} {'text' if antal == 1 else 'texter'} kunde inte tolkas"
