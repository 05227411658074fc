"""From what stands where on PDF pages to rows: tables of many kinds, columns, page edges, turned pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from poreport.read.extract.geometry import Box, Edge, Page, Sign
from poreport.read.extract.pdf_layout import laid_page, page_blocks
from poreport.read.extract.pdf_margins import furniture_of, without_margins
from poreport.read.extract.pdf_turn import Turned

SIZE = 10.0
WIDTH = 5.0
Cells = list[tuple[int, str]]


def printed(*texts: tuple[float, float, str], edges: Sequence[Edge] = ()) -> Page:
    """A page with lines of print (left, top, text), each sign five points wide and ten high."""
    page = Page(595, 842)
    for x, y, text in texts:
        spaced = False
        for n, sign in enumerate(text):
            if sign != " ":
                left = x + WIDTH * n
                page.signs.append(Sign(sign, Box(left, y, left + WIDTH, y + SIZE), spaced=spaced))
            spaced = sign == " "
    page.edges = list(edges)
    return page


def cells(page: Page) -> list[Cells]:
    """The column and text of the filled cells of each row of a page."""
    return [[(c, text) for c, _, text in block.cells if text] for block in page_blocks(laid_page(page))]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Edge]:
    """The ruling lines of a table."""
    return [Edge(y, xs[0], xs[-1], horizontal=True) for y in ys] + [
        Edge(x, ys[0], ys[-1], horizontal=False) for x in xs
    ]


def in_pieces(xs: Sequence[float], y: float) -> list[Edge]:
    """A horizontal line drawn cell by cell."""
    return [Edge(y, left, right, horizontal=True) for left, right in pairwise(xs)]


def test_lines_drawn_cell_by_cell_make_one_table() -> None:
    """A frame drawn in pieces is whole, also where no upright line meets a piece."""
    edges = [*in_pieces((50, 110, 170, 250, 350), 100), *in_pieces((50, 110, 170, 250, 350), 130)]
    edges += [*in_pieces((50, 110, 170, 250, 350), 160)]
    edges += [Edge(x, y, y + 30, horizontal=False) for x in (50, 350) for y in (100, 130)]
    edges.append(Edge(170, 130, 160, horizontal=False))
    page = printed((55, 110, "Kommun"), (55, 140, "Postnummer"), (175, 140, "Postort"), edges=edges)
    assert [[(0, "Kommun")], [(0, "Postnummer"), (1, "Postort")]] == cells(page)


def test_frame_around_a_table_makes_no_columns() -> None:
    """The narrow strip between a table and the frame around it holds no print and is no column."""
    edges = [*grid((50, 350), (100, 160)), *grid((55.5, 200, 344.5), (100.5, 130, 159.5))]
    page = printed((60, 110, "Ekonomi"), (205, 110, "14"), (60, 140, "Bostad"), (205, 140, "6"), edges=edges)
    assert [[(0, "Ekonomi"), (1, "14")], [(0, "Bostad"), (1, "6")]] == cells(page)


def test_table_within_a_cell_stands_in_its_rows() -> None:
    """A table inside a table that does not touch it stands where it is, in the columns of the outer one."""
    edges = [*grid((50, 450), (100, 300)), *grid((80, 250, 420), (120, 140, 160))]
    edges += grid((80, 250, 420), (200, 220))
    page = printed(
        (85, 124, "Nya"), (255, 124, "4"), (85, 144, "Unga"), (255, 144, "1"), (85, 204, "Avslutade"),
        (255, 204, "7"), (60, 270, "Slut"), edges=edges,
    )  # fmt: skip
    texts = [[text for _, text in row] for row in cells(page)]
    assert [["Nya", "4"], ["Unga", "1"], ["Avslutade", "7"]] == [row for row in texts if len(row) == 2]


def test_boxes_side_by_side_are_one_row() -> None:
    """Shaded boxes with space between them are the cells of a row, from left to right."""
    edges = [*grid((50, 180), (100, 130)), *grid((340, 470), (100, 130)), *grid((195, 325), (100, 130))]
    page = printed((55, 110, "Gatan 1"), (200, 110, "391 99"), (345, 110, "Nyberga"), edges=edges)
    assert [[(0, "Gatan 1"), (1, "391 99"), (2, "Nyberga")]] == cells(page)


def test_boxes_with_other_numbers_of_rows_follow_each_other() -> None:
    """Tables side by side without rows in common are read one after the other."""
    edges = [*grid((50, 180), (100, 120, 140)), *grid((200, 325), (100, 140))]
    page = printed((55, 104, "Ett"), (55, 124, "Två"), (205, 110, "Bredvid"), edges=edges)
    assert [["Ett"], ["Två"], ["Bredvid"]] == [[text for _, text in row] for row in cells(page)]


def test_rows_between_horizontal_lines() -> None:
    """With horizontal lines only, drawn cell by cell, rows and columns are known; headings are no rows."""
    xs = (50.0, 300.0, 400.0, 500.0)
    edges = [edge for y in (130.0, 160.0, 180.0) for edge in in_pieces(xs, y)]
    page = printed(
        (50, 90, "Utbildning"),
        (305, 117, "Ja"), (405, 117, "Nej"),
        (55, 134, "Har ombuden erbjudits utbildning och handledning"), (305, 134, "X"),
        (55, 146, "under hela året?"),
        (55, 165, "Om ja, ange hur många och vilka utbildningar de fick."),
        edges=edges,
    )  # fmt: skip
    assert [
        [(0, "Utbildning")],
        [(1, "Ja"), (2, "Nej")],
        [(0, "Har ombuden erbjudits utbildning och handledning under hela året?"), (1, "X")],
        [(0, "Om ja, ange hur många och vilka utbildningar de fick.")],
    ] == cells(page)


def test_a_grid_of_other_columns_is_another_table() -> None:
    """Without lines, rows whose cells stand in other columns do not make two cells of a row one."""
    page = printed(
        (50, 100, "Utdelningsadress"), (200, 100, "Postnummer"), (350, 100, "Postort"),
        (50, 112, "Gatan 1"), (200, 112, "391 99"), (350, 112, "Nyberga"),
        (50, 124, "Kontaktperson"), (270, 124, "Avdelning för vuxna och äldre"),
        (50, 136, "Alex Exempel"), (270, 136, "Vuxenenheten"),
    )  # fmt: skip
    heads, values, others, more = cells(page)
    assert [(0, "Utdelningsadress"), (1, "Postnummer"), (2, "Postort")] == heads
    assert [(0, "Gatan 1"), (1, "391 99"), (2, "Nyberga")] == values
    assert ["Kontaktperson", "Avdelning för vuxna och äldre"] == [text for _, text in others]
    assert [column for column, _ in others] == [column for column, _ in more]


def test_new_heads_begin_a_new_table() -> None:
    """The heads of a table right below another one give it columns of its own."""
    page = printed(
        (300, 100, "Ja"), (400, 100, "Nej"),
        (50, 112, "Stiftelse"), (400, 112, "X"),
        (50, 124, "Ange vilka organisationer som ingår"),
        (200, 136, "Ja"), (250, 136, "Nej"), (300, 136, "Om ja, ange vilka"),
        (50, 148, "Brukare"), (200, 148, "X"), (300, 148, "Balans"),
    )  # fmt: skip
    assert [(0, "Stiftelse"), (2, "X")] == cells(page)[1]
    assert [(0, "Brukare"), (1, "X"), (3, "Balans")] == cells(page)[-1]


def test_heads_beside_their_figures() -> None:
    """Heads to the left and figures to the right in the same columns belong together, one by one."""
    page = printed(
        (250, 100, "Kvinnor"), (400, 100, "Män"),
        (50, 112, "Totalt"), (320, 112, "13"), (470, 112, "58"),
        (50, 124, "Nya"), (325, 124, "4"), (470, 124, "24"),
    )  # fmt: skip
    assert [(1, "Kvinnor"), (2, "Män")] == cells(page)[0]
    assert [(0, "Totalt"), (1, "13"), (2, "58")] == cells(page)[1]


def test_wrapped_heads_are_whole() -> None:
    """Heads that take several lines are one row, each head whole."""
    page = printed(
        (250, 100, "Ja (Om fler"), (400, 100, "Nej (Om fler"),
        (250, 111, "kommuner ingår)"), (400, 111, "kommuner ingår)"),
        (50, 123, "Har ni haft kö?"), (400, 123, "X"),
    )  # fmt: skip
    assert [(1, "Ja (Om fler kommuner ingår)"), (2, "Nej (Om fler kommuner ingår)")] == cells(page)[0]
    assert [(0, "Har ni haft kö?"), (2, "X")] == cells(page)[1]


def test_wrapped_heads_above_figures_are_whole() -> None:
    """Heads of all columns over several lines are one row when figures follow; names below heads are not."""
    page = printed(
        (50, 100, "Beviljat"), (250, 100, "Årsanställningar, ange med"),
        (50, 111, "statsbidrag, kr"), (250, 111, "två decimaler"),
        (50, 123, "707 927"), (250, 123, "1,75"),
    )  # fmt: skip
    names = printed(
        (50, 100, "Brukarorganisationer"), (250, 100, "Balans"),
        (50, 112, "Anhörigorganisationer"), (250, 112, "Stödet"),
    )  # fmt: skip
    assert [
        [(0, "Beviljat statsbidrag, kr"), (1, "Årsanställningar, ange med två decimaler")],
        [(0, "707 927"), (1, "1,75")],
    ] == cells(page)
    assert [["Brukarorganisationer", "Balans"], ["Anhörigorganisationer", "Stödet"]] == [
        [text for _, text in row] for row in cells(names)
    ]


def test_lines_of_a_cell_without_ruling_lines() -> None:
    """Where rows stand apart, a close line without a label goes on with the cells above it."""
    page = printed(
        (50, 100, "Förvaltning:"), (150, 100, "Socialkontoret"),
        (50, 125, "Tfn:"), (150, 125, "0490-22"), (250, 125, "Bankgiro"), (350, 125, "5050-"),
        (150, 137, "33 45"), (350, 137, "1055"),
        (50, 162, "Referens:"), (150, 162, "484"),
        (150, 174, "242"),
    )  # fmt: skip
    blocks = page_blocks(laid_page(page))
    assert [False, False, True, False, False] == [block.may_go_on for block in blocks]
    assert [(0, "Tfn:"), (1, "0490-22"), (2, "Bankgiro"), (3, "5050-")] == cells(page)[1]
    assert [(1, "33 45"), (3, "1055")] == cells(page)[2]


def test_marks_beside_the_middle_of_their_label() -> None:
    """A mark between the two lines of its label stands in the row of the label."""
    page = printed(
        (250, 100, "Ja"), (350, 100, "Nej"),
        (50, 120, "Har ombuden erbjudits"), (350, 126, "X"), (50, 132, "utbildning?"),
    )  # fmt: skip
    assert [(0, "Har ombuden erbjudits"), (2, "X")] == cells(page)[1]
    assert [(0, "utbildning?")] == cells(page)[2]


def test_wide_spaces_of_justified_lines_part_nothing() -> None:
    """A line whose words all stand far apart, to fill its width, is one text."""
    words = ("Ange", "vilka", "myndigheter", "som", "deltar")
    places = (50.0, 90.0, 135.0, 210.0, 244.0)
    page = printed(*((x, 100.0, word) for x, word in zip(places, words, strict=True)))
    assert [[(0, "Ange vilka myndigheter som deltar")]] == cells(page)


def test_a_table_goes_on_over_pages() -> None:
    """On the next page figures keep their column, also where the first of them is missing."""
    first = printed((300, 790, "Ja"), (400, 790, "Nej"), (50, 802, "Kommun"), (300, 802, "X"))
    second = printed((50, 100, "Stiftelse"), (400, 100, "X"), (50, 112, "Förening"), (300, 112, "X"))
    above = page_blocks(laid_page(first))[-1].grid
    rows = [block.cells for block in page_blocks(laid_page(second), above=above)]
    assert [[(0, 1, "Stiftelse"), (2, 1, "X")], [(0, 1, "Förening"), (1, 1, "X")]] == rows


def rows_of_pages(*pages: Page) -> tuple[list[list[str]], list[str]]:
    """The texts of the rows of some pages, and what stood at their feet."""
    laid = [laid_page(page) for page in pages]
    feet: list[str] = []
    blocks = [page_blocks(page, f.lines, f.tables) for page, f in zip(laid, furniture_of(laid), strict=True)]
    found = without_margins(blocks, [page.height for page in laid], feet)
    return [[" ".join(text for _, _, text in block.cells) for block in page] for page in found], feet


def test_heads_of_pages_stand_in_no_table() -> None:
    """The head of every page, with its page number, is taken once and makes no columns below it."""
    pages = [
        printed(
            (50, 30, "Nyberga kommun"), (400, 30, f"{n} (2)"), (50, 70, f"Rad {n}"), (300, 70, "7"),
            (50, 815, "Box 17, 391 99 Nyberga"),
        )
        for n in (1, 2)
    ]  # fmt: skip
    rows, feet = rows_of_pages(*pages)
    assert [["Nyberga kommun 1 (2)", "Rad 1 7"], ["Rad 2 7"]] == rows
    assert ["Box 17, 391 99 Nyberga"] == feet


def test_rows_that_recur_at_the_top_of_pages_are_kept() -> None:
    """A row of a table at the top of two pages is no head, whether its figures are the same or not."""
    pages = [
        printed((50, 60, "65 år och över"), (300, 60, "0"), (50, 73, "Antal nya"), (300, 73, figure))
        for figure in ("4", "9")
    ]
    rows, _ = rows_of_pages(*pages)
    assert [["65 år och över 0", "Antal nya 4"], ["65 år och över 0", "Antal nya 9"]] == rows


def test_heads_of_columns_at_the_top_of_pages_are_kept() -> None:
    """The heads of columns may stand first on two pages; as near to their rows as here they are kept."""
    pages = [
        printed(
            (390, 55, "Ja"), (465, 55, "Nej"), (60, 73, f"Har ombuden fått {what}?"), (390, 73, "X"),
            (60, 92, "Om ja, ange vilken."), (60, 111, "Om nej, ange varför."),
        )
        for what in ("utbildning", "handledning")
    ]  # fmt: skip
    rows, _ = rows_of_pages(*pages)
    assert ["Ja Nej", "Ja Nej"] == [row[0] for row in rows]


def test_a_figure_near_its_label_stands_in_its_column() -> None:
    """A label that reaches nearly to the figure beside it is parted from it where a column is known."""
    page = printed(
        (250, 100, "Ja"), (350, 100, "Nej"),
        (50, 112, "Rutiner har upprättats för uppmärksamma X"), (50, 124, "de brister"),
    )  # fmt: skip
    assert [(0, "Rutiner har upprättats för uppmärksamma"), (1, "X")] == cells(page)[1]


def test_a_figure_alone_at_the_edge_may_be_an_answer() -> None:
    """Numbers at the edge that go up with the pages are page numbers; another one is kept."""
    answers, _ = rows_of_pages(printed((50, 500, "Antal:"), (50, 815, "12")), printed((50, 500, "Text")))
    numbers, _ = rows_of_pages(*(printed((50, 500, "Text"), (300, 815, str(n))) for n in (8, 9)))
    assert [["Antal:", "12"], ["Text"]] == answers
    assert [["Text"], ["Text"]] == numbers


@pytest.mark.parametrize(("quarters", "point"), [(0, (10, 80)), (1, (20, 10)), (2, (40, 20)), (3, (80, 40))])
def test_turned_pages(quarters: int, point: tuple[float, float]) -> None:
    """A point ten from the left and twenty from the bottom of a page of 50 x 100, however it is turned."""
    turned = Turned(left=5, bottom=5, across=50, along=100, quarters=quarters)
    assert point == turned.point(15, 25)
    assert (50, 100) == (turned.width, turned.height)[:: -1 if quarters % 2 else 1]
