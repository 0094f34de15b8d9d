"""Who may import whom, and what: read from the source, so that lazy imports count as well."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS = (
    ("app",),
    ("argmap.__main__", "argmap.app", "argmap.training"),
    ("argmap.cli", "argmap.export"),
    ("argmap",),
    ("argmap.corpus", "argmap.quality.bench", "argmap.work.library", "argmap.work.worker"),
    ("argmap.quality.exam", "argmap.work.corrections"),
    ("argmap.formats",),
    ("argmap.pipeline",),
    ("argmap.quality",),
    ("argmap.readers", "argmap.screen"),
    ("argmap.backends", "argmap.mapping.second"),
    ("argmap.mapping.cruxes", "argmap.mapping.draft", "argmap.mapping.topics"),
    ("argmap.mapping.links",),
    ("argmap.mapping.claims",),
    ("argmap.mapping.scene", "argmap.mapping.units"),
    ("argmap.mapping.cues", "argmap.mapping"),
    ("argmap.extras", "argmap.settings", "argmap.stages"),
    ("argmap.datatypes", "argmap.errors", "argmap.places", "argmap.version"),
)
"""Top down: a module imports from lines below its own, or from its own package."""

DOORS = (
    "app",
    "argmap.__main__",
    "argmap.app",
    "argmap.backends",
    "argmap.cli",
    "argmap.corpus",
    "argmap.quality.annotation",
    "argmap.quality.bench",
    "argmap.quality.exam",
    "argmap.formats.maps",
    "argmap.readers",
    "argmap.training",
    "argmap.work.library",
    "argmap.work.worker",
)
"""Who may open files, print, read the environment and import what is heavy."""

HEAVY = {
    "distributed",
    "httpx",
    "lxml",
    "markdown_it",
    "onnxruntime",
    "pandas",
    "pydantic",
    "pyvis",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "spacy",
    "streamlit",
    "torch",
    "transformers",
}
OPENERS = {"open", "print", "input", "read_text", "read_bytes", "write_text", "write_bytes", "getenv"}
PACKAGED = {"argmap.formats.assets", "argmap.formats.schema"}
"""Read what ships inside a package: schemas, and the script and style of a page."""


def sources(root: Path) -> dict[str, ast.Module]:
    """The syntax tree of every module, by its dotted name."""
    paths = [path for path in (root / "app.py", *sorted((root / "argmap").rglob("*.py"))) if path.exists()]
    return {dotted(path.relative_to(root)): ast.parse(path.read_text("utf-8")) for path in paths}


def dotted(path: Path) -> str:
    """`argmap/screen/rows.py` as `argmap.screen.rows`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.Module, modules: set[str]) -> Iterator[str]:
    """Every module that a tree imports, at the top or inside functions; `from package import module` is the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the direction"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules else str(node.module)


def group_of(module: str) -> str:
    """The entry of LAYERS that a module belongs to."""
    groups = [group for layer in LAYERS for group in layer]
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in groups and not (name == "argmap" and len(parts) > 1):
            return name
    raise AssertionError(f"{module} has no place in LAYERS: give it one")


def line_of(group: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if group in layer)


def is_door(module: str) -> bool:
    return any(module == door or module.startswith(f"{door}.") for door in DOORS)


@pytest.fixture(scope="module")
def trees(root: Path) -> dict[str, ast.Module]:
    """All of them, parsed once."""
    return sources(root)


def test_imports_point_down(trees: dict[str, ast.Module]) -> None:
    """A module imports only from lines below its own or from its own package; the public face is for those above."""
    wrong = []
    for module, tree in trees.items():
        for name in imported(tree, set(trees)):
            if name.split(".")[0] != "argmap":
                continue
            upper, lower = group_of(module), group_of(name)
            if upper != lower and line_of(upper) >= line_of(lower):
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_nothing_imports_training(trees: dict[str, ast.Module]) -> None:
    """How models were made is no part of using them."""
    wrong = [
        f"{module} imports {name}"
        for module, tree in trees.items()
        for name in imported(tree, set(trees))
        if name.startswith("argmap.training") and not module.startswith("argmap.training")
    ]
    assert wrong == []


def test_heavy_libraries_stay_at_the_doors(trees: dict[str, ast.Module]) -> None:
    """Only readers, backends, training, the command line and the app import a heavy library."""
    wrong = [
        f"{module} imports {name}"
        for module, tree in trees.items()
        for name in imported(tree, set(trees))
        if name.split(".")[0] in HEAVY and not is_door(module)
    ]
    assert wrong == []


def test_files_are_opened_at_the_doors(trees: dict[str, ast.Module]) -> None:
    """Only readers, backends, training, the command line and the app open files, print or read the environment."""
    wrong = [
        f"{module}:{node.lineno} calls {called(node)}"
        for module, tree in trees.items()
        if not is_door(module) and module not in PACKAGED
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in OPENERS
    ]
    assert wrong == []


def called(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


@pytest.mark.parametrize("statement", ["import argmap", "import argmap.cli", "import argmap.__main__"])
def test_starting_is_light(statement: str) -> None:
    """Neither the package nor its command line imports a library that is slow to import when it starts."""
    names = sorted(HEAVY | {"httpx", "numpy", "networkx", "rich", "jsonschema"})
    program = f"{statement}; import sys; print(*(name for name in {names} if name in sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
