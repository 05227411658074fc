"""A data file to fill in holds the questions of the form, and next year's what usually stays the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poreport.forms import Heading, counties, form_for
from poreport.model import (
    Ansokan,
    Arende,
    Kalla,
    Kommun,
    Redovisning,
    Slag,
    Tjansteskrivelse,
    Undantag,
    falt_i,
)
from poreport.model.paths import field_at, get, walk
from poreport.new import carry_over, skeleton, skeleton_from
from poreport.new.carry import _KEPT
from poreport.read import read, read_text
from poreport.testing import arenden
from poreport.write import to_yaml

EDITIONS = [
    (2020, "Skåne län"),
    (2020, "Stockholms län"),
    (2021, "Kalmar län"),
    (2022, "Stockholms län"),
    (2031, None),
]
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/arende.yaml"))


def empty(ar: int, lan: str | None) -> Arende:
    """Return an ärende of which only the years and the county are known."""
    return Arende(
        kommun=Kommun(lan=lan),
        redovisning=Redovisning(ar=ar),
        ansokan=Ansokan(avser_ar=ar + 1),
        tjansteskrivelse=Tjansteskrivelse(),
    )


def documents(arende: Arende) -> list[Any]:
    """Return the documents that have a form."""
    return [arende.redovisning, arende.ansokan]


# --- an empty file -------------------------------------------------------------------------------------


@given(st.integers(1990, 2099), st.sampled_from([None, *(county["lan"] for county in counties().values())]))
@settings(max_examples=25)
def test_skeleton_is_read(ar: int, lan: str | None) -> None:
    """The empty file of any year and county is read without a mistake and without any answer."""
    assert empty(ar, lan) == read_text(skeleton(ar, lan), "yaml")


@pytest.mark.parametrize(("ar", "lan"), EDITIONS)
def test_skeleton_asks_what_the_form_asks(ar: int, lan: str | None) -> None:
    """Every field and box of the forms has its key, and what the forms do not ask has none."""
    given_paths = set(read_text(skeleton(ar, lan), "yaml").kalla.positioner)
    for namn, dokument in zip(("redovisning", "ansokan"), documents(empty(ar, lan)), strict=True):
        asked = {path.partition("=")[0].replace("[]", "[0]") for path in form_for(dokument).places()}
        asked = {f"{namn}.{path}" for path in asked if not path.startswith(("kommun.", "brister.poster["))}
        leaves = {path for path in given_paths if path.startswith(f"{namn}.")}
        leaves = {
            path for path in leaves if not any(other.startswith((f"{path}.", f"{path}[")) for other in leaves)
        }
        assert asked == leaves - {"redovisning.ar"}


@pytest.mark.parametrize(("ar", "lan"), EDITIONS)
def test_skeleton_has_the_sections_in_order(ar: int, lan: str | None) -> None:
    """The form's section headings stand as comments in their printed order."""
    lines = [line.strip() for line in skeleton(ar, lan).splitlines()]
    for dokument in documents(empty(ar, lan)):
        form = form_for(dokument)
        asking = {place.section for path, place in form.places().items() if not path.startswith("kommun.")}
        headings = [
            block.text for block in form.flat() if isinstance(block, Heading) and block.text in asking
        ]
        found = [lines.index(f"# {heading.replace('{ar}', str(ar))}") for heading in headings]
        assert sorted(found) == found
        assert found


def test_skeleton_has_the_printed_labels() -> None:
    """The printed question stands beside its key, or above it when it is long, with the answers."""
    text = skeleton(2021, "Kalmar län")
    assert "      svar:  # Brukarorganisationer (ja eller nej)\n" in text
    assert "            b18_29:  # Antal nya klienter, därav mellan 18 och 29 år, Män\n" in text
    assert "    # personliga ombud? (ja, delvis eller nej)\n    svar:\n" in text
    assert "    #   niva:  # handlaggare, lokal eller central\n" in text
    assert "  plusgiro:  # Plus-eller bankgiro, Plusgiro. Till exempel 24400-4.\n" in text


def test_skeleton_of_the_common_form() -> None:
    """Where no form is known the file says so, and the year is filled in the questions."""
    text = skeleton(2031, "Kalmar län")
    assert 2 == text.count("  # Länets blankett för året är inte känd.")
    assert "{" not in text
    assert "under 2031?" in " ".join(text.split())
    assert "inte känd" not in skeleton(2021, "Kalmar län")


def test_skeleton_lines_are_short() -> None:
    """No line is wider than a window."""
    assert 105 >= max(map(len, skeleton(2022, "Stockholms län").splitlines()))


@pytest.mark.parametrize("ar", [1989, 2100])
def test_skeleton_refuses_odd_years(ar: int) -> None:
    """A year for which no file could be read is refused."""
    with pytest.raises(ValueError, match=f"Året ska ligga mellan 1990 och 2099, inte vara {ar}"):
        skeleton(ar, None)


def test_skeleton_refuses_unknown_counties() -> None:
    """A county that does not exist is refused with those that do, since it decides the form."""
    with pytest.raises(
        ValueError, match=r"Länet ”Kalmar” finns inte\. Välj Stockholms län, .* eller Norrbottens län"
    ):
        skeleton(2021, "Kalmar")


# --- next year's file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("namn", _KEPT)
def test_what_is_kept_exists(namn: str) -> None:
    """Every field that is said to stay is a field of its document."""
    klass = falt_i(Arende)[namn].klass
    assert klass is not None
    assert _KEPT[namn] == {path for path in _KEPT[namn] if field_at(klass, path).titel}


@given(arenden())
@settings(max_examples=40)
def test_carry_over_adds_nothing(arende: Arende) -> None:
    """What next year's ärende holds is as it was, but for the years, which are one more."""
    for path, falt, value in walk(carry_over(arende)):
        expected = get(arende, path) + 1 if falt.slag is Slag.AR else get(arende, path)
        assert value is None or expected == value


@given(arenden())
@settings(max_examples=40)
def test_carry_over_keeps_no_figures(arende: Arende) -> None:
    """No count, amount, date, decision or waiver of this year remains."""
    kinds = {
        Slag.ANTAL,
        Slag.KRONOR,
        Slag.ARSANSTALLNINGAR,
        Slag.PROCENT,
        Slag.DATUM,
        Slag.ALTERNATIV,
        Slag.JA,
    }
    following = carry_over(attrs.evolve(arende, undantag=(Undantag(kod="RED-102"),)))
    assert [] == [path for path, falt, value in walk(following) if falt.slag in kinds and value is not None]
    assert () == following.undantag


def test_carry_over_of_an_example() -> None:
    """The kommun, contacts, steering group, plans and signatories stay; the accounts of the year do not."""
    arende = read_text(
        """\
kommun: {namn: A}
redovisning:
  ar: 2021
  blankett: redovisning_2020_skane
  kontakt: {telefon: 0480-45 00 00}
  utbildning: {svar: ja, vilka: Två}
  omraden: [{namn: Norr, annan_orsak: B}, {namn: Söder}]
  ko: {svar: ja}
  prioritering: {svar: ja, ordning: C}
  utforare: {kommun: ja}
  ledningsgrupp: {kommun: ja, brukar: {svar: ja, vilka: D}, saknas_orsak: E, arbete: F}
  brister: {poster: [{rubrik: G}], text: H}
  atgarder: I
  pandemi: {svar: ja}
  ovrigt: J
  underskrift: {datum: 2022-01-14, namn: K, namnteckning: K}
ansokan: {avser_ar: 2022, plusgiro: 24400-4, referens: L, plan: M, start: N, datum: 2021-12-06}
tjansteskrivelse:
  arendebeteckning: O
  handlaggare: {namn: P}
  mottagare: Q
  bakgrund: R
  beslut: [S]
  undertecknare: [{namn: T}]
  ordning: [bakgrund, beslut]
undantag: [{kod: RED-102}]
""",
        "yaml",
    )
    expected = """\
kommun:
  namn: A
redovisning:
  ar: 2022
  kontakt:
    telefon: 0480-45 00 00
  omraden:
    - namn: Norr
    - namn: Söder
  prioritering:
    svar: ja
    ordning: C
  utforare: {kommun: ja}
  ledningsgrupp:
    kommun: ja
    brukar:
      svar: ja
      vilka: D
  underskrift:
    namn: K
ansokan:
  avser_ar: 2023
  plusgiro: 24400-4
  referens: L
  plan: M
tjansteskrivelse:
  handlaggare:
    namn: P
  mottagare: Q
  undertecknare:
    - namn: T
  ordning:
    - bakgrund
    - beslut
"""
    assert expected == to_yaml(carry_over(arende))


@given(arenden())
@settings(max_examples=40)
def test_next_years_file_is_read(arende: Arende) -> None:
    """Next year's file is read as what is carried over, without a mistake."""
    settled = read_text(to_yaml(arende), "yaml")
    assert carry_over(settled) == read_text(skeleton_from(settled), "yaml")


def test_own_kommun_is_carried_over() -> None:
    """A document's own kommun stays its own, also when nothing is known of it."""
    arende = Arende(kommun=Kommun(namn="A"), redovisning=Redovisning(ar=2021, kommun=Kommun()))
    assert carry_over(arende) == read_text(skeleton_from(arende), "yaml")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_next_years_file_of_the_examples(path: Path) -> None:
    """The next year of every example names its source on top and asks what the next form asks."""
    text = skeleton_from(read(path))
    following = read_text(text, "yaml")
    assert text.startswith("# Förd vidare från ")
    assert str(path) in " ".join(text.replace("#", "").split("\n\n")[0].split())
    for namn, dokument in following.dokument.items():
        if isinstance(dokument, Redovisning | Ansokan):
            places = form_for(dokument).places()
            asked = {path.partition("=")[0].replace("[]", "[0]") for path in places}
            asked -= {path for path in asked if path.startswith(("kommun.", "brister.poster["))}
            assert set() == {path for path in asked if f"{namn}.{path}" not in following.kalla.positioner}


def test_source_is_one_line() -> None:
    """A file name with a line break cannot break out of the comment."""
    arende = attrs.evolve(Arende(kommun=Kommun(namn="A")), kalla=Kalla(filer=("a\nkommun: 1",)))
    assert Arende(kommun=Kommun(namn="A")) == read_text(skeleton_from(arende), "yaml")
