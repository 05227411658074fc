"""The page docs/arendefil.md: every key stands there, and what it says of writing holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import _sida_arendefil as arendefil
import _sidor
from poreport.model import Arende, Slag
from poreport.model.paths import field_at, get, known_paths
from poreport.read import ReadError, read, read_text

PAGE = _sidor.DOCS.joinpath("arendefil.md").read_text(encoding="utf-8")
START, REST = PAGE.split(_sidor.MARK)
PATHS = sorted(known_paths(Arende))
LEAVES = [path.removesuffix("[]") for path in PATHS]


def stated_paths() -> set[str]:
    """The paths of the keys that the page's tables list, except those of parts with keys of their own."""
    found = set()
    for section in re.split(r"^##+ ", REST, flags=re.MULTILINE)[1:]:
        lead, _, keys = section.partition("| --- |")
        parts = re.findall(r"`([^`]+)`", lead.partition("\n| ")[0]) or [""]
        for key, cells in re.findall(r"^\| `(\w+)` \|(.*)$", keys, flags=re.MULTILINE):
            if " med nycklarna under [" not in cells:
                found |= {f"{part}.{key}".lstrip(".") for part in parts}
    return found


def in_yaml(path: str, value: str) -> str:
    """A data file with one value, and the years that must be there."""
    steps = re.findall(r"\w+|\[\]", path)
    mandatory = {"redovisning": "ar", "arsrapport": "ar", "ansokan": "avser_ar"}.get(steps[0])
    lines, indent = [f"{steps[0]}:"], 1
    if mandatory and path != f"{steps[0]}.{mandatory}":
        lines.append(f"  {mandatory}: 2021")
    marker = ""
    for step in steps[1:-1]:
        if step == "[]":
            marker = "- "
        else:
            lines.append(f"{'  ' * indent}{marker}{step}:")
            indent += 1 + len(marker) // 2
            marker = ""
    return "\n".join([*lines, f"{'  ' * indent}{marker}{steps[-1]}: {value}"])


def test_every_key_is_on_the_page() -> None:
    """The page lists the keys of the model under their paths, none missing and none that is gone."""
    assert set(LEAVES) == stated_paths()


def test_documents_stand_in_order() -> None:
    """The parts of the redovisning stand in the order of the form."""
    order = [
        "Personliga ombud",
        "Delområde",
        "Kö och väntetid",
        "Utförare",
        "Uppmärksammade brister",
        "Ekonomi",
        "Underskrift",
    ]
    assert order == [heading for heading in re.findall(r"^### (.*)$", REST, re.MULTILINE) if heading in order]


@pytest.mark.parametrize(
    "path", [path for path in LEAVES if field_at(Arende, path).slag in arendefil.EXAMPLES]
)
def test_examples_are_understood_at_once(path: str) -> None:
    """The example for a field is read without a mistake, and nothing in it has to be interpreted."""
    arende = read_text(in_yaml(path, arendefil.EXAMPLES[field_at(Arende, path).slag]), "yaml")
    assert () == arende.kalla.tolkningar
    assert get(arende, path.replace("[]", "[0]")) is not None


@pytest.mark.parametrize(
    "path", [path for path in LEAVES if field_at(Arende, path).slag in {Slag.SVAR, Slag.ALTERNATIV, Slag.VAL}]
)
def test_offered_words_are_understood(path: str) -> None:
    """Every word that the page offers for a field can be written there."""
    part, _, key = path.rpartition(".")
    section = next(
        s for s in re.split(r"^##+ ", REST, flags=re.MULTILINE) if f"`{part}`" in s.partition("\n| ")[0]
    )
    cells = next(line.split(" | ") for line in section.splitlines() if line.startswith(f"| `{key}` |"))
    words = re.findall(r"`([^`]+)`", cells[2])
    values = [get(read_text(in_yaml(path, word), "yaml"), path.replace("[]", "[0]")) for word in words]
    assert len(words) > 1
    assert len(words) == len(set(values) - {None})


@pytest.mark.parametrize("block", re.findall(r"^```yaml\n(.*?)^```$", START, re.MULTILINE | re.DOTALL))
def test_the_examples_can_be_read(block: str) -> None:
    """The examples at the top of the page are read without a mistake."""
    assert () == read_text(block, "yaml").kalla.tolkningar


def test_the_waiver_names_a_field() -> None:
    """The field that the example of a waiver names is one of the model's."""
    (waiver,) = re.findall(r"^    falt: (\S+)$", START, re.MULTILINE)
    assert Slag.DEL is field_at(Arende, waiver).slag


def test_long_text_is_kept() -> None:
    """A text after a bar keeps its empty lines and its list."""
    block = re.findall(r"^```yaml\n(.*?)^```$", START, re.MULTILINE | re.DOTALL)[0]
    text = get(read_text(block, "yaml"), "redovisning.utbildning.vilka")
    assert "utbildningar:\n\n- samsjuklighet\n- barns utsatthet på nätet\n\nDen **andra**" in text


@pytest.mark.parametrize(
    ("data", "path", "value"),
    [
        ("kommun: {län: Kalmar län}", "kommun.lan", "Kalmar län"),
        ("ansökan:\n  avser_år: 2022\n  årsanställningar: 2,00", "ansokan.avser_ar", 2022),
        ("redovisning:\n  ar: 2021\n  ombud: {kvinnor: 0}", "redovisning.ombud.kvinnor", 0),
        ("redovisning:\n  ar: 2021\n  ombud: {kvinnor: }", "redovisning.ombud.kvinnor", None),
    ],
)
def test_what_the_page_says_holds(data: str, path: str, value: object) -> None:
    """Keys with å, ä and ö are understood; an empty value is no answer, and 0 is one."""
    assert value == get(read_text(data, "yaml"), path)


@pytest.mark.parametrize(
    "data",
    [
        "redovisning:\n  ar: 2021\n  ombud: {tjanster: 2,00, kvinnor: 2}",
        "redovisning:\n  ar: 2021\n  atgarder: Två saker: a och b",
        "redovisning:\n\tar: 2021",
    ],
)
def test_what_the_page_warns_of_is_refused(data: str) -> None:
    """A decimal comma inside braces, a colon in a bare text and a tab are mistakes."""
    with pytest.raises(ReadError):
        read_text(data, "yaml")


def test_a_folder_is_one_arende(tmp_path: Path) -> None:
    """The files of a folder make one ärende, and redovisning.yaml may hold its own keys at the top."""
    (tmp_path / "kommun.yaml").write_text("namn: Kalmar kommun\n", encoding="utf-8")
    (tmp_path / "redovisning.yaml").write_text("ar: 2021\n", encoding="utf-8")
    arende = read(tmp_path)
    assert ("Kalmar kommun", 2021) == (arende.kommun.namn, get(arende, "redovisning.ar"))
