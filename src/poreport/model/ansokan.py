"""The ansökan: the application for next year's grant (8 § förordningen 2013:522)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from poreport.model import falt as f
from poreport.model.falt import Slag
from poreport.model.kommun import Kommun

__all__ = ["Ansokan", "Ansokanskontakt"]


@frozen(kw_only=True)
class Ansokanskontakt:
    """The contact person of the ansökan."""

    befattning: str | None = f.text("Befattning")
    namn: str | None = f.text("Namn")
    postadress: str | None = f.text("Postadress")
    telefon: str | None = f.falt(Slag.TELEFON, "Telefon")
    epost: str | None = f.falt(Slag.EPOST, "E-postadress")


@frozen(kw_only=True)
class Ansokan:
    """The application for statsbidrag: the seven points of 8 § and who applies."""

    avser_ar: int = f.falt(Slag.AR, "År som ansökan avser", lagrum="2013:522 8 §", obligatorisk=True)
    blankett: str | None = f.text(
        "Blankettens namn", hjalp="Behövs bara för en annan blankett än den som hör till år och län."
    )
    kommun: Kommun | None = f.kanske(Kommun, "Kommunen, där ansökan skriver något annat än ärendets kommun")
    forvaltning: str | None = f.text("Förvaltning")
    postadress: str | None = f.text(
        "Postadress", hjalp="Behövs bara om den inte är kommunens adress på en rad."
    )
    telefon: str | None = f.falt(Slag.TELEFON, "Telefon")
    epost: str | None = f.falt(Slag.EPOST, "E-postadress")
    plusgiro: str | None = f.falt(Slag.PLUSGIRO, "Plusgiro", hjalp="Till exempel 24400-4.")
    bankgiro: str | None = f.falt(Slag.BANKGIRO, "Bankgiro", hjalp="Till exempel 123-4567.")
    arsanstallningar: Decimal | None = f.arsanstallningar(
        "Antal årsanställningar", lagrum="2013:522 8 § 2", hjalp="Två decimaler, till exempel 2,00."
    )
    referens: str | None = f.text("Referens på utbetalningen")
    namnd: str | None = f.text("Nämnd som beslutat om ansökan")
    omfattar: tuple[str, ...] = f.lista(
        "Andra kommuner som ansökan avser", lagrum="2013:522 8 § 1", hjalp="Inte den egna kommunen."
    )
    kontakt: Ansokanskontakt = f.delar(Ansokanskontakt, "Kontaktperson")
    driftsform: str | None = f.langtext("Driftsform och utförare", lagrum="2013:522 8 § 3")
    start: str | None = f.langtext(
        "När verksamheten kan påbörjas", lagrum="2013:522 8 § 3", hjalp="Bara för en ny verksamhet."
    )
    ledningsgrupp: str | None = f.langtext(
        "Myndigheter och organisationer i ledningsgruppen", lagrum="2013:522 8 § 4"
    )
    samverkan: str | None = f.langtext(
        "Andra myndigheter och organisationer att samverka med", lagrum="2013:522 8 § 4"
    )
    plan: str | None = f.langtext(
        "Arbetet med målgruppen, prioriteringar, planering och dokumentation", lagrum="2013:522 8 § 5"
    )
    stod: str | None = f.langtext("Stöd till ombuden: utbildning och handledning", lagrum="2013:522 8 § 6")
    uppfoljning: str | None = f.langtext("Uppföljning av verksamheten", lagrum="2013:522 8 § 7")
    ort: str | None = f.text("Ort")
    datum: date | None = f.falt(Slag.DATUM, "Datum")
    namnteckning: str | None = f.text(
        "Behörig företrädares namnteckning", hjalp="Lämnas tom när ansökan skrivs under för hand."
    )
    foretradare: str | None = f.text("Företrädarens namnförtydligande och befattning")
