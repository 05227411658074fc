"""Rules on free texts: what must not be sent, what may identify a person, and words of older law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from poreport import svenska
from poreport.model import Ansokan, Arsrapport, Orsakstal, Redovisning, Slag
from poreport.rules.hjalp import in_calendar, says_nothing, tal
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule
from poreport.rules.tal import persons

FEW: Final = range(1, 5)
"""Counts that may point out a person."""

_SEX_SIFFROR: Final = re.compile("[0-9]{6}")
_SKYDDAD: Final = (Slag.LANGTEXT, Slag.TEXT, Slag.LISTA, Slag.EPOST)
_GAMLA_FL: Final = re.compile(
    r"1986:223|förvaltningslag\w*,? (?:\(1986:223\) )?4\s?§|4\s?§ (?:förvaltningslag|FL\b)|\bFL,? 4\s?§",
    re.IGNORECASE,
)
_BOR_ERBJUDAS: Final = re.compile(r"bör\s+(?:också\s+|även\s+)?erbjudas", re.IGNORECASE)
_OVER_18: Final = re.compile(
    r"\b(?:person(?:er)?|människor|vuxna|den)\s+(?:som\s+är\s+)?över\s+(?:18|arton)\s+år", re.IGNORECASE
)
_ELLER_PSYKIATRIN: Final = re.compile(
    r"socialtjänsten,\s+primärvården\s+eller\s+(?:den\s+)?specialiserade", re.IGNORECASE
)
_MENING: Final = re.compile(r"[.!?](?:\s|$)|\n")
_ORD: Final = re.compile(r"\w+")
_LANG_MENING: Final = 60
"""Characters from which the same sentence in two delområden is no chance."""

REGION_SEDAN: Final = 2020
FL_SEDAN: Final = date(2018, 7, 1)
SOL_SEDAN: Final = date(2025, 7, 1)


def _dag(prov: Prov, dokument: str) -> date | None:
    """When a document was decided: its own date, else the end of the year it follows; None when unknown."""
    d = prov.arende.dokument.get(dokument)
    if d is None:
        return None
    dag, ar = None, None
    if isinstance(d, Redovisning):
        dag, ar = d.underskrift.datum, d.ar
    elif isinstance(d, Ansokan):
        dag, ar = d.datum, d.avser_ar - 1
    elif isinstance(d, Arsrapport):
        dag, ar = d.datum, d.ar
    else:
        dag = d.datum or _dag(prov, "redovisning") or _dag(prov, "ansokan")
    if dag is None and ar is not None and in_calendar(ar):
        dag = date(ar, 12, 31)
    return dag


def _texter(prov: Prov, nal: str, sedan: date | None = None) -> Iterator[tuple[str, str]]:
    """The free texts that hold a word (lower case), in documents decided on a day or later."""
    if nal not in prov.all_text:
        return
    for path, text in prov.texts:
        if nal in text.lower():
            dag = _dag(prov, path.partition(".")[0])
            if sedan is None or (dag is not None and dag >= sedan):
                yield path, text


@rule("TXT-101", SKA, lagrum="2009:400 26 kap. 1 §")
def inga_personnummer(prov: Prov) -> Iterator[Traff]:
    """Texten innehåller inget personnummer.

    Varför: Dokumenten är allmänna handlingar och ska bara innehålla antal. Uppgifter om en enskild klient
        skyddas av sekretess inom socialtjänsten och får inte lämnas ut här. Därför är det ett fel och inte
        bara något att se över.
    Fel: Ett personnummer i beskrivningen av en brist.
    Rätt: ”En klient väntade i fyra månader.”
    Gör så här: Ta bort siffrorna. Är de något annat, till exempel ett telefonnummer, sätt bindestreck eller
        mellanslag som gör det tydligt.
    """
    texter = [(path, varde) for path, falt, varde in prov.answers if falt.slag in _SKYDDAD]
    # What no reader could interpret is printed as it stands where its field is empty.
    texter += [(f"otolkat[{i}].text", rad.text) for i, rad in enumerate(prov.arende.otolkat) if rad.text]
    for path, text in texter:
        traffar = svenska.find_personnummer(text) if _SEX_SIFFROR.search(text) else []
        if traffar:
            start, slut = traffar[0]
            # The digits themselves are not repeated: findings are copied and stored.
            yield Traff(
                path,
                f"Tecken {tal(start + 1)}–{tal(slut)} i texten ser ut som ett personnummer.",
                "Ta bort siffrorna. Skriv inget som kan knytas till en enskild klient.",
            )


@rule("TXT-111", BOR, "redovisning")
def annan_orsak_av_fa(prov: Prov) -> Iterator[Traff]:
    """Texten om annan orsak gäller inte bara en till fyra klienter.

    Varför: När få personer har haft en orsak kan beskrivningen av den peka ut någon, särskilt i en liten
        kommun. Länsstyrelsen ska ha antalet, men texten blir en allmän handling.
    Fel: Annan orsak: 1 man, ”tvist med grannen om en hund”.
    Rätt: Annan orsak: 1 man, ”juridisk fråga”.
    Gör så här: Beskriv orsaken så allmänt att ingen kan kännas igen. Publicera inte texten i onödan.
    """
    for path, omrade in prov.areas:
        fa = _fa(omrade.orsaker.annan)
        if fa and not says_nothing(omrade.annan_orsak):
            antal = svenska.lista([tal(varde) for varde in fa])
            yield Traff(
                f"{path}.annan_orsak",
                f"Texten gäller så få ({antal}) att den kan peka ut en person.",
                "Läs texten och skriv den så allmänt att ingen kan kännas igen.",
            )


def _fa(orsak: Orsakstal) -> list[int]:
    return [varde for varde in (orsak.kvinnor, orsak.man, orsak.samlat) if varde is not None and varde in FEW]


@rule("TXT-112", BOR, "redovisning")
def tendenser_av_fa(prov: Prov) -> Iterator[Traff]:
    """Texten om tendenser gäller inte bara en till fyra klienter.

    Varför: Har området bara några få klienter handlar texten om just dem, och de kan kännas igen.
    Fel: 2 klienter i området, och en text om vilka som har sökt stöd.
    Rätt: Området redovisas tillsammans med ett annat, eller texten är allmänt hållen.
    Gör så här: Beskriv tendensen allmänt, eller slå ihop området med ett större.
    """
    for path, omrade in prov.areas:
        antal = persons(omrade)
        if antal is None or antal not in FEW:
            continue
        klienter = svenska.antal_med_ord(antal, "klient")
        for namn in ("tendens_orsaker", "tendens_grupper"):
            if not says_nothing(getattr(omrade, namn)):
                yield Traff(
                    f"{path}.{namn}",
                    f"Området har bara {klienter}. Texten kan peka ut en person.",
                    "Skriv så allmänt att ingen kan kännas igen.",
                )


@rule("TXT-113", UPPLYSNING, "redovisning")
def samma_text_i_flera_omraden(prov: Prov) -> Iterator[Traff]:
    """Delområdena har var sin text.

    Varför: Samma mening i flera delområden säger inget om skillnaderna mellan dem. Ofta har den kopierats.
    Fel: Fyra delområden med samma stycke om tendenser.
    Rätt: Det som är gemensamt står en gång, under övriga reflektioner.
    Gör så här: Skriv det som gäller alla på ett ställe, och det egna i varje delområde.
    """
    if len(prov.redovisning.omraden) == 1:
        return
    sedda: dict[tuple[str, ...], int] = {}
    for index, (path, omrade) in enumerate(prov.areas):
        for namn in ("annan_orsak", "tendens_orsaker", "tendens_grupper"):
            text = getattr(omrade, namn)
            kopia = None
            for mening in _MENING.split(text) if text else ():
                if len(mening) >= _LANG_MENING:
                    nyckel = namn, *_ORD.findall(mening.casefold())
                    forsta = sedda.setdefault(nyckel, index)
                    kopia = forsta if forsta != index and kopia is None else kopia
            if kopia is not None:
                andra = prov.redovisning.omraden[kopia].namn or "utan namn"
                yield Traff(
                    f"{path}.{namn}",
                    f"Samma mening står också i delområdet {svenska.quote(andra)}.",
                    "Behåll den på ett ställe, och skriv här det som gäller just det här området.",
                )


@rule("TXT-121", UPPLYSNING, lagrum="2013:522 5 § 2 st")
def region_inte_landsting(prov: Prov) -> Iterator[Traff]:
    """Texten säger region och inte landsting.

    Varför: Landstingen heter regioner, och förordningen säger det sedan den 1 januari 2020. Blanketternas
        egna rubriker räknas inte.
    Fel: ”Landstingets psykiatri.”
    Rätt: ”Regionens psykiatri.”
    Gör så här: Byt ordet, om texten inte handlar om tiden före 2020.
    """
    for path, _ in _texter(prov, "landsting", date(REGION_SEDAN, 1, 1)):
        yield Traff(path, "Texten säger ”landsting”.", "Skriv ”region”, om det inte gäller tiden före 2020.")


@rule("TXT-122", BOR, lagrum="2017:900 6 §")
def gallande_forvaltningslag(prov: Prov) -> Iterator[Traff]:
    """Serviceskyldigheten hänvisar till den gällande förvaltningslagen.

    Varför: 4 § förvaltningslagen (1986:223) är upphävd sedan den 1 juli 2018. Serviceskyldigheten står nu i
        6 § förvaltningslagen (2017:900).
    Fel: ”Myndigheten skall lämna upplysningar … (Förvaltningslagen 4 §).”
    Rätt: ”Enligt 6 § förvaltningslagen (2017:900) ska en myndighet ge den enskilde hjälp …”
    Gör så här: Byt hänvisningen, och citera den lag som gäller.
    """
    for path, text in _texter(prov, "§", FL_SEDAN):
        traff = _GAMLA_FL.search(text)
        if traff and ("1986:223" in traff[0] or "service" in text.lower()):
            yield Traff(
                path,
                f"Texten hänvisar till en upphävd lag: {svenska.quote(traff[0])}.",
                "Serviceskyldigheten står i 6 § förvaltningslagen (2017:900). Byt hänvisning och citat.",
            )


@rule("TXT-123", BOR, lagrum="2025:400")
def gallande_socialtjanstlag(prov: Prov) -> Iterator[Traff]:
    """Beslut från den 1 juli 2025 hänvisar till den nya socialtjänstlagen.

    Varför: Socialtjänstlagen (2025:400) ersatte den 1 juli 2025 socialtjänstlagen (2001:453).
    Fel: ”Enligt socialtjänstlagen (2001:453)” i ett dokument från december 2025.
    Rätt: ”Enligt socialtjänstlagen (2025:400)”.
    Gör så här: Byt lagens nummer, och kontrollera att paragrafen är den rätta i den nya lagen.
    """
    for path, _ in _texter(prov, "2001:453", SOL_SEDAN):
        yield Traff(
            path,
            "Texten hänvisar till socialtjänstlagen (2001:453), som är upphävd sedan den 1 juli 2025.",
            "Hänvisa till socialtjänstlagen (2025:400) och kontrollera paragrafen.",
        )


@rule("TXT-124", BOR, lagrum="2013:522 5 § 2 st")
def organisationer_ska_erbjudas(prov: Prov) -> Iterator[Traff]:
    """Organisationerna ska erbjudas att delta i ledningsgruppen.

    Varför: Förordningen säger att patient-, brukar- och anhörigorganisationer ska erbjudas att delta. Det är
        inget som kommunen bara bör göra.
    Fel: ”Organisationerna bör erbjudas att ingå i ledningsgruppen.”
    Rätt: ”Organisationerna ska erbjudas att delta i ledningsgruppen.”
    Gör så här: Byt ”bör” mot ”ska”.
    """
    for path, text in _texter(prov, "erbjudas"):
        if "organisation" in text.lower() and _BOR_ERBJUDAS.search(text):
            vad = "Texten säger att organisationerna bör erbjudas plats, men förordningen säger ska."
            yield Traff(path, vad, "Skriv ”ska erbjudas att delta”.")


@rule("TXT-125", BOR, lagrum="2013:522 2 §")
def arton_ar_eller_aldre(prov: Prov) -> Iterator[Traff]:
    """Målgruppen är personer som är 18 år eller äldre.

    Varför: Den som är 18 år är inte över 18 år, men hör till målgruppen.
    Fel: ”Stödet är till för personer över 18 år.”
    Rätt: ”Stödet är till för personer som är 18 år eller äldre.”
    Gör så här: Byt formuleringen.
    """
    for path, text in _texter(prov, "över"):
        traff = _OVER_18.search(text)
        if traff:
            vad = f"{svenska.quote(traff[0])} utesluter den som är 18 år."
            yield Traff(path, vad, "Skriv ”som är 18 år eller äldre”.")


@rule("TXT-126", UPPLYSNING, lagrum="2013:522 2 §")
def primarvarden_och_psykiatrin(prov: Prov) -> Iterator[Traff]:
    """Målgruppens kontakter är med socialtjänsten, primärvården och psykiatrin.

    Varför: Förordningen räknar upp socialtjänsten, primärvården och den specialiserade psykiatrin och andra
        myndigheter, med ”och”. Med ”eller” blir målgruppen en annan.
    Fel: ”Kontakter med socialtjänsten, primärvården eller den specialiserade psykiatrin.”
    Rätt: ”Kontakter med socialtjänsten, primärvården och den specialiserade psykiatrin.”
    Gör så här: Återge förordningens ord.
    """
    for path, text in _texter(prov, "specialiserade"):
        if _ELLER_PSYKIATRIN.search(text):
            vad = "Texten säger ”primärvården eller den specialiserade psykiatrin”. Förordningen säger ”och”."
            yield Traff(path, vad, "Återge förordningens ord.")
