"""What follows from other documents: the memo's title, decisions and attachments, and sums over areas.

A value given in the memo always wins over what is derived here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from poreport import svenska
from poreport.forms import authority
from poreport.model import AVSNITT, Arende, Kommun, Slag, Tjansteskrivelse, falt_i

__all__ = [
    "MARK",
    "attachments",
    "authority_of",
    "board",
    "decision_lead",
    "decisions",
    "derived",
    "designation",
    "fingerprint",
    "heading",
    "in_order",
    "order",
    "posts_in_words",
    "total",
    "without_derived",
]


_ABSURD = 12
"""Digits beyond which a number of posts is printed as it was given, for the rules to speak of."""


def board(arende: Arende) -> str | None:
    """The nämnd that decides: the memo's recipient, else the nämnd of the redovisning or the ansökan."""
    namn = (
        arende.tjansteskrivelse and arende.tjansteskrivelse.mottagare,
        arende.redovisning and arende.redovisning.kontakt.namnd,
        arende.ansokan and arende.ansokan.namnd,
    )
    return next((n for n in namn if n), None)


def authority_of(kommun: Kommun | None) -> str:
    """The länsstyrelse that the kommun reports to, as a noun in the middle of a sentence."""
    return authority(kommun.lan, kommun.lansstyrelse) if kommun else authority(None)


def posts_in_words(tjanster: Decimal) -> str:
    """A number of årsanställningar as prose: ”två heltidsanställningar”, ”1,50 årsanställningar”."""
    if abs(tjanster.adjusted()) > _ABSURD:
        return f"{tjanster} årsanställningar"
    if tjanster == tjanster.to_integral_value():
        return svenska.antal_med_ord(tjanster, "heltidsanställning")
    return f"{svenska.format_arsanstallningar(tjanster)}{svenska.NBSP}årsanställningar"


def designation(arende: Arende) -> str:
    """What the memo is called."""
    return (arende.tjansteskrivelse and arende.tjansteskrivelse.benamning) or "tjänsteskrivelse"


def heading(arende: Arende) -> str:
    """The memo's title: as given, else formed by the documents in the ärende and their years."""
    skrivelse = arende.tjansteskrivelse
    if skrivelse and skrivelse.rubrik:
        return skrivelse.rubrik
    redovisning, ansokan = arende.redovisning, arende.ansokan
    if redovisning and ansokan:
        return (
            f"Redovisning för år {redovisning.ar} och ansökan för år {ansokan.avser_ar}: "
            "statsbidrag till personligt ombud"
        )
    if ansokan:
        return f"Ansökan om statsbidrag till personligt ombud för år {ansokan.avser_ar}"
    if redovisning:
        return f"Redovisning av statsbidrag till personligt ombud för år {redovisning.ar}"
    return "Personligt ombud"


def decisions(arende: Arende) -> tuple[str, ...]:
    """The proposed decisions, one action each: as given, else one for each document.

    Written as independent sentences that can be copied into the minutes, or as att-clauses without a
    full stop when the memo asks for that (`beslutsform`).
    """
    skrivelse = arende.tjansteskrivelse
    if skrivelse and skrivelse.beslut:
        return skrivelse.beslut
    att = _as_clauses(arende)
    namnd = board(arende) or "Nämnden"
    beslut = []
    if arende.redovisning:
        vad = f"redovisningen av verksamheten med personligt ombud för år {arende.redovisning.ar}"
        beslut.append(f"att godkänna {vad}" if att else f"{namnd} godkänner {vad}.")
    if arende.ansokan:
        vad = f"hos {authority_of(arende.ansokan.kommun)} om statsbidrag för verksamhet med personligt ombud"
        if arende.ansokan.arsanstallningar is not None:
            vad += f" motsvarande {posts_in_words(arende.ansokan.arsanstallningar)}"
        vad += f" för år {arende.ansokan.avser_ar}"
        beslut.append(f"att ansöka {vad}" if att else f"{namnd} ansöker {vad}.")
    return tuple(beslut)


def decision_lead(arende: Arende) -> str | None:
    """The words before att-clauses (”Socialnämnden beslutar”); None for independent sentences."""
    return f"{board(arende) or 'Nämnden'} beslutar" if _as_clauses(arende) else None


def _as_clauses(arende: Arende) -> bool:
    skrivelse = arende.tjansteskrivelse
    return skrivelse is not None and skrivelse.beslutsform == "att-satser"


def attachments(arende: Arende) -> tuple[str, ...]:
    """The memo's attachments: as given, else the documents of the ärende.

    A document is dated when it was signed before the memo was written; one that is signed after the decision
    lies undated before the nämnd.
    """
    skrivelse = arende.tjansteskrivelse
    if skrivelse and skrivelse.bilagor:
        return skrivelse.bilagor
    bilagor = []
    if arende.redovisning:
        rubrik = f"Redovisning av statsbidrag till personligt ombud för år {arende.redovisning.ar}"
        bilagor.append(rubrik + _dated(arende.redovisning.underskrift.datum, skrivelse))
    if arende.ansokan:
        rubrik = f"Ansökan om statsbidrag till personligt ombud för år {arende.ansokan.avser_ar}"
        bilagor.append(rubrik + _dated(arende.ansokan.datum, skrivelse))
    return tuple(bilagor)


def _dated(dag: date | None, skrivelse: Tjansteskrivelse | None) -> str:
    if dag is None or (skrivelse and skrivelse.datum and dag > skrivelse.datum):
        return ""
    return f", daterad {svenska.format_datum(dag)}"


def order(arende: Arende) -> tuple[str, ...]:
    """The memo's sections in print order: the kommun's order first, then those it did not name."""
    return in_order(arende.tjansteskrivelse.ordning if arende.tjansteskrivelse else ())


def in_order(egen: Iterable[str]) -> tuple[str, ...]:
    """All sections of a memo: those of an order of one's own first, then the others."""
    valda = tuple(dict.fromkeys(namn for namn in egen if namn in AVSNITT))
    return (*valda, *(namn for namn in AVSNITT if namn not in valda))


MARK: Final = "bildad."
"""How the name of the property begins that holds the fingerprint of a derived text in a Word document."""


def derived(arende: Arende) -> dict[str, str]:
    """What the memo prints in each place that it can leave to be derived; several items with a line each."""
    return {
        "benamning": designation(arende),
        "mottagare": board(arende) or "",
        "rubrik": heading(arende),
        "beslut": "\n".join(decisions(arende)),
        "bilagor": "\n".join(attachments(arende)),
    }


def fingerprint(text: str) -> str:
    """Eight signs by which a text is known again, however its words are spaced and its lines broken."""
    words = " ".join(svenska.normalise_text(text).varde.split())
    return f"{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}"


def without_derived(arende: Arende) -> Arende:
    """The ärende without the texts of its memo that it would derive by itself, as they stand.

    Only those count that were derived when the document was made (`kalla.bildade`) and that nobody has
    changed since. In an ärende that says something else than it did then they are kept: they are what the
    memo says.
    """
    skrivelse = arende.tjansteskrivelse
    if skrivelse is None:
        return arende
    prefix = "tjansteskrivelse."
    marks = {path.removeprefix(prefix): mark for path, mark in arende.kalla.bildade.items()}
    left_out = {namn for namn in marks if fingerprint(_as_text(getattr(skrivelse, namn))) == marks[namn]}
    while left_out:
        bare = attrs.evolve(arende, tjansteskrivelse=_without(skrivelse, left_out))
        texts = derived(bare)
        kept = {namn for namn in left_out if fingerprint(texts.get(namn, "")) != marks[namn]}
        if not kept:
            return bare
        # What is derived can depend on what was kept, so the rest is derived again.
        left_out -= kept
    return arende


def _as_text(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else "\n".join(value or ())


def _without(skrivelse: Tjansteskrivelse, namn: Iterable[str]) -> Tjansteskrivelse:
    falt = falt_i(Tjansteskrivelse)
    nothing: dict[str, Any] = {n: () if falt[n].slag is Slag.LISTA else None for n in namn}
    return attrs.evolve(skrivelse, **nothing)


def total(varden: Iterable[int | None]) -> int | None:
    """The sum of the answered figures; None when none is answered."""
    kanda = [varde for varde in varden if varde is not None]
    return sum(kanda) if kanda else None
