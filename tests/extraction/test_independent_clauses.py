"""Sentences that semicolons part."""

import pytest

from palermo.extraction.language.wordings import wordings
from palermo.extraction.syntax.independent_clauses import independent


def parts(text: str, language: str) -> list[str]:
    words = wordings(language)
    assert words is not None
    return [text[start:end] for start, end in independent(text, 0, len(text), words)]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("The Agency trains judges; the Ministry pays for their travel.", "en", 2),
        ("The Agency trains judges; prosecutors; and members of the bar.", "en", 1),
        ("The Council: (a) urges States to act; (b) requests the Office to report.", "en", 1),
        ("The Agency trains judges, prosecutors and the police.", "en", 1),
        ("L'Office a formé des juges; le Ministère a ouvert un refuge.", "fr", 2),
        ("Управление подготовило судей; министерство открыло приют.", "ru", 2),
        ("办事处培训了法官；该部开设了一个收容所。", "zh", 2),
    ],
)
def test_parts_that_could_stand_alone(text: str, language: str, count: int) -> None:
    made = parts(text, language)
    assert len(made) == count
    assert "".join(made).replace(" ", "") == text.replace(" ", "").replace(";" if count > 1 else "", "").replace(
        "；" if count > 1 else "", ""
    )
