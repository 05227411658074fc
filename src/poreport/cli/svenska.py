"""click in Swedish: help texts, headings, choices and the messages of wrong usage.

click's own texts are English; a handläggare gets Swedish. What click would word itself is worded here.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import click

__all__ = ["UNUSABLE", "Grupp", "Kommando", "Val"]

UNUSABLE: Final = 2
"""Exit status when the input or the call cannot be used."""

_INTERRUPTED: Final = 130
_PIPE_CLOSED: Final = 141
"""As of a program that the system ends when nobody reads its output any more (`poreport rules | head`)."""
_HJALP: Final = "Visa den här hjälpen."
_LONGEST_SUMMARY: Final = 200


class Val(click.Choice[str]):
    """One of several words; å, ä, ö and capitals do not matter."""

    def get_metavar(self, *_: Any, **__: Any) -> str:
        """The words as they are shown in the help."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is listed.

        Raises:
            BadParameter: It is none of them.
        """
        from poreport.svenska import fold, lista

        valt = next((ord_ for ord_ in self.choices if fold(ord_) == fold(str(value))), None)
        if valt is None:
            self.fail(f"”{value}” är inget av valen {lista(self.choices)}.", param, ctx)
        return valt


class _Svensk:
    """What a command and a group have in common."""

    # Too many words on the line are counted here and not by click, whose message is English.
    allow_extra_args = True

    def get_help_option(self: Any, ctx: click.Context) -> click.Option | None:
        """The option --help with a Swedish help text."""
        flagga: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if flagga is not None:
            flagga.help = _HJALP
        return flagga

    def collect_usage_pieces(self: Any, ctx: click.Context) -> list[str]:
        """What can stand after the command: flags and then what must or may be given."""
        params = self.get_params(ctx)
        flaggor = [_with_value(p) for p in params if isinstance(p, click.Option) and p.required]
        return ["[FLAGGOR]", *flaggor, *(_shown(p) for p in params if isinstance(p, click.Argument))]

    def format_usage(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line "Användning: …"."""
        delar = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, delar, prefix="Användning: ")

    def format_options(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the section "Flaggor"."""
        flaggor = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        # The text is taken from the flag itself: in its record click adds "[required]".
        rader = [(rad[0], flagga.help or "") for flagga in flaggor if (rad := flagga.get_help_record(ctx))]
        with formatter.section("Flaggor"):
            formatter.write_dl(rader)

    def parse_args(self: Any, ctx: click.Context, args: list[str]) -> list[str]:
        """Divide the line into flags and words, and refuse words that nothing asks for."""
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except click.UsageError as fel:
            fel.ctx = fel.ctx or ctx  # click forgets it for a flag without its value
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(f"för många uppgifter: {' '.join(rest)}.", ctx)
        return rest

    def main(self: Any, args: Sequence[str] | None = None, **extra: Any) -> Any:
        """Run, and end with the status that the command returned."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, standalone_mode=False, **extra)  # type: ignore[misc]
        _prepare_streams()
        stdout = sys.stdout
        try:
            utfall = super().main(args, standalone_mode=False, **extra)  # type: ignore[misc]
        except click.ClickException as fel:
            _stop(fel)
        except click.Abort:
            click.echo("Avbrutet.", err=True)
            sys.exit(_INTERRUPTED)
        except SystemExit:
            # When nobody reads the output click replaces it and ends with 1, which here means something else.
            if sys.stdout is not stdout:
                _abandon_output()
                sys.exit(_PIPE_CLOSED)
            raise
        except OSError as fel:  # what no command expects, such as no room for what it shows
            from poreport.files import reason

            click.echo(f"Fel: körningen avbröts, för {reason(fel)}.", err=True)
            _abandon_output()
            sys.exit(UNUSABLE)
        sys.exit(utfall if isinstance(utfall, int) else 0)


class Kommando(_Svensk, click.Command):  # type: ignore[misc]  # main has overloads in click
    """A command whose help is Swedish."""


class Grupp(_Svensk, click.Group):  # type: ignore[misc]  # likewise
    """A group of commands whose help is Swedish."""

    command_class = Kommando
    group_class = type

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Flags and then a command, which some groups do without."""
        kommando = "[KOMMANDO …]" if self.invoke_without_command else "KOMMANDO …"
        return [*super().collect_usage_pieces(ctx), kommando]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections "Flaggor" and "Kommandon"."""
        super().format_options(ctx, formatter)
        rader = [(namn, k.get_short_help_str(_LONGEST_SUMMARY)) for namn, k in self.commands.items()]
        with formatter.section("Kommandon"):
            formatter.write_dl(rader)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The commands in the order they are defined, which is the order they are used."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help when no command is given where one is needed."""
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UNUSABLE)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, or the nearest in the message.

        Raises:
            UsageError: There is no such command.
        """
        namn = args[0]
        if namn not in self.commands and not ctx.resilient_parsing:
            from difflib import get_close_matches

            nara = get_close_matches(namn, self.commands, n=1)
            tips = f" Menade du {nara[0]}?" if nara else ""
            raise click.UsageError(f"kommandot {namn} finns inte.{tips}", ctx)
        return super().resolve_command(ctx, args)


def _shown(param: click.Parameter) -> str:
    """A flag or a word to give, as a person writes it: "--out", "FIL …", "[ÅR]"."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    namn = f"{param.metavar} …" if param.nargs == -1 else str(param.metavar)
    return namn if param.required else f"[{namn}]"


def _with_value(flagga: click.Option) -> str:
    """A flag with what is to stand after it: "--out MAPP"."""
    return f"{_shown(flagga)} {flagga.metavar}"


def _stop(fel: click.ClickException) -> NoReturn:
    """Print a usage error in Swedish and end with status 2."""
    if isinstance(fel, click.UsageError) and fel.ctx is not None:
        click.echo(fel.ctx.get_usage(), err=True)
        click.echo(f"Hjälp: {fel.ctx.command_path} --help\n", err=True)
    click.echo(f"Fel: {_message(fel)}", err=True)
    sys.exit(UNUSABLE)


def _message(fel: click.ClickException) -> str:
    match fel:
        case click.NoSuchOption(option_name=namn, possibilities=nara):
            tips = f" Menade du {' eller '.join(sorted(nara))}?" if nara else ""
            return f"flaggan {namn} finns inte.{tips}"
        case click.MissingParameter(param=click.Option() as param):
            hjalp = param.help or ""
            return f"flaggan {_with_value(param)} saknas: {hjalp[:1].lower()}{hjalp[1:]}"
        case click.MissingParameter(param=click.Argument() as param):
            return f"uppgiften {param.metavar} saknas."
        case click.BadParameter(param=param) if param is not None:
            namn = _shown(param).strip("[]")
            return f"värdet för {namn} går inte att använda: {fel.message}"
        case click.BadOptionUsage(option_name=namn):
            return f"flaggan {namn} {'tar inget' if _is_switch(fel) else 'behöver ett'} värde."
        case _:
            return fel.message


def _is_switch(fel: click.BadOptionUsage) -> bool:
    """Whether the flag that was used in a wrong way is one that is only on or off."""
    params = fel.ctx.command.get_params(fel.ctx) if fel.ctx else []
    return any(isinstance(p, click.Option) and p.is_flag and fel.option_name in p.opts for p in params)


def _prepare_streams() -> None:
    """Let the output hold any text, whatever the machine is set to.

    A terminal keeps its encoding, and a sign that it lacks becomes "?". A file or another program gets
    UTF-8, since that is what JSON and data files are read as, unless PYTHONIOENCODING asks for another.
    """
    for strom in (sys.stdout, sys.stderr):
        if not isinstance(strom, io.TextIOWrapper):
            continue
        keep = strom.isatty() or os.environ.get("PYTHONIOENCODING")
        strom.reconfigure(encoding=None if keep else "utf-8", errors="replace")


def _abandon_output() -> None:
    """Let Python end without trying again to write what there was no room for."""
    with contextlib.suppress(OSError), Path(os.devnull).open("wb") as intet:
        os.dup2(intet.fileno(), sys.stdout.fileno())
