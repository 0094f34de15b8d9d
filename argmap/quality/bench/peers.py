"""The same work as a user would write it with sentence-transformers.

`python -m argmap.quality.bench.peers THREAD` prints JSON.

A torch encoder over every unit, and a cross-encoder of MiniLM's size over every pair of a claim and a claim of the
post that it answers; and over every pair of a small thread. Its head is untrained: only its time is looked at. It is
timed on a sample of the pairs, the rest by rule of three.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from argmap.backends import load_backend
from argmap.backends.encoder import load_torch_encoder
from argmap.backends.neural import minilm_path
from argmap.datatypes import ArgumentMap, Thread
from argmap.formats.json import to_native_thread
from argmap.mapping.claims.find import find_claims
from argmap.mapping.links.candidates import all_candidates
from argmap.mapping.links.evidence import evidence
from argmap.mapping.scene import Pair, Scene
from argmap.mapping.units.segment import split_units
from argmap.pipeline import analyze, read_sheet
from argmap.quality.bench.clock import Clock, timed
from argmap.readers import read_thread
from argmap.settings import Settings
from argmap.stages import Backend

SAMPLE = 256
"""Pairs that the cross-encoder is timed on."""


@dataclass(frozen=True)
class Comparison:
    """Ours and the peer's seconds of all cores for one thread; `equal` is the share of pairs with equal labels.

    Attributes:
        pairs: that the peer scores: every claim with every claim of the answered post.
        peer_encode: its encoder pass over every unit.
        peer_score: its cross-encoder over the pairs.
        ours: units read and encoded, evidence gathered and candidates judged.
        candidates: the pairs that we judge.
        all_pairs: every ordered pair of the thread's claims.
        all_ours: judging all of those, the units read already.
        all_peer: the cross-encoder over all of those.
        equal: of the candidates, how many get the same label with the published encoder in torch as with ours in int8.
    """

    claims: int
    pairs: int
    peer_encode: float
    peer_score: float
    ours: float
    candidates: int
    all_pairs: int
    all_ours: float
    all_peer: float
    equal: float


def compared_apart(thread: Thread) -> Comparison:
    """Measures one thread in a process of its own, which may import torch."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thread.json"
        path.write_text(to_native_thread(thread), "utf-8")
        command = [sys.executable, "-m", "argmap.quality.bench.peers", str(path)]
        without = {**os.environ, "ARGMAP_CACHE": "off"}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=without)
    return Comparison(**json.loads(done.stdout))


def compared(thread: Thread) -> Comparison:
    """Measures one thread."""
    backend, settings, clock = load_backend(), Settings(), Clock()
    published = load_torch_encoder(str(minilm_path()))
    units, _ = split_units(thread, backend.segmenter)
    texts = [unit.text for unit in units]
    with clock.timing("ours"):
        sheet = read_sheet(thread, units, backend, settings)
        found = find_claims(units, sheet.scores, sheet.vectors, thread, settings)
        scene = Scene(found.claims, thread, sheet.vectors[list(found.units)])
        near = all_candidates(scene, settings)
        sheet.reading.judge([(found.units[i], found.units[j]) for i, j in near], evidence(scene, near))
    every = [(i, j) for i in range(len(found.claims)) for j in range(len(found.claims)) if i != j]
    with clock.timing("all ours"):
        sheet.reading.judge([(found.units[i], found.units[j]) for i, j in every], evidence(scene, every))
    with clock.timing("peer encode"):
        published.encode(texts)
    answered = pairs_of_answered_posts(scene)
    pace = cross_encoder_pace([(scene.claims[i].text, scene.claims[j].text) for i, j in answered])
    return Comparison(
        claims=len(found.claims),
        pairs=len(answered),
        peer_encode=clock.cpu["peer encode"],
        peer_score=len(answered) * pace,
        ours=clock.cpu["ours"],
        candidates=len(near),
        all_pairs=len(every),
        all_ours=clock.cpu["all ours"],
        all_peer=len(every) * pace,
        equal=equal_labels(thread, backend, len(near)),
    )


def pairs_of_answered_posts(scene: Scene) -> list[Pair]:
    """Every claim with every claim of the post that its post answers."""
    return [(i, j) for i, post in enumerate(scene.posts) for j in scene.members.get(post.reply_to or "", [])]


def cross_encoder_pace(pairs: Sequence[tuple[str, str]]) -> float:
    """Seconds of all cores for one pair, in batches of 32 as sentence-transformers' CrossEncoder makes them."""
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertForSequenceClassification

    sample = random.Random(0).sample(list(pairs), min(SAMPLE, len(pairs)))
    with tempfile.TemporaryDirectory() as folder:
        BertForSequenceClassification.from_pretrained(minilm_path(), num_labels=3).save_pretrained(folder)
        AutoTokenizer.from_pretrained(minilm_path()).save_pretrained(folder)
        model = CrossEncoder(folder, device="cpu", max_length=256)
        model.predict(sample[:8], show_progress_bar=False)
        start = time.process_time()
        model.predict(sample, batch_size=32, show_progress_bar=False)
        return (time.process_time() - start) / max(1, len(sample))


def equal_labels(thread: Thread, backend: Backend, candidates: int) -> float:
    """The share of the candidates that two maps label alike: with our encoder, and with the published one in torch."""
    other = timed(backend, Clock())
    published = load_torch_encoder(str(minilm_path()))
    whole = analyze(thread, backend=replace(other, encoder=published))
    differing = labels(whole) ^ labels(analyze(thread, backend=backend))
    return 1 - len({places for places, _ in differing}) / max(1, candidates)


def labels(argument_map: ArgumentMap) -> set[tuple[tuple[object, object], str]]:
    """Where each link's ends stand, and its kind."""
    place = {claim.id: claim.mentions[0] for claim in argument_map.claims}
    return {((place[link.source], place[link.target]), str(link.kind)) for link in argument_map.links}


if __name__ == "__main__":
    print(json.dumps(asdict(compared(read_thread(Path(sys.argv[1]))))))
