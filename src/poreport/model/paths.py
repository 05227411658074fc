"""Paths into the model: `redovisning.omraden[0].klienter.totalt.kvinnor.b18_29`.

The same notation names a field in findings, form tables, content controls and data files.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs

from poreport.model.falt import Falt, Slag, falt_i

__all__ = ["bookmark_name", "field_at", "get", "known_paths", "replace", "split", "walk"]

_TAG = re.compile(r"(?:redovisning|ansokan|tjansteskrivelse)\.[\w.\[\]|=]+", re.ASCII)
_DEL = re.compile(r"\.?([a-z_][a-z0-9_]*)|\[(\d*)\]", re.ASCII)


def split(path: str) -> list[str | int]:
    """The steps of a path: names, and positions in lists (an open `[]` is position 0).

    Raises:
        ValueError: The text is not a path.
    """
    steg: list[str | int] = []
    plats = 0
    while plats < len(path):
        traff = _DEL.match(path, plats)
        if traff is None:
            raise ValueError(f"”{path}” är ingen sökväg till ett fält.")
        namn, index = traff.groups()
        steg.append(namn if namn is not None else int(index or 0))
        plats = traff.end()
    return steg


def get(objekt: Any, path: str) -> Any:
    """The value at `path`; None when the path passes a part that is missing.

    Raises:
        AttributeError: The model has no such field.
    """
    for steg in split(path):
        if objekt is None:
            return None
        if isinstance(steg, int):
            objekt = objekt[steg] if steg < len(objekt) else None
        else:
            objekt = getattr(objekt, steg)
    return objekt


def replace(objekt: Any, path: str, varde: Any) -> Any:
    """A copy of `objekt` with `varde` at `path`; missing parts on the way are made, lists grow.

    Raises:
        AttributeError: The model has no such field.
        TypeError: The value does not have the shape of its field.
    """
    return _ersatt(objekt, split(path), varde)


def _ersatt(objekt: Any, steg: list[str | int], varde: Any) -> Any:
    if not steg:
        return varde
    namn, *rest = steg
    if not isinstance(namn, str):
        raise AttributeError(f"Sökvägen har ett oväntat index: [{namn}].")  # noqa: TRY004  the path is wrong, not a type
    falt = falt_i(type(objekt)).get(namn)
    if falt is None:
        raise AttributeError(f"{type(objekt).__name__} har inget fält {namn}.")
    nuvarande = getattr(objekt, namn)
    if falt.slag is Slag.LISTA and rest and isinstance(rest[0], int):
        poster = list(nuvarande)
        while len(poster) <= rest[0]:
            poster.append(falt.klass() if falt.klass else "")
        poster[rest[0]] = _ersatt(poster[rest[0]], rest[1:], varde)
        return attrs.evolve(objekt, **{namn: tuple(poster)})
    if rest and nuvarande is None and falt.klass:
        nuvarande = falt.klass()
    return attrs.evolve(objekt, **{namn: _ersatt(nuvarande, rest, varde)})


def field_at(klass: type[Any], path: str) -> Falt:
    """What the field at `path` is, followed from a model class.

    Raises:
        AttributeError: The model has no such field.
    """
    falt: Falt | None = None
    for steg in split(path):
        if isinstance(steg, int):
            if falt is None or falt.slag is not Slag.LISTA:
                raise AttributeError(f"{path}: [{steg}] står inte efter en lista.")
            continue
        inre = klass if falt is None else falt.klass
        nasta = falt_i(inre).get(steg) if inre else None
        if nasta is None:
            raise AttributeError(f"{path}: det finns inget fält {steg}.")
        falt = nasta
    if falt is None:
        raise AttributeError("Sökvägen är tom.")
    return falt


def walk(objekt: Any, prefix: str = "") -> Iterator[tuple[str, Falt, Any]]:
    """Every leaf field of a model value with its path: unanswered ones too, lists item by item."""
    for namn, falt in falt_i(type(objekt)).items():
        varde = getattr(objekt, namn)
        path = f"{prefix}.{namn}" if prefix else namn
        if falt.slag is Slag.LISTA:
            for index, post in enumerate(varde):
                if falt.klass:
                    yield from walk(post, f"{path}[{index}]")
                else:
                    yield f"{path}[{index}]", falt, post
        elif falt.slag is Slag.DEL:
            if varde is not None:
                yield from walk(varde, path)
        else:
            yield path, falt, varde


def known_paths(klass: type[Any], prefix: str = "") -> Iterator[str]:
    """Every leaf path that a model class can have; lists with an open index `[]`."""
    for namn, falt in falt_i(klass).items():
        path = f"{prefix}.{namn}" if prefix else namn
        if falt.slag is Slag.LISTA:
            path += "[]"
        if falt.klass is not None:
            yield from known_paths(falt.klass, path)
        else:
            yield path


@lru_cache(maxsize=4096)
def bookmark_name(tag: str) -> str | None:
    """The name of the hidden bookmark around the content control with this tag; None for a tag of others.

    A tag is the path of a field, for a box followed by its option: `redovisning.ko.svar=ja`. Word allows a
    bookmark 40 letters, digits and underscores, and hides one that begins with an underscore; so the name
    is a digest of the tag with open lists, and the positions in the lists: `_po_3f2a9c1b_0`.
    """
    if not _TAG.fullmatch(tag):
        return None
    # Not for secrets: the digest only makes the name short.
    digest = zlib.crc32(re.sub(r"\[\d+\]", "[]", tag.partition("|")[0]).encode())
    return "_".join([f"_po_{digest:08x}", *re.findall(r"\[(\d+)\]", tag)])
