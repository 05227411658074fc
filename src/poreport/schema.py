"""JSON Schema (draft 2020-12) of the data file, for completion and checks in an editor.

Made from the model, so that it cannot lag behind. It asks for shape only and is lenient with what `read`
understands: a number can be a number or a text that holds one, a single item can stand for a list, and a key
with å, ä or ö is let through for `read` to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from poreport.lagrum import parse_lagrum
from poreport.model import Arende, Falt, Pandemialternativ, Slag, Svar, falt_i
from poreport.svenska import RAKNEORD, fold

__all__ = ["json_schema"]

Schema = dict[str, Any]

_BLANK: Final = r"^[\s–−-]*$"
_DIGIT: Final = rf"\d|{_BLANK}"
_WORDS: Final = "|".join(RAKNEORD[1:])
_TEXT: Final[Schema] = {"type": ["string", "number", "null"]}
_WHOLE: Final[Schema] = {"type": ["integer", "string", "null"], "pattern": _DIGIT}
_DECIMAL: Final[Schema] = {"type": ["number", "string", "null"], "pattern": rf"{_DIGIT}|^({_WORDS})\b"}
_DATE: Final[Schema] = {"type": ["string", "null"], "pattern": _DIGIT, "examples": ["2021-12-06"]}
_YEAR: Final[Schema] = {
    "type": ["integer", "string"],
    "pattern": r"\b(199\d|20\d\d|2100)\b",
    "minimum": 1990,
    "maximum": 2100,
}
_NULL: Final[Schema] = {"type": "null"}
_IN_WORDS: Final = (
    "kan inte bedöma",
    "vet inte",
    "ökad efterfrågan",
    "minskad efterfrågan",
    "fler klienter",
    "ökat utbud",
    "minskat utbud",
    "ändrade arbetssätt",
    "utbildning inställd",
    "handledning inställd",
)
"""How the ticked answers are spelled in Swedish, where it is not as their names."""


def json_schema() -> Schema:
    """The schema of a data file, with Swedish titles and descriptions."""
    definitions: dict[str, Schema] = {}
    root = _object(Arende, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ärende om personligt ombud",
        "description": "Redovisning, ansökan, tjänsteskrivelse och årsrapport för en kommun.",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(klass: type[Any], definitions: dict[str, Schema]) -> Schema:
    """The schema of a model class; the classes it holds are added to the definitions."""
    schema: Schema = {
        "type": "object",
        "properties": {namn: _field(falt, definitions) for namn, falt in falt_i(klass).items()},
        "patternProperties": {"[åäöÅÄÖ]": {}},
        "additionalProperties": False,
    }
    for attribut in attrs.fields(klass):
        if attribut.default is attrs.NOTHING:
            # The only mandatory fields are years, and the key may be spelled as the word is.
            spellings = (attribut.name, f"{attribut.name.removesuffix('ar')}år")
            schema["anyOf"] = [{"required": [spelling]} for spelling in spellings]
    return schema


def _reference(klass: type[Any], definitions: dict[str, Schema]) -> Schema:
    if klass.__name__ not in definitions:
        definitions[klass.__name__] = {}  # stands here while the class is described, should it hold itself
        definitions[klass.__name__] = _object(klass, definitions)
    return {"$ref": f"#/$defs/{klass.__name__}"}


def _field(falt: Falt, definitions: dict[str, Schema]) -> Schema:
    schema: Schema = {"title": falt.titel}
    description = _description(falt)
    if description:
        schema["description"] = description
    return schema | _type(falt, definitions)


def _description(falt: Falt) -> str:
    """What to write, in which unit, and why the field is there."""
    parts = [falt.hjalp or ""]
    if falt.enhet:
        parts.append(f"Enhet: {falt.enhet}.")
    if falt.slag is Slag.LANGTEXT:
        parts.append("Stycken skiljs åt av en tom rad; listor och **fetstil** går bra.")
    if falt.lagrum:
        parts.append(f"Lagrum: {parse_lagrum(falt.lagrum)}.")
    return " ".join(filter(None, parts))


def _type(falt: Falt, definitions: dict[str, Schema]) -> Schema:
    if falt.klass is not None:
        one = _reference(falt.klass, definitions)
        items = {"anyOf": [one, _NULL]}
        return (
            {"anyOf": [{"type": "array", "items": items}, one, _NULL]} if falt.slag is Slag.LISTA else items
        )
    if falt.slag is Slag.VAL:
        return {"enum": [*dict.fromkeys(word for val in falt.val for word in (val, fold(val))), None]}
    return _SIMPLE.get(falt.slag, _TEXT)


def _ticks(names: Iterable[str], more: tuple[bool, ...] = ()) -> Schema:
    """One answer, or a list of those that are ticked."""
    words = [name.lower() for name in names]
    words += [text for text in _IN_WORDS if fold(text) in words]
    one = {"enum": [*words, *more, None]}
    return {"anyOf": [one, {"type": "array", "items": one}]}


_SIMPLE: Final[Mapping[Slag, Schema]] = {
    Slag.ANTAL: _WHOLE,
    Slag.KRONOR: _WHOLE,
    Slag.PROCENT: _WHOLE,
    Slag.ARSANSTALLNINGAR: _DECIMAL,
    Slag.DATUM: _DATE,
    Slag.AR: _YEAR,
    Slag.JA: {"enum": ["ja", "nej", True, False, None]},
    Slag.SVAR: _ticks(Svar.__members__, (True, False)),
    Slag.ALTERNATIV: _ticks(Pandemialternativ.__members__),
    Slag.LISTA: {"type": ["array", "string", "number", "null"], "items": _TEXT},
}
