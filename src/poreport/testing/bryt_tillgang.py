"""Mutations that break each rule on queue, waiting time and order of priority."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende, Svar
from poreport.testing.andra import BLANK, changed, setting
from poreport.testing.brott import Brott, Mutation
from poreport.testing.klienter import only_area

_JA, _NEJ, _DELVIS = Svar.JA, Svar.NEJ, Svar.DELVIS
_TID: Final = "30 dagar"


def _prioritering(draw: st.DrawFn, arende: Arende) -> Brott:
    svar, falt = draw(st.sampled_from(((_JA, "ordning"), (_NEJ, "varfor_inte"))))
    path = f"redovisning.prioritering.{falt}"
    return Brott(changed(arende, {"redovisning.prioritering.svar": svar, path: draw(BLANK)}), path)


def _utan_vantetid(draw: st.DrawFn, arende: Arende) -> Brott:
    med = draw(st.integers(1, 20))
    svar = draw(st.sampled_from((_JA, None, _JA | _NEJ)))
    path = "redovisning.ko.vantetid"
    varden: dict[str, Any] = {
        "redovisning.ko.svar": svar,
        "redovisning.ko.antal_med": med,
        path: draw(BLANK),
    }
    return Brott(changed(arende, varden), path)


def _utan_orsak(draw: st.DrawFn, arende: Arende) -> Brott:
    path = "redovisning.ko.orsak"
    varden = {
        "redovisning.blankett": None,
        "redovisning.ar": draw(st.sampled_from((2022, 2023, 2030))),
        "redovisning.ko.svar": _JA,
        path: draw(BLANK),
    }
    return Brott(changed(arende, varden), path)


def _delvis_i_en_kommun(draw: st.DrawFn, arende: Arende) -> Brott:
    rutan = draw(st.lists(st.sampled_from(("", "-", "--")), max_size=2))
    varden = {"redovisning.omfattar": tuple(rutan), "redovisning.ko.svar": _DELVIS}
    return Brott(changed(only_area(arende), varden), "redovisning.ko.svar")


def _antal_kommuner(draw: st.DrawFn, arende: Arende) -> Brott:
    med, utan = "redovisning.ko.antal_med", "redovisning.ko.antal_utan"
    val = draw(st.sampled_from(("nej", "ja", "summa")))
    if val == "summa":
        grannar = tuple(f"Grannby {nr} kommun" for nr in range(draw(st.integers(0, 4))))
        i_ko = draw(st.integers(1, 5))
        fel = draw(st.integers(0, 5).filter(lambda antal: i_ko + antal != 1 + len(grannar)))
        varden: dict[str, Any] = {"redovisning.omfattar": grannar, "redovisning.ko.svar": _JA}
        return Brott(changed(only_area(arende), varden | {med: i_ko, utan: fel}), utan)
    svar, antal = (_NEJ, draw(st.integers(1, 20))) if val == "nej" else (_JA, 0)
    return Brott(changed(arende, {"redovisning.ko.svar": svar, med: antal}), med)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-213": _prioritering,
    "RED-214": _utan_vantetid,
    "RED-215": _utan_orsak,
    "RED-231": setting("redovisning.ko.vantetid", BLANK, redovisning__ko__svar=_DELVIS),
    "RED-232": _delvis_i_en_kommun,
    "RED-233": _antal_kommuner,
    "RED-234": setting(
        "redovisning.ko.vantetid",
        st.sampled_from(("Det har varierat.", "Mycket lång", "Varierar mellan delområdena")),
        redovisning__ko__svar=_JA,
    ),
    "RED-235": setting(
        "redovisning.prioritering.svar",
        st.just(_NEJ),
        redovisning__ko__svar=_JA,
        redovisning__ko__vantetid=_TID,
    ),
    "RED-236": setting(
        "redovisning.ko.vantetid",
        st.sampled_from(("2–3 månader", "Fyra veckor", "ett halvår")),
        redovisning__ko__svar=_JA,
        redovisning__ar=2022,
        redovisning__blankett=None,
    ),
}
