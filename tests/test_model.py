"""The model: shape is checked, content is not; unanswered, zero and unsplit differ; paths lead to fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poreport import model
from poreport.lagrum import parse_lagrum
from poreport.model import (
    DOKUMENT,
    ORSAKER,
    Aldersband,
    Ansokan,
    Arende,
    Brist,
    Ekonomi,
    Falt,
    Kalla,
    Kommun,
    Omrade,
    Orsakstal,
    Pandemialternativ,
    Position,
    Redovisning,
    Slag,
    Svar,
    Tjansteskrivelse,
    Underskrift,
    Undertecknare,
    falt_i,
)
from poreport.model.falt import falt_av
from poreport.model.paths import field_at, get, known_paths, replace, split, walk
from poreport.testing import any_arende

NOT_FIELDS = {(Arende, "kalla")}
BAND = "redovisning.omraden[0].klienter.totalt.kvinnor.b18_29"


def classes() -> Iterator[type[Any]]:
    """Yield every model class that an ärende can hold."""
    seen: list[type[Any]] = [Arende]
    for klass in seen:
        yield klass
        seen += [f.klass for f in falt_i(klass).values() if f.klass and f.klass not in seen]


CLASSES = list(dict.fromkeys(classes()))
FIELDS = [(klass, namn, falt) for klass in CLASSES for namn, falt in falt_i(klass).items()]


# What is stated of every field


@pytest.mark.parametrize("klass", CLASSES)
def test_every_attribute_is_a_field(klass: type[Any]) -> None:
    """Every attribute of a model class states what it is, except the record of where values came from."""
    silent = {a.name for a in attrs.fields(klass) if falt_av(a) is None}
    assert {namn for owner, namn in NOT_FIELDS if owner is klass} == silent


@pytest.mark.parametrize(("klass", "namn", "falt"), FIELDS)
def test_field_is_described(klass: type[Any], namn: str, falt: Falt) -> None:
    """Every field has a Swedish title and, where it has one, a place in the law that can be read."""
    assert falt.titel[:1].isupper() or falt.titel[:1].isdigit(), f"{klass.__name__}.{namn}"
    assert not falt.titel.endswith(".")
    assert falt.hjalp is None or falt.hjalp.endswith(".")
    assert falt.lagrum is None or parse_lagrum(falt.lagrum).paragraf


@pytest.mark.parametrize(("klass", "namn", "falt"), FIELDS)
def test_figures_have_units(klass: type[Any], namn: str, falt: Falt) -> None:
    """A figure says what it counts, a part its class and a choice its words; other fields have none of it."""
    figures = {Slag.ANTAL, Slag.KRONOR, Slag.ARSANSTALLNINGAR, Slag.PROCENT}
    assert falt.enhet is not None or falt.slag not in figures, f"{klass.__name__}.{namn}"
    assert (falt.slag is Slag.VAL) == bool(falt.val)
    assert falt.klass is not None or falt.slag is not Slag.DEL


@pytest.mark.parametrize("klass", CLASSES)
def test_classes_are_frozen(klass: type[Any]) -> None:
    """No field of a made value can be changed."""
    obligatory = {"ar": 2021, "avser_ar": 2022}
    value = klass(**{namn: ar for namn, ar in obligatory.items() if namn in falt_i(klass)})
    for attribute in attrs.fields(klass):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, attribute.name, None)


@pytest.mark.parametrize("klass", CLASSES)
def test_classes_are_public(klass: type[Any]) -> None:
    """Every class that an ärende can hold is a public name of poreport.model."""
    assert klass is getattr(model, klass.__name__)
    assert klass.__name__ in model.__all__


def test_reasons_are_those_of_the_form() -> None:
    """The ten reasons are listed in the order of the form."""
    assert ORSAKER == tuple(falt_i(type(Omrade().orsaker)))


# Shape


@pytest.mark.parametrize(
    ("klass", "namn", "varde"),
    [
        (Aldersband, "totalt", "3"),
        (Aldersband, "totalt", 3.0),
        (Aldersband, "totalt", True),
        (Aldersband, "totalt", Decimal(3)),
        (Ekonomi, "beviljade_tjanster", 2),
        (Ekonomi, "beviljade_tjanster", 2.0),
        (Ekonomi, "beviljade_tjanster", Decimal("NaN")),
        (Ekonomi, "beviljade_tjanster", Decimal("-Infinity")),
        (Underskrift, "datum", "2021-12-31"),
        (Underskrift, "datum", datetime(2021, 12, 31, tzinfo=UTC)),
        (Underskrift, "beslutad_digitalt", 1),
        (Kommun, "namn", 5),
        (Kommun, "namn", b"Kalmar"),
        (model.Ko, "svar", 1),
        (model.Ko, "svar", "ja"),
        (model.Ko, "svar", Pandemialternativ.ANNAN),
        (Omrade, "klienter", None),
        (Omrade, "klienter", Orsakstal()),
        (model.Brister, "poster", ("text",)),
        (model.Brister, "poster", None),
        (model.Brister, "poster", Brist()),
        (Tjansteskrivelse, "beslut", "en text"),
        (Tjansteskrivelse, "beslut", (1,)),
    ],
)
def test_shapeless_value_is_refused(klass: type[Any], namn: str, varde: Any) -> None:
    """A value of another type than its field is refused, with the name, title and kind of the field."""
    falt = falt_i(klass)[namn]
    with pytest.raises(TypeError) as fel:
        klass(**{namn: varde})
    assert str(fel.value).startswith(f"{klass.__name__}.{namn} ({falt.titel}) kan inte vara ")
    assert str(fel.value).endswith(f"fältet är av slaget {falt.slag.value}.")


@pytest.mark.parametrize("klass", [Redovisning, Ansokan])
def test_year_is_mandatory(klass: type[Any]) -> None:
    """A redovisning, an ansökan and an årsrapport cannot be without a year."""
    with pytest.raises(TypeError):
        klass()
    with pytest.raises(TypeError, match="kan inte vara None"):
        klass(**{next(namn for namn in falt_i(klass) if namn.endswith("ar")): None})


@pytest.mark.parametrize(
    ("klass", "values"),
    [
        (Aldersband, {"totalt": -3, "b65": 10**30}),
        (Ekonomi, {"forbrukat": -1, "forbrukade_tjanster": Decimal("-0.001")}),
        (model.Ko, {"svar": Svar.JA | Svar.NEJ, "vantetid": ""}),
        (Kommun, {"organisationsnummer": "inget", "postnummer": "\0"}),
        (Redovisning, {"ar": -44}),
        (Brist, {"niva": "hög"}),
    ],
)
def test_wrong_content_can_be_held(klass: type[Any], values: dict[str, Any]) -> None:
    """The model holds what is wrong but has a shape: to judge it is the business of the rules."""
    assert values == {namn: getattr(klass(**values), namn) for namn in values}


@settings(max_examples=30)
@given(any_arende())
def test_absurd_arenden_can_be_held(arende: Arende) -> None:
    """The same values make an equal ärende, however absurd they are."""
    assert arende == attrs.evolve(arende)


# Unanswered, zero and unsplit


def test_unanswered_is_not_zero() -> None:
    """What is not given is None, which is neither 0, Nej, nor an empty text."""
    assert [None] * 5 == list(attrs.astuple(Aldersband()))
    assert Aldersband() != Aldersband(totalt=0)
    assert model.Ko() != model.Ko(svar=Svar.NEJ)
    assert Kommun() != Kommun(namn="")


def test_unsplit_is_not_zero() -> None:
    """A figure for both genders together has a field of its own and says nothing of either gender."""
    samlat = Orsakstal(samlat=5)
    assert (None, None, 5) == (samlat.kvinnor, samlat.man, samlat.samlat)
    assert samlat != Orsakstal(kvinnor=5, man=0)


def test_both_boxes_can_be_ticked() -> None:
    """An answer holds several ticked boxes, and none at all apart from unanswered."""
    both = Svar.JA | Svar.NEJ
    assert [Svar.JA, Svar.NEJ] == list(both)
    assert Svar.JA in both
    assert model.Ko(svar=Svar(0)) != model.Ko()


def test_decimals_are_kept_as_written() -> None:
    """Årsanställningar keep as many decimals as were written, so that a rule can see them."""
    assert ["1", "1.0", "1.00"] == [
        str(Ekonomi(beviljade_tjanster=Decimal(tal)).beviljade_tjanster) for tal in ("1", "1.0", "1.00")
    ]


def test_parts_are_there_when_empty() -> None:
    """Every part is there although nothing was given, so that every path can be followed."""
    assert get(Redovisning(ar=2021), "omraden[0].klienter.nya.man.b65") is None
    assert 1 == len(Redovisning(ar=2021).omraden)
    assert (Omrade(),) == Redovisning(ar=2021, omraden=()).omraden


def test_lists_become_tuples() -> None:
    """A list that is given for a field of several is kept as a tuple."""
    several: Any = ["a", "b"]
    assert ("a", "b") == Redovisning(ar=2021, omfattar=several).omfattar
    one: Any = [Undertecknare()]
    assert (Undertecknare(),) == Tjansteskrivelse(undertecknare=one).undertecknare


# The ärende


def test_documents_get_the_kommun() -> None:
    """A document without its own kommun gets that of the ärende."""
    kommun = Kommun(namn="Exempelby kommun")
    arende = Arende(
        kommun=kommun,
        redovisning=Redovisning(ar=2021),
        ansokan=Ansokan(avser_ar=2022),
        tjansteskrivelse=Tjansteskrivelse(),
        arsrapport=model.Arsrapport(ar=2021),
    )
    assert [kommun] * 4 == [dokument.kommun for dokument in arende.dokument.values()]
    assert DOKUMENT == tuple(arende.dokument)


def test_own_kommun_is_kept() -> None:
    """A document that names its kommun in another way keeps it."""
    own = Kommun(namn="Exempelbykommun")
    arende = Arende(kommun=Kommun(namn="Exempelby kommun"), redovisning=Redovisning(ar=2021, kommun=own))
    assert arende.redovisning is not None
    assert own == arende.redovisning.kommun


ADDRESS = {"utdelningsadress": "Box 12", "postnummer": "391 28", "postort": "Exempelby"}


def test_ansokan_gets_the_postal_address() -> None:
    """An ansökan without a postal address gets that of its kommun on one line; a given one is kept."""
    kommun = Kommun(**ADDRESS)
    bare, own = (
        Arende(kommun=kommun, ansokan=Ansokan(avser_ar=2022, postadress=adress)).ansokan
        for adress in (None, "Box 1, 100 00 Ort")
    )
    assert bare is not None
    assert own is not None
    assert "Box 12, 391 28 Exempelby" == bare.postadress
    assert "Box 1, 100 00 Ort" == own.postadress


@pytest.mark.parametrize("missing", ADDRESS)
def test_half_an_address_is_none(missing: str) -> None:
    """When a part of the kommun's address is missing, the ansökan gets none."""
    kommun = Kommun(**{namn: varde for namn, varde in ADDRESS.items() if namn != missing})
    ansokan = Arende(kommun=kommun, ansokan=Ansokan(avser_ar=2022)).ansokan
    assert ansokan is not None
    assert ansokan.postadress is None


def test_only_given_documents_are_there() -> None:
    """An ärende without documents has none, and lists those it has in the order they are made."""
    assert {} == Arende().dokument
    both = Arende(tjansteskrivelse=Tjansteskrivelse(), redovisning=Redovisning(ar=2021))
    assert ["redovisning", "tjansteskrivelse"] == list(both.dokument)


def test_source_is_no_content() -> None:
    """Where an ärende was read does not make it another ärende."""
    assert Arende() == Arende(kalla=Kalla(filer=("arende.yaml",)))


# Where a value stood


def test_position_of_the_nearest() -> None:
    """A value without a place of its own has that of the nearest part around it, at last the file's."""
    kalla = Kalla(
        positioner={
            "": Position("a.yaml"),
            "redovisning.omraden": Position("a.yaml", 3),
            "redovisning.omraden[1]": Position("a.yaml", 9, 5),
        }
    )
    assert ["a.yaml:9:5", "a.yaml:3", "a.yaml:3", "a.yaml"] == [
        str(kalla.position(path))
        for path in (
            "redovisning.omraden[1].namn",
            "redovisning.omraden[0].namn",
            "redovisning.omraden",
            "redovisning.ombud.kvinnor",
        )
    ]
    assert Kalla().position("redovisning") is None


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (Position("a.yaml", 3, 7), "a.yaml:3:7"),
        (Position("a.yaml", 3), "a.yaml:3"),
        (Position("a.docx", plats="tabell 3, rad 2"), "a.docx (tabell 3, rad 2)"),
    ],
)
def test_position_as_text(position: Position, expected: str) -> None:
    """A position is written as editors read it, or with words where a document has no lines."""
    assert expected == str(position)


# Paths


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", []),
        ("kommun.namn", ["kommun", "namn"]),
        ("redovisning.omraden[2].namn", ["redovisning", "omraden", 2, "namn"]),
        ("omraden[].orsaker", ["omraden", 0, "orsaker"]),
    ],
)
def test_split(path: str, expected: list[str | int]) -> None:
    """A path is split into names and positions; an open position is the first."""
    assert expected == split(path)


@pytest.mark.parametrize("path", ["a b", "omraden[x]", "omraden[-1]", "Ko", "a..b", "å", "[1"])
def test_what_is_no_path(path: str) -> None:
    """A text that is not a path is refused in Swedish."""
    with pytest.raises(ValueError, match="är ingen sökväg"):
        split(path)


def test_get() -> None:
    """A value is found at its path; past a missing part or the end of a list there is None."""
    arende = Arende(redovisning=Redovisning(ar=2021, omfattar=("A", "B")))
    assert [2021, "B", None, None] == [
        get(arende, path)
        for path in (
            "redovisning.ar",
            "redovisning.omfattar[1]",
            "redovisning.omfattar[2]",
            "ansokan.avser_ar",
        )
    ]
    assert arende is get(arende, "")
    with pytest.raises(AttributeError):
        get(arende, "finns.inte")


def test_replace() -> None:
    """A value is replaced in a copy, and what it was made from is as before."""
    before = Arende(redovisning=Redovisning(ar=2021))
    after = replace(before, BAND, 7)
    assert (None, 7) == (get(before, BAND), get(after, BAND))
    assert after == replace(replace(after, BAND, 8), BAND, 7)


def test_replace_makes_what_is_missing() -> None:
    """Missing parts on the way are made, and a list grows with empty items up to the position."""
    arende = replace(Arende(), "tjansteskrivelse.undertecknare[2].namn", "Kim Exempel")
    assert arende.tjansteskrivelse is not None
    assert ["", "", "x"] == list(replace(Tjansteskrivelse(), "beslut[2]", "x").beslut)
    assert [None, None, "Kim Exempel"] == [u.namn for u in arende.tjansteskrivelse.undertecknare]


def test_replace_whole_parts() -> None:
    """A part, a list and an item can be replaced as a whole, and a document taken away."""
    arende = Arende(redovisning=Redovisning(ar=2021))
    assert replace(arende, "redovisning", None).redovisning is None
    item = replace(arende, "redovisning.omraden[0]", Omrade(namn="Norr"))
    assert "Norr" == get(item, "redovisning.omraden[0].namn")
    assert () == replace(item, "redovisning.omfattar", ()).redovisning.omfattar


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("finns.inte", "Arende har inget fält finns"),
        ("redovisning.finns", "Redovisning har inget fält finns"),
        ("[0].namn", "oväntat index"),
        ("kommun[0].namn", "oväntat index"),
        ("kalla.filer", "Arende har inget fält kalla"),
    ],
)
def test_replace_needs_a_field(path: str, words: str) -> None:
    """Replacing at a path that is no field is refused in Swedish."""
    with pytest.raises(AttributeError, match=words):
        replace(Arende(redovisning=Redovisning(ar=2021)), path, 1)


def test_replace_checks_the_shape() -> None:
    """A value of the wrong shape is refused in a replacement too."""
    with pytest.raises(TypeError, match=r"Aldersband\.b18_29"):
        replace(Arende(redovisning=Redovisning(ar=2021)), BAND, "tre")


@pytest.mark.parametrize(
    ("path", "slag"),
    [
        (BAND, Slag.ANTAL),
        ("redovisning.omraden[]", Slag.LISTA),
        ("redovisning.omfattar[3]", Slag.LISTA),
        ("ansokan", Slag.DEL),
        ("undantag[0].kod", Slag.TEXT),
    ],
)
def test_field_at(path: str, slag: Slag) -> None:
    """The field at a path is known from the classes alone, without a value."""
    assert slag is field_at(Arende, path).slag


@pytest.mark.parametrize("path", ["", "finns", "kommun.finns", "kommun[0]", "[0]", "redovisning.ar.mer"])
def test_field_at_needs_a_field(path: str) -> None:
    """A path that leads to no field of the classes is refused."""
    with pytest.raises(AttributeError):
        field_at(Arende, path)


def test_walk_meets_every_known_path() -> None:
    """Walking a value meets every leaf that its class can have, unanswered ones too."""
    full = Redovisning(ar=2021, kommun=Kommun(), omfattar=("A",), brister=model.Brister(poster=(Brist(),)))
    met = {path.replace("[0]", "[]") for path, _, _ in walk(full)}
    assert set(known_paths(Redovisning)) == met


@settings(max_examples=30)
@given(any_arende(), st.randoms(use_true_random=False))
def test_walk_agrees_with_get_and_field_at(arende: Arende, slump: Any) -> None:
    """At every path of a walk, `get` finds the same value and `field_at` the same field."""
    leaves = list(walk(arende))
    for path, falt, varde in slump.sample(leaves, min(len(leaves), 40)):
        assert varde == get(arende, path)
        assert falt is field_at(Arende, path)


def test_walk_can_have_a_prefix() -> None:
    """The paths of a walk begin with the prefix that is given."""
    assert ["kommun.namn"] == [path for path, _, v in walk(Kommun(namn="A"), "kommun") if v]


def test_known_paths_have_open_positions() -> None:
    """The known paths of a class have lists with an open position."""
    paths = set(known_paths(Arende))
    assert {BAND.replace("[0]", "[]"), "redovisning.omfattar[]", "undantag[].kod"} <= paths
    assert "redovisning.omraden" not in paths


@pytest.mark.parametrize("dag", [date.min, date.max])
def test_dates_from_all_times(dag: date) -> None:
    """Any day of the calendar can be held."""
    assert dag == Underskrift(datum=dag).datum
