"""Form editions: which exist, which one an ärende uses, and what differs between two.

The county's own edition of the year is used when it is known. A known year in another county uses that
year's edition with a neutral head; any other year uses the reserve form. A form that stands in for another
says so (`Form.ersatter`), and a rule tells the handläggare.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

from poreport.forms.form import (
    Block,
    Cell,
    Form,
    FormError,
    Group,
    Heading,
    Place,
    Question,
    Row,
    Table,
    Text,
    blank_text,
    forget_places,
    letter,
    plain,
)
from poreport.forms.table import from_table
from poreport.model import Ansokan, Redovisning
from poreport.svenska import quote

__all__ = [
    "Block",
    "Cell",
    "Form",
    "FormError",
    "Group",
    "Heading",
    "Place",
    "Question",
    "Row",
    "Table",
    "Text",
    "authority",
    "blank_text",
    "counties",
    "diff",
    "editions",
    "form_for",
    "get",
    "letter",
    "load_file",
    "plain",
    "printed_place",
    "wordings",
]

_I_ORD: Final = {"redovisning": "redovisning", "ansokan": "ansökan"}
_HERE: Final = Path(__file__).parent
_EDITIONS: Final = _HERE / "editions"
_LONGEST_ID: Final = 100
_LARGEST_YEAR: Final = 10**9
_kanda: dict[str, Form] = {}
_egna: dict[str, Form] = {}
_lan: dict[str, dict[str, str]] = {}
_lydelser: dict[str, dict[str, list[str]]] = {}


def editions() -> list[str]:
    """The ids of all known editions, reserve forms last, own ones after those."""
    namn = sorted(fil.name.removesuffix(".yaml") for fil in _EDITIONS.iterdir() if fil.name.endswith(".yaml"))
    return sorted(namn, key=lambda n: (n.endswith("_reserv"), n)) + sorted(_egna)


def get(form_id: str) -> Form:
    """The edition with this id.

    Raises:
        FormError: There is none; the message names the nearest.
    """
    if form_id in _egna:
        return _egna[form_id]
    if form_id not in _kanda:
        fil = _EDITIONS / f"{form_id}.yaml"
        # A name that is too long for a file makes is_file raise.
        if not form_id.isidentifier() or len(form_id) > _LONGEST_ID or not fil.is_file():
            from difflib import get_close_matches

            nara = get_close_matches(form_id, editions(), n=1)
            tips = f" Menade du {nara[0]}?" if nara else ""
            raise FormError(
                f"Blanketten {quote(form_id)} finns inte.{tips} Kommandot poreport forms visar dem som finns."
            )
        _kanda[form_id] = _parse(fil.read_text(encoding="utf-8"), form_id)
    return _kanda[form_id]


def load_file(path: str | Path) -> Form:
    """Add an edition from a YAML file of one's own; from then on it is found like the package's.

    Raises:
        FormError: The file cannot be read or is not a form table.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as fel:
        from poreport.files import reason

        raise FormError(f"{path}: blanketten kunde inte läsas, för {reason(fel)}.") from fel
    except UnicodeDecodeError as fel:
        raise FormError(f"{path}: blanketten kunde inte läsas, för den är ingen textfil i UTF-8.") from fel
    form = _parse(text, str(path))
    if not form.id.isidentifier():
        raise FormError(f"{path}: id ”{form.id}” får bara innehålla bokstäver, siffror och understreck.")
    if form.id in _kanda or (_EDITIONS / f"{form.id}.yaml").is_file():
        raise FormError(f"{path}: blanketten {form.id} finns redan i paketet. Välj ett annat id.")
    _egna[form.id] = form
    forget_places(form.id)
    return form


def _parse(text: str, name: str) -> Form:
    try:
        data: Any = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  BaseLoader makes strings only
    except yaml.YAMLError as fel:
        mark = getattr(fel, "problem_mark", None)
        rad = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise FormError(f"{name}{rad}: filen är inte giltig YAML.") from fel
    if not isinstance(data, dict):
        raise FormError(f"{name}: filen innehåller ingen blankett.")
    return from_table(data, name)


def form_for(dokument: Redovisning | Ansokan) -> Form:
    """The edition that a document is printed on.

    Raises:
        FormError: The document names an edition that does not exist or is for another kind of document.
    """
    slag, ar = _slag_och_ar(dokument)
    lan = dokument.kommun.lan if dokument.kommun else None
    if dokument.blankett:
        form = get(dokument.blankett)
        if form.dokument != slag:
            raise FormError(f"Blanketten {form.id} är en {_I_ORD[form.dokument]}, inte en {_I_ORD[slag]}.")
        return form
    samma_ar = _of_year(slag, ar)
    for form in samma_ar:
        if lan and form.lan == lan:
            return form
    reserv = get(f"{slag}_reserv")
    if samma_ar:
        # Numbering differs between counties; the last one listed has the most common one.
        return attrs.evolve(samma_ar[-1], head=reserv.head, ersatter=(ar, lan))
    return attrs.evolve(reserv, ersatter=(ar, lan))


def _slag_och_ar(dokument: Redovisning | Ansokan) -> tuple[str, int]:
    if isinstance(dokument, Redovisning):
        return "redovisning", dokument.ar
    return "ansokan", dokument.avser_ar


def _of_year(slag: str, ar: int) -> list[Form]:
    """The editions of a kind and year; an edition of the package says both in its name."""
    # An absurd year, of thousands of digits, cannot be written out.
    borjan = f"{slag}_{ar}_" if 0 <= ar < _LARGEST_YEAR else None
    namn = [n for n in editions() if n in _egna or (borjan and n.startswith(borjan))]
    return [form for n in namn if (form := get(n)).dokument == slag and form.ar == ar]


def printed_place(form: Form, path: str, dokument: Redovisning | Ansokan) -> str | None:
    """Section and label of a field as printed for this document; None if the form has no place for it.

    The year stands where the reserve form leaves it open, and a redovisning with delområden has headings
    with their letters and names.

    Args:
        form: The edition of the document.
        path: The field, relative to the document.
        dokument: The document.
    """
    place = form.place(path)
    if place is None:
        return None
    index = _OMRADE.match(path)
    if index and isinstance(dokument, Redovisning) and any(omrade.namn for omrade in dokument.omraden):
        place = attrs.evolve(place, section=_split_section(form, place.section, int(index[1]), dokument))
    _, ar = _slag_och_ar(dokument)
    if not 0 <= ar < _LARGEST_YEAR:
        return str(place)
    return str(place).replace("{ar}", str(ar)).replace("{nasta_ar}", str(ar + 1))


_OMRADE: Final = re.compile(r"omraden\[([0-9]{1,9})\]")


def _split_section(form: Form, section: str, index: int, dokument: Redovisning) -> str:
    """The heading of a section that is repeated for each delområde, as printed for the one at `index`."""
    delade = (b.split for b in form.flat() if isinstance(b, Heading) and b.text == section and b.split)
    namn = dokument.omraden[index].namn if index < len(dokument.omraden) else None
    return next(delade, section).replace("{bokstav}", letter(index)).replace("{namn}", namn or "").strip()


def counties() -> dict[str, dict[str, str]]:
    """The 21 counties by code: `lan`, `kort` (short name in ids) and `lansstyrelse`."""
    if not _lan:
        text = (_HERE / "lan.yaml").read_text(encoding="utf-8")
        _lan.update(yaml.load(text, Loader=yaml.CBaseLoader))  # noqa: S506  BaseLoader makes strings only
    return _lan


def wordings(dokument: str) -> dict[str, list[str]]:
    """How an edition that is not known may word the printed labels: label of a known edition → others."""
    if not _lydelser:
        text = (_HERE / "lydelser.yaml").read_text(encoding="utf-8")
        _lydelser.update(yaml.load(text, Loader=yaml.CBaseLoader))  # noqa: S506  BaseLoader makes strings only
    return _lydelser[dokument]


def authority(lan: str | None, angiven: str | None = None) -> str:
    """The name of the länsstyrelse: as the kommun states it, else from the table of counties."""
    if angiven:
        return angiven
    namn = (rad["lansstyrelse"] for rad in counties().values() if rad["lan"] == lan)
    return next(namn, "Länsstyrelsen")


def diff(fran: Form, till: Form) -> list[str]:
    """What differs in print, line by line: "- " only in the first edition, "+ " only in the second."""
    from difflib import ndiff

    rader = ndiff(blank_text(fran), blank_text(till), linejunk=None, charjunk=None)
    return [rad.rstrip() for rad in rader if rad[:2] in {"- ", "+ "}]
