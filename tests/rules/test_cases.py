"""Every rule on its own cases: `cases/<CODE>.yaml` with wrong (fel) and right (ratt) ärenden."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import _anmarkningar
from poreport.findings import Finding
from poreport.lagrum import parse_lagrum
from poreport.model import Arende
from poreport.model.paths import get, replace
from poreport.read import read_text
from poreport.rules import WAIVER_RULES, Rule, all_rules, check
from poreport.rules.rule import PAGE_PARTS

FOLDER = Path(__file__).with_name("cases")
REGLER = {regel.kod: regel for regel in all_rules()}

CASE_KEYS = {"fel": {"vad", "arende", "vid"}, "ratt": {"vad", "arende"}}


@cache
def cases(kod: str) -> dict[str, list[dict[str, Any]]]:
    """Return the cases of one rule, every scalar as a string."""
    text = (FOLDER / f"{kod}.yaml").read_text(encoding="utf-8")
    data: dict[str, list[dict[str, Any]]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  strings only
    return data


def params(slag: str) -> list[Any]:
    """Return the cases of one kind of all rules, as test parameters."""
    return [
        pytest.param(REGLER[fil.stem], fall, id=f"{fil.stem}-{nr}")
        for fil in sorted(FOLDER.glob("*.yaml"))
        if fil.stem in REGLER
        for nr, fall in enumerate(cases(fil.stem)[slag], 1)
    ]


def load(data: dict[str, Any] | None) -> Arende | None:
    """Read a case's ärende the way a data file is read."""
    return None if data is None else read_text(json.dumps(data), "json")


def findings(regel: Rule, fall: dict[str, Any], arende: Arende | None = None) -> list[Finding]:
    """Return what one rule finds in a case, or in another ärende with the same last year."""
    egen = arende or load(fall["arende"])
    assert egen is not None
    return check(egen, previous=load(fall.get("previous")), rules=[regel])


@pytest.mark.parametrize(("regel", "fall"), params("fel"))
def test_wrong_case_is_found_at_its_paths(regel: Rule, fall: dict[str, Any]) -> None:
    """The rule finds exactly what the case says, where it says, and names the figure that it says."""
    assert sorted(fall["vid"]) == sorted(_anmarkningar.where(f) for f in findings(regel, fall))


@pytest.mark.parametrize(("regel", "fall"), params("ratt"))
def test_right_case_is_not_found(regel: Rule, fall: dict[str, Any]) -> None:
    """The rule finds nothing in a case that is right."""
    assert [] == findings(regel, fall)


@pytest.mark.parametrize(("regel", "fall"), params("fel"))
def test_finding_can_be_read_and_looked_up(regel: Rule, fall: dict[str, Any]) -> None:
    """A finding is Swedish sentences without the label, and its path leads somewhere in the ärende."""
    arende = load(fall["arende"])
    for finding in findings(regel, fall):
        get(arende, finding.path)
        assert "." == finding.message[-1], finding.message
        assert finding.message[0].upper() == finding.message[0], finding.message
        assert "." == finding.gor[-1], finding.gor
        assert "None" not in finding.message + finding.gor
        etikett = (finding.plats or "").rpartition(", ”")[2].rstrip("”")
        assert len(etikett) < 12 or etikett not in finding.message


@pytest.mark.parametrize(("regel", "fall"), params("fel"))
def test_repair_removes_the_finding_and_adds_none(regel: Rule, fall: dict[str, Any]) -> None:
    """Where a finding names the figure to use, putting it there removes it and makes nothing else wrong."""
    arende, previous = load(fall["arende"]), load(fall.get("previous"))
    assert arende is not None
    fore = {(f.kod, f.path) for f in check(arende, previous=previous)}
    for finding in findings(regel, fall):
        if finding.ratt is not None:
            lagad = replace(arende, finding.path, finding.ratt)
            efter = {(f.kod, f.path) for f in check(lagad, previous=previous)}
            assert set() == efter - fore
            assert (finding.kod, finding.path) not in efter


def test_every_rule_has_a_case_file_and_no_file_lacks_its_rule() -> None:
    """The case files are those of the rules."""
    assert sorted(REGLER) == sorted(fil.stem for fil in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("kod", sorted(REGLER))
def test_case_file_has_wrong_and_right_cases(kod: str) -> None:
    """Each rule has at least one wrong and one right case, each with a sentence that says what it is."""
    fall = cases(kod)
    assert {"fel", "ratt"} == set(fall)
    for slag, keys in CASE_KEYS.items():
        assert fall[slag]
        for ett in fall[slag]:
            assert keys == set(ett) - {"previous"}
            assert "." == ett["vad"][-1]


@pytest.mark.parametrize("regel", [*REGLER.values(), *WAIVER_RULES], ids=lambda regel: regel.kod)
def test_page_is_complete(regel: Rule) -> None:
    """Each rule has a title that is a sentence, every part of its page, and a lagrum that exists."""
    assert "." == regel.title[-1]
    assert list(PAGE_PARTS) == list(regel.page)
    assert all(regel.page.values())
    assert regel.lagrum is None or str(parse_lagrum(regel.lagrum))
