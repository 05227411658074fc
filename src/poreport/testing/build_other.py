"""A consistent ansökan, tjänsteskrivelse and årsrapport, from the facts of the ärende and its redovisning."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from poreport import derive, forms, svenska
from poreport.model import (
    BAND,
    KON,
    Ansokan,
    Ansokanskontakt,
    Arende,
    Arsrapport,
    Arsrapportbrister,
    Arsrapportorsak,
    Bandtal,
    Enhet,
    Handlaggare,
    Konsrad,
    Omrade,
    Redovisning,
    Tjansteskrivelse,
    Undertecknare,
    falt_i,
)
from poreport.testing import words
from poreport.testing.dice import Dice
from poreport.testing.facts import MEDLEMMAR, Facts

__all__ = ["build_ansokan", "build_arsrapport", "build_tjansteskrivelse"]

_MEDLEMSNAMN = dict(
    zip(
        MEDLEMMAR,
        (
            "kommunen",
            "Arbetsförmedlingen",
            "Försäkringskassan",
            "regionens primärvård",
            "regionens psykiatri",
        ),
        strict=True,
    )
)


def build_ansokan(facts: Facts, t: Dice) -> Ansokan:
    """Build the ansökan for the year after the redovisning."""
    form = forms.form_for(Ansokan(avser_ar=facts.ar + 1, kommun=facts.kommun))
    # Where both stand in one box only one of them can be shown.
    giro = t.number(1 if form.place("plusgiro") == form.place("bankgiro") else 2)
    members = [_MEDLEMSNAMN[m] for m in MEDLEMMAR if m not in facts.saknas]
    members += [facts.organisation] if facts.grupper or not members else []
    return Ansokan(
        avser_ar=facts.ar + 1,
        blankett=form.id if facts.utgava.namngiven and not form.is_fallback else None,
        kommun=facts.kommun,
        forvaltning=t.pick(words.FORVALTNINGAR),
        postadress=None if t.chance() else postal_address(facts),
        telefon=words.phone(t),
        epost=words.email(t),
        plusgiro=words.plusgiro(t) if giro != 1 else None,
        bankgiro=words.bankgiro(t) if giro != 0 else None,
        arsanstallningar=facts.posts,
        referens=t.pick(("Personligt ombud", "PO")),
        namnd=facts.namnd,
        omfattar=facts.omfattar,
        kontakt=Ansokanskontakt(
            befattning=t.pick(words.TITLAR),
            namn=words.person(t),
            postadress=postal_address(facts),
            telefon=words.phone(t),
            epost=words.email(t),
        ),
        driftsform=_driftsform(facts),
        start="Verksamheten kan påbörjas i september." if t.chance(8) else None,
        ledningsgrupp=svenska.stor_bokstav(svenska.lista(members)) + ".",
        samverkan=words.SAMVERKAN,
        plan=f"{words.PLAN}\n\n{words.text(t)}",
        stod=words.text(t),
        uppfoljning=words.text(t),
        ort=facts.kommun.postort,
        datum=facts.signed(t),
        foretradare=f"{words.person(t)}, {t.pick(words.TITLAR).lower()}",
    )


def postal_address(facts: Facts) -> str:
    """The kommun's address on one line."""
    kommun = facts.kommun
    return f"{kommun.utdelningsadress}, {kommun.postnummer} {kommun.postort}"


def _driftsform(facts: Facts) -> str:
    if facts.utforare == "kommun":
        return "Verksamheten bedrivs i kommunens egen regi."
    return "Verksamheten bedrivs av Föreningen Personligt ombud på kommunens uppdrag."


def build_tjansteskrivelse(facts: Facts, t: Dice, arende: Arende) -> Tjansteskrivelse:
    """Build the memo to the documents of `arende`; what can be derived is at times written out."""
    datum = date(facts.ar, 12, 1) + timedelta(days=t.number(30))
    skrivelse = Tjansteskrivelse(
        benamning=t.pick((None, "tjänsteskrivelse", "tjänsteutlåtande")),
        kommun=facts.kommun,
        handlaggare=Handlaggare(
            namn=words.person(t),
            titel=t.pick(words.HANDLAGGARE),
            enhet=t.pick(words.FORVALTNINGAR),
            telefon=words.phone(t),
            epost=words.email(t),
        ),
        datum=datum,
        arendebeteckning=f"SN {datum.year}/{1 + t.number(9998):04}",
        mottagare=facts.namnd,
        beslutsform=t.pick((None, "meningar", "att-satser")),
        sammanfattning=words.text(t),
        bakgrund=words.text(t),
        bedomning=words.text(t),
        ekonomi=words.text(t) if t.chance() else None,
        barn=words.text(t) if t.chance() else None,
        undertecknare=tuple(
            Undertecknare(namn=words.person(t), titel=t.pick(words.TITLAR)) for _ in range(1 + t.number(1))
        ),
        skickas_till=("Länsstyrelsen",) if t.chance() else (),
        ordning=("sammanfattning", "bilagor", "beslut") if t.chance(4) else (),
    )
    if not arende.dokument:
        return attrs.evolve(
            skrivelse,
            rubrik="Information om verksamheten med personligt ombud",
            beslut=("Nämnden lägger informationen till handlingarna.",),
        )
    if t.chance():
        return skrivelse
    arende = attrs.evolve(arende, tjansteskrivelse=skrivelse)
    return attrs.evolve(
        skrivelse,
        rubrik=derive.heading(arende),
        beslut=derive.decisions(arende),
        bilagor=derive.attachments(arende),
    )


_ORSAKSNAMN = {namn: falt.titel for namn, falt in falt_i(type(Omrade().orsaker)).items() if namn != "annan"}


def build_arsrapport(
    facts: Facts, t: Dice, redovisning: Redovisning, *, previous: Redovisning | None = None
) -> Arsrapport:
    """Build the årsrapport of a city whose units are the delområden of the redovisning."""
    omraden = redovisning.omraden
    enheter = tuple(_enhet(o, index, len(omraden), redovisning) for index, o in enumerate(omraden))
    hela = _rad(*(sum(_persons(o, "totalt", kon) for o in omraden) for kon in KON))
    antal = hela.totalt or 0
    datum = date(facts.ar + 1, 3, 1) + timedelta(days=t.number(90))
    return Arsrapport(
        ar=facts.ar,
        kommun=facts.kommun,
        rubrik=f"Årsrapport om personligt ombud {facts.ar}",
        datum=datum,
        utgivning=f"{svenska.stor_bokstav(svenska.MANADER[datum.month - 1])} {datum.year}",
        arendebeteckning=f"SN {datum.year}/{1 + t.number(9998):04}",
        utgivare=t.pick(words.FORVALTNINGAR),
        kontaktperson=words.person(t),
        **{namn: words.text(t) for namn in _TEXTER},
        enheter=enheter,
        hela=hela,
        nya=_all(omraden, "nya"),
        avslutade=_all(omraden, "avslutade"),
        forandring=antal - _all(previous.omraden, "totalt") if previous else antal - t.count(2 * antal),
        andel_kvinnor=_percent(hela.kvinnor or 0, antal),
        andel_man=_percent(hela.man or 0, antal),
        aldersandelar=Bandtal(
            **{b: _percent(sum(getattr(e.alder, b) for e in enheter), antal) for b in BAND}
        ),
        hushall_med_barn=sum(getattr(o.hemmavarande_barn, kon) for o in omraden for kon in KON),
        orsaker=tuple(
            Arsrapportorsak(namn=namn, tal=_orsak(omraden, orsak)) for orsak, namn in _ORSAKSNAMN.items()
        ),
        brister=Arsrapportbrister(
            handlaggarniva=words.text(t), lokal_niva=words.text(t), central_niva=words.text(t)
        ),
        kalla=f"Kommunens redovisning till Länsstyrelsen för {facts.ar}.",
    )


_TEXTER = (
    "sammanfattning",
    "bakgrund",
    "organisation",
    "ledningsgrupp",
    "malgrupp",
    "kontaktorsaker",
    "forandringar",
    "atgarder",
    "ovrigt",
    "slutdiskussion",
)


def _persons(omrade: Omrade, block: str, kon: str, rad: str = "totalt") -> int:
    antal: int = getattr(getattr(getattr(omrade.klienter, block), kon), rad)
    return antal


def _all(omraden: Iterable[Omrade], block: str) -> int:
    return sum(_persons(o, block, kon) for o in omraden for kon in KON)


def _rad(kvinnor: int, man: int) -> Konsrad:
    return Konsrad(kvinnor=kvinnor, man=man, totalt=kvinnor + man)


def _enhet(omrade: Omrade, index: int, antal: int, redovisning: Redovisning) -> Enhet:
    ombud = (redovisning.ombud.kvinnor or 0) + (redovisning.ombud.man or 0)
    return Enhet(
        namn=omrade.namn or "Hela verksamheten",
        klienter=_rad(*(_persons(omrade, "totalt", kon) for kon in KON)),
        alder=Bandtal(**{b: sum(_persons(omrade, "totalt", kon, b) for kon in KON) for b in BAND}),
        ombud=ombud // antal + (index < ombud % antal),
    )


def _orsak(omraden: Iterable[Omrade], orsak: str) -> Konsrad:
    tal = [getattr(o.orsaker, orsak) for o in omraden]
    if any(rad.kvinnor is None or rad.man is None for rad in tal):
        # A table cannot be split on gender when an unsplit figure is part of it.
        return Konsrad(totalt=sum((r.kvinnor or 0) + (r.man or 0) + (r.samlat or 0) for r in tal))
    return _rad(sum(rad.kvinnor for rad in tal), sum(rad.man for rad in tal))


def _percent(part: int, whole: int) -> int | None:
    """Whole percent, halves rounded up."""
    return (200 * part + whole) // (2 * whole) if whole else None
