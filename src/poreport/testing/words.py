"""The fixed vocabulary of the generated documents: no real person, and nothing that a text rule minds."""

from __future__ import annotations

from typing import Final

from poreport.svenska import luhn_ok
from poreport.testing.dice import Dice

__all__ = [
    "bankgiro",
    "email",
    "organisation_number",
    "person",
    "phone",
    "plusgiro",
    "postcode",
    "text",
]

KOMMUNER: Final = (
    ("Exempelby kommun", "Exempelby kommuns", "Exempelby"),
    ("Provstads kommun", "Provstads kommuns", "Provstad"),
    ("Ålunda kommun", "Ålunda kommuns", "Ålunda"),
    ("Björkdala stad", "Björkdala stads", "Björkdala"),
)
"""Name, genitive and postal town."""

GRANNAR: Final = ("Grannby kommun", "Sjöhults kommun", "Skogsmåla kommun", "Ängelvik kommun")
DELOMRADEN: Final = ("Centrum", "Norra staden", "Södra staden", "Hamnen", "Öster", "Väster")
NAMNDER: Final = (
    "Socialnämnden",
    "Omsorgsnämnden",
    "Individ- och familjenämnden",
    "Vård- och omsorgsnämnden",
)
FORVALTNINGAR: Final = ("Socialförvaltningen", "Omsorgsförvaltningen", "Vård- och omsorgsförvaltningen")
ENHETER: Final = ("Enheten för personligt ombud", "Enheten för socialpsykiatri", "Råd och stöd")
TITLAR: Final = ("Enhetschef", "Verksamhetschef", "Förvaltningschef", "Socialchef")
HANDLAGGARE: Final = ("Utredare", "Verksamhetsutvecklare", "Samordnare")
_NAMN: Final = ("Kim Exempel", "Robin Exempel", "Charlie Exempel", "Alex Exempel")
GATOR: Final = ("Box 12", "Storgatan 4", "Box 834", "Rådhustorget 1")
MYNDIGHETER: Final = ("Kommunen", "Arbetsförmedlingen", "Försäkringskassan")
ORGANISATIONER: Final = ("Föreningen Balans", "Föreningen Gemenskap", "Anhörigas förening")

UTBILDNINGAR: Final = (
    "Grundutbildning för personliga ombud.",
    "Utbildning om suicidprevention.",
    "Socialstyrelsens introduktionsutbildning.",
    "Föreläsningar om samsjuklighet.",
)
HANDLEDNING: Final = (
    "Extern handledning i grupp varje månad.",
    "Handledning i grupp tillsammans med ombud i grannkommunerna.",
    "Individuell handledning vid behov.",
)
SKAL: Final = (
    "Tjänsten har varit vakant en del av året.",
    "Behovet har inte funnits under året.",
    "Frågan har tagits upp med huvudmannen, som inte har haft möjlighet att delta.",
    "Det planeras till nästa år.",
)
VANTETID: Final = ("30 dagar", "14 dagar", "60 dagar", "10 dagar")
KOORSAK: Final = (
    "Fler har sökt stöd än vad ombuden har kunnat ta emot.",
    "En tjänst har varit vakant under våren.",
)
ORDNING: Final = (
    "1. Personer som saknar annat stöd\n2. Föräldrar med barn i hemmet\n3. Personer som riskerar vräkning",
    "1. Föräldrar med barn i hemmet\n2. Unga vuxna\n3. Personer utan bostad",
)
ANNAN_ORSAK: Final = (
    "Stöd i kontakten med skola och förskola.",
    "Stöd i kontakten med godmansverksamheten.",
    "Hjälp att planera vardagen efter en flytt.",
)
BRISTER: Final = (
    (
        "Väntetider i vården",
        "Regionens psykiatri",
        "lokal",
        "Det tar lång tid att få träffa en läkare.",
        "Väntetider i vården har tagits upp med regionen.",
    ),
    (
        "Svårt att nå handläggare",
        "Försäkringskassan",
        "handlaggare",
        "Telefontiderna räcker inte till.",
        "Ombuden har fått ett särskilt nummer för att nå handläggare.",
    ),
    (
        "Digitala tjänster",
        "Flera myndigheter",
        "central",
        "Den som saknar e-legitimation stängs ute.",
        "Ombuden har hjälpt till med blanketter på papper i stället för digitala tjänster.",
    ),
    (
        "Bostadsbrist",
        "Kommunen",
        "lokal",
        "Det finns få små lägenheter att hyra.",
        "Bostadsbrist har diskuterats med det kommunala bolaget.",
    ),
)
"""Title, responsible body, level, description and measure."""

PLAN: Final = (
    "Den som saknar annat stöd prioriteras. Arbetet planeras tillsammans med klienten. "
    "Ombuden dokumenterar bara det som behövs för uppföljningen."
)
SAMVERKAN: Final = "Verksamheten samverkar också med patientorganisationer, brukarorganisationer och skolor."
_SENTENCES: Final = (
    "Ombuden arbetar på den enskildes uppdrag.",
    "Samverkan med berörda myndigheter fungerar väl.",
    "Fler behöver stöd i kontakten med vården.",
    "Många upplever att det är svårt att få en bostad.",
    "Kontakterna har blivit längre och mer omfattande.",
    "Ledningsgruppen har haft regelbundna möten.",
    "Behovet av stöd i digitala ärenden ökar.",
    "Arbetet har fortsatt som tidigare år.",
    "Ombuden har informerat om sin verksamhet hos vårdcentraler och föreningar.",
    "Flera av klienterna saknar andra insatser.",
    "Ekonomiska svårigheter är en vanlig anledning till kontakt.",
    "Erfarenheterna sammanställs och lämnas till ledningsgruppen.",
    "Unga vuxna söker stöd oftare än förut.",
    "Den enskilde bestämmer själv vad stödet ska omfatta.",
    "Verksamheten följs upp genom samtal och enkäter.",
    "Arbetet planeras och dokumenteras tillsammans med klienten.",
)


def text(t: Dice) -> str:
    """Free text in the small Markdown: one to three sentences, at times as a list or partly in bold."""
    start, antal, form = t.number(len(_SENTENCES) - 1), 1 + t.number(2), t.number(7)
    meningar = [_SENTENCES[(start + 5 * i) % len(_SENTENCES)] for i in range(antal)]
    if form == 7:  # noqa: PLR2004  the rarest of eight forms
        return "\n".join(f"- {mening}" for mening in meningar)
    if form == 6:  # noqa: PLR2004  likewise
        return f"**I korthet:** {meningar[0]}\n\n" + " ".join(meningar[1:] or [_SENTENCES[0]])
    return ("\n\n" if form == 5 else " ").join(meningar)  # noqa: PLR2004  likewise


def person(t: Dice) -> str:
    """The name of nobody."""
    return t.pick(_NAMN)


def email(t: Dice) -> str:
    """An address in a domain that is reserved for examples."""
    return t.pick(("epost@example.se", "socialnamnden@example.se", "Personligt.Ombud@example.se"))


def phone(t: Dice) -> str:
    """A telephone number of the right length for its riktnummer."""
    par = [f"{t.number(99):02}" for _ in range(3)]
    return t.pick(
        (
            f"0480-{par[0]} {par[1]} {par[2]}",
            f"08-5{par[0]} {par[1]}0 {par[2]}",
            f"0480-{par[0]}{par[1]}{par[2]}",
            f"070-9{par[0]} {par[1]} {par[2]}",
        )
    )


def postcode(t: Dice) -> str:
    """Five digits, mostly with the customary space."""
    siffror = str(10000 + t.number(89999))
    return siffror if t.chance(4) else f"{siffror[:3]} {siffror[3:]}"


def _with_check_digit(digits: str) -> str:
    return next(digits + slut for slut in "0123456789" if luhn_ok(digits + slut))


def organisation_number(t: Dice) -> str:
    """A valid organisationsnummer of the group of kommuner and regioner."""
    digits = _with_check_digit(f"212{t.number(999999):06}")
    return digits if t.chance(4) else f"{digits[:6]}-{digits[6:]}"


def plusgiro(t: Dice) -> str:
    """A plusgiro with a valid check digit."""
    digits = _with_check_digit(str(1000 + t.number(64000)))
    return f"{digits[:-1]}-{digits[-1]}"


def bankgiro(t: Dice) -> str:
    """A bankgiro with a valid check digit."""
    digits = _with_check_digit(str(100000 + 100 * t.number(8999)))
    return f"{digits[:-4]}-{digits[-4:]}"
