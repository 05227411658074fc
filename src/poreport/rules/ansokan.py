"""Rules on the ansökan: the seven points of 8 §, the ledningsgrupp, and what the payment needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.rules.hjalp import as_written, has_two_decimals, names_in, place_name
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

HUVUDMAN: Final = {
    "kommunen": r"kommun|\bstad(?:en)?\b|stadsdel|förvaltning|nämnd",
    "regionens primärvård": "primärvård|vårdcentral",
    "regionens psykiatri": "(?<!social)psykiatri",
    "Arbetsförmedlingen": r"arbetsförmedling|\baf\b",
    "Försäkringskassan": r"försäkringskassa|\bfk\b",
}
"""The five that 5 § second paragraph names, and how texts in lower case name them."""

_HUVUDMAN: Final = {namn: re.compile(monster) for namn, monster in HUVUDMAN.items()}
_ORGANISATION: Final = re.compile(r"patient|brukar|anhörig|förening|\bnsph\b|\brsmh\b")
_PLANENS_DELAR: Final = {
    "hur prioriteringar görs": ("prioriter", "turordning", "förtur", "först", " före"),
    "hur arbetet planeras": ("planer", "planlägg"),
    "hur arbetet dokumenteras": ("dokument", "journal", "anteckn", "personblad"),
}
_ORGAN: Final = re.compile(r"nämnd|styrelse|utskott|fullmäktige", re.IGNORECASE)


def _obesvarad(path: str, text: str | None, vad: str, gor: str) -> Iterator[Traff]:
    if svenska.is_blank(text):
        yield Traff(path, f"Ansökan saknar uppgift om {vad}.", gor)


@rule("ANS-101", BOR, "ansokan", lagrum="2013:522 8 § 1")
def punkt_1_andra_kommuner(prov: Prov) -> Iterator[Traff]:
    """Bland de andra kommunerna står inte den egna.

    Varför: Rutan gäller vilka kommuner ansökan också avser. Den egna kommunen står redan som sökande. En
        tom ruta betyder att ansökan bara avser den egna kommunen.
    Fel: Kalmar kommun skriver ”Kalmar” i rutan för andra kommuner.
    Rätt: Rutan är tom, eller nämner en grannkommun.
    Gör så här: Ta bort den egna kommunen ur listan.
    """
    egen = place_name(prov.kommun_of(prov.ansokan).namn)
    for index, namn in enumerate(prov.ansokan.omfattar):
        if egen and place_name(namn) == egen:
            yield Traff(
                f"ansokan.omfattar[{index}]",
                f"{svenska.quote(namn)} är den sökande kommunen själv.",
                "Ta bort den egna kommunen. Lämna rutan tom om ansökan inte avser någon annan kommun.",
            )


@rule("ANS-102", SKA, "ansokan", lagrum="2013:522 8 § 2")
def punkt_2_arsanstallningar(prov: Prov) -> Iterator[Traff]:
    """Antalet årsanställningar är angivet och större än noll.

    Varför: Statsbidraget fördelas efter antalet årsanställningar. Ansökan ska säga hur många den gäller.
    Fel: Rutan är tom, eller antalet är 0,00.
    Rätt: 2,00 årsanställningar.
    Gör så här: Ange antalet årsanställningar som kommunen söker för, med två decimaler.
    """
    antal = prov.ansokan.arsanstallningar
    gor = "Ange hur många årsanställningar ansökan gäller, till exempel 2,00."
    if antal is None:
        yield Traff("ansokan.arsanstallningar", "Ansökan saknar uppgift om antalet årsanställningar.", gor)
    elif antal <= 0:
        yield Traff("ansokan.arsanstallningar", "Antalet årsanställningar är inte större än noll.", gor)


@rule("ANS-103", SKA, "ansokan", lagrum="2013:522 8 § 3")
def punkt_3_driftsform(prov: Prov) -> Iterator[Traff]:
    """Driftsformen är angiven.

    Varför: Ansökan ska säga i vilken driftsform verksamheten bedrivs, och för en ny verksamhet när den kan
        börja.
    Fel: Rutan är tom eller innehåller bara ett streck.
    Rätt: ”Kommunal regi.”
    Gör så här: Skriv vem som driver verksamheten: kommunen själv, en förening eller någon annan.
    """
    gor = "Skriv vem som driver verksamheten, till exempel kommunen själv eller en förening."
    yield from _obesvarad("ansokan.driftsform", prov.ansokan.driftsform, "driftsformen", gor)


@rule("ANS-104", SKA, "ansokan", lagrum="2013:522 8 § 4")
def punkt_4_samverkan(prov: Prov) -> Iterator[Traff]:
    """Det framgår vilka myndigheter och organisationer som ska samverka.

    Varför: Ansökan ska säga vilka som samverkar kring verksamheten. Blanketten frågar om ledningsgruppen
        och om andra. Minst en av rutorna ska vara ifylld.
    Fel: Ingen av frågorna om samverkan är besvarad.
    Rätt: ”Kommunen, Försäkringskassan, Arbetsförmedlingen, regionens primärvård och psykiatri.”
    Gör så här: Räkna upp ledningsgruppens medlemmar, och därefter andra som ni samverkar med.
    """
    if svenska.is_blank(prov.ansokan.samverkan):
        gor = "Räkna upp vilka som ingår i ledningsgruppen och vilka andra ni samverkar med."
        vad = "vilka myndigheter och organisationer som ska samverka"
        yield from _obesvarad("ansokan.ledningsgrupp", prov.ansokan.ledningsgrupp, vad, gor)


@rule("ANS-105", SKA, "ansokan", lagrum="2013:522 8 § 5")
def punkt_5_plan(prov: Prov) -> Iterator[Traff]:
    """Det framgår hur ombuden ska arbeta.

    Varför: Ansökan ska beskriva hur ombuden arbetar med målgruppen, hur prioriteringar görs och hur arbetet
        planeras och dokumenteras.
    Fel: Rutan är tom eller innehåller bara ett streck.
    Rätt: Några meningar om arbetssätt, prioriteringar, planering och dokumentation.
    Gör så här: Utgå från förra årets ansökan och ändra det som är nytt.
    """
    gor = "Beskriv hur ombuden arbetar med målgruppen, prioriterar, planerar och dokumenterar."
    yield from _obesvarad("ansokan.plan", prov.ansokan.plan, "hur ombuden ska arbeta", gor)


@rule("ANS-106", SKA, "ansokan", lagrum="2013:522 8 § 6")
def punkt_6_stod(prov: Prov) -> Iterator[Traff]:
    """Det framgår hur ombuden får stöd i arbetet.

    Varför: Ansökan ska säga hur kommunen stödjer ombuden, till exempel med utbildning och handledning.
    Fel: Rutan är tom eller innehåller bara ett streck.
    Rätt: ”Ombuden har extern handledning en gång i månaden.”
    Gör så här: Skriv vilken utbildning och handledning ombuden får.
    """
    gor = "Skriv vilken utbildning och handledning ombuden får."
    yield from _obesvarad("ansokan.stod", prov.ansokan.stod, "hur ombuden får stöd i arbetet", gor)


@rule("ANS-107", SKA, "ansokan", lagrum="2013:522 8 § 7")
def punkt_7_uppfoljning(prov: Prov) -> Iterator[Traff]:
    """Det framgår hur verksamheten följs upp.

    Varför: Ansökan ska säga hur kommunen följer upp hur verksamheten har utvecklats.
    Fel: Rutan är tom eller innehåller bara ett streck.
    Rätt: ”Statistiken sammanställs varje år och redovisas för ledningsgruppen.”
    Gör så här: Skriv hur och hur ofta verksamheten följs upp.
    """
    gor = "Skriv hur och hur ofta verksamheten följs upp."
    yield from _obesvarad("ansokan.uppfoljning", prov.ansokan.uppfoljning, "hur verksamheten följs upp", gor)


@rule("ANS-108", UPPLYSNING, "ansokan", "redovisning", lagrum="2013:522 8 § 1")
def punkt_1_som_i_redovisningen(prov: Prov) -> Iterator[Traff]:
    """Redovisningen omfattar andra kommuner men inte ansökan.

    Varför: En tom ruta betyder att ansökan bara avser den egna kommunen. Har verksamheten omfattat fler
        kommuner är det lätt att glömma dem i ansökan.
    Fel: Redovisningen omfattar Grannby kommun, men rutan i ansökan är tom.
    Rätt: Samma kommuner i båda, eller en tom ruta när samarbetet är slut.
    Gör så här: Lägg till kommunerna i ansökan om samarbetet fortsätter.
    """
    if prov.ansokan.omfattar:
        return
    # A city with delområden writes them in the box; they are parts of its own kommun.
    omraden = (omrade.namn for omrade in prov.redovisning.omraden)
    egna = {place_name(namn) for namn in (prov.kommun_of(prov.redovisning).namn, *omraden)}
    namn_i_rutan = names_in(prov.redovisning.omfattar)
    andra = [namn for plats, namn in namn_i_rutan.items() if plats not in egna]
    if andra:
        yield Traff(
            "ansokan.omfattar",
            f"Redovisningen omfattar också {svenska.quote(svenska.lista(andra))}, men ansökan gäller bara "
            "den egna kommunen.",
            "Lägg till kommunerna i ansökan om samarbetet fortsätter.",
        )


@rule("ANS-109", UPPLYSNING, "ansokan", lagrum="2013:522 8 § 5")
def punkt_5_alla_delar(prov: Prov) -> Iterator[Traff]:
    """Planen nämner prioriteringar, planering och dokumentation.

    Varför: Punkten har fyra delar: arbetet med målgruppen, prioriteringar, planering och dokumentation. Här
        söks bara efter orden. Texten kan säga saken på ett annat sätt.
    Fel: Texten säger hur ombuden arbetar, men ingenting om dokumentation.
    Rätt: ”Akuta ärenden prioriteras. Arbetet planeras varannan vecka och dokumenteras i personblad.”
    Gör så här: Läs texten och lägg till en mening om det som saknas.
    """
    text = prov.ansokan.plan
    if text is None or svenska.is_blank(text):
        return
    sma = text.lower()
    saknas = [del_ for del_, orden in _PLANENS_DELAR.items() if not any(ord_ in sma for ord_ in orden)]
    if saknas:
        yield Traff(
            "ansokan.plan",
            f"Texten tycks inte säga {svenska.lista(saknas, 'eller')}.",
            "Läs texten och lägg till det som saknas.",
        )


@rule("ANS-110", UPPLYSNING, "ansokan", lagrum="2013:522 8 § 2")
def punkt_2_tva_decimaler(prov: Prov) -> Iterator[Traff]:
    """Antalet årsanställningar är skrivet med två decimaler.

    Varför: Blanketten ber om två decimaler, så att hela tjänster och delar av tjänster skrivs lika.
    Fel: 2,0 eller 2.
    Rätt: 2,00.
    Gör så här: Skriv två decimaler.
    """
    antal = prov.ansokan.arsanstallningar
    if antal is not None and not has_two_decimals(antal):
        yield Traff(
            "ansokan.arsanstallningar",
            f"Antalet är inte skrivet med två decimaler: {as_written(antal)}.",
            "Skriv två decimaler, till exempel 2,00.",
        )


@rule("ANS-111", BOR, "ansokan", lagrum="2013:522 5 § 2 st")
def ledningsgruppens_huvudman(prov: Prov) -> Iterator[Traff]:
    """Ledningsgruppen har de fem medlemmar som förordningen kräver.

    Varför: I ledningsgruppen ska kommunen, regionens primärvård och psykiatri, Arbetsförmedlingen och
        Försäkringskassan vara representerade. Här söks efter namnen i texten.
    Fel: ”Kommunen, Försäkringskassan och regionen.”
    Rätt: ”Kommunen, regionens primärvård och psykiatri, Arbetsförmedlingen och Försäkringskassan.”
    Gör så här: Skriv ut alla fem. Saknas en representant, skriv varför och vad kommunen gör åt det.
    """
    text = prov.ansokan.ledningsgrupp or ""
    if svenska.is_blank(text) and svenska.is_blank(prov.ansokan.samverkan):
        return
    saknas = [namn for namn, monster in _HUVUDMAN.items() if not monster.search(text.lower())]
    if saknas:
        yield Traff(
            "ansokan.ledningsgrupp",
            f"Svaret om ledningsgruppen nämner inte {svenska.lista(saknas, 'eller')}.",
            "Lägg till dem, eller skriv varför de inte är med.",
        )


@rule("ANS-112", UPPLYSNING, "ansokan", lagrum="2013:522 5 § 2 st")
def organisationer_erbjuds(prov: Prov) -> Iterator[Traff]:
    """Patient-, brukar- eller anhörigorganisationer är nämnda.

    Varför: Organisationerna ska erbjudas att delta i ledningsgruppen. De behöver inte tacka ja.
    Fel: Ingen organisation är nämnd i svaren om samverkan.
    Rätt: ”Brukarorganisationerna har erbjudits en plats.”
    Gör så här: Nämn organisationerna, eller skriv att de har erbjudits att delta.
    """
    svar = f"{prov.ansokan.ledningsgrupp or ''}\n{prov.ansokan.samverkan or ''}"
    if not svenska.is_blank(svar) and not _ORGANISATION.search(svar.lower()):
        yield Traff(
            "ansokan.ledningsgrupp",
            "Ingen patient-, brukar- eller anhörigorganisation är nämnd i svaren om samverkan.",
            "Nämn organisationerna, eller skriv att de har erbjudits att delta.",
        )


@rule("ANS-201", BOR, "ansokan")
def giro_angivet(prov: Prov) -> Iterator[Traff]:
    """Plusgiro eller bankgiro är angivet.

    Varför: Länsstyrelsen behöver veta vart bidraget ska betalas.
    Fel: Båda rutorna är tomma.
    Rätt: Plusgiro 24400-4.
    Gör så här: Ange kommunens plusgiro eller bankgiro.
    """
    if svenska.is_blank(prov.ansokan.bankgiro):
        gor = "Ange kommunens plusgiro eller bankgiro."
        yield from _obesvarad("ansokan.plusgiro", prov.ansokan.plusgiro, "plusgiro eller bankgiro", gor)


@rule("ANS-202", BOR, "ansokan")
def namnd_angiven(prov: Prov) -> Iterator[Traff]:
    """Nämnden som har beslutat om ansökan är angiven.

    Varför: Blanketten frågar vem som har beslutat. Länsstyrelsen ska kunna se att kommunen står bakom.
    Fel: Rutan är tom.
    Rätt: ”Socialnämnden”.
    Gör så här: Ange nämnden, eller den som har beslutat på nämndens vägnar.
    """
    gor = "Ange nämnden, eller den som har beslutat på nämndens vägnar."
    yield from _obesvarad("ansokan.namnd", prov.ansokan.namnd, "nämnden som har beslutat", gor)


@rule("ANS-203", UPPLYSNING, "ansokan", lagrum="2017:725 6 kap. 38 §")
def beslut_pa_delegation(prov: Prov) -> Iterator[Traff]:
    """Någon annan än en nämnd har beslutat om ansökan.

    Varför: En nämnd får delegera beslutet, men inte i ärenden som gäller verksamhetens mål, inriktning,
        omfattning eller kvalitet.
    Fel: ”Socialchefen”, utan att beslutet finns i delegationsordningen.
    Rätt: ”Socialnämnden”, eller ”Socialchefen på delegation från socialnämnden”.
    Gör så här: Kontrollera delegationsordningen och skriv vilken nämnd beslutet är fattat för.
    """
    namnd = prov.ansokan.namnd
    if namnd is not None and not svenska.is_blank(namnd) and not _ORGAN.search(namnd):
        yield Traff(
            "ansokan.namnd",
            f"{svenska.quote(namnd)} är ingen nämnd.",
            "Kontrollera att beslutet får delegeras, och skriv vilken nämnd det är fattat för.",
        )


@rule("ANS-204", BOR, "ansokan")
def foretradare_angiven(prov: Prov) -> Iterator[Traff]:
    """Företrädarens namn och befattning är angivna.

    Varför: Ansökan undertecknas av en behörig företrädare. Namnförtydligandet visar vem det är.
    Fel: Rutan för namnförtydligande och befattning är tom.
    Rätt: Namn och ”ordförande i socialnämnden”.
    Gör så här: Ange namn och befattning för den som skriver under.
    """
    gor = "Ange namn och befattning för den som skriver under."
    yield from _obesvarad("ansokan.foretradare", prov.ansokan.foretradare, "vem som skriver under", gor)


@rule("ANS-205", BOR, "ansokan")
def kontakt_angiven(prov: Prov) -> Iterator[Traff]:
    """Kontaktpersonen går att nå.

    Varför: Länsstyrelsen hör av sig till kontaktpersonen när något behöver kompletteras.
    Fel: Kontaktpersonen saknas, eller står utan både telefon och e-post.
    Rätt: Namn och telefonnummer, eller namn och e-postadress.
    Gör så här: Ange vem länsstyrelsen kan vända sig till, och hur.
    """
    kontakt = prov.ansokan.kontakt
    gor = "Ange kontaktpersonens namn och telefon eller e-postadress."
    yield from _obesvarad("ansokan.kontakt.namn", kontakt.namn, "kontaktperson", gor)
    if svenska.is_blank(kontakt.epost):
        vad = "kontaktpersonens telefon eller e-postadress"
        yield from _obesvarad("ansokan.kontakt.telefon", kontakt.telefon, vad, gor)


@rule("ANS-206", UPPLYSNING, "ansokan")
def ansokan_daterad(prov: Prov) -> Iterator[Traff]:
    """Ansökan är daterad.

    Varför: Datumet visar att ansökan är gjord i tid.
    Fel: Rutan för ort och datum saknar datum.
    Rätt: ”Kalmar 2021-12-21”.
    Gör så här: Fyll i datumet när ansökan skrivs under.
    """
    if prov.ansokan.datum is None:
        yield Traff("ansokan.datum", "Ansökan saknar datum.", "Fyll i datumet när ansökan skrivs under.")
