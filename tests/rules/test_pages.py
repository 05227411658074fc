"""The pages of the rules: every rule has one, and none is left of a rule that is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import _sida_regler
import _sidor
from poreport.rules import SKA, WAIVER_RULES, Prov, Traff, all_rules, rule

RULES = [*all_rules(), *WAIVER_RULES]


def test_folder_holds_the_rules_and_no_others() -> None:
    """docs/regler has a page for every rule and the index: the page of a rule that is gone is taken away."""
    wanted = {f"{regel.kod}.md" for regel in RULES} | {"README.md"}
    assert wanted == {path.name for path in (_sidor.DOCS / "regler").iterdir()}


def test_index_has_every_rule() -> None:
    """The index links to the page of every rule once."""
    index = _sida_regler.pages()["regler/README.md"]
    assert [] == [regel.kod for regel in RULES if index.count(f"[{regel.kod}]({regel.kod}.md)") != 1]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ""),
        (2020, None, "från och med 2020"),
        (None, 2022, "till och med 2022"),
        (2020, 2022, "2020–2022"),
        (2021, 2021, "2021"),
    ],
)
def test_years_of_a_rule(since: int | None, until: int | None, expected: str) -> None:
    """The years of a rule are told in words, and not at all when it is for every year."""

    @rule("TST-001", SKA, since=since, until=until)
    def regel(_prov: Prov) -> Iterator[Traff]:
        """Regeln finns."""
        yield from ()

    assert expected == _sida_regler.years(regel)
