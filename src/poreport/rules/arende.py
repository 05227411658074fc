"""Rules on what redovisning, ansökan and årsrapport say alike: year, posts, kommun, address, nämnd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.rules.hjalp import artal, names_in, place_name, same_words, some, tjanster
from poreport.rules.rule import BOR, SKA, Prov, Traff, rule

DOKUMENT: Final = {
    "redovisning": "redovisningen",
    "ansokan": "ansökan",
    "tjansteskrivelse": "tjänsteskrivelsen",
    "arsrapport": "årsrapporten",
}

_TECKEN: Final = re.compile(r"[\W_]+")


def squeezed(text: str | None) -> str:
    """A text without spaces, signs and capitals: ”391 28” and ”39128” are the same."""
    return _TECKEN.sub("", (text or "").casefold())


@rule("ARE-101", SKA, "redovisning", "ansokan", lagrum="2013:522 8 §")
def ansokan_galler_aret_efter(prov: Prov) -> Iterator[Traff]:
    """Ansökan gäller året efter det som redovisas.

    Varför: I början av ett år redovisar kommunen förra årets bidrag och ansöker om det nya årets.
    Fel: Redovisning för 2021 och ansökan för 2021.
    Rätt: Redovisning för 2021 och ansökan för 2022.
    Gör så här: Rätta året i redovisningen eller i ansökan.
    """
    redovisat, sokt = prov.redovisning.ar, prov.ansokan.avser_ar
    if sokt != redovisat + 1:
        yield Traff(
            "ansokan.avser_ar",
            f"Ansökan gäller {artal(sokt)}, men redovisningen {artal(redovisat)}.",
            "Ansökan ska gälla året efter. Rätta året i redovisningen eller i ansökan.",
        )


@rule("ARE-102", BOR, "redovisning", "ansokan", lagrum="2013:522 8 § 2")
def lika_manga_tjanster(prov: Prov) -> Iterator[Traff]:
    """Ansökan gäller lika många tjänster som redovisningen.

    Varför: En kommun får söka bidrag för fler eller färre tjänster än förra året. Oftast är det ändå samma
        antal, och en skillnad kan vara en felskrivning.
    Fel: Redovisningen har 2,00 tjänster, men ansökan gäller 20,00.
    Rätt: 2,00 i båda, eller en skillnad som är avsedd.
    Gör så här: Kontrollera antalet. Är skillnaden avsedd, förklara den i tjänsteskrivelsen.
    """
    r, sokt = prov.redovisning, prov.ansokan.arsanstallningar
    har = r.ekonomi.beviljade_tjanster if r.ombud.tjanster is None else r.ombud.tjanster
    if har is not None and sokt is not None and har != sokt:
        yield Traff(
            "ansokan.arsanstallningar",
            f"Ansökan gäller {tjanster(sokt)} årsanställningar, men redovisningen har {tjanster(har)}.",
            "Kontrollera antalet. Är skillnaden avsedd, förklara den i tjänsteskrivelsen.",
        )


@rule("ARE-111", BOR)
def samma_kommun(prov: Prov) -> Iterator[Traff]:
    """Kommunens namn är skrivet på samma sätt i alla dokument.

    Varför: Dokumenten hör till samma ärende och läses tillsammans. Olika skrivsätt ser slarviga ut och gör
        dem svårare att söka fram.
    Fel: ”Kalmar kommun” i redovisningen och ”Kalmarkommun” i ansökan.
    Rätt: ”Kalmar kommun” i båda.
    Gör så här: Skriv namnet som kommunen själv gör. Står det en gång i ärendets fil blir det lika överallt.
    """
    alla = [(namn, prov.kommun_of(dokument).namn) for namn, dokument in prov.arende.dokument.items()]
    angivna = [(dokument, namn) for dokument, namn in alla if not svenska.is_blank(namn)]
    for dokument, namn in angivna:
        forsta, forsta_namn = angivna[0]
        if same_words(namn) != same_words(forsta_namn):
            yield Traff(
                f"{dokument}.kommun.namn",
                f"Kommunen heter {svenska.quote(namn)} i {DOKUMENT[dokument]}, men "
                f"{svenska.quote(forsta_namn)} i {DOKUMENT[forsta]}.",
                "Skriv namnet på samma sätt i alla dokument.",
            )


@rule("ARE-112", BOR, "redovisning", "ansokan")
def samma_organisationsnummer(prov: Prov) -> Iterator[Traff]:
    """Kommunens organisationsnummer är detsamma i dokumenten.

    Varför: Organisationsnumret avgör vem bidraget betalas till. En kommun har ett.
    Fel: 212000-0746 i redovisningen och 212000-0738 i ansökan.
    Rätt: Samma nummer.
    Gör så här: Rätta numret.
    """
    a = prov.kommun_of(prov.redovisning).organisationsnummer
    b = prov.kommun_of(prov.ansokan).organisationsnummer
    if squeezed(a) and squeezed(b) and squeezed(a) != squeezed(b):
        yield Traff(
            "ansokan.kommun.organisationsnummer",
            f"Numret är {svenska.quote(b)} i ansökan, men {svenska.quote(a)} i redovisningen.",
            "Rätta numret.",
        )


@rule("ARE-113", BOR, "redovisning", "ansokan")
def samma_adress(prov: Prov) -> Iterator[Traff]:
    """Ansökans postadress är kommunens adress i redovisningen.

    Varför: Länsstyrelsen skickar beslut och frågor till adressen. Olika adresser kan vara rätt, men beror
        ofta på att den ena är gammal. Mellanslag i postnumret har ingen betydelse.
    Fel: ”Exempelvägen 2” i redovisningen och ”Exempelvägen 12” i ansökan.
    Rätt: Samma adress i båda.
    Gör så här: Kontrollera vilken adress som gäller.
    """
    kommun = prov.kommun_of(prov.redovisning)
    adress = prov.ansokan.postadress
    delar = (kommun.utdelningsadress, kommun.postnummer, kommun.postort)
    saknas = [del_ for del_ in delar if del_ and squeezed(del_) not in squeezed(adress)]
    if adress and not svenska.is_blank(adress) and saknas:
        yield Traff(
            "ansokan.postadress",
            f"Postadressen är {svenska.quote(adress)}, men i redovisningen står "
            f"{svenska.lista([svenska.quote(del_) for del_ in saknas])}.",
            "Kontrollera vilken adress som gäller.",
        )


@rule("ARE-114", BOR, "redovisning", "ansokan")
def samma_namnd(prov: Prov) -> Iterator[Traff]:
    """Nämnden är densamma i redovisningen och ansökan.

    Varför: Verksamheten hör till en nämnd, och det är den som redovisar och ansöker.
    Fel: Socialnämnden i redovisningen och Omsorgsnämnden i ansökan.
    Rätt: Socialnämnden i båda.
    Gör så här: Kontrollera vilken nämnd som ansvarar. Har den bytt namn, använd det nya i båda.
    """
    ena, andra = prov.redovisning.kontakt.namnd, prov.ansokan.namnd
    a, b = (squeezed(namnd).removesuffix("en") for namnd in (ena, andra))
    if a and b and a not in b and b not in a:
        yield Traff(
            "ansokan.namnd",
            f"Nämnden är {svenska.quote(andra)} i ansökan, men {svenska.quote(ena)} i redovisningen.",
            "Kontrollera vilken nämnd som ansvarar.",
        )


@rule("ARE-118", BOR, "redovisning", "ansokan", lagrum="2013:522 8 § 1")
def samma_kommuner(prov: Prov) -> Iterator[Traff]:
    """Ansökan omfattar samma kommuner som redovisningen.

    Varför: Har samarbetet inte ändrats ska båda rutorna nämna samma kommuner.
    Fel: Redovisningen omfattar Nybro och Emmaboda, men ansökan Nybro och Torsås.
    Rätt: Samma kommuner, eller en ändring som är avsedd.
    Gör så här: Kontrollera vilka kommuner som ska vara med.
    """
    egen = {place_name(prov.kommun_of(prov.redovisning).namn)}
    ena, andra = names_in(prov.redovisning.omfattar), names_in(prov.ansokan.omfattar)
    borta = [ena[namn] for namn in ena.keys() - andra.keys() - egen]
    nya = [andra[namn] for namn in andra.keys() - ena.keys() - egen]
    if not ena or not andra or not (borta or nya):
        return
    delar = [f"{some(borta)} står bara i redovisningen"] if borta else []
    delar += [f"{some(nya)} står bara i ansökan"] if nya else []
    yield Traff(
        "ansokan.omfattar",
        svenska.stor_bokstav(svenska.lista(delar)) + ".",
        "Kontrollera vilka kommuner som ska vara med.",
    )


@rule("ARE-120", BOR, "redovisning", "arsrapport")
def arsrapporten_galler_samma_ar(prov: Prov) -> Iterator[Traff]:
    """Årsrapporten och redovisningen gäller samma år.

    Varför: Årsrapporten bygger på redovisningarna för året.
    Fel: Redovisning för 2021 och årsrapport för 2022.
    Rätt: Båda för 2021. Rapporten kan ändå vara skriven under 2022.
    Gör så här: Rätta året i rapporten.
    """
    if prov.arsrapport.ar != prov.redovisning.ar:
        yield Traff(
            "arsrapport.ar",
            f"Rapporten gäller {artal(prov.arsrapport.ar)}, men redovisningen {artal(prov.redovisning.ar)}.",
            "Rätta året. Det är året som siffrorna gäller, inte det då rapporten skrevs.",
        )
