"""Word templates: every tag of the dialect, content controls, mistakes with their place, hostile files."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from poreport.markdown import Block, MarkdownText, Run
from poreport.render.word import Properties, TemplateError, WordTemplate, template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    f'xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 w15"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PROPERTIES = Properties("Redovisning", "Socialnämnden")
PLACEHOLDER_STYLE = (
    '<w:style w:type="character" w:styleId="Platshallartext"><w:name w:val="Placeholder Text"/></w:style>'
)
SHOWN = "\u2003" * 4


# --- making templates and looking into documents ------------------------------------------------------------


def docx(
    body: str, extra: Mapping[str, str] | None = None, *, main: str = "document", prefix: str = ""
) -> bytes:
    """Return a Word file.

    Args:
        body: what stands in w:body, before a section for A4.
        extra: further parts of word/ by the kind of their relationship, "styles" → the inside of w:styles;
            a name with a slash is a part of the package as it is.
        main: the kind of main part.
        prefix: what stands before the root of the document.
    """
    roots = {"header": "hdr", "footer": "ftr"}
    extra = dict(extra or {})
    kinds = [kind for kind in extra if "/" not in kind]
    parts = {name: content for name, content in extra.items() if "/" in name}
    overrides = f'<Override PartName="/word/document.xml" ContentType="{TYPE}.{main}.main+xml"/>'
    relations = sections = ""
    for number, kind in enumerate(kinds, 1):
        root = roots.get(kind, kind)
        parts[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{extra[kind]}</w:{root}>"
        overrides += f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        relations += f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        if kind in roots:
            sections += f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
    section = f'<w:sectPr>{sections}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    parts["word/document.xml"] = (
        f"{prefix}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    )
    parts.setdefault(
        "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    )
    parts.setdefault(
        "_rels/.rels",
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
    )
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def run(text: str, look: str = "") -> str:
    """Return a run."""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*texts: str, ppr: str = "") -> str:
    """Return a paragraph with a run for each text; what is XML already stays so."""
    return f"<w:p>{ppr}{''.join(text if text.startswith('<') else run(text) for text in texts)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is a text or the XML that it holds."""
    cells = [[cell if cell.startswith("<w:") else p(cell) for cell in row] for row in rows]
    written = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in cells
    )
    grid = '<w:gridCol w:w="2000"/>' * max(map(len, rows))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def control(content: str, tag: str = "kommun.namn", kind: str = "<w:text/>") -> str:
    """Return a content control."""
    properties = f'<w:alias w:val="Fält"/><w:tag w:val="{tag}"/><w:id w:val="7"/>{kind}'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


CHECKBOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)


def render(body: str, context: Mapping[str, object], extra: Mapping[str, str] | None = None) -> bytes:
    """Return the document that a template with this body gives."""
    return WordTemplate.compile(docx(body, extra), name="mall.docx").render(context, PROPERTIES)


def part(document: bytes, name: str = "word/document.xml") -> _Element:
    """Return a part of a document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read(name))


def paragraphs(root: _Element) -> list[str]:
    """Return the text of each paragraph, with line breaks and tabs."""
    shown = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return [
        "".join(
            shown.get(element.tag, element.text or "")
            for element in paragraph.iter(f"{{{W}}}t", *shown)
            if element.getparent().tag == f"{{{W}}}r"  # type: ignore[union-attr]  # never the root
        )
        for paragraph in root.iter(f"{{{W}}}p")
    ]


def texts(body: str, context: Mapping[str, object], extra: Mapping[str, str] | None = None) -> list[str]:
    """Return the paragraphs of the document that a template gives."""
    return paragraphs(part(render(body, context, extra)))


def values(root: _Element, element: str, attribute: str = "val") -> list[str]:
    """Return an attribute of all elements with a name."""
    return [found.get(f"{{{W}}}{attribute}", "") for found in root.iter(f"{{{W}}}{element}")]


def problems(data: bytes, **options: Any) -> list[str]:
    """Return the mistakes that are found when a template is compiled."""
    with pytest.raises(TemplateError) as caught:
        WordTemplate.compile(data, name="mall.docx", **options)
    return [str(problem) for problem in caught.value.problems]


def failure(body: str, context: Mapping[str, object], extra: Mapping[str, str] | None = None) -> str:
    """Return the mistake that is found when a template is filled in."""
    compiled = WordTemplate.compile(docx(body, extra), name="mall.docx")
    with pytest.raises(TemplateError) as caught:
        compiled.render(context, PROPERTIES)
    assert len(caught.value.problems) == 1
    return str(caught.value.problems[0])


# --- values -------------------------------------------------------------------------------------------------


def test_value() -> None:
    """A tag gives its value; None gives nothing, zero gives 0."""
    assert ["Kalmar: 0, ."] == texts(
        p("{{ namn }}: {{ noll }}, {{ inget }}."), {"namn": "Kalmar", "noll": 0, "inget": None}
    )


def test_markup_in_values() -> None:
    """What would be XML in a value is printed as it reads."""
    assert ["""<w:p/> & "fem" 'fyra' {{ x }}"""] == texts(
        p("{{ x }}"), {"x": """<w:p/> & "fem" 'fyra' {{ x }}"""}
    )


def test_line_break_and_tab() -> None:
    """A line break and a tab in a value are Word's own."""
    assert ["ett\ntvå\ttre\nfyra"] == texts(p("{{ x }}"), {"x": "ett\r\ntvå\ttre\vfyra"})


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    """Any text comes out as it went in, but for characters that no Word file can hold."""
    expected = re.sub("\r\n|[\r\v\x85\u2028\u2029]", "\n", text)
    expected = re.sub("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", expected)
    assert [expected] == paragraphs(part(ANY_TEXT.render({"x": text}, PROPERTIES)))


ANY_TEXT = WordTemplate.compile(docx(p("{{ x }}")), name="mall.docx")


def test_safe_is_not_unsafe() -> None:
    """The filters that turn escaping off, or do it again, change nothing."""
    assert ["<a> <a> <a>"] == texts(p("{{ x|safe }} {{ x|e }} {{ x|escape }}"), {"x": "<a>"})


def test_markdown_inline() -> None:
    """Markdown in an ordinary tag is printed without markup."""
    assert ["en fet text"] == texts(p("{{ x }}"), {"x": MarkdownText("en **fet** text")})


def test_value_in_attribute() -> None:
    """A value in an attribute has no line breaks of Word's in it."""
    root = part(render(p(control(run("x"), tag="{{ x }}")), {"x": 'a"<b>\nc'}))
    assert ['a"<b> c'] == values(root, "tag")


def test_value_in_field_code() -> None:
    """A value in a field code is characters only."""
    code = '<w:r><w:instrText xml:space="preserve"> QUOTE {{ x }} </w:instrText></w:r>'
    root = part(render(p(code), {"x": "a\n&"}))
    assert [" QUOTE a & "] == [element.text for element in root.iter(f"{{{W}}}instrText")]


def test_condition_without_else() -> None:
    """A condition within an expression that is false and has no else gives nothing."""
    assert ["ab"] == texts(p("a{{ 'x' if nej }}b"), {"nej": False})


# --- what Word does to tags ---------------------------------------------------------------------------------


def test_tag_split_over_runs() -> None:
    """A tag that Word has split over runs, with spelling marks and bookmarks between, is one tag."""
    split = p(
        run("Hej {", "<w:rPr><w:b/></w:rPr>"),
        '<w:proofErr w:type="spellStart"/>',
        '<w:r w:rsidR="00A1"><w:t>{ kom</w:t></w:r>',
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
        run("mun.na", "<w:rPr><w:i/></w:rPr>"),
        '<w:proofErr w:type="spellEnd"/>',
        run("mn }} och {{ slut"),
        run(" }}!"),
    )
    document = render(split, {"kommun": {"namn": "Kalmar"}, "slut": "hej"})
    assert ["Hej Kalmar och hej!"] == paragraphs(part(document))
    assert b"rsid" not in etree.tostring(part(document))


def test_line_break_within_tag() -> None:
    """A line break or tab within a tag is a space."""
    assert ["ja"] == texts(p("{% if a ==", "<w:r><w:br/><w:tab/></w:r>", "1 %}ja{% endif %}"), {"a": 1})


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{{ ”a” ~ ’b’ ~ “c” ~ ‘d’ ~ „e” }}", "abcde"),
        ('{{ "abc” }}', "abc"),
        ("{{ ”säg 'hej'” }}", "säg 'hej'"),
        ('{{ "5” rör" }}', "5” rör"),
        ("{{ “it’s” }}", "it’s"),
        ("{{\u00a0n\u00a0+\u202f1 }}", "3"),
        ("{{ n – 1 }}", "1"),
        ("{{ n − 1 }}", "1"),
        ("{{ ”\u00a0–” }}", "\u00a0–"),
        ("{{ -n }}", "-2"),
        ("{{- n -}}", "2"),
        ("{{ '}}' }}", "}}"),
        ("{{n}}{{p}}{{ r }}", "2pr"),
    ],
)
def test_typography_in_tags(tag: str, expected: str) -> None:
    """Curly quotes, hard spaces and dashes in a tag mean what was typed; within strings they stay."""
    assert [expected] == texts(p(tag), {"n": 2, "p": "p", "r": "r"})


# --- the dialect --------------------------------------------------------------------------------------------


def test_paragraph_tags() -> None:
    """A paragraph tag takes the place of its paragraph."""
    body = p("{%p for x in xs %}") + p("{%p if x %}") + p("{{ x }}") + p("{%p endif %}") + p("{%p endfor %}")
    assert ["1", "2"] == texts(body + p("{#p en ", "anteckning #}"), {"xs": [1, 0, 2]})


def test_comments() -> None:
    """A comment leaves nothing."""
    assert ["ab"] == texts(p("a{# it's {{ not }} a tag #}b"), {})


def test_row_tags() -> None:
    """A row tag takes the place of its row."""
    body = table(("Namn",), ("{%tr for x in xs %}",), ("{{ loop.index }} {{ x }}",), ("{%tr endfor %}",))
    assert ["Namn", "1 a", "2 b", ""] == texts(body, {"xs": "ab"})


def test_cell_tags() -> None:
    """A cell tag takes the place of its cell, and the table gets as many columns."""
    body = table(("Namn", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}")) + p("slut")
    root = part(render(body, {"xs": "abc"}))
    assert ["Namn", "a", "b", "c", "slut"] == paragraphs(root)
    assert len(list(root.iter(f"{{{W}}}gridCol"))) == 4


def test_run_tags() -> None:
    """A run tag parts its run; what is around it keeps its looks."""
    bold = "<w:rPr><w:b/></w:rPr>"
    root = part(render(p(run("a{%r if x %}b{%r endif %}c", bold)), {"x": 0}))
    assert ["ac"] == paragraphs(root)
    assert len(list(root.iter(f"{{{W}}}b"))) == 2


@pytest.mark.parametrize(
    "value",
    [
        MarkdownText("en **fet** text"),
        (Run("en "), Run("fet", bold=True), Run(" text")),
        Markup(  # noqa: S704  XML that a program vouches for
            run("en ") + run("fet", "<w:rPr><w:b/></w:rPr>") + run(" text")
        ),
    ],
)
def test_rich_run(value: object) -> None:
    """A run value has bold within the paragraph."""
    root = part(render(p("- {{r x }} -"), {"x": value}))
    assert ["- en fet text -"] == paragraphs(root)
    bold = [
        run.findtext(f"{{{W}}}t") for run in root.iter(f"{{{W}}}r") if run.find(f".//{{{W}}}b") is not None
    ]
    assert ["fet"] == bold


@pytest.mark.parametrize(("value", "expected"), [(None, ""), ("a\nb", "a\nb"), (3, "3"), (Run("c"), "c")])
def test_plain_run(value: object, expected: str) -> None:
    """A run value that is no Markdown is text."""
    assert [expected] == texts(p("{{r x }}"), {"x": value})


def test_inline_condition_over_paragraphs() -> None:
    """An ordinary tag may begin in one paragraph and end in another of the same kind."""
    body = p("a{% if x %}b") + p("c{% endif %}d")
    assert ["ab", "cd"] == texts(body, {"x": 1})
    assert ["ad"] == texts(body, {"x": 0})


def test_macro_and_set() -> None:
    """A macro and a captured text print what they hold once, escaped once."""
    body = p("{% macro m(a) %}[{{ a }}]{% endmacro %}{% set s %}{{ x }}{% endset %}{{ m(s) }}{{ m(x) }}")
    assert ["[&][&]"] == texts(body, {"x": "&"})


def test_with_and_namespace() -> None:
    """Statements of Jinja that hold values work as they do there."""
    body = p(
        "{% set n = namespace(a=0) %}{% for x in [1, 2] %}{% set n.a = n.a + x %}{% endfor %}"
        "{% with b = n.a %}{{ b }}{% endwith %}"
    )
    assert ["3"] == texts(body, {})


def test_header_footer_and_text_box() -> None:
    """Tags work in headers, footers and text boxes."""
    box = f"<w:r><w:pict><w:txbxContent>{p('{{ x }}')}</w:txbxContent></w:pict></w:r>"
    document = render(p(box, "{{ y }}"), {"x": 1, "y": 2}, {"header": p("{{ x }}"), "footer": p("fast")})
    assert ["12", "1"] == paragraphs(part(document))
    assert ["1"] == paragraphs(part(document, "word/header.xml"))
    assert ["fast"] == paragraphs(part(document, "word/footer.xml"))


def test_globals_and_filters() -> None:
    """A caller may give templates functions and filters of its own."""
    compiled = WordTemplate.compile(
        docx(p("{{ dubbla(2) }} {{ 3|halva }}")),
        name="mall.docx",
        globals={"dubbla": lambda n: 2 * n},
        filters={"halva": lambda n: n / 2},
    )
    assert ["4 1.5"] == paragraphs(part(compiled.render({}, PROPERTIES)))


def test_same_text_as_docxtpl() -> None:
    """A template that docxtpl can render too gives the same text here."""
    rows = [("{%tr for o in omraden %}",), ("{{ o.namn }}", "{{ o.antal }}"), ("{%tr endfor %}",)]
    body = (
        p("{{ kommun.na", "mn }}, {{ kommun.postort|upper }} {% if ja %}ja{% else %}nej{% endif %}")
        + p("{%p for o in omraden %}")
        + p(
            "{{ loop.index }}. {{ o.namn }}: "
            "{% for n in o.tal %}{{ n }}{% if not loop.last %}, {% endif %}{% endfor %}"
        )
        + p("{%p endfor %}")
        + table(*rows)
        + table(("{%tc for o in omraden %}", "{{ o.namn }}", "{%tc endfor %}"))
        + p("{{ text }}")
    )
    context = {
        "kommun": {"namn": "Malmö stad", "postort": "Malmö"},
        "ja": True,
        "omraden": [{"namn": n, "antal": len(n), "tal": [1, 2, 3]} for n in ("Norr", "Söder")],
        "text": "två\nrader\toch en flik",
    }
    reference = DocxTemplate(io.BytesIO(docx(body)))
    reference.render(context)
    theirs = io.BytesIO()
    reference.save(theirs)
    assert paragraphs(part(theirs.getvalue())) == texts(body, context)


# --- blocks of text -----------------------------------------------------------------------------------------

LOOKS = '<w:pPr><w:pStyle w:val="Svar"/><w:keepNext/><w:jc w:val="left"/></w:pPr>'
LIST_STYLES = {
    "styles": "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
        for style, name, number in (("Punktlista", "List Bullet", 3), ("Numreradlista", "List Number", 4))
    ),
    "numbering": "".join(f'<w:abstractNum w:abstractNumId="{n}"/>' for n in (8, 9))
    + '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>',
}


def numbered(root: _Element) -> list[tuple[str, str | None, str | None]]:
    """Return text, style and list of each paragraph."""

    def look(paragraph: _Element, name: str) -> str | None:
        found = paragraph.find(f"{{{W}}}pPr//{{{W}}}{name}")
        return None if found is None else found.get(f"{{{W}}}val")

    shown = zip(root.iter(f"{{{W}}}p"), paragraphs(root), strict=True)
    return [(text, look(paragraph, "pStyle"), look(paragraph, "numId")) for paragraph, text in shown]


def test_blocks_keep_the_looks() -> None:
    """Each paragraph of a block value has the looks of the paragraph and run where its tag stood."""
    body = p(run("{{p x }}", "<w:rPr><w:color w:val='FF0000'/></w:rPr>"), ppr=LOOKS)
    root = part(render(body, {"x": MarkdownText("ett\ntvå\n\ntre **fet** och *sned*")}))
    assert ["ett\ntvå", "tre fet och sned"] == paragraphs(root)
    assert ["Svar", "Svar"] == values(root, "pStyle")
    assert ["FF0000"] * 5 == values(root, "color")
    assert [["rPr", "t"], ["b", "bCs", "color"]] == [
        [etree.QName(child).localname for child in element]
        for element in (list(root.iter(f"{{{W}}}r"))[2], list(root.iter(f"{{{W}}}rPr"))[2])
    ]


@pytest.mark.parametrize("value", [None, "", MarkdownText(" \n "), ()])
def test_empty_block(value: object) -> None:
    """An empty block value is one empty paragraph with the looks."""
    assert [("", "Svar", None)] == numbered(part(render(p("{{p x }}", ppr=LOOKS), {"x": value})))


def test_plain_text_as_blocks() -> None:
    """A string that is not Markdown is only parted at blank lines."""
    assert ["- **a**\n- b", "c"] == texts(p("{{p x }}"), {"x": "- **a**\n- b\n\nc"})


def test_ready_blocks() -> None:
    """Blocks and XML that a program has made may be given as they are."""
    ready = {
        "x": [Block("punkt", 1, runs=(Run("a"),))],
        "y": Markup("<w:p><w:r><w:t>b</w:t></w:r></w:p>"),
        "z": 3,
    }
    assert ["a", "b", "3"] == texts(p("{{p x }}") + p("{{p y }}") + p("{{p z }}"), ready)


def test_lists_in_own_styles() -> None:
    """Lists have the template's list styles, and each numbered list counts from its own number."""
    text = MarkdownText("- a\n- b\n\n1. c\n2. d\n\nmellan\n\n1. e\n5. f")
    document = render(p("{{p x }}", ppr=LOOKS), {"x": text}, LIST_STYLES)
    assert [
        ("a", "Punktlista", None),
        ("b", "Punktlista", None),
        ("c", "Numreradlista", "7"),
        ("d", "Numreradlista", "7"),
        ("mellan", "Svar", None),
        ("e", "Numreradlista", "8"),
        ("f", "Numreradlista", "9"),
    ] == numbered(part(document))
    numbering = part(document, "word/numbering.xml")
    assert ["9", "9", "9"] == values(numbering, "abstractNumId")[-3:]
    assert ["1", "1", "5"] == values(numbering, "startOverride")


def test_lists_in_added_styles() -> None:
    """A template without list styles or numbering gets both kinds of list, nested too."""
    document = render(p("{{p x }}", ppr=LOOKS), {"x": MarkdownText("- a\n  1. b\n     - c\n\n   mer\n- d")})
    found = numbered(part(document))
    assert ["a", "b", "c", "mer", "d"] == [text for text, _, _ in found]
    assert {"Svar"} == {style for _, style, _ in found}
    assert ["0", "1", "2", "0"] == values(part(document), "ilvl")
    formats = part(document, "word/numbering.xml")
    assert {"bullet", "decimal", "lowerLetter", "lowerRoman"} == set(values(formats, "numFmt"))


def test_document_without_lists_has_no_new_ones() -> None:
    """Numbering is as the template has it when no list is printed."""
    compiled = WordTemplate.compile(docx(p("{{p x }}"), LIST_STYLES), name="mall.docx")
    one, two = (part(compiled.render({"x": x}, PROPERTIES), "word/numbering.xml") for x in ("a", "b"))
    assert etree.tostring(one) == etree.tostring(two)
    assert "startOverride" not in etree.tostring(one, encoding="unicode")


# --- what a loop leaves -------------------------------------------------------------------------------------


def test_table_without_rows() -> None:
    """A table whose rows all came from an empty loop is left out."""
    body = p("före") + table(("{%tr for x in xs %}",), ("{{ x }}",), ("{%tr endfor %}",)) + p("efter")
    assert ["före", "efter"] == texts(body, {"xs": []})
    assert b"tbl" not in etree.tostring(part(render(body, {"xs": []})))


def test_cell_without_paragraph() -> None:
    """A cell or document that is left empty gets a paragraph."""
    inner = table(("{%tr for x in xs %}",), ("{{ x }}",), ("{%tr endfor %}",))
    conditional = p("{%p if xs %}") + p("b") + p("{%p endif %}")
    root = part(render(table((inner, conditional)), {"xs": []}))
    assert ["", "", ""] == paragraphs(root)
    assert ["p", "p"] == [etree.QName(cell[-1]).localname for cell in root.iter(f"{{{W}}}tc")]
    assert ["", "b", ""] == texts(table((inner.replace("xs", "ys"), conditional)), {"xs": 1, "ys": []})


def test_row_without_cells() -> None:
    """A row whose cells all came from an empty loop is left out, and its table with it."""
    body = table(("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}")) + p("efter")
    assert b"tbl" not in etree.tostring(part(render(body, {"xs": []})))


def test_control_around_nothing() -> None:
    """A control around paragraphs that is left empty gets a paragraph."""
    inside = p("{%p for x in xs %}") + p("{{ x }}") + p("{%p endfor %}")
    root = part(render(control(inside, kind=""), {"xs": []}))
    assert ["p"] == [etree.QName(content[0]).localname for content in root.iter(f"{{{W}}}sdtContent")]


def test_ids_are_unique() -> None:
    """Controls, drawings and bookmarks in loops have ids of their own, and bookmarks names too."""
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="5" name="Bild"/></wp:inline></w:drawing></w:r>'
    marked = '<w:bookmarkStart w:id="9" w:name="svar"/>' + run("x") + '<w:bookmarkEnd w:id="9"/>'
    each = control(run("{{ x }}")) + drawing + marked
    body = (
        p(each.replace("svar", "fast").replace('w:id="9"', 'w:id="8"').replace("{{ x }}", "y"))
        + p("{%p for x in xs %}")
        + p(each)
        + p("{%p endfor %}")
    )
    root = part(render(body, {"xs": [1, 2, 3]}, {"header": p(control(run("{{ xs }}")))}))
    ids = [found.find(f"{{{W}}}id").get(f"{{{W}}}val") for found in root.iter(f"{{{W}}}sdtPr")]  # type: ignore[union-attr]  # every control here has one
    assert ["1", "3", "4", "5"] == ids
    assert ["1", "2", "3", "4"] == root.xpath("//*[local-name()='docPr']/@id")
    assert ["fast", "svar", "svar_2", "svar_3"] == values(root, "bookmarkStart", "name")
    assert values(root, "bookmarkStart", "id") == values(root, "bookmarkEnd", "id")
    assert len(set(values(root, "bookmarkStart", "id"))) == 4


def test_bookmark_that_a_tag_cuts() -> None:
    """A bookmark that begins in a loop and ends outside is left out, since no copy would be whole."""
    body = p("{%p for x in xs %}") + p('<w:bookmarkStart w:id="1" w:name="b"/>') + p("{%p endfor %}")
    root = part(render(body + p('<w:bookmarkEnd w:id="1"/>'), {"xs": [1, 2]}))
    assert ([], []) == (values(root, "bookmarkStart", "id"), values(root, "bookmarkEnd", "id"))


FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{p("Fast")}</w:footnote><w:footnote w:id="2">{p("Om {{ x }}")}</w:footnote>'
)


def reference(number: int) -> str:
    """Return a reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


@pytest.mark.parametrize(
    ("xs", "ids", "notes"), [("ab", ["1", "3", "4"], ["", "Fast", "Om a", "Om b"]), ("", ["1"], ["", "Fast"])]
)
def test_footnotes_in_loops(xs: str, ids: list[str], notes: list[str]) -> None:
    """A footnote in a loop is copied for each turn, filled in there, and is gone if there is none."""
    body = p(reference(1)) + p("{%p for x in xs %}") + p("{{ x }}", reference(2)) + p("{%p endfor %}")
    document = render(body, {"xs": xs}, {"footnotes": FOOTNOTES})
    assert ids == values(part(document), "footnoteReference", "id")
    footnotes = part(document, "word/footnotes.xml")
    assert notes == paragraphs(footnotes)
    assert ["0", *ids] == values(footnotes, "footnote", "id")


# --- content controls ---------------------------------------------------------------------------------------


def test_text_control() -> None:
    """A control with one expression shows its value, and says so by not showing a placeholder."""
    body = p("Kommun: ", control(run("{{ x }}", "<w:rPr><w:b/></w:rPr>")))
    root = part(render(body, {"x": "Kalmar"}, {"styles": PLACEHOLDER_STYLE}))
    assert ["Kommun: Kalmar"] == paragraphs(root)
    assert [] == list(root.iter(f"{{{W}}}showingPlcHdr"))
    assert ["kommun.namn"] == values(root, "tag")


@pytest.mark.parametrize("empty", [None, "", MarkdownText("")])
def test_empty_text_control(empty: object) -> None:
    """An empty control shows a placeholder of blanks in the template's style for it."""
    root = part(
        render(
            p(control(run("{{ x }}", "<w:rPr><w:b/></w:rPr>"))), {"x": empty}, {"styles": PLACEHOLDER_STYLE}
        )
    )
    assert [SHOWN] == paragraphs(root)
    assert ["Platshallartext"] == values(root, "rStyle")
    properties = next(root.iter(f"{{{W}}}sdtPr"))
    assert ["alias", "tag", "id", "showingPlcHdr", "text"] == [etree.QName(c).localname for c in properties]


def test_zero_in_control() -> None:
    """Zero is a value, not an empty control."""
    assert ["0"] == texts(p(control(run("{{ x }}"))), {"x": 0})


def test_template_that_shows_a_placeholder() -> None:
    """A tag written as the control's own placeholder text is no placeholder once it is filled in."""
    grey = run("{{ x }}", '<w:rPr><w:rStyle w:val="Platshallartext"/></w:rPr>')
    root = part(
        render(
            p(control(grey, kind="<w:showingPlcHdr/><w:text/>")), {"x": "v"}, {"styles": PLACEHOLDER_STYLE}
        )
    )
    assert ["v"] == paragraphs(root)
    assert ([], []) == (values(root, "showingPlcHdr"), values(root, "rStyle"))


def test_control_bound_to_xml() -> None:
    """A bound control is no longer bound to XML in the file, from where Word would fetch another value."""
    binding = '<w:dataBinding w:xpath="/a" w:storeItemID="{B}"/><w:text/>'
    assert [] == values(
        part(render(p(control(run("{{ x }}"), kind=binding)), {"x": 1})), "dataBinding", "xpath"
    )


def test_block_control() -> None:
    """A control around a paragraph shows blocks of text, or a placeholder in one paragraph."""
    body = control(p("{{p x }}", ppr=LOOKS), kind="")
    assert ["a", "b"] == texts(body, {"x": MarkdownText("a\n\nb")})
    root = part(render(body, {"x": MarkdownText("")}))
    assert [(SHOWN, "Svar", None)] == numbered(root)
    assert len(list(root.iter(f"{{{W}}}showingPlcHdr"))) == 1


def test_control_around_paragraph() -> None:
    """A control around a paragraph with an ordinary tag keeps the paragraph."""
    body = control(p("{{ x }}", ppr=LOOKS))
    assert [("v", "Svar", None)] == numbered(part(render(body, {"x": "v"})))
    assert [(SHOWN, "Svar", None)] == numbered(part(render(body, {"x": ""})))


def test_control_around_cell() -> None:
    """A control around a table cell is bound like any other."""
    cell = control(f"<w:tc><w:tcPr/>{p('{{ x }}')}</w:tc>")
    body = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    assert [SHOWN, ""] == texts(body, {"x": None})


@pytest.mark.parametrize(
    ("value", "checked", "glyph"), [(True, "1", "☒"), ("ja", "1", "☒"), (False, "0", "☐"), (None, "0", "☐")]
)
def test_checkbox(value: object, checked: str, glyph: str) -> None:
    """A checkbox is ticked by the truth of its expression, with the sign and font of its state."""
    root = part(render(p(control(run("{{ x }}"), kind=CHECKBOX)), {"x": value}))
    assert [checked] == [box.get(f"{{{W14}}}val") for box in root.iter(f"{{{W14}}}checked")]
    assert [glyph] == paragraphs(root)
    assert ["MS Gothic"] == values(root, "rFonts", "ascii")


def test_control_tags_in_loops() -> None:
    """The tag and title of a control in a loop are filled in, so that each says where its value belongs."""
    field = control(run("{{ o }}"), tag="redovisning.omraden[{{ loop.index0 }}].namn").replace(
        "Fält", "Del {{ o }}"
    )
    root = part(render(p("{%p for o in omraden %}") + p(field) + p("{%p endfor %}"), {"omraden": ["a", ""]}))
    assert ["redovisning.omraden[0].namn", "redovisning.omraden[1].namn"] == values(root, "tag")
    assert ["Del a", "Del "] == values(root, "alias")
    assert ["a", SHOWN] == paragraphs(root)


def test_other_controls() -> None:
    """A control that holds more than one expression is ordinary text."""
    root = part(render(p(control(run("{{ x }} och {{ y }}")), control(run("fast"))), {"x": "", "y": ""}))
    assert [" och fast"] == paragraphs(root)
    assert [] == values(root, "showingPlcHdr")


FULL = (
    p("{%p for x in xs %}")
    + p(
        '<w:bookmarkStart w:id="3" w:name="m"/>',
        control(run("{{ x }}")),
        control(run("{{ x }}"), kind=CHECKBOX),
        '<w:bookmarkEnd w:id="3"/>',
    )
    + control(p("{{p m }}", ppr=LOOKS), kind="")
    + p("{{p m }}", ppr=LOOKS)
    + p("{{r m }}", reference(2))
    + p("{%p endfor %}")
    + table(("{%tr for x in xs %}",), ("{{ x }}",), ("{%tr endfor %}",))
    + table(("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))
)
FULL_PARTS = {
    "styles": PLACEHOLDER_STYLE
    + '<w:style w:type="paragraph" w:styleId="Svar"><w:name w:val="Svar"/></w:style>',
    "footnotes": FOOTNOTES,
}


# --- any template -------------------------------------------------------------------------------------------

WRAPPERS = st.sampled_from(
    [
        ("{%p for x in xs %}", "{%p endfor %}"),
        ("{%p if x %}", "{%p endif %}"),
        ("{% if x %}", "{% endif %}"),
        ("{%p for y in xs %}", "{%p endfor %}"),
    ]
)
INLINE = st.sampled_from(
    [
        "",
        "a",
        "{{ x }}",
        "{{r m }}",
        "{# a #}",
        "{% set q = 1 %}",
        "{% if x %}b{% else %}c{% endif %}",
        "{%r if x %}d{%r endif %}",
        "{% for y in xs %}{{ y }}{% endfor %}",
    ]
)
STRAY = st.sampled_from(
    ["{%p endif %}", "{% if x %}", "{%tr for x in xs %}", "{%tc endfor %}", "{%p else %}", "{{p m }}"]
)


def inside(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give paragraphs of text, controls, bookmarks and footnotes."""
    fixed = [reference(2), '<w:bookmarkStart w:id="3" w:name="m"/>' + run("x") + '<w:bookmarkEnd w:id="3"/>']
    pieces = (
        text.map(run)
        | text.map(run).map(control)
        | text.map(lambda found: control(run(found), kind=CHECKBOX))
        | st.sampled_from(fixed)
    )
    return st.lists(pieces, max_size=3).map(lambda found: p(*found)) | st.just(p("{{p m }}"))


def around(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give loops, conditions, tables and controls around content."""
    rows = st.lists(st.lists(content, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3)
    return (
        st.builds(
            lambda tags, found: p(tags[0]) + "".join(found) + p(tags[1]),
            WRAPPERS,
            st.lists(content, max_size=2),
        )
        | st.builds(lambda row: table(("{%tr for x in xs %}",), (row,), ("{%tr endfor %}",)), content)
        | st.builds(lambda cell: table(("{%tc for x in xs %}", cell, "{%tc endfor %}")), content)
        | rows.map(lambda found: table(*found))
        | content.map(lambda found: control(found, kind=""))
        | st.lists(content, min_size=2, max_size=3).map("".join)
    )


BODIES = st.recursive(inside(INLINE), around, max_leaves=8)


def assert_sound(document: bytes) -> None:
    """Assert what Word demands of a document and a schema does not say."""
    root, notes = part(document), part(document, "word/footnotes.xml")
    names = {name: f"{{{W}}}{name}" for name in ("tbl", "tr", "tc", "p", "sdt", "sdtPr", "id")}
    assert {cell[-1].tag for cell in root.iter(names["tc"])} <= {names["p"], names["sdt"]}
    assert all(found.find(f".//{names['tr']}") is not None for found in root.iter(names["tbl"]))
    assert all(row.find(f".//{names['tc']}") is not None for row in root.iter(names["tr"]))
    for ids in (values(root, "id"), values(root, "bookmarkStart", "id"), values(notes, "footnote", "id")):
        assert len(ids) == len(set(ids))
    assert sorted(values(root, "bookmarkStart", "id")) == sorted(values(root, "bookmarkEnd", "id"))
    assert set(values(root, "footnoteReference", "id")) <= set(values(notes, "footnote", "id"))


@given(body=BODIES, x=st.booleans(), xs=st.lists(st.sampled_from(["", "a"]), max_size=2))
def test_any_template(body: str, *, x: bool, xs: list[str]) -> None:
    """However tags, tables, controls and notes are put together, what comes out is a sound document."""
    context = {"x": x, "xs": xs, "m": MarkdownText("a\n- b\n1. c")}
    assert_sound(render(body, context, FULL_PARTS))


@given(body=st.recursive(inside(INLINE | STRAY), around, max_leaves=6), xs=st.lists(st.just("a"), max_size=2))
def test_any_broken_template(body: str, xs: list[str]) -> None:
    """A template with stray tags either gives a sound document or is refused as a mistaken template."""
    with contextlib.suppress(TemplateError):
        assert_sound(render(body, {"x": 1, "xs": xs, "m": "a"}, FULL_PARTS))


# --- the file -----------------------------------------------------------------------------------------------


def test_same_bytes() -> None:
    """The same template, context and properties give the same bytes, compiled again or not."""
    data = docx(p("{%p for x in xs %}") + p("{{p x }}") + p(control(run("{{ x }}"))) + p("{%p endfor %}"))
    context = {"xs": [MarkdownText("1. a\n2. b"), "c"]}
    one, two = (WordTemplate.compile(data, name="mall.docx") for _ in range(2))
    first = one.render(context, PROPERTIES)
    assert first == one.render(context, PROPERTIES) == two.render(context, PROPERTIES)


def test_zip_of_document() -> None:
    """A document has each member once, the table of contents first, and no dates."""
    with zipfile.ZipFile(io.BytesIO(render(p("{{ x }}"), {"x": 1}))) as archive:
        names = archive.namelist()
        assert "[Content_Types].xml" == names[0]
        assert len(set(names)) == len(names)
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in archive.infolist()}


def test_properties() -> None:
    """Title, author, subject, keywords, language, day and own properties are told, and nothing else."""
    properties = Properties(
        "T & U", "Nämnden", "Ämne", "a, b", skapad=date(2022, 1, 2), custom={"Dnr": "<1>"}
    )
    old = "<Properties><Company>Hemligt AB</Company></Properties>"
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )
    data = docx(p("{{ 1 }}"), {"docProps/app.xml": old, "_rels/.rels": relations})
    document = WordTemplate.compile(data, name="mall.docx").render({}, properties)
    core = {etree.QName(field).localname: field.text for field in part(document, "docProps/core.xml")}
    assert {
        "title": "T & U",
        "creator": "Nämnden",
        "lastModifiedBy": "Nämnden",
        "subject": "Ämne",
        "keywords": "a, b",
        "language": "sv-SE",
        "created": "2022-01-02T00:00:00Z",
        "modified": "2022-01-02T00:00:00Z",
    } == core
    (custom,) = part(document, "docProps/custom.xml")
    assert ("Dnr", "2", "<1>") == (custom.get("name"), custom.get("pid"), custom[0].text)
    assert "Hemligt" not in etree.tostring(part(document, "docProps/app.xml"), encoding="unicode")


def test_own_properties_of_template() -> None:
    """Properties that the template has of its own stay, unless they are set."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    custom = (
        f'<Properties xmlns="{kind}/custom-properties" xmlns:vt="{kind}/docPropsVTypes">'
        + "".join(
            f'<property name="{n}" pid="{i}"><vt:i4>1</vt:i4></property>' for i, n in enumerate("ab", 2)
        )
        + "</Properties>"
    )
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{R}/custom-properties" Target="/docProps/custom.xml"/></Relationships>'
    )
    compiled = WordTemplate.compile(
        docx(p("x"), {"docProps/custom.xml": custom, "_rels/.rels": relations}), name="mall.docx"
    )
    document = compiled.render({}, attrs.evolve(PROPERTIES, custom={"b": "2"}))
    found = {field.get("name"): field[0].text for field in part(document, "docProps/custom.xml")}
    assert {"a": "1", "b": "2"} == found


def test_word_template_file() -> None:
    """A .dotx gives a .docx."""
    document = WordTemplate.compile(docx(p("x"), main="template"), name="mall.dotx").render({}, PROPERTIES)
    types = etree.tostring(part(document, "[Content_Types].xml"), encoding="unicode")
    assert f"{TYPE}.document.main+xml" in types
    assert "template" not in types


def test_comments_to_colleagues() -> None:
    """Comments in the template do not follow into documents."""
    marks = (
        '<w:commentRangeStart w:id="0"/>',
        "a",
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    comments = f'<w:comment w:id="0" w:author="a">{p("Bör vi skriva så?")}</w:comment>'
    document = render(p(*marks), {}, {"comments": comments})
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert "word/comments.xml" not in archive.namelist()
        assert not [name for name in archive.namelist() if b"comment" in archive.read(name)]


FULL_CONTEXTS: list[dict[str, object]] = [
    {"xs": [], "m": None},
    {"xs": ["a", "", "b\nc\td"], "m": MarkdownText("Hej **å**\n\n1. a\n2. b\n   - c\n\n7. d\n\ntext")},
]


@pytest.mark.parametrize("context", FULL_CONTEXTS)
def test_valid_open_xml(context: dict[str, object], audit: Callable[[bytes], list[str]]) -> None:
    """What is written keeps to the Open XML schemas, whatever the loops gave."""
    # The small templates of these tests lack parts that a file from Word has (settings, fonts, theme).
    found = [
        fault for fault in audit(render(FULL, context, FULL_PARTS)) if "required relationship" not in fault
    ]
    assert [] == found


def test_libreoffice_opens(tmp_path: Path, convert_to_pdf: Callable[[Path], Path]) -> None:
    """LibreOffice opens what is written and makes a PDF of it."""
    path = tmp_path / "dokument.docx"
    path.write_bytes(render(FULL, FULL_CONTEXTS[1], FULL_PARTS))
    assert b"%PDF" == convert_to_pdf(path).read_bytes()[:4]


# --- mistakes in templates ----------------------------------------------------------------------------------


def test_all_mistakes_at_once() -> None:
    """Every mistake is told at once, each with its place, in the order of the document."""
    body = (
        p("{{ a b }}")
        + table(("x", "{{ kommun.nam }}"), ("y", p("z") + p("{% if a %}")))
        + p("{{ x|uper }}")
        + p("{{ oavslutad")
    )
    found = problems(
        docx(body, {"header": p("{{ komun.namn }}"), "footnotes": FOOTNOTES}),
        known_fields=["kommun.namn", "a", "b"],
    )
    assert [
        "stycke 1: Taggen ”{{ a b }}” går inte att förstå: här väntades }} men det står ”b”.",
        "tabell 1, rad 1, cell 2: Fältet ”kommun.nam” finns inte. Menade du ”kommun.namn”?",
        "tabell 1, rad 2, cell 2, stycke 2: ”{% if a %}” saknar ”{% endif %}”.",
        "stycke 2: Filtret ”uper” finns inte. Menade du ”upper”?",
        "stycke 2: Fältet ”x” finns inte.",
        "stycke 3: Taggen som börjar ”{{ oavslutad” avslutas inte. Den måste stå hel i ett enda stycke.",
        "sidhuvud: Fältet ”komun.namn” finns inte. Menade du ”kommun”?",
        "fotnot 2: Fältet ”x” finns inte.",
    ] == found


def test_error_as_text() -> None:
    """The error reads as a list of what to do, under the template's name."""
    with pytest.raises(TemplateError) as caught:
        WordTemplate.compile(docx(p("{{ }}") + p("{% endif %}")), name="mall.docx")
    assert (
        "Mallen ”mall.docx” har 2 fel:\n"
        "  stycke 1: Taggen ”{{ }}” är tom.\n"
        "  stycke 2: ”{% endif %}” avslutar något som inte har börjat."
    ) == str(caught.value)
    assert "word/document.xml" == caught.value.problems[0].place.part  # type: ignore[union-attr]  # it has one


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% for o in omraden %}{{ o.nam }}{% endfor %}", "Fältet ”o.nam” finns inte. Menade du ”o.namn”?"),
        ("{{ omraden[0].nam }}", "Fältet ”omraden[].nam” finns inte. Menade du ”omraden[].namn”?"),
        ("{{ (omraden|first).nam }}", "Fältet ”omraden[].nam” finns inte. Menade du ”omraden[].namn”?"),
        ("{% for o in omraden|sort %}{{ o.nam }}{% endfor %}", "Menade du ”o.namn”?"),
        ("{% set o = omraden[0] %}{{ o.nam }}", "Menade du ”o.namn”?"),
        ("{% with o = omraden[0] %}{{ o.nam }}{% endwith %}", "Menade du ”o.namn”?"),
        ("{{ orsaker.bostad.kvinor }}", "Menade du ”orsaker.bostad.kvinnor”?"),
        ("{{ kommun['nam'] }}", "Menade du ”kommun.namn”?"),
        ("{% if komun %}{% endif %}", "Menade du ”kommun”?"),
        ("{{ kommun.namn if kommun is definied }}", "Testet ”definied” finns inte. Menade du ”defined”?"),
    ],
)
def test_unknown_field(body: str, expected: str) -> None:
    """A field that does not exist is found without data, through loops and variables, with what was meant."""
    known = ["kommun.namn", "omraden[].namn", "omraden[].antal", "orsaker.*.kvinnor"]
    (found,) = problems(docx(p(body)), known_fields=known)
    assert expected in found


def test_known_fields() -> None:
    """Fields, parts of fields, methods of values, loop variables and optional fields are no mistakes."""
    body = (
        "{{ kommun }}{{ kommun.namn.upper() }}{% for o in omraden %}{{ loop.index }}{{ o.namn }}{% endfor %}"
        "{% if mer is defined %}{% endif %}{{ mer|default('') }}"
        "{% macro m(a) %}{{ a.b }}{% endmacro %}{{ m(1) }}"
        "{% for k, v in kommun.items() %}{{ k }}{% endfor %}"
        "{% set q %}x{% endset %}{{ q }}{{ range(3)|list }}"
    )
    compiled = WordTemplate.compile(docx(p(body)), name="m", known_fields=["kommun.namn", "omraden[].namn"])
    assert "m" == compiled.name


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("{%tr if x %}"), "”{%tr if x %}” måste stå i en tabellrad"),
        (p("{%p if x %} ledtext") + p("{%p endif %}"), "innehåller också ”ledtext”, som skulle försvinna"),
        (p("{%p if x %}{{ y }}") + p("{%p endif %}"), "innehåller också ”{{ y }}”"),
        (
            table(("{%tr for x in y %}", "text"), ("{%tr endfor %}",)),
            "Raden med ”{%tr for x in y %}” innehåller också",
        ),
        (p("{%p if x %}", ppr="<w:pPr><w:sectPr/></w:pPr>") + p("{%p endif %}"), "bär en avsnittsbrytning"),
        (table(("{% if x %}", "{% endif %}")), "står på olika nivåer"),
        (p("{%p if x %}") + table(("{% endif %}",)), "står på olika nivåer"),
        (
            p("{%p macro m() %}") + p("{%p endmacro %}") + p("{% macro m() %}", "{% endmacro %}"),
            "måste stå i samma stycke",
        ),
        (p("{% else %}"), "står utanför en ”{% if %}”"),
        (p("{% for x in y %}{% endif %}{% endfor %}"), "Närmast före står ”{% for x in y %}” (stycke 1)"),
        (p("{% include 'x' %}"), "stöds inte. En mall kan inte hämta något ur en annan"),
        (p("{% autoescape false %}"), "stöds inte. Värden skyddas alltid"),
        (p("{% enif %}"), "är okänd. Menade du ”endif”?"),
        (p("a }} b"), "avslutar en tagg som inte har börjat"),
        (p("{{ a {{ b }}"), "avslutas inte innan nästa tagg börjar"),
        (p("{{tr x }}"), "ett värde kan inte bli en hel rad eller cell"),
        (p("{{ _po_state }}"), "namn som börjar på ”_po_” är upptagna"),
        (p(control(run("{{p x }}"))), "Kontrollen måste då omfatta ett helt stycke"),
        (p("{{ x("), "avslutas inte"),
        (p("{{ (x }}"), "går inte att förstå"),
        (p("{{ it's }} {{ 'x' }}"), "”{{ it's }}” går inte att förstå"),
        (p(control(run("x"), tag="{%p if x %}")), "kan inte stå här"),
        (p("{{ " + "(" * 900 + "1" + ")" * 900 + " }}"), "går inte att förstå"),
        (p("".join("{% for x in y %}" for _ in range(30)) + "{% endfor %}" * 30), "för invecklad"),
    ],
)
def test_mistake(body: str, expected: str) -> None:
    """A tag that would give a broken document, or lose text, is refused with what to do instead."""
    assert expected in problems(docx(body))[0] + problems(docx(body))[-1]


@pytest.mark.parametrize(
    ("body", "context", "expected"),
    [
        (
            p("a") + p("{{ kommun.nmn }}"),
            {"kommun": {"namn": 1}},
            "stycke 2: Fältet ”nmn” i ”{{ kommun.nmn }}” finns inte. Menade du ”namn”?",
        ),
        (
            p("{{ komun }}"),
            {"kommun": 1},
            "stycke 1: Fältet ”komun” i ”{{ komun }}” finns inte. Menade du ”kommun”?",
        ),
        (
            table(("", "{{ r.title }}")),
            {"r": Run("a")},
            "tabell 1, rad 1, cell 2: Fältet ”title” i ”{{ r.title }}” finns inte.",
        ),
        (p("{{ x + 1 }}"), {"x": None}, "stycke 1: Taggen ”{{ x + 1 }}” går inte att räkna ut"),
        (p("{% for y in x %}{% endfor %}"), {"x": None}, "går inte att räkna ut"),
        (p(control(run("{{ x }}"))), {}, "stycke 1: Fältet ”x” i ”{{ x }}” finns inte."),
        (control(p("{{p x.y }}")), {"x": {}}, "stycke 1: Fältet ”y” i ”{{p x.y }}” finns inte."),
        (p("{% if x %}{% endif %}"), {}, "Fältet ”x” i ”{% if x %}” finns inte."),
        (p("{%p for x in [1] %}") + p("{{ loop.indx }}") + p("{%p endfor %}"), {}, "stycke 2: Fältet ”indx”"),
    ],
)
def test_failure(body: str, context: dict[str, object], expected: str) -> None:
    """A tag that cannot be filled in is named with its place and the nearest field."""
    assert expected in failure(body, context)


def test_failure_in_other_parts() -> None:
    """A mistake in a header or footnote is said to be there."""
    assert failure(p("x"), {}, {"header": p("a") + p("{{ x }}")}).startswith("sidhuvud, stycke 2: ")
    body = p("{%p for i in [1] %}") + p(reference(2)) + p("{%p endfor %}")
    assert failure(body, {}, {"footnotes": FOOTNOTES}).startswith("fotnot 2: ")


# --- hostile templates and files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__ }}",
        "{{ x.__init__.__globals__ }}",
        "{{ x['__class__'] }}",
        "{{ x|attr('__class__') }}",
        "{{ ''['__class__'].mro() }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ l.append(1) }}",
        "{{ d.update(a=1) }}",
        "{{ d.clear() }}",
        "{{ ('x' * 10) * 10**9 }}",
        "{{ [1] * 10**9 }}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ '%999999999s'|format(1) }}",
        "{{ 'x'.ljust(10**9) }}",
        "{{ 'x'|center(10**9) }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ self }}{{ self.x() }}",
        "{{ cycler }}",
        "{% import 'os' as os %}",
        "{{ g() }}",
    ],
)
def test_hostile_tag(tag: str) -> None:
    """A template cannot reach into Python, change the data, or run away with time and memory."""
    data: dict[str, object] = {"x": Run("a"), "l": [], "d": {}, "g": eval}
    with pytest.raises(TemplateError):
        WordTemplate.compile(docx(p(tag)), name="mall.docx").render(data, PROPERTIES)
    assert ([], {}) == (data["l"], data["d"])


def test_too_long_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that grows without bound is stopped."""
    monkeypatch.setattr(template, "MAX_CHARACTERS", 1_000_000)
    body = p("{% for i in range(10000) %}{{ x }}{% endfor %}")
    assert "blir längre än 1 miljoner tecken" in failure(body, {"x": "å" * 1000})


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "inte ett Office-dokument"),
        (docx(p("x"), prefix="<!DOCTYPE w:document>"), "DOCTYPE"),
        (docx(p("&b;"), prefix=BOMB), "DOCTYPE"),
        (docx(p("x"), prefix="\ufeff<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"), "DOCTYPE"),
        (docx("<w:p>"), "skadad"),
        (docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "skadad"),
        (docx(p("x"), {"word/vbaProject.bin": "x"}), "makron"),
        (docx(p("x"), main="macroEnabled.x"), "makron"),
        (docx(p("x"), main="glossary"), "inget Word-dokument"),
        (docx(p("x" * 30_000_000)), "växer orimligt"),
        (docx(p("\ufdd0")), "ovanligt format"),
        (docx(p("x")).replace(b"word/document.xml", b"word/dokument.xml"), "inget Word-dokument"),
    ],
    ids=[
        "tom",
        "doctype",
        "entitet",
        "extern",
        "xml",
        "djup",
        "makro",
        "docm",
        "annan",
        "bomb",
        "tecken",
        "delar",
    ],
)
def test_hostile_file(data: bytes, expected: str) -> None:
    """A file that is damaged, dangerous or no Word document is refused in words."""
    (found,) = problems(data)
    assert expected in found


def test_other_namespace() -> None:
    """A file in the strict variant of the format is refused with what to do."""
    data = docx(p("x"), {"header": p("y").replace("<w:p>", "<w:p>")})
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(strict, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(
                name, content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
    assert "spara den som vanlig .docx" in problems(strict.getvalue())[0]
