"""Trains a larger cross-encoder on relations, and writes what it says of every pair: the relater learns from its words.

`python -m argmap.training.relater.teacher DATA ENCODER OUT`; ENCODER is the folder of all-mpnet-base-v2, OUT
the words (.json).
"""

import json
import sys
from pathlib import Path

import torch

from argmap.backends.neural import load_minilm
from argmap.training.device import device
from argmap.training.relater.crossing import Reader, load_net, log_odds, train
from argmap.training.relater.relating import all_pairs
from argmap.training.settings import Relating, read_settings


def main() -> None:
    """See the module."""
    torch.set_num_threads(2)
    data, folder, out = map(Path, sys.argv[1:4])
    settings, checkpoint = read_settings(Relating, "teacher"), out.with_suffix(".pt")
    train(data, folder, checkpoint, settings, {})
    net, tokenizer = load_net(folder, settings.frozen)
    net.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["net"])
    net.to(device())
    pairs, _ = all_pairs(data, load_minilm(), settings.seed)
    texts = [(pair.source, pair.target) for pair in pairs]
    odds = log_odds(net, Reader(tokenizer), texts).tolist()
    out.write_text(json.dumps([[*pair, *word] for pair, word in zip(texts, odds, strict=True)]), "utf-8")


if __name__ == "__main__":
    main()
