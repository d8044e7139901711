"""The head that finds names of persons, trained on the states of the finished tagger.

It learns from labelled passages, and from passages of news, judgments and testimony that name persons. The labels of
these are in `labels/persons.jsonl` as offsets; their texts are not part of this repository.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.statements.batching import collate, make_batches
from training.statements.examples import Example
from training.statements.label_files import LabelledPassage, LabelledPerson, compute_sha1
from training.statements.network import PersonHead, StatementTagger

LABELS_FILE: Final = Path(__file__).with_name("labels") / "persons.jsonl"
PERSONS_SET: Final = "persons"
HELD_OUT_PERSONS_SET: Final = "persons-held-out"
EPOCHS, LEARNING_RATE, BATCH_SIZE = 12, 2e-3, 16
CONTINUED_EPOCHS, CONTINUED_RATE = 4, 1e-3
"""Of a head that goes on from the one in use, which masks more private names and fewer officials than a new one."""
CLASS_WEIGHTS = (1.0, 3.0, 1.5)
"""A private name that is missed costs more than one that is found too many."""


def read_person_corpus(folder: Path) -> Iterator[LabelledPassage]:
    """Join the labels with the texts in `*.jsonl` of a folder, each line with `text`, in two sets."""
    texts = {
        compute_sha1(text): text
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        for text in [json.loads(line)["text"]]
    }
    for line in LABELS_FILE.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        if row["sha1"] not in texts:
            continue
        is_held = row.get("held_out", is_held_out(row["document"]))
        yield LabelledPassage(
            document=row["document"],
            language=row["language"],
            genre="persons",
            text=texts[row["sha1"]],
            statements=(),
            persons=tuple(LabelledPerson(start=start, end=end, role=role) for start, end, role in row["persons"]),
            is_story=bool(row.get("story")),
            set=HELD_OUT_PERSONS_SET if is_held else PERSONS_SET,
        )


def is_held_out(document: str) -> bool:
    """Return whether persons of a document are held out, where its labels do not say so: a fifth, by its hash."""
    return int(hashlib.sha256(document.encode()).hexdigest()[:8], 16) % 5 == 0


type TokenStates = list[tuple[Tensor, Tensor]]
"""States after the frozen and after all layers of each example, in bfloat16."""


def encode_examples(model: StatementTagger, examples: Sequence[Example], pad: int) -> TokenStates:
    """Return the states of examples, in their order."""
    model.eval()
    found: dict[int, tuple[Tensor, Tensor]] = {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in make_batches(examples, BATCH_SIZE, None):
            ids, inputs = collate(batch, pad)
            lower = model.encode_lower(model.word(ids), inputs.mask).to(torch.bfloat16)
            upper = model.encode_upper(lower, inputs.part_ids, inputs.mask).states.to(torch.bfloat16)
            for row, example in enumerate(batch):
                length = len(example.encoded.ids)
                found[id(example)] = lower[row, :length].clone(), upper[row, :length].clone()
    return [found[id(example)] for example in examples]


def fit_person_head(
    model: StatementTagger,
    examples: Sequence[Example],
    pad: int,
    log: Callable[[str], Any],
    *,
    continued: bool = False,
    seed: int = 0,
) -> None:
    """Train a new head, or the network's own, on the tokens of examples with labelled persons."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = (model.persons if continued else PersonHead(model.word.embedding_dim)).requires_grad_(True)
    epochs, rate = (CONTINUED_EPOCHS, CONTINUED_RATE) if continued else (EPOCHS, LEARNING_RATE)
    states = encode_examples(model, examples, pad)
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    order = [number for number, example in enumerate(examples) if example.persons is not None]
    steps = epochs * (len(order) // BATCH_SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for epoch in range(epochs):
        head.train()
        rng.shuffle(order)
        total = 0.0
        for start in range(0, len(order), BATCH_SIZE):
            chosen = order[start : start + BATCH_SIZE]
            lower = torch.cat([states[number][0] for number in chosen]).float()
            upper = torch.cat([states[number][1] for number in chosen]).float()
            targets = torch.from_numpy(np.concatenate([examples[number].persons for number in chosen]))
            loss = functional.cross_entropy(
                head(lower, upper), targets, ignore_index=-100, weight=torch.tensor(CLASS_WEIGHTS), label_smoothing=0.02
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        log(f"persons, epoch {epoch + 1}: {total / max(1, len(order) / BATCH_SIZE):.4f}")
    model.persons = head.eval()
