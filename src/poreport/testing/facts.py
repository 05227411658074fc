"""What the documents of one ärende have in common: kommun, year, editions, posts, members, coverage."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from poreport import forms, law
from poreport.forms import Form
from poreport.model import Kommun
from poreport.testing import words
from poreport.testing.dice import Dice

__all__ = ["Facts", "Utgava", "editions_to_draw"]

_RESERVE_YEARS: Final = (2025, 2024, 2023, 2019, 2018, 2017, 2016, 2015, 2014)
_COUNTIES: Final = ("Kalmar län", "Västra Götalands län", "Skåne län", "Stockholms län")


@frozen
class Utgava:
    """Which editions are used: those of a redovisning year and a county, by rule or by name.

    Attributes:
        ar: The year of the redovisning; the ansökan is for the year after.
        lan: The county.
        namngiven: Whether the documents name their editions (`blankett`).
    """

    ar: int
    lan: str
    namngiven: bool = False


def editions_to_draw(form_id: str | None) -> list[Utgava]:
    """The editions to choose between: all that lead to the form with this id, or all there are.

    Raises:
        FormError: There is no such form.
    """
    if form_id is None:
        own = [form for form in map(forms.get, forms.editions()) if form.ar is not None]
        return [u for form in own for u in _of(form)] + _reserve("redovisning")
    form = forms.get(form_id)
    return _of(form) if form.ar is not None else _reserve(form.dokument)


def _of(form: Form) -> list[Utgava]:
    """The county's own edition, found and named, and a county that has none that year."""
    ar = (form.ar or 0) - (form.dokument == "ansokan")
    return [
        Utgava(ar, form.lan or ""),
        Utgava(ar, form.lan or "", namngiven=True),
        Utgava(ar, "Gotlands län"),
    ]


def _reserve(dokument: str) -> list[Utgava]:
    taken = {f.ar for f in map(forms.get, forms.editions()) if f.dokument == dokument}
    later = int(dokument == "ansokan")
    years = [ar for ar in (*_RESERVE_YEARS, 2020, 2021, 2022) if ar + later not in taken]
    return [Utgava(ar, _COUNTIES[ar % len(_COUNTIES)]) for ar in years]


@frozen
class Facts:
    """What the documents of one ärende say alike.

    Attributes:
        utgava: Year, county and whether editions are named.
        kommun: The kommun.
        namnd: The nämnd.
        posts: Årsanställningar: those granted, and those applied for.
        areas: Names of the delområden; empty when the redovisning is not split.
        omfattar: What the coverage box says.
        utforare: Which of the rows of section 5 is the one that runs the service.
        organisation: The organisation that represents each of `grupper` in the ledningsgrupp.
        grupper: Which kinds of organisation are in the ledningsgrupp.
        saknas: Which of the five members of 5 § are not in the ledningsgrupp.
    """

    utgava: Utgava
    kommun: Kommun
    namnd: str
    posts: Decimal
    areas: tuple[str, ...]
    omfattar: tuple[str, ...]
    utforare: str
    organisation: str
    grupper: tuple[str, ...]
    saknas: tuple[str, ...]

    @classmethod
    def of(cls, t: Dice, utgava: Utgava, areas: int) -> Facts:
        """Choose the facts."""
        namn, genitiv, ort = t.pick(words.KOMMUNER)
        kommun = Kommun(
            namn=namn,
            genitiv=genitiv,
            lan=utgava.lan,
            organisationsnummer=words.organisation_number(t),
            utdelningsadress=t.pick(words.GATOR),
            postnummer=words.postcode(t),
            postort=ort,
        )
        delomraden = words.DELOMRADEN[:areas] if areas > 1 else ()
        grannar = words.GRANNAR[: t.number(len(words.GRANNAR))]
        return cls(
            utgava,
            kommun,
            namnd=t.pick(words.NAMNDER),
            posts=(Decimal(4 + t.number(52)) / 4).quantize(Decimal("0.01")),
            areas=delomraden,
            omfattar=delomraden if delomraden and t.chance() else () if delomraden else grannar,
            utforare=t.pick(("kommun", "kommun", "kommun", "forening", "stiftelse", "aktiebolag", "annan")),
            organisation=t.pick(words.ORGANISATIONER),
            grupper=tuple(grupp for grupp in GRUPPER if t.chance()),
            saknas=tuple(m for m in MEDLEMMAR if t.chance(9)),
        )

    def last_year(self) -> Facts:
        """The same facts for the year before."""
        return attrs.evolve(self, utgava=attrs.evolve(self.utgava, ar=self.utgava.ar - 1, namngiven=False))

    @property
    def ar(self) -> int:
        """The year of the redovisning."""
        return self.utgava.ar

    def grant(self, t: Dice) -> int:
        """The grant for the posts: by the year's rate, or by some rate when it is unknown."""
        try:
            rate = int(law.parameter("belopp_per_arsanstallning").at(date(self.ar, 12, 31)).value)
        except law.UnknownValueError:
            rate = 302400 + t.number(120000)
        return int(rate * self.posts)

    def signed(self, t: Dice) -> date:
        """A day after the year and before every deadline."""
        return date(self.ar + 1, 1, 2) + timedelta(days=t.number(13))


MEDLEMMAR: Final = ("kommun", "arbetsformedlingen", "forsakringskassan", "primarvard", "psykiatri")
"""The five members of 5 §, as the model names them."""

GRUPPER: Final = ("patient", "brukar", "anhorig", "annan")
"""The kinds of organisation that section 5 asks about."""
