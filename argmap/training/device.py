"""Where nets are trained."""

import torch


def device() -> torch.device:
    """The GPU where there is one, the processor otherwise."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
