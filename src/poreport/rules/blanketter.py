"""Rules on the form editions: which one is used, and what is answered that it has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from poreport import forms, svenska
from poreport.forms import Form, FormError
from poreport.law import UnknownValueError, parameter
from poreport.model import Ansokan, Redovisning
from poreport.rules.hjalp import artal, in_calendar, kr
from poreport.rules.luckor import in_words, lacks, unprinted, values
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

_HANDLING: Final = {"redovisning": "en redovisning", "ansokan": "en ansökan"}


def _dokument(prov: Prov) -> Iterator[tuple[str, Redovisning | Ansokan, int]]:
    """The documents that are forms: name, document and year."""
    if prov.arende.redovisning:
        yield "redovisning", prov.arende.redovisning, prov.arende.redovisning.ar
    if prov.arende.ansokan:
        yield "ansokan", prov.arende.ansokan, prov.arende.ansokan.avser_ar


def _pa_blankett(prov: Prov) -> Iterator[tuple[str, Redovisning | Ansokan, int, Form]]:
    """Like `_dokument`, with the edition; a document whose edition does not exist is left out."""
    for namn, dokument, ar in _dokument(prov):
        form = prov.form(namn)
        if form is not None:
            yield namn, dokument, ar, form


def _stand_in(form: Form) -> bool:
    """Whether the county's own form may look otherwise."""
    return form.is_fallback or form.ar is None


@rule("BLA-101", UPPLYSNING)
def reservblankett(prov: Prov) -> Iterator[Traff]:
    """En annan blankett används i stället för länsstyrelsens egen.

    Varför: Blanketterna skiljer sig mellan åren och länen. När den egna inte är känd används den som liknar
        den mest, och då kan frågor saknas eller ha andra nummer.
    Fel: Redovisningen för 2024 lämnas in utan att någon har jämfört den med länsstyrelsens blankett.
    Rätt: Frågorna är jämförda, och det som saknas är tillagt.
    Gör så här: Jämför med den blankett som länsstyrelsen har skickat ut, innan dokumentet lämnas in.
    """
    for namn, _, ar, form in _pa_blankett(prov):
        if _stand_in(form):
            lan = form.ersatter[1] if form.ersatter else None
            yield Traff(
                f"{namn}.blankett",
                f"Länsstyrelsens blankett för år {artal(ar)}{f' i {lan}' if lan else ''} är inte känd. "
                f"{form.id} används i stället.",
                "Jämför frågorna med länsstyrelsens egen blankett innan dokumentet lämnas in.",
            )


@rule("BLA-102", SKA)
def blanketten_finns(prov: Prov) -> Iterator[Traff]:
    """Blanketten som dokumentet nämner finns och är av rätt slag.

    Varför: Utan blankett kan dokumentet inte skrivas.
    Fel: blankett: redovisning_2021_kalmer.
    Rätt: blankett: redovisning_2021_kalmar.
    Gör så här: Rätta namnet, eller ta bort raden. Då väljs blanketten efter år och län.
    """
    for namn, dokument, _ in _dokument(prov):
        fel = prov.form_or_error(namn)
        if isinstance(fel, FormError):
            finns = dokument.blankett in forms.editions()
            yield Traff(
                f"{namn}.blankett",
                f"Blanketten {dokument.blankett} är inte till för {_HANDLING[namn]}." if finns else str(fel),
                "Rätta blankettens namn, eller ta bort det. Då väljs blanketten efter år och län.",
            )


@rule("BLA-103", SKA)
def blankettens_ar(prov: Prov) -> Iterator[Traff]:
    """Blanketten är för dokumentets år.

    Varför: Årtalet är tryckt i blankettens frågor. En annan års blankett frågar efter fel år.
    Fel: Redovisningen för 2022 på 2021 års blankett.
    Rätt: Redovisningen för 2022 på 2022 års blankett.
    Gör så här: Ta bort blankettens namn, så väljs den efter år och län. Eller rätta året.
    """
    for namn, _, ar, form in _pa_blankett(prov):
        if form.ar is not None and form.ar != ar:
            yield Traff(
                f"{namn}.blankett",
                f"Blanketten {form.id} är för år {form.ar}, men dokumentet gäller år {artal(ar)}.",
                "Ta bort blankettens namn, så väljs den efter år och län, eller rätta året.",
            )


@rule("BLA-104", BOR)
def blankettens_lan(prov: Prov) -> Iterator[Traff]:
    """Blanketten är länets egen.

    Varför: Blanketten har länsstyrelsens namn och adress. Ett dokument på ett annat läns blankett kan hamna
        fel.
    Fel: Malmö stad på blanketten från Kalmar län.
    Rätt: Malmö stad på blanketten från Skåne län.
    Gör så här: Ta bort blankettens namn, så väljs den efter år och län. Eller rätta kommunens län.
    """
    for namn, dokument, _, form in _pa_blankett(prov):
        lan = prov.kommun_of(dokument).lan
        if not form.is_fallback and form.lan and lan and form.lan != lan:
            yield Traff(
                f"{namn}.blankett",
                f"Blanketten {form.id} är från {form.lan}, men kommunen ligger i {svenska.quote(lan)}.",
                "Ta bort blankettens namn, så väljs den efter år och län, eller rätta länet.",
            )


@rule("BLA-105", BOR)
def uppgiften_har_plats(prov: Prov) -> Iterator[Traff]:
    """Blanketten har plats för det som är ifyllt.

    Varför: Det som blanketten inte frågar efter skrivs inte ut. Den som läser dokumentet får då inte veta
        det. På en reservblankett gäller det också kryss, eftersom länets egen kan ha rutan.
    Fel: Orsaken till kö är ifylld, men 2021 års blankett frågar inte efter den.
    Rätt: Orsaken till kö står under övriga reflektioner.
    Gör så här: Flytta uppgiften till ett fält som finns på blanketten, eller ta bort den.
    """
    for namn, dokument, _, form in _pa_blankett(prov):
        sedda = set()
        for gap in lacks(form).gaps:
            if gap.options is not None and not _stand_in(form):
                continue
            for path, varde in unprinted(dokument, gap):
                if _grupp(path) not in sedda:
                    sedda.add(_grupp(path))
                    svar = f"Svaret {in_words(varde)}" if gap.options is not None else None
                    yield Traff(
                        f"{namn}.{path}",
                        f"{svar or f'Uppgiften ”{gap.titel}”'} har ingen plats på blanketten {form.id} och "
                        "skrivs inte ut.",
                        "Flytta uppgiften till ett fält som finns på blanketten, eller ta bort den.",
                    )


def _grupp(path: str) -> str:
    """What is put right at the same time: all reasons of a delområde, else the field alone."""
    return path.partition(".orsaker.")[0]


@rule("BLA-106", SKA)
def svaret_finns_pa_blanketten(prov: Prov) -> Iterator[Traff]:
    """Det kryssade svaret finns på blanketten.

    Varför: Ett svar som blanketten inte har kan inte kryssas i. Frågan ser då obesvarad ut.
    Fel: Kö: Delvis, på 2022 års blankett som bara har Ja och Nej.
    Rätt: Kö: Ja.
    Gör så här: Välj ett av de svar som blanketten har.
    """
    for namn, dokument, _, form in _pa_blankett(prov):
        for gap in lacks(form).gaps:
            if gap.options is None or _stand_in(form):
                continue
            for path, varde in unprinted(dokument, gap):
                yield Traff(
                    f"{namn}.{path}",
                    f"Svaret {in_words(varde)} finns inte på blanketten {form.id}.",
                    f"Välj bland blankettens svar: {in_words(gap.printed)}."
                    if gap.printed
                    else "Blanketten har inte frågan. Ta bort svaret.",
                )


@rule("BLA-107", BOR)
def en_uppgift_i_rutan(prov: Prov) -> Iterator[Traff]:
    """En ruta som är gemensam för två uppgifter har bara en av dem.

    Varför: Där blanketten har en ruta för två uppgifter skrivs bara den första ut.
    Fel: Både plusgiro och bankgiro på en blankett med rutan ”Plus- eller bankgiro”.
    Rätt: Bara bankgiro.
    Gör så här: Behåll den uppgift som ska synas, och ta bort den andra.
    """
    for namn, dokument, _, form in _pa_blankett(prov):
        sedda = set()
        for cell in lacks(form).shared:
            # The box of one delområde is the same position among the values of each of the cell's fields.
            for ruta in zip(*(values(dokument, falt) for falt in cell), strict=True):
                for path in [p for p, varde in ruta if varde not in {None, ""}][1:]:
                    if _grupp(path) not in sedda:
                        sedda.add(_grupp(path))
                        yield Traff(
                            f"{namn}.{path}",
                            "Uppgiften delar ruta med en annan som är ifylld, och skrivs inte ut.",
                            "Behåll den uppgift som ska synas, och ta bort den andra.",
                        )


@rule("BLA-108", BOR)
def lanet_ar_kant(prov: Prov) -> Iterator[Traff]:
    """Kommunens län är ett av de 21.

    Varför: Länet avgör vilken blankett som används och vilken länsstyrelse dokumenten skickas till.
    Fel: ”Kalmar”, eller inget alls.
    Rätt: ”Kalmar län”.
    Gör så här: Skriv länets hela namn.
    """
    lan = prov.arende.kommun.lan
    if not prov.arende.dokument or lan in {rad["lan"] for rad in forms.counties().values()}:
        return
    vad = f"{svenska.quote(lan)} är inget län" if lan else "Kommunens län är inte angivet"
    yield Traff("kommun.lan", f"{vad}.", "Skriv länets hela namn, till exempel Kalmar län.")


@rule("BLA-109", UPPLYSNING, "ansokan", lagrum="HSLF-FS 2016:98 5 §")
def fortryckt_belopp(prov: Prov) -> Iterator[Traff]:
    """Beloppet som är tryckt i ansökningsblanketten är förra årets.

    Varför: Blanketten säger vad en heltidstjänst gav föregående år. Står ett äldre belopp där räknar
        kommunen på fel bidrag. Beloppet är förtryckt, så det är länsstyrelsen som kan ändra det.
    Fel: Blanketten för 2022 anger 402 638 kr, som var 2020 års belopp.
    Rätt: 404 530 kr, som var 2021 års belopp.
    Gör så här: Räkna på rätt belopp. Nämn gärna felet för länsstyrelsen.
    """
    form = prov.form("ansokan")
    ar = prov.ansokan.avser_ar - 1
    if form is None or form.fortryckt_belopp is None or not in_calendar(ar):
        return
    try:
        belopp = parameter("belopp_per_arsanstallning").at(date(ar, 12, 31)).value
    except UnknownValueError:
        return
    if isinstance(belopp, int) and belopp != form.fortryckt_belopp:
        yield Traff(
            "ansokan.blankett",
            f"Blanketten säger att en heltidstjänst föregående år gav {kr(form.fortryckt_belopp)}. För {ar} "
            f"var beloppet {kr(belopp)}.",
            f"Räkna med {kr(belopp)}.",
        )
