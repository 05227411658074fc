"""Mutations that break each rule on ticked answers and the boxes that follow them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende, Svar
from poreport.testing.andra import BLANK, changed
from poreport.testing.brott import Brott, Mutation

_JA, _NEJ = Svar.JA, Svar.NEJ
_TEXT: Final = "Det har fungerat väl."
_ENKLA: Final = ("utbildning.svar", "handledning.svar", "ko.svar", "prioritering.svar", "brister.rutiner")
_RADER: Final = (
    "utforare.kommun",
    "utforare.annan",
    "ledningsgrupp.psykiatri",
    "ledningsgrupp.anhorig.svar",
)
_TABELLER: Final = {
    "utforare": ("kommun", "forening", "stiftelse", "aktiebolag", "annan"),
    "ledningsgrupp": ("kommun", "arbetsformedlingen", "forsakringskassan", "primarvard", "psykiatri"),
    "ledningsgrupp.": ("patient.svar", "brukar.svar", "anhorig.svar", "annan.svar"),
}
_OM_JA: Final = {
    "utbildning.vilka": "utbildning.svar",
    "handledning.vilken": "handledning.svar",
    "ko.vantetid": "ko.svar",
    "ko.orsak": "ko.svar",
    "prioritering.ordning": "prioritering.svar",
    "ledningsgrupp.patient.vilka": "ledningsgrupp.patient.svar",
    "ledningsgrupp.annan.vilka": "ledningsgrupp.annan.svar",
}
_OM_NEJ: Final = {
    "utbildning.varfor_inte": "utbildning.svar",
    "handledning.varfor_inte": "handledning.svar",
    "prioritering.varfor_inte": "prioritering.svar",
}


def _flera_svar(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"redovisning.{draw(st.sampled_from((*_ENKLA, *_RADER)))}"
    varden: dict[str, Any] = {
        "redovisning.ko.antal_med": None,
        path: draw(st.sampled_from((_JA | _NEJ, _JA | Svar.DELVIS, _NEJ | Svar.DELVIS))),
    }
    return Brott(changed(arende, varden), path)


def _obesvarad(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        svar = draw(st.sampled_from(_ENKLA))
        texter = [text for text, fraga in (_OM_JA | _OM_NEJ).items() if fraga == svar]
        varden: dict[str, Any] = {f"redovisning.{text}": _TEXT for text in texter}
        varden |= {"redovisning.ko.antal_med": None, "redovisning.ko.antal_utan": None}
        return Brott(changed(arende, varden | {f"redovisning.{svar}": None}), f"redovisning.{svar}")
    tabell = draw(st.sampled_from(sorted(_TABELLER)))
    rader = [f"redovisning.{tabell.rstrip('.')}.{rad}" for rad in _TABELLER[tabell]]
    tom = draw(st.integers(0, len(rader) - 1))
    varden = {rad: draw(st.sampled_from((_JA, _NEJ))) for rad in rader}
    return Brott(changed(arende, varden | {rader[tom]: None}), rader[tom])


def _utan_uppfoljning(avsnitt: str, vilken: str) -> Mutation:
    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        ja = draw(st.booleans())
        path = f"redovisning.{avsnitt}.{vilken if ja else 'varfor_inte'}"
        varden = {f"redovisning.{avsnitt}.svar": _JA if ja else _NEJ, path: draw(BLANK)}
        return Brott(changed(arende, varden), path)

    return bryt


def _fel_plats(draw: st.DrawFn, arende: Arende) -> Brott:
    val = draw(st.sampled_from(("ja", "nej", "utforare")))
    if val == "utforare":
        varden: dict[str, Any] = {f"redovisning.utforare.{rad}": _NEJ for rad in _TABELLER["utforare"]}
        varden |= {"redovisning.utforare.kommun": _JA, "redovisning.utforare.annan_namn": _TEXT}
        return Brott(changed(arende, varden), "redovisning.utforare.annan_namn")
    rutor, svar = (_OM_JA, _NEJ) if val == "ja" else (_OM_NEJ, _JA)
    path = draw(st.sampled_from(sorted(rutor)))
    varden = {f"redovisning.{rutor[path]}": svar, f"redovisning.{path}": _TEXT}
    return Brott(changed(arende, varden), f"redovisning.{path}")


def _hanvisning(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"redovisning.{draw(st.sampled_from(sorted(_OM_JA | _OM_NEJ)))}"
    text = draw(st.sampled_from(("Samma som förra året.", "Se bilaga 2.", "Enligt ovan", "se föregående år")))
    return Brott(changed(arende, {path: text}), path)


def _motsagelse(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(st.sampled_from(sorted(_OM_JA)))
    text = draw(st.sampled_from(("Nej.", "Ingen", "Ej aktuellt.", "inga")))
    varden = {f"redovisning.{_OM_JA[path]}": _JA, f"redovisning.{path}": text}
    return Brott(changed(arende, varden), f"redovisning.{path}")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-201": _flera_svar,
    "RED-202": _obesvarad,
    "RED-211": _utan_uppfoljning("utbildning", "vilka"),
    "RED-212": _utan_uppfoljning("handledning", "vilken"),
    "RED-221": _fel_plats,
    "RED-222": _hanvisning,
    "RED-223": _motsagelse,
}
