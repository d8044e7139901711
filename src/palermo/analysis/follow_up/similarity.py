"""Similarity of recommendations: interpretable features and logistic models fitted on labelled pairs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from palermo.analysis.follow_up.act_detection import (
    MAX_CACHED_TEXTS,
    detect_requested_acts,
    find_treaties,
    remove_filler,
)
from palermo.analysis.follow_up.items import FollowUpItem
from palermo.analysis.follow_up.term_matrix import FloatArray, IntArray, TermMatrix, stem_words
from palermo.embeddings import VectorArray
from palermo.safe_yaml import parse_yaml

# The names of features are keys of weights.yaml.
WORDING_FEATURES = ("shared words", "like length", "order of words")
REQUEST_FEATURES = (
    "one asks only to consider",
    "other acts",
    "shared acts",
    "other instruments",
    "shared topics",
    "other topics",
)
EXCLUSIVE_ACTS = frozenset(["be-bound", "withdraw", "carry-out", "abolish", "suspend"])
"""Mutually exclusive acts: to ratify a treaty, to withdraw a reservation to it, to carry it out."""
MIN_TREATY_OVERLAP = 0.5
"""Share of all treaties that a pair names above which both must name them."""
PROTOCOL_MARKERS = frozenset(["op", "second"])
"""Keys for protocols, which do not identify a treaty on their own."""
ORDER_FEATURE = WORDING_FEATURES[-1]
MIN_LINKABLE_SCORE = 0.25
"""Score below which a pair is not linked whatever its word order is."""
COSINE_FEATURE = "closeness of meaning"
COVERAGE_FEATURE = "share of the call's words in the other text"
MODEL_FEATURES = {
    "words": (*WORDING_FEATURES, *REQUEST_FEATURES),
    "words-and-meaning": (*WORDING_FEATURES, *REQUEST_FEATURES, COSINE_FEATURE),
    "translation": (*REQUEST_FEATURES, COSINE_FEATURE),
    "answer-words": (COVERAGE_FEATURE, *REQUEST_FEATURES[1:]),
    "answer": (COVERAGE_FEATURE, *REQUEST_FEATURES[1:], COSINE_FEATURE),
}

type FeatureMatrix = VectorArray
type BoolArray = npt.NDArray[np.bool_]
type PrintedNames = Mapping[str, Iterable[str]]
type ListSeries = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityModel:
    """Weights and thresholds of a logistic model."""

    bias: float
    weights: tuple[float, ...]
    """In the order of the model's MODEL_FEATURES."""
    link: float
    """Minimum score of two linked recommendations."""
    floor: float
    """Minimum score of any two recommendations of a chain."""

    def compute_scores(self, features: FeatureMatrix) -> FloatArray:
        """Return the score, 0 to 1, of each row of features."""
        scores = 1 / (1 + np.exp(-(features @ np.array(self.weights, np.float32) + self.bias)))
        return np.asarray(scores, dtype=np.float32)


@lru_cache(maxsize=1)
def load_models() -> Mapping[str, SimilarityModel]:
    """Load the shipped models by name; benchmarks/chains.py fits them."""
    text = (files("palermo.analysis.follow_up") / "weights.yaml").read_text(encoding="utf-8")
    return {name: build_model(name, values) for name, values in parse_yaml(text).items()}


def build_model(name: str, values: Mapping[str, float]) -> SimilarityModel:
    """Build a model from weights by name of feature."""
    weights = tuple(values[feature] for feature in MODEL_FEATURES[name])
    return SimilarityModel(bias=values["bias"], weights=weights, link=values["link"], floor=values["floor"])


class PairComparison:
    """Recommendations prepared for pairwise comparison; rows are numbered in the order given."""

    def __init__(
        self,
        calls: Sequence[FollowUpItem],
        vectors: VectorArray | None = None,
        names: PrintedNames | None = None,
        series: Sequence[ListSeries] | None = None,
    ) -> None:
        """Prepare the comparison.

        `vectors` has one row of unit length for each item, zeros if missing. `names` has the printed names of
        addressees by id. `series` has the lists of which each item, or another of the same wording, is a part; by
        default the item's own.
        """
        self._series = series or [call.series for call in calls]
        self.calls = calls
        self.vectors = vectors
        words_by_call = [
            stem_words(remove_filler(call.quote, call.language), call.language, _collect_addressee_stems(call, names))
            for call in calls
        ]
        self.words = TermMatrix.from_texts(words_by_call)
        self.languages = np.array([call.language for call in calls], dtype="U8")
        self._texts = [" ".join(item) for item in words_by_call]
        requested_acts = [detect_requested_acts(call.quote, call.language) for call in calls]
        has_vector = np.zeros(len(calls), np.bool_) if vectors is None else np.abs(vectors).max(axis=1, initial=0) > 0
        self._has_vector: BoolArray = has_vector
        self._acts = _encode_bitmasks([item.acts for item in requested_acts])
        named_treaties = [find_treaties(call.quote) for call in calls]
        self._treaties = _encode_bitmasks(named_treaties)
        self._treaties_without_protocols = _encode_bitmasks([names - PROTOCOL_MARKERS for names in named_treaties])
        self._exclusive_acts = _encode_bitmasks([item.acts & EXCLUSIVE_ACTS for item in requested_acts])
        self._only_considered = np.array(["consider" in item.firmness for item in requested_acts], dtype=np.bool_)
        self._instruments = TermMatrix.from_texts([sorted(call.instruments) for call in calls])
        self._topics = TermMatrix.from_texts([sorted(call.themes | call.interventions | call.groups) for call in calls])
        self._classes = _encode_bitmasks([call.classes for call in calls])
        self._themes = _encode_bitmasks([call.themes for call in calls])

    def __len__(self) -> int:
        return len(self.calls)

    def can_be_same(self, left_rows: IntArray, right_rows: IntArray) -> BoolArray:
        """Return a mask of the pairs whose addressees, themes, acts and treaties agree.

        A recommendation without a theme, act or treaty agrees with any. Two items of one list are never the same.
        """
        bitmasks = (self._classes, self._themes, self._exclusive_acts)
        treaties = _compute_jaccard(self._treaties, left_rows, right_rows) > MIN_TREATY_OVERLAP
        names_no_treaty = (self._treaties[left_rows] == 0) | (self._treaties[right_rows] == 0)
        series = (self._series[a].isdisjoint(self._series[b]) for a, b in zip(left_rows, right_rows, strict=True))
        is_in_different_lists = np.fromiter(series, np.bool_, len(left_rows))
        fits = [
            treaties | names_no_treaty,
            is_in_different_lists,
            *(_has_overlap(bits, left_rows, right_rows) for bits in bitmasks),
        ]
        return np.asarray(np.logical_and.reduce(fits), dtype=np.bool_)

    def has_different_treaties(self, left_rows: IntArray, right_rows: IntArray) -> BoolArray:
        """Return a mask of the pairs that both name treaties and share none."""
        return np.logical_not(_has_overlap(self._treaties_without_protocols, left_rows, right_rows))

    def score_pairs(
        self, left_rows: IntArray, right_rows: IntArray, similarity_models: Mapping[str, SimilarityModel]
    ) -> FloatArray:
        """Return the scores of pairs of rows; 0 if the languages differ and there are no vectors."""
        return self._score_by_language(
            left_rows, right_rows, similarity_models, ("words", "words-and-meaning", "translation")
        )

    def _score_with_model(
        self, left_rows: IntArray, right_rows: IntArray, name: str, model: SimilarityModel
    ) -> FloatArray:
        """Return the scores of one model; the costly word order is computed only if it can still matter."""
        if ORDER_FEATURE not in MODEL_FEATURES[name]:
            return model.compute_scores(self.compute_features(left_rows, right_rows, name))
        features = self.compute_features(left_rows, right_rows, name, order=False)
        scores = model.compute_scores(features)
        is_linkable = scores >= MIN_LINKABLE_SCORE
        order_column = MODEL_FEATURES[name].index(ORDER_FEATURE)
        features[is_linkable, order_column] = self.compute_order(left_rows[is_linkable], right_rows[is_linkable])
        scores[is_linkable] = model.compute_scores(features[is_linkable])
        return scores

    def score_answers(
        self, left_rows: IntArray, right_rows: IntArray, similarity_models: Mapping[str, SimilarityModel]
    ) -> FloatArray:
        """Return the score of each right row as an answer to its left row, 0 to 1.

        Pairs across languages score 0 without vectors.
        """
        return self._score_by_language(
            left_rows, right_rows, similarity_models, ("answer-words", "answer", "translation")
        )

    def get_answer_thresholds(
        self, left_rows: IntArray, right_rows: IntArray, similarity_models: Mapping[str, SimilarityModel]
    ) -> FloatArray:
        """Return the minimum score of an answer for each pair."""
        is_cross_language = self.languages[left_rows] != self.languages[right_rows]
        same_language_threshold = similarity_models["answer-words" if self.vectors is None else "answer"].link
        return np.where(
            is_cross_language, np.float32(similarity_models["translation"].floor), np.float32(same_language_threshold)
        ).astype(np.float32)

    def _score_by_language(
        self,
        left_rows: IntArray,
        right_rows: IntArray,
        similarity_models: Mapping[str, SimilarityModel],
        model_names: tuple[str, str, str],
    ) -> FloatArray:
        """Return scores by the model that each pair allows.

        `model_names` has the three models in this order.
        """
        scores = np.zeros(len(left_rows), np.float32)
        is_cross_language = self.languages[left_rows] != self.languages[right_rows]
        has_both_vectors = self._has_vector[left_rows] & self._has_vector[right_rows]
        for name, chosen in zip(
            model_names,
            (
                ~is_cross_language & ~has_both_vectors,
                ~is_cross_language & has_both_vectors,
                is_cross_language & has_both_vectors,
            ),
            strict=True,
        ):
            if chosen.any():
                scores[chosen] = self._score_with_model(
                    left_rows[chosen], right_rows[chosen], name, similarity_models[name]
                )
        return scores

    def compute_features(
        self, left_rows: IntArray, right_rows: IntArray, model_name: str, *, order: bool = True
    ) -> FeatureMatrix:
        """Return the model's features, one row for each pair; without `order`, word order counts as equal."""
        columns = self._compute_request_features(left_rows, right_rows)
        if COVERAGE_FEATURE in MODEL_FEATURES[model_name]:
            word_coverage = self.words.compute_shared_weights(left_rows, right_rows) / np.maximum(
                self.words.totals[left_rows], 1e-6
            )
            columns[COVERAGE_FEATURE] = word_coverage.astype(np.float32)
        if ORDER_FEATURE in MODEL_FEATURES[model_name]:
            columns |= self.compute_shares(left_rows, right_rows)
            columns[ORDER_FEATURE] = (
                self.compute_order(left_rows, right_rows) if order else np.ones(len(left_rows), np.float32)
            )
        if COSINE_FEATURE in MODEL_FEATURES[model_name]:
            columns[COSINE_FEATURE] = self.compute_cosines(left_rows, right_rows)
        return np.stack([columns[name].astype(np.float32) for name in MODEL_FEATURES[model_name]], axis=1)

    def compute_cosines(self, left_rows: IntArray, right_rows: IntArray) -> FloatArray:
        """Return the cosine of each pair of rows; 0 without vectors."""
        if self.vectors is None:
            return np.zeros(len(left_rows), np.float32)
        cosines = np.empty(len(left_rows), np.float32)
        for start in range(0, len(left_rows), 8192):
            part = slice(start, start + 8192)
            cosines[part] = np.einsum("ij,ij->i", self.vectors[left_rows[part]], self.vectors[right_rows[part]])
        return cosines

    def compute_shares(self, left_rows: IntArray, right_rows: IntArray) -> dict[str, FloatArray]:
        """Return the WORDING_FEATURES of pairs of rows, except the order of words."""
        shared = self.words.compute_shared_weights(left_rows, right_rows)
        left_totals, totals = self.words.totals[left_rows], self.words.totals[right_rows]
        return {
            "shared words": shared / np.maximum(left_totals + totals - shared, 1e-6),
            "like length": np.minimum(left_totals, totals) / np.maximum(np.maximum(left_totals, totals), 1e-6),
        }

    def compute_order(self, left_rows: IntArray, right_rows: IntArray) -> FloatArray:
        """Return the similarity of the word sequences of pairs of rows, 0 to 1."""
        left_texts, right_texts = ([self._texts[row] for row in rows] for rows in (left_rows, right_rows))
        return np.asarray(cpdist(left_texts, right_texts, scorer=fuzz.ratio, dtype=np.float32) / 100, dtype=np.float32)

    def _compute_request_features(self, left_rows: IntArray, right_rows: IntArray) -> dict[str, FloatArray]:
        acts = _compute_jaccard(self._acts, left_rows, right_rows)
        both_have_acts = (self._acts[left_rows] != 0) & (self._acts[right_rows] != 0)
        shared_instruments = self._instruments.compute_shared_weights(left_rows, right_rows)
        instruments, right_instruments = self._instruments.totals[left_rows], self._instruments.totals[right_rows]
        both_cite = (instruments > 0) & (right_instruments > 0)
        shared_topics = self._topics.compute_shared_weights(left_rows, right_rows)
        left_topics, right_topics = self._topics.totals[left_rows], self._topics.totals[right_rows]
        request_features = {
            "one asks only to consider": self._only_considered[left_rows] != self._only_considered[right_rows],
            "other acts": both_have_acts & (acts == 0),
            "shared acts": acts * both_have_acts,
            "other instruments": (both_cite & (shared_instruments < 0.99 * np.minimum(instruments, right_instruments)))
            | ((instruments > 0) != (right_instruments > 0)),
            "shared topics": shared_topics / np.maximum(left_topics + right_topics - shared_topics, 1e-6),
            "other topics": (left_topics > 0) & (right_topics > 0) & (shared_topics == 0),
        }
        return {name: np.asarray(value, dtype=np.float32) for name, value in request_features.items()}


def _collect_addressee_stems(call: FollowUpItem, names: PrintedNames | None) -> frozenset[str]:
    """Return the stems of addressees' names, which differ where several are asked for the same."""
    printed = [*call.addressees, *(name for id in call.addressees for name in (names or {}).get(id, ()))]
    return frozenset[str]().union(*(_stem_name(name, call.language) for name in printed))


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def _stem_name(name: str, language: str) -> frozenset[str]:
    return frozenset(stem_words(name, language))


def _encode_bitmasks(name_sets: Sequence[Iterable[str]]) -> IntArray:
    known: dict[str, int] = {}
    bitmasks = np.zeros(len(name_sets), dtype=np.int64)
    for row, names in enumerate(name_sets):
        for name in sorted(names):
            bitmasks[row] |= 1 << known.setdefault(name, len(known) % 62)
    return bitmasks


def _has_overlap(bits: IntArray, left_rows: IntArray, right_rows: IntArray) -> BoolArray:
    left_bits, right_bits = bits[left_rows], bits[right_rows]
    return np.asarray((left_bits == 0) | (right_bits == 0) | ((left_bits & right_bits) != 0))


def _compute_jaccard(bits: IntArray, left_rows: IntArray, right_rows: IntArray) -> FloatArray:
    both = np.bitwise_count(bits[left_rows] & bits[right_rows])
    either = np.bitwise_count(bits[left_rows] | bits[right_rows])
    return np.asarray(both / np.maximum(either, 1), dtype=np.float32)
