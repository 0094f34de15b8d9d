"""A cross-encoder in training: does one claim support another, object to it, or neither.

It reads both texts in one pass, pools each by itself, and a small net goes over the two vectors, their difference and
their product, so that an encoder of sentences begins with its own sense of likeness. It says how likely the two are
linked and, if they are, how likely the source objects; corpora without unlinked pairs teach the second alone.
"""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from argmap.backends.neural import load_minilm
from argmap.backends.relater import relations_of
from argmap.quality.exam.data import is_held_out, read_rows
from argmap.quality.exam.pairs import pair_figures
from argmap.stages import FloatArray, Relater
from argmap.training.checkpoint import Trained
from argmap.training.device import device
from argmap.training.parser.pretrain import schedule_of
from argmap.training.relater.relating import Pair, all_pairs
from argmap.training.settings import Relating

HIDDEN, DROPOUT = 256, 0.1
LONGEST = 40
"""Tokens of either text."""
ASKED_AT_ONCE = 64
Taught = Mapping[tuple[str, str], tuple[float, float]]
"""A teacher's log-odds of a link, and of an objection if there is one, by the texts of source and target."""
UNASKED = (float("nan"), float("nan"))


class RelaterNet(nn.Module):
    """An encoder of sentences and the head on top."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder: Any = encoder
        size = 4 * encoder.config.hidden_size
        self.head = nn.Sequential(
            *(nn.Dropout(DROPOUT), nn.Linear(size, HIDDEN), nn.GELU(approximate="tanh")),
            *(nn.Dropout(DROPOUT), nn.Linear(HIDDEN, 2)),
        )

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        found: torch.device = self.encoder.device
        return found

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """Log-odds of a link, and of an objection if there is one, shape (pairs, 2).

        Args:
            ids: of the tokens, shape (pairs, tokens).
            mask: 1 where there is one, same shape.
            source: 1 where a token belongs to the source, same shape.
            target: likewise for the target.
        """
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        u, v = ((states * of.unsqueeze(-1)).sum(1) / of.sum(1, keepdim=True).clamp(min=1.0) for of in (source, target))
        found: Tensor = self.head(torch.cat([u, v, (u - v).abs(), u * v], -1))
        return found


def load_net(folder: Path, frozen: int) -> tuple[RelaterNet, Any]:
    """A net on the encoder in a folder, its embeddings and lowest layers as they are, and the tokenizer."""
    net = RelaterNet(AutoModel.from_pretrained(folder))
    for part in (net.encoder.embeddings, *net.encoder.encoder.layer[:frozen]):
        for parameter in part.parameters():
            parameter.requires_grad_(False)
    return net, AutoTokenizer.from_pretrained(folder)


class Reader:
    """Turns pairs of texts into what the net sees."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def ids(self, text: str) -> list[int]:
        """The token ids of a text, cut at the longest."""
        if text not in self._known:
            found = self._tokenizer(text, add_special_tokens=False, truncation=True, max_length=LONGEST)["input_ids"]
            self._known[text] = found or [self._tokenizer.unk_token_id]
        return self._known[text]

    def length(self, pair: tuple[str, str]) -> int:
        """How many tokens a pair has."""
        return sum(len(self.ids(text)) for text in pair)

    def batch(self, pairs: Sequence[tuple[str, str]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What `RelaterNet` takes."""
        start, stop = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        rows = [(self.ids(source), self.ids(target)) for source, target in pairs]
        longest = max(len(s) + len(t) + 3 for s, t in rows)
        ids = torch.full((len(rows), longest), self._tokenizer.pad_token_id)
        mask = torch.zeros(len(rows), longest, dtype=torch.long)
        source, target = torch.zeros(len(rows), longest), torch.zeros(len(rows), longest)
        for row, (s, t) in enumerate(rows):
            whole = [start, *s, stop, *t, stop]
            ids[row, : len(whole)] = torch.tensor(whole)
            mask[row, : len(whole)] = 1
            source[row, 1 : len(s) + 1] = 1.0
            target[row, len(s) + 2 : len(s) + len(t) + 2] = 1.0
        return ids, mask, source, target


@torch.no_grad()
def log_odds(net: RelaterNet, reader: Reader, pairs: Sequence[tuple[str, str]], *, rough: bool = True) -> FloatArray:
    """What the net says of each pair, shape (pairs, 2).

    Args:
        net: who is asked.
        reader: its reader.
        pairs: texts of sources and targets.
        rough: in bfloat16, as it is trained: much faster where the processor has it.
    """
    net.eval()
    found = np.zeros((len(pairs), 2), dtype=np.float32)
    order = sorted(range(len(pairs)), key=lambda n: reader.length(pairs[n]))
    for first in range(0, len(order), ASKED_AT_ONCE):
        part = order[first : first + ASKED_AT_ONCE]
        with torch.autocast(net.device.type, dtype=torch.bfloat16, enabled=rough):
            odds = net(*(row.to(net.device) for row in reader.batch([pairs[n] for n in part])))
        found[part] = odds.float().cpu().numpy()
    return found


class NetRelater:
    """A net in training, as a relater."""

    def __init__(self, net: RelaterNet, reader: Reader, *, rough: bool = True) -> None:
        self._net, self._reader, self._rough = net, reader, rough

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        return relations_of(log_odds(self._net, self._reader, pairs, rough=self._rough))


def batches_of(lengths: Sequence[int], size: int, draw: random.Random, drawn: Sequence[int]) -> list[list[int]]:
    """The places of the drawn pairs, in batches of about equal lengths, in the order of one epoch."""
    order = draw.sample(drawn, len(drawn))
    chunks = [order[n : n + 32 * size] for n in range(0, len(order), 32 * size)]
    found = [
        part[n : n + size]
        for part in (sorted(chunk, key=lengths.__getitem__) for chunk in chunks)
        for n in range(0, len(part), size)
    ]
    return draw.sample(found, len(found))


def epoch_of(lengths: Sequence[int], first: int, relating: Relating, epoch: int) -> list[list[int]]:
    """The batches of an epoch: all of relations.train, which come first, and a share of the others."""
    draw = random.Random(f"{relating.seed} {epoch}")
    others = range(first, len(lengths))
    drawn = [*range(first), *draw.sample(others, round(relating.others * len(others)))]
    return batches_of(lengths, relating.batch, draw, drawn)


def loss_of(odds: Tensor, pairs: Sequence[Pair], taught: FloatArray, share: float) -> Tensor:
    """Cross-entropy of what is known of the pairs, in which a teacher's word has its share.

    Args:
        odds: by the net, shape (pairs, 2).
        pairs: with their labels.
        taught: the teacher's log-odds, same shape; not a number where it was not asked.
        share: of the teacher.
    """
    total = odds.sum() * 0
    for column, labels in enumerate(([p.linked for p in pairs], [p.objects for p in pairs])):
        known = [n for n, label in enumerate(labels) if label is not None]
        if known:
            wanted = torch.tensor([labels[n] for n in known])
            word = torch.sigmoid(torch.from_numpy(taught[known, column]))
            wanted = torch.where(word.isnan(), wanted, share * word + (1 - share) * wanted).to(odds.device)
            total = total + nn.functional.binary_cross_entropy_with_logits(odds[known, column], wanted)
    return total


def train(data: Path, folder: Path, out: Path, relating: Relating, taught: Taught) -> None:
    """Trains on everything; writes a checkpoint every so many steps, and goes on there.

    Args:
        data: the folder of the corpora.
        folder: the encoder to begin with.
        out: the checkpoint; how training stands is kept beside it.
        relating: the settings.
        taught: a teacher's log-odds of pairs by their texts, empty where there is none.
    """
    torch.manual_seed(relating.seed)
    net, tokenizer = load_net(folder, relating.frozen)
    net.to(device())
    reader = Reader(tokenizer)
    pairs, first = all_pairs(data, load_minilm(), relating.seed)
    lengths = [reader.length((pair.source, pair.target)) for pair in pairs]
    words = np.array([taught.get((pair.source, pair.target), UNASKED) for pair in pairs], dtype=np.float32)
    groups = [
        {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": relating.rate},
        {"params": list(net.head.parameters()), "lr": relating.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    batches = [batch for n in range(relating.epochs) for batch in epoch_of(lengths, first, relating, n)]
    trained = Trained(net, optimizer, schedule_of(optimizer, len(batches)))

    def loss_at(step: int) -> Tensor:
        part = [pairs[n] for n in batches[step]]
        with torch.autocast(net.device.type, dtype=torch.bfloat16):
            odds = net(*(row.to(net.device) for row in reader.batch([(p.source, p.target) for p in part])))
        return loss_of(odds.float(), part, words[batches[step]], relating.taught)

    def figures() -> dict[str, float]:
        return figures_of(data, NetRelater(net, reader))

    print(json.dumps({"pairs": len(pairs), "steps": len(batches)}), flush=True)
    trained.go_on(out, len(batches), loss_at, figures, every=relating.save_every, seed=relating.seed)


def figures_of(data: Path, relater: Relater) -> dict[str, float]:
    """The figures of a relater on relations.dev, its cuts fitted on the maps held out of train."""
    held_out = [row for row in read_rows(data, "relations.train") if is_held_out(row)]
    return dict(pair_figures(relater, held_out, read_rows(data, "relations.dev")))
