"""What a person puts in a box: a cross, a tick, a word, a number, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from poreport.model import Svar
from poreport.read.flow import TICKED, UNTICKED, ticks_to_tokens
from poreport.read.form.stream import squeeze
from poreport.svenska import fold, is_blank, quote

__all__ = ["GENDERS", "Mark", "heading_of", "is_cross", "is_value", "option_of", "read_mark", "read_options"]

_WORDS: Final = {name.lower().replace("_", " "): name.lower() for name in Svar.__members__} | {
    "kan inte bedöma": "kan_inte_bedoma",
    "kan ej bedöma": "kan_inte_bedoma",
    "vet ej": "vet_inte",
}
_OPTION: Final = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)), re.IGNORECASE)
_HEAD: Final = re.compile(rf"\W*({_OPTION.pattern})\b(?:\W*$|\s*[(,:])", re.IGNORECASE)
_TICK: Final = re.compile(rf"[{TICKED}{UNTICKED}]|(?<![\w-])[xX](?![\w-])|\(\s?[xX]\s?\)")
GENDERS: Final = frozenset(("kvinnor", "man"))
_GENDER_WORDS: Final = {
    "kvinnor": "kvinnor",
    "kvinna": "kvinnor",
    "antalkvinnor": "kvinnor",
    "män": "man",
    "man": "man",
    "antalmän": "man",
}
_VALUE: Final = re.compile(
    r"[-–—]{1,2}|(?:ca\.? )?\d[\d ]{0,12}(?:[.,]\d+)?(?: ?(?:%|[a-zåäö]{1,12}\.?|[:,][-–]))?", re.IGNORECASE
)
_CROSS: Final = re.compile(r"[*_(\[]*[xX✕×X]{1,3}[*_)\].]*")


@frozen
class Mark:
    """What stands in the cell of a tick box.

    Attributes:
        ticked: Whether it is ticked.
        option: The answer that a word in it says, when that is not the cell's own.
        rest: What stands there besides.
        remark: What was interpreted, or None.
    """

    ticked: bool
    option: str | None = None
    rest: str = ""
    remark: str | None = None


def option_of(text: str) -> str | None:
    """The answer that a text names alone or first ("Ja", "Delvis (t.ex. …)"), or None."""
    match = _HEAD.match(text)
    return _WORDS[match[1].lower()] if match else None


def heading_of(text: str) -> str | None:
    """The gender or the answer that a column is headed by, or None."""
    return _GENDER_WORDS.get(squeeze(text)) or option_of(text)


def is_cross(text: str) -> bool:
    """Tell whether a text is a cross or a ticked box and nothing else."""
    return _CROSS.fullmatch(text.strip()) is not None or text.strip() == TICKED


def is_value(text: str) -> bool:
    """Tell whether a text is what a small cell holds: a cross, a box, a dash, or a figure with its unit."""
    bare = text.strip()
    return bool(_CROSS.fullmatch(bare) or _VALUE.fullmatch(bare)) or bare in {TICKED, UNTICKED}


def read_mark(text: str, option: str, label: str = "") -> Mark:
    """Read the cell of a tick box.

    Args:
        text: What stands in it.
        option: Which answer the box is for (`ja`, `okat_utbud`).
        label: What is printed beside the box.
    """
    bare = ticks_to_tokens(text.strip())
    if TICKED in bare or _CROSS.fullmatch(bare):
        rest = bare.replace(TICKED, " ").replace(UNTICKED, " ").strip() if TICKED in bare else ""
        return _with_rest(rest, option, label)
    if not bare.replace(UNTICKED, "").strip():
        return Mark(ticked=False)
    if is_blank(bare):
        return Mark(ticked=False, remark=f"läste {quote(bare)} som inte ifyllt")
    bare = bare.replace(UNTICKED, "").strip()
    word = _word_in(bare)
    if word is None and squeeze(bare) in {squeeze(label), fold(option).replace("_", "")} - {""}:
        word = option
    if word is not None:
        return _by_word(bare, word, option)
    cross = re.match(r"[xX](?=[\s,.:;(])[\s,.:;]*", bare)
    if cross:
        return _with_rest(bare[cross.end() :], option, label)
    return Mark(ticked=False, rest=bare)


def _by_word(text: str, word: str, option: str) -> Mark:
    """A box with a word in it instead of a cross."""
    if word == option or (word == "ja" and option.upper() not in Svar.__members__):
        return Mark(ticked=True, remark=f"läste {quote(text)} som ett kryss")
    if option.upper() not in Svar.__members__:
        return Mark(ticked=False, remark=f"läste {quote(text)} som inte ifyllt")
    return Mark(ticked=True, option=word, remark=f"läste {quote(text)} som svaret {word.replace('_', ' ')}")


def _with_rest(rest: str, option: str, label: str) -> Mark:
    """A ticked box; its own word beside the tick says nothing more."""
    same = squeeze(rest) in {squeeze(label), fold(option).replace("_", ""), ""} or _word_in(rest) == option
    return Mark(ticked=True, rest="" if same else rest)


def _word_in(text: str) -> str | None:
    """The answer that a text is, and nothing else."""
    return _WORDS.get(text.strip(" .!*_:").lower())


def read_options(text: str) -> list[str] | None:
    """The answers ticked in a text that holds boxes and their words ("☒ Ja ☐ Nej"); None when it does not.

    A text that is one answer's word alone ("Ja.") counts as that answer.
    """
    alone = _word_in(text)
    if alone is not None:
        return [alone]
    ticks = [(match.start(), match[0] != UNTICKED, None) for match in _TICK.finditer(text)]
    words = [(match.start(), False, _WORDS[match[0].lower()]) for match in _OPTION.finditer(text)]
    if not ticks or not words:
        return None
    if squeeze(_OPTION.sub("", _TICK.sub("", text))):
        return None
    return _paired(sorted([*ticks, *words], key=lambda item: item[0]))


def _paired(parts: Sequence[tuple[int, bool, str | None]]) -> list[str] | None:
    """The words whose box, before or after each of them, is ticked."""
    before = parts[0][2] is None
    found = []
    for number, (_, _, word) in enumerate(parts):
        if word is None:
            continue
        other = number - 1 if before else number + 1
        if 0 <= other < len(parts) and parts[other][2] is None and parts[other][1]:
            found.append(word)
    return found
