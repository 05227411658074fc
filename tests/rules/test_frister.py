"""What the rules on dates share: a year in a message."""

from __future__ import annotations

import pytest

from poreport.rules.frister import artal
from poreport.rules.hjalp import LARGEST


@pytest.mark.parametrize(
    ("ar", "expected"),
    [
        (2021, "2021"),
        (-44, "-44"),
        (LARGEST - 1, str(LARGEST - 1)),
        (1 - LARGEST, str(1 - LARGEST)),
        (LARGEST, "orimligt"),
        (-LARGEST, "orimligt"),
    ],
)
def test_year_in_a_message(ar: int, expected: str) -> None:
    """A year is written as it stands, but one that is too long for a message is called orimligt."""
    assert expected == artal(ar)
