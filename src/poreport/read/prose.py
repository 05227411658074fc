"""What stands in an answer, as the model keeps it: one line, a list of names, or the small Markdown.

Line wraps, hyphens at the end of a line and page breaks belong to the paper and go; paragraphs, lists and
line breaks that the writer made stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from poreport.read.flow import BOLD_OFF, BOLD_ON, is_rule
from poreport.svenska import epost_ok, quote

__all__ = ["Piece", "Prose", "is_page_number", "join_hyphen", "without_page_number", "words_of"]

_LOWER: Final = "a-zåäöéüа-я"
_WRAP_HYPHEN: Final = re.compile(rf"(?<![\w-])([\w/]*[{_LOWER}]{{2}})- ([{_LOWER}]{{2,}}-?)", re.IGNORECASE)
_BROKEN: Final = re.compile(r"\w+- \w+")
_MAY_END_A_WORD: Final = frozenset(
    ("den", "det", "de", "en", "ett", "men", "var", "in", "ut", "upp", "med", "till")
)
_HYPHEN_STAYS: Final = frozenset(
    [
        "och",
        "eller",
        "samt",
        "som",
        "men",
        "att",
        "för",
        "till",
        "i",
        "på",
        "av",
        "med",
        "den",
        "det",
        "de",
        "en",
        "ett",
        "är",
        "var",
        "har",
        "kan",
        "ska",
        "vid",
        "om",
        "inte",
        "under",
        "över",
        "från",
        "utan",
        "mot",
        "mellan",
        "så",
        "då",
        "när",
        "där",
        "där-",
        "respektive",
        "alternativt",
        "and/eller",
        "och/eller",
        "plus",
        "upp",
        "ut",
        "in",
    ]
)
_BULLET: Final = re.compile(r"(?:[•·▪●◦]|[-–—*](?=\s))\s*(?=\S)")
_NUMBER: Final = re.compile(r"\d{1,3}[.)]\s+\S")
_INLINE_BULLETS: Final = re.compile(r"\s*[•▪●]\s*")
_ENDS_SENTENCE: Final = re.compile(r"[.!?:;”\"»)]\W*$")
_PAGE_NUMBER: Final = re.compile(
    r"(?:sid(?:an|a)?\.?\s*)?\d{1,3}\s*(?:\(\d{1,3}\)|av\s+\d{1,3})|sid(?:an|a)\.?\s*\d{1,3}", re.IGNORECASE
)
_MARKUP: Final = re.compile(r"([*\\])|(?<!\w)(_)|(_)(?!\w)")
_CUT_WORD: Final = re.compile(rf"[{_LOWER}]{{2}}-\n(?!och\b|eller\b|samt\b|respektive\b)[{_LOWER}]{{2}}")
_ENDS_IN_NUMBER: Final = re.compile(r"\s+(?:sida\s+)?\d{1,3}\s*(?:\(\d{1,3}\)|av\s+\d{1,3})$", re.IGNORECASE)
_EMPTY_BOLD: Final = re.compile(r"\*\*\s*\*\*")
_BOLD: Final = re.compile(f"{BOLD_ON}(\\s*)(.+?)(\\s*){BOLD_OFF}", re.DOTALL)
_SPACES: Final = re.compile(r"[ \t]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@frozen
class Piece:
    """A part of an answer, as it stands in one cell.

    Attributes:
        text: The text; a blank line parts paragraphs.
        row: Index of the row it stands in.
        column: Its column in the row.
        gap: Blank lines before it.
        joins: Whether it only goes on with the line before.
        interrupted: Whether a page break or printed text stands between it and the piece before.
        in_table: Whether it stands in a table.
    """

    text: str
    row: int = 0
    column: int = 0
    gap: int = 0
    joins: bool = False
    interrupted: bool = False
    in_table: bool = False


def is_page_number(text: str) -> bool:
    """Tell whether a text is only a page number ("1 (4)", "Sida 2 av 4")."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def without_page_number(text: str) -> str:
    """A line at the edge of a page without the page number that ends it ("Kalmar kommun 1 (4)")."""
    return _ENDS_IN_NUMBER.sub("", text).strip()


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """All words of some texts, in lower case; two words with a hyphen count also as one."""
    # The parts of a word that a wrap has broken are no words.
    found = {word.lower() for text in texts for word in _WORD.findall(_BROKEN.sub(" ", text))}
    return frozenset(found | {part for word in found if "-" in word for part in word.split("-")})


def join_hyphen(before: str, after: str) -> str:
    """Two lines as one, where the first ends with a hyphen.

    A hyphen from wrapping goes; one that belongs to the words stays ("Arbetsmarknads-" + "och",
    "SIP-" + "möten", "Hässelby-" + "Vällingby").
    """
    kept, between = _at_hyphen(before[-_TAIL:], after)
    return f"{before if kept else before[:-1]}{between}{after}"


def _at_hyphen(before: str, after: str) -> tuple[bool, str]:
    """Whether the hyphen at the end of a line stays, and what stands between it and the next line."""
    stem = before[:-1]
    first = after.split(maxsplit=1)[0].lower().strip(",.;:") if after.strip() else ""
    if not stem or stem[-1].isspace() or first in _HYPHEN_STAYS or first.endswith("-"):
        return True, " "
    last = re.split(r"[\s/]", stem)[-1]
    if "@" in last or "@" in first:
        return True, " "  # whether the hyphen belongs to an address, its reader decides
    is_acronym = last[:2].isupper() and len(last) > 1
    return not (after[:1].islower() and stem[-1].islower() and not is_acronym), ""


@frozen
class Prose:
    """Makes answers of pieces, in the manner of one document.

    Attributes:
        vocabulary: All words of the document, which tell a hyphen left by wrapping from one that was written.
        marked_up: Whether stars in the text are bold and italics.
    """

    vocabulary: frozenset[str] = field(factory=frozenset)
    marked_up: bool = False

    def address(self, text: str) -> str:
        """An e-mail address without the wraps of a narrow cell.

        A hyphen at a wrap goes, unless the document writes the two parts with a hyphen (Anna-Lena).
        """

        def whole(match: re.Match[str]) -> str:
            return (
                f"{match[1]}-{match[2]}"
                if f"{match[1]}-{match[2]}".lower() in self.vocabulary
                else match[1] + match[2]
            )

        text = re.sub(r"(\w+)- (\w+)", whole, text)
        bare = text.replace(" ", "")
        return bare if " " in text and epost_ok(bare) else text

    def line(self, pieces: Sequence[Piece]) -> tuple[str, list[str]]:
        """An answer on one line, and what was interpreted."""
        remarks: list[str] = []
        text = ""
        for piece in pieces:
            for part in piece.text.split("\n"):
                text = _appended(text, part.strip(), " ") if text else part.strip()
        text = self._without_wraps(_SPACES.sub(" ", text), remarks, in_table=True)
        return (_unmarked(text) if self.marked_up else _plain(text)), remarks

    def lines(self, pieces: Sequence[Piece]) -> list[str]:
        """The lines of an answer as they stand, without blank ones."""
        found: list[str] = []
        for piece in pieces:
            for part in piece.text.split("\n"):
                text = _SPACES.sub(" ", part).strip()
                if not text or is_rule(text):
                    continue
                if piece.joins and found:
                    found[-1] = _appended(found[-1], text, " ")
                else:
                    found.append(_unmarked(text) if self.marked_up else _plain(text))
        return found

    def markdown(self, pieces: Sequence[Piece]) -> tuple[str, list[str]]:
        """An answer in the small Markdown, and what was interpreted."""
        remarks: list[str] = []
        found: list[_Paragraph] = []
        lines = list(_lines(pieces))
        only_rules = all(is_rule(piece.text) for piece in lines)
        interrupted = False
        for piece in lines:
            line = _SPACES.sub(" ", piece.text).strip()
            interrupted = bool(found) and (interrupted or piece.interrupted)
            if not only_rules and (is_rule(line) or line in _LONE_DASHES):
                remarks.append(f"tog bort en rad med bara streck ({quote(line)})")
                interrupted = bool(found)
                continue
            line = self._marked(self._without_wraps(line, remarks, in_table=piece.in_table))
            if found and found[-1].takes(line, joins=piece.joins, interrupted=interrupted):
                found[-1].lines.append(line)
            else:
                found.append(_Paragraph([line], apart=bool(piece.gap) or interrupted))
            interrupted = False
        # Only when the lines are one does a hyphen between two of them show what it is.
        return self._without_wraps(_assembled(found), remarks, in_table=False), remarks

    def _marked(self, line: str) -> str:
        """A line with its bold in Markdown, and with signs that are no Markdown escaped."""
        if not self.marked_up:
            line = _plain(_BOLD.sub(r"\1**\2**\3", _MARKUP.sub(r"\\\g<0>", line)))
        return _EMPTY_BOLD.sub("", line)

    def names(self, pieces: Sequence[Piece]) -> list[str]:
        """A list of names: one a line, with bullets, or between commas; a sentence is one item."""
        found: list[str] = []
        for line in self.lines(pieces):
            for part in _INLINE_BULLETS.split(line):
                bare = _BULLET.sub("", part, count=1) if _BULLET.match(part) else part
                bare = self._without_wraps(bare.strip(), [], in_table=True)
                found += _split_names(bare)
        return found

    def _without_wraps(self, text: str, remarks: list[str], *, in_table: bool) -> str:
        """A line of an extracted text freed from the hyphens that wrapping left in it."""
        if "- " not in text:
            return text

        def joined(match: re.Match[str]) -> str:
            stem, rest = match[1], match[2]
            if f"{stem}-{rest}".lower() in self.vocabulary:
                return f"{stem}-{rest}"
            word = re.split(r"[/]", stem)[-1] + rest
            known = any(other.startswith(word.lower()) for other in self.vocabulary)
            after = rest.lower()
            stays = after in _HYPHEN_STAYS and not (after in _MAY_END_A_WORD and (in_table or known))
            stays = stays or rest.endswith("-")
            # In a narrow cell a hyphen before a space is a wrap; in prose it may be one that was written.
            written = not known and not in_table and (not self.marked_up or after in self.vocabulary)
            if stays or written:
                return match[0]
            remarks.append(f"läste {quote(match[0])} som {quote(stem + rest)}")
            return stem + rest

        return _WRAP_HYPHEN.sub(joined, text)


def _lines(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """One piece a line; a blank line within a cell is a gap."""
    for piece in pieces:
        gap, first = piece.gap, True
        for part in piece.text.split("\n"):
            if not part.strip():
                gap += not first
                continue
            yield evolve(
                piece,
                text=part,
                gap=gap,
                joins=piece.joins and first,
                interrupted=piece.interrupted and first,
            )
            gap, first = 0, False


@define
class _Paragraph:
    """A paragraph or list item, line by line; `apart` when a blank line stands before it."""

    lines: list[str]
    apart: bool

    @property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return _is_item(self.lines[0])

    def takes(self, line: str, *, joins: bool, interrupted: bool) -> bool:
        """Whether a line continues the sentence of the last one."""
        if _is_item(line):
            return False
        last = self.lines[-1]
        if joins or _CUT_WORD.search(f"{last[-_TAIL:]}\n{line[:_TAIL]}"):
            return True
        cut = interrupted or len(last) > _LONG_LINE
        return cut and (
            last.endswith("-") or (not _ENDS_SENTENCE.search(last[-_TAIL:]) and line[:1].islower())
        )

    def text(self) -> str:
        """The lines as one."""
        parts = [self.lines[0]]
        for line in self.lines[1:]:
            if parts[-1].endswith("-") and parts[-1][-2:-1].strip():
                kept, between = _at_hyphen(parts[-1][-_TAIL:], line)
                parts[-1] = parts[-1] if kept else parts[-1][:-1]
            else:
                between = " "
            parts += (between, line) if between else (line,)
        return "".join(parts)


def _assembled(paragraphs: Sequence[_Paragraph]) -> str:
    """Paragraphs and list items as one text."""
    parts: list[str] = []
    was_item = False
    for number, paragraph in enumerate(paragraphs):
        if number:
            is_list = was_item and paragraph.is_item
            parts.append("\n" if is_list or not (was_item or paragraph.apart) else "\n\n")
        parts.append(_with_markers(paragraph.text()))
        was_item = paragraph.is_item
    return "".join(parts).strip()


def _appended(text: str, line: str, between: str) -> str:
    if text.endswith("-") and text[-2:-1].strip():
        return join_hyphen(text, line)
    return f"{text}{between}{line}"


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) and not line.startswith("**")) or bool(_NUMBER.match(line))


def _with_markers(line: str) -> str:
    """A line with the bullets of the small Markdown."""
    parts = [part for part in _INLINE_BULLETS.split(line) if part]
    match = None if line.startswith("**") else _BULLET.match(line)
    if len(_INLINE_BULLETS.findall(line)) > 1:
        first = [] if match else [parts[0]]
        return "\n".join(first + [f"- {item}" for item in parts[len(first) :]])
    return f"- {line[match.end() :]}" if match else line


def _plain(text: str) -> str:
    """A text without the signs for bold."""
    return text.replace(BOLD_ON, "").replace(BOLD_OFF, "")


def _unmarked(text: str) -> str:
    """A line without bold and italics."""
    return re.sub(r"\*\*([^*]+)\*\*|(?<!\w)\*([^*\s][^*]*)\*(?!\w)", lambda m: m[1] or m[2], text)


_LONGEST_NAME: Final = 5
_TAIL: Final = 100
"""Signs at the end of a line that tell whether the next one continues it."""
_LONE_DASHES: Final = frozenset("-–—")
_LONG_LINE: Final = 60
"""A longer line that ends in the middle of a sentence was cut, by a page break or a line wrap."""


def _split_names(line: str) -> list[str]:
    """Names between commas; "och" parts two names when all are short."""
    parts = [part.strip() for part in re.split(r"[,;]\s+|,$", line.rstrip(".")) if part.strip()]
    last = re.split(r"\s+(?:och|samt|&)\s+", parts[-1]) if parts else []
    split = [*parts[:-1], *last]
    if all(len(part.split()) <= _LONGEST_NAME and part[:1].isupper() for part in split):
        return split
    return [line] if line else []
