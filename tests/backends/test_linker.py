"""The linker of models/: which trees judge a pair, and what they are told of its claims."""

import json
import shutil

import numpy as np
import pytest

from argmap.backends.linker import BETWEEN, WITHIN, WORDS_WEIGHT, inner_rows, load_linker, traits_of
from argmap.backends.weights import open_forest, open_session, read_weights
from argmap.errors import ModelError
from argmap.mapping.links.evidence import EVIDENCE
from argmap.mapping.links.manner import MANNERS

SIZE = 384
ROWS = np.zeros((4, len(EVIDENCE)), dtype=np.float32)
ROWS[:2, EVIDENCE.index("same_post")] = 1
NO_WORDS = np.zeros(4, dtype=np.float32)


@pytest.fixture(scope="module")
def linker(root):
    return load_linker(root / "models" / "linker")


@pytest.fixture(scope="module")
def traits(linker):
    """Of four units, their vectors alike."""
    units = ["We should tax land.", "because it cannot move", "In 2019 they tried.", "You are wrong."]
    return traits_of(units, np.full((4, SIZE), 0.1, dtype=np.float32), linker.roles)


def test_how_the_two_speak_counts_inside_a_post_only(linker, traits):
    """Other traits change the scores of pairs inside a post, and those of pairs between posts never."""
    as_is = linker.judge(traits, traits[::-1], ROWS, NO_WORDS)
    turned = linker.judge(traits[::-1], traits, ROWS, NO_WORDS)
    assert (as_is[:2] != turned[:2]).any()
    assert (as_is[2:] == turned[2:]).all()


def test_the_words_of_the_parser_add_to_every_score(linker, traits):
    """By their weight, times the scale of the pair's trees."""
    plain = linker.judge(traits, traits, ROWS, NO_WORDS)
    more = linker.judge(traits, traits, ROWS, NO_WORDS + 2)
    for part, name in ((slice(0, 2), WITHIN), (slice(2, 4), BETWEEN)):
        assert np.allclose(more[part] - plain[part], 2 * WORDS_WEIGHT * linker.scales[name][0], atol=1e-5)


def test_the_traits_are_manner_and_roles_and_both_ways_differ(linker, traits):
    """A row is as wide as its parts; source and target are not the same."""
    assert traits.shape == (4, len(MANNERS) + linker.roles.bias.shape[0])
    rows = inner_rows(ROWS[:1], traits[:1], traits[1:2])
    assert rows.shape == (1, len(EVIDENCE) + 3 * traits.shape[1])
    assert (rows != inner_rows(ROWS[:1], traits[1:2], traits[:1])).any()


def test_no_pairs_are_no_scores(linker, traits):
    """Also where all pairs are of one sort."""
    assert linker.judge(traits[:0], traits[:0], ROWS[:0], NO_WORDS[:0]).shape == (0,)
    assert np.isfinite(linker.judge(traits[2:], traits[2:], ROWS[2:], NO_WORDS[2:])).all()


def test_a_damaged_file_is_named(root, tmp_path):
    """Every file is held to the card."""
    folder = tmp_path / "linker"
    shutil.copytree(root / "models" / "linker", folder)
    for name in json.loads((folder / "card.json").read_text("utf-8"))["sha256"]:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[:-1])
        with pytest.raises(ModelError, match=name):
            load_linker(folder)
        (folder / name).write_bytes(whole)


def test_trees_find_their_columns_by_name(root):
    """Columns that are computed in another order, or others beside them, change no score."""
    weights = read_weights(root / "models" / "linker")
    rows = np.random.default_rng(0).normal(size=(9, len(EVIDENCE))).astype(np.float32)
    shuffled = np.random.default_rng(1).permutation(len(EVIDENCE))
    other = np.hstack([rows[:, shuffled], np.ones((9, 1), dtype=np.float32)])
    forest = open_forest(weights, BETWEEN, [*(EVIDENCE[i] for i in shuffled), "something_new"])
    assert (forest.scores(other) == open_forest(weights, BETWEEN, EVIDENCE).scores(rows)).all()


def test_a_column_that_is_not_computed_is_named(root):
    """Weights of another version are refused in one line instead of being fed the wrong columns."""
    weights = read_weights(root / "models" / "linker")
    with pytest.raises(ModelError, match=r"linker.*distance"):
        open_forest(weights, BETWEEN, [name for name in EVIDENCE if name != "distance"])


@pytest.mark.parametrize("name", ["clauses", "judge", "linker", "parser"])
def test_every_card_names_the_columns_of_its_graphs(root, name):
    """No name stands twice, and the list is as long as the graph is wide."""
    weights = read_weights(root / "models" / name)
    for file, columns in weights.card["columns"].items():
        rows = next(given for given in open_session(weights.files[file]).get_inputs() if given.name == "rows")
        assert len(set(columns)) == len(columns) == rows.shape[1]
