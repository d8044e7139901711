"""English verbs on no list, clauses joined in one sentence, and what is told of people in a passage on harm."""

import pytest

from palermo.extraction.language.english_lexicon import known_verb
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.syntax.sentence_parts import parts


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The coastguard hauled nine crew members aboard", "hauled"),
        ("The registrar stapled the two forms together", "stapled"),
        ("The Bergen alliance pools the files each week", "pools"),
        ("The clinic lodged the sisters with a family", "lodged"),
    ],
)
def test_a_verb_that_is_on_no_list_is_finite(sentence: str, verb: str) -> None:
    words = wordings("en")
    assert words is not None
    assert verb in [sentence[start:end] for start, end in words.verbs.spans(sentence, 0, len(sentence))]


@pytest.mark.parametrize("sentence", ["the rescue of hauled nets", "Two pools of water", "They will staple the forms"])
def test_nouns_participles_and_infinitives_are_not(sentence: str) -> None:
    words = wordings("en")
    assert words is not None
    found = [sentence[start:end] for start, end in words.verbs.spans(sentence, 0, len(sentence))]
    assert not {"hauled", "pools", "staple"} & set(found)


def test_only_what_is_nothing_but_a_verb_is_surely_one() -> None:
    assert known_verb("boarded")
    assert not known_verb("board")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Boys mend the nets at night; girls serve the guests of the hostel.", 2),
        ("The centre opened in May • Twelve families moved in • Two nurses visit each week", 3),
        ("The office will train judges; print manuals; and fund shelters.", 1),
        ("The causes are: debts that families owe; schools that closed.", 1),
    ],
)
def test_sentences_printed_as_one_are_read_apart(text: str, count: int) -> None:
    words = wordings("en")
    assert words is not None
    assert len(list(parts(text, 0, len(text), words))) == count
