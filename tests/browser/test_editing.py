"""Edits keep what a reader had: the workbench, the keyboard's place, the view; each is told and can be undone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from workbench import bench, until

pytestmark = pytest.mark.browser

FOCUSED = """(root) => {
    const at = root.getRootNode().activeElement;
    return at?.dataset.act ?? at?.className ?? "";
}"""


@pytest.fixture
def page(thread_server: Any, browser: Any) -> Iterator[Any]:
    """The workbench on the demo thread; what was done is undone at the end, and nothing may have complained."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(thread_server.address)
    page.locator(".am-crux").first.wait_for()
    yield page
    while page.locator('[data-edit="undo"]').is_enabled():
        done = bench(page, "bench.editing.handled")
        page.locator('[data-edit="undo"]').click()
        until(page, "bench.editing.handled > argument", done)
    context.close()
    assert complaints == []


def told(page: Any, words: str) -> str:
    """The message of an edit that says so."""
    page.locator(".am-toast", has_text=words).wait_for()
    return str(page.locator(".am-toast p").inner_text())


EDITS: dict[str, Callable[[Any], tuple[str, dict[str, Any]]]] = {
    "a crux is marked": lambda page: ("mark-crux", {"claim": crux(page), "crux": True}),
    "and unmarked": lambda page: ("mark-crux", {"claim": crux(page), "crux": None}),
    "an author is named": lambda page: ("set-author", {"post": "p2", "author": "Nell"}),
    "directions are set": lambda page: ("set-directions", {"claim": crux(page), "directions": ["evals"]}),
    "a post answers another": lambda page: ("set-reply", {"post": "p2", "reply_to": None}),
    "words become a claim": lambda page: ("add-claim", {"post": "p1", "start": 0, "end": 12}),
    "that is deleted": lambda page: ("delete-claim", {"claim": bench(page, "bench.editing.outcome.made")}),
    "an edit is refused": lambda page: ("delete-claim", {"claim": "c9999"}),
    "the last is undone": lambda page: ("undo", {}),
    "and done again": lambda page: ("redo", {}),
}


def crux(page: Any) -> str:
    """The claim of the first crux."""
    return str(bench(page, "bench.state.map.cruxes[0].claim"))


def test_no_edit_that_draws_the_same_picture_breaks_the_workbench(page: Any) -> None:
    """The server then sends only the key of the picture that is known."""
    posts = bench(page, "Object.keys(bench.state.map.posts)")
    assert {"p1", "p2"} <= set(posts)
    bench(page, "(bench.mine = true)")
    page.locator(".am-crux").first.click()
    page.get_by_role("button", name="← Show all").wait_for()
    same = 0
    for name, edit in EDITS.items():
        key, done = bench(page, "bench.view.key"), bench(page, "bench.editing.handled")
        bench(page, "bench.edit(...argument)", list(edit(page)))
        until(page, "bench.editing.handled > argument", done)
        until(page, "bench.turn === bench.told")
        same += bench(page, "bench.view.key") == key
        assert bench(page, "bench.mine"), f"{name}: the workbench was made anew"
        assert page.locator(".am-claim:visible, .am-crux:visible").count(), name
    assert same >= 8, "other pictures: too little is tested"


def test_edits_keep_the_keyboard_and_can_be_undone_by_it(page: Any) -> None:
    """After Save, Split and Delete Ctrl+Z takes the edit back; the thread stays where it was."""
    page.locator(".am-crux").first.click()
    words = page.inner_text(".am-claim")
    page.locator(".am-here").first.wait_for()
    place = """((pane) => pane.querySelector(".am-here").getBoundingClientRect().top
        - pane.getBoundingClientRect().top)(bench.part.thread)"""
    until(page, "bench.turn === bench.told")
    before = bench(page, place)

    page.locator('[data-act="edit-text"]').click()
    page.locator(".am-edit textarea").fill("Quite another claim.")
    page.locator('[data-act="save-text"]').click()
    assert told(page, "Rewrote").endswith("as “Quite another claim.”")
    assert page.inner_text(".am-claim") == "Quite another claim."
    assert page.locator(".am").evaluate(FOCUSED) == "edit-text"
    assert bench(page, place) == before
    page.keyboard.press("Control+z")
    told(page, "Undone")
    assert page.inner_text(".am-claim") == words

    page.locator('[data-act="edit-split"]').click()
    page.locator(".am-word").nth(3).click()
    told(page, "Split a claim into")
    page.locator(".am-claim", has_text=" ".join(words.split()[4:])).wait_for()
    page.keyboard.press("Control+z")
    told(page, "Undone")
    page.locator(".am-claim", has_text=words).wait_for()

    page.locator('[data-act="edit-delete"]').click()
    told(page, "Deleted")
    assert "am-crux" in page.locator(".am").evaluate(FOCUSED)
    page.keyboard.press("Control+z")
    told(page, "Undone")
    page.locator(".am-claim", has_text=words).wait_for()

    page.locator('[data-act="edit-delete"]').click()
    told(page, "Deleted")
    page.locator('[data-act="toast-undo"]').click()
    told(page, "Undone")
    page.locator(".am-claim", has_text=words).wait_for()


def test_a_claim_made_of_words_is_selected_and_a_link_is_offered(page: Any) -> None:
    """The words stay in sight, whole; the link tool is open on the new claim, and one choice links it."""
    words = page.locator(".am-words").first
    box, scrolled = words.bounding_box(), bench(page, "bench.part.thread.scrollTop")
    page.mouse.move(box["x"] + 60, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 12, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="+ Make this a claim").click()
    made = told(page, "Added the claim").split("“")[1].rstrip("”")
    page.locator(".am-claim", has_text=made).wait_for()
    assert made in " ".join(words.inner_text().split())
    assert not made[:1].isspace()
    here = page.locator(".am-here").first
    assert here.is_visible()
    assert bench(page, "bench.part.thread.scrollTop") == scrolled
    page.locator('[data-act="edit-link"][aria-expanded="true"]').wait_for()
    page.locator(".am-edit [data-pick]").first.click()
    told(page, "Linked: ")
    assert bench(page, "bench.graph.nodes.has(bench.state.selected)"), "linked, it is drawn"


def test_a_click_says_of_a_link_that_it_is_right_wrong_or_the_other_way_round(page: Any) -> None:
    """In the inspector, in the queue of ten, and on the line itself; each answer is a correction."""
    page.locator(".am-crux").first.click()
    link = page.locator(".am-inspector .am-answers [data-act^=right-]").first.get_attribute("data-act").split("-")[1]
    of = f"bench.editing.links.find((one) => one.id === '{link}')"
    source = bench(page, f"{of}.source")
    page.locator(f'.am-inspector [data-act="right-{link}"]').click()
    assert "Found right" in told(page, "Found right")
    page.locator(".am-inspector .am-certain").first.wait_for()
    page.locator(f'.am-inspector [data-act="reverse-{link}"]').click()
    told(page, "Turned round")
    assert bench(page, f"{of}.target") == source
    page.locator(f'.am-inspector [data-act="wrong-{link}"]').click()
    told(page, "Unlinked")
    assert bench(page, of) is None
    page.get_by_label("Close this claim").click()

    page.locator('[data-act="check-links"]').click()
    rows = page.locator(".am-to-check")
    assert 0 < rows.count() <= 10
    first = rows.first.get_attribute("data-link")
    rows.first.locator("[data-act^=wrong-]").click()
    told(page, "Unlinked")
    page.locator(f'.am-to-check[data-link="{first}"]').wait_for(state="detached")
    page.locator('[data-act="check-close"]').click()
    page.locator(".am-crux").first.wait_for()

    page.get_by_label("Close this message").click()
    until(page, "bench.turn === bench.told")
    end = "bench.graph.scene.edges.find((edge) => edge.tree).points[0]"
    bench(page, f"bench.graph.move({{ x: {end}[0], y: {end}[1] }}, 1, false)")
    x, y, id = bench(page, LINE)
    page.mouse.click(x, y)
    card = page.locator(".am-linecard")
    card.locator(f'[data-link="{id}"]').wait_for()
    assert "% sure" in card.inner_text() or "certain" in card.inner_text()
    card.locator(f'[data-act="relabel-{id}"]').click()
    told(page, "Was ")
    card.locator(f'[data-act="move-target-{id}"]').click()
    card.locator("[data-pick]").last.click()
    told(page, "Moved a link")
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")


# A place in sight where a line runs and nothing else is: its x and y on the page, and the line.
LINE = """(() => {
    const { graph, part } = bench, [left, top, right, bottom] = graph.sight(), q = part.graph.getBoundingClientRect();
    for (const { id, points, tree } of graph.scene.edges) for (let i = 1; tree && i < points.length; i++) {
        const [x, y] = [0, 1].map((axis) => (points[i - 1][axis] + points[i][axis]) / 2);
        if (x < left + 40 || x > right - 40 || y < top + 60 || y > bottom - 110) continue;
        const at = graph.network.canvasToDOM({ x, y });
        const free = graph.network.getNodeAt(at) === undefined && !graph.handleAt({ x, y });
        if (free) return [q.left + at.x, q.top + at.y, id];
    }
})()"""
