"""Reading numbers, money, dates, years and yes/no as people write them.

Every reader returns a ``Tolkat`` and raises ``TolkningsFel``, nothing else, whatever it is given.
Values that are numbers or dates already (from JSON or TOML) are taken as they are; True and False
are never numbers.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from poreport.svenska.ordform import RAKNEORD
from poreport.svenska.skriva import MANADER, format_antal, format_arsanstallningar, format_datum
from poreport.svenska.tecken import DASHES, MINUS, Tolkat, Vantat, quote

_ANTAL: Final = Vantat("ett antal", "Skriv ett heltal, till exempel 67.")
_KRONOR: Final = Vantat("ett belopp", "Skriv hela kronor, till exempel 809 060.")
_ARSANSTALLNINGAR: Final = Vantat(
    "ett antal årsanställningar", "Skriv talet med två decimaler, till exempel 2,00."
)
_DATUM: Final = Vantat("ett datum", "Skriv år-månad-dag, till exempel 2021-12-06.")
_AR: Final = Vantat("ett år", "Skriv årtalet med fyra siffror, till exempel 2021.")
_JA_NEJ: Final = Vantat("ja eller nej", "Skriv ja eller nej.")

_NUMBER: Final = rf"([-–{MINUS}])?([0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]+)(?:([.,])([0-9]+))?"
_BAD_GROUPS: Final = rf"[-–{MINUS}]?[0-9]+(?: [0-9]+)+(?:[.,][0-9]+)?"
_POINT_GROUPS: Final = rf"([-–{MINUS}]?[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+)(,[0-9]+)?"
_LONGEST_TEXT: Final = 80
_MOST_DIGITS: Final = 15
_MOST_DECIMALS: Final = 2
_GROUP: Final = 3

_PIECES: Final = r"(?i) ?(?:st|stycken|personer|pers)?\.?$"
_CURRENCY_BEFORE: Final = r"(?i)^(?:kr|sek)\.? ?(?=[^a-zåäö])"
_CURRENCY_AFTER: Final = r"(?i) ?(?:kr|kronor|krona|sek|[:,][-–])?\.?$"
_THOUSANDS: Final = r"(?i)[0-9] ?(?:tkr|tsek|mkr|mnkr|msek|mn|tusen|miljon)"
_POSTS: Final = (
    r"(?i) ?(?:st|heltid|årsarbetare"
    r"|(?:hel|heltids|års|helårs|ombuds)?(?:tjänst(?:er)?|anställning(?:ar)?|arbeten?))?\.?$"
)
_IN_LETTERS: Final = {word: n for n, word in enumerate(RAKNEORD) if n} | {"ett": 1}

_DASH: Final = str.maketrans(dict.fromkeys(DASHES, "-"))
_IN_FIGURES: Final = (
    r"(?P<y>[1-9][0-9]{3})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})",
    r"(?P<y>[1-9][0-9]{3})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2}) (?P<y>[1-9][0-9]{3})",
    r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[1-9][0-9]{3})",
)
_IN_PROSE: Final = r"(?i)(?:den )?(?P<d>[0-9]{1,2})(?::[ae])? (?P<m>[a-z]+)\.?,? (?P<y>[1-9][0-9]{3})"
_MONTHS: Final = {name: n for n, full in enumerate(MANADER, 1) for name in (full, full[:3])} | {"sept": 9}

_YEAR: Final = r"(?i)(?:år(?:et)? )?([0-9]{4})(?: års?)?"
_YEARS: Final = range(1990, 2101)
_YES: Final = frozenset(("ja", "j", "x", "[x]", "yes", "true", "sant", "☒", "☑", "✓", "✔"))
_NO: Final = frozenset(("nej", "n", "no", "false", "falskt"))

_Number = tuple[str, str, str]
"""A number as written: the whole part with its sign, the decimal separator, the decimals."""


def parse_antal(value: object) -> Tolkat[int]:
    """Read a whole number: ”67”, ”67 st”, ”1 234” with any space, ”2,00”, ”−3”; with a remark ”tre”.

    Raises:
        TolkningsFel: Not a whole number, digits wrongly grouped, or more than 15 digits.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _whole(value, _ANTAL)
    text = _short(value, _ANTAL)
    bare = re.sub(_PIECES, "", text)
    if bare.lower() in _IN_LETTERS:
        return _remarked(_IN_LETTERS[bare.lower()], text, text)
    whole, _, decimals = _number(bare, value, _ANTAL)
    if decimals.strip("0"):
        raise _ANTAL.fel(value, "det ska vara ett heltal")
    return _remarked(int(whole), text, text)


def parse_kronor(value: object) -> Tolkat[int]:
    """Read an amount in whole kronor: ”809 060 kr”, ”809 060 kronor”, ”1.623.528”, ”809 060,00”.

    Raises:
        TolkningsFel: Not an amount, öre other than 00, tusental kronor, or digits wrongly grouped.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _whole(value, _KRONOR)
    text = _short(value, _KRONOR)
    if re.search(_THOUSANDS, text):
        raise _KRONOR.fel(value, "beloppet ska inte vara i tusental eller miljoner")
    bare = re.sub(_CURRENCY_AFTER, "", re.sub(_CURRENCY_BEFORE, "", text))
    points = re.fullmatch(_POINT_GROUPS, bare)
    plain = points[1].replace(".", "") + (points[2] or "") if points else bare
    whole, _, decimals = _number(plain, value, _KRONOR)
    if decimals.strip("0"):
        raise _KRONOR.fel(value, "öre ska inte anges")
    return _remarked(int(whole), bare, text)


def parse_arsanstallningar(value: object) -> Tolkat[Decimal]:
    """Read årsanställningar: ”14,00”; with a remark ”1,0”, ”2.00”, ”4,00 helårsanställningar”, ”två”.

    The exponent is kept as written: ”1,0” gives Decimal("1.0").

    Raises:
        TolkningsFel: Not a number, or more than two decimals.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Tolkat(_two_decimals(Decimal(str(value)), value))
    text = _short(value, _ARSANSTALLNINGAR)
    bare = re.sub(_POSTS, "", text)
    if bare.lower() in _IN_LETTERS:
        posts = Decimal(_IN_LETTERS[bare.lower()])
        return Tolkat(posts, f"läste {quote(text)} som {format_arsanstallningar(posts)}")
    whole, separator, decimals = _number(bare, value, _ARSANSTALLNINGAR)
    posts = Decimal(f"{whole}.{decimals}" if decimals else whole)
    if bare == text and separator == "," and len(decimals) == _MOST_DECIMALS:
        return Tolkat(posts)
    return Tolkat(posts, f"läste {quote(text)} som {format_arsanstallningar(posts)}")


def parse_datum(value: object) -> Tolkat[date]:
    """Read a date: ”2021-12-06”, ”6 december 2021”, ”den 6 dec. 2021”, ”20211206”, ”6/12 2021”.

    Other forms than the ISO form and Swedish prose are remarked on. ”6/12 2021” is 6 December.

    Raises:
        TolkningsFel: Not a date, a date without four-digit year, or one that does not exist.
    """
    if isinstance(value, date):
        return Tolkat(value.date() if isinstance(value, datetime) else value)
    text = _DATUM.text(value)
    line = text.translate(_DASH)
    prose = re.fullmatch(_IN_PROSE, line)
    match = prose or next(filter(None, (re.fullmatch(form, line) for form in _IN_FIGURES)), None)
    if match is None:
        raise _DATUM.fel(value)
    month = _MONTHS.get(match["m"].lower(), 0) if prose else int(match["m"])
    if prose and not month:
        raise _DATUM.fel(value, f"det finns ingen månad som heter {quote(match['m'])}")
    found = _existing(int(match["y"]), month, int(match["d"]), value)
    as_expected = text == format_datum(found) or (prose and match["m"].lower() in MANADER and ":" not in text)
    return Tolkat(found, None if as_expected else f"läste {quote(text)} som {format_datum(found)}")


def parse_ar(value: object) -> Tolkat[int]:
    """Read a year between 1990 and 2100: ”2021”, with a remark ”år 2021”.

    Raises:
        TolkningsFel: Not four digits, or another year.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _AR.text(value)
    match = re.fullmatch(_YEAR, text)
    if match is None:
        raise _AR.fel(value)
    year = int(match[1])
    if year not in _YEARS:
        raise _AR.fel(value, f"året ska ligga mellan {_YEARS[0]} och {_YEARS[-1]}")
    return Tolkat(year, None if text == match[1] else f"läste {quote(text)} som {year}")


def parse_ja_nej(value: object) -> Tolkat[bool]:
    """Read a yes or a no: ja, nej; with a remark ”x”, ”j”, ”n”, a ticked box, yes/no, true/false.

    An unmarked box is no answer, not a no, and is refused like any other text.

    Raises:
        TolkningsFel: Neither yes nor no.
    """
    if isinstance(value, bool):
        return Tolkat(value)
    text = _JA_NEJ.text(value)
    word = text.lower().rstrip(".!")
    if word not in _YES | _NO:
        raise _JA_NEJ.fel(value)
    answer = word in _YES
    expected = "ja" if answer else "nej"
    return Tolkat(answer, None if text.lower() == expected else f"läste {quote(text)} som {expected}")


def _short(value: object, expected: Vantat) -> str:
    """Return ``value`` as one line that is short enough to hold one number."""
    text = expected.text(value)
    if len(text) > _LONGEST_TEXT:
        raise expected.fel(value, "texten är för lång")
    return text


def _number(text: str, value: object, expected: Vantat) -> _Number:
    """Return the parts of the number ``text``; ``value`` is what stands in the messages."""
    match = re.fullmatch(_NUMBER, text)
    if match is None:
        bad_groups = re.fullmatch(_BAD_GROUPS, text)
        raise expected.fel(value, "tusental skrivs i grupper om tre siffror" if bad_groups else "")
    whole, decimals = match[2].replace(" ", ""), match[4] or ""
    if len(whole) > _MOST_DIGITS:
        raise expected.fel(value, "talet är för stort")
    if len(decimals) == _GROUP:  # is ”1.000” one, or a thousand?
        raise expected.fel(value, "tusental skrivs med mellanslag, och decimaler är högst två")
    if len(decimals) > _MOST_DECIMALS:
        raise expected.fel(value, "talet har fler än två decimaler")
    return f"-{whole}" if match[1] else whole, match[3] or "", decimals


def _whole(value: float | Decimal, expected: Vantat) -> Tolkat[int]:
    """Return a number that is one already, when it is whole."""
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or exact.adjusted() >= _MOST_DIGITS or exact != int(exact):
        raise expected.fel(value)
    return Tolkat(int(exact))


def _two_decimals(posts: Decimal, value: object) -> Decimal:
    exponent = posts.as_tuple().exponent
    if not isinstance(exponent, int) or posts.adjusted() >= _MOST_DIGITS:
        raise _ARSANSTALLNINGAR.fel(value)
    if exponent < -_MOST_DECIMALS:
        raise _ARSANSTALLNINGAR.fel(value, "talet har fler än två decimaler")
    return posts


def _remarked(number: int, bare: str, written: str) -> Tolkat[int]:
    """Return the number, with a remark when ``bare`` holds more than digits, spaces and sign."""
    plain = bare.replace(" ", "").translate(_DASH) == str(number)
    return Tolkat(number, None if plain else f"läste {quote(written)} som {format_antal(number)}")


def _existing(year: int, month: int, day: int, value: object) -> date:
    """Return the date, or refuse it with the reason why it does not exist."""
    if not 1 <= month <= len(MANADER):
        raise _DATUM.fel(value, f"det finns ingen månad med nummer {month}")
    try:
        return date(year, month, day)
    except ValueError:
        from calendar import monthrange

        days = monthrange(year, month)[1]
        raise _DATUM.fel(value, f"{MANADER[month - 1]} {year} har {days} dagar") from None
