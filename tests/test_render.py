"""The rendered documents: whole forms, every answer in its own control, and files that are never half."""

from __future__ import annotations

import errno
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import attrs
import pytest
from hypothesis import given, settings
from openxml_audit import OpenXmlValidator

from poreport import forms
from poreport.markdown import MarkdownText, blocks
from poreport.model import (
    Ansokan,
    Arende,
    Arsrapport,
    Brist,
    Brister,
    Ekonomi,
    Handlaggare,
    Ko,
    Kommun,
    Ombud,
    Omrade,
    Orsaker,
    Orsakstal,
    Otolkat,
    Redovisning,
    Slag,
    Svar,
    Tjansteskrivelse,
    Undertecknare,
)
from poreport.model.falt import Pandemialternativ, falt_i
from poreport.model.paths import field_at, get, walk
from poreport.render import RenderError, file_name, render, render_to, template_bytes
from poreport.render.view import view
from poreport.testing import any_arende, arenden

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
NBSP = "\u00a0"
LONGEST = 64
EDITIONS = forms.editions()
KINDS = ("redovisning", "ansokan", "tjansteskrivelse")
TICKS = {Slag.SVAR, Slag.ALTERNATIV, Slag.JA}
KOMMUN = Kommun(namn="Exempelby kommun", lan="Kalmar län")

KALMAR = Arende(
    kommun=KOMMUN,
    redovisning=Redovisning(ar=2021),
    ansokan=Ansokan(avser_ar=2022, namnd="Socialnämnden", arsanstallningar=Decimal(2)),
    tjansteskrivelse=Tjansteskrivelse(datum=date(2021, 12, 6)),
)


def nearly_empty(form_id: str) -> Redovisning | Ansokan:
    """Return a document on a form, with a year and the kommun's name and nothing else."""
    form = forms.get(form_id)
    kommun = Kommun(namn="Exempelby kommun", lan=form.lan)
    if form.dokument == "redovisning":
        return Redovisning(ar=form.ar or 2030, blankett=form_id, kommun=kommun)
    return Ansokan(avser_ar=form.ar or 2030, blankett=form_id, kommun=kommun)


SAMPLES: dict[Slag, Any] = {
    Slag.TEXT: "Kort text & <tecken>",
    Slag.LANGTEXT: "Ett stycke med **fetstil**.\n\n- ett\n- två\n\nEtt stycke till.",
    Slag.ANTAL: 17,
    Slag.KRONOR: 809060,
    Slag.ARSANSTALLNINGAR: Decimal("2.00"),
    Slag.PROCENT: 52,
    Slag.AR: 2021,
    Slag.DATUM: date(2021, 12, 21),
    Slag.SVAR: Svar.JA,
    Slag.ALTERNATIV: Pandemialternativ.ANNAN,
    Slag.JA: True,
    Slag.TELEFON: "0480-450000",
    Slag.EPOST: "epost@example.se",
    Slag.POSTNUMMER: "12345",
    Slag.ORGANISATIONSNUMMER: "212000-0746",
    Slag.PLUSGIRO: "24400-4",
    Slag.BANKGIRO: "5050-1055",
}


def answered(klass: type[Any]) -> Any:
    """Return a value of a model class with every field answered, two of each list."""
    values: dict[str, Any] = {}
    for namn, falt in falt_i(klass).items():
        if falt.slag is Slag.LISTA:
            values[namn] = tuple(answered(falt.klass) if falt.klass else f"Post {nr}" for nr in (1, 2))
        elif falt.slag is Slag.DEL and falt.klass:
            values[namn] = answered(falt.klass)
        else:
            values[namn] = falt.val[0] if falt.val else SAMPLES[falt.slag]
    return klass(**values)


def filled_in(form_id: str) -> Arende:
    """Return an ärende in which everything is answered, with a document on this form."""
    form = forms.get(form_id)
    kommun = attrs.evolve(answered(Kommun), lan=form.lan, lansstyrelse=None)
    common: dict[str, Any] = {"kommun": kommun, "blankett": None}
    year = form.ar or 2030
    redovisning = attrs.evolve(answered(Redovisning), ar=year, **common)
    ansokan = attrs.evolve(answered(Ansokan), avser_ar=year, **common)
    memo = attrs.evolve(answered(Tjansteskrivelse), kommun=kommun, ordning=())
    return Arende(kommun=kommun, redovisning=redovisning, ansokan=ansokan, tjansteskrivelse=memo)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> Element:
    """Return the document part of a Word file."""
    return fromstring(parts(data)["word/document.xml"])


def text(element: Element) -> str:
    """Return the text of an element; a line break is a line feed and each paragraph a line."""
    found = ""
    for part in element.iter():
        if part.tag == f"{W}t":
            found += part.text or ""
        elif part.tag in {f"{W}br", f"{W}p"}:
            found += "\n"
    return found.strip("\n")


def squeezed(string: str) -> str:
    """Return a text without white space and footnote marks, in which labels are looked for."""
    return re.sub(r"[\s⁰¹²³⁴⁵⁶⁷⁸⁹]", "", string)


def controls(data: bytes) -> dict[str, Element]:
    """Return the content controls of a Word file by their tags."""
    found = {}
    for sdt in body(data).iter(f"{W}sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        found[tag.get(f"{W}val", "")] = sdt
    return found


def shown(sdt: Element) -> str:
    """Return what a control shows; nothing when it is empty in Word's own way."""
    if sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
        return ""
    content = sdt.find(f"{W}sdtContent")
    assert content is not None
    return text(content)


def is_ticked(sdt: Element) -> bool:
    """Tell whether a checkbox is ticked."""
    checked = sdt.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
    assert checked is not None
    return checked.get(f"{W14}val") == "1"


def labels(form: forms.Form, dokument: Redovisning | Ansokan) -> list[str]:
    """Return everything that is printed on a form, in order, with its tokens filled in."""
    ar = dokument.ar if isinstance(dokument, Redovisning) else dokument.avser_ar
    kommun = dokument.kommun or Kommun()
    tokens = {"ar": ar, "nasta_ar": ar + 1, "lansstyrelse": forms.authority(kommun.lan, kommun.lansstyrelse)}
    lines = forms.blank_text(form)[: -len(form.footnotes) or None]
    cells = [cell for line in lines for cell in line.split("\t") if cell]
    return [squeezed(re.sub(r"\{(\w+)\}", lambda m: str(tokens[m[1]]), cell)) for cell in cells]


def assert_labels_in_order(data: bytes, wanted: list[str]) -> None:
    """Check that all labels stand in the document, one after the other."""
    document = squeezed(text(body(data)))
    at = 0
    for label in wanted:
        found = document.find(label, at)
        assert found >= 0, label
        at = found + len(label)


# --- the printed form -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", EDITIONS)
def test_a_nearly_empty_form_has_every_label_in_order(form_id: str) -> None:
    """A document with only year and kommun prints the whole form, and its footnotes as Word footnotes."""
    dokument, form = nearly_empty(form_id), forms.get(form_id)
    data = render(dokument)
    assert_labels_in_order(data, labels(form, dokument))
    notes = [text(note) for note in fromstring(parts(data)["word/footnotes.xml"])][2:]
    assert [f" {note}" for note in form.footnotes.values()] == notes


@pytest.mark.parametrize("form_id", EDITIONS)
def test_a_filled_in_form_has_every_label_in_order(form_id: str) -> None:
    """Answers stand between the labels and displace none of them."""
    arende = filled_in(form_id)
    dokument = arende.redovisning if form_id.startswith("redovisning") else arende.ansokan
    assert dokument is not None
    if isinstance(dokument, Redovisning):
        nameless = tuple(attrs.evolve(omrade, namn=None) for omrade in dokument.omraden[:1])
        dokument = attrs.evolve(dokument, omraden=nameless)
    form = forms.get(form_id)
    assert_labels_in_order(render(dokument, arende=arende, form=form), labels(form, dokument))


def test_delomraden_repeat_sections_two_and_three() -> None:
    """Named delområden give 2a, 3a, 2b, 3b … with their names, and each its own footnote."""
    names = ("Norr", "Söder", "Öster", "Väster")
    redovisning = Redovisning(ar=2022, kommun=KOMMUN, omraden=tuple(Omrade(namn=namn) for namn in names))
    data = render(redovisning)
    headings = [text(p) for p in body(data).iter(f"{W}p") if _style(p) == "Rubrik1"]
    expected = [
        heading
        for letter, namn in zip("abcd", names, strict=True)
        for heading in (f"2{letter} Klienter {namn}", f"3{letter} Kontakt med verksamheten {namn}")
    ]
    assert expected == headings[3:11]
    marks = [mark.get(f"{W}id") for mark in body(data).iter(f"{W}footnoteReference")]
    notes = {note.get(f"{W}id"): text(note) for note in fromstring(parts(data)["word/footnotes.xml"])[2:]}
    posts, *children = (notes[mark] for mark in marks if mark)
    assert posts.startswith(" Anges med två decimaler.")
    assert [" Inkluderar även barn till maka"] * 4 == [note[:31] for note in children]
    assert set(marks) == set(notes)


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def test_a_form_that_stands_in_for_another_is_neutral() -> None:
    """A county without a form of its own gets the year's questions under its own länsstyrelse's name."""
    data = render(Redovisning(ar=2021, kommun=Kommun(namn="Exempelby", lan="Uppsala län")))
    document = text(body(data))
    assert document.startswith("Länsstyrelsen i Uppsala län\nREDOVISNING\n")
    assert "Sänds in till Länsstyrelsen i Uppsala län\nsenast den 15 januari 2022\n" in document
    assert "Kalmar" not in document


def test_an_edition_of_ones_own_is_rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form table that a kommun has added becomes a Word form without any template being made by hand."""
    monkeypatch.setattr(forms, "_egna", {})
    table = """
id: redovisning_2029_eget
dokument: redovisning
ar: 2029
lan: Kalmar län
titel: Egen redovisning
kalla: Provblankett
huvud:
  - {titel: EGEN REDOVISNING}
block:
  - {fraga: Vad vill ni berätta?, falt: ovrigt}
"""
    path = tmp_path / "eget.yaml"
    path.write_text(table, encoding="utf-8")
    forms.load_file(path)
    data = render(Redovisning(ar=2029, kommun=KOMMUN, ovrigt="Allt."))
    assert "EGEN REDOVISNING\nVad vill ni berätta?\nAllt." == text(body(data)).strip()


# --- the answers ------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(arenden(dokument=("redovisning", "ansokan")))
def test_every_answer_stands_in_its_own_control(arende: Arende) -> None:
    """What the form asks is printed in the control with its path, and boxes are ticked as answered."""
    for kind in ("redovisning", "ansokan"):
        dokument: Any = getattr(arende, kind)
        if dokument is None:
            continue
        form = forms.form_for(dokument)
        found = controls(render(dokument, arende=arende))
        seen = view(dokument, kind)
        for path, falt, varde in walk(dokument):
            full = f"{kind}.{path}"
            if falt.slag in TICKS:
                for option in form.options(path):
                    expected = get(seen, path) if falt.slag is Slag.JA else getattr(get(seen, path), option)
                    assert bool(expected) == is_ticked(found[f"{full}={option}"]), full
            elif full in found and falt.slag is Slag.LANGTEXT:
                assert "\n".join(b.text for b in blocks(varde or "")) == shown(found[full]), full
            elif full in found:
                assert ("" if varde is None else str(get(seen, path))) == shown(found[full]), full
            elif path.endswith(".niva"):
                assert f"{full}={varde or ''}" in found
            elif varde is not None and form.has(path):
                # Two fields that share a cell, and a list whose items share a control.
                assert path in {"ansokan.bankgiro", "bankgiro"} or path.startswith("omfattar["), full
        assert "\n".join(dokument.omfattar) == shown(found[f"{kind}.omfattar"])


@pytest.mark.parametrize("form_id", EDITIONS)
def test_tags_are_paths_of_the_model(form_id: str) -> None:
    """Every control is tagged with the path of a field in the model, and named in at most 64 characters."""
    arende = filled_in(form_id)
    for kind in KINDS:
        for tag, sdt in controls(render(getattr(arende, kind), arende=arende)).items():
            alias = sdt.find(f"{W}sdtPr/{W}alias")
            assert alias is not None
            assert 0 < len(alias.get(f"{W}val", "")) <= LONGEST
            assert len(tag) <= LONGEST
            assert field_at(Arende, tag.partition("=")[0]) is not None


@pytest.mark.parametrize("form_id", EDITIONS)
def test_an_empty_form_is_ready_to_fill_in(form_id: str) -> None:
    """Unanswered fields are empty controls with room to click in, and no box is ticked."""
    answered = {"redovisning.kommun.namn", "ansokan.kommun.namn", "ansokan.avser_ar"}
    for tag, sdt in controls(render(nearly_empty(form_id))).items():
        if sdt.find(f"{W}sdtPr/{W14}checkbox") is not None:
            assert not is_ticked(sdt), tag
        elif tag not in answered:
            assert sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None, tag
            assert "\u2003" * 4 == text(sdt), tag


def test_figures_are_written_as_the_forms_ask() -> None:
    """Money stands grouped without unit, årsanställningar with two decimals, and zero is not empty."""
    redovisning = Redovisning(
        ar=2021,
        kommun=KOMMUN,
        ekonomi=Ekonomi(beviljat=809060),
        ombud=Ombud(tjanster=Decimal(2), man=0),
    )
    found = controls(render(redovisning))
    paths = ("ekonomi.beviljat", "ombud.tjanster", "ombud.man", "ombud.kvinnor")
    assert [f"809{NBSP}060", "2,00", "0", ""] == [shown(found[f"redovisning.{path}"]) for path in paths]


def test_an_unsplit_reason_stands_in_the_first_column() -> None:
    """In a form without gender columns a cell shows the field that is answered, and only that."""
    orsaker = Orsaker(ekonomi=Orsakstal(samlat=54), bostad=Orsakstal(kvinnor=3, man=2))
    found = controls(render(Redovisning(ar=2021, kommun=KOMMUN, omraden=(Omrade(orsaker=orsaker),))))
    prefix = "redovisning.omraden[0].orsaker"
    reasons = {tag.removeprefix(f"{prefix}."): shown(sdt) for tag, sdt in found.items() if prefix in tag}
    assert ("54", "") == (reasons["ekonomi.samlat"], reasons["ekonomi.man"])
    assert ("3", "2") == (reasons["bostad.kvinnor"], reasons["bostad.man"])
    assert not {"ekonomi.kvinnor", "bostad.samlat"} & set(reasons)


def test_brister_are_a_numbered_list_with_their_level_in_the_tag() -> None:
    """Each brist is numbered, its åtgärd repeats its number, and its level can be read again."""
    brister = Brister(
        poster=(
            Brist(
                rubrik="Bostad",
                huvudman="Kommunen",
                niva="lokal",
                text="Det saknas bostäder.",
                atgard="Möten.",
            ),
            Brist(rubrik="Läkare", text="Väntetid."),
        )
    )
    data = render(Redovisning(ar=2021, kommun=KOMMUN, brister=brister))
    found = controls(data)
    prefix = "redovisning.brister.poster"
    assert {f"{prefix}[0].niva=lokal", f"{prefix}[1].niva="} <= set(found)
    assert ("Bostad", "Kommunen") == (
        shown(found[f"{prefix}[0].rubrik"]),
        shown(found[f"{prefix}[0].huvudman"]),
    )
    assert ("Möten.", "") == (shown(found[f"{prefix}[0].atgard"]), shown(found[f"{prefix}[1].atgard"]))
    headings = [p for p in body(data).iter(f"{W}p") if _style(p) == "Bristrubrik"]
    assert ["Bostad – Kommunen", "Läkare", "1. Bostad", "2. Läkare"] == [text(p) for p in headings]
    assert [True, True, False, False] == [p.find(f"{W}pPr/{W}numPr") is not None for p in headings]


def test_a_common_text_on_atgarder_leaves_out_posts_without_one() -> None:
    """When one text covers all åtgärder, only brister with an åtgärd of their own are listed, by number."""
    poster = (Brist(rubrik="Ett"), Brist(rubrik="Två", atgard="Egen."))
    data = render(Redovisning(ar=2021, kommun=KOMMUN, brister=Brister(poster=poster), atgarder="Gemensam."))
    assert "2. Två\nEgen.\nGemensam." in text(body(data))
    assert "1. Ett" not in text(body(data))


def test_text_that_nobody_could_interpret_is_printed() -> None:
    """A raw text is kept in the cell where it stood."""
    otolkat = (
        Otolkat(falt="redovisning.underskrift.datum", text="20/209"),
        Otolkat(falt="kommun.postnummer", text="391-2"),
    )
    arende = Arende(kommun=KOMMUN, redovisning=Redovisning(ar=2021), otolkat=otolkat)
    assert arende.redovisning is not None
    found = controls(render(arende.redovisning, arende=arende))
    assert "20/209" == shown(found["redovisning.underskrift.datum"])
    assert "391-2" == shown(found["redovisning.kommun.postnummer"])


@settings(max_examples=60)
@given(any_arende())
def test_no_content_stops_a_document(arende: Arende) -> None:
    """However absurd the content, every document by itself is rendered, as XML that can be read."""
    for kind in KINDS:
        dokument = getattr(arende, kind)
        if dokument is not None and forms_known(dokument):
            assert controls(render(dokument))


def forms_known(dokument: Any) -> bool:
    """Tell whether a document asks for no form, or for one that exists and is for its kind."""
    blankett = getattr(dokument, "blankett", None)
    return blankett is None or (blankett in EDITIONS and blankett.startswith(type(dokument).__name__.lower()))


# --- the tjänsteskrivelse ---------------------------------------------------------------------------------


def memo_lines(**om: Any) -> list[str]:
    """Return the lines of a memo on the documents of `KALMAR`."""
    assert KALMAR.tjansteskrivelse is not None
    data = render(attrs.evolve(KALMAR.tjansteskrivelse, **om), arende=KALMAR)
    return [line for line in text(body(data)).split("\n") if line]


SECOND = (
    "Socialnämnden ansöker hos Länsstyrelsen i Kalmar län om statsbidrag för verksamhet med personligt ombud"
    " motsvarande två heltidsanställningar för år 2022."
)


def test_the_memo_is_derived_from_the_documents() -> None:
    """Title, decisions and attachments follow from the documents; empty sections are left out."""
    lines = memo_lines()
    assert [
        "Redovisning för år 2021 och ansökan för år 2022: statsbidrag till personligt ombud",
        "Förslag till beslut",
        "Socialnämnden godkänner redovisningen av verksamheten med personligt ombud för år 2021.",
        SECOND,
        "Bilagor",
        "Redovisning av statsbidrag till personligt ombud för år 2021",
        "Ansökan om statsbidrag till personligt ombud för år 2022",
    ] == lines[lines.index("Socialnämnden") + 1 :]


def test_the_memo_follows_the_order_of_the_kommun() -> None:
    """The kommun's order of the sections is the printed one."""
    lines = memo_lines(
        sammanfattning="Kort.", bakgrund="Lång.", ordning=("bilagor", "bakgrund", "sammanfattning")
    )
    headings = [
        line for line in lines if line in {"Bilagor", "Bakgrund", "Sammanfattning", "Förslag till beslut"}
    ]
    assert ["Bilagor", "Bakgrund", "Sammanfattning", "Förslag till beslut"] == headings


def test_decisions_are_numbered_sentences_or_att_clauses() -> None:
    """Several sentences are numbered by Word; a lone one and att-clauses after their lead are not."""

    def numbered(**om: Any) -> list[bool]:
        assert KALMAR.tjansteskrivelse is not None
        data = render(attrs.evolve(KALMAR.tjansteskrivelse, **om), arende=KALMAR)
        return [
            p.find(f"{W}pPr/{W}numPr") is not None for p in body(data).iter(f"{W}p") if _style(p) == "Beslut"
        ]

    assert [True, True] == numbered()
    assert [False] == numbered(beslut=("Nämnden godkänner redovisningen.",))
    assert [False, False] == numbered(beslutsform="att-satser")
    lines = memo_lines(beslutsform="att-satser")
    lead = lines.index("Socialnämnden beslutar")
    assert all(line.startswith("att ") for line in lines[lead + 1 : lead + 3])


def test_the_memo_names_who_signs_and_who_is_told() -> None:
    """Handläggare, those who sign with title below, and those the decision is sent to are printed."""
    lines = memo_lines(
        benamning="tjänsteutlåtande",
        handlaggare=Handlaggare(namn="Handläggare Ett", telefon="0480450000", enhet="Socialförvaltningen"),
        undertecknare=(Undertecknare(namn="Chef Ett", titel="Enhetschef"), Undertecknare(namn="Chef Två")),
        skickas_till=("Länsstyrelsen",),
        ordning=("undertecknare", "skickas_till"),
    )
    assert ["Exempelby kommun", "Socialförvaltningen", "tjänsteutlåtande"] == lines[:3]
    assert f"0480-45{NBSP}00{NBSP}00" in lines
    assert (
        "Chef Ett|Enhetschef|Chef Två|\u2003\u2003\u2003\u2003|Beslutet skickas till|Länsstyrelsen"
        in "|".join(lines)
    )


# --- the file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", EDITIONS)
def test_documents_are_valid_and_whole(form_id: str, tmp_path: Path) -> None:
    """Every output follows the Open XML schemas, with ids of its own and a paragraph last in every cell."""
    arende = filled_in(form_id)
    for data in (
        *(render(getattr(arende, kind), arende=arende) for kind in KINDS),
        render(nearly_empty(form_id)),
        render(Tjansteskrivelse()),
    ):
        assert [] == faults(data, tmp_path / "dokument.docx")
        document = body(data)
        assert {f"{W}p"} == {cell[-1].tag for cell in document.iter(f"{W}tc")}
        ids = [i.get(f"{W}val") for i in document.iterfind(f".//{W}sdtPr/{W}id")]
        assert len(ids) == len(set(ids))
        assert f"{W}p" == document[0][-2].tag


def faults(data: bytes, path: Path) -> list[str]:
    """Return what a fresh validator finds; one that is used again may remember another document."""
    path.write_bytes(data)
    validator: Any = OpenXmlValidator(max_errors=0)
    return [str(error) for error in validator.validate(path).errors]


@pytest.mark.parametrize("kind", KINDS)
def test_documents_are_accessible(kind: str) -> None:
    """Tables are named and their heads repeat, short rows stay whole, and the language is Swedish."""
    arende = filled_in("redovisning_2022_stockholm")
    data = render(getattr(arende, kind), arende=arende)
    for table in body(data).iter(f"{W}tbl"):
        for name in ("tblCaption", "tblDescription"):
            named = table.find(f"{W}tblPr/{W}{name}")
            assert named is not None
            assert named.get(f"{W}val")
    rows = list(body(data).iter(f"{W}tr"))
    heads = [row for row in rows if any(_style(p).startswith("Tabellhuvud") for p in row.iter(f"{W}p"))]
    assert all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in heads)
    assert bool(heads) == (kind == "redovisning")
    whole = {p for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None for p in row.iter(f"{W}p")}
    assert all(
        row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows if not whole & set(row.iter(f"{W}p"))
    )
    everything = b"".join(parts(data).values()).decode()
    assert {"sv-SE"} == set(re.findall(r'w:(?:val|eastAsia|bidi)="(\w\w-\w\w)"', everything))
    assert not re.search(r"en-US|python-docx", everything)


def test_title_author_and_subject_are_stated() -> None:
    """The properties name the document, the nämnd and kommun, the language, and the edition for a reader."""
    arende = filled_in("redovisning_2021_kalmar")
    redovisning = arende.redovisning
    assert redovisning is not None
    assert redovisning.kommun is not None
    found = parts(render(redovisning, arende=arende))
    core = {
        element.tag.rpartition("}")[2]: element.text for element in fromstring(found["docProps/core.xml"])
    }
    assert "Redovisning av statsbidrag för personligt ombud 2021" == core["title"]
    assert f"{redovisning.kontakt.namnd}, {redovisning.kommun.namn}" == core["creator"]
    assert ("sv-SE", "Statsbidrag för personligt ombud, förordningen (2013:522)") == (
        core["language"],
        core["subject"],
    )
    custom = {element.get("name"): element[0].text for element in fromstring(found["docProps/custom.xml"])}
    assert {
        "Blankett": "redovisning_2021_kalmar",
        "Ar": "2021",
        "kommun.genitiv": redovisning.kommun.genitiv,
        "kommun.lan": "Kalmar län",
        "kommun.organisationsnummer": redovisning.kommun.organisationsnummer,
    } == custom


def test_the_same_data_gives_the_same_bytes() -> None:
    """Rendering again gives the same file, also in another process."""
    assert KALMAR.redovisning is not None
    first = render(KALMAR.redovisning, arende=KALMAR)
    assert first == render(KALMAR.redovisning, arende=KALMAR)
    code = (
        "import hashlib; from poreport.model import *; from poreport.render import render; "
        "k = Kommun(namn='Exempelby kommun', lan='Kalmar län'); "
        "data = render(Redovisning(ar=2021, kommun=k)); "
        "import sys; assert 'docx' not in sys.modules; print(hashlib.sha256(data).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    import hashlib

    assert hashlib.sha256(render(Redovisning(ar=2021, kommun=KOMMUN))).hexdigest() == done.stdout.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_opens_the_documents(
    kind: str, tmp_path: Path, convert_to_pdf: Callable[[Path], Path]
) -> None:
    """LibreOffice makes a PDF of each kind of document."""
    arende = filled_in("redovisning_2022_stockholm")
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(render(getattr(arende, kind), arende=arende))
    assert convert_to_pdf(path).read_bytes().startswith(b"%PDF")


# --- templates of one's own -------------------------------------------------------------------------------


def test_our_own_template_used_as_a_file_gives_the_same_document(tmp_path: Path) -> None:
    """A kommun that exports our template and renders with it gets what we would have made."""
    mall = tmp_path / "egen.docx"
    mall.write_bytes(template_bytes("tjansteskrivelse"))
    assert KALMAR.tjansteskrivelse is not None
    ours = render(KALMAR.tjansteskrivelse, arende=KALMAR)
    assert ours == render(KALMAR.tjansteskrivelse, arende=KALMAR, mall=mall)
    assert ours == render(KALMAR.tjansteskrivelse, arende=KALMAR, mall=str(mall))
    assert ours == render(KALMAR.tjansteskrivelse, arende=KALMAR, mall=mall.read_bytes())


def test_a_template_is_used_for_the_document_whose_fields_it_has(tmp_path: Path) -> None:
    """`render_to` finds out by itself which document a template is for."""
    mall = template_bytes("redovisning_2020_skane")
    redovisning, ansokan, _ = render_to(KALMAR, tmp_path, mallar=[mall])
    assert KALMAR.redovisning is not None
    assert KALMAR.ansokan is not None
    assert render(KALMAR.redovisning, arende=KALMAR, mall=mall) == redovisning.read_bytes()
    assert render(KALMAR.ansokan, arende=KALMAR) == ansokan.read_bytes()


LONG_FIGURE = attrs.evolve(KALMAR, ansokan=Ansokan(avser_ar=2022, arsanstallningar=Decimal("9E+999")))
FEL: list[tuple[Callable[[Path], object], str]] = [
    (lambda out: render_to(Arende(kommun=KOMMUN), out), "varken redovisning, ansökan eller tjänsteskrivelse"),
    (lambda _: render(Arsrapport(ar=2021)), "kan skrivas som Word-dokument"),  # type: ignore[arg-type]
    (lambda _: render(Redovisning(ar=2021, blankett="finns_inte")), "Blanketten ”finns_inte” finns inte"),
    (
        lambda _: render(Redovisning(ar=2021), form=forms.get("ansokan_reserv")),
        "går inte att använda till redovis",
    ),
    (lambda out: render(Redovisning(ar=2021), mall=out / "saknas.docx"), "finns inte"),
    (lambda _: render(Redovisning(ar=2021), mall=b"ingen mall"), "inte ett Office-dokument"),
    (lambda out: render_to(KALMAR, out, mallar=[b"ingen mall"]), "Det går inte att använda mallen"),
    (
        lambda _: template_bytes("finns_inte"),
        "Mallen ”finns_inte” finns inte. Mallarna är ansokan_2022_kalmar",
    ),
    (
        lambda out: render_to(
            Arende(redovisning=Redovisning(ar=2021)), out, mallar=[template_bytes("ansokan_reserv")]
        ),
        "ärendet innehåller inte ansökan",
    ),
    (
        lambda out: render_to(KALMAR, out, mallar=[template_bytes("ansokan_reserv")] * 2),
        "en annan mall är redan vald för ansökan",
    ),
]


@pytest.mark.parametrize(("handling", "text_"), FEL)
def test_errors_are_swedish_and_say_what_is_wrong(
    handling: Callable[[Path], object], text_: str, tmp_path: Path
) -> None:
    """Whatever cannot be rendered gives one kind of error, and nothing is written."""
    with pytest.raises(RenderError, match=re.escape(text_)):
        handling(tmp_path)
    assert [] == list(tmp_path.iterdir())


# --- files ------------------------------------------------------------------------------------------------


def test_files_are_named_by_kommun_kind_and_year(tmp_path: Path) -> None:
    """The names are ASCII and tell the documents apart."""
    assert [
        "exempelby-redovisning-2021.docx",
        "exempelby-ansokan-2022.docx",
        "exempelby-tjansteskrivelse-2021-12-06.docx",
    ] == [path.name for path in render_to(KALMAR, tmp_path / "ny" / "mapp")]
    for namn, expected in (
        ("Göteborgs Stad", "goteborgs-stad-redovisning-2021.docx"),
        ("../../Kommun", "kommun-redovisning-2021.docx"),
        (None, "redovisning-2021.docx"),
        ("Å" * 200, f"{'a' * 60}-redovisning-2021.docx"),
    ):
        assert expected == file_name(Redovisning(ar=2021, kommun=Kommun(namn=namn)))
    assert "tjansteskrivelse.docx" == file_name(Tjansteskrivelse())


def test_nothing_is_overwritten_without_leave(tmp_path: Path) -> None:
    """Files that are there are all named, nothing is written, and with leave they are replaced."""
    taken = [tmp_path / "exempelby-redovisning-2021.docx", tmp_path / "exempelby-ansokan-2022.docx"]
    for path in taken:
        path.write_bytes(b"mitt")
    with pytest.raises(RenderError) as error:
        render_to(KALMAR, tmp_path)
    assert all(str(path) in str(error.value) for path in taken)
    assert ([b"mitt"] * 2, 2) == ([path.read_bytes() for path in taken], len(list(tmp_path.iterdir())))
    assert taken == render_to(KALMAR, tmp_path, ersatt=True)[:2]
    assert all(path.read_bytes().startswith(b"PK") for path in taken)


@pytest.mark.parametrize("when", [0, 1, 2])
def test_a_failure_half_way_leaves_nothing(
    when: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot be put in its place, neither half documents nor some of the documents are left."""
    replace = Path.replace
    count = iter(range(3))

    def failing(path: Path, target: Path) -> Path:
        if next(count) == when:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(RenderError, match="disken är full"):
        render_to(KALMAR, tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing stops for lack of room, the file that was there is untouched."""
    path = tmp_path / "exempelby-redovisning-2021.docx"
    path.write_bytes(b"mitt")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RenderError, match="disken är full"):
        render_to(KALMAR, tmp_path, ersatt=True)
    assert ([path], b"mitt") == (list(tmp_path.iterdir()), path.read_bytes())


def test_all_is_rendered_before_anything_is_written(tmp_path: Path) -> None:
    """An ärende with one document that cannot be rendered writes none of the others."""
    arende = attrs.evolve(KALMAR, ansokan=Ansokan(avser_ar=2022, blankett="finns_inte"))
    with pytest.raises(RenderError, match="finns_inte"):
        render_to(arende, tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_svar_and_markdown_are_told_apart() -> None:
    """A text with Markdown becomes paragraphs and lists inside one control, and a box stays a box."""
    redovisning = Redovisning(
        ar=2021, kommun=KOMMUN, ovrigt="**Först**\n\n- ett\n- två", ko=Ko(svar=Svar.DELVIS)
    )
    found = controls(render(redovisning))
    paragraphs = list(found["redovisning.ovrigt"].iter(f"{W}p"))
    assert ["Svar", "Punktlista", "Punktlista"] == [_style(p) for p in paragraphs]
    assert MarkdownText("Först\nett\ntvå") == shown(found["redovisning.ovrigt"])
    assert [False, True, False] == [
        is_ticked(found[f"redovisning.ko.svar={o}"]) for o in ("ja", "delvis", "nej")
    ]
