"""One value as it was written to what the model keeps, by the kind of the field."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from attrs import evolve

from poreport import svenska
from poreport.model import Falt, Otolkat, Pandemialternativ, Slag, Svar
from poreport.model.paths import get, replace, walk
from poreport.read.nodes import BAD_CHARACTER, ScalarNode, Written
from poreport.svenska import Tolkat, TolkningsFel, fold, lista, quote

__all__ = ["CHOICES", "parse_value", "raw_texts", "says_nothing", "tidied"]

T = TypeVar("T")

CHOICES: Final[Mapping[Slag, type[enum.Flag]]] = {Slag.SVAR: Svar, Slag.ALTERNATIV: Pandemialternativ}
"""The kinds where several values can be given, and what they become."""

_TEXTS: Final = (Slag.TEXT, Slag.LANGTEXT)
_PERCENT: Final = re.compile(r"\s*(?:%|procent)$", re.IGNORECASE)
_TRUE: Final = ("true", "sant")
_FALSE: Final = ("false", "falskt")


def raw_texts(otolkat: Iterable[Otolkat]) -> tuple[Otolkat, ...]:
    """Texts that could not be interpreted, as a data file can hold them; those without visible signs go."""
    clean = (evolve(raw, text=_legible(BAD_CHARACTER.sub("", raw.text or ""))) for raw in otolkat)
    return tuple(raw for raw in clean if raw.text)


def tidied(document: T) -> T:
    """A document that was read from running text, with its texts as a data file would give them."""
    lists: set[str] = set()
    for path, falt, value in walk(document):
        if falt.slag is Slag.LISTA and isinstance(value, str):
            lists.add(path.rpartition("[")[0])
        elif falt.slag in _TEXTS and value is not None and (clean := _legible(value)) != value:
            document = replace(document, path, clean or None)
    for path in lists:
        items = get(document, path)
        if items != (legible := tuple(filter(None, map(_legible, items)))):
            document = replace(document, path, legible)
    return document


def _legible(text: str) -> str:
    return svenska.normalise_text(text).varde.strip()


def says_nothing(falt: Falt, node: ScalarNode) -> bool:
    """Tell whether a value is no answer: empty, or a dash where a number, date or answer is asked for."""
    if node.written is Written.NULL or (not node.text[:1].isalnum() and not _legible(node.text)):
        return True
    return falt.slag not in {*_TEXTS, Slag.LISTA} and svenska.is_blank(node.text)


def parse_value(falt: Falt, node: ScalarNode) -> Tolkat[Any]:
    """The value of a field.

    Raises:
        TolkningsFel: It cannot be read as what the field asks for.
    """
    bad = BAD_CHARACTER.search(node.text)
    if bad:
        raise TolkningsFel(f"Texten innehåller ett osynligt styrtecken (U+{ord(bad[0]):04X}). Ta bort det.")
    return _PARSERS[falt.slag](falt, node)


def _text(_falt: Falt, node: ScalarNode) -> Tolkat[str]:
    if node.written is Written.BOOL:
        raise TolkningsFel(f"Här ska det stå en text, inte {node.text}. Sätt ordet inom citattecken.")
    read = svenska.normalise_text(node.text)
    return Tolkat(read.varde.strip(), read.anmarkning)


def _long_text(falt: Falt, node: ScalarNode) -> Tolkat[str]:
    _text(falt, node)
    read = svenska.normalise_text(node.text)
    return Tolkat(read.varde.rstrip("\n"), read.anmarkning)


def _number(parse: Callable[[object], Tolkat[Any]]) -> Callable[[Falt, ScalarNode], Tolkat[Any]]:
    """A reader of numbers: those of JSON and TOML are taken as they are, without a remark."""

    def read(_falt: Falt, node: ScalarNode) -> Tolkat[Any]:
        match node.written:
            case Written.NUMBER:
                return parse(Decimal(node.text))
            case Written.BOOL:
                return parse(node.text == "true")
            case _:
                return parse(node.text)

    return read


def _percent(_falt: Falt, node: ScalarNode) -> Tolkat[int]:
    return svenska.parse_antal(_PERCENT.sub("", node.text))


def _as_text(parse: Callable[[object], Tolkat[Any]]) -> Callable[[Falt, ScalarNode], Tolkat[Any]]:
    return lambda _falt, node: parse(node.text)


def _identifier(parse: Callable[[object], Tolkat[str]]) -> Callable[[Falt, ScalarNode], Tolkat[str]]:
    """A reader of identifiers: one that is wrong is kept as it stands, for a rule to judge."""

    def read(falt: Falt, node: ScalarNode) -> Tolkat[str]:
        try:
            return parse(node.text)
        except TolkningsFel:
            return _text(falt, node)

    return read


def _choice(falt: Falt, node: ScalarNode) -> Tolkat[enum.Flag]:
    kind = CHOICES[falt.slag]
    word = fold(node.text)
    if kind is Svar and word in _TRUE + _FALSE:
        answer = "ja" if word in _TRUE else "nej"
        remark = None if node.written is Written.BOOL else f"läste {quote(node.text)} som {answer}"
        return Tolkat(Svar[answer.upper()], remark)
    if word.upper() not in kind.__members__:
        words = lista([name.lower() for name in kind.__members__], "eller")
        raise TolkningsFel(f"Kan inte läsa {quote(node.text)} som ett svar. Skriv {words}.")
    return Tolkat(kind[word.upper()])


def _yes(_falt: Falt, node: ScalarNode) -> Tolkat[bool]:
    word = fold(node.text)
    if word not in {"ja", "nej", *_TRUE, *_FALSE}:
        raise TolkningsFel(f"Kan inte läsa {quote(node.text)} som ja eller nej. Skriv ja eller nej.")
    answer = word in {"ja", *_TRUE}
    as_written = node.written is Written.BOOL or word in {"ja", "nej"}
    return Tolkat(answer, None if as_written else f"läste {quote(node.text)} som {'ja' if answer else 'nej'}")


def _word(falt: Falt, node: ScalarNode) -> Tolkat[str]:
    words = {fold(word): word for word in falt.val}
    word = fold(node.text)
    if word not in words:
        raise TolkningsFel(f"Kan inte läsa {quote(node.text)}. Skriv {lista(falt.val, 'eller')}.")
    return Tolkat(words[word])


_PARSERS: Final[Mapping[Slag, Callable[[Falt, ScalarNode], Tolkat[Any]]]] = {
    Slag.TEXT: _text,
    Slag.LANGTEXT: _long_text,
    Slag.LISTA: _text,
    Slag.ANTAL: _number(svenska.parse_antal),
    Slag.KRONOR: _number(svenska.parse_kronor),
    Slag.ARSANSTALLNINGAR: _number(svenska.parse_arsanstallningar),
    Slag.PROCENT: _percent,
    Slag.AR: _as_text(svenska.parse_ar),
    Slag.DATUM: _as_text(svenska.parse_datum),
    Slag.SVAR: _choice,
    Slag.ALTERNATIV: _choice,
    Slag.JA: _yes,
    Slag.VAL: _word,
    Slag.TELEFON: _identifier(svenska.parse_telefon),
    Slag.EPOST: _identifier(svenska.parse_epost),
    Slag.POSTNUMMER: _identifier(svenska.parse_postnummer),
    Slag.ORGANISATIONSNUMMER: _identifier(svenska.parse_organisationsnummer),
    Slag.PLUSGIRO: _identifier(svenska.parse_plusgiro),
    Slag.BANKGIRO: _identifier(svenska.parse_bankgiro),
}
