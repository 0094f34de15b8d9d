"""Makes models/relater from a checkpoint: the graph in int8, a card with hashes, and what int8 costs.

`python -m argmap.training.relater_package DATA CHECKPOINT ABOUT.json OUT`; ABOUT holds data, terms and figures.
"""

import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from argmap.backends.neural import minilm_path
from argmap.backends.relater import GRAPH, TOKENIZER, PairRelater
from argmap.training.card import write_card
from argmap.training.crossing import LONGEST, NetRelater, Reader, RelaterNet, figures_of

WHOLE = ("/layer.5/intermediate/", "/layer.5/output/")
"""Stays in full precision, 3.5 MB more: in int8 polarity on relations.dev is .639, so .653, all in floats .653."""


class PairGraph(nn.Module):
    """One pair to its log-odds."""

    def __init__(self, net: RelaterNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, places: Tensor) -> Tensor:
        """Shapes (tokens,) and (2, tokens), which tokens are the source's and the target's, to (2,)."""
        found: Tensor = self.net(ids[None], torch.ones_like(ids)[None], places[:1], places[1:])[0]
        return found


def write_graph(net: RelaterNet, out: Path) -> None:
    """Writes the graph, its weights as int8 with a scale for each channel, but for WHOLE."""
    example = torch.ones(8, dtype=torch.long), torch.ones(2, 8)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / GRAPH
        torch.onnx.export(
            PairGraph(net), example, str(whole), input_names=["ids", "places"], output_names=["odds"],
            dynamic_axes={"ids": {0: "tokens"}, "places": {1: "tokens"}}, dynamo=False,
        )  # fmt: skip
        named = (node.name for node in onnx.load(whole).graph.node)
        quantize_dynamic(
            whole,
            out / GRAPH,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=[name for name in named if any(part in name for part in WHOLE)],
            extra_options={"MatMulConstBOnly": True},
        )


def main() -> None:
    """See the module."""
    data, checkpoint, about, out = map(Path, sys.argv[1:5])
    source = minilm_path()
    net = RelaterNet(AutoModel.from_pretrained(source, attn_implementation="eager"))
    net.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["net"])
    net.eval()
    tokenizer = AutoTokenizer.from_pretrained(source)
    out.mkdir(parents=True, exist_ok=True)
    (out / TOKENIZER).write_bytes((source / TOKENIZER).read_bytes())
    write_graph(net, out)
    marks = {"cls": tokenizer.cls_token_id, "sep": tokenizer.sep_token_id}
    write_card(out, {"longest": LONGEST, **marks, **json.loads(about.read_text("utf-8"))}, (GRAPH, TOKENIZER))
    whole = NetRelater(net, Reader(tokenizer), rough=False)
    print(json.dumps({"float": figures_of(data, whole), "int8": figures_of(data, PairRelater(out))}, indent=1))


if __name__ == "__main__":
    main()
