"""The commands on an ärende: new, check and render."""

from __future__ import annotations

import re
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from poreport.cli import gemensamt
from poreport.cli.gemensamt import (
    FIL,
    egna_blanketter,
    egna_regler,
    far_ersatta,
    read_or_stop,
    stop,
    till_fil,
)
from poreport.cli.svenska import Kommando, Val

if TYPE_CHECKING:
    from poreport.model import Arende

__all__ = ["check", "new", "render"]


def year(_ctx: click.Context, _param: click.Parameter, text: str | None) -> int | None:
    """A year on the command line as a number.

    Raises:
        BadParameter: It is no year.
    """
    if text is None:
        return None
    if not re.fullmatch("[0-9]{4}", text):
        raise click.BadParameter(f"”{text}” är inget år. Skriv det med fyra siffror, till exempel 2026.")
    return int(text)


@click.command(cls=Kommando)
@click.argument("ar", metavar="ÅR", required=False, callback=year)
@click.option(
    "--lan", metavar="LÄN", help="Länet, till exempel ”Kalmar län”. Avgör vilken blankett frågorna tas från."
)
@click.option(
    "--from",
    "fran",
    type=FIL,
    metavar="FIL",
    help="Förra årets fil: det som brukar vara sig likt följer med.",
)
@till_fil
@far_ersatta
def new(ar: int | None, lan: str | None, fran: Path | None, ut: Path | None, *, ersatt: bool) -> None:
    """Skriv en tom fil att fylla i, för ett år och ett län.

    ÅR är året som redovisas. Med --from följer kommunens uppgifter, kontakter, ledningsgrupp och planer med
    från förra årets fil, medan allt som ska räknas eller skrivas på nytt är tomt. Året blir då nästa år.
    """
    from poreport.new import skeleton, skeleton_from

    if fran is not None:
        if ar is not None or lan is not None:
            stop("Med --from tas året och länet från filen. Utelämna ÅR och --lan.")
        (forra,) = read_or_stop([fran])
        text = skeleton_from(forra)
    elif ar is None:
        stop("Ange året, till exempel: poreport new 2026 --lan Kalmar --out arende.yaml")
    else:
        try:
            text = skeleton(ar, known_county(lan))
        except ValueError as fel:
            stop(str(fel))
    gemensamt.print_or_write(text, ut, ersatt=ersatt)


def known_county(lan: str | None) -> str | None:
    """The county as the table of counties writes it: "Kalmar", "kalmar län" and "08" are all Kalmar län."""
    from poreport.forms import counties
    from poreport.svenska import fold

    if lan is None:
        return None
    sokt = fold(lan).removesuffix("_lan")
    alla = counties()
    for kod, rad in alla.items():
        if sokt in {kod, rad["kort"], fold(rad["lan"]).removesuffix("_lan")}:
            break
    else:
        stop(f"Länet ”{lan}” finns inte. Välj ett av: {', '.join(rad['lan'] for rad in alla.values())}.")
    return rad["lan"]


@click.command(cls=Kommando)
@click.argument("filer", type=FIL, metavar="FIL", nargs=-1, required=True)
@click.option(
    "--previous",
    "forra",
    type=FIL,
    metavar="FIL",
    help="Förra årets fil, för de regler som jämför två år.",
)
@click.option(
    "--format",
    "form",
    type=Val(["text", "json", "sarif"]),
    default="text",
    help="Hur resultatet skrivs. Utan flaggan: text.",
)
@click.option(
    "--bara", "koder", multiple=True, metavar="KOD", help="Bara den här regeln. Kan anges flera gånger."
)
@click.option(
    "--styrka", type=Val(["SKA", "BÖR", "UPPLYSNING"]), help="Visa bara det som är minst så bindande."
)
@egna_regler
@egna_blanketter
def check(  # noqa: PLR0913, PLR0917  one argument for each option
    filer: tuple[Path, ...],
    forra: Path | None,
    form: str,
    koder: tuple[str, ...],
    styrka: str | None,
    moduler: tuple[str, ...],
    blanketter: tuple[Path, ...],
) -> int:
    """Kontrollera ett eller flera ärenden: summor, svar, lagens krav och att dokumenten stämmer överens.

    FIL är ärendets fil, eller en mapp med filer som tillsammans är ett ärende. Slutar med 0 när inget ska
    rättas, 1 när något ska rättas och 2 när en fil inte kan läsas.
    """
    from poreport import findings as utskrift
    from poreport.rules import WAIVER_RULES
    from poreport.rules import check as check_arende

    gemensamt.add_forms(blanketter)
    regler = gemensamt.rules_or_stop(moduler)
    titlar = {r.kod: r.title for r in (*regler, *WAIVER_RULES)}
    valda = {kod.upper() for kod in koder}
    if okanda := valda - titlar.keys():
        stop(f"Det finns ingen regel {', '.join(sorted(okanda))}. Kommandot poreport rules visar alla.")
    alla, forra_arendet = read_all(filer, forra)
    rank = utskrift.Styrka(styrka or "UPPLYSNING").rank
    alla_funna = [f for a in alla for f in check_arende(a, previous=forra_arendet, rules=regler)]
    visas = [f.styrka.rank <= rank and (not valda or f.kod in valda) for f in alla_funna]
    funna = list(compress(alla_funna, visas))
    dolda = list(compress(alla_funna, (not visad for visad in visas)))
    match form:
        case "json":
            click.echo(utskrift.to_json(funna, dolda))
        case "sarif":
            click.echo(utskrift.to_sarif(funna, version=version(), titles=titlar))
            click.echo(utskrift.verdict(funna, dolda), err=True)
        case _:
            click.echo(utskrift.to_text(funna, dolda))
    return utskrift.exit_status(funna)


def read_all(filer: tuple[Path, ...], forra: Path | None) -> tuple[list[Arende], Arende | None]:
    """The ärenden and last year's, read together so that every mistake is shown at once."""
    alla = read_or_stop([*filer, *([forra] if forra else [])])
    return (alla[:-1], alla[-1]) if forra else (alla, None)


def version() -> str:
    """The installed version of poreport."""
    from importlib.metadata import version as installed

    return installed("poreport")


@click.command(cls=Kommando)
@click.argument("fil", type=FIL, metavar="FIL")
@click.option(
    "--out", "mapp", type=FIL, metavar="MAPP", required=True, help="Mappen där dokumenten ska läggas."
)
@click.option(
    "--mall",
    "mallar",
    type=FIL,
    metavar="FIL",
    multiple=True,
    help="En egen Word-mall. Kan anges flera gånger.",
)
@egna_blanketter
@far_ersatta
def render(
    fil: Path, mapp: Path, mallar: tuple[Path, ...], blanketter: tuple[Path, ...], *, ersatt: bool
) -> None:
    """Gör ärendets Word-dokument: redovisning, ansökan och tjänsteskrivelse.

    FIL är ärendets fil, eller en mapp med filer som tillsammans är ett ärende. Dokumenten skrivs i mappen som
    anges med --out. Finns de redan händer inget, om inte --ersatt anges.
    """
    from poreport.files import ExistsError
    from poreport.findings import exit_status, verdict
    from poreport.render import RenderError, render_to
    from poreport.rules import check as check_arende

    gemensamt.add_forms(blanketter)
    regler = gemensamt.rules_or_stop(())
    (arende,) = read_or_stop([fil])
    try:
        skrivna = render_to(arende, mapp, ersatt=ersatt, mallar=mallar)
    except RenderError as fel:
        if isinstance(fel.__cause__, ExistsError):
            tips = "Ange en annan mapp med --out, eller --ersatt för att skriva över."
            stop(f"{fel.__cause__} Inget har skrivits.", tips)
        stop(str(fel))
    for dokument in skrivna:
        click.echo(f"Skrev {dokument}")
    funna = check_arende(arende, rules=regler)
    click.echo(f"Kontroll: {verdict(funna)}", err=True)
    if exit_status(funna):
        click.echo(f"Se vad som ska rättas: poreport check {fil}", err=True)
