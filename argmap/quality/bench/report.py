"""What was measured, as tables for people and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from argmap.quality.bench.measure import Row
from argmap.quality.bench.peers import Comparison

HEAD = ("thread", "posts", "words", "claims", "pairs", "cold", "load", "warm", "floor", "warm/floor", "cpu ratio", "MB")


def table(rows: Sequence[Row]) -> str:
    """A line a thread: what it holds, seconds cold and warm, the floor, both ratios and the memory; then the stages."""
    cells = [
        (
            row.name,
            *(f"{count:,}" for count in (row.posts, row.words, row.claims, row.pairs)),
            *(f"{seconds:.1f}" for seconds in (row.cold, row.load, row.warm, row.floor)),
            *(f"{ratio:.2f}" for ratio in (row.wall_ratio, row.ratio)),
            f"{row.memory:,}",
        )
        for row in rows
    ]
    stages = [(row.name, *(f"{seconds:.2f}" for seconds in row.stages.values())) for row in rows]
    names = ("warm seconds of", *(rows[0].stages if rows else ()))
    return f"{markdown(HEAD, cells)}\n{markdown(names, stages)}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, columns aligned; the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])], *rows]
    return "".join(
        "| " + " | ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) + " |\n" for line in lines
    )


def growth(rows: Sequence[Row]) -> float:
    """The exponent of time over posts: the slope of a line through the logarithms of both, 1 where it is linear."""
    posts, seconds = np.log([row.posts for row in rows]), np.log([row.warm_cpu for row in rows])
    return float(np.polyfit(posts, seconds, 1)[0])


def peers_text(name: str, found: Comparison) -> str:
    """What the peer would have taken, beside what we took."""
    ours, peer = found.ours, found.peer_encode + found.peer_score
    lines = (
        f"{name}, {found.claims} claims; seconds of all cores:",
        f"  ours, reading, encoding and judging {found.candidates:,} pairs: {ours:.1f}",
        f"  ({found.candidates / ours:,.0f} pairs a second)",
        f"  sentence-transformers, cross-encoder over the {found.pairs:,} pairs with answered posts: {peer:.1f}",
        f"  ({found.pairs / peer:,.0f} pairs a second), {peer / ours:.1f} times as long",
        f"  all {found.all_pairs:,} pairs of the thread, ours after the pass: {found.all_ours:.1f}",
        f"  the cross-encoder: {found.all_peer:.0f}",
        f"  candidates labelled alike with the published encoder in torch: {found.equal:.1%}",
    )
    return "\n".join(lines) + "\n"


def to_json(rows: Sequence[Row], peers: dict[str, Comparison]) -> str:
    """Everything that was measured."""
    threads = [asdict(row) | {"ratio": row.ratio, "wall_ratio": row.wall_ratio} for row in rows]
    return json.dumps({"threads": threads, "peers": {name: asdict(peer) for name, peer in peers.items()}}, indent=1)
