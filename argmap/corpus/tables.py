"""The maps of a run as one dataset: claims, links, cruxes and failures, JSON lines, and Parquet where pyarrow is."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from argmap.corpus.plan import Task

Record = dict[str, Any]

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "claims": {
        "thread": "string", "claim": "string", "text": "string", "post": "string", "start": "int64", "end": "int64",
        "author": "string", "mentions": "int64", "base_score": "double", "strength": "double", "main": "bool",
        "directions": "list", "supports": "int64", "objections": "int64",
    },
    "links": {
        "thread": "string", "link": "string", "source": "string", "target": "string", "kind": "string",
        "confidence": "double",
    },
    "cruxes": {
        "thread": "string", "rank": "int64", "claim": "string", "about": "string", "text": "string", "score": "double",
        "swing": "double", "contest": "double", "flips": "bool", "double": "bool",
    },
    "failures": {"thread": "string", "why": "string"},
}  # fmt: skip
"""The columns of each table, and their types in Parquet."""


def write_tables(tasks: Sequence[Task], out: Path) -> None:
    """Writes every table anew from the tasks' files, a thread at a time: the order of the work leaves no mark."""
    makers: Mapping[str, Callable[[Task, Path], Iterator[Record]]] = {
        "claims": lambda task, out: claim_rows(task.name, read_map(task, out)),
        "links": lambda task, out: link_rows(task.name, read_map(task, out)),
        "cruxes": lambda task, out: crux_rows(task.name, read_map(task, out)),
        "failures": failure_rows,
    }
    for table, rows_of in makers.items():
        write_json_lines(out / f"{table}.jsonl", (row for task in tasks for row in rows_of(task, out)))
        if find_spec("pyarrow") is not None:
            write_parquet(out / f"{table}.parquet", COLUMNS[table], (list(rows_of(task, out)) for task in tasks))


def read_map(task: Task, out: Path) -> Record | None:
    """The map of a task as JSON values, None where it failed."""
    path = task.map_in(out)
    found: Record | None = json.loads(path.read_text("utf-8")) if path.exists() else None
    return found


def claim_rows(thread: str, found: Record | None) -> Iterator[Record]:
    """A row for each claim."""
    authors = {post["id"]: post.get("author") for post in found["thread"]["posts"]} if found else {}
    for claim in found["claims"] if found else ():
        first = claim["mentions"][0]
        yield {
            "thread": thread,
            "claim": claim["id"],
            "text": claim["text"],
            **{name: first[name] for name in ("post", "start", "end")},
            "author": authors[first["post"]],
            "mentions": len(claim["mentions"]),
            **{name: claim[name] for name in ("base_score", "strength", "main", "directions")},
            "supports": len(claim["supports"]),
            "objections": len(claim["objections"]),
        }


def link_rows(thread: str, found: Record | None) -> Iterator[Record]:
    """A row for each link."""
    for link in found["links"] if found else ():
        yield {
            "thread": thread,
            "link": link["id"],
            **{name: link[name] for name in ("source", "target", "kind", "confidence")},
        }


def crux_rows(thread: str, found: Record | None) -> Iterator[Record]:
    """A row for each crux of the main claims, best first."""
    texts = {claim["id"]: claim["text"] for claim in found["claims"]} if found else {}
    for rank, crux in enumerate(found["cruxes"] if found else (), 1):
        kept = {name: crux[name] for name in ("score", "swing", "contest", "flips", "double")}
        claim = {"claim": crux["claim"], "about": crux["about"], "text": texts[crux["claim"]]}
        yield {"thread": thread, "rank": rank, **claim, **kept}


def failure_rows(task: Task, out: Path) -> Iterator[Record]:
    """A row for a thread that could not be mapped."""
    path = task.failure_in(out)
    if path.exists():
        yield json.loads(path.read_text("utf-8"))


def write_json_lines(path: Path, rows: Iterator[Record]) -> None:
    """Writes a row a line, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    unfinished.replace(path)


def write_parquet(path: Path, columns: Mapping[str, str], groups: Iterator[list[Record]]) -> None:
    """Writes the rows of each thread as they come, whole or not at all."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    types = {"string": pa.string(), "int64": pa.int64(), "double": pa.float64(), "bool": pa.bool_()}
    types["list"] = pa.list_(pa.string())
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with ParquetWriter(unfinished, schema) as file:
        for rows in groups:
            if rows:
                file.write_table(pa.Table.from_pylist(rows, schema=schema))
    unfinished.replace(path)
