"""What the rules on deficiencies share: numbered items, and the words that tell one brist from another."""

from __future__ import annotations

import pytest

from poreport.rules.brister import numbered, stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Ett\n2. Två", {1: "Ett\n", 2: "Två"}),
        ("Inledning\n1) Ett\n\n**2.** Två", {1: "Ett\n\n", 2: "Två"}),
        ("1. Ett\n4. Fyra", {1: "Ett\n", 4: "Fyra"}),
        ("1. Ett\n5. Fem", {1: "Ett\n5. Fem"}),
        ("1. Ett\n1. Ett", {1: "Ett\n1. Ett"}),
        ("1. Ett\n31. december var stängt\n2. Två", {1: "Ett\n31. december var stängt\n", 2: "Två"}),
        ("2. Två\n3. Tre", {}),
        ("Version 1. Ingen lista", {}),
        (None, {}),
    ],
)
def test_numbered_items(text: str | None, expected: dict[int, str]) -> None:
    """A text numbered from one is split into its items; a date at the start of a line is no number."""
    assert expected == numbered(text)


def test_stems_of_a_text() -> None:
    """The long words of a text in small letters and without endings, but none that stand in any brist."""
    assert {"lägenhe", "hyresvä"} == stems("LÄGENHETER saknas. Hyresvärdarna, klienterna, underlag; löner")
    assert set() == stems("Kommunens klienter behöver tillgången; personerna underrättas, myndigheterna")
