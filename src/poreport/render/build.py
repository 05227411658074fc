"""`python -m poreport.render.build`: make the Word templates anew.

The templates are written to the folder `templates` of the checkout (or to the folder given). Only those that
changed are touched.
"""

from __future__ import annotations

import sys
from pathlib import Path

from poreport.files import write_files
from poreport.render.package import read_package
from poreport.render.templates import build_all

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Write all templates; returns the exit code."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[3] / "templates"
    made = {folder / name: content for name, content in build_all().items()}
    changed = {path: content for path, content in made.items() if not _holds(path, content)}
    write_files(changed, ersatt=True)
    for path in sorted(changed):
        sys.stdout.write(f"{path.name} skriven\n")
    if not changed:
        sys.stdout.write(f"Alla {len(made)} mallarna är redan som de ska vara.\n")
    return 0


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds the same parts; another version of zlib packs them into other bytes."""
    return path.is_file() and read_package(path.read_bytes()) == read_package(content)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
