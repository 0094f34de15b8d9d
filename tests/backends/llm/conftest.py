"""A scripted server, and the lexical backend with a language model at that server beside it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # scripted.py, as test modules are imported each by its own file

pytest.importorskip("httpx", reason='the language model needs pip install -e ".[llm]"')

from scripted import Scripted, serving

from argmap.backends import load_backend
from argmap.backends.llm import load_llm
from argmap.settings import LlmSettings
from argmap.stages import Backend


@pytest.fixture
def server() -> Iterator[Scripted]:
    """A server that answers as a plain reader would, where the test scripts nothing else."""
    with serving() as server:
        yield server


@pytest.fixture
def llm(server: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Backend]:
    """Makes the backend: lexical beneath, impatient, and with a cache of its own."""
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    for name in ("ARGMAP_LLM_KEY", "ARGMAP_LLM_URL", "ARGMAP_LLM_MODEL"):
        monkeypatch.delenv(name, raising=False)

    def made(**settings: object) -> Backend:
        impatient = {"url": server.url, "model": "scripted", "timeout": 5.0, "pause": 0.01, **settings}
        return load_llm(LlmSettings(**impatient), load_backend("lexical"))

    return made
