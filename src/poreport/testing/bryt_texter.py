"""Mutations that break each rule on free texts and their typography."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Aldersband, Arende, Orsakstal
from poreport.svenska import luhn_ok
from poreport.testing.andra import changed
from poreport.testing.brott import Brott, Mutation

TEXTER: Final = (
    "redovisning.ovrigt",
    "redovisning.omraden[0].tendens_grupper",
    "redovisning.brister.poster[0].text",
    "ansokan.plan",
    "tjansteskrivelse.bakgrund",
    "tjansteskrivelse.beslut[0]",
    "arsrapport.brister.central_niva",
)
"""Free texts of every document."""

KORTA: Final = ("ansokan.referens", "redovisning.underskrift.namn", "tjansteskrivelse.arendebeteckning")
_DAGAR: Final = (
    "redovisning.underskrift.datum",
    "ansokan.datum",
    "tjansteskrivelse.datum",
    "arsrapport.datum",
)
_KOLUMNER: Final = ("kvinnor", "man", "samlat")
_FA: Final = st.integers(1, 4)


def skriver(*fraser: str, dag: date = date(2026, 1, 9)) -> Mutation:
    """A mutation that writes one of the phrases in a free text of a document decided on `dag`."""

    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        path, fras = draw(st.sampled_from(TEXTER)), draw(st.sampled_from(fraser))
        fore = draw(st.sampled_from(("", "Behovet ökar. ", "\n- ")))
        efter = draw(st.sampled_from(("", " Behovet ökar.", "\n- Fler söker stöd.")))
        varden: dict[str, Any] = dict.fromkeys(_DAGAR, dag)
        return Brott(changed(arende, {**varden, path: f"{fore}{fras}{efter}"}), path)

    return bryt


def _personnummer(draw: st.DrawFn, arende: Arende) -> Brott:
    path = draw(st.sampled_from((*TEXTER, *KORTA)))
    fodd = draw(st.dates(date(1920, 1, 1), date(2007, 12, 31)))
    siffror = f"{fodd:%y%m%d}{draw(st.integers(0, 999)):03}"
    siffror = next(siffror + slut for slut in "0123456789" if luhn_ok(siffror + slut))
    sekel = draw(st.sampled_from(("", f"{fodd.year // 100}")))
    nummer = f"{sekel}{siffror[:6]}{draw(st.sampled_from(('', '-', '+', '–', ' ')))}{siffror[6:]}"
    return Brott(changed(arende, {path: f"Klienten ({nummer}) väntade i tre månader."}), path)


def _omrade(draw: st.DrawFn, arende: Arende) -> str:
    antal = len(arende.redovisning.omraden) if arende.redovisning else 1
    return f"redovisning.omraden[{draw(st.integers(0, antal - 1))}]"


def _annan_orsak_av_fa(draw: st.DrawFn, arende: Arende) -> Brott:
    omrade = _omrade(draw, arende)
    annan = Orsakstal(**{draw(st.sampled_from(_KOLUMNER)): draw(_FA)})
    varden = {f"{omrade}.orsaker.annan": annan, f"{omrade}.annan_orsak": "Tvist med hyresvärden."}
    return Brott(changed(arende, varden), f"{omrade}.annan_orsak")


def _tendenser_av_fa(draw: st.DrawFn, arende: Arende) -> Brott:
    omrade, antal = _omrade(draw, arende), draw(_FA)
    path = f"{omrade}.{draw(st.sampled_from(('tendens_orsaker', 'tendens_grupper')))}"
    kvinnor = draw(st.integers(0, antal))
    varden = {
        f"{omrade}.klienter.totalt.kvinnor": Aldersband(totalt=kvinnor),
        f"{omrade}.klienter.totalt.man": Aldersband(totalt=antal - kvinnor),
        path: "Fler unga med skulder söker stöd.",
    }
    return Brott(changed(arende, varden), path)


def _kopierad_text(draw: st.DrawFn, arende: Arende) -> Brott:
    antal = max(2, len(arende.redovisning.omraden) if arende.redovisning else 0)
    forsta = draw(st.integers(0, antal - 2))
    andra = draw(st.integers(forsta + 1, antal - 1))
    falt = draw(st.sampled_from(("annan_orsak", "tendens_orsaker", "tendens_grupper")))
    mening = "Allt fler saknar tillgång till de digitala tjänster som myndigheterna kräver"
    kopia = draw(
        st.sampled_from((f"{mening}.", f"{mening.upper()}!", f"Som förut. {mening}", f"- {mening}\n"))
    )
    varden = {
        f"redovisning.omraden[{forsta}].{falt}": f"{mening}.",
        f"redovisning.omraden[{andra}].{falt}": kopia,
    }
    return Brott(changed(arende, varden), f"redovisning.omraden[{andra}].{falt}")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "TXT-101": _personnummer,
    "TXT-111": _annan_orsak_av_fa,
    "TXT-112": _tendenser_av_fa,
    "TXT-113": _kopierad_text,
    "TXT-121": skriver("Landstingets psykiatri", "landsting", dag=date(2020, 1, 1)),
    "TXT-122": skriver(
        "Serviceskyldigheten (förvaltningslagen 4 §) ska hålla god nivå.",
        "Service ges enligt 4 § förvaltningslagen.",
        "Förvaltningslagen (1986:223) 7 §",
        dag=date(2018, 7, 1),
    ),
    "TXT-123": skriver("Enligt socialtjänstlagen (2001:453) har kommunen ansvar.", dag=date(2025, 7, 1)),
    "TXT-124": skriver(
        "Organisationerna bör erbjudas att delta.", "Alla organisationer bör även erbjudas en plats."
    ),
    "TXT-125": skriver("Stödet är för personer över 18 år.", "Det gäller personer som är över arton år."),
    "TXT-126": skriver("Kontakt med socialtjänsten, primärvården eller den specialiserade psykiatrin."),
}
