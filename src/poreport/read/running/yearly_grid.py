"""One table of an årsrapport: what its columns count, and what its rows are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from poreport.read.flow import BOLD_OFF, BOLD_ON, Cell, Row

__all__ = ["BANDS", "Grid", "count_with_share", "grid_of", "is_figures", "is_head", "plain"]

BANDS: Final = (("b18_29", "18", "29"), ("b30_49", "30", "49"), ("b50_64", "50", "64"))
"""The age bands with an upper limit: field, first and last year."""

_COUNTED: Final = r"(?:klienter|personer|individer|st)"
_KINDS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("kvinnor", rf"(?:antal )?kvinn(?:or|a)(?:,? antal|,? {_COUNTED}| \(antal\))?|kv\.?"),
        ("man", rf"(?:antal )?m(?:än|an)(?:,? antal|,? {_COUNTED}| \(antal\))?"),
        ("totalt", rf"tota?l?t?\.?|summa|samtliga|alla|antal|(?:totalt )?(?:antal )?{_COUNTED}|totalt antal"),
        ("ombud", r"(?:antal )?(?:personliga )?ombud"),
        *((name, rf"{low}\D{{1,6}}{high}(?: år)?") for name, low, high in BANDS),
        ("b65", r"65(?: ?[-–+]| år| och|\b).*|över 65(?: år)?"),
    )
)
_REASON_HEAD: Final = re.compile(r"(?:kontakts?)?orsak|anledning", re.IGNORECASE)
_REASONS: Final = re.compile(
    r"ekonomi|bostad|boende|sysselsättning|struktur i|(?:bryta )?isolering|relation|existentiella"
    r"|skuld|myndighet|hälsa|(?:sjuk)?vård|psykiatri|arbete|missbruk|beroende|ensamhet|familj|föräldra"
    r"|(?:stöd|hjälp) (?:i|med|vid)\b"
    r"|(?:stöd i )?kontakt|annan orsak",
    re.IGNORECASE,
)
_UNIT_HEAD: Final = re.compile(
    r"enhet|områdeskontor|område|stadsdel|utförare|kommun|team|distrikt|nämnd", re.IGNORECASE
)
_NOT_CLIENTS: Final = re.compile(
    r"\b(?:ny\w*|nytillkom\w*|avslut\w*|kö|köer|kötid\w*|vänt\w*|barn|hushåll|handläggar\w*|avlid\w*)\b",
    re.IGNORECASE,
)
_SHARES: Final = re.compile(r"\bandel(?:en|ar)?\b|\bi procent\b|procentuell|\(%\)", re.IGNORECASE)
_FIGURE: Final = re.compile(r"[<≤>]?\s?\d[\d\s.,]*%?(?:\s*\([^)]*\))?|\.\.|[-–—x*]+")
_WITH_SHARE: Final = re.compile(r"(\d[\d\s]*?)\s*\(\s*\d{1,3}(?:[.,]\d+)?\s*(?:%|procent)\s*\)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOTE_SIGN: Final = re.compile(r"[¹²³⁰⁴-⁹*]+$")
_FEWEST_BANDS: Final = 3
_TWO: Final = 2


@frozen
class Grid:
    """A table.

    Attributes:
        about: "enheter" or "orsaker"; "" when it is neither and has no fields.
        heads: Column → its heading as it stands.
        kinds: Column → what it counts; columns that have no field are left out.
        width: The number of columns, by which the rest of a table on the next page is known.
    """

    about: str
    heads: Mapping[int, str]
    kinds: Mapping[int, str]
    width: int

    def kind_of(self, cell: Cell) -> str:
        """What the column of a cell counts; "" when it has no field."""
        columns = range(cell.column, cell.column + cell.span)
        return next((self.kinds[column] for column in columns if column in self.kinds), "")

    def repeats_head(self, row: Row) -> bool:
        """Whether a row is the head once more, as at the top of a page."""
        texts = {cell.column: plain(cell.text) for cell in row.cells if cell.text.strip()}
        return bool(texts) and texts == {column: head for column, head in self.heads.items() if head}

    @property
    def has_ages(self) -> bool:
        """Whether its columns are age bands."""
        return any(kind.startswith("b") for kind in self.kinds.values())


def plain(text: str) -> str:
    """The text of a cell on one line, without bold and signs for notes."""
    bare = text.replace(BOLD_ON, "").replace(BOLD_OFF, "").replace("\n", " ").strip(" *")
    return _NOTE_SIGN.sub("", bare).strip() if len(bare) > 1 else bare


def count_with_share(text: str) -> str | None:
    """The count in a cell that has a share beside it ("15 (27 %)"), or None."""
    match = _WITH_SHARE.fullmatch(plain(text))
    return match[1] if match else None


def grid_of(rows: Sequence[Row], caption: str, section: str) -> tuple[Grid, int] | None:
    """What a table is, and how many rows its head has; None when it begins without a head.

    Args:
        rows: Its rows.
        caption: The line above it, and the heading of its section.
        section: The field of its section.
    """
    if not rows or is_figures(rows[0]):
        return None
    head = _heads(rows[:1])
    number = 1
    if len(rows) > _TWO and not _kinds(head) and not is_figures(rows[1]) and _kinds(_heads(rows[:2])):
        head, number = _heads(rows[:2]), 2
    kinds = _kinds(head)
    width = max(cell.column + cell.span for row in rows for cell in row.cells)
    body = rows[number:]
    # A head over two columns counts once where the cells below it are as wide.
    starts = {cell.column for row in body for cell in row.cells}
    kinds = {column: kind for column, kind in kinds.items() if column in starts}
    about = _about(body, head, kinds, section)
    if not _is_certain(body, kinds, about, caption):
        about = ""
    return Grid(about, head, kinds, width), number


def is_head(row: Row) -> bool:
    """Whether every cell of a row that has columns, or is one word, says what a column counts."""
    texts = [plain(cell.text) for cell in row.cells]
    return all(any(p.fullmatch(text) for _, p in _KINDS) for text in texts)


def _heads(rows: Sequence[Row]) -> dict[int, str]:
    """Column → its heading, which may stand in two rows."""
    found: dict[int, str] = {}
    for row in rows:
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.span):
                found[column] = f"{found.get(column, '')} {plain(cell.text)}".strip()
    return found


def _kinds(heads: Mapping[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, head in heads.items():
        kind = next((name for name, pattern in _KINDS if pattern.fullmatch(head)), None)
        if kind and column:
            found[column] = kind
    return found


def _about(body: Sequence[Row], heads: Mapping[int, str], kinds: Mapping[int, str], section: str) -> str:
    """What the rows are: units, contact reasons, or something that has no fields."""
    names = [plain(row.cells[0].text) for row in body if row.cells and plain(row.cells[0].text)]
    first = heads.get(0, "")
    if any(pattern.fullmatch(name) for name in names for kind, pattern in _KINDS if kind != "totalt"):
        return ""  # rows on genders or ages
    if any(_YEAR.fullmatch(name) for name in names):
        return ""
    reasons = sum(bool(_REASONS.match(name)) for name in names)
    if _REASON_HEAD.search(first) or (names and _TWO * reasons >= len(names)):
        return "orsaker"
    if section == "kontaktorsaker":
        return "orsaker" if reasons else ""
    genders = {"kvinnor", "man"} <= set(kinds.values())
    bands = sum(kind.startswith("b") for kind in kinds.values()) >= _FEWEST_BANDS
    alone = bool(_UNIT_HEAD.search(first)) and "totalt" in kinds.values()
    return "enheter" if genders or bands or alone else ""


def _is_certain(body: Sequence[Row], kinds: Mapping[int, str], about: str, caption: str) -> bool:
    """Whether the columns count persons or reasons, each once, and nothing else that looks the same."""
    if not kinds or len(set(kinds.values())) < len(kinds):
        return False  # two columns of the same kind: several years, or numbers and shares
    if about == "orsaker" and not {"kvinnor", "man", "totalt"} & set(kinds.values()):
        return False
    cells = [cell for row in body for cell in row.cells if cell.column in kinds]
    shares = any("%" in cell.text and count_with_share(cell.text) is None for cell in cells)
    said = bool(_SHARES.search(caption)) and "antal" not in caption.lower()
    return not shares and not said and not (about == "enheter" and _NOT_CLIENTS.search(caption))


def is_figures(row: Row) -> bool:
    """Whether a row has figures beside its name, and so is no head."""
    texts = [plain(cell.text) for cell in row.cells if cell.column]
    figures = [text for text in texts if text and _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text)]
    bands = sum(any(p.fullmatch(text) for k, p in _KINDS if k.startswith("b")) for text in texts)
    return bool(figures) and not bands and _TWO * len(figures) >= len([text for text in texts if text])
