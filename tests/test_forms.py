"""The form editions: whole tables, places of every field, which edition a document uses, own editions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import forms
from poreport.forms import (
    Form,
    FormError,
    Group,
    Heading,
    Question,
    Table,
    form_for,
    load_file,
    printed_place,
)
from poreport.forms import form as form_module
from poreport.forms.table import from_table
from poreport.model import Ansokan, Kommun, Omrade, Pandemialternativ, Redovisning, Slag, Svar
from poreport.model.paths import field_at, known_paths

KLASSER: dict[str, type[Any]] = {"redovisning": Redovisning, "ansokan": Ansokan}
EDITIONS = [
    "ansokan_2022_kalmar",
    "ansokan_2023_stockholm",
    "redovisning_2020_skane",
    "redovisning_2020_stockholm",
    "redovisning_2021_kalmar",
    "redovisning_2022_stockholm",
    "ansokan_reserv",
    "redovisning_reserv",
]
FOLDER = Path(forms.__file__).parent

# What no edition asks: how the documents are made, not what they say.
NOT_ASKED = {
    "redovisning": {
        "ar",  # preprinted in the form
        "blankett",
        "kommun.genitiv",
        "kommun.lan",
        "kommun.lansstyrelse",
        "kommun.organisationsnummer",  # asked in the ansökan only
    },
    "ansokan": {
        "blankett",
        "kommun.genitiv",
        "kommun.lan",
        "kommun.lansstyrelse",
        "kommun.utdelningsadress",  # asked as one line, postadress
        "kommun.postnummer",
        "kommun.postort",
    },
}


def redovisning(ar: int, lan: str | None = None, blankett: str | None = None) -> Redovisning:
    """Make an otherwise empty redovisning."""
    return Redovisning(ar=ar, blankett=blankett, kommun=Kommun(lan=lan))


# The tables


def test_editions_are_listed() -> None:
    """Six editions of authorities are known, and after them the two reserve forms."""
    assert EDITIONS == forms.editions()


@pytest.mark.parametrize("form_id", EDITIONS)
def test_every_place_is_a_field(form_id: str) -> None:
    """Every place and box in a table is a field of the model, and every box an answer of its field."""
    form = forms.get(form_id)
    for place in form.places():
        path, _, option = place.partition("=")
        slag = field_at(KLASSER[form.dokument], path).slag
        boxes = {Slag.SVAR: Svar, Slag.ALTERNATIV: Pandemialternativ}
        if option and slag in boxes:
            assert option.upper() in boxes[slag].__members__
        elif option:
            assert (Slag.JA, "ja") == (slag, option)


@pytest.mark.parametrize("dokument", KLASSER)
def test_every_field_has_a_place(dokument: str) -> None:
    """Every field of the model has a place in some edition, except those that no form asks."""
    own = [form for form in map(forms.get, EDITIONS) if form.dokument == dokument]
    missing = {path for path in known_paths(KLASSER[dokument]) if not any(form.has(path) for form in own)}
    assert NOT_ASKED[dokument] == missing


@pytest.mark.parametrize("form_id", EDITIONS)
def test_rows_fill_the_table(form_id: str) -> None:
    """The widths of every table are together 100 percent, and every row spans all its columns."""
    for table in (block for block in forms.get(form_id).flat() if isinstance(block, Table)):
        assert 100 == sum(table.widths)
        assert {len(table.widths)} == {sum(cell.span for cell in row.cells) for row in table.rows}


@pytest.mark.parametrize("form_id", EDITIONS)
def test_footnotes_are_used(form_id: str) -> None:
    """Every footnote of an edition is referred to in its text."""
    form = forms.get(form_id)
    text = "\n".join(
        part
        for block in form.flat()
        for part in (
            [cell.label for row in block.rows for cell in row.cells]
            if isinstance(block, Table)
            else [block.text]
        )
    )
    assert set(form.footnotes) == set(form_module.FOOTNOTE.findall(text))


@pytest.mark.parametrize("form_id", [form_id for form_id in EDITIONS if not form_id.endswith("_reserv")])
def test_edition_prints_its_own_year(form_id: str) -> None:
    """A redovisning form names its year and the next; an ansökan form no year but its own and the last."""
    form = forms.get(form_id)
    assert form.ar is not None
    assert str(form.ar) in form_id
    years = {int(ar) for ar in re.findall(r"\b20[2-9]\d\b", "\n".join(forms.blank_text(form)))}
    assert years <= {form.ar, form.ar + 1}


@pytest.mark.parametrize("form_id", ["ansokan_reserv", "redovisning_reserv"])
def test_reserve_prints_no_year(form_id: str) -> None:
    """A reserve form leaves year and authority open, and has the questions of the edition it is from."""
    form = forms.get(form_id)
    text = "\n".join(forms.blank_text(form))
    assert [] == re.findall(r"\b20[2-9]\d\b", text)
    assert (
        {"{ar}", "{lansstyrelse}"}
        <= set(re.findall(r"\{\w+\}", text))
        <= {
            "{ar}",
            "{lansstyrelse}",
            "{nasta_ar}",
            "{bokstav}",
            "{namn}",
        }
    )
    assert form.bygger_pa is not None
    wanted = {path for path in forms.get(form.bygger_pa).places() if not path.startswith("pandemi")}
    assert wanted == set(form.places())


def test_published_tables_are_locked() -> None:
    """A published edition is the table whose SHA-256 stands in checksums.txt; reserve forms are not."""
    lines = (FOLDER / "checksums.txt").read_text(encoding="utf-8").splitlines()
    locked = {name: digest for digest, name in map(str.split, lines[1:])}
    tables = {
        f"{form_id}.yaml": (FOLDER / "editions" / f"{form_id}.yaml").read_bytes()
        for form_id in EDITIONS
        if not form_id.endswith("_reserv")
    }
    assert locked == {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}


# Where a field stands


@pytest.mark.parametrize(
    ("form_id", "path", "expected"),
    [
        ("redovisning_2020_skane", "ombud.tjanster", "1. Personliga ombud, ”Ange antal tjänster med 2 dec"),
        (
            "redovisning_2021_kalmar",
            "omraden[0].klienter.avslutade.man.b65",
            "2. Klienter, ”Antal avslutade klienter, därav 65 år och över, Män”",
        ),
        ("redovisning_2021_kalmar", "omraden[0].orsaker.bostad.samlat", "3. Kontakt med verksamheten, ”Bost"),
        (
            "redovisning_2022_stockholm",
            "prioritering.ordning",
            "4. Tillgång till personligt ombud, ”Om ja, rang",
        ),
        ("redovisning_2022_stockholm", "ko.svar=nej", "4. Tillgång till personligt ombud, ”Har ni haft kö"),
        ("redovisning_2022_stockholm", "ledningsgrupp.psykiatri", "5. Organisation, ledning och samverkan, "),
        ("redovisning_2020_skane", "pandemi.svar", "9. Coronapandemin, ”Har Coronapandemin påverkat er anv"),
        ("redovisning_2020_skane", "pandemi.alternativ=annan", "9. Coronapandemin, ”Annan förändring, ange"),
        ("redovisning_2021_kalmar", "brister.poster[2].rubrik", "6. Tillgång till samhällsservice, ”Sam"),
        ("redovisning_2021_kalmar", "brister.poster[2].atgard", "6. Tillgång till samhällsservice, ”Ge ex"),
        ("redovisning_2021_kalmar", "omfattar[1]", "Den eller de kommuner, förutom redovisande kommun, som"),
        ("redovisning_2021_kalmar", "omraden[3]", "2. Klienter"),
        ("redovisning_2021_kalmar", "omraden[3].namn", "2. Klienter"),
        ("redovisning_2021_kalmar", "ekonomi", "7. Ekonomi"),
        ("ansokan_2022_kalmar", "bankgiro", "Sökande kommun, ”Plus-eller bankgiro”"),
        ("ansokan_2023_stockholm", "bankgiro", "Sökande kommun, ”Bankgiro”"),
        ("ansokan_2023_stockholm", "start", "Driftsform/driftsformer och utförare, ”Uppgift om vilken"),
    ],
)
def test_place(form_id: str, path: str, expected: str) -> None:
    """A place is the section and the label as that edition prints them, with the column of a table."""
    assert str(forms.get(form_id).place(path)).startswith(expected)


@pytest.mark.parametrize(
    ("form_id", "path"),
    [
        ("redovisning_reserv", "pandemi.svar"),
        ("redovisning_2022_stockholm", "pandemi.alternativ"),
        ("redovisning_2022_stockholm", "omraden[0].orsaker.bostad.samlat"),
        ("redovisning_2021_kalmar", "ko.antal_med"),
        ("redovisning_2021_kalmar", "ko.orsak"),
        ("redovisning_2020_skane", "underskrift.beslutad_digitalt"),
        ("redovisning_2021_kalmar", "kommun.lan"),
        ("redovisning_2021_kalmar", "finns.inte"),
        ("redovisning_2021_kalmar", ""),
    ],
)
def test_no_place(form_id: str, path: str) -> None:
    """A field that an edition does not ask has no place in it."""
    assert forms.get(form_id).place(path) is None
    assert not forms.get(form_id).has(path)


@pytest.mark.parametrize(
    ("form_id", "path", "expected"),
    [
        ("redovisning_2020_skane", "pandemi.svar", ("ja", "nej", "kan_inte_bedoma")),
        ("redovisning_2021_kalmar", "pandemi.svar", ("ja", "delvis", "nej", "kan_inte_bedoma")),
        ("redovisning_2022_stockholm", "pandemi.svar", ("ja", "nej", "vet_inte")),
        ("redovisning_reserv", "pandemi.svar", ()),
        ("redovisning_2021_kalmar", "ko.svar", ("ja", "delvis", "nej")),
        ("redovisning_reserv", "ko.svar", ("ja", "nej")),
        (
            "redovisning_2021_kalmar",
            "pandemi.alternativ",
            (
                "fler_klienter",
                "okat_utbud",
                "minskat_utbud",
                "andrade_arbetssatt",
                "utbildning_installd",
                "handledning_installd",
                "annan",
            ),
        ),
    ],
)
def test_options(form_id: str, path: str, expected: tuple[str, ...]) -> None:
    """The options of an answer are those that the edition prints, in its order."""
    assert expected == forms.get(form_id).options(path)


def test_printed_place_of_a_delomrade() -> None:
    """With delområden, a place has the letter and name of its own, as in the printed heading."""
    split = Redovisning(ar=2022, omraden=(Omrade(namn="Norr"), Omrade(namn="Söder"), Omrade()))
    form = form_for(split)
    assert [
        "2a Klienter Norr",
        "3b Kontakt med verksamheten Söder, ”Om annan orsak, ange vilken.”",
        "2c Klienter",
        "2l Klienter",
        "4. Tillgång till personligt ombud",
    ] == [
        printed_place(form, path, split)
        for path in (
            "omraden[0].klienter",
            "omraden[1].annan_orsak",
            "omraden[2].namn",
            "omraden[11].namn",
            "ko",
        )
    ]
    whole = Redovisning(ar=2022)
    assert "2. Klienter" == printed_place(form, "omraden[0].klienter", whole)


def test_printed_place_has_the_year() -> None:
    """The reserve form's place names the year of the document, and there is none for what it does not ask."""
    dokument = redovisning(2031, "Kalmar län")
    place = printed_place(form_for(dokument), "ko.vantetid", dokument)
    assert place is not None
    assert "hur lång väntetiden har varit under 2031." in place
    assert printed_place(form_for(dokument), "pandemi.svar", dokument) is None


# Which edition a document uses


@pytest.mark.parametrize(
    ("ar", "lan", "expected"),
    [
        (2020, "Skåne län", "redovisning_2020_skane"),
        (2020, "Stockholms län", "redovisning_2020_stockholm"),
        (2021, "Kalmar län", "redovisning_2021_kalmar"),
        (2022, "Stockholms län", "redovisning_2022_stockholm"),
    ],
)
def test_own_edition(ar: int, lan: str, expected: str) -> None:
    """The county's own edition of the year is used when it is known, and stands in for nothing."""
    form = form_for(redovisning(ar, lan))
    assert (expected, None, False) == (form.id, form.ersatter, form.is_fallback)


@pytest.mark.parametrize("lan", ["Gotlands län", None])
def test_another_county(lan: str | None) -> None:
    """A county without an edition of a known year uses that year's questions under a neutral head."""
    form = form_for(redovisning(2021, lan))
    assert ("redovisning_2021_kalmar", (2021, lan)) == (form.id, form.ersatter)
    assert forms.get("redovisning_reserv").head == form.head
    assert forms.get("redovisning_2021_kalmar").blocks == form.blocks


@pytest.mark.parametrize("ar", [2019, 2023, 0, -1, 10**9])
def test_unknown_year_uses_the_reserve(ar: int) -> None:
    """A year without any edition uses the reserve form, and it says what it stands in for."""
    form = form_for(redovisning(ar, "Kalmar län"))
    assert ("redovisning_reserv", (ar, "Kalmar län"), True) == (form.id, form.ersatter, form.is_fallback)


def test_ansokan_uses_the_year_applied_for() -> None:
    """The edition of an ansökan is that of the year it applies for."""
    kalmar = Kommun(lan="Kalmar län")
    assert "ansokan_2022_kalmar" == form_for(Ansokan(avser_ar=2022, kommun=kalmar)).id
    assert "ansokan_reserv" == form_for(Ansokan(avser_ar=2021, kommun=kalmar)).id


def test_named_edition_is_used() -> None:
    """An edition that the document names is used, whatever its year and county."""
    form = form_for(redovisning(1999, "Kalmar län", "redovisning_2020_skane"))
    assert ("redovisning_2020_skane", False) == (form.id, form.is_fallback)


def test_document_without_kommun() -> None:
    """A document without a kommun has no county, and uses the year's edition under a neutral head."""
    assert form_for(Redovisning(ar=2022)).is_fallback


@pytest.mark.parametrize(
    ("blankett", "words"),
    [
        (
            "redovisning_2021_kalmer",
            r"”redovisning_2021_kalmer” finns inte\. Menade du redovisning_2021_kalmar\?",
        ),
        ("qqq", r"Blanketten ”qqq” finns inte\. Kommandot poreport forms"),
        ("../editions/redovisning_reserv", "finns inte"),
        ("ansokan_reserv", "Blanketten ansokan_reserv är en ansökan, inte en redovisning"),
    ],
)
def test_named_edition_that_cannot_be_used(blankett: str, words: str) -> None:
    """An edition that does not exist, or is for another document, raises in Swedish and names the nearest."""
    with pytest.raises(FormError, match=words):
        form_for(redovisning(2021, "Kalmar län", blankett))


# Counties


def test_counties() -> None:
    """There are 21 counties, with the codes of Statistics Sweden, and no name stands twice."""
    counties = forms.counties()
    assert 21 == len(counties)
    assert "01" == min(counties)
    assert "25" == max(counties)
    for key in ("lan", "kort", "lansstyrelse"):
        assert 21 == len({rad[key] for rad in counties.values()})
    assert all(rad["kort"].isidentifier() and rad["kort"].isascii() for rad in counties.values())


@pytest.mark.parametrize(
    ("lan", "angiven", "expected"),
    [
        ("Skåne län", None, "Länsstyrelsen Skåne"),
        ("Kalmar län", None, "Länsstyrelsen i Kalmar län"),
        ("Kalmar län", "Länsstyrelsen Kalmar län", "Länsstyrelsen Kalmar län"),
        ("Låtsas län", None, "Länsstyrelsen"),
        (None, None, "Länsstyrelsen"),
    ],
)
def test_authority(lan: str | None, angiven: str | None, expected: str) -> None:
    """The länsstyrelse is named as the kommun says, else as in the table, else without its county."""
    assert expected == forms.authority(lan, angiven)


# Text and differences


@pytest.mark.parametrize(
    ("index", "expected"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")]
)
def test_letter(index: int, expected: str) -> None:
    """The delområden are lettered a to z, then aa, ab and so on."""
    assert expected == forms.letter(index)


def test_blank_text() -> None:
    """The blank form is lines of text with a tab before the next column and raised footnote figures."""
    lines = forms.blank_text(forms.get("redovisning_2021_kalmar"))
    assert ["Länsstyrelsen", "Kalmar län", "REDOVISNING"] == lines[:3]
    assert "Ange antal tjänster med 2 decimaler¹:" in lines
    assert "Utdelningsadress\tPostnummer\tPostort" in lines
    assert "²" == lines[-1][0]


def test_diff() -> None:
    """The difference of two editions is what is printed in only one of them, with its side."""
    assert [
        "- Länsstyrelsen",
        "- Skåne",
        "- Sänds in till: skane@lansstyrelsen.se",
        "+ Sänds till stockholm@lansstyrelsen.se",
        "+ senast den 15 januari 2021.",
        "- 9. Coronapandemin",
        "+ 8. Coronapandemin",
        "- 10. Övrigt",
        "+ 9. Övrigt",
        "- 11. Underskrift av behörig företrädare för kommunen",
        "+ 10. Underskrift av behörig företrädare för kommunen",
        "- Datum:",
        "+ Datum",
        "+ Detta dokument har beslutats digitalt och saknar därmed underskrift",
    ] == forms.diff(forms.get("redovisning_2020_skane"), forms.get("redovisning_2020_stockholm"))


def test_edition_does_not_differ_from_itself() -> None:
    """An edition does not differ from itself."""
    form = forms.get("redovisning_2022_stockholm")
    assert [] == forms.diff(form, form)


# Editions of one's own

OWN = """
id: {id}
dokument: redovisning
ar: 2027
lan: Kalmar län
titel: Redovisning
kalla: Länsstyrelsens webbplats
huvud:
  - {{titel: REDOVISNING}}
block:
  - rubrik: 1. Personliga ombud
  - bredder: [60, 40]
    rader:
      - [Antal tjänster, {{falt: ombud.tjanster}}]
{mer}
"""


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Callable[..., Form]]:
    """Return a function that loads an own edition with some more lines; it is forgotten after the test."""

    def load_own(mer: str = "", form_id: str = "redovisning_2027_kalmar", text: str = OWN) -> Form:
        path = tmp_path / "egen.yaml"
        path.write_text(text.format(id=form_id, mer=mer), encoding="utf-8")
        return load_file(path)

    yield load_own
    for form_id in list(forms._egna):
        del forms._egna[form_id]
        form_module.forget_places(form_id)


def test_own_edition_is_found(load: Callable[..., Form]) -> None:
    """An edition from a file of one's own is listed, found and used for its year and county."""
    form = load()
    assert [*EDITIONS, "redovisning_2027_kalmar"] == forms.editions()
    assert form is forms.get(form.id)
    assert form == form_for(redovisning(2027, "Kalmar län"))
    assert form.blocks == form_for(redovisning(2027, "Skåne län")).blocks
    assert "1. Personliga ombud, ”Antal tjänster”" == str(form.place("ombud.tjanster"))


def test_own_edition_may_have_any_name(load: Callable[..., Form]) -> None:
    """The id of an own edition need not begin with the kind of document."""
    load(form_id="kommunens_egen")
    assert "kommunens_egen" == form_for(redovisning(2027, "Kalmar län")).id


def test_own_edition_can_be_loaded_anew(load: Callable[..., Form]) -> None:
    """Loading the same id again replaces the edition, and the places of its fields too."""
    load().places()
    load("  - {fraga: Övrigt, falt: ovrigt}")
    assert forms.get("redovisning_2027_kalmar").has("ovrigt")


@pytest.mark.parametrize(
    ("mer", "words"),
    [
        ("  - {fraga: Vad, falt: finns.inte}", "finns.inte: det finns inget fält finns"),
        ("  - {fraga: Vad, falt: 'a b'}", "”a b” är ingen sökväg"),
        ("  - {rubrik_: Vad}", "känner inte igen blocket {'rubrik_': 'Vad'}"),
        ("  - {text: Vad, stil: fet}", "okänd stil ”fet”"),
        ("  - {text: 'Vad[^x]'}", "fotnoten ”x” finns inte bland fotnoter"),
        ("  - {bredder: [50, 50], rader: [[a, b, c]]}", "har fler kolumner än tabellen"),
        ("  - {bredder: [100], rader: [[{kryss: ko.svar=kanske}]]}", "svaret ”kanske” finns inte"),
        ("  - {bredder: [100], rader: [[{ettikett: x}]]}", "okänd nyckel i en cell: ettikett"),
        ("rubrik: x", "okänd nyckel ”rubrik”"),
        ("  - bara text", "känner inte igen blocket 'bara text'"),
        ("  - {rubrik: [a, b]}", "['a', 'b'] ska vara en text"),
        ("  - {bredder: halva, rader: []}", "bredder ska vara en lista, men är 'halva'"),
        ("  - {bredder: [5%], rader: []}", "bredder är ”5%” men ska vara ett heltal"),
        ("  - {bredder: [100], rader: [text]}", "raden ska vara en lista, men är 'text'"),
        ("  - {upprepa: omraden, block: [{upprepa: omraden, block: []}]}", "kan inte stå i en annan"),
        ("fotnoter: [a]", "fotnoter ska vara namn och texter"),
        ("fortryckt_belopp: 400 000", "fortryckt_belopp är ”400 000” men ska vara ett heltal"),
    ],
)
def test_wrong_table(load: Callable[..., Form], mer: str, words: str) -> None:
    """A table that is not a form is refused with the file and what is wrong, in Swedish."""
    with pytest.raises(FormError, match=re.escape(words)) as fel:
        load(mer)
    assert "egen.yaml: " in str(fel.value)


def test_every_mistake_is_named(load: Callable[..., Form]) -> None:
    """All mistakes of a table are named at once, one on each line."""
    with pytest.raises(FormError) as fel:
        load("  - {text: a, stil: fet}\n  - {fraga: b, falt: c}")
    assert 2 == len(str(fel.value).splitlines())


@pytest.mark.parametrize("nyckel", ["id", "titel", "kalla", "huvud", "block"])
def test_missing_key(load: Callable[..., Form], nyckel: str) -> None:
    """A table without one of the keys that every edition needs is refused, and the key is named."""
    text = re.sub(rf"^{nyckel}:", f"{nyckel}x:", OWN, flags=re.MULTILINE)
    with pytest.raises(FormError, match=f"nyckeln ”{nyckel}” saknas"):
        load(text=text)


def test_wrong_kind_of_document(load: Callable[..., Form]) -> None:
    """A table for a document that is no form is refused."""
    with pytest.raises(FormError, match="dokument är ”arsrapport” men ska vara redovisning eller ansokan"):
        load(text=OWN.replace("redovisning", "arsrapport", 1))


@pytest.mark.parametrize(
    ("form_id", "words"),
    [
        ("redovisning_2021_kalmar", "finns redan i paketet. Välj ett annat id"),
        ("redovisning 2027", "får bara innehålla bokstäver, siffror och understreck"),
    ],
)
def test_id_that_cannot_be_used(load: Callable[..., Form], form_id: str, words: str) -> None:
    """An own edition can neither take the id of one in the package nor have one that is no name."""
    with pytest.raises(FormError, match=re.escape(words)):
        load(form_id=form_id)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: [", "filen är inte giltig YAML"),
        (b"bara text", "filen innehåller ingen blankett"),
        (b"", "filen innehåller ingen blankett"),
        (b"\xff\xfe", "blanketten kunde inte läsas"),
    ],
)
def test_file_that_is_no_table(tmp_path: Path, data: bytes, words: str) -> None:
    """A file that is not a YAML table is refused in Swedish."""
    path = tmp_path / "egen.yaml"
    path.write_bytes(data)
    with pytest.raises(FormError, match=words):
        load_file(path)


def test_missing_file(tmp_path: Path) -> None:
    """A file that does not exist is refused in Swedish, with its name."""
    with pytest.raises(FormError, match=r"ingen\.yaml: blanketten kunde inte läsas"):
        load_file(tmp_path / "ingen.yaml")


def test_groups_hold_the_delomraden() -> None:
    """Every edition of the redovisning repeats sections 2 and 3 for each delområde, and nothing else."""
    for form_id in EDITIONS:
        groups = [block for block in forms.get(form_id).blocks if isinstance(block, Group)]
        assert (["omraden"] if form_id.startswith("redovisning") else []) == [g.path for g in groups]
        for group in groups:
            split = [block.split for block in group.blocks if isinstance(block, Heading) and block.split]
            assert ["2{bokstav} Klienter {namn}", "3{bokstav} Kontakt med verksamheten {namn}"] == split
            assert any(isinstance(block, Question) for block in group.blocks)


KEYS = (
    *("id", "ar", "lan", "titel", "kalla", "huvud", "block", "fotnoter", "rubrik", "delad", "underrubrik"),
    *("text", "stil", "fraga", "falt", "upprepa", "rader", "bredder", "etikett", "nagot", "kryss", "bredd"),
)
SCALARS = st.sampled_from(["", "x", "1", "-1", "omraden", "ko.svar=ja", "²", "[]"])
NODES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(KEYS), NODES), st.lists(NODES, max_size=3))
def test_any_table_is_a_form_or_refused(data: dict[str, Any], blocks: list[Any]) -> None:
    """Whatever a table holds, it becomes a form or is refused with a Swedish FormError."""
    wrong: list[str] = []
    try:
        form = from_table({**data, "dokument": "redovisning", "block": blocks}, "egen.yaml")
        assert len(blocks) == len(form.blocks)
    except FormError as fel:
        wrong = str(fel).splitlines()
    assert all(line.startswith("egen.yaml: ") for line in wrong)
