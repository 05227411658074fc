"""What the rules say of many wrong ärenden is what tests/rules/anmarkningar.txt says."""

from __future__ import annotations

import _anmarkningar
from poreport.rules import all_rules


def test_findings_are_those_of_the_file() -> None:
    """Every rule finds and says what the file has; when that is meant: python scripts/_anmarkningar.py."""
    expected = _anmarkningar.FILE.read_text(encoding="utf-8").splitlines()
    assert expected == _anmarkningar.text(all_rules()).splitlines()


def test_no_message_shows_what_python_says() -> None:
    """No message of the file has a word that only a programmer knows."""
    lines = _anmarkningar.FILE.read_text(encoding="utf-8").splitlines()
    words = ("None", "True", "False", "Decimal", "tuple", "Svar.", "<", "{", "\\")
    assert [] == [line for line in lines if any(word in line.partition(": ")[2] for word in words)]
