"""What a field of the model is: its kind, title, unit and place in the law.

Every attribute of every model class is made by one of the functions below. They put a `Falt` in the
attribute's metadata, and everything that must know a field (the data reader, the JSON Schema, the Word
forms, the messages, the Hypothesis strategies) reads it from there, so that it is stated once.
"""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
from attrs import frozen

NYCKEL: Final = "poreport"


class Slag(enum.Enum):
    """The kind of a field: decides how it is read, written, described and generated."""

    TEXT = "text"
    LANGTEXT = "langtext"
    """Free text in the small Markdown: paragraphs, lists and bold."""
    ANTAL = "antal"
    """A whole number of persons or things."""
    KRONOR = "kronor"
    ARSANSTALLNINGAR = "arsanstallningar"
    """Full-time equivalents; the Decimal keeps as many decimals as were written."""
    PROCENT = "procent"
    AR = "ar"
    DATUM = "datum"
    SVAR = "svar"
    """One or several ticked answers, see `Svar`."""
    ALTERNATIV = "alternativ"
    """Any number of ticked alternatives of the pandemic question."""
    JA = "ja"
    """A single box: True when ticked, None when not."""
    VAL = "val"
    """One of the words in `Falt.val`."""
    TELEFON = "telefon"
    EPOST = "epost"
    POSTNUMMER = "postnummer"
    ORGANISATIONSNUMMER = "organisationsnummer"
    PLUSGIRO = "plusgiro"
    BANKGIRO = "bankgiro"
    DEL = "del"
    """A nested model class, `Falt.klass`."""
    LISTA = "lista"
    """A tuple: of `Falt.klass` when set, else of texts."""


class Svar(enum.Flag):
    """Which answer columns are ticked; None in the model means that none is.

    A flag and not a truth value, because a form can have both Ja and Nej ticked. That is wrong, but
    it must be possible to hold so that a rule can say it.
    """

    JA = enum.auto()
    DELVIS = enum.auto()
    NEJ = enum.auto()
    KAN_INTE_BEDOMA = enum.auto()
    VET_INTE = enum.auto()


class Pandemialternativ(enum.Flag):
    """How the pandemic affected the service: the boxes of the editions 2020 and 2021 together."""

    OKAD_EFTERFRAGAN = enum.auto()
    MINSKAD_EFTERFRAGAN = enum.auto()
    FLER_KLIENTER = enum.auto()
    OKAT_UTBUD = enum.auto()
    MINSKAT_UTBUD = enum.auto()
    ANDRADE_ARBETSSATT = enum.auto()
    UTBILDNING_INSTALLD = enum.auto()
    HANDLEDNING_INSTALLD = enum.auto()
    ANNAN = enum.auto()


@frozen
class Falt:
    """Everything that is stated about one field.

    Attributes:
        slag: The kind.
        titel: Swedish title, as a handläggare would call the field.
        enhet: Swedish unit ("personer", "kronor", "årsanställningar"), or None.
        lagrum: Place in the law or the form, in the notation of `poreport.lagrum`, or None.
        hjalp: One Swedish sentence on what to write, or None.
        klass: The model class of a part or of the items of a list.
        val: The allowed words of a `Slag.VAL`.
    """

    slag: Slag
    titel: str
    enhet: str | None = None
    lagrum: str | None = None
    hjalp: str | None = None
    klass: type[Any] | None = None
    val: tuple[str, ...] = ()


_TYPER: Final[dict[Slag, type[Any]]] = {
    Slag.ANTAL: int,
    Slag.KRONOR: int,
    Slag.PROCENT: int,
    Slag.AR: int,
    Slag.ARSANSTALLNINGAR: Decimal,
    Slag.DATUM: date,
    Slag.SVAR: Svar,
    Slag.ALTERNATIV: Pandemialternativ,
    Slag.JA: bool,
}


def falt_av(attribut: attrs.Attribute[Any]) -> Falt | None:
    """The `Falt` of an attrs attribute, or None for bookkeeping attributes that are not fields."""
    varde: Falt | None = attribut.metadata.get(NYCKEL)
    return varde


_FALT: Final[dict[type[Any], dict[str, Falt]]] = {}


def falt_i(klass: type[Any]) -> dict[str, Falt]:
    """The fields of a model class by name, in the order of the class."""
    if klass not in _FALT:
        _FALT[klass] = {a.name: f for a in attrs.fields(klass) if (f := falt_av(a)) is not None}
    return _FALT[klass]


def _kontrollera(agare: Any, attribut: attrs.Attribute[Any], varde: Any) -> None:
    """Raise TypeError when a value does not have the shape of its field.

    The model may hold a wrong document (that is what `check` is for) but not a shapeless one.
    """
    falt = attribut.metadata[NYCKEL]
    if varde is None and attribut.default is None:
        return
    if falt.slag is Slag.LISTA:
        ratt = isinstance(varde, tuple) and all(isinstance(v, falt.klass or str) for v in varde)
    elif falt.slag is Slag.DEL:
        ratt = isinstance(varde, falt.klass)
    else:
        typ = _TYPER.get(falt.slag, str)
        # bool is an int and a datetime is a date in Python; neither is what the field means.
        ratt = isinstance(varde, typ) and (type(varde) is typ or typ not in {int, date})
        if falt.slag is Slag.ARSANSTALLNINGAR:
            ratt = ratt and varde.is_finite()
    if not ratt:
        raise TypeError(
            f"{type(agare).__name__}.{attribut.name} ({falt.titel}) kan inte vara {varde!r}: "
            f"fältet är av slaget {falt.slag.value}."
        )


def falt(  # noqa: PLR0913  one argument for each thing that can be stated of a field
    slag: Slag,
    titel: str,
    *,
    enhet: str | None = None,
    lagrum: str | None = None,
    hjalp: str | None = None,
    val: tuple[str, ...] = (),
    obligatorisk: bool = False,
) -> Any:
    """An attrs field for one value; None (unanswered) unless it is mandatory."""
    metadata = {NYCKEL: Falt(slag, titel, enhet=enhet, lagrum=lagrum, hjalp=hjalp, val=val)}
    return attrs.field(
        default=attrs.NOTHING if obligatorisk else None, metadata=metadata, validator=_kontrollera
    )


def text(titel: str, **om: Any) -> Any:
    """A field for a short text on one line."""
    return falt(Slag.TEXT, titel, **om)


def langtext(titel: str, **om: Any) -> Any:
    """A field for free text in the small Markdown."""
    return falt(Slag.LANGTEXT, titel, **om)


def antal(titel: str, **om: Any) -> Any:
    """A field for a whole number, by default of persons."""
    return falt(Slag.ANTAL, titel, **({"enhet": "personer"} | om))


def kronor(titel: str, **om: Any) -> Any:
    """A field for an amount in whole kronor."""
    return falt(Slag.KRONOR, titel, **({"enhet": "kronor"} | om))


def arsanstallningar(titel: str, **om: Any) -> Any:
    """A field for årsanställningar (full-time equivalents) as a Decimal."""
    return falt(Slag.ARSANSTALLNINGAR, titel, **({"enhet": "årsanställningar"} | om))


def svar(titel: str, **om: Any) -> Any:
    """A field for ticked answers (`Svar`)."""
    return falt(Slag.SVAR, titel, **om)


def delar(klass: type[Any], titel: str, **om: Any) -> Any:
    """A nested part; empty unless given, so that every path can be followed without a check."""
    metadata = {NYCKEL: Falt(Slag.DEL, titel, klass=klass, **om)}
    return attrs.field(factory=klass, metadata=metadata, validator=_kontrollera)


def kanske(klass: type[Any], titel: str, **om: Any) -> Any:
    """A nested part that is None unless given."""
    metadata = {NYCKEL: Falt(Slag.DEL, titel, klass=klass, **om)}
    return attrs.field(default=None, metadata=metadata, validator=_kontrollera)


def lista(titel: str, klass: type[Any] | None = None, *, minst_en: bool = False, **om: Any) -> Any:
    """A tuple of texts, or of a model class; empty unless given.

    Args:
        titel: Swedish title.
        klass: The model class of the items, or None for texts.
        minst_en: An empty tuple becomes one empty item (a redovisning always has sections 2 and 3).
        **om: What else is stated about the field.
    """

    def till_tupel(varde: Any) -> Any:
        varde = tuple(varde) if isinstance(varde, list) else varde
        return (klass(),) if minst_en and klass and varde == () else varde

    metadata = {NYCKEL: Falt(Slag.LISTA, titel, klass=klass, **om)}
    return attrs.field(default=(), converter=till_tupel, metadata=metadata, validator=_kontrollera)
