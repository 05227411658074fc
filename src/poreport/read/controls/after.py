"""What the controls of a document tell only together: empty posts, columns of reasons, a giro."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from poreport import svenska
from poreport.model import ORSAKER, Slag, falt_i
from poreport.read.controls.fill import Filled
from poreport.read.controls.places import Place

__all__ = ["afterwards", "collect_lists"]

_POSTS: Final = "brister.poster"
_GIRON: Final = {"plusgiro": "bankgiro", "bankgiro": "plusgiro"}


def afterwards(filled: Filled) -> None:
    """Complete what was read of a form."""
    if filled.kind == "redovisning":
        _drop_empty_posts(filled)
        for area in range(filled.size("omraden")):
            _reasons(filled, f"omraden[{area}].orsaker")
    else:
        _giro(filled)


def _drop_empty_posts(filled: Filled) -> None:
    """Leave out posts that say nothing; their level is in a tag, which a person does not see."""
    size = filled.size(_POSTS)
    told = {
        path.partition("]")[0] + "]"
        for path in filled.values
        if path.startswith(f"{_POSTS}[") and not path.endswith("].niva")
    }
    kept = [number for number in range(size) if f"{_POSTS}[{number}]" in told]
    for number in set(range(size)) - set(kept):
        filled.values.pop(f"{_POSTS}[{number}].niva", None)
    if len(kept) < size:
        last = len(kept)
        dropped = [number for number in range(size) if number not in kept]
        order = {number: new for new, number in enumerate([*kept, *dropped])}
        filled.renumber({f"{_POSTS}[{old}]": f"{_POSTS}[{new}]" for old, new in order.items()})
        filled.positions = {
            path: position
            for path, position in filled.positions.items()
            if not any(path.startswith(f"{_POSTS}[{number}]") for number in range(last, size))
        }


def _reasons(filled: Filled, table: str) -> None:
    """A figure in the first column is for kvinnor when the table has men in the second column."""
    blank = {filled.paths[place]: place for place in _places(filled, table) if place.tag.others}
    columns = [path for path in filled.values if path.startswith(f"{table}.")]
    split = any(path.endswith((".kvinnor", ".man")) for path in columns)
    moved = [
        path
        for orsak in ORSAKER
        if (path := f"{table}.{orsak}.samlat") in filled.values
        and f"{table}.{orsak}.kvinnor" not in filled.values
        and (f"{table}.{orsak}.man" in filled.values or (split and path in blank))
    ]
    for path in moved:
        kvinnor = path.removesuffix("samlat") + "kvinnor"
        filled.values[kvinnor] = filled.values.pop(path)
        filled.positions[kvinnor] = filled.positions.pop(path)
    if moved:
        where = filled.positions[moved[0].removesuffix("samlat") + "kvinnor"].plats or ""
        filled.note(
            table, "läste talen i den första kolumnen som kvinnor, eftersom män står i den andra", where
        )
    left = [path for path in blank if path in filled.values]
    if left:
        text = "bara den första kolumnen är ifylld; läste talen som kvinnor och män tillsammans"
        filled.note(table, text, filled.positions[left[0]].plats or "")


def _places(filled: Filled, table: str) -> Iterator[Place]:
    return (place for place, path in filled.paths.items() if path.startswith(f"{table}."))


def _giro(filled: Filled) -> None:
    """A number of the other kind, written over the one that stood in the only place for both."""
    for own, other in _GIRON.items():
        number = filled.values.get(own)
        if number is None or other in filled.seen or other in filled.values:
            continue
        try:
            slag, right = svenska.parse_giro(number).varde
        except svenska.TolkningsFel:
            continue
        if slag == other:
            filled.values[other] = right
            filled.positions[other] = filled.positions.pop(own)
            del filled.values[own]
            filled.note(
                other, f"läste {svenska.quote(number)} som {slag}", filled.positions[other].plats or ""
            )


def collect_lists(filled: Filled) -> None:
    """Put the items of each list of texts together."""
    for namn, falt in falt_i(filled.klass).items():
        if falt.slag is Slag.LISTA and falt.klass is None:
            items = sorted(
                (int(path[len(namn) + 1 : -1]), path)
                for path in filled.values
                if path.startswith(f"{namn}[") and path.endswith("]")
            )
            if items:
                # A list can also stand in one control.
                whole = filled.values.get(namn, ())
                filled.values[namn] = (*whole, *(filled.values.pop(path) for _, path in items))
