"""The tjänsteskrivelse: the memo on which the nämnd decides."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import frozen

from poreport.model import falt as f
from poreport.model.falt import Slag
from poreport.model.kommun import Kommun

__all__ = ["AVSNITT", "Handlaggare", "Tjansteskrivelse", "Undertecknare"]

AVSNITT: Final = (
    "beslut",
    "sammanfattning",
    "bakgrund",
    "bedomning",
    "ekonomi",
    "barn",
    "bilagor",
    "undertecknare",
    "skickas_till",
)
"""The sections in the default order: the decision first."""


@frozen(kw_only=True)
class Handlaggare:
    """Who has prepared the matter."""

    namn: str | None = f.text("Handläggarens namn")
    titel: str | None = f.text("Handläggarens titel")
    enhet: str | None = f.text("Förvaltning eller enhet")
    telefon: str | None = f.falt(Slag.TELEFON, "Handläggarens telefon")
    epost: str | None = f.falt(Slag.EPOST, "Handläggarens e-postadress")


@frozen(kw_only=True)
class Undertecknare:
    """One who signs: name with title below."""

    namn: str | None = f.text("Namn")
    titel: str | None = f.text("Titel")


@frozen(kw_only=True)
class Tjansteskrivelse:
    """The memo. What follows from the other documents is derived when it is left out.

    Derived: `rubrik`, `beslut` and `bilagor` (see `poreport.derive`). A given value always wins.
    """

    benamning: str | None = f.falt(
        Slag.VAL,
        "Vad skrivelsen kallas",
        val=("tjänsteskrivelse", "tjänsteutlåtande"),
        hjalp="Utan uppgift: tjänsteskrivelse.",
    )
    kommun: Kommun | None = f.kanske(
        Kommun, "Kommunen, där skrivelsen skriver något annat än ärendets kommun"
    )
    handlaggare: Handlaggare = f.delar(Handlaggare, "Handläggare")
    datum: date | None = f.falt(Slag.DATUM, "Datum")
    arendebeteckning: str | None = f.text("Ärendebeteckning", hjalp="Diarienumret, som kommunen skriver det.")
    mottagare: str | None = f.text("Mottagare", hjalp="Nämnden som ska besluta.")
    rubrik: str | None = f.text("Rubrik", hjalp="Utan uppgift: bildas av dokumenten i ärendet.")
    beslutsform: str | None = f.falt(
        Slag.VAL,
        "Beslutens form",
        val=("meningar", "att-satser"),
        hjalp="Utan uppgift: numrerade självständiga meningar.",
    )
    beslut: tuple[str, ...] = f.lista(
        "Förslag till beslut", hjalp="Utan uppgift: bildas av dokumenten i ärendet."
    )
    sammanfattning: str | None = f.langtext("Sammanfattning")
    bakgrund: str | None = f.langtext("Bakgrund")
    bedomning: str | None = f.langtext("Bedömning")
    ekonomi: str | None = f.langtext("Ekonomiska konsekvenser")
    barn: str | None = f.langtext("Konsekvenser för barn")
    bilagor: tuple[str, ...] = f.lista("Bilagor", hjalp="Utan uppgift: dokumenten i ärendet.")
    undertecknare: tuple[Undertecknare, ...] = f.lista("Undertecknare", Undertecknare)
    skickas_till: tuple[str, ...] = f.lista("Beslutet skickas till")
    ordning: tuple[str, ...] = f.lista(
        "Avsnittens ordning",
        hjalp="Utan uppgift: " + ", ".join(AVSNITT) + ".",
    )
