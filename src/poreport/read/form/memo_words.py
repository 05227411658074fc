"""The words of a tjänsteskrivelse that tell its parts: its titles, and the headings of its sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = [
    "DECIDES",
    "RENDERED",
    "begins_decisions",
    "is_protocol_title",
    "section_by_stem",
    "section_of",
    "title_of",
]

RENDERED: Final[Mapping[str, str]] = {
    "beslut": "Förslag till beslut",
    "sammanfattning": "Sammanfattning",
    "bakgrund": "Bakgrund",
    "bedomning": "Bedömning",
    "ekonomi": "Ekonomiska konsekvenser",
    "barn": "Konsekvenser för barn",
    "bilagor": "Bilagor",
    "skickas_till": "Beslutet skickas till",
}
"""The heading that a section has in our own documents."""

_ACTOR: Final = (
    r"(?:(?:\S+ och )?\S*(?:förvaltning|kontor|nämnd|avdelning|ledning|styrelse|direktör|chef)(?:en|et)?s )?"
)
_SENT: Final = r"(?:ska )?(?:skickas|sändas?|sänds|anmäls|delges|expedieras|meddelas|tillställs)(?: till)?"
_BOARD: Final = r"(?:\S+ och )?\w*nämnd(?:en)?"
_PATTERNS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "beslut",
        (
            rf"{_ACTOR}förslag(?:et)?(?: till (?:\w+ )?\w*beslut\w*| till {_BOARD})?(?:,? (?:i )?{_BOARD})?",
            rf"beslutsförslag|beslut|\S*nämndens beslut|{_BOARD} (?:föreslås )?(?:beslutar|besluta)",
        ),
    ),
    (
        "sammanfattning",
        (
            r"(?:kort )?sammanfattning(?: av ärendet)?|sammanfattande .+",
            r"(?:ärendet? )?i korthet|ärendebeskrivning",
        ),
    ),
    (
        "bakgrund",
        (
            r"(?:ärendets? )?bakgrund(?: (?:och|till) .+)?|ärendets (?:beredning|handläggning|gång)",
            r"ärendet?|beskrivning|(?:beskrivning av|redogörelse för|information om|om) ärendet",
            r"ärendet i (?:sin )?helhet|ärendets innehåll|nuläge(?:sbeskrivning)?|historik|förutsättningar",
        ),
    ),
    (
        "bedomning",
        (
            rf"{_ACTOR}(?:bedömning(?:ar)?|yttrande|synpunkter)(?: (?:och|av|till|från) .+)?",
            rf"{_ACTOR}(?:överväganden?|ställningstaganden?)(?: (?:och|av|till) .+)?",
            rf"{_ACTOR}(?:ståndpunkt|analys|kommentar(?:er)?|slutsats(?:er)?|motivering)(?: (?:och|av) .+)?",
            r"besluts?motivering|motivering till .+|skäl(?:en)? (?:för|till) (?:beslutet|förslaget)",
            r"(?:samlad|övergripande|slutlig|förvaltningens samlade) bedömning",
        ),
    ),
    (
        "ekonomi",
        (
            r"ekonomi|ekonomisk(?:a|t)? .+|ekonomi och .+|bedömning ur ekonomisk dimension",
            r"påverkan på \S*ekonomin?|finansiering|kostnader(?: och .+)?|budget(?: och .+)?",
            r"(?:konsekvenser )?för (?:kommunens )?ekonomin?|kostnadsbedömning|finansiella .+",
        ),
    ),
    (
        "barn",
        (
            r"barn(?:ets|konsekvens|rätts|perspektiv|konvention|analys)\S*(?: .+)?",
            r"barn och (?:unga|ungdomar)|jämställdhet och barnperspektiv(?:et)?",
            r"(?:(?:ärendet|beslutet|förslaget) )?(?:ur|utifrån|i) .*\bbarn.*",
            r"(?:konsekvens|perspektiv|påverkan|prövning|beaktande|analys|bedömning|hänsyn)\S* .*\bbarn.*",
        ),
    ),
    (
        "bilagor",
        (
            r"bilag(?:a|or)(?: \d| till .+)?|beslutsunderlag|beslutshandlingar",
            r"handlingar(?: i ärendet)?|ärendets handlingar|bifogade (?:handlingar|bilagor|dokument)",
            r"bilageförteckning|följande (?:handlingar|bilagor) .+|förteckning över (?:handlingar|bilagor)",
            r"underlag(?: (?:för|till) beslut(?:et)?)?",
        ),
    ),
    (
        "undertecknare",
        (
            r"underskrift(?:er)?|undertecknare|undertecknas av|undertecknat av",
            r"(?:ärendet har )?handlagt?s? av|(?:deltagit i|vid) handläggningen(?: har .+)?",
        ),
    ),
    (
        "skickas_till",
        (
            rf"(?:(?:beslut(?:et)?|protokoll(?:et|sutdrag(?:et)?)?|utdrag(?:et)?|paragrafen) )?{_SENT}",
            r"expediering|delgivning|expedieringskrets|sändlista|kopia(?: till)?",
            r"för (?:kännedom|åtgärd|verkställighet|vidare hantering)(?: till)?|distribution",
            r"beslut(?:et)? till|beslutsexpediering|beslutsmottagare|mottagare av beslut(?:et)?",
        ),
    ),
    (
        "",
        (
            r"jämställdhet\S*|jämställdhets\S+ .+|konsekvens\S* .+|bedömning ur \S+ dimension",
            r"beredning|föredragning|samverkan|samråd|uppföljning(?: och \S+)?|tidsplan|tidplan",
            r"kommunala mål|juridisk\S* .+|miljö\S*(?: .+)?|agenda 2030|information/förhandling .+",
            r"facklig\S* \S+|mbl(?: .+)?|lagstiftning|gällande rätt|riskanalys",
            r"risker|lagrum|jäv|rättslig\S* .+",
            r"hållbar\S*(?: .+)?|konsekvenser|konsekvensanalys|inom kommunen|folkhälsa\S*|koppling till .+",
            r"klimat\S*(?: .+)?|tillgänglighet\S*|kommunikation\S*|måluppfyllelse|omedelbar justering",
        ),
    ),
)
_SECTIONS: Final = tuple(
    (name, re.compile("|".join(patterns), re.IGNORECASE)) for name, patterns in _PATTERNS
)
_STEMS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("skickas_till", r"skicka|sänd(?:as|s)\b|delge|expedier|kännedom"),
        ("barn", r"\bbarn"),
        ("ekonomi", r"ekonomi|kostnad|\bkosta|finansiering|budget"),
        ("bilagor", r"bilag|underlag|handlingar\b"),
        ("sammanfattning", r"sammanfatt|korthet"),
        ("bedomning", r"bedömning|överväg|yttrande|synpunkt|ställningstag|motivering|^varför\b|\bskäl"),
        ("bakgrund", r"bakgrund|ärendet\b"),
    )
)
_TITLES: Final = re.compile(
    r"(tjänsteskrivelse|tjänsteutlåtande|tjänste(?:manna)?yttrande|tjänstemannaskrivelse|nämndskrivelse"
    r"|beslutsunderlag|beslutsförslag|missiv)\b[ :–-]*(.*)",
    re.IGNORECASE,
)
_PROTOCOL: Final = re.compile(
    r"(?:sammanträdes)?protokoll|protokollsutdrag|utdrag ur protokoll", re.IGNORECASE
)
_LONGEST: Final = 70

DECIDES: Final = re.compile(
    r"(?:\S+ ){0,6}\S*(?:nämnd|nämnden|utskott|utskottet|styrelse|styrelsen|ordföranden)\b(?: \S+){0,5}? "
    r"(?:föreslås )?(?:beslutar?|besluta)\b.*",
    re.IGNORECASE,
)
"""A sentence in which a nämnd decides."""


def section_of(heading: str) -> str | None:
    """The section of a memo that a heading begins; "" for one that is usual but has no field; else None.

    Args:
        heading: The line, without bold, number and a last colon.
    """
    if len(heading) > _LONGEST or not heading[:1].isupper() or heading.endswith("."):
        return None
    return next((name for name, pattern in _SECTIONS if pattern.fullmatch(heading)), None)


def section_by_stem(heading: str) -> str:
    """The section of a line that is known to be a heading, by a word in it; "" when none tells."""
    if section_of(heading) == "":
        return ""
    return next((name for name, pattern in _STEMS if pattern.search(heading)), "")


def begins_decisions(line: str) -> bool:
    """Whether a line is the heading of the proposed decisions."""
    return section_of(line.strip(" :*")) == "beslut" and line.strip(" :*").lower() != "beslut"


def title_of(line: str) -> tuple[str, str] | None:
    """What a document is called by a line that is its title, and the rest of the line."""
    match = _TITLES.fullmatch(line.strip())
    return (match[1].lower(), match[2].strip()) if match else None


def is_protocol_title(line: str) -> bool:
    """Whether a line is the title of a protocol or of an extract of one."""
    return _PROTOCOL.fullmatch(line.strip(" :")) is not None
