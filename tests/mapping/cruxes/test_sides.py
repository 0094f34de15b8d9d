"""Who surely stands on a side, and who only may."""

from dataclasses import replace

from argmap.datatypes import ArgumentMap
from argmap.mapping.cruxes.sides import SURE, sure_sides


def test_a_doubtful_link_puts_nobody_on_a_side(small_map: ArgumentMap) -> None:
    """Who states a crux is for it; who objects to it by a link is against it as far as that link is sure."""
    crux = small_map.cruxes[0]

    def sides(confidence: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
        links = tuple(replace(link, confidence=confidence) for link in small_map.links)
        return sure_sides(crux, replace(small_map, links=links))

    stated, nobody = sides(SURE - 0.01)
    assert stated
    assert nobody == ()
    assert sides(SURE) == (crux.for_, crux.against)
    assert crux.against
