"""What a template is filled in with: the documents as views, the form edition, and what is derived."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import attrs

from poreport import derive, forms
from poreport.model import (
    Ansokan,
    Arende,
    Arsrapport,
    Kommun,
    Redovisning,
    Tjansteskrivelse,
)
from poreport.model.paths import known_paths
from poreport.render.view import Textlista, Vy, add_uninterpreted, fields_of, view

__all__ = ["KINDS", "blankett_of", "context", "kind_of", "known_fields", "year_of"]

KINDS: Final[dict[type[Any], str]] = {
    Redovisning: "redovisning",
    Ansokan: "ansokan",
    Tjansteskrivelse: "tjansteskrivelse",
    Arsrapport: "arsrapport",
}
"""The names of the documents in a template and in paths."""

_BLANKETT: Final = ("id", "titel", "ar", "nasta_ar", "lansstyrelse")


def kind_of(dokument: object) -> str | None:
    """The name of a document's kind; None for what is no document."""
    return KINDS.get(type(dokument))


def context(dokument: Any, arende: Arende, form: forms.Form | None) -> dict[str, Any]:
    """The variables of a template.

    Each document of the ärende under its own name (None when there is none), the kommun, the form edition as
    `blankett` (None for the tjänsteskrivelse), and the lead before att-clauses as `beslutsinledning`.

    Args:
        dokument: The document to be rendered; it stands in place of the ärende's own of its kind.
        arende: The ärende it belongs to.
        form: The edition that it is printed on.
    """
    kind = KINDS[type(dokument)]
    vyer: dict[str, Vy | None] = {
        namn: None
        if (varde := dokument if namn == kind else getattr(arende, namn)) is None
        else view(varde, namn)
        for namn in KINDS.values()
    }
    vyer["kommun"] = view(dokument.kommun or arende.kommun, "kommun")
    # Documents share the ärende's kommun, and so the texts about it that could not be interpreted.
    shared = [
        attrs.evolve(rad, falt=f"{kind}.{rad.falt}")
        for rad in arende.otolkat
        if rad.falt and rad.falt.startswith("kommun.")
    ]
    add_uninterpreted(vyer, (*arende.otolkat, *shared))
    memo = vyer["tjansteskrivelse"]
    if memo is not None and kind == "tjansteskrivelse":
        _derive(memo, arende)
    return {
        **vyer,
        "blankett": None if form is None else blankett_of(form, dokument),
        "beslutsinledning": derive.decision_lead(arende),
    }


def _derive(memo: Vy, arende: Arende) -> None:
    """Fill in what the memo leaves to be derived."""
    falt = fields_of(memo)
    falt.update(
        benamning=derive.designation(arende),
        rubrik=derive.heading(arende),
        beslut=Textlista(derive.decisions(arende)),
        bilagor=Textlista(derive.attachments(arende)),
        ordning=Textlista(derive.order(arende)),
        mottagare=falt["mottagare"] or derive.board(arende),
    )


def year_of(dokument: Redovisning | Ansokan) -> int:
    """The year that a document is about."""
    return dokument.ar if isinstance(dokument, Redovisning) else dokument.avser_ar


def blankett_of(form: forms.Form, dokument: Redovisning | Ansokan) -> dict[str, Any]:
    """What a form says of itself and of this use of it."""
    ar = year_of(dokument)
    kommun = dokument.kommun or Kommun()
    varden = (form.id, form.titel, ar, ar + 1, forms.authority(kommun.lan, kommun.lansstyrelse))
    return dict(zip(_BLANKETT, varden, strict=True))


@cache
def known_fields() -> tuple[str, ...]:
    """Every name that a template can use, for messages about one that does not exist."""
    fields = list(known_paths(Kommun, "kommun"))
    for klass, namn in KINDS.items():
        fields += known_paths(klass, namn)
    extra = (
        "redovisning.omraden[].bokstav",
        "redovisning.omraden[].sokvag",
        "redovisning.brister.poster[].sokvag",
    )
    return (*fields, *extra, *(f"blankett.{namn}" for namn in _BLANKETT), "beslutsinledning")
