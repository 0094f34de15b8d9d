"""The panes in a real browser: one selection, filters in the address, supposing, folding, keys, tour, accessibility."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from workbench import until

import argmap
from argmap.datatypes import ArgumentMap
from argmap.mapping.cruxes.credence import downstream
from argmap.mapping.cruxes.strength import build_network, weigh

pytestmark = pytest.mark.browser

Enter = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def argument_map(native_map: dict[str, Any]) -> ArgumentMap:
    """The map that the app shows."""
    return argmap.parse_map(json.dumps(native_map).encode(), name="map")


def bench(page: Any, code: str, argument: Any = None) -> Any:
    """The value of JavaScript about `bench`, the workbench of the page."""
    return page.locator(".am").evaluate(f"(root, argument) => {{ const bench = root.bench; return {code}; }}", argument)


def wait(page: Any, code: str, argument: Any = None) -> None:
    """Waits until JavaScript about `bench` is true."""
    for _ in range(200):
        if bench(page, code, argument):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"waited in vain for {code}")


def camera(page: Any) -> Any:
    """Where the graph's camera is."""
    return bench(page, "[bench.graph.network.getViewPosition(), bench.graph.network.getScale()]")


def settled(page: Any, count: str) -> None:
    """Waits until the page says how many claims are shown."""
    page.locator(".am-count", has_text=count).wait_for()


def test_what_is_selected_in_one_pane_is_selected_in_all(visit: Any, native_map: dict[str, Any]) -> None:
    """Words, box and row go together, whichever is clicked; the camera moves only to what is out of sight."""
    page = visit.page
    crux = native_map["cruxes"][0]["claim"]
    page.locator(".am-crux").first.click()
    page.get_by_role("button", name="← Show all").click()
    assert bench(page, "bench.graph.selected") == crux
    page.locator(".am-posts .am-here").first.wait_for()
    bench(page, "bench.graph.reveal(bench.graph.selected)")
    at = camera(page)
    box = bench(page, "bench.graph.network.canvasToDOM(bench.graph.nodes.get(bench.graph.selected))")
    near = page.locator(".am-graph")
    near.click(position={"x": box["x"], "y": box["y"]})
    assert camera(page) == at
    page.locator(".am-posts .am-mark").first.click()
    chosen = bench(page, "bench.state.selected")
    assert chosen == bench(page, "bench.graph.selected") != crux
    page.wait_for_url(f"**claim={chosen}")
    page.get_by_label("Crux 1", exact=True).click()
    assert bench(page, "[bench.state.selected, bench.graph.selected, bench.thread.selected]") == [crux] * 3
    assert visit.complaints == []


def test_panes_keep_their_width_and_stay_hidden(enter: Enter) -> None:
    """A pane that was dragged or hidden is so after the page is loaded again."""
    page = enter().page
    page.locator(".am-grip-thread").focus()
    before = page.locator(".am-thread").bounding_box()["width"]
    page.keyboard.press("ArrowLeft")
    wider = page.locator(".am-thread").bounding_box()["width"]
    assert wider > before
    page.get_by_role("button", name="Cruxes", exact=True).click()
    page.reload()
    page.wait_for_selector(".am-graph canvas")
    assert page.locator(".am-thread").bounding_box()["width"] == wider
    assert page.locator(".am-brief").bounding_box()["width"] == 0
    assert page.get_by_role("button", name="Cruxes", exact=True).get_attribute("aria-pressed") == "false"


def test_filters_combine_count_and_live_in_the_address(enter: Enter, native_map: dict[str, Any]) -> None:
    """Every chip leaves as many claims as it says; whoever opens the address sees the same."""
    visit = enter()
    page, whole = visit.page, visit.count()
    page.get_by_role("button", name="Filters").click()
    for key in ("author", "contested"):
        chip = page.locator(f".am-filters [data-act^='{key}:']").first
        left = chip.locator("small").inner_text()
        chip.click()
        settled(page, f"{left} of {len(native_map['claims'])} claims")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("the")
    page.wait_for_url("**q=the*")
    query = parse_qs(urlsplit(page.url).query)
    assert query["contested"] == ["1"]
    assert set(query) == {"author", "contested", "map", "q"}
    other = enter(f"?{urlsplit(page.url).query}&sure=none&kept=1")
    assert other.count() == visit.count() != whole
    other.page.wait_for_url(lambda url: "kept=1" in url and "sure" not in url)
    assert other.page.evaluate("CSS.highlights.get('argmap-found').size") > 0
    page.get_by_role("button", name="Clear", exact=True).click()
    settled(page, whole)
    page.wait_for_url(lambda url: set(parse_qs(urlsplit(url).query)) == {"map"})
    page.go_back()
    settled(page, other.count())
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == query)
    assert visit.complaints == other.complaints == []


def test_supposing_moves_the_strengths_as_the_engine_does(visit: Any, argument_map: ArgumentMap) -> None:
    """At rest and under any supposition the browser's strengths are those of the engine, to 1e-9."""
    page, network = visit.page, build_network(argument_map.claims, argument_map.links)
    rest = weigh(network, network.base, network.base).values
    assert bench(page, "Object.fromEntries(bench.values)") == pytest.approx(rest, abs=1e-9)
    for number, value in enumerate((0.0, 1.0)):
        crux = argument_map.cruxes[number].claim
        slider = page.locator(f".am-item [data-suppose='{crux}']")
        slider.fill(str(round(100 * value)))
        wanted = weigh(network, {**rest, crux: value}, downstream(network, {crux: value})).values
        assert bench(page, "Object.fromEntries(bench.values)") == pytest.approx(wanted, abs=1e-9)
        assert bench(page, "bench.graph.scene.moves.get(argument)", crux) == pytest.approx(value - rest[crux], abs=1e-9)
        page.locator(".am-supposed button").click()
    assert bench(page, "Object.fromEntries(bench.values)") == pytest.approx(rest, abs=1e-9)
    assert page.locator(".am-supposed").is_hidden()


def test_cycles_are_weighed_as_the_engine_does(visit: Any) -> None:
    """Claims in rings, and a claim that is a reason for itself, settle at the same strengths, supposed or not."""
    page = visit.page
    links = [("a", "b", 0.9), ("b", "a", 0.7), ("b", "c", 0.8), ("c", "c", 0.6), ("d", "a", 0.5), ("c", "d", 0.4)]
    claims = [
        argmap.Claim(id, id, (argmap.Span("p1", 0, 1),), base)
        for id, base in zip("abcd", (0.5, 0.7, 0.3, 0.6), strict=True)
    ]
    found = [
        argmap.Link(f"l{n}", source, target, kind, sure)
        for n, (source, target, sure) in enumerate(links)
        for kind in [argmap.Kind.SUPPORT if n % 2 else argmap.Kind.OBJECTION]
    ]
    network = build_network(claims, found)
    rest = weigh(network, network.base, network.base).values
    wanted = weigh(network, {**rest, "b": 0.9}, downstream(network, {"b": 0.9})).values
    code = """async ([claims, links]) => {
        const source = document.location.origin + "/component/app.front/panes/strength.js";
        const { network, suppose, weigh } = await import(source);
        const net = network(claims, links), rest = weigh(net);
        return [rest, suppose(net, rest, new Map([["b", 0.9]]))].map((values) => Object.fromEntries(values));
    }"""
    told = [
        {claim.id: {"base": claim.base_score} for claim in claims},
        [[link.source, link.target, str(link.kind), link.confidence] for link in found],
    ]
    at_rest, supposed = page.evaluate(code, told)
    assert at_rest == pytest.approx(dict(rest), abs=1e-9)
    assert supposed == pytest.approx(dict(wanted), abs=1e-9)


def test_every_score_says_why(visit: Any, argument_map: ArgumentMap) -> None:
    """Strength, crux score and confidence open their numbers; what is reckoned ends in the score."""
    page, crux = visit.page, argument_map.cruxes[0]
    page.locator(".am-crux").first.click()
    until(page, "bench.turn === bench.told")  # an answer draws the inspector anew
    for why in page.locator(".am-why").all():
        why.locator("summary").click()
        why.locator(".am-because:not(:empty)").wait_for()
    strength, score, sure = page.locator(".am-because").all_inner_texts()
    assert f"= {argument_map.strengths[crux.claim]:.2f}" in strength or "stays there" in strength
    assert f"= {crux.score:.2f}" in score
    assert "How probable" in sure


def test_the_view_is_saved_as_it_is_seen(enter: Enter) -> None:
    """The drawing has the frames and the words of the boxes that the pane shows, in its colours."""
    for query, scheme in (("?show=dispute", "light"), ("?by=author", "dark")):
        page = enter(query, color_scheme=scheme).page
        with page.expect_download() as download:
            page.get_by_label("Save this picture").click()
            page.get_by_role("button", name="Drawing (SVG)").click()
        assert download.value.suggested_filename.endswith(".svg")
        drawing = ElementTree.fromstring(Path(download.value.path()).read_text("utf-8"))
        left, top, width, height = map(float, drawing.get("viewBox").split())
        words = [text.text for text in drawing.iter(f"{SVG}text")]
        for frame in bench(page, "bench.graph.scene.frames.map((frame) => `${frame.name} · ${frame.count}`)"):
            assert frame in words
        nodes = bench(page, "[...bench.graph.nodes.values()].map(({ x, y, lines }) => ({ x, y, lines }))")
        seen = [n for n in nodes if left < n["x"] < left + width and top < n["y"] < top + height]
        assert seen
        assert all(line in words for node in seen for line in node["lines"])
        paper = drawing.find(f"{SVG}rect").get("fill")
        assert paper == bench(page, "bench.graph.scene.palette.paper")


def test_the_first_sight_is_the_disagreement(enter: Enter, native_map: dict[str, Any]) -> None:
    """The first crux stands in the pane, large enough to be read, on a laptop with what turns on it.

    A phone may be too narrow for the whole way to a main claim: there the crux stands with what it serves or answers.
    """
    crux = native_map["cruxes"][0]
    steps = [link["target"] for link in native_map["links"] if link["source"] == crux["claim"]]
    next_up = crux["about"] if crux["about"] in steps else steps[0]
    for size, goal in (((1280, 720), crux["about"]), ((390, 844), next_up)):
        visit = enter(viewport={"width": size[0], "height": size[1]})
        pane = visit.page.locator(".am-graph").bounding_box()
        for claim in (crux["claim"], goal):
            x, y = visit.place(claim)
            assert pane["x"] < x < pane["x"] + pane["width"]
            assert pane["y"] < y < pane["y"] + pane["height"]
        assert bench(visit.page, "bench.graph.network.getScale()") >= 0.6


def test_the_dispute_the_map_and_the_list_are_one_click_away(enter: Enter, native_map: dict[str, Any]) -> None:
    """The dispute draws few claims, all cruxes among them; the map draws all; words of the thread turn to the map."""
    visit = enter("?show=map")
    page, whole = visit.page, bench(visit.page, "bench.graph.nodes.size")
    page.get_by_role("button", name="Dispute", exact=True).click()
    wait(page, "bench.drawn === 'dispute' && bench.graph.nodes.size < argument", whole)
    few = set(bench(page, "[...bench.graph.nodes.keys()]"))
    assert few >= {crux["claim"] for crux in native_map["cruxes"]}
    page.wait_for_url("**show=dispute*")
    assert page.get_by_role("button", name="Dispute", exact=True).get_attribute("aria-pressed") == "true"
    shown = bench(page, "[...bench.state.shown]")
    other = next(claim for claim in shown if claim not in few)
    bench(page, "bench.select(argument, { from: 'thread' })", other)
    wait(page, "bench.drawn === 'map' && bench.graph.nodes.has(argument)", other)
    page.wait_for_url("**show=map*")
    assert visit.complaints == []


def test_reasons_fold_away_and_back(enter: Enter) -> None:
    """Folding everything leaves the tops; opening everything brings all claims back; the count stays."""
    visit = enter("?show=map")
    page, count = visit.page, visit.count()
    drawn = bench(page, "bench.graph.nodes.size")
    page.get_by_role("button", name="Fold all reasons away").click()
    wait(page, "bench.graph.nodes.size < argument", drawn)
    assert visit.count() == count
    page.locator(".am-count", has_text=f"· {bench(page, 'bench.graph.nodes.size')} drawn").wait_for()
    page.get_by_role("button", name="Show all reasons").click()
    wait(page, "bench.graph.nodes.size === argument", drawn)


OUTSIDE = """[...bench.graph.nodes.values()].filter((node) => {
    const author = bench.state.map.claims[node.id].authors[0];
    const frame = bench.graph.scene.frames.find((frame) => frame.name === author);
    const left = node.x - node.width / 2 - frame.x, top = node.y - node.height / 2 - frame.y;
    return left < 0 || top < 0 || left + node.width > frame.width || top + node.height > frame.height;
}).length"""


def test_claims_gather_in_frames(enter: Enter) -> None:
    """Grouped by author, every box lies in its author's frame."""
    page = enter("?by=author").page
    assert bench(page, "bench.graph.scene.frames.length") > 1
    assert bench(page, OUTSIDE) == 0


def test_the_tour_is_offered_once_and_can_be_left(enter: Enter) -> None:
    """A new reader may take or decline it; neither is asked again."""
    page = enter(tour=True).page
    page.get_by_role("button", name="Show me").click()
    page.get_by_role("button", name="Next").click()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Tour").is_hidden()
    page.reload()
    page.wait_for_selector(".am-crux")
    assert page.get_by_role("dialog", name="Tour").is_hidden()


def test_a_phone_shows_one_pane_at_a_time(enter: Enter) -> None:
    """Tabs turn between panes, and nothing is wider than the screen."""
    visit = enter(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = visit.page
    assert page.locator(".am-centre").is_hidden()
    assert page.locator(".am-crux").first.is_visible(), "a phone begins with the cruxes"
    assert page.locator(".am-posts").is_hidden()
    assert page.locator(".am-quick .am-chip").first.is_visible()
    for button in page.locator(".am button:not(.am-skip):visible").all():
        box = button.bounding_box()
        assert box["height"] >= 43.5, button.inner_text()
    page.locator(".am-crux").first.click()
    assert page.locator(".am-claim").is_visible()
    page.locator(".am-tabs").get_by_role("button", name="Thread").click()
    assert page.locator(".am-posts .am-here").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["laptop", "phone"])
def test_no_serious_accessibility_fault(enter: Enter, scheme: str, size: tuple[int, int]) -> None:
    """axe-core finds nothing serious in the briefing, the inspector or the filters, and all stays on this machine."""
    visit = enter(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = visit.page
    page.evaluate(axe())
    if size[0] < 800:
        page.locator(".am-tabs").get_by_role("button", name="Cruxes").click()
    assert faults(page) == []
    page.locator(".am-crux").first.click()
    page.get_by_role("button", name="Filters").click()
    assert faults(page) == []
    page.locator(".am-search").fill("no such word")
    page.locator(".am-none .am-button").wait_for(state="attached")
    assert faults(page) == []
    assert visit.complaints == []
    assert visit.away() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["laptop", "phone"])
def test_no_serious_accessibility_fault_while_editing(
    enter: Enter, shoot: Callable[[Any, str], None], scheme: str, size: tuple[int, int]
) -> None:
    """axe-core finds nothing serious in any tool that corrects a claim, nor where its links and its scores are open."""
    visit = enter(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = visit.page
    page.evaluate(axe())
    if size[0] < 800:
        page.locator(".am-tabs").get_by_role("button", name="Cruxes").click()
    page.locator(".am-crux").first.click()
    for tool in ("text", "split", "merge", "link", "directions", "post"):
        page.locator(f"[data-act=edit-{tool}]").click()
        page.locator(f"[data-act=edit-{tool}][aria-expanded=true]").wait_for()
        assert faults(page) == [], tool
        page.locator(".am-edit").scroll_into_view_if_needed()
        shoot(page, f"edit {tool} {scheme} {size[0]}")
    for summary in page.locator(".am-why summary").all():
        summary.click()
    assert faults(page) == []
    shoot(page, f"edit links {scheme} {size[0]}")
    assert visit.complaints == []


def axe() -> str:
    """axe-core's source; the test is skipped where it is not installed."""
    tools = os.environ.get("ARGMAP_TOOLS_NODE")
    source = Path(tools or "", "node_modules", "axe-core", "axe.min.js")
    if not source.is_file():
        pytest.skip("axe-core is not installed (ARGMAP_TOOLS_NODE; tests/formats/tools/install.sh)")
    return source.read_text("utf-8")


def faults(page: Any) -> list[str]:
    """What axe-core calls serious or critical, one line each."""
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
