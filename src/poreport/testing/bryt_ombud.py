"""Mutations that break each rule on the ombud and their posts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import KON, Arende
from poreport.model.paths import get
from poreport.testing.andra import changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.klienter import bands, column

_TJANSTER: Final = "redovisning.ombud.tjanster"
_HELA: Final = st.integers(1, 20).map(lambda antal: Decimal(antal).quantize(Decimal("0.01")))


def _for_fa_ombud(draw: st.DrawFn, arende: Arende) -> Brott:
    poster = draw(_HELA)
    kvinnor = draw(st.integers(0, int(poster) - 1))
    varden = {
        _TJANSTER: poster,
        "redovisning.ombud.kvinnor": kvinnor,
        "redovisning.ombud.man": draw(st.sampled_from((None, 0, int(poster) - 1 - kvinnor))),
    }
    return Brott(changed(arende, varden), _TJANSTER)


def _for_manga_ombud(draw: st.DrawFn, arende: Arende) -> Brott:
    poster, kon = draw(_HELA), draw(st.sampled_from(KON))
    varden: dict[str, Any] = {f"redovisning.ombud.{ett}": 0 for ett in KON}
    varden |= {_TJANSTER: poster, f"redovisning.ombud.{kon}": int(poster) * 4 + draw(st.integers(1, 100))}
    return Brott(changed(arende, varden), f"redovisning.ombud.{kon}")


def _ombud_utan_tjanst(draw: st.DrawFn, arende: Arende) -> Brott:
    varden = {
        _TJANSTER: draw(st.sampled_from((Decimal("0.00"), Decimal(0)))),
        f"redovisning.ombud.{draw(st.sampled_from(KON))}": draw(st.integers(1, 20)),
    }
    return Brott(changed(arende, varden), _TJANSTER)


def _andra_decimaler(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(
        st.sampled_from(
            (
                _TJANSTER,
                "redovisning.ekonomi.beviljade_tjanster",
                "redovisning.ekonomi.forbrukade_tjanster",
            )
        )
    )
    tal = draw(st.sampled_from(("1", "2.0", "1.500", "0.5", "14")))
    return Brott(changed(arende, {path: Decimal(tal)}), path)


def _inga_personer(draw: st.DrawFn, arende: Arende) -> Brott:
    varden: dict[str, Any] = {f"redovisning.ombud.{kon}": None for kon in KON}
    return Brott(changed(arende, varden | {_TJANSTER: draw(_HELA)}), "redovisning.ombud.kvinnor")


def _orimligt_manga(draw: st.DrawFn, arende: Arende) -> Brott:
    """As many clients as the areas have together, and so few or many posts that it cannot be right."""
    varden: dict[str, Any] = {}
    alla = 0
    for index in range(len(get(arende, "redovisning.omraden"))):
        for kon in KON:
            band = bands(draw, 1)
            alla += sum(band)
            varden |= column(f"redovisning.omraden[{index}].klienter.totalt.{kon}", band)
    varden[_TJANSTER] = Decimal(alla) / draw(st.sampled_from((10, 100)))
    return Brott(changed(arende, varden), _TJANSTER)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-151": _for_fa_ombud,
    "RED-152": _for_manga_ombud,
    "RED-153": _ombud_utan_tjanst,
    "RED-154": _andra_decimaler,
    "RED-155": _inga_personer,
    "RED-156": _orimligt_manga,
}
