"""argmap shows what a discussion is about: its claims, what supports and objects to them, and its cruxes.

    import argmap

    argument_map = argmap.analyze(argmap.read_thread("thread.txt"))
    print(argmap.explain(argument_map.cruxes[0], argument_map))

Every name is imported when it is first used, so that `import argmap` and `argmap --help` cost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from argmap.version import __version__

if TYPE_CHECKING:
    from argmap.backends import load_backend
    from argmap.credence import Shift, what_if
    from argmap.crux import cruxes_about, explain
    from argmap.datatypes import ArgumentMap, Claim, Crux, Kind, Link, Post, Span, Thread, Unit
    from argmap.errors import ArgmapError, InputError, ModelError
    from argmap.export.json import from_json, to_json, to_native_thread
    from argmap.pipeline import analyze
    from argmap.readers import parse_thread, read_thread
    from argmap.readers.maps import parse_map, read_map
    from argmap.settings import LlmSettings, Settings
    from argmap.stages import Backend

_MODULES = {
    "backends": ("load_backend",),
    "credence": ("Shift", "what_if"),
    "crux": ("cruxes_about", "explain"),
    "datatypes": ("ArgumentMap", "Claim", "Crux", "Kind", "Link", "Post", "Span", "Thread", "Unit"),
    "errors": ("ArgmapError", "InputError", "ModelError"),
    "export.json": ("from_json", "to_json", "to_native_thread"),
    "pipeline": ("analyze",),
    "readers": ("parse_thread", "read_thread"),
    "readers.maps": ("parse_map", "read_map"),
    "settings": ("LlmSettings", "Settings"),
    "stages": ("Backend",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "ArgmapError",
    "ArgumentMap",
    "Backend",
    "Claim",
    "Crux",
    "InputError",
    "Kind",
    "Link",
    "LlmSettings",
    "ModelError",
    "Post",
    "Settings",
    "Shift",
    "Span",
    "Thread",
    "Unit",
    "__version__",
    "analyze",
    "cruxes_about",
    "explain",
    "from_json",
    "load_backend",
    "parse_map",
    "parse_thread",
    "read_map",
    "read_thread",
    "to_json",
    "to_native_thread",
    "what_if",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__]
