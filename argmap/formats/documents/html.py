"""One HTML file that shows the map in any browser, offline: argmap's own screen, vis-network and data inside.

A strict content security policy lets only these scripts and styles run, by their hashes, and lets nothing load. The
file also carries the native map, so that argmap reads it back without loss.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from posixpath import normpath
from typing import Any

from argmap.datatypes import ArgumentMap
from argmap.errors import InputError
from argmap.formats.assets import read_asset, read_vis_network
from argmap.formats.escape import one_line
from argmap.formats.json import json_pieces
from argmap.formats.records import laid_out
from argmap.screen import Filters, filter_map, map_payload, view_payload
from argmap.screen.clusters import GROUPINGS
from argmap.screen.controls import controls_payload
from argmap.screen.folding import DIVIDED, fold_dispute

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 250, "selectable": False},
}

_OPENING = '<script type="application/json" id="argmap-map">'


def to_html(argument_map: ArgumentMap) -> str:
    """The page; thread texts stand in it as data only."""
    return "".join(html_pieces(argument_map))


def html_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """What `to_html` gives, the map in it a record at a time."""
    style = "".join(map(read_asset, ("style.css", "touch.css", "page/page.css")))
    script = _script()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    title = escape(one_line(argument_map.thread.title or "Untitled thread"))
    fields: dict[str, Iterable[str]] = {
        "policy": (policy,),
        "title": (title,),
        "style": (style,),
        "screen": map(_inert, laid_out(_screen(argument_map), levels=4)),
        "map": map(_inert, json_pieces(argument_map)),
        "script": (script,),
    }
    for literal, name in re.findall(r"(.*?)(?:\{(\w+)\}|\Z)", read_asset("page/page.html"), re.DOTALL):
        yield literal
        yield from fields.get(name, ())


def is_html(text: str) -> bool:
    """Whether a text is a page that `to_html` made."""
    return _OPENING in text


def map_in_html(text: str) -> str:
    """The native map that a page of `to_html` carries.

    Raises:
        InputError: there is none in it.
    """
    _, opening, rest = text.partition(_OPENING)
    found, closing, _ = rest.partition("</script>")
    if not (opening and closing):
        raise InputError("this HTML holds no whole argmap map; give the file that argmap exported")
    return found


def _screen(argument_map: ArgumentMap) -> dict[str, Any]:
    """What the screen draws: everything, whatever filters a reader sets later, in each of its pictures."""
    view = filter_map(argument_map, Filters(unlinked=True))
    dispute = fold_dispute(view)
    payloads = {"map": view_payload(view)} | {by: view_payload(view, by) for by in GROUPINGS}
    if dispute is not None:
        payloads["dispute"] = view_payload(dispute.view)
    return {
        "options": OPTIONS,
        "divided": DIVIDED,
        "map": {"key": "map", **map_payload(argument_map)},
        "slugs": {claim.id: list(claim.directions) for claim in argument_map.claims},
        "offers": controls_payload(view, Filters())["choices"],
        "nodes": [_without(node, "x", "y", "below") for node in payloads["map"]["nodes"]],
        "edges": [_without(edge, "points", "tree") for edge in payloads["map"]["edges"]],
        "pictures": {name: _picture(payload) for name, payload in payloads.items()},
    }


def _picture(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Where a picture has its boxes and lines, by their ids, and its frames."""
    return {
        "places": {node["id"]: [node["x"], node["y"]] for node in payload["nodes"]},
        "routes": {edge["id"]: [edge["points"], edge["tree"]] for edge in payload["edges"]},
        "frames": payload["frames"],
    }


def _without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def _script() -> str:
    """vis-network, the screen's modules, each in a scope of its own, and the page's own script."""
    modules = (_scoped(name.split("/")[-1], read_asset(f"{name}.js")) for name in _modules("bench/main"))
    answers = _scoped("answer", read_asset("page/answer.js"))
    page = f"(() => {{\n{read_asset('page/page.js')}}})();"
    return "\n".join([read_vis_network().replace("sourceMappingURL=", ""), *modules, answers, page])


def _modules(name: str) -> dict[str, None]:
    """A module of the screen and all that it imports, each after those that it imports itself."""
    imported = re.findall(r'^import (?:.* from )?"(\.[./\w]*/\w+)\.js";', read_asset(f"{name}.js"), re.MULTILINE)
    found: dict[str, None] = {}
    for other in imported:
        found |= _modules(normpath(f"{name}/../{other}"))
    return found | {name: None}


def _scoped(name: str, source: str) -> str:
    r"""A module as a function that returns what it exports, for pages that can load no files.

    >>> print(_scoped("b", 'import { x } from "./a.js";\nexport const y = x;'))
    const $b = (() => {
    const { x } = $a;
    const y = x;
    return { y };
    })();
    """
    exported = re.findall(r"^export (?:async )?(?:function|class|const|let) (\w+)", source, re.MULTILINE)
    body = re.sub(r'^import \* as (\w+) from "[./\w]*/(\w+)\.js";', r"const \1 = $\2;", source, flags=re.MULTILINE)
    body = re.sub(r'^import (\{[^}]*\}) from "[./\w]*/(\w+)\.js";', r"const \1 = $\2;", body, flags=re.MULTILINE)
    body = re.sub(r'^import "[./\w]*/\w+\.js";', "", body, flags=re.MULTILINE)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _inert(json_text: str) -> str:
    r"""JSON that can end no script element, and means the same.

    >>> _inert('"</script>"')
    '"\\u003c/script\\u003e"'
    """
    return json_text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
