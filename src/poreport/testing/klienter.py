"""What the mutations of sections 2 and 3 share: whole columns of figures by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import hypothesis.strategies as st

from poreport.model import BAND, KON, ORSAKER, Arende
from poreport.model.paths import get
from poreport.testing.andra import changed

__all__ = ["AREA", "BLOCK", "area", "bands", "column", "only_area", "reasons"]

BLOCK: Final = ("totalt", "nya", "avslutade")
AREA: Final = "redovisning.omraden[0]"


def area(draw: st.DrawFn, arende: Arende) -> str:
    """The path of one of the delområden."""
    antal = len(arende.redovisning.omraden) if arende.redovisning else 1
    return f"redovisning.omraden[{draw(st.integers(0, antal - 1))}]"


def only_area(arende: Arende) -> Arende:
    """The ärende with a redovisning that is not split."""
    return changed(arende, {"redovisning.omraden": get(arende, "redovisning.omraden")[:1]})


def column(path: str, band: Sequence[int | None]) -> dict[str, Any]:
    """A block of five rows by path: the bands, and their sum as the total (None when all are None)."""
    kanda = [b for b in band if b is not None]
    varden: dict[str, Any] = {f"{path}.totalt": sum(kanda) if kanda else None}
    return varden | {f"{path}.{namn}": b for namn, b in zip(BAND, band, strict=True)}


def bands(draw: st.DrawFn, least: int = 0, most: int = 60) -> list[int]:
    """Four age bands that are together at least `least`."""
    band = [draw(st.integers(0, most)) for _ in BAND]
    band[draw(st.integers(0, len(BAND) - 1))] += max(0, least - sum(band))
    return band


def reasons(path: str, tal: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """All the reasons of a delområde by path: the given figures, and nothing in the other cells."""
    return {
        f"{path}.orsaker.{orsak}.{kolumn}": tal.get(orsak, {}).get(kolumn)
        for orsak in ORSAKER
        for kolumn in (*KON, "samlat")
    }
