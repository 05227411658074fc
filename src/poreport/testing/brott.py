"""What a mutation gives: an ärende in which one rule is broken, and where."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from hypothesis.strategies import DrawFn

from poreport.model import Arende

__all__ = ["Brott", "Mutation"]


@frozen
class Brott:
    """An ärende that breaks a rule.

    Attributes:
        arende: The broken ärende.
        path: Path in the ärende at which the rule must report.
        previous: Last year's ärende, for the rules that compare years.
    """

    arende: Arende
    path: str
    previous: Arende | None = None


Mutation = Callable[[DrawFn, Arende], Brott]
"""Breaks one rule in any consistent ärende that holds all documents."""
