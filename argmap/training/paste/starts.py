"""Trains the model of where posts start in a paste: `python -m argmap.training.paste.starts DATA OUT`."""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from argmap.readers.paste.rolling import Floats
from argmap.readers.paste.trained import STEEP
from argmap.readers.paste.traits import Traits, see
from argmap.training.checkpoint import Trained
from argmap.training.paste.pastes import Paste, flatten, half_of, read_forum, read_others, read_real, several_ways
from argmap.training.settings import PasteStarts, read_settings

GRAMS, FEWEST = 6000, 12
"""Words and runs of words that have a vector: the commonest that occur in so many pastes."""
MOST = 20
"""Of them looked at in one paragraph."""
VECTOR, WIDTH, DISTANCES = 16, 64, (1, 2, 4)
NARROWEST = 0.3
"""Least deviation that a trait is divided by: a rare cue must not shout."""
STATE = "starts.state"
"""What a stopped training goes on from."""
APART = 8
"""Empty paragraphs between two pastes."""


class Block(nn.Module):
    """Adds to each paragraph's vector what stands at one distance before and after."""

    def __init__(self, distance: int) -> None:
        super().__init__()
        self.near = nn.Conv1d(WIDTH, WIDTH, 3, padding=distance, dilation=distance)
        self.own = nn.Conv1d(WIDTH, WIDTH, 1)

    def forward(self, state: Tensor) -> Tensor:
        """State (1, WIDTH, paragraphs) to the same."""
        added: Tensor = self.own(torch.relu(self.near(state)))
        return state + added


class Net(nn.Module):
    """What argmap.readers.paste.trained.StartNet runs."""

    def __init__(self, columns: int, grams: int) -> None:
        super().__init__()
        self.grams = nn.EmbeddingBag(grams + 1, VECTOR, mode="sum", padding_idx=grams)
        nn.init.normal_(self.grams.weight, 0, 0.05)
        self.seen = nn.Linear(columns + VECTOR, WIDTH)
        self.blocks = nn.ModuleList([Block(distance) for distance in DISTANCES])
        self.out = nn.Linear(WIDTH, 1)
        self.drop, self.drop_rows = nn.Dropout(0.2), nn.Dropout(0.1)

    def forward(self, rows: Tensor, grams: Tensor) -> Tensor:
        """Rows (paragraphs, columns) and numbers of grams (paragraphs, MOST) to log-odds (paragraphs,)."""
        seen = torch.cat([self.drop_rows(rows), self.drop(self.grams(grams))], 1)
        state = torch.relu(self.seen(seen)).T[None]
        for block in self.blocks:
            state = block(self.drop(state))
        found: Tensor = self.out(self.drop(state[0].T))[:, 0]
        return found


@dataclass(frozen=True)
class Lesson:
    """A paste as the net takes it: rows, numbers of grams, whether each paragraph starts a post, and what it weighs."""

    rows: Floats
    grams: NDArray[np.int64]
    starts: Floats
    weights: Floats

    def part(self, first: int, longest: int) -> "Lesson":
        """At most so many paragraphs of it."""
        end = first + longest
        return Lesson(self.rows[first:end], self.grams[first:end], self.starts[first:end], self.weights[first:end])


class Scale:
    """How traits become inputs: the vocabulary of grams, means and deviations."""

    def __init__(self, seen: Sequence[Traits]) -> None:
        held = Counter(gram for traits in seen for gram in {gram for own in traits.grams for gram in own})
        common = sorted((gram for gram, count in held.items() if count >= FEWEST), key=lambda g: (-held[g], g))
        self.grams = common[:GRAMS]
        self.number = {gram: number for number, gram in enumerate(self.grams)}
        rows = np.concatenate([traits.rows for traits in seen])
        self.mean, self.deviation = rows.mean(0), np.maximum(rows.std(0), NARROWEST)

    def lesson(self, traits: Traits, starts: Sequence[bool], weight: float) -> Lesson:
        """The inputs of one paste."""
        numbers = np.full((len(starts), MOST), len(self.grams), np.int64)
        for row, own in zip(numbers, traits.grams, strict=True):
            known = [self.number[gram] for gram in own if gram in self.number][:MOST]
            row[: len(known)] = known
        rows = np.clip((traits.rows - self.mean) / self.deviation, -STEEP, STEEP).astype(np.float32)
        weights = np.full(len(starts), weight, np.float32)
        weights[0] = 0
        return Lesson(rows, numbers, np.array(starts, np.float32), weights)


def batches(lessons: Sequence[Lesson], settings: PasteStarts, chance: random.Random) -> Iterator[list[Lesson]]:
    """The lessons in a random order, in parts, some of them at a time."""
    order = list(lessons)
    chance.shuffle(order)
    batch: list[Lesson] = []
    for lesson in order:
        for first in range(0, len(lesson.rows), settings.longest):
            batch.append(lesson.part(first, settings.longest))
            if sum(len(part.rows) for part in batch) > settings.batch:
                yield batch
                batch = []
    if batch:
        yield batch


def loss_of(net: Net, batch: Sequence[Lesson], nothing: int) -> Tensor:
    """The mean loss over a batch, its pastes one after the other with empty paragraphs between."""
    empty = Lesson(
        np.zeros((APART, batch[0].rows.shape[1]), np.float32),
        np.full((APART, MOST), nothing, np.int64),
        np.zeros(APART, np.float32),
        np.zeros(APART, np.float32),
    )
    parts = [part for lesson in batch for part in (lesson, empty)]
    rows, grams, starts, weights = (
        torch.from_numpy(np.concatenate([getattr(part, name) for part in parts]))
        for name in ("rows", "grams", "starts", "weights")
    )
    losses = nn.functional.binary_cross_entropy_with_logits(net(rows, grams), starts, reduction="none")
    return (losses * weights).sum() / weights.sum()


def learn(loss: Tensor, optimizer: Optimizer, schedule: LRScheduler) -> float:
    """One step down a loss; its value."""
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    schedule.step()
    return loss.item()


def read_pastes(data: Path, settings: PasteStarts, half: int | None = None) -> list[tuple[Paste, float]]:
    """Every paste that is trained on, the real one last, each with what its paragraphs weigh.

    Args:
        data: the folder of the corpora.
        settings: what each kind weighs.
        half: 0 or 1 for the threads of that half only (the real one aside).
    """
    forum, others = read_forum(data, "train"), read_others(data, dev=False)
    random.Random(0).shuffle(forum)
    if half is not None:
        forum, others = ([posts for posts in kind if half_of(posts) == half] for kind in (forum, others))
    kept = [*several_ways(forum, quotes=True, seed=1), *several_ways(forum[::2], quotes=False, seed=2)]
    more = [*several_ways(others, quotes=True, seed=3), *several_ways(others, quotes=True, seed=4)]
    real = flatten(read_real(data.parent / "threads", Path("corpora/gold")))
    weighed = [*((paste, 1.0) for paste in kept), *((paste, settings.others_weigh) for paste in more)]
    return [*weighed, (real, settings.real_weighs)]


def train(data: Path, out: Path, settings: PasteStarts, half: int | None = None) -> None:
    """Trains on every paste and writes `starts.npz` and `grams.json`; goes on after the last whole epoch.

    Args:
        data: the folder of the corpora.
        out: where the files are written.
        settings: how it is trained.
        half: 0 or 1 to train on the threads of that half only.
    """
    torch.manual_seed(settings.seed)
    pastes, began = read_pastes(data, settings, half), time.time()
    seen = [see(paste.lines, paste.gaps) for paste, _ in pastes]
    scale = Scale(seen)
    *lessons, real = (
        scale.lesson(traits, paste.starts, weight) for traits, (paste, weight) in zip(seen, pastes, strict=True)
    )
    net = Net(len(scale.mean), len(scale.grams))
    steps = settings.epochs * sum(1 for _ in batches(lessons, settings, random.Random(0)))
    optimizer = torch.optim.AdamW(net.parameters(), settings.rate, weight_decay=1e-2)
    total_steps = steps + settings.epochs * 20
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=total_steps)
    trained = Trained(net, optimizer, schedule)
    for epoch in range(trained.restore(out / STATE) + 1, settings.epochs):
        torch.manual_seed(settings.seed + epoch)
        net.train()
        total, nothing = 0.0, len(scale.grams)
        for number, batch in enumerate(batches(lessons, settings, random.Random(f"{settings.seed} {epoch}"))):
            given = [*batch, real] if number % settings.real_every == 0 else batch
            total += learn(loss_of(net, given, nothing), optimizer, schedule)
        print(json.dumps({"epoch": epoch, "loss": round(total, 2), "s": round(time.time() - began)}), flush=True)
        write(net, scale, out)
        trained.keep(out / STATE, epoch)


def write(net: Net, scale: Scale, out: Path) -> None:
    """The weights as half-precision numbers under the names that StartNet reads, and the vocabulary."""
    out.mkdir(parents=True, exist_ok=True)
    state = {name.removeprefix("blocks."): value.numpy() for name, value in net.state_dict().items()}
    state["grams"] = state.pop("grams.weight")[:-1]
    halves = {name: value.astype(np.float16) for name, value in state.items()}
    exact = {"mean": scale.mean, "deviation": scale.deviation, "distances": np.array(DISTANCES)}
    np.savez_compressed(out / "starts.npz", **halves, **exact)
    (out / "grams.json").write_text(json.dumps(scale.grams, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(Path(sys.argv[1]), Path(sys.argv[2]), read_settings(PasteStarts, "paste_starts"))
