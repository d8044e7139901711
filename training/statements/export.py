"""Writes a trained network as the files that Palermo ships: int8 graph, 4-bit word embeddings, tokenizer, settings."""

import copy
import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from palermo.extraction.tagger.model import EMBEDDINGS_FILE, GRAPH_FILE, SETTINGS_FILE
from palermo.extraction.tagger.model_outputs import SENTENCE_CLASSES, InputSegment, list_tag_labels
from training.statements.batching import collate, make_batches
from training.statements.examples import Example
from training.statements.network import TAG_LAYERS, Batch, EncoderLayer, StatementTagger
from training.statements.pretrained import BLOCK_WEIGHTS, PretrainedEncoder

SIMILAR_DIMENSIONS = 64
SMOOTHING = 0.8
"""How much of the range of inputs is moved to the weights. On 1,375 held-out passages 1,021 of 1,051 statements of the
float network are found by the quantised one, without smoothing 946."""
MIN_PEAK = 1e-5
GRAPH_OUTPUTS = (
    "kinds",
    "tags",
    "document_roles",
    "story",
    "extent",
    "persons",
    "role_tokens",
    "role_sentences",
    "vectors",
)


type LayerPeaks = Mapping[str, Tensor]
"""Largest absolute input of each channel of the matrices `q`, `inner` and `outer` of a layer."""


class SmoothedLinear(nn.Module):
    """A linear layer whose inputs are divided, and its weights multiplied, by a factor for each channel.

    The quantised graph has one scale for all inputs of a matrix, which a few channels with large values would take up
    (SmoothQuant, Xiao et al. 2023).
    """

    def __init__(self, linear: nn.Linear, peaks: Tensor) -> None:
        super().__init__()
        weight_peaks = linear.weight.detach().abs().amax(0).clamp(min=MIN_PEAK)
        factors = peaks.clamp(min=MIN_PEAK) ** SMOOTHING / weight_peaks ** (1 - SMOOTHING)
        factors /= factors.log().mean().exp()
        self.register_buffer("reciprocals", 1 / factors)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight.data = linear.weight.detach() * factors
        self.linear.bias.data = linear.bias.detach()

    def forward(self, states: Tensor) -> Tensor:
        """Return the same values as the original layer."""
        found: Tensor = self.linear(states * self.reciprocals)
        return found


class RowScaledLinear(SmoothedLinear):
    """A smoothed layer that also divides the inputs of each token by their largest one.

    For the outputs of GELU, which lose most by quantisation: on 200 held-out passages the kinds of a graph with one
    scale diverge from those of the float network by .0026 nats, with a scale for each token by .0014.
    """

    def forward(self, states: Tensor) -> Tensor:
        """Return the same values as the original layer."""
        smoothed = states * self.reciprocals
        peaks = smoothed.abs().amax(-1, keepdim=True).clamp(min=MIN_PEAK)
        found: Tensor = functional.linear(smoothed / peaks, self.linear.weight) * peaks + self.linear.bias
        return found


class FusedLayer(nn.Module):
    """A layer that computes its three attention projections in one matrix product, with smoothed inputs."""

    def __init__(self, layer: EncoderLayer, peaks: LayerPeaks) -> None:
        super().__init__()
        self.layer = layer
        size = layer.q.in_features
        self.scale = (size // layer.heads) ** -0.5
        projections = nn.Linear(size, 3 * size)
        parts = (layer.q, layer.k, layer.v)
        projections.weight.data = torch.cat([part.weight.data for part in parts])
        projections.bias.data = torch.cat([part.bias.data for part in parts])
        self.qkv = SmoothedLinear(projections, peaks["q"])
        self.inner = SmoothedLinear(layer.inner, peaks["inner"])
        self.outer = RowScaledLinear(layer.outer, peaks["outer"])

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the same states as the original layer."""
        layer = self.layer
        texts, tokens, size = states.shape
        shape = (texts, tokens, 3, layer.heads, size // layer.heads)
        query, key, value = self.qkv(states).reshape(shape).permute(2, 0, 3, 1, 4).unbind(0)
        weights = ((query * self.scale) @ key.transpose(2, 3) + bias).softmax(-1)
        attended = (weights @ value).transpose(1, 2).reshape(texts, tokens, size)
        states = layer.attention_norm(states + layer.o(attended))
        found: Tensor = layer.output_norm(states + self.outer(functional.gelu(self.inner(states))))
        return found


class ExportedTagger(nn.Module):
    """The network from embedding rows to probabilities, as one graph."""

    def __init__(self, model: StatementTagger, peaks: Sequence[LayerPeaks]) -> None:
        super().__init__()
        self.model = copy.deepcopy(model)
        fused = [
            FusedLayer(cast(EncoderLayer, layer), layer_peaks)
            for layer, layer_peaks in zip(_list_layers(model), peaks, strict=True)
        ]
        self.model.layers = nn.ModuleList(fused[:-TAG_LAYERS])
        self.model.tag_layers = nn.ModuleList(fused[-TAG_LAYERS:])

    def forward(self, embeddings: Tensor, part_ids: Tensor, membership: Tensor, terms: Tensor) -> tuple[Tensor, ...]:
        """Return OUTPUTS; `vectors` is the mean state of each sentence, for finding similar labelled passages."""
        mask = part_ids != int(InputSegment.PADDING)
        model = self.model
        lower = model.encode_lower(embeddings, mask)
        upper = model.encode_upper(lower, part_ids, mask)
        batch = Batch(part_ids=part_ids, mask=mask, membership=membership, terms=terms)
        heads = model.apply_heads(lower, upper, batch)
        vectors = membership @ upper.states / membership.sum(-1, keepdim=True).clamp(min=1)
        return (
            heads.kinds.softmax(-1),
            heads.tags.sigmoid(),
            heads.document_roles.sigmoid(),
            heads.story.sigmoid(),
            heads.extent.sigmoid(),
            heads.persons.softmax(-1),
            heads.role_tokens,
            heads.role_sentences,
            vectors,
        )


def _list_layers(model: StatementTagger) -> list[nn.Module]:
    """Return the layers of the encoder, then those of tags."""
    return [*model.layers, *model.tag_layers]


def measure_peaks(model: StatementTagger, examples: Sequence[Example], pad: int) -> list[LayerPeaks]:
    """Return the largest inputs of the matrices of each layer, those of tags last, by which they are smoothed."""
    layers = _list_layers(model)
    peaks: list[dict[str, Tensor]] = [{} for _ in layers]

    def watch(layer_peaks: dict[str, Tensor], name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def record(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            largest = inputs[0].abs().flatten(0, -2).amax(0)
            layer_peaks[name] = torch.maximum(layer_peaks.get(name, largest), largest)

        return record

    hooks = [
        cast(nn.Module, getattr(layer, name)).register_forward_pre_hook(watch(layer_peaks, name))
        for layer, layer_peaks in zip(layers, peaks, strict=True)
        for name in ("q", "inner", "outer")
    ]
    model.eval()
    with torch.no_grad():
        for batch in make_batches(examples, 16, None):
            ids, inputs = collate(batch, pad)
            model.encode_upper(model.encode_lower(model.word(ids), inputs.mask), inputs.part_ids, inputs.mask)
    for hook in hooks:
        hook.remove()
    return [*peaks]


def export_model(
    model: StatementTagger,
    pretrained: PretrainedEncoder,
    piece_ids: list[int],
    folder: Path,
    similar_sentences: dict[str, Any],
    peaks: Sequence[LayerPeaks],
) -> None:
    """Write graph, embeddings and tokenizer.

    `peaks` are measured by `measure_peaks`. `similar_sentences` are the labelled sentences that statements are compared
    with, as returned by `compress_sentences`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    _write_graph(model, peaks, folder / GRAPH_FILE)
    _write_embeddings(model, pretrained, piece_ids, folder / EMBEDDINGS_FILE, similar_sentences)


def write_settings(folder: Path, settings: dict[str, Any]) -> str:
    """Write settings and labels beside graph and embeddings, with the version of all three, and return it."""
    parts = [(folder / name).read_bytes() for name in (GRAPH_FILE, EMBEDDINGS_FILE)]
    row = {**settings, "tags": ["/".join(label) for label in list_tag_labels()], "classes": list(SENTENCE_CLASSES)}
    parts.append(json.dumps(row, sort_keys=True).encode())
    version = hashlib.sha256(b"".join(parts)).hexdigest()[:12]
    text = json.dumps({**row, "version": version}, indent=1, sort_keys=True)
    (folder / SETTINGS_FILE).write_text(text + "\n", encoding="utf-8")
    return version


def _write_graph(model: StatementTagger, peaks: Sequence[LayerPeaks], path: Path) -> None:
    size = model.word.embedding_dim
    tags = len(list_tag_labels())
    inputs = (
        torch.randn(2, 9, size),
        torch.tensor([[0, 0, 1, 1, 2, 3, 3, 3, 3], [0, 0, 1, 2, 3, 3, 3, 4, 4]]),
        torch.rand(2, 3, 9).round(),
        torch.zeros(2, 3, tags),
    )
    names = ["words", "parts", "membership", "terms"]
    axes = {
        "words": {0: "windows", 1: "tokens"},
        "parts": {0: "windows", 1: "tokens"},
        "membership": {0: "windows", 1: "sentences", 2: "tokens"},
        "terms": {0: "windows", 1: "sentences"},
    }
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            ExportedTagger(model, peaks),
            inputs,
            str(plain),
            input_names=names,
            output_names=list(GRAPH_OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
        )
    graph = onnx.load(path)
    graph.doc_string = ""
    onnx.save(graph, path)


def compress_sentences(vectors: np.ndarray, kinds: np.ndarray) -> dict[str, np.ndarray]:
    """Return vectors [sentences, size] along their SIMILAR_DIMENSIONS principal axes, as 8-bit numbers, with kinds."""
    mean = vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors - mean, full_matrices=False)
    places = (vectors - mean) @ axes[:SIMILAR_DIMENSIONS].T
    places /= np.abs(places).max(axis=1, keepdims=True)
    return {
        "similar_axes": axes[:SIMILAR_DIMENSIONS].T.astype(np.float32),
        "similar_mean": mean.astype(np.float32),
        "similar_vectors": np.round(places * 127).astype(np.int8),
        "similar_kinds": kinds.astype(np.int8),
    }


def _write_embeddings(
    model: StatementTagger,
    pretrained: PretrainedEncoder,
    piece_ids: list[int],
    path: Path,
    similar_sentences: dict[str, Any],
) -> None:
    """Write the word embeddings in the 4-bit blocks of the pretrained file, because they are not trained."""
    size = pretrained.hidden
    _, offset, length = pretrained.tensors["emb.word"]
    blocks = np.frombuffer(pretrained.data, np.uint8, length, offset).reshape(-1, size // BLOCK_WEIGHTS * 18)
    rows = {piece: row for row, piece in enumerate(piece_ids)}
    special = {name: rows[piece] for name, piece in pretrained.special.items()}
    np.savez_compressed(
        path,
        blocks=np.ascontiguousarray(blocks[piece_ids]),
        pieces=np.frombuffer("\n".join(pretrained.piece_texts[piece] for piece in piece_ids).encode(), np.uint8),
        scores=pretrained.scores[piece_ids].astype(np.float32),
        special=np.array([special[name] for name in ("bos", "eos", "pad", "unk")], dtype=np.int32),
        role_kinds=model.role_kinds.weight.detach().numpy(),
        role_positions=model.role_positions.weight.detach().numpy(),
        role_weight=model.role_output.weight.detach().numpy(),
        role_bias=model.role_output.bias.detach().numpy(),
        **similar_sentences,
    )
