"""Trains the judge: boosted trees over what speaks for each unit being a claim beside its words.

A unit is a claim where it overlaps an annotated one by half.

`python -m argmap.training.judge.train DATA ABOUT.json OUT` prints figures by trees that had not seen the thread, and
writes the folder; ABOUT holds data, terms and figures.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from argmap.mapping.claims.assertions import ASSERTIONS
from argmap.mapping.claims.find import find_claims
from argmap.quality.evaluation import match, share
from argmap.settings import Settings
from argmap.stages import FloatArray
from argmap.training.forest import write_forest
from argmap.training.judge.judging import Page, grow_judge, pages_of, training_files, unseen_scores
from argmap.training.settings import Growth, read_settings


def claims_f1(page: Page, scores: FloatArray, settings: Settings) -> float:
    """Agreement of the claims of those scores with the annotated ones."""
    found = find_claims(page.units, scores, page.vectors, page.thread, settings).claims
    hits = len(match({claim.id: claim.mentions for claim in found}, page.annotation.claims))
    return share(hits, len(found), hits, len(page.annotation.claims)).f1


def main() -> None:
    """See the module."""
    data, about, out = map(Path, sys.argv[1:4])
    pages, growth = pages_of(training_files(data)), read_settings(Growth, "judge")
    draws = unseen_scores(pages, growth)
    for floor in (0.3, 0.36, 0.4, 0.44, 0.5):
        settings = replace(Settings(), min_claim_score=floor)
        rows = [claims_f1(*both, settings) for scores in draws for both in zip(pages, scores, strict=True)]
        print(f"floor {floor}: claims F1 {np.mean(rows):.4f}", flush=True)
    write_forest(grow_judge(pages, growth), ASSERTIONS, json.loads(about.read_text("utf-8")), out)


if __name__ == "__main__":
    main()
