"""Values as WordprocessingML text. Everything is escaped; only XML that the engine made passes as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from poreport.markdown import ILLEGAL_IN_XML, MarkdownText, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["escape_attribute", "plain_text", "word_text"]

_SPECIAL = re.compile(f'[&<>"\t\n\r\x85\u2028\u2029\x0b{ILLEGAL_IN_XML}]')
_IN_TEXT = re.compile(f'\r\n|[&<>"\t\n\r\x85\u2028\u2029\x0b{ILLEGAL_IN_XML}]')
_XML_TAG = re.compile(r"<[^>]*>")

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_TEXT = {
    **_ENTITIES,
    **dict.fromkeys(("\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"), _BREAK),
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_PLAIN = {**_ENTITIES, **dict.fromkeys(("\t", "\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"), " ")}

_find_special = _SPECIAL.search


def word_text(value: Any) -> str:
    """A value as the inside of a `w:t`; a line break and a tab become Word's own.

    None is empty, Markdown is printed plain, XML that the engine made passes. Called for every value in a
    document, so the common cases come first: most values are numbers and single words.

    Raises:
        jinja2.UndefinedError: the value is undefined.
    """
    if value.__class__ is str:
        if value.isalnum() or _find_special(value) is None:
            return value
        return _IN_TEXT.sub(_as_text, value)
    return _uncommon(value, word_text)


def plain_text(value: Any) -> str:
    """A value where only characters may stand (attributes, drawings, field codes); a break is a space."""
    if value.__class__ is str:
        return escape_attribute(value)
    if isinstance(value, Markup):
        return _XML_TAG.sub(" ", value)
    return _uncommon(value, plain_text)


def escape_attribute(text: str) -> str:
    """Text as the value of an XML attribute."""
    return _IN_TEXT.sub(_as_plain, text)


def _as_text(match: re.Match[str]) -> str:
    return _TEXT.get(match[0], "")


def _as_plain(match: re.Match[str]) -> str:
    return _PLAIN.get(match[0], "")


def _uncommon(value: Any, write: Callable[[Any], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, MarkdownText):
        return write(to_plain(value))
    if isinstance(value, Markup):
        return str(value)
    return write(str.__str__(value) if isinstance(value, str) else str(value))
