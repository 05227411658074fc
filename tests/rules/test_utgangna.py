"""The codes of the rules: no two rules have the same, and a code stays with its rule for ever."""

from __future__ import annotations

from pathlib import Path

from poreport.rules import WAIVER_RULES, all_rules
from poreport.rules.utgangna import UTGANGNA

CODES = Path(__file__).with_name("koder.txt")


def test_codes_are_unique_and_none_is_retired() -> None:
    """No code belongs to two rules, and a retired code is never used again."""
    koder = [regel.kod for regel in (*all_rules(), *WAIVER_RULES)]
    assert len(koder) == len(set(koder))
    assert [] == sorted(set(koder) & set(UTGANGNA))


def test_codes_stay_with_their_rules() -> None:
    """A code that has been listed keeps its rule until it is retired (`poreport.rules.utgangna`)."""
    listade = [rad.split() for rad in CODES.read_text(encoding="utf-8").splitlines()]
    nu = {regel.kod: regel.check.__name__ for regel in (*all_rules(), *WAIVER_RULES)}
    assert sorted(nu.items()) == sorted((kod, namn) for kod, namn in listade if kod not in UTGANGNA)
    assert set(UTGANGNA) <= {kod for kod, _ in listade}
