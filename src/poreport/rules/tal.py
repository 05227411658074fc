"""Rules on the figures of the redovisning: sums, parts and wholes (sections 1–3)."""

from __future__ import annotations

from collections.abc import Iterator

from poreport import svenska
from poreport.model import BAND, KON, ORSAKER, Aldersband, Slag
from poreport.model.paths import walk
from poreport.rules.rule import BOR, SKA, Prov, Traff, rule

BLOCK = {"totalt": "klienter", "nya": "nya klienter", "avslutade": "avslutade klienter"}
KONSORD = {"kvinnor": "kvinnor", "man": "män"}
BANDORD = {"b18_29": "18–29 år", "b30_49": "30–49 år", "b50_64": "50–64 år", "b65": "65 år och över"}


def tal(varde: int) -> str:
    """A figure in a message."""
    return svenska.format_antal(varde)


def columns(prov: Prov) -> Iterator[tuple[str, str, str, Aldersband]]:
    """Every block of five rows: path, block, gender and figures."""
    for path, omrade in prov.areas:
        for block in BLOCK:
            for kon in KON:
                yield (
                    f"{path}.klienter.{block}.{kon}",
                    block,
                    kon,
                    getattr(getattr(omrade.klienter, block), kon),
                )


@rule("RED-101", SKA, "redovisning", lagrum="2013:522 10 § 2")
def aldersbanden_summerar(prov: Prov) -> Iterator[Traff]:
    """Åldersbanden summerar till totalen.

    Varför: Varje klient redovisas en gång. Summan av de fyra åldersbanden är därför lika med totalen, för
        kvinnor och män var för sig och för alla, nya och avslutade klienter.
    Fel: 67 kvinnor totalt, men åldersbanden blir 66.
    Rätt: 67 kvinnor totalt: 15 + 34 + 15 + 3.
    Gör så här: Räkna om åldersbanden mot underlaget. Stämmer de är det totalen som ska ändras.
    """
    for path, block, kon, f in columns(prov):
        band = [getattr(f, b) for b in BAND]
        if f.totalt is None or any(b is None for b in band):
            continue
        summa = sum(band)
        if summa != f.totalt:
            leden = " + ".join(tal(b) for b in band)
            yield Traff(
                f"{path}.totalt",
                f"Totalen för {BLOCK[block]}, {KONSORD[kon]}, är {tal(f.totalt)}, men åldersbanden blir "
                f"{leden} = {tal(summa)}.",
                f"Rätta åldersbanden, eller ändra totalen till {tal(summa)}.",
                summa,
            )


@rule("RED-102", SKA, "redovisning", lagrum="2013:522 10 § 2")
def delen_ryms_i_totalen(prov: Prov) -> Iterator[Traff]:
    """Nya och avslutade klienter är inte fler än alla klienter.

    Varför: Den som är ny eller avslutad under året har också fått stöd under året. Det gäller totalt och i
        varje åldersband.
    Fel: 16 nya kvinnor mellan 18 och 29 år, men bara 15 klienter.
    Rätt: 9 nya kvinnor mellan 18 och 29 år av 15 klienter.
    Gör så här: Kontrollera båda talen mot underlaget. Ofta har två rader bytt plats.
    """
    for path, omrade in prov.areas:
        for block in ("nya", "avslutade"):
            for kon in KON:
                hela: Aldersband = getattr(omrade.klienter.totalt, kon)
                del_: Aldersband = getattr(getattr(omrade.klienter, block), kon)
                for rad in ("totalt", *BAND):
                    a, b = getattr(del_, rad), getattr(hela, rad)
                    if a is not None and b is not None and a > b:
                        vilka = f", {BANDORD[rad]}" if rad != "totalt" else ""
                        yield Traff(
                            f"{path}.klienter.{block}.{kon}.{rad}",
                            f"{tal(a)} {BLOCK[block]} ({KONSORD[kon]}{vilka}) är fler än de {tal(b)} "
                            "klienter som har fått stöd.",
                            "Kontrollera båda talen mot underlaget och rätta det som är fel.",
                        )


@rule("RED-103", SKA, "redovisning", lagrum="2013:522 10 § 2")
def barn_ryms_i_totalen(prov: Prov) -> Iterator[Traff]:
    """Klienter med hemmavarande barn är inte fler än alla klienter.

    Varför: Frågan gäller klienter, inte barn. De som har barn hemma är en del av alla klienter.
    Fel: 70 kvinnor med hemmavarande barn av 67 kvinnor.
    Rätt: 14 kvinnor med hemmavarande barn av 67 kvinnor.
    Gör så här: Räkna klienterna, inte barnen.
    """
    for path, omrade in prov.areas:
        for kon in KON:
            barn = getattr(omrade.hemmavarande_barn, kon)
            totalt = getattr(omrade.klienter.totalt, kon).totalt
            if barn is not None and totalt is not None and barn > totalt:
                yield Traff(
                    f"{path}.hemmavarande_barn.{kon}",
                    f"{tal(barn)} klienter med hemmavarande barn ({KONSORD[kon]}) är fler än de {tal(totalt)} "
                    "klienter som har fått stöd.",
                    "Ange antalet klienter som har barn hemma, inte antalet barn.",
                )


@rule("RED-104", SKA, "redovisning", lagrum="2013:522 10 § 2")
def antal_ar_inte_negativa(prov: Prov) -> Iterator[Traff]:
    """Antal är noll eller mer.

    Varför: Ett antal personer eller orsaker kan inte vara mindre än noll.
    Fel: −3 nya klienter.
    Rätt: 0 nya klienter.
    Gör så här: Rätta talet. Lämna rutan tom om uppgiften saknas.
    """
    for path, varde in counts(prov):
        if varde < 0:
            yield Traff(path, f"Antalet är {tal(varde)}.", "Ange noll eller ett positivt heltal.")


def counts(prov: Prov) -> Iterator[tuple[str, int]]:
    """Every answered count of sections 1–3 with its path."""
    for path, falt, varde in walk(prov.redovisning, "redovisning"):
        if falt.slag is Slag.ANTAL and varde is not None:
            yield path, varde


@rule("RED-111", BOR, "redovisning", lagrum="2013:522 10 § 2")
def orsak_hogst_nya(prov: Prov) -> Iterator[Traff]:
    """En kontaktorsak anges högst en gång för varje ny klient.

    Varför: Blanketten frågar efter orsakerna till att nya klienter tar kontakt. En och samma orsak kan då
        inte förekomma fler gånger än det finns nya klienter. Många kommuner räknar ändå alla klienter.
    Fel: Ekonomi 40 för kvinnor, men 34 nya kvinnor.
    Rätt: Ekonomi 30 för kvinnor, av 34 nya kvinnor.
    Gör så här: Räkna bara nya klienters orsaker, eller skriv under övriga reflektioner att alla är med.
    """
    for path, omrade in prov.areas:
        nya = {kon: getattr(omrade.klienter.nya, kon).totalt for kon in KON}
        nya["samlat"] = None if None in nya.values() else sum(v for v in nya.values() if v is not None)
        for orsak in ORSAKER:
            for kolumn, granser in nya.items():
                antal = getattr(getattr(omrade.orsaker, orsak), kolumn)
                if antal is not None and granser is not None and antal > granser:
                    yield Traff(
                        f"{path}.orsaker.{orsak}.{kolumn}",
                        f"Orsaken är angiven {tal(antal)} gånger, men de nya klienterna är {tal(granser)}.",
                        "Räkna bara nya klienters orsaker, en gång för varje klient.",
                    )
