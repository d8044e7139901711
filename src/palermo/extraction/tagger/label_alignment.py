"""The tags and classes of a trained model, aligned with those of the vocabulary and of the kinds in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.model_outputs import SENTENCE_CLASSES, TAG_SCHEMES, list_tag_labels

UNLEARNT_TAG_PROBABILITY = 0.3
"""Of a tag that the model has not learnt: it counts where the quote prints one of its terms, and nowhere else."""

type Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLabels:
    """The labels that a model was trained with, in the order of its outputs.

    A tag or kind that was added later is found by its printed terms or not at all; one that was removed is dropped.
    """

    tags: tuple[tuple[str, str], ...]
    """Scheme and id."""
    classes: tuple[str, ...]

    def select_known_terms(self, terms: Floats) -> Floats:
        """Return [..., tags of the model] of the support of terms [..., tags in use]."""
        return _take_columns(terms, list_tag_labels(), self.tags, np.zeros(len(self.tags), dtype=np.float32))

    def align_tags(self, tags: Floats) -> Floats:
        """Return probabilities [..., tags in use] of those of the model [..., its tags]."""
        labels = list_tag_labels()
        unlearnt = np.array([UNLEARNT_TAG_PROBABILITY if scheme in TAG_SCHEMES else 0.0 for scheme, _ in labels])
        return _take_columns(tags, self.tags, labels, unlearnt.astype(np.float32))

    def align_classes(self, values: Floats) -> Floats:
        """Return values [..., classes in use] of those of the model [..., its classes]; 0 for one it does not know."""
        missing = np.zeros(len(SENTENCE_CLASSES), dtype=np.float32)
        return _take_columns(values, self.classes, SENTENCE_CLASSES, missing)


def read_model_labels(row: Mapping[str, Any]) -> ModelLabels:
    """Return the labels that the settings of a model name.

    Raises KeyError if they name none.
    """
    tags = (label.partition("/") for label in row["tags"])
    return ModelLabels(tags=tuple((scheme, id) for scheme, _, id in tags), classes=tuple(row["classes"]))


def _take_columns(values: Floats, present: Sequence[Any], wanted: Sequence[Any], missing: Floats) -> Floats:
    """Return the columns of `values`, which are named by `present`, in the order of `wanted`."""
    if tuple(present) == tuple(wanted):
        return values
    places = {label: number for number, label in enumerate(present)}
    known = [number for number, label in enumerate(wanted) if label in places]
    columns: Floats = np.broadcast_to(missing, (*values.shape[:-1], len(wanted))).copy()
    columns[..., known] = values[..., [places[wanted[number]] for number in known]]
    return columns
