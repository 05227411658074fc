"""Rules on the grant: what was granted, what was used, and what may have to be repaid (section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from poreport import svenska
from poreport.law import UnknownValueError, parameter
from poreport.model import Ekonomi
from poreport.rules.hjalp import artal, in_calendar, kr, plausible, says_nothing, tjanster
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

BELOPP: Final = "belopp_per_arsanstallning"


def rate(ar: int) -> int | None:
    """The grant per full-time post for a year, in kronor; None when it is unknown."""
    if not in_calendar(ar):
        return None
    try:
        return int(parameter(BELOPP).at(date(ar, 12, 31)).value)
    except UnknownValueError:
        return None


def fewer(e: Ekonomi) -> tuple[Decimal, Decimal] | None:
    """The posts granted and used, when fewer were used than granted."""
    fick, brukat = e.beviljade_tjanster, e.forbrukade_tjanster
    return (fick, brukat) if fick is not None and brukat is not None and brukat < fick else None


@rule("RED-301", BOR, "redovisning", lagrum="2013:522 10 § 1")
def tjanster_som_beviljats(prov: Prov) -> Iterator[Traff]:
    """Antalet ombudstjänster är detsamma som antalet beviljade årsanställningar.

    Varför: Avsnitt 1 och avsnitt 7 frågar efter samma sak på två sätt. Skiljer de sig åt har kommunen fler
        eller färre tjänster än den har fått bidrag för, eller så är något av talen fel.
    Fel: 2,00 tjänster i avsnitt 1, men 1,50 beviljade.
    Rätt: 2,00 på båda ställena.
    Gör så här: Kontrollera mot länsstyrelsens beslut. Är talen rätta, förklara skillnaden.
    """
    har, fick = prov.redovisning.ombud.tjanster, prov.redovisning.ekonomi.beviljade_tjanster
    if har is not None and fick is not None and har != fick:
        yield Traff(
            "redovisning.ombud.tjanster",
            f"Tjänsterna är {tjanster(har)}, men {tjanster(fick)} årsanställningar är beviljade i avsnitt 7.",
            "Kontrollera mot länsstyrelsens beslut. Är båda talen rätta, förklara skillnaden.",
        )


@rule("RED-302", SKA, "redovisning", lagrum="2013:522 10 §")
def forbrukat_hogst_beviljat(prov: Prov) -> Iterator[Traff]:
    """Kommunen har inte förbrukat mer bidrag än den har fått.

    Varför: Rutan gäller statsbidraget och inte alla kostnader. Mer än det beviljade kan inte vara förbrukat.
    Fel: 809 060 kr beviljat, men 850 000 kr förbrukat.
    Rätt: 809 060 kr beviljat och 809 060 kr förbrukat.
    Gör så här: Ange högst det beviljade beloppet, även om verksamheten har kostat mer.
    """
    e = prov.redovisning.ekonomi
    if e.forbrukat is not None and e.beviljat is not None and e.forbrukat > e.beviljat:
        yield Traff(
            "redovisning.ekonomi.forbrukat",
            f"{kr(e.forbrukat)} är förbrukat, men bara {kr(e.beviljat)} är beviljat.",
            "Ange hur mycket av bidraget som är förbrukat, inte verksamhetens hela kostnad.",
        )


@rule("RED-303", BOR, "redovisning", lagrum="2013:522 15 §")
def ej_forbrukat_aterbetalas(prov: Prov) -> Iterator[Traff]:
    """Hela bidraget är förbrukat.

    Varför: Kommunen är återbetalningsskyldig för bidrag som inte har använts. Socialstyrelsen beslutar om
        återkrav och kan avstå om det finns särskilda skäl.
    Fel: 809 060 kr beviljat och 700 000 kr förbrukat: 109 060 kr kan krävas tillbaka.
    Rätt: 809 060 kr beviljat och 809 060 kr förbrukat.
    Gör så här: Kontrollera beloppen. Stämmer de, skriv varför bidraget inte har använts.
    """
    e = prov.redovisning.ekonomi
    if e.forbrukat is None or e.beviljat is None or e.forbrukat >= e.beviljat:
        return
    skal = "" if says_nothing(e.avvikelse) else " Skälet är angivet."
    yield Traff(
        "redovisning.ekonomi.forbrukat",
        f"{kr(e.beviljat)} är beviljat och {kr(e.forbrukat)} förbrukat: {kr(e.beviljat - e.forbrukat)} kan "
        f"krävas tillbaka.{skal}",
        "Kontrollera beloppen, och räkna med att återbetala det som inte är förbrukat."
        if skal
        else "Kontrollera beloppen. Stämmer de, skriv varför bidraget inte har använts.",
    )


@rule("RED-304", SKA, "redovisning", lagrum="2013:522 15 §")
def farre_arsanstallningar_forklaras(prov: Prov) -> Iterator[Traff]:
    """Färre årsanställningar än beviljat är förklarade.

    Varför: Bidraget ges för ett antal årsanställningar. Har det varit färre frågar blanketten varför, och
        svaret kan ha betydelse för om bidrag ska betalas tillbaka.
    Fel: 2,00 beviljade och 1,50 förbrukade, utan förklaring.
    Rätt: 2,00 beviljade, 1,50 förbrukade, och ”En tjänst var vakant till och med juni”.
    Gör så här: Skriv varför det har varit färre årsanställningar.
    """
    e = prov.redovisning.ekonomi
    farre = fewer(e)
    if farre and says_nothing(e.avvikelse):
        fick, brukat = farre
        yield Traff(
            "redovisning.ekonomi.avvikelse",
            f"{tjanster(fick)} årsanställningar är beviljade men bara {tjanster(brukat)} förbrukade, utan "
            "förklaring.",
            "Skriv varför årsanställningarna har varit färre än beviljat.",
        )


@rule("RED-305", UPPLYSNING, "redovisning", lagrum="2013:522 10 §")
def fler_arsanstallningar(prov: Prov) -> Iterator[Traff]:
    """Årsanställningarna är inte fler än de beviljade.

    Varför: Kommunen får ha fler ombud än den har bidrag för. Då är det ändå bara de beviljade som ska
        redovisas mot bidraget.
    Fel: 2,00 beviljade och 2,50 förbrukade.
    Rätt: 2,00 beviljade och 2,00 förbrukade.
    Gör så här: Kontrollera att rutan bara visar de årsanställningar som bidraget har betalat.
    """
    e = prov.redovisning.ekonomi
    fick, brukat = e.beviljade_tjanster, e.forbrukade_tjanster
    if fick is not None and brukat is not None and brukat > fick:
        yield Traff(
            "redovisning.ekonomi.forbrukade_tjanster",
            f"{tjanster(brukat)} årsanställningar är förbrukade, men bara {tjanster(fick)} är beviljade.",
            "Kontrollera att rutan bara visar de årsanställningar som bidraget har betalat.",
        )


@rule("RED-306", BOR, "redovisning", lagrum="HSLF-FS 2016:98 5 §")
def beviljat_enligt_beloppet(prov: Prov) -> Iterator[Traff]:
    """Beviljat bidrag är årets belopp gånger antalet årsanställningar.

    Varför: Socialstyrelsen bestämmer ett belopp för varje årsanställning på heltid, och deltid ger bidrag i
        proportion till den. Är antalet inte helt kan avrundningen skilja på en krona.
    Fel: 805 000 kr för 2,00 årsanställningar år 2021.
    Rätt: 809 060 kr för 2,00 årsanställningar år 2021, 404 530 kr för varje.
    Gör så här: Kontrollera beloppet och antalet mot länsstyrelsens beslut.
    """
    r = prov.redovisning
    e = r.ekonomi
    belopp, antal = rate(r.ar), e.beviljade_tjanster
    if belopp is None or antal is None or e.beviljat is None:
        return
    if not (plausible(antal) and plausible(e.beviljat)):
        return
    vantat = belopp * antal
    heltal = antal == antal.to_integral_value()
    if abs(e.beviljat - vantat) <= (0 if heltal else 1):
        return
    namnd = heltal and not fewer(e) and e.forbrukat in {None, int(vantat)}
    yield Traff(
        "redovisning.ekonomi.beviljat",
        f"{kr(e.beviljat)} är beviljat, men {tjanster(antal)} årsanställningar år {artal(r.ar)} ger "
        f"{svenska.format_kronor(vantat)} ({kr(belopp)} för varje).",
        f"Kontrollera mot länsstyrelsens beslut. Är antalet rätt är beloppet {kr(int(vantat))}."
        if namnd
        else "Kontrollera mot länsstyrelsens beslut.",
        int(vantat) if namnd else None,
    )


@rule("RED-307", UPPLYSNING, "redovisning", lagrum="HSLF-FS 2016:98 5 §")
def beloppet_ar_okant(prov: Prov) -> Iterator[Traff]:
    """Årets belopp för en årsanställning är känt.

    Varför: Socialstyrelsen bestämmer beloppet för varje år. För några år finns ingen källa i poreport, och då
        går det inte att räkna efter om det beviljade bidraget stämmer.
    Fel: En redovisning för ett år vars belopp inte är känt.
    Rätt: En redovisning för 2021, då beloppet var 404 530 kr.
    Gör så här: Kontrollera det beviljade bidraget mot länsstyrelsens beslut.
    """
    r = prov.redovisning
    e = r.ekonomi
    if e.beviljat is None or rate(r.ar) is not None:
        return
    per_post = ""
    if e.beviljade_tjanster and plausible(e.beviljade_tjanster) and plausible(e.beviljat):
        kvot = e.beviljat / e.beviljade_tjanster
        per_post = f" Det som är angivet blir {svenska.format_kronor(kvot)} för varje årsanställning."
    yield Traff(
        "redovisning.ekonomi.beviljat",
        f"Beloppet för en årsanställning år {artal(r.ar)} är inte känt.{per_post}",
        "Kontrollera det beviljade bidraget mot länsstyrelsens beslut.",
    )


@rule("RED-308", SKA, "redovisning", lagrum="2013:522 10 §")
def belopp_ar_inte_negativa(prov: Prov) -> Iterator[Traff]:
    """Belopp och årsanställningar är noll eller mer.

    Varför: Ett bidrag eller en tjänst kan inte vara mindre än noll. Ett minustecken är oftast ett streck som
        har hamnat före talet.
    Fel: −809 060 kr.
    Rätt: 809 060 kr.
    Gör så här: Ta bort minustecknet, eller rätta talet.
    """
    r = prov.redovisning
    e = r.ekonomi
    for falt, belopp in (("beviljat", e.beviljat), ("forbrukat", e.forbrukat)):
        if belopp is not None and belopp < 0:
            yield Traff(f"redovisning.ekonomi.{falt}", f"Beloppet är {kr(belopp)}.", "Rätta beloppet.")
    for path, antal in (
        ("ombud.tjanster", r.ombud.tjanster),
        ("ekonomi.beviljade_tjanster", e.beviljade_tjanster),
        ("ekonomi.forbrukade_tjanster", e.forbrukade_tjanster),
    ):
        if antal is not None and antal < 0:
            yield Traff(f"redovisning.{path}", f"Antalet är {tjanster(antal)}.", "Rätta antalet.")


@rule("RED-309", BOR, "redovisning", lagrum="2013:522 15 §")
def hela_beloppet_for_farre(prov: Prov) -> Iterator[Traff]:
    """Har årsanställningarna varit färre är hela bidraget inte förbrukat.

    Varför: Bidraget ges i proportion till årsanställningarna. Har en del av tjänsterna varit tomma hela eller
        delar av året är motsvarande bidrag normalt inte förbrukat.
    Fel: 2,00 beviljade och 1,50 förbrukade årsanställningar, men hela bidraget förbrukat.
    Rätt: Tre fjärdedelar av bidraget förbrukat.
    Gör så här: Räkna ut hur mycket av bidraget som har gått till de tjänster som var tillsatta.
    """
    e = prov.redovisning.ekonomi
    farre = fewer(e)
    if farre and e.beviljat and e.forbrukat == e.beviljat:
        fick, brukat = farre
        if not (plausible(e.beviljat) and plausible(fick) and plausible(brukat)):
            return
        andel = e.beviljat * (brukat / fick)
        yield Traff(
            "redovisning.ekonomi.forbrukat",
            f"Hela bidraget, {kr(e.beviljat)}, är förbrukat, men bara {tjanster(brukat)} av {tjanster(fick)} "
            f"årsanställningar. I proportion till dem vore det {svenska.format_kronor(andel)}.",
            "Räkna ut hur mycket av bidraget som har gått till tillsatta tjänster.",
        )


@rule("RED-310", BOR, "redovisning", lagrum="2013:522 15 §")
def forklaring_utan_avvikelse(prov: Prov) -> Iterator[Traff]:
    """En förklaring till färre årsanställningar står bara när det har varit färre.

    Varför: Är lika många årsanställningar förbrukade som beviljade, och hela bidraget använt, finns det inget
        att förklara. Då är antingen ett tal eller texten fel.
    Fel: 2,00 beviljade och 2,00 förbrukade, men ”En tjänst var vakant under våren”.
    Rätt: 2,00 beviljade, 1,75 förbrukade och samma text.
    Gör så här: Rätta antalet, eller flytta texten till övriga reflektioner.
    """
    e = prov.redovisning.ekonomi
    if says_nothing(e.avvikelse) or e.beviljade_tjanster is None or e.forbrukade_tjanster is None:
        return
    mindre_pengar = e.beviljat is not None and e.forbrukat is not None and e.forbrukat < e.beviljat
    if not fewer(e) and not mindre_pengar:
        yield Traff(
            "redovisning.ekonomi.avvikelse",
            f"En förklaring är angiven, men {tjanster(e.forbrukade_tjanster)} årsanställningar är förbrukade "
            f"av {tjanster(e.beviljade_tjanster)} beviljade.",
            "Rätta antalet, eller flytta texten till övriga reflektioner.",
        )


@rule("RED-311", BOR, "redovisning", lagrum="2013:522 10 §")
def ekonomin_ar_ifylld(prov: Prov) -> Iterator[Traff]:
    """Beviljat och förbrukat bidrag och årsanställningar är ifyllda.

    Varför: Redovisningen ska visa hur förra årets bidrag har använts. Utan beloppen går det inte att se om
        något ska betalas tillbaka.
    Fel: Beviljat 809 060 kr, men rutan för förbrukat är tom.
    Rätt: Beviljat 809 060 kr och förbrukat 809 060 kr.
    Gör så här: Fyll i beloppen och årsanställningarna ur beslutet och bokföringen.
    """
    e = prov.redovisning.ekonomi
    vad = {
        "beviljat": "beviljat bidrag",
        "beviljade_tjanster": "beviljade årsanställningar",
        "forbrukat": "förbrukat bidrag",
        "forbrukade_tjanster": "förbrukade årsanställningar",
    }
    tomma = [falt for falt in vad if getattr(e, falt) is None]
    if tomma:
        yield Traff(
            f"redovisning.ekonomi.{tomma[0]}",
            f"Uppgift saknas om {svenska.lista([vad[falt] for falt in tomma])}.",
            "Fyll i uppgifterna ur länsstyrelsens beslut och kommunens bokföring.",
        )
