"""A part of a Word file as XML, from strangers: nothing outside the file is looked at, and nothing grows."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from poreport.read.files import refuse, too_long

__all__ = ["parse_part"]

_LARGEST: Final = 30_000_000
_MOST_TAGS: Final = 600_000
"""Ten times what a long document has; each costs far more memory than its few letters."""
_DOCTYPE: Final = "Dokumentet har en DOCTYPE. Sådana filer tas inte emot."


def parse_part(data: bytes, fil: str) -> Element:
    """The root of a part.

    Args:
        data: The part.
        fil: The file's name, as it is shown.

    Raises:
        ReadError: It is not XML, too large, or has a DOCTYPE, which no Office program writes.
    """
    if len(data) > _LARGEST:
        raise refuse(fil, "Dokumentets text är större än 30 MB. Är det rätt fil?")
    if data.count(b"<") > _MOST_TAGS:
        raise too_long(fil)
    if b"<!DOCTYPE" in data:
        raise refuse(fil, _DOCTYPE)
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
        raise refuse(
            fil, "Dokumentet är skadat och går inte att läsa. Öppna det i Word och spara det på nytt."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding in which it was not seen above
        raise refuse(fil, _DOCTYPE)
    return root
