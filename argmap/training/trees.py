"""Trains the linker: boosted trees over the evidence of each possible link, beside the parser's own judgement.

The trees learn from the claims that argmap itself finds in the training threads, so that they know its mistakes: a
link is right where its ends stand for the ends of an annotated one. The parser was trained on the same threads and is
too sure of itself there; so its judgement is no column of the trees but is added to theirs, by a weight chosen on
development threads.

`python -m argmap.training.trees DATA ABOUT.json OUT` writes the folder; ABOUT holds data, terms and figures.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from argmap.backends.neural import MODELS, SpacySegmenter, load_minilm, load_spacy
from argmap.backends.parser import TREES, NeuralParser
from argmap.candidates import all_candidates
from argmap.claims import find_claims
from argmap.evaluation import MATCH, Annotation, overlap, roots
from argmap.evidence import evidence
from argmap.readers import read_thread
from argmap.readers.annotation import read_annotation
from argmap.scene import Pair, Scene
from argmap.segment import split_units
from argmap.settings import Settings
from argmap.stages import FloatArray
from argmap.training.links import WRITTEN_TRAIN
from argmap.training.package import write_card
from argmap.windows import windows_of

GROWTH = {"learning_rate": 0.05, "max_leaf_nodes": 15, "max_iter": 250, "min_samples_leaf": 40}
REGULARISED = {"l2_regularization": 1.0, "max_features": 0.4}
SEEDS = 3


@dataclass(frozen=True)
class Sheet:
    """What argmap sees of every possible link of a thread, and which of them the annotation has."""

    rows: FloatArray
    labels: NDArray[np.bool_]


def sheet_of(thread_file: Path, annotation_file: Path, parser: NeuralParser, settings: Settings) -> Sheet:
    """The sheet of an annotated thread, over the claims that the neural backend finds in it."""
    thread = read_thread(thread_file)
    units, _ = split_units(thread, SpacySegmenter(load_spacy()))
    texts = [unit.text for unit in units]
    vectors = load_minilm().encode(texts)
    scores = parser.read(texts, windows_of(units)).claim_scores
    found = find_claims(units, scores, vectors, thread, settings)
    scene = Scene(found.claims, thread, vectors[list(found.units)])
    pairs = all_candidates(scene, settings)
    return Sheet(evidence(scene, pairs), labels_of(scene, pairs, read_annotation(annotation_file, thread)))


def labels_of(scene: Scene, pairs: Sequence[Pair], annotation: Annotation) -> NDArray[np.bool_]:
    """Whether each pair stands for an annotated link, as `argmap.evaluation.score` counts it."""
    root = roots(annotation)
    wanted = {(root[s], root[t]) for s, t in annotation.links}
    stands_for = [
        {root[name] for name, span in annotation.claims.items() if overlap(claim.mentions, span) >= MATCH}
        for claim in scene.claims
    ]
    return np.array([any((a, b) in wanted for a in stands_for[i] for b in stands_for[j]) for i, j in pairs], dtype=bool)


def training_files(data: Path) -> Iterator[tuple[Path, Path]]:
    """Threads and annotations to train on: gold train, and the written threads that are not kept for choosing."""
    gold, written = data / "gold", data / "written"
    for name in json.loads((gold / "SPLIT.json").read_text("utf-8"))["train"]:
        yield gold / "threads" / f"{name}.json", gold / "maps" / f"{name}.json"
    for name in WRITTEN_TRAIN:
        yield written / f"{name}.thread.json", written / f"{name}.gold.json"


def fit(sheets: Sequence[Sheet]) -> list[Any]:
    """The ensemble: the same trees grown from several seeds, each over its own draw of columns."""
    rows = np.vstack([sheet.rows for sheet in sheets])
    labels = np.concatenate([sheet.labels for sheet in sheets])
    return [
        HistGradientBoostingClassifier(**GROWTH, **REGULARISED, random_state=seed).fit(rows, labels)
        for seed in range(SEEDS)
    ]


def graph_of(ensemble: Sequence[Any]) -> ModelProto:
    """The mean log-odds of the ensemble as one graph: rows of shape (pairs, evidence) to scores of shape (pairs, 1)."""
    trees = [tree for model in ensemble for (tree,) in model._predictors]
    columns = {name: [] for name in TREE_COLUMNS}  # type: dict[str, list[Any]]
    for number, tree in enumerate(trees):
        for place, node in enumerate(tree.nodes):
            add_node(columns, number, place, node, share=1 / len(ensemble))
    base = sum(float(model._baseline_prediction[0, 0]) for model in ensemble) / len(ensemble)
    node = helper.make_node(
        "TreeEnsembleRegressor", ["rows"], ["scores"], domain="ai.onnx.ml", n_targets=1, base_values=[base], **columns
    )
    width = ensemble[0].n_features_in_
    given = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["pairs", width])
    asked = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["pairs", 1])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(helper.make_graph([node], "trees", [given], [asked]), opset_imports=opsets, ir_version=9)


TREE_COLUMNS = (
    *("nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids"),
    *("nodes_falsenodeids", "target_treeids", "target_nodeids", "target_ids", "target_weights"),
)
"""The attributes of ONNX' TreeEnsembleRegressor that list nodes and leaves."""


def add_node(columns: dict[str, list[Any]], tree: int, place: int, node: Any, share: float) -> None:
    """Appends one node of scikit-learn's trees to ONNX' lists; a leaf adds its share of the score."""
    leaf = bool(node["is_leaf"])
    split = (0, 0.0, 0, 0) if leaf else tuple(node[key] for key in ("feature_idx", "num_threshold", "left", "right"))
    mode = "LEAF" if leaf else "BRANCH_LEQ"
    values = [tree, place, int(split[0]), mode, float(split[1]), int(split[2]), int(split[3])]
    if leaf:
        values += [tree, place, 0, share * float(node["value"])]
    for name, value in zip(TREE_COLUMNS, values, strict=False):
        columns[name].append(value)


def main() -> None:
    """See the module."""
    data, about, out = map(Path, sys.argv[1:4])
    parser, settings = NeuralParser(MODELS / "parser"), Settings()
    ensemble = fit([sheet_of(thread, gold, parser, settings) for thread, gold in training_files(data)])
    out.mkdir(parents=True, exist_ok=True)
    (out / TREES).write_bytes(graph_of(ensemble).SerializeToString())
    write_card(out, json.loads(about.read_text("utf-8")), (TREES,))


if __name__ == "__main__":
    main()
