"""The model as templates see it: every value prints as Swedish documents write it, and still counts.

`{{ redovisning.ekonomi.beviljat }}` prints "809 060", and `{{ redovisning.ekonomi.beviljat // 2 }}` counts.
What is unanswered is None and prints nothing; an answer to tick (`svar`) has one true or false name for
each column.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from poreport import svenska
from poreport.forms import letter
from poreport.markdown import MarkdownText
from poreport.model import Otolkat, Pandemialternativ, Redovisning, Slag, Svar, falt_i
from poreport.model import paths as modellvagar

__all__ = [
    "Antal",
    "Arsanstallningar",
    "Kronor",
    "Kryss",
    "Textlista",
    "Vy",
    "add_uninterpreted",
    "fields_of",
    "option_word",
    "view",
]


class Antal(int):
    """A whole number that prints in groups of three: "1 234"."""

    __slots__ = ()

    def __str__(self) -> str:
        return svenska.format_antal(int(self))


class Kronor(Antal):
    """Whole kronor; prints without unit, as under the heads of the forms: "809 060"."""

    __slots__ = ()


class Arsanstallningar(Decimal):
    """Full-time equivalents; prints two decimals ("2,00"), and more only when more were given."""

    __slots__ = ()

    def __str__(self) -> str:
        exponent = self.as_tuple().exponent
        given = -exponent if isinstance(exponent, int) else 0
        try:
            return svenska.format_decimal(Decimal(self), max(2, given))
        except (
            ValueError
        ):  # absurdly many digits; what was given is printed, and the rules say that it is wrong
            return super().__str__()


class Textlista(tuple[str, ...]):
    """Texts that print one to a line."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(self)


class Kryss:
    """Ticked boxes: a true or false name for each, and in print the words of those ticked ("Ja och Nej").

    It is false when nothing is ticked.
    """

    def __init__(self, alternativ: type[enum.Flag], valda: enum.Flag | None, text: str = "") -> None:
        """Tick `valda` of `alternativ`; `text` is printed instead of words when it is given."""
        for namn, ett in alternativ.__members__.items():
            setattr(self, namn.lower(), valda is not None and ett in valda)
        self._text = text or svenska.lista(option_word(namn) for namn in _ticked(alternativ, valda))

    def __str__(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)


class Vy:
    """One part of the model in a template: the model's field names, and where it stands.

    The values are made when one of them is first asked for, so that a template pays for what it uses.

    Attributes:
        sokvag: The path of the part, as the content controls are tagged: "redovisning.omraden[0]".
    """

    sokvag: str
    _objekt: Any

    def __init__(self, sokvag: str, objekt: Any) -> None:
        """Show a value of a model class, which stands at `sokvag`."""
        self.__dict__.update(sokvag=sokvag, _objekt=objekt)

    def __getattr__(self, namn: str) -> Any:
        """Make the values; called only for what is not there yet."""
        falt = self.__dict__ if "_objekt" not in self.__dict__ else fields_of(self)
        try:
            return falt[namn]
        except KeyError:
            raise AttributeError(namn) from None


def fields_of(vy: Vy) -> dict[str, Any]:
    """The values of a view by field name, to be read or changed."""
    varden = vy.__dict__
    if "_objekt" in varden:
        objekt = varden.pop("_objekt")
        klass, sokvag = type(objekt), vy.sokvag
        steg = _STEG.get(klass) or _prepare(klass)
        for namn, punkt, gor in steg:
            varden[namn] = gor(getattr(objekt, namn), sokvag + punkt)
        if komplettera := _TILLAGG.get(klass):
            komplettera(vy)
    return varden


def view(objekt: Any, sokvag: str) -> Vy:
    """A document (or a part of one) as a template sees it.

    Args:
        objekt: A value of a model class.
        sokvag: Its path, "redovisning".
    """
    return Vy(sokvag, objekt)


def add_uninterpreted(vyer: Mapping[str, Vy | None], otolkat: Iterable[Otolkat]) -> None:
    """Show the raw text where a reader could not make a value of it and the field is therefore empty.

    Args:
        vyer: Views by document name.
        otolkat: What an ärende keeps of such texts; one without a path, or for a field with a value, is
            left out.
    """
    for rad in otolkat:
        if not rad.falt or not rad.text:
            continue
        try:
            forsta, *mellan, sista = modellvagar.split(rad.falt)
        except ValueError:
            continue
        agare: Any = vyer.get(str(forsta))
        for steg in mellan:
            agare = _step(agare, steg)
        if isinstance(agare, Vy) and isinstance(sista, str) and sista in (falt := fields_of(agare)):
            falt[sista] = _with_raw_text(falt[sista], rad.text)


def _step(agare: Any, steg: str | int) -> Any:
    if isinstance(steg, int):
        return agare[steg] if isinstance(agare, tuple) and steg < len(agare) else None
    return fields_of(agare).get(str(steg)) if isinstance(agare, Vy) else None


def _with_raw_text(varde: Any, text: str) -> Any:
    if varde is None:
        return text
    if isinstance(varde, Kryss) and not varde:
        alternativ = Svar if hasattr(varde, "nej") else Pandemialternativ
        return Kryss(alternativ, None, text)
    return Textlista((text,)) if varde == () else varde


# --- how each kind of field is shown ---------------------------------------------------------------------

Visa = Callable[[Any, str], Any]


def _prepare(klass: type[Any]) -> tuple[tuple[str, str, Visa], ...]:
    """What `view` does with a class, found once from the metadata of its fields."""
    steg = tuple((namn, f".{namn}", _how(falt.slag, falt.klass)) for namn, falt in falt_i(klass).items())
    return _STEG.setdefault(klass, steg)


def _how(slag: Slag, klass: type[Any] | None) -> Visa:
    if slag is Slag.LISTA:
        return _part_list if klass else _text_list
    return _VISA.get(slag, _as_is)


def _as_is(varde: Any, _path: str) -> Any:
    return varde


def _with(gor: Callable[[Any], Any]) -> Visa:
    """Show a value by `gor`; what is unanswered stays None."""

    def visa(varde: Any, _path: str) -> Any:
        return None if varde is None else gor(varde)

    return visa


def _part(varde: Any, path: str) -> Vy | None:
    return None if varde is None else view(varde, path)


def _part_list(varde: tuple[Any, ...], path: str) -> tuple[Vy, ...]:
    return tuple([view(post, f"{path}[{index}]") for index, post in enumerate(varde)])


def _text_list(varde: tuple[str, ...], _path: str) -> Textlista:
    return Textlista(varde)


def _ticked(alternativ: type[enum.Flag], valda: enum.Flag | None) -> list[str]:
    return [
        namn.lower() for namn, ett in alternativ.__members__.items() if valda is not None and ett in valda
    ]


def option_word(namn: str) -> str:
    """An alternative that can be ticked, as Swedish: "kan_inte_bedoma" → "Kan inte bedöma"."""
    return _ORD.get(namn) or svenska.stor_bokstav(namn.replace("_", " "))


_ORD: Final = {
    "kan_inte_bedoma": "Kan inte bedöma",
    "okad_efterfragan": "Ökad efterfrågan",
    "minskad_efterfragan": "Minskad efterfrågan",
    "okat_utbud": "Ökat utbud",
    "andrade_arbetssatt": "Ändrade arbetssätt",
    "utbildning_installd": "Utbildning inställd",
    "handledning_installd": "Handledning inställd",
    "annan": "Annan förändring",
}


_KRYSS: Final[dict[tuple[type[enum.Flag], enum.Flag | None], Kryss]] = {}


def _ticks(alternativ: type[enum.Flag]) -> Visa:
    """Show ticks; there are few combinations, so each is made once."""

    def visa(varde: enum.Flag | None, _path: str) -> Kryss:
        nyckel = (alternativ, varde)
        if nyckel not in _KRYSS:
            _KRYSS[nyckel] = Kryss(alternativ, varde)
        return _KRYSS[nyckel]

    return visa


_STEG: Final[dict[type[Any], tuple[tuple[str, str, Visa], ...]]] = {}
_VISA: Final[dict[Slag, Visa]] = {
    Slag.LANGTEXT: _with(MarkdownText),
    Slag.ANTAL: _with(Antal),
    Slag.KRONOR: _with(Kronor),
    Slag.ARSANSTALLNINGAR: _with(Arsanstallningar),
    Slag.SVAR: _ticks(Svar),
    Slag.ALTERNATIV: _ticks(Pandemialternativ),
    Slag.TELEFON: _with(svenska.format_telefon),
    Slag.POSTNUMMER: _with(svenska.format_postnummer),
    Slag.ORGANISATIONSNUMMER: _with(svenska.format_organisationsnummer),
    Slag.PLUSGIRO: _with(svenska.format_plusgiro),
    Slag.BANKGIRO: _with(svenska.format_bankgiro),
    Slag.DEL: _part,
}


def _letters(redovisning: Vy) -> None:
    """Give the delområden their letters; a redovisning that is not divided has none."""
    omraden = fields_of(redovisning)["omraden"]
    uppdelad = any(omrade.namn for omrade in omraden)
    for index, omrade in enumerate(omraden):
        fields_of(omrade)["bokstav"] = letter(index) if uppdelad else None


_TILLAGG: Final[dict[type[Any], Callable[[Vy], None]]] = {Redovisning: _letters}
