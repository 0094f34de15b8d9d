"""Makes models/encoder: MiniLM as it was published, as one ONNX graph from word pieces to a vector, weights in int8.

`python -m argmap.training.encoder.package ABOUT.json OUT` writes the folder; ABOUT holds what the card
says beside the hashes.
Nothing is trained. Needs the package onnx beside argmap's own (made with 1.23.2).
"""

import json
import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from argmap.backends.encoder import GRAPH, TOKENIZER
from argmap.backends.neural import minilm_path
from argmap.training.card import write_card
from argmap.training.graphs import write_int8

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


def main() -> None:
    """See the module."""
    about, out = map(Path, sys.argv[1:3])
    source = minilm_path()
    bert = BertModel.from_pretrained(source, attn_implementation="eager", add_pooling_layer=False)
    bert.eval()  # type: ignore[no-untyped-call]
    out.mkdir(parents=True, exist_ok=True)
    (out / TOKENIZER).write_bytes((source / TOKENIZER).read_bytes())
    ids, axes = torch.ones(16, dtype=torch.long), {"ids": {0: "tokens"}}
    write_int8(SentenceGraph(bert), (ids,), out / GRAPH, (["ids"], ["vector"]), axes)
    card = {"longest": LONGEST, "size": bert.config.hidden_size, **json.loads(about.read_text("utf-8"))}
    write_card(out, card, (GRAPH, TOKENIZER))


if __name__ == "__main__":
    main()
