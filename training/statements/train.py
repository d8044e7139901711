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
from torch.nn import functional

from palermo.extraction.tagger.schema import InputSegment
from training.statements.examples import Example
from training.statements.network import EMBEDDINGS, Batch, StatementTagger, TaggerOutputs

MAX_BATCH_TOKENS = 3600
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
HEAD_FACTOR, LAYER_DECAY = 3.0, 0.93
"""Learning rate of the heads by that of the highest layer, and of a layer by that of the one above it."""
MIN_RATE_FACTOR = 0.02
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
type EncoderStates = dict[int, Tensor]
"""Output of the frozen layers in bfloat16, by `id` of the example."""


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
    _encode_examples(model, examples, pad, states, lambda ids, inputs: model.encode_lower(model.word(ids), inputs.mask))


def _encode_examples(
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
    """Go on with a trained model; with `heads_only`, its states and so its names of persons stay as they are."""
    torch.manual_seed(settings.seed)
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
    if not heads_only:
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

    _encode_examples(model, tagged, pad, states, encode)
    log(f"shared layers computed for {len(tagged)} windows")
    layers = [weights for _, weights in _list_encoder_weights(model)]
    groups: list[ParameterGroup] = [
        {"params": layers, "lr": settings.tag_rate},
        {"params": _list_head_weights(model), "lr": HEAD_FACTOR * settings.tag_rate},
    ]
    _run_epochs(
        model, tagged, groups, partial(_compute_tag_losses, model, pad, states), settings.tag_epochs, settings, log
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


def _compute_tag_losses(
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
