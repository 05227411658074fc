"""Rules on who runs the service and on the ledningsgrupp (section 5 of the redovisning)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.model import Ledningsgrupp
from poreport.rules.hjalp import JA, NEJ, says_nothing
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule
from poreport.rules.svar import ROWS

MEDLEMMAR: Final = ROWS["ledningsgrupp"]
"""The five members of 5 § second paragraph: attribute → name."""

ORGANISATIONER: Final = ("patient", "brukar", "anhorig", "annan")

NAMNS_SOM: Final = {
    medlem: re.compile(monster, re.IGNORECASE)
    for medlem, monster in {
        "arbetsformedlingen": r"arbetsförmedling|\baf\b",
        "forsakringskassan": r"försäkringskass|\bfk\b",
        "primarvard": r"primärvård|vårdcentral",
        "psykiatri": r"(?<!social)psykiatri",
    }.items()
}
"""How texts name the members; not the kommun, which texts mention for many reasons."""


def missing(grupp: Ledningsgrupp) -> list[str]:
    """The members that are answered Nej."""
    return [medlem for medlem in MEDLEMMAR if getattr(grupp, medlem) == NEJ]


def in_words(medlemmar: list[str]) -> str:
    """The names of members, as a list in a sentence."""
    return svenska.lista([MEDLEMMAR[medlem] for medlem in medlemmar])


@rule("RED-216", SKA, "redovisning", lagrum="2013:522 10 § 4")
def utforaren_namnges(prov: Prov) -> Iterator[Traff]:
    """En annan utförare än kommunen är namngiven.

    Varför: Redovisningen ska visa hur verksamheten är organiserad. Är en förening, en stiftelse, ett bolag
        eller någon annan utförare behöver länsstyrelsen veta vem.
    Fel: Förening: Ja, men inget namn.
    Rätt: Förening: Ja, och föreningens namn.
    Gör så här: Skriv organisationens namn.
    """
    u = prov.redovisning.utforare
    andra = {rad: namn for rad, namn in ROWS["utforare"].items() if rad != "kommun"}
    valda = [namn for rad, namn in andra.items() if getattr(u, rad) == JA]
    if valda and svenska.is_blank(u.annan_namn):
        yield Traff(
            "redovisning.utforare.annan_namn",
            f"Utföraren är markerad som {svenska.lista(valda)}, men namnet saknas.",
            "Skriv organisationens namn.",
        )


@rule("RED-217", SKA, "redovisning", lagrum="2013:522 10 § 4")
def organisationen_namnges(prov: Prov) -> Iterator[Traff]:
    """Organisationer i ledningsgruppen är namngivna.

    Varför: Blanketten frågar vilka patient-, brukar- och anhörigorganisationer som ingår.
    Fel: Brukarorganisationer: Ja, utan namn.
    Rätt: Brukarorganisationer: Ja, och NSPH.
    Gör så här: Skriv organisationens namn.
    """
    for namn in ORGANISATIONER:
        organisation = getattr(prov.redovisning.ledningsgrupp, namn)
        if organisation.svar == JA and svenska.is_blank(organisation.vilka):
            yield Traff(
                f"redovisning.ledningsgrupp.{namn}.vilka",
                "Svaret är Ja, men det framgår inte vilken organisation som ingår.",
                "Skriv organisationens namn.",
            )


@rule("RED-401", SKA, "redovisning", lagrum="2013:522 5 § 2 st")
def skal_nar_medlem_saknas(prov: Prov) -> Iterator[Traff]:
    """Saknas en av de fem medlemmarna i ledningsgruppen framgår det varför.

    Varför: I ledningsgruppen ska kommunen, regionens primärvård och psykiatri, Arbetsförmedlingen och
        Försäkringskassan vara representerade. Blanketten ber om skälet när någon saknas.
    Fel: Regionens primärvård: Nej, utan skäl.
    Rätt: Regionens primärvård: Nej, och ”Vårdcentralerna drivs av flera bolag, som inte har enats om någon”.
    Gör så här: Skriv varför representanten saknas.
    """
    grupp = prov.redovisning.ledningsgrupp
    saknas = missing(grupp)
    if saknas and says_nothing(grupp.saknas_orsak):
        yield Traff(
            "redovisning.ledningsgrupp.saknas_orsak",
            f"I ledningsgruppen saknas {in_words(saknas)}, men skälet är inte angivet.",
            "Skriv varför representanten saknas.",
        )


@rule("RED-402", UPPLYSNING, "redovisning", lagrum="2013:522 5 § 2 st")
def medlem_saknas(prov: Prov) -> Iterator[Traff]:
    """De fem medlemmar som förordningen kräver ingår i ledningsgruppen.

    Varför: Förordningen säger att de ska vara representerade. Ett skäl gör redovisningen fullständig, men
        länsstyrelsen kan ändå fråga vad kommunen gör åt saken.
    Fel: Regionens primärvård: Nej, med skäl.
    Rätt: Alla fem: Ja.
    Gör så här: Redovisningen behöver inte ändras. Fortsätt att bjuda in den som saknas.
    """
    grupp = prov.redovisning.ledningsgrupp
    if says_nothing(grupp.saknas_orsak):
        return
    for medlem in missing(grupp):
        yield Traff(
            f"redovisning.ledningsgrupp.{medlem}",
            f"{svenska.stor_bokstav(MEDLEMMAR[medlem])} ingår inte i ledningsgruppen. Skälet är angivet.",
            "Redovisningen behöver inte ändras. Länsstyrelsen kan fråga vad kommunen gör åt saken.",
        )


@rule("RED-403", BOR, "redovisning", lagrum="2013:522 5 § 2 st")
def arbete_nar_medlem_saknas(prov: Prov) -> Iterator[Traff]:
    """Saknas en medlem framgår det hur kommunen har arbetat för att få med den.

    Varför: Blanketten frågar hur kommunen har arbetat för att få representanter till ledningsgruppen. Svaret
        är viktigast när någon saknas.
    Fel: Regionens psykiatri: Nej, och tom ruta för kommunens arbete.
    Rätt: ”Kommunen har bjudit in psykiatrin till varje möte.”
    Gör så här: Skriv vad kommunen har gjort.
    """
    grupp = prov.redovisning.ledningsgrupp
    saknas = missing(grupp)
    if saknas and says_nothing(grupp.arbete):
        yield Traff(
            "redovisning.ledningsgrupp.arbete",
            f"I ledningsgruppen saknas {in_words(saknas)}, men det framgår inte vad kommunen har gjort.",
            "Skriv hur kommunen har arbetat för att få med en representant.",
        )


@rule("RED-404", UPPLYSNING, "redovisning", lagrum="2013:522 5 § 2 st")
def organisationer_erbjuds(prov: Prov) -> Iterator[Traff]:
    """Någon patient-, brukar- eller anhörigorganisation ingår i ledningsgruppen.

    Varför: Organisationerna ska erbjudas att delta. De får tacka nej, men kommunen ska ha frågat.
    Fel: Nej eller tomt på alla tre raderna.
    Rätt: Brukarorganisationer: Ja, och organisationens namn.
    Gör så här: Kontrollera att organisationerna har erbjudits att delta, och skriv gärna det.
    """
    grupp = prov.redovisning.ledningsgrupp
    tre = (grupp.patient.svar, grupp.brukar.svar, grupp.anhorig.svar)
    nagot_svar = any(getattr(grupp, medlem) for medlem in MEDLEMMAR) or any(tre)
    if nagot_svar and not any(svar and JA in svar for svar in tre):
        yield Traff(
            "redovisning.ledningsgrupp.patient.svar",
            "Ingen patient-, brukar- eller anhörigorganisation ingår i ledningsgruppen.",
            "Kontrollera att organisationerna har erbjudits att delta, och skriv gärna det.",
        )


@rule("RED-405", BOR, "redovisning", lagrum="2013:522 5 § 2 st")
def skal_utan_att_medlem_saknas(prov: Prov) -> Iterator[Traff]:
    """Ett skäl till att en medlem saknas står bara när någon saknas.

    Varför: Är alla fem markerade med Ja finns det inget att förklara. Då är antingen ett kryss eller texten
        fel.
    Fel: Alla fem: Ja, men en text om varför primärvården saknas.
    Rätt: Primärvården: Nej, och texten. Eller alla fem: Ja, och tom ruta.
    Gör så här: Ändra krysset, eller ta bort texten.
    """
    grupp = prov.redovisning.ledningsgrupp
    if all(getattr(grupp, medlem) == JA for medlem in MEDLEMMAR) and not says_nothing(grupp.saknas_orsak):
        yield Traff(
            "redovisning.ledningsgrupp.saknas_orsak",
            "Ett skäl är angivet, men ingen av de fem medlemmarna saknas.",
            "Ändra krysset för den som saknas, eller ta bort texten.",
        )


@rule("RED-406", BOR, "redovisning", lagrum="2013:522 10 § 4")
def nagon_utforare(prov: Prov) -> Iterator[Traff]:
    """Någon är utförare av verksamheten.

    Varför: Redovisningen ska visa hur verksamheten är organiserad. Är ingen rad markerad med Ja framgår det
        inte vem som utför den.
    Fel: Nej på alla fem raderna.
    Rätt: Kommun: Ja, och Nej på de andra.
    Gör så här: Kryssa i Ja för den som utför verksamheten.
    """
    u = prov.redovisning.utforare
    svar = [getattr(u, rad) for rad in ROWS["utforare"]]
    if any(svar) and not any(ett and JA in ett for ett in svar):
        yield Traff(
            "redovisning.utforare.kommun",
            "Ingen är markerad som utförare.",
            "Kryssa i Ja för den som utför verksamheten.",
        )


@rule("RED-407", BOR, "redovisning", lagrum="2013:522 5 § 2 st")
def medlem_bland_andra(prov: Prov) -> Iterator[Traff]:
    """En myndighet som är med i ledningsgruppen är markerad på sin egen rad.

    Varför: Står Försäkringskassan under annan organisation men Nej på sin egen rad säger svaren emot
        varandra.
    Fel: Försäkringskassan: Nej, och annan organisation: ”Försäkringskassan”.
    Rätt: Försäkringskassan: Ja.
    Gör så här: Kryssa i Ja på myndighetens rad, eller ta bort namnet under annan organisation.
    """
    grupp = prov.redovisning.ledningsgrupp
    if grupp.annan.svar != JA or not grupp.annan.vilka:
        return
    for medlem, monster in NAMNS_SOM.items():
        if getattr(grupp, medlem) == NEJ and monster.search(grupp.annan.vilka):
            yield Traff(
                f"redovisning.ledningsgrupp.{medlem}",
                "Myndigheten är markerad med Nej här, men den står under annan organisation.",
                "Ändra krysset till Ja, eller ta bort namnet under annan organisation.",
            )


@rule("RED-408", BOR, "redovisning", lagrum="2013:522 5 § 2 st")
def skalet_galler_alla(prov: Prov) -> Iterator[Traff]:
    """Skälet gäller alla medlemmar som saknas.

    Varför: Saknas två medlemmar men skälet nämner bara den ena är den andra oförklarad.
    Fel: Primärvården och psykiatrin: Nej, och ett skäl som bara nämner primärvården.
    Rätt: Ett skäl för var och en.
    Gör så här: Skriv också varför den andra saknas.
    """
    grupp = prov.redovisning.ledningsgrupp
    text = grupp.saknas_orsak
    if text is None:
        return
    saknas = [medlem for medlem in missing(grupp) if medlem in NAMNS_SOM]
    namnda = [medlem for medlem in saknas if NAMNS_SOM[medlem].search(text)]
    glomda = [medlem for medlem in saknas if medlem not in namnda]
    if namnda and glomda:
        yield Traff(
            "redovisning.ledningsgrupp.saknas_orsak",
            f"Skälet nämner {in_words(namnda)}, men inte {in_words(glomda)}.",
            "Skriv också varför den andra saknas.",
        )
