"""Trains the parser: one encoder pass over a post, and heads on top.

Every unit is pooled from its tokens. The claim head says whether it belongs on a map; a biaffine head with the evidence
of evidence.py beside it says which unit it serves or answers, "none" being one more choice; a third head the kind. The
design follows Ye and Teufel (2021), End-to-End Argument Mining as Biaffine Dependency Parsing, with structure joined in
and with attachment pretrained on which passage a reply quotes.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from argmap.backends.lexical import LexicalSegmenter
from argmap.backends.neural import minilm_path
from argmap.mapping.links.evidence import EVIDENCE
from argmap.mapping.units.segment import MARKS
from argmap.quality.exam.data import read_lines
from argmap.stages import FloatArray
from argmap.training.checkpoint import Trained
from argmap.training.device import device
from argmap.training.settings import Pretraining, read_settings

WIDTH = 128
HIDDEN = 48
MAX_CONTEXT_TOKENS = 250
MAX_UNIT_TOKENS = 96


@dataclass(frozen=True)
class Window:
    """Token ids of a run of units of one post, with the place of each: (unit, start, end) over the ids."""

    ids: list[int]
    units: list[tuple[int, int, int]]


class ParserNet(nn.Module):
    """The encoder and its heads."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, encoder: Any, size: int = 384) -> None:
        super().__init__()
        self.encoder: Any = encoder
        self.source = nn.Sequential(nn.Linear(size, WIDTH), nn.GELU(approximate="tanh"))
        self.target = nn.Sequential(nn.Linear(size, WIDTH), nn.GELU(approximate="tanh"))
        self.bilinear = nn.Parameter(torch.randn(WIDTH, WIDTH) * 0.005)
        self.likeness = nn.Parameter(torch.tensor(10.0))
        self.prior = nn.Linear(WIDTH, 1)
        self.structure = nn.Sequential(
            nn.Linear(len(EVIDENCE), HIDDEN), nn.GELU(approximate="tanh"), nn.Linear(HIDDEN, 1)
        )
        self.none = nn.Linear(WIDTH, 1)
        self.kind = nn.Sequential(
            nn.Linear(2 * WIDTH + len(EVIDENCE), HIDDEN), nn.GELU(approximate="tanh"), nn.Linear(HIDDEN, 1)
        )
        self.hint = nn.Sequential(nn.Linear(size, HIDDEN), nn.GELU(approximate="tanh"), nn.Linear(HIDDEN, 1))
        self.claim = nn.Sequential(
            nn.Linear(size + len(MARKS), HIDDEN), nn.GELU(approximate="tanh"), nn.Linear(HIDDEN, 1)
        )
        self.register_buffer("mean", torch.zeros(len(EVIDENCE)))
        self.register_buffer("deviation", torch.ones(len(EVIDENCE)))

    def set_scale(self, rows: FloatArray) -> None:
        """Takes mean and deviation of each evidence column from the training rows."""
        self.mean.copy_(torch.from_numpy(rows.mean(0)))
        self.deviation.copy_(torch.from_numpy(rows.std(0) + 1e-6))

    def scaled(self, rows: Tensor) -> Tensor:
        """Evidence rows with mean 0 and deviation 1."""
        answer: Tensor = (rows - self.mean) / self.deviation
        return answer

    def tokens(self, windows: Sequence[Window]) -> Tensor:
        """Token vectors, shape (windows, longest, size)."""
        longest = max(len(w.ids) for w in windows)
        ids = torch.zeros(len(windows), longest, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, w in enumerate(windows):
            n = len(w.ids)
            ids[row, :n] = torch.tensor(w.ids)
            mask[row, :n] = 1
        here = self.mean.device
        out: Tensor = self.encoder(input_ids=ids.to(here), attention_mask=mask.to(here)).last_hidden_state
        return out.float()

    def text_score(self, source: Tensor, targets: Tensor) -> Tensor:
        """Scores of one source's unit vector (size,) against its targets' (n, size), shape (n,).

        The cosine gives the encoder's own sense of likeness from the first step; the biaffine part learns the rest.
        """
        cosine = nn.functional.cosine_similarity(source.expand_as(targets), targets, dim=-1)
        projected = self.target(targets)
        biaffine = projected @ (self.source(source) @ self.bilinear)
        score: Tensor = self.likeness * cosine + biaffine + self.prior(projected).squeeze(-1)
        return score

    def judge(self, sources: Tensor, targets: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds of aligned pairs against "none", and the probability that each objects: the exported graph."""
        rows = self.scaled(rows)
        source, target = self.source(sources), self.target(targets)
        cosine = nn.functional.cosine_similarity(sources, targets, dim=-1)
        text = self.likeness * cosine + ((source @ self.bilinear) * target).sum(-1) + self.prior(target).squeeze(-1)
        attach = text + self.structure(rows).squeeze(-1) - self.none(source).squeeze(-1)
        return attach, torch.sigmoid(self.kind(torch.cat([source, target, rows], -1)).squeeze(-1))


def pool(tokens: Tensor, windows: Sequence[Window]) -> list[dict[int, Tensor]]:
    """The mean token vector of each unit of each window."""
    return [{unit: tokens[row, start:end].mean(0) for unit, start, end in w.units} for row, w in enumerate(windows)]


def window_of(units: Sequence[tuple[int, list[int]]], cls: int, sep: int) -> Window:
    """One window from the token ids of its units."""
    ids, places = [cls], []
    for unit, tokens in units:
        places.append((unit, len(ids), len(ids) + len(tokens)))
        ids += tokens
    return Window([*ids, sep], places)


def load_net(checkpoint: Path | None = None) -> tuple[ParserNet, Any]:
    """The net with MiniLM as its encoder, and the tokenizer; weights from the checkpoint where there is one."""
    path = str(minilm_path())
    net = ParserNet(AutoModel.from_pretrained(path))
    if checkpoint is not None and checkpoint.exists():
        found = torch.load(checkpoint, weights_only=True, map_location="cpu")["net"]
        here = net.state_dict()
        same = {name: w for name, w in found.items() if name in here and w.shape == here[name].shape}
        net.load_state_dict(same, strict=False)
    for parameter in net.encoder.embeddings.parameters():
        parameter.requires_grad_(False)
    return net, AutoTokenizer.from_pretrained(path)


def token_ids(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    """Token ids of each text without marks, cut at the longest unit."""
    if not texts:
        return []
    found = tokenizer(list(texts), add_special_tokens=False, truncation=True, max_length=MAX_UNIT_TOKENS)["input_ids"]
    return [ids or [tokenizer.unk_token_id] for ids in found]


@dataclass(frozen=True)
class Reply:
    """A post, the reply to it, and which of the post's units the reply quotes."""

    source: Window
    reply: Window
    right: list[int]


def reply_examples(path: Path, tokenizer: Any, most: int, stride: int = 1) -> Iterator[Reply]:
    """Examples of which sentences of a post a reply answers, from quote_replies, those without a choice left out."""
    segmenter = LexicalSegmenter()
    for n, row in enumerate(read_lines(path)):
        if n % stride:
            continue
        if n >= stride * most:
            return
        stretches = segmenter.split([row["source"]])[0]
        texts = [row["source"][s.start : s.end] for s in stretches][:40]
        right = [
            k
            for k, s in enumerate(stretches[:40])
            if 2 * (min(s.end, row["end"]) - max(s.start, row["start"])) > s.end - s.start
        ]
        if not right or len(right) == len(texts):
            continue
        ids = token_ids(tokenizer, texts)
        kept, total = [], 0
        for k, tokens in enumerate(ids):
            if total + len(tokens) > MAX_CONTEXT_TOKENS:
                break
            total += len(tokens)
            kept.append((k, tokens))
        right = [k for k in right if k < len(kept)]
        if not right or len(right) == len(kept):
            continue
        marks = tokenizer.cls_token_id, tokenizer.sep_token_id
        reply = token_ids(tokenizer, [row["reply"]])[0][:80]
        yield Reply(window_of(kept, *marks), window_of([(0, reply)], *marks), right)


def reply_scores(net: ParserNet, batch: Sequence[Reply]) -> list[Tensor]:
    """The text score of each unit of the source for each example's reply."""
    sources, replies = [r.source for r in batch], [r.reply for r in batch]
    targets, answers = pool(net.tokens(sources), sources), pool(net.tokens(replies), replies)
    return [
        net.text_score(reply[0], torch.stack(list(units.values())))
        for units, reply in zip(targets, answers, strict=True)
    ]


def attachment_loss(scores: Tensor, right: Sequence[int]) -> Tensor:
    """Minus the log of the probability that falls on any right choice."""
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[list(right)], 0)


def optimizer_of(net: ParserNet, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with a rate of its own for the heads."""
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW([{"params": encoder, "lr": rate}, {"params": heads, "lr": head_rate}], weight_decay=0.01)


def schedule_of(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Warm-up over a twentieth of the steps, then linear to zero."""
    warm = max(1, steps // 20)
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.0, (steps - n) / max(1, steps - warm)))
    )


def pretrain(data: Path, out: Path, settings: Pretraining) -> None:
    """Trains encoder and biaffine head on quote_replies; writes checkpoints to `out` as it goes, and goes on there."""
    torch.manual_seed(settings.seed)
    net, tokenizer = load_net()
    net.to(device())
    batches = batches_of(data, tokenizer, settings)
    optimizer = optimizer_of(net, settings.rate, settings.head_rate)
    trained = Trained(net, optimizer, schedule_of(optimizer, len(batches)))

    def loss_at(step: int) -> Tensor:
        with torch.autocast(net.mean.device.type, dtype=torch.bfloat16):
            scores = reply_scores(net, batches[step])
        losses = [attachment_loss(row, one.right) for one, row in zip(batches[step], scores, strict=True)]
        return torch.stack(losses).mean()

    def figures() -> dict[str, float]:
        return {"dev": reply_accuracy(net, tokenizer, data, 400)}

    print(json.dumps({"steps": len(batches), **figures()}), flush=True)
    trained.go_on(out, len(batches), loss_at, figures, every=settings.save_every, seed=settings.seed)


def batches_of(data: Path, tokenizer: Any, settings: Pretraining) -> list[list[Reply]]:
    """The replies that are trained on, in batches of about equal lengths, in the order of training."""
    path, size = data / "quote_replies.train.jsonl.gz", settings.batch
    rows = list(reply_examples(path, tokenizer, settings.examples, settings.stride))
    random.Random(settings.seed).shuffle(rows)
    chunks = [sorted(rows[i : i + 16 * size], key=lambda r: len(r.source.ids)) for i in range(0, len(rows), 16 * size)]
    batches = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    random.Random(settings.seed).shuffle(batches)
    return batches


@torch.no_grad()
def reply_accuracy(net: ParserNet, tokenizer: Any, data: Path, most: int) -> float:
    """The share of quote_replies.dev where the best context sentence lies in the quoted span."""
    net.eval()
    rows = list(reply_examples(data / "quote_replies.dev.jsonl.gz", tokenizer, most))
    hits = 0
    for i in range(0, len(rows), 16):
        part = rows[i : i + 16]
        for example, scores in zip(part, reply_scores(net, part), strict=True):
            hits += int(torch.argmax(scores)) in example.right
    return round(hits / len(rows), 4)


def main() -> None:
    """`python -m argmap.training.parser.pretrain DATA OUT`: the pretraining."""
    import sys

    torch.set_num_threads(2)
    pretrain(Path(sys.argv[1]), Path(sys.argv[2]), read_settings(Pretraining, "parser"))


if __name__ == "__main__":
    main()
