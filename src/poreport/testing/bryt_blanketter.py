"""Mutations that break each rule on the form editions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st

from poreport import forms
from poreport.forms import Form
from poreport.model import ORSAKER, Arende, Omrade, Redovisning, Slag
from poreport.model.paths import field_at
from poreport.rules.luckor import Gap, lacks
from poreport.testing.andra import changed
from poreport.testing.brott import Brott, Mutation

_AR: Final = {"redovisning": "ar", "ansokan": "avser_ar"}
_EGNA: Final = ("redovisning_2020_skane", "redovisning_2021_kalmar", "redovisning_2022_stockholm")
_OKANT_LAN: Final = "Gotlands län"


def _okand_blankett(draw: st.DrawFn, arende: Arende) -> Brott:
    namn = draw(st.sampled_from(sorted(_AR)))
    reserv = draw(st.booleans())
    varden = {
        "kommun.lan": _OKANT_LAN,
        f"{namn}.{_AR[namn]}": draw(st.integers(2014, 2090)),
        f"{namn}.blankett": f"{namn}_reserv" if reserv else None,
    }
    return Brott(changed(arende, varden), f"{namn}.blankett")


def _fel_namn(draw: st.DrawFn, arende: Arende) -> Brott:
    namn = draw(st.sampled_from(sorted(_AR)))
    andras = [form_id for form_id in forms.editions() if not form_id.startswith(namn)]
    fel = draw(st.sampled_from((*andras, "redovisning_2021_kalmer", "Kalmars blankett", "-")))
    return Brott(changed(arende, {f"{namn}.blankett": fel}), f"{namn}.blankett")


def _fel_ar(draw: st.DrawFn, arende: Arende) -> Brott:
    form = draw(_forms(("ansokan_2022_kalmar", *_EGNA)))
    namn, ar = form.dokument, form.ar or 0
    varden = {
        f"{namn}.blankett": form.id,
        f"{namn}.{_AR[namn]}": draw(st.integers().filter(lambda a: a != ar)),
    }
    return Brott(changed(arende, varden), f"{namn}.blankett")


def _fel_lan(draw: st.DrawFn, arende: Arende) -> Brott:
    form = draw(_forms(("ansokan_2022_kalmar", *_EGNA)))
    varden = _pa(form) | {"kommun.lan": draw(st.sampled_from((_OKANT_LAN, "Uppsala län", "Kalmar")))}
    return Brott(changed(arende, varden), f"{form.dokument}.blankett")


def _forms(ids: tuple[str, ...]) -> st.SearchStrategy[Form]:
    return st.sampled_from(ids).map(forms.get)


def _pa(form: Form) -> dict[str, Any]:
    """What puts a document on an edition of its county and year."""
    namn = form.dokument
    return {
        "kommun.lan": form.lan,
        f"{namn}.{_AR[namn]}": form.ar or 2030,
        f"{namn}.blankett": form.id if form.ar else None,
    }


def _utan_plats(draw: st.DrawFn, arende: Arende) -> Brott:
    """An answer, or on a form that stands in for another a mark, that the edition cannot print."""
    form = draw(_forms((*_EGNA, "redovisning_reserv")))
    gap = draw(st.sampled_from([g for g in lacks(form).gaps if g.options is None or form.ar is None]))
    varde: Any = gap.options or _svar_pa(draw, gap)
    return _med_lucka(arende, form, gap, varde)


def _svar_pa(draw: st.DrawFn, gap: Gap) -> Any:
    match field_at(Redovisning, gap.path).slag:
        case Slag.ANTAL:
            return draw(st.integers(0, 100))
        case Slag.JA:
            return True
        case _:
            return draw(st.sampled_from(("Fler har sökt stöd.", "-")))


def _med_lucka(arende: Arende, form: Form, gap: Gap, varde: Any) -> Brott:
    # The first gap of a delområde is the one reported, so that no other of its answers may stand in one.
    path = f"redovisning.{gap.path.replace('[]', '[0]')}"
    return Brott(changed(arende, {**_pa(form), "redovisning.omraden": (Omrade(),), path: varde}), path)


def _svar_som_inte_finns(draw: st.DrawFn, arende: Arende) -> Brott:
    form = draw(_forms(_EGNA))
    gap = draw(st.sampled_from([g for g in lacks(form).gaps if g.options]))
    return _med_lucka(arende, form, gap, draw(st.sampled_from(list(gap.options or ()))))


def _delad_ruta(draw: st.DrawFn, arende: Arende) -> Brott:
    if draw(st.booleans()):
        varden = {"ansokan.plusgiro": "24400-4", "ansokan.bankgiro": "5050-1055"}
        return Brott(changed(arende, _pa(forms.get("ansokan_2022_kalmar")) | varden), "ansokan.bankgiro")
    orsak = f"redovisning.omraden[0].orsaker.{draw(st.sampled_from(ORSAKER))}"
    tal = {
        "redovisning.omraden": (Omrade(),),
        f"{orsak}.samlat": 3,
        f"{orsak}.kvinnor": draw(st.integers(0, 3)),
    }
    return Brott(changed(arende, _pa(forms.get("redovisning_2021_kalmar")) | tal), f"{orsak}.kvinnor")


def _okant_lan(draw: st.DrawFn, arende: Arende) -> Brott:
    return Brott(
        changed(arende, {"kommun.lan": draw(st.sampled_from((None, "Kalmar", "08", "Skåne")))}), "kommun.lan"
    )


def _gammalt_belopp(_draw: st.DrawFn, arende: Arende) -> Brott:
    return Brott(changed(arende, _pa(forms.get("ansokan_2022_kalmar"))), "ansokan.blankett")


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "BLA-101": _okand_blankett,
    "BLA-102": _fel_namn,
    "BLA-103": _fel_ar,
    "BLA-104": _fel_lan,
    "BLA-105": _utan_plats,
    "BLA-106": _svar_som_inte_finns,
    "BLA-107": _delad_ruta,
    "BLA-108": _okant_lan,
    "BLA-109": _gammalt_belopp,
}
