"""Rules on Swedish typography in the long texts: few, precise, and at most one finding for each text.

Sources: Språkrådet's Svenska skrivregler and the EU's handbook for publications in Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from poreport import svenska
from poreport.rules.rule import UPPLYSNING, Prov, Traff, rule

_ENHET: Final = (
    r"(?:år|månad|vecka|veckor|dag|timm|minut|gång|person|klient|kvinn|m[aä]n\b|barn|ombud|tjänst|procent|%|"
    r"kr\b|kronor)"
)
# Every pattern begins with the sign it is about, which is what makes a search fast; what may not stand before
# that sign is asked for after it.
_EFTER_SIFFRA: Final = r"[0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){0,4}(?:,[0-9]{1,4})?"
_STRECK: Final = "(?:-| [-–—] )"
_INTERVALL: Final = re.compile(
    rf"[0-9](?<![0-9,.:/-][0-9])(?:{_EFTER_SIFFRA}{_STRECK}[0-9]{_EFTER_SIFFRA}(?=\s*{_ENHET})|"
    rf"(?:(?<=1)9|(?<=2)0)[0-9]{{2}}{_STRECK}(?:19|20)[0-9]{{2}}(?![0-9/-]))"
)
_ORDTAL: Final = rf"(?:{'|'.join(svenska.RAKNEORD[1:])}|ett|[0-9]{{1,9}})"
_MELLAN: Final = re.compile(rf"[Mm]ellan\s+{_ORDTAL}(?:\s+till\s+|(?<=[0-9])\s?[-–]\s?){_ORDTAL}\b")
_BELOPP: Final = re.compile(
    r"[0-9](?<![0-9.,][0-9])(?:(?:[0-9]{0,2}(?:\.[0-9]{3})+|[0-9]{4,})\s?(?:kr\b|kronor)|"
    r"[0-9,.]{0,12}(?:\s?[mt]kr\b|:-))"
)
_PROCENT: Final = re.compile("[0-9][0-9,]{0,6}%")
_MINUS: Final = re.compile(rf"-(?<=[ (]-)[0-9]{_EFTER_SIFFRA}(?=\s*{_ENHET})")


def _traffar(
    texter: Iterable[tuple[str, str]], tecken: tuple[str, ...], monster: re.Pattern[str], vad: str, gor: str
) -> Iterator[Traff]:
    """The first hit of a pattern in each text; every hit holds one of `tecken`, which are fast to find."""
    for path, text in texter:
        traff = monster.search(text) if any(t in text for t in tecken) else None
        if traff:
            yield Traff(path, f"{svenska.quote(traff[0])} {vad}.", gor)


@rule("TXT-201", UPPLYSNING)
def intervall_med_kort_streck(prov: Prov) -> Iterator[Traff]:
    """Intervall skrivs med kort tankstreck utan mellanslag.

    Varför: ”2–3 månader” läses som ett intervall. Ett bindestreck eller mellanslag runt strecket gör
        uttrycket svårare att läsa.
    Fel: ”2 – 3 månader”, ”18-29 år”.
    Rätt: ”2–3 månader”, ”18–29 år”.
    Gör så här: Byt strecket mot ett kort tankstreck (–) och ta bort mellanslagen.
    """
    gor = "Skriv intervallet med kort tankstreck utan mellanslag, till exempel 2–3 månader."
    yield from _traffar(
        prov.texts_with_figures, ("-", "–", "—"), _INTERVALL, "är ett intervall med fel streck", gor
    )


@rule("TXT-202", UPPLYSNING)
def mellan_med_och(prov: Prov) -> Iterator[Traff]:
    """Efter ”mellan” står ”och”.

    Varför: ”Mellan” hör ihop med ”och”. Ett streck eller ”till” hör ihop med ”från” eller står ensamt.
    Fel: ”Mellan en till fyra månader”, ”mellan 18-29 år”.
    Rätt: ”Mellan en och fyra månader”, ”18–29 år”.
    Gör så här: Skriv ”och”, eller ta bort ”mellan”.
    """
    gor = "Skriv ”mellan … och …”, eller ta bort ”mellan”."
    yield from _traffar(prov.texts, ("ellan",), _MELLAN, "blandar två skrivsätt", gor)


@rule("TXT-203", UPPLYSNING)
def belopp_med_mellanslag(prov: Prov) -> Iterator[Traff]:
    """Belopp skrivs med mellanslag mellan tusental och med kr eller kronor.

    Varför: Punkt mellan siffrorna kan läsas som decimaltecken, och långa tal utan mellanslag läses lätt
        fel. Miljoner kronor förkortas mnkr.
    Fel: ”809.060 kr”, ”809060 kr”, ”1,6 mkr”, ”500:-”.
    Rätt: ”809 060 kronor”, ”1,6 mnkr”.
    Gör så här: Skriv om beloppet.
    """
    gor = "Skriv till exempel 809 060 kr eller 1,6 mnkr."
    yield from _traffar(prov.texts_with_figures, ("kr", ":-"), _BELOPP, "är ett svårläst belopp", gor)


@rule("TXT-204", UPPLYSNING)
def procent_med_mellanslag(prov: Prov) -> Iterator[Traff]:
    """Procenttecknet har mellanslag före sig.

    Varför: Tecknet står för ordet procent och skrivs som ett eget ord.
    Fel: ”52%”.
    Rätt: ”52 %”, eller ”52 procent” i löpande text.
    Gör så här: Sätt ett mellanslag, helst ett hårt, eller skriv ut ordet.
    """
    gor = "Skriv till exempel 52 % eller 52 procent."
    yield from _traffar(prov.texts_with_figures, ("%",), _PROCENT, "saknar mellanslag", gor)


@rule("TXT-205", UPPLYSNING)
def minus_ar_minus(prov: Prov) -> Iterator[Traff]:
    """Negativa tal har minustecken och inte bindestreck.

    Varför: Ett bindestreck är för kort och kan skiljas från sitt tal vid radbyte.
    Fel: ”En förändring med -36 personer.”
    Rätt: ”En förändring med −36 personer”, eller ”36 personer färre”.
    Gör så här: Byt tecknet mot minus (−), eller skriv ”färre” eller ”mindre”.
    """
    gor = "Byt bindestrecket mot ett minustecken (−)."
    yield from _traffar(prov.texts_with_figures, ("-",), _MINUS, "har bindestreck i stället för minus", gor)
