"""Find the Jinja tags in a part and repair what Word did to them.

Word splits a tag over several runs (spelling marks, revision ids, a word made bold and plain again), turns
its quotes into curly ones and its spaces into no-break spaces. Here each tag becomes one token in the run
where it begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from poreport.render.word.errors import Place, Problem
from poreport.render.word.ooxml import (
    A_NS,
    BR,
    M_NS,
    PPR,
    RPR,
    SDT_CONTENT,
    SDT_PR,
    TAB,
    TC,
    TR,
    XML_SPACE,
    P,
    R,
    T,
    is_element,
    remove,
    w,
)
from poreport.render.word.tokens import Draft, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from poreport.render.word.places import Places
    from poreport.render.word.tokens import Scope

__all__ = ["find_tags"]

# A string in a tag may hold "}}"; one that would run into the next tag is an apostrophe, not a string.
_STRING = r"""(?:"(?:[^"{]|\{(?![{%]))*"|'(?:[^'{]|\{(?![{%]))*')"""
_TAG = re.compile(
    rf"""\{{\{{(?:{_STRING}|[^"'])*?\}}\}}|\{{%(?:{_STRING}|[^"'])*?%\}}|\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{\#.*?\#\}}""",
    re.DOTALL,
)
_LEFTOVER = re.compile(r"\{[{%#].{0,30}|.{0,30}[}%]\}", re.DOTALL)
_SCOPE = re.compile(r"(p|tr|tc|r)\s+(?=\S)")
_INVISIBLE = str.maketrans(
    "\u00a0\u202f\u2009\u2011\u2013\u2212", "   ---", "\u00ad\u200b\u200c\u200d\u2060\ufeff"
)
_DOUBLE = frozenset('"”“„‟″«»')
_SINGLE = frozenset("'’‘‚‛′")
_LONGEST_QUOTE = 60

_PREFORMATTED = {T: None, TAB: "\t", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): "\u00ad"}
# Deleted text, paragraphs within the paragraph (text boxes), and properties (a w:tab there is a tab stop).
_NOT_SHOWN = frozenset({w("del"), w("moveFrom"), P, PPR, RPR, SDT_PR})
# Elements that hold characters and nothing else; Word's own line break cannot stand in them.
_BARE_TEXT = frozenset({w("instrText"), f"{{{A_NS}}}t", f"{{{M_NS}}}t"})
_SCOPE_ELEMENTS: dict[Scope, str] = {"p": P, "tr": TR, "tc": TC, "r": R}
_SCOPE_HELP: dict[Scope, str] = {
    "p": "i ett stycke",
    "tr": "i en tabellrad",
    "tc": "i en tabellcell",
    "r": "i ett stycke",
}


@attrs.define
class _Piece:
    """An element that shows characters, and where they stand in the text of its paragraph."""

    element: _Element
    text: str
    start: int
    changed: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_tags(draft: Draft, places: Places) -> None:
    """Replace every tag in a part by a token; comments are dropped, broken tags are reported."""
    for paragraph in list(draft.root.iter(P)):
        _find_in_paragraph(draft, paragraph, places.of(paragraph))
    for element in draft.root.iter():
        if not is_element(element):
            continue
        if element.tag in _BARE_TEXT and element.text and "{" in element.text:
            element.text = _find_in_string(draft, element.text, element, places.of(element))
        for name, value in element.attrib.items():
            if "{{" in value or "{%" in value:
                place = places.of(element)
                element.set(name, _find_in_string(draft, str(value), element, place, str(name)))


def _find_in_paragraph(draft: Draft, paragraph: _Element, place: Place) -> None:
    pieces: list[_Piece] = []
    length = 0
    for element in _showing(paragraph):
        fixed = _PREFORMATTED.get(element.tag, "\n")
        piece = _Piece(element, element.text or "" if fixed is None else fixed, length)
        pieces.append(piece)
        length = piece.end
    text = "".join(piece.text for piece in pieces)
    if "{" not in text and "}" not in text:
        return
    matches = list(_TAG.finditer(text))
    _report_leftovers(draft, text, matches, place)
    # From the last to the first, so that what is before stays where it is.
    for match in reversed(matches):
        covered = [piece for piece in pieces if piece.start < match.end() and piece.end > match.start()]
        first, last = covered[0], covered[-1]
        tag = _tag(draft, match[0], first.element, place)
        after = last.text[match.end() - last.start :]
        before = first.text[: match.start() - first.start]
        if last is not first:
            last.text = after
            after = ""
        first.text = before + (draft.in_text(tag) if tag else "") + after
        for piece in covered[1:-1]:
            piece.text = ""
        for piece in covered:
            piece.changed = True
    for piece in pieces:
        if piece.changed:
            _put_back(piece)


def _showing(paragraph: _Element) -> Iterator[_Element]:
    """Elements that show characters, in order."""
    for child in paragraph:
        if child.tag in _NOT_SHOWN:
            continue
        if child.tag in _PREFORMATTED or (child.tag == BR and child.get(w("type")) in {None, "textWrapping"}):
            yield child
        else:
            yield from _showing(child)


def _put_back(piece: _Piece) -> None:
    """Write a changed text to its element; an element left empty goes, and a run left empty with it."""
    element, run = piece.element, piece.element.getparent()
    if element.tag == T and (piece.text or _is_all_of_control(run)):
        element.text = piece.text
        element.set(XML_SPACE, "preserve")
    elif not piece.text:
        remove(element)
        if run is not None and run.tag == R and all(child.tag == RPR for child in run):
            remove(run)


def _is_all_of_control(run: _Element | None) -> bool:
    """Whether a control would have nothing in it without this run."""
    content = None if run is None else run.getparent()
    return content is not None and content.tag == SDT_CONTENT and len(content) == 1


def _find_in_string(
    draft: Draft, text: str, element: _Element, place: Place, attribute: str | None = None
) -> str:
    matches = list(_TAG.finditer(text))
    _report_leftovers(draft, text, matches, place)

    def as_token(match: re.Match[str]) -> str:
        tag = _tag(draft, match[0], element, place, attribute)
        if tag is None:
            return ""
        if tag.scope:
            draft.problems.append(Problem(f"{_quoted(tag.typed)} kan inte stå här.", place))
        return draft.in_text(tag)

    return _TAG.sub(as_token, text)


def _tag(
    draft: Draft, typed: str, element: _Element, place: Place, attribute: str | None = None
) -> Tag | None:
    """What a tag says; None for a comment that takes nothing with it and for a tag that is refused."""
    inner = typed[2:-2]
    comment = typed[1] == "#"
    scope_match = _SCOPE.match(inner)
    scope = _known_scope(scope_match[1]) if scope_match else ""
    if scope_match:
        inner = inner[scope_match.end() :]
    if comment and not scope:
        return None
    code = "" if comment else _tidy(inner)
    statement = typed[1] != "{"
    shown = " ".join(typed.split())
    if not statement and scope in {"tr", "tc"}:
        message = (
            f"{_quoted(shown)}: ett värde kan inte bli en hel rad eller cell. Skriv {{{{ … }}}} i cellen."
        )
    elif not code and not comment:
        message = f"Taggen {_quoted(shown)} är tom."
    elif "{{" in code or "{%" in code:
        message = f"Taggen {_quoted(shown)} avslutas inte innan nästa tagg börjar."
    elif "_po_" in code:
        message = f"Taggen {_quoted(shown)}: namn som börjar på ”_po_” är upptagna. Välj ett annat namn."
    elif scope and attribute is None and next(element.iterancestors(_SCOPE_ELEMENTS[scope]), None) is None:
        message = f"Taggen {_quoted(shown)} måste stå {_SCOPE_HELP[scope]}."
    else:
        plain = attribute is not None or element.tag in _BARE_TEXT
        return Tag(statement, scope, code, shown, place, element, attribute, plain=plain)
    draft.problems.append(Problem(message, place))
    return None


def _tidy(inner: str) -> str:
    """The code of a tag; `{%-` and `-%}` trim nothing here, since what is around a tag is XML."""
    inner = inner[1:] if inner[:1] in {"-", "+"} else inner
    inner = inner[:-1] if inner[-1:] in {"-", "+"} else inner
    return _straighten(inner).replace("\n", " ").replace("\t", " ").strip()


def _known_scope(text: str) -> Scope:
    for scope in _SCOPE_ELEMENTS:
        if scope == text:
            return scope
    return ""


def _report_leftovers(draft: Draft, text: str, matches: list[re.Match[str]], place: Place) -> None:
    """Report a tag that begins and does not end in its paragraph, or the other way round."""
    rest, position = [], 0
    for match in matches:
        rest.append(text[position : match.start()])
        position = match.end()
    for piece in (*rest, text[position:]):
        found = _LEFTOVER.search(piece)
        if found is None:
            continue
        shown = " ".join(found[0].split())
        if found[0][0] == "{":
            message = f"Taggen som börjar ”{shown}” avslutas inte. Den måste stå hel i ett enda stycke."
        else:
            message = f"”{shown}” avslutar en tagg som inte har börjat i samma stycke."
        draft.problems.append(Problem(message, place))


def _straighten(code: str) -> str:
    """Curly quotes to straight ones; outside strings also no-break spaces to spaces and dashes to minus."""
    written: list[str] = []
    index = 0
    while index < len(code):
        char = code[index]
        family, straight = (_DOUBLE, '"') if char in _DOUBLE else (_SINGLE, "'")
        if char not in family:
            written.append(char.translate(_INVISIBLE))
            index += 1
            continue
        end = _string_end(code, index, family, straight)
        written += (straight, code[index + 1 : end], straight if end < len(code) else "")
        index = end + 1
    return "".join(written)


def _string_end(code: str, start: int, family: frozenset[str], straight: str) -> int:
    """Where a string ends: at a straight quote if it began with one and there is one, else at any alike."""
    if code[start] == straight:
        index = start + 1
        while index < len(code) and code[index] != straight:
            index += 2 if code[index] == "\\" else 1
        if index < len(code):
            return index
    return next((i for i in range(start + 1, len(code)) if code[i] in family), len(code))


def _quoted(text: str) -> str:
    return f"”{text}”" if len(text) <= _LONGEST_QUOTE else f"”{text[:_LONGEST_QUOTE]} …”"
