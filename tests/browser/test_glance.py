"""What a reader is told first, and that looking around keeps what they chose."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from workbench import bench, until

pytestmark = pytest.mark.browser

Enter = Callable[..., Any]


def test_the_question_the_positions_and_whole_cruxes_come_first(visit: Any, native_map: dict[str, Any]) -> None:
    """The briefing begins with them; sides that hang on a doubtful link are told as such."""
    page = visit.page
    claims = {claim["id"]: claim["text"] for claim in native_map["claims"]}
    assert page.inner_text(".am-question") == native_map["thread"]["title"]
    positions = page.locator(".am-position .am-text").all_inner_texts()
    assert positions == [claims[id] for id in native_map["main"][:3]]
    quotes = page.locator(".am-crux .am-quote").all_inner_texts()
    assert quotes == [claims[crux["claim"]] for crux in native_map["cruxes"]]
    doubtful = {link["id"] for link in native_map["links"] if link["confidence"] < 0.8}
    assert len(doubtful) == len(native_map["links"]), "a sure link: choose another map for this test"
    for row, crux in zip(page.locator(".am-crux").all(), native_map["cruxes"], strict=True):
        against = row.locator(".am-side").nth(1).inner_text()
        assert ("maybe " in against) == bool(crux["against"])
    assert visit.complaints == []


def test_a_direction_narrows_the_cruxes_and_keeps_the_dispute(
    visit: Any, native_map: dict[str, Any], tmp_path: Path
) -> None:
    """One direction, then a second: what is drawn stays the dispute, and only its cruxes are listed."""
    document = json.loads(json.dumps(native_map))
    document["thread"]["title"] = "Two directions"
    document["topics"] = [{"slug": name, "name": name.title(), "own": True} for name in ("even", "odd")]
    for number, claim in enumerate(document["claims"]):
        claim["directions"] = ["odd" if number % 2 else "even"]
    own = [document["cruxes"][0][end] for end in ("claim", "about")]
    for claim in document["claims"]:
        claim["directions"] = ["even"] if claim["id"] in own else claim["directions"]
    path = tmp_path / "two.json"
    path.write_text(json.dumps(document), "utf-8")
    visit.upload(path)
    page = visit.page
    page.locator(".am-question", has_text="Two directions").wait_for(state="attached")
    page.keyboard.press("Escape")
    cruxes = bench(page, "bench.state.map.cruxes.length")
    until(page, "bench.drawn === 'dispute' && bench.turn === bench.told")
    even, odd = (page.locator(f'.am-quick [data-act="direction:{name}"]') for name in ("even", "odd"))
    even.click()
    page.locator(".am-narrowed").wait_for()
    until(page, "bench.turn === bench.told")
    assert bench(page, "bench.drawn") == "dispute"
    listed = page.locator(".am-cruxes .am-crux").evaluate_all("(rows) => rows.map((row) => row.dataset.claim)")
    assert 0 < len(listed) < cruxes
    assert bench(page, "argument.every((id) => bench.state.shown.has(id))", listed)
    odd.click()
    until(page, "bench.turn === bench.told && bench.ask.direction.length === 2")
    assert bench(page, "bench.drawn") == "dispute"
    even.click()
    page.locator('[data-act="all-cruxes"]').click()
    until(page, "bench.part.cruxes.querySelectorAll('.am-crux').length === argument", cruxes)
    assert visit.complaints == []


def test_escape_leads_back_step_by_step(visit: Any) -> None:
    """From a neighbourhood to the selection, from that to all, from the map that was chosen to the first picture."""
    page = visit.page
    page.locator('[data-mode="map"]').click()
    until(page, "bench.drawn === 'map' && bench.turn === bench.told")
    page.locator(".am-crux").first.click()
    until(page, "Boolean(bench.near)")
    page.keyboard.press("Escape")
    until(page, "!bench.state.focus && Boolean(bench.state.selected)")
    page.keyboard.press("Escape")
    until(page, "!bench.state.selected")
    page.keyboard.press("Escape")
    until(page, "bench.drawn === 'dispute'")
    assert visit.complaints == []


def test_the_browser_goes_back_through_selections(visit: Any) -> None:
    """Back selects what was selected before, Forward what came after."""
    page = visit.page
    first, second = bench(page, "bench.state.map.cruxes.slice(0, 2).map((row) => row.claim)")
    for at, claim in enumerate((first, second)):
        page.locator(".am-ranks .am-rank").nth(at).click() if at else page.locator(".am-crux").first.click()
        page.wait_for_url(lambda url, claim=claim: f"claim={claim}&" in f"{url}&")
    page.go_back()
    until(page, "bench.state.selected === argument", first)
    page.go_forward()
    until(page, "bench.state.selected === argument", second)
    assert visit.complaints == []


def test_the_list_is_an_argument_and_arrow_keys_say_how_claims_stand(visit: Any) -> None:
    """Reasons stand below what they are for, with kind and sureness; a step in the graph is told with its kind."""
    page = visit.page
    page.get_by_role("button", name="List", exact=True).click()
    shown = bench(page, "bench.state.shown.size")
    assert page.locator(".am-outline .am-link").count() == shown
    nested = page.locator(".am-outline .am-under .am-link").first
    assert nested.locator("small").inner_text().split(",")[0] in ("Support", "Objection")
    assert "% sure" in nested.locator("small").inner_text()
    above = nested.locator("xpath=ancestor::li[2]/button").get_attribute("data-claim")
    below = nested.get_attribute("data-claim")
    assert bench(page, f"bench.state.map.links.some(([a, b]) => a === '{below}' && b === '{above}')")

    page.get_by_role("button", name="Dispute", exact=True).click()
    page.locator(".am-skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    told = page.inner_text(".am-live[aria-live]")
    assert told.startswith(("Supports the one before: ", "Objects to the one before: "))
    assert visit.complaints == []


def test_a_tip_goes_when_the_pointer_leaves(visit: Any) -> None:
    """vis-network would leave it over whatever comes next."""
    page = visit.page
    id = bench(page, "bench.state.map.cruxes[0].claim")
    bench(page, "bench.graph.fit([argument], 1, false)", id)
    page.mouse.move(*visit.place(id))
    page.locator(".vis-tooltip").wait_for(state="visible")
    page.locator(".am-search").hover()
    page.locator(".vis-tooltip").wait_for(state="hidden")
    assert visit.complaints == []
