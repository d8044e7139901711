"""The labelled passages, and which of them are held out from training."""

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.statements import LANGUAGES
from training.statements.decided import DecidedDocument
from training.statements.labels import LabelledPassage, read_corpus, read_folders, read_labels
from training.statements.person_head import is_held_out as is_person_held_out
from training.statements.person_head import read_person_corpus

LABELS_FOLDER = Path(__file__).with_name("labels")
TEST_LABELS = "test.jsonl"
HELD_OUT_SALT = "e"
"""Chosen so that about a quarter of the passages of each language is left out."""
NAMELESS_SHARE = 0.25
MODEL_WRITTEN = frozenset({"subject"})
"""Sets whose texts a model wrote: they are learnt from and never judged on."""


def is_held_out(document: str) -> bool:
    """Return whether a document's passages are held out from training: a quarter of all, by the hash of its name."""
    return int(hashlib.sha1((HELD_OUT_SALT + document).encode(), usedforsecurity=False).hexdigest()[:8], 16) % 4 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Labelled passages, and passages that name persons."""

    passages: tuple[LabelledPassage, ...]
    persons: tuple[LabelledPassage, ...]
    publishers: Mapping[str, str]
    """By file name, as the reader finds them."""
    test: tuple[LabelledPassage, ...] = ()
    """Passages drawn at random from documents that no choice was made on; for the figures of a release alone."""

    @property
    def training_passages(self) -> list[LabelledPassage]:
        """Passages of the documents that the first network is trained on."""
        return [one for one in self.passages if not is_held_out(one.document)]

    @property
    def held_out(self) -> list[LabelledPassage]:
        """Passages of held-out documents, none of them written by a model."""
        return [one for one in self.passages if is_held_out(one.document) and one.set not in MODEL_WRITTEN]

    def select_person_passages(self, *, with_held_out: bool = False) -> list[LabelledPassage]:
        """Return training passages with labelled persons, and a share NAMELESS_SHARE of those without any person."""
        rng = random.Random(0)
        passages = self.passages if with_held_out else self.training_passages
        labelled = [
            one for one in passages if one.persons or (one.persons is not None and rng.random() < NAMELESS_SHARE)
        ]
        return [*labelled, *(one for one in self.persons if with_held_out or not is_person_held_out(one.document))]

    def select_judged_persons(self) -> list[LabelledPassage]:
        """Return held-out passages with labelled persons, for evaluation."""
        labelled = [one for one in self.passages if one.persons is not None and is_held_out(one.document)]
        return [*labelled, *(one for one in self.persons if is_person_held_out(one.document))]

    def summarise(self) -> str:
        """Return the sizes of the dataset, in one line."""
        languages = Counter(one.language for one in self.passages)
        statements = sum(len(one.statements) for one in self.passages)
        documents = len({one.document for one in self.passages})
        return (
            f"{len(self.passages)} passages ({dict(languages)}) of {documents} documents, "
            f"{statements} statements; {len(self.persons)} passages that name persons"
        )


def load_dataset(
    corpora: Path, documents: Sequence[Path], persons: Path | None, decided: Sequence[DecidedDocument] = ()
) -> Dataset:
    """Read all labels that can be joined with documents in `corpora` and `documents`, and reviewed passages."""
    folders = [corpora / "field/documents", corpora / "ppb/docx", corpora / "statements/documents", *documents]
    table = read_folders([folder for folder in folders if folder.is_dir()])
    passages: list[LabelledPassage] = []
    for name in ("field/dev", "statements/dev", "statements/extra_hard_negatives", "subject/dev"):
        path = corpora / f"{name}.jsonl"
        if path.exists():
            passages += (one for one in read_corpus(path, table.passages) if one.language in LANGUAGES)
    own = sorted(path for path in LABELS_FOLDER.glob("*.jsonl") if path.name not in {"persons.jsonl", TEST_LABELS})
    passages += (one for one in read_labels(own, table.passages) if one.language in LANGUAGES)
    passages += (one for document in decided for one in document.labelled.values() if one.language in LANGUAGES)
    publishers = {one.name: publisher for one in decided if (publisher := one.masthead.publisher or one.masthead.organ)}
    test = tuple(one for one in read_labels([LABELS_FOLDER / TEST_LABELS], table.passages) if one.language in LANGUAGES)
    named = tuple(read_person_corpus(persons)) if persons else ()
    return Dataset(passages=tuple(passages), persons=named, publishers=table.publishers | publishers, test=test)
