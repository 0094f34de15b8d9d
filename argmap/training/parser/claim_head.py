"""Trains the claim head on the parser's frozen unit vectors, over the segmenter's own units.

A unit is a claim where it overlaps an annotated one by half. Joining the finely cut units again by a second head was
tried and left out: on gold dev it took claims F1 from .759 to .742 and links F1 from .179 to .170.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from argmap.backends.neural import SpacySegmenter, load_segmenter
from argmap.mapping.units.segment import marks_of_units, split_units
from argmap.mapping.units.windows import windows_of
from argmap.quality.evaluation import MATCH, overlap
from argmap.stages import FloatArray
from argmap.training.corpora import Gold, read_gold, read_written
from argmap.training.parser.pretrain import ParserNet, load_net, token_ids, window_of
from argmap.training.parser.train import WRITTEN_TRAIN, unit_vectors
from argmap.training.settings import Claiming, read_settings


@dataclass(frozen=True)
class Sheet:
    """A thread's units: what the claim head sees of each, whether it is a claim, and how many claims there are."""

    inputs: FloatArray
    labels: FloatArray
    wanted: int


@torch.no_grad()
def sheet_of(gold: Gold, net: ParserNet, tokenizer: Any, segmenter: SpacySegmenter) -> Sheet:
    """The units of a thread as the frozen encoder sees them."""
    units, _ = split_units(gold.thread, segmenter)
    texts = [unit.text for unit in units]
    ids = token_ids(tokenizer, texts)
    marks = tokenizer.cls_token_id, tokenizer.sep_token_id
    found = unit_vectors(net, [window_of([(i, ids[i]) for i in members], *marks) for members in windows_of(units)])
    vectors = np.array([found[i].numpy() for i in range(len(units))], dtype=np.float32).reshape(len(units), -1)
    spans = [claim.mentions[0] for claim in gold.claims]
    labels = [float(overlap(spans, unit.span) >= MATCH) for unit in units]
    return Sheet(np.hstack([vectors, marks_of_units(texts)]), np.array(labels, dtype=np.float32), len(spans))


def fit(head: nn.Module, inputs: Tensor, labels: Tensor, settings: Claiming) -> None:
    """Trains the head by mini-batches, with dropout on its inputs."""
    torch.manual_seed(settings.seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=settings.rate, weight_decay=settings.decay)
    for _ in range(settings.steps):
        rows = torch.randint(len(labels), (settings.batch,))
        scores = head(nn.functional.dropout(inputs[rows], settings.dropout)).squeeze(-1)
        loss = nn.functional.binary_cross_entropy_with_logits(scores, labels[rows])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()


@torch.no_grad()
def report(head: nn.Module, sheets: Sequence[Sheet]) -> None:
    """Prints precision, recall and F1 of claims, counted over all threads, for several floors."""
    scores = [torch.sigmoid(head(torch.from_numpy(sheet.inputs)).squeeze(-1)).numpy() for sheet in sheets]
    wanted = sum(sheet.wanted for sheet in sheets)
    for floor in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        said = sum(int((row >= floor).sum()) for row in scores)
        hits = sum(int(sheet.labels[row >= floor].sum()) for sheet, row in zip(sheets, scores, strict=True))
        print(
            f"floor {floor}: P {hits / said:.3f} R {hits / wanted:.3f} F1 {2 * hits / (said + wanted):.3f}", flush=True
        )


def train(data: Path, start: Path, out: Path) -> None:
    """Trains the head of a checkpoint of links.py, writes it whole, and prints figures on gold dev."""
    net, tokenizer = load_net(start)
    net.eval()
    segmenter = load_segmenter()
    sheets = [
        sheet_of(gold, net, tokenizer, segmenter)
        for gold in read_gold(data, "train") + read_written(data, WRITTEN_TRAIN)
    ]
    inputs = torch.from_numpy(np.vstack([sheet.inputs for sheet in sheets]))
    labels = torch.from_numpy(np.concatenate([sheet.labels for sheet in sheets]))
    fit(net.claim, inputs, labels, read_settings(Claiming, "claims"))
    torch.save({"net": net.state_dict()}, out)
    report(net.claim, [sheet_of(gold, net, tokenizer, segmenter) for gold in read_gold(data, "dev")])


if __name__ == "__main__":
    torch.set_num_threads(2)
    train(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
