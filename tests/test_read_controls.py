"""Our own Word documents are read back as they were made, and as a person has changed them."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from poreport import derive, forms, svenska
from poreport.markdown import blocks, from_blocks
from poreport.model import (
    Aldersband,
    Ansokan,
    Arende,
    Brist,
    Brister,
    Handlaggare,
    Klienter,
    KlienterPerKon,
    Kommun,
    Omrade,
    Orsaker,
    Orsakstal,
    Position,
    Redovisning,
    Slag,
    Svar,
    Tjansteskrivelse,
    Underskrift,
    Undertecknare,
    Utbildning,
    falt_i,
)
from poreport.model.paths import bookmark_name, get, replace, walk
from poreport.read import ReadError, read
from poreport.read.controls import read_own
from poreport.read.controls.tags import known_tags, parse_tag, tag_of_bookmark
from poreport.read.nodes import BAD_CHARACTER, ScalarNode
from poreport.read.values import parse_value
from poreport.render import RenderError, render, render_to
from poreport.testing import ansokningar, any_arende, arenden, redovisningar, tjansteskrivelser

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
KOMMUN = Kommun(namn="Exempelby kommun", genitiv="Exempelby kommuns", lan="Kalmar län")
EDITIONS = [(name, forms.get(name).dokument) for name in forms.editions()]
Dokument = Redovisning | Ansokan | Tjansteskrivelse


# --- what is expected --------------------------------------------------------------------------------------


def as_read(part: Any) -> Any:
    """Return a part of the model with every text in the form in which any reader leaves it."""
    changed: dict[str, Any] = {}
    for namn, falt in falt_i(type(part)).items():
        value = getattr(part, namn)
        if value is None or value == ():
            continue
        if falt.slag is Slag.DEL:
            changed[namn] = as_read(value)
        elif falt.slag is Slag.LISTA:
            changed[namn] = tuple(as_read(item) if falt.klass else normalised(item).strip() for item in value)
        elif falt.slag is Slag.LANGTEXT:
            changed[namn] = from_blocks(blocks(normalised(value)))
        elif falt.slag is Slag.TELEFON:
            changed[namn] = parse_value(falt, node(svenska.format_telefon(value))).varde
        elif isinstance(value, str):
            changed[namn] = parse_value(falt, node(value)).varde
    return attrs.evolve(part, **changed)


def normalised(text: str) -> str:
    """Return a text as every reader leaves it."""
    return svenska.normalise_text(BAD_CHARACTER.sub("", text)).varde


def node(text: str) -> ScalarNode:
    """Return a text as something that was written in a file."""
    return ScalarNode(text, Position("prov"))


def without_report(arende: Arende) -> Arende:
    """Return an ärende without the årsrapport, which is no Word document."""
    bare: Arende = as_read(attrs.evolve(arende, arsrapport=None))
    return bare


LINES = st.sampled_from(
    (
        "Ombuden har träffat klienter.",
        "Det är **mycket** viktigt",
        "*Kursivt* och **fet *och kursiv* text**",
        "**Rubrik:** text efter",
        "rad ett\nrad två",
        "1. står inte i en lista",
        "-",
        "a_b * c \\ d <e> & \"f\" 'g' [h](i)",
        "Tab\there",
        "# ingen rubrik",
    )
)


@st.composite
def long_texts(draw: st.DrawFn) -> str:
    """Texts with paragraphs, lists within lists, numbers that jump, bold and italics."""
    written: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("stycke", "punkt", "nummer", "inre")))
        lines = draw(st.lists(LINES, min_size=1, max_size=3))
        first = draw(st.sampled_from((1, 1, 3)))
        match kind:
            case "stycke":
                written += lines[:1]
            case "punkt":
                written.append("\n".join(f"- {line}" for line in lines))
            case "nummer":
                written.append("\n".join(f"{first + n}. {line}" for n, line in enumerate(lines)))
            case _:
                inner = "\n".join(f"   - {line}\n\n     stycke under\n     1. djupare" for line in lines)
                written.append(f"1. yttre\n{inner}\n2. nästa\n\n   stycke i punkten")
    return from_blocks(blocks("\n\n".join(written)))


def with_long_texts(draw: st.DrawFn, dokument: Any) -> Any:
    """Return a document in which some of the long answers are texts with lists and bold."""
    long = [path for path, falt, value in walk(dokument) if falt.slag is Slag.LANGTEXT and value]
    for path in draw(st.lists(st.sampled_from(long), max_size=6, unique=True)) if long else ():
        dokument = replace(dokument, path, draw(long_texts()))
    return dokument


@st.composite
def filled_in(draw: st.DrawFn, documents: st.SearchStrategy[Any]) -> Any:
    """Documents with every text in the form that readers leave, some of them long with lists and bold."""
    return with_long_texts(draw, as_read(draw(documents)))


def again(dokument: Dokument, arende: Arende | None = None) -> Any:
    """Return a document rendered and read again."""
    kind = type(dokument).__name__.lower()
    own = read_own(render(dokument, arende=arende), "prov.docx")
    assert own is not None
    assert () == own.arende.otolkat
    assert () == own.arende.kalla.tolkningar
    assert not any(own.missing.values())
    return getattr(own.arende, kind)


# --- read(render(x)) == x ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "kind"), EDITIONS)
@settings(max_examples=8)
@given(data=st.data())
def test_every_edition_comes_back(edition: str, kind: str, data: st.DataObject) -> None:
    """A filled-in form of any edition, or of one that stands in for another, is read back exactly."""
    documents = redovisningar(edition) if kind == "redovisning" else ansokningar(edition)
    dokument = data.draw(filled_in(documents))
    assert dokument == again(dokument)


@settings(max_examples=25)
@given(filled_in(redovisningar()))
def test_redovisningar_come_back(redovisning: Redovisning) -> None:
    """A redovisning, with delområden, lists of brister and free texts, is read back exactly."""
    assert redovisning == again(redovisning)


@settings(max_examples=25)
@given(filled_in(ansokningar()))
def test_ansokningar_come_back(ansokan: Ansokan) -> None:
    """An ansökan is read back exactly."""
    assert ansokan == again(ansokan)


@settings(max_examples=25)
@given(filled_in(tjansteskrivelser()))
def test_tjansteskrivelser_come_back(skrivelse: Tjansteskrivelse) -> None:
    """A memo that stands alone is read back exactly, with its order and form of decisions."""
    assert skrivelse == again(skrivelse)


@settings(max_examples=10)
@given(arende=arenden().map(without_report))
def test_an_arende_of_three_files_comes_back(
    arende: Arende, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Three Word files are one ärende again: given in any order, or as the folder they lie in."""
    folder = tmp_path_factory.mktemp("arende")
    files = render_to(arende, folder)
    assert 3 == len(files)
    assert arende == read(files) == read(files[::-1]) == read(folder)


@settings(max_examples=40)
@given(long_texts(), st.sampled_from(("ovrigt", "ko.vantetid", "omraden[0].tendens_orsaker")))
def test_formatted_texts_come_back(text: str, path: str) -> None:
    """Lists within lists, numbers that jump, bold and italics stand in the Word file and come back."""
    redovisning: Redovisning = replace(Redovisning(ar=2021, kommun=KOMMUN), path, text)
    assert text == get(again(redovisning), path)


def test_what_no_form_prints_comes_back() -> None:
    """A named edition, a no in a single box and the rest of the kommun are carried in the properties."""
    kommun = attrs.evolve(KOMMUN, lansstyrelse="Länsstyrelsen i Kalmar", organisationsnummer="212000-0746")
    redovisning = Redovisning(
        ar=2023,
        blankett="redovisning_2021_kalmar",
        kommun=kommun,
        underskrift=Underskrift(beslutad_digitalt=False),
    )
    assert redovisning == again(redovisning)


def test_the_properties_hold_only_what_is_listed() -> None:
    """Of what the form does not print only the edition, the year and the kommun's own facts are carried."""
    redovisning = Redovisning(ar=2022, kommun=KOMMUN, ovrigt="Text")
    with_secret = replace(redovisning, "pandemi.kommentar", "Har ingen plats i 2022 års blankett.")
    found = properties(render(with_secret, form=forms.get("redovisning_2022_stockholm")))
    assert {
        "Blankett": "redovisning_2022_stockholm",
        "Ar": "2022",
        "kommun.genitiv": "Exempelby kommuns",
        "kommun.lan": "Kalmar län",
    } == found


DERIVING = Arende(
    kommun=KOMMUN,
    redovisning=Redovisning(ar=2021),
    ansokan=Ansokan(avser_ar=2022, arsanstallningar=Decimal("1.50"), namnd="Socialnämnden"),
    tjansteskrivelse=Tjansteskrivelse(bakgrund="Bakgrund."),
)


def test_a_derived_text_is_not_given(tmp_path: Path) -> None:
    """What a memo left to be derived is left out again, while the same words given by hand are kept."""
    assert DERIVING.tjansteskrivelse is not None
    assert DERIVING == read(render_to(DERIVING, tmp_path / "bildad"))
    by_hand = attrs.evolve(DERIVING, tjansteskrivelse=in_words(DERIVING))
    assert by_hand != DERIVING
    assert by_hand == read(render_to(by_hand, tmp_path / "given"))


def in_words(arende: Arende) -> Tjansteskrivelse:
    """Return an ärende's memo with everything that is derived written out."""
    assert arende.tjansteskrivelse is not None
    memo: Tjansteskrivelse = as_read(
        attrs.evolve(
            arende.tjansteskrivelse,
            benamning="tjänsteskrivelse",
            rubrik=derive.heading(arende),
            beslut=derive.decisions(arende),
            bilagor=derive.attachments(arende),
            mottagare=derive.board(arende),
        )
    )
    return memo


def test_a_memo_read_alone_keeps_its_words() -> None:
    """Without the documents that its texts were derived from, a memo has them as they stand in the file."""
    assert DERIVING.tjansteskrivelse is not None
    alone = read_own(render(DERIVING.tjansteskrivelse, arende=DERIVING), "t.docx")
    assert alone is not None
    assert attrs.evolve(in_words(DERIVING), benamning=None) == alone.arende.tjansteskrivelse


def test_a_derived_text_that_no_longer_follows_is_kept(tmp_path: Path) -> None:
    """When a person has changed what a text was derived from, the memo still says what it says."""
    redovisning, ansokan, memo = render_to(DERIVING, tmp_path)
    edited = Edited(ansokan.read_bytes()).typed("ansokan.arsanstallningar", "3,00")
    ansokan.write_bytes(edited.save())
    found = read([redovisning, ansokan, memo]).tjansteskrivelse
    assert found is not None
    assert (None, in_words(DERIVING).beslut) == (found.rubrik, found.beslut)


def test_places_are_told() -> None:
    """Every field has its place in the file, by table and row or by paragraph."""
    own = read_own(render(Redovisning(ar=2021, kommun=KOMMUN)), "r.docx")
    memo = read_own(render(Tjansteskrivelse(kommun=KOMMUN, bakgrund="Text.")), "t.docx")
    assert own is not None
    assert memo is not None
    assert Position("r.docx", plats="tabell 1, rad 1") == own.arende.kalla.position("redovisning.kommun.namn")
    assert Position("r.docx", plats="tabell 1, rad 1") == own.arende.kalla.position("kommun.namn")
    assert "r.docx (tabell 3, rad 1)" == str(own.arende.kalla.position("redovisning.ombud.tjanster"))
    assert "t.docx (stycke 3)" == str(memo.arende.kalla.position("tjansteskrivelse.bakgrund"))
    assert ("r.docx",) == own.arende.kalla.filer


@settings(max_examples=30)
@given(any_arende())
def test_any_document_that_can_be_made_can_be_read(arende: Arende) -> None:
    """However absurd its content: a document that was rendered is read, or refused with a reason."""
    for dokument in (arende.redovisning, arende.ansokan, arende.tjansteskrivelse):
        if dokument is not None:
            try:
                data = render(dokument, arende=arende)
            except RenderError:
                continue
            try:
                own = read_own(data, "prov.docx")
            except ReadError as error:
                assert "vilket år" in str(error)  # noqa: PT017  most absurd ärenden are read
            else:
                assert own is not None


# --- tags and bookmarks ------------------------------------------------------------------------------------


def test_tags_have_bookmarks_of_their_own() -> None:
    """Each control can be known by the name of its bookmark, which Word accepts."""
    tags = list(known_tags())
    names = [bookmark_name(tag) for tag in tags]
    assert len(set(tags)) == len(set(names))
    assert all(re.fullmatch(r"_[A-Za-z0-9_]{1,39}", name or "") for name in names)


@pytest.mark.parametrize(
    "tag",
    [
        "redovisning.ko.svar=kan_inte_bedoma",
        "redovisning.omraden[12].klienter.totalt.kvinnor.b18_29",
        "redovisning.brister.poster[3].niva=lokal",
        "redovisning.brister.poster[0].niva=",
        "tjansteskrivelse.beslut[2]",
        "redovisning.omfattar",
    ],
)
def test_a_bookmark_leads_to_the_tag(tag: str) -> None:
    """The name of a bookmark gives back the tag that it was made from."""
    assert tag == tag_of_bookmark(bookmark_name(tag) or "")
    assert parse_tag(tag) is not None


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "Titel",
        "redovisning",
        "redovisning.finns_inte",
        "redovisning.omraden",
        "redovisning.omraden.namn",
        "redovisning.kontakt",
        "redovisning.omraden[0].klienter",
        "redovisning.omraden[0][1].namn",
        "redovisning.omraden[123456789].namn",
        "redovisning.ovrigt[0]",
        "arsrapport.rubrik",
        "kommun.namn",
        "redovisning." + "a" * 5000,
        "redovisning." + "a" * 80 + "!",
        "redovisning.ombud.",
    ],
)
def test_other_tags_are_not_ours(tag: str) -> None:
    """A tag that names no field that one control can hold is left alone."""
    assert parse_tag(tag) is None


@pytest.mark.parametrize("name", ["", "_GoBack", "_po_00000000", "_po_zzzzzzzz", "_po_" + "1" * 300])
def test_other_bookmarks_are_not_ours(name: str) -> None:
    """A bookmark that none of our controls has is left alone."""
    assert tag_of_bookmark(name) is None


# --- a document that a person changes ----------------------------------------------------------------------


class Edited:
    """A Word file being changed, as Word would write it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root: Any = etree.fromstring(self.parts["word/document.xml"])

    def control(self, tag: str, number: int = 0) -> Any:
        """Return the content control with a tag."""
        found = [s for s in self.root.iter(f"{W}sdt") if s.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag]
        return found[number]

    def typed(self, tag: str, text: str, *, number: int = 0) -> Edited:
        """Type a text into a control: the placeholder goes, and each line is a paragraph if there is room."""
        sdt = self.control(tag, number)
        self._no_placeholder(sdt)
        content = sdt.find(f"{W}sdtContent")
        first = content.find(f"{W}p")
        lines = text.split("\n")
        if first is None:
            content[:] = [run(text)]
        else:
            style = first.find(f"{W}pPr")
            content[:] = [paragraph(run(line), properties=deepcopy(style)) for line in lines]
        return self

    def content(self, tag: str, *elements: Any) -> Edited:
        """Put other elements into a control."""
        sdt = self.control(tag)
        self._no_placeholder(sdt)
        sdt.find(f"{W}sdtContent")[:] = elements
        return self

    @staticmethod
    def _no_placeholder(sdt: Any) -> None:
        flag = sdt.find(f"{W}sdtPr/{W}showingPlcHdr")
        if flag is not None:
            flag.getparent().remove(flag)

    def ticked(self, tag: str, *, on: bool = True) -> Edited:
        """Click on a box."""
        sdt = self.control(tag)
        sdt.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").set(f"{W14}val", str(int(on)))
        next(sdt.iter(f"{W}t")).text = "☒" if on else "☐"
        return self

    def removed(self, tag: str) -> Edited:
        """Delete a control with its content."""
        sdt = self.control(tag)
        sdt.getparent().remove(sdt)
        return self

    def cell(self, tag: str) -> Any:
        """Return the table cell that a control stands in."""
        return next(self.control(tag).iterancestors(f"{W}tc"))

    def property(self, name: str, value: str | None) -> Edited:
        """Set one of the document's own properties, or remove it."""
        root = etree.fromstring(self.parts["docProps/custom.xml"])
        for element in list(root):
            if element.get("name") == name:
                if value is None:
                    root.remove(element)
                else:
                    element[0].text = value
        self.parts["docProps/custom.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return self

    def save(self) -> bytes:
        """Return the file."""
        written = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**self.parts, "word/document.xml": written}.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def read(self) -> Arende:
        """Read the file by its controls."""
        own = read_own(self.save(), "prov.docx")
        assert own is not None
        return own.arende


def run(text: str, *looks: str) -> Any:
    """Return a run of text, with looks such as "b"."""
    element = etree.Element(f"{W}r")
    if looks:
        properties = etree.SubElement(element, f"{W}rPr")
        for look in looks:
            etree.SubElement(properties, f"{W}{look}")
    for index, piece in enumerate(text.split("\t")):
        if index:
            etree.SubElement(element, f"{W}tab")
        etree.SubElement(element, f"{W}t", {f"{XML}space": "preserve"}).text = piece
    return element


def paragraph(*runs: Any, properties: Any = None, style: str | None = None) -> Any:
    """Return a paragraph."""
    element = etree.Element(f"{W}p")
    if style:
        properties = etree.Element(f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
    if properties is not None:
        element.append(properties)
    element.extend(runs)
    return element


def listed(*runs: Any, level: int = 0, number: int = 1) -> Any:
    """Return a paragraph that Word's own buttons have made an item of a list."""
    element = paragraph(*runs, style="Liststycke")
    numbering = etree.SubElement(element[0], f"{W}numPr")
    etree.SubElement(numbering, f"{W}ilvl", {f"{W}val": str(level)})
    etree.SubElement(numbering, f"{W}numId", {f"{W}val": str(number)})
    return element


def wrapped(element_name: str, *content: Any, **attributes: str) -> Any:
    """Return an element around others, such as w:ins or w:smartTag."""
    element = etree.Element(f"{W}{element_name}", {f"{W}{key}": value for key, value in attributes.items()})
    element.extend(content)
    return element


def properties(data: bytes) -> dict[str, str]:
    """Return the document's own properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root: Any = etree.fromstring(archive.read("docProps/custom.xml"))
    return {str(element.get("name")): element[0].text or "" for element in root}


def blank(**answers: Any) -> Edited:
    """Return a redovisning with nothing but these answers, as a Word file."""
    return Edited(render(Redovisning(ar=2021, kommun=KOMMUN, **answers)))


def notes(arende: Arende) -> list[tuple[str, str, str]]:
    """Return what was interpreted: path, sentence and place."""
    return [(t.path, t.text, t.position.plats or "") for t in arende.kalla.tolkningar if t.position]


def kept(arende: Arende) -> list[tuple[str | None, str | None, str | None]]:
    """Return what could not be interpreted: field, text and place."""
    return [(o.falt, o.text, o.plats) for o in arende.otolkat]


def redovisning_of(edited: Edited) -> Redovisning:
    """Return the redovisning in a changed file."""
    redovisning = edited.read().redovisning
    assert redovisning is not None
    return redovisning


def test_typed_texts_are_read() -> None:
    """What a person types into an empty control is the answer, paragraph by paragraph."""
    edited = blank().typed("redovisning.kontakt.kontaktperson", "Kim Exempel")
    edited.typed("redovisning.ovrigt", "Första stycket.\nAndra stycket.")
    arende = edited.read()
    assert arende.redovisning is not None
    assert "Kim Exempel" == arende.redovisning.kontakt.kontaktperson
    assert "Första stycket.\n\nAndra stycket." == arende.redovisning.ovrigt
    assert () == arende.otolkat
    assert [] == notes(arende)


def test_lists_made_in_word_are_lists() -> None:
    """Bullets and numbers of Word's own buttons, bold and tabs become Markdown."""
    edited = blank().content(
        "redovisning.ovrigt",
        paragraph(run("Vi har "), run("inte ", "b"), run("räckt till:\tse nedan")),
        listed(run("unga")),
        listed(run("boende"), level=1),
        listed(run("äldre")),
        listed(run("först"), number=2),
        listed(run("sedan"), number=2),
        paragraph(),
        paragraph(run("* och 1. är text", "i")),
    )
    expected = (
        "Vi har **inte** räckt till:\tse nedan\n\n- unga\n  - boende\n- äldre\n"
        "1. först\n2. sedan\n\n*\\* och 1. är text*"
    )
    assert expected == redovisning_of(edited).ovrigt


def test_bold_is_kept_without_the_spaces_around_it() -> None:
    """Emphasis that a person has put on a space too is emphasis of the words."""
    runs = (run("Det är"), run(" mycket ", "b"), run("viktigt ", "b", "i"), run("nu."))
    edited = blank().content("redovisning.ovrigt", paragraph(*runs))
    assert "Det är **mycket *viktigt*** nu." == redovisning_of(edited).ovrigt


def test_an_empty_line_begins_a_paragraph() -> None:
    """Two line breaks in a row part paragraphs, one is a line break, and empty bullets are left out."""
    broken = run("ett")
    for text in ("två", "", "tre"):
        etree.SubElement(broken, f"{W}br")
        etree.SubElement(broken, f"{W}t").text = text
    edited = blank().content("redovisning.ovrigt", paragraph(broken), listed(run("punkt")), listed(run(" ")))
    assert "ett\ntvå\n\ntre\n\n- punkt" == redovisning_of(edited).ovrigt


def test_tracked_changes_are_accepted() -> None:
    """Insertions count, deletions do not, and a deleted paragraph mark joins two paragraphs."""
    removed = run("inte ")
    removed[0].tag = f"{W}delText"
    first = paragraph(run("Vi har "), wrapped("del", removed, id="1"), wrapped("ins", run("nu "), id="2"))
    first.insert(0, etree.fromstring(f'<w:pPr xmlns:w="{W[1:-1]}"><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'))
    moved = wrapped("moveFrom", run("bort"), id="4")
    edited = blank().content("redovisning.ovrigt", first, paragraph(run("hunnit."), moved))
    assert "Vi har nu hunnit." == redovisning_of(edited).ovrigt


def test_what_word_puts_between_the_letters_does_not_matter() -> None:
    """Split runs, smart tags, bookmarks, spelling marks, links and field codes are seen through."""
    code = etree.fromstring(
        f'<w:r xmlns:w="{W[1:-1]}"><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>d</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    edited = blank().content(
        "redovisning.kontakt.kontaktperson",
        wrapped("proofErr", type="spellStart"),
        wrapped("smartTag", run("Ki"), wrapped("bookmarkStart", id="77", name="x")),
        wrapped("bookmarkEnd", id="77"),
        wrapped("hyperlink", run("m Exempel"), anchor="y"),
        run("stå"),
        code,
    )
    assert "Kim Exempelståd" == redovisning_of(edited).kontakt.kontaktperson


def test_ticked_boxes_are_read() -> None:
    """A box that is clicked on is an answer; both boxes of a row are both answers."""
    edited = blank().ticked("redovisning.utbildning.svar=ja").ticked("redovisning.ko.svar=delvis")
    edited.ticked("redovisning.handledning.svar=ja").ticked("redovisning.handledning.svar=nej")
    edited.ticked("redovisning.underskrift.beslutad_digitalt=ja")
    redovisning = redovisning_of(edited)
    assert (Svar.JA, Svar.DELVIS) == (redovisning.utbildning.svar, redovisning.ko.svar)
    assert Svar.JA | Svar.NEJ == redovisning.handledning.svar
    assert redovisning.underskrift.beslutad_digitalt is True
    assert redovisning.prioritering.svar is None


def test_a_box_that_is_cleared_is_no_answer() -> None:
    """Clearing the only ticked box leaves the question unanswered."""
    edited = blank(utbildning=Utbildning(svar=Svar.JA)).ticked("redovisning.utbildning.svar=ja", on=False)
    assert redovisning_of(edited).utbildning.svar is None


def test_a_cross_typed_over_a_box_counts() -> None:
    """An x instead of the box's sign is a tick, with a note; other text is kept as it stands."""
    edited = blank().typed("redovisning.utbildning.svar=ja", "X")
    edited.typed("redovisning.handledning.svar=ja", "delvis")
    arende = edited.read()
    assert arende.redovisning is not None
    assert Svar.JA == arende.redovisning.utbildning.svar
    assert [("redovisning.utbildning.svar", "läste ”X” som ett kryss", "tabell 5, rad 2")] == notes(arende)
    assert [("redovisning.handledning.svar", "delvis", "tabell 6, rad 2")] == kept(arende)


def test_a_removed_control_is_unanswered() -> None:
    """A control that is deleted with its content leaves its field unanswered, and nothing else changes."""
    redovisning = Redovisning(ar=2021, kommun=KOMMUN, ovrigt="Text", atgarder="Åtgärder")
    edited = Edited(render(redovisning)).removed("redovisning.ovrigt")
    assert attrs.evolve(redovisning, ovrigt=None) == redovisning_of(edited)


@pytest.mark.parametrize(
    "text",
    [
        "\u2003\u2003\u2003\u2003",
        " ",
        "Klicka eller tryck här för att ange text.",
        "Klicka eller tryck här för att ange datum.",
        "Click or tap here to enter text.",
    ],
)
def test_a_placeholder_is_no_answer(text: str) -> None:
    """Text that Word shows in an empty control, and blanks that were left standing, are no answers."""
    edited = blank().typed("redovisning.ovrigt", text).typed("redovisning.kontakt.namnd", text)
    arende = edited.read()
    assert Redovisning(ar=2021, kommun=KOMMUN) == arende.redovisning
    assert () == arende.otolkat


def test_a_placeholder_of_ones_own_is_no_answer() -> None:
    """What stands in a control that Word marks as showing a placeholder is no answer, whatever it says."""
    edited = blank().typed("redovisning.ovrigt", "Skriv här vad ni tycker")
    flag = etree.SubElement(edited.control("redovisning.ovrigt").find(f"{W}sdtPr"), f"{W}showingPlcHdr")
    assert flag is not None
    assert redovisning_of(edited).ovrigt is None


@pytest.mark.parametrize(
    ("tag", "typed", "expected", "note"),
    [
        ("ombud.tjanster", "1,0", Decimal("1.0"), "läste ”1,0” som 1,00"),
        ("ombud.tjanster", "två", Decimal(2), "läste ”två” som 2,00"),
        ("ombud.tjanster", "2,00", Decimal(2), None),
        ("ekonomi.beviljat", "809 060 kr", 809060, None),
        ("ekonomi.beviljat", "1.623.528", 1623528, "läste ”1.623.528” som 1\u00a0623\u00a0528"),
        ("ombud.kvinnor", "2,00", 2, "läste ”2,00” som 2"),
        ("ekonomi.beviljat", "809\u00a0060", 809060, None),
        ("underskrift.datum", "6/12 2021", date(2021, 12, 6), "läste ”6/12 2021” som 2021-12-06"),
        ("underskrift.datum", "2021-12-06", date(2021, 12, 6), None),
        ("kommun.postnummer", "39128", "391 28", "läste ”39128” som 391 28"),
        ("kommun.postnummer", "391\u00a028", "391 28", None),
        ("ovrigt", "Sjä\u00adlv", "Själv", "tog bort mjuka bindestreck"),
        ("ovrigt", "a\u030ang", "ång", None),
        ("ombud.kvinnor", "-", None, None),
    ],
)
def test_typed_values_are_interpreted(tag: str, typed: str, expected: Any, note: str | None) -> None:
    """Figures, dates and numbers are read as people write them, and what was read otherwise is noted."""
    arende = blank().typed(f"redovisning.{tag}", typed).read()
    assert arende.redovisning is not None
    assert expected == get(arende.redovisning, tag)
    assert ([] if note is None else [(f"redovisning.{tag}", note)]) == [n[:2] for n in notes(arende)]
    assert () == arende.otolkat


@pytest.mark.parametrize(
    ("tag", "typed"),
    [
        ("ombud.kvinnor", "ca 12"),
        ("ombud.tjanster", "1,005"),
        ("ekonomi.beviljat", "810 tkr"),
        ("underskrift.datum", "i december"),
    ],
)
def test_what_cannot_be_interpreted_is_kept(tag: str, typed: str) -> None:
    """A value that is none stays as raw text with its field and place, and is printed again."""
    edited = blank(ovrigt="Text").typed(f"redovisning.{tag}", typed)
    arende = edited.read()
    assert arende.redovisning is not None
    assert (None, "Text") == (get(arende.redovisning, tag), arende.redovisning.ovrigt)
    ((falt, text, plats),) = kept(arende)
    assert (f"redovisning.{tag}", typed) == (falt, text)
    assert plats is not None
    assert plats.startswith("tabell ")
    printed = read_own(render(arende.redovisning, arende=arende), "prov.docx")
    assert printed is not None
    assert kept(arende) == kept(printed.arende)


def test_names_on_one_line_are_parted() -> None:
    """Several kommuner between commas are several; one a line needs no note."""
    one_line = (
        blank().typed("redovisning.omfattar", "Grannby kommun, Sjöhults kommun och Ängelvik kommun").read()
    )
    assert one_line.redovisning is not None
    assert ("Grannby kommun", "Sjöhults kommun", "Ängelvik kommun") == one_line.redovisning.omfattar
    assert ["redovisning.omfattar"] == [path for path, _, _ in notes(one_line)]
    alone = blank().typed("redovisning.omfattar", "Norra och Södra")
    assert ("Norra och Södra",) == redovisning_of(alone).omfattar


def test_invisible_signs_are_taken_out() -> None:
    """A control character that a paste has left in an answer does not cost the answer."""
    arende = blank().typed("redovisning.ovrigt", "a\x92b").read()
    assert arende.redovisning is not None
    assert "ab" == arende.redovisning.ovrigt
    assert [("redovisning.ovrigt", "tog bort osynliga styrtecken")] == [n[:2] for n in notes(arende)]


# --- reasons and giro: one place for two fields -------------------------------------------------------------


def reasons(**orsaker: Orsakstal) -> tuple[Omrade, ...]:
    """Return one område with these reasons."""
    return (Omrade(orsaker=Orsaker(**orsaker)),)


def test_one_column_of_reasons_is_for_both() -> None:
    """On a form whose columns have no heads, figures in the first alone are for kvinnor and män together."""
    arende = blank().typed("redovisning.omraden[0].orsaker.ekonomi.samlat|kvinnor", "12").read()
    assert arende.redovisning is not None
    assert Orsakstal(samlat=12) == arende.redovisning.omraden[0].orsaker.ekonomi
    text = "bara den första kolumnen är ifylld; läste talen som kvinnor och män tillsammans"
    assert [("redovisning.omraden[0].orsaker", text)] == [n[:2] for n in notes(arende)]


def test_two_columns_of_reasons_are_kvinnor_and_man() -> None:
    """With figures in the second column the first is for kvinnor, also in a row that has only the first."""
    edited = blank().typed("redovisning.omraden[0].orsaker.ekonomi.samlat|kvinnor", "12")
    edited.typed("redovisning.omraden[0].orsaker.ekonomi.man", "3")
    edited.typed("redovisning.omraden[0].orsaker.bostad.samlat|kvinnor", "4")
    arende = edited.read()
    assert arende.redovisning is not None
    orsaker = arende.redovisning.omraden[0].orsaker
    assert (Orsakstal(kvinnor=12, man=3), Orsakstal(kvinnor=4)) == (orsaker.ekonomi, orsaker.bostad)
    assert 1 == len(notes(arende))


def test_a_column_that_was_for_both_can_be_split() -> None:
    """A figure for men beside one that was for both makes the first one for kvinnor."""
    edited = blank(omraden=reasons(ekonomi=Orsakstal(samlat=54), bostad=Orsakstal(samlat=2)))
    edited.typed("redovisning.omraden[0].orsaker.ekonomi.samlat", "30")
    edited.typed("redovisning.omraden[0].orsaker.ekonomi.man", "24")
    orsaker = redovisning_of(edited).omraden[0].orsaker
    assert (Orsakstal(kvinnor=30, man=24), Orsakstal(samlat=2)) == (orsaker.ekonomi, orsaker.bostad)


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        ({}, "24400-4", ("24400-4", None)),
        ({}, "5050-1055", (None, "5050-1055")),
        ({}, "Bg 5050-1055", (None, "5050-1055")),
        ({"plusgiro": "24400-4"}, "5050-1055", (None, "5050-1055")),
        ({"bankgiro": "5050-1055"}, "24400-4", ("24400-4", None)),
    ],
)
def test_a_giro_is_known_by_its_form(before: Any, typed: str, expected: Any) -> None:
    """In the one place for plusgiro or bankgiro the number itself tells which it is."""
    ansokan = Ansokan(avser_ar=2022, kommun=KOMMUN, **before)
    edited = Edited(render(ansokan, form=forms.get("ansokan_2022_kalmar")))
    tag = f"ansokan.{next(iter(before))}" if before else "ansokan.plusgiro|bankgiro"
    found = edited.typed(tag, typed).read().ansokan
    assert found is not None
    assert expected == (found.plusgiro, found.bankgiro)


def test_a_giro_that_is_none_is_kept() -> None:
    """Digits that may be either giro stay as raw text."""
    edited = Edited(render(Ansokan(avser_ar=2022, kommun=KOMMUN)))
    arende = edited.typed("ansokan.plusgiro|bankgiro", "50501055").read()
    assert [("ansokan.plusgiro", "50501055")] == [k[:2] for k in kept(arende)]


# --- lists -------------------------------------------------------------------------------------------------


def clients(total: int) -> Klienter:
    """Return a number of women among the clients."""
    return Klienter(totalt=KlienterPerKon(kvinnor=Aldersband(totalt=total)))


def test_delomraden_are_filled_in() -> None:
    """Figures typed into the sections of two delområden go to the right one."""
    edited = blank(omraden=(Omrade(namn="Norr"), Omrade(namn="Söder")))
    for index, figure in enumerate(("7", "8")):
        edited.typed(f"redovisning.omraden[{index}].klienter.totalt.kvinnor.totalt", figure)
    omraden = redovisning_of(edited).omraden
    assert (Omrade(namn="Norr", klienter=clients(7)), Omrade(namn="Söder", klienter=clients(8))) == omraden


def test_a_copied_section_is_another_delomrade() -> None:
    """A section that is copied in Word, tags and all, is a delområde of its own after the others."""
    edited = blank(
        omraden=(Omrade(namn="Norr", klienter=clients(7)), Omrade(namn="Söder", tendens_orsaker="Fler."))
    )
    body = edited.root.find(f"{W}body")
    first = next(edited.control("redovisning.omraden[0].namn").iterancestors(f"{W}p"))
    last = next(edited.control("redovisning.omraden[0].tendens_grupper").iterancestors(f"{W}tbl"))
    section = list(body)[body.index(first) : body.index(last) + 1]
    after = next(edited.control("redovisning.omraden[1].tendens_grupper").iterancestors(f"{W}tbl"))
    for element in reversed([deepcopy(element) for element in section]):
        after.addnext(element)
    edited.typed("redovisning.omraden[0].namn", "Öster", number=1)
    edited.typed("redovisning.omraden[0].klienter.totalt.kvinnor.totalt", "9", number=1)
    expected = (
        Omrade(namn="Norr", klienter=clients(7)),
        Omrade(namn="Söder", tendens_orsaker="Fler."),
        Omrade(namn="Öster", klienter=clients(9)),
    )
    assert expected == redovisning_of(edited).omraden


POSTER = (
    Brist(rubrik="Bostad", huvudman="Kommunen", niva="lokal", text="Få lägenheter.", atgard="Möten."),
    Brist(rubrik="Vård", niva="central", text="Långa köer.", atgard="Brev."),
)


def test_a_copied_post_is_another_brist() -> None:
    """A post that is copied is one more, and the measures further down stay with their posts."""
    edited = blank(brister=Brister(poster=POSTER))
    group = edited.control("redovisning.brister.poster[0].niva=lokal")
    group.addnext(deepcopy(group))
    edited.typed("redovisning.brister.poster[0].rubrik", "Ekonomi", number=1)
    edited.typed("redovisning.brister.poster[0].text", "Låga bidrag.", number=1)
    ny = Brist(rubrik="Ekonomi", huvudman="Kommunen", niva="lokal", text="Låga bidrag.")
    assert (POSTER[0], ny, POSTER[1]) == redovisning_of(edited).brister.poster


def test_a_post_that_is_emptied_is_gone() -> None:
    """A post whose texts are all removed is no brist, and the one after it takes its place."""
    edited = blank(brister=Brister(poster=POSTER))
    for name in ("rubrik", "huvudman", "text", "atgard"):
        edited.typed(f"redovisning.brister.poster[0].{name}", " ")
    assert (POSTER[1],) == redovisning_of(edited).brister.poster


def test_a_field_that_stands_twice_is_read_once() -> None:
    """Of two controls for the same field the first counts, and another text in the second is kept."""
    edited = blank(ovrigt="Första")
    sdt = edited.control("redovisning.ovrigt")
    sdt.addnext(deepcopy(sdt))
    same = edited.read()
    edited.typed("redovisning.ovrigt", "Andra", number=1)
    other = edited.read()
    assert same.redovisning is not None
    assert ("Första", ()) == (same.redovisning.ovrigt, same.otolkat)
    assert [("redovisning.ovrigt", "Andra")] == [k[:2] for k in kept(other)]


# --- text beside the controls ------------------------------------------------------------------------------


def test_text_beside_an_empty_control_is_kept() -> None:
    """What is typed in the cell but outside its control is kept with the field and the place."""
    edited = blank()
    edited.control("redovisning.kontakt.namnd").addnext(run(" Socialnämnden"))
    edited.cell("redovisning.ovrigt").append(paragraph(run("Skrivet under fältet.")))
    expected = [
        ("redovisning.kontakt.namnd", "Socialnämnden", "tabell 1, rad 4"),
        ("redovisning.ovrigt", "Skrivet under fältet.", "tabell 28, rad 1"),
    ]
    assert expected == kept(edited.read())


def test_text_after_a_label_is_kept() -> None:
    """What is typed on the line of the label is kept without the label."""
    edited = blank()
    label = next(p for p in edited.cell("redovisning.kontakt.namnd").iter(f"{W}p"))
    label.append(run(": Socialnämnden"))
    assert [("redovisning.kontakt.namnd", "Socialnämnden", "tabell 1, rad 4")] == kept(edited.read())


def test_text_anywhere_is_kept() -> None:
    """A paragraph between the tables, and a row added to one, are kept with their places."""
    edited = blank()
    table = next(edited.control("redovisning.ombud.tjanster").iterancestors(f"{W}tbl"))
    table.addnext(paragraph(run("En anmärkning mellan tabellerna.")))
    row = deepcopy(next(table.iter(f"{W}tr")))
    (cell,) = row.iterfind(f"{W}tc")
    cell[1:] = [paragraph(run("En rad till")), paragraph(run("med två stycken"))]
    table.append(row)
    expected = [
        (None, "En rad till\nmed två stycken", "tabell 3, rad 2"),
        (None, "En anmärkning mellan tabellerna."),
    ]
    found = kept(edited.read())
    assert expected[0] == found[0]
    assert expected[1] == found[1][:2]


def test_an_answer_that_is_also_a_label_is_kept() -> None:
    """The word Ja beside a box is no label there, though it is one elsewhere on the form."""
    edited = blank()
    edited.control("redovisning.utbildning.svar=nej").addnext(run("Ja"))
    assert [("redovisning.utbildning.svar", "Ja")] == [k[:2] for k in kept(edited.read())]


def test_text_in_a_template_of_ones_own_is_no_answer() -> None:
    """In a document that does not print our form, text outside the controls is the template's."""
    edited = blank(ovrigt="Text")
    for text in edited.root.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}sdt"), None) is None:
            text.text = f"Egen {text.text}"
    edited.property("Blankett", None)
    arende = edited.read()
    assert () == arende.otolkat
    assert arende.redovisning is not None
    assert "Text" == arende.redovisning.ovrigt


def test_text_in_a_box_is_read() -> None:
    """A control in a text box or a header is read like any other, and its place says where it is."""
    edited = blank()
    sdt = deepcopy(edited.control("redovisning.ovrigt"))
    edited.removed("redovisning.ovrigt")
    box = wrapped("pict", wrapped("txbxContent", sdt))
    edited.root.find(f"{W}body").insert(0, paragraph(wrapped("r", box)))
    arende = edited.typed("redovisning.ovrigt", "I rutan").read()
    assert arende.redovisning is not None
    assert "I rutan" == arende.redovisning.ovrigt
    assert "textruta, stycke 1" == arende.kalla.positioner["redovisning.ovrigt"].plats


# --- the year ----------------------------------------------------------------------------------------------


def test_a_changed_year_in_the_heading_counts() -> None:
    """A person who takes last year's file and changes the year in the heading has changed the year."""
    edited = blank(ovrigt="Text")
    for text in edited.root.iter(f"{W}t"):
        if text.text == "Statsbidrag avseende år 2021":
            text.text = "Statsbidrag avseende år 2022"
    arende = edited.read()
    assert arende.redovisning is not None
    assert 2022 == arende.redovisning.ar
    text = "rubriken säger 2022 och dokumentets egenskaper 2021; läste 2022"
    assert ("redovisning.ar", text) in [n[:2] for n in notes(arende)]


def test_the_year_is_found_without_properties() -> None:
    """A file from which Word has removed the properties still tells its year and edition."""
    redovisning = Redovisning(ar=2025, kommun=Kommun(namn="Exempelby kommun"), ovrigt="Text")
    edited = Edited(render(redovisning))
    del edited.parts["docProps/custom.xml"]
    edited.control("redovisning.kontakt.namnd").addnext(run("Nämnden"))
    arende = edited.read()
    assert redovisning == arende.redovisning
    assert [("redovisning.kontakt.namnd", "Nämnden")] == [k[:2] for k in kept(arende)]


def test_a_document_without_a_year_is_refused() -> None:
    """A form that says nowhere which year it is about cannot be read, and the message says what to write."""
    edited = blank()
    del edited.parts["docProps/custom.xml"]
    for text in edited.root.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}sdt"), None) is None:
            text.text = "Egen text"
    with pytest.raises(ReadError, match="Skriv ”Statsbidrag avseende år …” överst"):
        edited.read()


def test_properties_that_are_wrong_are_not_trusted() -> None:
    """A property that cannot be a value is kept as raw text; one for a field that is printed is not used."""
    edited = blank().property("kommun.genitiv", "x\x92y").property("Blankett", "finns_inte")
    edited.parts["docProps/custom.xml"] = edited.parts["docProps/custom.xml"].replace(
        b'name="kommun.lan"', b'name="redovisning.ovrigt"'
    )
    arende = edited.read()
    assert arende.redovisning is not None
    assert arende.redovisning.ovrigt is None
    assert ["redovisning.kommun.genitiv"] == [falt for falt, _, _ in kept(arende)]


# --- the memo ----------------------------------------------------------------------------------------------


MEMO = Tjansteskrivelse(
    kommun=KOMMUN,
    handlaggare=Handlaggare(namn="Kim Exempel"),
    beslut=("Nämnden godkänner redovisningen.", "Nämnden ansöker."),
    sammanfattning="Kort.",
    bakgrund="Långt.",
    undertecknare=(Undertecknare(namn="Robin Exempel", titel="Socialchef"),),
)


def memo_of(edited: Edited) -> Tjansteskrivelse:
    """Return the memo in a changed file."""
    memo = edited.read().tjansteskrivelse
    assert memo is not None
    return memo


def test_a_changed_derived_text_is_the_persons(tmp_path: Path) -> None:
    """Only the derived texts that a person has changed are given afterwards."""
    *others, memo = render_to(DERIVING, tmp_path)
    decision = "Nämnden lägger redovisningen till handlingarna."
    memo.write_bytes(Edited(memo.read_bytes()).typed("tjansteskrivelse.beslut[0]", decision).save())
    assert DERIVING.tjansteskrivelse is not None
    expected = attrs.evolve(DERIVING.tjansteskrivelse, beslut=(decision, in_words(DERIVING).beslut[1]))
    assert expected == read([*others, memo]).tjansteskrivelse


def test_a_decision_written_below_the_last_is_another() -> None:
    """A paragraph that a person adds under a heading belongs to its section, and the report says so."""
    edited = Edited(render(MEMO))
    last = next(edited.control("tjansteskrivelse.beslut[1]").iterancestors(f"{W}p"))
    last.addnext(paragraph(run("Nämnden begär uppföljning."), style="Beslut"))
    edited.control("tjansteskrivelse.bakgrund").addnext(paragraph(run("Mer "), run("text", "b"), run(".")))
    arende = edited.read()
    assert arende.tjansteskrivelse is not None
    assert (*MEMO.beslut, "Nämnden begär uppföljning.") == arende.tjansteskrivelse.beslut
    assert "Långt.\n\nMer **text**." == arende.tjansteskrivelse.bakgrund
    assert ["tjansteskrivelse.beslut", "tjansteskrivelse.bakgrund"] == [path for path, _, _ in notes(arende)]
    assert () == arende.otolkat


def test_a_section_written_by_hand_is_read() -> None:
    """A section with one of the known headings is read without a control; another is kept as text."""
    edited = Edited(render(MEMO))
    bakgrund = edited.control("tjansteskrivelse.bakgrund")
    bakgrund.addnext(paragraph(run("Juridisk bedömning"), style="Rubrik2"))
    bakgrund.getnext().addnext(paragraph(run("Inga hinder.")))
    bakgrund.addnext(paragraph(run("Konsekvenser för barn"), style="Rubrik2"))
    bakgrund.getnext().addnext(paragraph(run("Inga barn berörs.")))
    arende = edited.read()
    assert arende.tjansteskrivelse is not None
    assert "Inga barn berörs." == arende.tjansteskrivelse.barn
    assert ["Juridisk bedömning", "Inga hinder."] == [text for _, text, _ in kept(arende)]


def test_sections_in_another_order_are_in_that_order() -> None:
    """A section that is moved in Word gives the memo an order of its own."""
    edited = Edited(render(MEMO))
    body = list(edited.root.find(f"{W}body"))
    control = edited.control("tjansteskrivelse.bakgrund")
    index = body.index(control)
    heading = next(element for element in reversed(body[:index]) if element.tag == f"{W}p")
    first = next(p for p in body if p.tag == f"{W}p" and "Förslag" in "".join(p.itertext()))
    first.addprevious(heading)
    first.addprevious(control)
    assert ("bakgrund", "beslut", "sammanfattning", "undertecknare") == memo_of(edited).ordning


def test_a_removed_decision_leaves_the_others() -> None:
    """A decision that is deleted is gone, and those after it move up."""
    edited = Edited(render(MEMO)).removed("tjansteskrivelse.beslut[0]")
    assert (MEMO.beslut[1],) == memo_of(edited).beslut


def test_the_lead_before_att_clauses_is_no_decision() -> None:
    """The words before att-clauses are printed by the template and are not read as a decision."""
    memo = attrs.evolve(MEMO, beslutsform="att-satser", beslut=("att godkänna redovisningen",))
    assert memo == memo_of(Edited(render(memo)))
