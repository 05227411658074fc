"""Amounts and deadlines, each with the days it is in force, its source and the day it was last checked.

One YAML file per parameter. What is not known raises `UnknownValueError`; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen

__all__ = ["Parameter", "UnknownValueError", "Value", "deadline", "parameter", "parameters"]


class UnknownValueError(LookupError):
    """The parameter has no known value for that day; the message is Swedish."""


@frozen
class Value:
    """One value of a parameter.

    Attributes:
        since: First day in force.
        until: Last day in force, or None while it still is.
        value: Whole kronor, or a deadline in the notation `+1-01-15` (years after, month, day).
        lan: The county it is for, or None for the whole country.
        source: Swedish: where it comes from.
        checked: The day somebody last checked it against the source.
    """

    since: date
    until: date | None
    value: int | str
    lan: str | None
    source: str
    checked: date


@frozen
class Parameter:
    """An amount or a deadline with its values over time."""

    name: str
    title: str
    unit: str
    lagrum: str
    values: tuple[Value, ...]

    def at(self, day: date, lan: str | None = None) -> Value:
        """The value in force on `day`, the county's own before the country's.

        Raises:
            UnknownValueError: No value is known for that day.
        """
        gallande = [
            v
            for v in self.values
            if v.since <= day and (v.until is None or day <= v.until) and v.lan in {None, lan}
        ]
        if not gallande:
            raise UnknownValueError(f"{self.title} är inte känt för år {day.year}.")
        return max(gallande, key=lambda v: (v.lan is not None, v.since))


_FILER: Final = Path(__file__).parent
_parametrar: Final[dict[str, Parameter]] = {}


def parameters() -> list[str]:
    """The names of all parameters."""
    return sorted(fil.name.removesuffix(".yaml") for fil in _FILER.iterdir() if fil.name.endswith(".yaml"))


def parameter(name: str) -> Parameter:
    """The parameter with this name.

    Raises:
        KeyError: There is no such parameter.
    """
    if name not in _parametrar:
        fil = _FILER / f"{name}.yaml"
        if not fil.is_file():
            raise KeyError(f"Parametern ”{name}” finns inte. Kända: {', '.join(parameters())}.")
        data: Any = yaml.load(fil.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
        _parametrar[name] = Parameter(
            name=name,
            title=data["titel"],
            unit=data["enhet"],
            lagrum=data["lagrum"],
            values=tuple(_value(rad) for rad in data["varden"]),
        )
    return _parametrar[name]


def _value(rad: dict[str, str]) -> Value:
    return Value(
        since=date.fromisoformat(rad["fran"]),
        until=date.fromisoformat(rad["till"]) if "till" in rad else None,
        value=int(rad["varde"]) if rad["varde"].isdecimal() else rad["varde"],
        lan=rad.get("lan"),
        source=rad["kalla"],
        checked=date.fromisoformat(rad["kontrollerad"]),
    )


_FRIST: Final = re.compile(r"\+(\d)-(\d\d)-(\d\d)")


def deadline(name: str, ar: int, lan: str | None = None) -> tuple[date, Value]:
    """The last day of a deadline parameter for a grant year, and the value that says so.

    Args:
        name: `redovisning_senast` or `ansokan_senast`.
        ar: The grant year.
        lan: The county, for deadlines that a länsstyrelse has set itself.

    Raises:
        UnknownValueError: No deadline is known for that year.
    """
    if not date.min.year < ar < date.max.year:
        raise UnknownValueError("Året är inget bidragsår.")  # it may have too many digits to print
    value = parameter(name).at(date(ar, 12, 31), lan)
    traff = _FRIST.fullmatch(str(value.value))
    if traff is None:
        raise UnknownValueError(f"{name} är ingen frist.")
    efter, manad, dag = (int(del_) for del_ in traff.groups())
    return date(ar + efter, manad, dag), value
