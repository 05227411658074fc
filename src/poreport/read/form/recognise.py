"""Which documents a file holds, and where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from poreport.read.flow import Flow, Row
from poreport.read.form.editions import best_alignment, exact_shares
from poreport.read.form.memo_words import DECIDES, begins_decisions, is_protocol_title, title_of
from poreport.read.form.stream import YEAR, find_nearly, squeeze

__all__ = ["FORMS", "PROTOCOL", "Part", "find_parts", "is_authority", "with_head"]

FORMS: Final = ("redovisning", "ansokan")
"""The kinds of document that are printed on a form."""
PROTOCOL: Final = "protokoll"
"""The kind of what a nämnd has decided, which often stands beside the memo; it is kept as it stands."""

_TITLES: Final = ("tjänsteskrivelse", "tjänsteutlåtande")
_TO_A_BOARD: Final = re.compile(
    r"till \S.*(?:nämnd|nämnden|utskott|utskottet|styrelse|styrelsen)", re.IGNORECASE
)
_SUBTITLE: Final = "statsbidragtillkommunersombedriververksamhetmedpersonligtombud"
_APPLICATION: Final = "ansökanomstatsbidragförverksamhetmedpersonligtombud"
_ANY_REPORT: Final = re.compile(rf".{{0,40}}redovisning.{{0,40}}{_SUBTITLE}.{{0,12}}")
_ANY_APPLICATION: Final = re.compile(r"ansökanomstatsbidrag.{0,60}personligt?a?ombud.{0,12}")
_REPORT_BODY: Final = (
    *("kontaktuppgifter", "utdelningsadress", "postnummer", "postadress", "1personligaombud"),
    *("totaltantal", "antaltjänster", "ombudenhar", "harombuden"),
)
_APPLICATION_BODY: Final = ("uppgifteriansökanavser", "sökandekommun", "kommunensnamn")
_REPORT: Final = re.compile(
    r"års?rapport|årsberättelse|verksamhetsberättelse|verksamhetsrapport|årsredovisning"
    r"|årsredogörelse|verksamhetsredogörelse"
)
_COVER: Final = ("utgivare", "kontaktperson", "innehåll", "sammanfattning")
_OMBUD: Final = re.compile(r"personlig(?:t|a)ombud")
_AUTHORITY: Final = re.compile(
    r"länsstyrelse|@lansstyrelsen|\blän\s*$|^\s*Skåne\s*$|skickas till|sänds (?:in )?till|senast den",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(r"\d+\s*\(\d+\)|sida.*", re.IGNORECASE)
_OF_PROTOCOL: Final = re.compile(r"§\s*\d|sammanträd", re.IGNORECASE)
_MEMO_LABEL: Final = re.compile(r"\W*(?:handläggare|ärendebeteckning|diarienummer|dnr)\b", re.IGNORECASE)

_ENOUGH: Final = 0.3
"""Share of a form's labels from which a text without a title is taken for that form."""
_WRONG: Final = 0.1
"""Share of the signs of a title that may be wrong."""
_LONGEST_HEAD: Final = 14
_LONGEST_TITLE: Final = 6
"""Rows that a title may fill."""
_LONGEST_START: Final = 80
"""Rows from the title of a form in which its first labels stand."""
_LONGEST_HEAD_LINE: Final = 90
_PART_OF_TITLE: Final = 15
_LONGEST_YEAR: Final = 6
_HARD_GAP: Final = 2


@frozen
class Part:
    """One document in a file: its kind and its rows, from `start` up to but not including `end`."""

    kind: str
    start: int
    end: int


def find_parts(rows: Sequence[Row]) -> list[Part]:
    """The documents in a file, in order. Rows before the first one belong to it."""
    keys = [squeeze(row.text) for row in rows]
    starts = list(_starts(rows, keys))
    parts = [Part(kind, start, end) for (start, kind), (end, _) in pairwise([*starts, (len(rows), "")])]
    if parts:
        parts[0] = evolve(parts[0], start=0)
    kinds = {part.kind for part in parts}
    text = "".join(keys)
    for kind in FORMS:
        if kind not in kinds:
            parts = _with_untitled(rows, parts, kind, text)
    if "tjansteskrivelse" not in kinds:
        parts = _with_untitled_memo(rows, parts, keys)
    return parts


def with_head(flow: Flow) -> Flow:
    """The flow with the rows of its page header first, where they name an authority or belong to a memo."""
    telling = any(
        is_authority(cell.text) or _is_memo_title(cell.text) or _MEMO_LABEL.match(cell.text)
        for row in flow.head
        for cell in row.cells
    )
    return evolve(flow, rows=(*flow.head, *flow.rows)) if telling else flow


def _starts(rows: Sequence[Row], keys: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where documents begin by their titles."""
    floor, last = 0, ""
    for number in range(len(keys)):
        kind = _kind_at(rows, keys, number)
        if kind is None or (kind == last and kind in {"tjansteskrivelse", "arsrapport", PROTOCOL}):
            continue  # the title of a memo is often repeated at the head of each page
        if kind == "redovisning" and last == kind and number - floor < _LONGEST_HEAD:
            continue  # the subtitle of the same title
        if kind == "arsrapport" and last and not _breaks(rows[number]):
            continue  # what a memo is about, or one of its attachments
        start = _with_head(rows, number, floor) if kind != PROTOCOL else number
        yield start, kind
        floor, last = number + 1, kind


def _kind_at(rows: Sequence[Row], keys: Sequence[str], number: int) -> str | None:
    """The kind of document whose title a row is, or None."""
    key = keys[number]
    if not key or len(key) > 2 * len(_SUBTITLE):
        return None
    form = _form_at(keys, number)
    if form and any(begins_decisions(row.text) for row in rows[number + 1 : number + _LONGEST_HEAD]):
        form = None  # a memo may be called what its form is called
    return form or _running_at(rows, keys, number)


def _form_at(keys: Sequence[str], number: int) -> str | None:
    """The kind of form whose title a row is."""
    key = _whole_title(keys, number)
    soon = range(number, min(number + 8, len(keys)))
    is_report = _like(key, _SUBTITLE) or (
        key == "redovisning" and any(_like(_whole_title(keys, n), _SUBTITLE) for n in soon)
    )
    if is_report or _ANY_REPORT.fullmatch(key):
        return "redovisning" if _labels_follow(keys, number) else None
    is_title = _like(key, _APPLICATION) and len(key) - len(_APPLICATION) <= _LONGEST_YEAR
    if is_title or _ANY_APPLICATION.fullmatch(key):
        following = keys[number + 1 : number + 40]
        body = (n for n, k in enumerate(following) if k.startswith(_APPLICATION_BODY))
        end = next(body, None)
        # A memo has such a heading too, above the form with its own title.
        if end is not None and not any(_ANY_APPLICATION.fullmatch(k) for k in following[:end]):
            return "ansokan"
    return None


def _labels_follow(keys: Sequence[str], number: int) -> bool:
    """Whether the labels of a redovisning follow a title, and no other title stands nearer to them.

    A memo may have the same words as its heading, or in its list of attachments.
    """
    following = keys[number + 1 : number + _LONGEST_START]
    body = next((n for n, key in enumerate(following) if key.startswith(_REPORT_BODY)), None)
    if body is None:
        return False
    nearer = following[:body]
    return "redovisning" not in nearer and not any(_like(key, _SUBTITLE) for key in nearer[_LONGEST_TITLE:])


def _like(key: str, title: str) -> bool:
    """Whether a line begins with a title, perhaps with some signs wrong."""
    if key.startswith(title):
        return True
    few = int(_WRONG * len(title))
    if abs(len(key) - len(title)) > few + _LONGEST_YEAR:
        return False
    match = find_nearly(title, key, 0, len(key))
    return match is not None and match[0] <= few and match[2] <= few


def _whole_title(keys: Sequence[str], number: int) -> str:
    """A row with the rows after it that its title goes on in, where the title of a form was too wide."""
    for title in (_SUBTITLE, _APPLICATION):
        key = keys[number]
        for following in keys[number + 1 : number + 3]:
            if len(key) < _PART_OF_TITLE or not title.startswith(key) or key == title:
                break
            key += following
        if key.startswith(title):
            return key
    return keys[number]


def _running_at(rows: Sequence[Row], keys: Sequence[str], number: int) -> str | None:
    """The kind of running text whose title a row is."""
    if any(_is_memo_title(cell.text) for cell in rows[number].cells) or _is_weak_memo_title(rows, number):
        return "tjansteskrivelse"
    if _is_report_title(keys, number) and _begins_report(rows, keys, number):
        return "arsrapport"
    if any(is_protocol_title(cell.text) for cell in rows[number].cells) and any(
        _OF_PROTOCOL.search(row.text) for row in rows[number : number + _LONGEST_HEAD]
    ):
        return PROTOCOL
    return None


def _is_memo_title(text: str) -> bool:
    """Whether a cell holds the title of a memo, perhaps with a page number, a date or its recipient."""
    title = title_of(_PAGE.sub("", text))
    if title is None or title[0] not in _TITLES:
        return False
    rest = re.sub(rf"[0-9{YEAR}]+$", "", squeeze(title[1]))
    return not rest or _TO_A_BOARD.fullmatch(title[1]) is not None


def _is_weak_memo_title(rows: Sequence[Row], number: int) -> bool:
    """Whether a row at the beginning says "Beslutsunderlag" or "Missiv", and a decision is proposed below."""
    titles = (title_of(_PAGE.sub("", cell.text)) for cell in rows[number].cells)
    weak = number < _LONGEST_HEAD and any(title and not title[1] for title in titles)
    return weak and _decision_in(rows, number, min(number + 3 * _LONGEST_HEAD, len(rows)))


def _begins_report(rows: Sequence[Row], keys: Sequence[str], number: int) -> bool:
    """Whether the title of a report stands at the beginning, or after a break and above a cover."""
    below = range(number + 1, min(number + _LONGEST_HEAD, len(rows)))
    if any(begins_decisions(rows[n].text) for n in below):
        return False  # a memo on a report has its title too
    return number < 2 * _LONGEST_HEAD or (
        _breaks(rows[number]) and any(keys[n].startswith(_COVER) for n in below)
    )


def _is_report_title(keys: Sequence[str], number: int) -> bool:
    """Whether a short line names a report, and it or a line beside it personliga ombud."""
    if not _REPORT.search(keys[number]):
        return False
    beside = keys[max(0, number - 1) : number + 3]
    return any(_OMBUD.search(key) for key in beside if len(key) <= 2 * len(_SUBTITLE))


def _with_head(rows: Sequence[Row], title: int, floor: int) -> int:
    """The first row of the head above a title: back to a page break or some blank lines."""
    if _breaks(rows[title]):
        return title
    for number in range(title - 1, max(floor, title - _LONGEST_HEAD) - 1, -1):
        if len(rows[number].text) > _LONGEST_HEAD_LINE:
            break
        if _breaks(rows[number]) or number == 0:
            return number
    first = title
    while first > floor and is_authority(rows[first - 1].text):
        first -= 1
    return first


def is_authority(text: str) -> bool:
    """Tell whether a line only says to which länsstyrelse, and when, a form is to be sent."""
    return len(text) < _LONGEST_HEAD_LINE and _AUTHORITY.search(text) is not None


def _breaks(row: Row) -> bool:
    return row.new_page or row.gap > _HARD_GAP


def _with_untitled(rows: Sequence[Row], parts: list[Part], kind: str, text: str) -> list[Part]:
    """Add a form whose title is missing, where enough of its labels stand."""
    if exact_shares(text, kind)[0][0] < _ENOUGH:
        return parts
    first, last = best_alignment(rows, kind)[1].extent
    if not parts:
        return [Part(kind, 0, len(rows))]
    host = next((p for p in parts if p.start <= first < p.end), None)
    if host is None or last >= host.end:
        return parts
    if host.kind in FORMS:
        own = best_alignment(rows[host.start : host.end], host.kind)[1].extent
        if host.start + own[1] >= first:
            return parts
        first = max(_with_head(rows, first, host.start + own[1] + 1), host.start + own[1] + 1)
    end = host.end if host.kind in {"tjansteskrivelse", *FORMS} else last + 1
    split = [evolve(host, end=first), Part(kind, first, end), evolve(host, start=end)]
    at = parts.index(host)
    return [*parts[:at], *(p for p in split if p.end > p.start), *parts[at + 1 :]]


def _with_untitled_memo(rows: Sequence[Row], parts: list[Part], keys: Sequence[str]) -> list[Part]:
    """Add a memo without its title, when a decision is proposed above the first form."""
    if parts and parts[0].kind not in FORMS:
        return parts
    title = next((n for n in range(len(rows)) if _kind_at(rows, keys, n)), None) if parts else len(rows)
    if title is None or not _decision_in(rows, 0, title):
        return parts
    end = _with_head(rows, title, 0) if parts else title
    end = end or title
    return [Part("tjansteskrivelse", 0, end), *(evolve(p, start=max(p.start, end)) for p in parts)]


def _decision_in(rows: Sequence[Row], start: int, end: int) -> bool:
    """Whether a decision is proposed in some rows: under its heading, or by a nämnd above any section."""
    among = [row.text.replace("*", "").strip() for row in rows[start:end]]
    if any(begins_decisions(re.split(r":\s", text)[0]) for text in among):
        return True
    labelled = any(_MEMO_LABEL.match(text) for text in among[:_LONGEST_HEAD])
    return labelled and any(DECIDES.fullmatch(text) for text in among[: 2 * _LONGEST_HEAD])
