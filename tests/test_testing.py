"""The Hypothesis strategies that poreport ships: what they make, and that they reach every edition."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poreport import forms
from poreport.model import (
    BAND,
    DOKUMENT,
    KON,
    Ansokan,
    Arende,
    Arsrapport,
    Redovisning,
    Tjansteskrivelse,
)
from poreport.model.paths import known_paths, walk
from poreport.testing import (
    alone,
    ansokningar,
    any_arende,
    ar_efter_ar,
    arenden,
    arsrapporter,
    make_arenden,
    redovisningar,
    tjansteskrivelser,
)
from poreport.testing.dice import Dice

REDOVISNINGAR = [form_id for form_id in forms.editions() if form_id.startswith("redovisning")]
ANSOKNINGAR = [form_id for form_id in forms.editions() if form_id.startswith("ansokan")]


def test_dice_ends_in_the_simplest() -> None:
    """When the bytes are used up, every choice is the first or zero."""
    t = Dice(b"")
    assert (0, 0, 0, "a", False) == (t.number(9), t.number(9999), t.count(40), t.pick("abc"), t.chance())


@given(st.binary(min_size=2, max_size=2), st.integers(0, 70_000))
def test_dice_stays_within(data: bytes, most: int) -> None:
    """A figure is from 0 to the most that was asked for, up to what two bytes can tell apart."""
    assert 0 <= Dice(data).number(most) <= most
    assert 0 <= Dice(data).count(most) <= most


def test_dice_reaches_the_ends() -> None:
    """The smallest byte gives zero and the largest the most."""
    assert [(0, 40), (0, 300)] == [
        (Dice(b"\0\0").number(most), Dice(b"\xff\xff").number(most)) for most in (40, 300)
    ]


@pytest.mark.parametrize("form_id", REDOVISNINGAR)
def test_redovisningar_use_the_form(form_id: str) -> None:
    """A redovisning that is asked for an edition is printed on it, or on one that stands in for it."""

    @settings(max_examples=30)
    @given(redovisningar(form_id))
    def check(redovisning: Redovisning) -> None:
        form = forms.form_for(redovisning)
        wanted = forms.get(form_id)
        assert form_id == form.id or (form.is_fallback and wanted.ar == form.ar)

    check()


@pytest.mark.parametrize("form_id", ANSOKNINGAR)
def test_ansokningar_use_the_form(form_id: str) -> None:
    """An ansökan that is asked for an edition is printed on it."""

    @settings(max_examples=30)
    @given(ansokningar(form_id))
    def check(ansokan: Ansokan) -> None:
        assert form_id == forms.form_for(ansokan).id

    check()


def test_every_kind_of_form_is_drawn() -> None:
    """Without an edition given, every edition is drawn, as a county's own and in place of an unknown."""
    used = [
        forms.form_for(dokument)
        for arende in make_arenden(600)
        for dokument in (arende.redovisning, arende.ansokan)
        if dokument
    ]
    drawn = {(form.id, form.is_fallback) for form in used}
    own = {(form_id, form_id.endswith("_reserv")) for form_id in forms.editions()}
    # For 2020 the edition of Stockholm stands in for those of all other counties but Skåne.
    standing_in = {(form_id, True) for form_id, _ in own if form_id != "redovisning_2020_skane"}
    assert own | standing_in == drawn


def test_unknown_form_is_refused() -> None:
    """Asking for an edition that does not exist gives the error of poreport.forms."""
    with pytest.raises(forms.FormError, match="redovisning_1999"):
        redovisningar("redovisning_1999")


@pytest.mark.parametrize(
    ("strategy", "klass"),
    [
        (redovisningar(), Redovisning),
        (ansokningar(), Ansokan),
        (tjansteskrivelser(), Tjansteskrivelse),
        (arsrapporter(), Arsrapport),
    ],
)
def test_documents_stand_alone(strategy: st.SearchStrategy[Any], klass: type[Any]) -> None:
    """Each document strategy gives its kind, which makes an ärende of its own with the same kommun."""

    @settings(max_examples=20)
    @given(strategy)
    def check(dokument: Any) -> None:
        assert isinstance(dokument, klass)
        arende = alone(dokument)
        assert [dokument] == list(arende.dokument.values())
        assert arende.kommun == dokument.kommun

    check()


@settings(max_examples=50)
@given(arenden())
def test_arenden_hold_every_document(arende: Arende) -> None:
    """A consistent ärende holds all four documents, and they agree on kommun, years, posts and nämnd."""
    r, a, t, rapport = (getattr(arende, namn) for namn in DOKUMENT)
    assert {arende.kommun} == {d.kommun for d in (r, a, t, rapport)}
    assert (r.ar + 1, r.ar) == (a.avser_ar, rapport.ar)
    assert {r.ombud.tjanster} == {a.arsanstallningar, r.ekonomi.beviljade_tjanster}
    assert {r.kontakt.namnd} == {a.namnd, t.mottagare}


@settings(max_examples=50)
@given(redovisningar())
def test_totals_are_the_sums_of_the_bands(redovisning: Redovisning) -> None:
    """Every total of section 2 is the sum of its four age bands."""
    blocks = [
        getattr(getattr(omrade.klienter, block), kon)
        for omrade in redovisning.omraden
        for block in ("totalt", "nya", "avslutade")
        for kon in KON
    ]
    assert [sum(getattr(b, band) for band in BAND) for b in blocks] == [b.totalt for b in blocks]


@settings(max_examples=50)
@given(ar_efter_ar())
def test_clients_are_carried_over(par: tuple[Arende, Arende]) -> None:
    """Those who were not ended last year are those who are not new this year, in every delområde and band."""
    nu, forra = (arende.redovisning for arende in par)
    assert nu is not None
    assert forra is not None
    assert nu.ar - 1 == forra.ar
    assert [o.namn for o in nu.omraden] == [o.namn for o in forra.omraden]
    for i, gammal in zip(nu.omraden, forra.omraden, strict=True):
        for kon in KON:
            kvar, slut = getattr(gammal.klienter.totalt, kon), getattr(gammal.klienter.avslutade, kon)
            alla, nya = getattr(i.klienter.totalt, kon), getattr(i.klienter.nya, kon)
            for rad in ("totalt", *BAND):
                assert getattr(alla, rad) - getattr(nya, rad) == getattr(kvar, rad) - getattr(slut, rad)


@settings(max_examples=30)
@given(ar_efter_ar())
def test_report_states_the_change(par: tuple[Arende, Arende]) -> None:
    """This year's årsrapport states how many more clients there are than in last year's."""
    nu, forra = (arende.arsrapport for arende in par)
    assert nu is not None
    assert forra is not None
    assert (nu.hela.totalt or 0) - (forra.hela.totalt or 0) == nu.forandring


def test_made_arenden_are_the_same_each_time() -> None:
    """The same seed makes the same ärenden, another seed others."""
    assert make_arenden(5, seed=1) == make_arenden(5, seed=1)
    assert make_arenden(5, seed=1) != make_arenden(5, seed=2)


def test_made_arenden_hold_what_is_asked_for() -> None:
    """Only the documents that are asked for are made."""
    (arende,) = make_arenden(1, dokument=("ansokan", "tjansteskrivelse"))
    assert ["ansokan", "tjansteskrivelse"] == list(arende.dokument)


def test_absurd_reaches_every_field() -> None:
    """Any field of the model is at some time given a value by the strategy of absurd ärenden."""
    given_values: set[str] = set()

    @settings(max_examples=60, database=None, derandomize=True)
    @given(any_arende())
    def collect(arende: Arende) -> None:
        given_values.update(
            re.sub(r"\[\d+\]", "[]", path) for path, _, varde in walk(arende) if varde is not None
        )

    collect()
    assert set() == set(known_paths(Arende)) - given_values
