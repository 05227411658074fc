"""Rules on identifiers: organisationsnummer, giro, postnummer, e-mail and telephone, in every document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from poreport import svenska
from poreport.model import Slag
from poreport.rules.rule import BOR, SKA, Prov, Traff, rule


def _fel(prov: Prov, slag: Slag, ok: Callable[[str], bool], vad: str, gor: str) -> Iterator[Traff]:
    """A finding for each answered field of a kind that does not hold."""
    for path, egen, varde in prov.identifiers:
        if egen is slag and not svenska.is_blank(varde) and not ok(varde):
            yield Traff(path, f"{svenska.quote(varde)} {vad}.", gor)


@rule("IDN-101", SKA)
def organisationsnummer_stammer(prov: Prov) -> Iterator[Traff]:
    """Organisationsnumrets kontrollsiffra stämmer.

    Varför: Sista siffran räknas ut av de andra. Stämmer den inte är numret felskrivet.
    Fel: 212000-0747.
    Rätt: 212000-0746.
    Gör så här: Jämför med numret på kommunens webbplats eller i tidigare ansökningar.
    """
    yield from _fel(
        prov,
        Slag.ORGANISATIONSNUMMER,
        svenska.organisationsnummer_ok,
        "är inget giltigt organisationsnummer",
        "Kontrollera alla tio siffrorna.",
    )


@rule("IDN-102", SKA)
def organisationsnummer_ar_kommunens(prov: Prov) -> Iterator[Traff]:
    """Organisationsnumret är en kommuns.

    Varför: Numret för en kommun eller region börjar med 2. Bidraget kan bara gå till kommunen, inte till
        den förening eller det bolag som utför verksamheten.
    Fel: 559900-0006, som är ett aktiebolags.
    Rätt: 212000-0746.
    Gör så här: Ange kommunens eget organisationsnummer.
    """

    def ok(nummer: str) -> bool:
        giltigt = svenska.organisationsnummer_ok(nummer)
        return not giltigt or svenska.organisationsnummer_ok(nummer, kommun=True)

    vad = "är inte en kommuns organisationsnummer"
    yield from _fel(prov, Slag.ORGANISATIONSNUMMER, ok, vad, "Ange kommunens eget nummer, som börjar med 2.")


@rule("IDN-103", SKA, "ansokan")
def plusgiro_stammer(prov: Prov) -> Iterator[Traff]:
    """Plusgirots kontrollsiffra stämmer.

    Varför: Bidraget betalas ut till numret. Sista siffran räknas ut av de andra och avslöjar skrivfel.
    Fel: 24400-5.
    Rätt: 24400-4.
    Gör så här: Kontrollera numret med ekonomiavdelningen.
    """
    gor = "Kontrollera numret med ekonomiavdelningen."
    yield from _fel(prov, Slag.PLUSGIRO, svenska.plusgiro_ok, "är inget giltigt plusgiro", gor)


@rule("IDN-104", SKA, "ansokan")
def bankgiro_stammer(prov: Prov) -> Iterator[Traff]:
    """Bankgirots kontrollsiffra stämmer.

    Varför: Bidraget betalas ut till numret. Sista siffran räknas ut av de andra och avslöjar skrivfel.
    Fel: 5050-1056.
    Rätt: 5050-1055.
    Gör så här: Kontrollera numret med ekonomiavdelningen.
    """
    gor = "Kontrollera numret med ekonomiavdelningen."
    yield from _fel(prov, Slag.BANKGIRO, svenska.bankgiro_ok, "är inget giltigt bankgiro", gor)


@rule("IDN-105", BOR, "ansokan")
def organisationsnummer_angivet(prov: Prov) -> Iterator[Traff]:
    """Kommunens organisationsnummer är angivet i ansökan.

    Varför: Ansökningsblanketten frågar efter det, så att länsstyrelsen vet vem som söker.
    Fel: Rutan är tom.
    Rätt: 212000-0746.
    Gör så här: Ange numret bland uppgifterna om kommunen.
    """
    kommun = prov.ansokan.kommun or prov.arende.kommun
    if svenska.is_blank(kommun.organisationsnummer):
        samma = kommun == prov.arende.kommun
        yield Traff(
            "kommun.organisationsnummer" if samma else "ansokan.kommun.organisationsnummer",
            "Ansökan saknar kommunens organisationsnummer.",
            "Ange numret bland uppgifterna om kommunen.",
        )


@rule("IDN-111", BOR)
def postnummer_lasbart(prov: Prov) -> Iterator[Traff]:
    """Postnumret har fem siffror.

    Varför: Svar och beslut skickas till adressen.
    Fel: 3912.
    Rätt: 391 28.
    Gör så här: Kontrollera postnumret.
    """
    gor = "Ange fem siffror, till exempel 391 28."
    yield from _fel(prov, Slag.POSTNUMMER, svenska.postnummer_ok, "är inget postnummer", gor)


@rule("IDN-112", BOR)
def epost_lasbar(prov: Prov) -> Iterator[Traff]:
    """E-postadressen går att använda.

    Varför: Länsstyrelsen hör av sig med e-post. Ett mellanslag eller en radbrytning i adressen gör att
        brevet inte kommer fram.
    Fel: ”epost@example”.
    Rätt: ”epost@example.se”.
    Gör så här: Skriv en enda adress. En funktionsbrevlåda är att föredra framför en persons.
    """
    gor = "Ange en enda adress, till exempel epost@example.se."
    yield from _fel(prov, Slag.EPOST, svenska.epost_ok, "är ingen fullständig e-postadress", gor)


@rule("IDN-113", BOR)
def telefon_lasbar(prov: Prov) -> Iterator[Traff]:
    """Telefonnumret är fullständigt, med riktnummer.

    Varför: Blanketterna frågar efter numret med riktnummer. Ett nummer som är för kort eller för långt är
        felskrivet.
    Fel: 45 09 40.
    Rätt: 0480-45 09 40.
    Gör så här: Ange ett nummer i varje fält, med riktnummer.
    """
    gor = "Ange ett nummer med riktnummer, till exempel 0480-45 09 40."
    yield from _fel(prov, Slag.TELEFON, svenska.telefon_ok, "är inget fullständigt telefonnummer", gor)
