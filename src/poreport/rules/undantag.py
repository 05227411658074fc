"""Rules on the waivers themselves. They run last, for every ärende, and cannot be waived.

They are no part of the catalogue: what they find depends on which rules were run and on what those found.
"""

from __future__ import annotations

from collections.abc import Iterator

from poreport import svenska
from poreport.findings import Finding
from poreport.model import Undantag
from poreport.rules.rule import BOR, UPPLYSNING, Prov, Traff, rule


def bites(undantag: Undantag, finding: Finding) -> bool:
    """Whether a waiver takes away a finding: its rule, at its field or inside it, and with a reason."""
    if undantag.kod != finding.kod or svenska.is_blank(undantag.motivering):
        return False
    falt = undantag.falt
    return falt is None or finding.path == falt or finding.path.startswith((f"{falt}.", f"{falt}["))


@rule("UND-001", UPPLYSNING)
def undantaget_behovs(prov: Prov) -> Iterator[Traff]:
    """Ett undantag står bara kvar så länge det behövs.

    Varför: Ett undantag som ligger kvar kan dölja ett nytt fel på samma plats. Det kan också ha fel fält, och
        då visas anmärkningen som det skulle gälla.
    Fel: Ett undantag från RED-114 i en redovisning där kontaktorsakerna är uppdelade på kvinnor och män.
    Rätt: Undantaget är borttaget, eller har fältet där anmärkningen står.
    Gör så här: Ta bort undantaget. Gäller det en anmärkning som fortfarande visas, skriv anmärkningens fält
        efter ”falt:”, eller ta bort raden ”falt:”.
    """
    for path, undantag in _waivers(prov, motivated=True):
        funna = [funnen for funnen in prov.funna if funnen.kod == undantag.kod]
        if undantag.kod not in prov.koder or any(bites(undantag, funnen) for funnen in funna):
            continue
        if funna:
            yield Traff(
                path,
                f"Undantaget från {undantag.kod} gäller ett annat fält än det som har anmärkningen, "
                f"{funna[0].path}.",
                "Rätta fältet i undantaget, eller ta bort undantaget.",
            )
        else:
            yield Traff(
                path,
                f"Undantaget från {undantag.kod} behövs inte längre: regeln finner inget att anmärka på.",
                "Ta bort undantaget.",
            )


@rule("UND-002", BOR)
def undantaget_ar_motiverat(prov: Prov) -> Iterator[Traff]:
    """Ett undantag har en motivering.

    Varför: Den som läser ärendet ska kunna se varför en anmärkning inte gäller. Utan motivering gäller inte
        undantaget, och anmärkningen visas.
    Fel: Ett undantag med kod men utan motivering.
    Rätt: motivering: Länets blankett har ingen kolumn för kön.
    Gör så här: Skriv en motivering, eller ta bort undantaget.
    """
    for path, undantag in _waivers(prov, motivated=False):
        yield Traff(
            path,
            f"Undantaget från {_kod(undantag)} saknar motivering och gäller därför inte.",
            "Skriv en motivering, eller ta bort undantaget.",
        )


@rule("UND-003", BOR)
def undantagets_kod_finns(prov: Prov) -> Iterator[Traff]:
    """Ett undantag gäller en regel som finns.

    Varför: Ett undantag med en felskriven kod gäller ingen regel alls. Det gör inte heller ett undantag från
        en av kommunens egna regler, när kontrollen körs utan dem.
    Fel: kod: RED114, utan bindestreck.
    Rätt: kod: RED-114.
    Gör så här: Rätta koden. Kommandot poreport rules visar alla koder.
    """
    for path, undantag in _waivers(prov, motivated=True):
        if undantag.kod not in prov.koder:
            yield Traff(
                path,
                f"Undantaget gäller {_kod(undantag)}, men det finns ingen regel med den koden.",
                "Kommandot poreport rules visar reglernas koder.",
            )


def _kod(undantag: Undantag) -> str:
    return svenska.quote(undantag.kod or "")


def _waivers(prov: Prov, *, motivated: bool) -> Iterator[tuple[str, Undantag]]:
    """The waivers that have a reason, or those that have none, with their paths."""
    for index, undantag in enumerate(prov.arende.undantag):
        if svenska.is_blank(undantag.motivering) is not motivated:
            yield f"undantag[{index}]", undantag
