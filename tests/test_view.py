"""The model as templates see it, and the filters: Swedish in print, numbers in arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import svenska
from poreport.markdown import MarkdownText
from poreport.model import (
    Brist,
    Brister,
    Ekonomi,
    Kommun,
    Kontakt,
    Ombud,
    Omrade,
    Otolkat,
    Pandemi,
    Pandemialternativ,
    Redovisning,
    Svar,
    Utbildning,
)
from poreport.model.paths import get, walk
from poreport.render.filters import FILTERS
from poreport.render.view import Antal, Arsanstallningar, Vy, add_uninterpreted, view
from poreport.testing import redovisningar

NBSP = "\u00a0"
KOMMUN = Kommun(namn="Exempelby kommun", postnummer="12345", organisationsnummer="2120000746")


def vy(**om: Any) -> Any:
    """Return the view of a redovisning for 2021."""
    return view(Redovisning(ar=2021, kommun=KOMMUN, **om), "redovisning")


def test_figures_print_in_swedish() -> None:
    """Money and counts are grouped, årsanställningar have two decimals, and a year is never grouped."""
    v = vy(
        ombud=Ombud(tjanster=Decimal("1.5"), kvinnor=1234),
        ekonomi=Ekonomi(beviljat=809060, forbrukade_tjanster=Decimal("2.125")),
    )
    printed = (v.ar, v.ombud.tjanster, v.ombud.kvinnor, v.ekonomi.beviljat, v.ekonomi.forbrukade_tjanster)
    assert ["2021", "1,50", f"1{NBSP}234", f"809{NBSP}060", "2,125"] == [str(varde) for varde in printed]


@given(st.integers(-(10**15), 10**15), st.decimals(0, 1000, places=2))
def test_figures_still_count(tal: int, tjanster: Decimal) -> None:
    """A figure of the view equals, adds and compares as the plain number, and prints as svenska writes it."""
    antal, arsanstallningar = Antal(tal), Arsanstallningar(tjanster)
    assert (tal, tal + 1, tjanster, tjanster * 2) == (
        antal,
        antal + 1,
        arsanstallningar,
        arsanstallningar * 2,
    )
    assert svenska.format_antal(tal) == str(antal)
    assert svenska.format_arsanstallningar(tjanster) == str(arsanstallningar)


def test_identifiers_and_dates_print_as_kommuner_write_them() -> None:
    """Telephone, postnummer and organisationsnummer are formatted; an unanswered field is None."""
    v = vy(kontakt=Kontakt(telefon="0480450000"))
    assert f"0480-45{NBSP}00{NBSP}00" == v.kontakt.telefon
    assert f"123{NBSP}45" == v.kommun.postnummer
    assert "212000-0746" == v.kommun.organisationsnummer
    assert v.kontakt.epost is None


def test_answers_have_a_name_for_each_column() -> None:
    """An answer is true under its own name only, prints its word, and is false when nothing is ticked."""
    v = vy(utbildning=Utbildning(svar=Svar.JA | Svar.KAN_INTE_BEDOMA), pandemi=Pandemi())
    assert (True, False, True) == (
        v.utbildning.svar.ja,
        v.utbildning.svar.nej,
        v.utbildning.svar.kan_inte_bedoma,
    )
    assert "Ja och Kan inte bedöma" == str(v.utbildning.svar)
    assert (False, "") == (bool(v.pandemi.svar), str(v.pandemi.svar))


def test_every_alternative_has_a_swedish_word() -> None:
    """No alternative of an answer prints with letters that lack their rings and dots."""
    v = vy(pandemi=Pandemi(alternativ=Pandemialternativ(2 ** len(Pandemialternativ) - 1)))
    assert (
        "Ökad efterfrågan, Minskad efterfrågan, Fler klienter, Ökat utbud, Minskat utbud, "
        "Ändrade arbetssätt, Utbildning inställd, Handledning inställd och Annan förändring"
    ) == str(v.pandemi.alternativ)


def test_long_texts_are_markdown_and_lists_print_by_line() -> None:
    """A long text is the engine's Markdown; a list of texts prints one to a line and can be looped over."""
    v = vy(atgarder="**Ja**", omfattar=("Ena kommun", "Andra kommun"))
    assert isinstance(v.atgarder, MarkdownText)
    assert ("Ena kommun\nAndra kommun", ["Ena kommun", "Andra kommun"]) == (str(v.omfattar), list(v.omfattar))


def test_parts_know_their_path() -> None:
    """Each part of a list has the path that its controls are tagged with."""
    v = vy(omraden=(Omrade(), Omrade()), brister=Brister(poster=(Brist(), Brist())))
    assert "redovisning.omraden[1]" == v.omraden[1].sokvag
    assert "redovisning.omraden[1].klienter.nya.man" == v.omraden[1].klienter.nya.man.sokvag
    assert "redovisning.brister.poster[0]" == v.brister.poster[0].sokvag


def test_letters_only_when_divided() -> None:
    """Delområden have letters when any of them has a name; one nameless område has none."""
    assert ["a", "b"] == [o.bokstav for o in vy(omraden=(Omrade(namn="Norr"), Omrade())).omraden]
    assert [None] == [o.bokstav for o in vy().omraden]


@given(redovisningar())
def test_every_field_is_there(redovisning: Redovisning) -> None:
    """Each field stands in the view under its own path, answered exactly when the model says so."""
    v = view(redovisning, "redovisning")
    for path, _falt, varde in walk(redovisning):
        shown = get(v, path)
        assert (varde is None) == (shown is None or str(shown) == ""), path


OTOLKAT: list[tuple[Otolkat, str, str]] = [
    (
        Otolkat(falt="redovisning.ekonomi.beviljat", text="cirka en miljon"),
        "ekonomi.beviljat",
        "cirka en miljon",
    ),
    (
        Otolkat(falt="redovisning.omraden[0].klienter.nya.man.b65", text="?"),
        "omraden[0].klienter.nya.man.b65",
        "?",
    ),
    (Otolkat(falt="redovisning.ko.svar", text="ibland"), "ko.svar", "ibland"),
    (Otolkat(falt="redovisning.omfattar", text="flera"), "omfattar", "flera"),
]


@pytest.mark.parametrize(("otolkat", "path", "text"), OTOLKAT)
def test_uninterpreted_text_is_shown_in_its_place(otolkat: Otolkat, path: str, text: str) -> None:
    """The raw text that no reader understood is printed where the field is empty."""
    v = vy()
    add_uninterpreted({"redovisning": v}, (otolkat,))
    assert text == str(get(v, path))


def test_uninterpreted_text_never_hides_a_value() -> None:
    """A raw text for a field with a value, for no field or for one that does not exist changes nothing."""
    v = vy(ekonomi=Ekonomi(beviljat=1), ombud=Ombud(kvinnor=0), omfattar=("Ena kommun",))
    vyer: Mapping[str, Vy | None] = {"redovisning": v, "ansokan": None}
    falt = (
        "redovisning.ekonomi.beviljat",
        "redovisning.ombud.kvinnor",
        "redovisning.omfattar",
        "redovisning.omraden[7].namn",
        "redovisning.finns.inte",
        "redovisning",
        "ansokan.telefon",
        "ingen sökväg!",
        None,
    )
    add_uninterpreted(vyer, [Otolkat(falt=path, text="fel") for path in falt])
    assert (1, 0, ("Ena kommun",)) == (v.ekonomi.beviljat, v.ombud.kvinnor, v.omfattar)
    assert [] == [
        path for path, *_ in walk(Redovisning(ar=2021, kommun=KOMMUN)) if str(get(v, path)) == "fel"
    ]


FILTER: list[tuple[str, Any, tuple[Any, ...], str]] = [
    ("antal", 1234567, (), f"1{NBSP}234{NBSP}567"),
    ("antal", 2.5, (), "2,5"),
    ("antal_med_ord", Arsanstallningar("2.00"), ("heltidsanställning",), "två heltidsanställningar"),
    ("arsanstallningar", Decimal("1.5"), (), "1,50"),
    ("belopp", Antal(809060), (), f"809{NBSP}060"),
    ("bankgiro", "50501055", (), "5050-1055"),
    ("datum", date(2021, 12, 6), (), "2021-12-06"),
    ("datum_ord", date(2021, 12, 6), (), "6 december 2021"),
    ("genitiv", "Kalmar kommun", (), "Kalmar kommuns"),
    ("kronor", Antal(809060), (), f"809{NBSP}060{NBSP}kr"),
    ("lista", ("A", "B", "C"), (), "A, B och C"),
    ("ordning", 3, (), "3:e"),
    ("organisationsnummer", "2120000746", (), "212000-0746"),
    ("plusgiro", "244004", (), "24400-4"),
    ("postnummer", "39128", (), f"391{NBSP}28"),
    ("procent", 52, (), f"52{NBSP}%"),
    ("procent", Decimal("52.14"), (1,), f"52,1{NBSP}%"),
    ("stor_bokstav", "socialnämnden", (), "Socialnämnden"),
    ("tal_i_ord", 2, (), "två"),
    ("telefon", "0480450000", (), f"0480-45{NBSP}00{NBSP}00"),
    ("versaler", "tjänsteskrivelse", (), "TJÄNSTESKRIVELSE"),
]


@pytest.mark.parametrize(("namn", "varde", "args", "text"), FILTER)
def test_filters(namn: str, varde: Any, args: tuple[Any, ...], text: str) -> None:
    """Each filter writes what its name says, also of the view's own numbers."""
    assert text == FILTERS[namn](varde, *args)


def test_every_filter_is_tested() -> None:
    """The table above has all filters."""
    assert set(FILTERS) == {namn for namn, *_ in FILTER}


@pytest.mark.parametrize("namn", sorted(FILTERS))
def test_filters_forgive_what_is_empty(namn: str) -> None:
    """A filter prints nothing for what is unanswered."""
    args = ("klient",) if namn == "antal_med_ord" else ()
    assert "" == FILTERS[namn](None, *args)


@pytest.mark.parametrize(
    "namn", ["antal", "kronor", "arsanstallningar", "datum", "datum_ord", "procent", "lista"]
)
def test_filters_pass_a_raw_text(namn: str) -> None:
    """A raw text in place of a number or date is printed as it stands."""
    assert "cirka två" == FILTERS[namn]("cirka två")
