"""The proposed decisions of a memo: independent sentences, or att-clauses under words that lead them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

__all__ = ["Decisions", "leads_in"]

_ATT: Final = re.compile(r"att\s", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"(?P<by>(?:\S+ ){1,6}?föreslår(?: att)? )?(?P<who>(?:\S+ ){0,6}\S*"
    r"(?:nämnd|nämnden|utskott|utskottet|styrelse|styrelsen|ordföranden?|fullmäktige)"
    r"(?: (?:för|i) (?:\S+ ){0,4}?\S+)?)"
    r"(?: föreslås)? (?:beslutar|besluta|fattar (?:följande )?beslut)(?P<more>.*?)(?P<att>,? att)?",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"I (?P<who>\S*nämnd\b.*|.*nämnden)", re.IGNORECASE)
_BY_BOARD: Final = re.compile(r"nämnd|utskott|styrelse", re.IGNORECASE)
_NO_BOARD: Final = re.compile(r"ordförande", re.IGNORECASE)
_NOTHING_MORE: Final = {"", "följande", "enligt följande"}


def leads_in(text: str) -> bool:
    """Tell whether a line only leads in decisions below it ("Socialnämnden beslutar att")."""
    lead = _LEAD.fullmatch(text.strip(" :.*"))
    return lead is not None and lead["more"].strip(" ,:.") in _NOTHING_MORE and not text.strip().endswith(".")


@frozen
class Decisions:
    """What is proposed.

    Attributes:
        items: The decisions.
        form: "att-satser" when they are att-clauses.
        board: The nämnd that decides, when the words before the decisions name it.
        lead: Those words, when they say more than that a nämnd decides.
    """

    items: tuple[str, ...]
    form: str | None = None
    board: str | None = None
    lead: str | None = None

    @classmethod
    def of(cls, items: Sequence[str]) -> Decisions:
        """The decisions among the items of a section; the first may only lead the others in."""
        first, *others = items or [""]
        bare = first.rstrip(" :.")
        lead = _LEAD.fullmatch(bare)
        within = _IN.fullmatch(bare)
        board: str | None = None
        kept: str | None = None
        ends = first.endswith(".") and not (lead and lead["more"].strip(" ,:.") in _NOTHING_MORE)
        if others and (lead or within) and not ends:
            who = (lead["who"] if lead else within["who"] if within else "").strip()
            board = None if _NO_BOARD.search(who) else who
            says_more = lead is not None and lead["more"].strip(" ,:.") not in _NOTHING_MORE
            says_more = says_more or bool(lead and lead["by"] and _BY_BOARD.search(lead["by"]))
            kept = first if says_more or board is None else None
            board = None if who.lower() == "nämnden" else board
            items = others
            if lead and lead["att"]:
                items = [item if _ATT.match(item) else f"att {item}" for item in others]
        att = [item for item in items if _ATT.match(item)]
        form = "att-satser" if att and len(att) >= len(items) - 1 else None
        return cls(tuple(item for item in items if item), form, board, kept)
