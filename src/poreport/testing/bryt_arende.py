"""Mutations that break each rule on what the documents of an ärende say alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende
from poreport.model.paths import get
from poreport.testing.andra import NONZERO, changed
from poreport.testing.brott import Brott, Mutation

_KVART: Final = st.integers(1, 80).map(lambda antal: (Decimal(antal) / 4).quantize(Decimal("0.01")))
_NAMNDER: Final = ("Socialnämnden", "Omsorgsnämnden", "Vård- och omsorgsnämnden")
_GRANNAR: Final = ("Grannby kommun", "Sjöhults kommun", "Skogsmåla kommun")


def _fel_ar(draw: st.DrawFn, arende: Arende) -> Brott:
    path = "ansokan.avser_ar"
    return Brott(changed(arende, {path: get(arende, "redovisning.ar") + 1 + draw(NONZERO)}), path)


def _andra_tjanster(draw: st.DrawFn, arende: Arende) -> Brott:
    har, sokt = draw(st.lists(_KVART, min_size=2, max_size=2, unique=True))
    i_avsnitt_1 = draw(st.booleans())
    varden = {
        "redovisning.ombud.tjanster": har if i_avsnitt_1 else None,
        "redovisning.ekonomi.beviljade_tjanster": har,
        "ansokan.arsanstallningar": sokt,
    }
    return Brott(changed(arende, varden), "ansokan.arsanstallningar")


def _annat_namn(draw: st.DrawFn, arende: Arende) -> Brott:
    path = f"{draw(st.sampled_from(('ansokan', 'tjansteskrivelse', 'arsrapport')))}.kommun.namn"
    namn = draw(st.sampled_from(("Exempelby", "Exempelbykommun", "Grannby kommun")))
    return Brott(changed(arende, {"kommun.namn": "Exempelby kommun", path: namn}), path)


def _annat_nummer(draw: st.DrawFn, arende: Arende) -> Brott:
    path = "ansokan.kommun.organisationsnummer"
    nummer = draw(st.sampled_from(("212000-0738", "2120000738")))
    return Brott(changed(arende, {"kommun.organisationsnummer": "212000-0746", path: nummer}), path)


def _annan_adress(draw: st.DrawFn, arende: Arende) -> Brott:
    adress = draw(
        st.sampled_from(("Box 2, 111 22 Provstad", "Box 1, 999 99 Provstad", "Box 1, 111 22 Orten"))
    )
    varden = {
        "kommun.utdelningsadress": "Box 1",
        "kommun.postnummer": "111 22",
        "kommun.postort": "Provstad",
        "ansokan.postadress": adress,
    }
    return Brott(changed(arende, varden), "ansokan.postadress")


def _annan_namnd(draw: st.DrawFn, arende: Arende) -> Brott:
    ena, andra = draw(st.lists(st.sampled_from(_NAMNDER[:2]), min_size=2, max_size=2, unique=True))
    varden = {"redovisning.kontakt.namnd": ena, "ansokan.namnd": andra}
    return Brott(changed(arende, varden), "ansokan.namnd")


def _andra_kommuner(draw: st.DrawFn, arende: Arende) -> Brott:
    urval = st.lists(st.sampled_from(_GRANNAR), min_size=1, unique=True)
    ena = draw(urval)
    andra = draw(urval.filter(lambda namn: set(namn) != set(ena)))
    varden: dict[str, Any] = {"redovisning.omfattar": tuple(ena), "ansokan.omfattar": tuple(andra)}
    return Brott(changed(arende, varden), "ansokan.omfattar")


def _annat_rapportar(draw: st.DrawFn, arende: Arende) -> Brott:
    path = "arsrapport.ar"
    return Brott(changed(arende, {path: get(arende, "redovisning.ar") + draw(NONZERO)}), path)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "ARE-101": _fel_ar,
    "ARE-102": _andra_tjanster,
    "ARE-111": _annat_namn,
    "ARE-112": _annat_nummer,
    "ARE-113": _annan_adress,
    "ARE-114": _annan_namnd,
    "ARE-118": _andra_kommuner,
    "ARE-120": _annat_rapportar,
}
