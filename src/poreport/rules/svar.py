"""Rules on ticked answers and the text boxes that follow them, in all sections of the redovisning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from poreport import svenska
from poreport.model import Slag, Svar
from poreport.rules.hjalp import JA, JA_SVAR, NEJ, says_nothing
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

SVARSORD: Final = {
    Svar.JA: "Ja",
    Svar.DELVIS: "Delvis",
    Svar.NEJ: "Nej",
    Svar.KAN_INTE_BEDOMA: "Kan inte bedöma",
    Svar.VET_INTE: "Vet inte",
}

_ORGANISATIONER: Final = ("patient", "brukar", "anhorig", "annan")

BOXES: Final = (
    ("utbildning.svar", "utbildning.vilka", JA),
    ("utbildning.svar", "utbildning.varfor_inte", NEJ),
    ("handledning.svar", "handledning.vilken", JA),
    ("handledning.svar", "handledning.varfor_inte", NEJ),
    ("ko.svar", "ko.vantetid", JA),
    ("ko.svar", "ko.orsak", JA),
    ("prioritering.svar", "prioritering.ordning", JA),
    ("prioritering.svar", "prioritering.varfor_inte", NEJ),
    *((f"ledningsgrupp.{o}.svar", f"ledningsgrupp.{o}.vilka", JA) for o in _ORGANISATIONER),
    ("pandemi.svar", "pandemi.hur", JA),
)
"""A question, a text box that follows it, and the answer that the box belongs to."""

_GETTERS: Final = tuple((box, attrgetter(box[0]), attrgetter(box[1])) for box in BOXES)

ROWS: Final = {
    "utforare": {
        "kommun": "kommun",
        "forening": "förening",
        "stiftelse": "stiftelse",
        "aktiebolag": "aktiebolag",
        "annan": "annan utförare",
    },
    "ledningsgrupp": {
        "kommun": "kommunen",
        "arbetsformedlingen": "Arbetsförmedlingen",
        "forsakringskassan": "Försäkringskassan",
        "primarvard": "regionens primärvård",
        "psykiatri": "regionens psykiatri",
    },
    "ledningsgrupp.": {
        "patient.svar": "patientorganisationer",
        "brukar.svar": "brukarorganisationer",
        "anhorig.svar": "anhörigorganisationer",
        "annan.svar": "annan organisation",
    },
}
"""Tables of Ja and Nej: path of the table, and its rows with their names."""

_ROW_GETTERS: Final = {
    f"{tabell.removesuffix('.')}.{rad}": attrgetter(f"{tabell.removesuffix('.')}.{rad}")
    for tabell, rader in ROWS.items()
    for rad in rader
}

_HANVISNING: Final = re.compile(
    r"\b(?:samma|liknande|likadan|se|enligt)\b[\w\s]{0,20}"
    r"\b(?:förra|föregående|tidigare|ovan|ovanstående|nedan|bifogad\w*|bilag\w+)",
    re.IGNORECASE,
)
_SHORT: Final = 120


def answer_in_words(svar: Svar) -> str:
    """The ticked answers as the form prints them: ”Ja och Nej”."""
    return svenska.lista([ord_ for ett, ord_ in SVARSORD.items() if ett in svar])


@rule("RED-201", SKA, "redovisning")
def ett_svar(prov: Prov) -> Iterator[Traff]:
    """En fråga har ett svar.

    Varför: När både Ja och Nej är markerade vet läsaren inte vad som gäller. Undantaget är frågan om kö när
        flera kommuner redovisar tillsammans och antalet kommuner står i båda rutorna.
    Fel: Kryss i både Ja och Nej.
    Rätt: Kryss i Ja.
    Gör så här: Ta bort det svar som inte gäller.
    """
    for path, falt, svar in prov.answers:
        if falt.slag is not Slag.SVAR or not path.startswith("redovisning."):
            continue
        if svar.value & (svar.value - 1) and not _counted_in_both(prov, path):
            yield Traff(
                path,
                f"Flera svar är markerade: {answer_in_words(svar)}.",
                "Ta bort det svar som inte gäller.",
            )


def _counted_in_both(prov: Prov, path: str) -> bool:
    """Whether this is the queue question, where kommuner with and without queue can be counted together."""
    ko = prov.redovisning.ko
    return path == "redovisning.ko.svar" and bool(ko.antal_med) and bool(ko.antal_utan)


@rule("RED-202", BOR, "redovisning")
def fragan_ar_besvarad(prov: Prov) -> Iterator[Traff]:
    """Varje fråga med Ja och Nej är besvarad.

    Varför: En tom rad säger varken ja eller nej. Många kryssar bara i Ja, men då syns det inte om de andra
        raderna är nej eller glömda.
    Fel: Kommun är markerad med Ja, och de fyra andra raderna är tomma.
    Rätt: Kommun Ja, och de fyra andra Nej.
    Gör så här: Kryssa i Ja eller Nej på varje rad.
    """
    r = prov.redovisning
    form = prov.form("redovisning")
    fragor = {
        "utbildning.svar": bool(r.utbildning.svar) or _blank(r.utbildning.vilka, r.utbildning.varfor_inte),
        "handledning.svar": bool(r.handledning.svar)
        or _blank(r.handledning.vilken, r.handledning.varfor_inte),
        "ko.svar": bool(r.ko.svar) or r.ko.antal_med is not None or r.ko.antal_utan is not None,
        "prioritering.svar": bool(r.prioritering.svar)
        or _blank(r.prioritering.ordning, r.prioritering.varfor_inte),
        "brister.rutiner": bool(r.brister.rutiner),
        "pandemi.svar": bool(r.pandemi.svar) or form is None or not form.has("pandemi.svar"),
    }
    for path, klar in fragor.items():
        if not klar:
            yield Traff(f"redovisning.{path}", "Frågan är inte besvarad.", "Kryssa i det svar som gäller.")
    for tabell, rader in ROWS.items():
        tomma = [rad for rad in rader if not _ROW_GETTERS[f"{tabell.removesuffix('.')}.{rad}"](r)]
        if tomma and len(tomma) < len(rader):
            yield Traff(
                f"redovisning.{tabell.removesuffix('.')}.{tomma[0]}",
                f"Varken Ja eller Nej är markerat för {svenska.lista([rader[rad] for rad in tomma])}.",
                "Kryssa i Ja eller Nej på varje rad.",
            )


def _blank(*texter: str | None) -> bool:
    """Whether the question's boxes are empty too; then other rules say that the point is missing."""
    return all(svenska.is_blank(text) for text in texter)


@rule("RED-211", SKA, "redovisning", lagrum="2013:522 10 § 1")
def utbildning_foljs_upp(prov: Prov) -> Iterator[Traff]:
    """Svaret om utbildning är förklarat.

    Varför: Redovisningen ska innehålla uppgift om ombudens utbildning. Blanketten frågar vilken utbildning
        det är, eller varför ingen har erbjudits.
    Fel: Ja, men rutan för utbildningar är tom.
    Rätt: Ja, och ”Socialstyrelsens introduktionsutbildning”.
    Gör så här: Skriv vilka utbildningar det är, eller varför ingen har erbjudits.
    """
    u = prov.redovisning.utbildning
    if u.svar == JA and svenska.is_blank(u.vilka):
        yield Traff(
            "redovisning.utbildning.vilka",
            "Svaret är Ja, men det framgår inte vilken utbildning ombuden har erbjudits.",
            "Skriv vilken eller vilka utbildningar det är.",
        )
    if u.svar == NEJ and svenska.is_blank(u.varfor_inte):
        yield Traff(
            "redovisning.utbildning.varfor_inte",
            "Svaret är Nej, men det framgår inte varför ombuden inte har erbjudits utbildning.",
            "Skriv varför.",
        )


@rule("RED-212", SKA, "redovisning", lagrum="2013:522 10 § 1")
def handledning_foljs_upp(prov: Prov) -> Iterator[Traff]:
    """Svaret om handledning är förklarat.

    Varför: Redovisningen ska innehålla uppgift om ombudens handledning. Blanketten frågar vilken slags
        handledning det är, eller varför ingen har erbjudits.
    Fel: Nej, men rutan för varför är tom.
    Rätt: Nej, och ”Handledaren har varit sjukskriven under hösten”.
    Gör så här: Skriv vilken handledning det är, eller varför ingen har erbjudits.
    """
    h = prov.redovisning.handledning
    if h.svar == JA and svenska.is_blank(h.vilken):
        yield Traff(
            "redovisning.handledning.vilken",
            "Svaret är Ja, men det framgår inte vilken slags handledning ombuden har erbjudits.",
            "Skriv vilken slags handledning det är.",
        )
    if h.svar == NEJ and svenska.is_blank(h.varfor_inte):
        yield Traff(
            "redovisning.handledning.varfor_inte",
            "Svaret är Nej, men det framgår inte varför ombuden inte har erbjudits handledning.",
            "Skriv varför.",
        )


@rule("RED-221", BOR, "redovisning")
def text_under_fel_svar(prov: Prov) -> Iterator[Traff]:
    """En följdfråga är ifylld bara under det svar den hör till.

    Varför: Rutan efter Om ja hör till svaret Ja, och rutan efter Om nej till svaret Nej. Står texten under
        fel svar är antingen krysset eller texten fel placerad.
    Fel: Kö: Nej, men en text om väntetiden.
    Rätt: Kö: Nej, och tom ruta. Eller kö: Ja, och texten om väntetiden.
    Gör så här: Ändra svaret, eller flytta texten, till exempel till övriga reflektioner.
    """
    for (_, path, hor_till), svar_av, text_av in _GETTERS:
        svar = svar_av(prov.redovisning)
        ratt = JA_SVAR if hor_till is JA else hor_till
        if svar and not svar & ratt and not says_nothing(text_av(prov.redovisning)):
            yield Traff(
                f"redovisning.{path}",
                f"Svaret är {answer_in_words(svar)}, men texten hör till svaret {SVARSORD[hor_till]}.",
                "Ändra svaret om det är fel, eller flytta texten till övriga reflektioner.",
            )
    namn = prov.redovisning.utforare.annan_namn
    u = prov.redovisning.utforare
    andra = (u.forening, u.stiftelse, u.aktiebolag, u.annan)
    if u.kommun and not any(svar and JA in svar for svar in andra) and not says_nothing(namn):
        yield Traff(
            "redovisning.utforare.annan_namn",
            "En annan utförare är namngiven, men ingen annan utförare än kommunen är markerad med Ja.",
            "Kryssa i vad för slags utförare det är, eller ta bort namnet.",
        )


@rule("RED-222", UPPLYSNING, "redovisning")
def svaret_hanvisar(prov: Prov) -> Iterator[Traff]:
    """Svaren går att förstå utan andra handlingar.

    Varför: Länsstyrelsen läser redovisningen för sig. ”Samma som förra året” eller ”se bilaga” ger inget svar
        där frågan står.
    Fel: ”Enligt förra årets ordning.”
    Rätt: ”1. Föräldrar med barn hemma. 2. Unga vuxna. 3. Personer utan bostad.”
    Gör så här: Skriv ut svaret.
    """
    for (_, path, _), _, text_av in _GETTERS:
        text = text_av(prov.redovisning)
        if text and len(text) <= _SHORT and (traff := _HANVISNING.search(text)):
            yield Traff(
                f"redovisning.{path}",
                f"Svaret hänvisar till något annat: {svenska.quote(traff[0])}.",
                "Skriv ut svaret, så att det kan läsas för sig.",
            )


@rule("RED-223", BOR, "redovisning")
def svaret_sager_nagot(prov: Prov) -> Iterator[Traff]:
    """Svaret och texten efter det säger inte emot varandra.

    Varför: Är svaret Ja men texten ”Ingen” eller ”Ej aktuellt” är antingen krysset fel eller frågan
        obesvarad.
    Fel: Handledning: Ja, och ”Ingen”.
    Rätt: Handledning: Ja, och ”Extern handledning i grupp varje månad”.
    Gör så här: Ändra svaret, eller skriv det som följdfrågan ber om.
    """
    for (_, path, hor_till), svar_av, text_av in _GETTERS:
        svar, text = svar_av(prov.redovisning), text_av(prov.redovisning)
        if svar and hor_till in svar and not svenska.is_blank(text) and says_nothing(text):
            yield Traff(
                f"redovisning.{path}",
                f"Svaret är {answer_in_words(svar)}, men texten är bara {svenska.quote(text)}.",
                "Ändra svaret, eller skriv det som följdfrågan ber om.",
            )
