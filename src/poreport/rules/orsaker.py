"""Rules on the contact reasons of the redovisning (section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from poreport.model import KON, ORSAKER, Omrade, Orsakstal
from poreport.rules.hjalp import KONSORD, plausible, says_nothing, size, tal
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Traff, rule
from poreport.rules.tal import FEW, column, persons

KOLUMNER = (*KON, "samlat")
KOLUMNORD = KONSORD | {"samlat": "kvinnor och män"}
MOST_EACH = 5
"""Reasons per new client from which it is worth a look; there are ten to choose from."""


def reasons(omrade: Omrade) -> Iterator[tuple[str, Orsakstal]]:
    """The ten reasons in the order of the form."""
    for orsak in ORSAKER:
        yield orsak, getattr(omrade.orsaker, orsak)


def given(f: Orsakstal) -> int | None:
    """How many times a reason is given: both genders, else the unsplit figure; None when unanswered.

    Where all three are given the unsplit figure is not used, so that it can be wrong without other rules
    finding it too.
    """
    if f.samlat is not None and (f.kvinnor is None or f.man is None):
        return f.samlat
    return None if f.kvinnor is None and f.man is None else (f.kvinnor or 0) + (f.man or 0)


def cells(prov: Prov) -> Iterator[tuple[str, int, int | None, int | None]]:
    """Every answered cell of the table: path, figure, and the new and all clients of its column."""
    for path, omrade in prov.areas:
        av = {k: (clients(omrade, "nya", k), clients(omrade, "totalt", k)) for k in KOLUMNER}
        for orsak, f in reasons(omrade):
            for kolumn, antal in (("kvinnor", f.kvinnor), ("man", f.man), ("samlat", f.samlat)):
                if antal is not None:
                    yield f"{path}.orsaker.{orsak}.{kolumn}", antal, *av[kolumn]


def clients(omrade: Omrade, block: str, kolumn: str) -> int | None:
    """The clients of a block that a column of reasons is about."""
    return persons(omrade, block) if kolumn == "samlat" else size(column(omrade, block, kolumn))


@rule("RED-111", BOR, "redovisning", lagrum="2013:522 10 § 2")
def orsak_hogst_nya(prov: Prov) -> Iterator[Traff]:
    """En kontaktorsak anges högst en gång för varje ny klient.

    Varför: Blanketten frågar efter orsakerna till att nya klienter tar kontakt. En och samma orsak kan då
        inte förekomma fler gånger än det finns nya klienter. Många kommuner räknar ändå alla klienter.
    Fel: Ekonomi 40 för kvinnor, men 34 nya kvinnor.
    Rätt: Ekonomi 30 för kvinnor, av 34 nya kvinnor.
    Gör så här: Räkna bara nya klienters orsaker, eller skriv under övriga reflektioner att alla är med.
    """
    for path, antal, nya, alla in cells(prov):
        if nya is not None and antal > nya and (alla is None or antal <= alla):
            yield Traff(
                path,
                f"Orsaken är angiven {tal(antal)} gånger, men de nya klienterna är {tal(nya)}.",
                "Räkna bara nya klienters orsaker, en gång för varje klient.",
            )


@rule("RED-112", BOR, "redovisning", lagrum="2013:522 10 § 2")
def orsak_hogst_alla(prov: Prov) -> Iterator[Traff]:
    """En kontaktorsak anges inte fler gånger än det finns klienter.

    Varför: Även om orsakerna räknas för alla klienter, och inte bara för de nya, kan en och samma orsak
        räknas högst en gång för varje person.
    Fel: Ekonomi 80 för kvinnor, men 67 kvinnor har fått stöd.
    Rätt: Ekonomi 30 för kvinnor, av 34 nya kvinnor.
    Gör så här: Räkna varje orsak en gång för varje ny klient.
    """
    for path, antal, _, alla in cells(prov):
        if alla is not None and antal > alla:
            yield Traff(
                path,
                f"Orsaken är angiven {tal(antal)} gånger, men bara {tal(alla)} klienter har fått stöd.",
                "Räkna varje orsak högst en gång för varje ny klient.",
            )


@rule("RED-113", BOR, "redovisning", lagrum="2013:522 10 § 2")
def minst_en_orsak_per_ny(prov: Prov) -> Iterator[Traff]:
    """Varje ny klient har minst en kontaktorsak.

    Varför: Den som söker kontakt har en orsak. Orsakerna är därför minst lika många som de nya klienterna.
    Fel: 34 nya kvinnor, men bara 20 orsaker sammanlagt.
    Rätt: 34 nya kvinnor och 92 orsaker.
    Gör så här: Komplettera orsakerna, eller kontrollera antalet nya klienter.
    """
    for path, omrade in prov.areas:
        samlat = any(f.samlat is not None for _, f in reasons(omrade))
        for kolumn in ("samlat",) if samlat else KON:
            varden = [given(f) if samlat else getattr(f, kolumn) for _, f in reasons(omrade)]
            kanda = [v for v in varden if v is not None]
            nya = clients(omrade, "nya", kolumn)
            if kanda and nya is not None and sum(kanda) < nya:
                yield Traff(
                    f"{path}.orsaker",
                    f"De nya klienterna ({KOLUMNORD[kolumn]}) är {tal(nya)}, men orsakerna är "
                    f"sammanlagt bara {tal(sum(kanda))}.",
                    "Ange minst en orsak för varje ny klient, eller kontrollera antalet nya klienter.",
                )


@rule("RED-114", BOR, "redovisning", lagrum="2013:522 10 § 2")
def orsakerna_delas_pa_kon(prov: Prov) -> Iterator[Traff]:
    """Kontaktorsakerna är uppdelade på kvinnor och män.

    Varför: Klienterna redovisas för kvinnor och män var för sig. Utan samma uppdelning går det inte att se om
        orsakerna skiljer sig åt. Ett läns blankett saknar rubriker över kolumnerna, men har två kolumner.
    Fel: Ekonomi 54, utan uppgift om kön.
    Rätt: Ekonomi 35 för kvinnor och 19 för män.
    Gör så här: Ange kvinnor och män var för sig om underlaget visar det.
    """
    for path, omrade in prov.areas:
        samlade = [orsak for orsak, f in reasons(omrade) if f.samlat is not None]
        if samlade:
            yield Traff(
                f"{path}.orsaker.{samlade[0]}.samlat",
                f"{tal(len(samlade))} av 10 orsaker är inte uppdelade på kvinnor och män.",
                "Ange orsakerna för kvinnor och män var för sig om underlaget visar det.",
            )


@rule("RED-115", SKA, "redovisning", lagrum="2013:522 10 § 2")
def samlat_ar_summan(prov: Prov) -> Iterator[Traff]:
    """Det samlade antalet för en orsak är summan av kvinnor och män.

    Varför: När både det samlade antalet och antalen för kvinnor och män är angivna ska de stämma överens.
    Fel: Ekonomi 54 samlat, men 30 för kvinnor och 19 för män.
    Rätt: Ekonomi 30 för kvinnor och 19 för män, utan samlat antal.
    Gör så här: Ta bort det samlade antalet när uppdelningen finns.
    """
    for path, omrade in prov.areas:
        for orsak, f in reasons(omrade):
            if f.samlat is None or f.kvinnor is None or f.man is None or f.samlat == f.kvinnor + f.man:
                continue
            summa = f.kvinnor + f.man
            nya, alla = persons(omrade, "nya"), persons(omrade)
            ryms = plausible(summa) and all(hogst is None or summa <= hogst for hogst in (nya, alla))
            yield Traff(
                f"{path}.orsaker.{orsak}.samlat",
                f"Det samlade antalet är {tal(f.samlat)}, men kvinnor och män blir {tal(f.kvinnor)} + "
                f"{tal(f.man)} = {tal(summa)}.",
                f"Ändra det samlade antalet till {tal(summa)}, eller ta bort det."
                if ryms
                else "Rätta antalen, eller ta bort det samlade antalet.",
                summa if ryms else None,
            )


@rule("RED-116", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 2")
def en_enda_orsak(prov: Prov) -> Iterator[Traff]:
    """Kontaktorsakerna är fördelade på mer än en orsak.

    Varför: Flera orsaker kan anges för varje person, och nya klienter har sällan alla samma. När en enda
        orsak bär allt har de andra ofta inte räknats.
    Fel: Ekonomi 49 och noll på alla andra rader, med 49 nya klienter.
    Rätt: Antal på flera rader.
    Gör så här: Kontrollera mot underlaget att de andra orsakerna verkligen inte förekom.
    """
    for path, omrade in prov.areas:
        antal = {orsak: (f, given(f) or 0) for orsak, f in reasons(omrade)}
        over = [orsak for orsak, (_, n) in antal.items() if n > 0]
        nya = persons(omrade, "nya")
        if len(over) == 1 and over != ["annan"] and nya is not None and nya >= FEW:
            f, n = antal[over[0]]
            yield Traff(
                f"{path}.orsaker.{over[0]}.{_answered_column(f)}",
                f"Bara en av tio orsaker är angiven, {tal(n)} gånger, men de nya klienterna är {tal(nya)}.",
                "Kontrollera mot underlaget att de andra orsakerna inte förekom.",
            )


def _answered_column(f: Orsakstal) -> str:
    """The column for both genders when it is answered, else the one with the larger figure."""
    return "samlat" if f.samlat is not None else max(KON, key=lambda kon: getattr(f, kon) or 0)


@rule("RED-117", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 2")
def annan_orsak_dominerar(prov: Prov) -> Iterator[Traff]:
    """Annan orsak är inte mer än hälften av alla orsaker.

    Varför: Länsstyrelsen sammanställer de nio namngivna orsakerna. När annan orsak är störst säger tabellen
        litet om varför klienterna tar kontakt.
    Fel: Annan orsak 60 av sammanlagt 90.
    Rätt: Annan orsak 3 av sammanlagt 235.
    Gör så här: Se om några av orsakerna hör hemma på en namngiven rad.
    """
    for path, omrade in prov.areas:
        annan = omrade.orsaker.annan
        antal = given(annan)
        summa = sum(given(f) or 0 for _, f in reasons(omrade))
        if antal is not None and antal >= FEW and 2 * antal > summa:
            yield Traff(
                f"{path}.orsaker.annan.{_answered_column(annan)}",
                f"Annan orsak är angiven {tal(antal)} gånger av sammanlagt {tal(summa)}.",
                "Se om några av orsakerna hör hemma på en namngiven rad.",
            )


@rule("RED-118", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 2")
def orsaker_per_ny_klient(prov: Prov) -> Iterator[Traff]:
    """Antalet orsaker för varje ny klient är rimligt.

    Varför: Det finns tio orsaker att välja på. I de redovisningar som regeln har prövats mot är det i
        genomsnitt mellan två och fem orsaker för varje ny klient. Är det fler har kanske alla klienters
        orsaker räknats, eller varje samtal.
    Fel: 400 orsaker och 49 nya klienter.
    Rätt: 150 orsaker och 49 nya klienter.
    Gör så här: Kontrollera att bara nya klienters orsaker är med, och varje orsak en gång för varje klient.
    """
    for path, omrade in prov.areas:
        nya = persons(omrade, "nya")
        summa = sum(given(f) or 0 for _, f in reasons(omrade))
        if nya is not None and nya > 0 and summa > MOST_EACH * nya:
            yield Traff(
                f"{path}.orsaker",
                f"Orsakerna är sammanlagt {tal(summa)} och de nya klienterna {tal(nya)}: mer än "
                f"{tal(MOST_EACH)} orsaker för varje ny klient.",
                "Kontrollera att bara nya klienters orsaker är med, en gång för varje klient.",
            )


@rule("RED-121", SKA, "redovisning", lagrum="2013:522 10 § 2")
def annan_orsak_beskrivs(prov: Prov) -> Iterator[Traff]:
    """Annan orsak är förklarad med en text.

    Varför: Ett antal på raden annan orsak säger ingenting utan texten. Blanketten frågar vilken orsak det är.
    Fel: Annan orsak 3, utan text.
    Rätt: Annan orsak 3 och ”Stöd i kontakten med juridiskt ombud”.
    Gör så här: Skriv vilken orsak det är, utan att någon person kan kännas igen.
    """
    for path, omrade in prov.areas:
        antal = given(omrade.orsaker.annan)
        if antal is not None and antal > 0 and says_nothing(omrade.annan_orsak):
            yield Traff(
                f"{path}.annan_orsak",
                f"Annan orsak är angiven {tal(antal)} gånger, men det framgår inte vilken.",
                "Skriv vilken orsak det är, utan att någon person kan kännas igen.",
            )


@rule("RED-122", SKA, "redovisning", lagrum="2013:522 10 § 2")
def annan_orsak_raknas(prov: Prov) -> Iterator[Traff]:
    """En annan orsak som beskrivs har också ett antal.

    Varför: Texten säger att en annan orsak har förekommit. Då ska den räknas på raden annan orsak.
    Fel: ”Stöd i kontakten med juridiskt ombud”, men antalet är 0 eller tomt.
    Rätt: Samma text, och annan orsak 3.
    Gör så här: Fyll i hur många gånger orsaken förekom, eller ta bort texten.
    """
    for path, omrade in prov.areas:
        antal = given(omrade.orsaker.annan)
        if not says_nothing(omrade.annan_orsak) and (antal is None or antal <= 0):
            samlat = any(f.samlat is not None for _, f in reasons(omrade))
            vad = "inget antal är angivet" if antal is None else f"antalet är {tal(antal)}"
            yield Traff(
                f"{path}.orsaker.annan.{'samlat' if samlat else 'kvinnor'}",
                f"En annan orsak är beskriven i text, men {vad}.",
                "Fyll i hur många gånger orsaken förekom, eller ta bort texten.",
            )
