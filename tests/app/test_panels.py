"""What the panels say, and the parts of them that need no page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from argmap.app.progress import describe
from argmap.app.review import author_edits, end_of, paragraphs, settled, shown, table_rows
from argmap.app.saving import stem_of
from argmap.datatypes import ArgumentMap, Guess
from argmap.formats.consistency import contradictions
from argmap.formats.json import from_json, to_json
from argmap.readers.paste.reshape import find_doubts
from argmap.screen import Filters, editing_payload, filter_map, shown_map
from argmap.screen.escape import voices
from argmap.work.corrections.edits import SetAuthor
from argmap.work.worker import Stage, Status


@given(st.text(alphabet="ab \n", max_size=40))
def test_paragraphs_give_every_word_once(text: str) -> None:
    """The lines shown of a post, one below the other, are its words in order; the first begins the text."""
    found = [text[start:end] for start, end in paragraphs(text)]
    assert "".join("".join(found).split()) == "".join(text.split())
    assert not found or paragraphs(text)[0][0] == 0


@given(st.text(max_size=600))
def test_excerpts_are_one_short_line(text: str) -> None:
    """However long a post is."""
    for line in (shown(text, 0), end_of(text)):
        assert "\n" not in line
        assert len(line) <= 170


def test_waiting_and_ending_are_told() -> None:
    """A mapping that waits says so; minutes are told as minutes."""
    assert describe("Cats", Status(), None) == "Cats · Waiting for other mappings"
    assert describe("Cats", Status(), 600.0).endswith("about 10 minutes left")
    early, last = Status(Stage.RUNNING, "Finding links", 3, 5), Status(Stage.RUNNING, "Finding cruxes", 4, 5)
    assert describe("Cats", early, 0.4).endswith("a few seconds left")
    assert describe("Cats", last, 0.4).endswith("almost done")


def test_a_settled_guess_is_no_doubt(small_map: ArgumentMap) -> None:
    """What a person confirmed does not come up again; other doubts do."""
    post = replace(small_map.thread.posts[2], guess=Guess(0.5, small_map.thread.posts[2].guess.breaks))
    thread = replace(small_map.thread, posts=(*small_map.thread.posts[:2], post))
    doubts = find_doubts(thread, sure=0.9)
    assert {doubt.kind for doubt in doubts} == {"start", "break"}
    for doubt in doubts:
        assert doubt not in find_doubts(settled(thread, doubt), sure=0.9)


def test_what_is_shown_is_a_sound_map(small_map: ArgumentMap) -> None:
    """The part of a map that filters let through names nothing outside itself."""
    for words in ("quiet", "night", "nothing has these words"):
        part = shown_map(filter_map(small_map, Filters(words=words)))
        assert not list(contradictions(part))
        assert from_json(to_json(part)) == part
        assert len(part.claims) < len(small_map.claims)


def test_the_browser_knows_ids_slugs_and_places(small_map: ArgumentMap) -> None:
    """Everything that an edit names is in the payload, as the server has it."""
    payload = editing_payload(small_map, {"evals": "Evaluations"}, undo=True)
    assert payload["undo"]
    assert not payload["redo"]
    assert payload["names"] == {"evals": "Evaluations"}
    assert payload["links"][0] == {"id": "l1", "source": "c2", "target": "c1", "kind": "support"}
    assert payload["claims"]["c2"] == {"directions": ["policy", "myopia"], "marked": None}
    assert payload["posts"]["p3"] == {"author": None, "source": 100}
    known = editing_payload(small_map, {"evals": "Evaluations"}, undo=True, known=True)
    assert known == {name: payload[name] for name in ("undo", "redo", "handled", "names")}


def test_a_file_is_called_as_the_thread_is(small_map: ArgumentMap) -> None:
    """Its title names it, in letters that every system takes; a name that Windows keeps for a device is not given."""
    stems = {"Cats & dogs": "Cats-dogs", "nul": "thread-nul", "../..": "thread", "Über uns": "Über-uns"}
    for title, stem in stems.items():
        assert stem_of(replace(small_map, thread=replace(small_map.thread, title=title))) == stem


def test_voices_are_counted_where_authors_are_known(small_map: ArgumentMap) -> None:
    """Posts without a name are no voices."""
    nameless = replace(small_map.thread, posts=tuple(replace(post, author=None) for post in small_map.thread.posts))
    assert voices(nameless) == "authors unknown"
    assert voices(small_map.thread) == "1 voice, 2 posts without a name"


def test_authors_are_named_in_bulk(small_map: ArgumentMap) -> None:
    """The list has every post in order; only authors that differ are corrected, an emptied one becomes unknown."""
    thread = small_map.thread
    rows = table_rows(thread)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [row[1] for row in rows] == [post.author or "" for post in thread.posts]
    assert author_edits(thread, [row[1] for row in rows]) == ()
    found = author_edits(thread, [None, " Bo ", ""])
    assert found == (SetAuthor(thread.posts[0].id, None), SetAuthor(thread.posts[1].id, "Bo"))
