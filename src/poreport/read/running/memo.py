"""A tjänsteskrivelse: header block, sections by their usual headings, signatures, bilagor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import AVSNITT, Handlaggare, Tjansteskrivelse, Tolkning, Undertecknare
from poreport.read.flow import Row
from poreport.read.prose import Piece, Prose
from poreport.read.running import (
    Read,
    as_heading,
    is_name,
    is_title_of_person,
    looks_like_heading,
    paragraphs,
    pieces_of,
    without_bold,
)
from poreport.read.running.memo_head import MemoHead
from poreport.svenska import quote

__all__ = ["read_memo"]

_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "beslut": (
        "förslag till beslut",
        "förslag till nämndens beslut",
        "förslag till nämnden",
        "beslutsförslag",
        "socialförvaltningens förslag till beslut",
        "förvaltningens förslag till beslut",
        "förvaltningens förslag",
        "beslut",
    ),
    "sammanfattning": (
        "sammanfattning",
        "sammanfattning av ärendet",
        "ärendet i korthet",
        "ärendebeskrivning",
    ),
    "bakgrund": (
        "bakgrund",
        "ärendet",
        "beskrivning av ärendet",
        "redogörelse för ärendet",
        "bakgrund till ärendet",
        "ärendets beredning",
        "ärendets bakgrund",
    ),
    "bedomning": (
        "bedömning",
        "förvaltningens bedömning",
        "förvaltningens yttrande",
        "socialförvaltningens bedömning",
        "överväganden",
        "förvaltningens överväganden",
        "förvaltningens synpunkter",
        "analys och bedömning",
        "yttrande",
        "förvaltningens synpunkter och förslag",
    ),
    "ekonomi": (
        "ekonomiska konsekvenser",
        "ekonomi",
        "ekonomisk bedömning",
        "ekonomiska konsekvenser av beslutet",
        "finansiering",
        "ekonomi och finansiering",
    ),
    "barn": (
        "konsekvenser för barn",
        "barnperspektiv",
        "barnperspektivet",
        "konsekvenser för barn och unga",
        "barnkonsekvensanalys",
        "barnrättsperspektiv",
        "prövning av barnets bästa",
        "barnets bästa",
        "jämställdhet och barnperspektiv",
    ),
    "bilagor": (
        "bilagor",
        "bilaga",
        "beslutsunderlag",
        "handlingar",
        "handlingar i ärendet",
        "underlag för beslut",
    ),
    "skickas_till": (
        "beslutet skickas till",
        "skickas till",
        "beslut skickas till",
        "beslutet ska skickas till",
        "beslutet sänds till",
        "beslut sänds till",
        "expedieras till",
        "expediering",
        "kopia till",
        "sändlista",
        "protokollsutdrag skickas till",
    ),
}
_BY_HEADING: Final = {name: section for section, names in _HEADINGS.items() for name in names}
_LISTS: Final = ("beslut", "bilagor", "skickas_till")
_ITEM: Final = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s+|(?=att\s)", re.IGNORECASE)
_ATT: Final = re.compile(r"att\s", re.IGNORECASE)
_PAIR: Final = 2


def read_memo(rows: Sequence[Row], prose: Prose) -> Read:
    """Read the rows of a tjänsteskrivelse."""
    return _Memo(rows, prose).read()


@define
class _Section:
    name: str
    title: str
    rows: list[Row] = field(factory=list)


class _Memo:
    def __init__(self, rows: Sequence[Row], prose: Prose) -> None:
        self.rows = paragraphs(rows)
        self.prose = prose
        self.out = Read()
        self.values: dict[str, Any] = {}

    def read(self) -> Read:
        head, sections = self._sections()
        block = MemoHead(head, self.out)
        block.read()
        self.values = block.values
        signers = self._signers(sections)
        for section in sections:
            self._section(section)
        if signers:
            self.values["undertecknare"] = tuple(signers)
        if sections:
            order = list(dict.fromkeys(section.name for section in sections if section.name in _HEADINGS))
            self._order(order)
        document = Tjansteskrivelse(handlaggare=Handlaggare(**block.person), **self.values)
        return evolve(self.out, document=document)

    def _order(self, order: list[str]) -> None:
        """Keep the order of the sections when the document's is not the usual one."""
        usual = [name for name in AVSNITT if name in order]
        if order != usual:
            rest = [name for name in AVSNITT if name not in order]
            self.values["ordning"] = (*order, *rest)

    # --- parts ----------------------------------------------------------------------------------------

    def _sections(self) -> tuple[list[Row], list[_Section]]:
        """The rows of the header block, and the sections under their headings."""
        head: list[Row] = []
        sections: list[_Section] = []
        for number, row in enumerate(self.rows):
            known, rest = self._known_heading(row)
            unknown = bool(sections) and not known and looks_like_heading(self.rows, number)
            if known or unknown:
                sections.append(_Section(known or "", as_heading(row.text)))
                if rest:
                    sections[-1].rows.append(evolve(row, cells=(evolve(row.cells[0], text=rest),), gap=0))
            elif sections:
                sections[-1].rows.append(row)
            else:
                head.append(row)
        return head, sections

    def _known_heading(self, row: Row) -> tuple[str | None, str]:
        """The section that a row begins, and what stands after a colon on the same line."""
        if len(row.cells) > 1 and any(cell.text for cell in row.cells[1:]):
            return None, ""
        text = as_heading(row.text)
        name = _BY_HEADING.get(text.lower())
        if name:
            return name, ""
        before, colon, after = text.partition(":")
        name = _BY_HEADING.get(before.strip().lower())
        if name and colon and name in {*_LISTS, "sammanfattning"}:
            return name, after.strip()
        return None, ""

    # --- sections -------------------------------------------------------------------------------------

    def _section(self, section: _Section) -> None:
        if section.name in _LISTS:
            self._list(section)
            return
        text = self._markdown(section.rows)
        if not text and section.name:
            return
        path = section.name or "bakgrund"
        if not section.name or path in self.values:
            text = f"**{section.title}**\n\n{text}".strip()
            before = self.values.get(path)
            text = f"{before}\n\n{text}" if before else text
            if not section.name:
                position = section.rows[0].position if section.rows else None
                remark = f"rubriken {quote(section.title)} är inte känd; avsnittet står sist i bakgrunden"
                self.out.tolkningar.append(Tolkning("tjansteskrivelse.bakgrund", remark, position))
        self.values[path] = text
        if section.rows:
            self.out.positioner.setdefault(f"tjansteskrivelse.{path}", section.rows[0].position)

    def _markdown(self, rows: list[Row]) -> str:
        text, remarks = self.prose.markdown(pieces_of(rows, self.prose))
        position = rows[0].position if rows else None
        self.out.tolkningar.extend(Tolkning("tjansteskrivelse", remark, position) for remark in remarks)
        return svenska.normalise_text(text).varde

    def _list(self, section: _Section) -> None:
        """Decisions, attachments and recipients: one to each item or line."""
        items: list[str] = []
        last: Row | None = None
        for row in section.rows:
            for line in self.prose.lines([Piece(without_bold(row.text).replace("\t", " "))]):
                match = _ITEM.match(line)
                marked = bool(match and match.end()) or bool(_ATT.match(line))
                fits = bool(items) and (
                    row.joins or (not marked and items[-1][-1:] not in ".:;" and line[:1].islower())
                )
                if fits and last is not None:
                    items[-1] = f"{items[-1]} {line}"
                else:
                    items.append(line[match.end() :] if match else line)
                last = row
        if section.name == "beslut":
            items = self._decisions(items)
        self.values[section.name] = tuple(item.strip() for item in items if item.strip())
        if section.rows:
            self.out.positioner[f"tjansteskrivelse.{section.name}"] = section.rows[0].position

    def _decisions(self, items: list[str]) -> list[str]:
        """Decisions as whole sentences; "att"-satser under a line that leads them in keep their form."""
        bare = [item for item in items if item.strip()]
        att = [item for item in bare if _ATT.match(item)]
        if att and len(att) >= len(bare) - 1:
            self.values["beslutsform"] = "att-satser"
            if len(att) < len(bare):
                return (
                    [bare[0], *att]
                    if not bare[0].rstrip(":").lower().endswith(("beslutar", "besluta"))
                    else att
                )
        return bare

    # --- signatures -----------------------------------------------------------------------------------

    def _signers(self, sections: list[_Section]) -> list[Undertecknare]:
        """Names with their titles below, taken out of the section that they happen to stand in."""
        signers: list[Undertecknare] = []
        for section in sections:
            if section.name == "beslut" and not signers and len(section.rows) <= 1:
                continue
            section.rows, found = self._take_signers(section.rows)
            signers += found
        return signers

    def _take_signers(self, rows: list[Row]) -> tuple[list[Row], list[Undertecknare]]:
        kept: list[Row] = []
        found: list[Undertecknare] = []
        number = 0
        while number < len(rows):
            taken, signers = _signers_at(rows, number)
            if signers:
                found += signers
                self.out.positioner.setdefault("tjansteskrivelse.undertecknare", rows[number].position)
                number += taken
            else:
                kept.append(rows[number])
                number += 1
        return kept, found


def _signers_at(rows: list[Row], number: int) -> tuple[int, list[Undertecknare]]:
    """How many rows from here hold signatures, and whose."""
    row = rows[number]
    cells = [without_bold(cell.text).strip() for cell in row.cells if cell.text.strip()]
    split = [[line.strip() for line in cell.split("\n") if line.strip()] for cell in cells]
    if split and all(
        len(lines) == _PAIR and is_name(lines[0]) and is_title_of_person(lines[1]) for lines in split
    ):
        return 1, [Undertecknare(namn=lines[0], titel=lines[1]) for lines in split]
    if not cells or number + 1 >= len(rows) or not all(is_name(cell) for cell in cells):
        return 0, []
    titles = [without_bold(cell.text).strip() for cell in rows[number + 1].cells if cell.text.strip()]
    if len(titles) != len(cells) or not all(is_title_of_person(title) for title in titles):
        return 0, []
    return 2, [Undertecknare(namn=namn, titel=titel) for namn, titel in zip(cells, titles, strict=True)]
