"""What the generated pages of docs/ share: where the generators are, writing them, tables and links.

A generator is a module `_sida_*.py` beside this one with a function `pages` that returns the text of each of
its pages by file name below docs/. Run with the Python of .venv: `scripts/docs` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import yaml

from poreport.lagrum import parse_lagrum

HERE: Final = Path(__file__).resolve().parent
DOCS: Final = HERE.parent / "docs"
MARK: Final = (
    "<!-- Resten av sidan bildas av scripts/docs. Ändra i modellen eller i docs/ordlista.yaml, inte här. -->"
)


def all_pages() -> dict[str, str]:
    """Every generated page: its file name below docs/, and the text it should have."""
    pages: dict[str, str] = {}
    for generator in sorted(HERE.glob("_sida_*.py")):
        pages |= import_module(generator.stem).pages()
    return pages


def main() -> None:
    """Write the pages that have changed, and say which."""
    changed = [name for name, text in all_pages().items() if write(DOCS / name, text)]
    for name in changed:
        print(f"Skrev docs/{name}")
    print(f"{len(changed)} sidor skrevs om." if len(changed) != 1 else "1 sida skrevs om.")


def write(path: Path, text: str) -> bool:
    """Write a page unless it already says this, and tell whether it was written."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def page(name: str, lines: Iterable[str]) -> str:
    """A page whose beginning is written by hand, up to and with the line `MARK`, and whose rest is `lines`.

    Raises:
        ValueError: The line is missing from the page.
    """
    start, mark, _ = (DOCS / name).read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"docs/{name}: raden före det som bildas saknas. Skriv den så här:\n{MARK}")
    return "\n".join([f"{start}{mark}\n", *lines])


def load(name: str) -> Any:
    """What a YAML file in docs/ holds; every value is a string."""
    return yaml.load((DOCS / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table; a column that is empty in every row is left out."""
    lines = list(rows)
    kept = [column for column in range(len(heads)) if any(line[column] for line in lines)]
    yield from (
        "| " + " | ".join(line[column].replace("|", "\\|") for column in kept) + " |"
        for line in (heads, ["---"] * len(heads), *lines)
    )


def law_links(places: Iterable[str | None]) -> str:
    """Places in the law in words, as links; each once."""
    known = [parse_lagrum(place) for place in sorted({place for place in places if place})]
    return "; ".join(f"[{place}]({place.lank})" for place in known)


if __name__ == "__main__":
    main()
