"""The rule engine: `check` gives findings and never raises on what a document says.

The rules are the `Rule` objects of the modules listed here; nothing is registered by importing. A kommun
adds rules of its own from a module (`own_rules`) or an entry point in the group `poreport.rules`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

from poreport.findings import Finding, order_key
from poreport.model import Arende
from poreport.rules.rule import BOR, SKA, UPPLYSNING, Prov, Rule, Traff, rule
from poreport.rules.undantag import bites, undantaget_ar_motiverat, undantaget_behovs, undantagets_kod_finns

__all__ = [
    "BOR",
    "SKA",
    "UPPLYSNING",
    "WAIVER_RULES",
    "Prov",
    "Rule",
    "Traff",
    "all_rules",
    "check",
    "own_rules",
    "rule",
    "rules_in",
]

MODULES: Final = (
    "tal",
    "orsaker",
    "delomraden",
    "ombud",
    "svar",
    "tillgang",
    "organisation",
    "brister",
    "ekonomi",
    "innehall",
    "pandemi",
    "ansokan",
    "tjansteskrivelse",
    "arsrapport",
    "arende",
    "samma_svar",
    "beslut",
    "foregaende",
    "forandringar",
    "identifierare",
    "texter",
    "typografi",
    "frister",
    "blanketter",
    "lasning",
)
"""The modules of the catalogue, in the order they are listed for people."""

WAIVER_RULES: Final = (undantaget_behovs, undantaget_ar_motiverat, undantagets_kod_finns)
"""The rules on waivers, which the engine runs last in every `check`."""

ENTRY_POINT_GROUP: Final = "poreport.rules"


def rules_in(module: ModuleType) -> list[Rule]:
    """The rules that a module defines, in order."""
    return [varde for varde in vars(module).values() if isinstance(varde, Rule)]


def all_rules() -> list[Rule]:
    """The catalogue of poreport."""
    return [r for namn in MODULES for r in rules_in(importlib.import_module(f"poreport.rules.{namn}"))]


def own_rules(modules: Iterable[str] = ()) -> list[Rule]:
    """Rules from a kommun's own modules, and from installed packages that offer an entry point.

    Raises:
        ImportError: A module cannot be imported; the message is Swedish.
    """
    funna: list[Rule] = [*_installed_rules()]
    for namn in modules:
        try:
            funna += rules_in(importlib.import_module(namn))
        except Exception as fel:  # a module of someone else's can fail in any way
            raise ImportError(f"Modulen ”{namn}” med egna regler {_why_not(namn, fel)}") from fel
    return funna


def _why_not(namn: str, fel: Exception) -> str:
    """Why a module could not be imported, as the end of a Swedish sentence."""
    if namn.endswith(".py"):
        return f"kunde inte läsas in. Skriv namnet utan .py: {namn.removesuffix('.py')}."
    if isinstance(fel, ModuleNotFoundError) and fel.name == namn:
        return "kunde inte läsas in: den finns inte i mappen där du står, och är inte installerad."
    return f"kunde inte läsas in. Python säger {type(fel).__name__}: {fel}"


@cache
def _installed_rules() -> tuple[Rule, ...]:
    """Rules of installed packages; looked up once.

    importlib.metadata takes as long to import as all rules to run, so it is asked only when a file of entry
    points names our group.
    """
    filer = (fil for mapp in sys.path if mapp for fil in Path(mapp).glob("*-info/entry_points.txt"))
    grupp = f"[{ENTRY_POINT_GROUP}]".encode()
    if not any(grupp in fil.read_bytes() for fil in filer):
        return ()
    from importlib.metadata import entry_points

    return tuple(r for punkt in entry_points(group=ENTRY_POINT_GROUP) for r in rules_in(punkt.load()))


def check(
    arende: Arende, *, previous: Arende | None = None, rules: Sequence[Rule] | None = None
) -> list[Finding]:
    """Everything the rules find, sorted by document, force and place; waived findings are left out.

    Args:
        arende: The documents.
        previous: Last year's, for the rules that compare years.
        rules: Other rules than the catalogue with `own_rules`.

    Raises:
        ValueError: Two rules have the same code.
    """
    regler = [*all_rules(), *own_rules()] if rules is None else list(rules)
    koder = [r.kod for r in regler]
    if len(set(koder)) < len(koder):
        dubbla = sorted({kod for kod in koder if koder.count(kod) > 1})
        raise ValueError(f"Flera regler har samma kod: {', '.join(dubbla)}.")
    prov = Prov(arende, previous, frozenset(koder))
    funna = [_finding(prov, r, traff) for r in regler if r.applies(prov) for traff in r.check(prov)]
    if not arende.undantag:
        return sorted(funna, key=order_key)
    prov.funna = funna
    om_undantagen = [_finding(prov, r, traff) for r in WAIVER_RULES for traff in r.check(prov)]
    kvar = [f for f in funna if not any(bites(undantag, f) for undantag in arende.undantag)]
    return sorted([*om_undantagen, *kvar], key=order_key)


def _finding(prov: Prov, r: Rule, traff: Traff) -> Finding:
    return Finding(
        kod=r.kod,
        styrka=r.styrka,
        path=traff.path,
        message=traff.message,
        gor=traff.gor,
        lagrum=r.lagrum,
        plats=prov.label(traff.path),
        position=prov.arende.kalla.position(traff.path),
        ratt=traff.ratt,
    )
