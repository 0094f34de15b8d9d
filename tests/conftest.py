"""Fixtures and small makers that the tests share."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from argmap.datatypes import Claim, Kind, Link, Post, Span, Thread

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with development data beside the repository; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here: it holds data that the repository may not ship")
    return folder


@pytest.fixture(scope="session")
def demo(root: Path) -> Path:
    """The thread that the app starts with."""
    return root / "corpora" / "threads" / "lw01.thread.json"


class Graphs:
    """Makers of small argument graphs: claims are called c1, c2, ... and said by one speaker each."""

    @staticmethod
    def claims(base_scores: Sequence[float]) -> tuple[Claim, ...]:
        """One claim for each base score, c1 said in post p1, c2 in p2, ..."""
        return tuple(
            Claim(f"c{n}", f"Claim number {n}.", (Span(f"p{n}", 0, 15),), base_score=base)
            for n, base in enumerate(base_scores, 1)
        )

    @staticmethod
    def link(source: int, target: int, kind: Kind, confidence: float = 1.0) -> Link:
        """A link between two claims given by number."""
        return Link(f"l{source}-{target}-{kind}", f"c{source}", f"c{target}", kind, confidence)

    @staticmethod
    def thread(authors: Sequence[str | None]) -> Thread:
        """One post for each author, p1, p2, ..., each an answer to the first."""
        return Thread(
            tuple(
                Post(f"p{n}", f"Claim number {n}.", author, reply_to="p1" if n > 1 else None)
                for n, author in enumerate(authors, 1)
            )
        )


@pytest.fixture(scope="session")
def graphs() -> type[Graphs]:
    """The makers of small argument graphs."""
    return Graphs
