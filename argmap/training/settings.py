"""What trainers are told: a frozen value each, read from the YAML file of its name in settings/."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

import yaml

from argmap.errors import InputError

FOLDER = Path(__file__).parent / "settings"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pretraining:
    """What a reply quotes (parser.py).

    Attributes:
        examples: rows of quote_replies.train.
        stride: one row in so many is taken.
        batch: replies in a step.
        rate: of the encoder.
        head_rate: of the heads.
        save_every: steps between checkpoints, from which it goes on.
        seed: of weights, order and dropout.
    """

    examples: int
    stride: int
    batch: int
    rate: float
    head_rate: float
    save_every: int
    seed: int


@dataclass(frozen=True, slots=True)
class Linking:
    """Annotated threads (links.py).

    Attributes:
        epochs: over all threads; the best on gold dev is kept.
        rate: of the encoder.
        head_rate: of the heads.
        kind_weight: of the loss of kinds beside that of attachment.
        claim_weight: of the loss of claims beside it.
        seed: of weights, order and dropout.
    """

    epochs: int
    rate: float
    head_rate: float
    kind_weight: float
    claim_weight: float
    seed: int


@dataclass(frozen=True, slots=True)
class Claiming:
    """The claim head (claims.py).

    Attributes:
        steps: of the optimizer.
        batch: units in a step.
        rate: of the head.
        decay: of its weights.
        dropout: of its inputs.
        seed: of order and dropout.
    """

    steps: int
    batch: int
    rate: float
    decay: float
    dropout: float
    seed: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How trees grow (clauses.py, judge.py, trees.py).

    Attributes:
        trees: how many, from each seed.
        leaves: of one tree, at most.
        least: examples in a leaf.
        columns: the share of the columns that each split may choose from.
        rate: what each tree adds of what it finds.
        penalty: of large answers in leaves.
        seeds: how many ensembles are averaged, from seed 0 on.
    """

    trees: int
    leaves: int
    least: int
    columns: float
    rate: float
    penalty: float
    seeds: int


@dataclass(frozen=True, slots=True)
class Judging:
    """The claims of training threads, as if they were new (judging.py).

    Attributes:
        folds: parts that the threads fall into; trees judge those of the part that they were not grown on.
        blur: deviation of the noise on the parser's log-odds.
        draws: of the noise; the linker learns from the claims of each.
        seed: of folds and noise.
    """

    folds: int
    blur: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Relating:
    """Relations of pairs of claims (teacher.py, relater.py).

    Attributes:
        epochs: over all pairs.
        batch: pairs in a step.
        rate: of the encoder.
        head_rate: of the head.
        frozen: layers of the encoder, from the lowest, that stay as they are.
        others: the share of the pairs of other corpora than relations.train that each epoch draws.
        taught: the share of a teacher's word in what is aimed at.
        save_every: steps between checkpoints, from which it goes on.
        seed: of weights, order and dropout.
    """

    epochs: int
    batch: int
    rate: float
    head_rate: float
    frozen: int
    others: float
    taught: float
    save_every: int
    seed: int


@dataclass(frozen=True, slots=True)
class RoleHeads:
    """What a unit would be in an argument by itself (roles.py).

    Attributes:
        penalty: of large weights.
    """

    penalty: float


@dataclass(frozen=True, slots=True)
class PasteStarts:
    """Where posts start in a paste (paste_starts.py).

    Attributes:
        epochs: over all pastes; each ends with a checkpoint, from which it goes on.
        rate: of the optimizer, at its height.
        batch: paragraphs in a step.
        longest: paragraphs of a paste that are looked at together.
        others_weigh: what a paragraph of another kind than the forum's weighs.
        real_weighs: and one of the real paste.
        real_every: the real paste comes in one batch of so many.
        seed: of weights, order and dropout.
    """

    epochs: int
    rate: float
    batch: int
    longest: int
    others_weigh: float
    real_weighs: float
    real_every: int
    seed: int


@dataclass(frozen=True, slots=True)
class PasteReplies:
    """What posts of a paste answer (paste_replies.py).

    Attributes:
        epochs: over all choices.
        rate: of the optimizer, at its height.
        batch: choices in a step.
        others_weigh: what a choice of another kind than the forum's weighs.
        real_weighs: and one of the real paste.
        nets: how many are averaged, from seed 0 on.
    """

    epochs: int
    rate: float
    batch: int
    others_weigh: float
    real_weighs: float
    nets: int


def read_settings(kind: type[T], name: str, folder: Path = FOLDER) -> T:
    """The settings in `name`.yaml.

    Raises:
        InputError: the file has not just the settings of that kind, each a number of its type.
    """
    path = folder / f"{name}.yaml"
    found = yaml.safe_load(path.read_text("utf-8"))
    wanted = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    if not isinstance(found, dict) or found.keys() != wanted.keys():
        raise InputError(f"needs just these settings: {', '.join(wanted)}", source=str(path))
    wrong = [setting for setting, value in found.items() if not isinstance(value, (int, wanted[setting]))]  # type: ignore[arg-type]
    if wrong:
        raise InputError(f"is no number of the right type: {', '.join(wrong)}", source=str(path))
    return kind(**found)
