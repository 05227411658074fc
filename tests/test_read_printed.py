"""What our documents say on paper is read without the controls: as Word files of others, and as PDF pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from poreport.model import Arende, Slag
from poreport.model.paths import walk
from poreport.read.source import read_document
from poreport.render import render
from poreport.testing import make_arenden

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS: Final = ("redovisning", "ansokan", "tjansteskrivelse")
NOT_PRINTED: Final = {
    "tjansteskrivelse.benamning",
    "tjansteskrivelse.beslutsform",
    "tjansteskrivelse.rubrik",  # made from the other documents where none is given
    "redovisning.blankett",
    "ansokan.blankett",
    "ansokan.start",  # printed with driftsform where the form has one box for both
    "ansokan.driftsform",
}
ARENDEN: Final = make_arenden(60, seed=5)


def without_controls(data: bytes) -> bytes:
    """A Word file in which what stood in each control stands alone, and no bookmark tells what it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                content = etree.tostring(unwrapped(etree.fromstring(content)))
            after.writestr(name, content)
    return out.getvalue()


def unwrapped(root: Any) -> Any:
    """XML without controls and bookmarks; placeholder texts go."""
    for control in list(root.iter(W + "sdt")):
        content = control.find(W + "sdtContent")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            for text in content.iter(W + "t"):
                text.text = ""
        parent = control.getparent()
        at = parent.index(control)
        parent[at : at + 1] = list(content)
    for mark in [*root.iter(W + "bookmarkStart"), *root.iter(W + "bookmarkEnd")]:
        mark.getparent().remove(mark)
    return root


def answers(document: Any, kind: str) -> Iterator[tuple[str, str]]:
    """The printed answers of a document: path and value, without what only makes it look better."""
    for path, falt, value in walk(document, kind):
        skipped = path in NOT_PRINTED or ".kommun." in path or ".brister." in path or ".ordning[" in path
        if skipped or path == "redovisning.atgarder" or value is None or value == "":
            continue
        text = str(value).replace("**", "")
        if falt.slag in {Slag.TELEFON, Slag.ORGANISATIONSNUMMER, Slag.PLUSGIRO, Slag.BANKGIRO}:
            text = "".join(sign for sign in text if sign.isdigit())
        yield path, " ".join(text.split())


def differences(arende: Arende, read: Callable[[str], Arende], kinds: Sequence[str] = KINDS) -> list[str]:
    """What is read in another way than it was written, as sentences."""
    found = []
    for kind in kinds:
        expected = dict(answers(getattr(arende, kind), kind))
        got = dict(answers(getattr(read(kind), kind), kind))
        found += [f"{p}: skrivet {v!r}, läst {got.get(p)!r}" for p, v in expected.items() if v != got.get(p)]
        found += [f"{p}: inget skrivet, läst {got[p]!r}" for p in got.keys() - expected.keys()]
    return found


@pytest.mark.parametrize("number", range(len(ARENDEN)))
def test_documents_without_controls_say_the_same(number: int) -> None:
    """Every answer of a redovisning, an ansökan and a memo is found when no control tells where."""
    arende = ARENDEN[number]

    def read(kind: str) -> Arende:
        return read_document(without_controls(render(getattr(arende, kind))), f"{kind}.docx")

    assert [] == differences(arende, read)


def test_pages_say_the_same(
    convert_all_to_pdf: Callable[[Sequence[Path]], list[Path]], tmp_path: Path
) -> None:
    """Every answer is found in PDF pages, also where tables and answers go over several of them."""
    wanted = ARENDEN[:8]
    for number, arende in enumerate(wanted):
        for kind in KINDS:
            data = without_controls(render(getattr(arende, kind)))
            (tmp_path / f"{number}-{kind}.docx").write_bytes(data)
    pages = {path.stem: path for path in convert_all_to_pdf(sorted(tmp_path.iterdir()))}
    found = []
    for number, arende in enumerate(wanted):
        read = {kind: read_document(pages[f"{number}-{kind}"]) for kind in KINDS}
        found += differences(arende, read.__getitem__)
    assert [] == found
