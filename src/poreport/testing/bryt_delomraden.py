"""Mutations that break each rule on delområden and on which kommuner the redovisning covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs
import hypothesis.strategies as st

from poreport.model import KON, Aldersband, Arende, Klienter, KlienterPerKon, Omrade
from poreport.model.paths import get
from poreport.testing.andra import BLANK, changed
from poreport.testing.brott import Brott, Mutation
from poreport.testing.klienter import BLOCK, bands, column

_NAMN: Final = ("Norr", "Söder", "Öster", "Väster")


def _omraden(antal: int) -> tuple[Omrade, ...]:
    return tuple(Omrade(namn=namn) for namn in _NAMN[:antal])


def _samma_namn(draw: st.DrawFn, arende: Arende) -> Brott:
    antal = draw(st.integers(2, len(_NAMN)))
    plats = draw(st.integers(1, antal - 1))
    namn = draw(BLANK | st.sampled_from(("Norr", "NORR", " norr ")))
    varden = {"redovisning.omraden": _omraden(antal), f"redovisning.omraden[{plats}].namn": namn}
    return Brott(changed(arende, varden), f"redovisning.omraden[{plats}].namn")


def _annat_i_rutan(draw: st.DrawFn, arende: Arende) -> Brott:
    rutan = draw(st.sampled_from((("Norr",), ("Norr", "Söder och Hamnen"), ("Norr, Centrum",))))
    varden = {"redovisning.omraden": _omraden(2), "redovisning.omfattar": rutan}
    return Brott(changed(arende, varden), "redovisning.omfattar")


def _egen_kommun(draw: st.DrawFn, arende: Arende) -> Brott:
    egen = draw(
        st.sampled_from(("Exempelby", "Exempelby kommun", "Exempelbykommun", "Grannby och Exempelby"))
    )
    grannar = draw(st.lists(st.just("Grannby kommun"), max_size=3))
    varden = {"kommun.namn": "Exempelby kommun", "redovisning.omfattar": (*grannar, egen)}
    return Brott(changed(arende, varden), f"redovisning.omfattar[{len(grannar)}]")


def _kopia(draw: st.DrawFn, arende: Arende) -> Brott:
    omraden = get(arende, "redovisning.omraden")
    forsta = "redovisning.omraden[0].klienter.totalt"
    varden: dict[str, Any] = {}
    for kon in KON:
        varden |= column(f"{forsta}.{kon}", bands(draw, 3))
    arende = changed(arende, varden)
    kopia = attrs.evolve(get(arende, "redovisning.omraden[0]"), namn="Kopian")
    varden = {f"redovisning.omraden[{len(omraden)}]": kopia}
    return Brott(
        changed(arende, varden), f"redovisning.omraden[{len(omraden)}].klienter.totalt.kvinnor.totalt"
    )


def _summan(draw: st.DrawFn, arende: Arende) -> Brott:
    antal = draw(st.integers(2, 3))
    delar = [{(block, kon): bands(draw, 5) for block in BLOCK for kon in KON} for _ in range(antal)]
    hela = {nyckel: [sum(b) for b in zip(*(d[nyckel] for d in delar), strict=True)] for nyckel in delar[0]}
    omraden = [
        Omrade(
            namn=namn,
            klienter=Klienter(
                **{block: KlienterPerKon(**{kon: _five(tal[block, kon]) for kon in KON}) for block in BLOCK}
            ),
        )
        for namn, tal in zip(("Alla", *_NAMN), (hela, *delar), strict=False)
    ]
    return Brott(
        changed(arende, {"redovisning.omraden": tuple(omraden)}),
        "redovisning.omraden[0].klienter.totalt.kvinnor.totalt",
    )


def _five(band: list[int]) -> Aldersband:
    return Aldersband(**{namn.lstrip("."): varde for namn, varde in column("", band).items()})


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-131": _samma_namn,
    "RED-132": _annat_i_rutan,
    "RED-133": _egen_kommun,
    "RED-134": _kopia,
    "RED-135": _summan,
}
