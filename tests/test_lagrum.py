"""Places in the law: citing them, linking to them, reading them back, and which law is in force when."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport.lagrum import FORFATTNINGAR, Lagrum, format_paragraf, parse_lagrum

NBSP = "\u00a0"

numbers = st.integers(1, 99)
single = st.one_of(
    numbers.map(str), st.tuples(numbers, st.sampled_from("abc")).map(lambda it: f"{it[0]} {it[1]}")
)
several = st.tuples(single, st.sampled_from(["–", " och ", ", "]), single).map("".join)
chapters = st.one_of(st.none(), st.integers(1, 40))
laws = st.sampled_from(sorted(FORFATTNINGAR))
places = st.one_of(
    st.builds(Lagrum, laws),
    st.builds(Lagrum, laws, several, kapitel=chapters),
    st.builds(
        Lagrum,
        laws,
        single,
        st.one_of(st.none(), st.integers(1, 10)),
        st.one_of(st.none(), numbers),
        chapters,
    ),
)


def outcome(text: str) -> Lagrum | str:
    """Return the place that a text names, or the message that refuses it."""
    try:
        return parse_lagrum(text)
    except ValueError as error:
        return str(error)


@given(places)
def test_a_citation_is_read_back(place: Lagrum) -> None:
    """What str writes names exactly one place, and is read back as it."""
    assert place == parse_lagrum(str(place))


@given(places)
def test_the_compact_notation_is_read_back(place: Lagrum) -> None:
    """What kompakt writes is read back as the same place."""
    assert place == parse_lagrum(place.kompakt)


@given(st.one_of(st.text(), st.text("0123456789: §stpkap.–och()FLSFS", max_size=30)))
def test_other_text_is_refused_with_valueerror(text: str) -> None:
    """Whatever the text, the result is a place or a ValueError in Swedish."""
    assert isinstance(outcome(text), Lagrum | str)


@given(st.text("0123456789: §st", max_size=12).map("2013:522 {}".format))
def test_a_refused_place_says_what_to_write(text: str) -> None:
    """After a known statute, a place that cannot be read is told by an example or by the allowed range."""
    result = str(outcome(text))
    assert re.search(r"Skriv till exempel|Stycke ska vara|räknas från 1|förordningen \(2013:522\)$", result)


@pytest.mark.parametrize(
    ("place", "cited"),
    [
        (Lagrum("2013:522", 5, 2), "5_§ andra stycket förordningen (2013:522)"),
        (Lagrum("2013:522", 10, punkt=2), "10_§_2 förordningen (2013:522)"),
        (Lagrum("2013:522", 8, 2, 4), "8_§ andra stycket_4 förordningen (2013:522)"),
        (Lagrum("2013:522", "2-6"), "2–6_§§ förordningen (2013:522)"),
        (Lagrum("2013:522", "2–6 och 8"), "2–6 och_8_§§ förordningen (2013:522)"),
        (Lagrum("2013:522"), "förordningen (2013:522)"),
        (Lagrum("2017:900", "10a"), "10_a_§ förvaltningslagen (2017:900)"),
        (Lagrum("2009:400", 1, kapitel=26), "26_kap. 1_§ offentlighets- och sekretesslagen (2009:400)"),
        (Lagrum("2016:98", 2), "2_§ Socialstyrelsens föreskrifter (HSLF-FS_2016:98)"),
    ],
)
def test_citations(place: Lagrum, cited: str) -> None:
    """A place is cited as in official Swedish, with hard spaces (here _) round the paragraf sign."""
    assert cited.replace("_", NBSP) == str(place)


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (Lagrum("2013:522", 5, 2), "https://lagen.nu/2013:522#P5S2"),
        (Lagrum("2013:522", 8, 2, 4), "https://lagen.nu/2013:522#P8S2N4"),
        (Lagrum("2013:522", 10, punkt=2), "https://lagen.nu/2013:522#P10"),
        (Lagrum("2013:522", "2–6"), "https://lagen.nu/2013:522#P2"),
        (Lagrum("2017:900", "10 a"), "https://lagen.nu/2017:900#P10a"),
        (Lagrum("2009:400", 1, kapitel=26), "https://lagen.nu/2009:400#K26P1"),
        (Lagrum("2016:98", 2), "https://lagen.nu/hslf-fs/2016:98#P2"),
        (Lagrum("2013:522"), "https://lagen.nu/2013:522"),
    ],
)
def test_links(place: Lagrum, link: str) -> None:
    """A link leads to the stycke and punkt when both are known, else to the paragraf or the statute."""
    assert link == place.lank


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2013:522 5 § 2 st", Lagrum("2013:522", 5, 2)),
        ("5 § 2 st 2013:522", Lagrum("2013:522", 5, 2)),
        ("5 § 2 st. SFS 2013:522", Lagrum("2013:522", 5, 2)),
        ("10 § 2 2013:522", Lagrum("2013:522", 10, punkt=2)),
        ("SFS 2013:522 8 § punkt 4", Lagrum("2013:522", 8, punkt=4)),
        ("8§ p. 4 förordningen (2013:522)", Lagrum("2013:522", 8, punkt=4)),
        ("2013:522 2 - 6 §§", Lagrum("2013:522", "2–6")),
        ("26 kap. 1 § OSL", Lagrum("2009:400", 1, kapitel=26)),
        ("KL 6 kap 37 §", Lagrum("2017:725", 37, kapitel=6)),
        ("HSLF-FS 2016:98 2 §", Lagrum("2016:98", 2)),
        ("DOS-lagen", Lagrum("2018:1937")),
    ],
)
def test_notations(text: str, place: Lagrum) -> None:
    """The statute stands first or last, by number or abbreviation; stycke and punkt in usual spellings."""
    assert place == parse_lagrum(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1999:1 1 §", "Författningen ”1999:1” är okänd. Kända författningar: 2013:522, 2016:98"),
        ("12013:522 1 §", "nämner ingen författning"),
        ("5 § 2 st", "nämner ingen författning"),
        ("2013:522 femte paragrafen", "Kan inte läsa ”2013:522 femte paragrafen” som ett lagrum"),
        ("2013:522 5 § 11 st", "från 1 till 10"),
    ],
)
def test_what_is_no_place(text: str, why: str) -> None:
    """An unknown or missing statute, or a place that cannot be read, is refused in Swedish."""
    with pytest.raises(ValueError, match=why):
        parse_lagrum(text)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"forfattning": "2013:523"}, "Författningen ”2013:523” är okänd"),
        ({"forfattning": "2013:522", "stycke": 2}, "Ange paragraf"),
        ({"forfattning": "2013:522", "paragraf": "fem"}, "”fem” är ingen paragraf"),
        ({"forfattning": "2013:522", "paragraf": "2–6", "stycke": 1}, "en enda paragraf"),
        ({"forfattning": "2013:522", "paragraf": 5, "stycke": 0}, "från 1 till 10"),
        ({"forfattning": "2013:522", "paragraf": 5, "punkt": 0}, "räknas från 1"),
        ({"forfattning": "2009:400", "paragraf": 5, "kapitel": 0}, "räknas från 1"),
    ],
)
def test_parts_that_make_no_place(parts: dict[str, str | int], why: str) -> None:
    """A Lagrum cannot be made of parts that do not belong together."""
    with pytest.raises(ValueError, match=why):
        Lagrum(**parts)  # type: ignore[arg-type]  # the parts are mixed on purpose


@pytest.mark.parametrize(
    ("paragrafer", "written"),
    [(5, "5_§"), ("10 a", "10_a_§"), ("2-6", "2–6_§§"), ("2 – 6", "2–6_§§"), ("2, 4 och 6", "2, 4 och_6_§§")],
)
def test_paragrafer(paragrafer: str | int, written: str) -> None:
    """One paragraf takes §, several take §§, with a hard space (here _) before."""
    assert written.replace("_", NBSP) == format_paragraf(paragrafer)


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [("1986:223", "2017:900", date(2018, 7, 1)), ("2001:453", "2025:400", date(2025, 7, 1))],
)
def test_a_new_law_takes_over_the_day_the_old_one_is_repealed(old: str, new: str, day: date) -> None:
    """On its last day only the old law is in force, and the day after only the new one."""
    before = date.fromordinal(day.toordinal() - 1)
    assert (True, False) == (FORFATTNINGAR[old].galler(before), FORFATTNINGAR[old].galler(day))
    assert (False, True) == (FORFATTNINGAR[new].galler(before), FORFATTNINGAR[new].galler(day))


def test_a_law_without_a_known_first_day_counts_as_begun() -> None:
    """The day when HSLF-FS 2016:98 came into force is not known; it is stated as unknown, not guessed."""
    law = FORFATTNINGAR["2016:98"]
    assert law.i_kraft is None
    assert law.galler(date(2020, 1, 1))


def test_every_title_holds_its_number() -> None:
    """Each statute is listed under its number, which stands in its full title and in its citation."""
    for number, law in FORFATTNINGAR.items():
        assert number == law.nummer
        assert f"{number})" in law.titel
        assert f"{number})" in law.hanvisning
