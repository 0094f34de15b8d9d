"""Makes models/parser from a checkpoint: ONNX graphs, the encoder in int8, and a card with figures and hashes.

`python -m argmap.training.parser.package CHECKPOINT ABOUT.json OUT` writes the folder; ABOUT holds data, terms
and figures.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from argmap.backends.neural import minilm_path
from argmap.backends.parser import FILES
from argmap.mapping.links.evidence import EVIDENCE
from argmap.training.card import write_card
from argmap.training.graphs import Names, write_graph, write_int8
from argmap.training.parser.pretrain import MAX_UNIT_TOKENS, ParserNet, load_net


class EncoderGraph(nn.Module):
    """Token ids to token vectors."""

    def __init__(self, net: ParserNet) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Shape (windows, tokens) to (windows, tokens, size)."""
        out: Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return out


class ClaimGraph(nn.Module):
    """Marked unit vectors to claim probabilities."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    def forward(self, vectors: Tensor) -> Tensor:
        """Shape (units, width) to (units,)."""
        return torch.sigmoid(self.head(vectors).squeeze(-1))


class LinkGraph(nn.Module):
    """Vectors of sources and targets and their evidence to log-odds of the link and the probability of objection."""

    def __init__(self, net: ParserNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, sources: Tensor, targets: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Shapes (pairs, size), (pairs, size), (pairs, evidence) to (pairs,) and (pairs,)."""
        return self.net.judge(sources, targets, rows)


def write_graphs(net: ParserNet, out: Path, size: int = 384) -> None:
    """Writes the three graphs, the encoder's weights as int8."""
    ids = torch.ones(2, 16, dtype=torch.long)
    encoding = ["input_ids", "attention_mask", "token_type_ids"], ["states"]
    text, pairs = {0: "windows", 1: "tokens"}, {0: "pairs"}
    write_int8(EncoderGraph(net), (ids, ids, ids * 0), out / FILES[0], encoding, axes_of(encoding, text))
    claiming = ["vectors"], ["scores"]
    marked = torch.zeros(3, next(net.claim.parameters()).shape[1])
    write_graph(ClaimGraph(net.claim), (marked,), out / FILES[1], claiming, axes_of(claiming, {0: "units"}))
    linking = ["sources", "targets", "rows"], ["attach", "objects"]
    vectors, rows = torch.zeros(3, size), torch.zeros(3, len(EVIDENCE))
    write_graph(LinkGraph(net), (vectors, vectors, rows), out / FILES[2], linking, axes_of(linking, pairs))


def axes_of(names: Names, axes: Mapping[int, str]) -> dict[str, Mapping[int, str]]:
    """The same axes for all inputs and outputs."""
    return dict.fromkeys([*names[0], *names[1]], axes)


def main() -> None:
    """See the module."""
    checkpoint, about, out = map(Path, sys.argv[1:4])
    net, tokenizer = load_net(checkpoint)
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_bytes((minilm_path() / "tokenizer.json").read_bytes())
    write_graphs(net, out)
    marks = {"cls": tokenizer.cls_token_id, "sep": tokenizer.sep_token_id}
    fixed = {"longest_unit": MAX_UNIT_TOKENS, "columns": {FILES[2]: list(EVIDENCE)}, **marks}
    write_card(out, {**fixed, **json.loads(about.read_text("utf-8"))}, FILES)


if __name__ == "__main__":
    main()
