"""The labelled passages, and which of them are held out from training."""

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.languages import LANGUAGES
from training.statements.decided import DECIDED_SET, DecidedDocument
from training.statements.label_files import LabelledPassage, read_corpus, read_folders, read_labels
from training.statements.person_head import HELD_OUT_PERSONS_SET, read_person_corpus

LABELS_FOLDER = Path(__file__).with_name("labels")
TEST_LABELS = "test.jsonl"
HELD_OUT_PREFIX = "m-"
"""Sets of passages that no network learns from: two readers labelled each, and a third decided where they differed."""
NAMELESS_SHARE = 0.25


def is_left_out(document: str) -> bool:
    """Whether a reviewed document is not learnt from, but compared on: a quarter of all, by the hash of its name."""
    return int(hashlib.sha1(document.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 4 == 0


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
        """Passages that are learnt from."""
        return [
            one
            for one in self.passages
            if not one.set.startswith(HELD_OUT_PREFIX) and not (one.set == DECIDED_SET and is_left_out(one.document))
        ]

    @property
    def held_out(self) -> list[LabelledPassage]:
        """Passages of documents that are left out of training, for thresholds, calibration and figures."""
        return [one for one in self.passages if one.set.startswith(HELD_OUT_PREFIX)]

    def select_person_passages(self) -> list[LabelledPassage]:
        """Return passages with labelled persons that are learnt from, and NAMELESS_SHARE of those that name nobody."""
        rng = random.Random(0)
        labelled = [
            one
            for one in self.training_passages
            if one.persons or (one.persons is not None and rng.random() < NAMELESS_SHARE)
        ]
        return [*labelled, *(one for one in self.persons if one.set != HELD_OUT_PERSONS_SET)]

    def select_judged_persons(self) -> list[LabelledPassage]:
        """Return passages with labelled persons that are kept for judging."""
        labelled = [one for one in self.held_out if one.persons is not None]
        return [*labelled, *(one for one in self.persons if one.set == HELD_OUT_PERSONS_SET)]

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
    corpora: Path | None, documents: Sequence[Path], persons: Path | None, decided: Sequence[DecidedDocument] = ()
) -> Dataset:
    """Read all labels that can be joined with documents in `corpora` and `documents`, and reviewed passages."""
    folders = [*documents]
    if corpora:
        folders += (corpora / name for name in ("field/documents", "ppb/docx", "statements/documents"))
    table = read_folders([folder for folder in folders if folder.is_dir()])
    passages: list[LabelledPassage] = []
    for name in ("field/dev", "statements/dev", "statements/extra_hard_negatives", "subject/dev"):
        if corpora and (path := corpora / f"{name}.jsonl").exists():
            passages += (one for one in read_corpus(path, table.passages) if one.language in LANGUAGES)
    own = sorted(path for path in LABELS_FOLDER.glob("*.jsonl") if path.name not in {"persons.jsonl", TEST_LABELS})
    passages += (one for one in read_labels(own, table.passages) if one.language in LANGUAGES)
    passages += (one for document in decided for one in document.labelled.values() if one.language in LANGUAGES)
    publishers = {one.name: publisher for one in decided if (publisher := one.masthead.publisher or one.masthead.organ)}
    test = tuple(one for one in read_labels([LABELS_FOLDER / TEST_LABELS], table.passages) if one.language in LANGUAGES)
    named = tuple(read_person_corpus(persons)) if persons else ()
    return Dataset(passages=tuple(passages), persons=named, publishers=table.publishers | publishers, test=test)
