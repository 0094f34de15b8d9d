"""Makes models/relater from a checkpoint: the graph in int8, a card with hashes, and what int8 costs.

`python -m argmap.training.relater.package DATA CHECKPOINT ABOUT.json OUT`; ABOUT holds data, terms and figures.
"""

import json
import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from argmap.backends.neural import minilm_path
from argmap.backends.relater import GRAPH, TOKENIZER, PairRelater
from argmap.training.card import write_card
from argmap.training.graphs import write_int8
from argmap.training.relater.crossing import LONGEST, NetRelater, Reader, RelaterNet, figures_of

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
    example = torch.ones(8, dtype=torch.long), torch.ones(2, 8)
    names, axes = (["ids", "places"], ["odds"]), {"ids": {0: "tokens"}, "places": {1: "tokens"}}
    write_int8(PairGraph(net), example, out / GRAPH, names, axes, WHOLE)
    marks = {"cls": tokenizer.cls_token_id, "sep": tokenizer.sep_token_id}
    write_card(out, {"longest": LONGEST, **marks, **json.loads(about.read_text("utf-8"))}, (GRAPH, TOKENIZER))
    whole = NetRelater(net, Reader(tokenizer), rough=False)
    print(json.dumps({"float": figures_of(data, whole), "int8": figures_of(data, PairRelater(out))}, indent=1))


if __name__ == "__main__":
    main()
