"""Word files from other programs, in part without controls, several at once, and broken or hostile ones."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from poreport import forms, svenska
from poreport.markdown import blocks, from_blocks
from poreport.model import (
    Ansokan,
    Arende,
    Brist,
    Brister,
    Kommun,
    Kontakt,
    Otolkat,
    Position,
    Redovisning,
    Slag,
    Svar,
    Tjansteskrivelse,
    Undertecknare,
    Utbildning,
    falt_i,
)
from poreport.read import ReadError, read
from poreport.read.controls import read_own
from poreport.read.nodes import ScalarNode
from poreport.read.together import groups, together
from poreport.read.values import parse_value
from poreport.read.word import read_word
from poreport.render import render, render_to
from poreport.testing import make_arenden

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
KOMMUN = Kommun(namn="Exempelby kommun", genitiv="Exempelby kommuns", lan="Kalmar län")

# LibreOffice 7 throws away the looks and line breaks of the first paragraph of a long text when it opens a
# file, so the first paragraphs here have none.
FORMATTED = from_blocks(
    blocks(
        "Först ett stycke.\n\nDet är **mycket *viktigt*** nu, och\nmed radbyte.\n\n- unga\n- **äldre**\n\n"
        "  ett stycke i punkten\n\n  1. i nummer\n  2. ordning\n- andra\n\n3. tre\n4. fyra\n\n7. sju\n\nSist."
    )
)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """Return a Word file with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a Word file whose document part has been changed as a tree."""
    content = parts(data)
    root: Any = etree.fromstring(content[DOCUMENT])
    change(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed({**content, DOCUMENT: written})


def without_controls(root: Any, keep: Callable[[str], bool] = lambda _tag: False) -> None:
    """Take away the controls, but not what stands in them, and their bookmarks."""
    for sdt in list(root.iter(f"{W}sdt")):
        if not keep(sdt.find(f"{W}sdtPr/{W}tag").get(f"{W}val")):
            content = list(sdt.find(f"{W}sdtContent"))
            for element in reversed(content):
                sdt.addnext(element)
            sdt.getparent().remove(sdt)
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(root.iter(f"{W}{name}")):
            mark.getparent().remove(mark)


def as_read(part: Any) -> Any:
    """Return a part of the model with every text in the form in which any reader leaves it."""
    changes: dict[str, Any] = {}
    for namn, falt in falt_i(type(part)).items():
        value = getattr(part, namn)
        if falt.klass is not None and value:
            changes[namn] = tuple(map(as_read, value)) if falt.slag is Slag.LISTA else as_read(value)
        elif falt.slag is Slag.LISTA:
            changes[namn] = tuple(svenska.normalise_text(item).varde for item in value)
        elif isinstance(value, str):
            text = svenska.format_telefon(value) if falt.slag is Slag.TELEFON else value
            text = from_blocks(blocks(text)) if falt.slag is Slag.LANGTEXT else text
            # LibreOffice would lose the bold words that some of the generated texts begin with.
            text = re.sub(r"^\*\*(.+?)\*\*", r"\1", text)
            changes[namn] = parse_value(falt, ScalarNode(text, Position("prov"))).varde
    return attrs.evolve(part, **changes)


# --- LibreOffice -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reopened(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Path]], list[Path]]:
    """Return a function that opens Word files in LibreOffice and saves them again."""
    profile = tmp_path_factory.mktemp("libreoffice-profil").as_uri()

    def save_again(files: list[Path]) -> list[Path]:
        out = tmp_path_factory.mktemp("sparade")
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx"]
        done = subprocess.run(
            [*command, "--outdir", str(out), *map(str, files)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        saved = [out / file.name for file in files]
        assert all(file.is_file() for file in saved), done.stdout + done.stderr
        return saved

    return save_again


def arenden_of_every_edition() -> list[Arende]:
    """Return one ärende for each pair of editions, and some more, with lists and bold in some answers."""
    made: dict[tuple[str, str], Arende] = {}
    for arende in make_arenden(60, seed=7):
        assert arende.redovisning is not None
        assert arende.ansokan is not None
        key = (forms.form_for(arende.redovisning).id, forms.form_for(arende.ansokan).id)
        made.setdefault(key, as_read(attrs.evolve(arende, arsrapport=None)))
    return [with_lists(arende) for arende in made.values()]


def with_lists(arende: Arende) -> Arende:
    """Return an ärende with a formatted text in each document."""
    assert arende.redovisning is not None
    assert arende.ansokan is not None
    assert arende.tjansteskrivelse is not None
    return attrs.evolve(
        arende,
        redovisning=attrs.evolve(arende.redovisning, ovrigt=FORMATTED),
        ansokan=attrs.evolve(arende.ansokan, plan=FORMATTED, start=FORMATTED),
        tjansteskrivelse=attrs.evolve(arende.tjansteskrivelse, bakgrund=FORMATTED),
    )


def test_libreoffice_changes_nothing(reopened: Callable[[list[Path]], list[Path]], tmp_path: Path) -> None:
    """Documents of every edition that LibreOffice has opened and saved are read exactly as before."""
    arenden = arenden_of_every_edition()
    files = [render_to(arende, tmp_path / str(number)) for number, arende in enumerate(arenden)]
    renamed = [
        [file.rename(tmp_path / f"{number}-{file.name}") for file in three]
        for number, three in enumerate(files)
    ]
    saved = iter(reopened([file for three in renamed for file in three]))
    assert set(forms.editions()) == {
        forms.form_for(d).id for a in arenden for d in (a.redovisning, a.ansokan) if d
    }
    for arende, three in zip(arenden, renamed, strict=True):
        found = read([next(saved) for _ in three])
        assert arende == found
        assert () == found.kalla.tolkningar


def test_an_empty_form_is_empty_after_libreoffice(
    reopened: Callable[[list[Path]], list[Path]], tmp_path: Path
) -> None:
    """The blanks in empty controls are no answers after LibreOffice either, and ticks stay ticks."""
    redovisning = Redovisning(ar=2021, kommun=KOMMUN, utbildning=Utbildning(svar=Svar.JA | Svar.NEJ))
    files = render_to(
        Arende(kommun=KOMMUN, redovisning=redovisning, ansokan=Ansokan(avser_ar=2022)), tmp_path
    )
    arende = read(reopened(files))
    assert redovisning == arende.redovisning
    assert Ansokan(avser_ar=2022, kommun=KOMMUN) == arende.ansokan
    assert () == arende.otolkat


# --- documents without all their controls ------------------------------------------------------------------


FILLED = Redovisning(
    ar=2021,
    kommun=KOMMUN,
    kontakt=Kontakt(kontaktperson="Kim Exempel", namnd="Socialnämnden"),
    utbildning=Utbildning(svar=Svar.JA, vilka="Grundutbildning för personliga ombud."),
    brister=Brister(rutiner=Svar.JA, text="Det finns få lägenheter."),
    atgarder="Möten med bolaget.",
    ovrigt="Verksamheten fortsätter.",
)


def test_a_document_without_controls_is_read_by_its_text() -> None:
    """When every control and bookmark is gone the text is laid over the blank form."""
    arende = read_word(changed(render(FILLED), without_controls), "prov.docx")
    found = arende.redovisning
    assert found is not None
    assert (FILLED.ar, FILLED.kontakt, FILLED.utbildning) == (found.ar, found.kontakt, found.utbildning)
    assert (FILLED.atgarder, FILLED.ovrigt) == (found.atgarder, found.ovrigt)


@pytest.mark.parametrize(
    "gone",
    [
        ("redovisning.ovrigt",),
        ("redovisning.utbildning.svar=ja", "redovisning.utbildning.svar=nej"),
        ("redovisning.kommun.namn", "redovisning.kontakt.namnd"),
        ("redovisning.brister.text",),
        ("redovisning.atgarder", "redovisning.utbildning.vilka"),
    ],
)
def test_lost_controls_are_made_up_for(gone: tuple[str, ...]) -> None:
    """Fields whose controls are gone are read from the text around them, the others from their controls."""
    data = changed(render(FILLED), lambda root: without_controls(root, lambda tag: tag not in gone))
    arende = read_word(data, "prov.docx")
    assert FILLED == arende.redovisning
    assert KOMMUN == arende.kommun


def test_what_a_control_says_counts() -> None:
    """Where a control is left its value counts, whatever the text around it may be taken for."""
    data = changed(render(FILLED), lambda root: without_controls(root, lambda tag: "ovrigt" not in tag))
    own = read_own(data, "prov.docx")
    assert own is not None
    assert {"redovisning": {"ovrigt"}} == own.missing
    assert attrs.evolve(FILLED, ovrigt=None) == own.arende.redovisning


def test_bookmarks_stand_in_for_lost_tags() -> None:
    """A program that drops the tags and keeps the bookmarks costs nothing."""

    def drop_tags(root: Any) -> None:
        for properties in root.iter(f"{W}sdtPr"):
            properties.remove(properties.find(f"{W}tag"))

    poster = (Brist(rubrik="Bostad", niva="lokal", text="Få.", atgard="Möten."), Brist(rubrik="Vård"))
    redovisning = attrs.evolve(FILLED, brister=Brister(poster=poster), atgarder=None)
    assert redovisning == read_word(changed(render(redovisning), drop_tags), "prov.docx").redovisning


# --- several files -----------------------------------------------------------------------------------------


def test_documents_in_one_file_are_all_found() -> None:
    """A redovisning and an ansökan that a person has pasted into one file are both read."""
    ansokan = Ansokan(avser_ar=2022, kommun=KOMMUN, plan="Planen.")
    other: Any = etree.fromstring(parts(render(ansokan))[DOCUMENT])

    def paste(root: Any) -> None:
        section = root.find(f"{W}body/{W}sectPr")
        for element in other.find(f"{W}body")[:-1]:
            section.addprevious(element)

    arende = read_word(changed(render(FILLED), paste), "prov.docx")
    assert FILLED == arende.redovisning
    assert ansokan == arende.ansokan
    assert () == arende.otolkat


def test_what_one_file_lacks_the_others_give() -> None:
    """What only one document says of the kommun holds for all; another name is that document's own."""
    first = Arende(kommun=Kommun(namn="Exempelby kommun"), redovisning=Redovisning(ar=2021))
    second = Arende(kommun=KOMMUN, ansokan=Ansokan(avser_ar=2022))
    third = Arende(kommun=Kommun(namn="Exempelby"), tjansteskrivelse=Tjansteskrivelse())
    arende = together([first, second, third])
    assert KOMMUN == arende.kommun
    assert arende.redovisning is not None
    assert arende.tjansteskrivelse is not None
    assert KOMMUN == arende.redovisning.kommun
    assert attrs.evolve(KOMMUN, namn="Exempelby") == arende.tjansteskrivelse.kommun


def test_two_documents_of_a_kind_are_refused(tmp_path: Path) -> None:
    """Two redovisningar cannot be one ärende; the message names both files."""
    files = [tmp_path / "ett.docx", tmp_path / "två.docx"]
    for file in files:
        file.write_bytes(render(FILLED))
    with pytest.raises(ReadError, match=r"två\.docx: .*ett\.docx innehåller också en redovisning"):
        read(files)


def test_every_unreadable_file_is_named(tmp_path: Path) -> None:
    """When several files cannot be read, all of them are in the message."""
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "b.docx").write_bytes(b"")
    with pytest.raises(ReadError) as caught:
        read([tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "c.docx"])
    assert ["a.docx", "b.docx", "c.docx"] == [Path(m.position.fil).name for m in caught.value.mistakes]


def test_no_file_at_all_is_refused() -> None:
    """An empty list of files is no ärende."""
    with pytest.raises(ReadError, match="Ange minst en fil"):
        read([])


def test_data_and_documents_can_be_given_together(tmp_path: Path) -> None:
    """A data file with the kommun's facts completes the Word files; a folder with data is read as data."""
    (tmp_path / "arende.yaml").write_text("kommun: {namn: Exempelby kommun}\n", encoding="utf-8")
    (tmp_path / "redovisning.docx").write_bytes(render(FILLED))
    both = read([tmp_path / "arende.yaml", tmp_path / "redovisning.docx"])
    assert (FILLED, KOMMUN) == (both.redovisning, both.kommun)
    assert read(tmp_path).redovisning is None


def test_words_lock_file_is_no_document(tmp_path: Path) -> None:
    """The file that Word keeps beside an open document is left alone."""
    (tmp_path / "redovisning.docx").write_bytes(render(FILLED))
    (tmp_path / "~$dovisning.docx").write_bytes(b"lock")
    assert FILLED == read(tmp_path).redovisning


def test_texts_that_were_kept_say_which_file() -> None:
    """In an ärende of several files the place of a kept text begins with its file."""
    texts = [
        Arende(kommun=KOMMUN, ansokan=Ansokan(avser_ar=2022), otolkat=(Otolkat(text="a", plats="stycke 1"),)),
        Arende(kommun=KOMMUN, otolkat=(Otolkat(text="b"),)),
    ]
    expected = ("en av filerna, stycke 1", "en av filerna")
    assert expected == tuple(text.plats for text in together(texts).otolkat)


def member(name: str | None, **documents: Any) -> Arende:
    """Return an ärende of a kommun."""
    return Arende(kommun=Kommun(namn=name), **documents)


def test_files_of_a_kommun_and_year_belong_together() -> None:
    """Kommun and year tell which files are one ärende, however the kommun is called."""
    members = {
        "a1": member("Exempelby kommun", redovisning=Redovisning(ar=2021)),
        "b1": member("Provstad", redovisning=Redovisning(ar=2021)),
        "a2": member("Exempelby", ansokan=Ansokan(avser_ar=2022)),
        "c1": member("Exempelby kommun", redovisning=Redovisning(ar=2022)),
        "a3": member("EXEMPELBY KOMMUN", tjansteskrivelse=Tjansteskrivelse(datum=date(2021, 12, 6))),
        "c2": member(None, tjansteskrivelse=Tjansteskrivelse(datum=date(2023, 1, 9))),
    }
    names = {id(arende): name for name, arende in members.items()}
    found = [[names[id(arende)] for arende in group] for group in groups(list(members.values()))]
    assert [["a1", "a2", "a3"], ["b1"], ["c1", "c2"]] == found


def test_a_memo_without_a_date_goes_with_its_kommun() -> None:
    """A memo that does not say when it was written joins the kommun's documents, or stands alone."""
    memo = member("Provstad", tjansteskrivelse=Tjansteskrivelse())
    redovisning = member("Provstad", redovisning=Redovisning(ar=2021))
    assert [[redovisning, memo]] == groups([memo, redovisning])
    assert [[memo], [memo]] == groups([memo, memo])


# --- broken and hostile files ------------------------------------------------------------------------------


MEMO = Tjansteskrivelse(kommun=KOMMUN, beslut=("Ett.", "Två."), undertecknare=(Undertecknare(namn="Kim"),))
WHOLE = {"redovisning": render(FILLED), "memo": render(MEMO)}


@settings(max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 2**20), st.binary(max_size=12), st.integers(0, 60))
def test_mutated_bytes_are_read_or_refused(name: str, at: int, new: bytes, removed: int) -> None:
    """Whatever is cut out of a file or written into it: it is read, or refused with a reason."""
    data = WHOLE[name]
    at %= len(data)
    assert is_read_or_refused(data[:at] + new + data[at + removed :])


PIECES = st.sampled_from(
    (
        "<w:sdt>",
        "</w:sdt>",
        "<w:p>",
        "</w:p>",
        "<w:tbl>",
        "</w:tc>",
        '<w:tag w:val="redovisning.omraden[9999].namn"/>',
        '<w:tag w:val="redovisning.brister.poster[0].rubrik"/>',
        '<w:tag w:val="tjansteskrivelse.beslut[7]"/>',
        '<w:bookmarkEnd w:id="1"/>',
        '<w:bookmarkStart w:id="1" w:name="_po_38f4e3ec"/>',
        "<w:sdtContent/>",
        '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr>',
        '<w:ind w:left="999999999999"/>',
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:sdt><w:sdtPr/></w:sdt>",
        "&#1;",
        "2021",
        "",
    )
)


@settings(max_examples=150)
@given(data=st.data())
def test_mutated_xml_is_read_or_refused(data: st.DataObject) -> None:
    """Elements taken out, doubled, moved or replaced in the document part: it is read, or refused."""
    content = parts(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))])
    pieces = re.split(r"(?=<)", content[DOCUMENT].decode())
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        match data.draw(st.sampled_from(("ut", "dubblera", "flytta", "byt", "in"))):
            case "ut":
                del pieces[at]
            case "dubblera":
                pieces.insert(at, pieces[at])
            case "flytta":
                pieces.insert(to, pieces.pop(at))
            case "byt":
                pieces[at], pieces[to] = pieces[to], pieces[at]
            case _:
                pieces.insert(at, data.draw(PIECES))
    assert is_read_or_refused(packed({**content, DOCUMENT: "".join(pieces).encode()}))


@settings(max_examples=100)
@given(data=st.data())
def test_mutated_trees_are_read_or_refused(data: st.DataObject) -> None:
    """Elements moved into each other, so that the XML stays sound: the document is read, or refused."""

    def mix(root: Any) -> None:
        elements = list(root.iter())[1:]
        for _ in range(data.draw(st.integers(1, 5))):
            one, other = (data.draw(st.sampled_from(elements)) for _ in range(2))
            if one not in other.iterancestors() and one is not other:
                other.insert(0, one)

    assert is_read_or_refused(changed(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))], mix))


def is_read_or_refused(data: bytes) -> bool:
    """Whether reading a file ends in an ärende, or in mistakes with Swedish sentences."""
    try:
        return isinstance(read_word(data, "prov.docx"), Arende)
    except ReadError as error:
        return all(mistake.text.endswith((".", "?")) for mistake in error.mistakes)


def bomb(element: str, depth: int) -> bytes:
    """Return a document whose elements stand deep inside each other."""
    data = render(FILLED)
    opened, closed = f"<{element}>" * depth, f"</{element}>" * depth
    document = parts(data)[DOCUMENT].decode().replace("<w:body>", f"<w:body>{opened}{closed}", 1)
    return packed({**parts(data), DOCUMENT: document.encode()})


@pytest.mark.parametrize("element", ["w:customXml", "w:sdtContent", "w:tbl"])
def test_elements_too_deep_are_refused(element: str) -> None:
    """A document whose elements stand absurdly deep inside each other is refused."""
    with pytest.raises(ReadError, match="djupt inuti varandra"):
        read_word(bomb(element, 150), "prov.docx")


def test_too_many_controls_are_refused() -> None:
    """A document with tens of thousands of controls is refused instead of being worked on for minutes."""
    data = parts(render(FILLED))
    control = (
        '<w:p><w:sdt><w:sdtPr><w:tag w:val="redovisning.omfattar"/></w:sdtPr><w:sdtContent/></w:sdt></w:p>'
    )
    document = data[DOCUMENT].decode().replace("<w:body>", "<w:body>" + control * 20_001, 1)
    with pytest.raises(ReadError, match="för många"):
        read_word(packed({**data, DOCUMENT: document.encode()}), "prov.docx")


def test_too_many_items_are_kept_as_text() -> None:
    """Of a list with more items than any document has the rest is kept as raw text."""
    data = parts(render(MEMO))
    control = (
        '<w:p><w:sdt><w:sdtPr><w:tag w:val="tjansteskrivelse.beslut[0]"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>Igen</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    document = data[DOCUMENT].decode().replace("<w:body>", "<w:body>" + control * 502, 1)
    own = read_own(packed({**data, DOCUMENT: document.encode()}), "prov.docx")
    assert own is not None
    assert own.arende.tjansteskrivelse is not None
    assert 500 == len(own.arende.tjansteskrivelse.beslut)
    assert {"Igen", "Ett.", "Två."} >= {text.text for text in own.arende.otolkat if text.falt is None}


def test_entities_are_refused() -> None:
    """A DOCTYPE, which no Office program writes, is refused before any entity is looked at."""
    data = parts(render(FILLED))
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    document = data[DOCUMENT].replace(b"<w:document", evil + b"<w:document", 1)
    with pytest.raises(ReadError, match="DOCTYPE"):
        read_word(packed({**data, DOCUMENT: document}), "prov.docx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04", "skadad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lösenord"),
        (packed({"[Content_Types].xml": b"<Types/>"}), "inget Word-dokument"),
        (packed({**parts(WHOLE["memo"]), "word/vbaProject.bin": b"x"}), "makron"),
        (packed({**parts(WHOLE["memo"]), "word/styles.xml": b"<w:styles"}), "skadat"),
        (packed({**parts(WHOLE["memo"]), "docProps/custom.xml": b""}), "skadat"),
        (packed({**parts(WHOLE["memo"]), DOCUMENT: parts(WHOLE["memo"])[DOCUMENT][:-40]}), "skadat"),
    ],
)
def test_broken_files_are_refused(data: bytes, message: str) -> None:
    """A damaged, protected or foreign file is refused with its name and what to do."""
    with pytest.raises(ReadError, match=message) as caught:
        read_word(data, "prov.docx")
    assert "prov.docx" == caught.value.mistakes[0].position.fil
