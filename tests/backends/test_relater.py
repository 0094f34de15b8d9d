"""Relaters, argmap's own and one of the user's choice: what they say of pairs, and what that changes in a map."""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from argmap.backends import load_backend
from argmap.backends.cache import Store
from argmap.backends.neural import MODELS
from argmap.backends.related import MOST_ASKED, RelatedParser, joined, likeliest
from argmap.backends.relater import GRAPH, PairRelater, columns_of
from argmap.cli import argmap
from argmap.corpus.plan import Recipe
from argmap.corpus.work import map_one
from argmap.errors import ModelError
from argmap.mapping.links.evidence import EVIDENCE

UNITS = ("Cats are good pets.", "Cats sleep all day.", "No, cats scratch.")
PAIRS = [(1, 0), (2, 0), (2, 1)]


class Fixed:
    """A relater that says the same of every pair, and notes what it was asked."""

    def __init__(self, *row):
        self.row, self.asked = row, []

    def relate(self, pairs):
        """See `argmap.stages.Relater`."""
        self.asked += pairs
        return np.tile(np.array(self.row, dtype=np.float32), (len(pairs), 1))


class Leaning:
    """A parser, and its reading, that finds every pair likely and takes the last one for an objection."""

    claim_scores = np.zeros(len(UNITS), dtype=np.float32)

    def read(self, units, windows):
        """See `argmap.stages.Parser`."""
        return self

    def judge(self, pairs, rows):
        """See `argmap.stages.Reading`."""
        return np.zeros(len(pairs), dtype=np.float32), np.array([0.3, 0.6, 0.9], dtype=np.float32)


def judged(relater):
    """What a parser alone and with a relater says of the pairs."""
    rows = np.zeros((len(PAIRS), len(EVIDENCE)), dtype=np.float32)
    return Leaning().judge(PAIRS, rows), RelatedParser(Leaning(), relater).read(UNITS, []).judge(PAIRS, rows)


def test_where_a_claim_attaches_stays_with_the_parser():
    """Only the kinds move, towards what the relater says, and only where the parser is in doubt."""
    for row, towards in (((0.1, 0.8, 0.1), 1), ((0.8, 0.1, 0.1), -1)):
        (attach, objects), (same, moved) = judged(Fixed(*row))
        assert same.tolist() == attach.tolist()
        assert np.sign(moved - objects).tolist() == [towards, towards, 0]


def test_who_sees_no_relation_changes_nothing():
    """A pair without a relation has no kind to speak of; neither has an even split."""
    objects = np.array([0.2, 0.9], dtype=np.float32)
    for row in ((0.0, 0.0, 1.0), (0.3, 0.3, 0.4)):
        assert joined(objects, np.array([row, row], dtype=np.float32)) == pytest.approx(objects, abs=1e-6)


def test_the_relater_is_asked_source_first_and_only_of_the_likeliest():
    """It gets texts, the source first; of each source's targets at most MOST_ASKED, none that is unlikely or sure."""
    relater = Fixed(0.4, 0.3, 0.3)
    judged(relater)
    assert relater.asked == [(UNITS[i], UNITS[j]) for i, j in PAIRS[:2]]
    pairs = [(9, n) for n in range(6)] + [(8, 0), (8, 1)]
    assert likeliest(pairs, np.array([0, 5, 1, 4, 3, 2, -9, 0], dtype=np.float32)) == [1, 3, 4, 7]
    assert MOST_ASKED == 3


@pytest.fixture(scope="module")
def own():
    """The relater that ships, which remembers nothing."""
    return PairRelater(MODELS / "relater", Store(Path(os.devnull) / "nowhere"))


def test_the_shipped_relater_tells_support_from_objection(own):
    """A pair the other way round is another pair; rows are probabilities, whatever the texts are."""
    target = "The council should build the new bridge."
    pairs = [
        ("A new bridge would save everyone an hour a day.", target),
        ("No, a new bridge would be a waste of money.", target),
        (target, "No, a new bridge would be a waste of money."),
        ("", "Cats."),
        ("So " * 200, "it goes. " * 200),
    ]
    found = own.relate(pairs)
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    support, objection, _ = found.T
    assert support[0] > objection[0]
    assert objection[1] > support[1]
    assert abs(found[1] - found[2]).max() > 0.01
    assert own.relate([]).shape == (0, 3)


def test_a_pair_is_read_once(tmp_path, monkeypatch):
    """It has the same answer alone, among others and remembered."""
    relater = PairRelater(MODELS / "relater", Store(tmp_path / "kept.sqlite3"))
    pairs = [(UNITS[i], UNITS[j]) for i, j in PAIRS]
    alone, among = relater.relate(pairs[:1]), relater.relate(pairs)
    assert np.array_equal(alone[0], among[0])
    monkeypatch.setattr(relater, "_read", lambda _: pytest.fail("read again"))
    assert np.array_equal(relater.relate(pairs), among)


def test_a_damaged_relater_is_refused(tmp_path):
    """The file is named."""
    shutil.copytree(MODELS / "relater", tmp_path / "relater")
    (tmp_path / "relater" / GRAPH).write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"relater\.onnx is damaged"):
        PairRelater(tmp_path / "relater")


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (("contradiction", "entailment", "neutral"), [1, 0, 2]),
        (("SUPPORT", "ATTACK", "NONE"), [0, 1, 2]),
        (("neutral", "objection", "support"), [2, 1, 0]),
    ],
)
def test_labels_are_known_by_how_they_begin(labels, columns):
    """Those of stance models and of natural language inference."""
    assert columns_of(labels, "x") == columns


@pytest.mark.parametrize("labels", [("LABEL_0",), ("entailment", "not_entailment"), ("pro", "support", "con", "none")])
def test_other_labels_are_refused_in_one_line(labels):
    """A ranker's single score, two classes, or two labels of one meaning say no kind."""
    with pytest.raises(ModelError, match=f"{labels[0]}.*support, objection and none"):
        columns_of(labels, "x")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A tiny cross-encoder, its weights drawn by a fixed seed, in a directory as sentence-transformers reads it."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    where = tmp_path_factory.mktemp("relater")
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    labels = {0: "contradiction", 1: "entailment", 2: "neutral"}
    config = BertConfig(**shape, id2label=labels, label2id={label: n for n, label in labels.items()})
    BertForSequenceClassification(config).save_pretrained(where)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(MODELS / "encoder" / "tokenizer.json"), pad_token="[PAD]", model_max_length=128
    )
    tokenizer.save_pretrained(where)
    return where


@pytest.mark.slow
def test_a_directory_is_loaded_used_and_named(folder, root):
    """A cross-encoder from a directory gives probabilities, and stands in the record of a map."""
    relater = load_backend("lexical", relater=str(folder)).relater
    found = relater.relate([(UNITS[1], UNITS[0]), (UNITS[2], UNITS[0])])
    assert found.shape == (2, 3)
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    thread = root / "corpora" / "threads" / "hn02.thread.json"
    done = CliRunner().invoke(argmap, ["map", str(thread), "--backend", "lexical", "--relater", str(folder)])
    assert json.loads(done.stdout)["run"]["models"] == {"relater": str(folder)}
    archived = map_one(thread.name, thread.read_bytes(), Recipe("lexical", relater=str(folder)))
    assert json.loads(archived.text)["run"]["models"] == {"relater": str(folder)}


@pytest.mark.slow
def test_a_relater_that_is_not_there_is_one_line(tmp_path):
    """The line names it."""
    with pytest.raises(ModelError, match="no relater"):
        load_backend("lexical", relater=str(tmp_path))


@pytest.mark.slow
def test_doctor_loads_what_the_options_name(folder):
    """`argmap doctor --relater DIR` says that it loads."""
    done = CliRunner().invoke(argmap, ["doctor", "--relater", str(folder)])
    assert done.exit_code == 0, done.output
    assert f"relater: {folder} loads" in done.output
