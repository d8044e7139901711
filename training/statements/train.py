"""Fit the network to labelled passages: its upper layers and heads first, then all layers at lower rates.

A network that is trained already goes on with all layers, or with its heads alone.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.statements.batching import (
    EncoderStates,
    collate,
    encode_examples,
    encode_lower_layers,
    make_batches,
    stack_states,
)
from training.statements.examples import Example
from training.statements.losses import compute_losses, compute_tag_losses
from training.statements.network import EMBEDDINGS, Batch, StatementTagger, TaggerOutputs

HEAD_FACTOR, LAYER_DECAY = 3.0, 0.93
"""Learning rate of the heads by that of the highest layer, and of a layer by that of the one above it."""
MIN_RATE_FACTOR = 0.02
EARLIER_SHARE = 0.75
"""Share of the weights from before in those of a network that went on: a mean finds more than either of them. Half was
best with 13,526 new passages, three quarters with 10,383 more."""
_ENCODER_WEIGHTS = ("layers.", "norm.", "tag_layers.")
_TAG_WEIGHTS = ("tag_layers.", "tag_attention.", "tags.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """Hyperparameters of the training."""

    upper_epochs: int = 4
    """Epochs with the lower layers frozen, so that their output is computed once."""
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    whole_epochs: int = 2
    """Epochs after these in which all layers learn, the lower ones less; embeddings stay frozen."""
    whole_rate: float = 1.2e-4
    """Learning rate of the highest layer in these epochs; HEAD_FACTOR times that of the heads."""
    continued_rate: float = 6e-5
    """The same for a network that goes on from a trained one."""
    tag_epochs: int = 3
    """Epochs after all these in which only the layers and the head of tags learn, from windows with statements."""
    tag_rate: float = 1.5e-4
    batch_size: int = 16
    warm_up: float = 0.07
    average_decay: float = 0.996
    """Decay of the moving average of weights, which is what is kept."""
    seed: int = 0


type ParameterGroup = dict[str, Any]
"""Weights with their learning rate, as PyTorch's optimizers take them."""


def fit_tagger(
    model: StatementTagger,
    examples: Sequence[Example],
    pad: int,
    settings: TrainingSettings,
    log: Callable[[str], Any],
    states: EncoderStates | None = None,
) -> None:
    """Train the model; each stage ends with the moving average of its weights.

    `states` are known outputs of the frozen layers; those of other examples are added.
    """
    torch.manual_seed(settings.seed)
    states = {} if states is None else states
    encode_lower_layers(model, examples, pad, states)
    log(f"frozen layers computed for {len(examples)} windows")
    encoder = [weights for _, weights in _list_encoder_weights(model)]
    heads = _list_head_weights(model)
    groups = [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]
    _run_epochs(
        model, examples, groups, partial(compute_losses, model, pad, states), settings.upper_epochs, settings, log
    )
    model.unfreeze_layers()
    groups = _group_by_layer(model, settings.whole_rate)
    _run_epochs(
        model, examples, groups, partial(compute_losses, model, pad, None), settings.whole_epochs, settings, log
    )
    fit_tag_layers(model, examples, pad, settings, log)


def continue_training(
    model: StatementTagger,
    examples: Sequence[Example],
    pad: int,
    settings: TrainingSettings,
    log: Callable[[str], Any],
    *,
    heads_only: bool,
) -> None:
    """Go on with a trained model; with `heads_only`, its states and so its names of persons stay as they are.

    What all layers learn is averaged with the weights from before.
    """
    torch.manual_seed(settings.seed)
    earlier = {name: weights.detach().clone() for name, weights in model.named_parameters()}
    if heads_only:
        for name, weights in model.named_parameters():
            weights.requires_grad_(not name.startswith((*EMBEDDINGS, *_ENCODER_WEIGHTS, "part.", "persons.")))
        groups: list[ParameterGroup] = [
            {"params": _list_head_weights(model), "lr": HEAD_FACTOR * settings.continued_rate}
        ]
    else:
        model.unfreeze_layers()
        groups = _group_by_layer(model, settings.continued_rate)
    _run_epochs(
        model, examples, groups, partial(compute_losses, model, pad, None), settings.whole_epochs, settings, log
    )
    if heads_only:
        return
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.lerp_(earlier[name], EARLIER_SHARE)
    fit_tag_layers(model, examples, pad, settings, log)


def fit_tag_layers(
    model: StatementTagger,
    examples: Sequence[Example],
    pad: int,
    settings: TrainingSettings,
    log: Callable[[str], Any],
) -> None:
    """Train the layers and the head of tags alone, from windows with statements; nothing else changes.

    The layers below are frozen, so that their output is computed once.
    """
    tagged = [example for example in examples if not np.isnan(example.tags).all()]
    for name, weights in model.named_parameters():
        weights.requires_grad_(name.startswith(_TAG_WEIGHTS))
    states: EncoderStates = {}

    def encode(ids: Tensor, inputs: Batch) -> Tensor:
        return model.encode_shared(model.encode_lower(model.word(ids), inputs.mask), inputs.part_ids, inputs.mask)

    encode_examples(model, tagged, pad, states, encode)
    log(f"shared layers computed for {len(tagged)} windows")
    layers = [weights for _, weights in _list_encoder_weights(model)]
    groups: list[ParameterGroup] = [
        {"params": layers, "lr": settings.tag_rate},
        {"params": _list_head_weights(model), "lr": HEAD_FACTOR * settings.tag_rate},
    ]
    _run_epochs(
        model, tagged, groups, partial(compute_tag_losses, model, pad, states), settings.tag_epochs, settings, log
    )


def _list_encoder_weights(model: StatementTagger) -> list[tuple[int, Tensor]]:
    """Return the trainable weights of the encoder, each with its layer; weights below all layers have layer 0."""
    first_tag_layer = len(model.layers) - len(model.tag_layers)

    def get_layer(name: str) -> int:
        kind, _, rest = name.partition(".")
        number = int(rest.partition(".")[0]) if kind in {"layers", "tag_layers"} else 0
        return number + first_tag_layer if kind == "tag_layers" else number

    return [
        (get_layer(name), weights)
        for name, weights in model.named_parameters()
        if weights.requires_grad and name.startswith(_ENCODER_WEIGHTS)
    ]


def _list_head_weights(model: StatementTagger) -> list[Tensor]:
    return [
        weights
        for name, weights in model.named_parameters()
        if weights.requires_grad and not name.startswith(_ENCODER_WEIGHTS)
    ]


def _group_by_layer(model: StatementTagger, rate: float) -> list[ParameterGroup]:
    highest = len(model.layers) - 1
    groups: list[ParameterGroup] = [
        {"params": [weights], "lr": rate * LAYER_DECAY ** (highest - layer)}
        for layer, weights in _list_encoder_weights(model)
    ]
    return [*groups, {"params": _list_head_weights(model), "lr": HEAD_FACTOR * rate}]


def _run_epochs(
    model: StatementTagger,
    examples: Sequence[Example],
    groups: list[ParameterGroup],
    compute: Callable[[Sequence[Example]], dict[str, Tensor]],
    epochs: int,
    settings: TrainingSettings,
    log: Callable[[str], Any],
) -> None:
    """Train for some epochs, and replace the weights with their moving average; `compute` returns losses by name."""
    if not epochs:
        return
    rng, started = random.Random(settings.seed), time.monotonic()
    learned = [weights for group in groups for weights in group["params"]]
    average = [weights.detach().clone() for weights in learned]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = epochs * len(make_batches(examples, settings.batch_size, random.Random(1)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _make_rate_factor(steps, settings.warm_up))
    step = 0
    model.train()
    for epoch in range(epochs):
        sums: dict[str, float] = {}
        for batch in make_batches(examples, settings.batch_size, rng):
            losses = compute(batch)
            optimizer.zero_grad()
            torch.stack(list(losses.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            _update_average(average, learned, min(settings.average_decay, (1 + step) / (10 + step)))
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
        means = " ".join(f"{name} {value * epochs / steps:.3f}" for name, value in sums.items())
        log(f"epoch {epoch + 1} of {epochs}: {means}, {time.monotonic() - started:.0f} s")
    with torch.no_grad():
        for mean, weights in zip(average, learned, strict=True):
            weights.copy_(mean)
    model.eval()


def _make_rate_factor(steps: int, warm_up: float) -> Callable[[int], float]:
    """Return the learning rate's factor by step: linear up to 1, then linear down to MIN_RATE_FACTOR."""
    return lambda step: min(
        (step + 1) / (warm_up * steps + 1), max(MIN_RATE_FACTOR, (steps - step) / ((1 - warm_up) * steps))
    )


def _update_average(average: Sequence[Tensor], learned: Sequence[Tensor], decay: float) -> None:
    with torch.no_grad():
        for mean, weights in zip(average, learned, strict=True):
            mean.lerp_(weights, 1 - decay)


def predict_batches(
    model: StatementTagger, examples: Sequence[Example], pad: int
) -> Iterator[tuple[list[Example], Batch, TaggerOutputs]]:
    """Yield batches of examples with the outputs of the heads."""
    model.eval()
    states: EncoderStates = {}
    encode_lower_layers(model, examples, pad, states)
    with torch.no_grad():
        for batch in make_batches(examples, 16, None):
            ids, inputs = collate(batch, pad)
            lower = stack_states(batch, states, ids.shape[1])
            with torch.autocast("cpu", torch.bfloat16):
                upper = model.encode_upper(lower, inputs.part_ids, inputs.mask)
            yield batch, inputs, model.apply_heads(lower.float(), upper, inputs)


def encode_sentences(
    model: StatementTagger, examples: Sequence[Example], pad: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Return the mean state of each labelled sentence, [sentences, size], and its class."""
    vectors, kinds = [], []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in make_batches(examples, 16, None):
            ids, inputs = collate(batch, pad)
            lower = model.encode_lower(model.word(ids), inputs.mask)
            states = model.encode_upper(lower, inputs.part_ids, inputs.mask).states
            means = inputs.membership @ states.float() / inputs.membership.sum(-1, keepdim=True).clamp(min=1)
            for row, example in enumerate(batch):
                vectors.append(means[row, : len(example.kinds)].float().numpy())
                kinds.append(example.kinds)
    return np.concatenate(vectors), np.concatenate(kinds)
