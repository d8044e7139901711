"""What the parent believes of an answer: nothing that has the wrong shape."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import DocumentFailed, NoText
from palermo.reading import ParsedDocument
from palermo.sandbox.messages import (
    LENGTH_BYTES,
    build_document_message,
    build_failure_message,
    frame_message,
    parse_document,
)
from palermo.statements import Box, Masthead, Passage, PassageKind

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
READING = ParsedDocument(
    document="d1",
    media_type="text/plain",
    size=3,
    pages=None,
    language="en",
    masthead=Masthead(date="2026"),
    title="T",
    passages=(),
)
PASSAGE = Passage(
    id="p1", document="d1", ordinal=0, page=None, paragraph=None, kind=PassageKind.PARAGRAPH, headings=(),
    language="en", text="words", boxes=(Box(page=1, left=0.5, top=1.0, right=2.0, bottom=3.0),),
)  # fmt: skip


def _body(message: object) -> bytes:
    content = frame_message(message)
    assert int.from_bytes(content[:LENGTH_BYTES], "big") == len(content) - LENGTH_BYTES
    return content[LENGTH_BYTES:]


@given(TEXT, TEXT, st.lists(TEXT).map(tuple))
def test_a_reading_comes_back_as_it_was_told(text: str, title: str, headings: tuple[str, ...]) -> None:
    reading = replace(READING, title=title, passages=(replace(PASSAGE, text=text, headings=headings),))
    assert parse_document(_body(build_document_message(reading))) == reading


def test_a_failure_comes_back_under_the_nearest_name_that_is_known() -> None:
    class Stranger(NoText):
        pass

    with pytest.raises(DocumentFailed) as error:
        parse_document(_body(build_failure_message(Stranger("a", "b", "c"))))
    assert type(error.value) is NoText
    assert error.value.args == ("a", "b", "c")


@pytest.mark.parametrize(
    "change",
    [
        {"pages": "many"},
        {"size": True},
        {"pages": 2**31},
        {"title": None},
        {"masthead": {"colour": "red"}},
        {"passages": [{"document": "d2"}]},
        {"passages": {}},
        {
            "passages": [
                {
                    **build_document_message(replace(READING, passages=(PASSAGE,)))["reading"]["passages"][0],
                    "kind": "song",
                }
            ]
        },
        {
            "passages": [
                {
                    **build_document_message(replace(READING, passages=(PASSAGE,)))["reading"]["passages"][0],
                    "ordinal": 7,
                }
            ]
        },
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(change: dict[str, Any]) -> None:
    fields = {**build_document_message(READING)["reading"], **change}
    with pytest.raises(ValueError, match=r"not an answer|not the reading's own|not a valid"):
        parse_document(_body({"reading": fields}))


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'"x"', b"{}", b'{"failed": ["SystemExit", "", "", ""]}'])
def test_noise_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"not an answer|Expecting value|decode"):
        parse_document(content)


def test_a_message_is_plain_json() -> None:
    assert json.loads(_body(build_document_message(READING)))["reading"]["masthead"]["date"] == "2026"
