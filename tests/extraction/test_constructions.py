"""Constructions of five languages: each sentence is of its kind, and what nobody does is no activity."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

CONSTRUCTIONS = Path(__file__).parent / "constructions.yaml"


def cases() -> Iterator[tuple[str, str, str]]:
    """Language, kind and words of each sentence."""
    languages: dict[str, dict[str, list[str]]] = yaml.safe_load(CONSTRUCTIONS.read_text(encoding="utf-8"))
    for language, kinds in languages.items():
        yield from ((language, kind, words) for kind, sentences in kinds.items() for words in sentences)


@pytest.mark.parametrize(("language", "kind", "words"), list(cases()), ids=lambda value: str(value)[:40])
def test_a_construction_is_of_its_kind(language: str, kind: str, words: str, passages: PassageWriter) -> None:
    made = list(extract(passages([("paragraph", None, words)], language), Masthead()).statements)
    assert [one.kind.value for one in made] == ([] if kind == "nothing" else [kind])


@pytest.mark.parametrize(
    ("language", "words", "helped"),
    [
        ("fr", "Trois cents magistrats ont été formés en 2023.", "magistrats"),
        ("es", "Se capacitó a 300 fiscales en técnicas de entrevista.", "fiscales"),
        ("ru", "В 2023 году было обучено 300 судей.", "судей"),
        ("zh", "2023年培训了300名法官。", "法官"),
    ],
)
def test_people_helped_by_nobody_who_is_named_are_addressees(
    language: str, words: str, helped: str, passages: PassageWriter
) -> None:
    [one] = extract(passages([("paragraph", None, words)], language), Masthead()).statements
    assert not one.actors
    assert one.tense == "done"
    assert any(helped in ref.name for ref in one.addressees)
