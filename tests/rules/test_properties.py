"""The proof of the rules: properties that hold for every document that Hypothesis can think of.

Consistent documents have no error; every rule finds its own mutation of any of them, where it was made;
nothing that the model can hold makes `check` fail; a waiver takes away its finding and nothing else; and
doing what a finding says takes it away and brings no new one.
"""

from __future__ import annotations

import re
from typing import Any

import attrs
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import DataObject, SearchStrategy

from poreport import forms
from poreport.findings import Finding
from poreport.model import BAND, KON, Arende, Dokument, Undantag, falt_i
from poreport.model.falt import Slag
from poreport.model.paths import field_at, get, replace
from poreport.rules import SKA, all_rules, check
from poreport.testing import (
    MUTATIONS,
    Brott,
    alone,
    ansokningar,
    any_arende,
    ar_efter_ar,
    arenden,
    arsrapporter,
    broken,
    redovisningar,
    tjansteskrivelser,
)

RULES = {r.kod: r for r in all_rules()}
REDOVISNINGAR = [form_id for form_id in forms.editions() if form_id.startswith("redovisning")]
ANSOKNINGAR = [form_id for form_id in forms.editions() if form_id.startswith("ansokan")]
CONSISTENT = 2000
BLOCKS = ("totalt", "nya", "avslutade")
CELLS = [(block, kon, rad) for block in BLOCKS for kon in KON for rad in ("totalt", *BAND)]

thorough = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def errors(arende: Arende, previous: Arende | None = None) -> list[str]:
    """Return what is SKA in an ärende, as texts."""
    funna = check(arende, previous=previous, rules=list(RULES.values()))
    return [f"{f.kod} {f.path}: {f.message}" for f in funna if f.styrka is SKA]


def reported(kod: str, arende: Arende, previous: Arende | None = None) -> list[str]:
    """Return the paths at which one rule reports."""
    return [f.path for f in check(arende, previous=previous, rules=[RULES[kod]])]


# Consistent documents have no error


@pytest.mark.parametrize(
    ("strategy", "examples"),
    [
        *((redovisningar(form_id), CONSISTENT // len(REDOVISNINGAR)) for form_id in REDOVISNINGAR),
        *((ansokningar(form_id), -(-CONSISTENT // len(ANSOKNINGAR))) for form_id in ANSOKNINGAR),
        (tjansteskrivelser(), CONSISTENT),
        (arsrapporter(), CONSISTENT),
    ],
    ids=[*REDOVISNINGAR, *ANSOKNINGAR, "tjansteskrivelser", "arsrapporter"],
)
def test_consistent_document_has_no_error(strategy: SearchStrategy[Dokument], examples: int) -> None:
    """A consistent document of any kind and edition has no SKA finding, under 2,000 examples of each kind."""

    @settings(max_examples=examples)
    @given(strategy)
    def holds(dokument: Dokument) -> None:
        assert [] == errors(alone(dokument))

    holds()


@settings(max_examples=CONSISTENT)
@given(arenden())
def test_consistent_arende_has_no_error(arende: Arende) -> None:
    """An ärende whose four documents are consistent with each other has no SKA finding."""
    assert [] == errors(arende)


@settings(max_examples=CONSISTENT // 2)
@given(ar_efter_ar())
def test_consistent_years_have_no_error(par: tuple[Arende, Arende]) -> None:
    """Two years in a row, of which the second takes over from the first, have no SKA finding."""
    assert [] == errors(*par)


# Every rule finds its mutation


def test_every_rule_has_a_mutation() -> None:
    """For every rule of the catalogue there is a mutation that breaks it, and none for other codes."""
    assert RULES.keys() == MUTATIONS.keys()


@pytest.mark.parametrize("kod", sorted(MUTATIONS))
def test_mutation_is_found(kod: str) -> None:
    """The mutation of any consistent ärende is found by the rule it breaks, at the path that was mutated."""

    @thorough
    @given(broken(kod))
    def found(brott: Brott) -> None:
        assert brott.path in reported(kod, brott.arende, brott.previous)

    found()


@pytest.mark.parametrize("cell", CELLS, ids="-".join)
def test_any_cell_changed_is_found(cell: tuple[str, str, str]) -> None:
    """Changing any single one of the 30 cells of section 2 by any amount breaks the sum of its block."""
    block, kon, rad = cell

    @settings(max_examples=40)
    @given(redovisningar(), st.integers().filter(bool), st.data())
    def found(redovisning: Any, amount: int, data: DataObject) -> None:
        index = data.draw(st.integers(0, len(redovisning.omraden) - 1))
        column = f"redovisning.omraden[{index}].klienter.{block}.{kon}"
        arende = alone(redovisning)
        changed = replace(arende, f"{column}.{rad}", get(arende, f"{column}.{rad}") + amount)
        assert [f"{column}.totalt"] == reported("RED-101", changed)

    found()


# Nothing makes check fail


@settings(thorough, max_examples=400)
@given(any_arende(), st.none() | any_arende(), st.randoms(use_true_random=False))
def test_check_never_raises(arende: Arende, previous: Arende | None, slump: Any) -> None:
    """Whatever an ärende and last year's hold, `check` answers, and the same in any order of the rules."""
    rules = list(RULES.values())
    expected = check(arende, previous=previous, rules=rules)
    slump.shuffle(rules)
    assert expected == check(arende, previous=previous, rules=rules)


@settings(thorough, max_examples=300)
@given(arenden(), st.data())
def test_check_never_raises_on_one_absurdity(arende: Arende, data: DataObject) -> None:
    """Neither does one absurd value, or one missing answer, in an otherwise consistent ärende."""
    absurd = data.draw(any_arende())
    documents = [namn for namn in arende.dokument if absurd.dokument.get(namn) is not None]
    if documents:
        namn = data.draw(st.sampled_from(documents))
        field = data.draw(st.sampled_from(list(falt_i(type(arende.dokument[namn])))))
        arende = replace(arende, f"{namn}.{field}", getattr(absurd.dokument[namn], field))
    assert check(arende, rules=list(RULES.values())) is not None


# Waivers and repairs


@settings(thorough, max_examples=300)
@given(broken(), st.data())
def test_waiver_removes_exactly_its_finding(brott: Brott, data: DataObject) -> None:
    """A waiver of one finding's rule and path removes the findings of that rule there, and adds nothing."""
    rules = list(RULES.values())
    before = check(brott.arende, previous=brott.previous, rules=rules)
    if not before:
        return
    one: Finding = data.draw(st.sampled_from(before))
    waiver = Undantag(kod=one.kod, falt=one.path, motivering="Så är det.")
    arende = attrs.evolve(brott.arende, undantag=(*brott.arende.undantag, waiver))
    after = check(arende, previous=brott.previous, rules=rules)
    inside = re.compile(re.escape(one.path) + r"($|[.\[])")
    assert [f for f in before if f.kod != one.kod or not inside.match(f.path)] == after


@settings(thorough, max_examples=500)
@given(broken())
def test_repair_removes_the_finding_and_adds_none(brott: Brott) -> None:
    """Putting the figure that a finding names at its path removes that finding and brings no new one."""
    rules = list(RULES.values())
    before = check(brott.arende, previous=brott.previous, rules=rules)
    known = {(f.kod, f.path) for f in before}
    for one in before:
        if one.ratt is not None:
            repaired = replace(brott.arende, one.path, one.ratt)
            left = {(f.kod, f.path) for f in check(repaired, previous=brott.previous, rules=rules)}
            assert (one.kod, one.path) not in left
            assert set() == left - known, one


@pytest.mark.parametrize("cell", CELLS[::5], ids="-".join)
def test_repair_of_a_total(cell: tuple[str, str, str]) -> None:
    """A wrong total is repaired by the sum that the finding names."""
    path = "redovisning.omraden[0].klienter." + ".".join(cell)

    @settings(max_examples=40)
    @given(redovisningar(), st.integers().filter(bool))
    def repaired(redovisning: Any, amount: int) -> None:
        arende = alone(redovisning)
        changed = replace(arende, path, get(arende, path) + amount)
        (one,) = (f for f in check(changed, rules=[RULES["RED-101"]]))
        assert arende == replace(changed, one.path, one.ratt)

    repaired()


def test_figures_to_repair_fit_their_fields() -> None:
    """Every rule that names a figure names one that its field can hold, so that it can be put there."""
    figures = {Slag.ANTAL, Slag.KRONOR, Slag.PROCENT, Slag.AR, Slag.ARSANSTALLNINGAR}

    @settings(thorough, max_examples=100)
    @given(broken())
    def fits(brott: Brott) -> None:
        for one in check(brott.arende, previous=brott.previous, rules=list(RULES.values())):
            if one.ratt is not None:
                assert field_at(Arende, one.path).slag in figures

    fits()
