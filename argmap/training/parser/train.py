"""Trains the parser on annotated threads: what is a claim, what does it serve or answer, and how."""

import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from argmap.backends.neural import load_minilm, load_segmenter
from argmap.datatypes import Kind, Unit
from argmap.mapping.links.candidates import candidates
from argmap.mapping.links.evidence import evidence
from argmap.mapping.scene import Scene
from argmap.mapping.units.segment import split_units
from argmap.mapping.units.windows import windows_of
from argmap.settings import Settings
from argmap.stages import FloatArray
from argmap.training.checkpoint import Trained
from argmap.training.corpora import Gold, read_gold, read_written
from argmap.training.device import device
from argmap.training.parser.pretrain import (
    ParserNet,
    Window,
    attachment_loss,
    load_net,
    optimizer_of,
    pool,
    schedule_of,
    token_ids,
    window_of,
)
from argmap.training.settings import Linking, read_settings

WRITTEN_TRAIN = tuple(f"{kind}{n:02}" for kind in ("lw", "hn", "ev") for n in (1, 2, 4, 5))
"""Every third written thread is kept for choosing (03 and 06 of each kind)."""


@dataclass(frozen=True)
class Choice:
    """One claim's candidates: units of source and targets, evidence rows, the right ones, and their kinds."""

    source: int
    targets: list[int]
    rows: FloatArray
    right: list[int]
    objects: list[float]


@dataclass(frozen=True)
class Lesson:
    """A thread prepared for training: windows of token ids, the claim label of each unit, and the choices."""

    windows: list[Window]
    labels: list[float]
    choices: list[Choice]


def lesson_of(gold: Gold, tokenizer: Any, settings: Settings) -> Lesson:
    """The lesson of an annotated thread; units are the gold claims and what the segmenter finds beside them."""
    units, is_claim = units_beside(gold)
    encoder = load_minilm()
    vectors = encoder.encode([unit.text for unit in units])
    ids = token_ids(tokenizer, [unit.text for unit in units])
    windows = [
        window_of([(i, ids[i]) for i in members], tokenizer.cls_token_id, tokenizer.sep_token_id)
        for members in windows_of(units)
    ]
    place = [i for i, flag in enumerate(is_claim) if flag]
    scene = Scene(gold.claims, gold.thread, vectors[place])
    return Lesson(windows, [float(flag) for flag in is_claim], choices_of(gold, scene, place, settings))


def units_beside(gold: Gold) -> tuple[list[Unit], list[bool]]:
    """Gold claims and the segmenter's units that share nothing with one, in reading order, and which are claims."""
    order = {post.id: n for n, post in enumerate(gold.thread.posts)}
    found, _ = split_units(gold.thread, load_segmenter())
    spans = [claim.mentions[0] for claim in gold.claims]
    rows = [(Unit(span, gold.thread.by_id[span.post].text[span.start : span.end]), True) for span in spans]
    for unit in found:
        if not any(s.post == unit.span.post and s.start < unit.span.end and unit.span.start < s.end for s in spans):
            rows.append((unit, False))
    rows.sort(key=lambda row: (order[row[0].span.post], row[0].span.start, not row[1]))
    claim_units = {id(u): u for u, flag in rows if flag}
    assert len(claim_units) == len(gold.claims)
    return [unit for unit, _ in rows], [flag for _, flag in rows]


def choices_of(gold: Gold, scene: Scene, place: Sequence[int], settings: Settings) -> list[Choice]:
    """What each claim can serve or answer, with the right answers among them."""
    found = []
    for i in range(len(gold.claims)):
        targets = candidates(scene, i, settings)
        if not targets:
            continue
        right = {t: kind for s, t, kind in gold.links if s == i}
        hits = [k for k, j in enumerate(targets) if j in right]
        if right and not hits:
            continue
        objects = [float(right[targets[k]] is Kind.OBJECTION) for k in hits]
        found.append(
            Choice(place[i], [place[j] for j in targets], evidence(scene, [(i, j) for j in targets]), hits, objects)
        )
    return found


def unit_vectors(net: ParserNet, windows: Sequence[Window], batch: int = 8) -> dict[int, Tensor]:
    """Each unit's vector in its window."""
    found: dict[int, Tensor] = {}
    order = sorted(windows, key=lambda window: len(window.ids))
    for first in range(0, len(order), batch):
        part = order[first : first + batch]
        for vectors in pool(net.tokens(part), part):
            found.update(vectors)
    return found


def scores_of(net: ParserNet, choice: Choice, vectors: dict[int, Tensor]) -> tuple[Tensor, Tensor]:
    """Scores of each target with "none" last, shape (targets + 1,), and objection log-odds, shape (targets,)."""
    targets = torch.stack([vectors[j] for j in choice.targets])
    source = vectors[choice.source]
    rows = net.scaled(torch.from_numpy(choice.rows).to(source.device))
    score = net.text_score(source, targets) + net.structure(rows).squeeze(-1)
    projected = net.source(source)
    wide = projected.expand(len(targets), -1)
    kind = net.kind(torch.cat([wide, net.target(targets), rows], -1)).squeeze(-1)
    return torch.cat([score, net.none(projected)]), kind


def loss_of(net: ParserNet, lesson: Lesson, linking: Linking) -> tuple[Tensor, dict[str, float]]:
    """The joint loss of a thread."""
    own = unit_vectors(net, lesson.windows)
    order = sorted(own)
    claim = nn.functional.binary_cross_entropy_with_logits(
        net.hint(torch.stack([own[i] for i in order])).squeeze(-1),
        torch.tensor([lesson.labels[i] for i in order], device=net.mean.device),
    )
    attach, kinds = [], []
    for choice in lesson.choices:
        scores, kind = scores_of(net, choice, own)
        attach.append(attachment_loss(scores, choice.right or [len(choice.targets)]))
        if choice.right:
            kinds.append(
                nn.functional.binary_cross_entropy_with_logits(
                    kind[choice.right], torch.tensor(choice.objects, device=kind.device)
                )
            )
    attach_loss = torch.stack(attach).mean() if attach else claim * 0
    kind_loss = torch.stack(kinds).mean() if kinds else claim * 0
    figures = {"attach": attach_loss.item(), "kind": kind_loss.item(), "claim": claim.item()}
    return attach_loss + linking.kind_weight * kind_loss + linking.claim_weight * claim, figures


@torch.no_grad()
def figures_of(net: ParserNet, lessons: Sequence[Lesson]) -> dict[str, float]:
    """On gold claims: right target first (linked claims), kind right on right targets, claim accuracy and F1."""
    net.eval()
    top = linked = kind_right = kinds = tp = fp = fn = 0
    for lesson in lessons:
        own = unit_vectors(net, lesson.windows)
        for i, vector in own.items():
            said = float(net.hint(vector)) > 0
            tp, fp, fn = (
                tp + (said and lesson.labels[i] > 0),
                fp + (said and lesson.labels[i] < 1),
                fn + (not said and lesson.labels[i] > 0),
            )
        for choice in lesson.choices:
            if not choice.right:
                continue
            scores, kind = scores_of(net, choice, own)
            linked += 1
            top += int(torch.argmax(scores[:-1])) in choice.right
            for k, objects in zip(choice.right, choice.objects, strict=True):
                kinds += 1
                kind_right += (float(kind[k]) > 0) == (objects > 0)
    return {
        "top1": round(top / linked, 4),
        "kind": round(kind_right / kinds, 4),
        "claim_f1": round(2 * tp / (2 * tp + fp + fn), 4),
    }


def train(data: Path, start: Path | None, out: Path, linking: Linking) -> None:
    """Trains on gold train and the written threads; keeps the best epoch by top1 on gold dev.

    Goes on after the last whole epoch, which stands beside `out`.
    """
    torch.manual_seed(linking.seed)
    net, tokenizer = load_net(start)
    net.to(device())
    settings = Settings()
    lessons = [
        lesson_of(gold, tokenizer, settings) for gold in read_gold(data, "train") + read_written(data, WRITTEN_TRAIN)
    ]
    dev = [lesson_of(gold, tokenizer, settings) for gold in read_gold(data, "dev")]
    net.set_scale(np.vstack([choice.rows for lesson in lessons for choice in lesson.choices]))
    optimizer = optimizer_of(net, linking.rate, linking.head_rate)
    trained = Trained(net, optimizer, schedule_of(optimizer, linking.epochs * len(lessons)))
    state = out.with_suffix(".state")
    for epoch in range(trained.restore(state) + 1, linking.epochs):
        torch.manual_seed(linking.seed + epoch)
        order = random.Random(f"{linking.seed} {epoch}").sample(lessons, len(lessons))
        began = time.time()
        total = one_epoch(trained, net, order, linking)
        report = figures_of(net, dev)
        print(json.dumps({"epoch": epoch, "s": round(time.time() - began), **total, "dev": report}), flush=True)
        if report["top1"] > trained.best:
            trained.best = report["top1"]
            torch.save({"net": net.state_dict()}, out)
        trained.keep(state, epoch)


def one_epoch(trained: Trained, net: ParserNet, lessons: Sequence[Lesson], linking: Linking) -> dict[str, float]:
    """One pass over the lessons; the mean of each loss."""
    net.train()
    total: dict[str, float] = {}
    for lesson in lessons:
        loss, figures = loss_of(net, lesson, linking)
        trained.step(loss)
        for name, value in figures.items():
            total[name] = total.get(name, 0.0) + value / len(lessons)
    return total


if __name__ == "__main__":
    torch.set_num_threads(2)
    start = Path(sys.argv[2]) if sys.argv[2] != "-" else None
    train(Path(sys.argv[1]), start, Path(sys.argv[3]), read_settings(Linking, "links"))
