"""Codes of rules that no longer exist. A code is forever: it is never given to another rule.

A kommun's data file can name a code in a waiver for as long as the file is kept.
"""

from __future__ import annotations

from typing import Final

UTGANGNA: Final[dict[str, str]] = {}
"""Retired code → why and when the rule was retired, in Swedish."""
