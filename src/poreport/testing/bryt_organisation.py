"""Mutations that break each rule on who runs the service and on the ledningsgrupp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende, Svar
from poreport.testing.andra import BLANK, changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.facts import MEDLEMMAR

_JA, _NEJ = Svar.JA, Svar.NEJ
_GRUPP: Final = "redovisning.ledningsgrupp"
_INGET: Final = BLANK | st.sampled_from(("Nej", "Ej aktuellt."))
_SKAL: Final = "Det har inte varit möjligt att delta."
_NAMN: Final = {
    "arbetsformedlingen": "Arbetsförmedlingen",
    "forsakringskassan": "Försäkringskassan",
    "primarvard": "Vårdcentralen",
    "psykiatri": "Regionens psykiatri",
}


def _saknas(draw: st.DrawFn) -> dict[str, Any]:
    """Some of the five members are not in the group."""
    saknas = draw(st.lists(st.sampled_from(MEDLEMMAR), min_size=1, unique=True))
    return {f"{_GRUPP}.{m}": _NEJ if m in saknas else _JA for m in MEDLEMMAR}


def _utan_namn(draw: st.DrawFn, arende: Arende) -> Brott:
    slag = draw(st.sampled_from(("forening", "stiftelse", "aktiebolag", "annan")))
    path = "redovisning.utforare.annan_namn"
    return Brott(changed(arende, {f"redovisning.utforare.{slag}": _JA, path: draw(BLANK)}), path)


def _utan_organisation(draw: st.DrawFn, arende: Arende) -> Brott:
    organisation = f"{_GRUPP}.{draw(st.sampled_from(('patient', 'brukar', 'anhorig', 'annan')))}"
    varden = {f"{organisation}.svar": _JA, f"{organisation}.vilka": draw(BLANK)}
    return Brott(changed(arende, varden), f"{organisation}.vilka")


def _utan_skal(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{_GRUPP}.saknas_orsak"
    return Brott(changed(arende, _saknas(draw) | {path: draw(_INGET)}), path)


def _med_skal(draw: st.DrawFn, arende: Arende) -> Brott:
    varden = _saknas(draw)
    saknas = draw(st.sampled_from([path for path, svar in varden.items() if svar is _NEJ]))
    return Brott(changed(arende, varden | {f"{_GRUPP}.saknas_orsak": _SKAL}), saknas)


def _utan_arbete(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{_GRUPP}.arbete"
    return Brott(changed(arende, _saknas(draw) | {path: draw(_INGET)}), path)


def _inga_organisationer(draw: st.DrawFn, arende: Arende) -> Brott:
    tre = [f"{_GRUPP}.{namn}.svar" for namn in ("patient", "brukar", "anhorig")]
    varden: dict[str, Any] = {path: draw(st.sampled_from((_NEJ, None))) for path in tre}
    return Brott(changed(arende, varden | {f"{_GRUPP}.kommun": _JA}), tre[0])


def _onodigt_skal(_draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{_GRUPP}.saknas_orsak"
    alla: dict[str, Any] = {f"{_GRUPP}.{m}": _JA for m in MEDLEMMAR}
    return Brott(changed(arende, alla | {path: _SKAL}), path)


def _ingen_utforare(draw: st.DrawFn, arende: Arende) -> Brott:
    rader = [f"redovisning.utforare.{r}" for r in ("kommun", "forening", "stiftelse", "aktiebolag", "annan")]
    varden: dict[str, Any] = {path: draw(st.sampled_from((_NEJ, None))) for path in rader}
    return Brott(changed(arende, varden | {draw(st.sampled_from(rader)): _NEJ}), rader[0])


def _bland_andra(draw: st.DrawFn, arende: Arende) -> Brott:
    medlem = draw(st.sampled_from(sorted(_NAMN)))
    varden = {
        f"{_GRUPP}.{medlem}": _NEJ,
        f"{_GRUPP}.annan.svar": _JA,
        f"{_GRUPP}.annan.vilka": f"Kyrkan och {_NAMN[medlem]}",
    }
    return Brott(changed(arende, varden), f"{_GRUPP}.{medlem}")


def _halvt_skal(draw: st.DrawFn, arende: Arende) -> Brott:
    namnd, glomd = draw(st.lists(st.sampled_from(sorted(_NAMN)), min_size=2, max_size=2, unique=True))
    path = f"{_GRUPP}.saknas_orsak"
    varden = {
        f"{_GRUPP}.{namnd}": _NEJ,
        f"{_GRUPP}.{glomd}": _NEJ,
        path: f"{_NAMN[namnd]} har inte haft tid.",
    }
    return Brott(changed(arende, varden), path)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-216": _utan_namn,
    "RED-217": _utan_organisation,
    "RED-401": _utan_skal,
    "RED-402": _med_skal,
    "RED-403": _utan_arbete,
    "RED-404": _inga_organisationer,
    "RED-405": _onodigt_skal,
    "RED-406": _ingen_utforare,
    "RED-407": _bland_andra,
    "RED-408": _halvt_skal,
}
