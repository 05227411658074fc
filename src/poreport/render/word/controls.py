"""Content controls: one that holds a single expression shows its value, or is empty as Word knows it.

An empty control that says so (`w:showingPlcHdr`) is what a person can click and fill in, and what a reader
takes for unanswered. A checkbox is ticked by the truth of its expression.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from poreport.render.word.blocks import BlockLayout
from poreport.render.word.errors import Problem
from poreport.render.word.ooxml import (
    NAME,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    STYLE_ID,
    TR,
    VAL,
    W14_NS,
    W15_NS,
    P,
    R,
    T,
    fragment,
    is_element,
    local_name,
    new_element,
    parse_xml,
    remove,
    replace,
    w,
)
from poreport.render.word.tokens import BoundControl, ControlEdge, Draft, Tag
from poreport.render.word.values import word_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from poreport.render.word.numbering import Lists

__all__ = ["bind_controls", "placeholder_style"]

# Four em spaces: wide enough to click, and nothing to see on paper.
PLACEHOLDER = "\u2003" * 4
SHOWING = "<w:showingPlcHdr/>"

_CHECKBOX, _CHECKED = f"{{{W14_NS}}}checkbox", f"{{{W14_NS}}}checked"
_STATE_VAL, _STATE_FONT = f"{{{W14_NS}}}val", f"{{{W14_NS}}}font"
_STYLES = ("Platshallartext", "Platshllartext", "PlaceholderText")
_STYLE_NAME = "placeholder text"
_GLYPH_FONT = "MS Gothic"
_FOUR_HEX = re.compile("[0-9A-Fa-f]{4}")
# w:showingPlcHdr stands after these in w:sdtPr.
_BEFORE_FLAG = frozenset(
    w(name) for name in ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary")
)
_FLAG = w("showingPlcHdr")
# A control bound to XML elsewhere in the file would have its value replaced when Word opens it.
_DATA_BINDINGS = frozenset({w("dataBinding"), f"{{{W15_NS}}}dataBinding"})
_NOT_TEXT = frozenset(
    w(name)
    for name in ("picture", "group", "equation", "citation", "bibliography", "docPartObj", "docPartList")
) | {f"{{{W15_NS}}}repeatingSection", f"{{{W15_NS}}}repeatingSectionItem"}
_DISTURBING = frozenset(w(name) for name in ("bookmarkStart", "bookmarkEnd"))


def placeholder_style(styles: bytes | None) -> str | None:
    """The id of the template's character style for placeholder text, if it has one.

    Raises:
        PackageError: the styles are damaged.
    """
    if styles is None:
        return None
    for style in parse_xml(styles, "styles.xml").iterchildren(w("style")):
        name = style.find(NAME)
        if style.get(w("type")) == "character" and (
            style.get(STYLE_ID) in _STYLES or (name is not None and name.get(VAL, "").lower() == _STYLE_NAME)
        ):
            return style.get(STYLE_ID)
    return None


def bind_controls(draft: Draft, style: str | None, lists: Lists) -> None:
    """Bind every control that holds one expression and nothing else; others stay as they are.

    Args:
        draft: the part, its tags found.
        style: the character style of placeholders.
        lists: for controls that show blocks of text.
    """
    for control in list(draft.root.iter(SDT)):
        properties, content = control.find(SDT_PR), control.find(SDT_CONTENT)
        if properties is None or content is None:
            continue
        found = _only_expression(draft, properties, content)
        if found is None:
            continue
        tag, text = found
        for child in [child for child in properties if child.tag in _DATA_BINDINGS]:
            remove(child)
        for child in [child for child in content.iter() if child.tag in _DISTURBING]:
            remove(child)
        checkbox = properties.find(_CHECKBOX)
        if checkbox is not None:
            _bind_checkbox(draft, tag, text, checkbox)
        elif tag.scope == "p":
            tag.layout = BlockLayout.of(next(text.iterancestors(P)), text.getparent(), lists)
            _bind_blocks(draft, tag, text, properties, style)
        else:
            _bind_text(draft, tag, text, properties, style)


def _only_expression(draft: Draft, properties: _Element, content: _Element) -> tuple[Tag, _Element] | None:
    """The expression that is all the text of a control, and the `w:t` that holds it."""
    if any(child.tag in _NOT_TEXT for child in properties):
        return None
    if any(
        True for _ in content.iter(SDT, TR, w("drawing"), w("pict"), w("fldChar"), w("footnoteReference"))
    ):
        return None
    texts = [text for text in content.iter(T) if (text.text or "").strip()]
    if len(texts) != 1 or len([1 for _ in content.iter(P)]) > 1:
        return None
    pieces = [piece for piece in draft.split((texts[0].text or "").strip()) if piece]
    tag = pieces[0] if len(pieces) == 1 else None
    if not isinstance(tag, Tag) or tag.statement or tag.scope not in {"", "p"}:
        return None
    if tag.scope == "p" and content.find(f".//{P}") is None:
        message = f"”{tag.typed}” blir hela stycken. Kontrollen måste då omfatta ett helt stycke."
        draft.problems.append(Problem(message, tag.place))
        return None
    return tag, texts[0]


def _bind_text(draft: Draft, tag: Tag, text: _Element, properties: _Element, style: str | None) -> None:
    run = _alone_in_run(text)
    control = BoundControl(tag, "text", empty=_placeholder_run(run, style))
    _mark_flag(draft, control, properties, run, style)
    run.addprevious(draft.in_tree(ControlEdge(control, "content")))
    run.addnext(draft.in_tree(ControlEdge(control, "end")))
    text.text = draft.in_text(tag)


def _bind_blocks(draft: Draft, tag: Tag, text: _Element, properties: _Element, style: str | None) -> None:
    run = _alone_in_run(text)
    paragraph = next(text.iterancestors(P))
    own = paragraph.find(PPR)
    empty = f"<w:p>{'' if own is None else fragment(own)}{_placeholder_run(run, style)}</w:p>"
    control = BoundControl(tag, "blocks", empty=empty)
    _mark_flag(draft, control, properties, run, style)
    replace(
        paragraph,
        draft.in_tree(ControlEdge(control, "content")),
        draft.in_tree(ControlEdge(control, "end")),
    )


def _bind_checkbox(draft: Draft, tag: Tag, text: _Element, checkbox: _Element) -> None:
    run = _alone_in_run(text)
    properties = next(checkbox.iterancestors(SDT_PR))
    properties.append(checkbox)  # last, so that the id and tag stand before what depends on the value
    control = BoundControl(
        tag,
        "check",
        empty=_glyph_run(run, checkbox, "uncheckedState", "2610"),
        filled=_glyph_run(run, checkbox, "checkedState", "2612"),
    )
    for old in checkbox.findall(_CHECKED):
        remove(old)
    checkbox.insert(0, draft.in_tree(ControlEdge(control, "flag")))
    run.addprevious(draft.in_tree(ControlEdge(control, "content")))
    replace(run, draft.in_tree(ControlEdge(control, "end")))


def _alone_in_run(text: _Element) -> _Element:
    """The run of a text, rid of everything but the text and its looks."""
    run = next(text.iterancestors(R))
    for child in [child for child in run if child is not text and child.tag != RPR]:
        remove(child)
    return run


def _mark_flag(
    draft: Draft, control: BoundControl, properties: _Element, run: _Element, style: str | None
) -> None:
    """Mark where "shows a placeholder" goes; what the template says about it is about the template."""
    flags = properties.findall(_FLAG)
    for flag in flags:
        remove(flag)
    look = run.find(f"{RPR}/{w('rStyle')}")
    if flags and look is not None and look.get(VAL) == style:
        remove(look)
    index = max((i + 1 for i, child in enumerate(properties) if child.tag in _BEFORE_FLAG), default=0)
    properties.insert(index, draft.in_tree(ControlEdge(control, "flag")))


def _placeholder_run(run: _Element, style: str | None) -> str:
    """The run with blanks instead of a value, in the style of placeholders."""
    properties = run.find(RPR)
    look = new_element(RPR) if properties is None else deepcopy(properties)
    if style is not None:
        for old in look.findall(w("rStyle")):
            remove(old)
        look.insert(0, etree.Element(w("rStyle"), {VAL: style}))
    written = fragment(look) if len(look) else ""
    return f'<w:r>{written}<w:t xml:space="preserve">{PLACEHOLDER}</w:t></w:r>'


def _glyph_run(run: _Element, checkbox: _Element, state: str, default: str) -> str:
    """The run with the sign of a state, in the font that the checkbox names for it."""
    found = next((child for child in checkbox if is_element(child) and local_name(child) == state), None)
    code = default if found is None else found.get(_STATE_VAL, default)
    code = code if _FOUR_HEX.fullmatch(code) else default
    font = _GLYPH_FONT if found is None else found.get(_STATE_FONT, _GLYPH_FONT)
    properties = run.find(RPR)
    look = new_element(RPR) if properties is None else deepcopy(properties)
    for old in look.findall(w("rFonts")):
        remove(old)
    names = ("ascii", "eastAsia", "hAnsi")
    fonts = etree.Element(w("rFonts"), {w(name): font for name in names} | {w("hint"): "eastAsia"})
    look.insert(sum(child.tag == w("rStyle") for child in look), fonts)
    return f"<w:r>{fragment(look)}<w:t>{word_text(chr(int(code, 16)))}</w:t></w:r>"
