"""Mutations that take away each thing that a redovisning must contain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import BAND, KON, ORSAKER, Arende, Brist, Svar
from poreport.testing.andra import BLANK, changed, setting
from poreport.testing.brott import Brott, Mutation
from poreport.testing.facts import MEDLEMMAR
from poreport.testing.klienter import area, bands, column

_NONE: Final[st.SearchStrategy[None]] = st.none()
_SVAR: Final = st.sampled_from((None, Svar(0)))


def _tom_fraga(avsnitt: str, *texter: str) -> Mutation:
    """Neither a tick nor a text for a question."""

    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        path = f"redovisning.{avsnitt}.svar"
        varden = {f"redovisning.{avsnitt}.{text}": draw(BLANK) for text in texter}
        return Brott(changed(arende, {**varden, path: draw(_SVAR)}), path)

    return bryt


def _inga_klienter(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden: dict[str, Any] = {}
    for kon in KON:
        varden |= column(f"{path}.klienter.totalt.{kon}", [None] * len(BAND))
    return Brott(changed(arende, varden), f"{path}.klienter.totalt.kvinnor.totalt")


def _inga_aldrar(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden: dict[str, Any] = {f"{path}.tendens_grupper": draw(BLANK)}
    for kon in KON:
        varden |= column(f"{path}.klienter.totalt.{kon}", [None] * len(BAND))
        varden[f"{path}.klienter.totalt.{kon}.totalt"] = draw(st.integers(1, 100))
    return Brott(changed(arende, varden), f"{path}.klienter.totalt.kvinnor.b18_29")


def _inga_orsaker(draw: st.DrawFn, arende: Arende) -> Brott:
    path = area(draw, arende)
    varden: dict[str, Any] = {f"{path}.annan_orsak": draw(BLANK)}
    varden |= {f"{path}.orsaker.{o}.{kol}": None for o in ORSAKER for kol in (*KON, "samlat")}
    nya = bands(draw, 1)
    for block in ("totalt", "nya"):
        varden |= column(f"{path}.klienter.{block}.kvinnor", nya)
    return Brott(changed(arende, varden), f"{path}.orsaker")


def _ingen_utforare(draw: st.DrawFn, arende: Arende) -> Brott:
    rader = ("kommun", "forening", "stiftelse", "aktiebolag", "annan")
    varden: dict[str, Any] = {f"redovisning.utforare.{rad}": draw(_SVAR) for rad in rader}
    varden |= {"redovisning.utforare.annan_namn": draw(BLANK)}
    return Brott(changed(arende, varden), "redovisning.utforare.kommun")


def _ingen_ledningsgrupp(draw: st.DrawFn, arende: Arende) -> Brott:
    grupp = "redovisning.ledningsgrupp"
    rader = (*MEDLEMMAR, "patient.svar", "brukar.svar", "anhorig.svar", "annan.svar")
    varden: dict[str, Any] = {f"{grupp}.{rad}": draw(_SVAR) for rad in rader}
    varden |= {f"{grupp}.{text}": draw(BLANK) for text in ("saknas_orsak", "arbete")}
    return Brott(changed(arende, varden), f"{grupp}.kommun")


def _inga_brister(draw: st.DrawFn, arende: Arende) -> Brott:
    poster = draw(st.lists(st.builds(Brist, rubrik=BLANK, text=BLANK), max_size=3))
    varden = {"redovisning.brister.text": draw(BLANK), "redovisning.brister.poster": tuple(poster)}
    return Brott(changed(arende, varden), "redovisning.brister.text")


def _ingen_kontakt(draw: st.DrawFn, arende: Arende) -> Brott:
    falt = ["kommun.namn", *(f"redovisning.kontakt.{del_}" for del_ in ("namnd", "kontaktperson", "telefon"))]
    tomma = draw(st.lists(st.sampled_from(falt), min_size=1, unique=True))
    varden: dict[str, Any] = {path: draw(BLANK) for path in tomma}
    varden["redovisning.kontakt.epost"] = draw(BLANK)
    return Brott(changed(arende, varden), min(tomma, key=falt.index))


def _ingen_foretradare(draw: st.DrawFn, arende: Arende) -> Brott:
    falt = draw(st.sampled_from(("namn", "titel")))
    path = f"redovisning.underskrift.{falt}"
    return Brott(changed(arende, {path: draw(BLANK)}), path)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-601": setting("redovisning.ombud.tjanster", _NONE),
    "RED-602": _tom_fraga("utbildning", "vilka", "varfor_inte"),
    "RED-603": _tom_fraga("handledning", "vilken", "varfor_inte"),
    "RED-604": _inga_klienter,
    "RED-605": _inga_aldrar,
    "RED-606": _inga_orsaker,
    "RED-607": _tom_fraga("prioritering", "ordning", "varfor_inte"),
    "RED-608": _ingen_utforare,
    "RED-609": _ingen_ledningsgrupp,
    "RED-610": _inga_brister,
    "RED-611": _ingen_kontakt,
    "RED-612": _ingen_foretradare,
}
