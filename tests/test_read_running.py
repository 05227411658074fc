"""Memos and yearly reports of any municipality: what they are, their heads, headings, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from poreport.model import Arende, Arsrapport, Konsrad, Tjansteskrivelse
from poreport.model.paths import get
from poreport.read import ReadError
from poreport.read.running.memo_decisions import Decisions
from poreport.read.running.yearly_figures import figures_in
from poreport.read.source import read_document

HEAD = "TJÄNSTESKRIVELSE\n\nSocialnämnden\n\nAnsökan om statsbidrag till personligt ombud 2023\n\n"
COVER = "Årsrapport personligt ombud 2023\n\nMålgruppen 2022\n\n"


def read(text: str) -> Arende:
    """The ärende in a text."""
    return read_document(text.encode(), "prov.txt")


def memo(text: str) -> Tjansteskrivelse:
    """The memo in a text."""
    skrivelse = read(text).tjansteskrivelse
    assert skrivelse is not None
    return skrivelse


def report(text: str) -> Arsrapport:
    """The yearly report in a text."""
    rapport = read(text).arsrapport
    assert rapport is not None
    return rapport


def table(*rows: Sequence[str]) -> str:
    """Rows as lines with tabs."""
    return "\n".join("\t".join(row) for row in rows) + "\n\n"


# --- memos --------------------------------------------------------------------------------------------------


def test_a_memo_about_something_else_is_refused() -> None:
    """A memo that nowhere names personligt ombud is no document of ours, and the message says so."""
    text = HEAD.replace("personligt ombud", "familjerådgivning") + "Förslag till beslut\n\nNämnden ansöker."
    with pytest.raises(ReadError, match="nämner inte personligt ombud"):
        read(text)


def test_a_memo_that_names_the_ombud_in_passing_is_read_with_a_warning() -> None:
    """Where neither title, decisions nor attachments name personligt ombud, the reader asks for a look."""
    text = HEAD.replace("personligt ombud", "familjerådgivning") + (
        "Förslag till beslut\n\nNämnden ansöker.\n\nBakgrund\n\nElva par har också personligt ombud."
    )
    told = [tolkning.text for tolkning in read(text).kalla.tolkningar]
    assert any("kontrollera att det är rätt skrivelse" in remark for remark in told)


@pytest.mark.parametrize("title", ["MISSIV", "Beslutsunderlag", "BESLUTSFÖRSLAG", "Tjänsteskrivelse"])
def test_a_memo_may_have_another_name(title: str) -> None:
    """What stands first is the memo's name, also when the same word may be the heading of a section."""
    skrivelse = memo(
        f"{title}\n\nDnr SN 2022/14\n\nAnsökan om statsbidrag till personligt ombud 2023\n\n"
        "Förslag till beslut\n\nNämnden ansöker.\n\nBeslutsunderlag\n\nAnsökan 2023"
    )
    assert ("Nämnden ansöker.",) == skrivelse.beslut
    assert (("Ansökan 2023",), "SN 2022/14") == (skrivelse.bilagor, skrivelse.arendebeteckning)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Omsorgsförvaltningens förslag", "beslut[0]"),
        ("Förslag till ordförandebeslut", "beslut[0]"),
        ("Socialkontorets bedömning", "bedomning"),
        ("Förvaltningens ståndpunkt", "bedomning"),
        ("Ekonomiska konsekvenser om beslut fattas enligt förslag", "ekonomi"),
        ("Bedömning ur ekonomisk dimension", "ekonomi"),
        ("Konsekvenser ur ett barnperspektiv", "barn"),
        ("Prövning av barnets bästa", "barn"),
        ("Handlingar i ärendet", "bilagor[0]"),
        ("Beslutet delges", "skickas_till[0]"),
        ("Expedieringskrets", "skickas_till[0]"),
        ("Beslutet ska sändas till", "skickas_till[0]"),
        ("Bilagor till beslut", "bilagor[0]"),
        ("Påverkan på ekonomin", "ekonomi"),
        ("Redogörelse för ärendet", "bakgrund"),
    ],
)
def test_headings_of_many_municipalities(heading: str, field: str) -> None:
    """The usual headings lead to their section, whoever's förvaltning or nämnd they name."""
    skrivelse = memo(f"{HEAD}{heading}\n\nTexten här\n\n")
    assert "Texten här" == get(skrivelse, field)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["Nämnden beslutar", "att ansöka"], Decisions(("att ansöka",), "att-satser")),
        (
            ["Socialnämnden föreslås besluta att:", "ansöka"],
            Decisions(("att ansöka",), "att-satser", "Socialnämnden"),
        ),
        (
            ["I socialnämnd Hamnen:", "Nämnden ansöker."],
            Decisions(("Nämnden ansöker.",), None, "socialnämnd Hamnen"),
        ),
        (
            ["Nämnden ansöker.", "Paragrafen justeras."],
            Decisions(("Nämnden ansöker.", "Paragrafen justeras.")),
        ),
        (
            ["Ordföranden beslutar med stöd av 6 kap. 39 § kommunallagen", "att ansöka"],
            Decisions(
                ("att ansöka",),
                "att-satser",
                None,
                "Ordföranden beslutar med stöd av 6 kap. 39 § kommunallagen",
            ),
        ),
        ([], Decisions(())),
    ],
)
def test_words_that_lead_decisions_in(items: list[str], expected: Decisions) -> None:
    """The words before decisions give the nämnd and the form; what more they say is kept."""
    assert expected == Decisions.of(items)


def test_a_heading_ends_a_list_of_decisions() -> None:
    """A line without a mark above a sentence, below marked decisions, is the heading of what follows."""
    skrivelse = memo(
        f"{HEAD}Förslag till beslut\n- Nämnden ansöker om bidrag.\nVad saken gäller\n"
        "Det här är en mening som är så lång att den inte är någon rubrik."
    )
    assert ("Nämnden ansöker om bidrag.",) == skrivelse.beslut
    assert (skrivelse.bakgrund or "").startswith("**Vad saken gäller**")


@pytest.mark.parametrize("between", ["\n\n\n\n", "\n\f"])
def test_a_memo_on_a_report_and_the_report(between: str) -> None:
    """A memo whose title and attachment are called what the report is called stands apart from the report."""
    title = "Årsrapport personligt ombud 2023"
    skrivelse = (
        f"TJÄNSTESKRIVELSE\n\nSocialnämnden\n\n{title}\n\nFörslag till beslut\n\n"
        f"Nämnden godkänner rapporten.\n\nBilaga\n\n{title}\n"
    )
    arende = read(f"{skrivelse}{between}{COVER}Utgivare: Kansliet\n\nSammanfattning\n\nAllt är som förr.\n")
    assert arende.tjansteskrivelse is not None
    assert arende.arsrapport is not None
    assert (title, (title,)) == (arende.tjansteskrivelse.rubrik, arende.tjansteskrivelse.bilagor)
    assert (title, "Allt är som förr.") == (arende.arsrapport.rubrik, arende.arsrapport.sammanfattning)


def test_a_memo_called_what_its_form_is_called() -> None:
    """The title of a form above proposed decisions is the title of a memo."""
    title = "Redovisning av statsbidrag till kommuner som bedriver verksamhet med personligt ombud"
    text = f"Tjänsteskrivelse\n\nSocialnämnden\n\n{title}\n\nFörslag till beslut\n\nNämnden godkänner den."
    arende = read(text)
    assert ["tjansteskrivelse"] == list(arende.dokument)
    assert title == memo(text).rubrik


def test_a_footer_between_pages_stands_in_no_section() -> None:
    """The address at the foot of a page and the head of the next are told of, and part no sentence."""
    text = (
        f"{HEAD}Bakgrund\n\nVerksamheten har funnits i många år och den bedrivs i samverkan med\n"
        "Box 12, 123 45 Björkdala\nBesöksadress: Storgatan 4\nTelefon 0123-450 00\nwww.example.se\n"
        "TJÄNSTESKRIVELSE\t2 (2)\nandra kommuner i länet.\n"
    )
    arende = read(text)
    assert arende.tjansteskrivelse is not None
    expected = "Verksamheten har funnits i många år och den bedrivs i samverkan med andra kommuner i länet."
    assert expected == arende.tjansteskrivelse.bakgrund
    told = [tolkning.text for tolkning in arende.kalla.tolkningar]
    assert any("Besöksadress: Storgatan 4" in remark for remark in told)


def test_signatures_that_stand_in_steps() -> None:
    """Names whose titles stand a row lower in another column are read by their columns."""
    text = f"{HEAD}Bakgrund\n\nText.\n\nSam Exempel\t\nSocialchef\tKim Exempel\n\tEnhetschef"
    signed = [(person.namn, person.titel) for person in memo(text).undertecknare]
    assert [("Sam Exempel", "Socialchef"), ("Kim Exempel", "Enhetschef")] == signed


def test_a_head_whose_columns_are_lost() -> None:
    """Labels in one line and their values in another are read by what they look like."""
    text = (
        "TJÄNSTESKRIVELSE 1 (2)\nDatum Vår beteckning Er beteckning\n2022-11-28 SN 2022/14 Socialnämnden\n\n"
        "Ansökan om statsbidrag till personligt ombud 2023\n\nFörslag till beslut\n\nNämnden ansöker.\n\n"
        "Kim Exempel\nSocialchef Sam Exempel\nEnhetschef\n"
    )
    skrivelse = memo(text)
    assert ("SN 2022/14", "Socialnämnden") == (skrivelse.arendebeteckning, skrivelse.mottagare)
    signed = [(person.namn, person.titel) for person in skrivelse.undertecknare]
    assert [("Kim Exempel", "Socialchef"), ("Sam Exempel", "Enhetschef")] == signed


def test_rows_of_a_column_that_have_become_one() -> None:
    """A number with a date after it, a nämnd with its day, and a name with its title, are parted."""
    text = (
        "TJÄNSTESKRIVELSE\n\nDnr SN 22-14 2022-11-28\nTill: Socialnämnden 2022-12-15\n\n"
        "Ansökan om statsbidrag till personligt ombud 2023\n\nBakgrund\n\nText.\n\nKim Exempel Enhetschef\n"
    )
    skrivelse = memo(text)
    assert ("SN 22-14", "Socialnämnden") == (skrivelse.arendebeteckning, skrivelse.mottagare)
    assert "2022-11-28" == str(skrivelse.datum)
    assert [("Kim Exempel", "Enhetschef")] == [(p.namn, p.titel) for p in skrivelse.undertecknare]


def test_a_word_that_stands_in_the_head_is_kept_below() -> None:
    """Only what stands with a page's number is the head of a page; the nämnd among the recipients is not."""
    text = (
        f"{HEAD}Förslag till beslut\n\nNämnden ansöker.\n\n"
        "Beslutet skickas till\nLänsstyrelsen\nSocialnämnden\n\nTJÄNSTESKRIVELSE\t2 (2)\n\nBakgrund\n\nText."
    )
    assert ("Länsstyrelsen", "Socialnämnden") == memo(text).skickas_till


def test_numbers_and_labels_are_no_names() -> None:
    """A diarienummer above a recipient with a title is no signature."""
    text = f"{HEAD}Bakgrund\n\nText.\n\nDnr SN-2022-14\nTill: Nämndens ordförande"
    assert () == memo(text).undertecknare


# --- tables of reports --------------------------------------------------------------------------------------

GENDERS = ["", "Kvinnor", "Män", "Totalt"]


def test_a_table_of_new_clients_is_no_table_of_clients() -> None:
    """A table with the same columns whose caption names new clients stays text and changes no unit."""
    first = table(GENDERS, ["Norr", "3", "4", "7"])
    second = table(GENDERS, ["Norr", "1", "2", "3"])
    rapport = report(f"{COVER}{first}Tabell 2. Nya klienter per enhet\n\n{second}")
    assert [Konsrad(kvinnor=3, man=4, totalt=7)] == [enhet.klienter for enhet in rapport.enheter]
    assert "Norr | 1 | 2 | 3" in (rapport.malgrupp or "")


@pytest.mark.parametrize(
    "rows",
    [
        [["", "Kvinnor 2021", "Män 2021", "Kvinnor 2022", "Män 2022"], ["Norr", "1", "2", "3", "4"]],
        [["", "Kvinnor", "Män"], ["Norr", "40 %", "60 %"]],
        [["", "Kvinnor", "Män", "Totalt"], ["18–29 år", "1", "2", "3"]],
        [["", "18–29 år", "30–49 år", "50–64 år", "65–"], ["Kvinnor", "1", "2", "3", "4"]],
        [["År", "Kvinnor", "Män"], ["2021", "1", "2"], ["2022", "3", "4"]],
        [["Enhet", "Nya", "Avslutade"], ["Norr", "1", "2"]],
    ],
)
def test_tables_without_fields_stay_text(rows: list[list[str]]) -> None:
    """Years, shares, ages by gender and other counts are not taken for clients of a unit."""
    rapport = report(f"{COVER}Här är tabellen.\n\n{table(*rows)}")
    assert () == rapport.enheter
    assert " | ".join(rows[-1]) in (rapport.malgrupp or "")


def test_hidden_counts_are_kept_with_their_field() -> None:
    """A cell that says "fewer than five" is no number; it is kept with the field that it stands in."""
    arende = read(f"{COVER}{table(GENDERS, ['Norr', '<5', '..', '7'])}")
    found = [(text.falt, text.text) for text in arende.otolkat]
    assert [
        ("arsrapport.enheter[0].klienter.kvinnor", "<5"),
        ("arsrapport.enheter[0].klienter.man", ".."),
    ] == found


def test_counts_with_their_shares() -> None:
    """A count with its share in brackets is a count, and what was left out is told."""
    arende = read(f"{COVER}{table(GENDERS, ['Norr', '15 (60 %)', '10 (40 %)', '25'])}")
    assert arende.arsrapport is not None
    assert [Konsrad(kvinnor=15, man=10, totalt=25)] == [e.klienter for e in arende.arsrapport.enheter]
    assert any("15 (60 %)" in tolkning.text for tolkning in arende.kalla.tolkningar)


def test_a_head_repeated_on_the_next_page() -> None:
    """The head of a table that stands once more after a page's title belongs to the same table."""
    title = "Årsrapport personligt ombud 2023"
    parts = (table(GENDERS, ["Norr", "1", "2", "3"]), table(GENDERS, ["Söder", "4", "5", "9"]))
    rapport = report(f"{COVER}{parts[0].rstrip()}\n6 (9)\n{title}\n{parts[1]}")
    assert ["Norr", "Söder"] == [enhet.namn for enhet in rapport.enheter]


def test_headings_with_numbers_as_in_a_list() -> None:
    """A line like "4. Kö" is a heading in a document whose usual headings are numbered so."""
    rapport = report(
        f"{COVER}Sju klienter.\n\n2. Kontaktorsaker\n\nEkonomi.\n\n3. Hur vi arbetar\n\nVi möts.\n\n"
        "4. Slutord\n\nTack.\n"
    )
    assert ("Ekonomi.", "Tack.") == (rapport.kontaktorsaker, rapport.slutdiskussion)
    assert "**Hur vi arbetar**\n\nVi möts." == rapport.ovrigt


def test_a_total_of_ages_is_checked() -> None:
    """A total row without a field is only told of when it is the sum, and kept when it is not."""
    ages = ["", "18–29 år", "30–49 år", "50–64 år", "65 år –"]
    rows = (ages, ["Norr", "1", "2", "3", "4"], ["Söder", "1", "1", "1", "1"])
    right = read(f"{COVER}{table(*rows, ['Totalt', '2', '3', '4', '5'])}")
    wrong = read(f"{COVER}{table(*rows, ['Totalt', '2', '3', '4', '6'])}")
    assert ((), 1) == (right.otolkat, len(wrong.otolkat))
    assert "Totalt, 65 år –: 6" == wrong.otolkat[0].text


def test_columns_without_a_field_stay_in_the_text() -> None:
    """A column of shares beside counts is left in the text, with the names of its rows."""
    rows = ([*GENDERS, "Andel kvinnor"], ["Norr", "3", "1", "4", "75 %"])
    rapport = report(f"{COVER}{table(*rows)}")
    assert "Andel kvinnor\nNorr | 75 %" in (rapport.malgrupp or "")
    assert Konsrad(kvinnor=3, man=1, totalt=4) == rapport.enheter[0].klienter


def test_columns_of_spaces() -> None:
    """Tables whose columns are spaces are read, also where the head begins right of the first column."""
    rows = (
        "                      Kvinnor   Män   Totalt",
        "Ålunda                     41    30       71",
        "Björkdala                  22    20       42",
        "Samtliga                   63    50      113",
    )
    ages = (
        "                   18-29   30-49   50-64   65-",
        "Ålunda                12      30      20     9",
        "Björkdala              8      17      12     5",
    )
    rapport = report(f"{COVER}{chr(10).join(rows)}\n\nÅlder\n\n{chr(10).join(ages)}\n")
    assert ["Ålunda", "Björkdala"] == [enhet.namn for enhet in rapport.enheter]
    assert (71, 12, 113) == (
        rapport.enheter[0].klienter.totalt,
        rapport.enheter[0].alder.b18_29,
        rapport.hela.totalt,
    )


def test_another_table_below_a_blank_line() -> None:
    """A line of heads below a blank line begins a table of its own."""
    rows = table(GENDERS, ["Norr", "3", "4", "7"]) + table(["Orsak till kontakt", "Antal"], ["Ekonomi", "5"])
    rapport = report(f"{COVER}{rows}")
    assert ["Norr"] == [enhet.namn for enhet in rapport.enheter]
    assert [("Ekonomi", 5)] == [(orsak.namn, orsak.tal.totalt) for orsak in rapport.orsaker]


def test_tables_whose_columns_are_lost() -> None:
    """Lines of a name and figures under a line of heads are a table, also with thousands apart."""
    text = (
        "Kvinnor Män Totalt\nEnheten för hemlösa 10 30 40\nTeam 2 700 345 1 045\nHela staden 710 375 1 085\n"
    )
    rapport = report(f"{COVER}{text}\nSå många var de.\n")
    assert ["Enheten för hemlösa", "Team 2"] == [enhet.namn for enhet in rapport.enheter]
    assert (1045, 1085) == (rapport.enheter[1].klienter.totalt, rapport.hela.totalt)
    assert "Så många var de." == rapport.malgrupp


def test_a_line_of_figures_without_heads_stays_text() -> None:
    """A line that ends in figures is no row of a table unless a line of heads stands above it."""
    rapport = report(f"{COVER}Team Norr 10 30 40\n")
    assert ((), "Team Norr 10 30 40") == (rapport.enheter, rapport.malgrupp)


# --- figures in the prose -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Av dessa var 287 nya under året.", {"nya": 287}),
        ("Nya klienter: 128\nAvslutade klienter: 119", {"nya": 128, "avslutade": 119}),
        ("Antalet avslutade ärenden var 92.", {"avslutade": 92}),
        ("Totalt avslutades kontakten med 1 045 personer.", {"avslutade": 1045}),
        ("Det är 12 färre klienter än föregående år.", {"forandring": -12}),
        ("Det är en ökning med nio personer.", {"forandring": 9}),
        ("Av klienterna var 58 procent kvinnor och 42 procent män.", {"andel_kvinnor": 58, "andel_man": 42}),
        ("118 kvinnor (57,8 %) och 86 män (42,2 %). Elva procent är 65 år.", {"aldersandelar.b65": 11}),
        (
            "De flesta, 41 procent, var 30–49 år. 9 procent var 65 år.",
            {"aldersandelar.b30_49": 41, "aldersandelar.b65": 9},
        ),
        ("Unga 18–29 och 30–49 år utgjorde 60 procent.", {}),
        ("Av de nya klienterna var 60 procent kvinnor.", {}),
        ("I Norr var 62 procent kvinnor.", {}),
        ("Andelen kvinnor har ökat med 5 procent.", {}),
        ("80 procent kvinnor och 60 procent män var nöjda.", {}),
        ("I 97 hushåll fanns hemmavarande barn.", {"hushall_med_barn": 97}),
        ("Vi har öppnat 3 nya kontor.", {}),
    ],
)
def test_figures_of_the_whole_are_found_and_others_left(text: str, expected: dict[str, int]) -> None:
    """Counts and shares of all clients are taken from the prose; those of a part or a unit are not."""
    assert expected == {stated.path: stated.value for stated in figures_in(text, ["Norr"])}
