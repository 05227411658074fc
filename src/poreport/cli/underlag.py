"""The commands on what poreport knows: rules, forms, template and schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from poreport.cli.gemensamt import (
    FIL,
    egna_regler,
    far_ersatta,
    print_or_write,
    rules_or_stop,
    stop,
    till_fil,
    write_or_stop,
)
from poreport.cli.svenska import Grupp, Kommando

if TYPE_CHECKING:
    from poreport.forms import Form

__all__ = ["forms", "rules", "schema", "template"]


@click.command(cls=Kommando)
@click.argument("kod", metavar="KOD", required=False)
@egna_regler
def rules(kod: str | None, moduler: tuple[str, ...]) -> None:
    """Visa reglerna, eller förklara en av dem."""
    from poreport.lagrum import parse_lagrum
    from poreport.rules import WAIVER_RULES

    regler = {r.kod: r for r in (*rules_or_stop(moduler), *WAIVER_RULES)}
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


@click.group(cls=Grupp, invoke_without_command=True)
@click.pass_context
def forms(ctx: click.Context) -> None:
    """Visa vilka blanketter som är kända, en av dem, eller vad som skiljer två."""
    if ctx.invoked_subcommand is None:
        from poreport import forms as tabell

        for form_id in tabell.editions():
            form = tabell.get(form_id)
            galler = f"{form.ar}, {form.lan}" if form.ar else f"reserv, bygger på {form.bygger_pa}"
            click.echo(f"{form_id:<28}  {galler}")


def form_or_stop(form_id: str) -> Form:
    """The form edition with this id, or a message and status 2."""
    from poreport.forms import FormError, get

    try:
        return get(form_id)
    except FormError as fel:
        stop(str(fel))


@forms.command()
@click.argument("blankett", metavar="BLANKETT")
def show(blankett: str) -> None:
    """Visa en blankett som text."""
    from poreport.forms import blank_text

    for rad in blank_text(form_or_stop(blankett)):
        click.echo(rad)


@forms.command()
@click.argument("fran", metavar="BLANKETT")
@click.argument("till", metavar="BLANKETT")
def diff(fran: str, till: str) -> None:
    """Visa vad som är tryckt på olika sätt i två blanketter.

    En rad med minus finns bara i den första blanketten, en rad med plus bara i den andra.
    """
    from poreport.forms import diff as skillnad

    rader = skillnad(form_or_stop(fran), form_or_stop(till))
    for rad in rader or ["Blanketterna är lika."]:
        click.echo(rad)


@click.group(cls=Grupp)
def template() -> None:
    """Hämta en Word-mall att göra till kommunens egen, och granska den."""


@template.command(name="list")
def list_templates() -> None:
    """Visa mallarna som finns."""
    from poreport.render import template_names

    for namn in template_names():
        click.echo(namn)


@template.command()
@click.argument("namn", metavar="MALL")
@click.option(
    "--out",
    "ut",
    type=FIL,
    metavar="FIL",
    help="Filen som ska skrivas. Utan flaggan: mallens namn i den här mappen.",
)
@far_ersatta
def export(namn: str, ut: Path | None, *, ersatt: bool) -> None:
    """Skriv en mall till en fil, att öppna i Word och förse med kommunens logotyp och sidhuvud.

    MALL är ett av namnen som poreport template list visar.
    """
    from poreport.render import RenderError, template_bytes

    try:
        data = template_bytes(namn)
    except RenderError as fel:
        stop(str(fel))
    write_or_stop(ut or Path(f"{namn}.docx"), data, ersatt=ersatt)


@template.command()
@click.argument("fil", type=FIL, metavar="FIL")
def lint(fil: Path) -> int:
    """Granska en egen Word-mall: okända fält, trasiga taggar och annat som stoppar dokumentet.

    Slutar med 0 när mallen går att använda, 1 när den har fel och 2 när filen inte kan läsas.
    """
    from poreport.files import reason
    from poreport.render import lint_template

    try:
        brister = lint_template(fil)
    except OSError as fel:
        stop(f"{fil}: filen kunde inte läsas, för {reason(fel)}.")
    for brist in brister:
        click.echo(f"{fil}: {brist}")
    click.echo(f"{len(brister)} fel i mallen." if brister else "Mallen går att använda.")
    return int(bool(brister))


@click.command(cls=Kommando)
@till_fil
@far_ersatta
def schema(ut: Path | None, *, ersatt: bool) -> None:
    """Skriv JSON Schema för ärendets fil, så att en editor kan hjälpa till att fylla i den."""
    import json

    from poreport.schema import json_schema

    print_or_write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", ut, ersatt=ersatt)
