"""Generates the pages of the rules: one for each, `docs/regler/<KOD>.md`, and an index with all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

import _sidor
from poreport.findings import Styrka
from poreport.model import Arende
from poreport.read.data import read_text
from poreport.rules import WAIVER_RULES, Rule, all_rules, check
from poreport.svenska import lista

MARK: Final = "<!-- Sidan bildas av scripts/docs ur regelns docstring. Ändra där, inte här. -->"
CASES: Final = _sidor.HERE.parent / "tests" / "rules" / "cases"
GROUPS: Final = {
    "RED": "Redovisningen",
    "ANS": "Ansökan",
    "TJA": "Tjänsteskrivelsen",
    "RAP": "Årsrapporten",
    "ARE": "Mellan dokumenten i ett ärende",
    "FOR": "Jämfört med föregående år",
    "IDN": "Nummer och adresser",
    "TXT": "Texterna",
    "FRI": "Tidsfrister",
    "BLA": "Blanketter",
    "LAS": "Det som lästes ur filen",
    "UND": "Undantagen",
}
LONGEST_LABEL: Final = 100
MEANING: Final = {
    Styrka.SKA: "dokumentet är fel",
    Styrka.BOR: "se över, det kan vara rätt",
    Styrka.UPPLYSNING: "bra att känna till",
}
DOCUMENTS: Final = {
    "redovisning": "redovisningen",
    "ansokan": "ansökan",
    "tjansteskrivelse": "tjänsteskrivelsen",
    "arsrapport": "årsrapporten",
}
INTRODUCTION: Final = """# Reglerna

{mark}

`poreport check` granskar ärendet mot de här {antal} reglerna. Varje regel har en kod som aldrig byts, och en
sida som säger varför den finns, hur ett fel ser ut och vad du gör åt det. Samma text visas av kommandot
`poreport rules KOD`.

| Styrka | Betyder | Antal regler |
| --- | --- | --- |
{styrkor}

Bara SKA stoppar: då slutar `poreport check` med felkod 1. Är en avvikelse riktig skriver du ett undantag i
ärendets fil, med motivering. Utelämnas `falt` gäller undantaget hela ärendet.

```yaml
undantag:
  - kod: RED-114
    falt: redovisning.omraden[0].orsaker
    motivering: Länets blankett har ingen kolumn för kön.
```

Ett undantag som inte behövs, som saknar motivering eller som gäller en okänd kod blir självt en
[anmärkning](#undantagen).
"""


def pages() -> dict[str, str]:
    """The index of the rules and the page of each."""
    rules = [*all_rules(), *WAIVER_RULES]
    made = {f"regler/{rule.kod}.md": page_of(rule) for rule in rules}
    return {"regler/README.md": "\n".join(_index(rules)), **made}


def _index(rules: list[Rule]) -> Iterator[str]:
    counts = [f"| {s.value} | {MEANING[s]} | {sum(r.styrka is s for r in rules)} |" for s in Styrka]
    yield INTRODUCTION.format(
        mark=MARK,
        antal=len(rules),
        styrkor="\n".join(counts),
    ).rstrip()
    for prefix in dict.fromkeys(rule.kod[:3] for rule in rules):
        yield f"\n## {GROUPS[prefix]}\n"
        yield from _sidor.table(
            ("Kod", "Styrka", "Regel", "Lagrum", "År"),
            (
                (
                    f"[{rule.kod}]({rule.kod}.md)",
                    rule.styrka.value,
                    rule.title,
                    _sidor.law_links([rule.lagrum]),
                    years(rule),
                )
                for rule in sorted(rules, key=lambda rule: rule.kod)
                if rule.kod.startswith(prefix)
            ),
        )
    yield ""


def years(rule: Rule) -> str:
    """The years of the document that a rule is for; empty when it is for all."""
    if rule.since and rule.until:
        return str(rule.since) if rule.since == rule.until else f"{rule.since}–{rule.until}"
    if rule.since:
        return f"från och med {rule.since}"
    return f"till och med {rule.until}" if rule.until else ""


def page_of(rule: Rule) -> str:
    """The page of one rule."""
    return "\n".join(_page(rule))


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.kod}: {rule.title.rstrip('.')}\n\n{MARK}\n"
    documents = lista(DOCUMENTS[namn] for namn in rule.kraver) if rule.kraver else "hela ärendet"
    rows = [
        ("Styrka", f"{rule.styrka.value}: {MEANING[rule.styrka]}"),
        ("Granskar", f"{documents}, jämfört med föregående år" if rule.previous else documents),
        ("Lagrum", _sidor.law_links([rule.lagrum])),
        ("År", years(rule)),
    ]
    yield from _sidor.table(("Regeln", ""), [row for row in rows if row[1]])
    for heading, text in rule.page.items():
        yield f"\n## {heading}\n\n{text}"
    path = CASES / f"{rule.kod}.yaml"
    if path.is_file():
        cases = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
        yield "\n## Exempel\n"
        yield from (line for case in cases["fel"] for line in _wrong(rule, case))
        yield from (f"* {case['vad']} Då säger regeln inget." for case in cases["ratt"])
    yield "\n[Alla regler](README.md)\n"


def _wrong(rule: Rule, case: Mapping[str, Any]) -> Iterator[str]:
    """A case in which the rule finds something, and what it says of it."""
    previous = _arende(case["previous"]) if "previous" in case else None
    yield f"* {case['vad']} Då säger regeln:"
    for found in check(_arende(case["arende"]), previous=previous, rules=[rule]):
        place = f" ({shortened(found.plats)})" if found.plats else ""
        yield f"  * `{found.path}`{place}: {found.message} Gör så här: {found.gor}"


def shortened(label: str) -> str:
    """A printed place that does not fill the page: some forms have labels of several sentences."""
    if len(label) <= LONGEST_LABEL:
        return label
    return f"{label[:LONGEST_LABEL].rpartition(' ')[0]} …{'”' if label.endswith('”') else ''}"


def _arende(data: Any) -> Arende:
    return read_text(json.dumps(data), "json")
