"""Characters and keys: normalised text, blank answers, folded keys; and what importing costs."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport.svenska import NBSP, Tolkat, fold, is_blank, normalise_text

troublesome = st.text("aeоасрå\u030a\u0308\u00ad\u00a0\u202f\u200b\r\n\u2028 \tοЖ-", max_size=20)


@given(st.one_of(st.text(), troublesome))
def test_normal_text_is_normal(text: str) -> None:
    """Normalising twice is normalising once, and the second time there is nothing to remark on."""
    once = normalise_text(text).varde
    assert Tolkat(once) == normalise_text(once)
    assert unicodedata.is_normalized("NFC", once)


@given(st.text("abcåäöÅÄÖé ,.-–”\n\t0123456789§"))
def test_ordinary_swedish_text_is_left_alone(text: str) -> None:
    """Text without anything strange comes back as it was, without a remark."""
    assert Tolkat(text) == normalise_text(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Självskaдебeteende", "Självskadebeteende"),
        ("рå", "på"),
        ("Кalmar", "Kalmar"),
        ("kοmmun", "kommun"),
        ("Αnsökan", "Ansökan"),
        ("tvа\u030a", "två"),
    ],
)
def test_look_alikes_in_latin_words_become_latin(text: str, clean: str) -> None:
    """Cyrillic and Greek letters in a Swedish word become the intended ones, and the word is named."""
    remark = f"bytte främmande bokstäver mot latinska i ”{clean}”"
    assert Tolkat(clean, remark) == normalise_text(text)


@pytest.mark.parametrize("text", ["Москва", "а", "μg", "kΩ", "Жalmar", "αβγ"])
def test_words_that_are_not_latin_are_left_alone(text: str) -> None:
    """A word in another script, or with a letter that resembles nothing Latin, stays as it is."""
    assert Tolkat(text) == normalise_text(text)


def test_hidden_hyphens_are_removed_and_told_of() -> None:
    """A soft hyphen inside a word would make the word unfindable; it goes, with a remark."""
    assert Tolkat("riktnummer", "tog bort mjuka bindestreck") == normalise_text("rikt\u00adnummer")


def test_invisible_differences_go_in_silence() -> None:
    """Spaces, line ends, zero-width signs and composition are evened out without a remark."""
    text = f"a{NBSP}b\u202fc\r\nd\re\u2028f\u200bg\ta\u030a"
    assert Tolkat("a b c\nd\ne\nfg\tå") == normalise_text(text)


@pytest.mark.parametrize("text", ["", " ", NBSP, "-", "–", "—", "--", " – ", "\u2212", "\n", "\u200b", None])
def test_blank_answers(text: str | None) -> None:
    """None, white space and dashes say nothing."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "- nej", "x", ".", "–3"])
def test_answers_that_are_not_blank(text: str) -> None:
    """Zero and any sign other than a dash say something."""
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("key", "folded"),
    [
        ("Årsanställningar", "arsanstallningar"),
        ("a\u030arsansta\u0308llningar", "arsanstallningar"),
        (" Hemmavarande barn ", "hemmavarande_barn"),
        ("e-post", "e_post"),
        ("Plus- eller bankgiro", "plus_eller_bankgiro"),
        ("Allé", "alle"),
        ("b18_29", "b18_29"),
    ],
)
def test_keys_are_folded(key: str, folded: str) -> None:
    """A key is lower case ASCII for Swedish letters, with underscores for spaces and hyphens."""
    assert folded == fold(key)


@given(st.text())
def test_folding_twice_is_folding_once(key: str) -> None:
    """A folded key stays as it is."""
    assert fold(key) == fold(fold(key))


def test_importing_svenska_imports_nothing_heavy() -> None:
    """Importing the package starts neither Babel nor the calendar, so that a check starts fast."""
    code = "import sys, poreport.svenska; print(sorted({'babel', 'calendar', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]\n" == done.stdout
