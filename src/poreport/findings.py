"""Findings are values: what is wrong, where, by which law, how binding, and what to do.

Nothing here knows the rules. `Finding` is what `check` returns; the functions turn a list of findings into
text for people, JSON and SARIF 2.1.0.
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterable, Mapping, Sequence
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


def order_key(finding: Finding) -> tuple[int, int, bool, str, int, int, str, str]:
    """Sort by document, then how binding, then place in the file, then path, then code."""
    grupp = finding.dokument if finding.dokument in RUBRIKER else ""
    position = finding.position
    fil, rad, kolumn = (position.fil, position.rad or 0, position.kolumn or 0) if position else ("", 0, 0)
    # Positions in lists as numbers of equal length, so that the tenth item comes after the second.
    path = _INDEX.sub(lambda traff: f"[{traff[1]:0>9}]", finding.path)
    grad = finding.styrka.rank
    return _ORDNING.index(grupp), grad, position is None, fil, rad, kolumn, path, finding.kod


_INDEX: Final = re.compile(r"\[(\d+)\]")


def exit_status(findings: Iterable[Finding]) -> int:
    """1 when anything is SKA, else 0."""
    return int(any(f.styrka is Styrka.SKA for f in findings))


def verdict(findings: Sequence[Finding], hidden: Sequence[Finding] = ()) -> str:
    """One line: can the documents be sent as they are?

    Args:
        findings: Those that are shown.
        hidden: Those that the user has chosen not to see; counted, so that nobody takes them for none.
    """
    rakning, urval = _counted(findings), " i urvalet" if hidden else ""
    if exit_status(findings):
        utfall = f"Inte klart: {rakning}."
    elif rakning:
        utfall = f"Inga fel{urval}. {rakning[:1].upper()}{rakning[1:]}."
    else:
        utfall = f"Inga anmärkningar{urval}."
    return f"{utfall} Bortvalt: {_counted(hidden)}." if hidden else utfall


def _counted(findings: Sequence[Finding]) -> str:
    """How many there are of each force, in words; empty when there are none."""
    ord_ = {Styrka.SKA: "fel som ska rättas", Styrka.BOR: "att se över", Styrka.UPPLYSNING: "att känna till"}
    antal = {s: sum(f.styrka is s for f in findings) for s in Styrka}
    return ", ".join(f"{antal[s]} {ord_[s]}" for s in Styrka if antal[s])


def to_text(findings: Sequence[Finding], hidden: Sequence[Finding] = ()) -> str:
    """The findings for people: grouped by document, the most binding first, the verdict last.

    Args:
        findings: What `check` returned, or those of it that are to be shown.
        hidden: The others, which the verdict counts.
    """
    rader: list[str] = []
    rubrik = None
    for finding in sorted(findings, key=order_key):
        ny = RUBRIKER.get(finding.dokument, "Ärendet i stort")
        if ny != rubrik:
            rader += ["", ny] if rader else [ny]
            rubrik = ny
        plats = f"{finding.position}: " if finding.position else ""
        rader.append(_line(f"  {plats}{finding.styrka.value} {finding.kod}: {finding.message}"))
        if finding.plats:
            rader.append(_line(f"      Var: {finding.plats}"))
        rader.append(_line(f"      Gör så här: {finding.gor}"))
        if finding.lagrum:
            rader.append(f"      Lagrum: {finding.lagrum_i_ord}")
    if rader:
        rader.append("")
    return "\n".join([*rader, verdict(findings, hidden)])


_STYRTECKEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def _line(text: str) -> str:
    """Text that stays on its line and can be shown in any terminal, whatever was quoted from a document."""
    return _STYRTECKEN.sub(" ", text)


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


def to_json(findings: Sequence[Finding], hidden: Sequence[Finding] = ()) -> str:
    """The findings as JSON: `{"utfall": …, "findings": [...]}`; the verdict counts those that are hidden."""
    lista = [as_dict(f) for f in sorted(findings, key=order_key)]
    return _as_json({"utfall": verdict(findings, hidden), "findings": lista})


def _as_json(data: Any) -> str:
    """JSON with Swedish letters as they are; half a surrogate pair, which no file can hold, becomes "?"."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8")


_NIVA: Final = {Styrka.SKA: "error", Styrka.BOR: "warning", Styrka.UPPLYSNING: "note"}


def to_sarif(findings: Sequence[Finding], *, version: str, titles: Mapping[str, str]) -> str:
    """The findings as a SARIF 2.1.0 log, for editors and code hosts.

    Args:
        findings: What `check` returned.
        version: The version of poreport.
        titles: Rule code → title.
    """
    ordnade = sorted(findings, key=order_key)
    koder = sorted({f.kod for f in ordnade})
    regler = [{"id": kod, "shortDescription": {"text": titles.get(kod) or kod}} for kod in koder]
    logg = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "poreport", "version": version, "rules": regler}},
                "language": "sv-SE",
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, koder.index(finding.kod)) for finding in ordnade],
            }
        ],
    }
    return _as_json(logg)


def _result(finding: Finding, index: int) -> dict[str, Any]:
    """One finding as a SARIF result."""
    plats: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": finding.path}]}
    if finding.position:
        plats["physicalLocation"] = _physical(finding.position)
    var = [ord_ for ord_ in (finding.position and finding.position.plats, finding.plats) if ord_]
    if var:
        plats["message"] = {"text": "; ".join(var)}
    lagrum = {"properties": {"lagrum": finding.lagrum_i_ord}} if finding.lagrum else {}
    return {
        "ruleId": finding.kod,
        "ruleIndex": index,
        "level": _NIVA[finding.styrka],
        "message": {"text": f"{finding.message} {finding.gor}"},
        "locations": [plats],
        # Lets a code host know the finding again when lines have moved.
        "partialFingerprints": {"poreport/v1": f"{finding.kod}:{finding.path}"},
        **lagrum,
    }


def _physical(position: Position) -> dict[str, Any]:
    fysisk: dict[str, Any] = {"artifactLocation": {"uri": _uri(position.fil)}}
    if position.rad and position.rad > 0:
        fysisk["region"] = {"startLine": position.rad}
        if position.kolumn and position.kolumn > 0:
            fysisk["region"]["startColumn"] = position.kolumn
    return fysisk


def _uri(fil: str) -> str:
    """A file name as a URI reference: relative ones stay so, full ones begin with file://."""
    from urllib.parse import quote

    vag = quote(fil.replace("\\", "/").encode("utf-8", "replace"), safe="/")
    if re.match("[A-Za-z]%3A/", vag):
        return f"file:///{vag[0]}:{vag[4:]}"
    if vag.startswith("//"):
        return f"file:{vag}"
    return f"file://{vag}" if vag.startswith("/") else vag
