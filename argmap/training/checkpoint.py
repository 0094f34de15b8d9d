"""What is trained, and where it can go on after it was stopped."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

STEEPEST = 1.0
"""The longest step down a loss: a longer gradient is shortened."""


class Trained:
    """A net with its optimizer and schedule; `best` is the best figure so far."""

    def __init__(self, net: nn.Module, optimizer: Optimizer, schedule: LRScheduler) -> None:
        self._parts: dict[str, Any] = {"net": net, "optimizer": optimizer, "schedule": schedule}
        self._net, self._optimizer, self._schedule = net, optimizer, schedule
        self.best = -1.0

    def step(self, loss: Tensor) -> None:
        """One step down a loss."""
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._net.parameters(), STEEPEST)
        self._optimizer.step()
        self._schedule.step()

    def keep(self, path: Path, done: int) -> None:
        """Writes everything, whole or not at all, with the number of the epoch or step that is done."""
        half = path.with_name(f"{path.name}.half")
        states = {name: part.state_dict() for name, part in self._parts.items()}
        torch.save({**states, "best": self.best, "done": done}, half)
        half.replace(path)

    def go_on(
        self,
        out: Path,
        steps: int,
        loss_at: Callable[[int], Tensor],
        figures: Callable[[], Mapping[str, float]],
        *,
        every: int,
        seed: int,
    ) -> None:
        """Takes the steps that are left; every so many it keeps the weights and how training stands, and tells figures.

        Args:
            out: the file of the weights; how training stands is kept beside it.
            steps: all there are.
            loss_at: the loss of a step.
            figures: how good the net is.
            every: steps between checkpoints; chance is seeded anew after each, so that nothing but its number counts.
            seed: of chance.
        """
        state, began, running = out.with_suffix(".state"), time.time(), 0.0
        for step in range(self.restore(state) + 1, steps):
            self._net.train()
            if step % every == 0:
                torch.manual_seed(seed + step)
            loss = loss_at(step)
            self.step(loss)
            running = 0.98 * running + 0.02 * loss.item() if running else loss.item()
            if step % 50 == 0:
                print(f"step {step} of {steps} loss {running:.4f} {time.time() - began:.0f}s", flush=True)
            if (step + 1) % every == 0 or step == steps - 1:
                torch.save({"net": self._net.state_dict()}, out)
                self.keep(state, step)
                print(json.dumps({"step": step, **figures()}), flush=True)

    def restore(self, path: Path) -> int:
        """Takes up what was kept last; the number of what was done then, -1 where nothing was."""
        if not path.exists():
            return -1
        kept = torch.load(path, weights_only=True, map_location="cpu")
        for name, part in self._parts.items():
            part.load_state_dict(kept[name])
        self.best = kept["best"]
        return int(kept["done"])
