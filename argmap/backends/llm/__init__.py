"""The backend `llm`: a language model reads beside the parser, over any OpenAI-compatible server.

It answers with numbers only, so that every claim keeps the thread's own words. The same thread gives the same map as
long as its answers are kept: an answer, with the tokens and the seconds that it took when it was given, is found again
by the question, the model and the address. What a run has to ask anew may be answered otherwise: models vary.
"""

from dataclasses import replace

from argmap.backends.llm.prompts import version_line
from argmap.extras import need
from argmap.settings import LlmSettings
from argmap.stages import Backend, SecondReader


def load_llm(settings: LlmSettings, beneath: Backend) -> Backend:
    """A backend with a language model as second reader; nothing is sent before a thread is read.

    Args:
        settings: which model, and how much it may be asked; address and model from the environment where empty.
        beneath: the backend that it reads beside.

    Raises:
        ModelError: no model is named, its address is not fit to be used, or a package is missing.
    """
    need("the language model", "pydantic", model=True)
    from argmap.backends.llm.address import from_environment, read_key
    from argmap.backends.llm.kept import Shelf, cache_folder
    from argmap.backends.llm.reader import LlmReader
    from argmap.backends.llm.server import Server

    settings = from_environment(settings)
    Server(settings, read_key())

    def second() -> SecondReader:
        shelf = Shelf(cache_folder() if settings.keep else None)
        return LlmReader(Server(settings, read_key()), settings, shelf)

    models = {**beneath.models, "second reader": settings.model, "prompts": version_line()}
    return replace(beneath, name="llm", models=models, second=second)
