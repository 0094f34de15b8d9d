"""Grows boosted trees and writes them as one graph that onnxruntime runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from argmap.backends.weights import TREES
from argmap.stages import FloatArray
from argmap.training.card import write_card
from argmap.training.settings import Growth

TREE_COLUMNS = (
    *("nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids"),
    *("nodes_falsenodeids", "target_treeids", "target_nodeids", "target_ids", "target_weights"),
)
"""The attributes of ONNX' TreeEnsembleRegressor that list nodes and leaves."""


def grow(rows: FloatArray, labels: NDArray[Any], growth: Growth) -> list[Any]:
    """The ensemble: the same trees grown from several seeds, each over its own draws of columns."""
    return [
        HistGradientBoostingClassifier(
            learning_rate=growth.rate,
            max_iter=growth.trees,
            max_leaf_nodes=growth.leaves,
            min_samples_leaf=growth.least,
            max_features=growth.columns,
            l2_regularization=growth.penalty,
            random_state=seed,
        ).fit(rows, labels)
        for seed in range(growth.seeds)
    ]


def write_forest(ensemble: Sequence[Any], names: Sequence[str], about: dict[str, object], out: Path) -> None:
    """Write a model folder: the graph, and a card with what is known of it and the names of its columns."""
    out.mkdir(parents=True, exist_ok=True)
    (out / TREES).write_bytes(graph_of(ensemble).SerializeToString())
    write_card(out, {**about, "columns": {TREES: list(names)}}, (TREES,))


def graph_of(ensemble: Sequence[Any]) -> ModelProto:
    """The mean log-odds of the ensemble as one graph: rows of shape (pairs, evidence) to scores of shape (pairs, 1)."""
    trees = [tree for model in ensemble for (tree,) in model._predictors]
    columns: dict[str, Any] = {name: [] for name in TREE_COLUMNS}
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
