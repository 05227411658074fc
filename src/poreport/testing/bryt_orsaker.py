"""Mutations that break each rule on the contact reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import KON, ORSAKER, Arende
from poreport.testing.andra import BLANK, changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.klienter import area, bands, column, reasons

_KON: Final = st.sampled_from(KON)
_ORSAK: Final = st.sampled_from(ORSAKER)
_TEXT: Final = "Stöd i kontakten med skolan."


def _klienter(draw: st.DrawFn, path: str, nya: int) -> dict[str, Any]:
    """Clients of whom, for each gender, `nya` are new, and at least ten are not."""
    varden: dict[str, Any] = {}
    for kon in KON:
        alla = bands(draw, nya + 10)
        kvar, ny = nya, []
        for antal in alla:
            ny.append(min(kvar, antal))
            kvar -= ny[-1]
        varden |= column(f"{path}.klienter.totalt.{kon}", alla)
        varden |= column(f"{path}.klienter.nya.{kon}", ny)
    return varden


def _cell(draw: st.DrawFn, nya: int, antal: int) -> tuple[str, str, dict[str, int]]:
    """A reason, the column to report, and its cells: so many more than the new clients of the column."""
    orsak, kolumn = draw(_ORSAK), draw(st.sampled_from((*KON, "samlat")))
    return orsak, kolumn, {kolumn: (2 * nya if kolumn == "samlat" else nya) + antal}


def _fler_an_nya(draw: st.DrawFn, arende: Arende) -> Brott:
    path, nya = area(draw, arende), draw(st.integers(0, 40))
    orsak, kolumn, cell = _cell(draw, nya, draw(st.integers(1, 10)))
    varden = _klienter(draw, path, nya) | reasons(path, {orsak: cell})
    return Brott(changed(arende, varden), f"{path}.orsaker.{orsak}.{kolumn}")


def _fler_an_alla(draw: st.DrawFn, arende: Arende) -> Brott:
    path, orsak, kon = area(draw, arende), draw(_ORSAK), draw(_KON)
    band = bands(draw)
    varden = column(f"{path}.klienter.totalt.{kon}", band)
    varden |= reasons(path, {orsak: {kon: sum(band) + draw(st.integers(1, 100))}})
    return Brott(changed(arende, varden), f"{path}.orsaker.{orsak}.{kon}")


def _for_fa(draw: st.DrawFn, arende: Arende) -> Brott:
    path, nya = area(draw, arende), draw(st.integers(2, 40))
    kolumn = draw(st.sampled_from((*KON, "samlat")))
    varden = _klienter(draw, path, nya) | reasons(
        path, {draw(_ORSAK): {kolumn: draw(st.integers(0, nya - 1))}}
    )
    return Brott(changed(arende, varden), f"{path}.orsaker")


def _inte_uppdelade(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    valda = draw(st.lists(_ORSAK, min_size=1, unique=True))
    varden = reasons(path, {orsak: {"samlat": draw(st.integers(0, 60))} for orsak in valda})
    forsta = min(valda, key=ORSAKER.index)
    return Brott(changed(arende, varden), f"{path}.orsaker.{forsta}.samlat")


def _annan_summa(draw: st.DrawFn, arende: Arende) -> Brott:
    path, orsak = area(draw, arende), draw(_ORSAK)
    kvinnor, man, fel = (draw(st.integers(0, 60)) for _ in range(3))
    samlat = kvinnor + man + fel + 1
    varden = reasons(path, {orsak: {"kvinnor": kvinnor, "man": man, "samlat": samlat}})
    return Brott(changed(arende, varden), f"{path}.orsaker.{orsak}.samlat")


def _bara_en(draw: st.DrawFn, arende: Arende) -> Brott:
    path, nya = area(draw, arende), draw(st.integers(3, 40))
    orsak, kolumn = draw(st.sampled_from(ORSAKER[:-1])), draw(st.sampled_from((*KON, "samlat")))
    noll = {annan: {kolumn: 0} for annan in ORSAKER} if draw(st.booleans()) else {}
    varden = _klienter(draw, path, nya) | reasons(path, noll | {orsak: {kolumn: draw(st.integers(1, 40))}})
    return Brott(changed(arende, varden), f"{path}.orsaker.{orsak}.{kolumn}")


def _mest_annan(draw: st.DrawFn, arende: Arende) -> Brott:
    path, kon = area(draw, arende), draw(_KON)
    antal = draw(st.integers(5, 60))
    namngiven = {draw(st.sampled_from(ORSAKER[:-1])): {kon: draw(st.integers(0, antal - 1))}}
    varden = reasons(path, namngiven | {"annan": {kon: antal}}) | {f"{path}.annan_orsak": _TEXT}
    return Brott(changed(arende, varden), f"{path}.orsaker.annan.{kon}")


def _orimligt_manga(draw: st.DrawFn, arende: Arende) -> Brott:
    path, nya = area(draw, arende), draw(st.integers(1, 20))
    varden = _klienter(draw, path, nya)
    varden |= reasons(path, {draw(_ORSAK): {"samlat": 10 * nya + draw(st.integers(1, 100))}})
    return Brott(changed(arende, varden), f"{path}.orsaker")


def _utan_text(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden: dict[str, Any] = reasons(path, {"annan": {draw(_KON): draw(st.integers(1, 60))}})
    varden[f"{path}.annan_orsak"] = draw(BLANK | st.sampled_from(("Nej.", "Ej aktuellt", "Ingen")))
    return Brott(changed(arende, varden), f"{path}.annan_orsak")


def _utan_antal(draw: st.DrawFn, arende: Arende) -> Brott:
    path, kolumn = area(draw, arende), draw(st.sampled_from(("kvinnor", "samlat")))
    tal: dict[str, dict[str, int]] = {"ekonomi": {kolumn: draw(st.integers(0, 60))}}
    if draw(st.booleans()):
        tal["annan"] = {kolumn: 0}
    varden = reasons(path, tal) | {f"{path}.annan_orsak": _TEXT}
    return Brott(changed(arende, varden), f"{path}.orsaker.annan.{kolumn}")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-111": _fler_an_nya,
    "RED-112": _fler_an_alla,
    "RED-113": _for_fa,
    "RED-114": _inte_uppdelade,
    "RED-115": _annan_summa,
    "RED-116": _bara_en,
    "RED-117": _mest_annan,
    "RED-118": _orimligt_manga,
    "RED-121": _utan_text,
    "RED-122": _utan_antal,
}
