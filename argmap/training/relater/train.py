"""Trains the relater: MiniLM as a cross-encoder, by the labels of the corpora and the words of a teacher.

`python -m argmap.training.relater.train DATA WORDS OUT`; WORDS is what teacher.py wrote, OUT the checkpoint.
"""

import json
import sys
from pathlib import Path

import torch

from argmap.backends.neural import minilm_path
from argmap.training.relater.crossing import Taught, train
from argmap.training.settings import Relating, read_settings


def read_words(path: Path) -> Taught:
    """What a teacher says of pairs, from its file."""
    rows = json.loads(path.read_text("utf-8"))
    return {(source, target): (link, objects) for source, target, link, objects in rows}


def main() -> None:
    """See the module."""
    torch.set_num_threads(2)
    data, words, out = map(Path, sys.argv[1:4])
    train(data, minilm_path(), out, read_settings(Relating, "relater"), read_words(words))


if __name__ == "__main__":
    main()
