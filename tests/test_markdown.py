"""The small Markdown keeps every character that a person wrote, and can be written back."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import markdown
from poreport.markdown import Block, MarkdownText, Run, blocks, from_blocks, plain_blocks, to_plain

# Lines as people write them, with everything that Markdown might take for markup.
INDENTS = st.sampled_from(["", " ", "  ", "   ", "    ", "\t", "      "])
MARKERS = st.sampled_from(
    ["", "- ", "* ", "+ ", "1. ", "2. ", "3) ", "7.", "- - ", "1. - ", "12. ", "# ", "> "]
)
WORDS = [
    "",
    "a",
    "å ö",
    "**b**",
    "*c* d",
    "x\\",
    "-",
    "**a *b* c**",
    "_q_ **a**b",
    "1.",
    "***a** b*",
    "a **b**",
]
TAILS = st.sampled_from(WORDS) | st.text("ab*_\\ .-1)`<&", max_size=8)
TEXTS = st.lists(st.builds("{}{}{}".format, INDENTS, MARKERS, TAILS), max_size=8).map("\n".join)


def par(text: str, level: int = 0) -> Block:
    """Return a paragraph."""
    return Block("stycke", level, runs=(Run(text),))


def bullet(text: str, level: int = 1) -> Block:
    """Return an item with a bullet."""
    return Block("punkt", level, runs=(Run(text),))


def number(text: str, start: int | None = None, level: int = 1) -> Block:
    """Return an item with a number."""
    return Block("nummer", level, start, runs=(Run(text),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\t\n\u00a0", ()),
        ("Hej", (par("Hej"),)),
        ("ett\ntvå\n\n\ntre", (par("ett\ntvå"), par("tre"))),
        ("ett\r\ntvå\vtre", (par("ett\ntvå\ntre"),)),
        ("Inledning:\n- ett\n- två", (par("Inledning:"), bullet("ett"), bullet("två"))),
        ("1. ett\n2. två", (number("ett", 1), number("två"))),
        ("1. ett\n1. två\n1. tre", (number("ett", 1), number("två"), number("tre"))),
        ("1. ett\n3. tre", (number("ett", 1), number("tre", 3))),
        ("2021. Ett år", (number("Ett år", 2021),)),
        ("- a\n  - b\n    - c", (bullet("a"), bullet("b", 2), bullet("c", 3))),
        ("- a\n\n  mer om a\n- b", (bullet("a"), par("mer om a", 1), bullet("b"))),
        ("1. - a", (Block("nummer", 1, 1), bullet("a", 2))),
    ],
)
def test_structure(text: str, expected: tuple[Block, ...]) -> None:
    """Paragraphs and lists are found, and the numbers that a person wrote are kept."""
    assert expected == blocks(text)


@pytest.mark.parametrize("text", ["-", "+", "1.", "14)", "–", "---", "***"])
def test_marker_alone(text: str) -> None:
    """An answer that is only a sign, like "-", is text and not an empty list or a line."""
    assert (par(text),) == blocks(text)


def test_looks() -> None:
    """Stars give bold and italics, within each other too."""
    runs = (Run("a "), Run("b ", bold=True), Run("c", bold=True, italic=True), Run(" d"))
    assert (Block("stycke", runs=runs),) == blocks("a **b *c*** d")


@pytest.mark.parametrize(
    "text",
    [
        "# Rubrik",
        "Rubrik\n===",
        "`kod` och ```kod```",
        "[länk](https://example.se) <https://example.se>",
        "![bild](x.png)",
        "<b>fet</b> &auml; &amp;",
        "> citat",
        "[a]: https://example.se",
        "| a | b |",
        "tal\\\nsedan",
        "C:\\Dokument\\",
        "snake_case och 2 * 3 * 4",
        "\tindraget",
    ],
)
def test_other_markup_is_text(text: str) -> None:
    """What else Markdown knows is text, and every character of it stays."""
    assert (par(text.strip()),) == blocks(text)


def test_deep_lists() -> None:
    """Lists nested deeper than the parser follows are kept as text."""
    text = "- " * 40 + "x"
    assert (par(text),) == blocks(text)


@given(TEXTS | st.text(max_size=60))
def test_nothing_is_lost(text: str) -> None:
    """Every visible character comes out, but for those that are markup."""

    def kept(written: str) -> Counter[str]:
        return Counter(
            char for char in markdown._normalise(written) if not char.isspace() and char not in "*_\\-+"
        )

    found = blocks(text)
    digits = sum((kept(str(block.start)) for block in found if block.start is not None), Counter[str]())
    lost = kept(text) - kept("".join(block.text for block in found)) - digits
    assert not [char for char in lost if char not in "0123456789.)"]


@given(TEXTS | st.text(max_size=60))
def test_written_back(text: str) -> None:
    """Blocks written as Markdown are read as the same blocks."""
    found = blocks(text)
    assert found == blocks(from_blocks(found))


@given(st.text('ab1 .)\n\t#>`<&[]!"å\u00a0\u2028-+', max_size=40))
def test_fast_path(text: str) -> None:
    """A text without markup gives the same blocks by the fast way as by the parser."""
    text = markdown._normalise(text)
    if markdown._MARKUP.search(text) is None:
        assert markdown._marked_up(text) == markdown._paragraphs(text)
    else:
        assert markdown._marked_up(text) == blocks(text)


@pytest.mark.parametrize(
    "text", ["1. januari", "- 5 grader", "+ moms", "2) b", "a * b", "_x_", "\\*", "a\n- b\n1. c"]
)
def test_data_that_looks_like_markup(text: str) -> None:
    """Text that looks like a list or emphasis is still text after it has been written as Markdown."""
    assert (par(text),) == blocks(from_blocks([par(text)]))


def test_emphasis_that_cannot_be_written() -> None:
    """Bold that Markdown cannot express is left out; its text is kept."""
    assert (par("ett två"),) == blocks(
        from_blocks([Block("stycke", runs=(Run("ett"), Run(" två", bold=True)))])
    )


def test_illegal_characters() -> None:
    """Characters that no Word file can hold are dropped."""
    assert (par("ab"),) == blocks("a\x00\x1f\ud800\ufffeb")


def test_plain_text() -> None:
    """Markdown as plain text has no markup, but its lists can still be told."""
    assert "Ingress\n\n– ett\n– två\n  1. tre\n\nslut" == to_plain(
        "**Ingress**\n- ett\n- två\n  1. tre\n\nslut"
    )


def test_plain_blocks() -> None:
    """Text that is not Markdown is only parted at blank lines."""
    assert (par("- a **b**\n1. c"), par("d")) == plain_blocks("- a **b**\n1. c\n\nd")


def test_marked_text_is_a_string() -> None:
    """Markdown is a string like any other to who does not look closer."""
    assert "**a**" == MarkdownText("**a**")
