"""The exam: what its figures count, by hand, and the whole of it on a small folder written here."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from argmap.backends import load_backend
from argmap.cli import argmap
from argmap.datatypes import Claim, Post, Span, Thread, Unit
from argmap.errors import InputError
from argmap.mapping.links.evidence import EVIDENCE, evidence
from argmap.mapping.links.relate import Option
from argmap.mapping.scene import Scene
from argmap.quality.exam.answers import answers_of, by_likeness, share_right, thread_of
from argmap.quality.exam.data import ASKED, digest_of, is_held_out, modes_thread, read_rows, sample
from argmap.quality.exam.likeness import clusters
from argmap.quality.exam.linking import first_answered, likely_pairs, most_alike
from argmap.quality.exam.pairs import (
    NONE,
    MajorityRelater,
    ThreadRelater,
    fit_cuts,
    labels_of,
    pair_figures,
    said,
    scene_of,
)
from argmap.quality.exam.run import Exam, run
from argmap.quality.exam.speakers import SpokenRelater, spoken_pairs
from argmap.quality.exam.units import Sheet, every_unit, units_f1

PAIRS = [
    {"source": f"Cats are quiet, says {n}.", "target": "Cats are good pets.", "label": label, "group": f"{corpus}:m{n}"}
    for n in range(60)
    for corpus, label in (("cmv", "support"), ("qt30", "objection"), ("us2016", "none"), ("cmv", "none"))
]
MODES = {
    "thread": "t1",
    "file": "m0",
    "turns": [
        {
            "kind": "OP",
            "author": "a",
            "text": "Cats are good pets. They are asleep.",
            "spans": [{"start": 0, "end": 19}],
        },
        {
            "kind": "reply",
            "author": "b",
            "text": "&gt;Cats are good pets.\n\nDogs are better pets, they bark.",
            "spans": [{"start": 25, "end": 57}],
        },
    ],
}
COMMENT = {"id": "1", "text": "Calls at work are bad. They make me sad.", "units": [{"start": 0, "end": 22}]}
REPLY = {
    "source": "You said dogs bark. Cats are quiet. Fish need water.",
    "start": 20,
    "end": 35,
    "source_quotes": [[0, 19]],
    "reply": "Cats are not quiet at night.",
}
POINT = {"argument": "Uniforms hide who you are.", "key_point": "Uniforms harm expression.", "match": 1}
MEANING = {"claim": "Ban zoos", "perspective": "Animals suffer in zoos", "label": "support", "cluster": "1"}
SAID = [
    {
        "map": f"m{n}",
        "a": f"Cats are quiet, says {n}.",
        "b": "Cats are good pets.",
        "a_speaker": "x",
        "b_speaker": "xy"[n % 2],
    }
    for n in range(60)
]
SPEAKERS = {"us2016_pairs": SAID, "qt30_pairs": SAID}
ROWS = {
    **SPEAKERS,
    "relations": PAIRS,
    "cmv_modes": [MODES, MODES],
    "cdcp": [COMMENT, COMMENT],
    "quote_replies": [REPLY, REPLY],
    "keypoints": [POINT, {**POINT, "key_point": "Uniforms cost money.", "match": 0}],
    "perspectrum": [MEANING, MEANING, {**MEANING, "perspective": "Zoos cost money", "cluster": "2"}],
}


@pytest.fixture(scope="module")
def corpora(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the true shape with a few rows in every file, and one annotated thread."""
    folder = tmp_path_factory.mktemp("corpora")
    for name in ASKED:
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in ROWS[name.partition(".")[0]])
    for part, ending in (("threads", "thread"), ("maps", "gold")):
        (folder / "gold" / part).mkdir(parents=True)
        source = root / "corpora" / ("threads" if part == "threads" else "gold") / f"hn02.{ending}.json"
        (folder / "gold" / part / "hn02.json").write_bytes(source.read_bytes())
    (folder / "gold" / "SPLIT.json").write_text('{"dev": ["hn02"]}', "utf-8")
    return folder


class Oracle:
    """A relater that knows the answers, and is unsure of objections."""

    def relate(self, pairs):
        """See `argmap.stages.Relater`."""
        known = {"support": (0.9, 0.05, 0.05), "objection": (0.6, 0.3, 0.1), "none": (0.3, 0.1, 0.6)}
        by_pair = {(row["source"], row["target"]): row["label"] for row in DISTINCT}
        return np.array([known[by_pair[pair]] for pair in pairs], dtype=np.float32)


DISTINCT = [{**row, "source": f"{row['source']} {n}"} for n, row in enumerate(PAIRS)]


def test_cuts_find_what_a_relater_ranks_right():
    """Who puts every pair in the right order scores 1, whatever its probabilities are."""
    figures = pair_figures(Oracle(), DISTINCT[:120], DISTINCT[120:])
    scores = {name: value for name, value in figures.items() if "calibration" not in name}
    assert set(scores) == {
        "relations, three-way macro-F1",
        "relations, polarity macro-F1",
        "  cmv",
        "  qt30",
        "  us2016",
    }
    assert scores["relations, three-way macro-F1"] == scores["relations, polarity macro-F1"] == 1.0


def test_the_majority_says_one_thing():
    """Its cuts cannot make two labels of one probability."""
    probabilities = MajorityRelater().relate([("a", "b")] * 30)
    labels = labels_of(PAIRS[:30])
    found = said(probabilities, fit_cuts(probabilities, labels))
    assert set(found.tolist()) == {NONE}


def test_a_pair_is_judged_without_its_neighbours():
    """The same pair has the same probabilities alone and among others; they sum to 1."""
    relater = ThreadRelater(load_backend("lexical"))
    pairs = [("No, cats are loud.", "Cats are quiet."), ("Dogs bark.", "Cats are quiet.")]
    both = relater.relate(pairs)
    assert both.sum(axis=1) == pytest.approx(1.0)
    assert both[1] == pytest.approx(relater.relate(pairs[1:])[0])


def test_who_speaks_is_read_from_the_corpora_behind_the_pairs(corpora):
    """A pair is one author's where the corpus it was drawn from has one author for both; labels are not looked at."""
    rows = [row for row in PAIRS if not row["group"].startswith("cmv")]
    pairs = spoken_pairs(corpora, "dev", [{**row, "label": "none"} for row in rows])
    assert pairs == {(f"Cats are quiet, says {n}.", "Cats are good pets."): n % 2 == 0 for n in range(60)}
    nobody = {"source": "Cats are loud.", "target": "Cats are good pets.", "group": "qt30:m1"}
    assert spoken_pairs(corpora, "dev", [nobody]) == {("Cats are loud.", "Cats are good pets."): False}


def test_words_and_speakers_are_told_together():
    """Who speaks tips the balance where the words leave it even, and no more than it does among the counted pairs."""
    rows = [{"source": str(n), "target": "t", "label": "support" if n % 4 else "objection"} for n in range(8)]
    spoken = {(str(n), "t"): n % 4 > 0 for n in range(8)}
    even, (one, two) = (
        MajorityRelater(),
        SpokenRelater(MajorityRelater(), spoken, rows).relate([("1", "t"), ("4", "t")]),
    )
    assert one[0] / one[1] > 0.4 / 0.1 > two[0] / two[1]
    assert one.sum() == pytest.approx(1.0) == two.sum()
    assert SpokenRelater(even, spoken, []).relate([("1", "t")]) == pytest.approx(even.relate([("1", "t")]))


def test_one_author_s_pair_stands_in_one_post():
    """Two authors' claims are a post and its reply; the spans of both hold the words of their claims."""
    vectors = load_backend("lexical").encoder.encode(["Cats are quiet.", "They sleep."])
    for one_author, posts in ((True, 1), (False, 2)):
        scene = scene_of(("They sleep.", "Cats are quiet."), vectors, one_author)
        assert len(scene.thread.posts) == posts
        for claim in scene.claims:
            (span,) = claim.mentions
            assert scene.thread.by_id[span.post].text[span.start : span.end] == claim.text
        (row,) = evidence(scene, [(1, 0)])
        assert row[EVIDENCE.index("same_post")] == one_author


def test_whole_maps_are_held_out():
    """All pairs of a map are held out or none is, about every tenth map of a thousand."""
    share = sum(is_held_out({"group": f"cmv:{n}"}) for n in range(1000)) / 1000
    assert 0.07 < share < 0.13
    assert is_held_out({"group": "cmv:1", "label": "none"}) == is_held_out({"group": "cmv:1", "label": "support"})


def test_a_sample_is_always_the_same_and_in_order():
    """The seed is fixed; all rows are taken where there are fewer."""
    assert sample(range(100), 5) == sample(range(100), 5) == sorted(sample(range(100), 5))
    assert sample(range(3), 5) == sample(range(3), None) == [0, 1, 2]


def test_escapes_keep_their_offsets_and_mark_quotations():
    """`&gt;` becomes a mark of quotation of the same length, so annotated spans still slice."""
    thread, spans = modes_thread(MODES)
    assert [thread.by_id[s.post].text[s.start : s.end] for s in spans] == [
        "Cats are good pets.",
        "Dogs are better pets, they bark.",
    ]
    assert [quote.post for quote in thread.posts[1].quotes] == ["p0"]


def test_what_the_post_quotes_is_no_choice():
    """A reply chooses among the post's own sentences; rows without a choice are left out."""
    (answer,) = answers_of([REPLY, {**REPLY, "start": 0, "end": 52}])
    assert answer.sentences == ("Cats are quiet.", "Fish need water.")
    assert answer.quoted == {0}
    assert share_right([answer], by_likeness(load_backend("lexical").encoder)) == 1.0
    claims, thread = thread_of(answer)
    for claim in claims:
        (span,) = claim.mentions
        assert thread.by_id[span.post].text[span.start : span.end] == claim.text


def test_perspectives_are_compared_within_a_side():
    """Pairs stand on one claim and one side; the same cluster is the same meaning."""
    found = clusters([MEANING, MEANING, {**MEANING, "cluster": "2"}, {**MEANING, "label": "objection"}])
    assert found.same.tolist() == [True, False, False]


def test_units_count_where_they_overlap_by_half():
    """One unit of two matches one annotated span: precision a half, recall 1."""
    thread = Thread((Post("p1", "Cats are quiet. Dogs bark."),))
    units = (Unit(Span("p1", 0, 15), "Cats are quiet."), Unit(Span("p1", 16, 26), "Dogs bark."))
    assert units_f1([Sheet(thread, units, [Span("p1", 0, 20)])], every_unit) == pytest.approx(2 / 3, abs=1e-4)
    assert units_f1([Sheet(thread, units, [Span("p1", 0, 4)])], every_unit) == 0.0


@pytest.mark.slow
def test_the_whole_exam_gives_every_figure_beside_its_baselines(corpora):
    """Every figure of a corpus has the majority, the words and the untrained method; all lie in [0, 1]."""
    figures = run(Exam(corpora, replace(load_backend("lexical"), relater=MajorityRelater())), lambda *_: None)
    assert {name.split(",")[0].strip() for name in figures} >= {*ROWS, "gold dev"} - SPEAKERS.keys()
    for name, row in figures.items():
        assert all(0 <= value <= 1 for value in row.values())
        if not name.startswith("gold"):
            assert {"majority", "tf-idf", "lexical"} <= row.keys()
    assert "relater" in figures["relations, polarity macro-F1"]


def test_simpler_rules_link_the_same_claims():
    """A reply's claims object to the first claim answered; each goes to the most alike; pairs need only be likely."""
    thread = Thread((Post("p1", "Cats are quiet. Fish need water."), Post("p2", "Fish drink water.", reply_to="p1")))
    texts = (("p1", 0, 15, "Cats are quiet."), ("p1", 16, 32, "Fish need water."), ("p2", 0, 17, "Fish drink water."))
    claims = [Claim(f"c{n}", text, (Span(post, start, end),)) for n, (post, start, end, text) in enumerate(texts)]
    scene = Scene(claims, thread, load_backend("lexical").encoder.encode([claim.text for claim in claims]))
    options = [Option(2, 0, 0.6, 0.9), Option(2, 1, 0.3, 0.2), Option(1, 0, 0.02, 0.2)]
    assert [(o.source, o.target, o.objects) for o in first_answered(scene, options)] == [(2, 0, 1.0)]
    assert [(o.source, o.target) for o in most_alike(scene, options)] == [(2, 1), (1, 0)]
    assert [(o.source, o.target) for o in likely_pairs(scene, options)] == [(2, 0), (2, 1)]


def test_the_baselines_can_be_left_out(corpora):
    """Without them only who is examined has a column, with the same figures."""
    figures = run(Exam(corpora, load_backend("lexical"), beside=False), lambda *_: None)
    assert {method for row in figures.values() for method in row} == {"lexical"}


def test_the_command_prints_both_tables_and_the_same_numbers_as_json(corpora, root):
    """`--corpora` adds a table; `--json` has its figures with the hash of the data."""
    only = {"threads": corpora / "t", "gold": corpora / "g"}
    for name, folder in only.items():
        folder.mkdir()
        ending = "thread" if name == "threads" else "gold"
        file = f"hn02.{ending}.json"
        (folder / file).write_bytes((root / "corpora" / name / file).read_bytes())
    options = [f"--{name}={folder}" for name, folder in only.items()]
    command = ["evaluate", "--backend", "lexical", "--corpora", str(corpora), *options]
    written = json.loads(CliRunner().invoke(argmap, [*command, "--json"], catch_exceptions=False).stdout)
    shown = CliRunner().invoke(argmap, command, catch_exceptions=False).stdout
    assert written["data"] == digest_of(corpora)
    assert written["threads"].keys() == {"hn02"}
    lines = shown.splitlines()
    for name, row in written["corpora"].items():
        numbers = [f"{value:.3f}" for value in row.values()]
        told = [line.removeprefix(name).split() for line in lines if line.startswith(name)]
        assert numbers in [[cell for cell in cells if cell != "-"] for cells in told], name


def test_a_missing_or_damaged_corpus_is_named(corpora, tmp_path):
    """The error names the file."""
    with pytest.raises(InputError, match=r"relations\.dev\.jsonl\.gz"):
        read_rows(tmp_path, "relations.dev")
    (tmp_path / "cdcp.dev.jsonl.gz").write_bytes((corpora / "cdcp.dev.jsonl.gz").read_bytes()[:-12])
    with pytest.raises(InputError, match=r"cdcp\.dev\.jsonl\.gz"):
        read_rows(tmp_path, "cdcp.dev")
