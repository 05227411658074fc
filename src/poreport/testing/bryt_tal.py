"""Mutations that break each rule on the clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import BAND, KON, Arende
from poreport.model.falt import Slag
from poreport.model.paths import get, walk
from poreport.testing.andra import NONZERO, changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.klienter import AREA, BLOCK, area, bands, column

_KON: Final = st.sampled_from(KON)
_FEW: Final = 5


def _en_ruta(draw: st.DrawFn, arende: Arende) -> Brott:
    """Any one of the thirty cells changed by any amount."""
    path = f"{area(draw, arende)}.klienter.{draw(st.sampled_from(BLOCK))}.{draw(_KON)}"
    if None in (get(arende, f"{path}.{rad}") for rad in ("totalt", *BAND)):
        arende = changed(arende, column(path, bands(draw)))
    ruta = f"{path}.{draw(st.sampled_from(('totalt', *BAND)))}"
    andrad = changed(arende, {ruta: get(arende, ruta) + draw(NONZERO)})
    return Brott(andrad, f"{path}.totalt")


def _fler_an_alla(draw: st.DrawFn, arende: Arende) -> Brott:
    path, kon, rad = area(draw, arende), draw(_KON), draw(st.sampled_from(BAND))
    block = draw(st.sampled_from(("nya", "avslutade")))
    hela = bands(draw)
    del_ = list(hela)
    del_[BAND.index(rad)] += draw(st.integers(1, 100))
    varden = column(f"{path}.klienter.totalt.{kon}", hela) | column(f"{path}.klienter.{block}.{kon}", del_)
    return Brott(changed(arende, varden), f"{path}.klienter.{block}.{kon}.{rad}")


def _for_manga_barn(draw: st.DrawFn, arende: Arende) -> Brott:
    path, kon = area(draw, arende), draw(_KON)
    band = bands(draw)
    barn = f"{path}.hemmavarande_barn.{kon}"
    varden = column(f"{path}.klienter.totalt.{kon}", band) | {barn: sum(band) + draw(st.integers(1, 100))}
    return Brott(changed(arende, varden), barn)


def _negativt(draw: st.DrawFn, arende: Arende) -> Brott:
    antal = [path for path, falt, _ in walk(arende.redovisning, "redovisning") if falt.slag is Slag.ANTAL]
    path = draw(st.sampled_from(antal))
    return Brott(changed(arende, {path: draw(st.integers(-(10**6), -1))}), path)


def _tom_total(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{area(draw, arende)}.klienter.{draw(st.sampled_from(BLOCK))}.{draw(_KON)}"
    varden = column(path, bands(draw))
    if draw(st.booleans()):
        return Brott(changed(arende, varden | {f"{path}.totalt": None}), f"{path}.totalt")
    rad = f"{path}.{draw(st.sampled_from(BAND))}"
    varden |= {f"{path}.totalt": varden[f"{path}.totalt"] + 1, rad: None}
    return Brott(changed(arende, varden), rad)


def _samma_block(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden: dict[str, Any] = {}
    for kon in KON:
        band = bands(draw, _FEW)
        for block in BLOCK:
            varden |= column(f"{path}.klienter.{block}.{kon}", band)
    return Brott(changed(arende, varden), f"{path}.klienter.nya.kvinnor.totalt")


def _tomt_block(draw: st.DrawFn, arende: Arende) -> Brott:
    path, kon = area(draw, arende), draw(_KON)
    block = draw(st.sampled_from(("nya", "avslutade")))
    varden: dict[str, Any] = {}
    for ett in BLOCK:
        tomt = [None] * len(BAND)
        varden |= column(f"{path}.klienter.{ett}.{kon}", tomt if ett == block else bands(draw, 1))
    return Brott(changed(arende, varden), f"{path}.klienter.{block}.{kon}.totalt")


def _tom_barnrad(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden = column(f"{path}.klienter.totalt.{draw(_KON)}", bands(draw, 1))
    varden |= {f"{path}.hemmavarande_barn.{kon}": None for kon in KON}
    return Brott(changed(arende, varden), f"{path}.hemmavarande_barn.kvinnor")


def _samma_kolumner(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden: dict[str, Any] = {}
    for block in BLOCK:
        band = bands(draw, 2 * _FEW)
        for kon in KON:
            varden |= column(f"{path}.klienter.{block}.{kon}", band)
    return Brott(changed(arende, varden), f"{path}.klienter.totalt.man.totalt")


def _inga_klienter(draw: st.DrawFn, arende: Arende) -> Brott:
    varden: dict[str, Any] = {"redovisning.ekonomi.forbrukat": draw(st.integers(1, 10**6))}
    for index in range(len(get(arende, "redovisning.omraden"))):
        for kon in KON:
            varden |= column(f"redovisning.omraden[{index}].klienter.totalt.{kon}", [0] * len(BAND))
    return Brott(changed(arende, varden), f"{AREA}.klienter.totalt.kvinnor.totalt")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-101": _en_ruta,
    "RED-102": _fler_an_alla,
    "RED-103": _for_manga_barn,
    "RED-104": _negativt,
    "RED-105": _tom_total,
    "RED-106": _samma_block,
    "RED-107": _tomt_block,
    "RED-108": _tom_barnrad,
    "RED-109": _samma_kolumner,
    "RED-110": _inga_klienter,
}
