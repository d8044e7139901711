"""Tests of uploaded Word files of joint texts that are refused, or that repeat what was proposed."""

from io import BytesIO

import docx
import pytest
from docx.document import Document

from joint_text_desk import Desk, SignIn, upload


@pytest.fixture
def drafting_desk(client_as: SignIn) -> Desk:
    desk = Desk(client_as)
    assert desk.act(desk.secretariat, "stage", stage="drafting") == 302
    return desk


def download(desk: Desk, language: str = "en") -> Document:
    content = desk.aurora.get(f"/en/texts/{desk.id}/text.docx?language={language}").content
    return docx.Document(BytesIO(content))


def save(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_the_word_file_of_another_text_is_refused(drafting_desk: Desk, client_as: SignIn) -> None:
    other, before = Desk(client_as), drafting_desk.text
    response = upload(drafting_desk, save(download(other)))
    assert response.status_code == 400
    assert "the Word file of another text" in response.content.decode()
    assert drafting_desk.text == before


def test_the_word_file_of_a_translation_is_refused(drafting_desk: Desk) -> None:
    words = {"paragraph": "o2", "language": "fr", "words": "Ce qui est en jeu.", "follows": "1", "base_version": "0"}
    assert drafting_desk.act(drafting_desk.aurora, "translate", **words) == 302
    translation, before = download(drafting_desk, "fr"), drafting_desk.text
    translation.paragraphs[2].runs[0].text = "Ce qui est vraiment en jeu."
    response = upload(drafting_desk, save(translation))
    assert response.status_code == 400
    assert "the Word file of a translation" in response.content.decode()
    assert drafting_desk.text == before


def test_the_text_of_another_document_in_the_file_of_this_one_is_refused(drafting_desk: Desk) -> None:
    document, before = download(drafting_desk), drafting_desk.text
    for paragraph in document.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for number in range(8):
        document.add_paragraph(f"Quotas of fish and nets in sea area {number}.")
    response = upload(drafting_desk, save(document))
    assert response.status_code == 400
    assert f"it holds 1 of the {len(before.paragraphs)} paragraphs of this text" in response.content.decode()
    assert drafting_desk.text == before


def test_a_refusal_is_in_the_language_of_the_page(drafting_desk: Desk) -> None:
    file = BytesIO(b"no Word file")
    file.name = "edited.docx"
    data = {"file": file, "entity": "aurora"}
    page = drafting_desk.aurora.post(f"/fr/texts/{drafting_desk.id}/upload/", data).content.decode()
    assert "Enregistrez-le au format .docx." in page


def test_a_file_that_is_uploaded_twice_proposes_once(drafting_desk: Desk) -> None:
    document = download(drafting_desk)
    document.paragraphs[2].runs[0].text = "What is at stake."
    document.add_comment(document.paragraphs[4].runs, text="How many?", author="Cloud", initials="C")
    for _ in range(2):
        assert upload(drafting_desk, save(document)).status_code == 302
    assert [item.text for item in drafting_desk.text.open_proposals] == ["What is at stake."]
    assert len(drafting_desk.text.comments) == 1
