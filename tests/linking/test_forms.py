"""Tests of forms of exploitation by usual names, and of phrases that name none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from palermo.vocabulary import find_tags, load_vocabulary

VOCABULARY = load_vocabulary()
FORMS = Path(__file__).parent / "forms.yaml"


def phrases(*, named: bool) -> Iterator[tuple[str, str, str]]:
    """Form, language and words of each phrase that names the form, or of each that does not."""
    forms = yaml.safe_load(FORMS.read_text(encoding="utf-8"))
    for form, languages in forms.items():
        rows = {name: words for name, words in languages.items() if name != "none"} if named else languages.get("none")
        yield from ((form, language, text) for language, texts in (rows or {}).items() for text in texts)


def named_in(text: str, language: str) -> set[str]:
    """Ids of the forms of exploitation that a text names."""
    return {tag.id for tag in find_tags(text, language, VOCABULARY, ("exploitation",))}


@pytest.mark.parametrize(("form", "language", "text"), list(phrases(named=True)))
def test_a_phrase_names_its_form(form: str, language: str, text: str) -> None:
    assert form in named_in(text, language)


@pytest.mark.parametrize(("form", "language", "text"), list(phrases(named=False)))
def test_a_phrase_next_to_it_does_not(form: str, language: str, text: str) -> None:
    assert form not in named_in(text, language)


def test_a_gap_of_a_chinese_term_ends_at_a_mark() -> None:
    assert "forced-criminality" in named_in("强迫受害人从事犯罪活动", "zh")
    assert "forced-criminality" not in named_in("强迫劳动。当局打击从事犯罪活动者", "zh")


def test_every_form_is_named_in_each_of_the_five() -> None:
    forms = {concept.id for concept in VOCABULARY.list_concepts("exploitation")}
    assert {(form, language) for form, language, _ in phrases(named=True)} == {
        (form, language) for form in forms for language in ("fr", "es", "ar", "ru", "zh")
    }
