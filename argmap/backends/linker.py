"""The linker of models/: boosted trees that say where a claim attaches, beside the parser's reading of the words.

Links inside a post and links between posts are judged by trees of their own: inside, a reason is told from what it is
told for by how the two speak; between posts, what is answered by replies, quotes and likeness.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from argmap.backends.weights import Forest, open_forest, read_weights
from argmap.mapping.links.evidence import EVIDENCE
from argmap.mapping.links.manner import MANNERS, manners
from argmap.stages import FloatArray

ROLES, WITHIN, BETWEEN = "roles.npz", "within.onnx", "between.onnx"
ROLE_NAMES = ("claim", "value_or_policy", "policy", "testimony")
"""The heads of `Roles`, in order."""
TRAITS = (*MANNERS, *ROLE_NAMES)
INNER = (*EVIDENCE, *(f"{trait}_of_{side}" for side in ("source", "target", "difference") for trait in TRAITS))
"""The columns of `inner_rows`, in order."""
WORDS_WEIGHT = 0.3
"""What the parser's log-odds weigh beside those of the trees; .2 to .7 do about equally well on gold dev, 0 worse."""


@dataclass(frozen=True)
class Roles:
    """Linear heads over the parser's vectors: what a unit would be in an argument by itself.

    Attributes:
        weights: shape (size, roles).
        bias: shape (roles,).
    """

    weights: FloatArray
    bias: FloatArray

    def of(self, vectors: FloatArray) -> FloatArray:
        """Log-odds of each role, shape (units, roles)."""
        found: FloatArray = vectors @ self.weights + self.bias
        return found


def read_roles(data: bytes) -> Roles:
    """The heads in a file of arrays."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return Roles(arrays["weights"], arrays["bias"])


@dataclass(frozen=True)
class Linker:
    """The trees for pairs inside a post and for pairs between posts.

    Attributes:
        roles: what the first are told of each unit beside how it speaks.
        within: for pairs inside a post.
        between: for pairs between posts.
        scales: factor and shift of either that calibrate the log-odds.
        digest: sha256 of all weights.
    """

    roles: Roles
    within: Forest
    between: Forest
    scales: Mapping[str, tuple[float, float]]
    digest: str

    def judge(self, sources: FloatArray, targets: FloatArray, rows: FloatArray, words: FloatArray) -> FloatArray:
        """The log-odds of each link, shape (pairs,).

        Args:
            sources: the traits of each source, see `traits_of`.
            targets: those of each target.
            rows: the evidence of each pair.
            words: the log-odds by the parser.
        """
        found = WORDS_WEIGHT * words
        inside = is_inside(rows)
        found[inside] += self.within.scores(inner_rows(rows[inside], sources[inside], targets[inside]))
        found[~inside] += self.between.scores(rows[~inside])
        (a, b), (c, d) = self.scales[WITHIN], self.scales[BETWEEN]
        scaled: FloatArray = np.where(inside, a * found + b, c * found + d).astype(np.float32)
        return scaled


def traits_of(units: Sequence[str], vectors: FloatArray, roles: Roles) -> FloatArray:
    """How units speak and what they would be in an argument, shape (units, manners and roles)."""
    return np.hstack([manners(units), roles.of(vectors)]).astype(np.float32)


def inner_rows(rows: FloatArray, sources: FloatArray, targets: FloatArray) -> FloatArray:
    """What the trees see of pairs inside a post: evidence, the traits of both, and by how much they differ."""
    return np.hstack([rows, sources, targets, sources - targets])


def is_inside(rows: FloatArray) -> NDArray[np.bool_]:
    """Whether both claims of each pair stand in one post, by its row of evidence."""
    found: NDArray[np.bool_] = rows[:, EVIDENCE.index("same_post")] > 0
    return found


def load_linker(folder: Path) -> Linker:
    """The linker with its weights.

    Raises:
        ModelError: a file is missing, damaged, or asks for a column that is not computed.
    """
    weights = read_weights(folder)
    within, between = open_forest(weights, WITHIN, INNER), open_forest(weights, BETWEEN, EVIDENCE)
    together = hashlib.sha256("".join(weights.digests[name] for name in sorted(weights.digests)).encode())
    roles, scales = read_roles(weights.files[ROLES]), weights.card["scales"]
    return Linker(roles, within, between, scales, together.hexdigest())
