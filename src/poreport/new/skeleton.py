"""Data files to fill in: an empty one for a year and county, or next year's from this year's."""

from __future__ import annotations

from typing import Final

from poreport.forms import counties, form_for
from poreport.model import Ansokan, Arende, Dokument, Kommun, Redovisning, Tjansteskrivelse
from poreport.new.carry import carry_over
from poreport.new.questions import Questions
from poreport.svenska import lista
from poreport.write import own_documents, yaml_comment

__all__ = ["skeleton", "skeleton_from"]

_STEP: Final = "  "
_YEARS: Final = range(1990, 2100)
_HOW: Final = """\
Fyll i efter kolon. Det som lämnas tomt är obesvarat; skriv 0 när ett antal är noll.
Efter # står blankettens fråga. Det kommer inte med i dokumenten.
En lång text: skriv | efter kolon och texten på raderna under, indragen två blanksteg mer än nyckeln.
En lista: en post på varje rad under nyckeln, med bindestreck och blanksteg först.
När filen är ifylld: poreport check kontrollerar den och poreport render skriver dokumenten."""

_NOT_KNOWN: Final = "Länets blankett för året är inte känd. Frågorna är hämtade från en annan utgåva."


def skeleton(ar: int, lan: str | None) -> str:
    """An empty data file for one year and county.

    Holds a redovisning of the year, an ansökan for the next and a tjänsteskrivelse, with every field that
    the forms of the county ask for.

    Args:
        ar: The year that the redovisning is about.
        lan: The county as in the table of counties ("Kalmar län"), or None for the common form.

    Raises:
        ValueError: There is no such county, or the year is not between 1990 and 2099.
    """
    if ar not in _YEARS:
        raise ValueError(f"Året ska ligga mellan {_YEARS[0]} och {_YEARS[-1]}, inte vara {ar}.")
    known = [county["lan"] for county in counties().values()]
    if lan is not None and lan not in known:
        raise ValueError(f"Länet ”{lan}” finns inte. Välj {lista(known, 'eller')}.")
    arende = Arende(
        kommun=Kommun(lan=lan),
        redovisning=Redovisning(ar=ar),
        ansokan=Ansokan(avser_ar=ar + 1),
        tjansteskrivelse=Tjansteskrivelse(),
    )
    return _file(f"Redovisning för {ar} och ansökan för {ar + 1}, med tjänsteskrivelse.", arende)


def skeleton_from(arende: Arende) -> str:
    """Next year's data file from this year's ärende: what `carry_over` keeps, and the rest to fill in."""
    source = " ".join(" ".join(arende.kalla.filer).split()) or "föregående år"
    top = f"Förd vidare från {source}. Kontrollera det som redan är ifyllt; det gällde föregående år."
    return _file(top, carry_over(arende))


def _file(top: str, arende: Arende) -> str:
    lines = [*yaml_comment(f"{top}\n\n{_HOW}"), "", "kommun:"]
    lines += Questions(None, 0).lines(arende.kommun, "", _STEP)
    for namn, dokument in own_documents(arende).items():
        questions = _questions(getattr(arende, namn))
        lines += ["", "", f"{namn}:"]
        if questions.form is not None and questions.form.is_fallback:
            lines += yaml_comment(_NOT_KNOWN, _STEP)
        lines += questions.lines(dokument, "", _STEP)
    return "\n".join(lines) + "\n"


def _questions(dokument: Dokument) -> Questions:
    """The questions of a document: those of its form when it has one."""
    if isinstance(dokument, Redovisning):
        return Questions(form_for(dokument), dokument.ar)
    if isinstance(dokument, Ansokan):
        return Questions(form_for(dokument), dokument.avser_ar)
    return Questions(None, 0)
