"""Mutations that break each rule on the tjänsteskrivelse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import hypothesis.strategies as st

from poreport.model import AVSNITT, Arende, Undertecknare
from poreport.testing.andra import BLANK, changed, setting
from poreport.testing.brott import Brott, Mutation

T: Final = "tjansteskrivelse"
_RATT: Final = "Socialnämnden godkänner redovisningen av verksamheten med personligt ombud för år 2021."


def _med_punkt(*punkter: str) -> Mutation:
    """A memo with one wrong decision, before or after right ones."""

    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        beslut = draw(st.lists(st.just(_RATT), max_size=2))
        plats = draw(st.integers(0, len(beslut)))
        beslut.insert(plats, draw(st.sampled_from(punkter)))
        varden = {f"{T}.beslut": tuple(beslut), f"{T}.beslutsform": None}
        return Brott(changed(arende, varden), f"{T}.beslut[{plats}]")

    return bryt


def _inget_forslag(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        varden = {"redovisning": None, "ansokan": None, f"{T}.beslut": ()}
        return Brott(changed(arende, varden), f"{T}.beslut")
    return Brott(changed(arende, {f"{T}.beslut": ("-",)}), f"{T}.beslut[0]")


def _fel_form(draw: st.DrawFn, arende: Arende) -> Brott:
    form, text = draw(
        st.sampled_from(
            ((None, "att godkänna redovisningen för 2021"), ("meningar", "Att ansöka"), ("att-satser", _RATT))
        )
    )
    return Brott(changed(arende, {f"{T}.beslutsform": form, f"{T}.beslut": (text,)}), f"{T}.beslut[0]")


def _tomt_huvud(draw: st.DrawFn, arende: Arende) -> Brott:
    falt = draw(st.sampled_from(("mottagare", "arendebeteckning", "handlaggare.namn", "datum")))
    varden = {f"{T}.{falt}": None if falt == "datum" else draw(BLANK)}
    if falt == "mottagare":
        varden |= {"redovisning.kontakt.namnd": None, "ansokan.namnd": None}
    return Brott(changed(arende, varden), f"{T}.{falt}")


def _annan_namnd(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(st.sampled_from(("redovisning.kontakt.namnd", "ansokan.namnd")))
    varden = {f"{T}.mottagare": "Socialnämnden", path: draw(st.sampled_from(("Omsorgsnämnden", "Nämnden")))}
    return Brott(changed(arende, varden), f"{T}.mottagare")


def _lang_text(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(st.sampled_from(("bakgrund", "bedomning", "ekonomi", "barn")))
    text = "Arbetet har fortsatt. " * draw(st.integers(40, 200))
    varden = {f"{T}.sammanfattning": draw(BLANK), f"{T}.{path}": text}
    return Brott(changed(arende, varden), f"{T}.sammanfattning")


def _ingen_undertecknare(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        return Brott(changed(arende, {f"{T}.undertecknare": ()}), f"{T}.undertecknare")
    falt = draw(st.sampled_from(("namn", "titel")))
    vem = Undertecknare(**({"namn": "Kim Exempel", "titel": "Enhetschef"} | {falt: draw(BLANK)}))
    return Brott(changed(arende, {f"{T}.undertecknare": (vem,)}), f"{T}.undertecknare[0].{falt}")


def _okant_avsnitt(draw: st.DrawFn, arende: Arende) -> Brott:
    forst = draw(st.lists(st.sampled_from(AVSNITT), min_size=1, unique=True))
    fel = draw(st.sampled_from(("sammanfatning", "", "Beslut", forst[0])))
    return Brott(changed(arende, {f"{T}.ordning": (*forst, fel)}), f"{T}.ordning[{len(forst)}]")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "TJA-101": _inget_forslag,
    "TJA-102": _med_punkt(
        "Nämnden fastställer redovisningen för år 2021 samt beslutar att lämna in ansökan för år 2022.",
        "Socialnämnden godkänner redovisningen för år 2021 och ansöker om statsbidrag för år 2022.",
        "Socialnämnden godkänner redovisningen för år 2021. Nämnden ansöker om statsbidrag för år 2022.",
    ),
    "TJA-103": _fel_form,
    "TJA-104": _med_punkt(_RATT[:-1], "Socialnämnden ansöker om statsbidrag för år 2022,"),
    "TJA-105": _med_punkt(
        "Socialnämnden beslutar enligt föreliggande förslag.",
        "Socialnämnden beslutar enligt förvaltningens förslag.",
        "Socialnämnden godkänner redovisningen för år 2021 enligt bilaga 1.",
    ),
    "TJA-106": _med_punkt("Socialnämnden godkänner redovisningen.", "Socialnämnden ansöker om statsbidrag."),
    "TJA-107": _med_punkt(f"1. {_RATT}", f"2) {_RATT}", f"- {_RATT}"),
    "TJA-111": _tomt_huvud,
    "TJA-112": _annan_namnd,
    "TJA-121": _lang_text,
    "TJA-122": setting(f"{T}.bakgrund", BLANK, tjansteskrivelse__sammanfattning=None),
    "TJA-123": setting(f"{T}.ekonomi", BLANK),
    "TJA-124": _ingen_undertecknare,
    "TJA-125": _okant_avsnitt,
}
