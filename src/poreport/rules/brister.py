"""Rules on deficiencies and what was done about them (section 6 of the redovisning)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from poreport import svenska
from poreport.model import Brist
from poreport.rules.hjalp import NEJ, same_words, says_nothing, tal
from poreport.rules.rule import BOR, UPPLYSNING, Prov, Traff, rule

_NUMMER: Final = re.compile(r"^[ \t*_]{0,8}([0-9]{1,2})[.)][ \t*_]+", re.MULTILINE)
_ORD: Final = re.compile(r"[^\W\d_]{7,}")
_ALLMANNA: Final = re.compile(
    r"klient|person|kommun|ombud|möjlig|myndig|åtgärd|brist|behöv|behov|tillgång|verksam|social|under"
)
_STAM: Final = 7
_LONGEST_STEP: Final = 3
_CLEAR: Final = 2
"""One word can be there by chance; two words more with another brist than with its own are not."""


def numbered(text: str | None) -> dict[int, str]:
    """The items of a text that is numbered from 1 upwards; empty when it is not.

    A number that is not next or nearly next (a date at the start of a line) belongs to the item before.
    """
    if text is None:
        return {}
    borjor: list[tuple[int, re.Match[str]]] = []
    for traff in _NUMMER.finditer(text):
        nummer = int(traff[1])
        forra = borjor[-1][0] if borjor else 0
        if forra < nummer <= (forra + _LONGEST_STEP if borjor else 1):
            borjor.append((nummer, traff))
    slut = [traff.start() for _, traff in borjor[1:]] + [len(text)]
    return {nummer: text[traff.end() : till] for (nummer, traff), till in zip(borjor, slut, strict=False)}


def stems(text: str) -> set[str]:
    """The long words of a text that can tell one brist from another, without most of their endings."""
    return {ord_[:_STAM] for ord_ in _ORD.findall(text.lower()) if not _ALLMANNA.match(ord_)}


def described(prov: Prov) -> dict[int, str]:
    """The brister by number: the list, else the numbered items of the text."""
    brister = prov.redovisning.brister
    if brister.poster:
        return {nr: _text(post) for nr, post in enumerate(brister.poster, 1)}
    return numbered(brister.text)


def _text(post: Brist) -> str:
    return " ".join(del_ for del_ in (post.rubrik, post.huvudman, post.text) if del_)


def _says(post: Brist) -> bool:
    """Whether a post in the list describes a brist."""
    return not all(svenska.is_blank(del_) for del_ in (post.rubrik, post.huvudman, post.text))


@rule("RED-501", BOR, "redovisning", lagrum="2013:522 10 § 5")
def varje_brist_har_atgard(prov: Prov) -> Iterator[Traff]:
    """Varje brist har en åtgärd, eller ett skäl till att ingen har vidtagits.

    Varför: Blanketten ber om exempel på åtgärder. Också ”har framförts till regionen, som inte har svarat” är
        ett svar.
    Fel: En brist utan åtgärd.
    Rätt: Bristen, och vad som har gjorts åt den.
    Gör så här: Skriv vad som har gjorts, eller varför inget har gjorts.
    """
    r = prov.redovisning
    if not svenska.is_blank(r.atgarder):
        return
    for index, post in enumerate(r.brister.poster):
        if svenska.is_blank(post.atgard) and _says(post):
            yield Traff(
                f"redovisning.brister.poster[{index}].atgard",
                f"Bristen {svenska.quote(post.rubrik or post.text or post.huvudman)} har ingen åtgärd.",
                "Skriv vad som har gjorts åt bristen, eller varför inget har gjorts.",
            )
    if not r.brister.poster and not says_nothing(r.brister.text):
        yield Traff(
            "redovisning.atgarder",
            "Brister är beskrivna, men inga åtgärder.",
            "Ge exempel på åtgärder, eller skriv varför inga har vidtagits.",
        )


@rule("RED-502", BOR, "redovisning", lagrum="2013:522 10 § 5")
def atgard_utan_brist(prov: Prov) -> Iterator[Traff]:
    """Varje åtgärd hör till en brist.

    Varför: En åtgärd går inte att förstå utan den brist som den gäller.
    Fel: Åtgärden är beskriven, men rutan för bristen är tom.
    Rätt: Bristen och åtgärden är beskrivna.
    Gör så här: Beskriv bristen, eller ta bort åtgärden.
    """
    r = prov.redovisning
    for index, post in enumerate(r.brister.poster):
        if not svenska.is_blank(post.atgard) and not _says(post):
            yield Traff(
                f"redovisning.brister.poster[{index}].text",
                "En åtgärd är beskriven, men inte vilken brist den gäller.",
                "Beskriv bristen, eller ta bort åtgärden.",
            )
    if not says_nothing(r.atgarder) and svenska.is_blank(r.brister.text) and not r.brister.poster:
        yield Traff(
            "redovisning.brister.text",
            "Åtgärder är beskrivna, men inte vilka brister de gäller.",
            "Beskriv bristerna.",
        )


@rule("RED-503", BOR, "redovisning", lagrum="2013:522 10 § 5")
def lika_manga_nummer(prov: Prov) -> Iterator[Traff]:
    """Numrerade åtgärder svarar mot numrerade brister.

    Varför: När både brister och åtgärder är numrerade läser länsstyrelsen dem i par.
    Fel: Brister 1–4, men åtgärder 1–3.
    Rätt: Brister 1–4 och åtgärder 1–4.
    Gör så här: Ge varje brist en åtgärd med samma nummer. Har inget gjorts, skriv det.
    """
    brister, atgarder = list(described(prov)), list(numbered(prov.redovisning.atgarder))
    if brister and atgarder and brister != atgarder:
        yield Traff(
            "redovisning.atgarder",
            f"Bristerna har nummer {_numbers(brister)}, men åtgärderna {_numbers(atgarder)}.",
            "Ge varje brist en åtgärd med samma nummer. Har inget gjorts, skriv det.",
        )


def _numbers(nummer: list[int]) -> str:
    """Numbers in a message: ”1–4”, or ”1, 2 och 4”."""
    hela = nummer == list(range(1, len(nummer) + 1))
    return svenska.format_intervall(1, len(nummer)) if hela else svenska.lista(map(str, nummer))


@rule("RED-504", BOR, "redovisning", lagrum="2013:522 10 § 5")
def numren_hor_ihop(prov: Prov) -> Iterator[Traff]:
    """Åtgärden med ett nummer handlar om bristen med samma nummer.

    Varför: När numren har kastats om läser länsstyrelsen fel åtgärd till en brist. Regeln jämför orden i
        texterna och kan ta miste.
    Fel: Brist 1 handlar om bostad och brist 2 om ekonomiskt bistånd, men åtgärd 1 handlar om bistånd.
    Rätt: Åtgärd 1 handlar om bostad och åtgärd 2 om bistånd.
    Gör så här: Läs varje åtgärd mot bristen med samma nummer, och byt nummer där det behövs.
    """
    brister = described(prov)
    for path, crossed in (
        ("redovisning.atgarder", _crossed(brister, numbered(prov.redovisning.atgarder))),
        ("redovisning.brister.poster", _crossed(brister, _own_measures(prov))),
    ):
        if crossed:
            par = [f"åtgärd {nr} tycks handla om brist {annat}" for nr, annat in crossed.items()]
            yield Traff(
                path,
                f"{svenska.stor_bokstav(svenska.lista(par))}.",
                "Läs varje åtgärd mot bristen med samma nummer, och byt nummer där det behövs.",
            )


def _own_measures(prov: Prov) -> dict[int, str]:
    poster = enumerate(prov.redovisning.brister.poster, 1)
    return {nr: post.atgard for nr, post in poster if post.atgard}


def _crossed(brister: Mapping[int, str], atgarder: Mapping[int, str]) -> dict[int, int]:
    """The measures whose words are those of another brist: number → number of that brist.

    Only words that stand in a single brist tell them apart. Two measures that have changed places support
    each other: then it is enough that one of them is clear.
    """
    stammar = {nr: stems(text) for nr, text in brister.items()}
    vanliga = Counter(stam for egna in stammar.values() for stam in egna)
    hemma = {stam: nr for nr, egna in stammar.items() for stam in egna if vanliga[stam] == 1}
    lutar: dict[int, tuple[int, int]] = {}
    for nr in sorted(brister.keys() & atgarder.keys()):
        traffar = Counter(hemma[stam] for stam in stems(atgarder[nr]) if stam in hemma)
        for basta in sorted(traffar):
            mer = traffar[basta] - traffar[nr]
            if mer > lutar.get(nr, (nr, 0))[1]:
                lutar[nr] = (basta, mer)
    tydliga = {nr for nr, (_, mer) in lutar.items() if mer >= _CLEAR}
    return {
        nr: basta
        for nr, (basta, _) in lutar.items()
        if nr in tydliga or (basta in tydliga and lutar[basta][0] == nr)
    }


@rule("RED-505", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 5")
def rutiner_finns(prov: Prov) -> Iterator[Traff]:
    """Det finns rutiner för hur brister ska hanteras.

    Varför: Verksamheten ska ge underlag till åtgärder som förebygger brister. Utan rutiner hänger det på det
        enskilda ombudet.
    Fel: Rutiner har upprättats: Nej.
    Rätt: Rutiner har upprättats: Ja.
    Gör så här: Redovisningen behöver inte ändras. Länsstyrelsen kan fråga när rutiner ska finnas.
    """
    if prov.redovisning.brister.rutiner == NEJ:
        yield Traff(
            "redovisning.brister.rutiner",
            "Det finns inga rutiner för hur uppmärksammade brister ska hanteras.",
            "Redovisningen behöver inte ändras, men skriv gärna när rutiner ska finnas.",
        )


@rule("RED-506", UPPLYSNING, "redovisning", lagrum="2013:522 10 § 5")
def nagon_brist_har_setts(prov: Prov) -> Iterator[Traff]:
    """Någon brist har uppmärksammats under året.

    Varför: Att uppmärksamma brister är ett av verksamhetens syften. Att ombuden inte har sett någon under ett
        helt år är ovanligt.
    Fel: ”Inga.”
    Rätt: En eller flera brister, med åtgärder.
    Gör så här: Fråga ombuden. Har de verkligen inte sett någon brist behövs ingen ändring.
    """
    brister = prov.redovisning.brister
    if not brister.poster and not svenska.is_blank(brister.text) and says_nothing(brister.text):
        yield Traff(
            "redovisning.brister.text",
            f"Svaret är bara {svenska.quote(brister.text)}.",
            "Fråga ombuden om de har sett någon brist under året.",
        )


@rule("RED-507", BOR, "redovisning", lagrum="2013:522 10 § 5")
def samma_brist_tva_ganger(prov: Prov) -> Iterator[Traff]:
    """En brist beskrivs en gång.

    Varför: Samma text på två ställen beror oftast på att en beskrivning har kopierats och inte ändrats.
    Fel: Brist 1 och brist 3 har samma text.
    Rätt: Varje brist har en egen beskrivning.
    Gör så här: Ändra den ena beskrivningen, eller ta bort den.
    """
    sedda: dict[str, int] = {}
    if len(prov.redovisning.brister.poster) == 1:
        return
    for index, post in enumerate(prov.redovisning.brister.poster):
        text = same_words(_text(post))
        if text in sedda:
            yield Traff(
                f"redovisning.brister.poster[{index}].text",
                f"Bristen är beskriven med samma ord som brist {tal(sedda[text])}.",
                "Ändra den ena beskrivningen, eller ta bort den.",
            )
        if not svenska.is_blank(text):
            sedda.setdefault(text, index + 1)
