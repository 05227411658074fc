"""Objects of the model from paths and values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from poreport.model import Slag, falt_i
from poreport.model.paths import split

__all__ = ["assemble"]


def assemble(klass: type[Any], values: Mapping[str, Any]) -> Any:
    """An object of a model class from paths and values."""
    nested: dict[Any, Any] = {}
    for path, value in values.items():
        *steps, last = split(path)
        at = nested
        for step in steps:
            at = at.setdefault(step, {})
        at[last] = value
    return _build(klass, nested)


def _build(klass: type[Any], nested: dict[Any, Any]) -> Any:
    """An object from a tree of names and list positions."""
    given: dict[str, Any] = {}
    for namn, value in nested.items():
        falt = falt_i(klass)[str(namn)]
        if isinstance(value, dict) and falt.klass is not None:
            if falt.slag is Slag.LISTA:
                size = 1 + max(int(index) for index in value)
                given[namn] = tuple(_build(falt.klass, value.get(index, {})) for index in range(size))
            else:
                given[namn] = _build(falt.klass, value)
        else:
            given[namn] = value
    return klass(**given)
