"""The network of a shipped model: weights read back from its int8 graph, to go on training from."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import GraphProto, NodeProto, numpy_helper

from palermo.extraction.tagger.model import EMBEDDINGS_FILE, GRAPH_FILE
from training.statements.network import StatementTagger
from training.statements.pretrained import PretrainedEncoder

FROZEN_WEIGHTS = "word."
"""Word embeddings are not trained: they come from the pretrained file."""
RECIPROCALS = ".reciprocals"
_ATTENTION_PARTS = ("q", "k", "v")

type FloatArray = npt.NDArray[np.float32]


def load_shipped_network(folder: Path, pretrained: PretrainedEncoder, piece_ids: list[int]) -> StatementTagger:
    """Return the network of the model in a folder; its matrices are exact to the 8 bits that they were shipped with.

    Raises ValueError if the graph lacks weights that the network has.
    """
    graph = onnx.load(folder / GRAPH_FILE).graph
    embeddings = np.load(folder / EMBEDDINGS_FILE)
    weights = dict(_iter_matrices(graph, _read_factors(graph))) | dict(_iter_vectors(graph))
    weights |= {f"role_{name}.weight": embeddings[f"role_{name}"] for name in ("kinds", "positions")}
    weights |= {f"role_output.{name}": embeddings[f"role_{name}"] for name in ("weight", "bias")}
    model = StatementTagger(pretrained, piece_ids)
    state = model.state_dict()
    missing = [name for name in state if name not in weights and not name.startswith(FROZEN_WEIGHTS)]
    if missing:
        raise ValueError(f"{folder / GRAPH_FILE}: the graph has no weights for {', '.join(missing)}")
    known = {name: torch.from_numpy(np.array(weights[name])) for name in state if name in weights}
    model.load_state_dict(state | known)
    return model.eval()


def _read_factors(graph: GraphProto) -> dict[str, FloatArray]:
    """Return the factors by which the inputs of a matrix are multiplied in the graph, by the matrix's name."""
    found = {_simplify_name(item.name): numpy_helper.to_array(item) for item in graph.initializer}
    return {name.removesuffix(RECIPROCALS): array for name, array in found.items() if name.endswith(RECIPROCALS)}


def _iter_matrices(graph: GraphProto, factors: Mapping[str, FloatArray]) -> Iterator[tuple[str, FloatArray]]:
    """Yield the names of the network's linear layers with their weights [outputs, inputs], dequantised."""
    arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    for node in graph.node:
        if node.op_type != "MatMulInteger" or node.input[1] not in arrays:
            continue
        base = node.input[1].removesuffix("_quantized")
        values = arrays[node.input[1]].astype(np.float32) - arrays[f"{base}_zero_point"].astype(np.float32)
        values *= arrays[f"{base}_scale"]
        name = _get_module_name(node).removesuffix(".linear")
        yield from _split_attention(f"{name}.weight", values.T * factors.get(name, 1.0))


def _get_module_name(node: NodeProto) -> str:
    """Return `layers.0.inner` for `/layers.0/inner/MatMul_quant`, and `kinds.3` for `/kinds/kinds.3/MatMul_quant`."""
    *parents, module = node.name.strip("/").split("/")[:-1]
    if not parents or module.startswith(f"{parents[-1]}."):
        return ".".join([*parents[:-1], module])
    return ".".join([*parents, module])


def _iter_vectors(graph: GraphProto) -> Iterator[tuple[str, FloatArray]]:
    """Yield the names of what is shipped as it is: biases, normalisation, positions."""
    for item in graph.initializer:
        name = _simplify_name(item.name)
        if not name.endswith(RECIPROCALS):
            yield from _split_attention(name, numpy_helper.to_array(item))


def _simplify_name(name: str) -> str:
    return name.removeprefix("model.").replace(".layer.", ".").replace(".linear.", ".")


def _split_attention(name: str, values: FloatArray) -> Iterator[tuple[str, FloatArray]]:
    """Yield weights under their name; those of the fused projections of attention one by one."""
    if ".qkv." not in name:
        yield name, values
        return
    for part, rows in zip(_ATTENTION_PARTS, np.split(values, len(_ATTENTION_PARTS)), strict=True):
        yield name.replace(".qkv.", f".{part}."), rows
