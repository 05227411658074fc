"""A place in the law: ”5 § andra stycket förordningen (2013:522)”, its link, and its compact notation.

Titles and dates are those of Svensk författningssamling (SFS) and of Socialstyrelsen's print of
HSLF-FS 2016:98. This module knows places, not contents: whether a paragraf exists is not checked.
"""

import re
from datetime import date
from typing import Final

import attrs

_NBSP: Final = "\u00a0"

_STYCKEN: Final = (
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
)


@attrs.frozen
class Forfattning:
    """A statute.

    Attributes:
        nummer: ”2013:522”.
        titel: The full title with the number.
        kortnamn: The name in running text, definite form, without the number.
        i_kraft: The day it came into force, or None when no source for the day has been found.
        upphavd: The day from which it no longer applies, or None while it is in force.
        forkortning: A customary abbreviation (”FL”), or "".
        samling: The collection, ”SFS” or ”HSLF-FS”.
    """

    nummer: str
    titel: str
    kortnamn: str
    i_kraft: date | None
    upphavd: date | None = None
    forkortning: str = ""
    samling: str = "SFS"

    @property
    def hanvisning(self) -> str:
        """The name with the number, as it is cited: ”förvaltningslagen (2017:900)”."""
        collection = "" if self.samling == "SFS" else f"{self.samling}{_NBSP}"
        return f"{self.kortnamn} ({collection}{self.nummer})"

    @property
    def lank(self) -> str:
        """The address of the text at lagen.nu."""
        collection = "" if self.samling == "SFS" else f"{self.samling.lower()}/"
        return f"https://lagen.nu/{collection}{self.nummer}"

    def galler(self, dag: date) -> bool:
        """Tell whether the statute is in force on ``dag``; an unknown first day counts as passed."""
        begun = self.i_kraft is None or self.i_kraft <= dag
        return begun and (self.upphavd is None or dag < self.upphavd)


_ALL: Final = (
    Forfattning(
        "2013:522",
        "Förordning (2013:522) om statsbidrag till kommuner som bedriver verksamhet med personligt ombud"
        " för vissa personer med psykiska funktionsnedsättningar",
        "förordningen",
        date(2013, 8, 1),
    ),
    Forfattning(
        "2016:98",
        "Socialstyrelsens föreskrifter (HSLF-FS 2016:98) om statsbidrag till verksamhet med personligt ombud",
        "Socialstyrelsens föreskrifter",
        None,  # decided 2016-12-20, out of print 2017-01-18; the stored text lacks the commencement clause
        samling="HSLF-FS",
    ),
    Forfattning(
        "2017:900", "Förvaltningslag (2017:900)", "förvaltningslagen", date(2018, 7, 1), forkortning="FL"
    ),
    Forfattning(
        "1986:223", "Förvaltningslag (1986:223)", "förvaltningslagen", date(1987, 1, 1), date(2018, 7, 1)
    ),
    Forfattning(
        "2025:400", "Socialtjänstlag (2025:400)", "socialtjänstlagen", date(2025, 7, 1), forkortning="SoL"
    ),
    Forfattning(
        "2001:453", "Socialtjänstlag (2001:453)", "socialtjänstlagen", date(2002, 1, 1), date(2025, 7, 1)
    ),
    Forfattning("2017:725", "Kommunallag (2017:725)", "kommunallagen", date(2018, 1, 1), forkortning="KL"),
    Forfattning(
        "2009:400",
        "Offentlighets- och sekretesslag (2009:400)",
        "offentlighets- och sekretesslagen",
        date(2009, 6, 30),
        forkortning="OSL",
    ),
    Forfattning("2009:600", "Språklag (2009:600)", "språklagen", date(2009, 7, 1)),
    Forfattning(
        "2018:1937",
        "Lag (2018:1937) om tillgänglighet till digital offentlig service",
        "lagen om tillgänglighet till digital offentlig service",
        date(2019, 1, 1),
        forkortning="DOS-lagen",
    ),
    Forfattning("1990:782", "Arkivlag (1990:782)", "arkivlagen", date(1991, 7, 1)),
)
FORFATTNINGAR: Final = {law.nummer: law for law in _ALL}
"""Every statute that poreport cites, by number."""

_PARAGRAF: Final = r"[0-9]{1,3}(?: ?[a-z](?![a-z]))?"
# Patterns are compiled at first use (``re`` keeps them), so that importing costs next to nothing.
_PARAGRAFER: Final = rf"{_PARAGRAF}(?:(?:–|, | och ){_PARAGRAF})*"
_NUMBER: Final = r"\(?(?:(?:SFS|HSLF-FS) )?(?<![0-9])([0-9]{4}:[0-9]+)\)?"
_PLACE: Final = (
    r"(?:(?P<kapitel>[0-9]{1,3}) kap\.? ?)?"
    rf"(?P<paragraf>{_PARAGRAFER}) ?§§?"
    rf"(?: (?:(?P<stycke>[0-9]{{1,2}}) st\.?|(?P<ordning>{'|'.join(_STYCKEN)}) stycket))?"
    r"(?: (?:punkt(?:en)? |p\.? ?)?(?P<punkt>[0-9]{1,3})(?: p\.?)?)?"
)


def _paragraf(value: str | int | None) -> str | None:
    """Return the paragrafer in one spelling: ”2-6” and ”2 – 6” as ”2–6”, ”10a” as ”10 a”."""
    if value is None:
        return None
    text = re.sub(r"\s*[-–]\s*", "–", " ".join(str(value).split()))
    return re.sub(r"(?<=[0-9])(?=[a-z])", " ", text)


def format_paragraf(paragrafer: str | int) -> str:
    """Return ”5 §” or, for several paragrafer (”2-6”, ”2–6 och 8”), ”2–6 §§”, with hard spaces."""
    text = (_paragraf(paragrafer) or "").replace(" och ", f" och{_NBSP}")
    text = re.sub(r"(?<=[0-9]) (?=[a-z]\b)", _NBSP, text)
    return f"{text}{_NBSP}{'§' if re.fullmatch(rf'[0-9]+(?:{_NBSP}[a-z])?', text) else '§§'}"


@attrs.frozen
class Lagrum:
    """A place in a statute; ``str()`` cites it in Swedish.

    Attributes:
        forfattning: The number of a statute in ``FORFATTNINGAR``.
        paragraf: ”5”, ”10 a”, or several: ”2–6”, ”2–6 och 8”. A number is taken as its digits.
        stycke: Which stycke, from 1.
        punkt: Which punkt, from 1.
        kapitel: Which kapitel, in statutes that number their paragrafer anew in each.

    Raises:
        ValueError: The statute is unknown, or the parts do not make a place.
    """

    forfattning: str = attrs.field()
    paragraf: str | None = attrs.field(default=None, converter=_paragraf)
    stycke: int | None = attrs.field(default=None)
    punkt: int | None = None
    kapitel: int | None = None

    @forfattning.validator
    def _known(self, _attribute: object, value: str) -> None:
        if value not in FORFATTNINGAR:
            known = ", ".join(FORFATTNINGAR)
            raise ValueError(f"Författningen ”{value}” är okänd. Kända författningar: {known}.")

    def __attrs_post_init__(self) -> None:
        """Refuse parts that do not make a place."""
        if self.paragraf is None:
            if (self.stycke, self.punkt, self.kapitel) != (None, None, None):
                raise ValueError("Ange paragraf när stycke, punkt eller kapitel anges.")
            return
        if not re.fullmatch(_PARAGRAFER, self.paragraf):
            raise ValueError(f"”{self.paragraf}” är ingen paragraf. Skriv till exempel 5, 10 a eller 2–6.")
        if self.flera and (self.stycke, self.punkt) != (None, None):
            raise ValueError("Stycke och punkt kan bara anges för en enda paragraf.")
        if self.stycke is not None and not 1 <= self.stycke <= len(_STYCKEN):
            raise ValueError(f"Stycke ska vara ett tal från 1 till {len(_STYCKEN)}.")
        if any(part is not None and part < 1 for part in (self.punkt, self.kapitel)):
            raise ValueError("Punkt och kapitel räknas från 1.")

    @property
    def flera(self) -> bool:
        """Whether more than one paragraf is cited."""
        return self.paragraf is not None and re.fullmatch(_PARAGRAF, self.paragraf) is None

    def __str__(self) -> str:
        law = FORFATTNINGAR[self.forfattning].hanvisning
        if self.paragraf is None:
            return law
        chapter = f"{self.kapitel}{_NBSP}kap. " if self.kapitel else ""
        stycke = f" {_STYCKEN[self.stycke - 1]} stycket" if self.stycke else ""
        punkt = f"{_NBSP}{self.punkt}" if self.punkt else ""
        return f"{chapter}{format_paragraf(self.paragraf)}{stycke}{punkt} {law}"

    @property
    def kompakt(self) -> str:
        """The notation for code and data, in ordinary spaces: ”2013:522 5 § 2 st”."""
        parts = [self.forfattning]
        if self.kapitel:
            parts.append(f"{self.kapitel} kap.")
        if self.paragraf:
            parts.append(f"{self.paragraf} {'§§' if self.flera else '§'}")
        if self.stycke:
            parts.append(f"{self.stycke} st")
        if self.punkt:
            parts.append(f"{self.punkt} p")
        return " ".join(parts)

    @property
    def lank(self) -> str:
        """The address of the place at lagen.nu; of several paragrafer, the first.

        A punkt is part of its stycke in those addresses (#P8S2N4), so without a known stycke the
        link leads to the paragraf.
        """
        law = FORFATTNINGAR[self.forfattning].lank
        if self.paragraf is None:
            return law
        first = re.match(_PARAGRAF, self.paragraf)
        anchor = f"P{first[0].replace(' ', '')}" if first else ""
        if self.kapitel:
            anchor = f"K{self.kapitel}{anchor}"
        if self.stycke:
            anchor += f"S{self.stycke}" + (f"N{self.punkt}" if self.punkt else "")
        return f"{law}#{anchor}"


def parse_lagrum(text: str) -> Lagrum:
    """Return the place that ``text`` names.

    Understands what ``str`` and ``kompakt`` write, with the statute first or last, by number or by
    abbreviation: ”2013:522 5 § 2 st”, ”10 § 2 SFS 2013:522”, ”8 § punkt 4 2013:522”, ”26 kap. 1 § OSL”.

    Raises:
        ValueError: The statute is unknown or missing, or the place cannot be read.
    """
    line = " ".join(text.split())
    law, rest = _find_law(line)
    rest = re.sub(r"\s*[-–]\s*", "–", rest)
    if not rest:
        return Lagrum(law.nummer)
    match = re.fullmatch(_PLACE, rest)
    if match is None:
        raise ValueError(f"Kan inte läsa ”{line}” som ett lagrum. Skriv till exempel 2013:522 5 § 2 st.")
    stycke = _STYCKEN.index(match["ordning"]) + 1 if match["ordning"] else _integer(match["stycke"])
    return Lagrum(law.nummer, match["paragraf"], stycke, _integer(match["punkt"]), _integer(match["kapitel"]))


def _integer(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _find_law(line: str) -> tuple[Forfattning, str]:
    """Return the statute that a line names, and the rest of the line."""
    match = re.search(_NUMBER, line)
    if match:
        law = FORFATTNINGAR.get(match[1])
        if law is None:
            known = ", ".join(FORFATTNINGAR)
            raise ValueError(f"Författningen ”{match[1]}” är okänd. Kända författningar: {known}.")
        before = line[: match.start()].rstrip().removesuffix(law.kortnamn).rstrip()
        return law, f"{before} {line[match.end() :].lstrip()}".strip()
    for law in FORFATTNINGAR.values():
        if law.forkortning and (found := re.search(rf"(?:^| ){law.forkortning}(?: |$)", line)):
            return law, f"{line[: found.start()]} {line[found.end() :]}".strip()
    raise ValueError(f"”{line}” nämner ingen författning. Skriv till exempel 2013:522 5 § 2 st.")
