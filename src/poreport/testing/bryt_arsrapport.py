"""Mutations that break each rule on the årsrapport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs
import hypothesis.strategies as st

from poreport.model import (
    BAND,
    KON,
    Arende,
    Arsrapport,
    Arsrapportbrister,
    Arsrapportorsak,
    Bandtal,
    Enhet,
    Konsrad,
    Slag,
    falt_i,
)
from poreport.model.paths import get, replace
from poreport.testing.andra import BLANK, NONZERO, changed
from poreport.testing.brott import Brott, Mutation

R: Final = "arsrapport"
_HUNDRA: Final = 100
_ANTAL: Final = st.integers(0, 10**6)
_OVER: Final = st.integers(1, 10**6)


def _rapport(arende: Arende) -> Arsrapport:
    """The report, whose rows of units are complete and have at least one unit."""
    rapport = arende.arsrapport or Arsrapport(ar=2021)
    enheter = [_hel(enhet) for enhet in rapport.enheter] or [_hel(Enhet(namn="Innerstaden"))]
    summor = [sum(getattr(e.klienter, kon) for e in enheter) for kon in KON]
    return attrs.evolve(rapport, enheter=tuple(enheter), hela=_rad(*summor))


def _rad(kvinnor: int, man: int) -> Konsrad:
    return Konsrad(kvinnor=kvinnor, man=man, totalt=kvinnor + man)


def _hel(enhet: Enhet) -> Enhet:
    antal = [getattr(enhet.alder, b) or 0 for b in BAND]
    kvinnor = min(enhet.klienter.kvinnor or 0, sum(antal))
    return attrs.evolve(
        enhet,
        klienter=_rad(kvinnor, sum(antal) - kvinnor),
        alder=Bandtal(**dict(zip(BAND, antal, strict=True))),
    )


def _brott(arende: Arende, rapport: Arsrapport, path: str, varden: Mapping[str, Any]) -> Brott:
    """The report with other values (paths inside the report)."""
    arende = changed(arende, {R: rapport} | {f"{R}.{inom}": varde for inom, varde in varden.items()})
    return Brott(arende, f"{R}.{path}")


def _fel_rad(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport = _rapport(arende)
    rader = ["hela", *(f"enheter[{i}].klienter" for i in range(len(rapport.enheter)))]
    rader += [f"orsaker[{i}].tal" for i in range(len(rapport.orsaker))]
    rad, cell = draw(st.sampled_from(rader)), draw(st.sampled_from((*KON, "totalt")))
    tal = get(rapport, rad)
    hel = _rad(tal.kvinnor or 0, tal.man or 0)
    varden = {rad: hel, f"{rad}.{cell}": getattr(hel, cell) + draw(NONZERO)}
    return _brott(arende, rapport, f"{rad}.totalt", varden)


def _fel_kolumn(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport, kon = _rapport(arende), draw(st.sampled_from((*KON, "totalt")))
    rader = ["hela", *(f"enheter[{i}].klienter" for i in range(len(rapport.enheter)))]
    cell = f"{draw(st.sampled_from(rader))}.{kon}"
    varden: dict[str, Any] = {}
    if kon == "totalt":
        # Totals are added up only where the columns are not stated.
        varden = {f"{rad}.{k}": None for rad in rader for k in KON}
    varden[cell] = get(rapport, cell) + draw(NONZERO)
    return _brott(arende, rapport, f"hela.{kon}", varden)


def _fel_andel(draw: st.DrawFn, arende: Arende) -> Brott:
    antal = draw(st.lists(_ANTAL, min_size=4, max_size=4).filter(any))
    hela, fel = sum(antal), draw(NONZERO)
    if draw(st.booleans()):
        kon = draw(st.sampled_from(KON))
        rad = _rad(antal[0] + antal[1], antal[2] + antal[3])
        ratt = (200 * getattr(rad, kon) + hela) // (2 * hela)
        return _brott(arende, _rapport(arende), f"andel_{kon}", {"hela": rad, f"andel_{kon}": ratt + fel})
    index = draw(st.integers(0, 3))
    ratt = (200 * antal[index] + hela) // (2 * hela)
    enhet = Enhet(namn="Innerstaden", alder=Bandtal(**dict(zip(BAND, antal, strict=True))))
    path = f"aldersandelar.{BAND[index]}"
    return _brott(arende, _rapport(arende), path, {"enheter": (enhet,), path: ratt + fel})


def _inte_hundra(draw: st.DrawFn, arende: Arende) -> Brott:
    varden: dict[str, Any] = {n: None for n, falt in falt_i(Arsrapport).items() if falt.slag is Slag.LANGTEXT}
    varden |= {"brister": Arsrapportbrister(), "enheter": (), "hela": Konsrad()}
    forsta, fel = draw(st.integers(0, _HUNDRA)), draw(st.integers(-5, 5).filter(bool))
    if draw(st.booleans()):
        varden |= {"andel_kvinnor": forsta, "andel_man": _HUNDRA - forsta + fel}
        return _brott(arende, _rapport(arende), "andel_kvinnor", varden)
    varden["aldersandelar"] = Bandtal(b18_29=forsta, b30_49=_HUNDRA - forsta, b50_64=fel, b65=0)
    return _brott(arende, _rapport(arende), "aldersandelar.b18_29", varden)


def _fel_alder(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport = _rapport(arende)
    enhet = f"enheter[{draw(st.integers(0, len(rapport.enheter) - 1))}]"
    cell = draw(st.sampled_from([f"alder.{b}" for b in BAND] + [f"klienter.{kon}" for kon in KON]))
    varden = {f"{enhet}.{cell}": get(rapport, f"{enhet}.{cell}") + draw(NONZERO)}
    return _brott(arende, rapport, f"{enhet}.alder.b18_29", varden)


def _for_manga(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport, falt = _rapport(arende), draw(st.sampled_from(("nya", "avslutade", "hushall_med_barn")))
    return _brott(arende, rapport, falt, {falt: (rapport.hela.totalt or 0) + draw(_OVER)})


def _orimligt(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport = _rapport(arende)
    antal = ("hela.kvinnor", "enheter[0].klienter.totalt", "enheter[0].alder.b65", "enheter[0].ombud", "nya")
    if draw(st.booleans()):
        return _brott(arende, rapport, path := draw(st.sampled_from(antal)), {path: -draw(_OVER)})
    path = draw(st.sampled_from(("andel_kvinnor", "andel_man", *(f"aldersandelar.{b}" for b in BAND))))
    return _brott(arende, rapport, path, {path: draw(st.integers(max_value=-1) | st.integers(min_value=101))})


def _samma_namn(draw: st.DrawFn, arende: Arende) -> Brott:
    lista = draw(st.sampled_from(("enheter", "orsaker")))
    post = Enhet(namn="Innerstaden") if lista == "enheter" else Arsrapportorsak(namn="Ekonomi")
    if draw(st.booleans()):
        return _brott(arende, _rapport(arende), f"{lista}[1].namn", {lista: (post, post)})
    tom = replace(post, "namn", draw(BLANK))
    return _brott(arende, _rapport(arende), f"{lista}[1].namn", {lista: (post, tom)})


def _for_vanlig_orsak(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport, kon = _rapport(arende), draw(st.sampled_from(KON))
    path = f"orsaker[{draw(st.integers(0, len(rapport.orsaker)))}].tal.{kon}"
    return _brott(arende, rapport, path, {path: getattr(rapport.hela, kon) + draw(_OVER)})


def _fel_forandring(draw: st.DrawFn, arende: Arende) -> Brott:
    rapport = _rapport(arende)
    fore = Arsrapport(ar=rapport.ar - 1, hela=Konsrad(totalt=draw(_ANTAL)))
    ratt = (rapport.hela.totalt or 0) - (fore.hela.totalt or 0)
    brott = _brott(arende, rapport, "forandring", {"forandring": ratt + draw(NONZERO)})
    return attrs.evolve(brott, previous=Arende(arsrapport=fore))


def _ingen_kalla(draw: st.DrawFn, arende: Arende) -> Brott:
    return _brott(arende, _rapport(arende), "kalla", {"kalla": draw(BLANK)})


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RAP-101": _fel_rad,
    "RAP-102": _fel_kolumn,
    "RAP-103": _fel_andel,
    "RAP-104": _inte_hundra,
    "RAP-105": _fel_alder,
    "RAP-106": _for_manga,
    "RAP-107": _orimligt,
    "RAP-111": _samma_namn,
    "RAP-112": _for_vanlig_orsak,
    "RAP-113": _ingen_kalla,
    "RAP-121": _fel_forandring,
}
