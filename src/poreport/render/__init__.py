"""From an ärende to Word documents.

`render` gives the bytes of one document, `render_to` writes those of an ärende to a folder. A kommun's own
template takes the place of ours; `template_bytes` gives ours to start from and `lint_template` finds what is
wrong with it.

The template engine is loaded when something is rendered, so that a script that only checks starts fast.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poreport.render.errors import RenderError

if TYPE_CHECKING:
    from poreport.forms import Form
    from poreport.model import Ansokan, Arende, Redovisning, Tjansteskrivelse
    from poreport.render.documents import file_name
    from poreport.render.templates import lint_template, template_bytes, template_names
    from poreport.render.word import Problem, TemplateError

__all__ = [
    "Problem",
    "RenderError",
    "TemplateError",
    "file_name",
    "lint_template",
    "render",
    "render_to",
    "template_bytes",
    "template_names",
]

_LOADED_WHEN_USED = {
    "Problem": "word",
    "TemplateError": "word",
    "file_name": "documents",
    "lint_template": "templates",
    "template_bytes": "templates",
    "template_names": "templates",
}


def __getattr__(name: str) -> Any:
    if name not in _LOADED_WHEN_USED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_LOADED_WHEN_USED[name]}"), name)


def render(
    dokument: Redovisning | Ansokan | Tjansteskrivelse,
    *,
    arende: Arende | None = None,
    form: Form | None = None,
    mall: bytes | str | Path | None = None,
) -> bytes:
    """A document as a Word file.

    Args:
        dokument: A redovisning, an ansökan or a tjänsteskrivelse.
        arende: The ärende it belongs to: what a tjänsteskrivelse leaves out is derived from it, and texts
            that could not be interpreted are shown in their places.
        form: The form edition; without it the one that belongs to the year and county.
        mall: A Word template in place of ours, as bytes or as a file.

    Returns:
        A .docx; the same bytes for the same data.

    Raises:
        RenderError: There is no such form or template, or the template cannot be filled in.
    """
    from poreport.render import documents

    return documents.render(dokument, arende=arende, form=form, mall=mall)


def render_to(
    arende: Arende, out_dir: str | Path, *, ersatt: bool = False, mallar: Iterable[bytes | str | Path] = ()
) -> list[Path]:
    """Write the documents of an ärende as Word files.

    Everything is rendered before anything is written, and either all files are written or none.

    Args:
        arende: The ärende.
        out_dir: The folder; it is made if it does not exist.
        ersatt: Whether files that exist may be replaced.
        mallar: Word templates in place of ours; each is used for the document whose fields it has.

    Returns:
        The files written, in the order redovisning, ansökan, tjänsteskrivelse.

    Raises:
        RenderError: There is nothing to write, a document cannot be rendered, a file exists, or the folder
            cannot be written to. Nothing is then left half written.
    """
    from poreport.render import documents

    return documents.render_to(arende, out_dir, ersatt=ersatt, mallar=mallar)
