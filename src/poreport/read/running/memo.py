"""A tjänsteskrivelse: header block, sections by their usual headings, signatures, bilagor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from attrs import evolve

from poreport import svenska
from poreport.model import AVSNITT, Handlaggare, Otolkat, Tjansteskrivelse, Tolkning, Undertecknare
from poreport.read.flow import Row
from poreport.read.form.filled import place_in_words
from poreport.read.form.memo_words import (
    RENDERED,
    begins_decisions,
)
from poreport.read.prose import Piece, Prose, is_page_number
from poreport.read.running import (
    Read,
    as_heading,
    is_unit,
    paragraphs,
    pieces_of,
    says_more,
    without_bold,
)
from poreport.read.running.furniture import without_feet, without_heads
from poreport.read.running.memo_decisions import Decisions
from poreport.read.running.memo_head import MemoHead
from poreport.read.running.memo_sections import (
    LISTS,
    MARKED,
    SHORTEST_FULL,
    Section,
    is_known,
    sections_of,
    stands_alone,
    with_person_first,
)
from poreport.read.running.signers import signers_at
from poreport.svenska import quote

__all__ = ["read_memo"]

_ITEM: Final = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s+|(?=att\s)", re.IGNORECASE)
_ATT: Final = re.compile(r"att\s", re.IGNORECASE)
_OURS: Final = re.compile(r"personlig(?:t|a) ombud|2013:522", re.IGNORECASE)
_DIGITAL: Final = re.compile(
    r"(?:digitalt|elektroniskt) (?:under(?:tecknat|skrivet)|signerat|beslutat?)"
    r"|(?:beslutats|godkänt|signerat) digitalt|^(?:attesterat|godkänt|signerat) av$",
    re.IGNORECASE,
)


def read_memo(rows: Sequence[Row], prose: Prose) -> Read:
    """Read the rows of a tjänsteskrivelse."""
    return _Memo(rows, prose).read()


class _Memo:
    def __init__(self, rows: Sequence[Row], prose: Prose) -> None:
        self.out = Read()
        self.prose = prose
        self.values: dict[str, Any] = {}
        self.rows = paragraphs(_with_clauses_apart(self._without_furniture(rows)), parted=stands_alone)

    def read(self) -> Read:
        head, sections = sections_of(self.rows)
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
            first = next((n for n, row in enumerate(rows) if n and is_known(row)), len(rows))
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
        return with_person_first(kept, first)

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

    # --- sections -------------------------------------------------------------------------------------

    def _section(self, section: Section) -> None:
        if section.name == "undertecknare":
            for row in section.rows:
                self._keep(row, "tjansteskrivelse.undertecknare")
            return
        if section.name in LISTS:
            self._list(section)
        else:
            self._text(section)
        title, shown = section.title, RENDERED.get(section.name, "")
        if section.name and says_more(title, shown):
            remark = f"läste avsnittet {quote(title)} som {quote(shown)}"
            position = section.rows[0].position if section.rows else self.rows[0].position
            self.out.tolkningar.append(Tolkning(f"tjansteskrivelse.{section.name}", remark, position))

    def _text(self, section: Section) -> None:
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

    def _list(self, section: Section) -> None:
        """Decisions, attachments and recipients: one to each item or line."""
        items: list[str] = []
        wraps = any(MARKED.match(without_bold(row.text)) for row in section.rows)
        for row in section.rows:
            for line in self.prose.lines([Piece(without_bold(row.text).replace("\t", " "))]):
                match = _ITEM.match(line)
                marked = bool(match and match.end()) or bool(_ATT.match(line))
                open_ended = not marked and items[-1:] and items[-1][-1:] not in ".:;"
                long = bool(items) and wraps and not row.gap and len(items[-1]) >= SHORTEST_FULL
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

    def _decisions(self, items: list[str], section: Section) -> list[str]:
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

    def _signers(self, sections: list[Section], unit: str | None) -> list[Undertecknare]:
        """Names with their titles below, taken out of the section that they happen to stand in."""
        signers: list[Undertecknare] = []
        for section in sections:
            if section.name == "beslut" and not signers and len(section.rows) <= 1:
                continue
            section.rows, found = self._take_signers(section, unit)
            signers += found
        return signers

    def _take_signers(self, section: Section, unit: str | None) -> tuple[list[Row], list[Undertecknare]]:
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


def _with_clauses_apart(rows: list[Row]) -> list[Row]:
    """The rows, where an att-clause below another is its own line unless it can be one that was wrapped."""
    width = max((len(row.text) for row in rows if len(row.cells) == 1), default=0)
    found = rows[:1]
    for before, row in pairwise(rows):
        both = row.joins and _ATT.match(before.text) and _ATT.match(row.text)
        fitted = len(before.text) + len("att ") < width
        found.append(evolve(row, joins=False) if both and fitted else row)
    return found


def _recipients(item: str) -> list[str]:
    """Those between commas, when all of them are short names."""
    parts = [part.strip() for part in re.split(r"[,;]\s+", item.rstrip(".")) if part.strip()]
    short = all(part[:1].isupper() and len(part.split()) <= 4 for part in parts)  # noqa: PLR2004  a name, not a sentence
    return parts if short and len(parts) > 1 else [item]
