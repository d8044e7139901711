"""Batches of examples as tensors, and the cached output of layers that do not learn."""

import random
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from palermo.extraction.tagger.model_outputs import InputSegment
from training.statements.examples import Example
from training.statements.network import Batch, StatementTagger

MAX_BATCH_TOKENS = 3600

type EncoderStates = dict[int, Tensor]
"""Output of layers that do not learn in bfloat16, by `id` of the example."""


def make_batches(examples: Sequence[Example], size: int, rng: random.Random | None) -> list[list[Example]]:
    """Group examples of similar length; with `rng`, in random order."""
    order = list(range(len(examples)))

    def get_length(number: int) -> int:
        return len(examples[number].encoded.ids)

    if rng:
        rng.shuffle(order)
        order = [
            n
            for start in range(0, len(order), size * 12)
            for n in sorted(order[start : start + size * 12], key=get_length)
        ]
    else:
        order.sort(key=get_length)
    batches: list[list[Example]] = []
    current: list[int] = []
    for number in order:
        longest = max(map(get_length, [*current, number]))
        if current and (len(current) >= size or longest * (len(current) + 1) > MAX_BATCH_TOKENS):
            batches.append([examples[n] for n in current])
            current = []
        current.append(number)
    if current:
        batches.append([examples[n] for n in current])
    if rng:
        rng.shuffle(batches)
    return batches


def collate(examples: Sequence[Example], pad: int) -> tuple[Tensor, Batch]:
    """Return the padded ids and inputs of examples."""
    tokens = max(len(example.encoded.ids) for example in examples)
    sentences = max(1, *(len(example.encoded.sentences) for example in examples))
    ids = np.full((len(examples), tokens), pad, dtype=np.int64)
    parts = np.full((len(examples), tokens), int(InputSegment.PADDING), dtype=np.int64)
    membership = np.zeros((len(examples), sentences, tokens), dtype=np.float32)
    terms = np.zeros((len(examples), sentences, examples[0].terms.shape[1]), dtype=np.float32)
    for row, example in enumerate(examples):
        encoded = example.encoded
        ids[row, : len(encoded.ids)] = encoded.ids
        parts[row, : len(encoded.ids)] = encoded.segments
        for token, number in enumerate(encoded.sentence_numbers):
            if number >= 0:
                membership[row, number, token] = 1
        terms[row, : len(example.terms)] = example.terms
    mask = torch.from_numpy(parts != InputSegment.PADDING)
    return torch.from_numpy(ids), Batch(
        part_ids=torch.from_numpy(parts),
        mask=mask,
        membership=torch.from_numpy(membership),
        terms=torch.from_numpy(terms),
    )


def encode_lower_layers(model: StatementTagger, examples: Sequence[Example], pad: int, states: EncoderStates) -> None:
    """Add the output of the frozen layers of each example to `states`."""
    encode_examples(model, examples, pad, states, lambda ids, inputs: model.encode_lower(model.word(ids), inputs.mask))


def encode_examples(
    model: StatementTagger,
    examples: Sequence[Example],
    pad: int,
    states: EncoderStates,
    encode: Callable[[Tensor, Batch], Tensor],
) -> None:
    """Add to `states` what `encode` returns for each example that is not in it."""
    model.eval()
    todo = [example for example in examples if id(example) not in states]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in make_batches(todo, 16, None):
            ids, inputs = collate(batch, pad)
            for example, rows in zip(batch, encode(ids, inputs).to(torch.bfloat16), strict=True):
                states[id(example)] = rows[: len(example.encoded.ids)].clone()


def stack_states(examples: Sequence[Example], states: EncoderStates, tokens: int) -> Tensor:
    """Return the cached states of examples, padded with zeros."""
    made = torch.zeros(len(examples), tokens, states[id(examples[0])].shape[-1], dtype=torch.bfloat16)
    for row, example in enumerate(examples):
        made[row, : len(example.encoded.ids)] = states[id(example)]
    return made
