"""What a screen is told of a map: filters, layout, labels, briefing, escaping."""

import json
import string
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.datatypes import ArgumentMap, Claim, Crux, Kind, Link, Post, Run, Span, Thread
from argmap.screen import (
    Filters,
    Layout,
    Place,
    crux_rows,
    filter_map,
    find_layout,
    header_html,
    map_payload,
    neighbourhood,
    plain,
    view_payload,
)
from argmap.screen.labels import cut, find_box, width_of, wrap_label
from argmap.screen.passages import find_depths, find_marks

HOSTILE = '<img src=x onerror="document.title=1"> :red[x] :material/home: $a^2$ **b** [l](javascript:x) `c`'


def small_map(title: str | None = "Debate", text: str = "Debate helps weak judges.") -> ArgumentMap:
    """c2 supports c1 and c3 objects to it; c4 objects to c3; c5 stands alone."""
    posts = (Post("p1", text, "Ada"), Post("p2", "No. Judges are fooled. Cats purr.", None, "p1"))
    spans = [("p1", 0, 6), ("p1", 7, 12), ("p2", 4, 22), ("p2", 0, 2), ("p2", 23, 33)]
    said = {"p1": posts[0].text, "p2": posts[1].text}
    tags = [("oversight",), ("oversight", "evals"), ("evals",), (), ()]
    claims = tuple(
        Claim(f"c{n}", said[post][start:end], (Span(post, start, end),), 0.5, tags[n - 1])
        for n, (post, start, end) in enumerate(spans, 1)
    )
    links = (
        Link("l1", "c2", "c1", Kind.SUPPORT, 0.9),
        Link("l2", "c3", "c1", Kind.OBJECTION, 0.6),
        Link("l3", "c4", "c3", Kind.OBJECTION, 0.8),
    )
    crux = Crux("c3", "c1", 0.2, -0.4, 0.5, True, False, held=0.3, fell=0.7, for_=("p2",), against=("Ada",))
    return ArgumentMap(
        Thread(posts, "t", title),
        claims,
        links,
        {claim.id: 0.62 for claim in claims},
        ("c1",),
        (crux,),
        {"c1": ("c3",)},
        Run("0", "test"),
    )


def shown(filters: Filters) -> tuple[list[str], list[str]]:
    """The ids of the claims and the links that the filters leave of the small map."""
    view = filter_map(small_map(), filters)
    return [claim.id for claim in view.claims], [link.id for link in view.links]


def test_without_filters_all_linked_claims_are_shown_and_the_others_counted() -> None:
    """A claim that no link holds is hidden until it is asked for, and said to be there."""
    view = filter_map(small_map(), Filters())
    assert [claim.id for claim in view.claims] == ["c1", "c2", "c3", "c4"]
    assert view.unlinked == 1
    assert view.summary == "4 of 5 claims shown"
    assert shown(Filters(unlinked=True))[0] == ["c1", "c2", "c3", "c4", "c5"]


@pytest.mark.parametrize(
    ("filters", "claims", "links"),
    [
        (Filters(directions=("oversight",)), ["c1", "c2"], ["l1"]),
        (Filters(directions=("oversight", "evals")), ["c1", "c2", "c3"], ["l1", "l2"]),
        (Filters(kinds=(Kind.OBJECTION,)), ["c1", "c3", "c4"], ["l2", "l3"]),
        (Filters(min_confidence=0.7), ["c1", "c2", "c3", "c4"], ["l1", "l3"]),
        (Filters(min_confidence=0.85), ["c1", "c2"], ["l1"]),
        (Filters(words="JUDGES fooled"), ["c3"], []),
        (Filters(words="ada"), ["c1", "c2"], ["l1"]),
        (Filters(words="cats"), ["c5"], []),
        (Filters(directions=("evals",), kinds=(Kind.OBJECTION,), words="judges"), ["c3"], []),
        (Filters(directions=("nothing",)), [], []),
    ],
)
def test_filters_combine_and_take_a_claims_links_with_it(filters: Filters, claims: list[str], links: list[str]) -> None:
    """A claim passes all filters or is gone with its links; words also find claims that no link holds."""
    assert shown(filters) == (claims, links)


def test_neighbourhood_of_a_crux_holds_its_neighbours_and_the_way_to_what_turns_on_it() -> None:
    """Focusing on a claim keeps what touches it and the path up, and nothing else."""
    view = filter_map(small_map(), Filters())
    near = neighbourhood(view, "c4")
    assert [claim.id for claim in near.claims] == ["c1", "c3", "c4"]
    assert [link.id for link in near.links] == ["l2", "l3"]
    assert neighbourhood(view, "c5").claims == ()


def test_a_crux_row_tells_sides_change_and_path() -> None:
    """The briefing has the numbers of the crux, and names a speaker without a name by the post."""
    (row,) = crux_rows(small_map())
    assert (row.rank, row.for_, row.against) == (1, ("unknown (p2)",), ())
    assert (row.maybe_for, row.maybe_against) == ((), ("Ada",)), "the link that puts her there is doubtful"
    assert (row.turn.now, row.turn.fell, row.path) == ("0.62", "0.70", ("c3", "c1"))


def test_payloads_are_json_and_point_into_the_posts() -> None:
    """Every mention's offsets cut the claim's words out of its post."""
    payload = json.loads(json.dumps(map_payload(small_map())))
    for claim in payload["claims"].values():
        post, start, end = claim["mentions"][0]
        assert payload["posts"][post]["text"][start:end] == claim["text"]


def test_offsets_for_the_browser_count_utf_16_units() -> None:
    """A character beyond U+FFFF before a claim moves its offsets by two, as JavaScript counts."""
    argument_map = small_map(text="Yes 🐈 it is so.")
    assert map_payload(argument_map)["claims"]["c1"]["mentions"][0] == ["p1", 0, 7]
    assert map_payload(argument_map)["claims"]["c2"]["mentions"][0] == ["p1", 8, 13]


def test_view_payload_gives_each_link_a_width_by_its_confidence() -> None:
    """A surer link is drawn wider, and nodes keep reading order, role and rank."""
    payload = view_payload(filter_map(small_map(), Filters()))
    widths = {edge["id"]: edge["width"] for edge in payload["edges"]}
    assert widths["l1"] > widths["l3"] > widths["l2"]
    assert [(node["id"], node["role"], node["rank"]) for node in payload["nodes"]] == [
        ("c1", "main", None),
        ("c2", "claim", None),
        ("c3", "crux", 1),
        ("c4", "claim", None),
    ]


@pytest.mark.parametrize("character", sorted(string.punctuation))
def test_plain_leaves_no_character_that_means_something(character: str) -> None:
    """Every character of Markdown, HTML and Streamlit's directives comes out as a number, to be read back as itself."""
    assert character not in plain(f"a{character}b").replace("&#", "").replace(";", "") or character in "#&;"
    assert unescape(plain(f"a{character}b")).replace("\u2060", "") == f"a{character}b"


@pytest.mark.parametrize("directive", [":material/home:", ":smile:", "->", "<-", "--", ">=", "~="])
def test_plain_breaks_what_streamlit_looks_for_in_words(directive: str) -> None:
    """Icons and arrows, which are found after Markdown is read, are not found in escaped text."""
    assert directive not in unescape(plain(directive))


def test_the_header_holds_a_hostile_title_as_text() -> None:
    """A title with markup makes no element of its own."""
    tags: list[str] = []
    words: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    parser.handle_data = words.append  # type: ignore[method-assign]
    parser.feed(header_html(small_map(title=HOSTILE)))
    assert tags == ["div", "b", "h1", "span"]
    assert HOSTILE in words


@given(st.text(max_size=300), st.integers(4, 40), st.integers(1, 6))
def test_labels_keep_to_their_lines_and_columns(text: str, columns: int, lines: int) -> None:
    """No label has more lines or wider lines than its box has room for."""
    label = wrap_label(text, columns, lines)
    assert 1 <= len(label) <= lines
    assert all(width_of(line) <= columns for line in label)


def test_a_longer_claim_has_a_taller_box_up_to_a_limit() -> None:
    """A box grows with its words and then stops."""
    heights = [find_box("word " * count, "claim").size[1] for count in (1, 10, 100, 1000)]
    assert heights[0] < heights[1] < heights[2] == heights[3]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, tuple[float, float]], list[Link], tuple[str, ...]]:
    """Boxes of several sizes, any links between them, any of them on top."""
    count = draw(st.integers(1, 24))
    size = st.tuples(st.sampled_from([190.0, 264.0]), st.sampled_from([40.0, 59.0, 110.0]))
    sizes = {f"c{n}": draw(size) for n in range(count)}
    end = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(end, end, st.sampled_from(Kind), st.sampled_from([0.5, 0.7, 0.9])), max_size=40))
    links = [Link(f"l{n}", f"c{a}", f"c{b}", kind, sure) for n, (a, b, kind, sure) in enumerate(pairs)]
    return sizes, links, tuple(draw(st.lists(st.sampled_from(sorted(sizes)), unique=True, max_size=3)))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_no_box_lies_over_another_and_no_reasons_line_runs_through_a_box(
    graph: tuple[dict[str, tuple[float, float]], list[Link], tuple[str, ...]],
) -> None:
    """Whatever the links, boxes are apart and the lines of the trees keep clear of them."""
    sizes, links, first = graph
    layout = find_layout(sizes, links, first)
    assert list(layout.places) == list(sizes)
    assert set(layout.routes) == {link.id for link in links if link.source != link.target}
    places = list(layout.places.values())
    for i, place in enumerate(places):
        assert not any(overlap(place, other) for other in places[i + 1 :])
    assert not [link for link in links if link.id in layout.routes and crossed(link, layout)]


@settings(max_examples=50, deadline=None)
@given(graphs())
def test_reasons_stand_below_what_they_are_for(
    graph: tuple[dict[str, tuple[float, float]], list[Link], tuple[str, ...]],
) -> None:
    """Along a tree's line the source is always lower than the target; first claims hang below nothing."""
    sizes, links, first = graph
    layout = find_layout(sizes, links, first)
    for link in links:
        if link.id in layout.routes and layout.routes[link.id].tree:
            assert layout.places[link.source].y > layout.places[link.target].y
            assert link.source not in first


def overlap(a: Place, b: Place) -> bool:
    """Whether two boxes share more than a border."""
    wide, tall = (a.width + b.width) / 2, (a.height + b.height) / 2
    return abs(a.x - b.x) < wide - 1e-6 and abs(a.y - b.y) < tall - 1e-6


def crossed(link: Link, layout: Layout) -> list[str]:
    """The claims whose boxes a tree's line runs through."""
    route = layout.routes[link.id]
    return [
        c for c, box in layout.places.items() if route.tree and any(cuts(a, b, box) for a, b in pairwise(route.points))
    ]


def cuts(a: tuple[float, float], b: tuple[float, float], box: Place) -> bool:
    """Whether a level or upright piece of a line runs inside a box."""
    assert abs(a[0] - b[0]) < 1e-6 or abs(a[1] - b[1]) < 1e-6
    xs, ys = sorted((a[0], b[0])), sorted((a[1], b[1]))
    inside_x = xs[1] > box.x - box.width / 2 + 1e-6 and xs[0] < box.x + box.width / 2 - 1e-6
    inside_y = ys[1] > box.y - box.height / 2 + 1e-6 and ys[0] < box.y + box.height / 2 - 1e-6
    return inside_x and inside_y


def test_a_chain_of_two_thousand_claims_is_laid_out() -> None:
    """Depth costs no recursion."""
    sizes: Mapping[str, tuple[float, float]] = {f"c{n}": (190.0, 40.0) for n in range(2000)}
    links = [Link(f"l{n}", f"c{n}", f"c{n - 1}", Kind.SUPPORT, 0.5) for n in range(1, 2000)]
    layout = find_layout(sizes, links, ("c0",))
    assert all(layout.places[f"c{n}"].x == layout.places["c0"].x for n in range(2000))


def test_a_wide_family_is_broken_into_rows() -> None:
    """Sixty reasons with reasons of their own do not stand in one endless row."""
    sizes = {f"c{n}": (190.0, 40.0) for n in range(121)}
    links = [Link(f"l{n}", f"c{n}", "c0", Kind.SUPPORT, 0.5) for n in range(1, 61)]
    links += [Link(f"l{n}", f"c{n}", f"c{n - 60}", Kind.OBJECTION, 0.5) for n in range(61, 121)]
    places = find_layout(sizes, links, ("c0",)).places.values()
    wide = max(place.x for place in places) - min(place.x for place in places)
    tall = max(place.y for place in places) - min(place.y for place in places)
    assert wide < 3 * tall


def test_a_word_of_any_length_is_cut_in_one_pass() -> None:
    """A word without spaces is cut into full lines, none wider than a line; a pass for each line would not end."""
    word = "ab漢" * 200_000
    found = list(cut(word, 24))
    assert "".join(found) == word
    assert {width_of(piece) for piece in found[:-1]} == {24}
    assert list(cut("漢字", 1)) == ["漢", "字"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12))
def test_marks_do_not_overlap_and_cover_every_mention(mentions: list[tuple[int, int]]) -> None:
    """Whatever mentions lie in each other, marks are in order, apart, and hold each claim just where it is stated."""
    spans = {f"c{n}": Span("p1", start, start + size) for n, (start, size) in enumerate(mentions)}
    claims = [Claim(claim, "x", (span,)) for claim, span in spans.items()]
    marks = find_marks(claims, Thread((Post("p1", "x" * 50),))).get("p1", ())
    assert all(mark.start < mark.end for mark in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    for claim, span in spans.items():
        held = {at for mark in marks if claim in mark.claims for at in range(mark.start, mark.end)}
        assert held == set(range(span.start, span.end))


def test_depth_counts_the_replies_above_a_post() -> None:
    """A post that answers nothing, or nothing that is there, stands at the left edge."""
    posts = (Post("p1", "a"), Post("p2", "b", reply_to="p1"), Post("p3", "c", reply_to="p2"), Post("p4", "d"))
    assert find_depths(Thread(posts)) == {"p1": 0, "p2": 1, "p3": 2, "p4": 0}
