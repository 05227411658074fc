"""Building a form edition from its YAML table, and saying everything that is wrong with the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from poreport.forms.form import (
    DOKUMENTKLASSER,
    FOOTNOTE,
    STILAR,
    Block,
    Cell,
    Form,
    FormError,
    Group,
    Heading,
    Question,
    Row,
    Table,
    Text,
)
from poreport.model import Slag, Svar
from poreport.model.falt import Pandemialternativ
from poreport.model.paths import field_at

__all__ = ["from_table"]


def from_table(data: Mapping[str, Any], name: str) -> Form:
    """Build a Form from a parsed YAML table of strings.

    Raises:
        FormError: The table is not a form; every mistake is named.
    """
    fel: list[str] = []
    bygge = _Bygge(data, fel)
    form = bygge.form(name)
    if fel:
        raise FormError("\n".join(f"{name}: {rad}" for rad in fel))
    return form


class _Bygge:
    """Builds one form and collects what is wrong with its table."""

    def __init__(self, data: Mapping[str, Any], fel: list[str]) -> None:
        self.data = data
        self.fel = fel
        self.dokument = str(data.get("dokument", ""))
        if self.dokument not in DOKUMENTKLASSER:
            fel.append(f"dokument är ”{self.dokument}” men ska vara redovisning eller ansokan.")
        fotnoter = data.get("fotnoter", {})
        if not isinstance(fotnoter, dict):
            fel.append(f"fotnoter ska vara namn och texter, men är {fotnoter!r}.")
            fotnoter = {}
        self.fotnoter: dict[str, Any] = fotnoter

    def form(self, name: str) -> Form:
        data = self.data
        kanda = {a.name for a in attrs.fields(Form)} | {"fotnoter", "huvud", "block"}
        for nyckel in data:
            if nyckel not in kanda:
                self.fel.append(f"okänd nyckel ”{nyckel}”.")
        for nyckel in ("id", "titel", "kalla", "huvud", "block"):
            if nyckel not in data:
                self.fel.append(f"nyckeln ”{nyckel}” saknas.")
        return Form(
            id=self._ord("id") or name,
            dokument=self.dokument,
            ar=self._heltal("ar"),
            lan=self._ord("lan"),
            titel=self._ord("titel") or "",
            kalla=self._ord("kalla") or "",
            footnotes={namn: self._text(text) for namn, text in self.fotnoter.items()},
            head=tuple(self._block(b) for b in self._lista(data.get("huvud", []), "huvud")),
            blocks=tuple(self._block(b) for b in self._lista(data.get("block", []), "block")),
            bygger_pa=self._ord("bygger_pa"),
            fortryckt_belopp=self._heltal("fortryckt_belopp"),
        )

    def _ord(self, nyckel: str) -> str | None:
        return self._text(self.data[nyckel]) if nyckel in self.data else None

    def _heltal(self, nyckel: str) -> int | None:
        return self._tal(self.data[nyckel], nyckel) if nyckel in self.data else None

    def _tal(self, text: Any, vad: str) -> int:
        if isinstance(text, str) and text.isascii() and text.isdecimal():
            return int(text)
        self.fel.append(f"{vad} är ”{text}” men ska vara ett heltal.")
        return 1

    def _lista(self, varde: Any, vad: str) -> list[Any]:
        if isinstance(varde, list):
            return varde
        self.fel.append(f"{vad} ska vara en lista, men är {varde!r}.")
        return []

    def _block(self, b: Any) -> Block:  # noqa: PLR0911  one return for each kind of block
        match b:
            case {"rubrik": text}:
                return Heading(self._text(text), 1, self._text(b["delad"]) if "delad" in b else None)
            case {"underrubrik": text}:
                return Heading(self._text(text), 2)
            case {"titel": text}:
                return Text(self._text(text), "titel")
            case {"text": text}:
                stil = b.get("stil", "text")
                if stil not in STILAR:
                    self.fel.append(f"okänd stil ”{stil}”.")
                return Text(self._text(text), stil)
            case {"fraga": text, "falt": falt}:
                return Question(self._text(text), self._falt(falt))
            case {"upprepa": path, "block": block}:
                inre = [self._block(del_) for del_ in self._lista(block, "block")]
                if any(isinstance(del_, Group) for del_ in inre):
                    self.fel.append(f"{path}: en upprepning kan inte stå i en annan.")
                return Group(self._text(path), tuple(del_ for del_ in inre if not isinstance(del_, Group)))
            case {"rader": rader, "bredder": bredder}:
                return self._tabell(b, self._lista(bredder, "bredder"), self._lista(rader, "rader"))
            case _:
                self.fel.append(f"känner inte igen blocket {b!r}.")
                return Text("")

    def _tabell(self, b: Mapping[str, Any], bredder: list[Any], rader: list[Any]) -> Table:
        widths = tuple(self._tal(bredd, "bredder") for bredd in bredder)
        rows = []
        if "huvud" in b:
            rubriker = self._lista(b["huvud"], "huvud")
            rows.append(Row(tuple(Cell(self._text(text)) for text in rubriker), header=True))
        for rad in rader:
            cells = tuple(self._cell(c) for c in self._lista(rad, "raden"))
            saknas = len(widths) - sum(cell.span for cell in cells)
            if saknas < 0:
                self.fel.append(f"raden {rad!r} har fler kolumner än tabellen.")
            elif saknas and cells:
                # The last cell of a short row takes the rest of the width.
                cells = (*cells[:-1], attrs.evolve(cells[-1], span=cells[-1].span + saknas))
            rows.append(Row(cells))
        return Table(widths, tuple(rows))

    def _cell(self, c: Any) -> Cell:
        if not isinstance(c, dict):
            return Cell(self._text(c))
        okanda = set(c) - {"etikett", "falt", "nagot", "kryss", "bredd"}
        if okanda:
            self.fel.append(f"okänd nyckel i en cell: {', '.join(sorted(okanda))}.")
        return Cell(
            label=self._text(c.get("etikett", "")),
            fields=self._falt(c.get("falt", c.get("nagot", []))),
            any_of="nagot" in c,
            mark=self._kryss(self._text(c["kryss"])) if "kryss" in c else None,
            span=self._tal(c.get("bredd", "1"), "bredd"),
        )

    def _text(self, text: Any) -> str:
        if not isinstance(text, str):
            self.fel.append(f"{text!r} ska vara en text.")
            return ""
        for namn in FOOTNOTE.findall(text):
            if namn not in self.fotnoter:
                self.fel.append(f"fotnoten ”{namn}” finns inte bland fotnoter.")
        return text

    def _falt(self, falt: Any) -> tuple[str, ...]:
        paths = (falt,) if isinstance(falt, str) else tuple(map(self._text, self._lista(falt, "falt")))
        for path in paths:
            self._slag(path)
        return paths

    def _kryss(self, mark: str) -> str:
        path, _, option = mark.partition("=")
        slag = self._slag(path)
        val = {Slag.SVAR: Svar, Slag.ALTERNATIV: Pandemialternativ}.get(slag) if slag else None
        if val is not None and option.upper() not in val.__members__:
            self.fel.append(f"{mark}: svaret ”{option}” finns inte.")
        return mark

    def _slag(self, path: str) -> Slag | None:
        klass = DOKUMENTKLASSER.get(self.dokument)
        if klass is None:
            return None
        try:
            return field_at(klass, path).slag
        except (AttributeError, ValueError) as fel:
            self.fel.append(f"{path}: {fel}")
            return None
