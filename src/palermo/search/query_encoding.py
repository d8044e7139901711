"""Vector of a query, and the language that selects its similarity threshold."""

import numpy as np

from palermo.embeddings import Encoder, VectorArray
from palermo.search.concepts import find_concept_labels
from palermo.search.query_kinds import find_kind_words
from palermo.search.ranking_weights import LABEL_WEIGHT, MIN_SENTENCE_WORDS, TERM_LABEL_WEIGHT
from palermo.search.search_request import SearchRequest


def get_floor_language(request: SearchRequest) -> str:
    """Return the language of a query; empty, as unknown, for a short query none of whose words occurs."""
    return (
        ""
        if request.word_count < MIN_SENTENCE_WORDS and len(request.unknown_tokens) == len(request.tokens)
        else request.language
    )


def encode_query(encoder: Encoder, text: str, request: SearchRequest) -> VectorArray:
    """Return a query's vector.

    A word that names a kind of statements is left out: passages on `recommendations` say nothing of the rest. In
    languages other than English, the vector is mixed with that of the English labels of concepts that the query names.
    """
    named = find_kind_words(text, (request.language, "en"))
    text = named.text if named else text
    labels = find_concept_labels(text, request.language) if request.language != "en" else ""
    both = encoder.encode([text, labels] if labels else [text])
    share = (LABEL_WEIGHT if request.word_count >= MIN_SENTENCE_WORDS else TERM_LABEL_WEIGHT) if labels else 0.0
    vector: VectorArray = (1 - share) * both[0] + share * both[-1]
    vector /= max(float(np.linalg.norm(vector)), 1e-6)
    return vector
