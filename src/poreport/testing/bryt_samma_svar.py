"""Mutations that break each rule on questions that the redovisning and the ansökan both ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport import svenska
from poreport.model import Arende, Svar
from poreport.testing.andra import changed
from poreport.testing.brott import Brott, Mutation

_JA, _NEJ = Svar.JA, Svar.NEJ
_GRUPP: Final = "redovisning.ledningsgrupp"
_NAMN: Final = {
    "arbetsformedlingen": "Arbetsförmedlingen",
    "forsakringskassan": "Försäkringskassan",
    "primarvard": "regionens primärvård",
    "psykiatri": "regionens psykiatri",
}
_GRUPPER: Final = ("unga vuxna", "föräldrar", "bostadslösa", "ensamstående")


def _annan_ledningsgrupp(draw: st.DrawFn, arende: Arende) -> Brott:
    """The form ticks some members, and the ansökan names others."""
    urval = st.lists(st.sampled_from(sorted(_NAMN)), min_size=1, unique=True)
    namnda = draw(urval)
    ja = draw(urval.filter(lambda medlemmar: set(medlemmar) != set(namnda)))
    varden: dict[str, Any] = {f"{_GRUPP}.{m}": _JA if m in ja else _NEJ for m in _NAMN}
    varden["ansokan.ledningsgrupp"] = f"Kommunen, {svenska.lista([_NAMN[m] for m in namnda])}."
    return Brott(changed(arende, varden), "ansokan.ledningsgrupp")


def _glomd_organisation(draw: st.DrawFn, arende: Arende) -> Brott:
    organisation = f"{_GRUPP}.{draw(st.sampled_from(('patient', 'brukar', 'anhorig', 'annan')))}"
    varden = {
        f"{organisation}.svar": _JA,
        f"{organisation}.vilka": draw(st.sampled_from(("NSPH", "RSMH och NSPH", "RSMH, Balans och NSPH"))),
        "ansokan.ledningsgrupp": "Kommunen, RSMH och Balans.",
    }
    return Brott(changed(arende, varden), "ansokan.ledningsgrupp")


def _annan_ordning(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        andra = list(draw(st.permutations(_GRUPPER).filter(lambda ordning: tuple(ordning) != _GRUPPER)))
    else:
        andra = ["den som har väntat längst"]
    skiljetecken = draw(st.sampled_from((", ", "\n", " och ", "; ")))
    varden = {
        "redovisning.prioritering.svar": _JA,
        "redovisning.prioritering.ordning": skiljetecken.join(_GRUPPER),
        "ansokan.plan": f"Alla får hjälp. Vid kö prioriteras {', '.join(andra)}.",
    }
    return Brott(changed(arende, varden), "ansokan.plan")


def _annan_utforare(draw: st.DrawFn, arende: Arende) -> Brott:
    slag = draw(st.sampled_from(("forening", "stiftelse", "aktiebolag")))
    text = {"forening": "En förening", "stiftelse": "En stiftelse", "aktiebolag": "Ett bolag"}[slag]
    ja = draw(st.booleans())
    varden = {
        "redovisning.utforare.annan_namn": "Balans",
        f"redovisning.utforare.{slag}": _JA if ja else _NEJ,
        "ansokan.driftsform": "Kommunal regi." if ja else f"{text} driver verksamheten.",
    }
    return Brott(changed(arende, varden), "ansokan.driftsform")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "ARE-115": _annan_ledningsgrupp,
    "ARE-116": _glomd_organisation,
    "ARE-117": _annan_ordning,
    "ARE-119": _annan_utforare,
}
