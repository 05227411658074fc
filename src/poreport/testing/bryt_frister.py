"""Mutations that break each rule on dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import hypothesis.strategies as st

from poreport.model import Arende
from poreport.testing.andra import changed
from poreport.testing.brott import Brott, Mutation

_AR: Final = st.integers(2017, 2090)
_DATUM: Final = {
    "redovisning.underskrift.datum": "redovisning.ar",
    "ansokan.datum": "ansokan.avser_ar",
    "arsrapport.datum": "arsrapport.ar",
    "tjansteskrivelse.datum": "redovisning.ar",
}


def _for_tidigt(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(_AR)
    dag = draw(st.dates(date(ar - 2, 1, 1), date(ar, 12, 31)))
    varden = {"redovisning.ar": ar, "redovisning.underskrift.datum": dag}
    return Brott(changed(arende, varden), "redovisning.underskrift.datum")


def _for_sent(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(_AR)
    dag = draw(st.dates(date(ar + 1, 1, 16), date(ar + 2, 12, 31)))
    varden = {"redovisning.ar": ar, "redovisning.underskrift.datum": dag}
    return Brott(changed(arende, varden), "redovisning.underskrift.datum")


def _sen_ansokan(draw: st.DrawFn, arende: Arende) -> Brott:
    stockholm = draw(st.booleans())
    ar = 2023 if stockholm else draw(_AR)
    forst = date(ar, 1, 16) if stockholm else date(ar, 3, 2)
    varden = {
        "kommun.lan": "Stockholms län" if stockholm else "Kalmar län",
        "ansokan.avser_ar": ar,
        "ansokan.datum": draw(st.dates(forst, date(ar + 2, 12, 31))),
    }
    return Brott(changed(arende, varden), "ansokan.datum")


def _sen_skrivelse(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(_AR)
    om_ansokan = draw(st.booleans())
    forst = date(ar, 3, 2) if om_ansokan else date(ar, 1, 16)
    varden = {
        "redovisning": None if om_ansokan else arende.redovisning,
        "ansokan.avser_ar": ar,
        "tjansteskrivelse.datum": draw(st.dates(forst, date(ar + 1, 12, 31))),
    }
    if not om_ansokan:
        varden["redovisning.ar"] = ar - 1
    return Brott(changed(arende, varden), "tjansteskrivelse.datum")


def _langt_ifran(draw: st.DrawFn, arende: Arende) -> Brott:
    path, falt = draw(st.sampled_from(sorted(_DATUM.items())))
    ar = draw(_AR)
    ifran = draw(st.integers(3, 60)) * draw(st.sampled_from((-1, 1)))
    return Brott(changed(arende, {falt: ar, path: date(ar + ifran, 6, 1)}), path)


def _inget_bidragsar(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(st.sampled_from(("redovisning.ar", "ansokan.avser_ar", "arsrapport.ar")))
    ar = draw(st.integers(max_value=2013) | st.integers(min_value=2100))
    return Brott(changed(arende, {path: ar}), path)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "FRI-101": _for_tidigt,
    "FRI-102": _for_sent,
    "FRI-103": _sen_ansokan,
    "FRI-104": _sen_skrivelse,
    "FRI-105": _langt_ifran,
    "FRI-106": _inget_bidragsar,
}
