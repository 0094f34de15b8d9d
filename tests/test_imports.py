"""Who may import whom, and what: read from the source, so that lazy imports count as well."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS = (
    ("app",),
    ("argmap.__main__", "argmap.app"),
    ("argmap.cli",),
    ("argmap.bench", "argmap.corpus", "argmap.training"),
    ("argmap.exam",),
    ("argmap",),
    ("argmap.library", "argmap.worker"),
    ("argmap.pipeline",),
    ("argmap.corrections",),
    ("argmap.readers",),
    ("argmap.export",),
    ("argmap.backends", "argmap.console", "argmap.view"),
    ("argmap.evaluation", "argmap.sides"),
    ("argmap.second",),
    ("argmap.draft", "argmap.joint"),
    ("argmap.credence", "argmap.crux", "argmap.questions"),
    ("argmap.agreement", "argmap.antecedents", "argmap.claims", "argmap.directions", "argmap.relate", "argmap.topics"),
    (
        "argmap.assertions",
        "argmap.candidates",
        "argmap.evidence",
        "argmap.inheritance",
        "argmap.references",
        "argmap.restate",
    ),
    ("argmap.rivals",),
    ("argmap.manner", "argmap.paths", "argmap.scene", "argmap.segment", "argmap.strength", "argmap.windows"),
    ("argmap.reactions", "argmap.stages"),
    ("argmap.cues", "argmap.datatypes", "argmap.errors", "argmap.settings", "argmap.version"),
)
"""Top down: a module imports from lines below its own, or from its own package."""

DOORS = (
    "app",
    "argmap.__main__",
    "argmap.app",
    "argmap.bench",
    "argmap.corpus",
    "argmap.cli",
    "argmap.exam",
    "argmap.library",
    "argmap.readers",
    "argmap.backends",
    "argmap.training",
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
PACKAGED = {"argmap.export.assets", "argmap.export.schema"}
"""Read what ships inside a package: schemas, and the script and style of a page."""


def sources(root: Path) -> dict[str, ast.Module]:
    """The syntax tree of every module, by its dotted name."""
    paths = [path for path in (root / "app.py", *sorted((root / "argmap").rglob("*.py"))) if path.exists()]
    return {dotted(path.relative_to(root)): ast.parse(path.read_text("utf-8")) for path in paths}


def dotted(path: Path) -> str:
    """`argmap/view/rows.py` as `argmap.view.rows`."""
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
