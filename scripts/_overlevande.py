"""The page docs/mutationer.md: how many mutants the tests find, and why they do not find the others.

The reasons are in tests/rules/overlevande.yaml. A reason is kept with what was changed in which rule or
function, and not with a line, so that it holds when lines move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from _mutants import Mutant

ROOT: Final = Path(__file__).resolve().parent.parent
REASONS: Final = ROOT / "tests" / "rules" / "overlevande.yaml"
PAGE: Final = ROOT / "docs" / "mutationer.md"
LONGEST: Final = 110

PAGE_TEXT: Final = """# Mutationsprov av reglerna

<!-- Sidan skrivs av scripts/mutation. Skälen står i tests/rules/overlevande.yaml. -->

`scripts/mutation` ändrar reglerna på alla sätt som operatorerna i [mutmut](https://mutmut.readthedocs.io)
kan: tal, texter, jämförelser, villkor, anrop och argument. Varje ändring prövas för sig mot testerna:
regelns fall och sida, vad reglerna säger om många felaktiga ärenden (`tests/rules/anmarkningar.txt`) och de
egenskaper som Hypothesis prövar. En ändring som något test märker är funnen. De andra står här.

mutmuts egen körning hoppar över funktioner med dekorator, och varje regel har en. Därför används bara dess
operatorer.

## Kör om

```sh
python3 scripts/mutation               # alla moduler; skriver den här sidan
python3 scripts/mutation tal orsaker   # bara några moduler
python3 scripts/mutation --om          # prövar också dem om som ingen fann förra gången
```

Resultaten sparas i mappen `mutants`. En körning som avbryts fortsätter där den slutade, och av en regel eller
funktion som har ändrats prövas bara den om. Ta bort mappen för att pröva allt.

En ändring som inget test finner är antingen en lucka eller likvärdig: programmet gör samma sak. En lucka
fylls med ett fall i `tests/rules/cases`. Skälet till att en ändring är likvärdig skrivs i
`tests/rules/overlevande.yaml`.

## Resultat

Senaste körningen: {dag}. Testerna finner {funna} av {alla} ändringar, {andel} procent. {kvar}

| Modul | Ändringar | Funna | Andel |
| --- | ---: | ---: | ---: |
{moduler}
"""


class Change(NamedTuple):
    """What tells one change from another, whatever line it is on."""

    modul: str
    plats: str
    fore: str
    efter: str


class Group(NamedTuple):
    """Changes that no test can find for the same reason; `own` has the reason of each that has its own."""

    rubrik: str
    skal: str
    changes: list[Change]
    own: dict[Change, str]


def read_reasons() -> list[Group]:
    """The reasons that are written down."""
    data = yaml.load(REASONS.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
    return [_group(**part) for part in data]


def _group(rubrik: str, skal: str, andringar: list[dict[str, Any]]) -> Group:
    rows = [(Change(*(row[key] for key in Change._fields)), row.get("skal", "")) for row in andringar]
    return Group(rubrik, skal, [change for change, _ in rows], {change: own for change, own in rows if own})


def change_of(mutant: Mutant) -> Change:
    """The change that a mutant is."""
    return Change(mutant.module, mutant.place, mutant.before, mutant.after)


def without_reason(
    mutants: Sequence[Mutant], found: dict[str, bool], groups: Sequence[Group]
) -> list[Change]:
    """The changes that no test finds and no reason explains: each reason explains one change."""
    left = Counter(change_of(mutant) for mutant in mutants if not found[mutant.key])
    return list((left - Counter(change for group in groups for change in group.changes)).elements())


def write_page(mutants: Sequence[Mutant], found: dict[str, bool]) -> list[Change]:
    """Write the page when every mutant has been run, and return those without a reason."""
    groups = read_reasons()
    gaps = without_reason(mutants, found, groups)
    PAGE.write_text("\n".join(_page(mutants, found, groups, gaps)), encoding="utf-8", newline="\n")
    return gaps


def _page(
    mutants: Sequence[Mutant], found: dict[str, bool], groups: Sequence[Group], gaps: Sequence[Change]
) -> Iterator[str]:
    made = Counter(mutant.module for mutant in mutants)
    hit = Counter(mutant.module for mutant in mutants if found[mutant.key])
    survivors = Counter(change_of(mutant) for mutant in mutants if not found[mutant.key])
    left = survivors.total()
    yield PAGE_TEXT.format(
        dag=date.today().isoformat(),  # noqa: DTZ011  the day where it was run
        funna=hit.total(),
        alla=made.total(),
        andel=_percent(hit.total(), made.total()),
        kvar=_what_is_left(left, len(gaps)),
        moduler="\n".join(
            f"| {module} | {made[module]} | {hit[module]} | {_percent(hit[module], made[module])} % |"
            for module in made
        ),
    )
    if gaps:
        yield "## Luckor\n\nIngen har skrivit varför dessa är likvärdiga. Ett fall till skulle finna dem.\n"
        yield from _table(gaps, {})
    stale = list((Counter(change for group in groups for change in group.changes) - survivors).elements())
    if stale:
        yield "## Skäl som inte behövs\n\nÄndringen finns inte längre, eller så finner testerna den nu.\n"
        yield from _table(stale, {})
    yield "## Likvärdiga ändringar\n"
    for group in groups:
        alive = list((Counter(group.changes) & survivors).elements())
        if alive:
            yield f"### {group.rubrik} ({len(alive)})\n\n{group.skal}\n"
            yield from _table(alive, group.own)


def _what_is_left(left: int, gaps: int) -> str:
    if not gaps:
        return f"De {left} som är kvar är likvärdiga: skälen står längre ned." if left else ""
    return f"Av de {left} som är kvar är {left - gaps} likvärdiga, och {gaps} är luckor."


def _percent(part: int, whole: int) -> str:
    """The share in percent, never rounded up to all."""
    return f"{part * 1000 // whole / 10:.1f}".replace(".", ",")


def _table(changes: Iterable[Change], own: dict[Change, str]) -> Iterator[str]:
    yield "| Var | Före | Efter |" + (" Skäl |" if own else "")
    yield "| --- | --- | --- |" + (" --- |" if own else "")
    for change in changes:
        before, after = _around(change.fore, change.efter)
        reason = f" {own.get(change, '')} |" if own else ""
        yield f"| {change.modul} {change.plats} | {before} | {after} |{reason}"
    yield ""


def _around(before: str, after: str) -> tuple[str, str]:
    """Both texts on one line each; of long ones the part where they differ."""
    one, other = " ".join(before.split()), " ".join(after.split())
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, same - LONGEST // 2) if max(len(one), len(other)) > LONGEST else 0
    return _code(one, start), _code(other, start)


def _code(text: str, start: int) -> str:
    shown = text[start : start + LONGEST]
    shown = ("…" if start else "") + shown + ("…" if start + LONGEST < len(text) else "")
    return f"`` {shown.replace('|', chr(92) + '|')} ``"
