"""Trains the model of what posts of a paste answer: `python -m argmap.training.paste_replies DATA OUT`."""

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from argmap.datatypes import Post
from argmap.readers.quotes import with_quotes
from argmap.readers.replies import pair_rows, views_of
from argmap.readers.rolling import Floats
from argmap.readers.trained import STEEP
from argmap.training.paste_starts import learn
from argmap.training.pastes import Paste, flatten, read_forum, read_others, read_real
from argmap.training.settings import PasteReplies, read_settings

WIDTH, NARROWEST = 48, 1e-3


@dataclass(frozen=True)
class Choice:
    """One post: a row for each post that it may answer, which of them it answers, and what the choice weighs."""

    rows: Floats
    right: int
    weight: float


def posts_of(paste: Paste, *, named: bool) -> tuple[Post, ...]:
    """The posts of a paste as a reader has them when their starts are known."""
    posts = tuple(
        Post(f"p{number}", "\n".join(lines), author=author if named else None)
        for number, (lines, author) in enumerate(zip(paste.paragraphs, paste.authors, strict=True), 1)
    )
    return with_quotes(posts, {post.id for post in posts})


def choices_of(paste: Paste, weight: float, *, named: bool = False) -> list[Choice]:
    """The choices of a paste whose right answer is known and among the candidates."""
    posts = posts_of(paste, named=named)
    targets, rows = pair_rows(posts, views_of(posts))
    found, start = [], 0
    for own, parent in zip(targets, paste.parents, strict=True):
        if own and parent in own:
            found.append(Choice(rows[start : start + len(own)], own.index(parent), weight))
        start += len(own)
    return found


def read_choices(data: Path, settings: PasteReplies) -> list[Choice]:
    """Everything that is trained on, the real paste included.

    Of the forum one thread in three is without its quotations, one in four with its authors.
    """
    forum = read_forum(data, "train")
    random.Random(0).shuffle(forum)
    found = [
        choice
        for number, posts in enumerate(forum[: settings.forum])
        for choice in choices_of(flatten(posts, quotes=number % 3 != 2), 1.0, named=number % 4 == 0)
    ]
    for posts in read_others(data, dev=False):
        for named in {False, any(post.author for post in posts)}:
            found += choices_of(flatten(posts), settings.others_weigh, named=named)
    real = flatten(read_real(data.parent / "threads", Path("corpora/gold")))
    return found + choices_of(real, settings.real_weighs)


class Net(nn.Module):
    """What argmap.readers.trained.ReplyNet runs."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.seen = nn.Linear(columns, WIDTH)
        self.out = nn.Linear(WIDTH, 1, bias=False)
        self.drop = nn.Dropout(0.1)

    def forward(self, rows: Tensor) -> Tensor:
        """Rows (choices, candidates, columns) to scores (choices, candidates)."""
        found: Tensor = self.out(self.drop(torch.relu(self.seen(rows))))[..., 0]
        return found


def loss_of(net: Net, batch: Sequence[Choice], mean: Floats, deviation: Floats) -> Tensor:
    """The mean loss over a batch of choices of different sizes."""
    most = max(len(choice.rows) for choice in batch)
    rows = np.zeros((len(batch), most, len(mean)), np.float32)
    there = np.zeros((len(batch), most), bool)
    for number, choice in enumerate(batch):
        rows[number, : len(choice.rows)] = np.clip((choice.rows - mean) / deviation, -STEEP, STEEP)
        there[number, : len(choice.rows)] = True
    scores = net(torch.from_numpy(rows)).masked_fill(~torch.from_numpy(there), -1e9)
    right, weights = torch.tensor([c.right for c in batch]), torch.tensor([c.weight for c in batch])
    losses = nn.functional.cross_entropy(scores, right, reduction="none")
    return (losses * weights).sum() / weights.sum()


def batches(choices: Sequence[Choice], size: int, chance: random.Random) -> Iterator[list[Choice]]:
    """The choices in a random order, some of them at a time."""
    order = list(choices)
    chance.shuffle(order)
    for first in range(0, len(order), size):
        yield order[first : first + size]


def train(data: Path, out: Path, settings: PasteReplies) -> None:
    """Trains on every choice and writes `replies.npz`."""
    torch.manual_seed(settings.seed)
    choices, began, chance = read_choices(data, settings), time.time(), random.Random(settings.seed)
    rows = np.concatenate([choice.rows for choice in choices])
    mean, deviation = rows.mean(0), rows.std(0) + NARROWEST
    net = Net(rows.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), settings.rate, weight_decay=1e-2)
    steps = settings.epochs * (len(choices) // settings.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=steps)
    for epoch in range(settings.epochs):
        total = 0.0
        for batch in batches(choices, settings.batch, chance):
            total += learn(loss_of(net, batch, mean, deviation), optimizer, schedule)
        print(json.dumps({"epoch": epoch, "loss": round(total, 2), "s": round(time.time() - began)}), flush=True)
    halves = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "replies.npz", **halves, mean=mean, deviation=deviation)


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(Path(sys.argv[1]), Path(sys.argv[2]), read_settings(PasteReplies, "paste_replies"))
