"""The trained tagger, run by ONNX Runtime: windows in, probabilities out."""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from palermo.errors import ModelInvalid
from palermo.extraction.tagger.decoding import HeadOutputs, Thresholds
from palermo.extraction.tagger.features import compute_term_features
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.label_alignment import ModelLabels, read_model_labels
from palermo.extraction.tagger.model_outputs import InputSegment, list_tag_labels
from palermo.extraction.tagger.persons import PersonThresholds
from palermo.extraction.tagger.tokenizer import SubwordTokenizer

GRAPH_FILE, EMBEDDINGS_FILE, SETTINGS_FILE = "tagger.onnx", "embeddings.npz", "settings.json"
BLOCK_WEIGHTS = 32
"""Weights in a block of 4-bit numbers: a float16 scale and 16 bytes."""
_SHIPPED_FOLDER = Path(str(files("palermo.extraction.tagger") / "weights"))
"""In a checkout, or installed there by palermo-models."""
MAX_BATCH_TOKENS = 512
MAX_NEIGHBOURS = 5
"""Labelled sentences that are named as similar."""
SPECIAL_TOKENS = ("bos", "eos", "pad", "unk")

_UNREADABLE_ERRORS = (OSError, KeyError, TypeError, ValueError, RuntimeError, BadZipFile)
"""What a file that is missing, damaged or of another kind raises."""

type Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedWindow:
    """A window with what the model says of it."""

    encoded: EncodedPassage
    outputs: HeadOutputs
    score_roles: Callable[[int, int], Floats]
    vectors: Floats
    """[sentences, size], mean state of each sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """What was chosen on passages left out of training."""

    version: str
    labels: ModelLabels
    thresholds: Thresholds
    persons: PersonThresholds = field(default_factory=PersonThresholds)
    calibration: Mapping[str, Any] = field(default_factory=dict)
    tag_precision: Mapping[str, float] | None = None
    """By tag id, precision of predictions that no term supports; None if it was not measured."""


class TaggerModel:
    """Weights, tokenizer and session; one thread, so that processes can share a machine."""

    def __init__(self, folder: Path) -> None:
        """Load the files of a folder.

        Raises ModelInvalid for one that is missing, damaged or of another schema.
        """
        if not (folder / GRAPH_FILE).exists():
            hint = "Install it: pip install palermo-models"
            raise ModelInvalid(str(folder), "the statement tagger has no model", hint)
        try:
            self.settings = _read_settings(folder / SETTINGS_FILE)
            arrays = np.load(folder / EMBEDDINGS_FILE)
            self._blocks = arrays["blocks"]
            pieces = arrays["pieces"].tobytes().decode().split("\n")
            special = dict(zip(SPECIAL_TOKENS, arrays["special"].tolist(), strict=True))
            self.tokenizer = SubwordTokenizer(pieces, arrays["scores"].tolist(), special)
            self._role = {name: arrays[f"role_{name}"] for name in ("kinds", "positions", "weight", "bias")}
            self._session = _open_session(folder / GRAPH_FILE)
            self._similar = _SimilarSentences(arrays) if "similar_vectors" in arrays.files else None
        except _UNREADABLE_ERRORS as error:
            raise ModelInvalid(str(folder), f"the model of the statement tagger cannot be read ({error})") from error
        labels = self.settings.labels
        shapes = {item.name: item.shape for item in self._session.get_inputs()}
        if shapes["terms"][-1] != len(labels.tags) or len(self._role["kinds"]) != len(labels.classes):
            known = f"{shapes['terms'][-1]} tags and {len(self._role['kinds'])} classes"
            reason = f"the model has {known}, and its settings name {len(labels.tags)} and {len(labels.classes)}"
            raise ModelInvalid(str(folder), reason)
        self._role["kinds"] = labels.align_classes(self._role["kinds"].T).T

    def tag(self, windows: Sequence[tuple[EncodedPassage, str]]) -> Iterator[tuple[int, TaggedWindow]]:
        """Yield the number and the model's output of each window, in any order.

        Each window is given with its language.
        """
        order = sorted(range(len(windows)), key=lambda number: len(windows[number][0].ids))
        batch: list[int] = []
        for number in order:
            if batch and len(windows[number][0].ids) * (len(batch) + 1) > MAX_BATCH_TOKENS:
                yield from self._tag_batch(batch, windows)
                batch = []
            batch.append(number)
        if batch:
            yield from self._tag_batch(batch, windows)

    def find_similar_kinds(self, vector: Floats) -> list[str]:
        """Return the kinds of the labelled sentences that are most similar to a sentence; none without labels."""
        return self._similar.find_kinds(vector, self.settings.labels.classes) if self._similar else []

    def _tag_batch(
        self, numbers: Sequence[int], windows: Sequence[tuple[EncodedPassage, str]]
    ) -> Iterator[tuple[int, TaggedWindow]]:
        chosen = [windows[number] for number in numbers]
        tokens = max(len(encoded.ids) for encoded, _ in chosen)
        sentences = max(len(encoded.sentences) for encoded, _ in chosen)
        ids = np.full((len(chosen), tokens), self.tokenizer.pad, dtype=np.int64)
        parts = np.full((len(chosen), tokens), int(InputSegment.PADDING), dtype=np.int64)
        membership = np.zeros((len(chosen), sentences, tokens), dtype=np.float32)
        terms = np.zeros((len(chosen), sentences, len(list_tag_labels())), dtype=np.float32)
        for row, (encoded, language) in enumerate(chosen):
            ids[row, : len(encoded.ids)] = encoded.ids
            parts[row, : len(encoded.ids)] = encoded.segments
            numbers_of = np.array(encoded.sentence_numbers)
            inside = np.flatnonzero(numbers_of >= 0)
            membership[row, numbers_of[inside], inside] = 1
            terms[row, : len(encoded.sentences)] = compute_term_features(encoded, language)
        known_terms = self.settings.labels.select_known_terms(terms)
        feeds = {"words": self._decode_embeddings(ids), "parts": parts, "membership": membership, "terms": known_terms}
        outputs = self._session.run(None, feeds)
        for row, number in enumerate(numbers):
            yield number, self._build_window(windows[number][0], [array[row] for array in outputs])

    def _decode_embeddings(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Embedding rows [windows, tokens, size] from their 4-bit blocks."""
        unique, inverse = np.unique(ids, return_inverse=True)
        blocks = self._blocks[unique].reshape(-1, 18)
        scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        values = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        rows = (values * scales).reshape(len(unique), -1)
        vectors: Floats = rows[inverse.reshape(ids.shape)]
        return vectors

    def _build_window(self, encoded: EncodedPassage, arrays: Sequence[Any]) -> TaggedWindow:
        kinds, tags, document_roles, story, extent, persons, role_tokens, role_sentences, vectors = arrays
        sentences, tokens = len(encoded.sentences), len(encoded.ids)

        def score_roles(sentence: int, class_index: int) -> Floats:
            mixed = (
                role_tokens[:tokens]
                + role_sentences[sentence]
                + self._role["kinds"][class_index]
                + self._role["positions"][list(encoded.compute_positions(sentence))]
            )
            logits = _apply_gelu(mixed) @ self._role["weight"].T + self._role["bias"]
            probabilities: Floats = 1 / (1 + np.exp(-logits))
            return probabilities

        outputs = HeadOutputs(
            kinds=self.settings.labels.align_classes(kinds[:sentences]),
            tags=self.settings.labels.align_tags(tags[:sentences]),
            document_roles=document_roles[:sentences],
            extent=extent[:tokens],
            persons=persons[:tokens],
            story=float(story),
        )
        return TaggedWindow(encoded=encoded, outputs=outputs, score_roles=score_roles, vectors=vectors[:sentences])


class _SimilarSentences:
    """Labelled sentences as vectors of few dimensions, to find those that a sentence reads like."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._axes, self._mean = arrays["similar_axes"], arrays["similar_mean"]
        vectors = arrays["similar_vectors"].astype(np.float32)
        self._vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        self._kinds = arrays["similar_kinds"]

    def find_kinds(self, vector: Floats, classes: Sequence[str]) -> list[str]:
        """Return the classes of the MAX_NEIGHBOURS most similar sentences, by cosine."""
        place = (vector - self._mean) @ self._axes
        nearest = np.argsort(-(self._vectors @ place))[:MAX_NEIGHBOURS]
        return [classes[number] for number in self._kinds[nearest].tolist()]


def _apply_gelu(values: Floats) -> Floats:
    cubic = values + 0.044715 * values * values * values  # a power of arrays is ten times slower
    activations: Floats = 0.5 * values * (1 + np.tanh(math.sqrt(2 / math.pi) * cubic))
    return activations


def _open_session(file: Path) -> Any:
    """Open a graph; raises RuntimeError for a damaged one."""
    import onnxruntime  # 20 MB, which only those need who read documents

    # Its own errors share no base.
    names = vars(onnxruntime.capi.onnxruntime_pybind11_state)
    failures = tuple(item for item in names.values() if isinstance(item, type) and issubclass(item, Exception))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except failures as error:
        raise RuntimeError(str(error)) from error


def _read_settings(path: Path) -> ModelSettings:
    row = json.loads(path.read_text(encoding="utf-8"))
    return ModelSettings(
        version=row["version"],
        labels=read_model_labels(row),
        thresholds=Thresholds(**row["thresholds"]),
        persons=PersonThresholds(**row.get("persons", {})),
        calibration=row.get("calibration", {}),
        tag_precision=row.get("tag_precision"),
    )


def has_shipped_model() -> bool:
    """Return whether the files of the shipped model are installed."""
    return all((_SHIPPED_FOLDER / name).is_file() for name in (GRAPH_FILE, EMBEDDINGS_FILE, SETTINGS_FILE))


@lru_cache(maxsize=1)
def load_shipped_model() -> TaggerModel:
    """Load the model that Palermo ships, once for each process.

    Raises ModelInvalid where it cannot be read.
    """
    return TaggerModel(_SHIPPED_FOLDER)
