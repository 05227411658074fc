"""What stands in an answer, as the model keeps it: one line, a list of names, or the small Markdown.

Line wraps, hyphens at the end of a line and page breaks belong to the paper and go; paragraphs, lists and
line breaks that the writer made stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve, field, frozen

from poreport.read.flow import BOLD_OFF, BOLD_ON, is_rule
from poreport.svenska import epost_ok, quote

__all__ = ["Piece", "Prose", "is_page_number", "join_hyphen", "words_of"]

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
    stem = before[:-1]
    first = after.split(maxsplit=1)[0].lower().strip(",.;:") if after.strip() else ""
    if not stem or stem[-1].isspace() or first in _HYPHEN_STAYS or first.endswith("-"):
        return f"{before} {after}"
    last = re.split(r"[\s/]", stem)[-1]
    if "@" in last or "@" in first:
        return f"{before} {after}"  # whether the hyphen belongs to an address, its reader decides
    if after[:1].islower() and stem[-1].islower() and not (last[:1].isupper() and last[1:2].isupper()):
        return stem + after
    return before + after


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
        text, was_item, interrupted = "", False, False
        pieces = list(_lines(pieces))
        only_rules = all(is_rule(piece.text) for piece in pieces)
        for piece in pieces:
            line = _SPACES.sub(" ", piece.text).strip()
            if not only_rules and (is_rule(line) or line in {"-", "–", "—"}):
                remarks.append(f"tog bort en rad med bara streck ({quote(line)})")
                interrupted = interrupted or bool(text)
                continue
            interrupted = interrupted or piece.interrupted
            line = self._without_wraps(line, remarks, in_table=piece.in_table)
            if not self.marked_up:
                line = _BOLD.sub(r"\1**\2**\3", _MARKUP.sub(r"\\\g<0>", line))
                line = _plain(line)
            line = _EMPTY_BOLD.sub("", line)
            is_item = _is_item(line)
            cut = interrupted or len(text) - text.rfind("\n") > _LONG_LINE
            goes_on = bool(text) and not is_item and _goes_on(text, line, piece, interrupted=cut)
            if goes_on:
                text = _appended(text, line, " ")
            else:
                line = _with_markers(line)
                text += _separator(piece, was_item=was_item, is_item=is_item) * bool(text) + line
                was_item = is_item
            interrupted = False
        return text.strip(), remarks

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
            word = re.split(r"[/]", stem)[-1] + rest
            known = any(other.startswith(word.lower()) for other in self.vocabulary)
            after = rest.lower()
            stays = after in _HYPHEN_STAYS and not (after in _MAY_END_A_WORD and (in_table or known))
            stays = stays or rest.endswith("-")
            written = not known and (not self.marked_up or (not in_table and rest.lower() in self.vocabulary))
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


def _goes_on(text: str, line: str, piece: Piece, *, interrupted: bool) -> bool:
    """Whether a line continues the sentence before it."""
    if piece.joins or _CUT_WORD.search(text + "\n" + line):
        return True
    if not interrupted:
        return False
    return text.endswith("-") or (not _ENDS_SENTENCE.search(text) and line[:1].islower())


def _appended(text: str, line: str, between: str) -> str:
    if text.endswith("-") and text[-2:-1].strip():
        return join_hyphen(text, line)
    return f"{text}{between}{line}"


def _separator(piece: Piece, *, was_item: bool, is_item: bool) -> str:
    if was_item and is_item:
        return "\n"
    if was_item or piece.gap or piece.interrupted:
        return "\n\n"
    return "\n"


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) and not line.startswith("**")) or bool(_NUMBER.match(line))


def _with_markers(line: str) -> str:
    """A line with the bullets of the small Markdown."""
    parts = [part for part in _INLINE_BULLETS.split(line) if part]
    if len(parts) > 1 and len(_INLINE_BULLETS.findall(line)) > 1:
        begins = _INLINE_BULLETS.match(line) is not None
        items = parts if begins else parts[1:]
        return "\n".join(([] if begins else [parts[0]]) + [f"- {item}" for item in items])
    match = None if line.startswith("**") else _BULLET.match(line)
    if match and not re.match(r"\*\S[^*]*\*", line):
        return f"- {line[match.end() :]}"
    return line


def _plain(text: str) -> str:
    """A text without the signs for bold."""
    return text.replace(BOLD_ON, "").replace(BOLD_OFF, "")


def _unmarked(text: str) -> str:
    """A line without bold and italics."""
    return re.sub(r"\*\*([^*]+)\*\*|(?<!\w)\*([^*\s][^*]*)\*(?!\w)", lambda m: m[1] or m[2], text)


_LONGEST_NAME: Final = 5
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
