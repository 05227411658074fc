"""The Word templates: the committed ones are what the builder makes, and Word can open and change them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from openxml_audit import OpenXmlValidator

from poreport import forms
from poreport.render import build, lint_template, template_bytes, template_names
from poreport.render.templates import build_all, kind_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST = 64
BUILT = build_all()


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file with a text of its document part replaced."""
    before = parts(data)
    document = before["word/document.xml"].decode()
    assert old in document
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in before.items():
            archive.writestr(name, document.replace(old, new) if name == "word/document.xml" else content)
    return buffer.getvalue()


def test_there_is_a_template_for_every_edition(rot: Path) -> None:
    """The folder holds one template for each edition, one for the tjänsteskrivelse, and nothing else."""
    expected = sorted(f"{name}.docx" for name in (*forms.editions(), "tjansteskrivelse"))
    assert expected == sorted(path.name for path in (rot / "templates").iterdir())
    assert expected == sorted(f"{name}.docx" for name in template_names())


@pytest.mark.parametrize("name", sorted(BUILT))
def test_committed_templates_are_what_the_builder_makes(name: str, rot: Path) -> None:
    """Each part of a committed template is byte for byte what `python -m poreport.render.build` writes."""
    assert parts(BUILT[name]) == parts((rot / "templates" / name).read_bytes())


def test_building_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The builder writes all templates to a folder, and says that all is well the second time."""
    assert 0 == build.main([str(tmp_path)])
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == BUILT
    assert len(BUILT) == capsys.readouterr().out.count(" skriven\n")
    assert 0 == build.main([str(tmp_path)])
    assert f"Alla {len(BUILT)} mallarna är redan som de ska vara.\n" == capsys.readouterr().out


def test_the_builder_runs_as_a_module(tmp_path: Path) -> None:
    """`python -m poreport.render.build` gives the same bytes in a process of its own."""
    command = [sys.executable, "-m", "poreport.render.build", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == BUILT


@pytest.mark.parametrize("name", sorted(BUILT))
def test_word_can_open_the_templates(name: str, tmp_path: Path) -> None:
    """A template is a valid document itself, and its controls have tags and titles that Word accepts."""
    path = tmp_path / name
    path.write_bytes(BUILT[name])
    validator: Any = OpenXmlValidator(max_errors=0)
    assert [] == [str(error) for error in validator.validate(path).errors]
    document = fromstring(parts(BUILT[name])["word/document.xml"])
    for kind in ("tag", "alias"):
        values = [e.get(f"{W}val", "") for e in document.iterfind(f".//{W}sdtPr/{W}{kind}")]
        assert values
        assert [] == [value for value in values if not 0 < len(value) <= LONGEST]


@pytest.mark.parametrize("name", sorted(BUILT))
def test_controls_are_tagged_with_the_field_they_show(name: str) -> None:
    """A control's tag and its expression name the same field, so that what is printed can be read again."""
    document = fromstring(parts(BUILT[name])["word/document.xml"])
    checked = 0
    for sdt in document.iter(f"{W}sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        typed = "".join(t.text or "" for t in sdt.iterfind(f"{W}sdtContent//{W}t"))
        shown = re.fullmatch(r"\{\{p? ([\w.]+) \}\}", typed)
        if shown is None or shown[1].startswith("rad"):
            continue
        path = re.sub(r"\{\{ (\w+)\.sokvag \}\}", r"\1", tag.get(f"{W}val", "")).partition("|")[0]
        assert shown[1] in {path, path.replace("=", "."), path.partition("=")[0]}
        checked += 1
    assert checked > 0


@pytest.mark.parametrize("name", template_names())
def test_our_templates_pass_our_own_lint(name: str, tmp_path: Path) -> None:
    """No template of ours uses a field or filter that does not exist."""
    path = tmp_path / "mall.docx"
    path.write_bytes(template_bytes(name))
    assert [] == lint_template(path)


def test_lint_names_an_unknown_field_and_its_place(tmp_path: Path) -> None:
    """A misspelt field is reported with where it stands and what was meant."""
    path = tmp_path / "mall.docx"
    data = template_bytes("tjansteskrivelse")
    path.write_bytes(changed(data, "{{ tjansteskrivelse.rubrik }}", "{{ tjansteskrivelse.rubbrik }}"))
    (problem,) = lint_template(path)
    assert "Fältet ”tjansteskrivelse.rubbrik” finns inte. Menade du ”tjansteskrivelse.rubrik”?" in str(
        problem
    )
    assert problem.place is not None


def test_lint_says_when_no_field_is_used(tmp_path: Path) -> None:
    """A Word file without a single field of ours is no template."""
    path = tmp_path / "mall.docx"
    plain = "<w:document xmlns:w='{}'><w:body><w:p/></w:body></w:document>".format(W.strip("{}"))
    found = parts(template_bytes("tjansteskrivelse"))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, plain if name == "word/document.xml" else content)
    assert ["Mallen använder inget fält ur redovisning, ansokan eller tjansteskrivelse."] == [
        str(problem) for problem in lint_template(path)
    ]


@pytest.mark.parametrize("name", template_names())
def test_a_template_tells_which_document_it_is_for(name: str) -> None:
    """The document that a template is for is found from the fields it uses."""
    assert name.split("_", maxsplit=1)[0] == kind_of(template_bytes(name))


def test_a_memo_may_quote_the_other_documents() -> None:
    """A tjänsteskrivelse that prints figures from the redovisning is still a tjänsteskrivelse."""
    quoting = "{{ tjansteskrivelse.rubrik }} {{ redovisning.ar }} {{ redovisning.ekonomi.beviljat }}" * 90
    data = changed(template_bytes("tjansteskrivelse"), "{{ tjansteskrivelse.rubrik }}", quoting)
    assert "tjansteskrivelse" == kind_of(data)
