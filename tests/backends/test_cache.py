"""The cache of readings: the same map as without, what is new alone is read, and nothing in it can fail a map."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

import argmap
from argmap.backends.cache import Store
from argmap.backends.encoder import SentenceEncoder
from argmap.backends.neural import load_neural
from argmap.backends.parser import NeuralParser
from argmap.cli import argmap as command
from argmap.datatypes import Thread


class Model:
    """Answers with the bytes of the question reversed, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def answers(self, store, questions, name="model"):
        """The store's answers, what is missing asked of this model."""

        def make(missing):
            self.asked += [questions[i] for i in missing]
            return [questions[i].encode()[::-1] for i in missing]

        return store.answers(name, questions, make)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "kept.sqlite3")


def test_a_question_is_asked_once(store):
    """What was asked before is remembered, in the order asked for, also by another store of the same file."""
    model = Model()
    assert model.answers(store, ["one", "two", "one"]) == [b"eno", b"owt", b"eno"]
    assert model.answers(Store(store.path), ["three", "two"]) == [b"eerht", b"owt"]
    assert model.asked == ["one", "two", "three"]


def test_another_model_is_asked_anew(store):
    """An answer belongs to the model that gave it."""
    model = Model()
    model.answers(store, ["one"], "old weights")
    model.answers(store, ["one"], "new weights")
    assert model.asked == ["one", "one"]


def test_the_file_is_bounded_and_old_answers_go_first(tmp_path):
    """However much is asked, the file holds no more than allowed and one batch; the last questions are still known."""
    store, model = Store(tmp_path / "kept.sqlite3", most_bytes=200_000), Model()
    for first in range(0, 2000, 100):
        model.answers(store, [f"{n} {'x' * 1000}" for n in range(first, first + 100)])
    assert store.size() < 1_000_000
    model.asked.clear()
    model.answers(store, [f"1999 {'x' * 1000}", f"0 {'x' * 1000}"])
    assert [text.split()[0] for text in model.asked] == ["0"]


def test_a_damaged_answer_is_made_again(store):
    """A byte that has changed on disk is noticed."""
    model = Model()
    model.answers(store, ["one"])
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE kept SET answer = x'00'")
    database.close()
    assert model.answers(store, ["one"]) == [b"eno"]
    assert model.asked == ["one", "one"]


def test_a_file_that_is_no_database_is_begun_anew(store):
    """Nor does a folder that cannot be written stop anything."""
    model = Model()
    store.path.write_bytes(b"no database " * 1000)
    assert model.answers(store, ["one"]) == [b"eno"]
    assert model.answers(store, ["one"]) == [b"eno"]
    assert model.answers(store, ["one"]) == [b"eno"]
    assert len(model.asked) < 3
    assert model.answers(Store(store.path / "below a file"), ["two"]) == [b"owt"]


def test_several_processes_keep_and_find_at_once(tmp_path):
    """Two processes and four threads write and read the same questions: all get the right answers, none is lost."""
    program = (
        "import sys; from pathlib import Path; from argmap.backends.cache import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for turn in range(20):\n"
        "    texts = [str(n) for n in range(turn * 10, turn * 10 + 50)]\n"
        "    found = store.answers('m', texts, lambda missing: [texts[i].encode() for i in missing])\n"
        "    assert found == [text.encode() for text in texts]\n"
    )
    path = tmp_path / "kept.sqlite3"
    children = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda n: Model().answers(Store(path), [f"{n}", f"{n + 1}"], "t"), range(40)))
    assert rows == [[f"{n}".encode()[::-1], f"{n + 1}".encode()[::-1]] for n in range(40)]
    assert [child.wait(timeout=60) for child in children] == [0, 0]
    model = Model()
    model.answers(Store(path), [str(n) for n in range(240)], "m")
    assert model.asked == []


def test_off_keeps_nothing(monkeypatch):
    """ARGMAP_CACHE=off asks every time."""
    monkeypatch.setenv("ARGMAP_CACHE", "off")
    model = Model()
    model.answers(Store(), ["one"])
    model.answers(Store(), ["one"])
    assert model.asked == ["one", "one"]
    assert CliRunner().invoke(command, ["cache"]).output == "off\n"


def test_the_command_says_what_is_kept_and_forgets_it(monkeypatch, tmp_path):
    """`argmap cache` and `argmap cache clear`."""
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path))
    Model().answers(Store(), ["one"])
    assert "0.0 MB\n" in CliRunner().invoke(command, ["cache"]).output
    assert "forgotten" in CliRunner().invoke(command, ["cache", "clear"]).output
    assert Store().size() == 0


def test_models_give_the_same_bits_remembered_or_not(root, store, tmp_path):
    """Vectors and claim scores, half of them remembered, are those that a cold run gives."""
    texts = ["Debate helps weak judges.", "It does not help at all.", "Rome was dry all week.", "Nobody has the money."]
    encoder = SentenceEncoder(root / "models" / "encoder", store)
    encoder.encode(texts[1:3])
    cold = SentenceEncoder(root / "models" / "encoder", Store(tmp_path / "other"))
    assert (encoder.encode(texts) == cold.encode(texts)).all()
    parser = NeuralParser(root / "models" / "parser", store=store)
    parser.read(texts[:2], [(0, 1)])
    fresh = NeuralParser(root / "models" / "parser", store=Store(tmp_path / "other"))
    windows = [(0, 1), (2, 3)]
    assert np.array_equal(parser.read(texts, windows).claim_scores, fresh.read(texts, windows).claim_scores)


@pytest.mark.slow
def test_a_grown_thread_has_the_map_of_a_cold_run(root, monkeypatch, tmp_path):
    """After five posts more, the remembered and the cold map are the same, byte for byte."""
    whole = argmap.read_thread(root / "corpora" / "threads" / "ev01.thread.json")
    before = replace(whole, posts=whole.posts[:-5])
    backend = load_neural()

    def mapped(thread: Thread, cache: str) -> str:
        monkeypatch.setenv("ARGMAP_CACHE", cache)
        return argmap.to_json(argmap.analyze(thread, backend=backend))

    mapped(before, str(tmp_path / "warm"))
    assert mapped(whole, str(tmp_path / "warm")) == mapped(whole, "off")
