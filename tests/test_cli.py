"""The commands: what they print, write and refuse, and the exit status of each."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

import _miljo
import poreport
from poreport import forms
from poreport.cli import main
from poreport.render import template_bytes, template_names
from poreport.rules import WAIVER_RULES, all_rules
from poreport.schema import json_schema

EXAMPLES = _miljo.ROOT / "examples"
KALMAR, NYBERGA, TYRESO = (
    EXAMPLES / f"{name}-{year}" / "arende.yaml"
    for name, year in (("kalmar", 2021), ("nyberga", 2025), ("tyreso", 2020))
)
FIFTEEN = _miljo.ROOT / "tests" / "data" / "femton_fel.yaml"
README = (_miljo.ROOT / "README.md").read_text(encoding="utf-8")
WRONG_SUM = ("b50_64: 15, b65: 3", "b50_64: 15, b65: 4")
OWN_RULE = '''
from poreport import Styrka, Traff, rule


@rule("{kod}", Styrka.BOR, "redovisning")
def egen_regel(prov):
    """Kommunen skriver något under övrigt.

    Varför: För provets skull.
    Fel: Inget står under övrigt.
    Rätt: Något står under övrigt.
    Gör så här: Skriv något.
    """
    if not prov.redovisning.ovrigt:
        yield Traff("redovisning.ovrigt", "Inget står under övrigt.", "Skriv något.")
'''


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty folder, with no editions of one's own from another test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(forms, "_egna", {})
    monkeypatch.setattr(sys, "path", [*sys.path])


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return a function that runs poreport in this process; an exception goes through to the test."""

    def invoke(*words: str | Path) -> Result:
        return CliRunner(catch_exceptions=False).invoke(main, [str(word) for word in words])

    return invoke


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Write the example of Kalmar with an age band that breaks a sum."""
    text = KALMAR.read_text(encoding="utf-8")
    assert 1 == text.count(WRONG_SUM[0])
    path = tmp_path / "arende.yaml"
    path.write_text(text.replace(*WRONG_SUM), encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    """The names of everything in a folder, also what is hidden."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# --- check -------------------------------------------------------------------------------------------------


def test_check_of_what_is_right(run: Callable[..., Result]) -> None:
    """An ärende that only has things worth knowing gives them, a verdict and exit status 0."""
    result = run("check", NYBERGA)
    assert (0, "") == (result.exit_code, result.stderr)
    assert re.fullmatch(r"Inga fel\. \d+ att känna till\.", result.stdout.splitlines()[-1])


def test_check_of_what_is_wrong(run: Callable[..., Result], wrong: Path) -> None:
    """An ärende that SKA be mended gives exit status 1, and the README shows just what is printed."""
    shown = re.search(r"```text\n(Redovisning\n.*?)```", README, flags=re.DOTALL)
    assert shown is not None
    result = run("check", wrong.name, "--styrka", "SKA")
    assert 1 == result.exit_code
    assert shown[1] == result.stdout.replace("\u00a0", " ")


def test_check_of_several(run: Callable[..., Result], wrong: Path) -> None:
    """Several ärenden are checked together, and one that is wrong is enough for exit status 1."""
    result = run("check", NYBERGA, wrong, "--format", "json")
    found = json.loads(result.stdout)["findings"]
    assert (1, {str(NYBERGA), str(wrong)}) == (result.exit_code, {one.get("fil") for one in found})


def test_check_of_a_folder(run: Callable[..., Result]) -> None:
    """A folder of data files is one ärende."""
    assert run("check", KALMAR).stdout == run("check", KALMAR.parent).stdout


def test_check_reads_all_before_it_stops(run: Callable[..., Result], tmp_path: Path) -> None:
    """What is wrong in every file is said at once, also last year's, and nothing is checked then."""
    broken = tmp_path / "trasig.yaml"
    broken.write_text("kommun: {nam: A}\n", encoding="utf-8")
    result = run("check", KALMAR, broken, "saknas.yaml", "--previous", "ifjol.yaml")
    assert (2, "") == (result.exit_code, result.stdout)
    assert [
        f"{broken}:1:10: Nyckeln ”nam” finns inte under ”kommun”. Menade du namn?",
        "saknas.yaml: Filen finns inte. Kontrollera namnet och mappen.",
        "ifjol.yaml: Filen finns inte. Kontrollera namnet och mappen.",
        "",
        "3 fel. Inget har gjorts. Rätta felen och kör kommandot igen.",
    ] == result.stderr.splitlines()


@pytest.mark.parametrize("command", [["check"], ["render", "--out", "ut"]])
def test_fifteen_mistakes(run: Callable[..., Result], tmp_path: Path, command: list[str]) -> None:
    """A file with fifteen different mistakes gives fifteen lines, each at its line, and writes nothing."""
    marked = {
        int(number): line
        for line, text in enumerate(FIFTEEN.read_text(encoding="utf-8").splitlines(), 1)
        for number in re.findall(r"# (\d+): ", text)
    }
    assert [*range(1, 16)] == list(marked)
    result = run(*command, FIFTEEN)
    *lines, blank, last = result.stderr.splitlines()
    places = [re.match(rf"{re.escape(str(FIFTEEN))}:(\d+):\d+: \S", line) for line in lines]
    assert list(marked.values()) == [int(place[1]) for place in places if place]
    assert (15, "", "15 fel. Inget har gjorts. Rätta felen och kör kommandot igen.") == (
        len(lines),
        blank,
        last,
    )
    assert (2, "", []) == (result.exit_code, result.stdout, files(tmp_path))


def test_check_as_json(run: Callable[..., Result], wrong: Path) -> None:
    """JSON holds the verdict and every finding with its place and what to do."""
    result = run("check", wrong, "--format", "JSON", "--bara", "RED-101")
    data = json.loads(result.stdout)
    expected = "Inte klart: 1 fel som ska rättas. Bortvalt: 8 att se över, 3 att känna till."
    assert (1, expected) == (result.exit_code, data["utfall"])
    assert [("RED-101", "SKA", 48)] == [(f["kod"], f["styrka"], f["rad"]) for f in data["findings"]]


def test_check_as_sarif(run: Callable[..., Result], wrong: Path) -> None:
    """SARIF names the tool with its version, the rules that bit with their titles, and the lines."""
    result = run("check", wrong, "--format", "sarif", "--bara", "RED-101")
    (log,) = json.loads(result.stdout)["runs"]
    driver = log["tool"]["driver"]
    assert (1, "poreport", version()) == (result.exit_code, driver["name"], driver["version"])
    assert [{"id": "RED-101", "shortDescription": {"text": "Åldersbanden summerar till totalen."}}] == driver[
        "rules"
    ]
    (found,) = log["results"]
    assert 48 == found["locations"][0]["physicalLocation"]["region"]["startLine"]


def version() -> str:
    """The version that pyproject.toml states."""
    stated = re.search('^version = "(.+)"$', (_miljo.ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert stated is not None
    return stated[1]


def test_check_of_some_rules(run: Callable[..., Result], wrong: Path) -> None:
    """Only the rules asked for are shown and count, in small letters too, and that there are more is said."""
    result = run("check", wrong, "--bara", "red-114", "--bara", "ANS-112", "--format", "json")
    assert (0, ["RED-114", "ANS-112"]) == (
        result.exit_code,
        [f["kod"] for f in json.loads(result.stdout)["findings"]],
    )
    assert re.search(r" Bortvalt: 1 fel som ska rättas, \d+ att se över", json.loads(result.stdout)["utfall"])


@pytest.mark.parametrize(
    ("styrka", "expected"),
    [
        ("SKA", {"SKA"}),
        ("bör", {"SKA", "BÖR"}),
        ("BO\u0308R", {"SKA", "BÖR"}),
        ("Upplysning", {"SKA", "BÖR", "UPPLYSNING"}),
    ],
)
def test_check_by_force(run: Callable[..., Result], wrong: Path, styrka: str, expected: set[str]) -> None:
    """Only what is at least as binding as asked is shown, however the word is written."""
    result = run("check", wrong, "--styrka", styrka, "--format", "json")
    assert expected == {f["styrka"] for f in json.loads(result.stdout)["findings"]}


def test_check_against_last_year(run: Callable[..., Result], tmp_path: Path) -> None:
    """With last year's file the years are compared; without it they are not."""
    text = KALMAR.read_text(encoding="utf-8").replace("ar: 2021", "ar: 2020")
    last_year = tmp_path / "ifjol.yaml"
    last_year.write_text(text, encoding="utf-8")
    found = [run("check", KALMAR, *extra).stdout for extra in ([], ["--previous", last_year])]
    assert [False, True] == ["FOR-108" in text for text in found]


def own_rule(folder: Path, module: str, kod: str) -> None:
    """Write a module with a rule of one's own."""
    (folder / f"{module}.py").write_text(OWN_RULE.format(kod=kod), encoding="utf-8")


def test_rules_of_ones_own(run: Callable[..., Result], tmp_path: Path) -> None:
    """A module in the folder where one stands adds its rules to `check` and to `rules`."""
    own_rule(tmp_path, "kommunens_regler", "EGN-901")
    (tmp_path / "arende.yaml").write_text("redovisning: {ar: 2021}\n", encoding="utf-8")
    result = run("check", "arende.yaml", "--regler", "kommunens_regler", "--bara", "EGN-901")
    assert 0 == result.exit_code
    assert "BÖR EGN-901: Inget står under övrigt." in result.stdout
    result = run("rules", "EGN-901", "--regler", "kommunens_regler")
    assert result.stdout.startswith("EGN-901 (BÖR)\nKommunen skriver något under övrigt.\n")


def test_rules_of_ones_own_that_cannot_be_used(run: Callable[..., Result], tmp_path: Path) -> None:
    """A module that is missing, named as a file, broken, or repeats a code is refused in Swedish."""
    own_rule(tmp_path, "samma_kod", "RED-101")
    (tmp_path / "trasiga_regler.py").write_text("def f(:\n", encoding="utf-8")
    for module, expected in (
        ("saknas_helt", "Modulen ”saknas_helt” med egna regler kunde inte läsas in: den finns inte"),
        ("samma_kod.py", "Skriv namnet utan .py: samma_kod."),
        ("trasiga_regler", "Modulen ”trasiga_regler” med egna regler kunde inte läsas in. Python säger"),
        ("samma_kod", "Flera regler har samma kod: RED-101."),
    ):
        for command in (["check", TYRESO], ["rules"]):
            result = run(*command, "--regler", module)
            assert (2, "") == (result.exit_code, result.stdout)
            assert expected in result.stderr


@pytest.mark.parametrize("command", [["check", KALMAR, "--bara", "RED-000"], ["rules", "RED-000"]])
def test_unknown_rule(run: Callable[..., Result], command: list[str | Path]) -> None:
    """A code that no rule has is named, with the command that lists them."""
    result = run(*command)
    assert (2, "Det finns ingen regel RED-000. Kommandot poreport rules visar alla.\n") == (
        result.exit_code,
        result.stderr,
    )


# --- forms of one's own ------------------------------------------------------------------------------------


@pytest.fixture
def own_form(tmp_path: Path) -> tuple[Path, Path]:
    """Write a form table of one's own and an ärende that uses it."""
    table = tmp_path / "egen.yaml"
    table.write_text(
        "id: redovisning_2029_eget\ndokument: redovisning\nar: 2029\nlan: Kalmar län\n"
        "titel: Egen redovisning\nkalla: Provblankett\nhuvud:\n  - {titel: EGEN REDOVISNING}\n"
        "block:\n  - {fraga: Vad vill ni berätta?, falt: ovrigt}\n",
        encoding="utf-8",
    )
    arende = tmp_path / "arende.yaml"
    arende.write_text(
        "kommun: {namn: Provby kommun, lan: Kalmar län}\n"
        "redovisning: {ar: 2029, blankett: redovisning_2029_eget, ovrigt: Allt.}\n",
        encoding="utf-8",
    )
    return table, arende


def test_own_form_is_known_to_check(run: Callable[..., Result], own_form: tuple[Path, Path]) -> None:
    """An edition of one's own is unknown until its table is given."""
    table, arende = own_form
    codes = [
        {f["kod"] for f in json.loads(run("check", arende, "--format", "json", *extra).stdout)["findings"]}
        for extra in ([], ["--blankett", table])
    ]
    assert [True, False] == ["BLA-102" in found for found in codes]


def test_own_form_is_rendered(
    run: Callable[..., Result], own_form: tuple[Path, Path], tmp_path: Path
) -> None:
    """An edition of one's own is printed when its table is given, and is a message and no files otherwise."""
    table, arende = own_form
    result = run("render", arende, "--out", "ut")
    assert (2, []) == (result.exit_code, files(tmp_path / "ut"))
    assert "Blanketten ”redovisning_2029_eget” finns inte." in result.stderr
    assert 0 == run("render", arende, "--out", "ut", "--blankett", table).exit_code
    written = docx.Document(str(tmp_path / "ut" / "provby-redovisning-2029.docx"))
    assert "EGEN REDOVISNING" == written.paragraphs[0].text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, "egen.yaml: blanketten kunde inte läsas, för filen eller mappen finns inte."),
        (b"a: [", "egen.yaml:2:1: filen är inte giltig YAML."),
        (b"\xff", "egen.yaml: blanketten kunde inte läsas, för den är ingen textfil i UTF-8."),
        (b"titel: A\n", "egen.yaml: nyckeln ”id” saknas"),
    ],
)
def test_own_form_that_cannot_be_used(
    run: Callable[..., Result], tmp_path: Path, data: bytes | None, expected: str
) -> None:
    """A form table that cannot be read is refused in Swedish, with its place."""
    if data is not None:
        (tmp_path / "egen.yaml").write_bytes(data)
    for command in (["check", KALMAR], ["render", KALMAR, "--out", "ut"]):
        result = run(*command, "--blankett", "egen.yaml")
        assert (2, "") == (result.exit_code, result.stdout)
        assert expected in result.stderr
    assert not (tmp_path / "ut").exists()


# --- render ------------------------------------------------------------------------------------------------

KALMARS = [
    "kalmar-ansokan-2022.docx",
    "kalmar-redovisning-2021.docx",
    "kalmar-tjansteskrivelse-2021-12-06.docx",
]


def test_render_writes_and_gives_the_verdict(run: Callable[..., Result], tmp_path: Path) -> None:
    """The documents are written and named, and how the check went is said beside the result."""
    result = run("render", KALMAR, "--out", "ut/mer")
    folder = tmp_path / "ut" / "mer"
    assert (0, KALMARS) == (result.exit_code, files(folder))
    expected = [f"Skrev {Path('ut', 'mer', KALMARS[index])}" for index in (1, 0, 2)]
    assert expected == result.stdout.splitlines()
    assert "Kontroll: " + run("check", KALMAR).stdout.splitlines()[-1] + "\n" == result.stderr


def test_render_of_what_is_wrong(run: Callable[..., Result], wrong: Path, tmp_path: Path) -> None:
    """What SKA be mended does not stop the documents, but is said with the command that shows it."""
    result = run("render", wrong, "--out", "ut")
    assert (0, KALMARS) == (result.exit_code, files(tmp_path / "ut"))
    verdict, hint = result.stderr.splitlines()
    assert verdict.startswith("Kontroll: Inte klart: 1 fel som ska rättas, ")
    assert f"Se vad som ska rättas: poreport check {wrong}" == hint


def test_render_overwrites_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    """Files that exist are all named and untouched, nothing else is written, and --ersatt replaces them."""
    folder = tmp_path / "ut"
    folder.mkdir()
    for name in KALMARS[:2]:
        (folder / name).write_bytes(b"mitt")
    result = run("render", KALMAR, "--out", "ut")
    assert (2, "") == (result.exit_code, result.stdout)
    assert [
        f"Finns redan: {Path('ut', KALMARS[1])}, {Path('ut', KALMARS[0])}. Inget har skrivits.",
        "Ange en annan mapp med --out, eller --ersatt för att skriva över.",
    ] == result.stderr.splitlines()
    assert (KALMARS[:2], b"mitt") == (files(folder), (folder / KALMARS[0]).read_bytes())
    assert 0 == run("render", KALMAR, "--out", "ut", "--ersatt").exit_code
    assert KALMARS == files(folder)
    assert all((folder / name).read_bytes().startswith(b"PK") for name in KALMARS)


def test_render_where_a_file_stands(run: Callable[..., Result], tmp_path: Path) -> None:
    """A file in the place of the folder is left as it is, and named."""
    (tmp_path / "ut").write_bytes(b"mitt")
    result = run("render", KALMAR, "--out", "ut")
    assert (2, "", b"mitt") == (result.exit_code, result.stdout, (tmp_path / "ut").read_bytes())
    assert re.fullmatch(r"Dokumenten kunde inte skrivas i ut: det .* en fil .*\n", result.stderr)


def test_render_of_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    """An ärende without a document to render is refused."""
    (tmp_path / "tom.yaml").write_text("kommun: {namn: Provby}\n", encoding="utf-8")
    result = run("render", "tom.yaml", "--out", "ut")
    assert (2, "Ärendet innehåller varken redovisning, ansökan eller tjänsteskrivelse.\n") == (
        result.exit_code,
        result.stderr,
    )


def test_render_with_ones_own_template(run: Callable[..., Result], tmp_path: Path) -> None:
    """A template that is exported, changed in a word processor and found right makes the documents."""
    assert 0 == run("template", "export", "tjansteskrivelse", "--out", "egen.docx").exit_code
    document = docx.Document("egen.docx")
    document.paragraphs[0].insert_paragraph_before("Provbys brevhuvud för {{ kommun.namn }}")
    document.save("egen.docx")
    lint = run("template", "lint", "egen.docx")
    assert (0, "Mallen går att använda.\n") == (lint.exit_code, lint.stdout)
    assert 0 == run("render", KALMAR, "--out", "ut", "--mall", "egen.docx").exit_code
    written = docx.Document(str(tmp_path / "ut" / KALMARS[2]))
    assert "Provbys brevhuvud för Kalmar kommun" == written.paragraphs[0].text
    assert 0 == run("render", KALMAR, "--out", "vanlig").exit_code
    same = [(tmp_path / "ut" / n).read_bytes() == (tmp_path / "vanlig" / n).read_bytes() for n in KALMARS]
    assert [True, True, False] == same


def test_render_with_a_faulty_template(run: Callable[..., Result], tmp_path: Path) -> None:
    """A template with a field that does not exist is named with the place and the nearest field."""
    (tmp_path / "egen.docx").write_bytes(template_bytes("tjansteskrivelse"))
    document = docx.Document("egen.docx")
    document.paragraphs[0].insert_paragraph_before("{{ tjansteskrivelse.dattum }}")
    document.save("egen.docx")
    lint = run("template", "lint", "egen.docx")
    assert 1 == lint.exit_code
    problem, count = lint.stdout.splitlines()
    assert problem.startswith("egen.docx: ")
    assert ("1 fel i mallen.", True, True) == (
        count,
        "dattum" in problem,
        "Menade du ”tjansteskrivelse.datum”?" in problem,
    )
    for mall in ("egen.docx", "saknas.docx"):
        result = run("render", KALMAR, "--out", "ut", "--mall", mall)
        assert (2, "", False) == (result.exit_code, result.stdout, (tmp_path / "ut").exists())
        assert mall in result.stderr


# --- new ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lan", ["Kalmar län", "kalmar", "KALMAR LÄN", "Kalmar lan", "08", "Kalmar la\u0308n"]
)
def test_new_for_a_county(run: Callable[..., Result], lan: str) -> None:
    """The county may be written in any of the usual ways."""
    result = run("new", "2021", "--lan", lan)
    assert (0, "") == (result.exit_code, result.stderr)
    assert "\n  lan: Kalmar län\n" in result.stdout


@pytest.mark.parametrize("lan", ["Skåne", "skane", "Västra Götaland", "vastra_gotaland", "Örebro län"])
def test_new_for_counties_with_other_letters(run: Callable[..., Result], lan: str) -> None:
    """A county with å, ä or ö is found with and without them."""
    assert 0 == run("new", "2031", "--lan", lan).exit_code


def test_new_writes_what_can_be_read(run: Callable[..., Result], tmp_path: Path) -> None:
    """What `new` writes to a file is what it shows, can be read and checked, and renders when filled in."""
    result = run("new", "2021", "--lan", "Kalmar", "--out", "mapp/arende.yaml")
    path = tmp_path / "mapp" / "arende.yaml"
    assert (0, f"Skrev {Path('mapp', 'arende.yaml')}\n", "") == (
        result.exit_code,
        result.stderr,
        result.stdout,
    )
    assert run("new", "2021", "--lan", "Kalmar").stdout == path.read_text(encoding="utf-8")
    assert 1 == run("check", path).exit_code
    assert 0 == run("render", path, "--out", "ut").exit_code


def test_new_overwrites_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    """A file that exists is left as it is until --ersatt is given; a folder is never replaced."""
    path = tmp_path / "arende.yaml"
    path.write_bytes(b"mitt")
    result = run("new", "2021", "--out", "arende.yaml")
    assert (2, b"mitt") == (result.exit_code, path.read_bytes())
    assert [
        "Finns redan: arende.yaml.",
        "Ange ett annat namn med --out, eller --ersatt för att skriva över.",
    ] == result.stderr.splitlines()
    assert 0 == run("new", "2021", "--out", "arende.yaml", "--ersatt").exit_code
    assert path.read_bytes().startswith(b"# Redovisning")
    result = run("new", "2021", "--out", tmp_path, "--ersatt")
    assert (2, f"{tmp_path} är en mapp. Ange också filens namn.\n") == (result.exit_code, result.stderr)


def test_new_from_last_year(run: Callable[..., Result], tmp_path: Path) -> None:
    """Next year's file keeps the kommun and the contacts, asks for the figures, and has the next year."""
    assert 0 == run("new", "--from", KALMAR, "--out", "nasta.yaml").exit_code
    arende = poreport.read(tmp_path / "nasta.yaml")
    assert arende.redovisning is not None
    kontakt, omrade = arende.redovisning.kontakt, arende.redovisning.omraden[:1]
    assert (2022, "Kalmar kommun", "Enhetschef") == (
        arende.redovisning.ar,
        arende.kommun.namn,
        kontakt.kontaktperson,
    )
    assert [] == [one for one in omrade if one.klienter.totalt.kvinnor.totalt is not None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "Ange året, till exempel: poreport new 2026 --lan Kalmar --out arende.yaml"),
        (["1822"], "Året ska ligga mellan 1990 och 2099, inte vara 1822."),
        (["2021", "--lan", "Mars"], "Länet ”Mars” finns inte. Välj ett av: Stockholms län, Uppsala län, "),
        (["2022", "--from", KALMAR], "Med --from tas året och länet från filen. Utelämna ÅR och --lan."),
        (["--lan", "Kalmar", "--from", KALMAR], "Med --from tas året och länet från filen."),
        (["--from", "saknas.yaml"], "saknas.yaml: Filen finns inte."),
        (["2021", "--out", "fil/arende.yaml"], "filen kunde inte skrivas, för "),
    ],
)
def test_new_that_cannot_be_made(
    run: Callable[..., Result], tmp_path: Path, words: list[str | Path], expected: str
) -> None:
    """What is missing, unknown or contradictory is said, and nothing is written."""
    (tmp_path / "fil").write_bytes(b"en fil och ingen mapp")
    result = run("new", *words)
    assert (2, "", ["fil"]) == (result.exit_code, result.stdout, files(tmp_path))
    assert expected in result.stderr


# --- rules, forms, template, schema ------------------------------------------------------------------------


def test_rules_lists_all(run: Callable[..., Result]) -> None:
    """Every rule, and every finding about a waiver, has a line with its code, force and title."""
    result = run("rules")
    expected = [(r.kod, r.styrka.value, r.title) for r in (*all_rules(), *WAIVER_RULES)]
    assert 0 == result.exit_code
    assert expected == [tuple(line.split(maxsplit=2)) for line in result.stdout.splitlines()]


def test_rules_explains_each(run: Callable[..., Result]) -> None:
    """Every code that a finding can have can be asked for, and says its force, title, law and page."""
    for r in (*all_rules(), *WAIVER_RULES):
        result = run("rules", r.kod.lower())
        assert result.stdout.startswith(f"{r.kod} ({r.styrka.value})\n{r.title}\n")
        assert all(f"\n{heading}: {text}\n" in result.stdout for heading, text in r.page.items())
        assert (0, bool(r.lagrum)) == (result.exit_code, "\nLagrum: " in result.stdout)


def test_forms_lists_all(run: Callable[..., Result]) -> None:
    """Every edition has a line with its id and what it is for."""
    lines = run("forms").stdout.splitlines()
    assert forms.editions() == [line.split()[0] for line in lines]
    assert "redovisning_2021_kalmar       2021, Kalmar län" in lines
    assert "redovisning_reserv            reserv, bygger på redovisning_2022_stockholm" in lines


@pytest.mark.parametrize("form_id", forms.editions())
def test_forms_show(run: Callable[..., Result], form_id: str) -> None:
    """A form is shown as the text that is printed on it."""
    result = run("forms", "show", form_id)
    assert (0, forms.blank_text(forms.get(form_id))) == (result.exit_code, result.stdout.splitlines())


def test_forms_diff(run: Callable[..., Result]) -> None:
    """What is printed in only one of two forms has its sign; two like ones do not differ."""
    ids = ("redovisning_2021_kalmar", "redovisning_2022_stockholm")
    lines = run("forms", "diff", *ids).stdout.splitlines()
    assert {"-", "+"} == {line[0] for line in lines}
    assert {"- Statsbidrag avseende år 2021", "+ Statsbidrag avseende år 2022"} <= set(lines)
    for sign, form_id in zip("-+", ids, strict=True):
        printed = [line.rstrip() for line in forms.blank_text(forms.get(form_id))]
        assert [] == [line for line in lines if line[0] == sign and line[2:] not in printed]
    assert "Blanketterna är lika.\n" == run("forms", "diff", ids[0], ids[0]).stdout


@pytest.mark.parametrize(
    "words", [["show", "redovisning_2021_kalmr"], ["diff", "redovisning_2021_kalmr", "x"]]
)
def test_unknown_form(run: Callable[..., Result], words: list[str]) -> None:
    """A form that does not exist is named with the nearest."""
    result = run("forms", *words)
    assert (2, "") == (result.exit_code, result.stdout)
    expected = "Blanketten ”redovisning_2021_kalmr” finns inte. Menade du redovisning_2021_kalmar?"
    assert result.stderr.startswith(expected)


def test_template_list_and_export(run: Callable[..., Result], tmp_path: Path) -> None:
    """Every template that is listed can be exported, under its own name when no other is given."""
    names = run("template", "list").stdout.split()
    assert list(template_names()) == names
    for name in names:
        assert f"Skrev {name}.docx\n" == run("template", "export", name).stderr
        assert template_bytes(name) == (tmp_path / f"{name}.docx").read_bytes()


def test_template_export_overwrites_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    """A template that someone has changed is not written over unless asked for."""
    path = tmp_path / "tjansteskrivelse.docx"
    path.write_bytes(b"min")
    result = run("template", "export", "tjansteskrivelse")
    assert (2, b"min") == (result.exit_code, path.read_bytes())
    assert result.stderr.startswith("Finns redan: tjansteskrivelse.docx.")
    assert 0 == run("template", "export", "tjansteskrivelse", "--ersatt").exit_code
    assert path.read_bytes().startswith(b"PK")


def test_unknown_template(run: Callable[..., Result]) -> None:
    """A template that does not exist is named, with those that do."""
    result = run("template", "export", "brev")
    assert 2 == result.exit_code
    assert result.stderr.startswith("Mallen ”brev” finns inte. Mallarna är ansokan_2022_kalmar, ")


def test_lint_of_what_is_no_template(run: Callable[..., Result], tmp_path: Path) -> None:
    """A missing file and a folder cannot be read; a file that is no Word file is a faulty template."""
    (tmp_path / "text.docx").write_bytes(b"text")
    for name, status, expected in (
        ("saknas.docx", 2, "saknas.docx: filen kunde inte läsas, för filen eller mappen finns inte.\n"),
        ("text.docx", 1, "text.docx: Filen går inte att öppna"),
    ):
        result = run("template", "lint", name)
        assert (status, True) == (result.exit_code, result.output.startswith(expected))
    assert 2 == run("template", "lint", tmp_path).exit_code


def test_schema(run: Callable[..., Result], tmp_path: Path) -> None:
    """The JSON Schema is shown, or written in UTF-8 to a file."""
    assert json_schema() == json.loads(run("schema").stdout)
    assert 0 == run("schema", "--out", "schema.json").exit_code
    assert run("schema").stdout.encode() == (tmp_path / "schema.json").read_bytes()


# --- the whole process -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status"),
    [(["--version"], 0), (["check", TYRESO], 0), (["check", "arende.yaml"], 1), (["check", FIFTEEN], 2)],
)
def test_exit_status_of_a_process(wrong: Path, words: list[str | Path], status: int) -> None:
    """`python -m poreport` ends with the status that the command gave."""
    done = subprocess.run(
        [sys.executable, "-m", "poreport", *words], cwd=wrong.parent, capture_output=True, check=False
    )
    assert status == done.returncode


def test_version(run: Callable[..., Result]) -> None:
    """The version is the one that pyproject.toml states."""
    assert f"poreport {version()}\n" == run("--version").stdout
