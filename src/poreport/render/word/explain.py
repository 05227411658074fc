"""What went wrong while a template was filled in, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jinja2.exceptions import SecurityError

from poreport.render.word.errors import Problem
from poreport.render.word.fields import suggestion
from poreport.render.word.sandbox import STATE, GuardError, MissingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from poreport.render.word.compiler import CompiledPart
    from poreport.render.word.tokens import Tag

__all__ = ["explain"]


def explain(error: Exception, part: CompiledPart, context: Mapping[str, object]) -> Problem:
    """An exception from a compiled part as a problem at a place in the template."""
    line = part.line_of(error)
    place = part.source.place_of(line)
    tags = [tag for tag in part.source.tags if tag.place == place]
    return Problem(_message(error, tags, context), place)


def _message(error: Exception, tags: list[Tag], context: Mapping[str, object]) -> str:
    if isinstance(error, MissingError):
        known = context if error.owner is None else _field_names(error.owner)
        tags = [tag for tag in tags if error.field in tag.code]
        hint = suggestion(error.field, known)
        return f"Fältet ”{error.field}”{_within(tags)} finns inte.{hint}"
    if isinstance(error, GuardError):
        return str(error)
    if isinstance(error, SecurityError):
        return f"Taggen{_quoted(tags)} försöker använda något som mallar inte får använda."
    if isinstance(error, RecursionError):
        return f"Taggen{_quoted(tags)} anropar sig själv utan slut."
    return (
        f"Taggen{_quoted(tags)} går inte att räkna ut. Troligen saknas ett värde eller är av fel slag "
        f"({type(error).__name__}: {error})."
    )


def _field_names(owner: object) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return [name for name in owner if isinstance(name, str) and name != STATE]
    return [name for name in dir(owner) if not name.startswith("_")]


def _quoted(tags: list[Tag]) -> str:
    """The tag, if there is but one that it can be."""
    return f" ”{tags[0].typed}”" if len(tags) == 1 else ""


def _within(tags: list[Tag]) -> str:
    return f" i{_quoted(tags)}" if len(tags) == 1 else ""
