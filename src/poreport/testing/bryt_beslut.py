"""Mutations that break each rule on the tjänsteskrivelse against the documents it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import hypothesis.strategies as st

from poreport import derive
from poreport.model import Arende
from poreport.model.paths import get
from poreport.testing.andra import NONZERO, changed
from poreport.testing.brott import Brott, Mutation

_T: Final = "tjansteskrivelse"
_KVART: Final = st.integers(1, 80).map(lambda antal: (Decimal(antal) / 4).quantize(Decimal("0.01")))
_AR: Final = st.integers(2014, 2080)
_DAGAR: Final = st.dates(date(2015, 1, 1), date(2080, 12, 31))


def _andra_tjanster(draw: st.DrawFn) -> tuple[Decimal, str]:
    """The posts of the ansökan, and another number in words."""
    sokt, namnt = draw(st.lists(_KVART, min_size=2, max_size=2, unique=True))
    return sokt, derive.posts_in_words(namnt)


def _beslutets_tjanster(draw: st.DrawFn, arende: Arende) -> Brott:
    sokt, namnt = _andra_tjanster(draw)
    text = f"Nämnden ansöker om statsbidrag motsvarande {namnt} för år 2022."
    fore = draw(st.lists(st.just("Nämnden godkänner redovisningen."), max_size=2))
    varden: dict[str, Any] = {"ansokan.arsanstallningar": sokt, f"{_T}.beslut": (*fore, text)}
    return Brott(changed(arende, varden), f"{_T}.beslut[{len(fore)}]")


def _fel_ar(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(_AR)
    om, ratt = draw(
        st.sampled_from(
            (("godkänner redovisningen", ar), ("ansöker om statsbidrag", ar + 1), ("tar upp ärendet", ar))
        )
    )
    fel = draw(_AR.filter(lambda annat: annat not in {ar, ar + 1, ratt}))
    if "ärendet" not in om and draw(st.booleans()):
        fel = 2 * ar + 1 - ratt  # the year of the other document
    text = f"Socialnämnden {om} för år {fel}."
    varden: dict[str, Any] = {"redovisning.ar": ar, "ansokan.avser_ar": ar + 1}
    if draw(st.booleans()):
        return Brott(changed(arende, varden | {f"{_T}.rubrik": text}), f"{_T}.rubrik")
    return Brott(changed(arende, varden | {f"{_T}.beslut": (text,)}), f"{_T}.beslut[0]")


def _bilagor(arende: Arende, **ar: int) -> tuple[str, ...]:
    """Attachments with the right years, or others."""
    redovisat = ar.get("redovisning", get(arende, "redovisning.ar"))
    sokt = ar.get("ansokan", get(arende, "ansokan.avser_ar"))
    return (f"Redovisning av verksamhetsåret {redovisat}", f"Ansökan om statsbidrag för {sokt}")


def _fel_bilagor(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(_AR)
    arende = changed(arende, {"redovisning.ar": ar, "ansokan.avser_ar": ar + 1})
    if draw(st.booleans()):
        en = draw(st.sampled_from(_bilagor(arende)))
        return Brott(changed(arende, {f"{_T}.bilagor": (en,)}), f"{_T}.bilagor")
    fel = draw(_AR.filter(lambda annat: annat != ar))
    bilagor = _bilagor(arende, redovisning=fel)
    return Brott(changed(arende, {f"{_T}.bilagor": bilagor}), f"{_T}.bilagor[0]")


def _okand_bilaga(draw: st.DrawFn, arende: Arende) -> Brott:
    index, dokument = draw(st.sampled_from(tuple(enumerate(("redovisning", "ansokan")))))
    varden: dict[str, Any] = {f"{_T}.bilagor": _bilagor(arende), dokument: None}
    return Brott(changed(arende, varden), f"{_T}.bilagor[{index}]")


def _fel_datum(draw: st.DrawFn, arende: Arende) -> Brott:
    dag = draw(_DAGAR)
    annan = dag + timedelta(days=draw(NONZERO.filter(lambda antal: abs(antal) < 1000)))  # noqa: PLR2004
    path, ord_ = draw(
        st.sampled_from((("redovisning.underskrift.datum", "Redovisning"), ("ansokan.datum", "Ansökan")))
    )
    varden: dict[str, Any] = {path: dag, f"{_T}.bilagor": (f"{ord_}, daterad {annan.isoformat()}",)}
    return Brott(changed(arende, varden), f"{_T}.bilagor[0]")


def _texternas_tjanster(draw: st.DrawFn, arende: Arende) -> Brott:
    sokt, namnt = _andra_tjanster(draw)
    path = f"{_T}.{draw(st.sampled_from(('sammanfattning', 'bakgrund', 'bedomning', 'ekonomi')))}"
    text = f"Behovet är stort. Förvaltningen föreslår en ansökan om {namnt}. Det räcker."
    return Brott(changed(arende, {"ansokan.arsanstallningar": sokt, path: text}), path)


def _for_sen(draw: st.DrawFn, arende: Arende) -> Brott:
    dag = draw(_DAGAR)
    path = draw(st.sampled_from(("redovisning.underskrift.datum", "ansokan.datum")))
    varden = {path: dag - timedelta(days=draw(st.integers(1, 1000))), f"{_T}.datum": dag}
    return Brott(changed(arende, varden), f"{_T}.datum")


def _ett_beslut(draw: st.DrawFn, arende: Arende) -> Brott:
    text = draw(
        st.sampled_from(
            (
                "Nämnden godkänner redovisningen.",
                "Nämnden ansöker om statsbidrag.",
                "Nämnden lägger ärendet till handlingarna.",
            )
        )
    )
    return Brott(changed(arende, {f"{_T}.beslut": (text,)}), f"{_T}.beslut")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "ARE-103": _beslutets_tjanster,
    "ARE-104": _fel_ar,
    "ARE-105": _fel_bilagor,
    "ARE-106": _okand_bilaga,
    "ARE-107": _fel_datum,
    "ARE-108": _texternas_tjanster,
    "ARE-109": _for_sen,
    "ARE-110": _ett_beslut,
}
