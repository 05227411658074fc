"""What a document says where its edition has no place, for values that no file gives but a script can."""

from __future__ import annotations

from poreport.model import Ansokan, Arende, Kommun
from poreport.rules import check
from poreport.rules.blanketter import en_uppgift_i_rutan


def test_empty_text_takes_no_place() -> None:
    """An empty text in a box that two fields share leaves the box to the other."""
    ansokan = Ansokan(avser_ar=2022, plusgiro="", bankgiro="5050-1055")
    arende = Arende(kommun=Kommun(lan="Kalmar län"), ansokan=ansokan)
    assert [] == check(arende, rules=[en_uppgift_i_rutan])
