"""Rules on the tjänsteskrivelse against the documents that it is about: decisions, attachments, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from poreport import svenska
from poreport.model import Arende
from poreport.rules.hjalp import artal, tjanster
from poreport.rules.lasning_av_text import dates, posts, sentences, states, years
from poreport.rules.rule import BOR, SKA, Prov, Traff, rule

NAMNS_SOM: Final = {"redovisning": "redovis", "ansokan": "ansök"}
"""How a memo names the documents."""

I_ORD: Final = {"redovisning": "redovisningen", "ansokan": "ansökan"}


def years_of(arende: Arende) -> dict[str, int]:
    """The years of the documents that exist."""
    ar = {}
    if arende.redovisning:
        ar["redovisning"] = arende.redovisning.ar
    if arende.ansokan:
        ar["ansokan"] = arende.ansokan.avser_ar
    return ar


def named(text: str) -> list[str]:
    """The documents that a text names."""
    return [namn for namn, ord_ in NAMNS_SOM.items() if ord_ in text.lower()]


@rule("ARE-103", SKA, "tjansteskrivelse", "ansokan", lagrum="2013:522 8 § 2")
def beslutets_tjanster(prov: Prov) -> Iterator[Traff]:
    """Förslaget till beslut nämner lika många tjänster som ansökan.

    Varför: Nämnden beslutar om det som står i förslaget. Det ska vara samma antal som kommunen ansöker om.
    Fel: ”… ansöker om statsbidrag motsvarande tre heltidsanställningar”, men ansökan gäller 2,00.
    Rätt: ”… motsvarande två heltidsanställningar”, och ansökan gäller 2,00.
    Gör så här: Ändra antalet i förslaget, eller i ansökan.
    """
    antal, r = prov.ansokan.arsanstallningar, prov.arende.redovisning
    if antal is None:
        return
    for index, text in enumerate(prov.tjansteskrivelse.beslut):
        om = named(text)
        redovisade = (r.ombud.tjanster, r.ekonomi.beviljade_tjanster) if r and om != ["ansokan"] else ()
        if om and states(text, antal, *redovisade) is False:
            yield Traff(
                f"tjansteskrivelse.beslut[{index}]",
                f"Förslaget nämner {_amounts(text)} tjänster, men ansökan gäller {tjanster(antal)}.",
                "Ändra antalet i förslaget till beslut, eller i ansökan.",
            )


def _amounts(text: str) -> str:
    """The numbers of posts of a text, in a message."""
    return svenska.lista([tjanster(ett) for ett in posts(text)])


@rule("ARE-104", SKA, "tjansteskrivelse")
def beslutets_ar(prov: Prov) -> Iterator[Traff]:
    """Rubriken och förslaget till beslut nämner dokumentens år.

    Varför: Nämnden beslutar om redovisningen för ett år och ansökan för ett annat. Fel år i beslutet gör det
        oklart vad nämnden har beslutat om.
    Fel: ”Socialnämnden godkänner redovisningen för år 2020”, men redovisningen gäller 2021.
    Rätt: ”Socialnämnden godkänner redovisningen för år 2021.”
    Gör så här: Ändra årtalet i förslaget, eller i dokumentet.
    """
    skrivelse, aren = prov.tjansteskrivelse, years_of(prov.arende)
    texter = {f"tjansteskrivelse.beslut[{index}]": text for index, text in enumerate(skrivelse.beslut)}
    if skrivelse.rubrik:
        texter["tjansteskrivelse.rubrik"] = skrivelse.rubrik
    for path, text in texter.items():
        om = named(text)
        fel = _wrong_years(text, om, aren)
        if fel:
            vantat = [f"{I_ORD[namn]} gäller {artal(ar)}" for namn, ar in aren.items() if om != _other(namn)]
            yield Traff(
                path,
                f"Texten nämner {svenska.lista([artal(ar) for ar in fel])}, men {svenska.lista(vantat)}.",
                "Ändra årtalet i texten, eller i dokumentet.",
            )


def _other(namn: str) -> list[str]:
    """The document that is not this one, alone."""
    return [annat for annat in NAMNS_SOM if annat != namn]


def _wrong_years(text: str, om: list[str], aren: Mapping[str, int]) -> list[int]:
    """The years of a text that cannot be those of the documents it names."""
    if not aren:
        return []
    namnda = years(text)
    kanda = set(aren.values())
    # A document that is not in the ärende is for the year before or after the one that is.
    if "redovisning" not in aren:
        kanda.add(aren["ansokan"] - 1)
    if "ansokan" not in aren:
        kanda.add(aren["redovisning"] + 1)
    fel = [ar for ar in namnda if ar not in kanda]
    if not fel and len(om) == 1 and om[0] in aren and aren[om[0]] not in namnda:
        return namnda
    return fel


@rule("ARE-105", SKA, "tjansteskrivelse")
def bilagorna_ar_dokumenten(prov: Prov) -> Iterator[Traff]:
    """Bilagorna är ärendets dokument, med rätt år.

    Varför: Nämnden ska få de dokument som den beslutar om. Mottagarna och arkivet går efter listan.
    Fel: Ärendet innehåller en ansökan för 2022, men bilagorna nämner bara redovisningen.
    Rätt: ”Redovisning för år 2021” och ”Ansökan för år 2022”.
    Gör så här: Lägg till bilagan, eller ändra årtalet. Utan uppgift bildas listan av dokumenten.
    """
    bilagor = prov.tjansteskrivelse.bilagor
    for namn, ar in years_of(prov.arende).items() if bilagor else ():
        om_den = [(index, years(text)) for index, text in enumerate(bilagor) if namn in named(text)]
        if not om_den:
            yield Traff(
                "tjansteskrivelse.bilagor",
                f"Ärendet innehåller {I_ORD[namn]} för {artal(ar)}, men den står inte bland bilagorna.",
                "Lägg till bilagan, eller ta bort listan. Då bildas den av dokumenten.",
            )
        elif all(namnda and ar not in namnda for _, namnda in om_den):
            index, namnda = om_den[0]
            yield Traff(
                f"tjansteskrivelse.bilagor[{index}]",
                f"Bilagan nämner {svenska.lista([artal(ett) for ett in namnda])}, men {I_ORD[namn]} gäller "
                f"{artal(ar)}.",
                "Ändra årtalet i listan, eller i dokumentet.",
            )


@rule("ARE-106", BOR, "tjansteskrivelse")
def bilagan_finns(prov: Prov) -> Iterator[Traff]:
    """Varje redovisning och ansökan bland bilagorna finns i ärendet.

    Varför: Det som inte finns i ärendets fil kan inte kontrolleras mot de andra dokumenten.
    Fel: Bilagorna nämner en ansökan, men ärendet innehåller bara redovisningen.
    Rätt: Redovisningen och ansökan finns båda i ärendet.
    Gör så här: Lägg till dokumentet i ärendet, eller ta bort det ur listan.
    """
    aren = years_of(prov.arende)
    for index, text in enumerate(prov.tjansteskrivelse.bilagor):
        saknas = [I_ORD[namn] for namn in named(text) if namn not in aren]
        if saknas:
            yield Traff(
                f"tjansteskrivelse.bilagor[{index}]",
                f"Bilagan nämner {svenska.lista(saknas)}, som inte finns i ärendet.",
                "Lägg till dokumentet i ärendet, eller ta bort det ur listan.",
            )


@rule("ARE-107", BOR, "tjansteskrivelse")
def bilagans_datum(prov: Prov) -> Iterator[Traff]:
    """Bilagans datum är dokumentets.

    Varför: Beslutsunderlaget anges med datum, så att det går att se vilken version nämnden har haft.
    Fel: ”Ansökan, daterad 2021-12-20”, men ansökan är daterad 2021-12-21.
    Rätt: ”Ansökan, daterad 2021-12-21”.
    Gör så här: Ändra datumet i listan, eller i dokumentet.
    """
    dagar = _signed(prov.arende)
    for index, text in enumerate(prov.tjansteskrivelse.bilagor):
        om, namnda = named(text), list(dates(text))
        dag = dagar.get(om[0]) if len(om) == 1 else None
        if dag and namnda and dag not in namnda:
            yield Traff(
                f"tjansteskrivelse.bilagor[{index}]",
                f"Bilagan är daterad {svenska.format_datum(namnda[0])}, men {I_ORD[om[0]]} "
                f"{svenska.format_datum(dag)}.",
                "Ändra datumet i listan, eller i dokumentet.",
            )


def _signed(arende: Arende) -> dict[str, date]:
    """The dates of the documents that are dated."""
    dagar = {
        "redovisning": arende.redovisning and arende.redovisning.underskrift.datum,
        "ansokan": arende.ansokan and arende.ansokan.datum,
    }
    return {namn: dag for namn, dag in dagar.items() if dag}


@rule("ARE-108", BOR, "tjansteskrivelse", "ansokan", lagrum="2013:522 8 § 2")
def texternas_tjanster(prov: Prov) -> Iterator[Traff]:
    """Tjänsteskrivelsens texter nämner lika många tjänster som ansökan.

    Varför: Sammanfattningen och bedömningen förklarar förslaget. Ett annat antal där gör nämnden osäker på
        vad den beslutar om. Regeln läser bara meningar om ansökan.
    Fel: ”Förvaltningen föreslår en ansökan om tre tjänster”, men ansökan gäller 2,00.
    Rätt: ”Förvaltningen föreslår en ansökan om två tjänster.”
    Gör så här: Ändra texten, eller ansökan.
    """
    antal, skrivelse = prov.ansokan.arsanstallningar, prov.tjansteskrivelse
    if antal is None:
        return
    for falt in ("sammanfattning", "bakgrund", "bedomning", "ekonomi"):
        for mening in sentences(getattr(skrivelse, falt)):
            if named(mening) == ["ansokan"] and states(mening, antal) is False:
                yield Traff(
                    f"tjansteskrivelse.{falt}",
                    f"Texten nämner {_amounts(mening)} tjänster, men ansökan gäller {tjanster(antal)}: "
                    f"{svenska.quote(mening.removesuffix('.'))}.",
                    "Ändra texten, eller ansökan.",
                )
                break


@rule("ARE-109", BOR, "tjansteskrivelse")
def skrivelsen_fore_underskrifterna(prov: Prov) -> Iterator[Traff]:
    """Tjänsteskrivelsen är daterad senast när redovisningen och ansökan skrivs under.

    Varför: Nämnden beslutar utifrån tjänsteskrivelsen, och sedan skrivs dokumenten under. En skrivelse som är
        daterad efteråt kan inte ha legat till grund för beslutet.
    Fel: Skrivelsen är daterad 2021-12-28 och ansökan 2021-12-21.
    Rätt: Skrivelsen är daterad 2021-12-06 och ansökan 2021-12-21.
    Gör så här: Kontrollera datumen.
    """
    dag, dagar = prov.tjansteskrivelse.datum, _signed(prov.arende)
    tidigare = [namn for namn, signed in dagar.items() if dag and signed < dag]
    if dag and tidigare:
        vilka = [f"{I_ORD[namn]} {svenska.format_datum(dagar[namn])}" for namn in tidigare]
        yield Traff(
            "tjansteskrivelse.datum",
            f"Tjänsteskrivelsen är daterad {svenska.format_datum(dag)}, men {svenska.lista(vilka)}.",
            "Kontrollera datumen. Skrivelsen ska vara klar innan dokumenten skrivs under.",
        )


@rule("ARE-110", BOR, "tjansteskrivelse")
def beslut_om_varje_dokument(prov: Prov) -> Iterator[Traff]:
    """Förslaget till beslut gäller alla dokument i ärendet.

    Varför: Nämnden ska godkänna redovisningen och besluta om ansökan. Nämns bara den ena blir det
        inget beslut om den andra.
    Fel: Ärendet innehåller en ansökan, men förslaget gäller bara redovisningen.
    Rätt: En punkt om redovisningen och en om ansökan.
    Gör så här: Lägg till en punkt. Utan egna punkter bildas förslaget av dokumenten.
    """
    beslut = prov.tjansteskrivelse.beslut
    namnda = {namn for text in beslut for namn in named(text)}
    saknas = [I_ORD[namn] for namn in years_of(prov.arende) if namn not in namnda]
    if beslut and saknas:
        yield Traff(
            "tjansteskrivelse.beslut",
            f"Förslaget till beslut nämner inte {svenska.lista(saknas, 'eller')}.",
            "Lägg till en punkt. Utan egna punkter bildas förslaget av dokumenten.",
        )
