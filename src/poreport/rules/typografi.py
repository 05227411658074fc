"""Rules on Swedish typography in the long texts: few, precise, and at most one finding for each text.

Sources: Språkrådet's Svenska skrivregler and the EU's handbook for publications in Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.rules.rule import UPPLYSNING, Prov, Traff, rule

_ENHET: Final = (
    r"(?:år|månad|vecka|veckor|dag|timm|minut|gång|person|klient|kvinn|m[aä]n\b|barn|ombud|tjänst|procent|%|"
    r"kr\b|kronor)"
)
_TAL: Final = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){0,4}(?:,\d{1,4})?"
_AR: Final = r"(?:19|20)\d\d"
_INTERVALL: Final = re.compile(
    rf"(?<![\d,.:/-])(?:{_TAL}(?:-| [-–—] ){_TAL}(?=\s*{_ENHET})|{_AR}(?:-| [-–—] ){_AR}(?![\d/-]))"
)
_ORDTAL: Final = rf"(?:{'|'.join(svenska.RAKNEORD[1:])}|ett|\d+)"
_MELLAN: Final = re.compile(rf"\bmellan\s+(?:{_ORDTAL}\s+till\s+{_ORDTAL}|\d+\s?[-–]\s?\d+)\b", re.IGNORECASE)
_BELOPP: Final = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+|\d{5,})\s?(?:kr\b|kronor|:-)|"
    r"\d[\d,.]{0,12}(?:\s?(?:mkr|tkr)\b|:-)",
    re.IGNORECASE,
)
_PROCENT: Final = re.compile(r"\d[\d,]{0,6}%")
_MINUS: Final = re.compile(rf"(?<=[ (])-{_TAL}(?=\s*{_ENHET})")


def _traffar(
    prov: Prov, tecken: tuple[str, ...], monster: re.Pattern[str], vad: str, gor: str
) -> Iterator[Traff]:
    """The first hit of a pattern in each text; every hit holds one of `tecken`, which are fast to find."""
    if not any(t in prov.all_text for t in tecken):
        return
    for path, text in prov.texts:
        traff = monster.search(text)
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
    yield from _traffar(prov, ("-", "–", "—"), _INTERVALL, "är ett intervall med fel streck", gor)


@rule("TXT-202", UPPLYSNING)
def mellan_med_och(prov: Prov) -> Iterator[Traff]:
    """Efter ”mellan” står ”och”.

    Varför: ”Mellan” hör ihop med ”och”. Ett streck eller ”till” hör ihop med ”från” eller står ensamt.
    Fel: ”Mellan en till fyra månader”, ”mellan 18-29 år”.
    Rätt: ”Mellan en och fyra månader”, ”18–29 år”.
    Gör så här: Skriv ”och”, eller ta bort ”mellan”.
    """
    gor = "Skriv ”mellan … och …”, eller ta bort ”mellan”."
    yield from _traffar(prov, ("mellan",), _MELLAN, "blandar två skrivsätt", gor)


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
    yield from _traffar(prov, ("kr", ":-"), _BELOPP, "är ett svårläst belopp", gor)


@rule("TXT-204", UPPLYSNING)
def procent_med_mellanslag(prov: Prov) -> Iterator[Traff]:
    """Procenttecknet har mellanslag före sig.

    Varför: Tecknet står för ordet procent och skrivs som ett eget ord.
    Fel: ”52%”.
    Rätt: ”52 %”, eller ”52 procent” i löpande text.
    Gör så här: Sätt ett mellanslag, helst ett hårt, eller skriv ut ordet.
    """
    gor = "Skriv till exempel 52 % eller 52 procent."
    yield from _traffar(prov, ("%",), _PROCENT, "saknar mellanslag", gor)


@rule("TXT-205", UPPLYSNING)
def minus_ar_minus(prov: Prov) -> Iterator[Traff]:
    """Negativa tal har minustecken och inte bindestreck.

    Varför: Ett bindestreck är för kort och kan skiljas från sitt tal vid radbyte.
    Fel: ”En förändring med -36 personer.”
    Rätt: ”En förändring med −36 personer”, eller ”36 personer färre”.
    Gör så här: Byt tecknet mot minus (−), eller skriv ”färre” eller ”mindre”.
    """
    gor = "Byt bindestrecket mot ett minustecken (−)."
    yield from _traffar(prov, ("-",), _MINUS, "har bindestreck i stället för minus", gor)
