"""Trains two readers of starts, each on half of the threads: `python -m argmap.training.paste.halves DATA OUT`.

Neither ships: `argmap.training.paste.replies` reads each half with the one that has not seen it, so that the posts it
learns from are parted as well, and as badly, as those of a paste that nobody has seen.
"""

import sys
from pathlib import Path

import torch

from argmap.training.card import write_card
from argmap.training.paste.starts import train
from argmap.training.settings import PasteStarts, read_settings

if __name__ == "__main__":
    torch.set_num_threads(1)
    for half in (0, 1):
        folder = Path(sys.argv[2]) / str(half)
        train(Path(sys.argv[1]), folder, read_settings(PasteStarts, "paste_starts"), half)
        write_card(folder, {"name": f"starts of posts, by half {half} of the threads"}, ("starts.npz", "grams.json"))
