"""What is wrong with a template, and where in it, in words for the person who made it."""

from __future__ import annotations

import attrs

__all__ = ["Place", "Problem", "TemplateError"]


@attrs.frozen
class Place:
    """A place in a template as a person would find it in Word.

    Attributes:
        part: the part of the package, "word/document.xml".
        text: "stycke 12", "tabell 2, rad 3, cell 1", "sidhuvud 1, stycke 2", "fotnot 3".
    """

    part: str
    text: str

    def __str__(self) -> str:
        return self.text


@attrs.frozen
class Problem:
    """One mistake in a template.

    Attributes:
        message: what is wrong and what to do, in Swedish.
        place: where; None when it concerns the template as a whole.
    """

    message: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class TemplateError(ValueError):
    """A template that cannot be used, or that cannot be filled in with this data.

    Attributes:
        name: the template's name.
        problems: every mistake found; at rendering the one that stopped it.
    """

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.name = name
        self.problems = problems
        lines = "".join(f"\n  {problem}" for problem in problems)
        count = "ett fel" if len(problems) == 1 else f"{len(problems)} fel"
        super().__init__(f"Mallen ”{name}” har {count}:{lines}")
