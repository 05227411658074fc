"""scripts/roundtrip: every word of a document is found again, and what is lost is told with its place."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

import _ordsok
import _provfiler
import _roundtrip
from _ord import TICKED, Line, lines_of_file, lines_of_word_file, words_of
from _ordsok import Comparison
from _ordsok_rader import DocumentSearch
from poreport.model import Ansokan, Arende, Kommun, Otolkat, Redovisning
from poreport.read import read

DATA = Path(__file__).parent / "data" / "ifyllda"
NAMES = sorted(path.stem for path in DATA.glob("*.txt"))
KALMAR = _provfiler.examples()[0]


def lines(*texts: str) -> list[Line]:
    """Lines of a text with their numbers."""
    return [Line(f"rad {number}", text) for number, text in enumerate(texts, 1)]


def searched(old: str, new: str, arende: Arende | None = None) -> Comparison:
    """Look for the words of one text in another."""
    found = words_of(lines(*new.split("\n")))
    words = _ordsok.joined(words_of(lines(*old.split("\n"))), {word.key for word in found})
    comparison = Comparison([], words)
    DocumentSearch(comparison, found, arende or Arende(kommun=Kommun())).run()
    return comparison


def ways(comparison: Comparison) -> dict[str, list[str]]:
    """The words that were found in a way of its own."""
    return {way: [word.text for word, _ in words] for way, words in comparison.ways.items() if words}


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_filled_in_form_is_lost(name: str) -> None:
    """Of each made-up document 99.5 % of the words stand in the new documents, or among the raw texts."""
    comparison = _roundtrip.compare_file(DATA / f"{name}.txt")
    lost = [comparison.context(index) for index in comparison.lost]
    assert len(lost) <= 0.005 * len(comparison.words), lost
    assert len(comparison.words) > 80


@pytest.mark.parametrize(
    ("name", "way", "word"),
    [
        ("redovisning-2024-orebro", _ordsok.HEAD, "orebro@lansstyrelsen.se"),
        ("redovisning-2024-orebro", _ordsok.LABEL, "Regionens"),
        ("redovisning-2020-stockholm", _ordsok.INTERPRETED, "tjänster"),
        ("tjansteskrivelse-att-satser", _ordsok.HEADING, "Barnperspektiv"),
        ("arsrapport-2023", _ordsok.CONTENTS, "Innehåll"),
    ],
)
def test_words_that_the_new_document_has_others_for(name: str, way: str, word: str) -> None:
    """Heads of forms, labels in other words, headings that are fields, and interpretations are named so."""
    assert word in ways(_roundtrip.compare_file(DATA / f"{name}.txt"))[way]


def test_what_is_carried_in_the_properties() -> None:
    """What the new form does not print stands in the properties of its file, and is said to."""
    kommun = Kommun(namn="Provstad", organisationsnummer="212000-0142")
    arende = Arende(kommun=kommun, redovisning=Redovisning(ar=2021))
    comparison = _roundtrip.compare(lines("Provstad", "212000-0142"), arende)
    assert ["212000-0142"] == ways(comparison)[_ordsok.PROPERTY]


def test_our_own_documents_lose_nothing(tmp_path: Path) -> None:
    """A Word file of ours comes back word for word, and the same file without controls loses nothing."""
    for number, package in enumerate(_provfiler.word_files([KALMAR])):
        own, foreign = tmp_path / f"{number}.docx", tmp_path / f"{number}-utan.docx"
        own.write_bytes(package)
        foreign.write_bytes(_provfiler.word_without_controls(package))
        for path in (own, foreign):
            comparison = _roundtrip.compare_file(path)
            assert [] == [comparison.context(index) for index in comparison.lost]


def test_pages_of_a_pdf_lose_nothing(tmp_path: Path) -> None:
    """A form printed to PDF, with wraps and page breaks in its answers, loses no word."""
    path = tmp_path / "redovisning.pdf"
    text = _provfiler.text_of_word(_provfiler.word_files([KALMAR])[0])
    path.write_bytes(_provfiler.pdf_of_text(text))
    comparison = _roundtrip.compare_file(path)
    assert [] == [comparison.context(index) for index in comparison.lost]
    assert "sida 1" == comparison.words[0].line.place


def test_a_lost_word_is_told_with_its_line() -> None:
    """A word that the reading has passed over is lost, with the words around it and its line."""
    path = DATA / "ansokan-2023-stockholm.txt"
    original = [*lines_of_file(path), Line("rad 99", "Detta stycke om xylofoner")]
    comparison = _roundtrip.compare(original, read(path))
    assert "rad 99" == comparison.words[comparison.lost[-1]].line.place
    assert comparison.context(comparison.lost[-1]).endswith("stycke om [xylofoner]")


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("rikt- nummer i 08", "riktnummer i 08", _ordsok.HYPHEN),
        ("a-b.c- d@example.se här", "a-b.c-d@example.se här", _ordsok.HYPHEN),
        ("fristående myndig-\n¹ Socialstyrelsen\nheterna", "fristående myndigheterna Socialstyrelsen", "avs"),
        ("självskaдебeteende", "självskadebeteende", _ordsok.FOREIGN),
        ("sam\u00adverkan", "samverkan", _ordsok.FOREIGN),
        ("decimaler¹: två", "decimaler två", _ordsok.NOTE),
        ("decimaler1 två", "decimaler två", _ordsok.NOTE),
        ("Postnummer 39128", "Postnummer 391 28", _ordsok.DIGITS),
        ("tfn 0480 – 45 00 00", "tfn 0480-45 00 00", _ordsok.DIGITS),
        ("tjänster 1,0 fanns", "tjänster 1,00 fanns", _ordsok.NUMBER),
        ("den 6 december 2021", "den 2021-12-06", _ordsok.DATE),
        ("Kommun Ja", "Kommun ☒", _ordsok.MARK),
        ("beviljat 402 638 kr", "beviljat 402 638", _ordsok.UNIT),
        ("giro PG 24400-4", "giro 24400-4", _ordsok.UNIT),
        ("Först detta stycke sist", "sist detta stycke Först", _ordsok.ELSEWHERE),
        ("2. Andra åtgärden", "Andra åtgärden", _ordsok.LISTED),
        ("Sida 2 av 3\nhej där", "hej där", _ordsok.REPEATED),
        ("Provstads kommun 1 (2)\nhej", "Provstads kommun hej", _ordsok.REPEATED),
        ("Norra kommunen\nja\nNorra kommunen\nhej", "Norra kommunen ja hej", _ordsok.REPEATED),
        ("Innehåll\nBakgrund 5\nBakgrund\nhej", "Bakgrund hej", _ordsok.CONTENTS),
    ],
)
def test_a_word_written_in_another_way_is_named(old: str, new: str, way: str) -> None:
    """Each way in which a word may be written otherwise has its name, and nothing is lost by it."""
    comparison = searched(old, new)
    assert [] == comparison.lost
    assert [True] == [name.startswith(way) for name in ways(comparison)]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("Arbetsmarknads- och socialnämnden", "Arbetsmarknads- socialnämnden", ["och"]),
        ("två lika ord: kommun kommun", "två lika ord kommun", ["kommun"]),
        ("tel 08-123 456", "tel 08-123 457", ["456"]),
        ("beslut 2021-12-06", "beslut 2021-12-07", ["2021-12-06"]),
        ("svar 3", "svar 4", ["3"]),
        ("Ja ☒ Nej", "Ja Nej", [TICKED]),
        ("Nej", "", ["Nej"]),
        (
            "Samma långa stycke två gånger i olika delområden är inget sidhuvud\n" * 2,
            "Samma långa stycke två",
            18,
        ),
    ],
)
def test_what_is_not_the_same_is_lost(old: str, new: str, lost: list[str] | int) -> None:
    """A number, date or mark that differs, and one of two words that are alike, is not taken for found."""
    comparison = searched(old, new)
    found = [comparison.words[index].text for index in comparison.lost]
    assert lost == (found if isinstance(lost, list) else len(found))


def test_raw_texts_are_counted_apart() -> None:
    """A word that is only kept as a raw text is neither found nor lost."""
    arende = Arende(kommun=Kommun(), ansokan=Ansokan(avser_ar=2022), otolkat=(Otolkat(text="ca 12"),))
    comparison = searched("ca 12 klienter", "klienter", arende)
    assert (["ca", "12"], [], 1) == (
        [word.text for word in comparison.unplaced],
        comparison.lost,
        comparison.found(),
    )


def test_words_of_a_word_file_are_those_a_person_sees(tmp_path: Path) -> None:
    """Tables, headers and ticks are read; hidden text is not, and signs alone are no words."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Provstads kommun"
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Ja ☒ ☐ – --"
    document.add_paragraph().add_run("dold").font.hidden = True
    document.save(str(tmp_path / "fil.docx"))
    words = words_of(lines_of_word_file((tmp_path / "fil.docx").read_bytes()))
    assert ["Ja", TICKED, "Provstads", "kommun"] == [word.text for word in words]


def test_the_status_tells_how_it_went(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 when nothing is lost, 1 when a word is, 2 when a file cannot be read; folders are walked through."""
    text = (DATA / "redovisning-2020-skane.txt").read_text(encoding="utf-8")
    whole, broken = tmp_path / "hela", tmp_path / "trasig.txt"
    whole.mkdir()
    (whole / "redovisning.txt").write_text(text, encoding="utf-8")
    broken.write_text("Hej! Här kommer inget formulär.", encoding="utf-8")
    empty, data = tmp_path / "tom", _provfiler.ROOT / "examples" / "kalmar-2021" / "arende.yaml"
    empty.mkdir()
    statuses = [_roundtrip.main([str(path)]) for path in (whole, broken, empty, data)]
    assert [0, 2, 2, 2] == statuses
    poorer = read(whole / "redovisning.txt")
    monkeypatch.setattr(_roundtrip, "read", lambda _: poorer)
    (whole / "redovisning.txt").write_text(f"{text}\nEtt ord om xylofoner", encoding="utf-8")
    assert 1 == _roundtrip.main([str(whole)])
    out, err = capsys.readouterr()
    assert "redovisning 2020 (blankett redovisning_2020_skane)" in out
    assert out.endswith("Ett ord om [xylofoner]\n")
    assert "ingen känd redovisning" in err
    assert f"{data}: Bara ett ifyllt dokument kan jämföras: Word, PDF eller text.\n" in err
