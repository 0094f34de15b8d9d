"""The command line with a language model: what is said before anything is sent, and the prompts written out."""

import json
import os
import subprocess
import sys

import pytest


def run(*arguments, cache, **env):
    """Run `argmap` as a user does, with a cache of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ARGMAP_LLM")}
    return subprocess.run(
        [sys.executable, "-m", "argmap", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**clean, "ARGMAP_CACHE": str(cache), **env},
        timeout=300,
    )


def test_prompts_are_written_out_and_nothing_is_sent(root, tmp_path):
    """`argmap prompts` writes the instructions and every window, and says how many tokens they can take at most."""
    done = run("prompts", root / "corpora/threads/hn02.thread.json", "--backend", "lexical", cache=tmp_path)
    assert done.returncode == 0, done.stderr
    windows = done.stdout.count("\n=== window ")
    assert done.stdout.startswith("=== instructions\n")
    assert done.stdout.count("READ NOW\nPost") == windows > 3
    assert done.stderr.startswith(f"{windows} windows, at most ")
    assert not any(tmp_path.iterdir())


def test_no_model_named_is_one_line(demo, tmp_path):
    """Without an address the line says what to give, before any model is loaded."""
    done = run("map", demo, "--backend", "llm", cache=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--llm-url and --llm-model" in done.stderr


@pytest.mark.slow
def test_the_command_says_where_the_text_goes_and_how_much_it_may_cost(root, server, tmp_path):
    """The line stands on standard error before the map; address and model may come from the environment."""
    thread = root / "corpora/threads/hn02.thread.json"
    options = ["--backend", "llm", "--max-tokens", "9000"]
    done = run("map", thread, *options, cache=tmp_path, ARGMAP_LLM_URL=server.url, ARGMAP_LLM_MODEL="scripted")
    assert done.returncode == 0, done.stderr
    assert f"goes to the model scripted at {server.url} (on this machine); at most 9,000 tokens." in done.stderr
    written = json.loads(done.stdout)
    assert written["run"]["backend"] == "llm"
    assert written["run"]["cost"]["answers"] == len(server.requests)


@pytest.mark.slow
def test_evaluate_prints_the_same_table(root, server, tmp_path):
    """`argmap evaluate --backend llm` has the rows that the other backends have."""
    threads, gold = tmp_path / "threads", tmp_path / "gold"
    for folder, name in ((threads, "hn02.thread.json"), (gold, "hn02.gold.json")):
        folder.mkdir()
        (folder / name).write_bytes((root / "corpora" / folder.name / name).read_bytes())
    tables = [
        run("evaluate", "--threads", threads, "--gold", gold, "--backend", *backend, cache=tmp_path)
        for backend in (["lexical"], ["llm", "--llm-url", server.url, "--llm-model", "scripted"])
    ]
    assert [done.returncode for done in tables] == [0, 0], tables[1].stderr
    rows = [[line[:24] for line in done.stdout.splitlines()] for done in tables]
    assert rows[0] == rows[1]
    assert len(rows[0]) > 5
