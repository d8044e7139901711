"""Verbal forms of five languages: each tells an activity, and whether it is done, ongoing or planned."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TENSES = Path(__file__).parent / "tenses.yaml"


def forms() -> Iterator[tuple[str, str, str, str]]:
    """Language, tense, name of the verbal form, and a sentence with it."""
    languages: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(TENSES.read_text(encoding="utf-8"))
    for language, tenses in languages.items():
        for tense, sentences in tenses.items():
            yield from ((language, tense, form, words) for form, words in sentences.items())


@pytest.mark.parametrize(("language", "tense", "form", "words"), list(forms()), ids=lambda value: str(value)[:24])
def test_a_verbal_form_tells_when(language: str, tense: str, form: str, words: str, passages: PassageWriter) -> None:
    made = list(extract(passages([("paragraph", None, words)], language), Masthead()).statements)
    assert [(one.kind.value, one.tense) for one in made] == [("activity", tense)], form
