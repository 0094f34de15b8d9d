"""Reads a careful reader's annotation of a thread (the files of corpora/gold)."""

import json
from pathlib import Path

from argmap.datatypes import Span, Thread
from argmap.errors import InputError
from argmap.quality.evaluation import Annotation
from argmap.readers import read_thread


def read_annotation(path: str | Path, thread: Thread) -> Annotation:
    """The annotation in a JSON file, its quotes found in the thread.

    Raises:
        InputError: the file is not an annotation of this thread.
    """
    try:
        data = json.loads(Path(path).read_text("utf-8"))
        claims = {row["id"]: span_of(row["post"], row["quote"], thread, str(path)) for row in data["claims"]}
        links = {(row["source"], row["target"]): row["kind"] for row in data["links"]}
        directions = {row["id"]: frozenset(row["directions"]) for row in data["claims"] if "directions" in row}
        cruxes = tuple(data["cruxes"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"is not an annotation of a thread ({error!r})", source=str(path)) from None
    return Annotation(
        claims=claims,
        links={key: kind for key, kind in links.items() if kind != "rephrase"},
        restatements=tuple(key for key, kind in links.items() if kind == "rephrase"),
        cruxes=cruxes,
        directions=directions,
        main=tuple(name for name in data.get("main", ()) if name in claims),
    )


def span_of(post: str, quote: str, thread: Thread, source: str) -> Span:
    """Where a quote stands in its post."""
    start = thread.by_id[post].text.find(quote) if post in thread.by_id else -1
    if start < 0:
        raise InputError(f"post {post} of the thread does not say {quote[:40]!r}", source=source)
    return Span(post, start, start + len(quote))


def read_annotated(threads: Path, annotations: Path) -> list[tuple[Thread, Annotation]]:
    """The threads of one folder (`ID.thread.json`) that have an annotation in the other (`ID.gold.json`), by id.

    Raises:
        InputError: there is none, or a file cannot be read.
    """
    names = sorted(path.name.removesuffix(".gold.json") for path in annotations.glob("*.gold.json"))
    found = [read_thread(path) for name in names if (path := threads / f"{name}.thread.json").exists()]
    if not found:
        raise InputError(
            "has no annotated thread: give a folder with ID.thread.json and ID.gold.json", source=str(threads)
        )
    return [(thread, read_annotation(annotations / f"{thread.id}.gold.json", thread)) for thread in found]
