"""Mutations that break each rule on what has changed since last year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import hypothesis.strategies as st
from hypothesis.strategies import SearchStrategy

from poreport.model import Arende, Svar
from poreport.model.paths import get
from poreport.testing.andra import changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.bryt_foregaende import last_year
from poreport.testing.facts import MEDLEMMAR

_JA, _NEJ = Svar.JA, Svar.NEJ
_KVART: Final = st.integers(1, 80).map(lambda antal: (Decimal(antal) / 4).quantize(Decimal("0.01")))
_TEXT: Final = "Bristerna har tagits upp i ledningsgruppen och med ansvariga chefer i kommunen och regionen."
_SLAG: Final = ("kommun", "forening", "stiftelse", "aktiebolag", "annan")


def _olika(path: str, varden: SearchStrategy[Any], **andra: Any) -> Mutation:
    """One value this year and another last year, at the path where the rule reports."""

    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        nu, da = draw(st.lists(varden, min_size=2, max_size=2, unique=True))
        arende = changed(arende, {namn.replace("__", "."): varde for namn, varde in andra.items()})
        return Brott(changed(arende, {path: nu}), path, last_year(arende, {path: da}))

    return bryt


def _andrad_medlem(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"redovisning.ledningsgrupp.{draw(st.sampled_from(MEDLEMMAR))}"
    return _olika(path, st.sampled_from((_JA, _NEJ)))(draw, arende)


def _andrad_prioritering(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        return _olika("redovisning.prioritering.svar", st.sampled_from((_JA, _NEJ)))(draw, arende)
    ordning = st.sampled_from(("Unga först.", "Föräldrar först.", "1. Unga\n2. Föräldrar"))
    path = "redovisning.prioritering.ordning"
    return _olika(path, ordning, redovisning__prioritering__svar=_JA)(draw, arende)


def _samma_text(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"redovisning.{draw(st.sampled_from(('brister.text', 'atgarder', 'ovrigt')))}"
    text = draw(st.sampled_from((_TEXT, _TEXT.upper(), f"  {_TEXT}", _TEXT.rstrip("."))))
    return Brott(changed(arende, {path: text}), path, last_year(arende, {path: _TEXT}))


def _annat_an_sokt(draw: st.DrawFn, arende: Arende) -> Brott:
    fick, sokt = draw(st.lists(_KVART, min_size=2, max_size=2, unique=True))
    path = "redovisning.ekonomi.beviljade_tjanster"
    forra = {"ansokan.avser_ar": get(arende, "redovisning.ar"), "ansokan.arsanstallningar": sokt}
    return Brott(changed(arende, {path: fick}), path, last_year(arende, forra))


def _upphort_stod(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"redovisning.{draw(st.sampled_from(('utbildning', 'handledning')))}.svar"
    return Brott(changed(arende, {path: _NEJ}), path, last_year(arende, {path: _JA}))


def _annan_utforare(draw: st.DrawFn, arende: Arende) -> Brott:
    nu, da = draw(st.lists(st.sampled_from(_SLAG), min_size=2, max_size=2, unique=True))
    i_ar, i_fjol = ({f"redovisning.utforare.{s}": _JA if s == ja else _NEJ for s in _SLAG} for ja in (nu, da))
    return Brott(changed(arende, i_ar), f"redovisning.utforare.{nu}", last_year(arende, i_fjol))


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "FOR-104": _andrad_medlem,
    "FOR-105": _andrad_prioritering,
    "FOR-107": _olika("redovisning.ombud.tjanster", _KVART),
    "FOR-109": _samma_text,
    "FOR-111": _annat_an_sokt,
    "FOR-112": _upphort_stod,
    "FOR-113": _annan_utforare,
}
