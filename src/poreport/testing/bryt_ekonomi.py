"""Mutations that break each rule on the grant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende
from poreport.testing.andra import BLANK, changed
from poreport.testing.brott import Brott, Mutation

_E: Final = "redovisning.ekonomi"
_BELOPP: Final = {2018: 302_400, 2020: 402_638, 2021: 404_530, 2022: 405_882}
"""Some years whose amount is known."""

_OKANDA: Final = st.sampled_from((2017, 2019, 2031, 2050))
_KRONOR: Final = st.integers(0, 10**7)
_KVART: Final = st.integers(1, 80).map(lambda antal: (Decimal(antal) / 4).quantize(Decimal("0.01")))
_HELA: Final = st.integers(1, 20).map(lambda antal: Decimal(antal).quantize(Decimal("0.01")))
_TEXT: Final = "En tjänst var tom under våren."


def _andra_tjanster(draw: st.DrawFn, arende: Arende) -> Brott:
    har, fick = draw(st.lists(_KVART, min_size=2, max_size=2, unique=True))
    path = "redovisning.ombud.tjanster"
    return Brott(changed(arende, {path: har, f"{_E}.beviljade_tjanster": fick}), path)


def _mer_an_beviljat(draw: st.DrawFn, arende: Arende) -> Brott:
    beviljat, path = draw(_KRONOR), f"{_E}.forbrukat"
    varden = {f"{_E}.beviljat": beviljat, path: beviljat + draw(st.integers(1, 10**6))}
    return Brott(changed(arende, varden), path)


def _mindre_an_beviljat(draw: st.DrawFn, arende: Arende) -> Brott:
    forbrukat, path = draw(_KRONOR), f"{_E}.forbrukat"
    varden = {f"{_E}.beviljat": forbrukat + draw(st.integers(1, 10**6)), path: forbrukat}
    return Brott(changed(arende, varden | {f"{_E}.avvikelse": draw(BLANK | st.just(_TEXT))}), path)


def _farre(draw: st.DrawFn) -> dict[str, Any]:
    brukat = draw(_KVART)
    fick = brukat + draw(_KVART)
    return {f"{_E}.beviljade_tjanster": fick, f"{_E}.forbrukade_tjanster": brukat}


def _utan_forklaring(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{_E}.avvikelse"
    return Brott(changed(arende, _farre(draw) | {path: draw(BLANK)}), path)


def _fler_tjanster(draw: st.DrawFn, arende: Arende) -> Brott:
    fick = draw(_KVART)
    path = f"{_E}.forbrukade_tjanster"
    return Brott(changed(arende, {f"{_E}.beviljade_tjanster": fick, path: fick + draw(_KVART)}), path)


def _fel_belopp(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(st.sampled_from(sorted(_BELOPP)))
    hel = draw(st.booleans())
    antal = draw(_HELA if hel else _KVART)
    ratt = int(_BELOPP[ar] * antal)
    # The rounding of a part of a post is not known, so a krona more or less is no mistake.
    fel = draw(st.integers(-ratt, 10**6).filter(lambda kr: abs(kr) > (0 if hel else 2)))
    path = f"{_E}.beviljat"
    varden = {"redovisning.ar": ar, f"{_E}.beviljade_tjanster": antal, path: ratt + fel}
    return Brott(changed(arende, varden), path)


def _okant_belopp(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{_E}.beviljat"
    return Brott(changed(arende, {"redovisning.ar": draw(_OKANDA), path: draw(_KRONOR)}), path)


def _negativt(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        path = f"{_E}.{draw(st.sampled_from(('beviljat', 'forbrukat')))}"
        return Brott(changed(arende, {path: draw(st.integers(-(10**7), -1))}), path)
    tjanster = ("ombud.tjanster", "ekonomi.beviljade_tjanster", "ekonomi.forbrukade_tjanster")
    path = f"redovisning.{draw(st.sampled_from(tjanster))}"
    return Brott(changed(arende, {path: -draw(_KVART)}), path)


def _hela_beloppet(draw: st.DrawFn, arende: Arende) -> Brott:
    belopp, path = draw(st.integers(1, 10**7)), f"{_E}.forbrukat"
    return Brott(changed(arende, _farre(draw) | {f"{_E}.beviljat": belopp, path: belopp}), path)


def _onodig_forklaring(draw: st.DrawFn, arende: Arende) -> Brott:
    fick, belopp, path = draw(_KVART), draw(_KRONOR), f"{_E}.avvikelse"
    varden = {
        f"{_E}.beviljade_tjanster": fick,
        f"{_E}.forbrukade_tjanster": fick + draw(_KVART) - Decimal("0.25"),
        f"{_E}.beviljat": belopp,
        f"{_E}.forbrukat": draw(st.sampled_from((belopp, None))),
        path: _TEXT,
    }
    return Brott(changed(arende, varden), path)


def _obesvarat(draw: st.DrawFn, arende: Arende) -> Brott:
    falt = ["beviljat", "beviljade_tjanster", "forbrukat", "forbrukade_tjanster"]
    tomma = draw(st.lists(st.sampled_from(falt), min_size=1, unique=True))
    varden: dict[str, Any] = {f"{_E}.{namn}": None for namn in tomma}
    return Brott(changed(arende, varden), f"{_E}.{min(tomma, key=falt.index)}")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-301": _andra_tjanster,
    "RED-302": _mer_an_beviljat,
    "RED-303": _mindre_an_beviljat,
    "RED-304": _utan_forklaring,
    "RED-305": _fler_tjanster,
    "RED-306": _fel_belopp,
    "RED-307": _okant_belopp,
    "RED-308": _negativt,
    "RED-309": _hela_beloppet,
    "RED-310": _onodig_forklaring,
    "RED-311": _obesvarat,
}
