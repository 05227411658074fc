"""Filled-in documents as text: every figure, mark, name, number and date in the right field.

What is expected stands beside each document in `data/ifyllda/*.facit.yaml`, which says how it came about.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from poreport import forms
from poreport.model import Arende, Svar
from poreport.model.paths import get
from poreport.read import ReadError
from poreport.read import read_text as read_data_text
from poreport.read.source import read_document
from poreport.write import to_yaml

DATA = Path(__file__).parent / "data" / "ifyllda"
NAMES = sorted(path.stem for path in DATA.glob("*.txt"))
BLANKS = [form_id for form_id in forms.editions() if not form_id.endswith("_reserv")]


def as_text(value: Any) -> str:
    """A value of the model as the facit writes it."""
    match value:
        case None:
            return ""
        case enum.Flag():
            return "+".join(flag.name.lower() for flag in type(value) if flag in value and flag.name)
        case tuple():
            return "+".join(str(item) for item in value)
        case _:
            return str(value)


def differences(arende: Arende, name: str) -> list[str]:
    """What an ärende says in another way than the facit of a document."""
    text = (DATA / f"{name}.facit.yaml").read_text(encoding="utf-8")
    facit: dict[str, str] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  it makes strings only
    read = {path: as_text(get(arende, path)) for path in facit}
    return [f"{p}: väntat {facit[p]!r}, läst {read[p]!r}" for p in facit if facit[p] != read[p]]


def remarks(arende: Arende) -> Iterator[str]:
    """What was interpreted, as "path: text"."""
    return (f"{tolkning.path}: {tolkning.text}" for tolkning in arende.kalla.tolkningar)


def text_of(name: str) -> str:
    """The text of a document."""
    return (DATA / f"{name}.txt").read_text(encoding="utf-8")


def read_text(text: str) -> Arende:
    """The ärende in a text."""
    return read_document(text.encode(), "prov.txt")


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_read_to_its_field(name: str) -> None:
    """Marks, figures, names, numbers, dates and texts of each made-up document stand in the right field."""
    arende = read_document(DATA / f"{name}.txt")
    assert [] == differences(arende, name)


@pytest.mark.parametrize("name", NAMES)
def test_each_interpretation_has_a_place(name: str) -> None:
    """What was interpreted in a value says on which line it stood."""
    arende = read_document(DATA / f"{name}.txt")
    vague = ("hittades inte", "hämtade", "antog", "liknar mest")
    told = [t for t in arende.kalla.tolkningar if not any(word in t.text for word in vague)]
    assert [] == [t for t in told if t.position is None or t.position.rad is None]


@pytest.mark.parametrize("form_id", BLANKS)
def test_a_blank_form_has_no_answers(form_id: str) -> None:
    """A blank form of each edition, as text, gives its year and nothing else, and nothing is left over."""
    form = forms.get(form_id)
    arende = read_text("\n".join(forms.blank_text(form)))
    document: Any = arende.dokument[form.dokument]
    year = document.ar if form.dokument == "redovisning" else document.avser_ar
    answers = [path for path in arende.kalla.positioner if path != form.dokument]
    assert (form.ar, [], ()) == (year, answers, arende.otolkat)


def test_the_year_after_a_title_is_no_loose_text() -> None:
    """A form's own year, written after a title that is printed without it, is not left over."""
    form = forms.get("ansokan_2022_kalmar")
    text = "\n".join(forms.blank_text(form)).replace("Personligt ombud\n", "Personligt ombud 2022\n", 1)
    arende = read_text(text)
    assert "Personligt ombud 2022" in text
    assert () == arende.otolkat


def test_unknown_edition_says_which_question_is_missing() -> None:
    """A question that the document lacks is told as an interpretation of its field."""
    arende = read_document(DATA / "redovisning-2024-orebro.txt")
    assert "redovisning.ledningsgrupp.arbete" in {
        t.path for t in arende.kalla.tolkningar if "hittades inte" in t.text
    }


def test_new_questions_are_kept_with_their_answers() -> None:
    """New questions, tables and sections of an unknown edition are kept whole, with their place."""
    arende = read_document(DATA / "redovisning-2024-orebro.txt")
    kept = [(o.text or "").split("\n") for o in arende.otolkat]
    assert [
        [
            "Hur har ombuden arbetat med barnperspektivet under 2024?",
            "Barnen nämns i varje plan.",
            "Ja\tNej",
            "Finns en barnrättsstrateg i kommunen?\tX",
        ],
        ["8. Digitalisering", "Beskriv hur ombuden använder digitala verktyg:", "Videomöten används ofta."],
    ] == kept
    assert all("rad 1" in (o.plats or "") for o in arende.otolkat)


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ("Kommun\tJa\t", "redovisning.utforare.kommun", Svar.JA),
        ("Kommun\t☑\t☐", "redovisning.utforare.kommun", Svar.JA),
        ("Kommun\t[ ]\t[x]", "redovisning.utforare.kommun", Svar.NEJ),
        ("Kommun\t☐ Ja ☒ Nej\t", "redovisning.utforare.kommun", Svar.NEJ),
        ("Kommun\tX\tX", "redovisning.utforare.kommun", Svar.JA | Svar.NEJ),
        ("Kommun\t-\t", "redovisning.utforare.kommun", None),
        (
            'Kommun\t<input checked="" type="checkbox"/>\t<input type="checkbox"/>',
            "redovisning.utforare.kommun",
            Svar.JA,
        ),
    ],
)
def test_marks_of_every_kind(written: str, path: str, value: Svar | None) -> None:
    """A cross, a tick, a box and a word are all marks; two marks are both kept; a dash is none."""
    text = "\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm")))
    arende = read_text(text.replace("\nKommun\t\t\n", f"\n{written}\n"))
    assert value == get(arende, path)


def test_an_answer_can_be_the_same_word_as_a_label() -> None:
    """Nej, Kommun, Ja and Datum are answers where they stand below an open question."""
    text = "\n".join(forms.blank_text(forms.get("redovisning_2021_kalmar")))
    for question, answer in (
        ("I så fall, på vilket sätt?", "Nej"),
        ("delta i ledningsgruppen?", "Kommun"),
        ("Kommentera gärna ert svar:", "Ja."),
        ("reflektioner på verksamheten", "Datum"),
    ):
        text = text.replace(question, f"{question}\n\n{answer}\n")
    arende = read_text(text)
    r = arende.redovisning
    assert r is not None
    answers = (r.omraden[0].tendens_orsaker, r.ledningsgrupp.arbete, r.pandemi.kommentar, r.ovrigt)
    assert ("Nej", "Kommun", "Ja.", "Datum") == answers
    assert () == arende.otolkat


@pytest.mark.parametrize(
    ("written", "datum", "ort", "kept"),
    [
        ("Datum 2023-01-11\t", "2023-01-11", None, []),
        ("Datum\t2023-01-11", "2023-01-11", None, []),
        ("Datum Provstad 2023-01-11\t", "2023-01-11", "Provstad", []),
        ("Datum\nProvstad den 11 januari 2023", "2023-01-11", "Provstad", []),
        ("Datum: 11/1 2023\nProvstad", "2023-01-11", "Provstad", []),
        ("Datum 20/209\t", None, None, ["20/209"]),
        ("Datum 2023-02-31\t", None, None, ["2023-02-31"]),
    ],
)
def test_place_and_date(written: str, datum: str | None, ort: str | None, kept: list[str]) -> None:
    """Place and date are told apart wherever they stand; an unreadable date is kept as it is."""
    text = "\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm")))
    arende = read_text(text.replace("\nDatum\t\n", f"\n{written}\n"))
    r = arende.redovisning
    assert r is not None
    read = (r.underskrift.datum and r.underskrift.datum.isoformat(), r.underskrift.ort)
    assert (datum, ort, kept) == (*read, [o.text for o in arende.otolkat])


def test_amount_in_the_head_of_its_column() -> None:
    """An amount that stands in the head of its column is the amount of the cell below."""
    text = "\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm")))
    arende = read_text(text.replace("Beviljat statsbidrag, kr\t", "Beviljat statsbidrag, kr 402 638 kr\t"))
    assert arende.redovisning is not None
    assert 402638 == arende.redovisning.ekonomi.beviljat


def test_counts_instead_of_crosses_in_the_queue_question() -> None:
    """Numbers of kommuner with and without a queue are counts and no crosses."""
    text = "\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm")))
    question = "kommunens verksamhet för personliga ombud under 2022?"
    arende = read_text(text.replace(f"{question}\t\t", f"{question}\t3 kommuner\t9"))
    assert arende.redovisning is not None
    ko = arende.redovisning.ko
    assert (3, 9, None) == (ko.antal_med, ko.antal_utan, ko.svar)


def test_regional_wording_is_known() -> None:
    """A county that prints Regionens for Landstingets asks the same question."""
    text = "\n".join(forms.blank_text(forms.get("redovisning_2022_stockholm")))
    text = text.replace("Landstingets psykiatri\t\t", "Regionens psykiatri\t\tX")
    arende = read_text(text)
    assert arende.redovisning is not None
    assert Svar.NEJ == arende.redovisning.ledningsgrupp.psykiatri


def test_a_reworded_question_is_read_and_told() -> None:
    """A question in other words is still that question, and the reading says so."""
    form = forms.get("redovisning_2022_stockholm")
    old = (
        "Ge exempel på åtgärder som har vidtagits för att komma tillrätta med de brister som har "
        "identifierats under året."
    )
    new = (
        "Beskriv vilka åtgärder som har vidtagits för att komma tillrätta med de brister som ombuden har "
        "rapporterat under året."
    )
    text = "\n".join(forms.blank_text(form)).replace(old, f"{new}\n\nEtt möte har hållits.\n")
    arende = read_text(text)
    assert arende.redovisning is not None
    assert "Ett möte har hållits." == arende.redovisning.atgarder
    assert any("på ett annat sätt" in remark for remark in remarks(arende))


def test_columns_made_with_spaces() -> None:
    """A text whose columns are made with spaces is read by where the words stand."""
    text = text_of("redovisning-2020-stockholm")
    spaced = "\n".join(
        "".join(f"{cell:130}" for cell in line.split("\t")).rstrip() for line in text.split("\n")
    )
    arende = read_text(spaced)
    r = arende.redovisning
    assert r is not None
    assert (12, 0, Svar.NEJ) == (
        r.omraden[0].klienter.totalt.kvinnor.totalt,
        r.omraden[0].klienter.totalt.man.b18_29,
        r.ledningsgrupp.forsakringskassan,
    )


def test_marks_without_columns_are_kept_and_not_guessed() -> None:
    """In a text that has lost its columns a lone cross is no answer, but it is kept with its field."""
    arende = read_text(text_of("redovisning-2020-skane").replace("\t", " "))
    r = arende.redovisning
    assert r is not None
    assert (None, 201, 150) == (
        r.utforare.forening,
        r.omraden[0].klienter.totalt.kvinnor.totalt,
        r.omraden[0].klienter.totalt.man.totalt,
    )
    kept = {o.falt: o.text for o in arende.otolkat}
    assert "X" == kept["redovisning.utforare.forening"]


def test_a_second_document_of_the_same_kind_is_kept() -> None:
    """The text of a second redovisning in a file is kept whole and told apart."""
    one = text_of("redovisning-2020-skane")
    arende = read_text(f"{one}\n\n\n\n{text_of('redovisning-2020-stockholm')}")
    assert "Provstad" == arende.kommun.namn
    second = [o for o in arende.otolkat if "en andra redovisning" in (o.plats or "")]
    assert ["Kim Exempel" in (o.text or "") for o in second] == [True]


def test_unknown_text_is_refused_with_the_best_guess() -> None:
    """A file that is no known document is refused, with what it resembles most and by how much."""
    with pytest.raises(ReadError) as error:
        read_text("Sökande kommun\nKommunens namn: Provstad\nProtokoll från nämnden\nBeslut i ärende 4.")
    assert "Mest liknar den" in str(error.value)
    assert "ansokan" in str(error.value)
    assert "ledtexter" in str(error.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"\x00\x01", "varken text"),
        (b"{\\rtf1 hej}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, ".doc"),
        (b"a" * 2_000_000, "mycket längre"),
        (b"a\n" * 300_000, "mycket längre"),
    ],
)
def test_other_files_are_refused(data: bytes, words: str) -> None:
    """What is no document of a known sort is refused with the reason."""
    with pytest.raises(ReadError, match=words):
        read_document(data, "fil.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    """A text saved as UTF-8 with a mark, as UTF-16 or as Windows-1252 is read alike."""
    text = text_of("redovisning-2020-skane").replace("\u202f", " ")
    arende = read_document(text.encode(encoding), "prov.txt")
    assert arende.redovisning is not None
    assert "Funktionsstödsnämnden" == arende.redovisning.kontakt.namnd


def test_windows_line_ends_and_decomposed_letters() -> None:
    """Line ends of Windows and letters in two parts change nothing."""
    import unicodedata

    text = unicodedata.normalize("NFD", text_of("redovisning-2020-stockholm")).replace("\n", "\r\n")
    assert [] == differences(read_text(text), "redovisning-2020-stockholm")


@given(st.data())
@settings(max_examples=60)
def test_answers_survive_beside_every_label(data: st.DataObject) -> None:
    """Whatever words are written below the open questions of a form are read back from there."""
    form = forms.get(data.draw(st.sampled_from([b for b in BLANKS if b.startswith("redovisning")])))
    questions = [b for b in form.flat() if isinstance(b, forms.Question)]
    words = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=2, max_size=9)
    answers = {
        question.fields[-1].replace("[]", "[0]"): data.draw(
            st.lists(words, min_size=1, max_size=8).map(lambda ws: f"Svar {' '.join(ws)}.")
        )
        for question in questions
    }
    lines = []
    for line in forms.blank_text(form):
        lines.append(line)
        for question in questions:
            if line == forms.plain(question.text):
                lines += ["", answers[question.fields[-1].replace("[]", "[0]")], ""]
    arende = read_text("\n".join(lines))
    read = {path: get(arende.redovisning, path) for path in answers}
    assert answers == read


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\x07", "\ufffe"])
@pytest.mark.parametrize(
    "name", ["tjansteskrivelse-att-satser", "arsrapport-2023", "redovisning-2024-orebro"]
)
def test_what_is_read_can_be_kept_in_a_data_file(name: str, sign: str) -> None:
    """With invisible signs in every word, values and raw texts are those that the data file gives back."""
    arende = read_text(text_of(name).replace("er", f"e{sign}r").replace("\n\n", f"\n{sign}\n"))
    assert arende == read_data_text(to_yaml(arende), "yaml", "f.yaml")
    assert sign not in to_yaml(arende)


def test_an_endless_word_is_refused() -> None:
    """A word or a space of a thousand signs, which would take minutes to look through, is refused."""
    text = text_of("redovisning-2020-skane")
    for endless in ("_" * 1000, "a" + " " * 1000 + "b"):
        with pytest.raises(ReadError, match="mer än 1 000 tecken"):
            read_text(f"{text}\n{endless}\n")
    assert read_text(f"{text}\n{'_' * 200}\n").redovisning is not None
