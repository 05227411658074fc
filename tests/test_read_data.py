"""Data files are read into the model, or refused with every mistake at its place in Swedish."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport.model import Arende, Brist, Kommun, Omrade, Otolkat, Pandemialternativ, Position, Svar, Undantag
from poreport.model.paths import get
from poreport.read import ReadError, read, read_data, read_text
from poreport.read.data.toml_nodes import load_toml
from poreport.read.data.yaml_errors import _OTHER
from poreport.read.nodes import DEEPEST, SourceText


def refusal(text: str | bytes, form: Any = "yaml", filename: str = "f") -> list[str]:
    """Return the lines of the error that a text gives."""
    with pytest.raises(ReadError) as caught:
        read_text(text, form, filename)
    return str(caught.value).splitlines()


def path_refusal(*paths: Path) -> list[str]:
    """Return the lines of the error that files give."""
    with pytest.raises(ReadError) as caught:
        read_data(paths)
    return str(caught.value).splitlines()


# --- what is read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "path", "expected"),
    [
        pytest.param("ombud: {kvinnor: 67 st}", "ombud.kvinnor", 67, id="antal"),
        pytest.param("ombud: {kvinnor: 0}", "ombud.kvinnor", 0, id="zero is an answer"),
        pytest.param("ombud: {kvinnor: }", "ombud.kvinnor", None, id="empty"),
        pytest.param("ombud: {kvinnor: ~}", "ombud.kvinnor", None, id="tilde"),
        pytest.param("ombud: {kvinnor: null}", "ombud.kvinnor", None, id="null"),
        pytest.param('ombud: {kvinnor: ""}', "ombud.kvinnor", None, id="empty text"),
        pytest.param("ombud: {kvinnor: –}", "ombud.kvinnor", None, id="a dash is no number"),
        pytest.param("ovrigt: –", "ovrigt", "–", id="a dash is a text"),
        pytest.param('ovrigt: "null"', "ovrigt", "null", id="null in quotation marks"),
        pytest.param("ombud: {tjanster: '2,00'}", "ombud.tjanster", Decimal("2.00"), id="tjanster"),
        pytest.param("ekonomi: {beviljat: 809 060 kr}", "ekonomi.beviljat", 809060, id="kronor"),
        pytest.param(
            "underskrift: {datum: 6 december 2021}", "underskrift.datum", date(2021, 12, 6), id="date"
        ),
        pytest.param("ko: {svar: nej}", "ko.svar", Svar.NEJ, id="svar"),
        pytest.param("ko: {svar: Kan inte bedöma}", "ko.svar", Svar.KAN_INTE_BEDOMA, id="svar in words"),
        pytest.param("ko: {svar: sant}", "ko.svar", Svar.JA, id="sant"),
        pytest.param("ko: {svar: False}", "ko.svar", Svar.NEJ, id="false"),
        pytest.param("ko: {svar: [ja, nej]}", "ko.svar", Svar.JA | Svar.NEJ, id="two ticks"),
        pytest.param("ko: {svar: []}", "ko.svar", None, id="no ticks"),
        pytest.param("ko: {svar: [ja, ~]}", "ko.svar", Svar.JA, id="one tick in a list"),
        pytest.param(
            "pandemi: {alternativ: [ökat utbud, annan]}",
            "pandemi.alternativ",
            Pandemialternativ.OKAT_UTBUD | Pandemialternativ.ANNAN,
            id="alternativ",
        ),
        pytest.param("underskrift: {beslutad_digitalt: ja}", "underskrift.beslutad_digitalt", True, id="ja"),
        pytest.param(
            "underskrift: {beslutad_digitalt: nej}", "underskrift.beslutad_digitalt", False, id="nej"
        ),
        pytest.param(
            "brister: {poster: {niva: Handläggare}}", "brister.poster[0].niva", "handlaggare", id="val"
        ),
        pytest.param("omfattar: Nybro kommun", "omfattar", ("Nybro kommun",), id="a text for a list"),
        pytest.param("omfattar: [A, ~, B]", "omfattar", ("A", "B"), id="empty items are skipped"),
        pytest.param(
            "brister: {poster: {rubrik: A}}", "brister.poster", (Brist(rubrik="A"),), id="keys for a list"
        ),
        pytest.param("omraden: []", "omraden", (Omrade(),), id="always one område"),
        pytest.param("omraden: [{}, {namn: A}]", "omraden", (Omrade(), Omrade(namn="A")), id="an empty item"),
        pytest.param("kontakt: {telefon: 0480 – 45 00 00}", "kontakt.telefon", "0480-45 00 00", id="telefon"),
        pytest.param("kontakt: {epost: fel adress}", "kontakt.epost", "fel adress", id="a wrong e-mail"),
        pytest.param("kommun: {postnummer: 39128}", "kommun.postnummer", "391 28", id="postnummer"),
        pytest.param("kommun: {postnummer: 391 2}", "kommun.postnummer", "391 2", id="a wrong postnummer"),
        pytest.param(
            "kommun: {organisationsnummer: 2120000746}",
            "kommun.organisationsnummer",
            "212000-0746",
            id="organisationsnummer",
        ),
        pytest.param("atgarder: |\n  a\n\n   b\n\n", "atgarder", "a\n\n b", id="lines and indents are kept"),
        pytest.param('kontakt: {namnd: " A  b "}', "kontakt.namnd", "A  b", id="space around a short text"),
        pytest.param('ovrigt: "a\u0308\u00a0b"', "ovrigt", "ä b", id="decomposed letters, hard spaces"),
    ],
)
def test_value(row: str, path: str, expected: object) -> None:
    """Each kind of field is read from what people write; what is unanswered is None."""
    indented = row.replace("\n", "\n  ")
    assert expected == get(read_text(f"redovisning:\n  ar: 2021\n  {indented}\n", "yaml").redovisning, path)


@pytest.mark.parametrize(
    ("row", "path", "expected"),
    [
        ("plusgiro: PG 244004", "plusgiro", "24400-4"),
        ("bankgiro: BG 50501055", "bankgiro", "5050-1055"),
        ("bankgiro: 24400-4", "bankgiro", "24400-4"),
    ],
)
def test_giro(row: str, path: str, expected: object) -> None:
    """A giro gets its usual spelling; one that cannot be a giro of its kind is kept for a rule to judge."""
    assert expected == get(read_text(f"ansokan:\n  avser_ar: 2022\n  {row}\n", "yaml").ansokan, path)


@pytest.mark.parametrize("percent", ["52", "52 %", "52%", "52 procent"])
def test_percent(percent: str) -> None:
    """A share is read with or without its sign."""
    arsrapport = read_text(f"arsrapport: {{ar: 2021, andel_kvinnor: {percent}}}", "yaml").arsrapport
    assert 52 == get(arsrapport, "andel_kvinnor")


@pytest.mark.parametrize("key", ["årsanställningar", "ÅRSANSTÄLLNINGAR", "a\u030arsansta\u0308llningar"])
def test_keys_are_folded(key: str) -> None:
    """A key can be written with å, ä and ö, composed or not, and with capitals."""
    arende = read_text(f"Ansökan:\n  Avser-år: 2022\n  {key}: '2,00'", "yaml")
    assert Decimal("2.00") == get(arende, "ansokan.arsanstallningar")


def test_interpretations_are_noted() -> None:
    """What was read in another way than it was written is noted with its path and place."""
    kalla = read_text("kommun: {postnummer: 39128}\nredovisning:\n  ar: år 2021\n", "yaml", "a.yaml").kalla
    assert [
        ("kommun.postnummer", "läste ”39128” som 391 28", Position("a.yaml", 1, 22)),
        ("redovisning.ar", "läste ”år 2021” som 2021", Position("a.yaml", 3, 7)),
    ] == [(note.path, note.text, note.position) for note in kalla.tolkningar]


TEXTS = {
    "yaml": """\
redovisning:
  ar: 2021
  omfattar:
    - Nybro
  omraden:
    - namn: A
      klienter:
""",
    "json": """\
{"redovisning":
 {"ar": 2021,
 "omfattar": [
  "Nybro"],
 "omraden": [
  {"namn": "A",
   "klienter": {}}]}}
""",
    "toml": """\
[redovisning]
ar = 2021
omfattar = [
  "Nybro"
]
[[redovisning.omraden]]
namn = "A"
[redovisning.omraden.klienter]
""",
}
PLACES = {
    "yaml": [(1, 1), (1, 1), (2, 7), (3, 3), (4, 7), (5, 3), (6, 7), (6, 13), (7, 7)],
    "json": [(1, 1), (1, 2), (2, 9), (3, 2), (4, 3), (5, 2), (6, 3), (6, 12), (7, 4)],
    "toml": [(1, 1), (1, 2), (2, 6), (3, 1), (4, 3), (6, 15), (6, 15), (7, 8), (8, 22)],
}


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
def test_every_given_path_has_its_place(form: Any) -> None:
    """Each format tells where every value stands, and the key where there is no value on the line."""
    paths = ["", "redovisning", "redovisning.ar", "redovisning.omfattar", "redovisning.omfattar[0]"]
    paths += [f"redovisning.omraden{rest}" for rest in ("", "[0]", "[0].namn", "[0].klienter")]
    kalla = read_text(TEXTS[form], form, "f").kalla
    assert {path: Position("f", *place) for path, place in zip(paths, PLACES[form], strict=True)} == dict(
        kalla.positioner
    )
    assert ("f",) == kalla.filer


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (
            "json",
            '{"ansokan": {"avser_ar": 2022, "arsanstallningar": 2.00, "datum": "2021-12-06"}}',
        ),
        ("toml", "[ansokan]\navser_ar = 2_022\narsanstallningar = 2.00\ndatum = 2021-12-06\n"),
        ("yaml", "ansokan: {avser_ar: 2022, arsanstallningar: 2.00, datum: 2021-12-06}"),
    ],
)
def test_typed_values(form: Any, text: str) -> None:
    """Numbers and dates of JSON and TOML keep the digits that were written."""
    ansokan = read_text(text, form).ansokan
    assert ansokan is not None
    assert (2022, "2.00", date(2021, 12, 6)) == (
        ansokan.avser_ar,
        str(ansokan.arsanstallningar),
        ansokan.datum,
    )


def test_typed_numbers_need_no_interpretation() -> None:
    """A decimal point in JSON is how JSON writes numbers, and is not remarked on."""
    assert (
        () == read_text('{"ansokan": {"avser_ar": 2022, "arsanstallningar": 2.5}}', "json").kalla.tolkningar
    )


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("json", '{"redovisning": {"ar": 2021, "ko": {"svar": true}}}'),
        ("toml", "redovisning.ar = 2021\nredovisning.ko.svar = true"),
    ],
)
def test_true_is_ja(form: Any, text: str) -> None:
    """The true of JSON and TOML is a ja, also as an answer to a question."""
    assert Svar.JA == get(read_text(text, form), "redovisning.ko.svar")


TRICKY_TOML = """\
# kommentar = 1
"a b".'c' = "x \\"y\\" # ingen kommentar" # kommentar
d . e = 'C:\\temp'
f = [ # kommentar
  1, [2.50, "]"], {g = 1, h.i = [{j = 1}, {}]}, # kommentar
]
k = \"""rad 1
l = 2 ""\\\""" "" \"""\"
m = '''
n = 'o' ''''
p = 2021-12-06 12:30:00
[q.r]
s = {}
[[q.t]]
u = 1
[[q.t]]
v = []
[[q.t.x]]
y = inf
[q.t.x.z]
"å" = 1
"""


def test_toml_places_point_at_their_keys() -> None:
    """However a TOML file is written, each key is found where it stands."""
    lines = TRICKY_TOML.splitlines()
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        for entry in getattr(node, "entries", ()):
            place = entry.position
            found.append(
                (entry.key, lines[place.rad - 1][place.kolumn - 1 :].lstrip("\"'")[: len(entry.key)])
            )
            walk(entry.value)
        for item in getattr(node, "items", ()):
            walk(item)

    walk(load_toml(SourceText(TRICKY_TOML, "f")))
    assert [] == [pair for pair in found if pair[0] != pair[1]]
    assert [*"cdefghijkmpqrstuvxyz", "å"] == [key for key, _ in found[1:]]


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\u00a0"])
def test_invisible_signs_are_no_answer(sign: str) -> None:
    """A value of nothing but signs that nobody sees is unanswered, as an empty one is."""
    assert read_text(f'kommun:\n  namn: "{sign}"\n  postnummer: "{sign}"\n', "yaml", "f").kommun == Kommun()


def test_lists_beside_the_documents() -> None:
    """Waivers and uninterpreted texts stand beside the documents."""
    arende = read_text(
        "undantag: {kod: RED-102, motivering: Rätt}\notolkat: [{text: '?', plats: s. 2}]", "yaml"
    )
    expected = Arende(
        undantag=(Undantag(kod="RED-102", motivering="Rätt"),), otolkat=(Otolkat(text="?", plats="s. 2"),)
    )
    assert expected == arende


# --- files and folders ---------------------------------------------------------------------------------


def test_folder_is_merged(tmp_path: Path) -> None:
    """The data files of a folder make one ärende; a document's own file holds its keys at the top."""
    (tmp_path / "arende.json").write_text('{"kommun": {"namn": "Kalmar kommun"}}', encoding="utf-8")
    (tmp_path / "Redovisning.yml").write_text("ar: 2021\n", encoding="utf-8")
    (tmp_path / "ansökan.toml").write_text("avser_ar = 2022\n", encoding="utf-8")
    (tmp_path / "anteckningar.txt").write_text("inget", encoding="utf-8")
    (tmp_path / ".dold.yaml").write_text("inget", encoding="utf-8")
    arende = read(tmp_path)
    assert (Kommun(namn="Kalmar kommun"), 2021, 2022) == (
        arende.kommun,
        get(arende, "redovisning.ar"),
        get(arende, "ansokan.avser_ar"),
    )
    names = tuple(str(tmp_path / name) for name in ("ansökan.toml", "arende.json", "Redovisning.yml"))
    assert set(names) == set(arende.kalla.filer)
    assert Position(str(tmp_path / "Redovisning.yml"), 1, 1) == arende.kalla.position("redovisning")


def test_several_files_are_merged(tmp_path: Path) -> None:
    """Files that are named one by one are put together in the same way."""
    for name, text in {"a.yaml": "kommun: {namn: A}", "b.yaml": "redovisning: {ar: 2021}"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    arende = read_data([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert ("A", 2021) == (arende.kommun.namn, get(arende, "redovisning.ar"))


def test_same_key_in_two_files(tmp_path: Path) -> None:
    """A key that stands in two files is a mistake that names both places."""
    (tmp_path / "a.yaml").write_text("\nkommun: {namn: A}", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("kommun: {namn: B}", encoding="utf-8")
    (line,) = path_refusal(tmp_path)
    assert line.startswith(f"{tmp_path / 'b.yaml'}:1:1: ")
    assert f"{tmp_path / 'a.yaml'}:2:1" in line


def test_mixed_document_file(tmp_path: Path) -> None:
    """A document's own file that also has a key of the whole ärende is refused with one mistake."""
    (tmp_path / "redovisning.yaml").write_text("ar: 2021\nkommun: {namn: A}\nomfattar: B\n", encoding="utf-8")
    (line,) = path_refusal(tmp_path)
    assert line.startswith(f"{tmp_path / 'redovisning.yaml'}:2:1: ”kommun” hör till hela ärendet")


def test_document_file_with_top_level_keys(tmp_path: Path) -> None:
    """A file named after a document can hold the whole ärende."""
    (tmp_path / "redovisning.yaml").write_text("kommun: {namn: A}\nredovisning: {ar: 2021}", encoding="utf-8")
    assert 2021 == get(read(tmp_path / "redovisning.yaml"), "redovisning.ar")


def test_mistakes_of_all_files(tmp_path: Path) -> None:
    """The mistakes of every file are reported together, also when one of them is broken."""
    (tmp_path / "a.yaml").write_text("kommun: [", encoding="utf-8")
    (tmp_path / "b.json").write_text('{"redovisning": {}}', encoding="utf-8")
    (tmp_path / "c.toml").write_bytes(b"\xff")
    lines = path_refusal(tmp_path)
    assert ["a.yaml:2:1", "b.json:1:2", "c.toml:1:1"] == [Path(line.split(": ")[0]).name for line in lines]


def test_name_replaces_the_path(tmp_path: Path) -> None:
    """A file can be called something else in messages than its path."""
    (tmp_path / "x.yaml").write_text("kommun: 1", encoding="utf-8")
    with pytest.raises(ReadError, match=r"^Uppladdad fil:1:9: "):
        read_data(tmp_path / "x.yaml", name="Uppladdad fil")


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    """A missing file, an unknown ending, no ending, a folder without data and a special file are refused."""
    (tmp_path / "a.xml").write_text("", encoding="utf-8")
    (tmp_path / "utan").write_text("", encoding="utf-8")
    (tmp_path / "tom").mkdir()
    os.mkfifo(tmp_path / "ror.yaml")
    words = {
        "finns.yaml": "Filen finns inte.",
        "a.xml": "”.xml” kan inte läsas. Namnet ska sluta på .yaml,",
        "utan": "Filer utan filändelse kan inte läsas.",
        "tom": "Mappen innehåller ingen datafil.",
        "ror.yaml": "ingen vanlig fil",
        "\0.yaml": "inte vara namnet på en fil",
    }
    for name, expected in words.items():
        with pytest.raises(ReadError) as caught:
            read(f"{tmp_path}/{name}")
        assert expected in str(caught.value)


def test_unknown_ending_among_several(tmp_path: Path) -> None:
    """A file that is named together with data files must be one itself."""
    (tmp_path / "a.docx").write_text("", encoding="utf-8")
    (line,) = path_refusal(tmp_path / "a.docx")
    assert line.startswith(f"{tmp_path / 'a.docx'}: Filer som slutar på ”.docx” är inga datafiler.")


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened, or that the disk cannot deliver, is refused with what to check."""

    def refuse(error: OSError) -> None:
        def opened(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(Path, "open", opened)

    (tmp_path / "a.yaml").write_text("kommun:", encoding="utf-8")
    refuse(PermissionError())
    (line,) = path_refusal(tmp_path / "a.yaml")
    assert line.endswith("Filen får inte läsas. Kontrollera behörigheten, och att ingen annan har den öppen.")
    refuse(OSError(5, "Input/output error"))
    (line,) = path_refusal(tmp_path / "a.yaml")
    assert line.endswith("Filen kan inte läsas (Input/output error).")


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be opened is refused like a file, whatever its name ends with."""

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "is_dir", refuse)
    with pytest.raises(ReadError, match="Filen får inte läsas"):
        read(tmp_path)


def test_mistakes_are_in_the_order_of_the_files(tmp_path: Path) -> None:
    """A file that cannot be opened has its place among the mistakes of the others."""
    (tmp_path / "a.yaml").write_text("kommun: 1", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("kommun: 1", encoding="utf-8")
    lines = path_refusal(*(tmp_path / f"{name}.yaml" for name in "abc"))
    assert ["a", "b", "c"] == [Path(line.split(":")[0]).stem for line in lines][:3]


def test_too_large_file(tmp_path: Path) -> None:
    """A file over 10 MB is refused before it is read."""
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(10_000_001)
    assert [
        f"{tmp_path / 'a.yaml'}: Filen är större än 10 MB. Så stora filer läses inte; är det rätt fil?"
    ] == (path_refusal(tmp_path / "a.yaml"))


# --- what is refused -----------------------------------------------------------------------------------


def test_fifteen_mistakes(rot: Path) -> None:
    """A file with fifteen mistakes gives fifteen lines, each at its place and in order."""
    expected = [
        ("4:3", "Nyckeln ”genitv” finns inte under ”kommun”. Menade du genitiv?"),
        ("5:3", "hör hemma under redovisning.kontakt, "),
        ("6:3", "Nyckeln ”Namn” står två gånger; den första på rad 3."),
        ("7:1", "Under ”redovisning” saknas ar. Skriv till exempel ar: 2021"),
        ("8:12", "”kontakt” har egna nycklar, inte ett ensamt värde."),
        ("10:7", "Är det här en text med kolon, sätt hela texten i citattecken."),
        ("12:15", "tjanster: Kan inte läsa ”2,125” som ett antal årsanställningar"),
        ("13:14", "kvinnor: Kan inte läsa ”fler än en” som ett antal. Skriv ett heltal, till exempel 67."),
        ("14:10", "”man” är ett enda värde, inte en lista."),
        ("16:11", "svar: Kan inte läsa ”yes” som ett svar. Skriv ja, delvis, nej,"),
        ("19:15", "niva: Kan inte läsa ”regional”. Skriv handlaggare, lokal eller central."),
        ("21:15", "beviljat: Kan inte läsa ”809 tkr” som ett belopp"),
        ("23:12", "februari 2022 har 28 dagar"),
        ("25:13", "avser_ar: Kan inte läsa ”1822” som ett år"),
        ("26:13", "&ref ger värdet ett namn. Ta bort det"),
    ]
    fil = rot / "tests" / "data" / "femton_fel.yaml"
    with pytest.raises(ReadError) as caught:
        read(fil)
    lines = str(caught.value).splitlines()
    assert [f"{fil}:{place}" for place, _ in expected] == [line.split(": ")[0] for line in lines]
    assert [] == [
        (words, line) for (_, words), line in zip(expected, lines, strict=True) if words not in line
    ]
    assert [str(mistake) for mistake in caught.value.mistakes] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "kommun: {nam: A}", "f:1:10: Nyckeln ”nam” finns inte under ”kommun”. Menade du namn?", id="near"
        ),
        pytest.param(
            "ar: 2021",
            "f:1:1: Nyckeln ”ar” finns inte överst i filen. Den hör hemma under redovisning",
            id="elsewhere",
        ),
        pytest.param("kommun: {ansokan: 1}", "Den hör hemma överst i filen.", id="on top"),
        pytest.param("kommun: {qqq: A}", "Där finns: namn, genitiv, lan,", id="neither"),
        pytest.param(
            "kommun: {namn:A}",
            "Efter nyckeln ska det stå kolon och ett blanksteg: namn: A",
            id="no space in braces",
        ),
        pytest.param(
            "kommun:\n  namn:A",
            "f:2:3: Efter nyckeln ska det stå kolon och ett blanksteg: namn: A",
            id="no space",
        ),
        pytest.param(
            "kommun: Kalmar",
            "f:1:9: ”kommun” har egna nycklar, inte ett ensamt värde.",
            id="value for a part",
        ),
        pytest.param("kommun: [A]", "f:1:9: ”kommun” har egna nycklar, inte en lista.", id="list for a part"),
        pytest.param("undantag: [A]", "f:1:12: ”undantag[0]” har egna nycklar", id="text for an item"),
        pytest.param(
            "kommun: {namn: [A]}", "f:1:16: ”namn” är ett enda värde, inte en lista.", id="list for a value"
        ),
        pytest.param(
            "kommun: {namn: {a: b}}",
            "f:1:16: ”namn” är ett enda värde och har inga egna nycklar. Är det",
            id="keys for a text",
        ),
        pytest.param(
            "ansokan: {avser_ar: {a: b}}",
            "”avser_ar” är ett enda värde och har inga egna nycklar.",
            id="keys for a number",
        ),
        pytest.param(
            "ansokan: {avser_ar: }",
            "f:1:11: Nyckeln ”avser_ar” saknar värde. Skriv till exempel 2021.",
            id="empty year",
        ),
        pytest.param(
            "redovisning: {ar: 2021, underskrift: {beslutad_digitalt: kanske}}",
            "f:1:58: beslutad_digitalt: Kan inte läsa ”kanske” som ja eller nej.",
            id="neither ja nor nej",
        ),
        pytest.param("redovisning: {}", "f:1:1: Under ”redovisning” saknas ar.", id="no year"),
        pytest.param(
            "kommun: {namn: A, NAMN: B}",
            "f:1:19: Nyckeln ”NAMN” står två gånger; den första på rad 1.",
            id="twice",
        ),
        pytest.param(
            "kommun:\nkommun:",
            "f:2:1: Nyckeln ”kommun” står två gånger; den första på rad 1.",
            id="twice on top",
        ),
        pytest.param("kommun: {namn: &a A}", "f:1:16: &a ger värdet ett namn.", id="anchor"),
        pytest.param("kommun: &a {namn: A}", "f:1:9: &a ger värdet ett namn.", id="anchor on keys"),
        pytest.param("kommun: *a", "f:1:9: *a hänvisar till ett annat värde.", id="alias"),
        pytest.param("kommun: !!map {namn: A}", "f:1:9: Typmärkningar", id="tag"),
        pytest.param("kommun: {namn: !x A}", "f:1:16: Typmärkningar", id="own tag"),
        pytest.param(
            "kommun:\n---\nkommun:", "f:2:1: Filen har flera delar, skilda åt med ---.", id="two documents"
        ),
        pytest.param("? [a]\n: b", "f:1:3: En nyckel kan inte vara en lista", id="a list for a key"),
        pytest.param(
            "- kommun", "f:1:1: Filen ska ha nycklar överst: kommun, redovisning,", id="a list on top"
        ),
        pytest.param("hej", "f:1:1: Filen ska ha nycklar överst", id="only text"),
        pytest.param("", "f:1:1: Filen är tom.", id="empty"),
        pytest.param("# bara en kommentar\n", "f:1:1: Filen är tom.", id="only a comment"),
        pytest.param("---\n", "f:1:1: Filen är tom.", id="only dashes"),
        pytest.param(
            "kommun: {namn: \x07}",
            "f:1:16: Här står ett osynligt styrtecken (U+0007).",
            id="control character",
        ),
        pytest.param(
            'kommun: {namn: "\\a"}',
            "f:1:16: namn: Texten innehåller ett osynligt styrtecken (U+0007).",
            id="escaped control character",
        ),
        pytest.param(
            "[" * 60, f"f:1:{DEEPEST + 1}: Här är fler än {DEEPEST} nivåer inuti varandra.", id="deep"
        ),
        pytest.param("[" * 100_000, "nivåer inuti varandra.", id="very deep"),
        pytest.param("kommun: {postort: 1\n", "f:1:9: Parentesen { avslutas aldrig.", id="open brace"),
    ],
)
def test_yaml_refusals(text: str, expected: str) -> None:
    """Whatever a data file may not hold is refused at its place, with what to do about it."""
    lines = refusal(text)
    assert [expected] == [expected for line in lines if expected in line], lines
    assert 1 == len(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kommun:\n\tnamn: A", "f:2:1: Raden är indragen med tabb."),
        ("kommun: A\n\tB", "f:2:1: Raden är indragen med tabb."),
        ("kommun: A\n  namn: B", "f:2:7: Indraget stämmer inte"),
        ("kommun:\n  namn: A\n postort: B", "f:3:2: Indraget stämmer inte"),
        ("  kommun: A\nredovisning: B", "f:2:1: Indraget stämmer inte"),
        ("kommun: A\n- B", "f:2:1: Indraget stämmer inte"),
        ("kommun: A\nredovisning\nansokan: B", "f:2:1: Här saknas ett kolon."),
        ("ar:2021\nkommun: A", "f:2:7: På raden ovanför saknas ett blanksteg efter kolon."),
        ("kommun: 'A\nansokan: B", "f:1:9: Citattecknet som inleds här avslutas aldrig."),
        ('kommun: "A\nansokan: B', "f:1:9: Citattecknet som inleds här avslutas aldrig."),
        ("kommun: 'A's'", "f:1:12: Det står mer text efter det avslutande citattecknet."),
        ("kommun: A: B", "f:1:10: Texten innehåller ett kolon."),
        ("kommun: @A", "f:1:9: Ett värde kan inte börja med @."),
        ("kommun: %A", "f:1:9: Ett värde kan inte börja med %."),
        ("kommun: & A", "f:1:10: Ett värde kan inte börja med & eller *."),
        ("kommun: !a!b C", "f:1:9: Ett värde kan inte börja med !."),
        ("kommun: - A", "f:1:9: En lista börjar på en egen rad"),
        ("- A\nkommun: B", "f:2:1: Här väntades en post till i listan"),
        ("kommun: | A", "f:1:11: Efter | eller > ska texten börja på nästa rad"),
        ('kommun: "\\q"', "f:1:10: Omvänt snedstreck"),
        ('kommun: "\\xq"', "f:1:12: Omvänt snedstreck"),
        ("kommun: [A, 'B' C]", "f:1:17: Här saknas ett kommatecken, eller ] sist."),
        ("kommun: {A B} C", "f:1:15: Indraget stämmer inte"),
        ("kommun: [A,", "f:2:1: Filen slutar mitt i en lista eller parentes."),
        ("kommun: ]", "f:1:9: Här saknas ett värde."),
        ("%YAML 3.0\n---\nkommun: A", "f:1:1: Raden som börjar med %YAML behövs inte."),
        ("kommun: !<A", f"f:1:12: {_OTHER}"),
    ],
)
def test_yaml_syntax(text: str, expected: str) -> None:
    """Broken YAML is explained in Swedish by its commonest cause, at the line where the cause stands."""
    (line,) = refusal(text)
    assert expected == line[: len(expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "f:1:1: Filen är tom."),
        ("null", "f:1:1: Filen är tom."),
        ("[]", "f:1:1: Filen ska ha nycklar överst"),
        ('{"kommun": {}} x', "f:1:16: Filen fortsätter efter den sista parentesen."),
        ('{"kommun" {}}', "f:1:11: Här saknas ett kolon efter nyckeln ”kommun”."),
        ('{"kommun": {}\n"ansokan": {}}', "f:2:1: Här saknas ett kommatecken, eller } sist."),
        ('{"kommun": {},}', "f:1:14: Ta bort kommatecknet före }."),
        ('{"kommun": {}', "f:1:1: Parentesen { avslutas aldrig med }."),
        ('{"kommun": [1', "f:1:12: Parentesen [ avslutas aldrig med ]."),
        ("{kommun: {}}", 'f:1:2: Här väntades en nyckel inom raka citattecken, "så här".'),
        ("{'kommun': {}}", "f:1:2: Här väntades en nyckel inom raka citattecken"),
        ('{"kommun": Kalmar}', "f:1:12: Här väntades ett värde: ett tal, true, false, null, eller en text"),
        ('{"kommun": 01}', "f:1:12: Här väntades ett värde: ett tal, true, false, null"),
        ('{"kommun": "A\n"}', "f:1:12: Citattecknet som inleds här avslutas inte på raden."),
        ('{"kommun": {"namn": "a\\qb"}}', "f:1:23: Tecknet får inte stå i en text."),
        ('{"kommun": {"namn": "a\tb"}}', "f:1:23: Tecknet får inte stå i en text."),
        (
            '{"kommun": {"namn": "\\u0000"}}',
            "f:1:21: namn: Texten innehåller ett osynligt styrtecken (U+0000).",
        ),
        (
            '{"kommun": {"namn": "\\ud800"}}',
            "f:1:21: namn: Texten innehåller ett osynligt styrtecken (U+D800).",
        ),
        ('{"kommun": {"namn": true}}', "f:1:21: namn: Här ska det stå en text, inte true."),
        ('{"ansokan": {"avser_ar": true}}', "f:1:26: avser_ar: Kan inte läsa ”true” som ett år"),
        (
            '{"ansokan": {"avser_ar": 2022, "arsanstallningar": false}}',
            "f:1:52: arsanstallningar: Kan inte läsa ”false”",
        ),
        (
            '{"ansokan": {"avser_ar": 2022, "arsanstallningar": 1e999999999}}',
            "f:1:52: arsanstallningar: Kan inte läsa",
        ),
        ('{"kommun": {"namn": "A", "namn": "B"}}', "f:1:26: Nyckeln ”namn” står två gånger"),
        ("[" * 100_000, f"f:1:{DEEPEST + 1}: Här är fler än {DEEPEST} nivåer"),
    ],
)
def test_json_refusals(text: str, expected: str) -> None:
    """Broken JSON, and JSON that is no data file, is refused at its place in Swedish."""
    (line,) = refusal(text, "json")
    assert expected == line[: len(expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "f:1:1: Filen är tom."),
        ("# tom\n", "f:1:1: Filen är tom."),
        ("kommun", "f:1:7: Här saknas ett likhetstecken."),
        ("kommun: 1", "f:1:7: Här saknas ett likhetstecken."),
        (
            "[ansokan]\nårsanställningar = 1",
            "f:2:1: Raden börjar inte med en nyckel. En nyckel med å, ä eller ö",
        ),
        ("[kommun]\nnamn = Kalmar\n", "f:2:8: Här saknas ett värde, eller citattecken runt det."),
        ("[ansokan]\narsanstallningar = 2,00\n", "f:2:21: Det står något mer efter värdet."),
        ('[kommun]\nnamn = "A\n', "f:2:10: Texten avslutas inte på raden."),
        (
            '[kommun]\nnamn = """A\n',
            "f:2:12: En text avslutas aldrig med citattecken. Felet märktes först i filens slut.",
        ),
        ('[kommun]\nnamn = "\\q"\n', "f:2:11: Omvänt snedstreck"),
        ("[kommun]\nnamn = 1\nnamn = 2\n\n", "f:3:9: Nyckeln står två gånger"),
        ("[kommun]\n[kommun]\n", "f:2:8: Rubriken står två gånger."),
        ("[kommun\n", "f:1:8: Rubriken ska sluta med hakparentes"),
        ("omfattar = [1 2]", "f:1:15: Listan saknar ett kommatecken"),
        ("kommun = {namn = 1\n", "f:1:19: Parentesen saknar ett kommatecken"),
        ("kommun = {namn = 1, namn = 2}\n", "f:1:29: Nyckeln står två gånger i samma parentes."),
        ("kommun = {}\nkommun.namn = 1\n", "f:2:16: En lista eller parentes som redan är avslutad"),
        ('[kommun]\nnamn = "\x07"\n', "f:2:9: Här står ett osynligt styrtecken."),
        ("[kommun]\nnamn = 12:30:00\ntelefon = 1", "f:3:1: Nyckeln ”telefon” finns inte under ”kommun”."),
        (
            "[ansokan]\navser_ar = 2022\narsanstallningar = inf",
            "f:3:20: arsanstallningar: Kan inte läsa ”Infinity”",
        ),
        ('[kommun]\nnamn = "\\uFFFE"', "f:2:8: namn: Texten innehåller ett osynligt styrtecken (U+FFFE)."),
        ("[ansokan]\navser_ar = " + "1" * 5_000, "f:2:12: Talet är orimligt långt."),
        ("a = " + "[" * 60 + "]" * 60, f"f:1:{DEEPEST + 5}: Här är fler än {DEEPEST} nivåer"),
        ("a = " + "[" * 100_000, f"f:1:1: Här är fler än {DEEPEST} nivåer"),
        ("a." * 60 + "b = 1", f"f:1:{2 * DEEPEST + 1}: Här är fler än {DEEPEST} nivåer"),
    ],
)
def test_toml_refusals(text: str, expected: str) -> None:
    """Broken TOML, and TOML that is no data file, is refused at its place in Swedish."""
    (line,) = refusal(text, "toml")
    assert expected == line[: len(expected)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "kommun:\n  namn: Malmö".encode("cp1252"),
            "f:2:13: Tecknet här är inte UTF-8 (troligen ”ö” i Windows-1252). Öppna",
        ),
        (b"kommun: \x81", "f:1:9: Tecknet här är inte UTF-8. Öppna filen i en textredigerare och spara den"),
        ("kommun:".encode("utf-16"), "f:1:1: Filen är sparad med teckenkodningen UTF-16."),
        (b"PK\x03\x04\n\x00", "f:2:1: Filen är inte en textfil."),
    ],
)
def test_encoding_refusals(data: bytes, expected: str) -> None:
    """What is not UTF-8 is refused at the byte, with how to save the file instead."""
    (line,) = refusal(data)
    assert expected == line[: len(expected)]


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
def test_utf8_with_byte_order_mark(form: Any) -> None:
    """UTF-8 with a byte order mark and with the line ends of Windows is read."""
    data = b"\xef\xbb\xbf" + TEXTS[form].replace("\n", "\r\n").encode()
    assert read_text(TEXTS[form], form) == read_text(data, form)


def test_unknown_format() -> None:
    """A format that does not exist is the programmer's mistake and no ReadError."""
    with pytest.raises(ValueError, match=r"Formatet ”xml” finns inte. Välj yaml, json eller toml\."):
        read_text("", "xml")  # type: ignore[arg-type]


WORDS = [
    "kommun",
    "redovisning",
    "ar",
    "omraden",
    "2021",
    "ja",
    "å",
    "\0",
    ": ",
    ":",
    "\n",
    "\n  ",
    "- ",
    "--- ",
]
WORDS += [
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "'",
    "|",
    ">",
    "&a ",
    "*a",
    "!b ",
    "#",
    "\t",
    "=",
    "[[",
    "]]",
    ".",
    "\\",
    "?",
]
WORDS += ['"""', "'''"]
FRAGMENTS = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
@given(text=FRAGMENTS | st.text(max_size=40) | st.binary(max_size=40))
def test_only_read_errors_escape(form: Any, text: str | bytes) -> None:
    """Whatever a file holds, it is read or refused with a mistake in that file; nothing else is raised."""
    try:
        places = {place.fil for place in read_text(text, form, "f").kalla.positioner.values()}
    except ReadError as error:
        places = {mistake.position.fil for mistake in error.mistakes}
    assert {"f"} == places


def test_import_is_light() -> None:
    """Importing the reader loads nothing of what makes documents, so that a check starts fast."""
    heavy = ["jinja2", "docx", "lxml", "babel", "markdown_it"]
    code = f"import poreport.read, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
