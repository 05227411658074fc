"""Rules on what the redovisning must contain: 10 § punkt 1–5, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from poreport import svenska
from poreport.model import BAND, KON
from poreport.rules.hjalp import tal
from poreport.rules.orsaker import given, reasons
from poreport.rules.rule import BOR, SKA, Prov, Traff, rule
from poreport.rules.svar import ROWS
from poreport.rules.tal import column, persons


def blank(*texter: str | None) -> bool:
    """Whether all the texts are empty."""
    return all(svenska.is_blank(text) for text in texter)


@rule("RED-601", SKA, "redovisning", lagrum="2013:522 10 § 1")
def punkt_1_tjanster(prov: Prov) -> Iterator[Traff]:
    """Antalet ombudstjänster är angivet.

    Varför: Redovisningen ska innehålla antalet tjänster.
    Fel: Rutan är tom.
    Rätt: 2,00.
    Gör så här: Ange antalet tjänster med två decimaler: ett ombud på heltid och ett på halvtid är 1,50.
    """
    if prov.redovisning.ombud.tjanster is None:
        yield Traff(
            "redovisning.ombud.tjanster",
            "Antalet ombudstjänster saknas.",
            "Ange antalet med två decimaler, till exempel 1,50.",
        )


@rule("RED-602", SKA, "redovisning", lagrum="2013:522 10 § 1")
def punkt_1_utbildning(prov: Prov) -> Iterator[Traff]:
    """Det framgår om ombuden har erbjudits utbildning.

    Varför: Redovisningen ska innehålla uppgift om ombudens utbildning.
    Fel: Varken Ja eller Nej, och ingen text.
    Rätt: Ja, och vilken utbildning det är.
    Gör så här: Svara Ja eller Nej, och skriv vilken utbildning eller varför ingen har erbjudits.
    """
    u = prov.redovisning.utbildning
    if not u.svar and blank(u.vilka, u.varfor_inte):
        yield Traff(
            "redovisning.utbildning.svar",
            "Det framgår inte om ombuden har erbjudits utbildning.",
            "Svara Ja eller Nej, och skriv vilken utbildning eller varför ingen har erbjudits.",
        )


@rule("RED-603", SKA, "redovisning", lagrum="2013:522 10 § 1")
def punkt_1_handledning(prov: Prov) -> Iterator[Traff]:
    """Det framgår om ombuden har erbjudits handledning.

    Varför: Redovisningen ska innehålla uppgift om ombudens handledning.
    Fel: Varken Ja eller Nej, och ingen text.
    Rätt: Ja, och vilken handledning det är.
    Gör så här: Svara Ja eller Nej, och skriv vilken handledning eller varför ingen har erbjudits.
    """
    h = prov.redovisning.handledning
    if not h.svar and blank(h.vilken, h.varfor_inte):
        yield Traff(
            "redovisning.handledning.svar",
            "Det framgår inte om ombuden har erbjudits handledning.",
            "Svara Ja eller Nej, och skriv vilken handledning eller varför ingen har erbjudits.",
        )


@rule("RED-604", SKA, "redovisning", lagrum="2013:522 10 § 2")
def punkt_2_antal(prov: Prov) -> Iterator[Traff]:
    """Det framgår hur många som har fått stöd.

    Varför: Redovisningen ska innehålla uppgift om hur många personer verksamheten har vänt sig till.
    Fel: Tabellen över klienter är tom.
    Rätt: 67 kvinnor och 48 män.
    Gör så här: Fyll i antalet klienter, kvinnor och män var för sig.
    """
    for path, omrade in prov.areas:
        if persons(omrade) is None:
            yield Traff(
                f"{path}.klienter.totalt.kvinnor.totalt",
                "Antalet klienter saknas.",
                "Fyll i hur många kvinnor och män som har fått stöd under året.",
            )


@rule("RED-605", SKA, "redovisning", lagrum="2013:522 10 § 2")
def punkt_2_grupper(prov: Prov) -> Iterator[Traff]:
    """Det framgår vilka grupper som har fått stöd.

    Varför: Redovisningen ska innehålla uppgift om vilka grupper verksamheten har vänt sig till. Blanketten
        frågar efter kön och ålder, och efter förändringar av vilka som söker stöd.
    Fel: 67 kvinnor och 48 män, men ingen ålder och ingen text.
    Rätt: 67 kvinnor och 48 män, fördelade på fyra åldersband.
    Gör så här: Fördela klienterna på åldersbanden.
    """
    for path, omrade in prov.areas:
        antal = persons(omrade)
        band = [getattr(column(omrade, "totalt", kon), b) for kon in KON for b in BAND]
        if antal is not None and antal > 0 and all(b is None for b in band) and blank(omrade.tendens_grupper):
            yield Traff(
                f"{path}.klienter.totalt.kvinnor.b18_29",
                f"De {tal(antal)} klienterna är inte fördelade på ålder.",
                "Fördela klienterna på de fyra åldersbanden.",
            )


@rule("RED-606", SKA, "redovisning", lagrum="2013:522 10 § 2")
def punkt_2_orsaker(prov: Prov) -> Iterator[Traff]:
    """Det framgår varför klienterna har tagit kontakt.

    Varför: Redovisningen ska innehålla uppgift om de vanligaste orsakerna till kontakt.
    Fel: Tabellen över kontaktorsaker är tom, men det finns nya klienter.
    Rätt: Ekonomi 14, bostad 6, och så vidare.
    Gör så här: Fyll i hur många nya klienter som har haft varje orsak.
    """
    for path, omrade in prov.areas:
        tomt = all(given(f) is None for _, f in reasons(omrade)) and blank(omrade.annan_orsak)
        if tomt and persons(omrade, "nya") != 0 and persons(omrade) != 0:
            yield Traff(
                f"{path}.orsaker",
                "Kontaktorsakerna saknas.",
                "Fyll i hur många nya klienter som har haft varje orsak.",
            )


@rule("RED-607", SKA, "redovisning", lagrum="2013:522 10 § 3")
def punkt_3_prioritering(prov: Prov) -> Iterator[Traff]:
    """Det framgår om det finns en prioriteringsordning.

    Varför: Redovisningen ska säga om det finns bedömningsriktlinjer eller en prioriteringsordning.
    Fel: Varken Ja eller Nej, och ingen text.
    Rätt: Ja, och ordningen.
    Gör så här: Svara Ja eller Nej, och skriv ordningen eller varför den saknas.
    """
    p = prov.redovisning.prioritering
    if not p.svar and blank(p.ordning, p.varfor_inte):
        yield Traff(
            "redovisning.prioritering.svar",
            "Det framgår inte om det finns bedömningsriktlinjer eller en prioriteringsordning.",
            "Svara Ja eller Nej, och skriv ordningen eller varför den saknas.",
        )


@rule("RED-608", SKA, "redovisning", lagrum="2013:522 10 § 4")
def punkt_4_organisation(prov: Prov) -> Iterator[Traff]:
    """Det framgår hur verksamheten är organiserad.

    Varför: Redovisningen ska innehålla uppgift om organisationen. Blanketten frågar vem som är utförare.
    Fel: Ingen rad är markerad.
    Rätt: Kommun: Ja.
    Gör så här: Kryssa i vem som utför verksamheten.
    """
    u = prov.redovisning.utforare
    if not any(getattr(u, rad) for rad in ROWS["utforare"]) and blank(u.annan_namn):
        yield Traff(
            "redovisning.utforare.kommun",
            "Det framgår inte vem som utför verksamheten.",
            "Kryssa i Ja eller Nej på varje rad.",
        )


@rule("RED-609", SKA, "redovisning", lagrum="2013:522 10 § 4")
def punkt_4_ledning(prov: Prov) -> Iterator[Traff]:
    """Det framgår vilka som ingår i ledningsgruppen.

    Varför: Redovisningen ska innehålla uppgift om ledning och samverkan. Blanketten frågar vilka myndigheter
        och organisationer som ingår i ledningsgruppen.
    Fel: Ingen rad är markerad.
    Rätt: Kommunen, Arbetsförmedlingen, Försäkringskassan, primärvården och psykiatrin: Ja.
    Gör så här: Kryssa i vilka som ingår.
    """
    g = prov.redovisning.ledningsgrupp
    svar = [getattr(g, medlem) for medlem in ROWS["ledningsgrupp"]]
    svar += [o.svar for o in (g.patient, g.brukar, g.anhorig, g.annan)]
    if not any(svar) and blank(g.saknas_orsak, g.arbete):
        yield Traff(
            "redovisning.ledningsgrupp.kommun",
            "Det framgår inte vilka som ingår i ledningsgruppen.",
            "Kryssa i Ja eller Nej på varje rad.",
        )


@rule("RED-610", SKA, "redovisning", lagrum="2013:522 10 § 5")
def punkt_5_brister(prov: Prov) -> Iterator[Traff]:
    """Det framgår vilka brister som har uppmärksammats.

    Varför: Redovisningen ska innehålla uppgift om uppmärksammade brister i fråga om den enskildes möjligheter
        att få tillgång till vård, stöd och service.
    Fel: Rutan är tom.
    Rätt: En eller flera brister, eller att inga har uppmärksammats.
    Gör så här: Sammanfatta bristerna. Har inga uppmärksammats, skriv det.
    """
    brister = prov.redovisning.brister
    if blank(brister.text, *(del_ for post in brister.poster for del_ in (post.rubrik, post.text))):
        yield Traff(
            "redovisning.brister.text",
            "Det framgår inte vilka brister som har uppmärksammats.",
            "Sammanfatta bristerna. Har inga uppmärksammats, skriv det.",
        )


@rule("RED-611", BOR, "redovisning")
def kommunen_gar_att_na(prov: Prov) -> Iterator[Traff]:
    """Länsstyrelsen kan se vem som redovisar och vem den kan fråga.

    Varför: Länsstyrelsen hör av sig till kontaktpersonen när något behöver kompletteras.
    Fel: Kontaktpersonen saknas, eller står utan både telefon och e-post.
    Rätt: Kommun, nämnd, kontaktperson och telefon eller e-post.
    Gör så här: Fyll i kontaktuppgifterna.
    """
    r = prov.redovisning
    kommun = prov.kommun_of(r)
    var = "kommun" if kommun == prov.arende.kommun else "redovisning.kommun"
    falt = {
        f"{var}.namn": ("kommunens namn", kommun.namn),
        "redovisning.kontakt.namnd": ("nämnden", r.kontakt.namnd),
        "redovisning.kontakt.kontaktperson": ("kontaktpersonen", r.kontakt.kontaktperson),
        "redovisning.kontakt.telefon": (
            "telefon eller e-post",
            r.kontakt.epost if blank(r.kontakt.telefon) else r.kontakt.telefon,
        ),
    }
    saknas = [path for path, (_, text) in falt.items() if blank(text)]
    if saknas:
        yield Traff(
            saknas[0],
            f"Uppgift saknas om {svenska.lista([falt[path][0] for path in saknas])}.",
            "Fyll i kontaktuppgifterna.",
        )


@rule("RED-612", BOR, "redovisning")
def foretradaren_ar_namngiven(prov: Prov) -> Iterator[Traff]:
    """Den som företräder kommunen är namngiven.

    Varför: Redovisningen undertecknas av en behörig företrädare. Namn och titel visar vem det är, också när
        beslutet är digitalt.
    Fel: Namnförtydligande och titel är tomma.
    Rätt: Namn, och ”Socialnämndens ordförande”.
    Gör så här: Fyll i namn och titel för den som skriver under.
    """
    u = prov.redovisning.underskrift
    saknas = [falt for falt in ("namn", "titel") if blank(getattr(u, falt))]
    if saknas:
        yield Traff(
            f"redovisning.underskrift.{saknas[0]}",
            f"Företrädarens {svenska.lista(saknas)} saknas.",
            "Fyll i namn och titel för den som skriver under.",
        )
