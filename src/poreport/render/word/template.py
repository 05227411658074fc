"""A Word template: compiled once, rendered many times."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from poreport.package import PackageError, read_package
from poreport.render.package import PackageWriter
from poreport.render.word.compiler import CompiledPart, Compiler
from poreport.render.word.docprops import CORE, CUSTOM, OwnProperties, Properties, core_part
from poreport.render.word.errors import Problem, TemplateError
from poreport.render.word.explain import explain
from poreport.render.word.numbering import Lists, NewLists
from poreport.render.word.sandbox import STATE, GuardError
from poreport.render.word.state import fresh_state
from poreport.render.word.structure import repair_structure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

__all__ = ["WordTemplate"]

MAX_CHARACTERS = 200_000_000
"""Characters in one part of a document; a loop that writes more has run away."""
_PIECES_AT_A_TIME = 512


@attrs.frozen(eq=False)
class WordTemplate:
    """A Word file with Jinja tags (docxtpl's dialect), ready to be filled in.

    `{{ x }}` prints a value, `{% %}` holds statements, `{# #}` comments. `{%p %}`, `{%tr %}` and `{%tc %}`
    take the place of the whole paragraph, row or cell that they stand in. `{{r x }}` prints runs with bold
    and italics, `{{p x }}` replaces its paragraph by paragraphs and lists (Markdown). A content control that
    holds one expression is empty in Word's own way when the value is; a checkbox is ticked when it is true.

    Values are always escaped. The same template, context and properties give the same bytes.

    Made with `WordTemplate.compile`. May be used by several threads at once.

    Attributes:
        name: what it is called in messages.
        tags: the tags of its content controls, but those that hold Jinja.
    """

    name: str
    _parts: tuple[CompiledPart, ...]
    _writer: PackageWriter
    _own_properties: OwnProperties
    _lists: Lists
    _numbering: str | None
    _used_ids: dict[str, int]
    tags: frozenset[str]

    @classmethod
    def compile(  # noqa: PLR0913  one argument for each thing that a program adds to the engine
        cls,
        data: bytes,
        *,
        name: str,
        known_fields: Collection[str] = (),
        globals: Mapping[str, Any] | None = None,  # noqa: A002  Jinja's own word for it
        filters: Mapping[str, Callable[..., Any]] | None = None,
        bookmark: Callable[[str], str | None] | None = None,
    ) -> WordTemplate:
        """Compile a .docx or .dotx file.

        Args:
            data: the file.
            name: what to call it in messages.
            known_fields: fields that the context will have ("kommun.namn", "omraden[].namn",
                "orsaker.*.antal"); if given, a template that uses another is refused.
            globals: further functions and values for templates.
            filters: further filters.
            bookmark: names the hidden bookmark around a content control, by the control's tag; None for
                none. A program that drops the tags of controls (LibreOffice 7) keeps bookmarks.

        Raises:
            TemplateError: with every mistake in the template, each with its place.
        """
        try:
            name_for = bookmark or _no_bookmark
            compiler = Compiler(read_package(data), known_fields, globals or {}, filters or {}, name_for)
            compiler.compile()
        except PackageError as error:
            raise TemplateError(name, (Problem(str(error)),)) from error
        if compiler.problems:
            raise TemplateError(name, tuple(compiler.problems))
        writer = PackageWriter(compiler.fixed, compiler.replaceable)
        return cls(
            name,
            tuple(compiler.compiled),
            writer,
            compiler.own_properties,
            compiler.lists,
            compiler.numbering,
            compiler.used_ids,
            frozenset(compiler.tags),
        )

    def render(self, context: Mapping[str, object], properties: Properties) -> bytes:
        """Fill in the template.

        Args:
            context: the values that the template's tags name. What is None prints nothing.
            properties: what the document says about itself.

        Returns:
            A .docx file.

        Raises:
            TemplateError: a tag cannot be filled in with these values; names the place in the template.
        """
        state = fresh_state(self._used_ids, NewLists(self._lists))
        values = {**context, STATE: state}
        changed: dict[str, bytes] = {}
        for part in self._parts:
            try:
                written = _bounded(part.run(values))
            except Exception as error:  # whatever an expression may raise belongs to a place in the template
                raise TemplateError(self.name, (explain(error, part, context),)) from error
            if part.needs_repair:
                written = repair_structure(written)
            changed[part.source.name] = written.encode()
        if self._numbering is not None and state.lists.written:
            changed[self._numbering] = state.lists.part
        changed[CORE] = core_part(properties)
        changed[CUSTOM] = self._own_properties.part(properties.custom)
        return self._writer.write(changed)


def _no_bookmark(_tag: str) -> None:
    return None


def _bounded(generated: Iterator[str]) -> str:
    """Join what a template writes, and stop it before it fills the memory."""
    written: list[str] = []
    length = 0
    while batch := list(islice(generated, _PIECES_AT_A_TIME)):
        written += batch
        length += sum(map(len, batch))
        if length > MAX_CHARACTERS:
            raise GuardError(
                f"Dokumentet blir längre än {MAX_CHARACTERS // 1_000_000} miljoner tecken. "
                "Kontrollera mallens loopar."
            )
    return "".join(written)
