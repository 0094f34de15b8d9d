"""Makes models/encoder: MiniLM as it was published, as one ONNX graph from word pieces to a vector, weights in int8.

`python -m argmap.training.encoder ABOUT.json OUT` writes the folder; ABOUT holds what the card says beside the hashes.
Nothing is trained. Needs the package onnx beside argmap's own (made with 1.23.2).
"""

import json
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

from argmap.backends.encoder import GRAPH, TOKENIZER
from argmap.backends.neural import minilm_path
from argmap.training.card import write_card

LONGEST = 256
"""Word pieces of a text that are read, as the published model does."""


class SentenceGraph(nn.Module):
    """The word pieces of one text to the mean of their vectors, at unit length."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: Tensor) -> Tensor:
        """Shape (tokens,) to (size,)."""
        states = self.bert(input_ids=ids[None]).last_hidden_state[0]
        return nn.functional.normalize(states.mean(dim=0), dim=0)


def write_graph(bert: nn.Module, out: Path) -> None:
    """Writes the graph with int8 weights, one scale a channel: one a tensor costs a twentieth in cosine."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / GRAPH
        torch.onnx.export(
            SentenceGraph(bert), (torch.ones(16, dtype=torch.long),), str(whole), input_names=["ids"],
            output_names=["vector"], dynamic_axes={"ids": {0: "tokens"}}, dynamo=False,
        )  # fmt: skip
        options = {"MatMulConstBOnly": True}
        quantize_dynamic(whole, out / GRAPH, weight_type=QuantType.QInt8, per_channel=True, extra_options=options)


def main() -> None:
    """See the module."""
    about, out = map(Path, sys.argv[1:3])
    source = minilm_path()
    bert = BertModel.from_pretrained(source, attn_implementation="eager", add_pooling_layer=False)
    bert.eval()  # type: ignore[no-untyped-call]
    out.mkdir(parents=True, exist_ok=True)
    (out / TOKENIZER).write_bytes((source / TOKENIZER).read_bytes())
    write_graph(bert, out)
    card = {"longest": LONGEST, "size": bert.config.hidden_size, **json.loads(about.read_text("utf-8"))}
    write_card(out, card, (GRAPH, TOKENIZER))


if __name__ == "__main__":
    main()
