"""Where a value came from: file, line and column, and what was interpreted on the way in."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, frozen

from poreport.model import falt as f

__all__ = ["Kalla", "Otolkat", "Position", "Tolkning", "Undantag"]


@frozen
class Position:
    """A place that a person can go to.

    Attributes:
        fil: File name as the person gave it.
        rad: Line, from 1, or None when the file has no lines (Word, PDF).
        kolumn: Column, from 1, or None.
        plats: Swedish words for a place in a document without lines ("tabell 3, rad 2"), or None.
    """

    fil: str
    rad: int | None = None
    kolumn: int | None = None
    plats: str | None = None

    def __str__(self) -> str:
        """`fil:rad:kolumn`, or the file and the place in words."""
        siffror = "".join(f":{tal}" for tal in (self.rad, self.kolumn) if tal is not None)
        return f"{self.fil}{siffror}" + (f" ({self.plats})" if self.plats else "")


@frozen
class Tolkning:
    """A value that was written in another way than the model keeps it.

    Attributes:
        path: Path in the model.
        text: The Swedish sentence that says what was read as what.
        position: Where it stood.
    """

    path: str
    text: str
    position: Position | None = None


@frozen
class Kalla:
    """What is known about where an ärende was read.

    Attributes:
        filer: The files, in the order they were read.
        positioner: Path in the model → where the value stands. A missing path is looked up at its parent.
        tolkningar: What the reader had to interpret.
        bildade: Path in the model → fingerprint of a text that was derived when the document was made.
    """

    filer: tuple[str, ...] = ()
    positioner: Mapping[str, Position] = Factory(dict)
    tolkningar: tuple[Tolkning, ...] = ()
    bildade: Mapping[str, str] = Factory(dict)

    def position(self, path: str) -> Position | None:
        """The place of `path`, or of the nearest part around it that has one."""
        while path:
            if path in self.positioner:
                return self.positioner[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.positioner.get("")


@frozen(kw_only=True)
class Otolkat:
    """A raw text that no reader could turn into a value; it is kept, shown and never dropped."""

    falt: str | None = f.text("Fält", hjalp="Sökvägen till fältet där texten stod, om den är känd.")
    text: str | None = f.text("Texten som den stod")
    plats: str | None = f.text("Var i dokumentet texten stod")


@frozen(kw_only=True)
class Undantag:
    """A finding that the kommun has looked at and accepts."""

    kod: str | None = f.text("Regelns kod", hjalp="Till exempel RED-102.")
    motivering: str | None = f.text("Motivering", hjalp="Varför avvikelsen är riktig.")
    falt: str | None = f.text("Fält", hjalp="Bara detta fält; utan uppgift gäller undantaget hela ärendet.")
