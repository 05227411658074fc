"""What an edition of one's own, with very few questions, has no place for."""

from __future__ import annotations

from pathlib import Path

import pytest

from poreport import forms
from poreport.forms import Form
from poreport.model import Ledningsgrupp, Omrade, Orsaker, Orsakstal, Pandemi, Redovisning, Svar
from poreport.rules.luckor import Gap, in_words, lacks, unprinted, values

TABLE = """id: redovisning_2031_liten
dokument: redovisning
ar: 2031
lan: Kalmar län
titel: Redovisning
kalla: Provblankett
huvud:
  - {titel: REDOVISNING}
block:
  - {fraga: Vad vill ni berätta?, falt: ovrigt}
"""


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Form:
    """Load an edition with a single question, for one test."""
    monkeypatch.setattr(forms, "_egna", {})
    table = tmp_path / "liten.yaml"
    table.write_text(TABLE, encoding="utf-8")
    return forms.load_file(table)


def said(redovisning: Redovisning, form: Form) -> list[tuple[str, object]]:
    """Return what the redovisning says that the edition cannot print."""
    return [found for gap in lacks(form).gaps for found in unprinted(redovisning, gap)]


def test_gaps_have_titles_or_options(form: Form) -> None:
    """A field without a place has its title; a mark has the options that are missing and those printed."""
    gaps = {gap.path: gap for gap in lacks(form).gaps}
    assert Gap("ombud.kvinnor", "Antal personliga ombud, kvinnor", None, None) == gaps["ombud.kvinnor"]
    mark = gaps["utbildning.svar"]
    assert (None, ~Svar(0), Svar(0)) == (mark.titel, mark.options, mark.printed)
    assert not {"ar", "blankett", "ovrigt", "kommun.namn"} & gaps.keys()
    assert lacks(form) is lacks(form)


def test_values_at_open_paths() -> None:
    """A path gives one value, or one for each delområde; a list of texts is one value."""
    redovisning = Redovisning(
        ar=2031,
        omfattar=("Norr", "Söder"),
        omraden=(Omrade(namn="Norr"), Omrade(orsaker=Orsaker(ekonomi=Orsakstal(samlat=3)))),
    )
    assert [("ar", 2031)] == list(values(redovisning, "ar"))
    assert [("omfattar", ("Norr", "Söder"))] == list(values(redovisning, "omfattar[]"))
    assert [("omraden[0].orsaker.ekonomi.samlat", None), ("omraden[1].orsaker.ekonomi.samlat", 3)] == list(
        values(redovisning, "omraden[].orsaker.ekonomi.samlat")
    )


def test_what_is_said_without_a_place(form: Form) -> None:
    """Answers without a place are found, also zeros and lists, but no empty ones."""
    assert [] == said(Redovisning(ar=2031, ovrigt="Allt.", omfattar=()), form)
    redovisning = Redovisning(
        ar=2031,
        omfattar=("Norr",),
        omraden=(Omrade(orsaker=Orsaker(bostad=Orsakstal(man=0))),),
        ledningsgrupp=Ledningsgrupp(kommun=Svar.JA),
        pandemi=Pandemi(kommentar=""),
    )
    assert [
        ("ledningsgrupp.kommun", Svar.JA),
        ("omfattar", ("Norr",)),
        ("omraden[0].orsaker.bostad.man", 0),
    ] == sorted(said(redovisning, form))


def test_options_in_words() -> None:
    """The options of an answer are named as the forms print them."""
    assert "Ja och Nej" == in_words(Svar.JA | Svar.NEJ)
