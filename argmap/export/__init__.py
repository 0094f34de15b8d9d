"""Maps as text in the formats that people's tools open; FORMATS names them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.datatypes import ArgumentMap
from argmap.export.aif import to_aif
from argmap.export.argdown import to_argdown
from argmap.export.csv import to_csv_claims, to_csv_links
from argmap.export.dot import to_dot
from argmap.export.gexf import to_gexf
from argmap.export.graphml import to_graphml
from argmap.export.html import to_html
from argmap.export.json import to_json
from argmap.export.jsonld import to_jsonld
from argmap.export.kialo import to_kialo
from argmap.export.markdown import to_markdown
from argmap.export.mermaid import to_mermaid
from argmap.export.sadface import to_sadface
from argmap.export.svg import to_svg
from argmap.export.xaif import to_xaif

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that maps are written in.

    Attributes:
        write: a map -> the whole text of its file.
        suffix: of the file's name, with its dot.
        media_type: for downloads.
        summary: one line for people who choose.
        reads_back: whether `argmap.readers.maps` reads it.
    """

    write: Callable[[ArgumentMap], str]
    suffix: str
    media_type: str
    summary: str
    reads_back: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format(to_json, ".map.json", "application/json", "argmap's own; nothing is lost", True),
        "html": Format(to_html, ".html", "text/html", "one page to share: graph, text and filters, offline", True),
        "markdown": Format(to_markdown, ".md", "text/markdown", "a briefing to paste into a comment"),
        "svg": Format(to_svg, ".svg", "image/svg+xml", "a picture of the whole map"),
        "argdown": Format(to_argdown, ".argdown", "text/x-argdown", "Argdown, argument maps as plain text", True),
        "kialo": Format(to_kialo, ".kialo.txt", "text/plain", "Kialo's text: pros and cons as an outline", True),
        "aif": Format(to_aif, ".aif.json", "application/json", "Argument Interchange Format, as AIFdb has it", True),
        "xaif": Format(to_xaif, ".xaif.json", "application/json", "AIF with text and places, for OVA3", True),
        "sadface": Format(to_sadface, ".sadface.json", "application/json", "SADFace argument documents"),
        "jsonld": Format(to_jsonld, ".jsonld", "application/ld+json", "linked data (AIF ontology, schema.org)"),
        "graphml": Format(to_graphml, ".graphml", "application/graphml+xml", "graphs: yEd, Cytoscape, networkx"),
        "gexf": Format(to_gexf, ".gexf", "application/gexf+xml", "graphs: Gephi, with places and colours"),
        "dot": Format(to_dot, ".dot", "text/vnd.graphviz", "Graphviz"),
        "mermaid": Format(to_mermaid, ".mmd", "text/vnd.mermaid", "Mermaid, for Markdown pages"),
        "csv-claims": Format(to_csv_claims, ".claims.csv", "text/csv", "a table of the claims"),
        "csv-links": Format(to_csv_links, ".links.csv", "text/csv", "a table of the links"),
    }
)
"""Every format by the name that `--to` takes, those that people want most first."""
