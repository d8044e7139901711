"""Tests of answers of the sandboxed process, which are validated."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import NoText
from palermo.reading import ParsedDocument
from palermo.reading.messages import encode_document, parse_document
from palermo.sandbox.messages import (
    LENGTH_BYTES,
    FrameType,
    build_frame,
    encode_failure,
    encode_json,
    parse_failure,
    parse_frame,
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


FIELDS: dict[str, Any] = json.loads(encode_document(READING))
PASSAGE_FIELDS: dict[str, Any] = json.loads(encode_document(replace(READING, passages=(PASSAGE,))))["passages"][0]


def test_frame_starts_with_its_length_and_type() -> None:
    frame = build_frame(FrameType.ANSWER, b"abc")
    assert int.from_bytes(frame[:LENGTH_BYTES], "big") == len(frame) - LENGTH_BYTES
    assert parse_frame(frame[LENGTH_BYTES:]) == (FrameType.ANSWER, b"abc")
    with pytest.raises(ValueError, match="FrameType"):
        parse_frame(b"?abc")


@given(TEXT, TEXT, st.lists(TEXT).map(tuple))
def test_document_is_decoded_as_it_was_encoded(text: str, title: str, headings: tuple[str, ...]) -> None:
    reading = replace(READING, title=title, passages=(replace(PASSAGE, text=text, headings=headings),))
    assert parse_document(encode_document(reading)) == reading


def test_a_failure_comes_back_under_the_nearest_name_that_is_known() -> None:
    class Stranger(NoText):
        pass

    failure = parse_failure(encode_failure(Stranger("a", "b", "c")))
    assert type(failure) is NoText
    assert failure.args == ("a", "b", "c")


@pytest.mark.parametrize(
    "change",
    [
        {"pages": "many"},
        {"size": True},
        {"pages": 2**31},
        {"title": None},
        {"masthead": {"date": 7}},
        {"passages": [{"document": "d2"}]},
        {"passages": {}},
        {
            "passages": [
                {
                    **PASSAGE_FIELDS,
                    "kind": "song",
                }
            ]
        },
        {
            "passages": [
                {
                    **PASSAGE_FIELDS,
                    "ordinal": 7,
                }
            ]
        },
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(change: dict[str, Any]) -> None:
    fields = {**FIELDS, **change}
    with pytest.raises(ValueError, match=r"malformed|validation error"):
        parse_document(encode_json(fields))


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'"x"', b"{}"])
def test_noise_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"malformed|validation error"):
        parse_document(content)


@pytest.mark.parametrize(
    "content", [b"{}", b'["SystemExit", "", "", ""]', b'["NoText", "", ""]', b'["NoText", "", "", 1]']
)
def test_malformed_failure_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"four texts|not a failure"):
        parse_failure(content)
