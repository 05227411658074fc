"""What a rule is: one function, with its code, force, law and years in its decorator.

The docstring is the rule's public page: a title, then the parts Varför, Fel, Rätt and Gör så här. The
function yields a `Traff` for each thing it finds; the engine adds what the decorator states, the printed
place in the form and the position in the file.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeVar

from attrs import Factory, define, frozen

from poreport.findings import Finding, Styrka
from poreport.forms import Form, FormError, form_for, printed_place
from poreport.model import (
    Ansokan,
    Arende,
    Arsrapport,
    Dokument,
    Falt,
    Kommun,
    Omrade,
    Redovisning,
    Slag,
    Tjansteskrivelse,
    falt_i,
)

__all__ = ["BOR", "SKA", "UPPLYSNING", "Prov", "Rule", "Traff", "rule"]

SKA, BOR, UPPLYSNING = Styrka.SKA, Styrka.BOR, Styrka.UPPLYSNING

_DIGIT: Final = re.compile("[0-9]")
_KOD: Final = re.compile(r"[A-Z]{3}-\d{3}", re.ASCII)
T = TypeVar("T")
IDENTIFIERS: Final = (
    Slag.TELEFON,
    Slag.EPOST,
    Slag.POSTNUMMER,
    Slag.ORGANISATIONSNUMMER,
    Slag.PLUSGIRO,
    Slag.BANKGIRO,
)
"""The kinds of fields whose value must be right in form."""

PAGE_PARTS: Final = ("Varför", "Fel", "Rätt", "Gör så här")


@frozen
class Traff:
    """One thing that a rule found.

    Attributes:
        path: Path in the ärende of the value to look at first.
        message: Swedish: what is wrong, with the figures on both sides.
        gor: Swedish: what to do.
        ratt: The figure to put at `path`, when the message names one.
    """

    path: str
    message: str
    gor: str
    ratt: int | Decimal | None = None


@define
class Prov:
    """What a rule may look at: the ärende, last year's, and the forms that are used.

    Attributes:
        arende: The ärende.
        previous: Last year's, or None.
        koder: The codes of the rules that are run; for the rules on waivers.
        funna: What they found; there when the rules on waivers are run.
    """

    arende: Arende
    previous: Arende | None = None
    koder: frozenset[str] = frozenset()
    funna: Sequence[Finding] = ()
    _forms: dict[str, Form | FormError] = Factory(dict)

    @property
    def redovisning(self) -> Redovisning:
        """The redovisning; only for rules that require it."""
        return _finns(self.arende.redovisning)

    @property
    def ansokan(self) -> Ansokan:
        """The ansökan; only for rules that require it."""
        return _finns(self.arende.ansokan)

    @property
    def tjansteskrivelse(self) -> Tjansteskrivelse:
        """The tjänsteskrivelse; only for rules that require it."""
        return _finns(self.arende.tjansteskrivelse)

    @property
    def arsrapport(self) -> Arsrapport:
        """The årsrapport; only for rules that require it."""
        return _finns(self.arende.arsrapport)

    @property
    def forra(self) -> Arende:
        """Last year's ärende; only for rules that compare years."""
        return _finns(self.previous)

    @property
    def areas(self) -> Iterator[tuple[str, Omrade]]:
        """The delområden of the redovisning with their paths; one, without name, when it is not split."""
        for index, omrade in enumerate(self.redovisning.omraden):
            yield f"redovisning.omraden[{index}]", omrade

    @cached_property
    def answers(self) -> tuple[tuple[str, Falt, Any], ...]:
        """Every answered field of the kommun and the documents: path, field and value; walked once.

        A document's own kommun is there only where it says something else than the ärende's.
        """
        kommun = self.arende.kommun
        funna: list[tuple[str, Falt, Any]] = []
        _collect(kommun, "kommun.", funna)
        for namn, dokument in self.arende.dokument.items():
            _collect(dokument, f"{namn}.", funna, kommun)
        return tuple(funna)

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The free texts with their paths: long texts, and lists of texts such as the memo's decisions."""
        return tuple(
            (path, varde)
            for path, falt, varde in self.answers
            if falt.slag is Slag.LANGTEXT or falt.slag is Slag.LISTA
        )

    @cached_property
    def texts_with_figures(self) -> tuple[tuple[str, str], ...]:
        """Those of the free texts that hold a digit, with their paths."""
        return tuple((path, text) for path, text in self.texts if _DIGIT.search(text))

    @cached_property
    def identifiers(self) -> tuple[tuple[str, Slag, str], ...]:
        """The answered numbers and addresses (`IDENTIFIERS`): path, kind and value."""
        return tuple((path, falt.slag, v) for path, falt, v in self.answers if falt.slag in IDENTIFIERS)

    @cached_property
    def all_text(self) -> str:
        """All free texts in lower case, for a quick look whether a word is there at all."""
        return "\n".join(text for _, text in self.texts).lower()

    def kommun_of(self, dokument: Dokument) -> Kommun:
        """The kommun of a document: its own, else the ärende's."""
        return dokument.kommun or self.arende.kommun

    def form(self, dokument: str) -> Form | None:
        """The edition a document is printed on; None for documents that are not forms, or an unknown one."""
        svar = self.form_or_error(dokument)
        return svar if isinstance(svar, Form) else None

    def form_or_error(self, dokument: str) -> Form | FormError | None:
        """Like `form`, but the error when the document names a form that does not exist."""
        handling = getattr(self.arende, dokument, None)
        if not isinstance(handling, Redovisning | Ansokan):
            return None
        if dokument not in self._forms:
            try:
                self._forms[dokument] = form_for(handling)
            except FormError as fel:
                self._forms[dokument] = fel
        return self._forms[dokument]

    def label(self, path: str) -> str | None:
        """Section and label of a field as printed in the edition that is used, or None."""
        dokument, _, inom = path.partition(".")
        form = self.form(dokument)
        return printed_place(form, inom, getattr(self.arende, dokument)) if form and inom else None


def _collect(objekt: Any, prefix: str, funna: list[tuple[str, Falt, Any]], kommun: Any = None) -> None:
    """Add every answered field of a model value, but not a part that equals `kommun`.

    Like `poreport.model.paths.walk`, but done for every ärende and therefore without generators.
    """
    for namn, falt in falt_i(type(objekt)).items():
        varde = getattr(objekt, namn)
        if varde is None:
            continue
        if falt.slag is Slag.DEL:
            if varde != kommun:
                _collect(varde, f"{prefix}{namn}.", funna)
        elif falt.slag is not Slag.LISTA:
            if varde != "":
                funna.append((prefix + namn, falt, varde))
        elif falt.klass is not None:
            for index, post in enumerate(varde):
                _collect(post, f"{prefix}{namn}[{index}].", funna)
        else:
            funna += [(f"{prefix}{namn}[{i}]", falt, post) for i, post in enumerate(varde) if post != ""]


def _finns(dokument: T | None) -> T:
    if dokument is None:
        raise LookupError("Regeln läser ett dokument eller ett år som den inte har angett i @rule.")
    return dokument


Check = Callable[[Prov], Iterator[Traff]]


@frozen
class Rule:
    """One rule.

    Attributes:
        kod: Lasting code, three letters and three digits; never reused.
        styrka: How binding it is.
        check: The function.
        kraver: The documents that must exist for the rule to apply.
        previous: Whether it compares with last year's ärende.
        lagrum: Place in the law in the notation of `poreport.lagrum`, or None.
        since: First year of the document it applies to, or None.
        until: Last year, or None.
    """

    kod: str
    styrka: Styrka
    check: Check
    kraver: tuple[str, ...]
    previous: bool
    lagrum: str | None
    since: int | None
    until: int | None

    @property
    def title(self) -> str:
        """The rule in one Swedish sentence."""
        return self._lines[0]

    @property
    def page(self) -> Mapping[str, str]:
        """The parts of the rule's page by heading (`PAGE_PARTS`)."""
        delar: dict[str, list[str]] = {}
        for rad in self._lines[1:]:
            namn, kolon, rest = rad.partition(":")
            if kolon and namn in PAGE_PARTS:
                delar[namn] = [rest]
            elif delar:
                delar[list(delar)[-1]].append(rad)
        return {namn: " ".join(" ".join(rader).split()) for namn, rader in delar.items()}

    @property
    def _lines(self) -> list[str]:
        return (inspect.getdoc(self.check) or "").split("\n")

    def applies(self, prov: Prov) -> bool:
        """Whether the documents the rule needs are there and of its years."""
        if self.previous and prov.previous is None:
            return False
        for namn in self.kraver:
            dokument = getattr(prov.arende, namn)
            if dokument is None:
                return False
            ar = _year(dokument)
            if ar is not None and ((self.since and ar < self.since) or (self.until and ar > self.until)):
                return False
        return True


def _year(dokument: object) -> int | None:
    if isinstance(dokument, Ansokan):
        return dokument.avser_ar
    return dokument.ar if isinstance(dokument, Redovisning | Arsrapport) else None


def rule(  # noqa: PLR0913  one argument for each thing that is stated of a rule
    kod: str,
    styrka: Styrka,
    *kraver: str,
    previous: bool = False,
    lagrum: str | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Callable[[Check], Rule]:
    """Make a `Rule` of a function.

    Args:
        kod: Lasting code.
        styrka: How binding.
        *kraver: The documents that must exist ("redovisning", "ansokan", …).
        previous: The rule compares with last year's ärende.
        lagrum: Place in the law.
        since: First year it applies to.
        until: Last year it applies to.

    Raises:
        ValueError: The code has the wrong form, or the force is none of the three.
    """
    if not _KOD.fullmatch(kod):
        raise ValueError(f"Regelkoden ”{kod}” ska vara tre versaler, bindestreck och tre siffror.")
    if not isinstance(styrka, Styrka):
        raise ValueError(f"Styrkan för {kod} ska vara SKA, BOR eller UPPLYSNING ur poreport.rules.")  # noqa: TRY004  one error for a wrong decorator

    def make(check: Check) -> Rule:
        return Rule(kod, styrka, check, kraver, previous, lagrum, since, until)

    return make
