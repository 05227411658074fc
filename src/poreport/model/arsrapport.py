"""The årsrapport: a city's aggregate of its units' redovisningar."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from poreport.model import falt as f
from poreport.model.falt import Slag
from poreport.model.kommun import Kommun

__all__ = ["Arsrapport", "Arsrapportbrister", "Arsrapportorsak", "Bandtal", "Enhet", "Konsrad"]


@frozen(kw_only=True)
class Konsrad:
    """One row of a table with the columns Kvinnor, Män and Totalt, in persons or reasons."""

    kvinnor: int | None = f.antal("Kvinnor")
    man: int | None = f.antal("Män")
    totalt: int | None = f.antal("Totalt")


@frozen(kw_only=True)
class Bandtal:
    """The four age bands of both genders together: persons in a unit, or whole percent of the city."""

    b18_29: int | None = f.antal("18–29 år")
    b30_49: int | None = f.antal("30–49 år")
    b50_64: int | None = f.antal("50–64 år")
    b65: int | None = f.antal("65 år och över")


@frozen(kw_only=True)
class Enhet:
    """One unit (områdeskontor, stadsdel) of the report."""

    namn: str | None = f.text("Enhetens namn")
    klienter: Konsrad = f.delar(Konsrad, "Klienter")
    alder: Bandtal = f.delar(Bandtal, "Klienter per åldersband")
    ombud: int | None = f.antal("Antal personliga ombud")


@frozen(kw_only=True)
class Arsrapportorsak:
    """One row of the table of contact reasons."""

    namn: str | None = f.text("Kontaktorsak")
    tal: Konsrad = f.delar(Konsrad, "Antal", enhet="orsaker")


@frozen(kw_only=True)
class Arsrapportbrister:
    """Deficiencies on the three levels."""

    handlaggarniva: str | None = f.langtext("Brister på handläggarnivå")
    lokal_niva: str | None = f.langtext("Brister på lokal nivå")
    central_niva: str | None = f.langtext("Brister på central nivå")


@frozen(kw_only=True)
class Arsrapport:
    """A city's yearly report: tables over units, ages and reasons, and the texts around them."""

    ar: int = f.falt(Slag.AR, "År som uppgifterna avser", obligatorisk=True)
    kommun: Kommun | None = f.kanske(Kommun, "Kommunen, där rapporten skriver något annat än ärendets kommun")
    rubrik: str | None = f.text("Rubrik")
    datum: date | None = f.falt(Slag.DATUM, "Datum")
    utgivning: str | None = f.text("Utgivningstid i ord", hjalp="Till exempel Maj 2022.")
    arendebeteckning: str | None = f.text("Diarienummer")
    utgivare: str | None = f.text("Utgivare")
    kontaktperson: str | None = f.text("Kontaktperson")
    sammanfattning: str | None = f.langtext("Sammanfattning")
    bakgrund: str | None = f.langtext("Bakgrund")
    organisation: str | None = f.langtext("Organisation")
    ledningsgrupp: str | None = f.langtext("Ledningsgrupp", lagrum="2013:522 5 § 2 st")
    malgrupp: str | None = f.langtext("Uppgifter om målgruppen")
    enheter: tuple[Enhet, ...] = f.lista("Enheter", Enhet)
    hela: Konsrad = f.delar(Konsrad, "Hela staden")
    nya: int | None = f.antal("Nya klienter")
    avslutade: int | None = f.antal("Avslutade klienter")
    forandring: int | None = f.antal("Förändring från föregående år")
    andel_kvinnor: int | None = f.falt(Slag.PROCENT, "Andel kvinnor", enhet="procent")
    andel_man: int | None = f.falt(Slag.PROCENT, "Andel män", enhet="procent")
    aldersandelar: Bandtal = f.delar(Bandtal, "Åldersbandens andelar", enhet="procent")
    hushall_med_barn: int | None = f.antal("Hushåll med hemmavarande barn", enhet="hushåll")
    orsaker: tuple[Arsrapportorsak, ...] = f.lista("Kontaktorsaker", Arsrapportorsak)
    kontaktorsaker: str | None = f.langtext("Text om kontaktorsaker")
    forandringar: str | None = f.langtext("Förändringar i målgruppen")
    brister: Arsrapportbrister = f.delar(Arsrapportbrister, "Uppmärksammade brister")
    atgarder: str | None = f.langtext("Åtgärder")
    ovrigt: str | None = f.langtext("Övriga avsnitt")
    slutdiskussion: str | None = f.langtext("Slutdiskussion")
    kalla: str | None = f.text("Källa till tabellerna")
