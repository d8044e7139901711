"""Simpler methods on the same held-out passages: the tagger without context, and the encoder before training."""

import random
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import HeadOutputs, Thresholds
from palermo.extraction.tagger.schema import DOCUMENT_ROLES, PERSON_CLASSES, SENTENCE_CLASSES, list_tag_labels
from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from training.statements.calibration import score_all
from training.statements.datasets import Dataset
from training.statements.examples import Example, make_examples
from training.statements.network import StatementTagger
from training.statements.prediction import PredictedWindow, predict_windows
from training.statements.train import encode_sentences

MAX_WINDOWS = 4000
"""Windows that the logistic regression learns from, drawn at random."""
REGULARISATION = 1.0


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
