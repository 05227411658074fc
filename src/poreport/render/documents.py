"""Render the documents of an ärende: what `poreport.render.render` and `render_to` do when called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from poreport import derive, forms
from poreport.files import ExistsError, reason, write_files
from poreport.model import Ansokan, Arende, Arsrapport, Kommun, Redovisning, Tjansteskrivelse
from poreport.model import paths as modellvagar
from poreport.render import templates
from poreport.render.context import context, kind_of, year_of
from poreport.render.errors import RenderError
from poreport.render.unprinted import unprinted
from poreport.render.word import Properties, TemplateError

__all__ = ["file_name", "render", "render_to"]

Wordable = Redovisning | Ansokan | Tjansteskrivelse
Mall = bytes | str | Path

_SUBJECT: Final = "Statsbidrag för personligt ombud, förordningen (2013:522)"
_LONGEST_NAME: Final = 60
_NAMES: Final = {
    "redovisning": "redovisningen",
    "ansokan": "ansökan",
    "tjansteskrivelse": "tjänsteskrivelsen",
}


def render(
    dokument: Wordable,
    *,
    arende: Arende | None = None,
    form: forms.Form | None = None,
    mall: Mall | None = None,
) -> bytes:
    """A document as a Word file; see `poreport.render.render`."""
    kind = kind_of(dokument)
    if kind not in _NAMES:
        raise RenderError("Bara redovisning, ansökan och tjänsteskrivelse kan skrivas som Word-dokument.")
    if form is not None and form.dokument != kind:
        raise RenderError(f"Blanketten {form.id} går inte att använda till {_NAMES[kind]}.")
    arende = arende or Arende(kommun=dokument.kommun or Kommun())
    if getattr(arende, kind) is not dokument:
        arende = modellvagar.replace(arende, kind, dokument)
        dokument = getattr(arende, kind)  # now with the kommun of the ärende, if it had none
    try:
        used = None if isinstance(dokument, Tjansteskrivelse) else form or forms.form_for(dokument)
        template = templates.ours(used) if mall is None else templates.own(_opened(mall))
        carried = unprinted(dokument, arende, used, template.tags)
        return template.render(context(dokument, arende, used), _properties(dokument, arende, used, carried))
    except ValueError as error:  # a FormError, a TemplateError, or a figure that svenska cannot write
        raise RenderError(f"Det gick inte att skriva {_NAMES[kind]}. {error}") from error


def render_to(
    arende: Arende, out_dir: str | Path, *, ersatt: bool = False, mallar: Iterable[Mall] = ()
) -> list[Path]:
    """Write the documents of an ärende as Word files; see `poreport.render.render_to`."""
    documents = [(kind, d) for kind, d in arende.dokument.items() if not isinstance(d, Arsrapport)]
    if not documents:
        raise RenderError("Ärendet innehåller varken redovisning, ansökan eller tjänsteskrivelse.")
    by_kind = _by_kind(mallar, [kind for kind, _ in documents])
    contents = {
        Path(out_dir) / file_name(dokument, arende): render(dokument, arende=arende, mall=by_kind.get(kind))
        for kind, dokument in documents
    }
    try:
        return write_files(contents, ersatt=ersatt)
    except ExistsError as error:
        raise RenderError(
            f"{error} Ingenting har skrivits. Välj en annan mapp, eller begär att filerna ska ersättas."
        ) from error
    except OSError as error:
        raise RenderError(f"Dokumenten kunde inte skrivas i {out_dir}: {reason(error)}.") from error


def _by_kind(mallar: Iterable[Mall], kinds: list[str]) -> dict[str, Mall]:
    """The templates by the document they are for."""
    found: dict[str, Mall] = {}
    for mall in mallar:
        name = "mallen" if isinstance(mall, bytes) else f"mallen {mall}"
        try:
            kind = templates.kind_of(templates.read_own(_opened(mall)))
        except TemplateError as error:
            raise RenderError(f"Det går inte att använda {name}. {error}") from error
        if kind is None:
            raise RenderError(f"Det går inte att använda {name}: den har inget fält ur något av dokumenten.")
        if kind not in kinds:
            raise RenderError(f"Det går inte att använda {name}: ärendet innehåller inte {_NAMES[kind]}.")
        if kind in found:
            raise RenderError(
                f"Det går inte att använda {name}: en annan mall är redan vald för {_NAMES[kind]}."
            )
        found[kind] = mall
    return found


def _opened(mall: Mall) -> bytes | Path:
    return Path(mall) if isinstance(mall, str) else mall


def file_name(dokument: Wordable, arende: Arende | None = None) -> str:
    """The name of a document's file: "kalmar-redovisning-2021.docx"; ASCII, from kommun, kind and year."""
    kommun = dokument.kommun or (arende.kommun if arende else Kommun())
    match dokument:
        case Redovisning(ar=ar):
            parts = ["redovisning", str(ar)]
        case Ansokan(avser_ar=ar):
            parts = ["ansokan", str(ar)]
        case Tjansteskrivelse(datum=datum):
            parts = ["tjansteskrivelse", *([datum.isoformat()] if datum else [])]
    place = _slug(kommun.namn or "")
    return "-".join([*([place] if place else []), *parts]) + ".docx"


def _slug(name: str) -> str:
    """A name as lower-case ASCII with hyphens; "Kalmar kommun" is just "kalmar"."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_name)
    if len(words) > 1 and words[-1] == "kommun":
        words.pop()
    return "-".join(words)[:_LONGEST_NAME].strip("-")


def _properties(
    dokument: Wordable, arende: Arende, form: forms.Form | None, custom: dict[str, str]
) -> Properties:
    """What the document says about itself."""
    title = derive.heading(arende)
    if form is not None and not isinstance(dokument, Tjansteskrivelse):
        title = f"{form.titel} {year_of(dokument)}"
    match dokument:
        case Redovisning():
            author = dokument.kontakt.namnd
        case Ansokan():
            author = dokument.namnd or dokument.forvaltning
        case Tjansteskrivelse():
            author = dokument.handlaggare.enhet
    authors = [part for part in (author, dokument.kommun and dokument.kommun.namn) if part]
    return Properties(title, ", ".join(authors) or "Kommunen", amne=_SUBJECT, custom=custom)
