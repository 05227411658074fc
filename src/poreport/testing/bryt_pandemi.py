"""Mutations that break each rule on the pandemic block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import Arende, Pandemialternativ, Svar
from poreport.testing.andra import BLANK, changed
from poreport.testing.brott import Brott, Mutation

_A: Final = Pandemialternativ
_P: Final = "redovisning.pandemi"
_AR: Final = st.sampled_from((2020, 2021, 2022))
_NAGRA: Final = st.integers(1, 2 ** len(_A) - 1).map(_A)
_TEXT: Final = "Hembesök har ersatts av promenader."


def _block(draw: st.DrawFn, arende: Arende, varden: Mapping[str, Any], ar: int | None = None) -> Arende:
    """The ärende in a year with the block, on that year's edition, with these values in it."""
    egna = {"redovisning.ar": ar or draw(_AR), "redovisning.blankett": None}
    return changed(arende, egna | {f"{_P}.{falt}": varde for falt, varde in varden.items()})


def _nej_och_kryss(draw: st.DrawFn, arende: Arende) -> Brott:
    return Brott(_block(draw, arende, {"svar": Svar.NEJ, "alternativ": draw(_NAGRA)}), f"{_P}.alternativ")


def _kryss_utan_ja(draw: st.DrawFn, arende: Arende) -> Brott:
    svar = draw(st.sampled_from((None, Svar(0), Svar.KAN_INTE_BEDOMA, Svar.VET_INTE)))
    return Brott(_block(draw, arende, {"svar": svar, "alternativ": draw(_NAGRA)}), f"{_P}.svar")


def _ja_utan_kryss(draw: st.DrawFn, arende: Arende) -> Brott:
    ar = draw(_AR)
    svar = draw(st.sampled_from((Svar.JA, Svar.DELVIS)))
    inget = draw(st.sampled_from((None, _A(0))))
    varden = {"svar": svar, "alternativ": inget, "hur": draw(BLANK)}
    falt = "hur" if ar == 2022 else "alternativ"  # noqa: PLR2004  the edition that asks for a text
    return Brott(_block(draw, arende, varden, ar), f"{_P}.{falt}")


def _annan_utan_text(draw: st.DrawFn, arende: Arende) -> Brott:
    varden = {"svar": Svar.JA, "alternativ": draw(_NAGRA) | _A.ANNAN, "annan": draw(BLANK)}
    return Brott(_block(draw, arende, varden), f"{_P}.annan")


def _text_utan_annan(draw: st.DrawFn, arende: Arende) -> Brott:
    varden = {"alternativ": draw(st.none() | _NAGRA.map(lambda a: a & ~_A.ANNAN)), "annan": _TEXT}
    return Brott(_block(draw, arende, varden), f"{_P}.annan")


def _motsatser(draw: st.DrawFn, arende: Arende) -> Brott:
    par = draw(
        st.sampled_from((_A.OKAD_EFTERFRAGAN | _A.MINSKAD_EFTERFRAGAN, _A.OKAT_UTBUD | _A.MINSKAT_UTBUD))
    )
    varden = {"svar": Svar.JA, "alternativ": par | draw(_NAGRA), "kommentar": draw(BLANK)}
    return Brott(_block(draw, arende, varden), f"{_P}.alternativ")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "RED-701": _nej_och_kryss,
    "RED-702": _kryss_utan_ja,
    "RED-703": _ja_utan_kryss,
    "RED-704": _annan_utan_text,
    "RED-705": _text_utan_annan,
    "RED-706": _motsatser,
}
