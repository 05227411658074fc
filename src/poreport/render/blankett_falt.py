"""The places of a form where something is filled in: one content control for each field and box.

A field is tagged with its whole path in the model, "redovisning.ombud.tjanster", and an empty place that is
for one of several fields with them all, "ansokan.plusgiro|bankgiro". Inside a repetition the template's tag
holds the path so far as Jinja, "{{ omrade.sokvag }}.namn": that also keeps it within the 64 characters that
Word allows.
"""

from __future__ import annotations

from typing import Final

from attrs import define

from poreport import svenska
from poreport.forms import Cell
from poreport.forms.form import DOKUMENTKLASSER
from poreport.model import Slag
from poreport.model.falt import Falt
from poreport.model.paths import field_at
from poreport.render import wml
from poreport.render.view import option_word

__all__ = ["FIGURES", "ITEM", "Fields"]

FIGURES: Final = frozenset({Slag.ANTAL, Slag.KRONOR, Slag.ARSANSTALLNINGAR})
"""The kinds that are set as figures in a column."""

ITEM: Final = "omrade"
"""The variable of a repetition."""

_POST: Final = "brist"
_POST_FIELDS: Final = ("rubrik", "huvudman", "text")
_NUMBERED: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


@define
class Fields:
    """Writes the controls of one document kind.

    Attributes:
        dokument: "redovisning" or "ansokan".
        group: The list that is being repeated, or None.
    """

    dokument: str
    group: str | None = None

    def field(self, path: str) -> Falt:
        """What the field at a path (relative to the document) is."""
        return field_at(DOKUMENTKLASSER[self.dokument], path)

    def is_long(self, path: str) -> bool:
        """Whether a field takes paragraphs of its own."""
        falt = self.field(path)
        return falt.slag is Slag.LANGTEXT or falt.klass is not None

    def expression(self, path: str) -> str:
        """The Jinja expression of a field."""
        inside = self._inside(path)
        return f"{self.dokument}.{path}" if inside is None else f"{ITEM}.{inside}"

    def tag(self, path: str) -> str:
        """The tag of a field's control."""
        inside = self._inside(path)
        return f"{self.dokument}.{path}" if inside is None else f"{{{{ {ITEM}.sokvag }}}}.{inside}"

    def _inside(self, path: str) -> str | None:
        """The rest of a path that goes into the repetition, else None."""
        prefix = f"{self.group}[]."
        return path.removeprefix(prefix) if path.startswith(prefix) else None

    def control(self, path: str) -> str:
        """The control of a short field."""
        falt = self.field(path)
        return wml.control(self.tag(path), falt.titel, self.expression(path), falt.slag)

    def checkbox(self, mark: str) -> str:
        """The box of a mark, `path=option`."""
        path, _, option = mark.partition("=")
        falt = self.field(path)
        if falt.slag is Slag.JA:
            return wml.checkbox(self.tag(mark), falt.titel, self.expression(path))
        title = f"{falt.titel}: {option_word(option)}"
        return wml.checkbox(self.tag(mark), title, f"{self.expression(path)}.{option}")

    def values(self, paths: tuple[str, ...], style: str, *, any_of: bool = False) -> str:
        """The controls of a cell: short fields on one line, long ones and lists in their own paragraphs.

        Args:
            paths: The fields.
            style: The paragraph style of short fields.
            any_of: Only the first field with a value is shown.
        """
        if any_of:
            return wml.paragraph(style, self._first_answered(paths))
        written: list[str] = []
        line: list[str] = []
        for position, path in enumerate(paths):
            if not self.is_long(path):
                line += [wml.run(" "), self.control(path)] if line else [self.control(path)]
                continue
            if line:
                written.append(wml.paragraph(style, *line))
                line = []
            listed = next(
                (before.partition("[]")[0] for before in paths[:position] if self._of_posts(before)), None
            )
            written.append(self._long(path, beside=listed))
        if line:
            written.append(wml.paragraph(style, *line))
        return "".join(written)

    def _first_answered(self, paths: tuple[str, ...]) -> str:
        """Only the control of the first field with a value; when none has, one that names them all."""
        branches = [
            wml.tag_run(f"{'elif' if index else 'if'} {self.expression(path)} is not none")
            + self.control(path)
            for index, path in enumerate(paths)
        ]
        first, *others = paths
        tag = "|".join([self.tag(first), *(path.rpartition(".")[2] for path in others)])
        title = svenska.lista([self.field(path).titel for path in paths], "eller")
        blank = wml.control(tag, title, self.expression(first), self.field(first).slag)
        return f"{''.join(branches)}{wml.tag_run('else')}{blank}{wml.tag_run('endif')}"

    # --- long texts and lists -----------------------------------------------------------------------------

    def _of_posts(self, path: str) -> bool:
        """Whether a field is a list of parts, or stands in one that is not being repeated here."""
        return self.field(path).klass is not None or ("[]." in path and self._inside(path) is None)

    def _long(self, path: str, *, beside: str | None) -> str:
        """A long text, or a list; `beside` is the list in the same box, if there is one."""
        if self.field(path).klass is not None:
            return self._posts(path)
        if self._of_posts(path):
            return self._texts_of_posts(path)
        control = wml.block_control(self.tag(path), self.field(path).titel, self.expression(path))
        if beside is None:
            return control
        # An empty line under the list would look like a forgotten answer.
        return _when(f"{self.expression(path)} or not {self.dokument}.{beside}", control)

    def _posts(self, path: str) -> str:
        """A numbered list of brister: heading and huvudman on a line, and the text below.

        The level of a brist is not printed; it stands in the tag of a control around the post, so that it
        is there when the document is read again.
        """
        titles = {name: self.field(f"{path}[].{name}").titel for name in _POST_FIELDS}
        heading, huvudman = (
            wml.control(_post_tag(name), titles[name], f"{_POST}.{name}", locked=False)
            for name in ("rubrik", "huvudman")
        )
        whom = f"{wml.tag_run(f'if {_POST}.huvudman')}{wml.run(' – ')}{huvudman}{wml.tag_run('endif')}"
        first = wml.paragraph("Bristrubrik", heading, whom, properties=_NUMBERED)
        text = wml.block_control(_post_tag("text"), titles["text"], f"{_POST}.text")
        level = f"{_post_tag('niva')}={{{{ {_POST}.niva or '' }}}}"
        return self._for_each(path, wml.group_control(level, "Brist {{ loop.index }}", first + text))

    def _texts_of_posts(self, path: str) -> str:
        """What belongs to each post of a list elsewhere in the form, under the post's number and heading.

        The number is written out and not counted by Word, since a post without a text is passed over when
        there is a text for all of them together.
        """
        listed, _, name = path.partition("[].")
        head = wml.paragraph("Bristrubrik", wml.run(f"{{{{ loop.index }}}}. {{{{ {_POST}.rubrik }}}}"))
        text = wml.block_control(_post_tag(name), self.field(path).titel, f"{_POST}.{name}")
        return self._for_each(listed, _when(f"{_POST}.{name} or not {self.dokument}.atgarder", head + text))

    def _for_each(self, listed: str, content: str) -> str:
        loop = wml.tag_paragraph(f"for {_POST} in {self.dokument}.{listed}")
        return f"{loop}{content}{wml.tag_paragraph('endfor')}"

    # --- cells --------------------------------------------------------------------------------------------

    def mark_cell(self, cell: Cell, label: str, style: str) -> str:
        """A box to tick, with a text (`label`, as runs) or a figure beside it; a long text goes below."""
        beside = [path for path in cell.fields if not self.is_long(path)]
        below = tuple(path for path in cell.fields if self.is_long(path))
        content = [self.checkbox(cell.mark or "")]
        for part in ([label] if label else []) + [self.control(path) for path in beside]:
            content += [wml.run("\u2002"), part]
        marks = wml.paragraph(style, *content)
        return marks + (self.values(below, "Svarsfalt") if below else "")


def _post_tag(name: str) -> str:
    return f"{{{{ {_POST}.sokvag }}}}.{name}"


def _when(condition: str, content: str) -> str:
    return f"{wml.tag_paragraph(f'if {condition}')}{content}{wml.tag_paragraph('endif')}"
