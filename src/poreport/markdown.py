r"""The small Markdown of long answers: paragraphs, bulleted and numbered lists, bold and italics.

What a person wrote must come out whole. So everything else that Markdown knows (headings, code, links,
HTML, quotes, images, entities) is ordinary text here and keeps every character; a single line break stays
a line break; a number that a person put on a list item stays that number; and a list item without text
(a lone "-" is a common answer on a form) is text too. Only list markers, the stars and underscores of
bold and italics, and a backslash that escapes one of them are markup.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["Block", "MarkdownText", "Run", "blocks", "from_blocks", "plain_blocks", "to_plain"]

# Characters that XML 1.0 cannot hold, and so no Word file: controls, lone surrogates, two noncharacters.
ILLEGAL_IN_XML = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_DROPPED = re.compile(f"[{ILLEGAL_IN_XML}]")
_MARKUP = re.compile(r"[*_\\]|^[ \t]*(?:[-+]|[0-9]{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)
_NO_LETTER = re.compile(r"[\W\d_]+")
_LIST = re.compile(r"^[ \t]*(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)
_LINE = re.compile(r"^(\s*)(.*?)\s*$", re.DOTALL)
_INLINE = re.compile(r"[*_\\]")
_ODD_BACKSLASH_AT_LINE_END = re.compile(r"(?<!\\)(?:\\\\)*\\$", re.MULTILINE)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MAX_NUMBER = 999_999_999  # CommonMark: a longer number is not a list marker


class MarkdownText(str):
    """Text in the small Markdown. A template prints it plain with `{{ }}` and as blocks with `{{p }}`."""

    __slots__ = ()


@attrs.frozen
class Run:
    r"""A piece of text with one look; a "\n" in it is a line break within the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


@attrs.frozen
class Block:
    """One paragraph of output.

    Attributes:
        kind: "stycke" is ordinary text, "punkt" an item with a bullet, "nummer" an item with a number.
        level: 1 for an item in an outermost list, 2 in a list within it …; for a "stycke" how many lists
            it stands in, thus 0 for ordinary text.
        start: the number of a "nummer" that begins a list or departs from counting, else None.
        runs: the text. An item that holds nothing but another list has no runs.
    """

    kind: Literal["stycke", "punkt", "nummer"]
    level: int = 0
    start: int | None = None
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The text without bold and italics."""
        return "".join(run.text for run in self.runs)


@lru_cache(maxsize=256)
def blocks(text: str) -> tuple[Block, ...]:
    """Read the small Markdown.

    Args:
        text: any text; characters that a Word file cannot hold are dropped.

    Returns:
        The paragraphs and list items in order; nothing for a text without visible characters.
    """
    text = _normalise(text)
    return _marked_up(text) if _MARKUP.search(text) else _paragraphs(text)


@lru_cache(maxsize=256)
def plain_blocks(text: str) -> tuple[Block, ...]:
    """Text that is not Markdown as paragraphs: parted at blank lines, single line breaks kept."""
    return _paragraphs(_normalise(text))


def to_plain(text: str) -> str:
    """Markdown as plain text: list items marked "– " and "1. ", a blank line between paragraphs."""
    return _joined(_plain_lines(blocks(text)))


def from_blocks(content: Iterable[Block]) -> str:
    """Blocks as Markdown, such that `blocks(from_blocks(b)) == b` for all that `blocks` returns.

    Bold or italics that Markdown cannot express (starting with a space, say) are left out; the text never.
    """
    return _joined(_markdown_lines(list(content)))


# --- reading ----------------------------------------------------------------------------------------------


def _normalise(text: str) -> str:
    """One kind of line break, no trailing space, indentation in blanks only, nothing that XML cannot hold."""
    text = _DROPPED.sub("", _LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n"))
    return "\n".join(_tidy_line(line) for line in text.split("\n"))


def _tidy_line(line: str) -> str:
    match = _LINE.match(line)
    if match is None or not match[2]:
        return ""
    return "".join(char for char in match[1] if char in " \t") + match[2]


def _paragraphs(text: str) -> tuple[Block, ...]:
    """The fast path: no markup, only blank lines between paragraphs."""
    found: list[Block] = []
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line:
            lines.append(line.lstrip(" \t"))
        elif lines:
            found.append(Block("stycke", runs=(Run("\n".join(lines)),)))
            lines = []
    return tuple(found)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False})
    return parser.enable(["list", "emphasis", "escape", "newline", "balance_pairs", "fragments_join"])


def _marked_up(text: str) -> tuple[Block, ...]:
    if not _LIST.search(text):
        # Without lists paragraphs do not depend on each other, and only those with stars need the parser.
        return tuple(
            attrs.evolve(block, runs=_inline_runs(block.text)) if _INLINE.search(block.text) else block
            for block in _paragraphs(text)
        )
    # A backslash at the end of a line is a line break in CommonMark; here it is a backslash.
    source = _ODD_BACKSLASH_AT_LINE_END.sub(lambda match: match[0] + "\\", text)
    found = tuple(_Reader(_parser().parse(source)).read())
    # The parser gives up on lists nested deeper than ten levels and drops what is in them.
    if _letters(text) != _letters("".join(block.text for block in found)):
        return _paragraphs(text)
    return found


def _inline_runs(text: str) -> tuple[Run, ...]:
    """A paragraph's bold and italics."""
    source = _ODD_BACKSLASH_AT_LINE_END.sub(lambda match: match[0] + "\\", text)
    (token,) = _parser().parseInline(source)
    return tuple(_runs(token.children or []))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


@attrs.define
class _List:
    """A list being read; for a numbered one, what has been counted."""

    ordered: bool
    first: int = 0
    current: int | None = None
    all_alike: bool = True

    def count(self, number: int) -> int | None:
        """The `start` of the next item, whose marker says `number`."""
        if self.current is None:
            known, self.first, self.current = number, number, number
            return known
        self.all_alike = self.all_alike and number == self.first
        if self.all_alike or number == self.current + 1:  # "1. 1. 1." is Markdown for 1, 2, 3
            self.current += 1
            return None
        self.current = number
        return number

    def interrupt(self) -> None:
        """Text came between; the next item states its number."""
        self.current = None
        self.all_alike = True


@attrs.define
class _Reader:
    """Walks the parser's tokens once and yields blocks."""

    tokens: Sequence[Token]
    lists: list[_List] = attrs.field(factory=list)
    pending: Block | None = None  # a list item whose text has not come yet

    def read(self) -> Iterator[Block]:
        for index, token in enumerate(self.tokens):
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self.lists.append(_List(ordered=token.type == "ordered_list_open"))
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open" if self.tokens[index + 1].type == "list_item_close":
                    self.lists[-1].interrupt()
                    yield self._with_text(len(self.lists) - 1, (Run(token.info + token.markup),))
                case "list_item_open":
                    if self.pending is not None:
                        yield self.pending
                    self.pending = self._item(token)
                case "inline":
                    yield self._with_text(len(self.lists), tuple(_runs(token.children or [])))

    def _item(self, token: Token) -> Block:
        here = self.lists[-1]
        if here.ordered:
            return Block("nummer", len(self.lists), here.count(int(token.info)))
        return Block("punkt", len(self.lists))

    def _with_text(self, level: int, runs: tuple[Run, ...]) -> Block:
        """The waiting list item with this text, or a paragraph."""
        waiting, self.pending = self.pending, None
        return attrs.evolve(waiting or Block("stycke", level), runs=runs)


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    """Inline tokens as runs; neighbours with the same look are one."""
    depth = {"strong": 0, "em": 0}
    text, look = "", (False, False)
    for token in tokens:
        name, _, edge = token.type.partition("_")
        if name in depth:
            depth[name] += 1 if edge == "open" else -1
            continue
        piece = "\n" if name in {"softbreak", "hardbreak"} else token.content
        now = (depth["strong"] > 0, depth["em"] > 0)
        if text and now != look:
            yield Run(text, *look)
            text = ""
        text, look = text + piece, now
    if text:
        yield Run(text, *look)


# --- writing ----------------------------------------------------------------------------------------------


def _joined(lines: Iterable[tuple[bool, str]]) -> str:
    """Join paragraphs; the flag says whether a blank line goes before it."""
    written = ""
    for apart, line in lines:
        written += ("\n\n" if apart else "\n") * bool(written) + line
    return written


def _plain_lines(content: Iterable[Block]) -> Iterator[tuple[bool, str]]:
    counts: dict[int, int] = {}
    was_item = False
    for block in content:
        is_item = block.kind != "stycke"
        marker = ""
        if block.kind == "nummer":
            counts[block.level] = counts.get(block.level, 0) + 1 if block.start is None else block.start
            marker = f"{counts[block.level]}. "
        elif block.kind == "punkt":
            marker = "– "
        indent = "  " * (block.level - 1 if is_item else block.level)
        yield not (is_item and was_item), indent + marker + block.text.replace("\n", "\n" + indent)
        was_item = is_item


@attrs.define
class _Item:
    """A list item whose content may go on: how far in it stands and how it is marked."""

    indent: int
    kind: str
    number: int = 0
    delimiter: str = "."


def _markdown_lines(content: list[Block]) -> Iterator[tuple[bool, str]]:
    open_items: list[_Item] = []
    before: Block | None = None
    for block in content:
        text = _inline(block.runs)
        # An item without text ends at a blank line; what stands in it must follow at once.
        inside_empty = before is not None and before.kind != "stycke" and not before.runs
        if block.kind == "stycke":
            del open_items[block.level :]
            indent = open_items[-1].indent if open_items else 0
            yield not inside_empty, " " * indent + text.replace("\n", "\n" + " " * indent)
        else:
            sibling = open_items[block.level - 1] if len(open_items) >= block.level else None
            del open_items[block.level - 1 :]
            outer = open_items[-1].indent if open_items else 0
            item, marker = _marker(block, sibling, outer)
            open_items.append(item)
            # A list may not begin in the middle of a paragraph unless it has text and begins at 1.
            apart = before is None or before.kind == "stycke" or not text or (block.start or 1) != 1
            apart = apart and not inside_empty
            rest = text.replace("\n", "\n" + " " * item.indent)
            yield apart, f"{' ' * outer}{marker} {rest}".rstrip()
        before = block


def _marker(block: Block, sibling: _Item | None, outer: int) -> tuple[_Item, str]:
    """The marker of a list item, told apart from a list just before it that it does not continue."""
    if block.kind == "punkt":
        return _Item(outer + 2, block.kind), "-"
    delimiter, number = ".", block.start or 1
    if sibling is not None and sibling.kind == "nummer":
        delimiter = sibling.delimiter
        if block.start is None:
            number = min(sibling.number + 1, _MAX_NUMBER)
        else:
            delimiter = ")" if delimiter == "." else "."
    marker = f"{number}{delimiter}"
    return _Item(outer + len(marker) + 1, block.kind, number, delimiter), marker


def _inline(runs: tuple[Run, ...]) -> str:
    """Runs as Markdown: the first way of writing the emphasis that reads back the same, else without it."""
    if any(run.bold or run.italic for run in runs):
        for bold, italic in (("**", "*"), ("**", "_"), ("__", "*"), ("__", "_")):
            written = _escape_line_starts(_emphasised(runs, bold, italic))
            if blocks(written) == (Block("stycke", runs=runs),):
                return written
    return _escape_line_starts(_escape("".join(run.text for run in runs)))


def _emphasised(runs: tuple[Run, ...], bold: str, italic: str) -> str:
    """Open and close markers in nesting order, the one that lasts longest outermost."""
    written = ""
    is_open: list[str] = []
    for index, run in enumerate(runs):
        wanted = [mark for mark, on in ((bold, run.bold), (italic, run.italic)) if on]
        while any(mark not in wanted for mark in is_open):
            written += is_open.pop()
        new = [mark for mark in wanted if mark not in is_open]
        new.sort(key=lambda mark: -_lasts(runs[index:], bold=mark == bold))
        written += "".join(new)
        is_open += new
        written += _escape(run.text)
    return written + "".join(reversed(is_open))


def _lasts(runs: tuple[Run, ...], *, bold: bool) -> int:
    for count, run in enumerate(runs):
        if not (run.bold if bold else run.italic):
            return count
    return len(runs)


def _escape(text: str) -> str:
    """Backslashes before what Markdown would take for markup, and no more than needed."""
    written = []
    for index, char in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        markup = (
            char == "*"
            or (char == "_" and not (before.isalnum() and after.isalnum()))
            or (char == "\\" and (not after or after in _PUNCTUATION))
        )
        written.append("\\" + char if markup else char)
    return "".join(written)


_BULLET_LIKE = re.compile(r"^([-+])(?=\s|$)", re.MULTILINE)
_NUMBER_LIKE = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)", re.MULTILINE)


def _escape_line_starts(text: str) -> str:
    return _NUMBER_LIKE.sub(r"\1\\\2", _BULLET_LIKE.sub(r"\\\1", text))
