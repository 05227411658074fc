"""The machinery of the rules: which apply, what a finding carries, waivers and rules of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from poreport import rules
from poreport.model import (
    Ansokan,
    Arende,
    Kalla,
    Kommun,
    Omrade,
    Position,
    Redovisning,
    Tjansteskrivelse,
    Undantag,
)
from poreport.model.paths import replace
from poreport.rules import (
    BOR,
    SKA,
    UPPLYSNING,
    WAIVER_RULES,
    Prov,
    Rule,
    Traff,
    all_rules,
    check,
    own_rules,
    rule,
)

PATHS = (
    "redovisning.ombud.kvinnor",
    "redovisning.omraden[0].klienter.totalt.kvinnor.totalt",
    "redovisning.omraden[0].klienter.totalt.man.totalt",
)


def make_rule(kod: str = "TST-001", *paths: str, **om: Any) -> Rule:
    """Make a rule that always finds something at the given paths."""

    @rule(kod, om.pop("styrka", SKA), *om.pop("kraver", ("redovisning",)), **om)
    def finds(_prov: Prov) -> Iterator[Traff]:
        """Regeln finner alltid något."""
        for path in paths or PATHS[:1]:
            yield Traff(path, "Det är fel.", "Rätta det.", 7)

    return finds


def make_arende(*undantag: Undantag, ar: int = 2021) -> Arende:
    """Make an ärende with an otherwise empty redovisning."""
    return Arende(kommun=Kommun(lan="Kalmar län"), redovisning=Redovisning(ar=ar), undantag=tuple(undantag))


def codes(arende: Arende, *regler: Rule, previous: Arende | None = None) -> list[str]:
    """Return the codes of what the given rules find."""
    return [f.kod for f in check(arende, previous=previous, rules=regler)]


# Which rules apply


def test_rule_needs_its_documents() -> None:
    """A rule applies only where every document that it requires is there."""
    both = make_rule(kraver=("redovisning", "ansokan"))
    arende = make_arende()
    assert [] == codes(arende, both)
    assert ["TST-001"] == codes(attrs.evolve(arende, ansokan=Ansokan(avser_ar=2022)), both)


@pytest.mark.parametrize(("ar", "expected"), [(2020, 0), (2021, 1), (2022, 1), (2023, 0)])
def test_rule_applies_in_its_years(ar: int, expected: int) -> None:
    """A rule applies from its first year to its last, both included."""
    assert expected == len(codes(make_arende(ar=ar), make_rule(since=2021, until=2022)))


@pytest.mark.parametrize(("avser_ar", "expected"), [(2021, 0), (2022, 1)])
def test_year_of_an_ansokan(avser_ar: int, expected: int) -> None:
    """The year of an ansökan is the year that it applies for."""
    arende = Arende(ansokan=Ansokan(avser_ar=avser_ar))
    assert expected == len(codes(arende, make_rule(kraver=("ansokan",), since=2022)))


def test_memo_has_no_year() -> None:
    """A tjänsteskrivelse has no year, so a rule about it applies whatever its years are."""
    arende = Arende(tjansteskrivelse=Tjansteskrivelse())
    assert ["TST-001"] == codes(arende, make_rule(kraver=("tjansteskrivelse",), since=2050))


def test_rule_over_years_needs_last_year() -> None:
    """A rule that compares years applies only when last year's ärende is given."""
    over_years = make_rule(previous=True)
    assert [] == codes(make_arende(), over_years)
    assert ["TST-001"] == codes(make_arende(), over_years, previous=make_arende(ar=2020))


def test_undeclared_document_is_a_mistake() -> None:
    """A rule that reads a document that it does not require is told so, instead of failing on None."""
    prov = Prov(Arende())
    assert (None, frozenset(), ()) == (prov.previous, prov.koder, prov.funna)
    for namn in ("redovisning", "ansokan", "tjansteskrivelse", "arsrapport", "forra"):
        with pytest.raises(LookupError) as caught:
            getattr(prov, namn)
        expected = "Regeln läser ett dokument eller ett år som den inte har angett i @rule."
        assert (expected,) == caught.value.args


def test_answers_of_an_arende() -> None:
    """Every answered field is there once; what is empty is not, nor a kommun that is the ärende's own."""
    arende = Arende(
        kommun=Kommun(namn="Nyberga kommun", lan=""),
        redovisning=Redovisning(ar=2021, omfattar=("", "Björkdala")),
        ansokan=Ansokan(avser_ar=2022, kommun=Kommun(namn="Nyberga"), postadress="", plan="Planen."),
        tjansteskrivelse=Tjansteskrivelse(beslut=("Ett.", "Två.")),
    )
    prov = Prov(arende)
    assert {
        "kommun.namn": "Nyberga kommun",
        "redovisning.ar": 2021,
        "redovisning.omfattar[1]": "Björkdala",
        "ansokan.kommun.namn": "Nyberga",
        "ansokan.avser_ar": 2022,
        "ansokan.plan": "Planen.",
        "tjansteskrivelse.beslut[0]": "Ett.",
        "tjansteskrivelse.beslut[1]": "Två.",
    } == {path: varde for path, _, varde in prov.answers}
    assert "björkdala\nplanen.\nett.\ntvå." == prov.all_text
    assert ["Nyberga kommun", "Nyberga"] == [
        prov.kommun_of(dokument).namn for dokument in (prov.redovisning, prov.ansokan)
    ]


# What a finding carries


def test_finding_carries_what_the_rule_states() -> None:
    """A finding has the rule's code, force and law, and the path, texts and figure of what was found."""
    (funnen,) = check(make_arende(), rules=[make_rule(styrka=BOR, lagrum="2013:522 10 § 1")])
    assert ("TST-001", BOR, "2013:522 10 § 1") == (funnen.kod, funnen.styrka, funnen.lagrum)
    assert (PATHS[0], "Det är fel.", "Rätta det.", 7) == (
        funnen.path,
        funnen.message,
        funnen.gor,
        funnen.ratt,
    )


def test_finding_names_the_printed_place() -> None:
    """A finding names section and label as printed in the edition that the document uses."""
    regel = make_rule("TST-001", "redovisning.pandemi.svar", "redovisning.ombud.kvinnor")
    assert [
        "1. Personliga ombud, ”Ange antalet personliga ombud, Antal kvinnor”",
        "8. Coronapandemin, ”Har Coronapandemin påverkat er verksamhet med personliga ombud under 2021?”",
    ] == [f.plats for f in check(make_arende(), rules=[regel])]
    skane = Arende(kommun=Kommun(lan="Skåne län"), redovisning=Redovisning(ar=2020))
    assert ["1.", "9."] == [(f.plats or "").split(" ")[0] for f in check(skane, rules=[regel])]


def test_finding_outside_a_form_has_no_place() -> None:
    """A document that is not a form, an unknown form and the ärende itself have no printed place."""
    regel = make_rule("TST-001", "tjansteskrivelse.datum", "kommun.namn", "redovisning.ar", kraver=())
    arende = attrs.evolve(make_arende(), redovisning=Redovisning(ar=2021, blankett="finns_inte"))
    assert [None] * 3 == [f.plats for f in check(arende, rules=[regel])]


def test_finding_stands_where_the_value_was_read() -> None:
    """A finding has the position of its value in the file, or that of the nearest part around it."""
    plats = Position("arende.yaml", 12, 5)
    arende = attrs.evolve(make_arende(), kalla=Kalla(positioner={"redovisning.ombud": plats}))
    funna = check(arende, rules=[make_rule("TST-001", *PATHS[:2])])
    assert [plats, None] == [f.position for f in funna]


def test_findings_are_sorted() -> None:
    """Findings come by document, then force, then place, whatever the order of the rules."""
    regler = [
        make_rule("TST-003", "kommun.namn", kraver=()),
        make_rule("TST-002", PATHS[1], PATHS[0], styrka=BOR),
        make_rule("TST-001", PATHS[2]),
    ]
    expected = ["TST-001", "TST-002", "TST-002", "TST-003"]
    assert expected == codes(make_arende(), *regler)
    assert check(make_arende(), rules=regler) == check(make_arende(), rules=regler[::-1])


def test_areas_have_paths() -> None:
    """The delområden of a redovisning come with their paths; one without a name when it is not split."""
    assert ["redovisning.omraden[0]"] == [path for path, _ in Prov(make_arende()).areas]
    two = replace(make_arende(), "redovisning.omraden", (Omrade(namn="Norr"), Omrade(namn="Söder")))
    assert [("redovisning.omraden[0]", "Norr"), ("redovisning.omraden[1]", "Söder")] == [
        (path, omrade.namn) for path, omrade in Prov(two).areas
    ]


# Waivers


def waiver(
    kod: str | None = "TST-001", motivering: str | None = "Så är det.", falt: str | None = None
) -> Undantag:
    """Make a waiver."""
    return Undantag(kod=kod, motivering=motivering, falt=falt)


def test_waiver_removes_its_findings() -> None:
    """A motivated waiver removes the findings of its rule, and of no other."""
    arende = make_arende(waiver())
    assert ["TST-002"] == codes(arende, make_rule("TST-001", *PATHS), make_rule("TST-002"))


@pytest.mark.parametrize(
    ("falt", "left"),
    [
        (PATHS[1], [PATHS[0], PATHS[2]]),
        ("redovisning.omraden", [PATHS[0]]),
        ("redovisning.omraden[0].klienter.totalt.kvinnor", [PATHS[0], PATHS[2]]),
        ("redovisning", []),
    ],
)
def test_waiver_of_a_field(falt: str, left: list[str]) -> None:
    """A waiver with a field removes the findings at that field and inside it only."""
    funna = check(make_arende(waiver(falt=falt)), rules=[make_rule("TST-001", *PATHS)])
    assert left == [f.path for f in funna]


def test_waiver_of_a_field_with_a_longer_name() -> None:
    """A waiver does not reach a field whose name merely begins with that of its own field."""
    arende = make_arende(waiver(falt="redovisning.ombud.kvinno"))
    assert ["TST-001", "UND-001"] == codes(arende, make_rule())


WITHOUT_REASON = "saknar motivering och gäller därför inte."
WRITE_A_REASON = "Skriv en motivering, eller ta bort undantaget."
NO_SUCH_RULE = "men det finns ingen regel med den koden."
LIST_OF_RULES = "Kommandot poreport rules visar reglernas koder."


@pytest.mark.parametrize(
    ("undantag", "kod", "styrka", "message", "gor"),
    [
        (
            waiver(falt="redovisning.ekonomi"),
            "UND-001",
            UPPLYSNING,
            f"Undantaget från TST-001 gäller ett annat fält än det som har anmärkningen, {PATHS[0]}.",
            "Rätta fältet i undantaget, eller ta bort undantaget.",
        ),
        (
            waiver(kod="TST-002"),
            "UND-001",
            UPPLYSNING,
            "Undantaget från TST-002 behövs inte längre: regeln finner inget att anmärka på.",
            "Ta bort undantaget.",
        ),
        (
            waiver(motivering=None),
            "UND-002",
            BOR,
            f"Undantaget från ”TST-001” {WITHOUT_REASON}",
            WRITE_A_REASON,
        ),
        (
            waiver(motivering=""),
            "UND-002",
            BOR,
            f"Undantaget från ”TST-001” {WITHOUT_REASON}",
            WRITE_A_REASON,
        ),
        (
            waiver(motivering=" – "),
            "UND-002",
            BOR,
            f"Undantaget från ”TST-001” {WITHOUT_REASON}",
            WRITE_A_REASON,
        ),
        (waiver(None, None), "UND-002", BOR, f"Undantaget från ”” {WITHOUT_REASON}", WRITE_A_REASON),
        (waiver("RED-999"), "UND-003", BOR, f"Undantaget gäller ”RED-999”, {NO_SUCH_RULE}", LIST_OF_RULES),
        (waiver(None), "UND-003", BOR, f"Undantaget gäller ””, {NO_SUCH_RULE}", LIST_OF_RULES),
    ],
)
def test_waiver_that_does_not_bite_is_found(
    undantag: Undantag, kod: str, styrka: Any, message: str, gor: str
) -> None:
    """A waiver that is unused, unmotivated or of an unknown rule removes nothing and is itself found."""
    silent = make_rule("TST-002", kraver=("arsrapport",))
    funna = check(make_arende(waiver("TST-003"), undantag), rules=[make_rule(), make_rule("TST-003"), silent])
    assert {"TST-001", kod} == {f.kod for f in funna}
    (om,) = (f for f in funna if f.kod == kod)
    assert ("undantag[1]", styrka, message, gor) == (om.path, om.styrka, om.message, om.gor)


def test_waiver_is_found_where_it_stands() -> None:
    """A finding about a waiver has the position of the waiver in the file."""
    plats = Position("arende.yaml", 40, 3)
    arende = attrs.evolve(make_arende(waiver(kod="X")), kalla=Kalla(positioner={"undantag[0]": plats}))
    assert [plats] == [f.position for f in check(arende, rules=[])]


def test_several_waivers_share_a_finding() -> None:
    """Two waivers of the same finding are both used: neither is reported as needless."""
    assert [] == codes(make_arende(waiver(), waiver(falt=PATHS[0])), make_rule())


# The catalogue and rules of one's own


def test_catalogue_has_unique_codes() -> None:
    """No two rules of the catalogue have the same code, and none has a code of the engine's own."""
    koder = [r.kod for r in all_rules()]
    assert sorted(set(koder)) == sorted(koder)
    assert not {r.kod for r in WAIVER_RULES} & set(koder)


def test_check_uses_the_catalogue() -> None:
    """Without a list of rules, `check` uses the catalogue."""
    arende = replace(make_arende(), "redovisning.omraden[0].klienter.nya.man.b65", -3)
    assert "RED-104" in {f.kod for f in check(arende)}


def test_same_code_twice_is_refused() -> None:
    """Two rules with one code are refused, and the message names the code."""
    koder = ("TST-001", "TST-002", "TST-003", "TST-002", "TST-001")
    with pytest.raises(ValueError, match=r"^Flera regler har samma kod: TST-001, TST-002\.$"):
        check(make_arende(), rules=[make_rule(kod) for kod in koder])


@pytest.mark.parametrize("kod", ["", "RED101", "red-101", "RED-1", "RED-1011", "RÖD-101", "RED-١٢٣"])
def test_malformed_code_is_refused(kod: str) -> None:
    """A code is three capitals A–Z, a hyphen and three digits; anything else is refused in Swedish."""
    with pytest.raises(ValueError, match="tre versaler, bindestreck och tre siffror"):
        rule(kod, SKA)


@pytest.fixture
def own_module(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that makes an importable module of the given names and values."""

    def make(**names: Any) -> str:
        module = ModuleType("kommunens_regler")
        vars(module).update(names)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return module.__name__

    return make


def test_own_rules_of_a_module(own_module: Callable[..., str]) -> None:
    """Every `Rule` of a kommun's modules is used, in its order there, and nothing else of them."""
    first, second = make_rule("KOM-002"), make_rule("KOM-001")
    module = own_module(a=first, b=second, c="RED-101", d=rule)
    assert [first, second] == own_rules([module])
    assert [first, second] * 2 == own_rules([module, module])


@pytest.mark.parametrize(
    ("namn", "source", "expected"),
    [
        ("finns_inte", None, "den finns inte i mappen där du står, och är inte installerad."),
        ("regler.py", None, "Skriv namnet utan .py: regler."),
        ("regler", "import finns_inte", "Python säger ModuleNotFoundError: No module named 'finns_inte'"),
        ("regler", "1 / 0", "Python säger ZeroDivisionError: division by zero"),
    ],
)
def test_module_of_own_rules_that_cannot_be_imported(
    namn: str, source: str | None, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module of own rules that cannot be imported gives a Swedish message with its name and the reason."""
    if source is not None:
        (tmp_path / f"{namn}.py").write_text(source, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ImportError) as caught:
        own_rules([namn])
    begins, _, ends = str(caught.value).partition(" kunde inte läsas in")
    assert (f"Modulen ”{namn}” med egna regler", expected) == (begins, ends.lstrip(".: "))


def test_own_rules_of_an_entry_point(
    own_module: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed package offers rules by the entry point group poreport.rules, and `check` uses them."""
    module = own_module(egen=make_rule("KOM-001"))
    installed = tmp_path / "kommunens_regler-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: kommunens-regler\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(f"[poreport.rules]\nkommunen = {module}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    rules._installed_rules.cache_clear()
    try:
        assert ["KOM-001"] == [r.kod for r in own_rules()]
        assert "KOM-001" in {f.kod for f in check(make_arende())}
    finally:
        rules._installed_rules.cache_clear()


def test_force_of_a_rule_is_one_of_three() -> None:
    """A rule whose force is written as a text is refused when it is defined, not when it finds something."""
    with pytest.raises(ValueError, match="Styrkan för TST-001 ska vara SKA, BOR eller UPPLYSNING"):
        rule("TST-001", "SKA")  # type: ignore[arg-type]  # the mistake that is refused


# The page of a rule


def test_page_is_the_docstring() -> None:
    """A rule's title is the first line of its docstring, and its page the four parts, each on one line."""

    @rule("TST-001", SKA)
    def regel(_prov: Prov) -> Iterator[Traff]:
        """Summan stämmer.

        Varför: Varje klient redovisas
            en gång.
        Fel: 3.
        Rätt: 4: två
            och två.
        Gör så här: Räkna om.
        """
        yield from ()

    assert "Summan stämmer." == regel.title
    assert {
        "Varför": "Varje klient redovisas en gång.",
        "Fel": "3.",
        "Rätt": "4: två och två.",
        "Gör så här": "Räkna om.",
    } == regel.page


def test_page_begins_below_the_title() -> None:
    """The empty line below the title may be left out."""

    @rule("TST-001", SKA)
    def regel(_prov: Prov) -> Iterator[Traff]:
        """Summan stämmer.
        Varför: Det är så.
        """  # noqa: D205  a page written in a hurry
        yield from ()

    assert ("Summan stämmer.", {"Varför": "Det är så."}) == (regel.title, regel.page)


def test_rule_without_docstring_has_an_empty_page() -> None:
    """A kommun's own rule may lack a docstring: then it has neither title nor page."""

    def silent(_prov: Prov) -> Iterator[Traff]:
        yield from ()

    regel = rule("TST-001", SKA)(silent)
    assert ("", {}) == (regel.title, regel.page)
