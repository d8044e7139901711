"""The head that finds names of persons, trained on the states of the finished tagger.

It is trained on labelled passages and on a corpus of passages that name persons: JSON lines with `text`, `source`,
`language`, `per` (printed name and role) and `story`. Its labels are stored as offsets in `labels/persons.jsonl`.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from palermo.extraction.tagger.schema import PERSON_CLASSES
from training.statements.examples import Example
from training.statements.labels import LabelledPassage, LabelledPerson
from training.statements.network import StatementTagger
from training.statements.train import collate, make_batches

HIDDEN_SIZE = 192
EPOCHS, LEARNING_RATE, BATCH_SIZE = 12, 2e-3, 16
CLASS_WEIGHTS = (1.0, 3.0, 1.5)
"""A private name that is missed costs more than one that is found too many."""


class PersonHead(nn.Module):
    """Maps the states after the frozen layers and after all layers to the class of each token."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(2 * size, HIDDEN_SIZE), nn.GELU(), nn.Dropout(0.2), nn.Linear(HIDDEN_SIZE, len(PERSON_CLASSES))
        )

    def forward(self, lower: Tensor, upper: Tensor) -> Tensor:
        """Return [windows, tokens, classes] before softmax."""
        scores: Tensor = self.layers(torch.cat([lower, upper], dim=-1))
        return scores


def read_person_corpus(folder: Path) -> Iterator[LabelledPassage]:
    """Read `*.jsonl` of a folder; equal texts are read once."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            row = json.loads(line)
            if row["text"] in seen:
                continue
            seen.add(row["text"])
            yield LabelledPassage(
                document=row["source"],
                language=row["language"],
                genre="persons",
                text=row["text"],
                statements=(),
                persons=tuple(_parse_persons(row)),
                is_story=bool(row.get("story")),
                set="persons",
            )


def _parse_persons(row: dict[str, Any]) -> Iterator[LabelledPerson]:
    text = row["text"]
    for name, role in row["per"]:
        start = text.find(name)
        while start >= 0:
            yield LabelledPerson(start=start, end=start + len(name), role=role)
            start = text.find(name, start + len(name))


def is_held_out(document: str) -> bool:
    """Return whether persons of a document are held out: a fifth of all documents, by the hash of the name."""
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
            upper = model.encode_upper(lower, inputs.part_ids, inputs.mask).to(torch.bfloat16)
            for row, example in enumerate(batch):
                length = len(example.encoded.ids)
                found[id(example)] = lower[row, :length].clone(), upper[row, :length].clone()
    return [found[id(example)] for example in examples]


def fit_person_head(
    examples: Sequence[Example], states: TokenStates, size: int, log: Callable[[str], Any], seed: int = 0
) -> PersonHead:
    """Train the head on the tokens of examples with labelled persons."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = PersonHead(size)
    optimizer = torch.optim.AdamW(head.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    order = [number for number, example in enumerate(examples) if example.persons is not None]
    steps = EPOCHS * (len(order) // BATCH_SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for epoch in range(EPOCHS):
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
    head.eval()
    return head


def predict_persons(head: PersonHead, states: TokenStates) -> list[np.ndarray]:
    """Return the probabilities [tokens, classes] of each example."""
    with torch.no_grad():
        return [head(lower.float(), upper.float()).softmax(-1).numpy() for lower, upper in states]
