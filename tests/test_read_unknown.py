"""Texts that are not as on any known edition: other words, other columns, none at all, new questions."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from poreport import forms
from poreport.model import Arende, Pandemialternativ, Svar
from poreport.model.paths import get
from poreport.read.form.anchors import layout, squeezed_label
from poreport.read.source import read_document

DATA = Path(__file__).parent / "data" / "utan_tabbar"
KALMAR = "redovisning_2021_kalmar"
STOCKHOLM = "redovisning_2022_stockholm"
FIRST = "redovisning.omraden[0].klienter.totalt"


def blank(form_id: str = STOCKHOLM) -> str:
    """A blank form of the year 2024 as text, with blank lines around its paragraphs."""
    form = forms.get(form_id)
    lines = [line if "\t" in line else f"\n{line}\n" for line in forms.blank_text(form)]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return re.sub(r"\{(?:nasta_)?ar\}", "2024", text).replace("{lansstyrelse}", "Länsstyrelsen i Örebro län")


def read_text(text: str) -> Arende:
    """The ärende in a text."""
    return read_document(text.encode(), "prov.txt")


def changed(*pairs: tuple[str, str], form_id: str = STOCKHOLM) -> Arende:
    """What is read when some lines of a blank form are others."""
    text = blank(form_id)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return read_text(text)


def raw_texts(arende: Arende) -> list[str]:
    """What could not be placed."""
    return [item.text or "" for item in arende.otolkat]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_texts_without_tabs(path: Path) -> None:
    """Columns of spaces and Markdown tables give every value of their facit."""
    text = path.with_suffix(".facit.yaml").read_text(encoding="utf-8")
    facit: dict[str, str] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  it makes strings only
    arende = read_document(path)
    read = {name: get(arende, name) for name in facit}
    marks = {name: value for name, value in read.items() if isinstance(value, Svar | Pandemialternativ)}
    said = {
        name: "+".join(flag.name.lower() for flag in type(value) if flag in value and flag.name)
        for name, value in marks.items()
    }
    lists = {name: "+".join(value) for name, value in read.items() if isinstance(value, tuple)}
    texts = {name: "" if value is None else str(value) for name, value in read.items()}
    assert facit == texts | said | lists


@pytest.mark.parametrize("dokument", ["redovisning", "ansokan"])
def test_other_wordings_are_of_printed_labels(dokument: str) -> None:
    """Each label in lydelser.yaml is printed on a known edition, and none of its wordings stands twice."""
    printed = {
        squeezed_label(slot.label).lstrip("0123456789")
        for form_id in forms.editions()
        for line in layout(forms.get(form_id))
        for slot in line.slots
        if forms.get(form_id).dokument == dokument
    }
    wordings = forms.wordings(dokument)
    assert set() == {label for label in wordings if squeezed_label(label).lstrip("0123456789") not in printed}
    for label, others in wordings.items():
        keys = [squeezed_label(other) for other in others]
        assert (label, sorted(set(keys))) == (label, sorted(keys))


def test_the_column_of_men_may_stand_first() -> None:
    """Figures go to the gender at the head of their column, also when the edition has them the other way."""
    arende = changed(
        ("\tKvinnor\tMän", "\tMän\tKvinnor"), ("Totalt antal klienter\t\t", "Totalt antal klienter\t3\t8")
    )
    assert (8, 3) == (get(arende, f"{FIRST}.kvinnor.totalt"), get(arende, f"{FIRST}.man.totalt"))


def test_a_third_column_is_kept() -> None:
    """A column that the model has no field for is kept, and the others are read."""
    arende = changed(
        ("\tKvinnor\tMän", "\tKvinnor\tMän\tAnnan könsidentitet"),
        ("Totalt antal klienter\t\t", "Totalt antal klienter\t3\t8\t1"),
    )
    assert (3, 8) == (get(arende, f"{FIRST}.kvinnor.totalt"), get(arende, f"{FIRST}.man.totalt"))
    assert ["Annan könsidentitet", "1"] == raw_texts(arende)


def test_figures_on_lines_of_their_own() -> None:
    """As many figures below a label as it has columns stand in their order, and the reading says so."""
    text = blank().replace("\t", "\n").replace("Totalt antal klienter\n\n", "Totalt antal klienter\n21\n14\n")
    arende = read_text(text)
    assert (21, 14) == (get(arende, f"{FIRST}.kvinnor.totalt"), get(arende, f"{FIRST}.man.totalt"))
    assert "läste ”21 14” som ett tal för varje kolumn" in {t.text for t in arende.kalla.tolkningar}


def test_one_figure_for_two_columns_is_kept() -> None:
    """A single figure on a line of its own may stand in either column, and is not guessed at."""
    text = blank().replace("\t", "\n").replace("Totalt antal klienter\n\n", "Totalt antal klienter\n21\n")
    arende = read_text(text)
    assert (None, ["21"]) == (get(arende, f"{FIRST}.kvinnor.totalt"), raw_texts(arende))


def test_a_mark_on_the_line_above_its_option() -> None:
    """A cross left of its option stands on the line above in a text without columns."""
    text = blank(KALMAR).replace("\tNej\n\tKan inte bedöma", "X\nNej\nKan inte bedöma").replace("\t", "\n")
    assert Svar.NEJ == get(read_text(text), "redovisning.pandemi.svar")


@pytest.mark.parametrize(
    ("ja", "nej", "svar"),
    [("Kurs i Lund.", "", Svar.JA), ("", "Ingen tid.", Svar.NEJ), ("Kurs.", "Ingen tid.", None)],
)
def test_a_cross_in_no_column(ja: str, nej: str, svar: Svar | None) -> None:
    """A cross that stands in no column is for the answer whose follow-up alone is filled in."""
    text = blank().replace("\t", "\n")
    text = text.replace("erbjudits utbildning.\n\n", "erbjudits utbildning.\nX\n", 1)
    text = text.replace("vilken/vilka utbildningar.", f"vilken/vilka utbildningar. {ja}", 1)
    text = text.replace("Om nej, ange varför.", f"Om nej, ange varför. {nej}", 1)
    arende = read_text(text)
    assert svar == get(arende, "redovisning.utbildning.svar")
    assert ([] if svar else ["X"]) == raw_texts(arende)


def test_the_same_number_of_spaces_for_every_tab() -> None:
    """Columns parted by as many spaces everywhere are columns, though they do not stand below each other."""
    text = blank().replace("Totalt antal klienter\t\t", "Totalt antal klienter\t3\t8")
    text = text.replace("Kommun\t\t\nFörening", "Kommun\t\tX\nFörening").replace("\t", "    ")
    arende = read_text(text)
    assert (3, 8) == (get(arende, f"{FIRST}.kvinnor.totalt"), get(arende, f"{FIRST}.man.totalt"))
    assert Svar.NEJ == get(arende, "redovisning.utforare.kommun")


def test_a_new_question_is_no_part_of_the_answer_above() -> None:
    """A question that only an unknown edition has is kept with its answer, apart from the one before."""
    question = "Hur många personer stod i kö den 31 december 2024?\n\n7 personer"
    above = "har identifierats under året."
    text = blank("redovisning_reserv").replace(above, f"{above}\n\nEtt möte.\n\n{question}\n", 1)
    arende = read_text(text)
    assert ("Ett möte.", [question.replace("\n\n", "\n")]) == (
        get(arende, "redovisning.atgarder"),
        raw_texts(arende),
    )


def test_a_question_of_the_writer_stays_in_the_answer_on_a_known_edition() -> None:
    """The same paragraph on an edition that is known whole is the writer's own."""
    above = "har identifierats under året."
    arende = changed((above, f"{above}\n\nEtt möte.\n\nHur många personer når vi 2022?\n\nInte alla."))
    assert "Ett möte.\n\nHur många personer når vi 2022?\n\nInte alla." == get(arende, "redovisning.atgarder")


def test_a_label_as_heading_in_an_answer() -> None:
    """The first label of the table of clients, as a heading in an answer, makes no delområde."""
    above = "har identifierats under året."
    arende = changed(
        (above, f"{above}\n\nEtt möte.\n\nTotalt antal klienter\n\nDet ökar."),
        ("Totalt antal klienter\t\t", "Totalt antal klienter\t3\t8"),
    )
    assert 3 == get(arende, f"{FIRST}.kvinnor.totalt")
    assert "Ett möte.\n\nTotalt antal klienter\n\nDet ökar." == get(arende, "redovisning.atgarder")


def test_figures_above_a_heading_without_number() -> None:
    """Figures in the row above are no number of a heading."""
    arende = changed(
        ("över\t\t\nKlienter med", "över\t5\t6\nKlienter med"),
        ("3. Kontakt med verksamheten", "Kontakt med verksamheten"),
    )
    ended = "redovisning.omraden[0].klienter.avslutade"
    assert (5, 6) == (get(arende, f"{ended}.kvinnor.b65"), get(arende, f"{ended}.man.b65"))


def test_a_title_with_a_letter_wrong() -> None:
    """A form after another is found though its title is not spelt as printed."""
    text = blank("ansokan_2023_stockholm") + "\n\n\n\n" + blank().replace("kommuner som", "kommuner son", 1)
    text = text.replace("Kontaktperson\tAvdelning/Enhet", "Kontaktperson Kim Exempel\tAvdelning/Enhet", 1)
    arende = read_text(text)
    assert "Kim Exempel" == get(arende, "redovisning.kontakt.kontaktperson")
    assert (2023, None) == (get(arende, "ansokan.avser_ar") or 2023, get(arende, "ansokan.foretradare"))


@pytest.mark.parametrize("number", ["6.3 ", "6.3. ", "c) ", "– "])
def test_numbers_before_questions(number: str) -> None:
    """A number, letter or dash that an edition prints before a question is no part of an answer."""
    label = "Ge exempel på åtgärder"
    above = "tillgång till samhällets utbud av vård, stöd och service."
    arende = changed((above, f"{above}\n\nInga brister.\n"), (label, f"{number}{label}"))
    assert ("Inga brister.", []) == (get(arende, "redovisning.brister.text"), raw_texts(arende))


def test_page_numbers_without_a_word() -> None:
    """Lone figures that count the pages are no part of the answers; a lone figure is an answer."""
    above = ("stöd och service.", "har identifierats under året.", "på verksamheten")
    text = blank()
    for number, label in enumerate(above, 2):
        text = text.replace(label, f"{label}\n\nSvar {number}.\n\n{number}\n", 1)
    assert "Svar 3." == get(read_text(text), "redovisning.atgarder")
    arende = changed((above[1], f"{above[1]}\n\nSvar.\n\n7\n"))
    assert "Svar.\n\n7" == get(arende, "redovisning.atgarder")


def test_heads_of_pages() -> None:
    """What stands at the edge of most pages is told, and stands in no answer."""
    labels = ("stöd och service.", "har identifierats under året.", "på verksamheten")
    text = blank()
    for number, label in enumerate(labels, 2):
        text = text.replace(label, f"{label}\n\nSvar nummer {number}.\n\n{number} (4)\n\nNyberga kommun\n", 1)
    arende = read_text(text)
    assert "Svar nummer 3." == get(arende, "redovisning.atgarder")
    assert ["tog inte med sidfoten ”Nyberga kommun”"] == [
        t.text for t in arende.kalla.tolkningar if "sidfot" in t.text
    ]


def test_a_paragraph_below_an_address_is_no_part_of_it() -> None:
    """A text whose own label is missing is kept, and not added to the e-mail address above it."""
    text = blank()
    start = text.index("Den eller de kommuner")
    end = text.index("1. Personliga ombud")
    text = text[:start].replace("E-postadress", "E-postadress kim@example.se") + "Nyberga\n\n" + text[end:]
    arende = read_text(text)
    assert ("kim@example.se", ["Nyberga"]) == (get(arende, "redovisning.kontakt.epost"), raw_texts(arende))


@pytest.mark.parametrize(
    ("written", "day", "ort"),
    [
        ("15/1 -21", date(2021, 1, 15), None),
        ("Nyberga 15 jan -21", date(2021, 1, 15), "Nyberga"),
        ("210115", date(2021, 1, 15), None),
        ("12/1-2021", date(2021, 1, 12), None),
    ],
)
def test_short_dates(written: str, day: date, ort: str | None) -> None:
    """A date with a year of two figures is read, and the reading says so."""
    arende = changed(("Datum\t", f"Datum {written}\t"), form_id=KALMAR)
    assert (day, ort) == (
        get(arende, "redovisning.underskrift.datum"),
        get(arende, "redovisning.underskrift.ort"),
    )
    assert "redovisning.underskrift.datum" in {t.path for t in arende.kalla.tolkningar}


def test_a_table_in_html() -> None:
    """Rows and cells in HTML are rows and cells, whatever stands in their tags."""
    lines = [
        "<tr><td class='a'>" + "</td>\n<td>".join(line.split("\t")) + "</td></tr>"
        if "\t" in line
        else f"<p>{line}</p>"
        for line in blank().split("\n")
    ]
    text = "<html><title>Bidrag</title><style>td { margin: 0 }</style>\n" + "\n".join(lines)
    text = text.replace(
        "Totalt antal klienter</td>\n<td></td>\n<td>", "Totalt antal klienter</td>\n<td>3</td>\n<td>8"
    )
    arende = read_text(text)
    assert (3, 8) == (get(arende, f"{FIRST}.kvinnor.totalt"), get(arende, f"{FIRST}.man.totalt"))
    assert [] == raw_texts(arende)


def test_a_memo_may_have_the_title_of_the_form() -> None:
    """The words of a form's title in a memo's heading and list of attachments begin no form."""
    words = "Statsbidrag till kommuner som bedriver verksamhet med personligt ombud"
    memo = (
        f"TJÄNSTESKRIVELSE\n\nSocialnämnden\n\nRedovisning av {words[0].lower()}{words[1:]} 2021\n\n"
        "Förslag till beslut\n\nSocialnämnden godkänner redovisningen.\n\nKim Exempel\nEnhetschef\n\n"
        f"Bilagor:\n{words}, redovisning\n"
    )
    alone = read_text(memo)
    assert (None, (f"{words}, redovisning",)) == (alone.redovisning, get(alone, "tjansteskrivelse.bilagor"))
    both = read_text(f"{memo}\n\n\n{blank(KALMAR)}")
    assert (2021, (f"{words}, redovisning",)) == (
        get(both, "redovisning.ar"),
        get(both, "tjansteskrivelse.bilagor"),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2b Klienter Södra staden", "Klienter i Södra staden"),
        ("2b Klienter Södra staden", "2b Klentar Södra staden"),
        ("³ Inkluderar även barn till maka/make/reg. partner/sambo som är hemmavarande hos klienten.\n", ""),
        ("2a Klienter Norra staden", "2. Klienter Norra staden"),
    ],
)
def test_each_delomrade_keeps_its_figures(old: str, new: str) -> None:
    """A heading in another form, or a printed line that is missing, moves no figures between delområden."""
    text = (DATA.parent / "ifyllda" / "redovisning-2022-stockholm-delomraden.txt").read_text(encoding="utf-8")
    assert old in text
    arende = read_text(text.replace(old, new, 1))
    areas = "redovisning.omraden"
    read = [
        (get(arende, f"{areas}[{n}].namn"), get(arende, f"{areas}[{n}].klienter.totalt.kvinnor.totalt"))
        for n in range(4)
    ]
    assert [("Norra staden", 30), ("Södra staden", 20), ("Hamnen", 10), (None, None)] == read
