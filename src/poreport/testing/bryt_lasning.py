"""Mutations that break each rule on what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
import hypothesis.strategies as st

from poreport.model import Arende, Otolkat, Tolkning
from poreport.testing.brott import Brott, Mutation

_PATHS: Final = ("redovisning.ombud.tjanster", "ansokan.datum", "kommun.postnummer", "arsrapport.nya")
_TEXTER: Final = ("20/209", "ungefär två", "?", "2–3 stycken\n\nse ovan")


def _tolkning(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(st.sampled_from(_PATHS))
    tolkning = Tolkning(path, "läste ”1,0” som 1,00")
    kalla = attrs.evolve(arende.kalla, tolkningar=(*arende.kalla.tolkningar, tolkning))
    return Brott(attrs.evolve(arende, kalla=kalla), path)


def _otolkat(draw: st.DrawFn, arende: Arende) -> Brott:
    falt = draw(st.sampled_from((*_PATHS, None, "okänt fält")))
    rad = Otolkat(falt=falt, text=draw(st.sampled_from(_TEXTER)), plats=draw(st.none() | st.just("sidan 3")))
    path = falt if falt in _PATHS else f"otolkat[{len(arende.otolkat)}]"
    return Brott(attrs.evolve(arende, otolkat=(*arende.otolkat, rad)), path or "")


MUTATIONS: Final[Mapping[str, Mutation]] = {"LAS-101": _tolkning, "LAS-102": _otolkat}
