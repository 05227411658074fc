"""The sections of a tjänsteskrivelse in our own Word document, with what a person has written in them.

A memo is written in freely: a decision more under the last one, a paragraph after the answer, a section with
its heading. What stands under a heading belongs to the section, in a control or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import define, field

from poreport import derive
from poreport.model import AVSNITT, Slag, Tjansteskrivelse, falt_i
from poreport.read.controls.fill import Filled, is_placeholder
from poreport.read.controls.places import Line, Place
from poreport.read.controls.printed import squeeze
from poreport.read.controls.text import Paragraph, markdown, plain
from poreport.svenska import quote

__all__ = ["Sections"]

_FIELDS: Final = falt_i(Tjansteskrivelse)
_HEADINGS: Final = {squeeze(_FIELDS[namn].titel): namn for namn in AVSNITT if namn != "undertecknare"}
_HEADING_STYLES: Final = ("heading", "rubrik")


@define
class Sections:
    """Reads the sections of one memo.

    Attributes:
        filled: The values, as far as they are read from the controls.
        found: The sections that are there, in the order of the document.
        used: The lines outside controls that belong to a section.
    """

    filled: Filled
    found: list[str] = field(factory=list)
    used: set[Line] = field(factory=set)
    _parts: dict[str, list[tuple[Paragraph, str, Place | None]]] = field(factory=dict)
    _current: str | None = None

    def read(self, lines: Sequence[Line]) -> None:
        """Read everything outside tables."""
        for line in lines:
            if line.cell == 0:
                self._line(line)
        for namn, parts in self._parts.items():
            if any(owner is None for _, _, owner in parts):
                self._complete(namn, parts)

    def _line(self, line: Line) -> None:
        owners = {owner for _, owner in line.pieces if owner in self.filled.paths}
        for owner in owners:
            if owner is not None:
                self._owned(line, owner)
        text = line.loose.strip()
        if is_placeholder(text) or owners:
            return
        heading = _HEADINGS.get(squeeze(text))
        if heading is not None:
            self._enter(heading)
            self.used.add(line)
        elif line.style.startswith(_HEADING_STYLES):
            self._current = None
        elif self._current == "beslut" and squeeze(text).endswith("beslutar"):
            self.used.add(line)
        elif self._current is not None and self._current != "undertecknare":
            self._parts.setdefault(self._current, []).append((line.part(None), line.where, None))
            self.used.add(line)

    def _owned(self, line: Line, owner: Place) -> None:
        """A line of a control; a list has one for each item."""
        namn = self.filled.paths[owner].partition("[")[0]
        if namn in AVSNITT:
            self._enter(namn)
            if not owner.is_empty:
                self._parts.setdefault(namn, []).append((line.part(owner), line.where, owner))

    def _enter(self, namn: str) -> None:
        self._current = namn
        if namn not in self.found:
            self.found.append(namn)

    def _complete(self, namn: str, parts: list[tuple[Paragraph, str, Place | None]]) -> None:
        """Put a section together from its controls and what stands beside them."""
        falt = _FIELDS[namn]
        for paragraph, where, owner in parts:
            if owner is None:
                text = f"läste {quote(paragraph.text.strip())} utanför fältet som en del av avsnittet"
                self.filled.note(namn, text, where)
        if falt.slag is Slag.LANGTEXT:
            self.filled.set(namn, falt, markdown([paragraph for paragraph, _, _ in parts]), parts[0][1])
            self.filled.positions.setdefault(namn, self.filled.position(parts[0][1]))
            return
        items = [
            (text, where) for paragraph, where, _ in parts if not is_placeholder(text := plain([paragraph]))
        ]
        self.filled.values = {
            path: value for path, value in self.filled.values.items() if not path.startswith(f"{namn}[")
        }
        for index, (text, where) in enumerate(items):
            self.filled.set(f"{namn}[{index}]", falt, text, where)
            self.filled.positions[f"{namn}[{index}]"] = self.filled.position(where)

    def order(self, carried: str | None) -> tuple[str, ...]:
        """The order of the sections: as it was given, unless the document has another.

        Args:
            carried: What the document's properties say.
        """
        given = tuple(namn.strip() for namn in (carried or "").split(",") if namn.strip())
        expected = [namn for namn in derive.in_order(given) if namn in self.found]
        return given if expected == self.found else tuple(self.found)
