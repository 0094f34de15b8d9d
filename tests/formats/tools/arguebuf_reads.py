"""Run by a Python that has arguebuf: a format's name and a file -> claims and links as JSON, for test_tools.py."""

import json
import sys
from pathlib import Path

import arguebuf

name, path = sys.argv[1:]
if name == "kialo":
    with Path(path).open(encoding="utf-8") as file:
        graph = arguebuf.load.kialo(file)
else:
    load = {"aif": arguebuf.load.aif, "xaif": arguebuf.load.xaif, "sadface": arguebuf.load.sadface}[name]
    graph = load(json.loads(Path(path).read_text(encoding="utf-8")))
links = []
for node in graph.scheme_nodes.values():
    kind = {"Support": "support", "Attack": "objection"}.get(type(node.scheme).__name__, "none")
    for source in graph.incoming_nodes(node):
        for target in graph.outgoing_nodes(node):
            links.append([source.plain_text, target.plain_text, kind])
print(json.dumps({"claims": [node.plain_text for node in graph.atom_nodes.values()], "links": links}))
