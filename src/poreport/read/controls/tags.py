"""The tags of our content controls: which field of the model each of them names.

A tag is the path of a field, `redovisning.omraden[0].namn`; of a box with its option,
`redovisning.ko.svar=ja`; of an empty place for one of several fields with them all,
`ansokan.plusgiro|bankgiro`. The hidden bookmark around a control has a name from which its tag can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from attrs import frozen

from poreport.model import Ansokan, Falt, Redovisning, Slag, Tjansteskrivelse
from poreport.model.paths import bookmark_name, field_at, known_paths, split
from poreport.read.values import CHOICES

__all__ = ["CLASSES", "Tag", "open_path", "parse_tag", "tag_of_bookmark"]

CLASSES: Final[Mapping[str, type[Any]]] = {
    "redovisning": Redovisning,
    "ansokan": Ansokan,
    "tjansteskrivelse": Tjansteskrivelse,
}
"""The documents that are Word files, by the first word of their tags."""

_LONGEST: Final = 100
_STEP: Final = r"[a-z]\w*(?:\[\d{1,4}\])?"
_TAG: Final = re.compile(
    rf"({'|'.join(CLASSES)})\.({_STEP}(?:\.{_STEP})*)(?:=([a-z_]*))?((?:\|[a-z_]+)*)", re.ASCII
)
_ITEM: Final = re.compile(r"(.+)\[(\d+)\](?:\.(.+))?")
_POSITION: Final = re.compile(r"\[\d+\]")
_BOOKMARK: Final = re.compile(r"(_po_[0-9a-f]{8})((?:_\d{1,4})*)", re.ASCII)


@frozen
class Tag:
    """What a control is for.

    Attributes:
        kind: The document.
        path: The field, from the document.
        falt: What the field is.
        option: For a box what it says when it is ticked; for a control around others the word in its tag.
        others: The other fields that an empty place can be for, by name.
        listed: The list that the field stands in, else None.
        index: Its position there.
        rest: The path within the item: "" for an item that is a text.
    """

    kind: str
    path: str
    falt: Falt
    option: str | None = None
    others: tuple[str, ...] = ()
    listed: str | None = None
    index: int = 0
    rest: str = ""

    @property
    def open_path(self) -> str:
        """The path without positions, as the form tables write it: `omraden[].namn`."""
        return open_path(self.path)

    @property
    def is_group(self) -> bool:
        """Whether the control only stands around others and says something of them in its tag."""
        return self.option is not None and self.falt.slag is Slag.VAL


def open_path(path: str) -> str:
    """A path with open lists: `omraden[].namn`."""
    return _POSITION.sub("[]", path)


@lru_cache(maxsize=4096)
def parse_tag(text: str) -> Tag | None:
    """What a tag names; None for a tag that is none of ours."""
    match = _TAG.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    kind, path, option, others = match.groups()
    falt = _field(CLASSES[kind], path)
    if falt is None:
        return None
    item = _ITEM.fullmatch(path)
    return Tag(
        kind,
        path,
        falt,
        option,
        tuple(others.split("|")[1:]),
        *((item[1], int(item[2]), item[3] or "") if item else (None, 0, "")),
    )


def _field(klass: type[Any], path: str) -> Falt | None:
    """The field at a path that one control can hold; None when the path is none."""
    try:
        steps = split(path)
        falt = field_at(klass, path)
        lists = [field_at(klass, path[: match.start()]) for match in _POSITION.finditer(path)]
    except (AttributeError, ValueError):
        return None
    positions = sum(isinstance(step, int) for step in steps)
    if positions > 1 or any(listed.slag is not Slag.LISTA for listed in lists) or falt.klass is not None:
        return None
    if positions == 0 and any(_is_list(klass, steps[:end]) for end in range(1, len(steps))):
        return None
    return falt


def _is_list(klass: type[Any], steps: list[str | int]) -> bool:
    return field_at(klass, ".".join(map(str, steps))).slag is Slag.LISTA


def tag_of_bookmark(name: str) -> str | None:
    """The tag of the control that a hidden bookmark stands around; None for a bookmark of others."""
    match = _BOOKMARK.fullmatch(name)
    tag = _bookmarks().get(match[1]) if match else None
    if match is None or tag is None:
        return None
    positions = match[2].split("_")[1:]
    if len(positions) != tag.count("[]"):
        return None
    for position in positions:
        tag = tag.replace("[]", f"[{position}]", 1)
    return tag


@cache
def _bookmarks() -> dict[str, str]:
    """Names of bookmarks with the open tags that they are made from."""
    return {name: tag for tag in known_tags() if (name := bookmark_name(tag)) is not None}


def known_tags() -> Iterator[str]:
    """Every tag that a control can have, with open lists."""
    for kind, klass in CLASSES.items():
        for path in known_paths(klass):
            tag, falt = f"{kind}.{path}", field_at(klass, path)
            yield tag
            if falt.slag is Slag.LISTA:
                yield tag.removesuffix("[]")
            yield from (f"{tag}={word}" for word in _words(falt))


def _words(falt: Falt) -> list[str]:
    """What can stand after the path in a tag."""
    if falt.slag in CHOICES:
        return [option.lower() for option in CHOICES[falt.slag].__members__]
    if falt.slag is Slag.VAL:
        return ["", *(word for word in falt.val if word.isascii() and word.isidentifier())]
    return ["ja"] if falt.slag is Slag.JA else []
