"""The JSON Schema of the data file is valid, complete, and agrees with the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from poreport.model import Arende
from poreport.model.paths import field_at, known_paths
from poreport.read import ReadError, read_text
from poreport.schema import json_schema
from poreport.testing import arenden
from poreport.write import to_dict

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/arende.yaml"))


class Yaml12(yaml.SafeLoader):
    """YAML as an editor reads it: numbers and truth values have types, dates are texts."""


Yaml12.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(text: str) -> object:
    """Return YAML as an editor's schema check sees it."""
    return yaml.load(text, Yaml12)  # noqa: S506  a SafeLoader


def faults(data: object) -> list[str]:
    """Return what the schema finds wrong, as paths."""
    return [".".join(map(str, fault.absolute_path)) for fault in VALIDATOR.iter_errors(data)]


def properties(schema: Any) -> dict[str, Any]:
    """Return the properties that a schema has itself, or through what it refers to."""
    for inner in schema.get("anyOf", ()):
        found = properties(inner.get("items", inner))
        if found:
            return found
    if "$ref" in schema:
        return properties(SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    return dict(schema.get("properties", {}))


def test_schema_is_valid() -> None:
    """The schema follows draft 2020-12, and JSON can hold it."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA == json.loads(json.dumps(SCHEMA))


def test_every_field_of_the_model_occurs() -> None:
    """Every path of the model can be followed in the schema, and its field has the model's title."""
    for path in known_paths(Arende):
        found: Any = SCHEMA
        for step in path.replace("[]", "").split("."):
            found = properties(found)[step]
        assert field_at(Arende, path).titel == found["title"]


def test_descriptions_name_unit_and_law() -> None:
    """A description says what to write, in which unit, and the place in the law in words."""
    kronor = SCHEMA["$defs"]["Ekonomi"]["properties"]["beviljat"]["description"]
    posts = SCHEMA["$defs"]["Ansokan"]["properties"]["arsanstallningar"]["description"]
    assert "Enhet: kronor. Lagrum: 10\u00a0§ förordningen (2013:522)." == kronor
    assert posts.startswith(
        "Två decimaler, till exempel 2,00. Enhet: årsanställningar. Lagrum: 8\u00a0§\u00a02 "
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_validate(path: Path) -> None:
    """Every example file follows the schema."""
    assert [] == faults(load(path.read_text(encoding="utf-8")))


@given(arenden())
@settings(max_examples=30)
def test_what_is_written_validates(arende: Arende) -> None:
    """Whatever ärende is written as data follows the schema."""
    assert [] == faults(to_dict(arende))


@pytest.mark.parametrize(
    "text",
    [
        "redovisning: {år: 2021, utbildning: {svar: [ja, nej]}}",
        "redovisning: {ar: 2021, ko: {svar: kan inte bedöma}, pandemi: {alternativ: ökat utbud}}",
        "redovisning: {ar: 2021, ekonomi: {beviljat: 809 060 kr, beviljade_tjanster: två}}",
        "redovisning: {ar: 2021, ombud: {tjanster: 2.0, kvinnor: 2, man: –}, omfattar: Nybro}",
        "ansokan: {avser_år: 2022, årsanställningar: 2,00}",
        "kommun: {postnummer: 39128, organisationsnummer: 212000-0746, lan: }",
        "undantag: {kod: RED-102}",
    ],
)
def test_ordinary_forms_validate(text: str) -> None:
    """What the reader understands of numbers, answers and Swedish spellings, the schema lets through."""
    assert [] == faults(load(text.replace("2,00", "'2,00'")))
    assert read_text(text.replace("2,00", "'2,00'"), "yaml") != Arende()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("redovisning: {ko: {svar: ja}}", "redovisning"),
        ("kommun: {nam: A}", "kommun"),
        ("kommun: [A]", "kommun"),
        ("redovisning: {ar: 2021, ko: {svar: kanske}}", "redovisning"),
        ("redovisning: {ar: 2021, ombud: {kvinnor: många}}", "redovisning"),
        ("redovisning: {ar: 1821}", "redovisning"),
        ("tjansteskrivelse: {benamning: brev}", "tjansteskrivelse"),
        ("ar: 2021", ""),
    ],
)
def test_wrong_shape_is_refused(text: str, place: str) -> None:
    """What the reader refuses, the schema refuses too."""
    assert place in faults(load(text))
    with pytest.raises(ReadError):
        read_text(text, "yaml")
