"""Rules on a redovisning that is split on delområden, and on which kommuner it covers."""

from __future__ import annotations

from collections.abc import Iterator

from poreport import svenska
from poreport.model import KON
from poreport.rules.hjalp import names_in, place_name, size, some, tal
from poreport.rules.rule import BOR, Prov, Traff, rule
from poreport.rules.tal import BLOCK, FEW, column, figures, persons


@rule("RED-131", BOR, "redovisning", lagrum="2013:522 10 § 2")
def delomraden_har_namn(prov: Prov) -> Iterator[Traff]:
    """Varje delområde har ett eget namn.

    Varför: Namnet står i rubriken över delområdets siffror. Utan namn, eller med samma namn två gånger, går
        det inte att se vilka siffror som hör till vilket område.
    Fel: Två delområden heter Södermalm.
    Rätt: Ett delområde heter Södermalm och ett heter Norrmalm.
    Gör så här: Ge varje delområde sitt namn. Är samma område med två gånger, slå ihop siffrorna.
    """
    omraden = list(prov.areas)
    if len(omraden) == 1:
        return
    sedda: set[str] = set()
    for path, omrade in omraden:
        if omrade.namn is None or svenska.is_blank(omrade.namn):
            yield Traff(
                f"{path}.namn",
                f"Redovisningen har {tal(len(omraden))} delområden, men det här saknar namn.",
                "Skriv delområdets namn.",
            )
        elif svenska.fold(omrade.namn) in sedda:
            yield Traff(
                f"{path}.namn",
                f"Ett annat delområde heter också {svenska.quote(omrade.namn)}.",
                "Ge delområdena olika namn, eller slå ihop siffrorna om det är samma område.",
            )
        else:
            sedda.add(svenska.fold(omrade.namn))


@rule("RED-132", BOR, "redovisning", lagrum="2013:522 10 § 2")
def samma_delomraden(prov: Prov) -> Iterator[Traff]:
    """Rutan om vad redovisningen omfattar nämner samma områden som siffrorna.

    Varför: Står ett område i rutan men saknar siffror är det kanske glömt. Har ett område siffror men saknas
        i rutan vet läsaren inte om det ska vara med.
    Fel: Rutan nämner Södermalm och Norrmalm, men siffror finns bara för Södermalm och Östermalm.
    Rätt: Samma namn i rutan och i rubrikerna.
    Gör så här: Lägg till det som saknas på något av ställena. Den egna kommunen behöver inte stå i rutan.
    """
    r = prov.redovisning
    omraden = names_in(o.namn for o in r.omraden if o.namn)
    rutan = names_in(r.omfattar)
    if len(r.omraden) == 1 or not omraden or not rutan:
        return
    egen = place_name(prov.kommun_of(r).namn)
    utan_siffror = [rutan[namn] for namn in rutan.keys() - omraden.keys() - {egen}]
    utanfor = [omraden[namn] for namn in omraden.keys() - rutan.keys() - {egen}]
    if utan_siffror or utanfor:
        saknas = [f"{some(utan_siffror)} står i rutan men har inga siffror"] if utan_siffror else []
        saknas += [f"{some(utanfor)} har siffror men står inte i rutan"] if utanfor else []
        yield Traff(
            "redovisning.omfattar",
            svenska.stor_bokstav(", och ".join(saknas)) + ".",
            "Skriv samma områden i rutan och i rubrikerna över siffrorna.",
        )


@rule("RED-133", BOR, "redovisning")
def egna_kommunen_i_rutan(prov: Prov) -> Iterator[Traff]:
    """Bland de andra kommunerna står inte den egna.

    Varför: Rutan gäller de kommuner som redovisningen omfattar förutom den som redovisar. En tom ruta betyder
        att redovisningen bara gäller den egna kommunen.
    Fel: Malmö stad skriver ”Malmö” i rutan.
    Rätt: Rutan är tom, eller nämner en grannkommun.
    Gör så här: Ta bort den egna kommunen ur rutan.
    """
    r = prov.redovisning
    egen = place_name(prov.kommun_of(r).namn)
    for index, namn in enumerate(r.omfattar):
        if egen and egen in names_in([namn]):
            yield Traff(
                f"redovisning.omfattar[{index}]",
                f"{svenska.quote(namn)} nämner den redovisande kommunen själv.",
                "Ta bort den egna kommunen. Lämna rutan tom om redovisningen inte omfattar någon annan.",
            )


@rule("RED-134", BOR, "redovisning", lagrum="2013:522 10 § 2")
def delomraden_ar_olika(prov: Prov) -> Iterator[Traff]:
    """Två delområden har inte exakt samma siffror.

    Varför: Att alla rader för klienterna är lika i två områden beror nästan alltid på att siffrorna har
        kopierats och inte ändrats.
    Fel: Norrmalm har samma tal som Södermalm på varje rad.
    Rätt: Varje område har sina egna tal.
    Gör så här: Kontrollera delområdets siffror mot underlaget.
    """
    sedda: dict[tuple[int | None, ...], str | None] = {}
    for index, (path, omrade) in enumerate(prov.areas):
        tal_ = figures(omrade, BLOCK, KON)
        antal = persons(omrade)
        if tal_ in sedda and antal is not None and antal >= FEW:
            yield Traff(
                f"{path}.klienter.totalt.kvinnor.totalt",
                f"Siffrorna är på varje rad desamma som för {_named(sedda[tal_])}.",
                "Kontrollera delområdets siffror mot underlaget.",
            )
        sedda.setdefault(tal_, omrade.namn or f"delområde {index + 1}")


def _named(namn: str | None) -> str:
    return svenska.quote(namn)


@rule("RED-135", BOR, "redovisning", lagrum="2013:522 10 § 2")
def delomrade_ar_summan(prov: Prov) -> Iterator[Traff]:
    """Inget delområde är summan av de andra.

    Varför: Varje person ska redovisas en gång. En sammanlagd rad som har blivit ett delområde räknar alla
        klienter två gånger.
    Fel: Delområdena Norr med 20, Söder med 30 och Hela staden med 50 klienter.
    Rätt: Delområdena Norr med 20 och Söder med 30 klienter.
    Gör så här: Ta bort delområdet med de sammanlagda siffrorna.
    """
    omraden = list(prov.areas)
    rader = [[size(column(o, block, kon)) or 0 for block in BLOCK for kon in KON] for _, o in omraden]
    alla = [sum(kolumn) for kolumn in zip(*rader, strict=True)]
    for (path, omrade), rad in zip(omraden, rader, strict=True):
        andra = sum(1 for r in rader if r is not rad and r[0] + r[1] > 0)
        if (
            andra > 1
            and rad[0] + rad[1] >= 2 * FEW
            and all(2 * a == s for a, s in zip(rad, alla, strict=True))
        ):
            yield Traff(
                f"{path}.klienter.totalt.kvinnor.totalt",
                f"De {tal(rad[0] + rad[1])} klienterna är lika många som i alla andra delområden "
                "tillsammans, och det gäller även nya och avslutade klienter.",
                f"Är {svenska.quote(omrade.namn or 'delområdet')} en summa ska det inte vara ett delområde.",
            )
