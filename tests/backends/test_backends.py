"""The backends: what segmenters promise, how the parser reads, and what is said when a model is damaged."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from argmap.backends import load_backend
from argmap.backends.brackets import held_in
from argmap.backends.encoder import SentenceEncoder
from argmap.backends.lexical import LexicalSegmenter
from argmap.backends.parser import NeuralParser
from argmap.backends.weights import THREADS, read_weights
from argmap.datatypes import Post, Thread
from argmap.errors import ArgmapError, ModelError
from argmap.mapping.links.evidence import EVIDENCE
from argmap.pipeline import analyze

TEXTS = [
    "Debate helps the weakest of our judges find the truth, but it does nothing at all about the inner alignment.",
    "Life as pure energy is clearly wrong to me, a fresh corpse still has masses of energy in it.",
    "The plan fails because nobody has the money for it.",
    "Simply not true in any way.",
    "",
    "🙂 ok \u202e weird “quotes” (and a bracket",
]


@pytest.fixture(scope="module")
def parser(root):
    return NeuralParser(root / "models" / "parser")


@pytest.fixture(scope="module")
def spacy_segmenter():
    return load_backend("neural").segmenter


COSTS = (
    "The plan will cost us a great deal of money every year, and nobody has explained where all of it is to come from."
)
BLAME = (
    "Blame those in office for the rubbish that is the law here, but I cannot see how that helps anyone this winter."
)


def pieces(segmenter, text):
    (stretches,) = segmenter.split([text])
    return [text[s.start : s.end] for s in stretches]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXTS[2], [TEXTS[2]]),
        (TEXTS[3], [TEXTS[3]]),
        (COSTS, [COSTS[:54], COSTS[60:]]),
        (BLAME, [BLAME[:58], BLAME[64:]]),
    ],
)
def test_clauses_that_could_stand_alone_are_cut_apart(text, found, spacy_segmenter):
    """Joined clauses that say two things are stretches of their own, without the joint; a short reason stays."""
    assert pieces(spacy_segmenter, text) == found


SHORT = ("Cars kill people.", "God exists.", "Guns save lives.", "Debate is good.")


@pytest.mark.slow
def test_short_clauses_that_say_something_of_a_named_subject_are_plain(spacy_segmenter):
    """A clause about a named subject is plain however short; one about "it", a question, a lead and a request not."""
    others = ["It is good.", "Who are cars?", "The problem is:", "Go away now."]
    marks = [stretch.plain for (stretch,) in spacy_segmenter.split([*SHORT, *others])]
    assert marks == [True] * len(SHORT) + [False] * len(others)


@pytest.mark.slow
@pytest.mark.parametrize("text", SHORT)
def test_short_claims_are_claims_of_a_map(text):
    """They stand on the map of a thread that says little else."""
    posts = (Post("p1", f"{text} That is why I am for it.", "Ann"), Post("p2", "I doubt that it is so.", "Bob", "p1"))
    assert text in [claim.text for claim in analyze(Thread(posts)).claims]


@pytest.mark.slow
def test_a_sentence_of_very_many_clauses_is_cut(spacy_segmenter):
    """Time is linear in the sentence: eight thousand clauses are no more than a long thread."""
    text = " and ".join(f"the bus is late because the driver of line {n} sleeps" for n in range(4000))
    (stretches,) = spacy_segmenter.split([f"{text}."])
    assert stretches[0].start == 0
    assert stretches[-1].end == len(text) + 1


BOTH = (
    "We can’t have both [debaters optimise for a debate win] and [debate robustly remains a question-answering "
    "system] - at least without making obviously false assumptions about a human-based judge system."
)
SINCE = (
    "I find trams the easiest to reason about (and it seems like others agree, since more papers build on it than on "
    "the others), hence why I most often recommend people work on that."
)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "found"), [(BOTH, [BOTH]), (SINCE, [SINCE[:123], SINCE[125:]])])
def test_nothing_is_cut_within_brackets(text, found, spacy_segmenter):
    """What stands in brackets amid a sentence stays in its stretch; a cut there falls behind it, before a comma."""
    assert pieces(spacy_segmenter, text) == found


def test_brackets_and_quotations_hold_together_only_amid_a_sentence():
    """A bracket around whole sentences, a mark that nobody closes and an apostrophe hold nothing."""
    assert held_in("It is slow. (It works. It is cheap.)") == ()
    assert held_in('It is (as they say slow. 5" wide.') == ()
    assert [*held_in("He calls it “slow (very slow)” again.")] == [(12, 30), (18, 29)]


@pytest.mark.slow
def test_stretches_are_in_order_and_inside_the_text(spacy_segmenter):
    """Both segmenters promise stretches that do not overlap."""
    for segmenter in (spacy_segmenter, LexicalSegmenter()):
        for text, stretches in zip(TEXTS, segmenter.split(TEXTS), strict=True):
            ends = [0, *(stretch.end for stretch in stretches)]
            assert all(end <= stretch.start < stretch.end for end, stretch in zip(ends, stretches, strict=False))
            assert ends[-1] <= len(text)


def test_the_parser_gives_probabilities(parser):
    """Claim scores and objection probabilities lie in [0, 1], one for each unit and pair."""
    reading = parser.read(TEXTS, [(0, 1, 2, 3), (4, 5)])
    attach, objects = reading.judge([(1, 0), (5, 2)], np.zeros((2, len(EVIDENCE)), dtype=np.float32))
    assert reading.claim_scores.shape == (6,)
    assert attach.shape == objects.shape == (2,)
    assert ((reading.claim_scores >= 0) & (reading.claim_scores <= 1)).all()
    assert ((objects >= 0) & (objects <= 1)).all()


def test_an_assertion_scores_higher_than_a_courtesy(parser):
    """The claim head tells what belongs on a map from what does not."""
    scores = parser.read(["The tax hurts the poor most.", "Thanks for posting this!"], [(0,), (1,)]).claim_scores
    assert scores[0] > 0.5 > scores[1]


def test_a_run_longer_than_the_encoder_reads_is_cut_not_refused(parser):
    """Runs past 512 word pieces give finite vectors for every unit."""
    reading = parser.read(["word " * 400] * 12, [tuple(range(12))])
    assert np.isfinite(reading.claim_scores).all()


def test_a_window_is_read_alike_whatever_stands_beside_it(parser):
    """A post's vectors depend on the post alone: a grown thread reads its old posts as before, bit for bit."""
    alone = parser.read(TEXTS[:2], [(0, 1)])
    among = parser.read([*TEXTS, *TEXTS[:2]], [(2, 3), (4, 5), (6, 7), (0, 1)])
    assert (among.claim_scores[:2] == alone.claim_scores).all()
    assert (among.claim_scores[6:] == alone.claim_scores).all()


def test_a_sentence_has_one_vector_whatever_stands_beside_it(root):
    """Vectors are of unit length and depend on the words alone, bit for bit; likeness of meaning shows in them."""
    encoder = SentenceEncoder(root / "models" / "encoder")
    rows = encoder.encode([*TEXTS, "Money is lacking, so the plan will fail."])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert all((encoder.encode([text])[0] == row).all() for text, row in zip(TEXTS, rows, strict=False))
    assert int(np.argmax(rows[:-1] @ rows[-1])) == 2
    assert encoder.encode([]).shape == (0, rows.shape[1])


def test_as_many_cores_as_asked_for_give_the_same(root, monkeypatch):
    """The number of cores changes no bit."""
    encoder = SentenceEncoder(root / "models" / "encoder")
    rows = encoder.encode(TEXTS)
    monkeypatch.setenv(THREADS, "1")
    assert (encoder.encode(TEXTS) == rows).all()


@pytest.mark.slow
def test_the_shipped_encoder_stands_close_to_the_published_one(root):
    """The int8 vectors point where those in full precision do: cosine .96 and more on every text with words."""
    from argmap.backends.encoder import load_torch_encoder
    from argmap.backends.neural import minilm_path

    texts = TEXTS[:4]
    whole = load_torch_encoder(str(minilm_path())).encode(texts)
    small = SentenceEncoder(root / "models" / "encoder").encode(texts)
    assert ((whole * small).sum(axis=1) > 0.96).all()


@pytest.mark.slow
def test_a_map_needs_no_torch(root):
    """The default path imports neither torch nor what sits on it, and spaCy is kept from doing so."""
    program = (
        "import argmap, sys; argmap.analyze(argmap.read_thread('corpora/threads/castle-street.txt'));"
        "print(*{'torch', 'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root)
    assert found.stdout.split() == []


def test_an_encoder_that_is_not_there_is_named():
    """A directory that holds no model is one clear line; and the lexical backend takes no encoder."""
    with pytest.raises(ArgmapError, match="takes no encoder"):
        load_backend("lexical", "somewhere")


def test_nothing_to_read_is_no_error(parser):
    """A thread without units has no scores."""
    assert parser.read([], []).claim_scores.shape == (0,)


def test_a_damaged_model_is_named_with_what_to_do(root, tmp_path):
    """A file that is not the one on the card, or is missing, is one clear line."""
    folder = tmp_path / "parser"
    shutil.copytree(root / "models" / "parser", folder)
    (folder / "claim.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"claim\.onnx is damaged: check out"):
        read_weights(folder)
    (folder / "claim.onnx").unlink()
    with pytest.raises(ModelError, match="not a whole model"):
        NeuralParser(folder)


def test_an_unknown_backend_is_named():
    """The error lists the backends that there are."""
    with pytest.raises(ArgmapError, match="neural, lexical, llm"):
        load_backend("nonsense")
