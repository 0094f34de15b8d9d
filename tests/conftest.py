"""Fixtures and small makers that the tests share."""

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from argmap.datatypes import (
    Answer,
    ArgumentMap,
    Break,
    Claim,
    Crux,
    Dropped,
    Guess,
    Kind,
    Link,
    Post,
    Quote,
    Run,
    Source,
    Span,
    Thread,
)

settings.register_profile("argmap", deadline=None)  # no test is timed: a busy machine must not fail one
settings.load_profile("argmap")

ROOT = Path(__file__).parent.parent
GUESS = Guess(0.9, (Break(23, 0.25),), (Answer("p2", 0.75), Answer("p1", 0.2)))
"""Of a post whose start and answer were guessed."""


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of the tests' own: they neither read nor write the user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGMAP_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def library_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no process that one starts, touches the user's library of maps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGMAP_DATA", str(tmp_path_factory.mktemp("data")))
        yield


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


class Ports:
    """Ports of this machine, for servers in processes of their own."""

    @staticmethod
    def free() -> int:
        """One that nobody listens at."""
        with socket.socket() as line:
            line.bind(("localhost", 0))
            return int(line.getsockname()[1])

    @staticmethod
    def answers(port: int) -> bool:
        """Whether somebody listens at it."""
        with socket.socket() as line:
            line.settimeout(1)
            return line.connect_ex(("localhost", port)) == 0

    @staticmethod
    def wait(port: int, process: "subprocess.Popen[bytes]", log: Path | None = None) -> None:
        """Returns when the process listens at it; fails where it has ended, telling its log, or is late."""
        end = time.monotonic() + 120
        while not Ports.answers(port):
            assert process.poll() is None, log.read_text("utf-8") if log else "the server has ended"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def ports() -> type[Ports]:
    """The ports of this machine."""
    return Ports


@pytest.fixture
def small_map() -> ArgumentMap:
    """Both kinds of link, a claim with two mentions, cruxes, one known and two unknown authors."""
    posts = (
        Post(
            "p1",
            "Cats are good pets. They are quiet. They need little.",
            "Ann",
            created_at="2024-01-02T03:04:05Z",
            score=7,
        ),
        Post("p2", "> They are quiet\n\nThey are not quiet at night.", None, "p1", quotes=(Quote(2, 16, "p1"),)),
        Post("p3", "Mine sleeps all night. Cats are good pets!", None, "p2", source=Source(100, 142), guess=GUESS),
    )
    claims = (
        Claim("c1", "Cats are good pets.", (Span("p1", 0, 19), Span("p3", 23, 42)), 0.6, ("policy",), ("Pets",)),
        Claim("c2", "They are quiet.", (Span("p1", 20, 35),), 0.55, ("policy", "myopia")),
        Claim("c3", "They need little.", (Span("p1", 36, 53),), 0.5),
        Claim("c4", "They are not quiet at night.", (Span("p2", 18, 46),), 0.5),
        Claim("c5", "Mine sleeps all night.", (Span("p3", 0, 22),), 0.45),
    )
    links = (
        Link("l1", "c2", "c1", Kind.SUPPORT, 0.9),
        Link("l2", "c3", "c1", Kind.SUPPORT, 0.7),
        Link("l3", "c4", "c2", Kind.OBJECTION, 0.8),
        Link("l4", "c5", "c4", Kind.OBJECTION, 0.75),
    )
    cruxes = (
        Crux("c2", "c1", 0.3, 0.3, 1.0, True, False, 0.78, 0.48, ("Ann",), ("p2",)),
        Crux("c4", "c1", 0.1, -0.1, 1.0, False, True, 0.68, 0.78, ("p2",), ("p3",)),
    )
    return ArgumentMap(
        thread=Thread(posts, "cats", "Cats & dogs", "https://example.com/t/1", (Dropped("post", "deleted", 1),)),
        claims=claims,
        links=links,
        strengths={"c1": 0.75, "c2": 0.4, "c3": 0.5, "c4": 0.333333333333333, "c5": 0.45},
        main=("c1",),
        cruxes=cruxes,
        claim_cruxes={"c1": ("c2", "c4"), "c2": ("c4",), "c3": (), "c4": ("c5",), "c5": ()},
        run=Run(
            argmap="0.1.0",
            backend="lexical",
            models={"relater": "cue words"},
            settings={"min_link": 0.1, "max_main": 6, "name": "x"},
            dropped=(Dropped("unit", "a greeting", 2),),
        ),
    )
