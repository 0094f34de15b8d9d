"""Maps as text in the formats that people's tools open; FORMATS names them all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.datatypes import ArgumentMap
from argmap.formats.argumentation.aif import aif_pieces
from argmap.formats.argumentation.argdown import argdown_pieces
from argmap.formats.argumentation.jsonld import jsonld_pieces
from argmap.formats.argumentation.kialo import kialo_pieces
from argmap.formats.argumentation.sadface import sadface_pieces
from argmap.formats.argumentation.xaif import xaif_pieces
from argmap.formats.documents.annotations import annotations_pieces
from argmap.formats.documents.csv import csv_claims_pieces, csv_links_pieces
from argmap.formats.documents.html import html_pieces
from argmap.formats.documents.markdown import markdown_pieces
from argmap.formats.graphs.canvas import canvas_pieces
from argmap.formats.graphs.dot import dot_pieces
from argmap.formats.graphs.gexf import gexf_pieces
from argmap.formats.graphs.graphml import graphml_pieces
from argmap.formats.graphs.mermaid import mermaid_pieces
from argmap.formats.graphs.picture import pdf_pieces, png_pieces
from argmap.formats.graphs.svg import svg_pieces
from argmap.formats.json import json_pieces

__all__ = ["FORMATS", "PICTURES", "Format", "Picture"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that maps are written in.

    Attributes:
        pieces: a map -> the text of its file, about a line at a time.
        suffix: of the file's name, with its dot.
        media_type: for downloads.
        summary: one line for people who choose.
        reads_back: whether `argmap.formats.maps` reads it.
    """

    pieces: Callable[[ArgumentMap], Iterator[str]]
    suffix: str
    media_type: str
    summary: str
    reads_back: bool = False

    def write(self, argument_map: ArgumentMap) -> str:
        """The whole text of a map's file."""
        return "".join(self.pieces(argument_map))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format(json_pieces, ".map.json", "application/json", "argmap's own; nothing is lost", True),
        "html": Format(html_pieces, ".html", "text/html", "one page to share: graph, text and filters, offline", True),
        "markdown": Format(markdown_pieces, ".md", "text/markdown", "a briefing to paste into a comment"),
        "svg": Format(svg_pieces, ".svg", "image/svg+xml", "a picture of the whole map"),
        "argdown": Format(argdown_pieces, ".argdown", "text/x-argdown", "Argdown, argument maps as plain text", True),
        "kialo": Format(kialo_pieces, ".kialo.txt", "text/plain", "Kialo's text: pros and cons as an outline", True),
        "aif": Format(
            aif_pieces, ".aif.json", "application/json", "Argument Interchange Format, as AIFdb has it", True
        ),
        "xaif": Format(xaif_pieces, ".xaif.json", "application/json", "AIF with text and places, for OVA3", True),
        "sadface": Format(sadface_pieces, ".sadface.json", "application/json", "SADFace argument documents"),
        "jsonld": Format(jsonld_pieces, ".jsonld", "application/ld+json", "linked data (AIF ontology, schema.org)"),
        "graphml": Format(graphml_pieces, ".graphml", "application/graphml+xml", "graphs: yEd, Cytoscape, networkx"),
        "gexf": Format(gexf_pieces, ".gexf", "application/gexf+xml", "graphs: Gephi, with places and colours"),
        "dot": Format(dot_pieces, ".dot", "text/vnd.graphviz", "Graphviz"),
        "mermaid": Format(mermaid_pieces, ".mmd", "text/vnd.mermaid", "Mermaid, for Markdown pages"),
        "canvas": Format(
            canvas_pieces, ".canvas", "application/json", "JSON Canvas, for Obsidian: a card for each claim"
        ),
        "annotations": Format(
            annotations_pieces, ".annotations.jsonld", "application/ld+json", "Web Annotations: claims on their page"
        ),
        "csv-claims": Format(csv_claims_pieces, ".claims.csv", "text/csv", "a table of the claims"),
        "csv-links": Format(csv_links_pieces, ".links.csv", "text/csv", "a table of the links"),
    }
)
"""Every format of text by the name that `--to` takes, those that people want most first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A format of bytes; drawing it needs Typst, and fails with an ArgmapError where that is missing."""

    pieces: Callable[[ArgumentMap], Iterator[bytes]]
    suffix: str
    media_type: str
    summary: str

    def write(self, argument_map: ArgumentMap) -> bytes:
        """All bytes of a map's file."""
        return b"".join(self.pieces(argument_map))


PICTURES: Mapping[str, Picture] = MappingProxyType(
    {
        "png": Picture(png_pieces, ".png", "image/png", "the picture, for pages and slides (needs Typst)"),
        "pdf": Picture(pdf_pieces, ".pdf", "application/pdf", "the picture on one page (needs Typst)"),
    }
)
"""Every format of bytes by the name that `--to` takes."""
