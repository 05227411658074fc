"""Rules on questions that the redovisning and the ansökan both ask: ledningsgrupp, priorities, utförare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.rules.arende import squeezed
from poreport.rules.hjalp import JA, NEJ, names_in, says_nothing, some
from poreport.rules.lasning_av_text import sentences
from poreport.rules.organisation import NAMNS_SOM, ORGANISATIONER, in_words
from poreport.rules.rule import BOR, Prov, Traff, rule

_INTE: Final = re.compile(r"\b(?:inte|ej|saknas|ingen|inga)\b", re.IGNORECASE)
_PRIORITET: Final = re.compile(r"prioriter|turordning|förtur|\bföre\b")
_LED: Final = re.compile(r"[\n,;.]|\boch\b|\bsamt\b")
_ORD: Final = re.compile(r"[^\W\d_]{4,}")
_TOMMA_ORD: Final = re.compile(
    r"person|klient|grupp|behov|särskil|gäller|eller|inom|utan|samt|andra|där|efter"
)
_STAM: Final = 6
_LANGST: Final = 5000
_UTFORARE: Final = {
    "forening": ("en förening", re.compile(r"förening|ideell", re.IGNORECASE)),
    "stiftelse": ("en stiftelse", re.compile(r"stiftelse", re.IGNORECASE)),
    "aktiebolag": ("ett aktiebolag", re.compile(r"bolag|\bab\b|entreprenad", re.IGNORECASE)),
}


@rule("ARE-115", BOR, "redovisning", "ansokan", lagrum="2013:522 5 § 2 st")
def samma_ledningsgrupp(prov: Prov) -> Iterator[Traff]:
    """Ledningsgruppen har samma medlemmar i redovisningen och ansökan.

    Varför: Det är samma ledningsgrupp. Skiljer svaren sig åt har gruppen ändrats, eller så är det ena svaret
        gammalt. Regeln söker efter namnen i ansökans text.
    Fel: Primärvården: Nej i redovisningen, men ”regionens primärvård” i ansökan.
    Rätt: Samma medlemmar, eller en mening i ansökan om vad som ska ändras.
    Gör så här: Jämför svaren, och rätta det som inte gäller.
    """
    grupp, text = prov.redovisning.ledningsgrupp, prov.ansokan.ledningsgrupp
    medlemmar = [m for m, monster in NAMNS_SOM.items() if text and monster.search(text)]
    if not medlemmar:
        return
    ja_text = "\n".join(mening for mening in sentences(text) if not _INTE.search(mening))
    utan = [m for m in NAMNS_SOM if getattr(grupp, m) == JA and m not in medlemmar]
    med = [m for m in medlemmar if getattr(grupp, m) == NEJ and NAMNS_SOM[m].search(ja_text)]
    skillnader = [f"ansökan nämner inte {in_words(utan)}, som är med enligt redovisningen"] if utan else []
    skillnader += [f"ansökan nämner {in_words(med)}, som inte är med enligt redovisningen"] if med else []
    if skillnader:
        yield Traff(
            "ansokan.ledningsgrupp",
            svenska.stor_bokstav("; ".join(skillnader)) + ".",
            "Jämför svaren, och rätta det som inte gäller.",
        )


@rule("ARE-116", BOR, "redovisning", "ansokan", lagrum="2013:522 5 § 2 st")
def samma_organisationer(prov: Prov) -> Iterator[Traff]:
    """Organisationerna i ledningsgruppen är desamma i redovisningen och ansökan.

    Varför: Organisationerna ska erbjudas att delta i ledningsgruppen. Är de med enligt redovisningen väntar
        sig länsstyrelsen att de nämns i ansökan.
    Fel: NSPH är med enligt redovisningen, men nämns inte i ansökans svar om ledningsgruppen.
    Rätt: ”… och NSPH” i ansökan.
    Gör så här: Lägg till organisationerna i ansökans svar om ledningsgruppen.
    """
    text = prov.ansokan.ledningsgrupp
    if svenska.is_blank(text):
        return
    i_ansokan, saknas = squeezed(text), []
    for namn in ORGANISATIONER:
        o = getattr(prov.redovisning.ledningsgrupp, namn)
        if o.svar != JA or says_nothing(o.vilka) or squeezed(o.vilka) in i_ansokan:
            continue
        saknas += [ett for ett in names_in([o.vilka]).values() if squeezed(ett) not in i_ansokan]
    if saknas:
        yield Traff(
            "ansokan.ledningsgrupp",
            f"{some(set(saknas))} ingår i ledningsgruppen enligt redovisningen, men nämns inte här.",
            "Lägg till dem, eller kontrollera redovisningen.",
        )


@rule("ARE-117", BOR, "redovisning", "ansokan", lagrum="2013:522 8 § 5")
def samma_prioriteringar(prov: Prov) -> Iterator[Traff]:
    """Prioriteringarna är desamma i redovisningen och ansökan.

    Varför: Redovisningen rangordnar vem som får hjälp först, och ansökan säger hur prioriteringar ska göras.
        Regeln jämför orden och ordningen, och kan ta miste.
    Fel: Redovisningen: unga, barnfamiljer, akuta. Ansökan: akuta, unga, barnfamiljer.
    Rätt: Samma grupper i samma ordning.
    Gör så här: Läs texterna mot varandra. Är ordningen ändrad, skriv det i ansökan.
    """
    p, plan = prov.redovisning.prioritering, sentences(prov.ansokan.plan)
    text = "\n".join(mening for mening in map(str.lower, plan) if _PRIORITET.search(mening))[:_LANGST]
    if p.svar != JA or p.ordning is None or not text:
        return
    platser = _places(p.ordning[:_LANGST].lower(), text)
    funna = [plats for plats in platser if plats is not None]
    if platser and not funna:
        yield Traff(
            "ansokan.plan",
            "Ansökan nämner ingen av de grupper som redovisningen rangordnar.",
            "Läs texterna mot varandra, och skriv samma grupper.",
        )
    elif funna != sorted(funna):
        yield Traff(
            "ansokan.plan",
            "Ansökan nämner grupperna i en annan ordning än redovisningen.",
            "Läs texterna mot varandra. Är ordningen ändrad, skriv det.",
        )


def _places(ordning: str, text: str) -> list[int | None]:
    """For each group in an order of priority where the text first has a word of it, or None."""
    platser: list[int | None] = []
    for led in _LED.split(ordning):
        stammar = {ord_[:_STAM] for ord_ in _ORD.findall(led) if not _TOMMA_ORD.match(ord_)}
        if stammar:
            platser.append(min((text.find(stam) for stam in stammar if stam in text), default=None))
    return platser


@rule("ARE-119", BOR, "redovisning", "ansokan", lagrum="2013:522 8 § 3")
def samma_utforare(prov: Prov) -> Iterator[Traff]:
    """Utföraren är densamma i redovisningen och ansökan.

    Varför: Redovisningen säger vem som har utfört verksamheten och ansökan i vilken driftsform den ska
        bedrivas. Skiljer de sig åt är utföraren ny, eller så är det ena svaret fel.
    Fel: Förening: Ja i redovisningen, men ”kommunal regi” i ansökan.
    Rätt: ”Verksamheten bedrivs av en förening på kommunens uppdrag.”
    Gör så här: Jämför svaren. Är utföraren ny, skriv det i ansökan.
    """
    u, text = prov.redovisning.utforare, prov.ansokan.driftsform
    if text is None or svenska.is_blank(text):
        return
    sokt = squeezed(text)
    namn_i_ansokan = bool(squeezed(u.annan_namn)) and squeezed(u.annan_namn) in sokt
    for falt, (namn, monster) in _UTFORARE.items():
        svar, namnd = getattr(u, falt), bool(monster.search(text))
        if svar == JA and not namnd and not namn_i_ansokan:
            skillnad = f"Enligt redovisningen är utföraren {namn}, som inte nämns i ansökan."
        elif svar == NEJ and namnd and not namn_i_ansokan:
            skillnad = f"Ansökan nämner {namn}, men redovisningen säger Nej på den raden."
        else:
            continue
        yield Traff(
            "ansokan.driftsform",
            skillnad,
            "Jämför svaren. Är utföraren ny, skriv det i ansökan.",
        )
