"""Reads the training corpora into the values that the trainers work on; nothing here is copied into the project."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argmap.datatypes import Claim, Kind, Post, Quote, Span, Thread
from argmap.quality.exam.threads import gold_files

WRITTEN_DEV = ("lw03", "lw06", "hn03", "hn06", "ev03", "ev06")
"""The written threads that are kept for choosing."""


@dataclass(frozen=True)
class Gold:
    """An annotated thread: its claims in reading order, and its links as (source, target, kind), by index."""

    thread: Thread
    claims: tuple[Claim, ...]
    links: tuple[tuple[int, int, Kind], ...]


def gold_of(thread: dict[str, Any], annotation: dict[str, Any]) -> Gold:
    """An annotated thread from the two JSON documents; restatement links are left out, their claims kept apart."""
    posts = tuple(
        Post(
            id=post["id"],
            text=post["text"],
            author=post.get("author"),
            reply_to=post.get("reply_to"),
            score=post.get("score"),
            quotes=tuple(Quote(q["start"], q["end"], q.get("post")) for q in post.get("quotes", ())),
        )
        for post in thread["posts"]
    )
    order = {post.id: i for i, post in enumerate(posts)}
    texts = {post.id: post.text for post in posts}
    rows = sorted(annotation["claims"], key=lambda row: (order[row["post"]], texts[row["post"]].find(row["quote"])))
    claims = []
    for i, row in enumerate(rows, start=1):
        start = texts[row["post"]].find(row["quote"])
        span = Span(row["post"], start, start + len(row["quote"]))
        claims.append(Claim(f"c{i}", " ".join(row["quote"].split()), (span,)))
    index = {row["id"]: i for i, row in enumerate(rows)}
    links = tuple(
        (index[link["source"]], index[link["target"]], Kind(link["kind"]))
        for link in annotation["links"]
        if link["kind"] != "rephrase"
    )
    return Gold(Thread(posts, thread.get("id", "thread"), thread.get("title")), tuple(claims), links)


def read_gold(data: Path, split: str) -> list[Gold]:
    """The annotated threads of one split ("train" or "dev"), the written ones not among them."""
    return [
        gold_of(json.loads(thread.read_text("utf-8")), json.loads(annotation.read_text("utf-8")))
        for thread, annotation in gold_files(data / "gold", split)
    ]


def read_written(data: Path, names: tuple[str, ...]) -> list[Gold]:
    """Threads written for this project, by name."""
    folder = data / "written"
    return [
        gold_of(
            json.loads((folder / f"{name}.thread.json").read_text("utf-8")),
            json.loads((folder / f"{name}.gold.json").read_text("utf-8")),
        )
        for name in names
    ]
