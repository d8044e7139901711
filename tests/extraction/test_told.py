"""Sentences of ours in six languages, written before it was looked how the rules read them: kind, tense and who."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.extraction import extract
from palermo.extraction.language.grammar import GRAMMARS
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TOLD = Path(__file__).parent / "told"


def rows() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Language, kind, and the row of each sentence: its words, its tense and who, as far as they are given."""
    for language in GRAMMARS:
        kinds = yaml.safe_load((TOLD / f"{language}.yaml").read_text(encoding="utf-8"))
        yield from ((language, kind, row) for kind, sentences in kinds.items() for row in sentences)


@pytest.mark.parametrize(("language", "kind", "row"), list(rows()), ids=lambda value: str(value)[:40])
def test_a_sentence_tells_its_kind_and_who(
    language: str, kind: str, row: dict[str, Any], passages: PassageWriter
) -> None:
    made = list(extract(passages([("paragraph", None, row["text"])], language), Masthead()).statements)
    assert [one.kind.value for one in made] == ([] if kind == "nothing" else [kind])
    for one in made:
        assert one.tense == row.get("tense")
        for role in {"actors", "addressees", "partners"} & row.keys():
            assert [ref.name for ref in getattr(one, role)] == row[role]


def test_each_language_tells_every_kind_and_negatives() -> None:
    told = {(language, kind) for language, kind, _ in rows()}
    kinds = ["recommendation", "commitment", "activity", "mandate", "partnership", "factor", "nothing"]
    assert {(language, kind) for language in GRAMMARS for kind in kinds} <= told
