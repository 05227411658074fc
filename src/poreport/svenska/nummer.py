"""Identifiers: telephone, postnummer, organisationsnummer, giro, e-mail, personnummer.

The ``format_`` functions return a text that they do not understand unchanged, since a wrong
document must be possible to write out; ``…_ok`` tells whether it is right.
"""

import re
from datetime import date
from typing import Final

from poreport.svenska.tecken import DASHES, NBSP, one_line

_SPACE_OR_DASH: Final = rf"[\s{DASHES}]+"
_PHONE: Final = rf"\+?[0-9 ().{DASHES}]+"

# Riktnummer of three digits (with the leading 0), incl. the mobile, freephone and nationwide series;
# 08 has two and every other riktnummer four. Source: Post- och telestyrelsens nummerplan.
_THREE_DIGITS: Final = "0(?:1[013689]|2[0136]|3[1356]|4[0246]|54|6[03]|7[023569]|90)"
_SUBSCRIBER: Final = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}
_LONGEST_PHONE: Final = 10

_ORGANISATION: Final = 10
_PLUSGIRO: Final = range(2, 9)
_BANKGIRO: Final = range(7, 9)

_PERSONNUMMER: Final = (
    r"(?<![0-9])(18|19|20)?([0-9]{2})([0-9]{2})([0-9]{2})"
    rf"[ {NBSP}]?[+{DASHES}]?[ {NBSP}]?([0-9]{{4}})(?![0-9])"
)
_SAMORDNING: Final = 60  # added to the day in a samordningsnummer


def digits_of(text: str) -> str:
    """Return the ASCII digits of a number written with spaces and dashes, or "" if it holds more."""
    bare = re.sub(_SPACE_OR_DASH, "", text)
    return bare if bare.isascii() and bare.isdigit() else ""


def luhn_ok(digits: str) -> bool:
    """Tell whether the last of the ASCII ``digits`` is their check digit (modulus 10)."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    odd = sum(map(int, digits[-1::-2]))
    even = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (odd + even) % 10 == 0


def organisation_digits(text: str) -> str:
    """Return the ten digits of an organisationsnummer, also when written with the century 16, or ""."""
    digits = digits_of(text)
    if len(digits) == _ORGANISATION + 2 and digits.startswith("16"):
        digits = digits[2:]
    return digits if len(digits) == _ORGANISATION else ""


def organisationsnummer_ok(text: str, *, kommun: bool = False) -> bool:
    """Tell whether this is an organisationsnummer, and with ``kommun`` one of a kommun or region.

    Ten digits, the third at least 2 (which sets it apart from a personnummer), check digit right;
    the first digit 2 is the group of stat, regioner and kommuner.
    """
    digits = organisation_digits(text)
    return luhn_ok(digits) and digits[2] >= "2" and (not kommun or digits[0] == "2")


def plusgiro_ok(text: str) -> bool:
    """Tell whether this is a plusgiro: two to eight digits of which the last is the check digit."""
    digits = digits_of(text)
    return len(digits) in _PLUSGIRO and luhn_ok(digits)


def bankgiro_ok(text: str) -> bool:
    """Tell whether this is a bankgiro: seven or eight digits of which the last is the check digit."""
    digits = digits_of(text)
    return len(digits) in _BANKGIRO and luhn_ok(digits)


def postnummer_ok(text: str) -> bool:
    """Tell whether this is a Swedish postnummer: five digits, the first not 0."""
    return re.fullmatch(r"[1-9][0-9]{2}\s?[0-9]{2}", text.strip()) is not None


def epost_ok(text: str) -> bool:
    """Tell whether this looks like one e-mail address: one @, no spaces, a domain with a point."""
    if re.search(r"[\s<>,;:\"()\[\]\\]", text):
        return False
    user, _, domain = text.partition("@")
    labels = domain.split(".")
    return (
        bool(user)
        and "@" not in domain
        and ".." not in f".{user}."
        and len(labels) > 1
        and len(labels[-1]) > 1
        and all(re.fullmatch(r"[^\W_]([\w-]*[^\W_])?", label) for label in labels)
    )


def telefon_ok(text: str) -> bool:
    """Tell whether this is one complete Swedish telephone number with its riktnummer."""
    return _split_phone(text) is not None


def format_telefon(text: str) -> str:
    """Return ”08-123 456 78”, ”0480-45 09 40”, ”070-947 88 30”; what is not understood, unchanged.

    A kommun with a house style of its own (”08-508 10 317”) prints the text as it stands instead.
    """
    parts = _split_phone(text)
    if parts is None:
        return text
    area, subscriber = parts
    groups, start = [], 0
    for length in _SUBSCRIBER[len(subscriber)]:
        groups.append(subscriber[start : start + length])
        start += length
    return f"{area}-{NBSP.join(groups)}"


def _split_phone(text: str) -> tuple[str, str] | None:
    """Return riktnummer and subscriber number, or None."""
    line = one_line(text)
    if not re.fullmatch(_PHONE, line):
        return None
    digits = re.sub(r"[^0-9+]", "", re.sub(r"\(0\)", "", line) if line.startswith(("+", "00")) else line)
    if digits.startswith(("+46", "0046")):
        digits = f"0{digits.partition('46')[2].lstrip('0')}"
    if not re.fullmatch("0[1-9][0-9]*", digits) or len(digits) > _LONGEST_PHONE:
        return None
    area = 2 if digits.startswith("08") else 3 if re.match(_THREE_DIGITS, digits) else 4
    return (digits[:area], digits[area:]) if len(digits) - area in _SUBSCRIBER else None


def format_postnummer(text: str) -> str:
    """Return ”391 28” with a no-break space; what is not five digits, unchanged."""
    digits = digits_of(text)
    return f"{digits[:3]}{NBSP}{digits[3:]}" if len(digits) == 5 else text  # noqa: PLR2004  five digits


def format_organisationsnummer(text: str) -> str:
    """Return ”212000-0746”; what is not an organisationsnummer in form, unchanged."""
    digits = organisation_digits(text)
    return f"{digits[:6]}-{digits[6:]}" if digits else text


def format_plusgiro(text: str) -> str:
    """Return ”24400-4”, ungrouped as kommuner write it; what is not two to eight digits, unchanged."""
    digits = digits_of(text)
    return f"{digits[:-1]}-{digits[-1]}" if len(digits) in _PLUSGIRO else text


def format_bankgiro(text: str) -> str:
    """Return ”123-4567” or ”5050-1055”; what is not seven or eight digits, unchanged."""
    digits = digits_of(text)
    return f"{digits[:-4]}-{digits[-4:]}" if len(digits) in _BANKGIRO else text


def find_personnummer(text: str) -> list[tuple[int, int]]:
    """Return the spans (start, end) of what looks like personnummer or samordningsnummer.

    YYMMDD-NNNN or YYYYMMDD-NNNN, also with plus, another dash, a space or nothing between; the date
    exists (day + 60 in a samordningsnummer) and the check digit is right. An organisationsnummer
    never matches, as its ”month” is at least 20. One in a hundred mobile numbers written without any
    separator does match, so a hit is for a person to look at and not proof.
    """
    return [match.span() for match in re.finditer(_PERSONNUMMER, text) if _is_person(*match.groups())]


def _is_person(century: str | None, year: str, month: str, day: str, number: str) -> bool:
    if not luhn_ok(year + month + day + number):
        return False
    day_of_month = int(day) - _SAMORDNING if int(day) > _SAMORDNING else int(day)
    # Without a century every leap day that 19YY or 20YY has counts; 2000 has all that 1900 has.
    try:
        date(int((century or "20") + year), int(month), day_of_month)
    except ValueError:
        return False
    return True
