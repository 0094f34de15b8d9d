"""Research directions of the user's own, and who agrees, in a real browser."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import ArgumentMap, Post, Span

pytestmark = pytest.mark.browser

QUIET = "directions:\n- {slug: quiet, name: Quiet pets, sentence: Pets that make no noise., aliases: [quiet]}\n"


@pytest.fixture
def small_map(small_map: ArgumentMap) -> ArgumentMap:
    """The small map with a reply that only agrees, behind characters that count twice in the browser."""
    first, *others = small_map.claims
    thread = replace(small_map.thread, posts=(*small_map.thread.posts, Post("p4", "🐈🐈 +1", "Eve", "p1")))
    return replace(small_map, thread=thread, claims=(replace(first, agreements=(Span("p4", 3, 5),)), *others))


@pytest.fixture
def page(server: Any, browser: Any) -> Any:
    """The app on that map."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(server.address)
    page.locator(".am-graph canvas").wait_for()
    yield page
    context.close()


def bring(page: Any, path: Path) -> None:
    """Uploads a taxonomy."""
    page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    page.get_by_text("Research directions", exact=True).click()
    page.locator('[data-testid="stExpander"] input[type=file]').set_input_files(str(path))


def test_own_directions_are_kept_and_used(page: Any, tmp_path: Path, shoot: Callable[[Any, str], None]) -> None:
    """A bad file is one line that names it and its place; a good one tags what is mapped from then on, and stays."""
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text("directions:\n- {slug: a, name: A, sentence: [\n", "utf-8")
    good.write_text(QUIET, "utf-8")
    bring(page, bad)
    alert = page.locator("[data-testid=stAlert]")
    alert.wait_for()
    assert alert.inner_text().replace("\u2060", "") == "bad.yaml:3: is not valid YAML"
    shoot(page, "bad directions")
    page.reload()
    page.locator(".am-graph canvas").wait_for()
    bring(page, good)
    page.locator("[data-testid=stExpander]", has_text="Quiet pets").wait_for()
    shoot(page, "own directions")
    page.reload()
    page.locator(".am-graph canvas").wait_for()
    page.get_by_test_id("stPopoverButton").filter(has_text="Changes").click()
    page.get_by_role("button", name="Map again").click()
    page.keyboard.press("Escape")
    page.locator(".am-quick .am-chip", has_text="Quiet pets").wait_for()
    page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    page.get_by_text("Research directions", exact=True).click()
    # By key: the pop-up still moves as it unfolds, and a click sent at once can miss what it aims at.
    page.get_by_role("button", name="Back to argmap's").press("Enter")
    page.locator("[data-testid=stExpander]", has_text="Scalable oversight").wait_for()


def test_who_agrees_is_told_with_their_words(page: Any, shoot: Callable[[Any, str], None]) -> None:
    """The inspector names who only agrees, quotes the words, and leads to them."""
    page.locator(".am-mark", has_text="Cats are good pets.").first.click()
    heading = page.locator(".am-inspector h3", has_text="Who agrees")
    heading.scroll_into_view_if_needed()
    agreed = page.locator(".am-inspector h3:has-text('Who agrees') + figure")
    assert agreed.locator("b").inner_text() == "Eve"
    assert agreed.locator("mark").inner_text() == "+1"
    shoot(page, "who agrees")
    agreed.get_by_role("button", name="Show in thread").click()
    assert page.locator(".am-post[data-id=p4]").is_visible()
