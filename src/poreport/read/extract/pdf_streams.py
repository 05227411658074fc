"""Compressed parts of a PDF that unpack to far more than any page holds, like zip bombs."""

from __future__ import annotations

import re
import zlib
from typing import Final

__all__ = ["is_beyond_repair", "unpacks_absurdly"]

_TABLE_AT: Final = re.compile(rb"startxref\s+(\d{1,12})")
_TABLE: Final = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_MOST_WORK: Final = 10_000_000_000
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_TWICE: Final = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW)\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
"""One compression inside another, which no program writes: it grows a thousand times a thousandfold."""
_MOST: Final = 64_000_000
_RATIO_MATTERS: Final = 200
_GROWS_AT_MOST: Final = 1032
"""The most times that deflate can make anything smaller; what cannot reach the limit is not unpacked."""
_STEP: Final = 64_000


def unpacks_absurdly(data: bytes) -> bool:
    """Tell whether a stream of a PDF unpacks to more than 64 MB and two hundred times its size.

    pdfium unpacks whatever it is given, up to gigabytes, and cannot be stopped while it does.
    """
    if _TWICE.search(data):
        return True
    at = 0
    while match := _STREAM.search(data, at):
        end = data.find(b"endstream", match.end())
        at = len(data) if end < 0 else end
        packed = data[match.end() : at]
        if len(packed) * _GROWS_AT_MOST >= _MOST and _size(packed) > _most(packed):
            return True
    return False


def _most(packed: bytes) -> int:
    """How much a stream may unpack to."""
    return max(_MOST, _RATIO_MATTERS * len(packed))


def _size(packed: bytes) -> int:
    """How much a deflated stream unpacks to; 0 for one that is packed in another way."""
    unpacker = zlib.decompressobj()
    most, size = _most(packed), 0
    try:
        for start in range(0, len(packed), _STEP):
            rest = packed[start : start + _STEP]
            while rest and size <= most:
                size += len(unpacker.decompress(rest, 16 * _STEP))
                rest = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return size


def is_beyond_repair(data: bytes) -> bool:
    """Tell whether a PDF has lost its table of contents and has too many parts for pdfium to make a new one.

    For each part pdfium then looks for its end through the rest of the file, which takes minutes.
    """
    found = _TABLE_AT.findall(data, max(len(data) - 2048, 0))
    if found and _TABLE.match(data, int(found[-1])):
        return False
    return data.count(b"stream") * len(data) > _MOST_WORK
