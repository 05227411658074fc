"""Hypothesis strategies for consistent and absurd documents, and a mutation that breaks each rule.

For the tests of poreport and of anyone who builds on it. Needs the extra `testing`.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Final

import hypothesis.strategies as st

from poreport.testing.absurd import any_arende
from poreport.testing.brott import Brott, Mutation
from poreport.testing.documents import (
    alone,
    ansokningar,
    ar_efter_ar,
    arenden,
    arsrapporter,
    make_arenden,
    make_years,
    redovisningar,
    tjansteskrivelser,
)

__all__ = [
    "MUTATIONS",
    "Brott",
    "Mutation",
    "alone",
    "ansokningar",
    "any_arende",
    "ar_efter_ar",
    "arenden",
    "arsrapporter",
    "broken",
    "make_arenden",
    "make_years",
    "redovisningar",
    "tjansteskrivelser",
]


def _mutations() -> Mapping[str, Mutation]:
    """The mutations of the modules `bryt_…` of this package, one for each rule."""
    funna: dict[str, Mutation] = {}
    for modul in pkgutil.iter_modules(__path__):
        if modul.name.startswith("bryt_"):
            delar: Mapping[str, Mutation] = importlib.import_module(f"{__name__}.{modul.name}").MUTATIONS
            if dubbla := funna.keys() & delar:
                raise ValueError(f"Flera mutationer för {', '.join(sorted(dubbla))}.")
            funna |= delar
    return funna


MUTATIONS: Final[Mapping[str, Mutation]] = _mutations()
"""For each rule code a mutation that breaks the rule in any consistent ärende that holds all documents."""


@st.composite
def broken(draw: st.DrawFn, kod: str | None = None) -> Brott:
    """Ärenden that are consistent but for one broken rule, with the path at which it must report.

    Args:
        draw: Given by Hypothesis.
        kod: The rule; any when it is left out.

    Raises:
        KeyError: There is no such rule.
    """
    mutation = MUTATIONS[kod or draw(st.sampled_from(sorted(MUTATIONS)))]
    return mutation(draw, draw(arenden()))
