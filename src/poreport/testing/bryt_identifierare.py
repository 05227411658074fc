"""Mutations that break each rule on identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import hypothesis.strategies as st
from hypothesis.strategies import SearchStrategy

from poreport.model import Arende
from poreport.svenska import luhn_ok
from poreport.testing.andra import BLANK, changed, setting
from poreport.testing.brott import Brott, Mutation

EPOST: Final = (
    "redovisning.kontakt.epost",
    "redovisning.underskrift.epost",
    "ansokan.epost",
    "ansokan.kontakt.epost",
    "tjansteskrivelse.handlaggare.epost",
)
TELEFON: Final = tuple(path.replace("epost", "telefon") for path in EPOST)


@st.composite
def _fel_siffra(draw: st.DrawFn, ratta: tuple[str, ...]) -> str:
    """A number with one digit after the third changed, which a check digit always shows."""
    nummer = draw(st.sampled_from(ratta))
    plats = draw(st.sampled_from([i for i, tecken in enumerate(nummer) if tecken.isdigit()][3:]))
    siffra = draw(st.sampled_from([s for s in "0123456789" if s != nummer[plats]]))
    return nummer[:plats] + siffra + nummer[plats + 1 :]


@st.composite
def _annans_nummer(draw: st.DrawFn) -> str:
    """A valid organisationsnummer that is not of the group of kommuner and regioner."""
    borjan = draw(st.sampled_from("156789")) + draw(st.from_regex(r"[0-9][2-9][0-9]{6}", fullmatch=True))
    siffror = next(borjan + slut for slut in "0123456789" if luhn_ok(borjan + slut))
    return f"{siffror[:6]}-{siffror[6:]}"


def _nagonstans(paths: tuple[str, ...], varden: SearchStrategy[str]) -> Mutation:
    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        path = draw(st.sampled_from(paths))
        return Brott(changed(arende, {path: draw(varden)}), path)

    return bryt


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "IDN-101": setting("kommun.organisationsnummer", _fel_siffra(("212000-0746", "2120000746"))),
    "IDN-102": setting("kommun.organisationsnummer", _annans_nummer()),
    "IDN-103": setting("ansokan.plusgiro", _fel_siffra(("24400-4", "855102-0"))),
    "IDN-104": setting("ansokan.bankgiro", _fel_siffra(("5050-1055", "123-4566"))),
    "IDN-105": setting("kommun.organisationsnummer", BLANK),
    "IDN-111": setting(
        "kommun.postnummer", st.sampled_from(("3912", "039 12", "391 2O", "391 280", "Box 8"))
    ),
    "IDN-112": _nagonstans(
        EPOST, st.sampled_from(("epost@example", "epost.example.se", "a b@example.se", "@"))
    ),
    "IDN-113": _nagonstans(TELEFON, st.sampled_from(("45 09 40", "0480", "växeln", "0480-12345678"))),
}
