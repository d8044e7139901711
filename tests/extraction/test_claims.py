"""In five languages what claims something of the problem is a factor; what only speaks of harm and victims is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

CLAIMS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "claims.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("said", ["factor", "nothing"])
@pytest.mark.parametrize("language", CLAIMS)
def test_what_claims_something_is_a_factor(language: str, said: str, passages: PassageWriter) -> None:
    sentences = CLAIMS[language][said]
    kinds = {
        words: {
            found.kind for found in extract(passages([("paragraph", None, words)], language), Masthead()).statements
        }
        for words in sentences
    }
    assert len(sentences) > 15
    assert [words for words in sentences if (Kind.FACTOR in kinds[words]) != (said == "factor")] == []


def test_help_told_first_is_still_help_in_the_second_half(passages: PassageWriter) -> None:
    words = "Nos bénévoles rencontrent des victimes et les informent des risques de violence et d'exploitation."
    found = list(extract(passages([("paragraph", None, words)], "fr"), Masthead()).statements)
    assert Kind.FACTOR not in {made.kind for made in found}


def test_people_of_a_second_half_are_at_risk_though_an_office_helps_in_the_first(passages: PassageWriter) -> None:
    words = (
        "L'association héberge des femmes, mais beaucoup de victimes craignent encore la violence de leurs exploiteurs."
    )
    found = list(extract(passages([("paragraph", None, words)], "fr"), Masthead()).statements)
    assert Kind.FACTOR in {made.kind for made in found}
