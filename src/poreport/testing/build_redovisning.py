"""A consistent redovisning: the age bands first, every total derived, every follow-up where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from poreport import forms
from poreport.forms import Form
from poreport.model import (
    BAND,
    KON,
    ORSAKER,
    Aldersband,
    Brist,
    Brister,
    Ekonomi,
    Handledning,
    Klienter,
    KlienterPerKon,
    Ko,
    Konstal,
    Kontakt,
    Ledningsgrupp,
    Ombud,
    Omrade,
    Organisation,
    Orsaker,
    Orsakstal,
    Pandemi,
    Pandemialternativ,
    Prioritering,
    Redovisning,
    Svar,
    Underskrift,
    Utbildning,
    Utforare,
)
from poreport.testing import words
from poreport.testing.dice import Dice
from poreport.testing.facts import GRUPPER, MEDLEMMAR, Facts

__all__ = ["build_redovisning"]

Bands = Mapping[str, list[int]]
"""For each gender the four age bands."""

JA, NEJ = Svar.JA, Svar.NEJ
_FEW = 5
_UTFORARE = ("kommun", "forening", "stiftelse", "aktiebolag", "annan")


def build_redovisning(
    facts: Facts, head: Dice, areas: Sequence[Dice], *, following: Redovisning | None = None
) -> Redovisning:
    """Build a redovisning.

    Args:
        facts: What the documents of the ärende say alike.
        head: Choices for everything but sections 2 and 3.
        areas: Choices for each delområde.
        following: The next year's redovisning, whose clients who are not new are taken over from this one.
    """
    redovisning = Redovisning(ar=facts.ar, kommun=facts.kommun)
    form = forms.form_for(redovisning)
    namn: Sequence[str | None] = facts.areas or [None]
    nasta: Sequence[Omrade | None] = following.omraden if following else [None] * len(namn)
    signed = facts.signed(head)
    ja_bara = head.chance(4)
    brister, atgarder = _brister(head)
    return Redovisning(
        ar=facts.ar,
        blankett=form.id if facts.utgava.namngiven and not form.is_fallback else None,
        kommun=facts.kommun,
        kontakt=Kontakt(
            kontaktperson=words.person(head),
            avdelning=head.pick(words.ENHETER),
            namnd=facts.namnd,
            telefon=words.phone(head),
            epost=words.email(head),
        ),
        omfattar=facts.omfattar,
        ombud=_ombud(facts, head),
        utbildning=_utbildning(head),
        handledning=_handledning(head),
        omraden=tuple(_omrade(form, *del_) for del_ in zip(namn, areas, nasta, strict=True)),
        ko=_ko(facts, form, head),
        prioritering=_prioritering(head),
        utforare=_utforare(facts, ja_bara=ja_bara),
        ledningsgrupp=_ledningsgrupp(facts, head, ja_bara=ja_bara),
        brister=brister,
        atgarder=atgarder,
        ekonomi=_ekonomi(facts, head),
        pandemi=_pandemi(form, head),
        ovrigt=words.text(head) if head.chance() else None,
        underskrift=Underskrift(
            datum=signed,
            ort=facts.kommun.postort,
            namn=words.person(head),
            titel=head.pick(words.TITLAR),
            tjanstestalle=head.pick(words.FORVALTNINGAR),
            telefon=words.phone(head),
            epost=words.email(head),
            beslutad_digitalt=True if form.has("underskrift.beslutad_digitalt") and head.chance() else None,
        ),
    )


def _ombud(facts: Facts, t: Dice) -> Ombud:
    persons = int(facts.posts.to_integral_value("ROUND_CEILING")) + t.number(2)
    women = t.number(persons)
    return Ombud(tjanster=facts.posts, kvinnor=persons - women, man=women)


def _utbildning(t: Dice) -> Utbildning:
    if t.chance(6):
        return Utbildning(svar=NEJ, varfor_inte=t.pick(words.SKAL))
    return Utbildning(svar=JA, vilka=t.pick(words.UTBILDNINGAR))


def _handledning(t: Dice) -> Handledning:
    if t.chance(6):
        return Handledning(svar=NEJ, varfor_inte=t.pick(words.SKAL))
    return Handledning(svar=JA, vilken=t.pick(words.HANDLEDNING))


def _omrade(form: Form, namn: str | None, t: Dice, nasta: Omrade | None) -> Omrade:
    totalt, nya, avslutade = _bands(t, nasta)
    hela = {kon: sum(totalt[kon]) for kon in KON}
    orsaker, har_annan = _orsaker(form, t, {kon: sum(nya[kon]) for kon in KON})
    return Omrade(
        namn=namn,
        klienter=Klienter(totalt=_block(totalt), nya=_block(nya), avslutade=_block(avslutade)),
        hemmavarande_barn=Konstal(**{kon: t.number(hela[kon]) for kon in KON}),
        orsaker=orsaker,
        annan_orsak=t.pick(words.ANNAN_ORSAK) if har_annan else None,
        tendens_orsaker=words.text(t),
        tendens_grupper=words.text(t),
    )


def _bands(t: Dice, nasta: Omrade | None) -> tuple[Bands, Bands, Bands]:
    """The bands of all, new and ended clients.

    With next year's område given, those who stay are the ones who are clients but not new in it.
    """
    if nasta is None:
        totalt = {kon: [t.count(40) for _ in BAND] for kon in KON}
        avslutade = {kon: [t.number(antal) for antal in totalt[kon]] for kon in KON}
    else:
        k = nasta.klienter
        avslutade = {kon: [t.count(12) for _ in BAND] for kon in KON}
        totalt = {
            kon: [
                getattr(getattr(k.totalt, kon), band) - getattr(getattr(k.nya, kon), band) + slut
                for band, slut in zip(BAND, avslutade[kon], strict=True)
            ]
            for kon in KON
        }
    nya = {kon: [t.number(antal) for antal in totalt[kon]] for kon in KON}
    return totalt, nya, avslutade


def _block(bands: Bands) -> KlienterPerKon:
    return KlienterPerKon(
        **{
            kon: Aldersband(totalt=sum(tal), **dict(zip(BAND, tal, strict=True)))
            for kon, tal in bands.items()
        }
    )


def _orsaker(form: Form, t: Dice, nya: Mapping[str, int]) -> tuple[Orsaker, bool]:
    """The reasons, each at most once for a new client, and whether there is another reason.

    The first reason is every new client's, so that the reasons are at least as many as the new clients.
    """
    if form.has("omraden[].orsaker.ekonomi.samlat") and t.chance():
        kolumner: Mapping[str, int] = {"samlat": sum(nya.values())}
    else:
        kolumner = nya
    egen = t.chance(3)
    tal = {
        orsak: {kol: _orsak(orsak, t, hogst, egen=egen) for kol, hogst in kolumner.items()}
        for orsak in ORSAKER
    }
    return Orsaker(**{orsak: Orsakstal(**kol) for orsak, kol in tal.items()}), any(tal["annan"].values())


def _orsak(orsak: str, t: Dice, hogst: int, *, egen: bool) -> int:
    if orsak == ORSAKER[0]:
        return hogst
    antal = t.count(hogst)
    if orsak != "annan":
        return antal
    # A text about few persons may point one of them out.
    return antal if egen and antal >= _FEW else 0


def _ko(facts: Facts, form: Form, t: Dice) -> Ko:
    kommuner = 1 + len(facts.omfattar) if not facts.areas else 1
    svar = [Svar[option.upper()] for option in form.options("ko.svar") if option != "delvis" or kommuner > 1]
    valt = t.pick(svar[::-1])
    rakna = form.has("ko.antal_med") and kommuner > 1 and t.chance()
    med = 1 + t.number(kommuner - 1) if valt is JA else 0
    return Ko(
        svar=valt,
        antal_med=med if rakna else None,
        antal_utan=kommuner - med if rakna else None,
        vantetid=t.pick(words.VANTETID) if valt is not NEJ else None,
        orsak=t.pick(words.KOORSAK) if form.has("ko.orsak") and valt is not NEJ else None,
    )


def _prioritering(t: Dice) -> Prioritering:
    if t.chance(5):
        return Prioritering(svar=NEJ, varfor_inte=t.pick(words.SKAL))
    return Prioritering(svar=JA, ordning=t.pick(words.ORDNING))


def _utforare(facts: Facts, *, ja_bara: bool) -> Utforare:
    annan = "Föreningen Personligt ombud" if facts.utforare != "kommun" else None
    nej = None if ja_bara else NEJ
    return Utforare(**{namn: JA if namn == facts.utforare else nej for namn in _UTFORARE}, annan_namn=annan)


def _ledningsgrupp(facts: Facts, t: Dice, *, ja_bara: bool) -> Ledningsgrupp:
    rader: dict[str, Any] = {medlem: NEJ if medlem in facts.saknas else JA for medlem in MEDLEMMAR}
    for namn in GRUPPER:
        ingar = namn in facts.grupper
        rader[namn] = Organisation(
            svar=JA if ingar else None if ja_bara else NEJ,
            vilka=facts.organisation if ingar else None,
        )
    return Ledningsgrupp(
        **rader,
        saknas_orsak=t.pick(words.SKAL) if facts.saknas else None,
        arbete=words.text(t),
    )


def _brister(t: Dice) -> tuple[Brister, str | None]:
    rutiner = NEJ if t.chance(8) else JA
    if t.chance(3):
        return Brister(rutiner=rutiner, text=words.text(t)), words.text(t)
    start = t.number(len(words.BRISTER) - 1)
    poster = tuple(
        Brist(rubrik=rubrik, huvudman=huvudman, niva=niva, text=text, atgard=atgard)
        for rubrik, huvudman, niva, text, atgard in words.BRISTER[start : start + 1 + t.number(2)]
    )
    return Brister(rutiner=rutiner, poster=poster), None


def _ekonomi(facts: Facts, t: Dice) -> Ekonomi:
    granted = facts.grant(t)
    farre = t.chance(5)
    quarters = int(facts.posts * 4)
    used = facts.posts - (1 + t.number(quarters - 2)) * facts.posts.from_float(0.25) if farre else facts.posts
    return Ekonomi(
        beviljat=granted,
        beviljade_tjanster=facts.posts,
        forbrukat=int(granted * used / facts.posts),
        forbrukade_tjanster=used,
        avvikelse=t.pick(words.SKAL) if farre else None,
    )


def _pandemi(form: Form, t: Dice) -> Pandemi:
    if not form.has("pandemi.svar"):
        return Pandemi()
    svar = Svar[t.pick(form.options("pandemi.svar")).upper()]
    ja = svar in JA | Svar.DELVIS
    val = form.options("pandemi.alternativ")
    valda = [namn for namn in val if t.chance()] or list(val[:1])
    return Pandemi(
        svar=svar,
        alternativ=_sum(valda) if ja and valda else None,
        annan="Möten har hållits digitalt." if ja and "annan" in valda else None,
        hur=words.text(t) if ja and form.has("pandemi.hur") else None,
        kommentar=words.text(t) if form.has("pandemi.kommentar") and t.chance() else None,
    )


def _sum(namn: Sequence[str]) -> Pandemialternativ:
    alternativ = Pandemialternativ(0)
    for ett in namn:
        alternativ |= Pandemialternativ[ett.upper()]
    return alternativ
