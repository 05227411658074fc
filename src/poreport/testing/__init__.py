"""Hypothesis strategies for consistent and absurd documents, and a mutation that breaks each rule.

For the tests of poreport and of anyone who builds on it. Needs the extra `testing`.
"""

from poreport.testing.absurd import any_arende
from poreport.testing.brott import Brott, Mutation
from poreport.testing.documents import (
    alone,
    ansokningar,
    ar_efter_ar,
    arenden,
    arsrapporter,
    make_arenden,
    redovisningar,
    tjansteskrivelser,
)

__all__ = [
    "Brott",
    "Mutation",
    "alone",
    "ansokningar",
    "any_arende",
    "ar_efter_ar",
    "arenden",
    "arsrapporter",
    "make_arenden",
    "redovisningar",
    "tjansteskrivelser",
]
