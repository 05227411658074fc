"""Next year's ärende from this year's: what usually stays, and nothing that must be found out anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from poreport.model import Arende, Slag, falt_i

__all__ = ["carry_over"]

_KEPT: Final[Mapping[str, frozenset[str]]] = {
    "redovisning": frozenset(
        (
            "kommun",
            "kontakt",
            "omfattar",
            "omraden[].namn",
            "prioritering",
            "utforare",
            "ledningsgrupp.kommun",
            "ledningsgrupp.arbetsformedlingen",
            "ledningsgrupp.forsakringskassan",
            "ledningsgrupp.primarvard",
            "ledningsgrupp.psykiatri",
            "ledningsgrupp.patient",
            "ledningsgrupp.brukar",
            "ledningsgrupp.anhorig",
            "ledningsgrupp.annan",
            "underskrift.ort",
            "underskrift.namn",
            "underskrift.titel",
            "underskrift.tjanstestalle",
            "underskrift.telefon",
            "underskrift.epost",
        )
    ),
    "ansokan": frozenset(
        (
            "kommun",
            "forvaltning",
            "postadress",
            "telefon",
            "epost",
            "plusgiro",
            "bankgiro",
            "referens",
            "namnd",
            "omfattar",
            "kontakt",
            "driftsform",
            "ledningsgrupp",
            "samverkan",
            "plan",
            "stod",
            "uppfoljning",
            "ort",
            "foretradare",
        )
    ),
    "tjansteskrivelse": frozenset(
        (
            "benamning",
            "kommun",
            "handlaggare",
            "mottagare",
            "beslutsform",
            "undertecknare",
            "skickas_till",
            "ordning",
        )
    ),
    "arsrapport": frozenset(
        ("kommun", "utgivare", "kontaktperson", "ledningsgrupp", "enheter[].namn", "orsaker[].namn")
    ),
}
"""What stays, by document. Counts, amounts, dates, the accounts of the year and its form do not."""


def carry_over(arende: Arende) -> Arende:
    """Next year's ärende.

    The kommun, the contacts, the steering group, the plans and whoever prepares and signs stay. The years
    advance by one. What must be counted, decided or written anew is unanswered, and the waivers are gone:
    they were given for this year's figures.
    """
    documents = {namn: _next(dokument, _KEPT[namn], "") for namn, dokument in arende.dokument.items()}
    return Arende(kommun=arende.kommun, **documents)


def _next(part: Any, kept: frozenset[str], path: str) -> Any:
    """A part with the fields that stay, and next year where it has a year."""
    values: dict[str, Any] = {}
    for namn, falt in falt_i(type(part)).items():
        here = f"{path}{namn}"
        value = getattr(part, namn)
        if here in kept:
            values[namn] = value
        elif falt.slag is Slag.AR:
            values[namn] = value + 1
        elif falt.slag is Slag.LISTA and any(field.startswith(f"{here}[].") for field in kept):
            values[namn] = tuple(_next(item, kept, f"{here}[].") for item in value)
        elif falt.slag is Slag.DEL and value is not None:
            values[namn] = _next(value, kept, f"{here}.")
    return type(part)(**values)
