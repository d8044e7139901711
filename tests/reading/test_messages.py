"""What the parent believes of an answer: nothing that has the wrong shape."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import DocumentFailed, NoText
from palermo.reading import Reading
from palermo.reading.messages import LENGTH, failed, framed, told, understood
from palermo.statements import Box, Masthead, Passage, PassageKind

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
READING = Reading(
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
    content = framed(message)
    assert int.from_bytes(content[:LENGTH], "big") == len(content) - LENGTH
    return content[LENGTH:]


@given(TEXT, TEXT, st.lists(TEXT).map(tuple))
def test_a_reading_comes_back_as_it_was_told(text: str, title: str, headings: tuple[str, ...]) -> None:
    reading = replace(READING, title=title, passages=(replace(PASSAGE, text=text, headings=headings),))
    assert understood(_body(told(reading))) == reading


def test_a_failure_comes_back_under_the_nearest_name_that_is_known() -> None:
    class Stranger(NoText):
        pass

    with pytest.raises(DocumentFailed) as error:
        understood(_body(failed(Stranger("a", "b", "c"))))
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
        {"passages": [{**told(replace(READING, passages=(PASSAGE,)))["reading"]["passages"][0], "kind": "song"}]},
        {"passages": [{**told(replace(READING, passages=(PASSAGE,)))["reading"]["passages"][0], "ordinal": 7}]},
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(change: dict[str, Any]) -> None:
    fields = {**told(READING)["reading"], **change}
    with pytest.raises(ValueError, match=r"not an answer|not the reading's own|not a valid"):
        understood(_body({"reading": fields}))


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'"x"', b"{}", b'{"failed": ["SystemExit", "", "", ""]}'])
def test_noise_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"not an answer|Expecting value|decode"):
        understood(content)


def test_a_message_is_plain_json() -> None:
    assert json.loads(_body(told(READING)))["reading"]["masthead"]["date"] == "2026"
