"""The words of an årsrapport that tell its parts: the headings of its sections and the lines of its cover."""

from __future__ import annotations

import re
from typing import Final

from poreport.svenska import MANADER

__all__ = ["MONTH", "NUMBERED", "NUMBERED_AS_LIST", "OMBUD", "REPORT", "level_of", "section_of", "years_in"]

_BEFORE: Final = r"(?:\w+ ){0,3}"
_YEAR: Final = r"(?:,? under)?(?:,? \d{4})?"
_PATTERNS: Final = (
    ("sammanfattning", r"(?:kort )?sammanfattning(?: av .+)?|kort om .+|(?:\w+ )?i korthet|året som gått"),
    ("bakgrund", r"bakgrund(?: och .+)?|inledning|syfte(?: och .+)?|om personligt ombud"),
    ("bakgrund", r"vad är (?:ett )?personligt ombud\??|om (?:verksamheten|stödet|uppdraget|rapporten)"),
    ("bakgrund", r"uppdrag(?:et)?(?: och .+)?|regelverk(?:et)?|historik"),
    ("ledningsgrupp", rf"{_BEFORE}ledningsgrupp(?:en|er|erna)?(?: för .*)?"),
    (
        "organisation",
        rf"{_BEFORE}organisation(?:en)?(?: (?:av|och) .*)?|verksamheten{_YEAR}|bemanning|personal(?:en)?",
    ),
    ("organisation", r"(?:så|hur) .*organisera.*|(?:våra|de personliga) ombud(?:en)?|ombuden"),
    ("organisation", r"personligt ombud i .{3,40}"),
    (
        "forandringar",
        rf"förändring(?:ar)? (?:i|av) målgruppen{_YEAR}|förändringar|tendenser{_YEAR}|trender{_YEAR}",
    ),
    ("malgrupp", rf"(?:(?:redovisning av )?uppgifter om )?målgrupp(?:en)?{_YEAR}|resultat(?:et)?{_YEAR}"),
    ("malgrupp", r"vilka (?:fick|får|har fått|har) .*"),
    ("malgrupp", rf"antal (?:klienter|personer){_YEAR}"),
    ("malgrupp", rf"statistik{_YEAR}|(?:våra )?klienter(?:na)?{_YEAR}|(?:ålder|kön)(?:sfördelning)?{_YEAR}"),
    ("malgrupp", rf"(?:personer|klienter) med (?:hemmavarande )?barn{_YEAR}|kö och väntetid(?:er)?{_YEAR}"),
    ("kontaktorsaker", rf"(?:(?:de )?vanliga(?:ste)? )?kontakts?orsak(?:er|erna)?{_YEAR}"),
    (
        "kontaktorsaker",
        rf"(?:orsaker(?:na)?|skäl(?:en)?|anledningar(?:na)?) till (?:kontakt(?:en)?|att .+){_YEAR}",
    ),
    ("kontaktorsaker", r"vad .*(?:hjälp|stöd) (?:med|i|av)|vad klienterna .+"),
    ("kontaktorsaker", rf"orsak(?:er|erna)?{_YEAR}"),
    ("kontaktorsaker", r"varför .*(?:kontakt|söker|vänder).*"),
    ("kontaktorsaker", rf"(?:vanliga(?:ste)? )?orsaker(?:na)? till kontakt(?:en)?{_YEAR}"),
    (
        "brister.handlaggarniva",
        r"(?:brister|problem) (?:hos|bland|i kontakten med) (?:enskilda )?handläggar\w*",
    ),
    ("brister.lokal_niva", r"(?:brister|problem) lokalt|lokala (?:brister|problem)"),
    (
        "brister.central_niva",
        r"(?:brister|problem) (?:centralt|nationellt)|(?:centrala|nationella) (?:brister|problem)",
    ),
    ("brister.handlaggarniva", rf"{_BEFORE}(?:handläggar|individ)nivå|{_BEFORE}individuell nivå"),
    ("brister.lokal_niva", rf"{_BEFORE}lokal nivå"),
    ("brister.central_niva", rf"{_BEFORE}(?:central|nationell) nivå"),
    ("brister", rf"(?:\w+ ){{0,2}}(?:system)?brister(?: (?:i|inom|som|vi|ombuden) .+)?{_YEAR}"),
    (
        "atgarder",
        rf"(?:vidtagna |genomförda )?åtgärder(?: (?:och|som|för|mot) .+)?{_YEAR}",
    ),
    (
        "atgarder",
        rf"förbättrings\w+{_YEAR}|utvecklingsarbete{_YEAR}",
    ),
    ("atgarder", r"(?:det här|detta|så) har (?:vi |ombuden )?(?:gjort|gjorts|arbetat).*"),
    ("atgarder", r"förslag till (?:åtgärder|förbättring\w*|lösning\w*)"),
    (
        "atgarder",
        r"(?:vad|det) (?:som|vi|ombuden|kommunen|verksamheten) (?:har )?(?:gjort|gjorts|åtgärdat)\b.*",
    ),
    (
        "slutdiskussion",
        r"(?:slut)?diskussion|slutord|avslutning|slutsats(?:er)?|avslutande \w+|framtid(?:en)?",
    ),
    (
        "slutdiskussion",
        r"reflektion(?:er)?|till sist|slutligen|framåt(?:blick)?|(?:blick|vägen) framåt|slutkommentar(?:er)?",
    ),
    (
        "slutdiskussion",
        r"sammanfattande (?:slutsats(?:er)?|reflektion(?:er)?|diskussion|kommentar(?:er)?)",
    ),
    ("", rf"utbildning(?: och handledning)?{_YEAR}|handledning{_YEAR}|kompetensutveckling|samverkan|metod"),
    (
        "",
        rf"(?:corona|covid|pandemin)\S*(?: .*)?|jämställdhet\S*(?: .*)?|information|uppföljning{_YEAR}",
    ),
)
_SECTIONS: Final = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_LEVELS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("brister.handlaggarniva", r"handläggare|(?:på )?handläggarnivå|individnivå"),
        ("brister.lokal_niva", r"lokalt|lokala brister"),
        ("brister.central_niva", r"centralt|nationellt|centrala brister"),
    )
)
_YEARS: Final = re.compile(r"\b(20\d\d)\b")

MONTH: Final = rf"(?:{'|'.join(MANADER)})\s+20\d\d"
"""A month of a year, as a report says when it was published."""
REPORT: Final = re.compile(
    r"års?rapport|årsberättelse|verksamhetsberättelse|verksamhetsrapport|årsredovisning"
    r"|årsredogörelse|verksamhetsredogörelse",
    re.IGNORECASE,
)
"""What a report of a year is called."""
OMBUD: Final = re.compile(r"personlig(?:t|a) ombud", re.IGNORECASE)
NUMBERED: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2})\s+[A-ZÅÄÖ].*[^.,;:]")
"""A heading with its number; a number and a full stop begins a list."""
NUMBERED_AS_LIST: Final = re.compile(r"\d{1,2}\.\s+[A-ZÅÄÖ].*[^.,;:]")
"""A heading with a number as in a list, which it is only in a document whose headings have such numbers."""


def section_of(title: str) -> str | None:
    """The field of a section with this heading, or None."""
    return next((name for name, pattern in _SECTIONS if pattern.fullmatch(title.rstrip(" ?"))), None)


def level_of(title: str) -> str | None:
    """The field of the deficiencies under a short heading, which is one only among deficiencies."""
    return next((name for name, pattern in _LEVELS if pattern.fullmatch(title)), None)


def years_in(text: str) -> list[int]:
    """The years that a text names."""
    return [int(year) for year in _YEARS.findall(text)]
