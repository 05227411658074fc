"""The municipality, as every document of an ärende names it."""

from __future__ import annotations

from attrs import frozen

from poreport.model import falt as f
from poreport.model.falt import Slag

__all__ = ["Kommun"]


@frozen(kw_only=True)
class Kommun:
    """A kommun: official name, genitive, county and address.

    Names and genitives are data and never derived: "Kalmar kommuns", "Malmö stads", "Göteborgs Stads".
    """

    namn: str | None = f.text(
        "Kommunens namn", hjalp="Som kommunen själv skriver det, till exempel Malmö stad."
    )
    genitiv: str | None = f.text(
        "Kommunens namn i genitiv", hjalp="Till exempel Kalmar kommuns. Används i löpande text."
    )
    lan: str | None = f.text("Län", hjalp="Till exempel Kalmar län. Avgör vilken blankett som används.")
    lansstyrelse: str | None = f.text(
        "Länsstyrelsens namn",
        hjalp="Behövs bara om länsstyrelsen ska skrivas på annat sätt än i tabellen över län.",
    )
    organisationsnummer: str | None = f.falt(
        Slag.ORGANISATIONSNUMMER, "Organisationsnummer", hjalp="Till exempel 212000-0746."
    )
    utdelningsadress: str | None = f.text("Utdelningsadress", hjalp="Till exempel Box 834.")
    postnummer: str | None = f.falt(Slag.POSTNUMMER, "Postnummer", hjalp="Fem siffror, till exempel 391 28.")
    postort: str | None = f.text("Postort")
