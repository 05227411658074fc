"""An ärende written to YAML or JSON is read back as the same ärende."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from poreport import svenska
from poreport.model import (
    Aldersband,
    Ansokan,
    Arende,
    Ekonomi,
    Falt,
    Klienter,
    KlienterPerKon,
    Kommun,
    Omrade,
    Pandemi,
    Pandemialternativ,
    Redovisning,
    Slag,
    Svar,
    Tjansteskrivelse,
    Underskrift,
    Undertecknare,
    Utbildning,
    Utforare,
    falt_i,
)
from poreport.model.paths import field_at
from poreport.read import read_text
from poreport.read.nodes import BAD_CHARACTER
from poreport.testing import arenden
from poreport.write import to_dict, to_json, to_yaml

# Signs that mean something to YAML, and signs that copying and Word leave behind, more often than by chance.
SIGNS = st.text(
    st.sampled_from(" \n\t:#-|>\"'\\{}[],&*!?%@`~=ja0129åÖé–…½😀\u2028") | st.characters(codec="utf-8"),
    max_size=12,
)
LONG = st.text(st.sampled_from("ab cåö.:\n  "), min_size=80, max_size=140)


def normalised(text: str) -> str:
    """Return a text as the reader leaves it."""
    return BAD_CHARACTER.sub("", svenska.normalise_text(BAD_CHARACTER.sub("", text)).varde)


TEXT = (SIGNS | LONG).map(normalised).map(str.strip).filter(bool)
LONG_TEXT = (SIGNS | LONG).map(normalised).map(lambda text: text.rstrip("\n")).filter(str.strip)
INTEGER = st.integers(-(10**14), 10**14)


def identifier(parse: Any, *written: str) -> st.SearchStrategy[str]:
    """Identifiers as a reader leaves them, and texts that it cannot read, which are kept."""

    def kept(text: str) -> bool:
        try:
            return bool(parse(text).varde == text)
        except svenska.TolkningsFel:
            return not svenska.is_blank(text)

    return st.sampled_from(written) | TEXT.filter(kept)


def flags(kind: Any) -> st.SearchStrategy[Any]:
    """One or several ticked boxes."""
    boxes = st.lists(st.sampled_from(list(kind)), min_size=1, max_size=3)
    return boxes.map(lambda ticked: kind(sum({box.value for box in ticked})))


VALUES: dict[Slag, st.SearchStrategy[Any]] = {
    Slag.TEXT: TEXT,
    Slag.LANGTEXT: LONG_TEXT,
    Slag.ANTAL: INTEGER,
    Slag.KRONOR: INTEGER,
    Slag.PROCENT: INTEGER,
    Slag.ARSANSTALLNINGAR: st.decimals(-1000, 1000, places=2) | st.sampled_from([Decimal("1.0"), Decimal(2)]),
    Slag.AR: st.integers(1990, 2100),
    Slag.DATUM: st.dates(min_value=date(1900, 1, 1)),
    Slag.SVAR: flags(Svar),
    Slag.ALTERNATIV: flags(Pandemialternativ),
    Slag.JA: st.booleans(),
    Slag.TELEFON: identifier(svenska.parse_telefon, "0480-45 00 00"),
    Slag.EPOST: identifier(svenska.parse_epost, "namn@example.se"),
    Slag.POSTNUMMER: identifier(svenska.parse_postnummer, "391 28"),
    Slag.ORGANISATIONSNUMMER: identifier(svenska.parse_organisationsnummer, "212000-0746"),
    Slag.PLUSGIRO: identifier(svenska.parse_plusgiro, "24400-4"),
    Slag.BANKGIRO: identifier(svenska.parse_bankgiro, "5050-1055"),
}


def value_of(falt: Falt) -> st.SearchStrategy[Any]:
    """Values that a field can have, None left out."""
    if falt.slag is Slag.VAL:
        return st.sampled_from(falt.val)
    if falt.slag is Slag.DEL:
        return objects(falt.klass)
    if falt.slag is Slag.LISTA:
        return st.lists(objects(falt.klass) if falt.klass else TEXT, max_size=2).map(tuple)
    return VALUES[falt.slag]


def objects(klass: Any) -> st.SearchStrategy[Any]:
    """Objects of a model class with some of its fields given."""

    @st.composite
    def build(draw: st.DrawFn) -> Any:
        fields = falt_i(klass)
        mandatory = [a.name for a in attrs.fields(klass) if a.default is attrs.NOTHING]
        optional = [name for name in fields if name not in mandatory]
        chosen = mandatory + draw(st.lists(st.sampled_from(optional), unique=True, max_size=6))
        return klass(**{name: draw(value_of(fields[name])) for name in chosen})

    return st.deferred(build)


ARENDEN = objects(Arende)


@given(ARENDEN)
def test_yaml_is_read_back(arende: Arende) -> None:
    """What `to_yaml` writes is read as the same ärende, whatever its texts hold."""
    assert arende == read_text(to_yaml(arende), "yaml")


@given(ARENDEN)
def test_json_is_read_back(arende: Arende) -> None:
    """What `to_json` writes is read as the same ärende."""
    assert arende == read_text(to_json(arende), "json")


@given(ARENDEN)
def test_only_decimals_need_interpretation(arende: Arende) -> None:
    """What is written is canonical: only årsanställningar, whose decimals are kept as given, get a remark."""
    remarks = (
        read_text(to_yaml(arende), "yaml").kalla.tolkningar
        + read_text(to_json(arende), "json").kalla.tolkningar
    )
    assert set() == {field_at(Arende, remark.path).slag for remark in remarks} - {Slag.ARSANSTALLNINGAR}


@given(arenden())
@settings(max_examples=30)
def test_reading_settles_at_once(arende: Arende) -> None:
    """What reading normalises in an ärende such as a kommun makes, it normalises the first time."""
    once = read_text(to_yaml(arende), "yaml")
    assert once == read_text(to_yaml(once), "yaml")
    assert once == read_text(to_json(arende), "json")


def test_yaml_looks_like_a_person_wrote_it() -> None:
    """Quotation marks stand only where needed, rows of figures on one line, long texts in blocks."""
    kommun = Kommun(
        namn="Kalmar: en kommun", utdelningsadress="Box 834", postnummer="391 28", postort="Kalmar"
    )
    klienter = Klienter(totalt=KlienterPerKon(kvinnor=Aldersband(totalt=3, b18_29=0)))
    redovisning = Redovisning(
        ar=2021,
        omfattar=("Nybro kommun", "- kommun"),
        utbildning=Utbildning(svar=Svar.JA | Svar.NEJ, vilka="Första raden\n\n- andra"),
        omraden=(Omrade(klienter=klienter),),
        utforare=Utforare(kommun=Svar.JA, forening=Svar.NEJ),
        atgarder="ett två tre " * 10 + "fyra",
        ekonomi=Ekonomi(beviljat=809060, beviljade_tjanster=Decimal("2.00")),
        underskrift=Underskrift(datum=date(2022, 1, 14), titel="#1", beslutad_digitalt=True),
    )
    expected = """\
# Överst
#
# och under

kommun:
  namn: "Kalmar: en kommun"
  utdelningsadress: Box 834
  postnummer: 391 28
  postort: Kalmar
redovisning:
  ar: 2021
  omfattar:
    - Nybro kommun
    - "- kommun"
  utbildning:
    svar:
      - ja
      - nej
    vilka: |
      Första raden

      - andra
  omraden:
    - klienter:
        totalt:
          kvinnor: {totalt: 3, b18_29: 0}
  utforare: {kommun: ja, forening: nej}
  atgarder: >-
    ett två tre ett två tre ett två tre ett två tre ett två tre ett två tre ett två tre ett två tre
    ett två tre ett två tre fyra
  ekonomi:
    beviljat: 809060
    beviljade_tjanster: 2,00
  underskrift:
    datum: 2022-01-14
    titel: "#1"
    beslutad_digitalt: ja
"""
    assert expected == to_yaml(Arende(kommun=kommun, redovisning=redovisning), header="Överst\n\noch under")


def test_wide_rows_are_broken() -> None:
    """A row of figures that would be wider than the page stands with one figure on each line."""
    band = Aldersband(totalt=10**14, b18_29=10**14, b30_49=10**14, b50_64=10**14)
    klienter = Klienter(totalt=KlienterPerKon(kvinnor=band))
    redovisning = Redovisning(ar=2021, omraden=(Omrade(klienter=klienter),))
    assert "            b50_64: 100000000000000\n" in to_yaml(Arende(redovisning=redovisning))


def test_empty_arende_is_read_back() -> None:
    """An ärende in which nothing is known is written as an empty mapping, not as an empty file."""
    assert Arende() == read_text(to_yaml(Arende()), "yaml")
    assert {} == to_dict(Arende())


def test_shared_values_are_left_out() -> None:
    """A document's kommun and postal address are left out when the ärende fills in the same."""
    kommun = Kommun(namn="Kalmar kommun", utdelningsadress="Box 834", postnummer="391 28", postort="Kalmar")
    arende = Arende(kommun=kommun, ansokan=Ansokan(avser_ar=2022))
    assert "Box 834, 391 28 Kalmar" == arende.ansokan.postadress  # type: ignore[union-attr]
    assert {"avser_ar": 2022} == to_dict(arende)["ansokan"]


def test_differing_values_are_kept() -> None:
    """A document's own kommun and address are written, also when the own kommun is empty."""
    kommun = Kommun(namn="Kalmar kommun", utdelningsadress="Box 834", postnummer="391 28", postort="Kalmar")
    arende = Arende(
        kommun=kommun,
        redovisning=Redovisning(ar=2021, kommun=Kommun()),
        ansokan=Ansokan(avser_ar=2022, postadress="Torget 1"),
    )
    written = to_dict(arende)
    assert {"ar": 2021, "kommun": {}} == written["redovisning"]
    assert {"avser_ar": 2022, "postadress": "Torget 1"} == written["ansokan"]
    assert arende == read_text(to_yaml(arende), "yaml")


def test_empty_items_are_kept() -> None:
    """An item of a list in which nothing is answered keeps its place."""
    skrivelse = Tjansteskrivelse(undertecknare=(Undertecknare(), Undertecknare(namn="A")))
    arende = Arende(
        redovisning=Redovisning(ar=2021, omraden=(Omrade(), Omrade())), tjansteskrivelse=skrivelse
    )
    assert arende == read_text(to_yaml(arende), "yaml")


def test_decimals_are_as_in_the_model() -> None:
    """Årsanställningar are written with the decimals they have, so that a rule can see what was stated."""
    written = [
        to_dict(Arende(ansokan=Ansokan(avser_ar=2022, arsanstallningar=Decimal(text))))["ansokan"][
            "arsanstallningar"
        ]
        for text in ("2.00", "1.0", "3", "1E+1", "-0.50")
    ]
    assert ["2,00", "1,0", "3", "10", "-0,50"] == written


def test_to_dict_holds_plain_values_only() -> None:
    """`to_dict` gives what JSON can hold; a single tick is a word and several are a list."""
    pandemi = Pandemi(svar=Svar.VET_INTE, alternativ=Pandemialternativ.OKAT_UTBUD | Pandemialternativ.ANNAN)
    written = to_dict(Arende(redovisning=Redovisning(ar=2021, pandemi=pandemi)))
    assert {"svar": "vet_inte", "alternativ": ["okat_utbud", "annan"]} == written["redovisning"]["pandemi"]
    assert written == json.loads(to_json(Arende(redovisning=Redovisning(ar=2021, pandemi=pandemi))))


def test_control_characters_are_escaped() -> None:
    """A sign that cannot be seen is written as an escape, so that the file is still a text file."""
    assert 'namn: "a\\u0000\\u2028\\u0085b"' in to_yaml(Arende(kommun=Kommun(namn="a\0\u2028\u0085b")))
