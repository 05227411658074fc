"""What documents of running text have in common: headings, names, and what reading them gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final

from attrs import define, evolve, field

from poreport.model import Otolkat, Position, Tolkning
from poreport.read.flow import BOLD_OFF, BOLD_ON, Row, is_rule
from poreport.read.prose import Piece, Prose, is_page_number, join_hyphen

__all__ = [
    "Read",
    "as_heading",
    "is_name",
    "is_title_of_person",
    "is_unit",
    "looks_like_heading",
    "paragraphs",
    "pieces_of",
    "says_more",
    "stand_over",
    "stands_over",
    "without_bold",
]

_NAME: Final = re.compile(
    r"(?:[A-ZÅÄÖÉÜ][a-zåäöéüA-ZÅÄÖ'’.-]*\s+){1,3}(?:(?:von|af|de|van)\s+)?[A-ZÅÄÖÉÜ](?:[^\W\d_]|['’-])+"
)
_TITLE_WORD: Final = re.compile(
    r"(?:chef|chefen|sekreterare|handläggare|direktör|direktören|utredare|ordförande|strateg|samordnare|utvecklare|"
    r"controller|ombud|ekonom|ledare|assistent|rådgivare|konsulent|planerare|ledamot|jurist)\b",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"nämnd|förvaltning|kommun|enhet|ombud|statsbidrag|redovisning|ansökan|bilag|beslut|sammanfattning|länsstyrelse|"
    r"kassan|förmedlingen|region|chef|stadsledning",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"(?:\S+ ){0,5}\S*"
    r"(?:förvaltning(?:en)?|kontor(?:et)?|avdelning(?:en)?|enhet(?:en)?|omsorg(?:en)?|socialtjänst(?:en)?)"
    r"(?: (?:för|i) .+| [A-ZÅÄÖ]\w+)?|sektor(?:n)?(?: för)? (?:\S+ ){0,4}\S+",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(r"(?:[-–•*]|\d{1,2}[.)])\s|att\s")
_SAYS_NOTHING: Final = ("ärendet", "under", "till", "från")
_STEM: Final = 5
_LONGEST_HEADING: Final = 80
_LONGEST_TITLE: Final = 60
_LONGEST_UNSTYLED: Final = 60
_FEWEST_HEADINGS: Final = 3


@define
class Read:
    """A document of running text, with what was interpreted and what could not be.

    Attributes:
        document: The model object.
        kommun: What the document says of its kommun.
        positioner: Path from the ärende → where the value stands.
        tolkningar: What was interpreted.
        otolkat: What could not be.
    """

    document: Any = None
    kommun: dict[str, Any] = field(factory=dict)
    positioner: dict[str, Position] = field(factory=dict)
    tolkningar: list[Tolkning] = field(factory=list)
    otolkat: list[Otolkat] = field(factory=list)


def as_heading(text: str) -> str:
    """A line as a heading: without bold, numbering and a last colon."""
    bare = text.replace(BOLD_ON, "").replace(BOLD_OFF, "").replace("\t", " ").strip().strip("*_# ")
    return re.sub(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+", "", bare).strip().removesuffix(":").strip()


def says_more(title: str, usual: str) -> bool:
    """Whether a heading has a word that the usual one has not, besides who writes and which year."""
    words = re.findall(r"[^\W\d_]{4,}", title.lower())
    own = [word for word in words if word not in _SAYS_NOTHING and not word.endswith(("ens", "ets"))]
    return any(word[:_STEM] not in usual.lower() for word in own)


def looks_like_heading(rows: Sequence[Row], number: int) -> bool:
    """Tell whether a row is a heading: by its style, by being bold, or short and alone above a paragraph."""
    row = rows[number]
    text = row.text.strip()
    if row.table is not None or not text or len(text) > _LONGEST_HEADING or "\n" in text:
        return False
    if row.heading:
        return True
    following = rows[number + 1] if number + 1 < len(rows) else None
    if (
        following is None
        or following.table is not None
        or text[-1] in ".,;!"
        or (not text[:1].isupper() and not row.bold)
    ):
        return False
    if row.bold:
        return True
    alone = row.gap > 0 and following.gap > 0 and not following.heading
    asks = text.endswith("?") and len(following.text) > len(text)
    sentence = (
        (asks or len(following.text) > len(text) + 20)
        and following.text[:1].isupper()
        and "." in following.text
    )
    short = len(text) <= _LONGEST_UNSTYLED and len(text.split()) <= 8  # noqa: PLR2004  a heading, not a sentence
    return alone and short and sentence and not is_name(text)


def stands_over(rows: Sequence[Row], number: int) -> bool:
    """Tell whether a short line below a blank one stands directly above a sentence, as headings may."""
    if number + 1 >= len(rows):
        return False
    row, after = rows[number], rows[number + 1]
    text, below = without_bold(row.text).strip(), without_bold(after.text).strip()
    apart = row.gap > 0 and not after.gap and len(row.cells) == len(after.cells) == 1
    short = len(text) <= _LONGEST_UNSTYLED and text[:1].isupper() and text[-1:] not in ".,;:!"
    sentence = below[:1].isupper() and below.endswith(".") and len(below) > len(text)
    return apart and short and sentence and not (_MARKED.match(text) or is_name(text))


def stand_over(rows: Sequence[Row], known: Callable[[Row], bool]) -> bool:
    """Tell whether the headings of a text stand directly above what they head, below a blank line.

    Args:
        rows: The rows.
        known: Tells which of them are usual headings.
    """
    usual = [after.gap for row, after in pairwise(rows) if row.gap and row.table is None and known(row)]
    if any(usual):
        return False
    return len(usual) > 1 or sum(stands_over(rows, n) for n in range(len(rows))) >= _FEWEST_HEADINGS


def is_name(text: str) -> bool:
    """Tell whether a line reads like a person's name."""
    return _NAME.fullmatch(text.strip()) is not None and not _NOT_A_NAME.search(text)


def is_title_of_person(text: str) -> bool:
    """Tell whether a line reads like a person's title ("Enhetschef", "Tf socialchef")."""
    text = text.strip()
    bare = 0 < len(text) <= _LONGEST_TITLE and not text.endswith(".") and ":" not in text
    return bare and _TITLE_WORD.search(text) is not None


def is_unit(text: str) -> bool:
    """Tell whether a line is the name of a förvaltning or a part of one."""
    return len(text) <= _LONGEST_TITLE and _UNIT.fullmatch(text.strip()) is not None


def paragraphs(rows: Sequence[Row], parted: Callable[[Row], bool] = lambda _: False) -> list[Row]:
    """The rows without drawn lines and page numbers, and with wrapped lines as one paragraph.

    Args:
        rows: The rows.
        parted: Tells which rows neither go on with the line before nor are gone on with.
    """
    found: list[Row] = []
    alone = False
    for row in rows:
        if is_rule(row.text) or is_page_number(row.text):
            continue
        was_alone, alone = alone, parted(row)
        joins = row.joins and not (alone or was_alone)
        if joins and found and found[-1].table is None and len(row.cells) == 1:
            before, text = found[-1].cells[0], row.cells[0].text
            joined = join_hyphen(before.text, text) if before.text.endswith("-") else f"{before.text} {text}"
            found[-1] = evolve(found[-1], cells=(evolve(before, text=joined),))
        else:
            found.append(row if joins == row.joins else evolve(row, joins=joins))
    return found


def without_bold(text: str) -> str:
    """A text without the signs for bold."""
    return text.replace(BOLD_ON, "").replace(BOLD_OFF, "").replace("**", "")


def pieces_of(rows: Sequence[Row], prose: Prose) -> list[Piece]:
    """Rows of running text as the pieces of an answer; the columns of a table with a sign between."""
    return [
        Piece(
            f"{BOLD_ON}{row.text}{BOLD_OFF}" if row.bold and not prose.marked_up else _in_columns(row),
            number,
            gap=row.gap,
            joins=row.joins,
            interrupted=row.new_page,
        )
        for number, row in enumerate(rows)
    ]


def _in_columns(row: Row) -> str:
    """The text of a row, where one of a table keeps its columns apart."""
    texts = [cell.text.replace("\n", " ").strip() for cell in row.cells]
    return " | ".join(texts) if sum(map(bool, texts)) > 1 else row.text.replace("\t", " ").strip()
