"""The losses of the heads, each with its weight."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.statements.batching import EncoderStates, collate, stack_states
from training.statements.examples import Example
from training.statements.network import Batch, StatementTagger, TaggerOutputs

LABEL_SMOOTHING = 0.03
EXTENT_WEIGHT, ROLE_WEIGHT, DOCUMENT_ROLE_WEIGHT, TAG_WEIGHT, PERSON_WEIGHT, STORY_WEIGHT = (
    0.25,
    12.0,
    0.3,
    4.0,
    0.5,
    0.1,
)
PERSON_CLASS_WEIGHTS = (1.0, 3.0, 1.5)


def compute_losses(
    model: StatementTagger, pad: int, states: EncoderStates | None, batch: Sequence[Example]
) -> dict[str, Tensor]:
    """Return the weighted loss of each head; `states` is None if the lower layers are trained too."""
    ids, inputs = collate(batch, pad)
    with torch.autocast("cpu", torch.bfloat16):
        if states is None:
            lower = model.encode_lower(model.word(ids), inputs.mask)
        else:
            lower = stack_states(batch, states, ids.shape[1])
        upper = model.encode_upper(lower, inputs.part_ids, inputs.mask)
    outputs = model.apply_heads(lower.float(), upper, inputs)
    sentences, tokens = outputs.kinds.shape[1], ids.shape[1]
    kinds = _pad_arrays([example.kinds for example in batch], sentences, -100)
    weights = _pad_arrays([example.weights for example in batch], sentences, 0.0)
    loss = functional.cross_entropy(
        outputs.kinds.flatten(0, 1),
        kinds.flatten(),
        reduction="none",
        ignore_index=-100,
        label_smoothing=LABEL_SMOOTHING,
    ).view(kinds.shape)
    found = {"kinds": (loss * weights).sum() / weights.sum().clamp(min=1)}
    found["extent"] = EXTENT_WEIGHT * _compute_extent_loss(outputs, inputs, kinds, batch, tokens)
    found["roles"] = ROLE_WEIGHT * _compute_role_loss(model, outputs, inputs, batch, tokens)
    document_roles = _pad_arrays([example.document_roles for example in batch], sentences, float("nan"))
    found["document"] = DOCUMENT_ROLE_WEIGHT * _compute_masked_entropy(outputs.document_roles, document_roles)
    found["tags"] = _compute_tag_loss(outputs.tags, batch)
    found["persons"] = PERSON_WEIGHT * _compute_person_loss(outputs, batch, tokens)
    stories = torch.tensor([float("nan") if one.story is None else one.story for one in batch])
    found["story"] = STORY_WEIGHT * _compute_masked_entropy(outputs.story, stories)
    return found


def compute_tag_losses(
    model: StatementTagger, pad: int, states: EncoderStates, batch: Sequence[Example]
) -> dict[str, Tensor]:
    """Return the loss of tags alone; `states` are those after the shared layers."""
    ids, inputs = collate(batch, pad)
    with torch.autocast("cpu", torch.bfloat16):
        tag_states = model.encode_tags(stack_states(batch, states, ids.shape[1]), inputs.mask)
    return {"tags": _compute_tag_loss(model.score_tags(tag_states.float(), inputs), batch)}


def _compute_tag_loss(scores: Tensor, batch: Sequence[Example]) -> Tensor:
    targets = _pad_arrays([example.tags for example in batch], scores.shape[1], float("nan"))
    return TAG_WEIGHT * _compute_masked_entropy(scores, targets)


def _pad_arrays(arrays: Sequence[Any], length: int, fill: float) -> Tensor:
    made = np.full((len(arrays), length, *arrays[0].shape[1:]), fill, dtype=arrays[0].dtype)
    for row, array in enumerate(arrays):
        made[row, : len(array)] = array
    return torch.from_numpy(made)


def _compute_masked_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the binary cross-entropy over the targets that are not NaN."""
    known = ~torch.isnan(targets)
    if not known.any():
        return logits.sum() * 0.0
    return functional.binary_cross_entropy_with_logits(logits[known], targets[known])


def _compute_extent_loss(
    outputs: TaggerOutputs, inputs: Batch, kinds: Tensor, batch: Sequence[Example], tokens: int
) -> Tensor:
    inside = _pad_arrays([example.quote_mask for example in batch], tokens, 0.0)
    stated = (kinds > 0).float()[:, :, None] * inputs.membership
    relevant = stated.sum(1)
    loss = functional.binary_cross_entropy_with_logits(outputs.extent, inside, reduction="none")
    return (loss * relevant).sum() / relevant.sum().clamp(min=1)


def _compute_role_loss(
    model: StatementTagger, outputs: TaggerOutputs, inputs: Batch, batch: Sequence[Example], tokens: int
) -> Tensor:
    chosen = [(row, role) for row, example in enumerate(batch) for role in example.roles]
    if not chosen:
        return outputs.role_tokens.sum() * 0.0
    rows = torch.tensor([row for row, _ in chosen])
    sentences = torch.tensor([role.sentence for _, role in chosen])
    kinds = torch.tensor([role.kind for _, role in chosen])
    positions = _pad_arrays(
        [np.array(batch[row].encoded.compute_positions(role.sentence), dtype=np.int64) for row, role in chosen],
        tokens,
        7,
    )
    targets = _pad_arrays([role.tokens for _, role in chosen], tokens, 0.0)
    known = torch.from_numpy(np.stack([role.known_mask * role.weight for _, role in chosen]))
    logits = model.score_roles(outputs.role_tokens[rows], outputs.role_sentences[rows, sentences], kinds, positions)
    loss = functional.binary_cross_entropy_with_logits(logits, targets, reduction="none", pos_weight=torch.tensor(1.5))
    weight = inputs.mask[rows].float()[..., None] * known[:, None, :]
    return (loss * weight).sum() / weight.sum().clamp(min=1)


def _compute_person_loss(outputs: TaggerOutputs, batch: Sequence[Example], tokens: int) -> Tensor:
    rows = [row for row, example in enumerate(batch) if example.persons is not None]
    if not rows:
        return outputs.persons.sum() * 0.0
    targets = _pad_arrays([batch[row].persons for row in rows], tokens, -100)
    return functional.cross_entropy(
        outputs.persons[rows].flatten(0, 1),
        targets.flatten(),
        ignore_index=-100,
        weight=torch.tensor(PERSON_CLASS_WEIGHTS),
    )
