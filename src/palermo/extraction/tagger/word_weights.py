"""Which words weighed most when the tagger read a statement: occlusion, a word at a time.

Each word of the quote is left out of the input in turn; its weight is by how much the log-odds of the statement's kind
fall. It takes one run of the model for each word, so that it is computed when somebody asks, not in a build.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from palermo.errors import NotFound
from palermo.extraction.tagger.contexts import iter_passage_contexts
from palermo.extraction.tagger.inputs import EncodedPassage, encode_passage
from palermo.extraction.tagger.model import TaggerModel
from palermo.extraction.tagger.model_outputs import SENTENCE_CLASSES, InputSegment
from palermo.extraction.tagger.printed_words import group_words
from palermo.statements import TAGGER_METHOD_PREFIX, Passage, Statement

MAX_RUNS = 60
"""Runs of the model for one statement; words of a longer quote are left out several at once."""
MIN_PROBABILITY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class WordWeight:
    """One or more words of a quote, and by how much the log-odds of its kind fall without them."""

    words: str
    weight: float


def compute_word_weights(
    statement: Statement, passages: Sequence[Passage], title: str, model: TaggerModel
) -> tuple[WordWeight, ...]:
    """Return the words of a statement's quote with their weights, heaviest first.

    `passages` are those of its document, in order. Raises NotFound for a statement that the tagger did not make, and
    for one that the present model reads otherwise.
    """
    if not statement.method.startswith(TAGGER_METHOD_PREFIX):
        raise NotFound(statement.id, f"it was made by the rules {statement.method}, which do not weigh words")
    encoded, sentence = _find_window(statement, passages, title, model)
    words = _select_words(encoded, statement)
    size = math.ceil(len(words) / MAX_RUNS) or 1
    groups = [list(chain.from_iterable(words[start : start + size])) for start in range(0, len(words), size)]
    windows = [(encoded, statement.language), *((_drop_tokens(encoded, group), statement.language) for group in groups)]
    kind = SENTENCE_CLASSES.index(statement.kind.value)
    log_odds = {
        n: _compute_log_odds(float(tagged_window.outputs.kinds[sentence, kind]))
        for n, tagged_window in model.tag(windows)
    }
    text = encoded.texts[InputSegment.PASSAGE]
    weights = [
        WordWeight(
            words=text[encoded.starts[group[0]] : encoded.ends[group[-1]]],
            weight=round(log_odds[0] - log_odds[number], 2),
        )
        for number, group in enumerate(groups, 1)
    ]
    return tuple(sorted(weights, key=lambda weight: -weight.weight))


def _find_window(
    statement: Statement, passages: Sequence[Passage], title: str, model: TaggerModel
) -> tuple[EncodedPassage, int]:
    """Return the window that a statement was read in, and the number of its first sentence there."""
    place = statement.locator
    for passage, context in iter_passage_contexts(passages, title):
        if passage.id != place.passage:
            continue
        for encoded in encode_passage(passage.text, context, model.tokenizer):
            for number, (start, end) in enumerate(encoded.sentences):
                if start < place.end and place.start < end:
                    return encoded, number
    raise NotFound(statement.id, "its passage is not among those of its document", "Build the library again")


def _select_words(encoded: EncodedPassage, statement: Statement) -> list[list[int]]:
    """Return the tokens of each word of the quote."""
    place, text = statement.locator, encoded.texts[InputSegment.PASSAGE]
    return [
        word
        for word in group_words(encoded)
        if encoded.segments[word[0]] == InputSegment.PASSAGE
        and place.start <= encoded.starts[word[0]] < place.end
        and any(char.isalnum() for char in text[encoded.starts[word[0]] : encoded.ends[word[-1]]])
    ]


def _drop_tokens(encoded: EncodedPassage, dropped: Sequence[int]) -> EncodedPassage:
    remaining = [number for number in range(len(encoded.ids)) if number not in dropped]
    columns = {
        name: tuple(getattr(encoded, name)[number] for number in remaining)
        for name in ("ids", "segments", "starts", "ends", "sentence_numbers")
    }
    return replace(encoded, **columns)


def _compute_log_odds(probability: float) -> float:
    share = min(max(probability, MIN_PROBABILITY), 1 - MIN_PROBABILITY)
    return math.log(share / (1 - share))
