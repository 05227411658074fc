"""Figures that an årsrapport states in its prose only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import frozen

from poreport.read.running.yearly_grid import BANDS
from poreport.svenska import tal_i_ord

__all__ = ["Stated", "figures_in", "whole_in"]

_WORDS: Final = {tal_i_ord(n): n for n in range(2, 13)} | {"femton": 15, "tjugo": 20}
_IN_WORDS: Final = f"(?:{'|'.join(_WORDS)})"
_N: Final = rf"(?<![\d,.–-])(\d{{1,3}}(?: \d{{3}}){{1,2}}|\d{{1,7}}|{'|'.join(_WORDS)})(?![\d,]|\.\d)"
_WHO: Final = r"(?:personer|klienter|individer|av dem|kontakter|ärenden|av klienterna)"
_COUNTS: Final = tuple(
    (path, re.compile(pattern, re.IGNORECASE))
    for path, pattern in (
        ("nya", rf"{_N} (?:{_WHO} )?(?:(?:var|är|som var) )?nytillkomna"),
        (
            "nya",
            (
                rf"{_N} (?:{_WHO} )?(?:(?:var|är|som var) )?nya"
                rf"(?= (?:{_WHO}|under|för|och (?:\d|{_IN_WORDS} ))|[.,;])"
            ),
        ),
        ("nya", rf"nya (?:{_WHO}|uppdrag)(?: under (?:året|\d{{4}}))?(?: (?:var|är|uppgick till))?:? {_N}"),
        ("nya", rf"nya (?:under (?:året|\d{{4}})|{_WHO})?: ?{_N}"),
        ("avslutade", rf"avslutade under (?:året|\d{{4}}): ?{_N}"),
        ("nya", rf"{_N} (?:{_WHO} )?(?:fick|har fått) (?:personligt )?(?:ombud|stöd) för första gången"),
        ("avslutade", rf"avslutades? kontakten med {_N}"),
        ("avslutade", rf"{_N} (?:{_WHO} )?(?:har avslutats|(?:blev |har )?avslutades?|avslutats)\b"),
        ("avslutade", rf"{_N} (?:{_WHO} )?(?:har )?avslut(?:at|ade) (?:sin|kontakten)"),
        ("avslutade", rf"avslutade {_WHO}(?: under (?:året|\d{{4}}))?(?: (?:var|är|uppgick till))?:? {_N}"),
        ("hushall_med_barn", rf"{_N} (?:av )?hushåll(?:en)?\b(?=[^.]{{0,200}}\bbarn\b)"),
    )
)
_CHANGE: Final = re.compile(rf"(minskning|ökning) med {_N} (?:personer|klienter)", re.IGNORECASE)
_MORE: Final = re.compile(
    rf"{_N} (?:{_WHO} )?(fler|färre)(?: {_WHO})? än (?:året|föregående|förra|under \d{{4}}|\d{{4}})",
    re.IGNORECASE,
)
_GREW: Final = re.compile(
    rf"antalet (?:klienter |personer )?(?:har )?(ökat|ökade|minskat|minskade)(?: antalet)?"
    rf" med {_N}(?! (?:procent|%))"
    rf"|(?:har|är) antalet (?:klienter |personer )?(ökat|minskat) med {_N}(?! (?:procent|%))",
    re.IGNORECASE,
)
_WHOLE_N: Final = r"(?<![\d,.–-])(\d{1,4})(?!\d|[.,]\d)"
_YEAR_BEFORE: Final = re.compile(
    r"(?:sedan|jämfört med|från|mot|än) (?:år )?(?:\d{4}|året|föregående|förra|fjol)", re.IGNORECASE
)
_COMPARED: Final = re.compile(rf"jämfört med (?:året innan|\d{{4}}): ?([+–−-]) ?{_N}", re.IGNORECASE)
_WHOLE_BY_GENDER: Final = re.compile(
    rf"{_WHOLE_N}(?: {_WHO})?[^.\d]{{0,60}}?,? (?:varav|därav|:|–|fördelat på)?,?"
    rf" ?{_N} (?:var )?kvinnor(?: \([^)]*\))?"
    rf"(?:,| och| samt) {_N} (?:var )?män",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    rf"(?<![\d,])(\d{{1,3}}|{'|'.join(_WORDS)})(,\d+)? ?(?:procent\b|%)", re.IGNORECASE
)
_ANAPHOR: Final = re.compile(r"(?:dessa|denna|gruppen|åldersgruppen)\b", re.IGNORECASE)
_GENDER: Final = re.compile(r"\b(kvinnor(?:na)?|män(?:nen)?)\b", re.IGNORECASE)
_AGES: Final = (
    *((name, re.compile(rf"\b{low}(?: år)?\s?(?:och|till|[-–])\s?{high}\b")) for name, low, high in BANDS),
    ("b65", re.compile(r"\b65 år\b|\böver 65\b|\b65\+")),
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\d])")
_GROWTH: Final = re.compile(r"\b(?:ökat|ökade|minskat|minskade|ökning|minskning)\b", re.IGNORECASE)
_PART: Final = re.compile(r"\b(?:nya|nytillkomna|avslutade|kön|ombuden|barn)\b", re.IGNORECASE)
_GENDER_KEYS: Final = ("kvinnor", "man")
_FARTHEST: Final = 110
_WHOLE: Final = 100
_ROUNDING: Final = 2


@frozen
class Stated:
    """A figure in the prose: path in the årsrapport, value, and the words it was found in."""

    path: str
    value: int
    words: str


def figures_in(text: str, units: Sequence[str] = ()) -> Iterator[Stated]:
    """The figures in a text, each once.

    Sentences about one of the units say nothing of the whole, and shares that do not sum to a hundred are
    left alone.

    Args:
        text: The text.
        units: The names of the units.
    """
    sentences = [
        sentence
        for line in text.split("\n")
        for sentence in _SENTENCE.split(" ".join(line.split()))
        if not any(unit.lower() in sentence.lower() for unit in units if unit)
    ]
    found: set[str] = set()
    for sentence in sentences:
        for path, pattern in _COUNTS:
            match = pattern.search(sentence)
            if match and path not in found:
                found.add(path)
                yield Stated(path, _number(match[1]), match[0])
    yield from _change(sentences)
    yield from _shares(sentences, "andel", _genders_in)
    yield from _shares(sentences, "aldersandelar", _ages_in)


def whole_in(text: str) -> tuple[int, int, int] | None:
    """How many women, men and both a text says that there were, where the two sum to the third."""
    for sentence in _SENTENCE.split(" ".join(text.split())):
        for match in _WHOLE_BY_GENDER.finditer(sentence):
            both, women, men = map(_number, match.groups())
            if women + men == both and not _PART.search(sentence[: match.end()]):
                return women, men, both
    return None


def _number(text: str) -> int:
    return _WORDS.get(text.lower()) or int(text.replace(" ", ""))


def _change(sentences: Sequence[str]) -> Iterator[Stated]:
    """How many more or fewer than the year before."""
    for sentence in sentences:
        change, more = _CHANGE.search(sentence), _MORE.search(sentence)
        if change:
            number = _number(change[2])
            yield Stated("forandring", -number if change[1].lower() == "minskning" else number, change[0])
            return
        if more:
            number = _number(more[1])
            yield Stated("forandring", -number if more[2].lower() == "färre" else number, more[0])
            return
        grew, compared = _GREW.search(sentence), _COMPARED.search(sentence)
        if grew and _YEAR_BEFORE.search(sentence):
            number = _number(grew[2] or grew[4])
            less = (grew[1] or grew[3]).lower().startswith("minsk")
            yield Stated("forandring", -number if less else number, grew[0])
            return
        if compared:
            number = _number(compared[2])
            yield Stated("forandring", number if compared[1] == "+" else -number, compared[0])
            return


_Token = tuple[int, str, int | None]
"""Where it stands; the key it names, or "" for a share; and the share, None when it is no whole percent."""


def _shares(
    sentences: Sequence[str], group: str, keys_in: Callable[[str], list[tuple[int, str]]]
) -> Iterator[Stated]:
    """Shares of the whole, each with the gender or the ages that it stands beside."""
    found: dict[str, tuple[int | None, str]] = {}
    for sentence in _with_what_goes_on(sentences):
        keys = keys_in(sentence)
        shares = [(m.start(), "", _number(m[1]) if not m[2] else None) for m in _SHARE.finditer(sentence)]
        if _GROWTH.search(sentence) or (len(keys) > len(shares) and len(keys) > 1):
            continue
        for key, share in _paired(
            sorted([*((at, key, None) for at, key in keys), *shares], key=_place)
        ).items():
            found.setdefault(key, (share, sentence))
    numbers = [share for share, _ in found.values() if share is not None]
    total = sum(numbers)
    whole = len(numbers) == len(_GENDER_KEYS if group == "andel" else _AGES)
    if abs(total - _WHOLE) <= _ROUNDING if whole else total <= _WHOLE + 1:
        for key, (share, words) in found.items():
            if share is not None:
                yield Stated(f"{group}{'_' if group == 'andel' else '.'}{key}", share, words)


def _place(token: _Token) -> int:
    return token[0]


def _with_what_goes_on(sentences: Sequence[str]) -> list[str]:
    """The sentences, where one that begins with "Dessa" goes on with the one before."""
    found: list[str] = []
    for sentence in sentences:
        if found and _ANAPHOR.match(sentence):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _paired(tokens: Sequence[_Token]) -> dict[str, int | None]:
    """Key → share: each with the token beside it, from the left."""
    found: dict[str, int | None] = {}
    number = 0
    while number + 1 < len(tokens):
        (at, key, share), (next_at, next_key, next_share) = tokens[number : number + 2]
        if bool(key) == bool(next_key) or next_at - at > _FARTHEST:
            number += 1
            continue
        found.setdefault(key or next_key, share if next_key else next_share)
        number += 2
    return found


def _genders_in(sentence: str) -> list[tuple[int, str]]:
    """The genders that a sentence names, unless it is about a part of the clients."""
    if _PART.search(sentence) or any(pattern.search(sentence) for _, pattern in _AGES):
        return []
    named = [(match.start(), match[1].lower()) for match in _GENDER.finditer(sentence)]
    return [(at, "kvinnor" if word.startswith("kvinn") else "man") for at, word in named]


def _ages_in(sentence: str) -> list[tuple[int, str]]:
    """The age bands that a sentence names, unless it is about a part of the clients."""
    if _PART.search(sentence) or _GENDER.search(sentence):
        return []
    return sorted((match.start(), name) for name, pattern in _AGES for match in pattern.finditer(sentence))
