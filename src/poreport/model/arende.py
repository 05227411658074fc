"""The ärende: the documents that belong together, with one kommun and what is known of their source."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import frozen

from poreport.model import falt as f
from poreport.model.ansokan import Ansokan
from poreport.model.arsrapport import Arsrapport
from poreport.model.kalla import Kalla, Otolkat, Undantag
from poreport.model.kommun import Kommun
from poreport.model.redovisning import Redovisning
from poreport.model.tjansteskrivelse import Tjansteskrivelse

__all__ = ["DOKUMENT", "Arende", "Dokument"]

DOKUMENT = ("redovisning", "ansokan", "tjansteskrivelse", "arsrapport")
"""The attributes of an ärende that are documents, in the order they are made."""

Dokument = Redovisning | Ansokan | Tjansteskrivelse | Arsrapport


@frozen(kw_only=True)
class Arende:
    """One matter: up to four documents about the same kommun.

    A document that does not state its own kommun gets the ärende's, and an ansökan without a postal
    address the kommun's, so that each document can be rendered alone.
    """

    kommun: Kommun = f.delar(Kommun, "Kommunen")
    redovisning: Redovisning | None = f.kanske(Redovisning, "Redovisning")
    ansokan: Ansokan | None = f.kanske(Ansokan, "Ansökan")
    tjansteskrivelse: Tjansteskrivelse | None = f.kanske(Tjansteskrivelse, "Tjänsteskrivelse")
    arsrapport: Arsrapport | None = f.kanske(Arsrapport, "Årsrapport")
    undantag: tuple[Undantag, ...] = f.lista("Undantag från regler", Undantag)
    otolkat: tuple[Otolkat, ...] = f.lista("Text som inte kunde tolkas", Otolkat)
    kalla: Kalla = attrs.field(factory=Kalla, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Give the documents what they share with the ärende."""
        for namn in DOKUMENT:
            dokument: Any = getattr(self, namn)
            if dokument is not None and dokument.kommun is None:
                object.__setattr__(self, namn, attrs.evolve(dokument, kommun=self.kommun))
        if self.ansokan is not None and self.ansokan.postadress is None:
            adress = _postadress(self.ansokan.kommun or self.kommun)
            object.__setattr__(self, "ansokan", attrs.evolve(self.ansokan, postadress=adress))

    @property
    def dokument(self) -> dict[str, Dokument]:
        """The documents that exist, by attribute name."""
        return {namn: varde for namn in DOKUMENT if (varde := getattr(self, namn)) is not None}


def _postadress(kommun: Kommun) -> str | None:
    """The kommun's address on one line, or None when a part of it is missing."""
    if not (kommun.utdelningsadress and kommun.postnummer and kommun.postort):
        return None
    return f"{kommun.utdelningsadress}, {kommun.postnummer} {kommun.postort}"
