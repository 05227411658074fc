"""Laying a form over a document: labels are found in order, whatever has happened to them on the way."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import forms
from poreport.model import Position
from poreport.read.extract.text import flow_of_text
from poreport.read.flow import Cell, Row, is_rule, ticks_to_tokens
from poreport.read.form.align import Alignment, align
from poreport.read.form.anchors import anchors, layout
from poreport.read.form.dates import place_and_date
from poreport.read.form.editions import best_alignment, county_of
from poreport.read.form.marks import read_mark, read_options
from poreport.read.form.recognise import find_parts
from poreport.read.form.stream import YEAR, Stream, find_nearly, squeeze
from poreport.read.prose import Piece, Prose, join_hyphen

EDITIONS = [form_id for form_id in forms.editions() if not form_id.endswith("_reserv")]
LETTERS = st.text("abcdeåäö", max_size=30)


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a text."""
    return flow_of_text(text, "prov.txt").rows


def blank(form_id: str) -> str:
    """A blank form as text."""
    return "\n".join(forms.blank_text(forms.get(form_id)))


def laid(form_id: str, text: str) -> Alignment:
    """A form laid over a text."""
    form = forms.get(form_id)
    return align(layout(form), form.dokument, Stream(rows_of(text)))


def missing(alignment: Alignment) -> list[str]:
    """The labels that were not found."""
    return [
        slot.label
        for line in alignment.lines
        for number, slot in enumerate(line.slots)
        if slot.keys and alignment.place_of(line.number, number) is None
    ]


@pytest.mark.parametrize("form_id", EDITIONS)
def test_every_label_of_a_blank_form_is_found(form_id: str) -> None:
    """All labels of a blank form are found in it."""
    alignment = laid(form_id, blank(form_id))
    assert ([], 1.0) == (missing(alignment), alignment.share)


@pytest.mark.parametrize("form_id", EDITIONS)
def test_each_edition_fits_itself_best(form_id: str) -> None:
    """Of all editions the right one is chosen for each blank form."""
    form = forms.get(form_id)
    assert form_id == best_alignment(rows_of(blank(form_id)), form.dokument)[0].id


@pytest.mark.parametrize("form_id", EDITIONS)
def test_spelling_spacing_and_case_do_not_matter(form_id: str) -> None:
    """Labels in capitals, with other spaces, punctuation and a wrong letter here and there are found."""
    dice = random.Random(form_id)  # noqa: S311  a test is no secret
    lines = []
    for line in blank(form_id).split("\n"):
        changed = line.replace(":", " :").replace(",", " , ").upper()
        if len(line) > 40 and "\t" not in line:
            at = dice.randrange(5, 35)
            changed = f"{changed[:at]}Q{changed[at + 1 :]}"
        lines.append(changed)
    assert [] == missing(laid(form_id, "\n".join(lines)))


@pytest.mark.parametrize("form_id", EDITIONS)
def test_other_years_are_the_same_labels(form_id: str) -> None:
    """A label with another year is the same label."""
    text = blank(form_id)
    for year in ("2020", "2021", "2022", "2023"):
        text = text.replace(year, "2031")
    assert [] == [label for label in missing(laid(form_id, text)) if "@" not in label]


def test_missing_lines_do_not_move_the_others() -> None:
    """Without a third of its lines, the labels left of a form stand where they did."""
    form_id = "redovisning_2021_kalmar"
    kept = [line for number, line in enumerate(blank(form_id).split("\n")) if number % 3]
    alignment = laid(form_id, "\n".join(kept))
    places = [placed.start for placed in alignment.placed]
    wrong = [
        (alignment.lines[p.anchor.line].slots[p.anchor.slot].label, alignment.stream.text[p.start : p.end])
        for p in alignment.placed
        if p.exact
        and alignment.stream.text[p.start : p.end] not in p.anchor.keys
        and alignment.lines[p.anchor.line].kind != "heading"
    ]
    assert ([], places) == (wrong, sorted(places))


def test_labels_are_never_placed_over_each_other() -> None:
    """No sign of a document belongs to two labels."""
    alignment = laid(
        "redovisning_2020_skane", blank("redovisning_2021_kalmar") + blank("redovisning_2020_skane")
    )
    ends = [0, *(placed.end for placed in alignment.placed)]
    assert all(placed.start >= end for placed, end in zip(alignment.placed, ends, strict=False))


def test_layout_repeats_the_delomraden() -> None:
    """The lines of sections 2 and 3 stand once for each delområde, with letter and index."""
    form = forms.get("redovisning_2022_stockholm")
    lines = layout(form, 2, split=True)
    headings = [
        (line.area, line.label)
        for line in lines
        if line.kind == "heading" and line.area is not None and line.level == 1
    ]
    assert [
        (0, "2a Klienter"),
        (0, "3a Kontakt med verksamheten"),
        (1, "2b Klienter"),
        (1, "3b Kontakt med verksamheten"),
    ] == headings
    fields = {path for line in lines for slot in line.slots for path in slot.fields}
    assert {"omraden[0].orsaker.bostad.man", "omraden[1].orsaker.bostad.man"} <= fields


def test_delomraden_need_not_be_interleaved() -> None:
    """2a, 2b, 3a, 3b are found as well as 2a, 3a, 2b, 3b."""
    form = forms.get("redovisning_2022_stockholm")
    lines = []
    for line in layout(form, 2, split=True, interleaved=False):
        name = (
            f" {'AB'[line.area]}-staden"
            if line.kind == "heading" and line.area is not None and line.level == 1
            else ""
        )
        lines.append("\t".join(slot.label for slot in line.slots) + name)
    _, alignment, _ = best_alignment(rows_of("\n".join(lines)), "redovisning")
    assert [] == missing(alignment)


def test_documents_in_a_file_are_told_apart() -> None:
    """A memo, a redovisning and an ansökan after each other are three parts of a file."""
    memo = "TJÄNSTESKRIVELSE\n\nFörslag till beslut\n\nNämnden godkänner redovisningen."
    text = "\n\n\n\n".join((memo, blank("redovisning_2021_kalmar"), blank("ansokan_2022_kalmar")))
    rows = rows_of(text)
    parts = find_parts(rows)
    assert ["tjansteskrivelse", "redovisning", "ansokan"] == [part.kind for part in parts]
    assert [0, *(part.end for part in parts[:-1])] == [part.start for part in parts]
    assert "Länsstyrelsen" == rows[parts[1].start].text


def test_a_form_without_its_title_is_recognised() -> None:
    """A form whose first page is missing is recognised by its labels."""
    text = blank("redovisning_2020_skane").split("\n")
    assert ["redovisning"] == [part.kind for part in find_parts(rows_of("\n".join(text[20:])))]


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("Länsstyrelsen\nKalmar län", "Kalmar län"),
        ("Sänds till stockholm@lansstyrelsen.se", "Stockholms län"),
        ("Länsstyrelsen Östergötland", "Östergötlands län"),
        ("Länsstyrelsen i Västra Götalands län", "Västra Götalands län"),
        ("Socialnämnden i Kalmar", None),
    ],
)
def test_county_by_its_authority(text: str, county: str | None) -> None:
    """The county is known by its länsstyrelse or its address, and not by the name of a town."""
    assert county == county_of(text)


@given(LETTERS, LETTERS, st.text("abcdeåäö", min_size=3, max_size=12))
def test_a_pattern_is_found_where_it_stands(before: str, after: str, pattern: str) -> None:
    """A pattern that stands in a text is found there without a wrong sign."""
    text = before + pattern + after
    found = find_nearly(pattern, text, 0, len(text))
    assert found is not None
    first, end, wrong = found
    assert (pattern, 0) == (text[first:end], wrong)


@given(st.text("abcd", min_size=1, max_size=10), st.text("abcd", min_size=1, max_size=14))
def test_nearly_is_the_edit_distance(pattern: str, text: str) -> None:
    """The number of wrong signs is that of the part of the text that is most like the pattern."""
    row = [0] * (len(text) + 1)
    for number, sign in enumerate(pattern, 1):
        above, row = row, [number]
        for at, other in enumerate(text, 1):
            row.append(min(above[at - 1] + (sign != other), above[at] + 1, row[at - 1] + 1))
    found = find_nearly(pattern, text, 0, len(text))
    assert found is not None
    assert min(row) == found[2]


@given(st.lists(st.text(max_size=12), max_size=6))
def test_signs_of_a_stream_know_where_they_stand(texts: list[str]) -> None:
    """Each sign of a stream is the sign of the cell at its place; the stream is what `squeeze` gives."""
    rows = [Row((Cell(text),), Position("f", rad=n)) for n, text in enumerate(texts)]
    stream = Stream(rows)
    assert "".join(squeeze(text) for text in texts) == stream.text
    for index, sign in enumerate(stream.text):
        spot = stream.spot_at(index)
        there = spot.cell.text[stream.offset(index)]
        assert sign == YEAR or squeeze(there) == sign or there.lower()[:1] == sign or not there.isascii()


def test_squeeze_knows_years_and_look_alikes() -> None:
    """A year is one sign, footnote marks and punctuation are none, look-alike letters are Latin."""
    assert f"under{YEAR}självskadebeteende12" == squeeze("Under 2021¹: Självskaдебeteende, 12!")


def test_anchors_know_the_wording_of_other_editions() -> None:
    """A label is also looked for in the words of the other editions."""
    form = forms.get("redovisning_2021_kalmar")
    keys = {key for anchor in anchors(layout(form), "redovisning") for key in anchor.keys}
    assert {"namnsteckning", "namnteckning", "regionenspsykiatri"} <= keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-12-21", ("2021-12-21", None, None)),
        ("Stockholm 2023-01-11", ("2023-01-11", "Stockholm", None)),
        ("2021-09-13 Malmö", ("2021-09-13", "Malmö", None)),
        ("Kalmar den 6 december 2021", ("den 6 december 2021", "Kalmar", None)),
        ("Ort: Kalmar Datum: 2021 - 12 - 21", ("2021-12-21", "Kalmar", None)),
        ("20/209", (None, None, "20/209")),
        ("Malmö", (None, "Malmö", None)),
        ("2021-12-21 dnr 17", ("2021-12-21", None, "dnr 17")),
    ],
)
def test_place_and_date_in_one_line(text: str, expected: tuple[str | None, ...]) -> None:
    """Place and date are told apart in any order; what is neither is given back."""
    assert expected == place_and_date(text)


@pytest.mark.parametrize(
    ("text", "ticked", "option", "rest"),
    [
        ("X", True, None, ""),
        ("x.", True, None, ""),
        ("☒", True, None, ""),
        ("☐", False, None, ""),
        ("", False, None, ""),
        ("–", False, None, ""),
        ("Ja", True, None, ""),
        ("Nej", True, "nej", ""),
        ("x (från mars)", True, None, "(från mars)"),
        ("kanske", False, None, "kanske"),
    ],
)
def test_what_stands_in_a_box(text: str, ticked: bool, option: str | None, rest: str) -> None:  # noqa: FBT001
    """A cross, a tick or the box's word ticks it; another answer's word is that answer; the rest stays."""
    mark = read_mark(text, "ja")
    assert (ticked, option, rest) == (mark.ticked, mark.option, mark.rest)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("☒ Ja ☐ Nej", ["ja"]),
        ("Ja ☐ Nej ☒", ["nej"]),
        ("[x] Kan inte bedöma", ["kan_inte_bedoma"]),
        ("☒ Kan inte bedöma", ["kan_inte_bedoma"]),
        ("Nej.", ["nej"]),
        ("☐ Ja ☐ Nej", []),
        ("Ja, i tre kommuner", None),
    ],
)
def test_boxes_with_their_words(text: str, options: list[str] | None) -> None:
    """A box belongs to the word after it, or before it when the words come first."""
    assert options == read_options(text)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("socialförvalt-", "ningen", "socialförvaltningen"),
        ("Arbetsmarknads-", "och socialnämnden", "Arbetsmarknads- och socialnämnden"),
        ("SIP-", "möten", "SIP-möten"),
        ("Hässelby-", "Vällingby", "Hässelby-Vällingby"),
        ("patient-", "brukar- och anhörigorganisationer", "patient- brukar- och anhörigorganisationer"),
        ("2019-", "2020", "2019-2020"),
        ("själva -", "eller", "själva - eller"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, joined: str) -> None:
    """A hyphen from wrapping goes, a hyphen of the words stays."""
    assert joined == join_hyphen(before, after)


@pytest.mark.parametrize(
    ("pieces", "markdown"),
    [
        ([Piece("Ett.", gap=1), Piece("Två.", gap=1)], "Ett.\n\nTvå."),
        ([Piece("Ett"), Piece("Två")], "Ett\nTvå"),
        (
            [Piece("avslag på ersättning och"), Piece("ersättning igen.", gap=1, interrupted=True)],
            "avslag på ersättning och ersättning igen.",
        ),
        ([Piece("arbets-"), Piece("träning")], "arbetsträning"),
        (
            [Piece("Så här:"), Piece("• ett"), Piece("• två"), Piece("Slut.")],
            "Så här:\n- ett\n- två\n\nSlut.",
        ),
        ([Piece("• ett • två • tre")], "- ett\n- två\n- tre"),
        ([Piece("– att leva med"), Piece("– och komma ur")], "- att leva med\n- och komma ur"),
        ([Piece("1. ett", gap=1), Piece("2. två", gap=1)], "1. ett\n2. två"),
        ([Piece("Ett svar."), Piece("--", gap=1), Piece("Ett till.", gap=1)], "Ett svar.\n\nEtt till."),
        ([Piece("--")], "--"),
    ],
)
def test_long_answers_become_markdown(pieces: list[Piece], markdown: str) -> None:
    """Lists, paragraphs and line breaks stay; wraps, page breaks and drawn lines go."""
    assert markdown == Prose(marked_up=True).markdown(pieces)[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Grannby kommun", ["Grannby kommun"]),
        ("Norra staden, Södra staden och Hamnen", ["Norra staden", "Södra staden", "Hamnen"]),
        ("- Grannby\n- Sjöhult", ["Grannby", "Sjöhult"]),
        (
            "Kommunen samverkar med Grannby om ett ombud, på halvtid.",
            ["Kommunen samverkar med Grannby om ett ombud, på halvtid."],
        ),
    ],
)
def test_lists_of_names(text: str, names: list[str]) -> None:
    """Names stand one a line or between commas; a sentence is one item."""
    assert names == Prose().names([Piece(text)])


@pytest.mark.parametrize(
    ("text", "rule"), [("--", True), ("--  ----  ---", True), ("____", True), ("-", False), ("a --", False)]
)
def test_drawn_lines(text: str, rule: bool) -> None:  # noqa: FBT001
    """Only a row of dashes or underscores is a drawn line."""
    assert rule == is_rule(text)


def test_boxes_of_every_sort_become_two_signs() -> None:
    """Ticked and empty boxes of all fonts become one sign each; a link's brackets are no box."""
    assert "☒ ☒ ☐ ☐ ☒ [x](y)" == ticks_to_tokens("☑ \uf0fe □ [ ] [X] [x](y)")
