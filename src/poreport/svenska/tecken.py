"""Characters, keys and the values that every tolerant reader returns or raises."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Generic, TypeVar

import attrs

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
EN_DASH: Final = "\u2013"

DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2212-"
"""What people type, or Word puts, for hyphen, dash and minus; for the end of a regex class ([…])."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Patterns are compiled at first use (``re`` keeps them), so that importing costs next to nothing.
_STRANGE_SPACE: Final = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_LINE_END: Final = "\r\n|[\r\u0085\u2028\u2029]"
_GREEK_OR_CYRILLIC: Final = "[\u0370-\u052f]"
_WORD: Final = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_BLANK: Final = rf"[\s{DASHES}]*"
_SEPARATORS: Final = rf"[\s_{DASHES}]+"
_LONGEST_QUOTE: Final = 60

# A sign with the shape of a Latin letter becomes that letter; д б в н т м к come in by sound, where
# a text has passed through optical reading or a language model (Självskaдебeteende).
_LATIN: Final = str.maketrans(
    "аеорсухіјѕԁһ" + "дбвнтмк" + "АВЕКМНОРСТУХІЈЅ" + "ДБ" + "αεικνορτυχ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdh" + "dbvntmk" + "ABEKMHOPCTYXIJS" + "DB" + "aeikvoptux" + "ABEZHIKMNOPTYX",
)
_FOLDED: Final = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e"})

T = TypeVar("T")


class TolkningsFel(ValueError):  # noqa: N818  the Swedish word for error ends the name
    """A text that cannot be read; the message says in Swedish what is wrong and what to write instead."""


@attrs.frozen
class Tolkat(Generic[T]):
    """What a tolerant reader made of a text.

    Attributes:
        varde: The value.
        anmarkning: A Swedish remark on what was normalised (”läste … som …”), or None when the
            text was written as expected.
    """

    varde: T
    anmarkning: str | None = None


@attrs.frozen
class Vantat:
    """What a reader expects, for its messages: ``namn`` ”ett antal”, ``hjalp`` ”Skriv ett heltal …”."""

    namn: str
    hjalp: str

    def fel(self, value: object, orsak: str = "") -> TolkningsFel:
        """Return the error for ``value``, with ``orsak`` as a Swedish clause on what is wrong with it."""
        why = f": {orsak}" if orsak else ""
        return TolkningsFel(f"Kan inte läsa {quote(value)} som {self.namn}{why}. {self.hjalp}")

    def text(self, value: object) -> str:
        """Return ``value`` as one clean line.

        Raises:
            TolkningsFel: It is blank, or no text.
        """
        if value is None or (isinstance(value, str) and is_blank(value)):
            raise TolkningsFel(f"Här saknas {self.namn}. {self.hjalp}")
        if not isinstance(value, str):
            raise self.fel(value)
        return one_line(value)


def quote(value: object) -> str:
    """Return ``value`` in Swedish quotation marks, on one line and cut after sixty characters."""
    text = str(value).lower() if isinstance(value, bool) else one_line(str(value))
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: _LONGEST_QUOTE + 1])
    return f"”{text}”" if len(text) <= _LONGEST_QUOTE else f"”{text[:_LONGEST_QUOTE]}…”"


def one_line(text: str) -> str:
    """Return ``text`` in NFC with every run of white space as one space and nothing invisible left."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def is_blank(text: str | None) -> bool:
    """Tell whether an answer says nothing: None, white space, or only dashes (”-”, ”–”, ”--”)."""
    if text is None:
        return True
    # Nearly every answer begins with a letter or a digit; then the rest of it need not be looked at.
    return not text[:1].isalnum() and re.fullmatch(_BLANK, text.translate(_INVISIBLE)) is not None


@lru_cache(maxsize=2048)
def fold(key: str) -> str:
    """Return the ASCII form of a data key: ”Hemmavarande barn” → ``hemmavarande_barn``.

    NFC, lower case, å ä → a, ö → o, é → e; a run of spaces and hyphens becomes one underscore.
    """
    text = unicodedata.normalize("NFC", key.lower()).translate(_FOLDED)
    return re.sub(_SEPARATORS, "_", text.strip())


def normalise_text(text: str) -> Tolkat[str]:
    """Return running text freed from what copying, Word and optical reading leave behind.

    NFC; no soft hyphens or zero-width signs; every kind of space is an ordinary one (tab and line
    feed stay, every other line end becomes line feed); Cyrillic and Greek look-alikes inside Latin
    words become Latin. The remark names the words whose letters were changed and says when hidden
    hyphens were removed; it is silent on spaces, line ends and composition, which nobody sees.
    """
    remarks: list[str] = []
    clean = re.sub(_LINE_END, "\n", re.sub(_STRANGE_SPACE, " ", text.translate(_INVISIBLE)))
    clean = unicodedata.normalize("NFC", clean)
    if "\u00ad" in text:
        remarks.append("tog bort mjuka bindestreck")
    if re.search(_GREEK_OR_CYRILLIC, clean):
        replaced: dict[str, None] = {}
        clean = re.sub(_WORD, lambda match: _latin_word(match[0], replaced), clean)
        clean = unicodedata.normalize("NFC", clean)
        if replaced:
            remarks.append(f"bytte främmande bokstäver mot latinska i {', '.join(map(quote, replaced))}")
    return Tolkat(clean, "; ".join(remarks) or None)


def _latin_word(word: str, replaced: dict[str, None]) -> str:
    """Return ``word`` with look-alikes as Latin letters, when at least half of it is Latin already."""
    foreign = sum("\u0370" <= sign <= "\u052f" for sign in word)
    if not foreign or 2 * foreign > len(word):
        return word
    latin = word.translate(_LATIN)
    if re.search(_GREEK_OR_CYRILLIC, latin):
        return word
    replaced[latin] = None
    return latin
