"""Mutations that break each rule on deficiencies and measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende, Brist, Svar
from poreport.testing.andra import BLANK, changed, setting
from poreport.testing.brott import Brott, Mutation

_TEXT: Final = "redovisning.brister.text"
_POSTER: Final = "redovisning.brister.poster"
_ATGARDER: Final = "redovisning.atgarder"
_AMNEN: Final = (
    "Bostad. Många söker lägenhet men hyresvärdarna ställer höga inkomstkrav.",
    "Försörjningsstöd. Handläggarna nås bara under telefontiden på morgonen.",
    "Läkarbesök. Stödpersonen släpps inte in på vårdcentralen.",
    "Tandvård. Remisserna försvinner och kallelserna kommer sent.",
)


def _utan_atgard(draw: st.DrawFn, arende: Arende) -> Brott:
    varden: dict[str, Any] = {_ATGARDER: draw(BLANK)}
    if draw(st.booleans()):
        varden |= {_POSTER: (), _TEXT: draw(st.sampled_from(_AMNEN))}
        return Brott(changed(arende, varden), _ATGARDER)
    antal = draw(st.integers(1, 4))
    utan = draw(st.integers(0, antal - 1))
    poster = [Brist(text=text, atgard="Frågan är lyft.") for text in _AMNEN[:antal]]
    poster[utan] = Brist(text=_AMNEN[utan], atgard=draw(BLANK))
    return Brott(changed(arende, varden | {_POSTER: tuple(poster)}), f"{_POSTER}[{utan}].atgard")


def _utan_brist(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        varden: dict[str, Any] = {_POSTER: (), _TEXT: draw(BLANK), _ATGARDER: "Frågan är lyft."}
        return Brott(changed(arende, varden), _TEXT)
    plats = draw(st.integers(0, 3))
    poster = [Brist(text=text, atgard="Frågan är lyft.") for text in _AMNEN]
    poster[plats] = Brist(rubrik=draw(BLANK), text=draw(BLANK), atgard="Frågan är lyft.")
    return Brott(changed(arende, {_POSTER: tuple(poster)}), f"{_POSTER}[{plats}].text")


def _numrerad(texter: list[str]) -> str:
    return "\n\n".join(f"{nummer}. {text}" for nummer, text in enumerate(texter, 1))


def _olika_antal(draw: st.DrawFn, arende: Arende) -> Brott:
    brister, atgarder = draw(st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True))
    varden: dict[str, Any] = {_ATGARDER: _numrerad(["Frågan är lyft."] * atgarder)}
    if draw(st.booleans()):
        varden[_POSTER] = (Brist(rubrik="Bostad"),) * brister
    else:
        varden |= {_POSTER: (), _TEXT: _numrerad(["Bostad"] * brister)}
    return Brott(changed(arende, varden), _ATGARDER)


def _omkastade(draw: st.DrawFn, arende: Arende) -> Brott:
    ordning = draw(st.permutations(_AMNEN).filter(lambda o: o[0] != _AMNEN[0]))
    if draw(st.booleans()):
        varden: dict[str, Any] = {_POSTER: (), _TEXT: _numrerad(list(_AMNEN)), _ATGARDER: _numrerad(ordning)}
        return Brott(changed(arende, varden), _ATGARDER)
    poster = tuple(Brist(text=t, atgard=a) for t, a in zip(_AMNEN, ordning, strict=True))
    return Brott(changed(arende, {_POSTER: poster}), _POSTER)


def _inga_brister(draw: st.DrawFn, arende: Arende) -> Brott:
    text = draw(st.sampled_from(("Inga.", "Nej", "Ej aktuellt", "inga")))
    return Brott(changed(arende, {_POSTER: (), _TEXT: text}), _TEXT)


def _samma_brist(draw: st.DrawFn, arende: Arende) -> Brott:
    antal = draw(st.integers(1, 4))
    kopia = draw(st.sampled_from(_AMNEN[:antal]))
    skriven = draw(st.sampled_from((kopia, kopia.upper(), kopia.replace(" ", "  "))))
    poster = tuple(Brist(text=text) for text in (*_AMNEN[:antal], skriven))
    return Brott(changed(arende, {_POSTER: poster}), f"{_POSTER}[{antal}].text")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-501": _utan_atgard,
    "RED-502": _utan_brist,
    "RED-503": _olika_antal,
    "RED-504": _omkastade,
    "RED-505": setting("redovisning.brister.rutiner", st.just(Svar.NEJ)),
    "RED-506": _inga_brister,
    "RED-507": _samma_brist,
}
