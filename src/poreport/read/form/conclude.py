"""What only the whole form tells: unsplit figures, a digital decision, missing questions, loose text."""

from __future__ import annotations

from attrs import define, field

from poreport.model import Otolkat, Svar
from poreport.read.form.align import Alignment
from poreport.read.form.anchors import Line
from poreport.read.form.columns import has_genders
from poreport.read.form.distribution import Distribution
from poreport.read.form.filled import Filled, full_path, place_in_words
from poreport.read.form.marks import is_cross
from poreport.read.form.recognise import is_authority
from poreport.read.form.sums import sums_among
from poreport.svenska import quote

__all__ = ["conclude"]

_FOLLOW_UPS = {"ja": "Om ja", "nej": "Om nej"}
_DIGITAL: str = "underskrift.beslutad_digitalt"
_NAMED = ("underskrift.namn", "underskrift.datum")


def conclude(filled: Filled, alignment: Alignment, given: Distribution) -> None:
    """Look at the whole form once every slot is filled in."""
    if filled.dokument == "redovisning":
        _unsplit_reasons(filled, alignment)
        _digital_decision(filled, alignment, given)
    _marks_by_follow_ups(filled, alignment)
    _missing(filled, alignment, given)
    _loose(filled, given)


def _marks_by_follow_ups(filled: Filled, alignment: Alignment) -> None:
    """A cross that stands in no column is for the answer whose follow-up alone is filled in."""
    for line in alignment.lines:
        paths = {slot.mark.partition("=")[0] for slot in line.slots if slot.mark}
        path = paths.pop() if len(paths) == 1 else ""
        raw = full_path(filled.dokument, path)
        kept = [item for item in filled.otolkat if item.falt == raw and is_cross(item.text or "")]
        if len(kept) != 1 or path in filled.values:
            continue
        follow_ups = [
            (option, below.first_field in filled.values)
            for option, words in _FOLLOW_UPS.items()
            for below in alignment.lines[line.number + 1 :]
            if below.table == line.table and below.label.startswith(words)
        ]
        # A question with a follow-up for one of the answers only tells nothing: some fill it in anyway.
        both = {option for option, _ in follow_ups} == set(_FOLLOW_UPS)
        answered = {option.upper() for option, given in follow_ups if given and both}
        if len(answered) == 1:
            option = answered.pop()
            filled.values[path] = Svar[option]
            filled.otolkat.remove(kept[0])
            text = (
                f"krysset står inte i någon kolumn; läste det som {option.lower()}, efter följdfrågans svar"
            )
            filled.remark(path, text, None)


def _unsplit_reasons(filled: Filled, alignment: Alignment) -> None:
    """Contact reasons in one column that has no heads are not split on gender."""
    values, positions = filled.values, filled.positions
    for area in range(1 + max((line.area or 0) for line in alignment.lines)):
        start = f"omraden[{area}].orsaker."
        given = [path for path in values if path.startswith(start)]
        lines = (n for n in alignment.lines if (n.first_field or "").startswith(start))
        if not given or has_genders(alignment, next(lines)):
            continue
        place = positions.get(given[0])
        if any(path.endswith(".man") for path in given):
            text = "kolumnerna saknar rubrik; den första lästes som kvinnor och den andra som män"
            filled.remark(start.rstrip("."), text, place)
            continue
        for path in given:
            unsplit = path.removesuffix("kvinnor") + "samlat"
            values[unsplit] = values.pop(path)
            positions[unsplit] = positions.pop(path)
        text = "bara den första kolumnen är ifylld, utan rubrik; läste talen som kvinnor och män tillsammans"
        filled.remark(start.rstrip("."), text, place)


def _digital_decision(filled: Filled, alignment: Alignment, given: Distribution) -> None:
    """The line on a digital decision is printed on the form: it counts only where nobody has signed."""
    slots = ((line, number, slot) for line in alignment.lines for number, slot in enumerate(line.slots))
    line, number = next(((line, n) for line, n, slot in slots if slot.mark == f"{_DIGITAL}=ja"), (None, 0))
    if line is None or _DIGITAL in filled.values:
        return
    placed = alignment.place_of(line.number, number)
    has_box = (line.number, number) in given.answers
    signed = "underskrift.namnteckning" in filled.values
    if placed is None or has_box or signed or not any(path in filled.values for path in _NAMED):
        return
    position = alignment.stream.rows[alignment.stream.row_at(placed.start)].position
    filled.values[_DIGITAL] = True
    filled.positions[_DIGITAL] = position
    text = "raden om digitalt beslut står kvar och namnteckning saknas; läste det som beslutat digitalt"
    filled.remark(_DIGITAL, text, position)


def _missing(filled: Filled, alignment: Alignment, given: Distribution) -> None:
    """Say which questions were not found, and which were found in other words."""
    for line in alignment.lines:
        for number, slot in enumerate(line.slots):
            path = slot.main_field if slot.fields else line.first_field
            if not slot.label or slot.mark or line.kind not in {"question", "row"} or path is None:
                continue
            placed = alignment.place_of(line.number, number)
            if placed is None and (line.number, number) not in given.assumed:
                filled.remark(path, f"ledtexten {quote(slot.label)} hittades inte i dokumentet", None)
            elif placed is not None and placed.reworded:
                position = alignment.stream.rows[alignment.stream.row_at(placed.start)].position
                printed = alignment.stream.written(placed.start, placed.end)
                text = f"ledtexten {quote(slot.label)} är skriven på ett annat sätt i dokumentet: ”{printed}”"
                filled.remark(path, text, position)


@define
class _Group:
    """Text that belongs to no field and stands together."""

    first: int
    last: int
    after: Line | None
    lines: list[str] = field(factory=list)


def _loose(filled: Filled, given: Distribution) -> None:
    """Keep the text that belongs to no field; what stands together is kept together."""
    sums = list(sums_among(given.loose, filled.rows))
    if sums:
        words = "tog inte med en kolumn med summor, som stämmer med de andra kolumnerna"
        filled.remark("omraden", words, filled.rows[sums[0].row].position)
    left_out = set(map(id, sums))
    groups: list[_Group] = []
    for item in given.loose:
        if id(item) in left_out:
            continue
        in_head = item.after is None or not item.after.section
        if in_head and is_authority(item.text):
            continue
        if not groups or groups[-1].after is not item.after or item.row - groups[-1].last > 1:
            groups.append(_Group(item.row, item.row, item.after))
        group = groups[-1]
        if group.lines and item.row == group.last:
            group.lines[-1] += f"\t{item.text}"
        else:
            group.lines.append(item.text)
        group.last = item.row
    for group in groups:
        place = place_in_words(filled.rows[group.first].position, _after(group.after))
        filled.otolkat.append(Otolkat(text="\n".join(group.lines), plats=place))


def _after(line: Line | None) -> str:
    """Where text stands, by the label before it."""
    if line is None or not line.label:
        return ""
    label = f"efter {quote(line.label)}"
    return f"{line.section}, {label}" if line.section and line.section != line.label else label
