"""Rules on what was read: what had to be interpreted, and what could not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.model import DOKUMENT, Slag
from poreport.rules.hjalp import has_two_decimals
from poreport.rules.rule import BOR, UPPLYSNING, Prov, Traff, rule

_DOKUMENT: Final = re.compile(rf"(?:kommun|{'|'.join(DOKUMENT)})(?:\.|$)")
_ONLY_A_FIGURE: Final = re.compile("läste ”[0-9.,]+” som ")


@rule("LAS-101", UPPLYSNING)
def tolkad_uppgift(prov: Prov) -> Iterator[Traff]:
    """En uppgift var skriven på ett annat sätt och har tolkats.

    Varför: Ingenting tolkas i tysthet. Den som har skrivit uppgiften ska kunna se vad den lästes som.
    Fel: ”12O” lästes som 120 utan att någon fick veta det.
    Rätt: Uppgiften är skriven så att den inte behöver tolkas.
    Gör så här: Kontrollera att det blev rätt. Skriv om uppgiften om du vill slippa påpekandet.
    """
    tolkningar = prov.arende.kalla.tolkningar
    if not tolkningar:
        return
    en_decimal = {
        path
        for path, falt, varde in prov.answers
        if falt.slag is Slag.ARSANSTALLNINGAR and not has_two_decimals(varde)
    }
    for tolkning in tolkningar:
        # RED-154 and ANS-110 report posts that lack a decimal, and once is enough.
        if tolkning.path not in en_decimal or not _ONLY_A_FIGURE.match(tolkning.text):
            text = svenska.stor_bokstav(tolkning.text)
            yield Traff(tolkning.path, f"{text}.", "Kontrollera att det blev rätt.")


@rule("LAS-102", BOR)
def otolkad_text(prov: Prov) -> Iterator[Traff]:
    """En text gick inte att tolka.

    Varför: Texten är kvar, men räknas inte som ett svar. Fältet där den stod är tomt.
    Fel: Datumet ”20/209”.
    Rätt: Datumet 2020-09-20.
    Gör så här: Skriv in den rätta uppgiften i fältet, och ta bort texten bland det som inte kunde tolkas.
    """
    for index, rad in enumerate(prov.arende.otolkat):
        if svenska.is_blank(rad.text):
            continue
        falt = rad.falt if rad.falt and _DOKUMENT.match(rad.falt) else None
        var = f" ({rad.plats})" if rad.plats else ""
        yield Traff(
            falt or f"otolkat[{index}]",
            f"Texten {svenska.quote(rad.text)}{var} gick inte att tolka.",
            "Skriv in den rätta uppgiften, och ta bort texten bland det som inte kunde tolkas.",
        )
