"""Rules on the ombud and their posts, and on clients against posts (section 1)."""

from __future__ import annotations

from collections.abc import Iterator

from poreport.model import KON, Ombud
from poreport.rules.hjalp import as_written, has_two_decimals, plausible, tal, tjanster
from poreport.rules.rule import BOR, UPPLYSNING, Prov, Traff, rule
from poreport.rules.tal import persons

LEAST_CLIENTS, MOST_CLIENTS = 15, 58
"""Clients per årsanställning in the eight units that the rule has been tried on."""

MOST_OMBUD = 4
"""Ombud who share one post, from which it is worth a look."""


def heads(ombud: Ombud) -> int | None:
    """The number of ombud; one column left empty counts as nobody, two as unknown."""
    if ombud.kvinnor is None and ombud.man is None:
        return None
    return (ombud.kvinnor or 0) + (ombud.man or 0)


@rule("RED-151", BOR, "redovisning", lagrum="2013:522 10 § 1")
def ombuden_racker_till_tjansterna(prov: Prov) -> Iterator[Traff]:
    """Ombuden är minst lika många som tjänsterna.

    Varför: En person kan ha högst en heltidstjänst. Är ombuden färre än tjänsterna står en del av tjänsterna
        tomma, eller så är något av talen fel.
    Fel: 2,00 tjänster, men 1 ombud.
    Rätt: 2,00 tjänster och 2 ombud, eller 1,50 tjänster och 2 ombud.
    Gör så här: Ange antalet personer för kvinnor och män, och tjänsterna med två decimaler.
    """
    ombud = prov.redovisning.ombud
    antal = heads(ombud)
    if antal is not None and ombud.tjanster is not None and antal < ombud.tjanster:
        yield Traff(
            "redovisning.ombud.tjanster",
            f"Tjänsterna är {tjanster(ombud.tjanster)}, men ombuden är bara {tal(antal)}.",
            "Kontrollera antalet tjänster och antalet personer. Var en tjänst tom, skriv det i avsnitt 7.",
        )


@rule("RED-152", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 1")
def ombuden_ar_rimligt_manga(prov: Prov) -> Iterator[Traff]:
    """Ombuden är inte många fler än tjänsterna.

    Varför: Ombud kan arbeta deltid, men sällan delar fler än fyra personer på en tjänst. Ibland har procent
        eller antalet klienter hamnat i rutan.
    Fel: 1,00 tjänst, men 100 ombud.
    Rätt: 1,00 tjänst och 2 ombud på halvtid.
    Gör så här: Kontrollera att rutan visar antalet personer.
    """
    ombud = prov.redovisning.ombud
    antal, poster = heads(ombud), ombud.tjanster
    if antal is not None and poster is not None and plausible(poster) and 0 < MOST_OMBUD * poster < antal:
        yield Traff(
            f"redovisning.ombud.{max(KON, key=lambda kon: getattr(ombud, kon) or 0)}",
            f"Ombuden är {tal(antal)}, men tjänsterna är bara {tjanster(poster)}.",
            "Kontrollera att rutorna visar antalet personer, inte procent eller klienter.",
        )


@rule("RED-153", BOR, "redovisning", lagrum="2013:522 10 § 1")
def ombud_utan_tjanst(prov: Prov) -> Iterator[Traff]:
    """Finns det ombud finns det också tjänster.

    Varför: Ett ombud har en tjänst, hel eller delad. Noll tjänster och ett ombud kan inte båda vara rätt.
    Fel: 0,00 tjänster och 2 ombud.
    Rätt: 2,00 tjänster och 2 ombud.
    Gör så här: Ange tjänsterna med två decimaler.
    """
    ombud = prov.redovisning.ombud
    antal = heads(ombud)
    if antal is not None and antal > 0 and ombud.tjanster == 0:
        yield Traff(
            "redovisning.ombud.tjanster",
            f"Ombuden är {tal(antal)}, men tjänsterna är 0,00.",
            "Ange tjänsterna med två decimaler, till exempel 1,50.",
        )


@rule("RED-154", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 1")
def tva_decimaler(prov: Prov) -> Iterator[Traff]:
    """Tjänster och årsanställningar är skrivna med två decimaler.

    Varför: Blanketten ber om två decimaler. Då syns det att 1,00 är en tjänst och inte en person, och att 1,5
        inte är en felskriven 15.
    Fel: 1,0 eller 2.
    Rätt: 1,00 eller 2,00.
    Gör så här: Skriv två decimaler.
    """
    r = prov.redovisning
    falt = {
        "ombud.tjanster": r.ombud.tjanster,
        "ekonomi.beviljade_tjanster": r.ekonomi.beviljade_tjanster,
        "ekonomi.forbrukade_tjanster": r.ekonomi.forbrukade_tjanster,
    }
    for path, varde in falt.items():
        if varde is not None and not has_two_decimals(varde):
            yield Traff(
                f"redovisning.{path}",
                f"Talet är inte skrivet med två decimaler: {as_written(varde)}.",
                "Skriv två decimaler, till exempel 1,00.",
            )


@rule("RED-155", BOR, "redovisning", lagrum="2013:522 10 § 1")
def antal_ombud_besvarat(prov: Prov) -> Iterator[Traff]:
    """Antalet ombud är ifyllt.

    Varför: Blanketten frågar både efter tjänster och efter personer, kvinnor och män var för sig.
    Fel: 2,00 tjänster, men rutorna för kvinnor och män är tomma.
    Rätt: 2,00 tjänster, 2 kvinnor och 0 män.
    Gör så här: Fyll i antalet personer, med 0 där det inte finns någon.
    """
    ombud = prov.redovisning.ombud
    if ombud.tjanster is not None and heads(ombud) is None:
        yield Traff(
            "redovisning.ombud.kvinnor",
            f"Tjänsterna är {tjanster(ombud.tjanster)}, men antalet ombud är inte ifyllt.",
            "Fyll i hur många kvinnor och män som är ombud.",
        )


@rule("RED-156", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 2")
def klienter_per_tjanst(prov: Prov) -> Iterator[Traff]:
    """Antalet klienter för varje årsanställning är rimligt.

    Varför: I de åtta verksamheter som regeln har prövats mot är det mellan 15 och 58 klienter för varje
        årsanställning. Ett tal långt utanför kan vara rätt, men är ofta en felräkning.
    Fel: 115 klienter och 1,00 tjänst.
    Rätt: 115 klienter och 2,00 tjänster.
    Gör så här: Kontrollera antalet klienter och tjänster. Stämmer de, skriv gärna varför under övrigt.
    """
    poster = prov.redovisning.ombud.tjanster
    antal = [persons(omrade) for _, omrade in prov.areas]
    kanda = [a for a in antal if a is not None]
    if poster is None or len(kanda) < len(antal) or not plausible(poster):
        return
    alla = sum(kanda)
    if (
        alla > 0
        and poster > 0
        and plausible(alla)
        and not LEAST_CLIENTS * poster <= alla <= MOST_CLIENTS * poster
    ):
        yield Traff(
            "redovisning.ombud.tjanster",
            f"{tal(alla)} klienter och {tjanster(poster)} tjänster är {tal(round(alla / poster))} klienter "
            f"för varje tjänst. I jämförbara verksamheter är det {LEAST_CLIENTS}–{MOST_CLIENTS}.",
            "Kontrollera antalet klienter och antalet tjänster.",
        )
