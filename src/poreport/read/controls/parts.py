"""The parts of a Word document that hold our controls and what goes with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen
from lxml.etree import _Element as Element

from poreport.package import PackageError, read_package, transitional
from poreport.read.extract.word_xml import parse_part
from poreport.read.files import refuse

__all__ = ["Package"]

_OURS: Final = re.compile(
    rb'<w:tag w:val="(?:redovisning|ansokan|tjansteskrivelse)\.|<w:bookmarkStart [^>]*w:name="_po_[0-9a-f]{8}'
)
_MAIN: Final = "word/document.xml"
_SIDES: Final = re.compile(r"word/(header|footer)\d+\.xml")
_WITHIN: Final = {"header": "sidhuvud, ", "footer": "sidfot, "}
_LONGEST_PROPERTY: Final = 1000
_MOST_PROPERTIES: Final = 500


@frozen
class Package:
    """A Word document that has controls or bookmarks of ours.

    Attributes:
        fil: The file's name, as it is shown.
        parts: Its parts by name.
    """

    fil: str
    parts: Mapping[str, bytes]

    @classmethod
    def open(cls, data: bytes, fil: str) -> Package | None:
        """Unpack a document; None when nothing in it is ours.

        Raises:
            ReadError: The file is damaged, protected, holds macros, or is no Word document.
        """
        try:
            package = cls(fil, transitional(read_package(data)))
        except PackageError as error:
            raise refuse(fil, str(error)) from error
        return package if any(_OURS.search(package.parts[name]) for name, _ in package._texts()) else None

    def _texts(self) -> Iterator[tuple[str, str]]:
        """The parts with text, with the words before each place in them."""
        if _MAIN in self.parts:
            yield _MAIN, ""
        for name in self.parts:
            if side := _SIDES.fullmatch(name):
                yield name, _WITHIN[side[1]]

    def texts(self) -> Iterator[tuple[Element, str]]:
        """The parts to walk through: the document, and the headers and footers that have something of ours.

        Raises:
            ReadError: One of them is no sound XML.
        """
        for name, within in self._texts():
            if not within or _OURS.search(self.parts[name]):
                yield self._parsed(name), within

    def part(self, name: str) -> Element | None:
        """Another part, or None when there is none.

        Raises:
            ReadError: It is no sound XML.
        """
        return self._parsed(name) if name in self.parts else None

    def properties(self) -> dict[str, str]:
        """The document's own properties by name.

        Raises:
            ReadError: The part is no sound XML.
        """
        root = self.part("docProps/custom.xml")
        found: dict[str, str] = {}
        for element in () if root is None else root:
            if len(element) and len(found) < _MOST_PROPERTIES:
                found[element.get("name") or ""] = (element[0].text or "")[:_LONGEST_PROPERTY]
        return found

    def _parsed(self, name: str) -> Element:
        return parse_part(self.parts[name], self.fil)
