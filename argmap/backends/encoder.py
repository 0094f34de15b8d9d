"""Sentence encoders: MiniLM of models/encoder in int8, run by onnxruntime; or any of sentence-transformers."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from argmap.backends.cache import Store, code_of
from argmap.backends.weights import engine, on_all_cores, open_session, read_weights
from argmap.errors import ModelError
from argmap.extras import need
from argmap.stages import FloatArray

GRAPH, TOKENIZER = "encoder.onnx", "tokenizer.json"


class SentenceEncoder:
    """MiniLM; every text is run by itself, so that its vector depends on its words and on nothing beside it."""

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        from tokenizers import Tokenizer

        self._store = store or Store()

        weights = read_weights(folder)
        self.digest = weights.digests[GRAPH][:12]
        self._size: int = weights.card["size"]
        self._tokenizer: Tokenizer = Tokenizer.from_str(weights.files[TOKENIZER].decode("utf-8"))
        self._tokenizer.enable_truncation(weights.card["longest"])
        self._tokenizer.no_padding()
        self._session = open_session(weights.files[GRAPH])

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """See `argmap.stages.Encoder`."""
        if not texts:
            return np.zeros((0, self._size), dtype=np.float32)
        model = f"encoder {self.digest} {engine()} {code_of(__file__)}"
        rows = self._store.answers(model, texts, lambda missing: self._vectors([texts[i] for i in missing]))
        return np.frombuffer(b"".join(rows), dtype=np.float32).reshape(len(texts), self._size).copy()

    def _vectors(self, texts: Sequence[str]) -> list[bytes]:
        return on_all_cores(self._vector, texts)

    def _vector(self, text: str) -> bytes:
        ids = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
        vector: FloatArray = self._session.run(None, {"ids": ids})[0]
        return vector.tobytes()


class TorchEncoder:
    """A sentence-transformers model; texts are encoded longest first, in batches, on the CPU."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """See `argmap.stages.Encoder`."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension()), dtype=np.float32)
        rows = self._model.encode(list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


def load_torch_encoder(where: str) -> TorchEncoder:
    """A sentence-transformers model from a directory or by its hub name; torch is imported only here.

    Raises:
        ModelError: there is none, its weights are no safetensors, or a package is missing.
    """
    need("--encoder", "torch", "sentence-transformers", "transformers", model=True)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return TorchEncoder(SentenceTransformer(where, device="cpu", model_kwargs={"use_safetensors": True}))
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"no sentence encoder {where!r}: name a directory or a hub model ({reason})") from None
