"""A document's properties: title, author, language and the template's or caller's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from lxml import etree

from poreport.render.word.ooxml import DECLARATION, parse_xml
from poreport.render.word.values import escape_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["APP", "CORE", "CUSTOM", "OwnProperties", "Properties", "app_part", "core_part"]

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The format id of every property that a person or program has made up (MS-OLEPS 2.21).
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@attrs.frozen
class Properties:
    """What a document says about itself.

    Attributes:
        titel: its title; a document for the web must have one (DOS-lagen).
        forfattare: who stands for it, a nämnd or förvaltning rather than a person.
        amne: its subject.
        nyckelord: keywords, comma between.
        sprak: its language as a BCP 47 tag.
        skapad: the day it was made; None leaves it out, so that the same data gives the same file any day.
        custom: further properties by name.
    """

    titel: str
    forfattare: str
    amne: str = ""
    nyckelord: str = ""
    sprak: str = "sv-SE"
    skapad: date | None = None
    custom: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class OwnProperties:
    """The custom properties that a template has of its own (diarienummer fields, classification labels)."""

    values: dict[str, str]

    @classmethod
    def read(cls, part: bytes | None) -> OwnProperties:
        """Read them from docProps/custom.xml.

        Raises:
            PackageError: the part is damaged.
        """
        if part is None:
            return cls({})
        found = {}
        for element in parse_xml(part, CUSTOM):
            if len(element):
                value = etree.tostring(element[0], encoding="unicode", with_tail=False)
                found[element.get("name", "")] = value
        return cls(found)

    def part(self, custom: Mapping[str, str]) -> bytes:
        """docProps/custom.xml with these properties and the template's others."""
        values = self.values | {
            name: f"<vt:lpwstr>{escape_attribute(value)}</vt:lpwstr>" for name, value in custom.items()
        }
        written = "".join(
            f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{escape_attribute(name)}">{value}</property>'
            for pid, (name, value) in enumerate(values.items(), 2)
        )
        return f'{DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{written}</Properties>'.encode()


def core_part(properties: Properties) -> bytes:
    """docProps/core.xml."""
    fields = [
        ("dc:title", properties.titel),
        ("dc:subject", properties.amne),
        ("dc:creator", properties.forfattare),
        ("cp:keywords", properties.nyckelord),
        ("dc:language", properties.sprak),
        ("cp:lastModifiedBy", properties.forfattare),
    ]
    written = "".join(f"<{name}>{escape_attribute(text)}</{name}>" for name, text in fields if text)
    if properties.skapad is not None:
        moment = f"{properties.skapad.isoformat()[:10]}T00:00:00Z"
        written += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    namespaces = f'xmlns:cp="{_CP}" xmlns:dc="{_DC}" xmlns:dcterms="{_DCTERMS}" xmlns:xsi="{_XSI}"'
    return f"{DECLARATION}<cp:coreProperties {namespaces}>{written}</cp:coreProperties>".encode()


def app_part() -> bytes:
    """docProps/app.xml, the same for all documents: nothing of the template's author or company."""
    content = "<Application>poreport</Application>"
    return f'{DECLARATION}<Properties xmlns="{_EXTENDED}">{content}</Properties>'.encode()
