"""GEXF 1.3, Gephi's own format: like GraphML, with the places and colours of argmap's screen."""

from collections.abc import Iterator

from argmap.datatypes import ArgumentMap, Kind, Link
from argmap.formats.attributes import Value, claim_attributes, link_attributes
from argmap.formats.escape import LABEL, printable, shortened, xml_attribute
from argmap.screen.labels import find_box
from argmap.screen.places import Place, find_layout

TYPES = {str: "string", float: "double", int: "integer", bool: "boolean"}
COLOURS = {Kind.SUPPORT: (0, 114, 178), Kind.OBJECTION: (213, 94, 0)}
"""Blue and vermillion of the Okabe-Ito palette, which colour-blind people can tell apart."""


def gexf_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as GEXF; y grows upwards, as Gephi draws it."""
    claims = claim_attributes(argument_map)
    links = link_attributes(argument_map)
    sizes = {claim.id: find_box(shortened(claim.text, LABEL), "claim").size for claim in argument_map.claims}
    places = find_layout(sizes, argument_map.links, argument_map.main).places
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield "<meta><creator>argmap</creator></meta>\n"
    yield '<graph mode="static" defaultedgetype="directed">\n'
    yield from _declared("node", next(iter(claims.values()), {}))
    yield from _declared("edge", next(iter(links.values()), {}))
    yield "<nodes>\n"
    for claim, attributes in claims.items():
        yield _node(claim, attributes, places[claim])
    yield "</nodes>\n<edges>\n"
    for link in argument_map.links:
        yield _edge(link, links[link.id])
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(domain: str, attributes: dict[str, Value]) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n'
    for name, value in attributes.items():
        yield f'<attribute id="{name}" title="{name}" type="{TYPES[type(value)]}"/>\n'
    yield "</attributes>\n"


def _node(claim: str, attributes: dict[str, Value], place: Place) -> str:
    label = xml_attribute(shortened(str(attributes["text"]), 60))
    return (
        f"<node id={xml_attribute(claim)} label={label}>{_values(attributes)}"
        f'<viz:position x="{place.x:.1f}" y="{-place.y:.1f}" z="0.0"/></node>\n'
    )


def _edge(link: Link, attributes: dict[str, Value]) -> str:
    red, green, blue = COLOURS[link.kind]
    return (
        f"<edge id={xml_attribute(link.id)} source={xml_attribute(link.source)} target={xml_attribute(link.target)}"
        f' weight="{link.confidence}">{_values(attributes)}<viz:color r="{red}" g="{green}" b="{blue}"/></edge>\n'
    )


def _values(attributes: dict[str, Value]) -> str:
    pairs = (f'<attvalue for="{name}" value={_value(value)}/>' for name, value in attributes.items())
    return f"<attvalues>{''.join(pairs)}</attvalues>"


def _value(value: Value) -> str:
    return f'"{str(value).lower()}"' if isinstance(value, bool) else xml_attribute(printable(str(value)))
