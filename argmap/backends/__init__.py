"""The bundles of models that the chain can run on; each is imported only when it is asked for."""

from functools import cache

from argmap.errors import ArgmapError
from argmap.settings import LlmSettings
from argmap.stages import Backend

NAMES = ("neural", "lexical", "llm")


@cache
def load_backend(
    name: str = "neural", encoder: str = "", llm: LlmSettings = LlmSettings(), relater: str = ""
) -> Backend:
    """The backend of that name, loaded once a process.

    Args:
        name: one of NAMES.
        encoder: for the neural one a sentence-transformers directory or hub name, instead of its own.
        llm: for `llm`, the model and how much it may be asked; what is empty comes from the environment.
        relater: a cross-encoder, by directory or hub name, that judges kinds beside the parser, instead of its own.

    Raises:
        ArgmapError: there is no such backend, or it takes no encoder.
        ModelError: one of its models is missing or damaged.
    """
    if encoder and name == "lexical":
        raise ArgmapError(f"the backend {name!r} takes no encoder: leave out one of the two")
    if name == "lexical":
        from argmap.backends.lexical import load_lexical
        from argmap.backends.related import with_relater

        return with_relater(load_lexical(), relater) if relater else load_lexical()
    if name == "neural":
        from argmap.backends.neural import load_neural
        from argmap.backends.related import with_relater

        return with_relater(load_neural(encoder), relater)
    if name == "llm":
        from argmap.backends.llm import load_llm

        return load_llm(llm, load_backend("neural", encoder, relater=relater))
    raise ArgmapError(f"no backend {name!r}: choose one of {', '.join(NAMES)}")
