"""The command line speaks Swedish to everyone: help, wrong usage, any terminal, and when it is cut off."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import _miljo
from poreport.cli import main

KALMAR = str(_miljo.ROOT / "examples" / "kalmar-2021" / "arende.yaml")
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|show this|message|error|missing|invalid|value|no such|try|"
    r"required|default|text|path|directory|file|does not|did you mean|got|unexpected|integer|aborted|"
    r"is not|traceback)\b",
    re.IGNORECASE,
)
OUR_WORDS = re.compile(
    r"\[text\|json\|sarif\]|text, json och sarif|: text\.|som text\.|eller text\.|någon text"
)
"""Where "text", which is Swedish too, stands as a word of ours."""


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, groups too."""
    yield words
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            yield from commands(sub, (*words, name))


COMMANDS = list(commands(main))


def found(words: tuple[str, ...]) -> click.Command:
    """The command with these words."""
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    return command


def run(*words: str) -> Result:
    """Run poreport in this process under its own name."""
    return CliRunner(catch_exceptions=False).invoke(main, words, prog_name="poreport")


def english(text: str) -> list[str]:
    """The English words that click would say."""
    return ENGLISH.findall(OUR_WORDS.sub("", text))


# --- help --------------------------------------------------------------------------------------------------


def test_the_commands_are_known() -> None:
    """These are all commands; a new one gets the tests below without more ado."""
    assert [
        "",
        "new",
        "check",
        "render",
        "read",
        "rules",
        "forms",
        "forms show",
        "forms diff",
        "template",
        "template list",
        "template export",
        "template lint",
        "schema",
    ] == [" ".join(words) for words in COMMANDS]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_swedish(words: tuple[str, ...]) -> None:
    """The help of every command is Swedish, names each flag with its text, and is the same for -h."""
    result = run(*words, "--help")
    assert (0, "", []) == (result.exit_code, result.stderr, english(result.stdout))
    assert result.stdout.startswith(f"Användning: {' '.join(('poreport', *words))} [FLAGGOR]")
    assert re.search(r"-h, --help +Visa den här hjälpen\.", result.stdout)
    assert result.stdout == run(*words, "-h").stdout
    on_one_line = " ".join(result.stdout.split())
    options = [param for param in found(words).params if isinstance(param, click.Option)]
    assert [] == [param.name for param in options if not param.help or param.help not in on_one_line]


@pytest.mark.parametrize("words", [()] + [w for w in COMMANDS if isinstance(found(w), click.Group)])
def test_help_of_a_group_lists_its_commands(words: tuple[str, ...]) -> None:
    """A group lists its commands in order, with the whole first sentence of each."""
    listed = run(*words, "--help").stdout.partition("Kommandon:\n")[2]
    group = found(words)
    assert isinstance(group, click.Group)
    assert list(group.commands) == re.findall(r"^  (\w+)", listed, flags=re.MULTILINE)
    assert "..." not in listed


@pytest.mark.parametrize("words", [(), ("template",)])
def test_no_command_shows_the_help(words: tuple[str, ...]) -> None:
    """A group that is given no command shows its help beside the result, with exit status 2."""
    result = run(*words)
    assert (2, "", run(*words, "--help").stdout) == (result.exit_code, result.stdout, result.stderr)


# --- wrong usage -------------------------------------------------------------------------------------------

YEAR = "Skriv det med fyra siffror, till exempel 2026."
WRONG: list[tuple[str, str]] = [
    ("--versio", "flaggan --versio finns inte. Menade du --version?"),
    ("-x", "flaggan -x finns inte."),
    ("--version=3", "flaggan --version tar inget värde."),
    ("chek", "kommandot chek finns inte. Menade du check?"),
    ("qqq", "kommandot qqq finns inte."),
    ("check", "uppgiften FIL saknas."),
    ("check --formt json a", "flaggan --formt finns inte. Menade du --format?"),
    ("check --format", "flaggan --format behöver ett värde."),
    (
        "check --format xml a",
        "värdet för --format går inte att använda: ”xml” är inget av valen text, json och sarif.",
    ),
    (
        "check --styrka MÅSTE a",
        "värdet för --styrka går inte att använda: ”MÅSTE” är inget av valen SKA, BÖR och UPPLYSNING.",
    ),
    ("check a --previous", "flaggan --previous behöver ett värde."),
    ("new tjugo", f"värdet för ÅR går inte att använda: ”tjugo” är inget år. {YEAR}"),
    ("new ٢٠٢٦", f"värdet för ÅR går inte att använda: ”٢٠٢٦” är inget år. {YEAR}"),
    ("new 2021 2022 2023", "för många uppgifter: 2022 2023."),
    ("render", "uppgiften FIL saknas."),
    ("render a", "flaggan --out MAPP saknas: mappen där dokumenten ska läggas."),
    ("render a --out ut --ersatt=ja", "flaggan --ersatt tar inget värde."),
    ("render a b --out ut", "för många uppgifter: b."),
    ("rules RED-101 RED-102", "för många uppgifter: RED-102."),
    ("forms shw", "kommandot shw finns inte. Menade du show?"),
    ("forms diff en", "uppgiften BLANKETT saknas."),
    ("template lst", "kommandot lst finns inte. Menade du list?"),
    ("template export", "uppgiften MALL saknas."),
    ("template lint", "uppgiften FIL saknas."),
    ("schema a", "för många uppgifter: a."),
]


@pytest.mark.parametrize(("line", "expected"), WRONG)
def test_wrong_usage_is_explained(line: str, expected: str) -> None:
    """A wrong call shows how the command is used, where its help is and what is wrong, with status 2."""
    result = run(*line.split())
    usage, help_, blank, message = result.stderr.splitlines()
    assert (2, "", f"Fel: {expected}") == (result.exit_code, result.stdout, message)
    assert (True, "") == (usage.startswith("Användning: poreport "), blank)
    assert re.fullmatch(r"Hjälp: (poreport[ a-z]*) --help", help_)
    assert [] == english(result.stderr)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_unknown_flag_of_every_command(words: tuple[str, ...]) -> None:
    """Every command refuses a flag that it does not have."""
    result = run(*words, "--helpp")
    assert 2 == result.exit_code
    assert result.stderr.endswith("Fel: flaggan --helpp finns inte. Menade du --help?\n")


@pytest.mark.parametrize(
    "line", ["check {}", "render {} --out ut", "new --from {}", "check a --blankett {}", "template lint {}"]
)
def test_a_folder_in_place_of_a_file(line: str, tmp_path: Path) -> None:
    """An empty folder where a file is wanted is a Swedish message and exit status 2."""
    result = run(*line.format(tmp_path).split())
    assert (2, "", []) == (
        result.exit_code,
        result.stdout,
        english(result.stderr.replace(str(tmp_path), "")),
    )
    assert re.search("är en mapp|innehåller ingen datafil", result.stderr)


def test_the_other_words_of_click_are_not_taken_for_swedish() -> None:
    """The search for English finds what click itself would have said."""
    said = CliRunner().invoke(click.Command("a", params=[click.Option(["--b"], required=True)]))
    assert {"Usage", "Error", "Missing"} <= set(english(said.output))


# --- terminals and pipes -----------------------------------------------------------------------------------


def start(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run poreport as a process with this environment; settings of the machine's language are left out."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONIOENCODING", "PYTHONUTF8"))
    }
    command = [sys.executable, "-m", "poreport", *words]
    return subprocess.run(command, env={**kept, **environment}, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850:strict", "ascii"])
@pytest.mark.parametrize("line", [f"check {KALMAR}", "check saknas.yaml"])
def test_any_encoding_that_is_asked_for(encoding: str, line: str) -> None:
    """Where the output lacks å, ä, ö or ”, a "?" stands in its place, and nothing else goes wrong.

    ASCII is what a machine says that knows no better, so click writes UTF-8 then.
    """
    done, expected = start(*line.split(), PYTHONIOENCODING=encoding), run(*line.split())
    name = "utf-8" if encoding == "ascii" else encoding.partition(":")[0]
    assert expected.exit_code == done.returncode
    for text, data in ((expected.stdout, done.stdout), (expected.stderr, done.stderr)):
        assert text.encode(name, "replace").decode(name).splitlines() == data.decode(name).splitlines()


def test_a_pipe_gets_utf8() -> None:
    """What goes to a file or another program is UTF-8, also where the machine's language is not."""
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "Länet, till exempel ”Kalmar län”" in start("new", "-h", **settings).stdout.decode()
    assert "kommandot chek finns inte" in start("chek", **settings).stderr.decode()


class Terminal(io.TextIOWrapper):
    """A terminal with an encoding of its own."""

    def isatty(self) -> bool:
        """A person sits in front of it."""
        return True


def test_a_terminal_keeps_its_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal is written to in its own encoding, and gets "?" for a sign that it lacks."""
    terminal = Terminal(io.BytesIO(), encoding="cp437", errors="strict")
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(sys, "stdout", terminal)
    with pytest.raises(SystemExit) as end:
        main(["rules", "RED-101"])
    terminal.flush()
    shown = terminal.buffer.getvalue().decode("cp437")  # type: ignore[attr-defined]  # a BytesIO
    assert (0, "cp437") == (end.value.code, terminal.encoding)
    assert ("Åldersbanden summerar till totalen." in shown, "10 § 2" in shown.replace("\u00a0", " ")) == (
        True,
        False,
    )


@pytest.mark.parametrize("line", ["rules", "check --help", f"check {KALMAR} --format json"])
def test_a_program_that_stops_reading(line: str) -> None:
    """When what reads the output has ended (| head), poreport ends without a word and with its own status."""
    command = [sys.executable, "-m", "poreport", *line.split()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 141 == process.returncode


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="systemet har ingen /dev/full")
@pytest.mark.parametrize("line", ["schema", "--help", f"check {KALMAR}"])
def test_no_room_for_the_output(line: str) -> None:
    """When there is no room for what is shown, that is said and the exit status is 2."""
    command = [sys.executable, "-m", "poreport", *line.split()]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (2, "Fel: körningen avbröts, för disken är full.\n") == (done.returncode, done.stderr)


def test_no_output_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without standard output, as when Windows starts a program without a window, still runs."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as end:
        main(["check", KALMAR])
    assert 0 == end.value.code


@pytest.mark.parametrize("command", [["check", KALMAR], ["render", KALMAR, "--out", "ut"]])
def test_interrupted(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    """Ctrl-C ends with a word and the status that shells give it."""

    def interrupted(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["poreport.read"], "read", interrupted)
    result = run(*command)
    assert (130, "", "Avbrutet.") == (result.exit_code, result.stdout, result.stderr.strip())


def test_from_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    """A script that calls a command without its own ending gets the status back and the errors raised."""
    assert 0 == main(["check", KALMAR, "--bara", "RED-101"], standalone_mode=False)
    assert capsys.readouterr().out.startswith("Inga anmärkningar i urvalet. Bortvalt: ")
    with pytest.raises(click.UsageError):
        main(["chek"], standalone_mode=False)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("poreport ch", ["check"]), ("poreport check --format s", ["sarif"]), ("poreport forms d", ["diff"])],
)
def test_completion(typed: str, expected: list[str]) -> None:
    """A shell that completes what is typed gets the commands and the choices."""
    place = str(len(typed.split()) - 1)
    asked = {"_POREPORT_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": place}
    result = CliRunner(catch_exceptions=False).invoke(main, prog_name="poreport", env=asked)
    assert expected == [line.rpartition(",")[2] for line in result.stdout.split()]
