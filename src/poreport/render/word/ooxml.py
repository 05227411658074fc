"""The WordprocessingML that the engine needs to know: names, safe parsing, serialising."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from poreport.package import PackageError

if TYPE_CHECKING:
    from lxml.etree import _Element

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
W15_NS = "http://schemas.microsoft.com/office/word/2012/wordml"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_NS = "http://www.w3.org/XML/1998/namespace"

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

XML_SPACE = f"{{{XML_NS}}}space"


def w(name: str) -> str:
    """The full name of an element or attribute in the main WordprocessingML namespace."""
    return f"{{{W_NS}}}{name}"


P, R, T, TAB, BR, TBL, TR, TC = (w(name) for name in ("p", "r", "t", "tab", "br", "tbl", "tr", "tc"))
PPR, RPR, SDT, SDT_PR, SDT_CONTENT = (w(name) for name in ("pPr", "rPr", "sdt", "sdtPr", "sdtContent"))
VAL, ID, NAME, STYLE_ID = w("val"), w("id"), w("name"), w("styleId")

_NAMESPACE_DECLARATION = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse a part without entities, DTD or network.

    Args:
        data: the part.
        name: its name in the package, for the message.

    Raises:
        PackageError: it is not XML, or has a DOCTYPE, which no Office program writes.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(f"Delen ”{name}” är skadad och går inte att läsa som XML.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError(f"Delen ”{name}” har en DOCTYPE. Sådana filer tas inte emot.")
    return root


def serialise(root: _Element) -> str:
    """A whole part as text, declaration first."""
    return DECLARATION + etree.tostring(root, encoding="unicode", with_tail=False)


def fragment(element: _Element) -> str:
    """An element as text, to be put back into a part that declares the same namespaces."""
    return _NAMESPACE_DECLARATION.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def as_number(text: str | None) -> int:
    """A whole number in an attribute; 0 if it is missing or damaged."""
    try:
        return int(text or "0")
    except ValueError:
        return 0


def new_element(name: str) -> _Element:
    """An empty element of WordprocessingML, by its full name."""
    return etree.Element(name, nsmap={"w": W_NS})


def is_element(node: _Element) -> bool:
    """Whether a node is an element, and not a comment or processing instruction."""
    return isinstance(node.tag, str)


def local_name(element: _Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def replace(old: _Element, *new: _Element) -> None:
    """Put nodes in the place of an element; a text after it stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("the root of a part cannot be replaced")
    tail, old.tail = old.tail, None
    index = parent.index(old)
    parent[index : index + 1] = new
    if tail and new:
        new[-1].tail = (new[-1].tail or "") + tail


def remove(element: _Element) -> None:
    """Take an element out."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
