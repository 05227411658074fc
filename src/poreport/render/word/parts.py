"""The parts of a package and how they refer to each other (Open Packaging Conventions)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from poreport.package import CONTENT_TYPES, PackageError
from poreport.render.word.ooxml import R_NS, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["Parts"]

_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE_KIND = f"{_RELATIONS_NS}/metadata/core-properties"
_OVERRIDE, _RELATION = f"{{{_TYPES_NS}}}Override", f"{{{_RELATIONS_NS}}}Relationship"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT_TYPE, _TEMPLATE_TYPE = f"{_WORD}.document.main+xml", f"{_WORD}.template.main+xml"
NUMBERING_TYPE = f"{_WORD}.numbering+xml"
PACKAGE = ""
"""The source of the package's own relationships."""


class Parts:
    """The parts of a Word file, to be changed before they are written."""

    def __init__(self, members: dict[str, bytes]) -> None:
        """Take the parts of a document or template.

        Raises:
            PackageError: the package is damaged, or no Word document, or one with macros.
        """
        self.members = dict(members)
        self._types = parse_xml(members[CONTENT_TYPES], CONTENT_TYPES)
        self._relations: dict[str, _Element] = {}
        self.document = next(self.related(PACKAGE, "officeDocument"), "")
        override = self._override(self.document)
        content_type = "" if override is None else override.get("ContentType", "")
        if "macroEnabled" in content_type:
            raise PackageError("Filen kan innehålla makron (.docm, .dotm). Spara den som .docx utan makron.")
        if (
            override is None
            or self.document not in members
            or content_type not in {_DOCUMENT_TYPE, _TEMPLATE_TYPE}
        ):
            raise PackageError("Filen är inget Word-dokument. En mall ska vara en .docx- eller .dotx-fil.")
        override.set("ContentType", _DOCUMENT_TYPE)

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The parts that one refers to, by the last word of the relationship's type."""
        for relation in self._relations_of(source):
            if _kind(relation) == kind and relation.get("TargetMode") != "External":
                yield _resolve(source, relation.get("Target", ""))

    def get(self, source: str, kind: str) -> bytes | None:
        """The content of the only part of a kind."""
        return next((self.members[name] for name in self.related(source, kind) if name in self.members), None)

    def put(self, source: str, kind: str, name: str, content_type: str, content: bytes) -> None:
        """Add a part, in the place of any other of its kind."""
        self.drop(source, kind)
        self.members[name] = content
        etree.SubElement(self._types, _OVERRIDE, {"PartName": f"/{name}", "ContentType": content_type})
        relations = self._relations_of(source)
        taken = {relation.get("Id") for relation in relations}
        new_id = next(f"rIdPo{n}" for n in range(1, len(taken) + 2) if f"rIdPo{n}" not in taken)
        kind_name = _CORE_KIND if kind == "core-properties" else f"{R_NS}/{kind}"
        target = posixpath.relpath(name, posixpath.dirname(source) or ".") if source else name
        etree.SubElement(relations, _RELATION, {"Id": new_id, "Type": kind_name, "Target": target})

    def drop(self, source: str, kind: str) -> None:
        """Remove all parts of a kind."""
        relations = self._relations_of(source)
        for relation in [relation for relation in relations if _kind(relation) == kind]:
            relations.remove(relation)
            name = _resolve(source, relation.get("Target", ""))
            self.members.pop(name, None)
            self.members.pop(_relations_name(name), None)
            override = self._override(name)
            if override is not None:
                self._types.remove(override)

    def finish(self) -> dict[str, bytes]:
        """All parts, with the tables of contents as they are now."""
        written = {CONTENT_TYPES: _bytes(self._types)}
        written |= {name: content for name, content in self.members.items() if name != CONTENT_TYPES}
        for source, relations in self._relations.items():
            if len(relations) or _relations_name(source) in self.members:
                written[_relations_name(source)] = _bytes(relations)
        return written

    def _override(self, name: str) -> _Element | None:
        wanted = f"/{name}"
        return next((o for o in self._types.iterchildren(_OVERRIDE) if o.get("PartName") == wanted), None)

    def _relations_of(self, source: str) -> _Element:
        if source not in self._relations:
            name = _relations_name(source)
            data = self.members.get(name, f'<Relationships xmlns="{_RELATIONS_NS}"/>'.encode())
            self._relations[source] = parse_xml(data, name)
        return self._relations[source]


def _kind(relation: _Element) -> str:
    return relation.get("Type", "").rpartition("/")[2]


def _relations_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(source: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _bytes(root: _Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
