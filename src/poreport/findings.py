"""Findings are values: what is wrong, where, by which law, how binding, and what to do.

Nothing here knows the rules. `Finding` is what `check` returns; the functions turn a list of findings into
text for people, JSON and SARIF 2.1.0.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from poreport.lagrum import parse_lagrum
from poreport.model import Position

__all__ = ["Finding", "Styrka", "exit_status", "to_json", "to_sarif", "to_text", "verdict"]


class Styrka(enum.Enum):
    """How binding a finding is."""

    SKA = "SKA"
    """The document is wrong."""
    BOR = "BÖR"
    """Look at it: it may be right."""
    UPPLYSNING = "UPPLYSNING"
    """Worth knowing."""

    @property
    def rank(self) -> int:
        """0 for the most binding."""
        return list(Styrka).index(self)


@frozen
class Finding:
    """One thing that a rule found.

    Attributes:
        kod: The rule's lasting code.
        styrka: How binding it is.
        path: Path in the ärende of the value that should be looked at first.
        message: Swedish: what is wrong, with the figures on both sides.
        gor: Swedish: what to do.
        lagrum: Place in the law in the notation of `poreport.lagrum`, or None.
        plats: Section and label as printed in the form edition, or None for documents that are not forms.
        position: Where the value stands in the file that was read, or None.
        ratt: The figure to put at `path`, when the message names one.
    """

    kod: str
    styrka: Styrka
    path: str
    message: str
    gor: str
    lagrum: str | None = None
    plats: str | None = None
    position: Position | None = None
    ratt: int | Decimal | None = None

    @property
    def dokument(self) -> str:
        """The document the finding is about: the first step of its path."""
        return self.path.split(".")[0].split("[")[0]

    @property
    def lagrum_i_ord(self) -> str | None:
        """The place in the law in Swedish words."""
        return str(parse_lagrum(self.lagrum)) if self.lagrum else None


RUBRIKER: Final = {
    "redovisning": "Redovisning",
    "ansokan": "Ansökan",
    "tjansteskrivelse": "Tjänsteskrivelse",
    "arsrapport": "Årsrapport",
}
_ORDNING: Final = (*RUBRIKER, "")


def order_key(finding: Finding) -> tuple[int, int, str, str, str]:
    """Sort by document, then how binding, then place, then code."""
    grupp = finding.dokument if finding.dokument in RUBRIKER else ""
    rad = finding.position.rad if finding.position else None
    plats = f"{rad or 0:09}" if rad else finding.path
    return _ORDNING.index(grupp), finding.styrka.rank, plats, finding.kod, finding.path


def exit_status(findings: Iterable[Finding]) -> int:
    """1 when anything is SKA, else 0."""
    return int(any(f.styrka is Styrka.SKA for f in findings))


def verdict(findings: Sequence[Finding]) -> str:
    """One line: can the documents be sent as they are?"""
    antal = {s: sum(f.styrka is s for f in findings) for s in Styrka}
    delar = [
        f"{antal[Styrka.SKA]} fel som ska rättas" if antal[Styrka.SKA] else "",
        f"{antal[Styrka.BOR]} att se över" if antal[Styrka.BOR] else "",
        f"{antal[Styrka.UPPLYSNING]} att känna till" if antal[Styrka.UPPLYSNING] else "",
    ]
    rakning = ", ".join(del_ for del_ in delar if del_)
    if antal[Styrka.SKA]:
        return f"Inte klart: {rakning}."
    return f"Inga fel. {rakning[:1].upper()}{rakning[1:]}." if rakning else "Inga anmärkningar."


def to_text(findings: Sequence[Finding]) -> str:
    """The findings for people: grouped by document, the most binding first, the verdict last."""
    rader: list[str] = []
    rubrik = None
    for finding in sorted(findings, key=order_key):
        ny = RUBRIKER.get(finding.dokument, "Ärendet i stort")
        if ny != rubrik:
            rader += ["", ny] if rader else [ny]
            rubrik = ny
        plats = f"{finding.position}: " if finding.position else ""
        rader.append(f"  {plats}{finding.styrka.value} {finding.kod}: {finding.message}")
        if finding.plats:
            rader.append(f"      Var: {finding.plats}")
        rader.append(f"      Gör så här: {finding.gor}")
        if finding.lagrum:
            rader.append(f"      Lagrum: {finding.lagrum_i_ord}")
    if rader:
        rader.append("")
    return "\n".join([*rader, verdict(findings)])


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain data for JSON."""
    position = finding.position
    data = {
        "kod": finding.kod,
        "styrka": finding.styrka.value,
        "dokument": finding.dokument,
        "path": finding.path,
        "message": finding.message,
        "gor": finding.gor,
        "lagrum": finding.lagrum_i_ord,
        "plats": finding.plats,
        "fil": position.fil if position else None,
        "rad": position.rad if position else None,
        "kolumn": position.kolumn if position else None,
        "ratt": str(finding.ratt) if finding.ratt is not None else None,
    }
    return {nyckel: varde for nyckel, varde in data.items() if varde is not None}


def to_json(findings: Sequence[Finding]) -> str:
    """The findings as JSON: `{"utfall": …, "findings": [...]}`."""
    lista = [as_dict(f) for f in sorted(findings, key=order_key)]
    return json.dumps({"utfall": verdict(findings), "findings": lista}, ensure_ascii=False, indent=2)


_NIVA: Final = {Styrka.SKA: "error", Styrka.BOR: "warning", Styrka.UPPLYSNING: "note"}


def to_sarif(findings: Sequence[Finding], *, version: str, titles: dict[str, str]) -> str:
    """The findings as a SARIF 2.1.0 log, for editors and code hosts.

    Args:
        findings: What `check` returned.
        version: The version of poreport.
        titles: Rule code → title.
    """
    ordnade = sorted(findings, key=order_key)
    koder = sorted({f.kod for f in ordnade})
    regler = [{"id": kod, "shortDescription": {"text": titles.get(kod, kod)}} for kod in koder]
    resultat = []
    for finding in ordnade:
        post: dict[str, Any] = {
            "ruleId": finding.kod,
            "ruleIndex": koder.index(finding.kod),
            "level": _NIVA[finding.styrka],
            "message": {"text": f"{finding.message} {finding.gor}"},
            "locations": [{"logicalLocations": [{"fullyQualifiedName": finding.path}]}],
        }
        position = finding.position
        if position:
            fysisk: dict[str, Any] = {"artifactLocation": {"uri": position.fil.replace("\\", "/")}}
            if position.rad:
                fysisk["region"] = {"startLine": position.rad, "startColumn": position.kolumn or 1}
            post["locations"][0]["physicalLocation"] = fysisk
        resultat.append(post)
    logg = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "poreport", "version": version, "rules": regler}},
                "columnKind": "unicodeCodePoints",
                "results": resultat,
            }
        ],
    }
    return json.dumps(logg, ensure_ascii=False, indent=2)
