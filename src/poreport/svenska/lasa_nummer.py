"""Reading identifiers as people write them, to one canonical spelling.

Form only: a wrong check digit is read, since the document that holds it must be possible to read and
check; ``…_ok`` in ``nummer`` tells. Canonical spellings have ordinary spaces.
"""

import re
from typing import Final, Literal

from poreport.svenska.nummer import (
    digits_of,
    epost_ok,
    format_bankgiro,
    format_organisationsnummer,
    format_plusgiro,
    organisation_digits,
)
from poreport.svenska.tecken import DASHES, Tolkat, Vantat, quote

Giroslag = Literal["plusgiro", "bankgiro"]

_POSTNUMMER: Final = Vantat("ett postnummer", "Skriv fem siffror, till exempel 391 28.")
_TELEFON: Final = Vantat("ett telefonnummer", "Skriv numret med riktnummer, till exempel 0480-12 34 56.")
_EPOST: Final = Vantat("en e-postadress", "Skriv en adress, till exempel epost@example.se.")
_ORGANISATION: Final = Vantat("ett organisationsnummer", "Skriv tio siffror, till exempel 212000-0746.")
_PLUSGIRO: Final = Vantat("ett plusgiro", "Skriv numret med bindestreck, till exempel 24400-4.")
_BANKGIRO: Final = Vantat("ett bankgiro", "Skriv numret med bindestreck, till exempel 5050-1055.")
_GIRO: Final = Vantat(
    "ett plusgiro eller bankgiro", "Skriv till exempel plusgiro 24400-4 eller bankgiro 5050-1055."
)

_POSTAL: Final = rf"(?i:SE?[ {DASHES}]*)?([0-9]{{3}}) ?([0-9]{{2}})"
_DASH_IN_NUMBER: Final = rf"(?<=[0-9]) ?[{DASHES}] ?(?=[0-9])"
_AFTER_HYPHEN: Final = {"plusgiro": "en siffra", "bankgiro": "fyra siffror"}
_GIRO_FORM: Final = (
    r"(?i:(?P<slag>pg|bg|plusgiro|bankgiro)(?:nr|nummer)?[.:]? ?)?"
    rf"(?P<fore>[0-9][0-9 ]*)(?: ?[{DASHES}] ?(?P<efter>[0-9]+))?"
)


def parse_postnummer(value: object) -> Tolkat[str]:
    """Read a postnummer to ”391 28”, from ”391 28”, ”39128” or ”SE-391 28”.

    Raises:
        TolkningsFel: Not five digits.
    """
    text = _POSTNUMMER.text(_as_text(value))
    match = re.fullmatch(_POSTAL, text)
    if match is None:
        raise _POSTNUMMER.fel(value)
    return _remarked(f"{match[1]} {match[2]}", text)


def parse_telefon(value: object) -> Tolkat[str]:
    """Read a telephone number: ”0480 – 45 00 00” to ”0480-45 00 00”; other text is kept.

    Raises:
        TolkningsFel: There is no text.
    """
    text = _TELEFON.text(_as_text(value))
    return _remarked(re.sub(_DASH_IN_NUMBER, "-", text, count=1), text)


def parse_epost(value: object) -> Tolkat[str]:
    """Read an e-mail address; a hyphen that a line break left in it (”c- d@x.se”) goes.

    Capitals are kept as written.

    Raises:
        TolkningsFel: Not one e-mail address.
    """
    text = _EPOST.text(value)
    address = text.replace("- ", "").strip("<>").removeprefix("mailto:")
    if not epost_ok(address):
        raise _EPOST.fel(value)
    return _remarked(address, text)


def parse_organisationsnummer(value: object) -> Tolkat[str]:
    """Read an organisationsnummer to ”212000-0746”, with or without hyphen or the century 16.

    Raises:
        TolkningsFel: Not ten digits.
    """
    text = _ORGANISATION.text(_as_text(value))
    if not organisation_digits(text):
        raise _ORGANISATION.fel(value)
    return _remarked(format_organisationsnummer(text), text)


def parse_plusgiro(value: object) -> Tolkat[str]:
    """Read a plusgiro to ”855102-0”, from ”PG 855102-0”, ”85 51 02-0” or ”8551020”.

    Raises:
        TolkningsFel: Not two to eight digits, a hyphen before another than the last, or a bankgiro.
    """
    return _read_giro(value, "plusgiro", _PLUSGIRO)


def parse_bankgiro(value: object) -> Tolkat[str]:
    """Read a bankgiro to ”5050-1055”, from ”BG 5050-1055” or ”50501055”.

    Raises:
        TolkningsFel: Not seven or eight digits, a hyphen before others than the last four, or a plusgiro.
    """
    return _read_giro(value, "bankgiro", _BANKGIRO)


def parse_giro(value: object) -> Tolkat[tuple[Giroslag, str]]:
    """Read a field for either giro: (”plusgiro”, ”24400-4”) or (”bankgiro”, ”5050-1055”).

    PG or BG before the number decides, else the hyphen: one digit after it is a plusgiro, four a
    bankgiro.

    Raises:
        TolkningsFel: Neither, or digits alone, which may be either.
    """
    text = _GIRO.text(_as_text(value))
    match = re.fullmatch(_GIRO_FORM, text)
    if match is None:
        raise _GIRO.fel(value)
    if not match["slag"] and not match["efter"]:
        raise _GIRO.fel(value, "utan bindestreck går det inte att veta vilket av dem det är")
    slag = _giro_kind(match)
    number = parse_plusgiro(text) if slag == "plusgiro" else parse_bankgiro(text)
    return Tolkat((slag, number.varde), number.anmarkning)


def _giro_kind(match: re.Match[str]) -> Giroslag:
    if match["slag"]:
        return "plusgiro" if match["slag"].lower().startswith("p") else "bankgiro"
    return "plusgiro" if len(match["efter"]) == 1 else "bankgiro"


def _read_giro(value: object, slag: Giroslag, expected: Vantat) -> Tolkat[str]:
    text = expected.text(_as_text(value))
    match = re.fullmatch(_GIRO_FORM, text)
    if match is None:
        raise expected.fel(value)
    if match["slag"] and _giro_kind(match) != slag:
        raise expected.fel(value, f"det står {quote(match['slag'])}")
    digits = digits_of(match["fore"] + (match["efter"] or ""))
    written = format_plusgiro(digits) if slag == "plusgiro" else format_bankgiro(digits)
    last = written.partition("-")[2]
    if not last:
        raise expected.fel(value)
    if match["efter"] and match["efter"] != last:
        raise expected.fel(value, f"{slag} har {_AFTER_HYPHEN[slag]} efter bindestrecket")
    bare = text[match.start("fore") :]
    return Tolkat(written, None if bare == written else f"läste {quote(text)} som {written}")


def _as_text(value: object) -> object:
    """Return a number from JSON as its digits; everything else is for the reader to judge."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _remarked(canonical: str, text: str) -> Tolkat[str]:
    return Tolkat(canonical, None if canonical == text else f"läste {quote(text)} som {canonical}")
