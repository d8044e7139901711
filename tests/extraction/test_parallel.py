"""The same text in six languages tells the same: kinds in the same order, with the same tenses and years."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from palermo.extraction import extract
from palermo.extraction.language.grammar import GRAMMARS
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TEXTS: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "parallel.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["en"][:40])
def test_a_text_tells_the_same_in_every_language(text: dict[str, str], passages: PassageWriter) -> None:
    told = {
        language: [
            (one.kind.value, one.tense, one.years)
            for one in extract(passages([("paragraph", None, text[language])], language), Masthead()).statements
        ]
        for language in GRAMMARS
    }
    assert told["en"]
    assert {language: said for language, said in told.items() if said != told["en"]} == {}
