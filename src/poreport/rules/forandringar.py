"""Rules on what has changed since last year's redovisning: members, priorities, posts, texts, utförare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.rules.foregaende import last
from poreport.rules.hjalp import JA, NEJ, same_words, says_nothing, tjanster
from poreport.rules.organisation import MEDLEMMAR
from poreport.rules.rule import UPPLYSNING, Prov, Traff, rule
from poreport.rules.svar import ROWS, answer_in_words

_LONG_TEXT: Final = 60
_TEXTER: Final = ("brister.text", "atgarder", "ovrigt")


@rule("FOR-104", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 5 § 2 st")
def ledningsgruppen_andrad(prov: Prov) -> Iterator[Traff]:
    """Ledningsgruppen har samma medlemmar som förra året.

    Varför: En ändring kan vara rätt, men beror ibland på ett felkryss.
    Fel: Primärvården: Ja förra året och Nej i år.
    Rätt: Samma svar båda åren, eller en avsedd ändring.
    Gör så här: Kontrollera krysset. Är det rätt behöver du inte göra något.
    """
    fore = last(prov)
    if fore is None:
        return
    for medlem, namn in MEDLEMMAR.items():
        nu = getattr(prov.redovisning.ledningsgrupp, medlem)
        da = getattr(fore.ledningsgrupp, medlem)
        if nu and da and nu != da:
            yield Traff(
                f"redovisning.ledningsgrupp.{medlem}",
                f"{svenska.stor_bokstav(namn)}: {answer_in_words(nu)} nu, {answer_in_words(da)} förra året.",
                "Kontrollera krysset. Är det rätt behöver du inte göra något.",
            )


@rule("FOR-105", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 3")
def prioriteringarna_andrade(prov: Prov) -> Iterator[Traff]:
    """Prioriteringsordningen är densamma som förra året.

    Varför: En ändring av vem som får hjälp först är viktig för länsstyrelsen och för dem som söker stöd.
    Fel: Unga gick först förra året, och barnfamiljer i år.
    Rätt: Samma ordning, eller en avsedd ändring.
    Gör så här: Kontrollera texten. Är ändringen avsedd behöver du inte göra något.
    """
    fore, nu = last(prov), prov.redovisning.prioritering
    if fore is None:
        return
    da = fore.prioritering
    if nu.svar and da.svar and nu.svar != da.svar:
        yield Traff(
            "redovisning.prioritering.svar",
            f"Svaret är {answer_in_words(nu.svar)}, men var {answer_in_words(da.svar)} förra året.",
            "Kontrollera svaret. Är det rätt behöver du inte göra något.",
        )
    elif (
        not says_nothing(nu.ordning)
        and not says_nothing(da.ordning)
        and same_words(nu.ordning) != same_words(da.ordning)
    ):
        yield Traff(
            "redovisning.prioritering.ordning",
            f"Ordningen är en annan än förra året: {svenska.quote(da.ordning)}.",
            "Kontrollera texten. Är ändringen avsedd behöver du inte göra något.",
        )


@rule("FOR-107", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 1")
def tjansterna_andrade(prov: Prov) -> Iterator[Traff]:
    """Antalet tjänster är detsamma som förra året.

    Varför: Antalet tjänster styr bidraget. En ändring bör vara avsedd.
    Fel: 2,00 förra året och 20,0 i år.
    Rätt: 2,00 båda åren, eller en avsedd ändring.
    Gör så här: Kontrollera antalet. Är ändringen avsedd behöver du inte göra något.
    """
    fore, nu = last(prov), prov.redovisning.ombud.tjanster
    da = fore.ombud.tjanster if fore else None
    if nu is not None and da is not None and nu != da:
        yield Traff(
            "redovisning.ombud.tjanster",
            f"Tjänsterna är {tjanster(nu)} i år, men var {tjanster(da)} förra året.",
            "Kontrollera antalet. Är ändringen avsedd behöver du inte göra något.",
        )


@rule("FOR-109", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 5")
def samma_text_som_forra_aret(prov: Prov) -> Iterator[Traff]:
    """Texterna om brister och åtgärder är skrivna för året.

    Varför: Brister kan stå kvar från år till år, men då finns det oftast något att säga om vad som har hänt.
        En text som är ordagrant densamma har kanske inte setts över.
    Fel: Samma åtgärder, ord för ord, som förra året.
    Rätt: Vad som har gjorts under året.
    Gör så här: Läs texten, och skriv vad som har hänt sedan förra året.
    """
    fore = last(prov)
    if fore is None:
        return
    nu, da = (
        {"brister.text": r.brister.text, "atgarder": r.atgarder, "ovrigt": r.ovrigt}
        for r in (prov.redovisning, fore)
    )
    for falt in _TEXTER:
        text = same_words(nu[falt])
        if len(text) >= _LONG_TEXT and text == same_words(da[falt]):
            yield Traff(
                f"redovisning.{falt}",
                "Texten är ordagrant densamma som förra året.",
                "Läs texten, och skriv vad som har hänt sedan förra året.",
            )


@rule("FOR-111", UPPLYSNING, "redovisning", previous=True, lagrum="HSLF-FS 2016:98 4 §")
def beviljat_mot_ansokan(prov: Prov) -> Iterator[Traff]:
    """Kommunen har beviljats så många årsanställningar som den ansökte om.

    Varför: Länsstyrelsen beslutar hur många årsanställningar som beviljas. Det kan vara färre än kommunen
        ansökte om, men skillnaden kan också vara en felskrivning.
    Fel: Ansökan gällde 2,00 årsanställningar, men 1,50 är angivna som beviljade.
    Rätt: 2,00 i båda, eller ett beslut om färre.
    Gör så här: Kontrollera mot länsstyrelsens beslut.
    """
    sokt = prov.forra.ansokan
    fick = prov.redovisning.ekonomi.beviljade_tjanster
    if sokt is None or sokt.avser_ar != prov.redovisning.ar or sokt.arsanstallningar is None or fick is None:
        return
    if fick != sokt.arsanstallningar:
        yield Traff(
            "redovisning.ekonomi.beviljade_tjanster",
            f"{tjanster(fick)} årsanställningar är beviljade, men förra årets ansökan gällde "
            f"{tjanster(sokt.arsanstallningar)}.",
            "Kontrollera mot länsstyrelsens beslut.",
        )


@rule("FOR-112", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 1")
def stodet_har_upphort(prov: Prov) -> Iterator[Traff]:
    """Ombuden erbjuds utbildning och handledning också i år.

    Varför: Ombuden arbetar ensamma och behöver stöd. Länsstyrelsen kan fråga när det har upphört.
    Fel: Handledning: Ja förra året och Nej i år.
    Rätt: Ja båda åren.
    Gör så här: Kontrollera krysset. Är det rätt, förklara varför.
    """
    fore = last(prov)
    for falt, vad in {"utbildning": "utbildning", "handledning": "handledning"}.items() if fore else ():
        if getattr(prov.redovisning, falt).svar == NEJ and getattr(fore, falt).svar == JA:
            yield Traff(
                f"redovisning.{falt}.svar",
                f"Ombuden erbjöds {vad} förra året, men inte i år.",
                "Kontrollera krysset. Är det rätt, förklara varför.",
            )


@rule("FOR-113", UPPLYSNING, "redovisning", previous=True, lagrum="2013:522 10 § 4")
def utforaren_andrad(prov: Prov) -> Iterator[Traff]:
    """Utföraren är densamma som förra året.

    Varför: Byter verksamheten utförare behöver länsstyrelsen veta det. Ibland är det ett felkryss.
    Fel: Kommun förra året och förening i år.
    Rätt: Samma utförare, eller ett avsett byte.
    Gör så här: Kontrollera kryssen. Är bytet avsett behöver du inte göra något.
    """
    fore = last(prov)
    if fore is None:
        return
    nu, da = (
        [rad for rad in ROWS["utforare"] if (svar := getattr(r.utforare, rad)) and JA in svar]
        for r in (prov.redovisning, fore)
    )
    if nu and da and nu != da:
        i_ar, i_fjol = (svenska.lista([ROWS["utforare"][rad] for rad in rader]) for rader in (nu, da))
        yield Traff(
            f"redovisning.utforare.{nu[0]}",
            f"Utförare är {i_ar} i år, men var {i_fjol} förra året.",
            "Kontrollera kryssen. Är bytet avsett behöver du inte göra något.",
        )
