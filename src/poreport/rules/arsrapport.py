"""Rules on the årsrapport: rows, columns and shares of its tables.

The rules that compare rows use women and men together and not the row's total (`_antal`). A total that is
wrong is then reported once, by the rule on the row, and putting it right breaks nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.model import BAND, KON, Arsrapport, Konsrad, Slag
from poreport.rules.hjalp import KONSORD, fits, plausible, tal
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule

_HUNDRA: Final = 100
_FLER_KON: Final = re.compile(
    r"annat kön|(?:\||/) ?annat\b|annat/|ej (?:an|upp)giv|okänt kön|icke-?binär|könsuppgift saknas"
)
"""How a table says that it counts more than women and men; the model has no column for it."""


def _rader(rapport: Arsrapport) -> Iterator[tuple[str, str, Konsrad]]:
    """Every row with the columns kvinnor, män and totalt: path, name and figures."""
    for index, enhet in enumerate(rapport.enheter):
        yield (
            f"arsrapport.enheter[{index}].klienter",
            svenska.quote(enhet.namn or "utan namn"),
            enhet.klienter,
        )
    yield "arsrapport.hela", "Hela staden", rapport.hela
    for index, orsak in enumerate(rapport.orsaker):
        yield f"arsrapport.orsaker[{index}].tal", svenska.quote(orsak.namn or "utan namn"), orsak.tal


def _antal(rad: Konsrad) -> int | None:
    """The persons of a row: women and men together, else the total."""
    if rad.kvinnor is None or rad.man is None:
        return rad.totalt
    return rad.kvinnor + rad.man


def _procent(del_: int, hela: int) -> int:
    """Whole percent, halves rounded up."""
    return (200 * del_ + hela) // (2 * hela)


@rule("RAP-101", SKA, "arsrapport")
def raden_summerar(prov: Prov) -> Iterator[Traff]:
    """Kvinnor och män blir radens total.

    Varför: Den som läser tabellen räknar efter. Ett fel i en rad gör att hela tabellen ifrågasätts. Säger
    texten att tabellen också räknar personer av annat eller okänt kön får totalen vara större.
    Fel: 92 kvinnor, 94 män, totalt 187.
    Rätt: 92 kvinnor, 94 män, totalt 186.
    Gör så här: Kontrollera raden mot enhetens redovisning.
    """
    texter = (text.lower() for path, text in prov.texts if path.startswith("arsrapport."))
    fler = any(map(_FLER_KON.search, texter))
    for path, namn, rad in _rader(prov.arsrapport):
        if rad.kvinnor is None or rad.man is None or rad.totalt is None:
            continue
        summa = rad.kvinnor + rad.man
        if summa > rad.totalt or (summa < rad.totalt and not fler):
            yield Traff(
                f"{path}.totalt",
                f"{namn}: {tal(rad.kvinnor)} kvinnor och {tal(rad.man)} män blir {tal(summa)}, men totalen "
                f"är {tal(rad.totalt)}.",
                f"Kontrollera raden. Stämmer kvinnor och män är totalen {tal(summa)}.",
                summa if plausible(summa) else None,
            )


@rule("RAP-102", SKA, "arsrapport")
def kolumnen_summerar(prov: Prov) -> Iterator[Traff]:
    """Enheterna blir tillsammans hela staden.

    Varför: Raden för hela staden är summan av enheternas rader, för kvinnor och män var för sig.
    Fel: Enheterna har 309 kvinnor tillsammans, men raden för hela staden har 310.
    Rätt: 14 + 102 + 92 + 22 + 41 + 38 = 309.
    Gör så här: Kontrollera varje enhet mot dess redovisning och räkna om summan.
    """
    rapport = prov.arsrapport
    for kon in KON:
        yield from _kolumn(
            [getattr(e.klienter, kon) for e in rapport.enheter], rapport.hela, kon, KONSORD[kon]
        )
    if rapport.hela.kvinnor is None or rapport.hela.man is None:
        yield from _kolumn([_antal(e.klienter) for e in rapport.enheter], rapport.hela, "totalt", "personer")


def _kolumn(enheter: list[int | None], hela: Konsrad, namn: str, vilka: str) -> Iterator[Traff]:
    angiven = getattr(hela, namn)
    kanda = [antal for antal in enheter if antal is not None]
    if kanda and len(kanda) == len(enheter) and angiven is not None and sum(kanda) != angiven:
        yield Traff(
            f"arsrapport.hela.{namn}",
            f"Enheterna har tillsammans {tal(sum(kanda))} {vilka}, men hela staden har {tal(angiven)}.",
            "Kontrollera enheternas rader och summan.",
        )


@rule("RAP-103", SKA, "arsrapport")
def andelarna_stammer(prov: Prov) -> Iterator[Traff]:
    """Andelarna stämmer med antalen.

    Varför: Andelar anges i hela procent, avrundade som läsaren väntar sig: hälften och mer uppåt.
    Fel: 309 av 589 personer anges som 53 procent.
    Rätt: 309 av 589 personer är 52 procent.
    Gör så här: Räkna om andelen, eller rätta antalen.
    """
    for path, angiven, del_, hela in _andelar(prov.arsrapport):
        if angiven is not None and angiven != _procent(del_, hela):
            ratt = _procent(del_, hela)
            yield Traff(
                path,
                f"{tal(del_)} av {tal(hela)} personer är {tal(ratt)} procent, men andelen är angiven som "
                f"{tal(angiven)} procent.",
                f"Ändra andelen till {tal(ratt)} procent, eller rätta antalen.",
                ratt,
            )


def _andelar(rapport: Arsrapport) -> Iterator[tuple[str, int | None, int, int]]:
    """Every share that can be reckoned: path, the share given, the part and the whole."""
    kvinnor, man = rapport.hela.kvinnor, rapport.hela.man
    if kvinnor is not None and man is not None and kvinnor >= 0 and man >= 0 and kvinnor + man:
        yield "arsrapport.andel_kvinnor", rapport.andel_kvinnor, kvinnor, kvinnor + man
        yield "arsrapport.andel_man", rapport.andel_man, man, kvinnor + man
    band = {b: [getattr(enhet.alder, b) for enhet in rapport.enheter] for b in BAND}
    if all(antal is not None and antal >= 0 for rad in band.values() for antal in rad):
        hela = sum(sum(rad) for rad in band.values())
        for b in BAND if hela else ():
            yield f"arsrapport.aldersandelar.{b}", getattr(rapport.aldersandelar, b), sum(band[b]), hela


@rule("RAP-104", UPPLYSNING, "arsrapport")
def andelarna_blir_hundra(prov: Prov) -> Iterator[Traff]:
    """Andelar som inte blir 100 procent har en förklaring.

    Varför: Avrundade andelar kan bli 99 eller 101 procent tillsammans. Läsaren ska få veta att det inte är
        ett fel.
    Fel: 14, 42, 35 och 8 procent, utan kommentar.
    Rätt: ”På grund av avrundning blir summan inte 100 procent.”
    Gör så här: Lägg en not om avrundning vid tabellen eller i texten.
    """
    rapport = prov.arsrapport
    ratta = {path: _procent(del_, hela) for path, _, del_, hela in _andelar(rapport)}
    grupper = {
        "arsrapport.andel_kvinnor": [(f"arsrapport.andel_{k}", getattr(rapport, f"andel_{k}")) for k in KON],
        "arsrapport.aldersandelar.b18_29": [
            (f"arsrapport.aldersandelar.{b}", getattr(rapport.aldersandelar, b)) for b in BAND
        ],
    }
    if any("avrund" in text for path, text in prov.texts if path.startswith("arsrapport.")):
        return
    for path, andelar in grupper.items():
        if any(angiven is None for _, angiven in andelar):
            continue
        # Where the counts are known the note is needed for the right shares, whatever is stated now.
        summa = sum(ratta.get(del_, angiven) for del_, angiven in andelar)
        if summa != _HUNDRA:
            yield Traff(
                path,
                f"Andelarna blir tillsammans {tal(summa)} procent.",
                "Skriv att summan inte blir 100 procent på grund av avrundning, eller rätta andelarna.",
            )


@rule("RAP-105", SKA, "arsrapport")
def enhetens_aldrar_summerar(prov: Prov) -> Iterator[Traff]:
    """Enhetens åldersband blir enhetens klienter.

    Varför: Varje klient finns i ett åldersband. Summan av banden är enhetens kvinnor och män tillsammans.
    Fel: 82 klienter, men åldersbanden blir 81.
    Rätt: 10 + 30 + 22 + 20 = 82.
    Gör så här: Kontrollera enhetens åldersband mot dess redovisning.
    """
    for index, enhet in enumerate(prov.arsrapport.enheter):
        band = [getattr(enhet.alder, b) for b in BAND]
        antal = _antal(enhet.klienter)
        if antal is not None and None not in band and sum(band) != antal:
            yield Traff(
                f"arsrapport.enheter[{index}].alder.b18_29",
                f"Åldersbanden för {svenska.quote(enhet.namn or 'utan namn')} blir {tal(sum(band))}, men "
                f"enheten har {tal(antal)} klienter.",
                "Kontrollera enhetens åldersband och antal.",
            )


@rule("RAP-106", SKA, "arsrapport")
def delen_ryms_i_staden(prov: Prov) -> Iterator[Traff]:
    """Nya klienter, avslutade klienter och hushåll med barn är inte fler än alla klienter.

    Varför: Alla tre är en del av dem som har haft stöd under året.
    Fel: 600 nya klienter av 589.
    Rätt: 261 nya klienter av 589.
    Gör så här: Kontrollera båda talen mot underlaget.
    """
    rapport = prov.arsrapport
    antal = _antal(rapport.hela)
    delar = {"nya": "nya klienter", "avslutade": "avslutade klienter", "hushall_med_barn": "hushåll med barn"}
    for namn, vad in delar.items():
        del_ = getattr(rapport, namn)
        if antal is not None and del_ is not None and del_ > antal:
            yield Traff(
                f"arsrapport.{namn}",
                f"{tal(del_)} {vad} är fler än de {tal(antal)} personer som har haft stöd.",
                "Kontrollera båda talen mot underlaget.",
            )


@rule("RAP-107", SKA, "arsrapport")
def talen_ar_rimliga(prov: Prov) -> Iterator[Traff]:
    """Antal är noll eller mer, och andelar mellan 0 och 100 procent.

    Varför: Ett antal personer kan inte vara mindre än noll, och en andel inte större än allt.
    Fel: −5 klienter, 108 procent.
    Rätt: 0 klienter, 8 procent. En minskning skrivs som ett negativt tal bara i fältet förändring.
    Gör så här: Rätta talet.
    """
    for path, falt, varde in prov.answers:
        if falt.slag is Slag.PROCENT or path.startswith("arsrapport.aldersandelar."):
            if not 0 <= varde <= _HUNDRA:
                yield Traff(path, f"Andelen är {tal(varde)} procent.", "Ange hela procent från 0 till 100.")
        elif falt.slag is Slag.ANTAL and varde < 0 and _counts_persons(path):
            yield Traff(path, f"Antalet är mindre än noll: {tal(varde)}.", "Ange noll eller mer.")


def _counts_persons(path: str) -> bool:
    """Whether a count of the report cannot be less than none, as the change since last year can."""
    return path.startswith("arsrapport.") and path != "arsrapport.forandring"


@rule("RAP-111", BOR, "arsrapport")
def raderna_har_egna_namn(prov: Prov) -> Iterator[Traff]:
    """Enheter och kontaktorsaker har namn, och varje namn står en gång.

    Varför: Två rader med samma namn går inte att skilja åt. Ofta har en enhet räknats två gånger.
    Fel: ”Innerstaden” två gånger.
    Rätt: En rad för varje enhet.
    Gör så här: Ta bort den ena raden, eller ge den rätt namn.
    """
    rapport = prov.arsrapport
    listor = {
        "enheter": [enhet.namn for enhet in rapport.enheter],
        "orsaker": [orsak.namn for orsak in rapport.orsaker],
    }
    for lista, rader in listor.items():
        sedda: set[str] = set()
        for index, namn in enumerate(rader):
            path = f"arsrapport.{lista}[{index}].namn"
            if namn is None or svenska.is_blank(namn):
                yield Traff(path, "Raden saknar namn.", "Skriv vad raden gäller.")
                continue
            if svenska.fold(namn) in sedda:
                yield Traff(
                    path, f"{svenska.quote(namn)} står mer än en gång.", "Ge varje rad ett eget namn."
                )
            sedda.add(svenska.fold(namn))


@rule("RAP-112", BOR, "arsrapport")
def orsak_hogst_klienter(prov: Prov) -> Iterator[Traff]:
    """En kontaktorsak anges inte fler gånger än det finns klienter.

    Varför: Samma orsak räknas en gång för varje person.
    Fel: Ekonomi 320 för kvinnor, men 309 kvinnor har haft stöd.
    Rätt: Ekonomi 140 för kvinnor.
    Gör så här: Räkna varje person en gång för varje orsak.
    """
    hela = prov.arsrapport.hela
    for index, orsak in enumerate(prov.arsrapport.orsaker):
        for kon in KON:
            antal, klienter = getattr(orsak.tal, kon), getattr(hela, kon)
            if antal is not None and klienter is not None and antal > klienter:
                yield Traff(
                    f"arsrapport.orsaker[{index}].tal.{kon}",
                    f"Orsaken är angiven {tal(antal)} gånger för {KONSORD[kon]}, men {tal(klienter)} har "
                    "haft stöd.",
                    "Räkna varje person en gång för varje orsak.",
                )


@rule("RAP-113", UPPLYSNING, "arsrapport")
def kallan_ar_angiven(prov: Prov) -> Iterator[Traff]:
    """Tabellernas källa är angiven.

    Varför: Läsaren ska kunna se vilka redovisningar siffrorna bygger på.
    Fel: Tabeller utan källa.
    Rätt: ”Källa: områdeskontorens redovisning till Länsstyrelsen för 2021.”
    Gör så här: Ange källan.
    """
    if prov.arsrapport.enheter and svenska.is_blank(prov.arsrapport.kalla):
        yield Traff("arsrapport.kalla", "Tabellernas källa saknas.", "Skriv vad siffrorna bygger på.")


@rule("RAP-121", BOR, "arsrapport", previous=True)
def forandringen_stammer(prov: Prov) -> Iterator[Traff]:
    """Förändringen är skillnaden mot förra årets rapport.

    Varför: Förändringen räknas på de antal som står i de två rapporterna. Har förra årets tal rättats i
        efterhand ska det framgå.
    Fel: 589 personer i år och 625 förra året, men förändringen är angiven som −30.
    Rätt: 589 − 625 = −36.
    Gör så här: Räkna om förändringen, eller förklara varför förra årets tal har ändrats.
    """
    fore = prov.forra.arsrapport
    nu = prov.arsrapport
    if fore is None or fore.ar != nu.ar - 1 or nu.forandring is None:
        return
    i_ar, i_fjol = _antal(nu.hela), _antal(fore.hela)
    if i_ar is not None and i_fjol is not None and i_ar - i_fjol != nu.forandring:
        skillnad = i_ar - i_fjol
        yield Traff(
            "arsrapport.forandring",
            f"Med {tal(i_ar)} personer i år och {tal(i_fjol)} förra året är förändringen {tal(skillnad)}, "
            f"men {tal(nu.forandring)} är angivet.",
            f"Ändra till {tal(skillnad)}, eller förklara varför förra årets tal har ändrats.",
            skillnad if fits(skillnad) else None,
        )
