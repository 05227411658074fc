"""How fast is a document rendered? docxtpl, poreport and the floor, on the same template and data.

    python benchmarks/render.py [number of ärenden, 60 unless given]

Each ärende has its own figures and texts, so that no cache of values or texts helps. Three ways:

* docxtpl: `DocxTemplate(file).render(...)` and `save`, as its documentation shows.
* poreport: `poreport.render(document)`, from the model; Swedish formatting, Markdown and escaping included.
* floor: the template's own Jinja, compiled once, without sandbox and escaping, given texts that are formatted
  beforehand; and zlib on the parts that differ between two of poreport's documents, at level 6 as in any Word
  file, and at poreport's own level. Nothing is read, checked, formatted or packed.

The times are medians over the ärenden, for one core.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

import docxtpl
import jinja2
from docxtpl import DocxTemplate
from markupsafe import escape

from poreport import forms
from poreport.markdown import MarkdownText, to_plain
from poreport.model import Arende, Slag
from poreport.model.paths import replace, walk
from poreport.read import read
from poreport.render import render
from poreport.render.context import context
from poreport.render.filters import FILTERS
from poreport.render.package import CHANGED_LEVEL
from poreport.render.templates import template_bytes
from poreport.render.view import Kryss, Vy, fields_of

EXAMPLE = "examples/kalmar-2021/arende.yaml"
KINDS = {"redovisning": "redovisning_2021_kalmar", "tjansteskrivelse": "tjansteskrivelse"}


def variants(number: int) -> list[Arende]:
    """Ärenden with figures and texts of their own."""
    arende = read(EXAMPLE)
    made = []
    for i in range(number):
        variant = arende
        for path, falt, varde in walk(arende):
            if varde is None or path.startswith(("otolkat", "undantag")):
                continue
            if falt.slag is Slag.LANGTEXT:
                variant = replace(variant, path, f"{varde} Det är variant {i}.")
            elif falt.slag is Slag.ANTAL:
                variant = replace(variant, path, varde + i)
            elif falt.slag is Slag.KRONOR:
                variant = replace(variant, path, varde + 1000 * i)
        made.append(variant)
    return made


def formatted(value: Any) -> Any:  # noqa: PLR0911  one return for each kind of value
    """A context value as plain, escaped text: what the floor and docxtpl are given."""
    match value:
        case MarkdownText():
            stycken = to_plain(value).split("\n\n")
            return "".join(f"<w:p><w:r><w:t>{escape(stycke)}</w:t></w:r></w:p>" for stycke in stycken)
        case Kryss():
            return value
        case Vy():
            return {name: formatted(inner) for name, inner in fields_of(value).items()}
        case dict():
            return {name: formatted(inner) for name, inner in value.items()}
        case tuple():
            return [formatted(inner) for inner in value]
        case None:
            return ""
        case _:
            return str(escape(str(value)))


def members(package: bytes) -> dict[str, bytes]:
    """The files in a Word file."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def seconds(run: Callable[[Any], object], data: list[Any]) -> float:
    """The median time of one document, in seconds."""
    run(data[0])
    times = []
    for item in data:
        start = time.perf_counter()
        run(item)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure each kind of document."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    arenden = variants(number)
    print(f"{number} ärenden, docxtpl {docxtpl.__version__}, deflate level {CHANGED_LEVEL}")
    for kind, name in KINDS.items():
        template = template_bytes(name)
        environment = jinja2.Environment(autoescape=False)  # noqa: S701  the floor escapes nothing
        environment.filters |= FILTERS
        form = forms.get(name) if kind == "redovisning" else None
        plain = [formatted(context(getattr(a, kind), a, form)) for a in arenden]

        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
        parts = [part for part in members(template).values() if b"{{" in part or b"{%" in part]
        floors = [environment.from_string(opened.patch_xml(part.decode())) for part in parts]
        first, second = (members(render(getattr(a, kind), arende=a)) for a in arenden[:2])
        changed = [part for part_name, part in first.items() if part != second[part_name]]

        def by_docxtpl(data: dict[str, Any], template: bytes = template, jinja: Any = environment) -> None:
            document = DocxTemplate(io.BytesIO(template))
            document.render(data, jinja)
            document.save(io.BytesIO())

        def by_poreport(arende: Arende, kind: str = kind) -> None:
            render(getattr(arende, kind), arende=arende)

        def by_floor(data: dict[str, Any], level: int, floors: Any = floors, changed: Any = changed) -> None:
            for floor in floors:
                floor.render(data).encode()
            for part in changed:
                deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
                deflate.compress(part)
                deflate.flush()

        slow = seconds(by_docxtpl, plain[: max(5, number // 6)])
        own = seconds(by_poreport, arenden)
        print(f"\n{kind} ({name}.docx)")
        print(f"  docxtpl   {slow * 1000:7.2f} ms")
        print(f"  poreport  {own * 1000:7.2f} ms   {slow / own:5.1f} times as fast as docxtpl")
        for level in (6, CHANGED_LEVEL):
            least = seconds(partial(by_floor, level=level), plain)
            ratio = f"poreport takes {own / least:.2f} times the floor at level {level}"
            print(f"  floor     {least * 1000:7.2f} ms   {ratio}")


if __name__ == "__main__":
    main()
