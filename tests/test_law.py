"""Amounts and deadlines: each has its days, source and day of checking; what is unknown is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import forms, law
from poreport.lagrum import parse_lagrum
from poreport.law import Parameter, UnknownValueError, Value, deadline, parameter, parameters

BELOPP, REDOVISNING, ANSOKAN = "belopp_per_arsanstallning", "redovisning_senast", "ansokan_senast"
VALUES = [(name, value) for name in parameters() for value in parameter(name).values]


def test_parameters_are_listed() -> None:
    """The parameters are the amount for a full-time post and the two deadlines."""
    assert [ANSOKAN, BELOPP, REDOVISNING] == parameters()


@pytest.mark.parametrize("name", parameters())
def test_parameter_is_described(name: str) -> None:
    """Every parameter has a title, a unit and a place in the law that can be read."""
    p = parameter(name)
    assert p.title
    assert p.unit in {"kronor", "datum"}
    assert parse_lagrum(p.lagrum).paragraf is not None


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_value_has_source_and_day(name: str, value: Value) -> None:
    """Every value says where it comes from and when it was last checked, and has its days in order."""
    assert len(value.source) > len("källa"), name
    assert value.checked >= value.since
    assert value.until is None or value.since <= value.until


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_value_has_the_kind_of_its_unit(name: str, value: Value) -> None:
    """An amount is a positive number of kronor; a deadline gives a day in every year that it is in force."""
    if parameter(name).unit == "kronor":
        assert isinstance(value.value, int)
        assert 0 < value.value
    else:
        assert isinstance(deadline(name, value.since.year, value.lan)[0], date)


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_county_of_a_value_exists(name: str, value: Value) -> None:
    """A value of one county names it as the table of counties does."""
    assert value.lan in {None, *(rad["lan"] for rad in forms.counties().values())}, name


@pytest.mark.parametrize(("ar", "kronor"), [(2018, 302400), (2020, 402638), (2021, 404530), (2022, 405882)])
def test_known_amounts(ar: int, kronor: int) -> None:
    """The amounts that a source states are in force the whole of their year."""
    p = parameter(BELOPP)
    assert [kronor] * 3 == [p.at(date(ar, *dag)).value for dag in ((1, 1), (6, 30), (12, 31))]


@pytest.mark.parametrize("ar", [2013, 2019, 2023, 2024, 2026])
def test_unknown_amount_is_not_guessed(ar: int) -> None:
    """A year without a known amount raises, with a Swedish message that names what and which year."""
    with pytest.raises(
        UnknownValueError, match=f"Statsbidrag per årsanställning .* är inte känt för år {ar}"
    ):
        parameter(BELOPP).at(date(ar, 12, 31))


def test_unknown_parameter() -> None:
    """A parameter that does not exist raises, and the message lists those that do."""
    with pytest.raises(KeyError, match=r"”ranta” finns inte\. Kända: ansokan_senast, "):
        parameter("ranta")


def test_parameter_is_read_once() -> None:
    """A parameter is read from its file once: asking again gives the same object."""
    assert parameter(BELOPP) is parameter(BELOPP)


@pytest.mark.parametrize(
    ("name", "ar", "expected"),
    [
        (REDOVISNING, 2020, date(2021, 1, 15)),
        (REDOVISNING, 2014, date(2015, 1, 15)),
        (ANSOKAN, 2022, date(2022, 3, 1)),
        (ANSOKAN, 2017, date(2017, 3, 1)),
    ],
)
def test_deadlines(name: str, ar: int, expected: date) -> None:
    """The redovisning is due on 15 January of the next year, the ansökan on 1 March of its own."""
    dag, value = deadline(name, ar)
    assert expected == dag
    assert value.lan is None


def test_deadline_of_a_county() -> None:
    """A deadline that a county has set itself comes before the country's, in its year and county only."""
    assert date(2023, 1, 15) == deadline(ANSOKAN, 2023, "Stockholms län")[0]
    assert "Stockholms län" == deadline(ANSOKAN, 2023, "Stockholms län")[1].lan
    assert date(2023, 3, 1) == deadline(ANSOKAN, 2023, "Kalmar län")[0]
    assert date(2024, 3, 1) == deadline(ANSOKAN, 2024, "Stockholms län")[0]


@pytest.mark.parametrize(("name", "ar"), [(REDOVISNING, 2013), (ANSOKAN, 2016)])
def test_no_deadline_before_the_first(name: str, ar: int) -> None:
    """Before the first year of a deadline none is known."""
    with pytest.raises(UnknownValueError, match=f"är inte känt för år {ar}"):
        deadline(name, ar)


def test_amount_is_no_deadline() -> None:
    """Asking for the deadline of an amount raises instead of giving a day."""
    with pytest.raises(UnknownValueError, match="ingen frist"):
        deadline(BELOPP, 2020)


@given(st.integers(), st.sampled_from([REDOVISNING, ANSOKAN]))
def test_deadline_of_any_year(ar: int, name: str) -> None:
    """Whatever the year is, the answer is a day or that none is known."""
    try:
        dag, _ = deadline(name, ar)
    except UnknownValueError:
        return
    assert dag.year - ar in {0, 1}


def test_latest_value_wins() -> None:
    """When two values are in force on the same day, the one that began later is used."""

    def since(ar: int) -> Value:
        return Value(date(ar, 1, 1), None, ar, None, "källa", date(2026, 1, 1))

    p = Parameter("p", "P", "kronor", "2013:522 5 §", (since(2021), since(2020)))
    assert [2020, 2021] == [p.at(date(ar, 12, 31)).value for ar in (2020, 2022)]


def test_value_ends_on_its_last_day() -> None:
    """A value is in force on its first and its last day, and not on the days around them."""
    only = Value(date(2020, 2, 1), date(2020, 2, 3), 5, None, "källa", date(2026, 1, 1))
    p = law.Parameter("p", "P", "kronor", "2013:522 5 §", (only,))
    assert [5, 5] == [p.at(date(2020, 2, dag)).value for dag in (1, 3)]
    for dag in (date(2020, 1, 31), date(2020, 2, 4)):
        with pytest.raises(UnknownValueError):
            p.at(dag)
