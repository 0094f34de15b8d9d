"""Writes the card beside the weights of the reader of pastes: `python -m argmap.training.paste.card OUT`."""

import sys
from pathlib import Path

from argmap.training.card import write_card

FILES = ("starts.npz", "grams.json", "replies.npz")
CARD = {
    "name": "argmap paste reader",
    "task": "Where posts start in a thread pasted as plain text without its structure, and what each answers.",
    "size": "starts: 156 thousand numbers (a convolutional network along the paragraphs); replies: 29 thousand",
    "training": [
        "argmap.training.paste.starts, seed 0: 1,136 forum threads flattened with quotations, 568 without, a third"
        " of them with blank lines; 105 threads of other kinds, each twice; the real paste",
        "argmap.training.paste.replies, seeds 0 to 2: 1,136 forum threads with quotations and without, the other kinds,"
        " both as argmap.training.paste.halves finds their posts, some with their posts known; the real paste",
    ],
    "data": {
        "iac_threads": "Internet Argument Corpus v1 (4forums threads); citation requested: research",
        "aita_threads": "Reddit advice threads of BOluokun/reddit-argumentation (MIT; texts of Reddit users)",
        "cmv_modes": "chridey/change-my-view-modes v2.0; no licence file: research",
        "written": "written for argmap (Apache-2.0)",
        "agi-safety-career-advice": "one LessWrong post with its comments; where its comments start was read by hand",
    },
    "use": "English discussion threads pasted as text. A guess with a probability, to be looked over; no evidence"
    " of who wrote what.",
    "limits": "Most of what it learned is one debate forum, where three posts in four open with a quotation. Without"
    " quotations it finds little more than half of the starts. Figures in models/README.md.",
}


if __name__ == "__main__":
    write_card(Path(sys.argv[1]), CARD, FILES)
