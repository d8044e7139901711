"""Comparisons on the same held-out passages: without context, the encoder before training, and with fewer passages."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import HeadOutputs, Thresholds
from palermo.extraction.tagger.model_outputs import DOCUMENT_ROLES, PERSON_CLASSES, SENTENCE_CLASSES, list_tag_labels
from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.batching import EncoderStates
from training.statements.confidence_fitting import score_all
from training.statements.datasets import Dataset
from training.statements.evaluation import measure_statements
from training.statements.examples import Example, make_examples
from training.statements.network import StatementTagger
from training.statements.prediction import PredictedWindow, predict_windows
from training.statements.pretrained import PretrainedEncoder
from training.statements.train import TrainingSettings, encode_sentences, fit_tagger

MAX_WINDOWS = 4000
"""Windows that the logistic regression learns from, drawn at random."""
REGULARISATION = 1.0
LEARNING_SHARES = (0.25, 0.5, 0.75, 1.0)
LEARNING_SETTINGS = TrainingSettings(upper_epochs=2, whole_epochs=0)
"""Fewer epochs than a model in use, and of the upper layers alone, since four networks are trained."""


def score_without_context(
    model: StatementTagger, dataset: Dataset, tokenizer: SubwordTokenizer, thresholds: Thresholds
) -> float:
    """Return the F1 over all kinds where the tagger sees the passage alone."""
    passages = [replace(one, context=PassageContext()) for one in dataset.held_out]
    windows = predict_windows(model, make_examples(passages, tokenizer), tokenizer.pad)
    return score_all(windows, thresholds, dataset.publishers).compute_f1()


def score_frozen_encoder(model: StatementTagger, dataset: Dataset, tokenizer: SubwordTokenizer) -> float:
    """Return the F1 over all kinds of a logistic regression over mean states of sentences, quotes being sentences."""
    learned = make_examples(dataset.training_passages, tokenizer)
    learned = random.Random(0).sample(learned, min(len(learned), MAX_WINDOWS))
    judged = make_examples(dataset.held_out, tokenizer)
    vectors, kinds = encode_sentences(model, learned, tokenizer.pad)
    classifier = LogisticRegression(C=REGULARISATION, max_iter=2000).fit(vectors, kinds)
    windows = []
    for example in judged:
        means, _ = encode_sentences(model, [example], tokenizer.pad)
        probabilities = np.zeros((len(means), len(SENTENCE_CLASSES)), dtype=np.float32)
        probabilities[:, classifier.classes_] = classifier.predict_proba(means)
        windows.append(_build_window(example, probabilities))
    return score_all(windows, Thresholds(), dataset.publishers).compute_f1()


def measure_learning_curve(
    pretrained: PretrainedEncoder,
    piece_ids: list[int],
    dataset: Dataset,
    tokenizer: SubwordTokenizer,
    log: Callable[[str], Any],
) -> dict[str, float]:
    """Return the F1 over all kinds of networks that learn from LEARNING_SHARES of the passages, drawn at random."""
    examples = make_examples(dataset.training_passages, tokenizer)
    random.Random(0).shuffle(examples)
    judged = make_examples(dataset.held_out, tokenizer)
    states: EncoderStates = {}
    curve: dict[str, float] = {}
    for share in LEARNING_SHARES:
        learned = examples[: round(share * len(examples))]
        model = StatementTagger(pretrained, piece_ids)
        fit_tagger(model, learned, tokenizer.pad, LEARNING_SETTINGS, log, states)
        windows = predict_windows(model, judged, tokenizer.pad)
        _, figures = measure_statements(windows, dataset.publishers, None)
        name = f"tagger, two epochs of the upper layers, {share:.0%} of the passages"
        curve[name] = figures["f1"]
        log(f"{name}: F1 {figures['f1']:.3f}")
    return curve


def _build_window(example: Example, kinds: np.ndarray) -> PredictedWindow:
    """Build a window with kinds alone: it has no names or tags, and each quote is a whole sentence."""
    sentences, tokens = len(kinds), len(example.encoded.ids)
    return PredictedWindow(
        passage=example.passage,
        encoded=example.encoded,
        outputs=HeadOutputs(
            kinds=kinds,
            tags=np.zeros((sentences, len(list_tag_labels())), dtype=np.float32),
            document_roles=np.zeros((sentences, len(DOCUMENT_ROLES)), dtype=np.float32),
            extent=np.ones(tokens, dtype=np.float32),
            persons=np.zeros((tokens, len(PERSON_CLASSES)), dtype=np.float32),
            story=0.0,
        ),
        roles=(None,) * sentences,
    )
