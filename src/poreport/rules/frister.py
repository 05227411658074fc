"""Rules on dates: signed in time, not too early, and within reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from poreport import svenska
from poreport.law import UnknownValueError, Value, deadline
from poreport.rules.hjalp import artal, in_calendar
from poreport.rules.rule import BOR, Prov, Traff, rule

FORSTA_BIDRAGSAR: Final = 2014
SISTA_RIMLIGA: Final = 2099
_LANGT_IFRAN: Final = 2
"""Years between a document's date and its year from which one of them is taken to be a slip."""


def _frist(namn: str, ar: int, lan: str | None = None) -> tuple[date, Value] | None:
    """The last day and where it is stated; None for a year without a known one."""
    if not in_calendar(ar):
        return None
    try:
        return deadline(namn, ar, lan)
    except UnknownValueError:
        return None


def _rimligt(dag: date | None, ar: int) -> date | None:
    """The date, when it is near enough the year to be compared with a deadline."""
    return dag if dag is not None and abs(dag.year - ar) <= _LANGT_IFRAN else None


def _ord(dag: date) -> str:
    return svenska.format_datum_ord(dag, den=True)


@rule("FRI-101", BOR, "redovisning", lagrum="2013:522 10 §")
def undertecknad_efter_arets_slut(prov: Prov) -> Iterator[Traff]:
    """Redovisningen är undertecknad efter årets slut.

    Varför: Redovisningen gäller hela året. Antalet klienter och det förbrukade bidraget är inte säkra förrän
        året är slut.
    Fel: Redovisningen för 2021 undertecknas den 21 december 2021.
    Rätt: Den undertecknas den 10 januari 2022.
    Gör så här: Kontrollera siffrorna efter årsskiftet, eller underteckna då.
    """
    ar = prov.redovisning.ar
    dag = _rimligt(prov.redovisning.underskrift.datum, ar)
    if dag is not None and dag.year <= ar:
        yield Traff(
            "redovisning.underskrift.datum",
            f"Redovisningen för {ar} är undertecknad {_ord(dag)}, innan året är slut.",
            "Kontrollera att siffrorna gäller hela året.",
        )


@rule("FRI-102", BOR, "redovisning", lagrum="2013:522 10 §")
def redovisningen_i_tid(prov: Prov) -> Iterator[Traff]:
    """Redovisningen är undertecknad senast den 15 januari året efter.

    Varför: Redovisningen ska lämnas senast då. Den som inte lämnar den kan bli skyldig att betala tillbaka
        bidraget.
    Fel: Redovisningen för 2020 undertecknas den 13 september 2021.
    Rätt: Den undertecknas senast den 15 januari 2021.
    Gör så här: Kontrollera datumet. Är redovisningen sen, kontakta länsstyrelsen.
    """
    ar = prov.redovisning.ar
    dag = _rimligt(prov.redovisning.underskrift.datum, ar)
    frist = _frist("redovisning_senast", ar)
    if dag is not None and frist is not None and dag > frist[0]:
        yield Traff(
            "redovisning.underskrift.datum",
            f"Redovisningen är undertecknad {_ord(dag)}. Sista dag var {_ord(frist[0])}.",
            "Kontrollera datumet. Är redovisningen sen, kontakta länsstyrelsen.",
        )


@rule("FRI-103", BOR, "ansokan", lagrum="HSLF-FS 2016:98 2 §")
def ansokan_i_tid(prov: Prov) -> Iterator[Traff]:
    """Ansökan är daterad senast sista ansökningsdag.

    Varför: Ansökan ska ha kommit in senast den 1 mars bidragsåret. En länsstyrelse kan begära den tidigare.
    Fel: Ansökan för 2022 dateras den 10 mars 2022.
    Rätt: Ansökan för 2022 dateras den 21 december 2021.
    Gör så här: Kontrollera datumet. Är ansökan sen, kontakta länsstyrelsen.
    """
    ar = prov.ansokan.avser_ar
    dag = _rimligt(prov.ansokan.datum, ar)
    frist = _frist("ansokan_senast", ar, _lan(prov))
    if dag is not None and frist is not None and dag > frist[0]:
        yield Traff(
            "ansokan.datum",
            f"Ansökan är daterad {_ord(dag)}. Sista dag är {_ord(frist[0])} ({frist[1].source}).",
            "Kontrollera datumet. Är ansökan sen, kontakta länsstyrelsen.",
        )


def _lan(prov: Prov) -> str | None:
    ansokan = prov.arende.ansokan
    kommun = (ansokan and ansokan.kommun) or prov.arende.kommun
    return kommun.lan


@rule("FRI-104", BOR, "tjansteskrivelse")
def tjansteskrivelsen_i_tid(prov: Prov) -> Iterator[Traff]:
    """Tjänsteskrivelsen är daterad före sista dag för redovisningen och ansökan.

    Varför: Nämnden ska hinna besluta innan dokumenten skickas till länsstyrelsen.
    Fel: Skrivelsen om redovisningen för 2021 dateras den 20 januari 2022.
    Rätt: Den dateras den 6 december 2021.
    Gör så här: Kontrollera datumet. Är nämndens möte för sent, fråga om ordföranden kan besluta.
    """
    arende, datum = prov.arende, prov.tjansteskrivelse.datum
    frister = {}
    if arende.redovisning:
        ar = arende.redovisning.ar
        frister["redovisningen"] = _rimligt(datum, ar), _frist("redovisning_senast", ar)
    if arende.ansokan:
        ar = arende.ansokan.avser_ar
        frister["ansökan"] = _rimligt(datum, ar), _frist("ansokan_senast", ar, _lan(prov))
    for dokument, (dag, frist) in frister.items():
        if dag is not None and frist is not None and dag > frist[0]:
            yield Traff(
                "tjansteskrivelse.datum",
                f"Tjänsteskrivelsen är daterad {_ord(dag)}. Sista dag för {dokument} är {_ord(frist[0])}.",
                "Kontrollera datumet, och när nämnden beslutar.",
            )
            return


@rule("FRI-105", BOR)
def datum_hor_till_aret(prov: Prov) -> Iterator[Traff]:
    """Datumen ligger nära det år som dokumentet gäller.

    Varför: Ett datum flera år från dokumentets år är nästan alltid felskrivet.
    Fel: Redovisningen för 2021 är daterad 2012-12-21.
    Rätt: 2021-12-21.
    Gör så här: Rätta datumet eller året.
    """
    arende = prov.arende
    redovisning, ansokan, rapport = arende.redovisning, arende.ansokan, arende.arsrapport
    datum: list[tuple[str, date | None, int]] = []
    if redovisning:
        datum.append(("redovisning.underskrift.datum", redovisning.underskrift.datum, redovisning.ar))
    if ansokan:
        datum.append(("ansokan.datum", ansokan.datum, ansokan.avser_ar))
    if rapport:
        datum.append(("arsrapport.datum", rapport.datum, rapport.ar))
    ar = redovisning.ar if redovisning else ansokan.avser_ar if ansokan else None
    if arende.tjansteskrivelse and ar is not None:
        datum.append(("tjansteskrivelse.datum", arende.tjansteskrivelse.datum, ar))
    for path, dag, ar in datum:
        if dag is not None and _rimligt(dag, ar) is None:
            yield Traff(
                path,
                f"Datumet är {svenska.format_datum(dag)}, men dokumentet gäller år {artal(ar)}.",
                "Rätta datumet eller året.",
            )


@rule("FRI-106", BOR, lagrum="2013:522")
def aret_ar_ett_bidragsar(prov: Prov) -> Iterator[Traff]:
    """Året är ett bidragsår.

    Varför: Förordningen gäller bidrag från och med år 2014. Ett tidigare år är felskrivet.
    Fel: Redovisning för 2012, eller för 20222.
    Rätt: Redovisning för 2022.
    Gör så här: Rätta året.
    """
    redovisning, ansokan, rapport = prov.arende.redovisning, prov.arende.ansokan, prov.arende.arsrapport
    aren = {
        "redovisning.ar": redovisning.ar if redovisning else None,
        "ansokan.avser_ar": ansokan.avser_ar if ansokan else None,
        "arsrapport.ar": rapport.ar if rapport else None,
    }
    for path, ar in aren.items():
        if ar is not None and not FORSTA_BIDRAGSAR <= ar <= SISTA_RIMLIGA:
            yield Traff(
                path,
                f"Året är {artal(ar)}. Förordningen gäller bidrag från och med år {FORSTA_BIDRAGSAR}.",
                "Ange rätt år med fyra siffror.",
            )
