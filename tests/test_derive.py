"""What follows from other documents: the memo's title, decisions and attachments, its order, and sums."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import derive
from poreport.model import AVSNITT, Ansokan, Arende, Kommun, Redovisning, Tjansteskrivelse, Underskrift
from poreport.model.paths import replace

NBSP = "\u00a0"

KALMAR = Arende(
    kommun=Kommun(lan="Kalmar län"),
    redovisning=Redovisning(ar=2021, underskrift=Underskrift(datum=date(2022, 1, 10))),
    ansokan=Ansokan(avser_ar=2022, arsanstallningar=Decimal("2.00")),
    tjansteskrivelse=Tjansteskrivelse(mottagare="Socialnämnden"),
)
ATT = replace(KALMAR, "tjansteskrivelse.beslutsform", "att-satser")
APPLIES = (
    "hos Länsstyrelsen i Kalmar län om statsbidrag för verksamhet med personligt ombud "
    "motsvarande två heltidsanställningar för år 2022"
)


def without(*dokument: str) -> Arende:
    """Return the ärende without some of its documents."""
    arende = KALMAR
    for namn in dokument:
        arende = replace(arende, namn, None)
    return arende


# Decisions


def test_decisions_are_independent_sentences() -> None:
    """Each document gives one decision, an independent sentence that can be copied into the minutes."""
    assert (
        "Socialnämnden godkänner redovisningen av verksamheten med personligt ombud för år 2021.",
        f"Socialnämnden ansöker {APPLIES}.",
    ) == derive.decisions(KALMAR)
    assert derive.decision_lead(KALMAR) is None


def test_decisions_as_clauses() -> None:
    """With att-clauses the nämnd stands in the lead, and no clause ends with a full stop."""
    assert "Socialnämnden beslutar" == derive.decision_lead(ATT)
    assert (
        "att godkänna redovisningen av verksamheten med personligt ombud för år 2021",
        f"att ansöka {APPLIES}",
    ) == derive.decisions(ATT)


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("ansokan", ["godkänner"]),
        ("redovisning", ["ansöker"]),
    ],
)
def test_decision_for_each_document(missing: str, expected: list[str]) -> None:
    """A document that is not in the ärende gives no decision."""
    assert expected == [beslut.split(" ")[1] for beslut in derive.decisions(without(missing))]


def test_no_documents_no_decisions() -> None:
    """Without a redovisning and an ansökan there is nothing to decide."""
    assert () == derive.decisions(Arende(tjansteskrivelse=Tjansteskrivelse()))


def test_given_decisions_win() -> None:
    """Decisions that are given in the memo stand as they are."""
    arende = replace(KALMAR, "tjansteskrivelse.beslut", ("Nämnden avslår.",))
    assert ("Nämnden avslår.",) == derive.decisions(arende)


def test_decision_without_posts() -> None:
    """An ansökan that does not say how many posts gives a decision without a number."""
    arende = replace(KALMAR, "ansokan.arsanstallningar", None)
    assert "personligt ombud för år 2022." == derive.decisions(arende)[1][-29:]


def test_decision_without_a_board() -> None:
    """When no document names the nämnd, the decisions speak of Nämnden."""
    arende = replace(KALMAR, "tjansteskrivelse.mottagare", None)
    assert ["Nämnden", "Nämnden"] == [beslut.split(" ")[0] for beslut in derive.decisions(arende)]
    assert "Nämnden beslutar" == derive.decision_lead(
        replace(arende, "tjansteskrivelse.beslutsform", "att-satser")
    )


def test_decision_lead_without_a_memo() -> None:
    """An ärende without a memo has decisions as sentences."""
    arende = without("tjansteskrivelse")
    assert derive.decision_lead(arende) is None
    assert "Nämnden godkänner" == derive.decisions(arende)[0][:17]


@pytest.mark.parametrize(
    ("tjanster", "expected"),
    [
        ("1", "en heltidsanställning"),
        ("1.00", "en heltidsanställning"),
        ("2.00", "två heltidsanställningar"),
        ("12", "tolv heltidsanställningar"),
        ("14.00", f"14{NBSP}heltidsanställningar"),
        ("0.00", "noll heltidsanställningar"),
        ("1.5", f"1,50{NBSP}årsanställningar"),
        ("0.75", f"0,75{NBSP}årsanställningar"),
        ("2.255", f"2,26{NBSP}årsanställningar"),
        ("9E+999", "9E+999 årsanställningar"),
        ("1E-30", "1E-30 årsanställningar"),
    ],
)
def test_posts_in_words(tjanster: str, expected: str) -> None:
    """Whole posts are words up to twelve; parts of posts have two decimals; absurd ones stand as given."""
    assert expected == derive.posts_in_words(Decimal(tjanster))


# The nämnd and the authority


def test_board_of_the_first_document() -> None:
    """The nämnd is the memo's recipient, else that of the redovisning, else that of the ansökan."""
    arende = Arende(redovisning=Redovisning(ar=2021), ansokan=Ansokan(avser_ar=2022))
    assert derive.board(arende) is None
    places = ("ansokan.namnd", "redovisning.kontakt.namnd", "tjansteskrivelse.mottagare")
    for path, namn in zip(places, ("A", "B", "C"), strict=True):
        arende = replace(arende, path, namn)
        assert namn == derive.board(arende)


def test_empty_board_is_passed_over() -> None:
    """An empty name is no nämnd."""
    arende = replace(replace(KALMAR, "tjansteskrivelse.mottagare", ""), "ansokan.namnd", "Omsorgsnämnden")
    assert "Omsorgsnämnden" == derive.board(arende)


@pytest.mark.parametrize(
    ("kommun", "expected"),
    [
        (None, "Länsstyrelsen"),
        (Kommun(), "Länsstyrelsen"),
        (Kommun(lan="Skåne län"), "Länsstyrelsen Skåne"),
        (Kommun(lan="Skåne län", lansstyrelse="Länsstyrelsen i Skåne län"), "Länsstyrelsen i Skåne län"),
    ],
)
def test_authority_of(kommun: Kommun | None, expected: str) -> None:
    """The authority is that of the kommun's county, or as the kommun names it."""
    assert expected == derive.authority_of(kommun)


# The title


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ((), "Redovisning för år 2021 och ansökan för år 2022: statsbidrag till personligt ombud"),
        (("redovisning",), "Ansökan om statsbidrag till personligt ombud för år 2022"),
        (("ansokan",), "Redovisning av statsbidrag till personligt ombud för år 2021"),
        (("redovisning", "ansokan"), "Personligt ombud"),
        (
            ("tjansteskrivelse",),
            "Redovisning för år 2021 och ansökan för år 2022: statsbidrag till personligt ombud",
        ),
    ],
)
def test_heading(missing: tuple[str, ...], expected: str) -> None:
    """The title names the documents of the ärende with their years."""
    assert expected == derive.heading(without(*missing))


def test_given_heading_wins() -> None:
    """A title that is given in the memo stands as it is."""
    assert "Rubrik" == derive.heading(replace(KALMAR, "tjansteskrivelse.rubrik", "Rubrik"))


# Attachments


def test_attachments() -> None:
    """The attachments are the documents with their years, dated when their day is known."""
    assert (
        "Redovisning av statsbidrag till personligt ombud för år 2021, daterad 2022-01-10",
        "Ansökan om statsbidrag till personligt ombud för år 2022",
    ) == derive.attachments(KALMAR)
    dated = replace(without("redovisning"), "ansokan.datum", date(2022, 1, 12))
    assert (
        "Ansökan om statsbidrag till personligt ombud för år 2022, daterad 2022-01-12",
    ) == derive.attachments(dated)


def test_attachment_signed_after_the_memo_is_undated() -> None:
    """A document that is signed after the memo was written is listed without a day it could not know."""
    late = replace(KALMAR, "tjansteskrivelse.datum", date(2022, 1, 9))
    assert "Redovisning av statsbidrag till personligt ombud för år 2021" == derive.attachments(late)[0]
    same_day = replace(KALMAR, "tjansteskrivelse.datum", date(2022, 1, 10))
    assert derive.attachments(same_day)[0].endswith("daterad 2022-01-10")


def test_given_attachments_win() -> None:
    """Attachments that are given in the memo stand as they are."""
    assert ("En bilaga",) == derive.attachments(replace(KALMAR, "tjansteskrivelse.bilagor", ("En bilaga",)))
    assert () == derive.attachments(Arende())


# The order


def test_order_without_a_wish() -> None:
    """The decision comes first unless the memo says otherwise, with or without a memo."""
    assert AVSNITT == derive.order(KALMAR)
    assert AVSNITT == derive.order(Arende())
    assert "beslut" == AVSNITT[0]


def test_order_of_the_kommun() -> None:
    """The sections that the kommun names come first in its order, then the others in the usual order."""
    arende = replace(KALMAR, "tjansteskrivelse.ordning", ("sammanfattning", "bilagor", "beslut"))
    assert ("sammanfattning", "bilagor", "beslut", "bakgrund") == derive.order(arende)[:4]


@given(st.lists(st.sampled_from([*AVSNITT, "finns inte", ""])))
def test_order_has_every_section_once(ordning: list[str]) -> None:
    """Whatever the kommun names, every section is there once and nothing else."""
    arende = replace(KALMAR, "tjansteskrivelse.ordning", tuple(ordning))
    assert sorted(AVSNITT) == sorted(derive.order(arende))


# Sums


@pytest.mark.parametrize(
    ("varden", "expected"),
    [((), None), ((None, None), None), ((None, 0), 0), ((3, None, 4), 7), ((-1, 1), 0)],
)
def test_total(varden: tuple[int | None, ...], expected: int | None) -> None:
    """A sum is of the answered figures, and unanswered when none of them is answered."""
    assert expected == derive.total(varden)
    assert expected == derive.total(itertools.chain(varden))
