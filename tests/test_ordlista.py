"""The word list docs/ordlista.md: complete in both directions, and true to the model."""

from __future__ import annotations

import enum
import importlib
import pkgutil
import re
from typing import Any

import attrs
import pytest

import _sida_ordlista as ordlista
import _sidor
import poreport
import poreport.model
from poreport.findings import Styrka
from poreport.lagrum import parse_lagrum
from poreport.model import Falt, Pandemialternativ, Slag, Svar, falt_i
from poreport.svenska import fold

GLOSSES: dict[str, Any] = _sidor.load("ordlista.yaml")
PAGE = _sidor.DOCS.joinpath("ordlista.md").read_text(encoding="utf-8")
MODEL = {
    name: value for name in poreport.model.__all__ if isinstance(value := getattr(poreport.model, name), type)
}


def fields() -> dict[str, dict[str, Falt]]:
    """Every field name of the model, with the fields that have it by class name."""
    found: dict[str, dict[str, Falt]] = {}
    for name, klass in MODEL.items():
        for field, falt in falt_i(klass).items() if attrs.has(klass) else ():
            found.setdefault(field, {})[name] = falt
    return found


FIELDS = fields()


def public_names() -> tuple[set[str], set[str]]:
    """The words of the public names outside the model's classes, and the attributes that are not fields."""
    words: set[str] = set()
    attributes: set[str] = set()
    for module in pkgutil.iter_modules(poreport.__path__):
        if module.name.startswith("_") or module.name == "cli":
            continue
        namespace = importlib.import_module(f"poreport.{module.name}")
        for name in getattr(namespace, "__all__", ()):
            klass = getattr(namespace, name)
            if name not in MODEL:
                words |= {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}
            if isinstance(klass, type) and attrs.has(klass):
                public = {a.name for a in attrs.fields(klass) if not a.name.startswith("_")}
                attributes |= public - set(falt_i(klass))
    return words, attributes


WORDS, ATTRIBUTES = public_names()
OWN_ROWS, ENGLISH = set(GLOSSES["ord"]), set(GLOSSES["ovriga_ord"].split())
ELSEWHERE = {name.lower() for name in MODEL} | set(FIELDS)
ELSEWHERE |= {member.lower() for members in GLOSSES["varden"].values() for member in members}


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the page."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in lines[2:]]


def test_every_class_has_a_row() -> None:
    """The classes of the word list are the model's public ones, none missing and none that is gone."""
    assert set(MODEL) == set(GLOSSES["klasser"])


def test_every_field_has_a_row() -> None:
    """The field names of the word list are those of the model, none missing and none that is gone."""
    assert set(FIELDS) == set(GLOSSES["falt"])


def test_every_meaning_is_told() -> None:
    """A field name with several meanings has each class where it is used under exactly one of them."""
    split = {name: gloss for name, gloss in GLOSSES["falt"].items() if not isinstance(gloss, str)}
    told = {
        name: sorted(klass for group in gloss for klass in group.split(", ")) for name, gloss in split.items()
    }
    assert {name: sorted(FIELDS[name]) for name in split} == told


def test_every_value_has_a_row() -> None:
    """The members of the enumerations have a row each, none missing and none that is gone."""
    kinds: tuple[type[enum.Enum], ...] = (Svar, Pandemialternativ, Slag, Styrka)
    assert {kind.__name__: set(kind.__members__) for kind in kinds} == {
        name: set(members) for name, members in GLOSSES["varden"].items()
    }


def test_every_public_word_is_known() -> None:
    """A word in a public name has a row in docs/ordlista.yaml, or stands there as ordinary English."""
    assert set() == WORDS - ELSEWHERE - OWN_ROWS - ENGLISH


def test_every_attribute_is_known() -> None:
    """A public attribute that is no field has a row of its own, since it may mean something else there."""
    assert set() == ATTRIBUTES - OWN_ROWS - ENGLISH


def test_no_word_is_gone() -> None:
    """Every word with a row of its own stands in a public name."""
    assert set() == OWN_ROWS - WORDS - ATTRIBUTES


def test_no_word_is_explained_twice() -> None:
    """A word of a name has no row of its own when a class, a field or a value explains it."""
    assert set() == (OWN_ROWS - ATTRIBUTES) & ELSEWHERE
    assert set() == OWN_ROWS & ENGLISH


def test_no_term_or_gloss_is_empty() -> None:
    """Every row of the page has an identifier, a Swedish term and an English gloss."""
    tables = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert len(tables) > len(FIELDS) + len(MODEL)
    assert [] == [line for line in tables if not all(cell.strip() for cell in line.split("|")[1:4])]


def test_rows_are_whole() -> None:
    """A handwritten row has a term, a gloss and perhaps a place in the law: no comma has cut a gloss."""
    tables = [GLOSSES["klasser"], GLOSSES["ord"], *GLOSSES["varden"].values()]
    written = {name: set(row) - {"lagrum"} for rows in tables for name, row in rows.items()}
    assert {name: {"term", "en"} for name in written} == written
    assert {("en", "lagrum")} == {tuple(row) for row in GLOSSES["utan_identifierare"].values()}


def test_the_english_is_english() -> None:
    """No English gloss has a Swedish letter: the columns are not swapped."""
    tables = [line.split("|") for line in PAGE.splitlines() if line.startswith("| `")]
    assert [] == [line[3] for line in tables if re.search("[åäöÅÄÖ]", line[3])]


@pytest.mark.parametrize("name", FIELDS)
def test_terms_are_the_titles_of_the_model(name: str) -> None:
    """The Swedish terms of a field name are its titles in the model: one title, one term."""
    terms = [row[1] for row in rows("Fält") if re.match(rf"`{name}`(?: i |$)", row[0])]
    titles = {falt.titel for falt in FIELDS[name].values()}
    assert titles == {title for term in terms for title in term.split("; ")}
    assert len(titles) > 1 or titles == set(terms)


@pytest.mark.parametrize("name", FIELDS)
def test_the_law_is_that_of_the_model(name: str) -> None:
    """Every place in the law that the model states for a field name stands in its row, as a link."""
    cells = " ".join(row[3] for row in rows("Fält") if re.match(rf"`{name}`(?: i |$)", row[0]))
    stated = {parse_lagrum(falt.lagrum) for falt in FIELDS[name].values() if falt.lagrum}
    assert [] == [str(place) for place in stated if f"[{place}]({place.lank})" not in cells]


def test_links_are_well_formed() -> None:
    """Every link of the page names a place in the law and leads to that place."""
    links = re.findall(r"\[([^\]]*)\]\(([^)]*)\)", PAGE)
    assert len(links) > 100
    assert [] == [(text, address) for text, address in links if parse_lagrum(text).lank != address]
    assert PAGE.count("](") == len(links)


def test_terms_of_answers_fold_to_identifiers() -> None:
    """The term of an answer can be written in the data file as it stands."""
    for kind in (Svar, Pandemialternativ):
        members = GLOSSES["varden"][kind.__name__]
        assert {name: name.lower() for name in members} == {
            name: fold(row["term"]) for name, row in members.items()
        }


def test_styrka_has_its_own_words() -> None:
    """The terms of Styrka are the words that people meet in a finding."""
    terms = {name: row["term"] for name, row in GLOSSES["varden"]["Styrka"].items()}
    assert {member.name: member.value for member in Styrka} == terms


def test_a_field_that_is_gone_is_refused() -> None:
    """A gloss for a field that the model lacks stops the page, with what to do about it."""
    with pytest.raises(LookupError, match=r"Inget fält heter bidragets_farg\. Ta bort raden"):
        ordlista.uses("bidragets_farg")
