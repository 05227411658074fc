"""Typed, frozen models of the documents: shape only, never judgement.

`Arende` holds one kommun and up to four documents. None means unanswered, 0 means zero, and a figure
that is not split on gender stands in its own field (`samlat`). Every attribute states its kind, title,
unit and lagrum in its metadata (`poreport.model.falt`).
"""

from poreport.model.ansokan import Ansokan, Ansokanskontakt
from poreport.model.arende import DOKUMENT, Arende, Dokument
from poreport.model.arsrapport import (
    Arsrapport,
    Arsrapportbrister,
    Arsrapportorsak,
    Bandtal,
    Enhet,
    Konsrad,
)
from poreport.model.falt import Falt, Pandemialternativ, Slag, Svar, falt_i
from poreport.model.kalla import Kalla, Otolkat, Position, Tolkning, Undantag
from poreport.model.kommun import Kommun
from poreport.model.redovisning import (
    BAND,
    KON,
    ORSAKER,
    Aldersband,
    Brist,
    Brister,
    Ekonomi,
    Handledning,
    Klienter,
    KlienterPerKon,
    Ko,
    Konstal,
    Kontakt,
    Ledningsgrupp,
    Ombud,
    Omrade,
    Organisation,
    Orsaker,
    Orsakstal,
    Pandemi,
    Prioritering,
    Redovisning,
    Underskrift,
    Utbildning,
    Utforare,
)
from poreport.model.tjansteskrivelse import AVSNITT, Handlaggare, Tjansteskrivelse, Undertecknare
