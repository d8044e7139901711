"""Fixture that builds passages from short lines."""

from collections.abc import Callable, Sequence

import pytest

from palermo.statements import Passage, PassageKind, compute_passage_id

Line = tuple[str, str | None, str]
"""Kind, printed number, words."""
PassageWriter = Callable[..., list[Passage]]


@pytest.fixture
def passages() -> PassageWriter:
    """Write passages: `passages([("paragraph", "69", "The ..."), ("item", "1", "...")], language="en")`."""

    def writer(lines: Sequence[Line], language: str = "en") -> list[Passage]:
        return [
            Passage(
                id=compute_passage_id("d", words, ordinal),
                document="d",
                ordinal=ordinal,
                page=1 + ordinal // 10,
                paragraph=number,
                kind=PassageKind(kind),
                headings=("II. Recommendations",),
                language=language,
                text=words,
            )
            for ordinal, (kind, number, words) in enumerate(lines)
        ]

    return writer
