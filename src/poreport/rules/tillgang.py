"""Rules on queue, waiting time and order of priority (section 4 of the redovisning)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.model import Ko
from poreport.rules.hjalp import DELVIS, JA, JA_SVAR, NEJ, names_in, place_name, tal
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

_TID: Final = re.compile(r"[0-9]|\b(?:dag|dygn|veck|månad|år\b|åre|timm|halvår|kvartal)", re.IGNORECASE)


def has_queue(ko: Ko) -> bool:
    """Whether the answer is Ja; also when kommuner with a queue are counted and no single box is ticked."""
    return ko.svar == JA or (bool(ko.antal_med) and (not ko.svar or ko.svar == JA | NEJ))


@rule("RED-213", SKA, "redovisning", lagrum="2013:522 10 § 3")
def prioritering_foljs_upp(prov: Prov) -> Iterator[Traff]:
    """Svaret om prioriteringsordning är förklarat.

    Varför: Redovisningen ska säga om det finns bedömningsriktlinjer eller en prioriteringsordning. Blanketten
        frågar vilken ordningen är, eller varför den saknas.
    Fel: Ja, men rutan för ordningen är tom.
    Rätt: Ja, och ”1. Föräldrar med barn hemma. 2. Unga vuxna. 3. Personer utan bostad.”
    Gör så här: Rangordna grupperna, eller skriv varför det inte finns någon ordning.
    """
    p = prov.redovisning.prioritering
    if p.svar == JA and svenska.is_blank(p.ordning):
        yield Traff(
            "redovisning.prioritering.ordning",
            "Svaret är Ja, men det framgår inte vilken prioriteringsordningen är.",
            "Rangordna grupperna, den som går först överst.",
        )
    if p.svar == NEJ and svenska.is_blank(p.varfor_inte):
        yield Traff(
            "redovisning.prioritering.varfor_inte",
            "Svaret är Nej, men det framgår inte varför det saknas en prioriteringsordning.",
            "Skriv varför.",
        )


@rule("RED-214", SKA, "redovisning", lagrum="2013:522 10 § 3")
def vantetid_anges(prov: Prov) -> Iterator[Traff]:
    """Har det varit kö är väntetiden angiven.

    Varför: Blanketten ber den som svarar Ja att uppskatta hur lång väntetiden har varit.
    Fel: Kö: Ja, och tom ruta för väntetiden.
    Rätt: Kö: Ja, och ”30 dagar”.
    Gör så här: Uppskatta väntetiden. Gäller redovisningen flera kommuner, ange tiden för var och en.
    """
    ko = prov.redovisning.ko
    if has_queue(ko) and svenska.is_blank(ko.vantetid):
        yield Traff(
            "redovisning.ko.vantetid",
            "Det har varit kö eller väntetid, men det framgår inte hur lång.",
            "Uppskatta hur lång väntetiden har varit.",
        )


@rule("RED-215", SKA, "redovisning", lagrum="2013:522 10 § 3")
def orsak_till_ko_anges(prov: Prov) -> Iterator[Traff]:
    """Har det varit kö är orsaken angiven.

    Varför: Blanketter från 2022 och senare ber den som svarar Ja att ange orsaken. Regeln gäller bara
        blanketter som har den frågan.
    Fel: Kö: Ja, och tom ruta för orsaken.
    Rätt: Kö: Ja, och ”En tjänst var vakant under våren”.
    Gör så här: Skriv varför det har blivit kö.
    """
    ko, form = prov.redovisning.ko, prov.form("redovisning")
    if has_queue(ko) and svenska.is_blank(ko.orsak) and form is not None and form.has("ko.orsak"):
        yield Traff(
            "redovisning.ko.orsak",
            "Det har varit kö eller väntetid, men orsaken är inte angiven.",
            "Skriv varför det har varit kö eller väntetid.",
        )


@rule("RED-231", BOR, "redovisning", lagrum="2013:522 10 § 3")
def delvis_ko_forklaras(prov: Prov) -> Iterator[Traff]:
    """Svaret Delvis om kö är förklarat.

    Varför: Delvis säger att det har varit kö på något håll eller någon tid. Utan text vet läsaren inte var
        eller hur lång väntetiden var.
    Fel: Kö: Delvis, och tom ruta.
    Rätt: Kö: Delvis, och ”30 dagar i två av tre kommuner”.
    Gör så här: Skriv var det har varit kö och hur lång väntetiden var.
    """
    ko = prov.redovisning.ko
    if ko.svar == DELVIS and svenska.is_blank(ko.vantetid):
        yield Traff(
            "redovisning.ko.vantetid",
            "Svaret är Delvis, men det framgår inte var det har varit kö eller hur lång väntetiden var.",
            "Skriv var det har varit kö och hur lång väntetiden var.",
        )


@rule("RED-232", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 3")
def delvis_med_en_kommun(prov: Prov) -> Iterator[Traff]:
    """Delvis gäller redovisningar för flera kommuner.

    Varför: Blanketten förklarar Delvis med kö i några av flera kommuner. Gäller redovisningen en enda kommun
        utan delområden är svaret Ja eller Nej.
    Fel: Kö: Delvis, i en redovisning för en kommun.
    Rätt: Kö: Ja, och ”30 dagar under våren”.
    Gör så här: Svara Ja om det har varit kö någon del av året, och skriv när.
    """
    r = prov.redovisning
    if r.ko.svar == DELVIS and not names_in(r.omfattar) and len(r.omraden) == 1:
        yield Traff(
            "redovisning.ko.svar",
            "Svaret är Delvis, men redovisningen gäller bara en kommun utan delområden.",
            "Svara Ja om det har varit kö någon del av året, och skriv när.",
        )


@rule("RED-233", BOR, "redovisning", lagrum="2013:522 10 § 3")
def antal_kommuner_med_ko(prov: Prov) -> Iterator[Traff]:
    """Antalet kommuner med och utan kö stämmer med svaret och med redovisningen.

    Varför: När flera kommuner redovisar tillsammans anger de hur många som har haft kö. Antalen ska passa
        ihop med krysset och med hur många kommuner redovisningen omfattar.
    Fel: 3 kommuner med kö och 2 utan, men redovisningen omfattar fyra kommuner.
    Rätt: 3 kommuner med kö och 1 utan.
    Gör så här: Räkna kommunerna, den egna medräknad.
    """
    r = prov.redovisning
    med, utan = r.ko.antal_med, r.ko.antal_utan
    if med is not None and ((r.ko.svar == NEJ and med > 0) or (r.ko.svar == JA and med == 0)):
        yield Traff(
            "redovisning.ko.antal_med",
            f"Svaret är {'Nej' if med else 'Ja'}, men antalet kommuner med kö är {tal(med)}.",
            "Rätta svaret eller antalet.",
        )
    if med is None or utan is None or len(r.omraden) > 1:
        return
    egen = place_name(prov.kommun_of(r).namn)
    alla = 1 + len(names_in(r.omfattar).keys() - {egen})
    if med + utan != alla:
        yield Traff(
            "redovisning.ko.antal_utan",
            f"{tal(med)} kommuner med kö och {tal(utan)} utan är {tal(med + utan)}, men redovisningen "
            f"omfattar {svenska.antal_med_ord(alla, 'kommun')}.",
            "Räkna kommunerna, den egna medräknad.",
        )


@rule("RED-234", BOR, "redovisning", lagrum="2013:522 10 § 3")
def vantetid_ar_en_tid(prov: Prov) -> Iterator[Traff]:
    """Väntetiden är en tid.

    Varför: Blanketten ber om en uppskattning av hur lång väntetiden har varit. Länsstyrelsen kan bara jämföra
        svar som innehåller en tid.
    Fel: ”Det har varierat.”
    Rätt: ”Mellan 10 och 40 dagar.”
    Gör så här: Uppskatta tiden i dagar.
    """
    ko = prov.redovisning.ko
    text = ko.vantetid
    if text and not svenska.is_blank(text) and ko.svar and ko.svar & JA_SVAR and not _TID.search(text):
        yield Traff(
            "redovisning.ko.vantetid",
            "Svaret innehåller ingen tid.",
            "Uppskatta väntetiden i dagar, till exempel 30 dagar.",
        )


@rule("RED-235", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 3")
def ko_utan_prioritering(prov: Prov) -> Iterator[Traff]:
    """Den som har kö har också en ordning för vem som får hjälp först.

    Varför: Frågan om prioriteringsordning gäller just kö. Länsstyrelsen kan undra hur turordningen görs.
    Fel: Kö: Ja, och prioriteringsordning: Nej.
    Rätt: Kö: Ja, och prioriteringsordning: Ja.
    Gör så här: Kontrollera svaret. Finns ingen ordning, förklara hur ombuden väljer.
    """
    r = prov.redovisning
    if r.ko.svar and r.ko.svar & JA_SVAR and r.prioritering.svar == NEJ:
        yield Traff(
            "redovisning.prioritering.svar",
            "Det har varit kö eller väntetid, men det finns ingen prioriteringsordning.",
            "Kontrollera svaret, eller förklara hur ombuden väljer vem som får hjälp först.",
        )


@rule("RED-236", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 3")
def vantetid_i_dagar(prov: Prov) -> Iterator[Traff]:
    """Väntetiden är angiven i dagar när blanketten ber om det.

    Varför: Blanketter från 2022 och senare ber om dagar för varje kommun, så att länsstyrelsen kan jämföra.
    Fel: ”Två till tre månader.”
    Rätt: ”60–90 dagar.”
    Gör så här: Räkna om tiden till dagar.
    """
    text = prov.redovisning.ko.vantetid
    if text is None or svenska.is_blank(text) or "dag" in text.lower():
        return
    svar, fraga = prov.redovisning.ko.svar, prov.label("redovisning.ko.vantetid")
    if svar and svar & JA_SVAR and fraga and "dagar" in fraga:
        yield Traff(
            "redovisning.ko.vantetid",
            "Blanketten ber om väntetiden i dagar, men svaret nämner inga dagar.",
            "Räkna om tiden till dagar, för varje kommun.",
        )
