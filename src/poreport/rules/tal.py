"""Rules on the clients of the redovisning: sums, parts and wholes (section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from poreport.model import BAND, KON, Aldersband, Omrade, Slag
from poreport.rules.hjalp import KONSORD, plausible, size, tal
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

BLOCK = {"totalt": "klienter", "nya": "nya klienter", "avslutade": "avslutade klienter"}
BANDORD = {"b18_29": "18–29 år", "b30_49": "30–49 år", "b50_64": "50–64 år", "b65": "65 år och över"}

FEW = 5
"""Below this figures can be alike by chance."""


def column(omrade: Omrade, block: str, kon: str) -> Aldersband:
    """One block of five rows for one gender."""
    f: Aldersband = getattr(getattr(omrade.klienter, block), kon)
    return f


def columns(prov: Prov) -> Iterator[tuple[str, str, str, Aldersband]]:
    """Every block of five rows: path, block, gender and figures."""
    for path, omrade in prov.areas:
        for block in BLOCK:
            for kon in KON:
                yield f"{path}.klienter.{block}.{kon}", block, kon, column(omrade, block, kon)


def persons(omrade: Omrade, block: str = "totalt") -> int | None:
    """Women and men of a block together; a column left empty counts as nobody, two as unknown."""
    bada = [size(column(omrade, block, kon)) for kon in KON]
    return None if bada == [None, None] else sum(antal or 0 for antal in bada)


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
        band = [b for b in (f.b18_29, f.b30_49, f.b50_64, f.b65) if b is not None]
        summa = sum(band)
        alla = len(band) == len(BAND)
        if f.totalt is None or not band or (summa == f.totalt if alla else summa <= f.totalt):
            continue
        leden = " + ".join(tal(b) for b in band)
        utfall = (
            f"Totalen för {BLOCK[block]}, {KONSORD[kon]}, är {tal(f.totalt)}, men åldersbanden blir {leden}"
        )
        namnd = alla and plausible(summa)
        yield Traff(
            f"{path}.totalt",
            f"{utfall} = {tal(summa)}.",
            f"Rätta åldersbanden, eller ändra totalen till {tal(summa)}."
            if namnd
            else "Räkna om totalen och åldersbanden mot underlaget.",
            summa if namnd else None,
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
                hela, del_ = column(omrade, "totalt", kon), column(omrade, block, kon)
                rader = [("totalt", size(del_), size(hela))]
                rader += [(b, getattr(del_, b), getattr(hela, b)) for b in BAND]
                for rad, a, b in rader:
                    if a is not None and b is not None and a > b:
                        vilka = f", {BANDORD[rad]}" if rad != "totalt" else ""
                        yield Traff(
                            f"{path}.klienter.{block}.{kon}.{rad}",
                            f"{BLOCK[block].capitalize()} ({KONSORD[kon]}{vilka}) är {tal(a)}, men bara "
                            f"{tal(b)} har fått stöd.",
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
            totalt = size(column(omrade, "totalt", kon))
            if barn is not None and totalt is not None and barn > totalt:
                yield Traff(
                    f"{path}.hemmavarande_barn.{kon}",
                    f"Klienter med hemmavarande barn ({KONSORD[kon]}) är {tal(barn)}, men bara "
                    f"{tal(totalt)} har fått stöd.",
                    "Ange antalet klienter som har barn hemma, inte antalet barn.",
                )


@rule("RED-104", SKA, "redovisning", lagrum="2013:522 10 § 2")
def antal_ar_inte_negativa(prov: Prov) -> Iterator[Traff]:
    """Antal är noll eller mer.

    Varför: Ett antal personer, orsaker eller kommuner kan inte vara mindre än noll.
    Fel: −3 nya klienter.
    Rätt: 0 nya klienter.
    Gör så här: Rätta talet. Lämna rutan tom om uppgiften saknas.
    """
    for path, falt, varde in prov.answers:
        if falt.slag is Slag.ANTAL and varde < 0 and path.startswith("redovisning."):
            yield Traff(
                path, f"Antalet är mindre än noll: {tal(varde)}.", "Ange noll eller ett heltal över noll."
            )


@rule("RED-105", BOR, "redovisning", lagrum="2013:522 10 § 2")
def blocket_ar_ifyllt(prov: Prov) -> Iterator[Traff]:
    """Total och åldersband är ifyllda tillsammans.

    Varför: Länsstyrelsen behöver både totalen och åldersbanden, för alla, nya och avslutade klienter. En tom
        ruta räknas som noll bara när de andra åldersbanden ensamma ger totalen.
    Fel: 67 kvinnor totalt, men bara 15 + 34 är fördelade på ålder.
    Rätt: 67 kvinnor totalt: 15 + 34 + 15 + 3.
    Gör så här: Fyll i den tomma rutan, med 0 när det inte finns någon klient.
    """
    for path, block, kon, f in columns(prov):
        tomma = [b for b in BAND if getattr(f, b) is None]
        kanda = sum(getattr(f, b) or 0 for b in BAND)
        vilka = f"{BLOCK[block]}, {KONSORD[kon]},"
        if f.totalt is None and len(tomma) < len(BAND):
            namnd = not tomma and plausible(kanda)
            yield Traff(
                f"{path}.totalt",
                f"Totalen för {vilka} är inte ifylld, men åldersbanden blir {tal(kanda)}.",
                f"Fyll i totalen, {tal(kanda)}." if namnd else "Fyll i totalen.",
                kanda if namnd else None,
            )
        elif (
            f.totalt is not None
            and tomma
            and kanda < f.totalt
            and (block, len(tomma)) != ("totalt", len(BAND))
        ):
            yield Traff(
                f"{path}.{tomma[0]}",
                f"Totalen för {vilka} är {tal(f.totalt)}, men bara {tal(kanda)} är fördelade på ålder.",
                "Fyll i de åldersband som är tomma, med 0 där det inte finns någon klient.",
            )


@rule("RED-106", BOR, "redovisning", lagrum="2013:522 10 § 2")
def samma_tal_i_alla_block(prov: Prov) -> Iterator[Traff]:
    """Alla, nya och avslutade klienter har inte samma tal på varje rad.

    Varför: När de tre blocken är lika på varje rad skulle alla klienter vara både nya och avslutade under
        året. Oftast har ett block kopierats till de andra.
    Fel: 15, 34, 15 och 3 kvinnor i alla tre blocken.
    Rätt: 15, 34, 15 och 3 klienter, 9, 19, 3 och 3 nya, 6, 15, 6 och 1 avslutade.
    Gör så här: Kontrollera nya och avslutade klienter mot underlaget.
    """
    for path, omrade in prov.areas:
        block = [figures(omrade, (b,), KON) for b in BLOCK]
        if block[0] == block[1] == block[2] and (antal := persons(omrade)) is not None and antal >= FEW:
            yield Traff(
                f"{path}.klienter.nya.kvinnor.totalt",
                f"Alla {tal(antal)} klienter är både nya och avslutade: samma tal står i alla tre blocken.",
                "Kontrollera nya och avslutade klienter mot underlaget.",
            )


def figures(omrade: Omrade, block: Iterable[str], kon: Iterable[str]) -> tuple[int | None, ...]:
    """The bands of columns, one after the other; the total instead where not all bands are given."""
    tal_: list[int | None] = []
    for namn, k in product(block, kon):
        f = column(omrade, namn, k)
        band = [getattr(f, b) for b in BAND]
        tal_ += [f.totalt] if None in band else band
    return tuple(tal_)


@rule("RED-107", BOR, "redovisning", lagrum="2013:522 10 § 2")
def alla_block_besvarade(prov: Prov) -> Iterator[Traff]:
    """Alla, nya och avslutade klienter är ifyllda för både kvinnor och män.

    Varför: En tom kolumn kan betyda att ingen räknades eller att uppgiften glömdes. En nolla säger vilket.
    Fel: Antalet nya män är inte ifyllt, men 48 män har fått stöd.
    Rätt: 0 nya män.
    Gör så här: Fyll i antalet, eller 0.
    """
    for path, omrade in prov.areas:
        if all(persons(omrade, block) is None for block in BLOCK):
            continue
        for kon in KON:
            tomma = [b for b in BLOCK if _is_empty(column(omrade, b, kon))]
            if tomma and size(column(omrade, "totalt", kon)) != 0:
                vilka = " och ".join(BLOCK[b] for b in tomma)
                yield Traff(
                    f"{path}.klienter.{tomma[0]}.{kon}.totalt",
                    f"Rutorna för {vilka}, {KONSORD[kon]}, är tomma.",
                    "Fyll i antalet, eller 0 när det inte finns någon.",
                )


def _is_empty(f: Aldersband) -> bool:
    return f.totalt is None and all(getattr(f, b) is None for b in BAND)


@rule("RED-108", BOR, "redovisning", lagrum="2013:522 10 § 2")
def barnraden_besvarad(prov: Prov) -> Iterator[Traff]:
    """Raden om hemmavarande barn är ifylld.

    Varför: Blanketten frågar hur många klienter som har barn hemma. En tom rad säger inte om det är ingen
        eller om uppgiften saknas.
    Fel: Båda rutorna är tomma, men 115 klienter har fått stöd.
    Rätt: 14 kvinnor och 2 män, eller 0 och 0.
    Gör så här: Fyll i antalen, eller 0.
    """
    for path, omrade in prov.areas:
        barn, antal = omrade.hemmavarande_barn, persons(omrade)
        if barn.kvinnor is None and barn.man is None and antal:
            yield Traff(
                f"{path}.hemmavarande_barn.kvinnor",
                f"Det framgår inte hur många av de {tal(antal)} klienterna som har barn hemma.",
                "Fyll i antalet kvinnor och män, eller 0.",
            )


@rule("RED-109", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 2")
def samma_tal_for_kvinnor_och_man(prov: Prov) -> Iterator[Traff]:
    """Kvinnor och män har inte samma tal på varje rad.

    Varför: Att alla femton rader är lika för kvinnor och män är möjligt men ovanligt. Ibland har en kolumn
        kopierats till den andra.
    Fel: Samma femton tal i båda kolumnerna.
    Rätt: Kolumnerna skiljer sig åt på någon rad.
    Gör så här: Kontrollera kolumnerna mot underlaget. Stämmer de behövs ingen ändring.
    """
    for path, omrade in prov.areas:
        kvinnor, man = (figures(omrade, BLOCK, (kon,)) for kon in KON)
        antal = persons(omrade)
        if kvinnor == man and antal is not None and antal >= 2 * FEW:
            yield Traff(
                f"{path}.klienter.totalt.man.totalt",
                "Kolumnerna för kvinnor och män är lika på varje rad.",
                "Kontrollera kolumnerna mot underlaget.",
            )


@rule("RED-110", BOR, "redovisning", lagrum="2013:522 10 § 2")
def nagon_klient(prov: Prov) -> Iterator[Traff]:
    """En verksamhet som har använt statsbidrag har haft klienter.

    Varför: Bidraget är till för att personer ska få stöd. Är bidraget förbrukat men antalet klienter noll har
        siffrorna troligen fallit bort.
    Fel: 809 060 kr är förbrukade, men antalet klienter är 0.
    Rätt: 809 060 kr är förbrukade, och 115 klienter har fått stöd.
    Gör så här: Fyll i antalet klienter. Är det verkligen noll, förklara det under övriga reflektioner.
    """
    forbrukat = prov.redovisning.ekonomi.forbrukat
    antal = [persons(omrade) for _, omrade in prov.areas]
    if forbrukat is not None and forbrukat > 0 and all(a == 0 for a in antal):
        yield Traff(
            "redovisning.omraden[0].klienter.totalt.kvinnor.totalt",
            "Statsbidrag är förbrukat, men antalet klienter är 0.",
            "Fyll i antalet klienter, eller förklara under övriga reflektioner varför ingen har fått stöd.",
        )
