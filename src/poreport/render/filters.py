"""The filters that a template can use: `{{ redovisning.ekonomi.beviljat | kronor }}` → "809 060 kr".

A filter prints nothing for what is unanswered, and a text that is not a number or a date as it stands (a raw
text that no reader could interpret), so that a template needs no test around a filter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from poreport import svenska

__all__ = ["FILTERS"]


def _forgiving(skriv: Callable[..., str]) -> Callable[..., str]:
    """Let a number or date filter pass what is empty or only text."""

    def filtrera(varde: Any, *args: Any, **om: Any) -> str:
        if varde is None or isinstance(varde, str):
            return varde or ""
        # A number of the view prints in Swedish; what is written from it needs the plain number.
        tal = (
            int(varde) if isinstance(varde, int) else Decimal(varde) if isinstance(varde, Decimal) else varde
        )
        return skriv(tal, *args, **om)

    return filtrera


def _for_text(skriv: Callable[[str], str]) -> Callable[[Any], str]:
    """Let a filter on texts print nothing for None."""

    def filtrera(varde: Any) -> str:
        return "" if varde is None else skriv(str(varde))

    return filtrera


def _procent(varde: float | Decimal, decimaler: int = 0, *, ord: bool = False) -> str:  # noqa: A002  as in svenska
    """Percent from percent, as the model keeps it: 52 → "52 %", with `ord` "52 procent"."""
    andel = (varde if isinstance(varde, Decimal) else Decimal(str(varde))) / 100
    return svenska.format_procent(andel, decimaler, ord=ord)


def _antal(varde: float | Decimal) -> str:
    """A whole number in groups of three; with the decimals it has when it is not whole."""
    exakt = varde if isinstance(varde, Decimal) else Decimal(str(varde))
    exponent = exakt.normalize().as_tuple().exponent
    return svenska.format_decimal(exakt, max(0, -exponent) if isinstance(exponent, int) else 0)


def _lista(varde: Iterable[Any] | None, ord: str = "och") -> str:  # noqa: A002  as in svenska
    """Several texts in a sentence: "A, B och C"."""
    if varde is None or isinstance(varde, str):
        return varde or ""
    return svenska.lista([str(post) for post in varde], ord)


FILTERS: Final[Mapping[str, Callable[..., str]]] = MappingProxyType(
    {
        "antal": _forgiving(_antal),
        "antal_med_ord": _forgiving(svenska.antal_med_ord),
        "arsanstallningar": _forgiving(svenska.format_arsanstallningar),
        "belopp": _forgiving(svenska.format_belopp),
        "bankgiro": _for_text(svenska.format_bankgiro),
        "datum": _forgiving(svenska.format_datum),
        "datum_ord": _forgiving(svenska.format_datum_ord),
        "genitiv": _for_text(svenska.genitiv),
        "kronor": _forgiving(svenska.format_kronor),
        "lista": _lista,
        "ordning": _forgiving(svenska.format_ordning),
        "organisationsnummer": _for_text(svenska.format_organisationsnummer),
        "plusgiro": _for_text(svenska.format_plusgiro),
        "postnummer": _for_text(svenska.format_postnummer),
        "procent": _forgiving(_procent),
        "stor_bokstav": _for_text(svenska.stor_bokstav),
        "tal_i_ord": _forgiving(svenska.tal_i_ord),
        "telefon": _for_text(svenska.format_telefon),
        "versaler": _for_text(str.upper),
    }
)
