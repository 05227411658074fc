"""The pages of docs/: the generated ones are up to date, and what they refer to exists."""

from __future__ import annotations

import pkgutil
import posixpath
import re
from pathlib import Path

import pytest

import _sidor
import poreport
from poreport.rules import WAIVER_RULES, all_rules

FENCED = re.MULTILINE | re.DOTALL
TEXTS = {
    path.relative_to(_sidor.DOCS).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(_sidor.DOCS.rglob("*.md"))
}
GENERATED = _sidor.all_pages()


def headings(text: str) -> list[str]:
    """The headings of a page; a comment in an example is none."""
    return re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", text, flags=FENCED), flags=re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The addresses of the headings of a page, as code hosts make them."""
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings(text)}


def test_generated_pages_are_current() -> None:
    """A generated page says what its generator gives; when it does not: python3 scripts/docs."""
    assert [] == [name for name, text in GENERATED.items() if text != TEXTS.get(name)]


def test_the_generators_are_found() -> None:
    """The word list and the keys of the data file are among the generated pages."""
    assert {"ordlista.md", "arendefil.md"} <= set(GENERATED)


def test_index_has_a_line_for_each_page() -> None:
    """docs/README.md names each page of the folder and each folder's index, with what it holds."""
    index = TEXTS["README.md"]
    pages = {name for name in TEXTS if name.count("/") == 0 or name.endswith("/README.md")} - {"README.md"}
    lines = re.findall(r"^\| \[.+\]\((\S+?)\) \| (.+?) \|$", index, flags=re.MULTILINE)
    assert pages == {target for target, _ in lines if not target.startswith("..")}
    assert [] == [target for target, text in lines if not text.strip()]


def test_anchors_lead_to_headings() -> None:
    """A link to a place in a page leads to a heading of that page."""
    links = [
        (name, target, anchor)
        for name, text in TEXTS.items()
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)", text)
    ]
    assert [] == [
        (name, target, anchor)
        for name, target, anchor in links
        if anchor
        not in anchors(TEXTS[posixpath.normpath(posixpath.join(name, "..", target)) if target else name])
    ]


def test_headings_are_unique() -> None:
    """No page has two headings with the same address: a link would lead to the first."""
    assert [] == [name for name, text in TEXTS.items() if len(anchors(text)) < len(headings(text))]


def test_rules_that_are_named_exist() -> None:
    """Every rule code in a page is the code of a rule, or of a finding about a waiver."""
    known = {rule.kod for rule in (*all_rules(), *WAIVER_RULES)}
    named = {(name, kod) for name, text in TEXTS.items() for kod in re.findall(r"\b[A-Z]{3}-\d{3}\b", text)}
    assert len(named) >= len(known)
    assert [] == sorted((name, kod) for name, kod in named if kod not in known)


def test_every_module_is_on_the_map() -> None:
    """The page on the architecture says what each module of the package holds."""
    modules = {module.name for module in pkgutil.iter_modules(poreport.__path__) if module.name[0] != "_"}
    linked = re.findall(r"\[`(\w+)`\]\(\.\./src/poreport/\w+(?:\.py)?\)", TEXTS["arkitektur.md"])
    assert modules == set(linked)


def test_a_page_without_the_mark_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that has lost the line before its generated part is not overwritten: the line is asked for."""
    (tmp_path / "sida.md").write_text("# Sida\n", encoding="utf-8")
    monkeypatch.setattr(_sidor, "DOCS", tmp_path)
    with pytest.raises(ValueError, match=r"docs/sida\.md: raden före det som bildas saknas"):
        _sidor.page("sida.md", [])


def test_the_start_of_a_page_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written by hand above the line stays, and everything below it is made anew."""
    text = f"# Sida\n\nFör hand.\n\n{_sidor.MARK}\n"
    (tmp_path / "sida.md").write_text(f"{text}\ngammalt\n", encoding="utf-8")
    monkeypatch.setattr(_sidor, "DOCS", tmp_path)
    assert f"{text}\nnytt\n" == _sidor.page("sida.md", ["nytt", ""])


def test_a_page_is_written_once(tmp_path: Path) -> None:
    """A page is written when it is new, and left alone when it already says the same."""
    path = tmp_path / "mapp" / "sida.md"
    assert (True, False) == (_sidor.write(path, "å\n"), _sidor.write(path, "å\n"))
    assert b"\xc3\xa5\n" == path.read_bytes()


def test_empty_columns_are_left_out() -> None:
    """A table has no column that is empty in every row, and a bar in a cell does not end the cell."""
    rows = [("a|b", "", "c"), ("d", "", "")]
    assert ["| 1 | 3 |", "| --- | --- |", "| a\\|b | c |", "| d |  |"] == list(_sidor.table("123", rows))
