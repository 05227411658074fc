"""The reasons why no test finds some of the changes of scripts/mutation: tests/rules/overlevande.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).with_name("overlevande.yaml")
GROUPS: list[dict[str, Any]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
CHANGES = [change for group in GROUPS for change in group["andringar"]]


def test_every_group_has_a_reason() -> None:
    """Each group of changes has a heading, a reason that is a sentence, and changes."""
    assert [] == [
        group["rubrik"] for group in GROUPS if not (group["skal"].endswith(".") and group["andringar"])
    ]


@pytest.mark.parametrize("modul", sorted({change["modul"] for change in CHANGES}))
def test_reasons_are_about_code_that_is_there(rot: Path, modul: str) -> None:
    """What is said to have been changed still stands in its module; scripts/mutation tells the rest."""
    source = (rot / "src" / "poreport" / "rules" / f"{modul}.py").read_text(encoding="utf-8")
    assert [] == [c["fore"] for c in CHANGES if c["modul"] == modul and c["fore"] not in source]
