"""Tests of Word documents: order, printed numbers, tracked changes, notes."""

import io
import zipfile

import pytest

from palermo.list_numbers import format_list_number
from palermo.reading import docx, read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = f'xmlns:w="{W}" xmlns:mc="{MC}"'


def archive(parts: dict[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def relations(*kinds: str) -> str:
    ties = "".join(f'<Relationship Id="r{k}" Type="{R}/{k}" Target="{k}.xml"/>' for k in kinds)
    return f'<Relationships xmlns="{PACKAGE}">{ties}</Relationships>'


def build_word_file(body: str, **others: str) -> bytes:
    """A Word document of a body and of other parts: styles, numbering, footnotes, endnotes."""
    top = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    return archive(
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{top}</Relationships>',
            "word/_rels/document.xml.rels": relations(*others),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            **{f"word/{k}.xml": f"<w:{roots[k]} {SPACES}>{v}</w:{roots[k]}>" for k, v in others.items()},
        }
    )


def p(text: str, *, style: str = "", number: tuple[int, int] | None = None) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    parts = text.split("\t")
    return "<w:r>" + "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts) + "</w:r>"


def style(name: str, based_on: str = "", outline: int | None = None, extra: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    ident = name.replace(" ", "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{level}{extra}</w:pPr></w:style>"
    )


def level(index: int, form: str, text: str, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def listing(levels: str, *, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}'


def list_blocks(content: bytes) -> list[tuple[str, str | None, str]]:
    return [(block.kind.value, block.number, block.text) for block in docx.read_blocks(content)[0]]


def texts(content: bytes) -> list[str]:
    return [block.text for block in docx.read_blocks(content)[0]]


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = f"<w:tbl><w:tr>{cell(p('one'))}{cell(p('two') + p('three'))}</w:tr><w:tr>{cell(p('four'))}</w:tr></w:tbl>"
    nested = f"<w:tbl><w:tr>{cell(table + p('five'))}</w:tr></w:tbl>"
    assert list_blocks(build_word_file(p("before") + nested + p("after"))) == [
        ("paragraph", None, "before"),
        ("cell", None, "one"),
        ("cell", None, "two"),
        ("cell", None, "three"),
        ("cell", None, "four"),
        ("cell", None, "five"),
        ("paragraph", None, "after"),
    ]


def test_a_cell_that_spans_rows_is_read_once_and_a_deleted_row_not_at_all() -> None:
    first = f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{p('spans')}</w:tc></w:tr>"
    second = f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('behind')}</w:tc><w:tc>{p('beside')}</w:tc></w:tr>"
    deleted = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{p('gone')}</w:tc></w:tr>"
    assert texts(build_word_file(f"<w:tbl>{first}{second}{deleted}</w:tbl>")) == ["spans", "beside"]


def test_content_controls_smart_tags_links_and_fields_are_kept() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p('in a control')}</w:sdtContent></w:sdt>"
        f"<w:p><w:smartTag>{run('Geneva')}</w:smartTag><w:hyperlink>{run(' and a link')}</w:hyperlink></w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('result')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        f"<w:p><w:fldSimple w:instr='DATE'>{run('today')}</w:fldSimple></w:p>"
    )
    assert texts(build_word_file(body)) == ["in a control", "Geneva and a link", "result", "today"]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('States should ')}<w:del w:id='1'><w:r><w:delText>sign</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('ratify')}</w:ins><w:moveFrom w:id='3'>{run(' old')}</w:moveFrom>"
        f"<w:moveTo w:id='4'>{run(' it')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr>{run('One sentence ')}</w:p>{p('in two paragraphs')}"
    )
    assert texts(build_word_file(body)) == ["States should ratify it", "One sentence in two paragraphs"]


def test_signs_and_hidden_text() -> None:
    body = (
        "<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operation</w:t><w:br/><w:t>goes</w:t><w:softHyphen/></w:r>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run(' on')}</w:p>"
    )
    assert texts(build_word_file(body)) == ["co-operation goes on"]


def test_a_text_box_offered_twice_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    twice = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(build_word_file(f"<w:p>{run('beside it')}<w:r>{twice}</w:r></w:p>")) == ["beside it", "in the box"]


def test_headings_by_name_outline_and_chain() -> None:
    styles = (
        style("heading 1")
        + style("heading 2")
        + style("Kapitel", based_on="heading1")
        + style("Abschnitt", outline=2)
        + style("Title")
        + style("Body", outline=9)
    )
    body = p("T", style="Title") + p("A", style="Kapitel") + p("B", style="heading2") + p("C", style="Abschnitt")
    body += p("plain", style="Body") + "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>D</w:t></w:r></w:p>"
    result = docx.read_blocks(build_word_file(body, styles=styles))[0]
    assert [(x.text, x.level) for x in result] == [("T", 1), ("A", 1), ("B", 2), ("C", 3), ("plain", None), ("D", 2)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("_ H_M", 1), ("_ H _Ch", 2), ("_ H_1", 3), ("_ H_2/3", 4), ("_ H_4", 5), ("_ H_5/6", 6), ("_ H_1_G", 3)],
)
def test_headings_by_the_names_of_un_styles(name: str, expected: int) -> None:
    ident = name.replace(" ", "")
    (block,) = docx.read_blocks(build_word_file(p("\tA.\tMandate", style=ident), styles=style(name, outline=8)))[0]
    assert (block.level, block.number, block.text) == (expected, "A", "Mandate")


def test_un_headings_of_two_lines_are_joined_and_empty_paragraphs_part_them() -> None:
    styles = style("_ H_1") + style("_ H_4")
    item = "_H_1"
    body = (
        p("Subprogramme 1", style=item) + p("Protection", style=item) + p("", style=item) + p("Objective", style=item)
    )
    body += p("Table 2.1", style=item) + p("Deliverables", style=item) + p("Reports", style="_H_4")
    assert texts(build_word_file(body, styles=styles)) == [
        "Subprogramme 1 Protection",
        "Objective",
        "Table 2.1",
        "Deliverables",
        "Reports",
    ]


def test_the_session_above_a_un_title_is_no_heading() -> None:
    styles = style("_ H_1") + style("Session", based_on="_H_1") + style("Title_H_CH", based_on="_H_1")
    content = build_word_file(p("Eightieth session", style="Session") + p("Report", style="Title_H_CH"), styles=styles)
    assert [(x.text, x.level) for x in docx.read_blocks(content)[0]] == [("Eightieth session", None), ("Report", 1)]


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("12.\tWords", "paragraph", "12"),
        ("\t22.1\tWords", "item", "22.1"),
        ("\t31.I.8\tWords", "item", "31.I.8"),
        ("\t\t(a)\tWords", "item", "(a)"),
        ("(iv) Words", "item", "(iv)"),
        ("a)\tWords", "item", "a)"),
        ("a\tWords", "footnote", "a"),
        ("•\tWords", "item", None),
        ("(أ)\tWords", "item", "(أ)"),
        ("\t*\tWords", "footnote", "*"),
        ("Words", "paragraph", None),
    ],
)
def test_typed_numbers(typed: str, kind: str, number: str | None) -> None:
    assert list_blocks(build_word_file(p(typed))) == [(kind, number, "Words")]


def test_counted_numbers_are_those_that_word_prints() -> None:
    levels = (
        level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "(%2)")
        + level(2, "lowerRoman", "%1.%2.%3", extra="<w:isLgl/>")
    )
    levels += level(3, "bullet", "•") + level(4, "upperRoman", "%5.", start=4)
    places = [0, 1, 1, 2, 2, 0, 1, 3, 4, 4]
    content = build_word_file("".join(p("x", number=(1, at)) for at in places), numbering=listing(levels))
    numbers = [block.number for block in docx.read_blocks(content)[0]]
    assert numbers == ["1", "(a)", "(b)", "1.2.1", "1.2.2", "2", "(a)", None, "IV", "V"]


def test_lists_count_on_together_unless_one_starts_anew() -> None:
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for n, override in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
        )
    )
    body = "".join(p("x", number=(n, 0)) for n in (1, 1, 2, 3, 3, 1))
    content = build_word_file(body, numbering=listing(level(0, "decimal", "%1."), numbers=numbers))
    assert [block.number for block in docx.read_blocks(content)[0]] == ["1", "2", "3", "7", "8", "9"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    numbered = style("Numbered", extra='<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = p("one", style="Numbered") + p("none", style="Numbered", number=(0, 0)) + p("two", style="Numbered")
    content = build_word_file(body, styles=numbered, numbering=listing(level(0, "lowerLetter", "%1)")))
    assert list_blocks(content) == [("item", "a)", "one"), ("paragraph", None, "none"), ("item", "b)", "two")]


def test_a_paragraph_of_a_list_that_is_not_defined_has_no_number() -> None:
    assert list_blocks(build_word_file(p("x", number=(99, 0)))) == [("paragraph", None, "x")]


@pytest.mark.parametrize(
    ("count", "form", "rendered"),
    [(27, "lowerLetter", "aa"), (1994, "upperRoman", "MCMXCIV"), (7, "decimalZero", "07"), (3, "unknown", "3")],
)
def test_forms_of_numbers(count: int, form: str, rendered: str) -> None:
    assert format_list_number(count, form) == rendered


def test_notes_follow_the_paragraph_that_cites_them_with_the_number_that_is_printed() -> None:
    def cite(ident: int, extra: str = "", sign: str = "") -> str:
        mark = f"<w:t>{sign}</w:t>" if sign else ""
        return f"<w:r><w:footnoteReference w:id='{ident}' {extra}/>{mark}</w:r>"

    notes = f"<w:footnote w:id='0' w:type='separator'>{p('---')}</w:footnote>"
    notes += "".join(
        f"<w:footnote w:id='{n}'>{p(t)}</w:footnote>" for n, t in ((1, "\tFirst."), (2, "*\tStarred."), (5, "Last."))
    )
    body = f"<w:p>{run('Words')}{cite(1)}{run(' go on')}{cite(2, 'w:customMarkFollows="1"', '*')}</w:p>"
    body += f"<w:p>{run('More')}{cite(5)}</w:p><w:p>{run('Unknown')}{cite(9)}</w:p>"
    endnotes = f"<w:endnote w:id='1'>{p('At the end.')}</w:endnote>"
    body += "<w:p><w:r><w:t>End</w:t><w:endnoteReference w:id='1'/></w:r></w:p>"
    assert list_blocks(build_word_file(body, footnotes=notes, endnotes=endnotes)) == [
        ("paragraph", None, "Words go on"),
        ("footnote", "1", "First."),
        ("footnote", "*", "Starred."),
        ("paragraph", None, "More"),
        ("footnote", "2", "Last."),
        ("paragraph", None, "Unknown"),
        ("paragraph", None, "End"),
        ("footnote", "i", "At the end."),
    ]


def test_the_strict_variant_is_read_too() -> None:
    body = (
        f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("x")}</w:body></w:document>'
    )
    assert texts(archive({"word/document.xml": body})) == ["x"]


def test_read_gives_passages_without_pages() -> None:
    body = p("Mandate", style="heading1") + p("The General Assembly asks States to:") + p("(a)\tratify the Protocol;")
    reading = read(build_word_file(body, styles=style("heading 1")), "folder/report.docx")
    assert reading.pages is None
    assert reading.title == "Mandate"
    last = reading.passages[-1]
    assert (last.paragraph, last.text, last.headings, last.page) == ("(a)", "ratify the Protocol;", ("Mandate",), None)
