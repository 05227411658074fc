"""What stands on a PDF page, by pdfium: signs with their boxes, ruling lines, filled-in form fields."""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

from poreport.read.extract.geometry import Box, Edge, Page, Sign
from poreport.read.extract.pdf_buttons import LARGEST_BOX, with_boxes, with_buttons
from poreport.read.extract.pdf_turn import Turned, turned_page
from poreport.read.extract.symbols import is_symbol_font, symbol, symbols
from poreport.read.flow import TICKED, UNKNOWN, UNTICKED

__all__ = ["read_page"]

_MOST_SIGNS: Final = 40_000
_MOST_PATHS: Final = 20_000
_MOST_SEGMENTS: Final = 200_000
_MOST_OBJECTS: Final = 60_000
_ABOVE: Final = 0.8
"""Share of the size of a font above the line it stands on."""
_SEMIBOLD: Final = 600
_STRAIGHT: Final = 1.0
_SHORTEST: Final = 3.0
_THIN: Final = 3.0
_SMALLEST_BOX: Final = 5.0
_WHOLE_PAGE: Final = 0.9
_HYPHENS: Final = frozenset(("\ufffe", "\u00ad", "\u2010", "\u2011"))
_MAY_BE_BOXES: Final = frozenset("þýüûxoqr£¨RST·§Øv")
"""Letters whose picture is a box, a tick or a bullet in a font of pictures that does not say so."""
_LONGEST_NAME: Final = 128
_SMALLEST_PRINT: Final = 2.0
_SEEN: Final = 0.06
_ASIDE: Final = 10.0


def read_page(page: Any, form: Any) -> Page:
    """Read a page, turned so that most of its print is upright.

    Args:
        page: A page of pypdfium2.
        form: The document's form environment, or None.
    """
    textpage = page.get_textpage()
    try:
        turned = turned_page(page, textpage.raw)
        found = Page(turned.width, turned.height)
        found.signs += _signs(textpage.raw, turned)
        found.signs += _unread(page, textpage.raw, turned)
    finally:
        textpage.close()
    _paths(page, found, turned)
    if form is not None:
        found.signs += _fields(page, form, turned)
    found.signs = with_buttons(with_boxes(found.signs, found.boxes, found.crosses))
    return found


def _signs(text: Any, turned: Turned) -> Iterator[Sign]:
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    last: Sign | None = None
    spaced = guessed = False
    aside: list[str] = []
    for index in range(min(pdfium.FPDFText_CountChars(text), _MOST_SIGNS)):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            guessed = True
            continue
        sign = _sign_at(text, index)
        if not turned.is_upright(pdfium.FPDFText_GetCharAngle(text, index)):
            aside.append(" " if sign.isspace() else sign)
            continue
        if sign.isspace() or (not sign.isprintable() and not "\ue000" <= sign <= "\uf8ff"):
            spaced = spaced or sign.isspace()
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        # Boxes differ from letter to letter; the size of the font and the line it stands on do not.
        size = pdfium.FPDFText_GetFontSize(text, index) * _height_of(matrix)
        _, base = turned.point(x.value, y.value)
        sides = turned.box(box.left, box.bottom, box.right, box.top)
        place = Box(sides.x0, base - _ABOVE * size, sides.x1, base + (1 - _ABOVE) * size)
        bold = pdfium.FPDFText_GetFontWeight(text, index) >= _SEMIBOLD
        if last is not None and last.box == place:
            # The letters of a ligature stand on the same spot.
            last = Sign(last.text + sign, place, bold, last.spaced)
            continue
        if last is not None:
            yield last
        # pdfium guesses a space also where the font changes; there is one where it can be seen too.
        seen = guessed and last is not None and place.x0 - last.box.x1 > _SEEN * size
        last = Sign(sign, place, bold, spaced or seen)
        spaced = guessed = False
    if last is not None:
        yield last
    written = " ".join("".join(aside).split())
    if written:
        # Print along the edge of the page or across it, as a stamp: kept, below everything else.
        yield Sign(written, Box(0, turned.height, turned.width, turned.height + _ASIDE), spaced=True)


def _unread(page: Any, text: Any, turned: Turned) -> Iterator[Sign]:
    """The print that pdfium leaves out of the text: a sign alone whose letter its font does not tell."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for obj in islice(page.get_objects(max_depth=1), _MOST_OBJECTS):
        if obj.type != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if pdfium.FPDFTextObj_GetText(obj.raw, text, None, 0) > 2:  # noqa: PLR2004  two bytes are the end sign alone
            continue
        sides = (left, bottom, right, top)
        if pdfium.FPDFPageObj_GetBounds(obj.raw, *map(ctypes.byref, sides)):
            box = turned.box(*(side.value for side in sides))
            if min(box.x1 - box.x0, box.y1 - box.y0) >= _SMALLEST_PRINT:
                yield Sign(UNKNOWN, box, spaced=True)


def _sign_at(text: Any, index: int) -> str:
    """A sign; the sign for unknown ones where the font does not say which letter its picture is."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or not 0 < code <= sys.maxunicode:
        return UNKNOWN
    if pdfium.FPDFText_IsHyphen(text, index) == 1 or chr(code) in _HYPHENS:
        return "-"
    sign = chr(code)
    if sign < " " and not sign.isspace():
        return UNKNOWN
    if "\uf000" <= sign <= "\uf0ff":
        return symbol(code) or sign
    if sign in _MAY_BE_BOXES and is_symbol_font(_font_at(text, index)):
        return symbols(sign) or UNKNOWN
    return sign


def _font_at(text: Any, index: int) -> str:
    """The name of the font of a sign."""
    buffer, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, index, buffer, _LONGEST_NAME, ctypes.byref(flags))
    return buffer.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""


def _height_of(matrix: Any) -> float:
    """How much a matrix makes print higher, also when it turns or slants it."""
    along = math.hypot(matrix.a, matrix.b)
    return abs(matrix.a * matrix.d - matrix.b * matrix.c) / along if along else 0.0


def _paths(page: Any, found: Page, turned: Turned) -> None:
    """Collect the straight lines of the drawings; small squares are boxes to tick."""
    segments = 0
    objects = islice(page.get_objects(max_depth=3), _MOST_OBJECTS)
    paths = (obj for obj in objects if obj.type == pdfium.FPDF_PAGEOBJ_PATH)
    for obj in islice(paths, _MOST_PATHS):
        if segments >= _MOST_SEGMENTS:
            return
        points, count = _points(obj.raw, turned)
        segments += count
        if not points:
            continue
        flat = [point for path in points for point in path]
        box = Box(
            min(x for x, _ in flat), min(y for _, y in flat), max(x for x, _ in flat), max(y for _, y in flat)
        )
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if width >= _WHOLE_PAGE * found.width and height >= _WHOLE_PAGE * found.height:
            continue
        if _SMALLEST_BOX <= max(width, height) <= LARGEST_BOX and min(width, height) > _THIN:
            square = abs(width - height) < 0.25 * max(width, height) and _is_rectangle(points)
            (found.boxes if square else found.crosses).append(box)
            continue
        if max(width, height) <= LARGEST_BOX and min(width, height) > 1:
            found.crosses.append(box)
        # A shaded area is no table: often every other row is shaded, or only the labels are.
        shaded = min(width, height) > _THIN and not _is_drawn(obj.raw)
        for path in points if not shaded else ():
            found.edges += _straight(path)


def _is_drawn(obj: Any) -> bool:
    """Whether the outline of a path is drawn, and not only its area filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    known = pdfium.FPDFPath_GetDrawMode(obj, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(not known or stroke.value)


def _points(obj: Any, turned: Turned) -> tuple[list[list[tuple[float, float]]], int]:
    """The corners of each part of a path, on the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(obj, ctypes.byref(matrix))
    paths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = min(pdfium.FPDFPath_CountSegments(obj), _MOST_SEGMENTS)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(obj, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = turned.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([])
        paths[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            paths[-1].append(paths[-1][0])
    return paths, count


def _is_rectangle(paths: list[list[tuple[float, float]]]) -> bool:
    return all(
        abs(x1 - x0) < _STRAIGHT or abs(y1 - y0) < _STRAIGHT
        for path in paths
        for (x0, y0), (x1, y1) in pairwise(path)
    )


def _straight(path: list[tuple[float, float]]) -> Iterator[Edge]:
    """The sides of a path that run along x or y; a thin filled rectangle is one line."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= _THIN and width >= _SHORTEST:
        yield Edge(sum(ys) / len(ys), min(xs), max(xs), horizontal=True)
        return
    if width <= _THIN and height >= _SHORTEST:
        yield Edge(sum(xs) / len(xs), min(ys), max(ys), horizontal=False)
        return
    for (x0, y0), (x1, y1) in pairwise(path):
        if abs(y1 - y0) < _STRAIGHT and abs(x1 - x0) >= _SHORTEST:
            yield Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1), horizontal=True)
        elif abs(x1 - x0) < _STRAIGHT and abs(y1 - y0) >= _SHORTEST:
            yield Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1), horizontal=False)


def _fields(page: Any, form: Any, turned: Turned) -> Iterator[Sign]:
    """The answers in the fields of a PDF form."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_PATHS)):
        annot = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annot:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annot) == pdfium.FPDF_ANNOT_WIDGET:
                yield from _field(annot, form, turned)
        finally:
            pdfium.FPDFPage_CloseAnnot(annot)


def _field(annot: Any, form: Any, turned: Turned) -> Iterator[Sign]:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annot, ctypes.byref(rect)):
        return
    box = turned.box(rect.left, rect.bottom, rect.right, rect.top)
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annot)
    if kind in {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}:
        yield Sign(TICKED if pdfium.FPDFAnnot_IsChecked(form, annot) else UNTICKED, box)
    elif kind in {
        pdfium.FPDF_FORMFIELD_TEXTFIELD,
        pdfium.FPDF_FORMFIELD_COMBOBOX,
        pdfium.FPDF_FORMFIELD_LISTBOX,
    }:
        text = _value(annot, form)
        lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
        step = min((box.y1 - box.y0) / max(len(lines), 1), 14.0)
        for number, line in enumerate(lines):
            top = box.y0 + number * step
            place = Box(box.x0 + 1, top, box.x1 - 1, top + min(step, 12.0))
            yield Sign(line.strip(), place, alone=True)


def _value(annot: Any, form: Any) -> str:
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, annot, None, 0)
    if not 2 < length <= 2_000_000:  # noqa: PLR2004  two bytes are the end sign alone
        return ""
    buffer = ctypes.create_string_buffer(length)
    pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetFormFieldValue(form, annot, pointer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
