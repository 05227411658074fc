"""Files to bytes, and the refusal of a file that cannot be used at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from poreport.model import Position
from poreport.read.mistakes import Mistake, ReadError

__all__ = ["read_bytes", "refuse", "refuse_endless", "too_long", "why_unreadable"]

_MB: Final = 1_000_000
_ENDLESS: Final = re.compile(r"\S{1000}|[^\S\n]{1000}")


def refuse(fil: str, text: str, rad: int | None = None, kolumn: int | None = None) -> ReadError:
    """The error for a file that cannot be used at all."""
    return ReadError([Mistake(Position(fil, rad, kolumn), text)])


def too_long(fil: str) -> ReadError:
    """The error for a file that is much longer than any document that is read."""
    return refuse(fil, "Filen är mycket längre än någon blankett, skrivelse eller rapport. Är det rätt fil?")


def refuse_endless(fil: str, texts: Iterable[str]) -> None:
    """Refuse a file with a word or a space that is much longer than in any document.

    What understands a text looks at words and spaces from each of their signs on, which for one of a hundred
    thousand signs takes minutes.

    Raises:
        ReadError: There is one of a thousand signs or more.
    """
    if any(_ENDLESS.search(text) for text in texts):
        raise refuse(
            fil,
            "Filen har ett ord, ett streck eller ett mellanrum på mer än 1 000 tecken. "
            "Så ser ingen blankett, skrivelse eller rapport ut. Är det rätt fil?",
        )


def read_bytes(path: Path, fil: str, megabytes: int = 100) -> bytes:
    """What a file holds.

    Raises:
        ReadError: It is missing, cannot be opened, is no ordinary file, or is larger than so many megabytes.
    """
    largest = megabytes * _MB
    try:
        if path.exists() and not path.is_file():
            raise refuse(fil, "Det här är ingen vanlig fil.")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(largest + 1) if size <= largest else b""
    except (OSError, ValueError) as error:
        raise refuse(fil, why_unreadable(error)) from error
    if max(size, len(data)) > largest:
        raise refuse(fil, f"Filen är större än {megabytes} MB. Så stora filer läses inte; är det rätt fil?")
    return data


def why_unreadable(error: OSError | ValueError) -> str:
    """What a person is told of a file or folder that the system does not open."""
    match error:
        case FileNotFoundError():
            return "Filen finns inte. Kontrollera namnet och mappen."
        case PermissionError():
            return "Filen får inte läsas. Kontrollera behörigheten, och att ingen annan har den öppen."
        case OSError():
            return f"Filen kan inte läsas ({error.strerror or error})."
        case _:
            return "Namnet kan inte vara namnet på en fil."
