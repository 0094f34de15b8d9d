"""Draw the rooms of argmap and the imports between them.

`python tests/rooms.py` writes the picture in CONTRIBUTING.md.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "CONTRIBUTING.md"
START, END = "<!-- rooms: made from the imports by tests/rooms.py -->\n", "<!-- end of rooms -->\n"
PARTED = ("mapping", "quality", "work")
"""Rooms whose own rooms and modules are drawn one by one."""
GROUND = ("datatypes", "errors", "extras", "places", "settings", "stages", "version")


def room_of(module: str) -> str:
    """Name the room of a module, given without its leading `argmap`.

    >>> room_of("mapping.links.relate"), room_of("readers.sites.reddit"), room_of("errors"), room_of("mapping.cues")
    ('mapping/links', 'readers', 'ground', 'mapping/cues')
    """
    first, *others = module.split(".")
    if first in GROUND:
        return "ground"
    return "/".join((first, others[0])) if first in PARTED and others else first


def modules() -> Mapping[str, ast.Module]:
    """Parse every module of argmap, by its dotted name without the leading `argmap`."""
    paths = sorted((ROOT / "argmap").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT / "argmap").with_suffix("").parts) for path in paths]
    return {
        name.removesuffix(".__init__"): ast.parse(path.read_text("utf-8"))
        for name, path in zip(names, paths, strict=True)
        if name not in ("__init__", "__main__", "export")
    }


def imported(tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[str]:
    """List the modules of argmap that a module imports, lazily or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("argmap."):
            base = node.module.removeprefix("argmap.")
            yield from (f"{base}.{name.name}" if f"{base}.{name.name}" in known else base for name in node.names)


def rooms() -> nx.DiGraph:
    """Build the graph of rooms, an arrow from each to those that it imports from."""
    known, graph = modules(), nx.DiGraph()
    for name, tree in known.items():
        graph.add_node(room_of(name))
        graph.add_edges_from((room_of(name), room_of(other)) for other in imported(tree, known))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def picture() -> str:
    """Write the rooms as a Mermaid flow chart, without the arrows that others imply; the ground is left out."""
    graph = rooms()
    graph.remove_node("ground")
    lines = sorted(f"  {above} --> {below}" for above, below in nx.transitive_reduction(graph).edges)
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```", ""])


def with_picture(text: str) -> str:
    """Put the picture between its marks in a document."""
    before, _, rest = text.partition(START)
    return before + START + picture() + END + rest.partition(END)[2]


if __name__ == "__main__":
    DOCUMENT.write_text(with_picture(DOCUMENT.read_text("utf-8")), "utf-8")
