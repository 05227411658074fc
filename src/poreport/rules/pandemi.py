"""Rules on the pandemic block of the editions 2020–2022 (section 8 or 9 of the redovisning)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.model import Pandemialternativ
from poreport.rules.hjalp import JA_SVAR, NEJ, says_nothing
from poreport.rules.rule import BOR, SKA, Prov, Traff, rule
from poreport.rules.svar import answer_in_words

_A = Pandemialternativ
_MOTSATSER: Final = (
    (_A.OKAD_EFTERFRAGAN, _A.MINSKAD_EFTERFRAGAN, "ökad och minskad efterfrågan"),
    (_A.OKAT_UTBUD, _A.MINSKAT_UTBUD, "ökat och minskat utbud"),
)


@rule("RED-701", SKA, "redovisning", since=2020, until=2022)
def nej_utan_alternativ(prov: Prov) -> Iterator[Traff]:
    """Har pandemin inte påverkat verksamheten är inget alternativ markerat.

    Varför: Alternativen säger hur pandemin har påverkat verksamheten. De kan inte gälla när svaret är Nej.
    Fel: Nej, och kryss för ökad efterfrågan.
    Rätt: Nej, och inga kryss. Eller Ja, och kryss för ökad efterfrågan.
    Gör så här: Ändra svaret, eller ta bort kryssen.
    """
    p = prov.redovisning.pandemi
    if p.svar == NEJ and p.alternativ:
        antal = p.alternativ.value.bit_count()
        yield Traff(
            "redovisning.pandemi.alternativ",
            f"Svaret är Nej, men {svenska.tal_i_ord(antal, 'neutrum')} av alternativen har kryss.",
            "Ändra svaret till Ja, eller ta bort kryssen.",
        )


@rule("RED-702", BOR, "redovisning", since=2020, until=2022)
def alternativ_utan_ja(prov: Prov) -> Iterator[Traff]:
    """Alternativen om pandemin hör till svaret Ja eller Delvis.

    Varför: Blanketten ber bara den som svarar Ja eller Delvis att markera hur pandemin har påverkat.
    Fel: Kan inte bedöma, och kryss för ökad efterfrågan.
    Rätt: Ja, och kryss för ökad efterfrågan.
    Gör så här: Ändra svaret, eller ta bort kryssen.
    """
    p = prov.redovisning.pandemi
    if p.alternativ and p.svar != NEJ and not (p.svar and p.svar & JA_SVAR):
        sagt = f"svaret är {answer_in_words(p.svar)}" if p.svar else "frågan om pandemin är inte besvarad"
        yield Traff(
            "redovisning.pandemi.svar",
            f"Alternativ om hur pandemin har påverkat är markerade, men {sagt}.",
            "Svara Ja om pandemin har påverkat verksamheten, eller ta bort kryssen.",
        )


@rule("RED-703", SKA, "redovisning", since=2020, until=2022)
def paverkan_anges(prov: Prov) -> Iterator[Traff]:
    """Har pandemin påverkat verksamheten framgår det hur.

    Varför: Blanketten ber den som svarar Ja att ange hur: med kryss i 2020 och 2021 års blanketter, i text i
        2022 års.
    Fel: Ja, men inget kryss och ingen text.
    Rätt: Ja, och kryss för ändrade arbetssätt.
    Gör så här: Kryssa i minst ett alternativ, eller beskriv påverkan i text.
    """
    p, form = prov.redovisning.pandemi, prov.form("redovisning")
    if form is None or not p.svar or not p.svar & JA_SVAR or p.svar & NEJ:
        return
    for falt, tom in (("alternativ", not p.alternativ), ("hur", svenska.is_blank(p.hur))):
        if tom and form.has(f"pandemi.{falt}"):
            yield Traff(
                f"redovisning.pandemi.{falt}",
                f"Svaret är {answer_in_words(p.svar)}, men det framgår inte hur pandemin har påverkat.",
                "Kryssa i minst ett alternativ." if falt == "alternativ" else "Beskriv kort hur.",
            )


@rule("RED-704", SKA, "redovisning", since=2020, until=2022)
def annan_forandring_beskrivs(prov: Prov) -> Iterator[Traff]:
    """En annan förändring är beskriven.

    Varför: Krysset för annan förändring säger ingenting utan texten. Blanketten ber om den.
    Fel: Kryss för annan förändring, utan text.
    Rätt: Kryss för annan förändring, och ”Hembesök har ersatts av promenader”.
    Gör så här: Skriv vilken förändring det är, eller ta bort krysset.
    """
    p = prov.redovisning.pandemi
    if p.alternativ and _A.ANNAN in p.alternativ and says_nothing(p.annan):
        yield Traff(
            "redovisning.pandemi.annan",
            "Annan förändring är markerad, men det framgår inte vilken.",
            "Skriv vilken förändring det är, eller ta bort krysset.",
        )


@rule("RED-705", BOR, "redovisning", since=2020, until=2022)
def annan_forandring_kryssas(prov: Prov) -> Iterator[Traff]:
    """En annan förändring som beskrivs är också markerad.

    Varför: Texten hör till ett kryss. Utan krysset räknas den inte med när länsstyrelsen sammanställer.
    Fel: ”Hembesök har ersatts av promenader”, utan kryss.
    Rätt: Samma text, med kryss för annan förändring.
    Gör så här: Kryssa i annan förändring, eller flytta texten till kommentaren.
    """
    p = prov.redovisning.pandemi
    if not says_nothing(p.annan) and not (p.alternativ and _A.ANNAN in p.alternativ):
        yield Traff(
            "redovisning.pandemi.annan",
            "En annan förändring är beskriven, men rutan är inte markerad.",
            "Kryssa i rutan, eller flytta texten till kommentaren.",
        )


@rule("RED-706", BOR, "redovisning", since=2020, until=2022)
def motsatta_alternativ(prov: Prov) -> Iterator[Traff]:
    """Motsatta alternativ om pandemin är inte markerade samtidigt.

    Varför: Ökad och minskad efterfrågan, eller ökat och minskat utbud, kan gälla olika delar av året. Utan
        förklaring ser det ut som ett felkryss.
    Fel: Kryss för både ökad och minskad efterfrågan.
    Rätt: Kryss för ökad efterfrågan.
    Gör så här: Ta bort det ena krysset, eller förklara i kommentaren.
    """
    p = prov.redovisning.pandemi
    for ena, andra, ord_ in _MOTSATSER:
        if p.alternativ and ena in p.alternativ and andra in p.alternativ and svenska.is_blank(p.kommentar):
            yield Traff(
                "redovisning.pandemi.alternativ",
                f"Både {ord_} är markerade.",
                "Ta bort det ena krysset, eller förklara i kommentaren.",
            )
