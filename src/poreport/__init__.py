"""Redovisning, ansökan and tjänsteskrivelse for personligt ombud, from one file of facts.

import poreport

arende = poreport.read("arende.yaml")        # → Arende; ReadError lists every mistake with its place
findings = poreport.check(arende)            # → list[Finding]
poreport.render_to(arende, "ut/")            # writes the Word documents
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from poreport.findings import Finding, Styrka
from poreport.model import (
    Ansokan,
    Arende,
    Arsrapport,
    Kommun,
    Pandemialternativ,
    Redovisning,
    Svar,
    Tjansteskrivelse,
)
from poreport.read import ReadError, read
from poreport.render import RenderError, render, render_to
from poreport.rules import Rule, Traff, check, rule
from poreport.write import to_json, to_yaml

if TYPE_CHECKING:
    from poreport.render import TemplateError

__all__ = [
    "Ansokan",
    "Arende",
    "Arsrapport",
    "Finding",
    "Kommun",
    "Pandemialternativ",
    "ReadError",
    "Redovisning",
    "RenderError",
    "Rule",
    "Styrka",
    "Svar",
    "TemplateError",
    "Tjansteskrivelse",
    "Traff",
    "check",
    "read",
    "render",
    "render_to",
    "rule",
    "to_json",
    "to_yaml",
]


def __getattr__(name: str) -> Any:
    # The template engine is loaded when something is rendered, so that checking starts fast.
    if name != "TemplateError":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from poreport.render import TemplateError

    return TemplateError
