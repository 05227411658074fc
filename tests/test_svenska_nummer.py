"""Telephone, postnummer, organisationsnummer, giro, e-mail and personnummer: check, write, read, find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport import svenska
from poreport.svenska import NBSP, Tolkat, TolkningsFel

if TYPE_CHECKING:
    from collections.abc import Callable


def digit_text(shortest: int, longest: int) -> st.SearchStrategy[str]:
    """Return texts of so many ASCII digits."""
    return st.text("0123456789", min_size=shortest, max_size=longest)


def with_check_digit(digits: str) -> str:
    """Return digits with the check digit that makes them right."""
    return next(digits + last for last in "0123456789" if svenska.luhn_ok(digits + last))


# Check digits


@given(digit_text(1, 12))
def test_exactly_one_check_digit_is_right(digits: str) -> None:
    """Of the ten possible check digits exactly one is right."""
    assert 1 == sum(svenska.luhn_ok(digits + last) for last in "0123456789")


@pytest.mark.parametrize("text", ["", "12a", "²", "٣"])
def test_only_ascii_digits_have_a_check_digit(text: str) -> None:
    """What is not ASCII digits is never right."""
    assert not svenska.luhn_ok(text)


@pytest.mark.parametrize(
    ("text", "right", "kommun"),
    [
        ("212000-0746", True, True),
        ("2120000746", True, True),
        ("162120000746", True, True),
        ("556036-0793", True, False),
        ("212000-0747", False, False),
        ("811218-9876", False, False),
        ("212000-074", False, False),
        ("", False, False),
    ],
)
def test_organisationsnummer(text: str, right: bool, kommun: bool) -> None:  # noqa: FBT001  parameters of the case
    """Ten digits with a right check digit and a third digit of at least 2; a kommun begins with 2."""
    assert right == svenska.organisationsnummer_ok(text)
    assert kommun == svenska.organisationsnummer_ok(text, kommun=True)


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (
            svenska.plusgiro_ok,
            ["24400-4", "855102-0", "85 51 02-0", "18"],
            ["24400-5", "8", "123456789", "x"],
        ),
        (svenska.bankgiro_ok, ["5050-1055", "50501055", "991-2346"], ["5050-1056", "24400-4", ""]),
        (
            svenska.postnummer_ok,
            ["391 28", "39128", f"391{NBSP}28"],
            ["091 28", "3912", "391 288", "39 128", "٣٩١٢٨"],
        ),
        (
            svenska.epost_ok,
            ["epost@example.se", "A.B-c@sub.example.se", "epost@räksmörgås.se"],
            [
                "epost",
                "a@b",
                "a@@b.se",
                "a@b@c.se",
                "a b@c.se",
                ".a@b.se",
                "a..b@c.se",
                "a@-b.se",
                "a@b..se",
                "@b.se",
            ],
        ),
        (
            svenska.telefon_ok,
            ["0480-45 09 40", "08-123 456 78", "+46 70 947 88 30", "010-123 45 67"],
            ["45 09 40", "0480-45 09 40 ankn 12", "112", "+47 22 33 44 55", "0480-4509401", ""],
        ),
    ],
)
def test_right_and_wrong_identifiers(
    check: Callable[[str], bool], right: list[str], wrong: list[str]
) -> None:
    """Each check accepts the usual spellings of a right number and nothing else."""
    assert [] == [text for text in right if not check(text)]
    assert [] == [text for text in wrong if check(text)]


# Telephone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0480-450940", "0480-45 09 40"),
        ("0480 – 45 00 00", "0480-45 00 00"),
        ("0480-12345", "0480-123 45"),
        ("08- 5782 94 91", "08-578 294 91"),
        ("08-508 10 317", "08-508 103 17"),
        ("08-1234567", "08-123 45 67"),
        ("08-123456", "08-12 34 56"),
        ("(040) 34 10 00", "040-34 10 00"),
        ("0101234567", "010-123 45 67"),
        ("0709478830", "070-947 88 30"),
        ("+46709478830", "070-947 88 30"),
        ("+46 (0)480 45 09 40", "0480-45 09 40"),
        ("0046 8 123 456 78", "08-123 456 78"),
    ],
)
def test_telephone_numbers(text: str, expected: str) -> None:
    """A hyphen follows riktnummer; the rest stands in groups of two and three with no-break spaces."""
    assert expected.replace(" ", NBSP) == svenska.format_telefon(text)


@given(st.text())
def test_what_is_no_telephone_number_is_left_alone(text: str) -> None:
    """A text that is not understood as a number is written unchanged."""
    assert svenska.telefon_ok(text) or text == svenska.format_telefon(text)


@given(st.sampled_from(["08", "010", "0480", "070", "0771"]), digit_text(5, 8))
def test_a_written_telephone_number_is_right_and_stays(area: str, subscriber: str) -> None:
    """Writing is stable, keeps the digits, and what it writes is read back without a remark on the digits."""
    written = svenska.format_telefon(area + subscriber)
    assert written == svenska.format_telefon(written)
    assert area + subscriber == written.replace("-", "").replace(NBSP, "")
    assert written.replace(NBSP, " ") == svenska.parse_telefon(written).varde


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0480 – 45 00 00", "0480-45 00 00"),
        ("08- 5782 94 91", "08-5782 94 91"),
        ("0480-45 00 00", "0480-45 00 00"),
        ("växel 0480–45 00 00, ankn. 12", "växel 0480-45 00 00, ankn. 12"),
        ("kontaktcenter", "kontaktcenter"),
    ],
)
def test_reading_a_telephone_number_keeps_its_text(text: str, value: str) -> None:
    """Only white space and the first dash are normalised, with a remark; grouping and words stay."""
    remark = None if text == value else f"läste ”{text}” som {value}"
    assert Tolkat(value, remark) == svenska.parse_telefon(text)


# Postnummer, organisationsnummer, giro, e-mail


@given(digit_text(5, 5))
def test_postnummer_are_read_back_as_written(digits: str) -> None:
    """What format_postnummer writes is read as three digits, space, two digits."""
    assert Tolkat(f"{digits[:3]} {digits[3:]}") == svenska.parse_postnummer(svenska.format_postnummer(digits))


@given(digit_text(10, 10))
def test_organisationsnummer_are_read_back_as_written(digits: str) -> None:
    """What format_organisationsnummer writes is read back, also when its check digit is wrong."""
    expected = f"{digits[:6]}-{digits[6:]}"
    assert Tolkat(expected) == svenska.parse_organisationsnummer(svenska.format_organisationsnummer(digits))


@given(digit_text(2, 8))
def test_plusgiro_are_read_back_as_written(digits: str) -> None:
    """What format_plusgiro writes is read back, in a field of its own and in a field for either giro."""
    written = svenska.format_plusgiro(digits)
    assert Tolkat(written) == svenska.parse_plusgiro(written)
    assert Tolkat(("plusgiro", written)) == svenska.parse_giro(written)


@given(digit_text(7, 8))
def test_bankgiro_are_read_back_as_written(digits: str) -> None:
    """What format_bankgiro writes is read back, in a field of its own and in a field for either giro."""
    written = svenska.format_bankgiro(digits)
    assert Tolkat(written) == svenska.parse_bankgiro(written)
    assert Tolkat(("bankgiro", written)) == svenska.parse_giro(written)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (svenska.parse_postnummer, "39128", "391 28"),
        (svenska.parse_postnummer, "SE-391 28", "391 28"),
        (svenska.parse_postnummer, "S 391 28", "391 28"),
        (svenska.parse_organisationsnummer, "2120000746", "212000-0746"),
        (svenska.parse_organisationsnummer, "16212000-0746", "212000-0746"),
        (svenska.parse_organisationsnummer, "212000–0746", "212000-0746"),
        (svenska.parse_plusgiro, "85 51 02-0", "855102-0"),
        (svenska.parse_plusgiro, "8551020", "855102-0"),
        (svenska.parse_plusgiro, "PG 85 51 02 - 0", "855102-0"),
        (svenska.parse_bankgiro, "50501055", "5050-1055"),
        (svenska.parse_bankgiro, "Bankgiro: 5050 – 1055", "5050-1055"),
        (svenska.parse_giro, "PG 8551020", ("plusgiro", "855102-0")),
        (svenska.parse_giro, "bg 50501055", ("bankgiro", "5050-1055")),
        (svenska.parse_epost, "a-b.c- d@x.se", "a-b.cd@x.se"),
        (svenska.parse_epost, "<mailto:epost@example.se>", "epost@example.se"),
    ],
)
def test_identifiers_with_a_remark(parse: Callable[[str], Tolkat[object]], text: str, value: object) -> None:
    """Another spelling is read to the canonical one, and the remark shows both."""
    shown = value[1] if isinstance(value, tuple) else value
    assert Tolkat(value, f"läste ”{text}” som {shown}") == parse(text)


def test_a_prefix_needs_no_remark() -> None:
    """PG or BG before a number that is otherwise right says only which giro it is."""
    assert Tolkat("855102-0") == svenska.parse_plusgiro("PG 855102-0")
    assert Tolkat(("bankgiro", "123-4567")) == svenska.parse_giro("BG 123-4567")


def test_a_number_from_json_is_read_as_its_digits() -> None:
    """A postnummer or organisationsnummer that JSON holds as a number is read from its digits."""
    assert "391 28" == svenska.parse_postnummer(39128).varde
    assert "212000-0746" == svenska.parse_organisationsnummer(2120000746).varde


def test_capitals_in_an_address_stay() -> None:
    """An e-mail address keeps its capitals."""
    assert Tolkat("Epost@Example.se") == svenska.parse_epost("Epost@Example.se")


@pytest.mark.parametrize(
    ("parse", "text", "why"),
    [
        (svenska.parse_postnummer, "391 2", "Skriv fem siffror, till exempel 391 28"),
        (svenska.parse_postnummer, "391 28 Kalmar", "Skriv fem siffror"),
        (svenska.parse_organisationsnummer, "212000-074", "Skriv tio siffror, till exempel 212000-0746"),
        (svenska.parse_plusgiro, "5050-1055", "plusgiro har en siffra efter bindestrecket"),
        (svenska.parse_plusgiro, "BG 24400-4", "det står ”BG”"),
        (svenska.parse_bankgiro, "505010-55", "bankgiro har fyra siffror efter bindestrecket"),
        (svenska.parse_bankgiro, "24400-4", "Skriv numret med bindestreck, till exempel 5050-1055"),
        (svenska.parse_plusgiro, "se bilaga", "Skriv numret med bindestreck, till exempel 24400-4"),
        (svenska.parse_giro, "244004", "utan bindestreck går det inte att veta vilket av dem det är"),
        (svenska.parse_giro, "se bilaga", "plusgiro 24400-4 eller bankgiro 5050-1055"),
        (svenska.parse_epost, "a b@x.se", "Skriv en adress, till exempel epost@example.se"),
    ],
)
def test_what_is_no_identifier(parse: Callable[[str], object], text: str, why: str) -> None:
    """The message says what is wrong or what to write."""
    with pytest.raises(TolkningsFel, match=why):
        parse(text)


@pytest.mark.parametrize(
    "write",
    [
        svenska.format_postnummer,
        svenska.format_organisationsnummer,
        svenska.format_plusgiro,
        svenska.format_bankgiro,
    ],
)
def test_what_is_not_understood_is_written_unchanged(write: Callable[[str], str]) -> None:
    """A wrong document can be written out as it is."""
    assert "se bilaga" == write("se bilaga")


def test_the_examples_in_messages_are_right() -> None:
    """The organisationsnummer and giro numbers that messages show as examples have right check digits."""
    assert svenska.organisationsnummer_ok("212000-0746", kommun=True)
    assert svenska.plusgiro_ok("24400-4")
    assert svenska.bankgiro_ok("5050-1055")


# Personnummer. 811218-9876 is the example that the authorities print; the others are made from it.

PERSON = with_check_digit("811218987")


@pytest.mark.parametrize(
    "text",
    [
        f"{PERSON[:6]}-{PERSON[6:]}",
        f"{PERSON[:6]}+{PERSON[6:]}",
        f"{PERSON[:6]}–{PERSON[6:]}",
        f"{PERSON[:6]} - {PERSON[6:]}",
        f"19{PERSON[:6]}-{PERSON[6:]}",
        f"20{PERSON}",
        PERSON,
        with_check_digit("811278987"),
        with_check_digit("000229987"),
        with_check_digit("040229987"),
    ],
)
def test_personnummer_are_found(text: str) -> None:
    """A personnummer or samordningsnummer is found in every spelling, with its place in the text."""
    sentence = f"Klienten ({text}) har fått stöd."
    assert [(10, 10 + len(text))] == svenska.find_personnummer(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "212000-0746",
        "16212000-0746",
        with_check_digit("811318987"),
        with_check_digit("810229987"),
        with_check_digit("811200987"),
        with_check_digit("811292987"),
        PERSON[:-1] + str((int(PERSON[-1]) + 1) % 10),
        f"1{PERSON}",
        f"{PERSON}1",
        "2021-12-06",
        "0480-45 09 40",
        "5050-1055",
    ],
)
def test_what_is_no_personnummer(text: str) -> None:
    """Organisationsnummer, dates that do not exist, wrong check digits and other numbers are not found."""
    assert [] == svenska.find_personnummer(f"Nummer {text}.")


def test_several_personnummer_in_one_text() -> None:
    """Every one of several is found, in order."""
    text = f"{PERSON}, {PERSON[:6]}-{PERSON[6:]}"
    assert [(0, 10), (12, 23)] == svenska.find_personnummer(text)


@given(st.text(), st.text("0123456789-+ ", max_size=40))
def test_spans_lie_in_the_text(before: str, digits: str) -> None:
    """Every span found begins and ends with a digit and holds ten or twelve of them."""
    text = before + digits
    for start, end in svenska.find_personnummer(text):
        found = [sign for sign in text[start:end] if sign.isdigit()]
        assert len(found) in {10, 12}
        assert text[start].isdigit()
        assert text[end - 1].isdigit()
