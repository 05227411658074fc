"""Rules on the tjänsteskrivelse: decisions that can be copied into the minutes, head, and contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import derive, svenska
from poreport.model import AVSNITT
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

_VERB: Final = (
    "godkänn(?:er|a)|ansök(?:er|a)|besluta|överlämna|lägg(?:er|a)|uppdra(?:ga)?|ge|fastställ(?:er|a)|anta|"
    "avslå|tillstyrk(?:er|a)|delegera|notera|skicka|sän(?:der|da)|bevilja|föreslå|anmäl(?:er|a)|lämna|förklara"
)
_EN_TILL: Final = re.compile(
    rf"\b(?:samt|och|dels)\s+(?:beslutar\s+)?(?:att\s+)?(?:{_VERB})r?\b", re.IGNORECASE
)
_NY_MENING: Final = re.compile(r"(?<=[.!?])\s+[A-ZÅÄÖ]")
_ENLIGT: Final = re.compile(
    r"\benligt\s+(?:\w+\s+)?(?:förslag(?:et)?|tjänsteskrivelsen?|bilag\w+|ovan|nedan)\b", re.IGNORECASE
)
_AMNE: Final = re.compile(r"redovis|ansök|statsbidrag", re.IGNORECASE)
_AR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMMER: Final = re.compile(r"\s*(?:\d{1,2}[.)]|[-–•])\s")
_ATT: Final = re.compile(r"\s*att\b", re.IGNORECASE)

_RAD: Final = 85
"""Characters on a line of an A4 page with ordinary margins."""
_LANG: Final = 8
"""Lines of text from which Nacka kommun asks for a summary."""


def _punkter(prov: Prov) -> Iterator[tuple[str, str]]:
    """The decisions that the memo itself states, with their paths; derived ones are right by themselves."""
    for index, text in enumerate(prov.tjansteskrivelse.beslut):
        yield f"tjansteskrivelse.beslut[{index}]", text


@rule("TJA-101", SKA, "tjansteskrivelse")
def forslag_finns(prov: Prov) -> Iterator[Traff]:
    """Det finns ett förslag till beslut.

    Varför: Nämnden beslutar om det som skrivelsen föreslår. Utan förslag har den ingenting att ta ställning
        till.
    Fel: Inget förslag till beslut, eller en tom punkt.
    Rätt: ”Socialnämnden godkänner redovisningen av verksamheten med personligt ombud för år 2021.”
    Gör så här: Skriv förslaget. Hör redovisningen och ansökan till ärendet bildas förslaget av dem.
    """
    gor = "Skriv vad nämnden föreslås besluta."
    arende = prov.arende
    if not (prov.tjansteskrivelse.beslut or arende.redovisning or arende.ansokan):
        yield Traff("tjansteskrivelse.beslut", "Tjänsteskrivelsen saknar förslag till beslut.", gor)
    for path, text in _punkter(prov):
        if svenska.is_blank(text):
            yield Traff(
                path, "Punkten i förslaget till beslut är tom.", "Skriv beslutet, eller ta bort punkten."
            )


@rule("TJA-102", BOR, "tjansteskrivelse")
def ett_beslut_i_varje_punkt(prov: Prov) -> Iterator[Traff]:
    """Varje punkt innehåller ett enda beslut.

    Varför: Punkterna kopieras till protokollet och kan behöva ändras eller bifallas var för sig.
    Fel: ”Nämnden godkänner redovisningen och lämnar in ansökan.”
    Rätt: ”1. Nämnden godkänner redovisningen. 2. Nämnden lämnar in ansökan.”
    Gör så här: Dela punkten i två.
    """
    for path, text in _punkter(prov):
        traff = _EN_TILL.search(text) or _NY_MENING.search(text)
        if traff:
            vad = f"Punkten tycks innehålla mer än ett beslut: {svenska.quote(text[traff.start() :])}."
            yield Traff(path, vad, "Dela punkten, så att varje beslut står för sig.")


@rule("TJA-103", BOR, "tjansteskrivelse")
def samma_form_pa_besluten(prov: Prov) -> Iterator[Traff]:
    """Besluten står alla som meningar eller alla som att-satser.

    Varför: Förslaget ska kunna kopieras till protokollet som det står. Meningar rekommenderas, eftersom
        varje punkt då går att läsa för sig.
    Fel: ”att godkänna redovisningen” bland självständiga meningar.
    Rätt: ”Socialnämnden godkänner redovisningen för år 2021.”
    Gör så här: Skriv om punkten, eller välj den andra formen i fältet beslutsform.
    """
    att_satser = prov.tjansteskrivelse.beslutsform == "att-satser"
    for path, text in _punkter(prov):
        if not svenska.is_blank(text) and bool(_ATT.match(text)) is not att_satser:
            vad = "är ingen att-sats" if att_satser else "är en att-sats"
            form = "att-satser" if att_satser else "meningar"
            yield Traff(
                path,
                f"Punkten {vad}, men besluten ska stå som {form}.",
                "Skriv om punkten, eller ändra beslutsformen.",
            )


@rule("TJA-104", BOR, "tjansteskrivelse")
def meningen_har_punkt(prov: Prov) -> Iterator[Traff]:
    """Varje beslutsmening slutar med punkt.

    Varför: Besluten är fullständiga meningar och skrivs så.
    Fel: ”Socialnämnden godkänner redovisningen för år 2021”
    Rätt: ”Socialnämnden godkänner redovisningen för år 2021.”
    Gör så här: Sätt punkt.
    """
    if prov.tjansteskrivelse.beslutsform == "att-satser":
        return
    for path, text in _punkter(prov):
        if not svenska.is_blank(text) and not text.split()[-1].endswith("."):
            slut = " ".join(text.split()[-4:])
            yield Traff(path, f"Punkten slutar utan punkt: {svenska.quote(slut)}.", "Sätt punkt.")


@rule("TJA-105", BOR, "tjansteskrivelse")
def beslutet_star_for_sig(prov: Prov) -> Iterator[Traff]:
    """Beslutet går att förstå utan andra handlingar.

    Varför: I protokollet står beslutet ensamt. Den som läser det ska inte behöva leta efter ett förslag
        eller en bilaga.
    Fel: ”Socialnämnden beslutar enligt föreliggande förslag.”
    Rätt: ”Socialnämnden godkänner redovisningen av verksamheten med personligt ombud för år 2021.”
    Gör så här: Skriv ut vad nämnden beslutar.
    """
    for path, text in _punkter(prov):
        traff = _ENLIGT.search(text)
        if traff:
            yield Traff(
                path,
                f"Punkten hänvisar till något annat: {svenska.quote(traff[0])}.",
                "Skriv ut vad nämnden beslutar.",
            )


@rule("TJA-106", BOR, "tjansteskrivelse")
def beslutet_namner_aret(prov: Prov) -> Iterator[Traff]:
    """Beslut om redovisningen och ansökan nämner året.

    Varför: Redovisning och ansökan görs varje år. Utan årtal går det inte att se vilken beslutet gäller.
    Fel: ”Socialnämnden ansöker om statsbidrag.”
    Rätt: ”Socialnämnden ansöker om statsbidrag för år 2022.”
    Gör så här: Skriv ut vilket år beslutet gäller.
    """
    for path, text in _punkter(prov):
        if _AMNE.search(text) and not _AR.search(text):
            yield Traff(path, "Punkten säger inte vilket år den gäller.", "Skriv ut årtalet.")


@rule("TJA-107", BOR, "tjansteskrivelse")
def punkten_numreras_inte(prov: Prov) -> Iterator[Traff]:
    """Punkterna är skrivna utan nummer eller streck.

    Varför: Dokumentet numrerar punkterna. Står numret också i texten skrivs det två gånger.
    Fel: ”1. Socialnämnden godkänner redovisningen för år 2021.”
    Rätt: ”Socialnämnden godkänner redovisningen för år 2021.”
    Gör så här: Ta bort numret eller strecket.
    """
    for path, text in _punkter(prov):
        if _NUMMER.match(text) and not svenska.is_blank(text):
            vad = f"Punkten börjar med ett nummer eller ett streck: {svenska.quote(text[:20])}."
            yield Traff(path, vad, "Ta bort det. Punkterna numreras i dokumentet.")


@rule("TJA-111", BOR, "tjansteskrivelse")
def huvudet_ar_ifyllt(prov: Prov) -> Iterator[Traff]:
    """Mottagare, datum, ärendebeteckning och handläggare är angivna.

    Varför: Skrivelsen är en allmän handling och ska gå att hitta och hänföra till sitt ärende.
    Fel: Ärendebeteckningen saknas.
    Rätt: Socialnämnden, 2021-12-06, SN 2021/0725, handläggarens namn.
    Gör så här: Fyll i det som saknas.
    """
    skrivelse = prov.tjansteskrivelse
    dnr, namn_ = skrivelse.arendebeteckning, skrivelse.handlaggare.namn
    huvud = {
        "mottagare": (derive.board(prov.arende), "mottagare", "Ange nämnden som ska besluta."),
        "arendebeteckning": (dnr, "ärendebeteckning", "Ange diarienumret som kommunen skriver det."),
        "handlaggare.namn": (namn_, "handläggare", "Ange vem som har berett ärendet."),
    }
    for namn, (varde, vad, gor) in huvud.items():
        if svenska.is_blank(varde):
            yield Traff(f"tjansteskrivelse.{namn}", f"Tjänsteskrivelsen saknar {vad}.", gor)
    if skrivelse.datum is None:
        yield Traff("tjansteskrivelse.datum", "Tjänsteskrivelsen saknar datum.", "Ange skrivelsens datum.")


@rule("TJA-112", BOR, "tjansteskrivelse")
def mottagaren_ar_namnden(prov: Prov) -> Iterator[Traff]:
    """Mottagaren är den nämnd som redovisningen och ansökan nämner.

    Varför: Nämnden som får tjänsteskrivelsen är den som beslutar, och den ska stå i de andra dokumenten.
    Fel: Skrivelsen går till Socialnämnden, men ansökan är beslutad av Omsorgsnämnden.
    Rätt: Samma nämnd i alla dokument.
    Gör så här: Ändra mottagaren, eller nämnden i det andra dokumentet.
    """
    mottagare = prov.tjansteskrivelse.mottagare
    if mottagare is None or svenska.is_blank(mottagare):
        return
    redovisning, ansokan = prov.arende.redovisning, prov.arende.ansokan
    andra = {
        "redovisningen": redovisning and redovisning.kontakt.namnd,
        "ansökan": ansokan and ansokan.namnd,
    }
    for dokument, namnd in andra.items():
        if namnd and not svenska.is_blank(namnd) and svenska.fold(namnd) != svenska.fold(mottagare):
            yield Traff(
                "tjansteskrivelse.mottagare",
                f"Mottagaren är {svenska.quote(mottagare)}, men {dokument} nämner {svenska.quote(namnd)}.",
                "Kontrollera vilken nämnd som beslutar.",
            )


@rule("TJA-121", UPPLYSNING, "tjansteskrivelse")
def lang_text_har_sammanfattning(prov: Prov) -> Iterator[Traff]:
    """En lång tjänsteskrivelse har en sammanfattning.

    Varför: Sammanfattningen blir ärendebeskrivningen i protokollet. Nacka kommun begär en när texten är
        längre än åtta rader.
    Fel: En sida bakgrund och bedömning utan sammanfattning.
    Rätt: Tre meningar om vad som har hänt och varför. Förslaget till beslut upprepas inte.
    Gör så här: Skriv en kort, neutral sammanfattning.
    """
    s = prov.tjansteskrivelse
    tecken = sum(len(text) for text in (s.bakgrund, s.bedomning, s.ekonomi, s.barn) if text)
    rader = -(-tecken // _RAD)
    if rader > _LANG and svenska.is_blank(s.sammanfattning):
        yield Traff(
            "tjansteskrivelse.sammanfattning",
            f"Texten är ungefär {svenska.format_antal(rader)} rader lång men saknar sammanfattning.",
            "Skriv en kort sammanfattning av vad ärendet gäller.",
        )


@rule("TJA-122", UPPLYSNING, "tjansteskrivelse")
def arendet_ar_beskrivet(prov: Prov) -> Iterator[Traff]:
    """Ärendet är beskrivet.

    Varför: Nämnden ska förstå vad ärendet gäller utan att läsa bilagorna.
    Fel: Varken sammanfattning eller bakgrund finns.
    Rätt: Några meningar om verksamheten och om varför ärendet tas upp.
    Gör så här: Skriv en bakgrund eller en sammanfattning.
    """
    s = prov.tjansteskrivelse
    if svenska.is_blank(s.bakgrund) and svenska.is_blank(s.sammanfattning):
        yield Traff(
            "tjansteskrivelse.bakgrund",
            "Tjänsteskrivelsen har varken bakgrund eller sammanfattning.",
            "Beskriv kort vad ärendet gäller.",
        )


@rule("TJA-123", UPPLYSNING, "tjansteskrivelse", "ansokan")
def ekonomin_ar_beskriven(prov: Prov) -> Iterator[Traff]:
    """De ekonomiska konsekvenserna av ansökan är beskrivna.

    Varför: Nämnden ska veta vad bidraget betyder för kommunens ekonomi innan den ansöker.
    Fel: Avsnittet om ekonomiska konsekvenser saknas.
    Rätt: ”Bidraget täcker en del av kostnaden för två heltidsanställningar.”
    Gör så här: Skriv en mening om ekonomin, också när ansökan inte ändrar något.
    """
    if svenska.is_blank(prov.tjansteskrivelse.ekonomi):
        yield Traff(
            "tjansteskrivelse.ekonomi",
            "Tjänsteskrivelsen säger inget om de ekonomiska konsekvenserna av ansökan.",
            "Skriv kort vad bidraget betyder för kommunens ekonomi.",
        )


@rule("TJA-124", BOR, "tjansteskrivelse")
def undertecknare_angivna(prov: Prov) -> Iterator[Traff]:
    """Undertecknarna är angivna med namn och titel.

    Varför: Det ska framgå vem som står för förslaget, också när beslutet fattas digitalt.
    Fel: Ingen undertecknare, eller ett namn utan titel.
    Rätt: Namn, och under det ”Enhetschef”.
    Gör så här: Ange namn och titel för dem som undertecknar.
    """
    undertecknare = prov.tjansteskrivelse.undertecknare
    gor = "Ange namn och titel för dem som undertecknar."
    if not undertecknare:
        yield Traff("tjansteskrivelse.undertecknare", "Tjänsteskrivelsen saknar undertecknare.", gor)
    for index, vem in enumerate(undertecknare):
        for del_, varde in (("namn", vem.namn), ("titel", vem.titel)):
            if svenska.is_blank(varde):
                path = f"tjansteskrivelse.undertecknare[{index}].{del_}"
                yield Traff(path, f"Undertecknaren saknar {del_}.", gor)


@rule("TJA-125", BOR, "tjansteskrivelse")
def ordningen_namner_avsnitt(prov: Prov) -> Iterator[Traff]:
    """Avsnittens ordning nämner bara avsnitt som finns, en gång var.

    Varför: Ett namn som inte är ett avsnitt påverkar ingenting. Avsnitten kommer då i en annan ordning än
        det var tänkt.
    Fel: beslut, sammanfatning, bakgrund.
    Rätt: beslut, sammanfattning, bakgrund.
    Gör så här: Rätta namnet. Avsnitt som inte nämns kommer sist.
    """
    sedda: set[str] = set()
    for index, namn in enumerate(prov.tjansteskrivelse.ordning):
        if namn not in AVSNITT or namn in sedda:
            vad = "finns två gånger" if namn in sedda else "är inget avsnitt"
            yield Traff(
                f"tjansteskrivelse.ordning[{index}]",
                f"{svenska.quote(namn)} {vad}.",
                f"Använd {svenska.lista(AVSNITT, 'eller')}, en gång var.",
            )
        sedda.add(namn)
