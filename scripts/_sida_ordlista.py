"""The page docs/ordlista.md: identifier, Swedish term, English gloss and place in the law.

English glosses, and Swedish terms that the code does not state, are written by hand in docs/ordlista.yaml.
The fields' Swedish terms and every place in the law that the model states come from the model.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

import poreport.model
from _sidor import law_links, load, page, table
from poreport.findings import Styrka
from poreport.model import Falt, Pandemialternativ, Slag, Svar, falt_i

NAME: Final = "ordlista.md"
ENUMS: Final[tuple[type[enum.Enum], ...]] = (Svar, Pandemialternativ, Slag, Styrka)
HEADS: Final = ("Identifierare", "Svensk term", "English", "Lagrum")


def pages() -> dict[str, str]:
    """The page by its file name."""
    glosses = load("ordlista.yaml")
    lines = [
        *_section("Klasser i modellen", "", _class_rows(glosses["klasser"])),
        *_section(
            "Fält",
            "Ett fält som betyder olika saker i olika klasser har en rad för varje betydelse.",
            _field_rows(glosses),
        ),
        *(line for kind in ENUMS for line in _enum_section(kind, glosses)),
        *_section(
            "Attribut och ord i publika namn",
            "Några av orden är fält också, men betyder något annat här.",
            _word_rows(glosses["ord"]),
        ),
        *_section(
            "Ord utan identifierare",
            "De här orden står i sidor och meddelanden.",
            (
                (term, "", row["en"], law_links([row["lagrum"]]))
                for term, row in _sorted(glosses["utan_identifierare"])
            ),
            heads=("Ord", *HEADS[1:]),
        ),
    ]
    return {NAME: page(NAME, lines)}


def _section(
    title: str, lead: str, rows: Iterator[tuple[str, ...]], heads: tuple[str, ...] = HEADS
) -> Iterator[str]:
    yield f"## {title}\n"
    if lead:
        yield f"{lead}\n"
    yield from table(heads, rows)
    yield ""


def _sorted(entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(entries.items(), key=lambda entry: entry[0].casefold())


def model_classes() -> list[type[Any]]:
    """The public classes of the model that have fields or attributes."""
    public = (getattr(poreport.model, name) for name in poreport.model.__all__)
    return [klass for klass in public if isinstance(klass, type) and attrs.has(klass)]


def uses(name: str) -> dict[str, Falt]:
    """The fields with this name: class name → what the field is.

    Raises:
        LookupError: No model class has such a field.
    """
    found = {klass.__name__: falt_i(klass)[name] for klass in model_classes() if name in falt_i(klass)}
    if not found:
        raise LookupError(f"Inget fält heter {name}. Ta bort raden i docs/ordlista.yaml.")
    return found


def meanings(name: str, gloss: str | Mapping[str, str]) -> Iterator[tuple[list[str], list[Falt], str]]:
    """The meanings of a field name: the classes it has that meaning in, the fields and the gloss."""
    found = uses(name)
    if isinstance(gloss, str):
        yield list(found), list(found.values()), gloss
        return
    for classes, text in gloss.items():
        named = classes.split(", ")
        yield named, [found[klass] for klass in named], text


def _class_rows(classes: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    for name, row in _sorted(classes):
        places = _class_places(getattr(poreport.model, name), classes)
        yield f"`{name}`", row["term"], row["en"], law_links(places)


def _class_places(klass: type[Any], classes: Mapping[str, Mapping[str, str]]) -> set[str]:
    """The place in the law of a class.

    It is the one that is written by hand, else the one that all its values share, else that of the fields
    which hold it.
    """
    row = classes[klass.__name__]
    if "lagrum" in row:
        return {row["lagrum"]}
    own = (
        {falt.lagrum for falt in falt_i(klass).values() if falt.slag is not Slag.DEL}
        if attrs.has(klass)
        else {None}
    )
    holding = {
        falt.lagrum for owner in model_classes() for falt in falt_i(owner).values() if falt.klass is klass
    }
    for places in (own, holding):
        if len(places) == 1:
            return {place for place in places if place}
    return set()


def _field_rows(glosses: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, gloss in _sorted(glosses["falt"]):
        for classes, found, text in meanings(name, gloss):
            where = "" if isinstance(gloss, str) else " i " + ", ".join(f"`{klass}`" for klass in classes)
            terms = "; ".join(dict.fromkeys(falt.titel for falt in found))
            places = {falt.lagrum for falt in found}
            if places == {None}:
                places |= {
                    place
                    for falt in found
                    if falt.klass
                    for place in _class_places(falt.klass, glosses["klasser"])
                }
            yield f"`{name}`{where}", terms, text, law_links(places)


def _enum_section(kind: type[enum.Enum], glosses: Mapping[str, Any]) -> Iterator[str]:
    rows = glosses["varden"][kind.__name__]
    term = glosses["klasser"].get(kind.__name__, {"term": "styrka"})["term"]
    yield from _section(
        f"Värden: {term}",
        f"Medlemmar i `{kind.__name__}`.",
        ((f"`{member.name}`", rows[member.name]["term"], rows[member.name]["en"], "") for member in kind),
    )


def _word_rows(words: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    for name, row in _sorted(words):
        yield f"`{name}`", row["term"], row["en"], ""
