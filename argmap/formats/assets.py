"""Files that ship with a package, read as they are: the only reading that exporting does, never of a user's file."""

from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"


@cache
def read_asset(name: str) -> str:
    """A text file of the screen, such as `style.css` or `graph/draw.js`."""
    return files("argmap").joinpath("screen", "front", *name.split("/")).read_text(encoding="utf-8")


@cache
def read_vis_network() -> str:
    """The vis-network library out of the pyvis package, which is not imported: that would take a second."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pyvis is not installed; install argmap's requirements")
    return (Path(spec.submodule_search_locations[0]) / VIS_NETWORK).read_text(encoding="utf-8")
