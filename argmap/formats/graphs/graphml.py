"""GraphML: claims as nodes, links as directed edges, for Gephi, yEd, Cytoscape and networkx."""

from collections.abc import Iterator

from argmap.datatypes import ArgumentMap
from argmap.formats.attributes import Value, claim_attributes, link_attributes
from argmap.formats.escape import xml_attribute, xml_text

TYPES = {str: "string", float: "double", int: "int", bool: "boolean"}


def graphml_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as GraphML; every attribute of `attributes.py` is declared and typed."""
    claims = claim_attributes(argument_map)
    links = link_attributes(argument_map)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("node", next(iter(claims.values()), {}))
    yield from _keys("edge", next(iter(links.values()), {}))
    yield '<graph id="argmap" edgedefault="directed">\n'
    for claim, attributes in claims.items():
        yield f"<node id={xml_attribute(claim)}>{_data('node', attributes)}</node>\n"
    for link in argument_map.links:
        ends = f"source={xml_attribute(link.source)} target={xml_attribute(link.target)}"
        yield f"<edge id={xml_attribute(link.id)} {ends}>{_data('edge', links[link.id])}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(domain: str, attributes: dict[str, Value]) -> Iterator[str]:
    for name, value in attributes.items():
        yield f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{TYPES[type(value)]}"/>\n'


def _data(domain: str, attributes: dict[str, Value]) -> str:
    return "".join(f'<data key="{domain}-{name}">{_value(value)}</data>' for name, value in attributes.items())


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else xml_text(str(value))
