"""Mutations that break each rule on the ansökan."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import hypothesis.strategies as st

from poreport import svenska
from poreport.model import Arende
from poreport.testing.andra import BLANK, changed, setting
from poreport.testing.brott import Brott, Mutation

_HUVUDMAN: Final = (
    "kommunen",
    "regionens primärvård",
    "regionens psykiatri",
    "Arbetsförmedlingen",
    "Försäkringskassan",
)
_PLANEN: Final = ("Akuta ärenden prioriteras.", "Arbetet planeras varje vecka.", "Det dokumenteras kort.")
_INTE_FLER: Final = st.decimals(max_value=0, allow_nan=False, allow_infinity=False)


def _egen_kommun(draw: st.DrawFn, arende: Arende) -> Brott:
    namn = arende.kommun.namn or "Exempelby kommun"
    grannar = draw(st.lists(st.just("Grannby kommun"), max_size=3))
    plats = draw(st.integers(0, len(grannar)))
    grannar.insert(plats, draw(st.sampled_from((namn, namn.upper(), f" {namn} "))))
    varden = {"kommun.namn": namn, "ansokan.omfattar": tuple(grannar)}
    return Brott(changed(arende, varden), f"ansokan.omfattar[{plats}]")


def _ingen_samverkan(draw: st.DrawFn, arende: Arende) -> Brott:
    varden = {"ansokan.ledningsgrupp": draw(BLANK), "ansokan.samverkan": draw(BLANK)}
    return Brott(changed(arende, varden), "ansokan.ledningsgrupp")


def _glomda_kommuner(draw: st.DrawFn, arende: Arende) -> Brott:
    andra = draw(st.lists(st.sampled_from(("Grannby kommun", "Sjöhults kommun")), min_size=1, max_size=3))
    varden = {"kommun.namn": "Exempelby kommun", "redovisning.omfattar": tuple(andra), "ansokan.omfattar": ()}
    return Brott(changed(arende, varden), "ansokan.omfattar")


def _del_av_planen(draw: st.DrawFn, arende: Arende) -> Brott:
    delar = draw(st.lists(st.sampled_from(_PLANEN), max_size=2, unique=True))
    text = " ".join(["Ombuden arbetar på den enskildes uppdrag.", *delar])
    return Brott(changed(arende, {"ansokan.plan": text}), "ansokan.plan")


def _del_av_ledningsgruppen(draw: st.DrawFn, arende: Arende) -> Brott:
    namn = draw(st.lists(st.sampled_from(_HUVUDMAN), max_size=len(_HUVUDMAN) - 1, unique=True))
    varden = {"ansokan.ledningsgrupp": svenska.lista(namn), "ansokan.samverkan": "Frivilligcentralen."}
    return Brott(changed(arende, varden), "ansokan.ledningsgrupp")


def _ingen_kontakt(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        return Brott(changed(arende, {"ansokan.kontakt.namn": draw(BLANK)}), "ansokan.kontakt.namn")
    varden = {"ansokan.kontakt.epost": draw(BLANK), "ansokan.kontakt.telefon": draw(BLANK)}
    return Brott(changed(arende, varden), "ansokan.kontakt.telefon")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "ANS-101": _egen_kommun,
    "ANS-102": setting("ansokan.arsanstallningar", st.none() | _INTE_FLER),
    "ANS-103": setting("ansokan.driftsform", BLANK),
    "ANS-104": _ingen_samverkan,
    "ANS-105": setting("ansokan.plan", BLANK),
    "ANS-106": setting("ansokan.stod", BLANK),
    "ANS-107": setting("ansokan.uppfoljning", BLANK),
    "ANS-108": _glomda_kommuner,
    "ANS-109": _del_av_planen,
    "ANS-110": setting(
        "ansokan.arsanstallningar", st.sampled_from([Decimal(t) for t in ("2", "1.5", "2.000")])
    ),
    "ANS-111": _del_av_ledningsgruppen,
    "ANS-112": setting(
        "ansokan.ledningsgrupp", st.just("Kommunen och regionen."), ansokan__samverkan="Frivilligcentralen."
    ),
    "ANS-201": setting("ansokan.plusgiro", BLANK, ansokan__bankgiro=None),
    "ANS-202": setting("ansokan.namnd", BLANK),
    "ANS-203": setting(
        "ansokan.namnd", st.sampled_from(("Socialchefen", "Förvaltningschef", "Enhetschefen"))
    ),
    "ANS-204": setting("ansokan.foretradare", BLANK),
    "ANS-205": _ingen_kontakt,
    "ANS-206": setting("ansokan.datum", st.none()),
}
