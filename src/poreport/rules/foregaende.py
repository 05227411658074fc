"""Rules on this year's redovisning against last year's."""

from __future__ import annotations

from collections.abc import Iterator

from poreport import svenska
from poreport.model import KON, Redovisning
from poreport.rules.hjalp import KONSORD, artal, place_name, size, some, tal
from poreport.rules.rule import BOR, UPPLYSNING, Prov, Traff, rule
from poreport.rules.tal import BLOCK, FEW, column, figures, persons

JUMP_PERCENT, JUMP_PERSONS = 30, 10
"""A change is large when it is both this part of last year's clients and this many persons."""


def last(prov: Prov) -> Redovisning | None:
    """Last year's redovisning, when it is of the year before and of the same kommun."""
    fore = prov.forra.redovisning
    if fore is None or fore.ar != prov.redovisning.ar - 1 or _two_kommuner(prov, fore):
        return None
    return fore


def _two_kommuner(prov: Prov, fore: Redovisning) -> tuple[str, str] | None:
    """The names of the kommuner, when the redovisningar are of two."""
    nu, da = (prov.kommun_of(r).namn for r in (prov.redovisning, fore))
    return (nu, da) if nu and da and place_name(nu) != place_name(da) else None


def everyone(r: Redovisning, block: str, kon: str) -> int | None:
    """The clients of a block and gender in all delområden; None when some are unanswered."""
    antal = [size(column(omrade, block, kon)) for omrade in r.omraden]
    kanda = [a for a in antal if a is not None]
    return sum(kanda) if len(kanda) == len(antal) else None


@rule("FOR-101", BOR, "redovisning", previous=True)
def ratt_foregaende_ar(prov: Prov) -> Iterator[Traff]:
    """Jämförelsen görs med året före.

    Varför: Klienter, tjänster och ledningsgrupp jämförs med förra årets redovisning. Med ett annat år blir
        jämförelsen meningslös, och de andra reglerna om förra året avstår.
    Fel: Redovisningen för 2021 jämförs med den för 2019.
    Rätt: Redovisningen för 2021 jämförs med den för 2020.
    Gör så här: Ange förra årets ärende.
    """
    fore = prov.forra.redovisning
    if fore is None:
        yield Traff(
            "redovisning.ar",
            "Ärendet som jämförelsen görs med innehåller ingen redovisning.",
            "Ange ett ärende med förra årets redovisning.",
        )
    elif fore.ar != prov.redovisning.ar - 1:
        yield Traff(
            "redovisning.ar",
            f"Redovisningen gäller {artal(prov.redovisning.ar)}, men jämförs med {artal(fore.ar)}.",
            "Ange förra årets ärende, eller rätta året.",
        )


@rule("FOR-102", BOR, "redovisning", previous=True)
def samma_kommun_som_forra_aret(prov: Prov) -> Iterator[Traff]:
    """Jämförelsen görs med samma kommun.

    Varför: Med en annan kommun blir jämförelsen meningslös, och de andra reglerna om förra året avstår.
    Fel: Kalmar kommun jämförs med Tyresö kommun.
    Rätt: Kalmar kommun jämförs med Kalmar kommun.
    Gör så här: Ange kommunens eget ärende från förra året.
    """
    fore = prov.forra.redovisning
    namn = _two_kommuner(prov, fore) if fore else None
    if namn:
        yield Traff(
            "redovisning.kommun.namn",
            f"Kommunen är {svenska.quote(namn[0])}, men jämförs med {svenska.quote(namn[1])}.",
            "Ange kommunens eget ärende från förra året.",
        )


@rule("FOR-103", BOR, "redovisning", previous=True, lagrum="2013:522 10 § 2")
def klienterna_foljer_med(prov: Prov) -> Iterator[Traff]:
    """De klienter som inte är nya är de som var kvar från förra året.

    Varför: Alla klienter minus de nya är de som fanns sedan tidigare. De ska vara lika många som förra årets
        klienter minus förra årets avslutade. Den som flyttar eller kommer tillbaka kan göra skillnad.
    Fel: I år 67 kvinnor varav 34 nya: 33 fanns sedan tidigare. Förra året 60 varav 20 avslutade: 40 var kvar.
    Rätt: I år 67 kvinnor varav 34 nya. Förra året 60 varav 27 avslutade.
    Gör så här: Kontrollera nya klienter i år och avslutade förra året. En liten skillnad kan vara rätt.
    """
    fore = last(prov)
    if fore is None:
        return
    for kon in KON:
        nu = [everyone(prov.redovisning, block, kon) for block in ("totalt", "nya")]
        da = [everyone(fore, block, kon) for block in ("totalt", "avslutade")]
        kanda = [antal for antal in (*nu, *da) if antal is not None]
        if len(kanda) < len(nu) + len(da):
            continue
        alla, nya, forra, slut = kanda
        if alla - nya != forra - slut:
            yield Traff(
                f"redovisning.omraden[0].klienter.totalt.{kon}.totalt",
                f"I år är {tal(nya)} av {tal(alla)} klienter ({KONSORD[kon]}) nya: {tal(alla - nya)} fanns "
                f"sedan tidigare. Förra året slutade {tal(slut)} av {tal(forra)}: {tal(forra - slut)} blev "
                "kvar.",
                "Kontrollera nya klienter i år och avslutade förra året. En liten skillnad kan vara rätt.",
            )


@rule("FOR-106", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 2")
def stor_forandring(prov: Prov) -> Iterator[Traff]:
    """Antalet klienter är ungefär detsamma som förra året.

    Varför: En stor förändring är värd en förklaring, och beror ibland på en felräkning. Regeln säger till när
        antalet har ändrats med minst 30 procent och minst tio personer.
    Fel: 115 klienter i år och 60 förra året, utan förklaring.
    Rätt: 115 klienter i år och 109 förra året.
    Gör så här: Kontrollera antalet. Stämmer det, förklara gärna under tendenser eller övrigt.
    """
    fore = last(prov)
    if fore is None:
        return
    nu, da = ([persons(omrade) for omrade in r.omraden] for r in (prov.redovisning, fore))
    if None in nu or None in da:
        return
    antal, forra = (sum(a for a in ett if a is not None) for ett in (nu, da))
    skillnad = abs(antal - forra)
    if skillnad >= JUMP_PERSONS and 100 * skillnad >= JUMP_PERCENT * forra:
        yield Traff(
            "redovisning.omraden[0].klienter.totalt.kvinnor.totalt",
            f"{tal(antal)} klienter i år mot {tal(forra)} förra året.",
            "Kontrollera antalet. Stämmer det, förklara gärna förändringen.",
        )


@rule("FOR-108", BOR, "redovisning", previous=True, lagrum="2013:522 10 § 2")
def samma_siffror_som_forra_aret(prov: Prov) -> Iterator[Traff]:
    """Klienternas siffror är inte exakt desamma som förra året.

    Varför: Att alla rader är lika två år i rad beror nästan alltid på att förra årets siffror står kvar.
    Fel: Samma trettio tal som förra året.
    Rätt: Årets egna tal.
    Gör så här: Räkna om klienterna för året.
    """
    fore = last(prov)
    if fore is None or len(fore.omraden) != len(prov.redovisning.omraden):
        return
    nu, da = ([figures(omrade, BLOCK, KON) for omrade in r.omraden] for r in (prov.redovisning, fore))
    antal = [persons(omrade) for omrade in fore.omraden]
    if nu == da and sum(a for a in antal if a is not None) >= FEW:
        yield Traff(
            "redovisning.omraden[0].klienter.totalt.kvinnor.totalt",
            "Alla tal om klienter är desamma som förra året.",
            "Räkna om klienterna. Förra årets siffror tycks stå kvar.",
        )


@rule("FOR-110", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 2")
def delomradena_andrade(prov: Prov) -> Iterator[Traff]:
    """Delområdena är desamma som förra året.

    Varför: Med andra delområden går åren inte att jämföra område för område.
    Fel: Södermalm och Norrmalm förra året, men bara Södermalm i år.
    Rätt: Samma delområden, eller en ändrad indelning.
    Gör så här: Kontrollera att inget område är glömt.
    """
    fore = last(prov)
    if fore is None:
        return
    nu, da = ({svenska.fold(o.namn): o.namn for o in r.omraden if o.namn} for r in (prov.redovisning, fore))
    borta = [da[namn] for namn in da.keys() - nu.keys()]
    nya = [nu[namn] for namn in nu.keys() - da.keys()]
    if borta or nya:
        delar = [f"{some(borta)} fanns förra året men inte i år"] if borta else []
        delar += [f"{some(nya)} finns i år men inte förra året"] if nya else []
        yield Traff(
            "redovisning.omraden[0].namn",
            svenska.stor_bokstav(svenska.lista(delar)) + ".",
            "Kontrollera att inget område är glömt.",
        )
