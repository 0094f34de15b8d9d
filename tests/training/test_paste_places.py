"""The posts that are found in a paste, and where in the thread as it was they start."""

from argmap.readers.paste.plain import from_plain
from argmap.training.paste.pastes import Said, flatten, half_of
from argmap.training.paste.places import Places, known_posts, places_at, places_in

THREAD = [
    Said("The bridge was built in 1950 by the town.\nIt has three spans.", None, author="ann"),
    Said("I disagree. It has two.", 0, author="bob"),
    Said("Thanks for this!\nWhy do you believe that?", 1, author="cid"),
]


def test_a_found_post_is_held_by_the_one_it_starts_in() -> None:
    """A piece of a post is held by it without starting where it does."""
    paste = flatten(THREAD)
    assert places_at(paste, [0, 1, 3]) == Places([0, 0, 2], [True, False, True])


def test_a_thread_read_from_the_lines_has_the_same_places() -> None:
    """The source of each post says in which line it starts."""
    paste = flatten(THREAD)
    thread = from_plain("\n".join(paste.lines))
    lines, places = places_in(paste, thread)
    assert lines[0] == 0
    assert [thread.posts[i].text.startswith(paste.lines[line]) for i, line in enumerate(lines)] == [True] * len(lines)
    assert places == places_at(paste, lines)


def test_known_posts_have_their_authors_where_asked() -> None:
    """A post each, all exact."""
    posts, places = known_posts(flatten(THREAD), named=True)
    assert [post.author for post in posts] == ["ann", "bob", "cid"]
    assert places == Places([0, 1, 2], [True, True, True])
    assert {post.author for post in known_posts(flatten(THREAD))[0]} == {None}


def test_threads_fall_into_two_halves_by_their_first_post() -> None:
    """Whatever else they hold."""
    halves = {half_of([Said(f"Post {number}", None)]) for number in range(20)}
    assert halves == {0, 1}
    assert half_of(THREAD) == half_of(THREAD[:1])
