"""The command line: poreport new | check | render | rules | forms | template | schema.

Exit status 0: done, or only BÖR and UPPLYSNING; 1: `check` found something that SKA be mended; 2: the input
or the call cannot be used. Results go to standard output, words about the run to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from poreport.cli.svenska import Grupp

__all__ = ["main"]

FIL = click.Path(path_type=Path)
UNREADABLE = 2


def stop(*rader: str) -> NoReturn:
    """Print why nothing was done, and end with status 2."""
    for rad in rader:
        click.echo(rad, err=True)
    sys.exit(UNREADABLE)


def read_or_stop(filer: Iterable[Path]) -> list[Any]:
    """Read each file; if any cannot be read, print every mistake of every file and stop."""
    from poreport.read import ReadError, read

    arenden, misstag = [], []
    for fil in filer:
        try:
            arenden.append(read(fil))
        except ReadError as fel:
            misstag.append(str(fel))
    if misstag:
        antal = sum(len(m.splitlines()) for m in misstag)
        slut = "Inget har gjorts. Rätta felet och kör kommandot igen."
        stop(*misstag, "", f"{antal} fel i filen." if antal > 1 else "1 fel i filen.", slut)
    return arenden


def write_text(text: str, ut: Path | None, *, ersatt: bool) -> None:
    """Write to a file that does not exist yet (or may be replaced), or to standard output."""
    if ut is None or str(ut) == "-":
        click.echo(text, nl=not text.endswith("\n"))
        return
    from poreport.files import ExistsError, write_files

    try:
        write_files({ut: text.encode("utf-8")}, ersatt=ersatt)
    except ExistsError as fel:
        stop(str(fel), "Ange ett annat namn med --out, eller --ersatt för att skriva över.")
    except OSError as fel:
        stop(f"{ut}: filen kunde inte skrivas ({fel.strerror or fel}).")
    click.echo(f"Skrev {ut}", err=True)


def add_forms(blanketter: Iterable[Path]) -> None:
    """Add the form editions that the user gave with --blankett."""
    from poreport.forms import FormError, load_file

    for fil in blanketter:
        try:
            load_file(fil)
        except FormError as fel:
            stop(str(fel))


egna_blanketter = click.option(
    "--blankett",
    "blanketter",
    type=FIL,
    multiple=True,
    help="En egen blankettabell (YAML). Kan anges flera gånger.",
)
egna_regler = click.option(
    "--regler",
    "moduler",
    multiple=True,
    metavar="MODUL",
    help="En Pythonmodul med egna regler. Kan anges flera gånger.",
)
far_ersatta = click.option("--ersatt", is_flag=True, help="Skriv över filer som redan finns.")
till_fil = click.option(
    "--out", "ut", type=FIL, help="Filen som ska skrivas. Utan flaggan visas resultatet på skärmen."
)


@click.group(cls=Grupp, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="poreport", message="poreport %(version)s", help="Visa versionen.")
def main() -> None:
    """Redovisning, ansökan och tjänsteskrivelse för personligt ombud, ur en enda fil med fakta.

    Börja med poreport new, fyll i filen, kontrollera den med poreport check och gör Word-dokumenten med
    poreport render.
    """


@main.command()
@click.argument("ar", type=int, required=False)
@click.option("--lan", help="Länet, till exempel ”Kalmar län”. Avgör vilken blankett frågorna tas från.")
@click.option("--from", "fran", type=FIL, help="Förra årets fil: det som brukar vara sig likt följer med.")
@till_fil
@far_ersatta
def new(ar: int | None, lan: str | None, fran: Path | None, ut: Path | None, *, ersatt: bool) -> None:
    """Skriv en tom fil att fylla i, för ett år och ett län.

    ÅR är året som redovisas. Med --from följer kommunens uppgifter, kontakter, ledningsgrupp och planer med
    från förra årets fil, medan allt som ska räknas eller skrivas på nytt är tomt.
    """
    from poreport.new import skeleton, skeleton_from

    if fran is not None:
        (forra,) = read_or_stop([fran])
        text = skeleton_from(forra)
    elif ar is None:
        stop("Ange året, till exempel: poreport new 2026 --lan Kalmar --out arende.yaml")
    else:
        try:
            text = skeleton(ar, known_county(lan))
        except ValueError as fel:
            stop(str(fel))
    write_text(text, ut, ersatt=ersatt)


def known_county(lan: str | None) -> str | None:
    """The county as the table of counties writes it: "Kalmar", "kalmar län" and "08" are all Kalmar län."""
    from poreport.forms import counties
    from poreport.svenska import fold

    if lan is None:
        return None
    sokt = fold(lan).removesuffix("_lan")
    for kod, rad in counties().items():
        if sokt in {kod, rad["kort"], fold(rad["lan"]).removesuffix("_lan")}:
            return rad["lan"]
    alla = ", ".join(rad["lan"] for rad in counties().values())
    stop(f"Länet ”{lan}” finns inte. Välj ett av: {alla}.")


@main.command()
@click.argument("filer", type=FIL, nargs=-1, required=True)
@click.option("--previous", "forra", type=FIL, help="Förra årets fil, för de regler som jämför två år.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="text (förval), json eller sarif.",
)
@click.option(
    "--bara", "koder", multiple=True, metavar="KOD", help="Bara den här regeln. Kan anges flera gånger."
)
@click.option(
    "--styrka",
    type=click.Choice(["SKA", "BÖR", "UPPLYSNING"], case_sensitive=False),
    help="Visa bara det som är minst så bindande.",
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

    Slutar med 0 när inget ska rättas, 1 när något ska rättas och 2 när en fil inte kan läsas.
    """
    from poreport import findings as utskrift
    from poreport.rules import all_rules, own_rules
    from poreport.rules import check as check_arende

    add_forms(blanketter)
    try:
        regler = [*all_rules(), *own_rules(moduler)]
    except (ImportError, ValueError) as fel:
        stop(str(fel))
    valda = {kod.upper() for kod in koder}
    okanda = valda - {r.kod for r in regler}
    if okanda:
        stop(f"Det finns ingen regel {', '.join(sorted(okanda))}. Kommandot poreport rules visar alla.")
    alla = read_or_stop([*filer, *([forra] if forra else [])])
    forra_arendet = alla.pop() if forra else None
    rank = utskrift.Styrka(styrka).rank if styrka else utskrift.Styrka.UPPLYSNING.rank
    funna = [
        f
        for arende in alla
        for f in check_arende(arende, previous=forra_arendet, rules=regler)
        if f.styrka.rank <= rank and (not valda or f.kod in valda)
    ]
    match form:
        case "json":
            click.echo(utskrift.to_json(funna))
        case "sarif":
            click.echo(utskrift.to_sarif(funna, version=version(), titles={r.kod: r.title for r in regler}))
        case _:
            click.echo(utskrift.to_text(funna))
    return utskrift.exit_status(funna)


def version() -> str:
    """The installed version of poreport."""
    from importlib.metadata import version as installed

    return installed("poreport")


@main.command()
@click.argument("fil", type=FIL)
@click.option("--out", "mapp", type=FIL, required=True, help="Mappen där dokumenten ska läggas.")
@click.option("--mall", "mallar", type=FIL, multiple=True, help="En egen Word-mall. Kan anges flera gånger.")
@egna_blanketter
@far_ersatta
def render(
    fil: Path, mapp: Path, mallar: tuple[Path, ...], blanketter: tuple[Path, ...], *, ersatt: bool
) -> None:
    """Gör ärendets Word-dokument: redovisning, ansökan och tjänsteskrivelse.

    Dokumenten skrivs i mappen som anges med --out. Finns de redan händer inget, om inte --ersatt anges.
    """
    from poreport.findings import exit_status, verdict
    from poreport.render import RenderError, TemplateError, render_to
    from poreport.rules import check as check_arende

    add_forms(blanketter)
    (arende,) = read_or_stop([fil])
    try:
        skrivna = render_to(arende, mapp, ersatt=ersatt, mallar=mallar)
    except (RenderError, TemplateError) as fel:
        stop(str(fel))
    for dokument in skrivna:
        click.echo(f"Skrev {dokument}")
    funna = check_arende(arende)
    click.echo(f"Kontroll: {verdict(funna)}", err=True)
    if exit_status(funna):
        click.echo(f"Se vad som ska rättas: poreport check {fil}", err=True)


@main.command()
@click.argument("kod", required=False)
@egna_regler
def rules(kod: str | None, moduler: tuple[str, ...]) -> None:
    """Visa reglerna, eller förklara en av dem."""
    from poreport.lagrum import parse_lagrum
    from poreport.rules import all_rules, own_rules

    try:
        regler = {r.kod: r for r in (*all_rules(), *own_rules(moduler))}
    except ImportError as fel:
        stop(str(fel))
    if kod is None:
        for r in regler.values():
            click.echo(f"{r.kod}  {r.styrka.value:<10}  {r.title}")
        return
    vald = regler.get(kod.upper())
    if vald is None:
        stop(f"Det finns ingen regel {kod}. Kommandot poreport rules visar alla.")
    click.echo(f"{vald.kod} ({vald.styrka.value})\n{vald.title}\n")
    if vald.lagrum:
        lagrum = parse_lagrum(vald.lagrum)
        click.echo(f"Lagrum: {lagrum} ({lagrum.lank})\n")
    for rubrik, text in vald.page.items():
        click.echo(f"{rubrik}: {text}")


@main.group(cls=Grupp, invoke_without_command=True)
@click.pass_context
def forms(ctx: click.Context) -> None:
    """Visa vilka blanketter som är kända, en av dem, eller vad som skiljer två."""
    if ctx.invoked_subcommand is None:
        from poreport import forms as tabell

        for form_id in tabell.editions():
            form = tabell.get(form_id)
            gruppens = f"{form.ar}, {form.lan}" if form.ar else f"reserv, bygger på {form.bygger_pa}"
            click.echo(f"{form_id:<28}  {gruppens}")


def form_or_stop(form_id: str) -> Any:
    """The form edition with this id, or a message and status 2."""
    from poreport.forms import FormError, get

    try:
        return get(form_id)
    except FormError as fel:
        stop(str(fel))


@forms.command()
@click.argument("blankett")
def show(blankett: str) -> None:
    """Visa en blankett som text."""
    from poreport.forms import blank_text

    for rad in blank_text(form_or_stop(blankett)):
        click.echo(rad)


@forms.command()
@click.argument("fran")
@click.argument("till")
def diff(fran: str, till: str) -> None:
    """Visa vad som är tryckt på olika sätt i två blanketter.

    En rad med minus finns bara i den första blanketten, en rad med plus bara i den andra.
    """
    from poreport.forms import diff as skillnad

    rader = skillnad(form_or_stop(fran), form_or_stop(till))
    for rad in rader or ["Blanketterna är lika."]:
        click.echo(rad)


@main.group(cls=Grupp)
def template() -> None:
    """Hämta en Word-mall att göra till kommunens egen, och granska den."""


@template.command(name="list")
def list_templates() -> None:
    """Visa mallarna som finns."""
    from poreport.render import template_names

    for namn in template_names():
        click.echo(namn)


@template.command()
@click.argument("namn")
@click.option(
    "--out", "ut", type=FIL, help="Filen som ska skrivas. Utan flaggan: mallens namn i den här mappen."
)
@far_ersatta
def export(namn: str, ut: Path | None, *, ersatt: bool) -> None:
    """Skriv en mall till en fil, att öppna i Word och förse med kommunens logotyp och sidhuvud."""
    from poreport.files import ExistsError, write_files
    from poreport.render import RenderError, template_bytes

    ut = ut or Path(f"{namn}.docx")
    try:
        write_files({ut: template_bytes(namn)}, ersatt=ersatt)
    except RenderError as fel:
        stop(str(fel))
    except ExistsError as fel:
        stop(str(fel), "Ange ett annat namn med --out, eller --ersatt för att skriva över.")
    except OSError as fel:
        stop(f"{ut}: filen kunde inte skrivas ({fel.strerror or fel}).")
    click.echo(f"Skrev {ut}")


@template.command()
@click.argument("fil", type=FIL)
def lint(fil: Path) -> int:
    """Granska en egen Word-mall: okända fält, trasiga taggar och annat som stoppar dokumentet."""
    from poreport.render import lint_template

    try:
        brister = lint_template(fil)
    except OSError as fel:
        stop(f"{fil}: filen kunde inte läsas ({fel.strerror or fel}).")
    for brist in brister:
        click.echo(f"{fil}: {brist}")
    click.echo(f"{len(brister)} fel i mallen." if brister else "Mallen går att använda.")
    return int(bool(brister))


@main.command()
@till_fil
@far_ersatta
def schema(ut: Path | None, *, ersatt: bool) -> None:
    """Skriv JSON Schema för ärendets fil, så att en editor kan hjälpa till att fylla i den."""
    import json

    from poreport.schema import json_schema

    write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", ut, ersatt=ersatt)
