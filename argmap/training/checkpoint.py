"""What is trained, and where it can go on after it was stopped."""

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

    def restore(self, path: Path) -> int:
        """Takes up what was kept last; the number of what was done then, -1 where nothing was."""
        if not path.exists():
            return -1
        kept = torch.load(path, weights_only=True, map_location="cpu")
        for name, part in self._parts.items():
            part.load_state_dict(kept[name])
        self.best = kept["best"]
        return int(kept["done"])
