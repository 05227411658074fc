"""From the parts of a Word file to compiled Jinja templates."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
from jinja2 import nodes
from jinja2.environment import Template
from jinja2.exceptions import TemplateSyntaxError

from poreport.render.word.controls import bind_controls, placeholder_style
from poreport.render.word.docprops import APP, CORE, CUSTOM, OwnProperties, app_part
from poreport.render.word.errors import Place, Problem
from poreport.render.word.fields import FieldTree, check_fields
from poreport.render.word.filters import Filters, NameFor
from poreport.render.word.grid import repeat_columns
from poreport.render.word.numbering import Lists
from poreport.render.word.ooxml import ID, W_NS, as_number, parse_xml, serialise, w
from poreport.render.word.parts import NUMBERING_TYPE, PACKAGE, Parts
from poreport.render.word.places import Places
from poreport.render.word.prepare import clean, lay_out, mark_controls, mark_ids
from poreport.render.word.sandbox import (
    BLOCK_END,
    BLOCK_START,
    STATE,
    VARIABLE_END,
    VARIABLE_START,
    Environment,
)
from poreport.render.word.source import Notes, Source, StaticIds, write_source
from poreport.render.word.structure import guard_structure, hoist, is_opener, repair_structure
from poreport.render.word.tags import find_tags
from poreport.render.word.tokens import NOTE_KINDS, RESERVED, Draft, NoteKind, NoteReference, NotesHere, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from lxml.etree import _Element

__all__ = ["CompiledPart", "Compiler"]

_COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_NAME = re.compile(r"[^\W\d]\w*")
_EXPECTED = re.compile(r"expected token '(.+)', got '(.+)'")
_TOKEN_WORDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "name": "ett namn",
    "string": "en text",
    "integer": "ett tal",
}


@attrs.frozen(eq=False)
class CompiledPart:
    """A part that is written anew in each document."""

    source: Source
    template: Template
    needs_repair: bool

    def run(self, values: Mapping[str, Any]) -> Iterator[str]:
        """What the part consists of with these values."""
        return self.template.root_render_func(self.template.new_context(dict(values)))

    def line_of(self, error: Exception) -> int:
        """The line of the source where an exception arose; 0 if it did not arise in this part."""
        line = 0
        traceback = error.__traceback__
        while traceback is not None:
            if traceback.tb_frame.f_globals.get("__jinja_template__") is self.template:
                line = self.template.get_corresponding_lineno(traceback.tb_lineno)
            traceback = traceback.tb_next
        return line


@attrs.define(eq=False)
class Compiler:
    """Compiles one template; after `compile`, what it found is in its attributes."""

    members: dict[str, bytes]
    known_fields: Collection[str]
    globals_: Mapping[str, Any]
    filters: Mapping[str, Callable[..., Any]]
    name_for: NameFor
    problems: list[Problem] = attrs.field(factory=list)
    compiled: list[CompiledPart] = attrs.field(factory=list)
    fixed: dict[str, bytes] = attrs.field(factory=dict)
    replaceable: dict[str, bytes] = attrs.field(factory=dict)
    used_ids: dict[str, int] = attrs.field(factory=dict)
    numbering: str | None = None
    tags: set[str] = attrs.field(factory=set)
    order: dict[Place, int] = attrs.field(factory=dict)
    own_properties: OwnProperties = attrs.field(init=False)
    lists: Lists = attrs.field(init=False)
    _engine_filters: dict[str, Callable[..., Any]] = attrs.field(init=False, factory=dict)

    def compile(self) -> None:
        """Compile all parts; mistakes are collected in `problems`, in the order of the document.

        Raises:
            PackageError: the file is not a sound Word document.
        """
        parts = Parts(self.members)
        document = parts.document
        self.own_properties = OwnProperties.read(parts.get(PACKAGE, "custom-properties"))
        self.lists = Lists.read(parts.get(document, "numbering"), parts.get(document, "styles"))
        for kind in _COMMENT_PARTS:
            parts.drop(document, kind)
        parts.drop(PACKAGE, "thumbnail")

        drafts, repairs = self._drafts(parts)
        sources = self._sources(drafts)
        self._compile_sources(sources, repairs)
        self.problems.sort(key=lambda problem: self.order.get(problem.place, -1) if problem.place else -1)
        for source in sources:
            if not source.dynamic:
                parts.members[source.name] = repair_structure(source.text).encode()
        self._put_properties(parts)
        if any(isinstance(t, Tag) and t.scope == "p" and not t.statement for d in drafts for t in d.tokens):
            self._put_numbering(parts)
        rendered = {part.source.name for part in self.compiled} | {CORE, CUSTOM}
        members = parts.finish()
        self.replaceable = {name: members[name] for name in (self.numbering,) if name is not None}
        self.fixed = {
            name: content
            for name, content in members.items()
            if name not in rendered and name not in self.replaceable
        }

    # --- trees

    def _drafts(self, parts: Parts) -> tuple[list[Draft], set[str]]:
        """Every part with text, its tokens in place, and the names of those that may need repair."""
        document = parts.document
        style = placeholder_style(parts.get(document, "styles"))
        names = [document]
        for kind in ("header", "footer", "footnotes", "endnotes"):
            names += sorted(name for name in set(parts.related(document, kind)) if name in parts.members)
        drafts = []
        repairs = set()
        for name in names:
            root = parse_xml(parts.members[name], name)
            if root.nsmap.get("w") != W_NS or RESERVED.search(serialise(root)):
                message = (
                    "Filen är sparad i ett ovanligt format. Öppna den i Word och spara den som vanlig .docx."
                )
                self.problems.append(Problem(message, Place(name, name)))
                continue
            clean(root)
            draft = Draft(root, name, self.problems)
            places = Places(root, name)
            self.order |= {place: len(self.order) + index for index, place in enumerate(places.all)}
            find_tags(draft, places)
            bind_controls(draft, style, self.lists)
            lay_out(draft, self.lists)
            hoist(draft, places)
            repeat_columns(draft)
            self.tags |= mark_controls(draft)
            mark_ids(draft)
            if guard_structure(draft):
                repairs.add(name)
            drafts.append(draft)
        return drafts, repairs

    # --- source

    def _sources(self, drafts: list[Draft]) -> list[Source]:
        ids = StaticIds()
        filters = Filters()
        notes = {
            kind: Notes(draft, _notes_by_id(draft.root, kind), _shared_notes(drafts, kind))
            for draft in drafts
            if (kind := _notes_kind(draft.root)) is not None
        }
        for kind, found in notes.items():
            self.used_ids[kind] = max(map(as_number, found.elements), default=0)
        sources = []
        for draft in drafts:
            own = _notes_kind(draft.root)
            if own is not None and notes[own].taken:
                draft.root.append(draft.in_tree(NotesHere(own)))
            sources.append(write_source(draft, ids, filters, notes, self.name_for))
        self.used_ids |= ids.used
        self._engine_filters = filters.found
        return sources

    # --- Jinja

    def _compile_sources(self, sources: list[Source], repairs: set[str]) -> None:
        environment = Environment(self.globals_, {**self.filters, **self._engine_filters})
        fields = FieldTree.of(self.known_fields)
        trees = [(source, self._checked(source, environment, fields)) for source in sources if source.dynamic]
        if self.problems:
            return
        for source, tree in trees:
            try:
                template = _compiled(environment, tree, source.name)
            except (SyntaxError, RecursionError):
                message = "Mallen är för invecklad: för många loopar eller villkor i varandra."
                self.problems.append(Problem(message, source.place_of(0)))
                return
            self.compiled.append(CompiledPart(source, template, source.name in repairs))

    def _checked(self, source: Source, environment: Environment, fields: FieldTree) -> nodes.Template:
        """The tree of a part; what is wrong in it is reported."""
        try:
            tree = environment.parse(source.text)
        except (TemplateSyntaxError, RecursionError) as error:
            # One broken tag hides all that follows, so look at each by itself.
            sound = [tag for tag in source.tags if self._is_sound(tag, environment)]
            if not self.problems:
                place = source.place_of(getattr(error, "lineno", 0))
                self.problems.append(Problem(_syntax_message(None, error), place))
            names = _names_set(source)
            for tag in sound:
                if not tag.statement:
                    found = check_fields(environment.parse(_printed(tag.code)), fields, environment, names)
                    self._report((finding.message, tag.place) for finding in found)
            return nodes.Template([], lineno=1)
        found = check_fields(tree, fields, environment)
        self._report((finding.message, source.place_of(finding.line)) for finding in found)
        return tree

    def _is_sound(self, tag: Tag, environment: Environment) -> bool:
        """Whether a tag can be read by itself; reported if not."""
        try:
            environment.parse(_alone(tag))
        except (TemplateSyntaxError, RecursionError) as error:
            self.problems.append(Problem(_syntax_message(tag, error), tag.place))
            return False
        return True

    def _report(self, found: Iterable[tuple[str, Place]]) -> None:
        for message, place in found:
            problem = Problem(message, place)
            if problem not in self.problems:
                self.problems.append(problem)

    # --- package

    def _put_properties(self, parts: Parts) -> None:
        parts.put(PACKAGE, "core-properties", CORE, _CORE_TYPE, b"")
        parts.put(PACKAGE, "extended-properties", APP, f"{_OFFICE}.extended-properties+xml", app_part())
        parts.put(PACKAGE, "custom-properties", CUSTOM, f"{_OFFICE}.custom-properties+xml", b"")

    def _put_numbering(self, parts: Parts) -> None:
        found = next(parts.related(parts.document, "numbering"), None)
        if found is None or found not in parts.members:
            found = posixpath.join(posixpath.dirname(parts.document), "numbering.xml")
            parts.put(parts.document, "numbering", found, NUMBERING_TYPE, b"")
        parts.members[found] = self.lists.part
        self.numbering = found


def _notes_kind(root: _Element) -> NoteKind | None:
    for kind in NOTE_KINDS:
        if root.tag == w(f"{kind}s"):
            return kind
    return None


def _notes_by_id(root: _Element, kind: str) -> dict[str, _Element]:
    """The notes that text refers to; not the lines that separate them from the text."""
    return {
        note.get(ID, ""): note
        for note in root.iterchildren(w(kind))
        if note.get(w("type"), "normal") == "normal"
    }


def _shared_notes(drafts: list[Draft], kind: NoteKind) -> frozenset[str]:
    """The notes that are referred to more than once."""
    references = Counter(
        token.key
        for draft in drafts
        for token in draft.tokens
        if isinstance(token, NoteReference) and token.kind == kind
    )
    return frozenset(key for key, count in references.items() if count > 1)


def _compiled(environment: Environment, tree: nodes.Template, name: str) -> Template:
    """Compile a tree, its loops counted and a condition without else empty when it is false."""
    for loop in tree.find_all(nodes.For):
        state = nodes.Name(STATE, "load", lineno=loop.lineno)
        loop.iter = nodes.Filter(loop.iter, "_po_loop", [state], [], None, None, lineno=loop.iter.lineno)
    for condition in tree.find_all(nodes.CondExpr):
        if condition.expr2 is None:
            condition.expr2 = nodes.Const("", lineno=condition.lineno)
    tree.set_environment(environment)
    code = environment.compile(tree, name, name)
    return Template.from_code(environment, code, environment.make_globals(None))


def _printed(code: str) -> str:
    return f"{VARIABLE_START}{code}{VARIABLE_END}"


def _alone(tag: Tag) -> str:
    """A tag as a template of its own."""
    if not tag.statement:
        return _printed(tag.code)
    statement = f"{BLOCK_START}{tag.code}{BLOCK_END}"
    if is_opener(tag):
        return f"{statement}{BLOCK_START}end{tag.keyword}{BLOCK_END}"
    if tag.keyword == "elif":
        return f"{BLOCK_START}if 1{BLOCK_END}{statement}{BLOCK_START}endif{BLOCK_END}"
    return statement if tag.keyword == "set" else ""


def _names_set(source: Source) -> set[str]:
    """Every name in the statements of a part, some of which are set there."""
    return {name for tag in source.tags if tag.statement for name in _NAME.findall(tag.code)}


def _syntax_message(tag: Tag | None, error: Exception) -> str:
    which = f"Taggen ”{tag.typed}”" if tag else "En tagg"
    expected = _EXPECTED.search(str(error))
    if expected is None:
        return f"{which} går inte att förstå. Kontrollera parenteser, citattecken och stavning."
    wanted, got = (_TOKEN_WORDS.get(word, f"”{word}”") for word in expected.groups())
    return f"{which} går inte att förstå: här väntades {wanted} men det står {got}."
