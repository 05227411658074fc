"""Reading years, dates and numbers of posts in running text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from poreport import derive
from poreport.rules.lasning_av_text import dates, posts, sentences, states, years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nämnden godkänner redovisningen för år 2021.", [2021]),
        ("Ansökan om statsbidrag 2022", [2022]),
        ("för 2021 och för 2022", [2021, 2022]),
        ("godkänner 2021 års redovisning", [2021]),
        ("SN 2021/0725.03.02 och 3.1.1-253/2022", []),
        ("förordningen (2013:522)", []),
        ("daterad 2021-12-06", []),
        ("den 6 december 2020", []),
        ("den 6 DECEMBER 2020 för 2021", [2021]),
        ("åren 2020–2022 och 2020-2022", []),
        ("sedan 2001, från och med år 2015, jämfört med 2020", []),
        ("fler än 2020 och lika många som 2019", []),
        ("2021,5 och 12021 och 20215", []),
        ("år 1999 och 2100", [1999]),
        ("år 20٢١", []),
        ("sedan" + " " * 35 + "2001", []),
        ("sedan" + " " * 36 + "2001", [2001]),
        ("", []),
    ],
)
def test_years(text: str, expected: list[int]) -> None:
    """A year is read unless it belongs to a date, a number, a law, an interval or an earlier time."""
    assert expected == years(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daterad 2021-12-06", [date(2021, 12, 6)]),
        ("2021-12-06 och 2021-12-21", [date(2021, 12, 6), date(2021, 12, 21)]),
        ("2021-13-45, 12021-12-06 och 2021-12-061", []),
        ("2021-13-45 och 2021-12-21", [date(2021, 12, 21)]),
        ("2021-12-٢١", []),
    ],
)
def test_dates(text: str, expected: list[date]) -> None:
    """Dates in figures are read, and what only looks like a date is not."""
    assert expected == list(dates(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("motsvarande två heltidsanställningar", ["2"]),
        ("Två Heltidstjänster", ["2"]),
        ("2 tjänster", ["2"]),
        ("2,00 årsanställningar", ["2.00"]),
        ("1.5 årsarbetare", ["1.5"]),
        ("1,50\u00a0årsanställningar", ["1.50"]),
        ("14,25 årsarbeten", ["14.25"]),
        ("en ombudstjänst", ["1"]),
        ("ett årsarbete", ["1"]),
        ("tolv hela tjänster", ["12"]),
        ("två nya tjänster", ["2"]),
        ("en och en halv tjänst", ["1.5"]),
        ("två och en halv heltider", ["2.5"]),
        ("en halv tjänst", ["0.5"]),
        ("två halvtidstjänster", ["1.0"]),
        ("en heltidstjänst och en halvtid", ["1", "0.5"]),
        ("en tjänsteskrivelse och två anställda", []),
        ("12021 tjänster och A2 tjänster", []),
        ("en tjänst på 75 procent", []),
        ("en tjänst på 75 %", []),
        ("två personliga ombud", []),
    ],
)
def test_posts(text: str, expected: list[str]) -> None:
    """Posts are read in words and figures, half posts count half, and percentages make the text unsure."""
    assert [Decimal(tal) for tal in expected] == posts(text)


@pytest.mark.parametrize("tal", ["1.00", "1.50", "2", "12.00", "13.00", "0.75", "14.00"])
def test_posts_are_read_as_they_are_derived(tal: str) -> None:
    """What the memo derives from the ansökan is read back as the same number."""
    assert [Decimal(tal)] == posts(derive.posts_in_words(Decimal(tal)))


def test_states_one_of_the_numbers_or_their_sum() -> None:
    """A text states a number when one of its posts, or all together, are that number."""
    text = "en heltidstjänst och en halvtidstjänst"
    assert [True, True, False] == [states(text, Decimal(tal)) for tal in ("1.50", "1", "2")]
    assert states(text, None, Decimal("0.5")) is True
    assert states("inga tal", Decimal(1)) is None


def test_sentences() -> None:
    """A text is split after full stops and at line ends."""
    assert ["Ett.", "Två!", "- tre", "fyra"] == sentences("Ett. Två!\n- tre\n\nfyra")
    assert [""] == sentences(None)
