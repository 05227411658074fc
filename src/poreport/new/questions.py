"""The fields of a document as YAML lines: answers as they are, and questions as empty keys with comments."""

from __future__ import annotations

import textwrap
from typing import Any, Final

from poreport.forms import Form, Table
from poreport.model import Falt, Pandemialternativ, Slag, Svar, falt_i
from poreport.svenska import fold, lista
from poreport.write import plain_value, yaml_entry

__all__ = ["Questions"]

_WIDTH: Final = 100
_STEP: Final = "  "
_CHOICES: Final = {Slag.SVAR: Svar, Slag.ALTERNATIV: Pandemialternativ}
_NOT_ASKED: Final = frozenset(("kommun", "blankett"))
"""Fields of a document that are only for what differs from the ordinary."""


class Questions:
    """Writes the fields that a form asks for, under the form's headings and with its labels.

    Args:
        form: The form, or None for what has no form: then all fields are asked for under their titles.
        ar: The year that stands where the form leaves it open.
    """

    def __init__(self, form: Form | None, ar: int) -> None:
        self.form = form
        self.ar = ar
        self._section = ""
        self._last_label = ""
        self._alternatives = _alternatives(form)

    def lines(self, part: Any, path: str, indent: str) -> list[str]:
        """The lines of the fields of a part of the document.

        Args:
            part: The part, with what is already answered.
            path: Its path in the document, with a point or brackets last; empty for the document.
            indent: Spaces before each line.
        """
        written: list[str] = []
        for namn, falt in falt_i(type(part)).items():
            value, here = getattr(part, namn), f"{path}{namn}"
            unanswered = value in (None, ())
            if not self._is_asked(here) and (unanswered or _is_empty(falt, here, value)):
                continue
            heading = self._heading(here, indent)
            written += ["", *heading] if heading and (written or path) else heading
            if falt.slag is Slag.DEL and here not in _NOT_ASKED:
                written += [f"{indent}{namn}:", *self.lines(value, f"{here}.", indent + _STEP)]
            elif unanswered:
                written += self._question(namn, falt, here, indent)
            elif falt.klass is None or here in _NOT_ASKED:
                written += yaml_entry(namn, plain_value(falt, value), indent)
            else:
                written.append(f"{indent}{namn}:")
                for item in value:
                    written += _with_bullet(self.lines(item, f"{here}[].", indent + _STEP * 2))
        return written

    def _is_asked(self, path: str) -> bool:
        return path not in _NOT_ASKED and (self.form is None or self.form.has(path))

    def _heading(self, path: str, indent: str) -> list[str]:
        """The heading of the section in which a field stands, when it is another than the last."""
        place = self.form.place(path) if self.form else None
        if place is None or place.section in {"", self._section}:
            return []
        self._section = place.section
        return [f"{indent}# {self._filled_in(place.section)}"]

    def _question(self, namn: str, falt: Falt, path: str, indent: str) -> list[str]:
        """An empty key with its question: after it when there is room, else above."""
        question = self._filled_in(f"{self._label(falt, path)}{self._options(falt, path)}")
        if falt.hjalp:
            question += f" {falt.hjalp}" if question.endswith((".", "?")) else f". {falt.hjalp}"
        key = f"{indent}{namn}:"
        line = f"{key}  # {question}"
        lines = [line] if len(line) <= _WIDTH else [*_above(question, indent), key]
        return lines if falt.klass is None else [*lines, *_example(falt.klass, indent)]

    def _label(self, falt: Falt, path: str) -> str:
        """The printed label; the title where the form has none, or has one for several fields."""
        label = self._printed(path).rstrip(" :").replace(".,", ",")
        if path in self._alternatives:
            return f"{label}, {falt.titel}"
        if not label or label == self._last_label:
            return falt.titel
        self._last_label = label
        return label

    def _printed(self, path: str) -> str:
        """The label as printed, without the column of a box to tick."""
        place = self.form.place(path) if self.form else None
        if self.form is None or place is None:
            return ""
        options = self.form.options(path)
        if not options:
            return place.label
        label, _, column = self.form.places()[f"{path}={options[0]}"].label.rpartition(", ")
        return label if fold(column) == options[0] else ""

    def _options(self, falt: Falt, path: str) -> str:
        """The answers to choose between, in parentheses."""
        if falt.slag is Slag.VAL:
            words = falt.val
        elif falt.slag in _CHOICES:
            printed = self.form.options(path) if self.form else ()
            words = printed or tuple(name.lower() for name in _CHOICES[falt.slag].__members__)
        else:
            return ""
        return f" ({lista(words, 'eller')})"

    def _filled_in(self, text: str) -> str:
        return text.replace("{ar}", str(self.ar)).replace("{nasta_ar}", str(self.ar + 1))


def _alternatives(form: Form | None) -> frozenset[str]:
    """The fields of rows where several fields share a cell, of which only one is given."""
    tables = (block for block in form.flat() if isinstance(block, Table)) if form else ()
    rows = (row for table in tables for row in table.rows if any(cell.any_of for cell in row.cells))
    return frozenset(path for row in rows for cell in row.cells for path in cell.fields)


def _is_empty(falt: Falt, path: str, value: Any) -> bool:
    """Whether a part has no answer in it; a kommun of the document's own says something even when empty."""
    return falt.slag is Slag.DEL and path not in _NOT_ASKED and value == type(value)()


def _above(question: str, indent: str) -> list[str]:
    """The question as comment lines of its own."""
    return textwrap.wrap(
        question,
        _WIDTH,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}# ",
        break_long_words=False,
    )


def _example(klass: type[Any], indent: str) -> list[str]:
    """The keys of one item, as comments to copy."""
    choices = {namn: f"  # {lista(falt.val, 'eller')}" for namn, falt in falt_i(klass).items() if falt.val}
    rows = [f"{namn}:{choices.get(namn, '')}" for namn in falt_i(klass)]
    return [f"{indent}# {'  ' if number else '- '}{row}" for number, row in enumerate(rows)]


def _with_bullet(lines: list[str]) -> list[str]:
    """The lines of an item, with a bullet before its first key."""
    first = next(n for n, line in enumerate(lines) if line and not line.lstrip().startswith("#"))
    key = lines[first]
    depth = len(key) - len(key.lstrip()) - len(_STEP)
    return [*lines[:first], f"{key[:depth]}- {key.lstrip()}", *lines[first + 1 :]]
