"""Packages that only some commands need, and the line that says which to install.

They are called by their own names: whoever registers the name `argmap` at an index would be asked for `argmap[...]`.
"""

from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec

from argmap.errors import ArgmapError, ModelError

MODULES = {"scikit-learn": "sklearn"}
"""Modules that are not called as their package is."""


def need(what: str, *packages: str, model: bool = False) -> None:
    """Raise an error where one of the packages is not installed.

    Args:
        what: needs them; begins the line.
        packages: their names at the index.
        model: raise a `ModelError`.

    Raises:
        ArgmapError: a line that says what to install, at the versions that argmap was tested with.
    """
    if all(is_there(name) for name in packages):
        return
    line = f"{what} needs packages that are not installed: pip install {' '.join(map(pinned, packages))}"
    raise (ModelError if model else ArgmapError)(line)


def is_there(package: str) -> bool:
    """Say if a package can be imported; nothing is imported."""
    try:
        return find_spec(MODULES.get(package, package.replace("-", "_"))) is not None
    except ValueError:  # kept out of reach: sys.modules holds None for it
        return False


def pinned(package: str) -> str:
    """Return a package's name with the version that argmap asks for, or the name where that is not known."""
    try:
        asked = (line.partition(";")[0].strip() for line in requires("argmap") or ())
        return next((pin for pin in asked if pin.startswith(f"{package}==")), package)
    except PackageNotFoundError:
        return package
