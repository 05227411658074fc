"""What the rules say of many ärenden in which something has been made wrong: tests/rules/anmarkningar.txt.

The file is for reading, since here the messages stand as a handläggare meets them, and for a test: a change
in what the rules find or say is a change of the file. Write it anew with the Python of .venv:

    .venv/bin/python scripts/_anmarkningar.py
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from poreport.findings import Finding
from poreport.model import Arende, Falt, Pandemialternativ, Slag, Svar
from poreport.model.paths import replace, walk
from poreport.rules import Rule, check
from poreport.testing import make_years

FILE: Final = Path(__file__).resolve().parent.parent / "tests" / "rules" / "anmarkningar.txt"
PAIRS, ROUNDS, MOST = 60, 25, 40
LARGEST: Final = date(9000, 1, 1)
TEXTS: Final = (
    None,
    "",
    "-",
    "Ja",
    "2 – 3 veckor, mellan 2-3 dagar och 1.000 kr. Se kl 8:30.",
    "Landstingets primärvård deltar enligt 4 § förvaltningslagen och socialtjänstlagen (2001:453).",
    "Personen 19121212-1212 nås på 070-123 45 67 eller namn@example.se.",
    "två heltidsanställningar för år 2019",
    "Fler **än förut\n- en\n- Två.",
    "1. Först\n2. Sedan\n4. Sist",
    "ekonomi ekonomi",
    "Socialnämnden godkänner redovisningen för år 2019",
    "Länsstyrelsen",
)


def text(rules: list[Rule]) -> str:
    """The file, or the part of it about some rules: what each says, one line for each place and wording."""
    said: dict[str, dict[str, str]] = {rule.kod: {} for rule in rules}
    for arende, previous in broken():
        for finding in check(arende, previous=previous, rules=rules):
            lines = said.get(finding.kod)
            if lines is not None and len(lines) < MOST:
                lines.setdefault(_shape(finding), _line(finding))
    return "\n".join(line for kod in sorted(said) for line in (f"{kod}", *said[kod].values(), ""))


def _shape(finding: Finding) -> str:
    """Findings that differ in figures and positions only have the same shape."""
    return re.sub(r"\d[\d\u00a0,–-]*|\[\d+\]", "#", f"{finding.path} {finding.message} {finding.gor}")


def where(finding: Finding) -> str:
    """The path of a finding, and the figure to put there when it names one: `redovisning.ombud.man = 2`."""
    return finding.path if finding.ratt is None else f"{finding.path} = {finding.ratt}"


def _line(finding: Finding) -> str:
    return f"  {where(finding)}: {finding.message} | {finding.gor}".replace("\n", "⏎")


def broken() -> Iterator[tuple[Arende, Arende]]:
    """Pairs of years: as they are consistent, and with one to four of their values made wrong."""
    for number, (now, last) in enumerate(make_years(PAIRS, seed=7)):
        yield now, last
        leaves = [leaf for leaf in walk(now) if not re.match(r"\w+\.kommun\.", leaf[0])]
        for turn in range(ROUNDS):
            slump = random.Random(1000 * number + turn)  # noqa: S311  no secret
            arende = now
            for path, falt, value in slump.sample(leaves, slump.randint(1, 4)):
                arende = replace(arende, path, wrong(falt, value, slump))
            yield arende, last


def wrong(falt: Falt, value: Any, slump: random.Random) -> Any:
    """Another value of the same kind."""
    if falt.slag is Slag.LISTA:
        return slump.choice(TEXTS) or ""
    return KINDS.get(falt.slag, _another_text)(value, slump)


def _another_count(value: Any, slump: random.Random) -> Any:
    value = value or 0
    return slump.choice((None, 0, value + 1, value - 1, -1, value * 2 + 1, value // 2, 10**7))


def _another_decimal(value: Any, slump: random.Random) -> Any:
    value = value or Decimal(0)
    steps = (None, Decimal(0), value + Decimal("0.25"), value - Decimal("0.25"), Decimal("1.5"), Decimal(-1))
    return slump.choice((*steps, value * 3, Decimal("2.000")))


def _another_day(value: Any, slump: random.Random) -> Any:
    value = min(value or date(2021, 6, 1), LARGEST)
    return slump.choice((None, *(value + timedelta(days=days) for days in (-400, -30, -1, 1, 20, 60, 400))))


def _another_text(value: Any, slump: random.Random) -> Any:
    value = value or ""
    return slump.choice((*TEXTS, f"{value}1", value[:-1], value.upper(), value.replace(" ", "")))


def _another_choice(value: Any, slump: random.Random) -> Any:
    return slump.choice((None, "", "något annat", "att-satser", "lokal", value))


KINDS: Final[Mapping[Slag, Callable[[Any, random.Random], Any]]] = {
    Slag.ANTAL: _another_count,
    Slag.KRONOR: _another_count,
    Slag.PROCENT: _another_count,
    Slag.AR: lambda value, slump: value + slump.choice((-2, -1, 1, 2, 5)),
    Slag.ARSANSTALLNINGAR: _another_decimal,
    Slag.DATUM: _another_day,
    Slag.SVAR: lambda _, slump: slump.choice((None, Svar.JA | Svar.NEJ, *Svar)),
    Slag.ALTERNATIV: lambda _, slump: slump.choice((None, Pandemialternativ(slump.randint(0, 511)))),
    Slag.JA: lambda value, _: None if value else True,
    Slag.VAL: _another_choice,
}


if __name__ == "__main__":
    from poreport.rules import all_rules

    FILE.write_text(text(all_rules()), encoding="utf-8", newline="\n")
    print(f"Skrev {FILE.name}")
