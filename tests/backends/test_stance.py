"""The model of stances that ships: probabilities, thanks and objections told apart, another version refused."""

import json
import shutil

import pytest

from argmap.backends.neural import load_minilm
from argmap.backends.stance import HEADS, LinearStancer
from argmap.datatypes import StanceKind
from argmap.errors import ModelError
from argmap.stages import Reply

POST = "The old bridge should be closed to cars. It was never built for this much traffic."


def reply(own: str) -> Reply:
    """A reply to the post."""
    return Reply(own, "", POST, same_speaker=False, answers_opening=True)


@pytest.fixture(scope="module")
def stancer(root):
    """The model with its encoder."""
    return LinearStancer(root / "models" / "stance", load_minilm())


def test_what_replies_do_is_told_apart(stancer):
    """Plain cases of each kind; the rows are probabilities."""
    rows = stancer.judge(
        [
            reply("No, that is wrong. It has carried lorries for fifty years, and closing it would kill the shops."),
            reply("Exactly. I agree, and the council's own survey found cracks in two of the arches."),
            reply("Thanks, this is really useful!"),
        ]
    )
    assert rows.shape == (3, 4)
    assert rows.sum(axis=1) == pytest.approx(1, abs=1e-5)
    kinds = [list(StanceKind)[i] for i in rows.argmax(axis=1)]
    assert kinds == [StanceKind.OBJECTS, StanceKind.SUPPORTS, StanceKind.NEITHER]


def test_no_replies_are_no_rows(stancer):
    """Also where a thread is one post."""
    assert stancer.judge([]).shape == (0, 4)


def test_a_model_of_other_features_is_refused(root, tmp_path):
    """In one line that names it."""
    folder = tmp_path / "stance"
    shutil.copytree(root / "models" / "stance", folder)
    card = json.loads((folder / "card.json").read_text("utf-8"))
    card["columns"][HEADS][0] = "something_new"
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match=r"argmap stance.*other features"):
        LinearStancer(folder, load_minilm())
