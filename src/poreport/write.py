"""An ärende back to a data file: what `read` reads, in the order of the form.

Unanswered fields are left out, and so is what an `Arende` fills in by itself.
"""

from __future__ import annotations

import enum
import json
import re
import textwrap
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from poreport.model import Ansokan, Arende, Dokument, Falt, Slag, Svar, falt_i
from poreport.model.falt import falt_av

__all__ = ["own_documents", "plain_value", "to_dict", "to_json", "to_yaml", "yaml_comment", "yaml_entry"]

_WIDTH: Final = 100
"""Longer lines become blocks."""

_STEP: Final = "  "


def to_dict(arende: Arende) -> dict[str, Any]:
    """The ärende as dicts, lists, texts, whole numbers and booleans, under the keys of the data file.

    Decimal numbers are texts with a comma ("2,00"), dates texts ("2021-12-06"), ticked answers words, or
    lists of words where several are ticked.
    """
    documents = {namn: _part(dokument) for namn, dokument in own_documents(arende).items()}
    rest = _part(Arende(kommun=arende.kommun, undantag=arende.undantag, otolkat=arende.otolkat))
    return {namn: plain for namn in falt_i(Arende) if (plain := (rest | documents).get(namn)) is not None}


def own_documents(arende: Arende) -> dict[str, Dokument]:
    """The documents by name, without what they got from the ärende when it was made."""
    own: dict[str, Dokument] = {}
    for namn, dokument in arende.dokument.items():
        bare = dokument
        if isinstance(bare, Ansokan):
            without = attrs.evolve(bare, postadress=None)
            bare = without if Arende(kommun=arende.kommun, ansokan=without).ansokan == bare else bare
        own[namn] = attrs.evolve(bare, kommun=None) if bare.kommun == arende.kommun else bare
    return own


def to_json(arende: Arende) -> str:
    """The ärende as JSON."""
    return json.dumps(to_dict(arende), ensure_ascii=False, indent=2) + "\n"


def to_yaml(arende: Arende, *, header: str | None = None) -> str:
    """The ärende as YAML.

    Args:
        arende: The ärende.
        header: Text to stand as a comment on top.
    """
    lines = [] if header is None else [*yaml_comment(header), ""]
    for key, value in to_dict(arende).items():
        lines += yaml_entry(key, value)
    return "\n".join(lines or ["{}"]) + "\n"


def _part(part: Any) -> dict[str, Any]:
    """The answered fields of a model value."""
    plain: dict[str, Any] = {}
    for attribut in attrs.fields(type(part)):
        falt = falt_av(attribut)
        value = getattr(part, attribut.name)
        if falt is None or value is None or _says_nothing(attribut, value):
            continue
        plain[attribut.name] = plain_value(falt, value)
    return plain


def _says_nothing(attribut: attrs.Attribute[Any], value: Any) -> bool:
    """Tell whether a value is the one that the field has when the key is left out."""
    default: Any = attribut.default
    if attribut.converter is not None:
        make: Any = attribut.converter
        return bool(make(default) == value)
    if default is not None and default is not attrs.NOTHING:
        return bool(default.factory() == value)
    return value == "" or (isinstance(value, enum.Flag) and not value)


def plain_value(falt: Falt, value: Any) -> Any:
    """A value of a field as it stands in `to_dict`."""
    if falt.slag is Slag.DEL:
        return _part(value)
    if falt.slag is Slag.LISTA:
        return [item if falt.klass is None else _part(item) for item in value]
    match value:
        case enum.Flag():
            words = [flag.name.lower() for flag in type(value) if flag in value and flag.name]
            return words[0] if len(words) == 1 else words
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case date():
            return value.isoformat()
        case _:
            return value


# --- YAML ----------------------------------------------------------------------------------------------

_PLAIN: Final = re.compile(r"[^\W_](?:.*\S)?")
_NOT_PLAIN: Final = re.compile(r":(?:\s|$)|\s#|\t")
_ANSWERS: Final = tuple(name.lower() for name in Svar.__members__)
_ODD_SPACE: Final = re.compile(r"^\s|\s\s|\s$|[^\S ]")
_NULLS: Final = frozenset(("null", "Null", "NULL"))
_UNPRINTABLE: Final = re.compile(
    "[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def yaml_comment(text: str, indent: str = "") -> list[str]:
    """Comment lines."""
    return [f"{indent}# {line}".rstrip() for line in text.splitlines()]


def yaml_entry(key: str, value: Any, indent: str = "") -> list[str]:
    """The lines of one key with its value, as `to_dict` gives it."""
    match value:
        case {}:
            return _mapping(key, value, indent)
        case [*items]:
            inner = indent + _STEP
            return [f"{indent}{key}:", *(line for item in items for line in _item(item, inner))]
        case _:
            return _scalar(f"{indent}{key}:", value, indent)


def _mapping(key: str, value: dict[str, Any], indent: str) -> list[str]:
    """A mapping; a row of figures, or of short answers, stands on one line."""
    if not value:
        return [f"{indent}{key}: {{}}"]
    if indent and all(type(inner) is int or inner in _ANSWERS for inner in value.values()):
        row = ", ".join(f"{name}: {inner}" for name, inner in value.items())
        line = f"{indent}{key}: {{{row}}}"
        if len(line) <= _WIDTH:
            return [line]
    lines = [f"{indent}{key}:"]
    for name, inner in value.items():
        lines += yaml_entry(name, inner, indent + _STEP)
    return lines


def _item(item: Any, indent: str) -> list[str]:
    """One item of a list, with its bullet."""
    if not isinstance(item, dict):
        return _scalar(f"{indent}-", item, indent)
    lines = [line for name, inner in item.items() for line in yaml_entry(name, inner, indent + _STEP)]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]] if lines else [f"{indent}- {{}}"]


def _scalar(before: str, value: Any, indent: str) -> list[str]:
    """One value after its key or bullet: as it stands, as a block, or in quotation marks."""
    if isinstance(value, bool):
        return [f"{before} {'ja' if value else 'nej'}"]
    text = str(value)
    if _UNPRINTABLE.search(text) or not text.strip():
        return [f"{before} {_quoted(text)}"]
    if len(before) + 1 + len(text) > _WIDTH and not _ODD_SPACE.search(text):
        return [f"{before} >-", *_wrapped(text, indent + _STEP)]
    if "\n" in text:
        # Spaces or empty lines first would be taken for the indentation, so that is then stated.
        indicator = len(_STEP) if text[0].isspace() else ""
        lines = (f"{indent}{_STEP}{line}" if line else "" for line in text.split("\n"))
        return [f"{before} |{indicator}", *lines]
    plain = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and text not in _NULLS
    return [f"{before} {text if plain else _quoted(text)}"]


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines of a text that are joined by spaces again when they are read."""
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _quoted(text: str) -> str:
    """A text in quotation marks, with what cannot be seen as escapes."""

    def escaped(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004  the width of \u

    return _UNPRINTABLE.sub(escaped, json.dumps(text, ensure_ascii=False))
