"""Nets to ONNX graphs, as they are or with their weights in int8."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

Names = tuple[list[str], list[str]]
"""Of the inputs and of the outputs."""
Axes = Mapping[str, Mapping[int, str]]
"""The axes that may have any length, by name of an input or output: their numbers, and what they are called."""


def write_graph(net: nn.Module, example: tuple[Tensor, ...], out: Path, names: Names, axes: Axes) -> None:
    """Writes a graph in full precision.

    Args:
        net: what it computes.
        example: its inputs, of any length.
        out: the file.
        names: of its inputs and outputs.
        axes: which may have any length.
    """
    inputs, outputs = names
    torch.onnx.export(net, example, str(out), input_names=inputs, output_names=outputs, dynamic_axes=axes, dynamo=False)


def write_int8(
    net: nn.Module,
    example: tuple[Tensor, ...],
    out: Path,
    names: Names,
    axes: Axes,
    whole: Sequence[str] = (),
) -> None:
    """Writes a graph with int8 weights, one scale a channel: one a tensor costs a twentieth in cosine.

    Args:
        net: what it computes.
        example: its inputs, of any length.
        out: the file.
        names: of its inputs and outputs.
        axes: which may have any length.
        whole: what stays in full precision: nodes that have one of these in their names.
    """
    with tempfile.TemporaryDirectory() as folder:
        floats = Path(folder) / out.name
        write_graph(net, example, floats, names, axes)
        nodes = [node.name for node in onnx.load(floats).graph.node]
        quantize_dynamic(
            floats,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=[name for name in nodes if any(part in name for part in whole)],
            extra_options={"MatMulConstBOnly": True},
        )
