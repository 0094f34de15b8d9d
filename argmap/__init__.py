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
    from argmap.datatypes import ArgumentMap, Claim, Crux, Kind, Link, Post, Span, Thread, Unit
    from argmap.errors import ArgmapError, InputError, ModelError
    from argmap.formats.json import from_json, to_json, to_native_thread
    from argmap.formats.maps import parse_map, read_map
    from argmap.mapping.cruxes.credence import Shift, what_if
    from argmap.mapping.cruxes.crux import cruxes_about
    from argmap.mapping.cruxes.telling import explain
    from argmap.pipeline import analyze
    from argmap.readers import parse_thread, read_thread
    from argmap.settings import LlmSettings, Settings
    from argmap.stages import Backend

_MODULES = {
    "backends": ("load_backend",),
    "datatypes": ("ArgumentMap", "Claim", "Crux", "Kind", "Link", "Post", "Span", "Thread", "Unit"),
    "errors": ("ArgmapError", "InputError", "ModelError"),
    "formats.json": ("from_json", "to_json", "to_native_thread"),
    "formats.maps": ("parse_map", "read_map"),
    "mapping.cruxes.credence": ("Shift", "what_if"),
    "mapping.cruxes.crux": ("cruxes_about",),
    "mapping.cruxes.telling": ("explain",),
    "pipeline": ("analyze",),
    "readers": ("parse_thread", "read_thread"),
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
