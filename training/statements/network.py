"""The tagger as a PyTorch network: an encoder, and heads for sentences, tokens and roles."""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from palermo.extraction.tagger.model_outputs import (
    DOCUMENT_ROLES,
    PERSON_CLASSES,
    ROLE_OUTPUTS,
    SENTENCE_CLASSES,
    InputSegment,
    TokenPosition,
    list_tag_labels,
)
from training.statements.pretrained import PretrainedEncoder

ROLE_VECTOR_SIZE = 160
PERSON_HIDDEN_SIZE = 192
EMBEDDINGS = ("word.", "position.", "segment")
"""Weights that are never trained."""
FROZEN_LAYERS = 6
"""Lower layers that keep their pretrained weights in the first stage, so that their output is computed once."""
TAG_LAYERS = 3
"""Highest layers that tags have for themselves: where kinds and roles share all layers, tags are learnt less well."""


class FeatureDropout(nn.Module):
    """Dropout of whole features per text: one mask for all tokens, which is cheap on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, states: Tensor) -> Tensor:
        """Drop features of [texts, tokens, features]."""
        if not self.training or not self.rate:
            return states
        mask = torch.rand(states.shape[0], 1, states.shape[-1]) > self.rate
        return states * mask.to(states.dtype) / (1 - self.rate)


class EncoderLayer(nn.Module):
    """A layer of BERT: attention and feed-forward network, each with residual and normalisation."""

    def __init__(self, size: int, heads: int, feed_forward: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(size, size) for _ in range(4))
        self.attention_norm, self.output_norm = nn.LayerNorm(size, epsilon), nn.LayerNorm(size, epsilon)
        self.inner, self.outer = nn.Linear(size, feed_forward), nn.Linear(feed_forward, size)
        self.dropout = FeatureDropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the states after the layer.

        `bias` [texts, 1, 1, tokens] is added to attention scores: large and negative for padding.
        """
        texts, tokens, size = states.shape

        def split(values: Tensor) -> Tensor:
            return values.reshape(texts, tokens, self.heads, size // self.heads).transpose(1, 2)

        scores = split(self.q(states) * (size // self.heads) ** -0.5) @ split(self.k(states)).transpose(2, 3)
        weights = (scores + bias).softmax(-1).to(states.dtype)
        attended = (weights @ split(self.v(states)).to(states.dtype)).transpose(1, 2).reshape(texts, tokens, size)
        states = self.attention_norm(states + self.dropout(self.o(attended)))
        return self.output_norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class PersonHead(nn.Module):
    """From the states after the frozen and after all layers to the class of each token: names of persons."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(2 * size, PERSON_HIDDEN_SIZE),
            nn.GELU(),
            nn.Dropout(0.2),
            nn.Linear(PERSON_HIDDEN_SIZE, len(PERSON_CLASSES)),
        )

    def forward(self, lower: Tensor, upper: Tensor) -> Tensor:
        """Return [windows, tokens, classes] before softmax."""
        scores: Tensor = self.layers(torch.cat([lower, upper], dim=-1))
        return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded inputs of some windows; `membership` assigns tokens to sentences."""

    part_ids: Tensor
    mask: Tensor
    membership: Tensor
    """[windows, sentences, tokens], 1 where a token belongs to a sentence."""
    terms: Tensor
    """[windows, sentences, tags], 1 where a term of the vocabulary names a tag in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperStates:
    """States after the highest layers, [windows, tokens, size]."""

    states: Tensor
    """For all heads but that of tags."""
    tag_states: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggerOutputs:
    """The outputs of the heads, before softmax and sigmoid."""

    kinds: Tensor
    tags: Tensor
    document_roles: Tensor
    story: Tensor
    extent: Tensor
    persons: Tensor
    role_tokens: Tensor
    role_sentences: Tensor


class StatementTagger(nn.Module):
    """Encoder and heads; see `docs/extraction.md` for what each head predicts."""

    def __init__(self, pretrained: PretrainedEncoder, piece_ids: list[int], dropout: float = 0.1) -> None:
        super().__init__()
        size, tags = pretrained.hidden, len(list_tag_labels())
        self.word = nn.Embedding(len(piece_ids), size)
        self.position = nn.Embedding(pretrained.max_positions, size)
        self.segment = nn.Parameter(torch.zeros(size))
        self.norm = nn.LayerNorm(size, pretrained.epsilon)
        self.layers = nn.ModuleList(
            EncoderLayer(size, pretrained.heads, pretrained.feed_forward, pretrained.epsilon, dropout)
            for _ in range(pretrained.layers)
        )
        self.tag_layers = nn.ModuleList(
            EncoderLayer(size, pretrained.heads, pretrained.feed_forward, pretrained.epsilon, dropout)
            for _ in range(TAG_LAYERS)
        )
        self.part = nn.Embedding(len(InputSegment), size)
        self.attention = nn.Linear(size, 1)
        self.tag_attention = nn.Linear(size, 1)
        self.kinds = nn.Sequential(
            nn.Linear(4 * size + tags, size), nn.GELU(), nn.Dropout(0.2), nn.Linear(size, len(SENTENCE_CLASSES))
        )
        tag_output = nn.Linear(size, tags)
        nn.init.constant_(tag_output.bias, -3.0)
        self.tags = nn.Sequential(nn.Linear(4 * size + tags, size), nn.GELU(), nn.Dropout(0.2), tag_output)
        self.document_roles = nn.Sequential(
            nn.Linear(4 * size, 96), nn.GELU(), nn.Dropout(0.2), nn.Linear(96, len(DOCUMENT_ROLES))
        )
        self.story = nn.Linear(size, 1)
        self.extent = nn.Linear(2 * size, 1)
        self.persons = PersonHead(size)
        self.role_tokens = nn.Linear(size, ROLE_VECTOR_SIZE)
        self.role_sentences = nn.Linear(size, ROLE_VECTOR_SIZE, bias=False)
        self.role_kinds = nn.Embedding(len(SENTENCE_CLASSES), ROLE_VECTOR_SIZE)
        self.role_positions = nn.Embedding(len(TokenPosition), ROLE_VECTOR_SIZE)
        self.role_dropout = nn.Dropout(0.1)
        self.role_output = nn.Linear(ROLE_VECTOR_SIZE, ROLE_OUTPUTS)
        nn.init.zeros_(self.part.weight)
        nn.init.constant_(self.role_output.bias, -3.0)
        self._load_pretrained(pretrained, piece_ids)
        self.copy_upper_layers_to_tags()
        self._freeze_lower_layers()

    def _load_pretrained(self, pretrained: PretrainedEncoder, piece_ids: list[int]) -> None:
        size, inner = pretrained.hidden, pretrained.feed_forward

        def read_tensor(name: str, *shape: int) -> Tensor:
            values = torch.from_numpy(pretrained.read_tensor(name))
            return values.reshape(*shape) if shape else values

        with torch.no_grad():
            self.word.weight.copy_(read_tensor("emb.word", -1, size)[piece_ids])
            self.position.weight.copy_(read_tensor("emb.pos", -1, size)[: self.position.num_embeddings])
            self.segment.copy_(read_tensor("emb.type")[:size])
            self.norm.weight.copy_(read_tensor("emb.ln.w"))
            self.norm.bias.copy_(read_tensor("emb.ln.b"))
            for number, layer in enumerate(self.layers):
                names = {"q": "q", "k": "k", "v": "v", "o": "ao", "inner": "fi", "outer": "fo"}
                for module, name in names.items():
                    rows = inner if module == "inner" else size
                    getattr(layer, module).weight.copy_(read_tensor(f"l{number}.{name}.w", rows, -1))
                    getattr(layer, module).bias.copy_(read_tensor(f"l{number}.{name}.b"))
                for module, name in (("attention_norm", "aln"), ("output_norm", "oln")):
                    getattr(layer, module).weight.copy_(read_tensor(f"l{number}.{name}.w"))
                    getattr(layer, module).bias.copy_(read_tensor(f"l{number}.{name}.b"))

    def copy_upper_layers_to_tags(self) -> None:
        """Let the layers of tags begin with the weights of the highest layers that the other heads use."""
        self.tag_layers.load_state_dict(self.layers[-TAG_LAYERS:].state_dict())
        self.tag_attention.load_state_dict(self.attention.state_dict())

    def unfreeze_layers(self) -> None:
        """Make all layers trainable; embeddings stay frozen."""
        for name, weights in self.named_parameters():
            weights.requires_grad_(not name.startswith(EMBEDDINGS))

    def _freeze_lower_layers(self) -> None:
        for name, weights in self.named_parameters():
            below = [f"layers.{number}." for number in range(FROZEN_LAYERS)]
            if name.startswith((*EMBEDDINGS, "norm.", *below)):
                weights.requires_grad_(False)

    def encode_lower(self, embeddings: Tensor, mask: Tensor) -> Tensor:
        """Return the states after the frozen layers, from the embedding rows of the tokens."""
        states = self.norm(embeddings + self.position.weight[: embeddings.shape[1]] + self.segment)
        return _apply_layers(self.layers[:FROZEN_LAYERS], states, mask)

    def encode_shared(self, states: Tensor, part_ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states after the highest layer that all heads share, from those after the frozen ones."""
        states = states + self.part(part_ids).to(states.dtype)
        return _apply_layers(self.layers[FROZEN_LAYERS:-TAG_LAYERS], states, mask)

    def encode_tags(self, shared: Tensor, mask: Tensor) -> Tensor:
        """Return the states after the layers of tags."""
        return _apply_layers(self.tag_layers, shared, mask)

    def encode_upper(self, states: Tensor, part_ids: Tensor, mask: Tensor) -> UpperStates:
        """Return the states after all layers, from those after the frozen ones."""
        shared = self.encode_shared(states, part_ids, mask)
        upper = _apply_layers(self.layers[-TAG_LAYERS:], shared, mask)
        return UpperStates(states=upper, tag_states=self.encode_tags(shared, mask))

    def score_tags(self, tag_states: Tensor, batch: Batch) -> Tensor:
        """Return [windows, sentences, tags]."""
        pooled, _ = self._pool(tag_states, self.tag_attention, batch)
        scores: Tensor = self.tags(torch.cat([pooled, batch.terms], dim=-1))
        return scores

    def apply_heads(self, lower: Tensor, upper: UpperStates, batch: Batch) -> TaggerOutputs:
        """Return what every head says of the states after the frozen and after all layers."""
        states = upper.states.float()
        pooled, mean = self._pool(states, self.attention, batch)
        features = torch.cat([pooled, batch.terms], dim=-1)
        own = torch.einsum("bsl,bsh->blh", batch.membership, mean)
        passage = (batch.part_ids == InputSegment.PASSAGE).to(states.dtype) * batch.mask
        whole = (states * passage[..., None]).sum(1) / passage.sum(1, keepdim=True).clamp(min=1)
        return TaggerOutputs(
            kinds=self.kinds(features),
            tags=self.score_tags(upper.tag_states.float(), batch),
            document_roles=self.document_roles(pooled),
            story=self.story(whole)[..., 0],
            extent=self.extent(torch.cat([states, own], dim=-1))[..., 0],
            persons=self.persons(lower, states),
            role_tokens=self.role_tokens(states),
            role_sentences=self.role_sentences(mean),
        )

    def _pool(self, states: Tensor, attention: nn.Module, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return mean, weighted mean and first token of each sentence with the window's mean, and the mean alone."""
        member = batch.membership
        mean = member @ states / member.sum(-1, keepdim=True).clamp(min=1)
        weight = attention(states).clamp(-8, 8).exp()[..., 0][:, None, :] * member
        weighted = weight @ states / weight.sum(-1, keepdim=True).clamp(min=1e-6)
        before = torch.cumsum(member, dim=-1)
        first = (member * (before == 1)) @ states
        everything = (states * batch.mask[..., None]).sum(1) / batch.mask.sum(1, keepdim=True)
        return torch.cat([mean, weighted, first, everything[:, None].expand(-1, mean.shape[1], -1)], dim=-1), mean

    def score_roles(self, tokens: Tensor, sentences: Tensor, kinds: Tensor, positions: Tensor) -> Tensor:
        """Return [statements, tokens, ROLE_OUTPUTS] of statements.

        `sentences` [statements, size] and `positions` [statements, tokens] are those of the chosen statements.
        """
        mixed = tokens + sentences[:, None] + self.role_kinds(kinds)[:, None] + self.role_positions(positions)
        return self.role_output(self.role_dropout(functional.gelu(mixed)))


def _apply_layers(layers: Iterable[nn.Module], states: Tensor, mask: Tensor) -> Tensor:
    """Return the states after some layers; `mask` is False for padding."""
    bias = (~mask[:, None, None, :]).to(states.dtype) * -1e4
    for layer in layers:
        states = layer(states, bias)
    return states
