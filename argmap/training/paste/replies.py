"""Trains the model of what posts of a paste answer: `python -m argmap.training.paste.replies DATA HALVES OUT`.

HALVES is what `argmap.training.paste.halves` made: the posts of a paste are learned from as they are found in it.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from argmap.datatypes import Post
from argmap.readers.paste.replies import kind_of, pair_rows, views_of
from argmap.readers.paste.rolling import Floats
from argmap.readers.paste.trained import STEEP, Kind, load_starts
from argmap.training.paste.pastes import Said, flatten, half_of, read_forum, read_others, read_real
from argmap.training.paste.places import Places, found_posts, known_posts
from argmap.training.paste.starts import learn
from argmap.training.settings import PasteReplies, read_settings

WIDTH, NARROWEST = 48, 1e-3


@dataclass(frozen=True)
class Choice:
    """One post: a row for each post that it may answer, whether it answers that, its weight, and the kind of paste.

    Several are right where the answered post is found in pieces.
    """

    rows: Floats
    right: NDArray[np.bool_]
    weight: float
    kind: Kind


def choices_of(posts: Sequence[Post], places: Places, parents: Sequence[int | None], weight: float) -> Iterator[Choice]:
    """The choices of the posts that start where a post does and whose right answer is among the candidates.

    Args:
        posts: as they were found.
        places: theirs.
        parents: for each post of the paste the index of the one that it answers, None where nobody knows.
        weight: of each choice.
    """
    views = views_of(posts)
    targets, rows = pair_rows(posts, views)
    kind, start = kind_of(views), 0
    for own, held, exact in zip(targets, places.holds, places.exact, strict=True):
        right = np.array([places.holds[target] == parents[held] for target in own], bool)
        if exact and right.any():
            yield Choice(rows[start : start + len(own)], right, weight, kind)
        start += len(own)


def read_choices(data: Path, halves: Path, settings: PasteReplies) -> Iterator[Choice]:
    """Everything that is trained on, the real paste included.

    Every thread of the forum is read with its quotations and without; one in four comes with its posts known as well,
    by turns with its quotations and without, another one with their authors.
    """
    nets = [load_starts(halves / str(half)) for half in (0, 1)]

    def found(posts: Sequence[Said], weight: float, *, quotes: bool = True) -> Iterator[Choice]:
        paste = flatten(posts, quotes=quotes)
        yield from choices_of(*found_posts(paste, nets[1 - half_of(posts)]), paste.parents, weight)

    def known(posts: Sequence[Said], weight: float, *, quotes: bool = True, named: bool = False) -> Iterator[Choice]:
        paste = flatten(posts, quotes=quotes)
        yield from choices_of(*known_posts(paste, named=named), paste.parents, weight)

    forum = read_forum(data, "train")
    random.Random(0).shuffle(forum)
    for number, posts in enumerate(forum):
        yield from found(posts, 1.0)
        yield from found(posts, 1.0, quotes=False)
        if number % 4 == 0:
            yield from known(posts, 1.0, quotes=number % 8 == 0)
        if number % 4 == 2:
            yield from known(posts, 1.0, named=True)
    for posts in read_others(data, dev=False):
        yield from found(posts, settings.others_weigh)
        yield from known(posts, settings.others_weigh)
        if any(post.author for post in posts):
            yield from known(posts, settings.others_weigh, named=True)
    yield from known(read_real(data.parent / "threads", Path("corpora/gold")), settings.real_weighs)


class Net(nn.Module):
    """What argmap.readers.paste.trained.ReplyNet runs."""

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
    there, right = np.zeros((len(batch), most), bool), np.zeros((len(batch), most), bool)
    for number, choice in enumerate(batch):
        rows[number, : len(choice.rows)] = np.clip((choice.rows - mean) / deviation, -STEEP, STEEP)
        there[number, : len(choice.rows)], right[number, : len(choice.rows)] = True, choice.right
    scores, weights = net(torch.from_numpy(rows)), torch.tensor([choice.weight for choice in batch])
    among = [scores.masked_fill(~torch.from_numpy(mask), -1e9).logsumexp(1) for mask in (there, right)]
    loss: Tensor = ((among[0] - among[1]) * weights).sum() / weights.sum()
    return loss


def batches(choices: Sequence[Choice], size: int, chance: random.Random) -> Iterator[list[Choice]]:
    """The choices in a random order, some of them at a time."""
    order = list(choices)
    chance.shuffle(order)
    for first in range(0, len(order), size):
        yield order[first : first + size]


def trained(choices: Sequence[Choice], mean: Floats, deviation: Floats, settings: PasteReplies, seed: int) -> Net:
    """One net, trained on every choice."""
    torch.manual_seed(seed)
    net, chance = Net(len(mean)), random.Random(seed)
    optimizer = torch.optim.AdamW(net.parameters(), settings.rate, weight_decay=1e-2)
    steps = settings.epochs * (len(choices) // settings.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=steps)
    for epoch in range(settings.epochs):
        total = 0.0
        for batch in batches(choices, settings.batch, chance):
            total += learn(loss_of(net, batch, mean, deviation), optimizer, schedule)
        print(json.dumps({"seed": seed, "epoch": epoch, "loss": round(total, 2)}), flush=True)
    return net


def weights_of(choices: Sequence[Choice], settings: PasteReplies) -> dict[str, Any]:
    """The mean of several nets as the weights of one that is as wide as all of them."""
    rows = np.concatenate([choice.rows for choice in choices])
    mean, deviation = rows.mean(0), rows.std(0) + NARROWEST
    states = [trained(choices, mean, deviation, settings, seed).state_dict() for seed in range(settings.nets)]
    seen = {name: torch.cat([state[name] for state in states]) for name in ("seen.weight", "seen.bias")}
    out = torch.cat([state["out.weight"] for state in states], 1) / len(states)
    halves = {name: value.numpy().astype(np.float16) for name, value in {**seen, "out.weight": out}.items()}
    return {**halves, "mean": mean, "deviation": deviation}


def train(data: Path, halves: Path, out: Path, settings: PasteReplies) -> None:
    """Trains on the choices of each kind of paste and writes `replies.npz`."""
    choices = list(read_choices(data, halves, settings))
    weights = {
        f"{kind}.{name}": value
        for kind in get_args(Kind)
        for name, value in weights_of([choice for choice in choices if choice.kind == kind], settings).items()
    }
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "replies.npz", **weights)


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), read_settings(PasteReplies, "paste_replies"))
