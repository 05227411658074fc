"""What the mutations share: an ärende with other values, and values to draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import hypothesis.strategies as st
from hypothesis.strategies import SearchStrategy

from poreport.model import Arende
from poreport.model.paths import replace
from poreport.testing.brott import Brott, Mutation

__all__ = ["BLANK", "NONZERO", "changed", "setting"]

BLANK: Final[SearchStrategy[str | None]] = st.sampled_from((None, "", " ", "-", "–", "--", "\n"))
"""Texts that say nothing."""

NONZERO: Final[SearchStrategy[int]] = st.integers(-(10**6), 10**6).filter(bool)
"""What a figure is changed by."""


def changed(arende: Arende, varden: Mapping[str, Any]) -> Arende:
    """The ärende with other values by path; the documents keep the same kommun as the ärende."""
    for path, varde in varden.items():
        arende = replace(arende, path, varde)
        if path.startswith("kommun."):
            for namn in arende.dokument:
                arende = replace(arende, f"{namn}.kommun", arende.kommun)
    return arende


def setting(path: str, varden: SearchStrategy[Any], **andra: Any) -> Mutation:
    """A mutation that puts one of `varden` at `path`, where the rule reports.

    Args:
        path: Path in the ärende.
        varden: Values that break the rule.
        **andra: Other values, needed for the rule to look at the path; in a name `__` stands for a point.
    """

    def bryt(draw: st.DrawFn, arende: Arende) -> Brott:
        stigar = {namn.replace("__", "."): varde for namn, varde in andra.items()}
        return Brott(changed(arende, {**stigar, path: draw(varden)}), path)

    return bryt
