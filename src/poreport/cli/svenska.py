"""click in Swedish: help texts, headings and the messages of wrong usage.

click's own texts are English and follow the locale of the machine; a handläggare gets Swedish on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import gettext
from typing import Any, NoReturn

import click

__all__ = ["Grupp", "Kommando"]

_HJALP = "Visa den här hjälpen."


class _Svensk:
    """What a command and a group have in common."""

    def get_help_option(self: Any, ctx: click.Context) -> click.Option | None:
        """The option --help with a Swedish help text."""
        flagga: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if flagga is not None:
            flagga.help = _HJALP
        return flagga

    def format_usage(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line "Användning: …"."""
        delar = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[FLAGGOR]")
        delar = delar.replace("COMMAND [ARGS]...", "KOMMANDO …").replace("...", " …")
        formatter.write_usage(ctx.command_path, delar, prefix="Användning: ")

    def format_options(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the section "Flaggor"."""
        rader = [rad for param in self.get_params(ctx) if (rad := param.get_help_record(ctx)) is not None]
        if rader:
            with formatter.section("Flaggor"):
                formatter.write_dl(rader)

    def main(self: Any, args: Sequence[str] | None = None, **extra: Any) -> Any:
        """Run, and end with the status that the command returned."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, standalone_mode=False, **extra)  # type: ignore[misc]
        try:
            utfall = super().main(args, standalone_mode=False, **extra)  # type: ignore[misc]
        except click.ClickException as fel:
            _stop(fel)
        except click.Abort:
            click.echo("Avbrutet.", err=True)
            sys.exit(130)
        sys.exit(utfall if isinstance(utfall, int) else 0)


class Kommando(_Svensk, click.Command):  # type: ignore[misc]  # main has overloads in click
    """A command whose help is Swedish."""


class Grupp(_Svensk, click.Group):  # type: ignore[misc]  # likewise
    """A group of commands whose help is Swedish."""

    command_class = Kommando
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections "Flaggor" and "Kommandon"."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the section "Kommandon"."""
        namn = self.list_commands(ctx)
        bredd = formatter.width - 6 - max(map(len, namn), default=0)
        rader = [(n, k.get_short_help_str(bredd)) for n in namn if (k := self.get_command(ctx, n))]
        with formatter.section("Kommandon"):
            formatter.write_dl(rader)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The commands in the order they are defined, which is the order they are used."""
        return list(self.commands)


def _stop(fel: click.ClickException) -> NoReturn:
    """Print a usage error in Swedish and end with status 2."""
    if isinstance(fel, click.UsageError) and fel.ctx is not None:
        click.echo(fel.ctx.get_usage(), err=True)
        click.echo(f"Hjälp: {fel.ctx.command_path} --help\n", err=True)
    click.echo(f"Fel: {_message(fel)}", err=True)
    sys.exit(2)


def _message(fel: click.ClickException) -> str:  # noqa: PLR0911  one return for each kind of mistake
    match fel:
        case click.NoSuchOption(option_name=namn, possibilities=nara):
            tips = f" Menade du {' eller '.join(sorted(nara))}?" if nara else ""
            return f"flaggan {namn} finns inte.{tips}"
        case click.MissingParameter(param=param) if param is not None:
            slag = "flaggan" if isinstance(param, click.Option) else "uppgiften"
            return f"{slag} {param.make_metavar(fel.ctx or click.Context(click.Command('')))} saknas."
        case click.BadParameter(param=param) if param is not None:
            return f"värdet för {param.get_error_hint(fel.ctx)} går inte att använda: {_english(fel.message)}"
        case click.BadOptionUsage(option_name=namn):
            return f"flaggan {namn} behöver ett värde."
        case click.FileError(ui_filename=namn):
            return f"filen {namn} kunde inte öppnas."
        case click.UsageError(ctx=ctx) if ctx is not None and isinstance(ctx.command, click.Group):
            return _unknown_command(fel, ctx)
        case _:
            return _english(fel.message)


def _unknown_command(fel: click.ClickException, ctx: click.Context) -> str:
    traff = fel.message.split("'")
    if len(traff) < 3:  # noqa: PLR2004  "No such command 'x'." has two quotes
        return "ange ett kommando."
    from difflib import get_close_matches

    nara = get_close_matches(traff[1], ctx.command.list_commands(ctx), n=1)  # type: ignore[attr-defined]
    tips = f" Menade du {nara[0]}?" if nara else ""
    return f"kommandot {traff[1]} finns inte.{tips}"


def _english(text: str) -> str:  # noqa: PLR0911  one return for each message
    """A message of click's own, in Swedish where it can occur here."""
    delar = text.split("'")
    if "does not exist" in text and len(delar) > 1:
        return f"”{delar[1]}” finns inte."
    if "is a directory" in text and len(delar) > 1:
        return f"”{delar[1]}” är en mapp, inte en fil."
    if "is not one of" in text and len(delar) > 1:
        val = ", ".join(delar[3::2])
        return f"”{delar[1]}” är inget av {val}."
    if "is not a valid integer" in text and len(delar) > 1:
        return f"”{delar[1]}” är inget heltal."
    if "unexpected extra argument" in text:
        return f"för många uppgifter: {text.partition('(')[2].rstrip(')')}."
    if text == gettext("Missing command."):
        return "ange ett kommando."
    return text
