"""What the filter bar shows: every value that can be chosen, and how many claims each would leave."""

from collections.abc import Callable
from typing import Any

from argmap.datatypes import ArgumentMap, Kind
from argmap.screen.filters import Filters, View, count_choices, count_contested
from argmap.screen.rows import direction_name, speaker

ROLES = {"main": "Main claims", "crux": "Cruxes", "claim": "Other claims"}
KINDS = {Kind.SUPPORT: "Supports", Kind.OBJECTION: "Objections"}


def controls_payload(view: View, filters: Filters) -> dict[str, Any]:
    """The filter bar for the screen: for each filter its values as `[value, name, claims left]`."""
    argument_map = view.argument_map
    counts = count_choices(argument_map, filters)
    posts = {post.id: post for post in argument_map.thread.posts}
    named: dict[str, Callable[[str], str]] = {
        "directions": lambda slug: direction_name(slug, argument_map),
        "authors": str,
        "posts": lambda post: f"{post} · {speaker(posts[post])}" if posts[post].author else speaker(posts[post]),
        "roles": lambda role: ROLES[role],
    }
    offered = offers(argument_map)
    return {
        "choices": {
            name: [[value, named[name](value), counts[name][value]] for value in offered[name]] for name in named
        },
        "links": [[str(kind), KINDS[kind], sum(link.kind is kind for link in view.links)] for kind in Kind],
        "contested": count_contested(argument_map, filters),
        "unlinked": view.unlinked,
        "shown": len(view.claims),
        "total": len(argument_map.claims),
        "summary": view.summary,
    }


def offers(argument_map: ArgumentMap) -> dict[str, list[str]]:
    """The values that each filter offers: most claims first, posts and roles in their own order."""
    whole = count_choices(argument_map, Filters(unlinked=True))
    return {
        "directions": [slug for slug, _ in sorted(whole["directions"].items(), key=lambda item: (-item[1], item[0]))],
        "authors": [name for name, _ in sorted(whole["authors"].items(), key=lambda item: (-item[1], item[0]))],
        "posts": [post.id for post in argument_map.thread.posts if whole["posts"][post.id]],
        "roles": [role for role in ROLES if whole["roles"][role]],
    }
