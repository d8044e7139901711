"""Tests of introductions of lists that ask nobody for anything."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

PassageWriter = Callable[..., list[Passage]]


@pytest.mark.parametrize(
    ("language", "introduction", "items"),
    [
        ("zh", "港口局應召集會議，必要時，並得請求海關協助：", ("船隻之登記。", "船員之名冊。")),
        (
            "en",
            "The written appeal must include, at least, the following:",
            ("The name.", "The grounds of the appeal."),
        ),
    ],
)
def test_what_may_be_asked_for_and_parts_of_a_text_are_no_requests(
    passages: PassageWriter, language: str, introduction: str, items: tuple[str, ...]
) -> None:
    lines = [("paragraph", None, introduction), *(("item", str(n), item) for n, item in enumerate(items, 1))]
    found = extract(passages(lines, language), Masthead()).statements
    assert not [statement for statement in found if not statement.is_tagged]
