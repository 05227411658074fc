"""A tjänsteskrivelse: header block, sections by their usual headings, signatures, bilagor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from attrs import define, evolve, field

from poreport import svenska
from poreport.model import AVSNITT, Handlaggare, Otolkat, Tjansteskrivelse, Tolkning, Undertecknare
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.form.memo_words import (
    DECIDES,
    RENDERED,
    begins_decisions,
    section_by_stem,
    section_of,
    title_of,
)
from poreport.read.prose import Piece, Prose, is_page_number
from poreport.read.running import (
    Read,
    as_heading,
    is_unit,
    looks_like_heading,
    paragraphs,
    pieces_of,
    says_more,
    without_bold,
)
from poreport.read.running.furniture import without_feet, without_heads
from poreport.read.running.memo_decisions import Decisions
from poreport.read.running.memo_head import MemoHead
from poreport.read.running.signers import signers_at
from poreport.svenska import quote

__all__ = ["read_memo"]

_LISTS: Final = ("beslut", "bilagor", "skickas_till")
_ITEM: Final = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s+|(?=att\s)", re.IGNORECASE)
_MARKED: Final = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s|att\s")
_ATT: Final = re.compile(r"att\s", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"personliga? ombud|personligt ombud|statsbidrag", re.IGNORECASE)
_OURS: Final = re.compile(r"personlig(?:t|a) ombud|2013:522", re.IGNORECASE)
_SHORTEST_FULL: Final = 60
"""A line of a list with bullets that is as long may go on in the next one."""
_DIGITAL: Final = re.compile(
    r"(?:digitalt|elektroniskt) (?:under(?:tecknat|skrivet)|signerat|beslutat?)"
    r"|(?:beslutats|godkänt|signerat) digitalt|^(?:attesterat|godkänt|signerat) av$",
    re.IGNORECASE,
)
_SHORTEST_SENTENCE: Final = 45


def read_memo(rows: Sequence[Row], prose: Prose) -> Read:
    """Read the rows of a tjänsteskrivelse."""
    return _Memo(rows, prose).read()


@define
class _Section:
    """A heading with the rows below it; without a name when the heading has no field, or there is none."""

    name: str
    title: str
    rows: list[Row] = field(factory=list)


class _Memo:
    def __init__(self, rows: Sequence[Row], prose: Prose) -> None:
        self.out = Read()
        self.prose = prose
        self.values: dict[str, Any] = {}
        self.rows = paragraphs(self._without_furniture(rows), parted=_stands_alone)

    def read(self) -> Read:
        head, sections = self._sections()
        block = MemoHead(head, self.out)
        block.read()
        self.values = block.values
        signers = self._signers(sections, block.person.get("enhet"))
        for section in sections:
            self._section(section)
        if signers:
            self.values["undertecknare"] = tuple(signers)
        if sections:
            order = list(dict.fromkeys(section.name for section in sections if section.name in RENDERED))
            self._order(order)
        document = Tjansteskrivelse(handlaggare=Handlaggare(**block.person), **self.values)
        self._remark_on_subject(document)
        return evolve(self.out, document=document)

    def _without_furniture(self, rows: Sequence[Row]) -> list[Row]:
        """The rows without what belongs to the pages; what is left out is told."""
        first = next((n for n, row in enumerate(rows) if n and begins_decisions(as_heading(row.text))), None)
        if first is None:
            first = next((n for n, row in enumerate(rows) if n and _is_known(row)), len(rows))
        kept, heads = without_heads(rows, first)
        kept, feet = without_feet(kept, first)
        said = ", ".join(" ".join(row.text.split()) for row in heads if not is_page_number(row.text))
        if said:
            remark = Tolkning("tjansteskrivelse", f"tog inte med sidhuvudet ”{said}”", heads[0].position)
            self.out.tolkningar.append(remark)
        if feet:
            text = ", ".join(" ".join(row.text.split()) for row in feet)
            remark = Tolkning("tjansteskrivelse", f"tog inte med sidfoten ”{text}”", feet[0].position)
            self.out.tolkningar.append(remark)
        return kept

    def _remark_on_subject(self, memo: Tjansteskrivelse) -> None:
        """Warn of a memo whose title and decisions are about something else."""
        about = " ".join((memo.rubrik or "", *memo.beslut, *memo.bilagor))
        if (memo.rubrik or memo.beslut) and not _OURS.search(about):
            remark = (
                "varken rubriken, förslaget till beslut eller bilagorna nämner personligt ombud; "
                "kontrollera att det är rätt skrivelse"
            )
            self.out.tolkningar.append(Tolkning("tjansteskrivelse.rubrik", remark, self.rows[0].position))

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
        named = False
        last = max((n for n, row in enumerate(self.rows) if _known_heading(row)[0] == "beslut"), default=0)
        for number, row in enumerate(self.rows):
            known, rest = _known_heading(row)
            if title_of(row.text) and not (sections or named) and number < last:
                known = None  # "Beslutsunderlag" and "Beslutsförslag" are also what some call the memo
            if rest and (not sections[-1:] or not sections[-1].rows or known in {s.name for s in sections}):
                known = None if sections else known  # "Bilaga 1: …" in a list, bold words that lead a text in
            unknown = bool(sections) and known is None and looks_like_heading(self.rows, number)
            unknown = unknown or (
                known is None and bool(sections) and _ends_list(sections[-1], self.rows, number)
            )
            if known is not None and (known or sections):
                sections.append(_Section(known, as_heading(row.text)))
                if rest:
                    sections[-1].rows.append(evolve(row, cells=(evolve(row.cells[0], text=rest),), gap=0))
            elif unknown:
                title = as_heading(row.text)
                sections.append(_Section(section_by_stem(title), title))
            elif sections:
                sections[-1].rows.append(row)
            elif named and _is_sentence(row):
                decides = DECIDES.fullmatch(row.text.strip()) is not None
                sections.append(_Section("beslut" if decides else "", "", [row]))
            else:
                head.append(row)
                named = named or _names_subject(row)
        summaries = [section for section in sections if section.name == "sammanfattning"]
        for section in summaries[1:]:
            section.name = "bakgrund"  # "Ärendebeskrivning" after a summary describes the matter
        return head, sections

    # --- sections -------------------------------------------------------------------------------------

    def _section(self, section: _Section) -> None:
        if section.name == "undertecknare":
            for row in section.rows:
                self._keep(row, "tjansteskrivelse.undertecknare")
            return
        if section.name in _LISTS:
            self._list(section)
        else:
            self._text(section)
        title, shown = section.title, RENDERED.get(section.name, "")
        if section.name and says_more(title, shown):
            remark = f"läste avsnittet {quote(title)} som {quote(shown)}"
            position = section.rows[0].position if section.rows else self.rows[0].position
            self.out.tolkningar.append(Tolkning(f"tjansteskrivelse.{section.name}", remark, position))

    def _text(self, section: _Section) -> None:
        text = self._markdown(section.rows)
        if not text and section.name:
            return
        path = section.name or "bakgrund"
        if not section.name or path in self.values:
            text = f"**{section.title}**\n\n{text}".strip() if section.title else text
            before = self.values.get(path)
            text = f"{before}\n\n{text}" if before else text
            if not section.name:
                position = section.rows[0].position if section.rows else None
                remark = (
                    f"rubriken {quote(section.title)} är inte känd; avsnittet står i bakgrunden"
                    if section.title
                    else "texten under skrivelsens rubrik har ingen egen rubrik; den står i bakgrunden"
                )
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
        wraps = any(_MARKED.match(without_bold(row.text)) for row in section.rows)
        for row in section.rows:
            for line in self.prose.lines([Piece(without_bold(row.text).replace("\t", " "))]):
                match = _ITEM.match(line)
                marked = bool(match and match.end()) or bool(_ATT.match(line))
                open_ended = not marked and items[-1:] and items[-1][-1:] not in ".:;"
                long = bool(items) and wraps and not row.gap and len(items[-1]) >= _SHORTEST_FULL
                fits = bool(items) and (row.joins or (open_ended and (line[:1].islower() or long)))
                if fits:
                    items[-1] = f"{items[-1]} {line}"
                else:
                    items.append(line[match.end() :] if match else line)
        items = [item.strip() for item in items if item.strip()]
        if section.name == "beslut":
            items = self._decisions(items, section)
        elif section.name == "skickas_till":
            items = [name for item in items for name in _recipients(item)]
        self.values[section.name] = (*self.values.get(section.name, ()), *items)
        if section.rows:
            self.out.positioner.setdefault(f"tjansteskrivelse.{section.name}", section.rows[0].position)

    def _decisions(self, items: list[str], section: _Section) -> list[str]:
        """The decisions, with the nämnd that the words before them name."""
        read = Decisions.of(items)
        if read.form:
            self.values["beslutsform"] = read.form
        if read.board and section.rows and "mottagare" not in self.values:
            self.values["mottagare"] = read.board
            remark = f"hämtade mottagaren {quote(read.board)} ur förslaget till beslut"
            self.out.tolkningar.append(
                Tolkning("tjansteskrivelse.mottagare", remark, section.rows[0].position)
            )
        if len(read.items) < len(items) and not read.lead and not read.form and section.rows:
            remark = f"orden ”{items[0]}” leder bara in besluten och är inget eget beslut"
            self.out.tolkningar.append(Tolkning("tjansteskrivelse.beslut", remark, section.rows[0].position))
        if read.lead and section.rows:
            self._keep_text(read.lead, section.rows[0], "tjansteskrivelse.beslut")
        return list(read.items)

    def _keep(self, row: Row, path: str) -> None:
        self._keep_text(row.text.strip(), row, path)

    def _keep_text(self, text: str, row: Row, path: str) -> None:
        place = place_in_words(row.position, "tjänsteskrivelsen")
        self.out.otolkat.append(Otolkat(falt=path, text=text, plats=place))

    # --- signatures -----------------------------------------------------------------------------------

    def _signers(self, sections: list[_Section], unit: str | None) -> list[Undertecknare]:
        """Names with their titles below, taken out of the section that they happen to stand in."""
        signers: list[Undertecknare] = []
        for section in sections:
            if section.name == "beslut" and not signers and len(section.rows) <= 1:
                continue
            section.rows, found = self._take_signers(section, unit)
            signers += found
        return signers

    def _take_signers(self, section: _Section, unit: str | None) -> tuple[list[Row], list[Undertecknare]]:
        rows, kept = section.rows, list[Row]()
        found: list[Undertecknare] = []
        number = 0
        while number < len(rows):
            # A person among the recipients is no signature, unless set apart from them.
            if _DIGITAL.search(rows[number].text):
                self._keep(rows[number], "tjansteskrivelse.undertecknare")
                number += 1
                continue
            may = section.name != "skickas_till" or (number and rows[number].gap)
            taken, signers = signers_at(rows, number) if may else (0, [])
            if signers:
                if kept and rows[number - 1] is kept[-1]:
                    self._take_unit(kept, unit)
                found += signers
                self.out.positioner.setdefault("tjansteskrivelse.undertecknare", rows[number].position)
                number += taken
            else:
                kept.append(rows[number])
                number += 1
        return kept, found

    def _take_unit(self, kept: list[Row], unit: str | None) -> None:
        """The förvaltning above a signature is no part of the section; one that is not known is kept."""
        text = without_bold(kept[-1].text).strip()
        if kept[-1].gap and is_unit(text):
            row = kept.pop()
            if text != unit:
                self._keep(row, "tjansteskrivelse.undertecknare")


def _known_heading(row: Row) -> tuple[str | None, str]:
    """The section that a row begins ("" for a usual one without a field), and what follows a colon in it."""
    if len(row.cells) > 1 and any(cell.text for cell in row.cells[1:]):
        return None, ""
    text = as_heading(row.text)
    name = section_of(text)
    if name is not None:
        return name, ""
    before, colon, after = text.partition(":")
    name = section_of(before.strip()) if colon else None
    if name in {*_LISTS, "sammanfattning"}:
        return name, after.strip()
    return None, ""


def _is_known(row: Row) -> bool:
    """Whether a row is the heading of a section that has a field."""
    return bool(_known_heading(row)[0])


def _ends_list(section: _Section, rows: Sequence[Row], number: int) -> bool:
    """Whether a short line ends a list of marked items: it has no mark, and a sentence stands below it."""
    if section.name not in _LISTS or number + 1 >= len(rows):
        return False
    row, after = rows[number], rows[number + 1]
    marked = bool(section.rows) and _MARKED.match(without_bold(section.rows[-1].text)) is not None
    plain = not _MARKED.match(row.text) and row.text[:1].isupper() and row.text[-1:] not in ".,;:"
    short = len(row.text) <= _SHORTEST_FULL and len(row.cells) == 1 and not row.joins
    return marked and plain and short and _is_sentence(after)


def _stands_alone(row: Row) -> bool:
    """Whether a row is a heading or the memo's title, which no wrapped line goes on over."""
    title = title_of(row.text)
    return _is_known(row) or (title is not None and not title[1])


def _names_subject(row: Row) -> bool:
    """Whether the memo's title stands in a row of its head."""
    return _SUBJECT.search(row.text) is not None and title_of(row.text) is None


def _is_sentence(row: Row) -> bool:
    text = without_bold(row.text).strip()
    return len(row.cells) == 1 and len(text) >= _SHORTEST_SENTENCE and text.endswith(".")


def _recipients(item: str) -> list[str]:
    """Those between commas, when all of them are short names."""
    parts = [part.strip() for part in re.split(r"[,;]\s+", item.rstrip(".")) if part.strip()]
    short = all(part[:1].isupper() and len(part.split()) <= 4 for part in parts)  # noqa: PLR2004  a name, not a sentence
    return parts if short and len(parts) > 1 else [item]
