"""The redovisning: how last year's grant was used (10 § förordningen 2013:522).

One model for all editions of the form. What an edition does not ask stays None; what it asks in another
way (an unsplit column, a third answer) has its place here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from poreport.model import falt as f
from poreport.model.falt import Pandemialternativ, Slag, Svar
from poreport.model.kommun import Kommun

__all__ = [
    "BAND",
    "KON",
    "ORSAKER",
    "Aldersband",
    "Brist",
    "Brister",
    "Ekonomi",
    "Handledning",
    "Klienter",
    "KlienterPerKon",
    "Ko",
    "Konstal",
    "Kontakt",
    "Ledningsgrupp",
    "Ombud",
    "Omrade",
    "Organisation",
    "Orsaker",
    "Orsakstal",
    "Pandemi",
    "Prioritering",
    "Redovisning",
    "Underskrift",
    "Utbildning",
    "Utforare",
]

BAND: Final = ("b18_29", "b30_49", "b50_64", "b65")
"""The four age bands, youngest first."""

KON: Final = ("kvinnor", "man")
"""The two columns of the form."""

P1, P2, P3, P4, P5 = (f"2013:522 10 § {punkt}" for punkt in range(1, 6))
LEDNING = "2013:522 5 § 2 st"


@frozen(kw_only=True)
class Kontakt:
    """The contact block at the head of the redovisning."""

    kontaktperson: str | None = f.text("Kontaktperson")
    avdelning: str | None = f.text("Avdelning eller enhet")
    namnd: str | None = f.text("Nämnd", hjalp="Till exempel Socialnämnden.")
    telefon: str | None = f.falt(Slag.TELEFON, "Telefon (inklusive riktnummer)")
    epost: str | None = f.falt(Slag.EPOST, "E-postadress")


@frozen(kw_only=True)
class Ombud:
    """Section 1: posts and persons."""

    tjanster: Decimal | None = f.arsanstallningar(
        "Antal ombudstjänster", lagrum=P1, hjalp="Två decimaler: en heltid och en halvtid är 1,50."
    )
    kvinnor: int | None = f.antal("Antal personliga ombud, kvinnor", lagrum=P1)
    man: int | None = f.antal("Antal personliga ombud, män", lagrum=P1)


@frozen(kw_only=True)
class Utbildning:
    """Section 1: training offered to the ombud."""

    svar: Svar | None = f.svar("Ombuden har erbjudits utbildning", lagrum=P1)
    vilka: str | None = f.langtext("Vilken eller vilka utbildningar", lagrum=P1)
    varfor_inte: str | None = f.langtext("Varför ombuden inte har erbjudits utbildning", lagrum=P1)


@frozen(kw_only=True)
class Handledning:
    """Section 1: supervision offered to the ombud."""

    svar: Svar | None = f.svar("Ombuden har erbjudits handledning", lagrum=P1)
    vilken: str | None = f.langtext("Vilken slags handledning", lagrum=P1)
    varfor_inte: str | None = f.langtext("Varför ombuden inte har erbjudits handledning", lagrum=P1)


@frozen(kw_only=True)
class Aldersband:
    """One block of five rows in one column: a total and its four age bands, in persons."""

    totalt: int | None = f.antal("Totalt", lagrum=P2)
    b18_29: int | None = f.antal("18–29 år", lagrum=P2)
    b30_49: int | None = f.antal("30–49 år", lagrum=P2)
    b50_64: int | None = f.antal("50–64 år", lagrum=P2)
    b65: int | None = f.antal("65 år och över", lagrum=P2)


@frozen(kw_only=True)
class KlienterPerKon:
    """One block of five rows in both columns."""

    kvinnor: Aldersband = f.delar(Aldersband, "Kvinnor")
    man: Aldersband = f.delar(Aldersband, "Män")


@frozen(kw_only=True)
class Klienter:
    """Section 2: clients in all, new and ended during the year."""

    totalt: KlienterPerKon = f.delar(KlienterPerKon, "Totalt antal klienter")
    nya: KlienterPerKon = f.delar(KlienterPerKon, "Nya klienter")
    avslutade: KlienterPerKon = f.delar(KlienterPerKon, "Avslutade klienter")


@frozen(kw_only=True)
class Konstal:
    """A number of persons in each column."""

    kvinnor: int | None = f.antal("Kvinnor", lagrum=P2)
    man: int | None = f.antal("Män", lagrum=P2)


@frozen(kw_only=True)
class Orsakstal:
    """How many times a reason was given: per column, or in one unsplit column."""

    kvinnor: int | None = f.antal("Kvinnor", enhet="orsaker", lagrum=P2)
    man: int | None = f.antal("Män", enhet="orsaker", lagrum=P2)
    samlat: int | None = f.antal(
        "Kvinnor och män tillsammans",
        enhet="orsaker",
        lagrum=P2,
        hjalp="Bara när uppgiften inte är uppdelad på kön.",
    )


@frozen(kw_only=True)
class Orsaker:
    """Section 3: the ten reasons why new clients make contact."""

    ekonomi: Orsakstal = f.delar(Orsakstal, "Ekonomi")
    bostad: Orsakstal = f.delar(Orsakstal, "Bostad")
    sysselsattning: Orsakstal = f.delar(Orsakstal, "Sysselsättning")
    struktur: Orsakstal = f.delar(Orsakstal, "Struktur i vardagen")
    isolering: Orsakstal = f.delar(Orsakstal, "Bryta isolering")
    relationer: Orsakstal = f.delar(Orsakstal, "Relationsfrågor")
    existentiella: Orsakstal = f.delar(Orsakstal, "Existentiella frågor")
    myndighet: Orsakstal = f.delar(Orsakstal, "Stöd i kontakten med myndighet")
    sjukvard: Orsakstal = f.delar(Orsakstal, "Stöd i kontakten med sjukvården")
    annan: Orsakstal = f.delar(Orsakstal, "Annan orsak")


ORSAKER: Final = (
    "ekonomi",
    "bostad",
    "sysselsattning",
    "struktur",
    "isolering",
    "relationer",
    "existentiella",
    "myndighet",
    "sjukvard",
    "annan",
)
"""The ten reasons in the order of the form."""


@frozen(kw_only=True)
class Omrade:
    """Sections 2 and 3 for the whole service (no name) or for one delområde (2a/3a …)."""

    namn: str | None = f.text("Delområdets namn", hjalp="Utelämnas när redovisningen inte är uppdelad.")
    klienter: Klienter = f.delar(Klienter, "Klienter", lagrum=P2)
    hemmavarande_barn: Konstal = f.delar(Konstal, "Klienter med hemmavarande barn under 18 år", lagrum=P2)
    orsaker: Orsaker = f.delar(Orsaker, "Kontaktorsaker", lagrum=P2)
    annan_orsak: str | None = f.langtext("Vilken annan orsak", lagrum=P2)
    tendens_orsaker: str | None = f.langtext("Tendenser till förändring av orsaker till kontakt", lagrum=P2)
    tendens_grupper: str | None = f.langtext(
        "Tendenser till förändring av vilka grupper som tar kontakt", lagrum=P2
    )


@frozen(kw_only=True)
class Ko:
    """Section 4: queue or waiting time."""

    svar: Svar | None = f.svar("Kö eller väntetid under året", lagrum=P3)
    antal_med: int | None = f.antal("Antal kommuner med kö eller väntetid", enhet="kommuner", lagrum=P3)
    antal_utan: int | None = f.antal("Antal kommuner utan kö eller väntetid", enhet="kommuner", lagrum=P3)
    vantetid: str | None = f.langtext("Väntetidens längd", lagrum=P3)
    orsak: str | None = f.langtext("Orsaker till kö eller väntetid", lagrum=P3)


@frozen(kw_only=True)
class Prioritering:
    """Section 4: assessment guidelines or order of priority."""

    svar: Svar | None = f.svar("Bedömningsriktlinjer eller prioriteringsordning finns", lagrum=P3)
    ordning: str | None = f.langtext("Prioriteringsordningen", lagrum=P3)
    varfor_inte: str | None = f.langtext("Varför prioriteringsordning saknas", lagrum=P3)


@frozen(kw_only=True)
class Utforare:
    """Section 5: who runs the service."""

    kommun: Svar | None = f.svar("Kommunen är utförare", lagrum=P4)
    forening: Svar | None = f.svar("En förening är utförare", lagrum=P4)
    stiftelse: Svar | None = f.svar("En stiftelse är utförare", lagrum=P4)
    aktiebolag: Svar | None = f.svar("Ett aktiebolag är utförare", lagrum=P4)
    annan: Svar | None = f.svar("Någon annan är utförare", lagrum=P4)
    annan_namn: str | None = f.langtext("Den andra utförarens namn", lagrum=P4)


@frozen(kw_only=True)
class Organisation:
    """A kind of organisation in the ledningsgrupp, and which ones."""

    svar: Svar | None = f.svar("Ingår i ledningsgruppen", lagrum=LEDNING)
    vilka: str | None = f.langtext("Vilken eller vilka", lagrum=LEDNING)


@frozen(kw_only=True)
class Ledningsgrupp:
    """Section 5: the steering group that 5 § second paragraph requires.

    The form still prints "Landstingets primärvård"; the ordinance says regionens since 2020.
    """

    kommun: Svar | None = f.svar("Kommunen ingår i ledningsgruppen", lagrum=LEDNING)
    arbetsformedlingen: Svar | None = f.svar("Arbetsförmedlingen ingår i ledningsgruppen", lagrum=LEDNING)
    forsakringskassan: Svar | None = f.svar("Försäkringskassan ingår i ledningsgruppen", lagrum=LEDNING)
    primarvard: Svar | None = f.svar("Regionens primärvård ingår i ledningsgruppen", lagrum=LEDNING)
    psykiatri: Svar | None = f.svar("Regionens psykiatri ingår i ledningsgruppen", lagrum=LEDNING)
    patient: Organisation = f.delar(Organisation, "Patientorganisationer")
    brukar: Organisation = f.delar(Organisation, "Brukarorganisationer")
    anhorig: Organisation = f.delar(Organisation, "Anhörigorganisationer")
    annan: Organisation = f.delar(Organisation, "Annan organisation")
    saknas_orsak: str | None = f.langtext("Varför en representant saknas i ledningsgruppen", lagrum=LEDNING)
    arbete: str | None = f.langtext("Hur kommunen har arbetat för att få representanter", lagrum=LEDNING)


@frozen(kw_only=True)
class Brist:
    """One deficiency that the ombud have seen, with what was done about it."""

    rubrik: str | None = f.text("Rubrik", lagrum=P5)
    huvudman: str | None = f.text("Huvudman som bristen gäller", lagrum=P5)
    niva: str | None = f.falt(Slag.VAL, "Nivå", val=("handlaggare", "lokal", "central"), lagrum=P5)
    text: str | None = f.langtext("Beskrivning", lagrum=P5)
    atgard: str | None = f.langtext("Åtgärd, eller varför ingen har vidtagits", lagrum=P5)


@frozen(kw_only=True)
class Brister:
    """Section 6: deficiencies in access to care, support and service; as a list, as text, or both."""

    rutiner: Svar | None = f.svar("Rutiner har upprättats för hur brister ska hanteras", lagrum=P5)
    poster: tuple[Brist, ...] = f.lista("Brister, en i taget", Brist, lagrum=P5)
    text: str | None = f.langtext("Sammanfattning av brister", lagrum=P5)


@frozen(kw_only=True)
class Ekonomi:
    """Section 7: granted and used grant."""

    beviljat: int | None = f.kronor("Beviljat statsbidrag", lagrum="2013:522 10 §")
    beviljade_tjanster: Decimal | None = f.arsanstallningar(
        "Beviljade årsanställningar", lagrum="HSLF-FS 2016:98 4 §"
    )
    forbrukat: int | None = f.kronor("Förbrukat statsbidrag", lagrum="2013:522 10 §")
    forbrukade_tjanster: Decimal | None = f.arsanstallningar(
        "Förbrukade årsanställningar", lagrum="2013:522 10 §", hjalp="Exklusive tjänstledighet."
    )
    avvikelse: str | None = f.langtext(
        "Varför årsanställningarna har varit färre än beviljat", lagrum="2013:522 15 §"
    )


@frozen(kw_only=True)
class Pandemi:
    """The pandemic block of the editions 2020–2022; it has no place in 10 § and none in later forms."""

    svar: Svar | None = f.svar("Pandemin har påverkat verksamheten")
    alternativ: Pandemialternativ | None = f.falt(Slag.ALTERNATIV, "Hur pandemin har påverkat verksamheten")
    annan: str | None = f.langtext("Annan förändring")
    hur: str | None = f.langtext(
        "På vilket sätt verksamheten har påverkats", hjalp="Bara i 2022 års blankett."
    )
    kommentar: str | None = f.langtext("Kommentar till svaret")


@frozen(kw_only=True)
class Underskrift:
    """The signature of the one who may represent the kommun."""

    datum: date | None = f.falt(Slag.DATUM, "Datum")
    ort: str | None = f.text("Ort")
    namnteckning: str | None = f.text(
        "Namnteckning", hjalp="Lämnas tom när dokumentet skrivs under för hand."
    )
    namn: str | None = f.text("Namnförtydligande")
    titel: str | None = f.text("Titel")
    tjanstestalle: str | None = f.text("Tjänsteställe")
    telefon: str | None = f.falt(Slag.TELEFON, "Telefon (inklusive riktnummer)")
    epost: str | None = f.falt(Slag.EPOST, "E-postadress")
    beslutad_digitalt: bool | None = f.falt(
        Slag.JA, "Beslutad digitalt, utan underskrift", hjalp="Skriv ja när beslutet har fattats digitalt."
    )


@frozen(kw_only=True)
class Redovisning:
    """The yearly account to Länsstyrelsen (10 § förordningen 2013:522), for one kommun and year."""

    ar: int = f.falt(Slag.AR, "År som statsbidraget avser", lagrum="2013:522 10 §", obligatorisk=True)
    blankett: str | None = f.text(
        "Blankettens namn", hjalp="Behövs bara för en annan blankett än den som hör till år och län."
    )
    kommun: Kommun | None = f.kanske(
        Kommun, "Kommunen, där redovisningen skriver något annat än ärendets kommun"
    )
    kontakt: Kontakt = f.delar(Kontakt, "Kontaktuppgifter")
    omfattar: tuple[str, ...] = f.lista(
        "Andra kommuner som redovisningen omfattar", lagrum="2013:522 8 § 1", hjalp="Inte den egna kommunen."
    )
    ombud: Ombud = f.delar(Ombud, "Personliga ombud")
    utbildning: Utbildning = f.delar(Utbildning, "Utbildning")
    handledning: Handledning = f.delar(Handledning, "Handledning")
    omraden: tuple[Omrade, ...] = f.lista(
        "Klienter och kontaktorsaker, per delområde", Omrade, minst_en=True, lagrum=P2
    )
    ko: Ko = f.delar(Ko, "Kö och väntetid")
    prioritering: Prioritering = f.delar(Prioritering, "Prioriteringsordning")
    utforare: Utforare = f.delar(Utforare, "Utförare")
    ledningsgrupp: Ledningsgrupp = f.delar(Ledningsgrupp, "Ledningsgrupp")
    brister: Brister = f.delar(Brister, "Uppmärksammade brister")
    atgarder: str | None = f.langtext("Exempel på åtgärder", lagrum=P5)
    ekonomi: Ekonomi = f.delar(Ekonomi, "Ekonomi")
    pandemi: Pandemi = f.delar(Pandemi, "Pandemin")
    ovrigt: str | None = f.langtext("Synpunkter och övriga reflektioner")
    underskrift: Underskrift = f.delar(Underskrift, "Underskrift")
