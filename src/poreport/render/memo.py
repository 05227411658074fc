"""The Word template of the tjänsteskrivelse: header, the sections in the kommun's order, signatures."""

from __future__ import annotations

from typing import Final

from poreport.model import Handlaggare, Slag, Tjansteskrivelse, Undertecknare, falt_i
from poreport.render import package_base, wml

__all__ = ["build"]

_DOKUMENT: Final = "tjansteskrivelse"
_KEEP: Final = "<w:keepNext/>"

_HEADINGS: Final = {
    "beslut": "Förslag till beslut",
    "sammanfattning": "Sammanfattning",
    "bakgrund": "Bakgrund",
    "bedomning": "Bedömning",
    "ekonomi": "Ekonomiska konsekvenser",
    "barn": "Konsekvenser för barn",
    "bilagor": "Bilagor",
    "skickas_till": "Beslutet skickas till",
}
_NUMBERED: Final = {
    "beslut": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>',
    "bilagor": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>',
}


def build() -> bytes:
    """The Word template of the tjänsteskrivelse: a .docx, the same bytes every time."""
    place = "[kommun.postnummer, kommun.postort] | select | join(' ')"
    footer = f"{{{{ [kommun.namn, kommun.utdelningsadress, {place}] | select | join(', ') }}}}"
    return package_base.assemble(
        document=wml.body(_head() + _sections()), footer=footer, title="Tjänsteskrivelse"
    )


def _control(path: str) -> str:
    """The control of a field of the memo or of its handläggare."""
    owner, _, name = path.rpartition(".")
    falt = falt_i(Handlaggare if owner else Tjansteskrivelse)[name]
    full = f"{_DOKUMENT}.{path}"
    return wml.control(full, falt.titel, full, falt.slag, locked=False)


def _when(condition: str, content: str) -> str:
    return f"{wml.tag_paragraph(f'if {condition}')}{content}{wml.tag_paragraph('endif')}"


def _for(item: str, items: str, content: str) -> str:
    return f"{wml.tag_paragraph(f'for {item} in {items}')}{content}{wml.tag_paragraph('endfor')}"


# --- the head ---------------------------------------------------------------------------------------------


def _head() -> str:
    """Who writes to whom, when and in which matter, in two columns without lines."""
    kommun = f"{_DOKUMENT}.kommun.namn"
    sender = wml.paragraph("Myndighet", wml.control(kommun, "Kommunens namn", kommun, locked=False))
    unit = _when(f"{_DOKUMENT}.handlaggare.enhet", wml.paragraph("Svarsfalt", _control("handlaggare.enhet")))
    kind = wml.paragraph("Dokumenttyp", _control("benamning"))
    half = wml.TEXT_WIDTH // 2
    labels = {"datum": "Datum", "arendebeteckning": "Ärendebeteckning", "mottagare": "Mottagare"}
    matter = "".join(
        wml.paragraph("Etikett", wml.run(label)) + wml.paragraph("Svar", _control(path))
        for path, label in labels.items()
    )
    rows = ((sender + unit, kind), (_officer(), matter))
    table = wml.table(
        [half, wml.TEXT_WIDTH - half],
        "".join(wml.row([wml.cell(half, left), wml.cell(half, right)]) for left, right in rows),
        title="Dokumenthuvud",
        description="Avsändare, handläggare, datum, ärendebeteckning och mottagare.",
        style="Dokumenthuvud",
    )
    return table + wml.paragraph("Rubrik1", _control("rubrik"))


def _officer() -> str:
    """The handläggare: the name always has its place, the rest when it is known."""
    rest = (
        _when(f"{_DOKUMENT}.handlaggare.{name}", wml.paragraph("Svarsfalt", _control(f"handlaggare.{name}")))
        for name in ("titel", "telefon", "epost")
    )
    label = wml.paragraph("Etikett", wml.run("Handläggare"))
    return label + wml.paragraph("Svarsfalt", _control("handlaggare.namn")) + "".join(rest)


# --- the sections -----------------------------------------------------------------------------------------


def _sections() -> str:
    names = (*_HEADINGS, "undertecknare")
    sections = "".join(
        _when(f"avsnitt == '{name}' and {_DOKUMENT}.{name}", _heading(name) + _content(name))
        for name in names
    )
    return _for("avsnitt", f"{_DOKUMENT}.ordning", sections)


def _heading(name: str) -> str:
    return wml.paragraph("Rubrik2", wml.run(_HEADINGS[name])) if name in _HEADINGS else ""


def _content(name: str) -> str:
    falt = falt_i(Tjansteskrivelse)[name]
    full = f"{_DOKUMENT}.{name}"
    if name == "beslut":
        return _decisions()
    if name == "undertecknare":
        return _signatures()
    if falt.slag is Slag.LISTA:
        return _for("rad", full, wml.paragraph("Rad", _item(name), properties=_NUMBERED.get(name, "")))
    return wml.block_control(full, falt.titel, full, "Normal")


def _item(name: str) -> str:
    titel = falt_i(Tjansteskrivelse)[name].titel
    return wml.control(f"{_DOKUMENT}.{name}[{{{{ loop.index0 }}}}]", titel, "rad", locked=False)


def _decisions() -> str:
    """Numbered sentences; att-clauses after their lead, and a lone sentence, without numbers."""
    lead = _when(
        "beslutsinledning", wml.paragraph("Normal", wml.run("{{ beslutsinledning }}"), properties=_KEEP)
    )
    numbered = wml.paragraph("Beslut", _item("beslut"), properties=_NUMBERED["beslut"])
    plain = wml.paragraph("Beslut", _item("beslut"))
    condition = f"if beslutsinledning or {_DOKUMENT}.beslut | length == 1"
    otherwise, end = wml.tag_paragraph("else"), wml.tag_paragraph("endif")
    choice = f"{wml.tag_paragraph(condition)}{plain}{otherwise}{numbered}{end}"
    return lead + _for("rad", f"{_DOKUMENT}.beslut", choice)


def _signatures() -> str:
    """Room for a name by hand, the name, and the title below."""
    titles = falt_i(Undertecknare)

    def control(name: str) -> str:
        tag = f"{_DOKUMENT}.undertecknare[{{{{ loop.index0 }}}}].{name}"
        return wml.control(tag, titles[name].titel, f"rad.{name}", locked=False)

    name = wml.paragraph("Underskrift", control("namn"))
    title = wml.paragraph("Underskriftstitel", control("titel"))
    return _for("rad", f"{_DOKUMENT}.undertecknare", name + title)
