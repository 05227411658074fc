"""What to tell a person whose key or value does not fit: the nearest key, the right place, an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from poreport.model import Arende, Falt, Slag, falt_i
from poreport.read.nodes import MappingNode, Node, ScalarNode
from poreport.svenska import fold, lista, quote

__all__ = ["EXAMPLES", "last", "not_a_part", "not_a_value", "unknown_key"]

EXAMPLES: Final[Mapping[Slag, str]] = {Slag.AR: "2021"}
"""What a mandatory value can look like."""

_MOST_PLACES: Final = 3
_NEAR: Final = 0.7
_LONGEST_KEY: Final = 60


def last(path: str) -> str:
    """The last key of a path: `omraden[0].namn` gives ”namn”."""
    return path.rpartition(".")[2]


def unknown_key(key: str, known: Iterable[str], path: str) -> str:
    """What is wrong with a key that is no field here, and which one may have been meant."""
    known = tuple(known)
    unspaced = _without_space(key, known)
    if unspaced:
        return unspaced
    namn = fold(key)
    inside = f"under {quote(last(path))}" if path else "överst i filen"
    text = f"Nyckeln {quote(key)} finns inte {inside}."
    from difflib import get_close_matches

    near = get_close_matches(namn[:_LONGEST_KEY], known, n=1, cutoff=_NEAR)
    if near:
        return f"{text} Menade du {near[0]}?"
    parents = _places().get(namn, ())
    if parents:
        return f"{text} Den hör hemma {_nearest(parents, path)}."
    return f"{text} Där finns: {', '.join(known)}."


def _without_space(text: str, known: Iterable[str]) -> str | None:
    """What to say of `ar:2021`, which is one word to YAML."""
    before, colon, after = text.partition(":")
    if not colon or fold(before) not in known:
        return None
    return f"Efter nyckeln ska det stå kolon och ett blanksteg: {fold(before)}: {quote(after.strip())[1:-1]}"


def _nearest(parents: Iterable[str], path: str) -> str:
    """The places of a key in words, at most three, those in the same document first."""
    top = path.partition(".")[0]
    ordered = sorted(parents, key=lambda parent: parent.partition(".")[0] != top)[:_MOST_PLACES]
    return "överst i filen" if "" in ordered else f"under {lista(ordered, 'eller')}"


@lru_cache(maxsize=1)
def _places() -> Mapping[str, tuple[str, ...]]:
    """Every key of the model, with the paths under which it stands."""
    found: dict[str, dict[str, None]] = {}
    for parent, namn in _keys(Arende, ""):
        found.setdefault(namn, {})[parent] = None
    return {namn: tuple(parents) for namn, parents in found.items()}


def _keys(klass: type[Any], path: str) -> Iterator[tuple[str, str]]:
    for namn, falt in falt_i(klass).items():
        yield path, namn
        if falt.klass is not None:
            yield from _keys(falt.klass, f"{path}.{namn}" if path else namn)


def not_a_part(falt: Falt, node: Node, path: str) -> str:
    """What is wrong when a list or a value stands where keys were expected."""
    known = falt_i(falt.klass) if falt.klass else {}
    found = "en lista"
    if isinstance(node, ScalarNode):
        unspaced = _without_space(node.text, known)
        if unspaced:
            return unspaced
        found = "ett ensamt värde"
    return (
        f"{quote(last(path))} har egna nycklar, inte {found}. Skriv dem på raderna under, indragna två "
        f"blanksteg: {', '.join(known)}."
    )


def not_a_value(falt: Falt, node: Node, path: str) -> str:
    """What is wrong when a list or keys stand where one value was expected."""
    if not isinstance(node, MappingNode):
        return (
            f"{quote(last(path))} är ett enda värde, inte en lista. Skriv det efter kolon, utan bindestreck."
        )
    text = f"{quote(last(path))} är ett enda värde och har inga egna nycklar."
    if falt.slag in {Slag.TEXT, Slag.LANGTEXT, Slag.LISTA}:
        return f"{text} Är det här en text med kolon, sätt hela texten i citattecken."
    return text
