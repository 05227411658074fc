"""The Word templates: where ours are, compiling them once, and what is wrong with a kommun's own.

There is one for each edition in `poreport.forms` and one for the tjänsteskrivelse. They are made by
`python -m poreport.render.build` and lie in the package, or in a checkout in the folder `templates`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from poreport import forms, svenska
from poreport.files import reason
from poreport.model.paths import bookmark_name
from poreport.render import blankett, memo
from poreport.render.context import known_fields
from poreport.render.errors import RenderError
from poreport.render.filters import FILTERS
from poreport.render.package import PackageError, read_package
from poreport.render.word import Problem, TemplateError, WordTemplate

__all__ = [
    "MEMO",
    "build_all",
    "kind_of",
    "lint_template",
    "ours",
    "own",
    "read_own",
    "template_bytes",
    "template_names",
]

MEMO: Final = "tjansteskrivelse"
"""The name of the tjänsteskrivelse's template; the others are named like their edition."""

_XML_TAG: Final = re.compile(r"</?w:(?!tag\b|alias\b)[^>]*>")
_USE: Final = re.compile(r"\b(redovisning|ansokan|tjansteskrivelse)\.")


def template_names() -> tuple[str, ...]:
    """The names of all our templates, the tjänsteskrivelse's last."""
    return (*forms.editions(), MEMO)


def template_bytes(name: str) -> bytes:
    """The template with this name; that of an edition of one's own is made on the spot.

    Raises:
        RenderError: There is no such template; the message lists those there are.
    """
    if name not in template_names():
        raise RenderError(
            f"Mallen {svenska.quote(name)} finns inte. Mallarna är {svenska.lista(template_names())}."
        )
    stored = _folder().joinpath(f"{name}.docx")
    if stored.is_file():
        return stored.read_bytes()
    return memo.build() if name == MEMO else blankett.build(forms.get(name))


def build_all() -> dict[str, bytes]:
    """All templates of the package, made anew, by file name."""
    made = {f"{form_id}.docx": blankett.build(forms.get(form_id)) for form_id in forms.editions()}
    return made | {f"{MEMO}.docx": memo.build()}


@cache
def _folder() -> Traversable:
    """The templates of an installed package, else those of the checkout that this file lies in."""
    installed = resources.files("poreport") / "templates"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "templates"


# --- compiling --------------------------------------------------------------------------------------------

_compiled: Final[dict[tuple[str, bool], tuple[forms.Form | None, WordTemplate]]] = {}


def ours(form: forms.Form | None) -> WordTemplate:
    """Our template of an edition (None: of the tjänsteskrivelse), compiled when first used.

    That of an edition with another head than its own, as it stands in for another county's, is made on the
    spot.
    """
    key = (form.id if form else MEMO, form is not None and form.is_fallback)
    known, template = _compiled.get(key, (None, None))
    if template is None or not _same(form, known):
        template = _compile(_bytes_for(form), key[0])
        _compiled[key] = (form, template)
    return template


def _same(form: forms.Form | None, known: forms.Form | None) -> bool:
    """Whether two forms print alike: each use of a stand-in is a form of its own with the same parts."""
    if form is None or known is None:
        return form is known
    return form.head is known.head and form.blocks is known.blocks and form.footnotes is known.footnotes


def _bytes_for(form: forms.Form | None) -> bytes:
    if form is None:
        return template_bytes(MEMO)
    if form.id in forms.editions() and _same(form, forms.get(form.id)):
        return template_bytes(form.id)
    return blankett.build(form)


def own(mall: bytes | Path) -> WordTemplate:
    """A kommun's own template.

    Raises:
        RenderError: The file cannot be read.
        TemplateError: Something in it is wrong; every mistake is named.
    """
    return _compile_own(read_own(mall), "egen mall" if isinstance(mall, bytes) else mall.name)


def read_own(mall: bytes | Path) -> bytes:
    """The bytes of a kommun's own template.

    Raises:
        RenderError: The file cannot be read.
    """
    if isinstance(mall, bytes):
        return mall
    try:
        return mall.read_bytes()
    except OSError as error:
        raise RenderError(f"Mallen {mall} kunde inte läsas: {reason(error)}.") from error


@lru_cache(maxsize=16)
def _compile_own(data: bytes, name: str) -> WordTemplate:
    return _compile(data, name)


def _compile(data: bytes, name: str) -> WordTemplate:
    return WordTemplate.compile(
        data, name=name, known_fields=known_fields(), filters=FILTERS, bookmark=bookmark_name
    )


def lint_template(path: str | Path) -> list[Problem]:
    """What is wrong with a kommun's own template: unknown fields, broken tags, no field at all.

    Raises:
        OSError: The file cannot be read.
    """
    data = Path(path).read_bytes()
    try:
        _compile(data, Path(path).name)
    except TemplateError as error:
        return list(error.problems)
    if kind_of(data) is None:
        return [Problem("Mallen använder inget fält ur redovisning, ansokan eller tjansteskrivelse.")]
    return []


def kind_of(data: bytes) -> str | None:
    """Which document a template is for: the one whose fields it uses.

    A tjänsteskrivelse may quote the other documents, so it goes first; else the one used most.

    Raises:
        TemplateError: The file is no Word file.
    """
    try:
        xml = read_package(data).get("word/document.xml", b"").decode("utf-8", "replace")
    except PackageError as error:
        raise TemplateError("egen mall", (Problem(str(error)),)) from error
    # Word parts a tag over several runs; without the XML between them it is whole again.
    uses = _USE.findall(_XML_TAG.sub("", xml))
    return MEMO if MEMO in uses else max(sorted(set(uses)), key=uses.count, default=None)
