"""What the rules say of two real ärenden: their figures and ticks, with other texts (`tests/data/regler`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from poreport.read import read_data
from poreport.rules import SKA, check

KNOWN = {
    "kalmar-2021": {
        "BÖR RED-111 redovisning.omraden[0].orsaker.ekonomi.samlat",
        "BÖR RED-111 redovisning.omraden[0].orsaker.myndighet.samlat",
        "BÖR RED-114 redovisning.omraden[0].orsaker.ekonomi.samlat",
        "BÖR RED-202 redovisning.ledningsgrupp.patient.svar",
        "BÖR RED-504 redovisning.atgarder",
        "BÖR ARE-111 ansokan.kommun.namn",
        "BÖR ARE-116 ansokan.ledningsgrupp",
        "BÖR ARE-117 ansokan.plan",
    },
    "tyreso-2020": {
        "BÖR RED-202 redovisning.utforare.forening",
        "BÖR RED-221 redovisning.ko.vantetid",
        "UPPLYSNING RED-154 redovisning.ekonomi.beviljade_tjanster",
        "UPPLYSNING RED-154 redovisning.ekonomi.forbrukade_tjanster",
        "UPPLYSNING RED-154 redovisning.ombud.tjanster",
        "UPPLYSNING RED-222 redovisning.prioritering.ordning",
        "UPPLYSNING RED-402 redovisning.ledningsgrupp.primarvard",
    },
}
"""What a careful reader finds on the redovisning and between the documents."""


@pytest.mark.parametrize("namn", sorted(KNOWN))
def test_real_arende_has_no_error(rot: Path, namn: str) -> None:
    """Nothing in the real figures is SKA."""
    funna = check(read_data(rot / "tests" / "data" / "regler" / f"{namn}.yaml"))
    assert [] == [f"{f.kod} {f.path}" for f in funna if f.styrka is SKA]


@pytest.mark.parametrize("namn", sorted(KNOWN))
def test_real_deviations_are_found_at_their_level(rot: Path, namn: str) -> None:
    """Each known deviation is found, and the rules on the redovisning and between documents find no other."""
    funna = check(read_data(rot / "tests" / "data" / "regler" / f"{namn}.yaml"))
    egna = {f"{f.styrka.value} {f.kod} {f.path}" for f in funna if f.kod.startswith(("RED-", "ARE-"))}
    assert KNOWN[namn] == egna


def test_kalmar_is_signed_before_the_year_has_ended(rot: Path) -> None:
    """The deviation in time is found too, by the rule on dates."""
    funna = check(read_data(rot / "tests" / "data" / "regler" / "kalmar-2021.yaml"))
    assert ["redovisning.underskrift.datum"] == [f.path for f in funna if f.kod == "FRI-101"]
