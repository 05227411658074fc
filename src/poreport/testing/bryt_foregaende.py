"""Mutations that break each rule on this year's figures against last year's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs
import hypothesis.strategies as st

from poreport.model import KON, Arende
from poreport.model.paths import get
from poreport.testing.andra import NONZERO, changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.klienter import AREA, bands, column, only_area

__all__ = ["last_year"]

_TOTALT: Final = f"{AREA}.klienter.totalt.kvinnor.totalt"


def last_year(arende: Arende, varden: Mapping[str, Any] | None = None) -> Arende:
    """The same ärende a year earlier, with other values."""
    ar = {
        "redovisning.ar": get(arende, "redovisning.ar") - 1,
        "ansokan.avser_ar": get(arende, "ansokan.avser_ar") - 1,
    }
    return changed(arende, ar | dict(varden or {}))


def _fel_ar(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        return Brott(arende, "redovisning.ar", attrs.evolve(last_year(arende), redovisning=None))
    ar = get(arende, "redovisning.ar") - 1 + draw(NONZERO)
    return Brott(arende, "redovisning.ar", last_year(arende, {"redovisning.ar": ar}))


def _annan_kommun(draw: st.DrawFn, arende: Arende) -> Brott:
    namn = draw(st.sampled_from(("Grannby kommun", "Grannby", "Sjöhults kommun")))
    arende = changed(arende, {"kommun.namn": "Exempelby kommun"})
    return Brott(arende, "redovisning.kommun.namn", last_year(arende, {"kommun.namn": namn}))


def _fel_antal(draw: st.DrawFn, arende: Arende) -> Brott:
    """So many who are not new, and another number who stayed from last year."""
    kon = draw(st.sampled_from(KON))
    forra, alla = bands(draw), bands(draw)
    arende = only_area(arende)
    kvar = sum(forra)
    nya = draw(st.integers(0, sum(alla)).filter(lambda antal: sum(alla) - antal != kvar))
    path = f"{AREA}.klienter"
    i_ar = column(f"{path}.totalt.{kon}", alla) | column(f"{path}.nya.{kon}", [nya, 0, 0, 0])
    i_fjol = column(f"{path}.totalt.{kon}", forra) | column(f"{path}.avslutade.{kon}", [0, 0, 0, 0])
    return Brott(changed(arende, i_ar), f"{path}.totalt.{kon}.totalt", last_year(arende, i_fjol))


def _stor_forandring(draw: st.DrawFn, arende: Arende) -> Brott:
    """At least a third more or fewer, and at least ten persons."""
    fler = draw(st.integers(30, 200))
    farre = draw(st.integers(0, fler * 2 // 3))
    nu, da = draw(st.permutations((fler, farre)))
    arende = only_area(arende)
    path = f"{AREA}.klienter.totalt"
    tom = column(f"{path}.man", [0, 0, 0, 0])
    i_ar, i_fjol = (tom | column(f"{path}.kvinnor", [antal, 0, 0, 0]) for antal in (nu, da))
    return Brott(changed(arende, i_ar), _TOTALT, last_year(arende, i_fjol))


def _samma_siffror(draw: st.DrawFn, arende: Arende) -> Brott:
    kon = draw(st.sampled_from(KON))
    arende = changed(arende, column(f"{AREA}.klienter.totalt.{kon}", bands(draw, 5)))
    return Brott(arende, _TOTALT, last_year(arende))


def _andra_omraden(draw: st.DrawFn, arende: Arende) -> Brott:
    namn = draw(st.sampled_from(("Hamnen", "Norra staden", "Östra delen")))
    i_ar, i_fjol = draw(st.permutations((namn, draw(st.sampled_from((None, "Centrum"))))))
    arende, path = only_area(arende), f"{AREA}.namn"
    return Brott(changed(arende, {path: i_ar}), path, last_year(arende, {path: i_fjol}))


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "FOR-101": _fel_ar,
    "FOR-102": _annan_kommun,
    "FOR-103": _fel_antal,
    "FOR-106": _stor_forandring,
    "FOR-108": _samma_siffror,
    "FOR-110": _andra_omraden,
}
