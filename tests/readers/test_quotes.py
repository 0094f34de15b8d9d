"""Finding repeated words: whose they are and where they stand."""

from argmap.datatypes import Post, Quote
from argmap.readers.quotes import RUN, with_quotes

SAID = "We should cross the river before the rain starts, because the bridge won’t hold."


def quotes_of(*posts: Post) -> tuple[Quote, ...]:
    return with_quotes(posts, {post.id for post in posts})[-1].quotes


def test_a_repeated_run_is_a_quote_at_exact_offsets() -> None:
    """Words of an earlier post are found whatever their case, spacing and apostrophes, and the span slices them."""
    text = "You say: cross it? BEFORE  the rain starts because the bridge won't hold. No."
    (quote,) = quotes_of(Post("a", SAID), Post("b", text))
    assert text[quote.start : quote.end] == "BEFORE  the rain starts because the bridge won't hold"
    assert quote.post == "a"


def test_a_run_shorter_than_the_least_is_no_quote() -> None:
    """A few words in common are chance."""
    words = SAID.split()
    assert quotes_of(Post("a", SAID), Post("b", " ".join(words[: RUN - 1]))) == ()
    assert len(quotes_of(Post("a", SAID), Post("b", " ".join(words[:RUN])))) == 1


def test_words_belong_to_who_said_them_first() -> None:
    """A quotation of a quotation points at the origin, not at the post that repeated it."""
    assert quotes_of(Post("a", SAID), Post("b", SAID + " Why?"), Post("c", SAID))[0].post == "a"


def test_the_answered_post_comes_before_the_most_recent() -> None:
    """Where two posts say the same words alike, the one that is answered is quoted, else the latest."""
    more = "one two three four five six seven eight nine ten"
    posts = [Post("a", more), Post("b", more), Post("c", "other words", reply_to="a"), Post("d", more, reply_to="a")]
    known = with_quotes(posts, {"d"})
    assert known[-1].quotes[0].post == "a"
    latest = with_quotes([*posts[:3], Post("d", more)], {"d"})
    assert latest[-1].quotes[0].post == "b"


def test_marked_lines_are_quotes_even_of_unknown_origin() -> None:
    """Lines that begin with > are one quote a block, with the post they came from where it is in the thread."""
    text = "> the bridge won't hold\n> at all\nIt will.\n\n> something else\nIndeed."
    quotes = quotes_of(Post("a", SAID), Post("b", text))
    assert [text[q.start : q.end] for q in quotes] == ["> the bridge won't hold\n> at all", "> something else"]
    assert [q.post for q in quotes] == ["a", None]


def test_known_quotes_are_left_alone() -> None:
    """Quotes that the file lists are not searched for again."""
    posts = (Post("a", SAID), Post("b", SAID, quotes=(Quote(0, 2, "a"),)))
    assert with_quotes(posts, set()) == posts


def test_the_line_that_names_the_quoted_belongs_to_the_quotation() -> None:
    """ "Ann wrote:" above quoted lines asserts nothing of its own."""
    text = "On Monday Ann wrote:\n> the bridge won't hold\nIt will."
    (quote,) = quotes_of(Post("a", SAID), Post("b", text))
    assert text[quote.start : quote.end] == "On Monday Ann wrote:\n> the bridge won't hold"
    assert quote.post == "a"


def test_a_line_in_quotation_marks_is_a_quote_if_its_words_were_said() -> None:
    """A short quotation on a line of its own is found, one of new words or in mid-sentence is not."""
    text = "“the bridge won't hold”\n\nIt will. “The bridge won't hold” is wrong.\n\n“a thing nobody said here”"
    (quote,) = quotes_of(Post("a", SAID), Post("b", text))
    assert (text[quote.start : quote.end], quote.post) == ("“the bridge won't hold”", "a")


def test_a_block_in_quotation_marks_is_of_unknown_origin() -> None:
    """A pasted article is not its poster's; who repeats it quotes the post, and a post that is all one block speaks."""
    article = "“A roof is the top covering of a building.\n\nIt keeps out rain, and heat where it is thick.”"
    text = f"See the encyclopedia:\n\n{article}\n\nSo a hive is no roof. It says “a roof is the top” for a reason."
    (block,) = quotes_of(Post("a", SAID), Post("b", text))
    assert (text[block.start : block.end], block.post) == (article, None)
    (again,) = quotes_of(Post("b", text), Post("c", "It keeps out rain, and heat where it is thick. Does it?"))
    assert again.post == "b"
    assert quotes_of(Post("a", article)) == ()


def test_marks_of_the_source_take_the_place_of_the_signs() -> None:
    """Where a site marks quotations, its marks count and a `>` in code does not; whose words it names is kept."""
    text = "> code\nthe bridge won't hold\nIt will."
    marks = {"b": [Quote(7, 28)], "c": [Quote(7, 28, "b")]}
    posts = with_quotes((Post("a", SAID), Post("b", text), Post("c", text)), {"a", "b", "c"}, marks)
    assert posts[1].quotes == (Quote(7, 28, "a"),)
    assert posts[2].quotes[0] == Quote(7, 28, "b")


def test_one_word_in_quotation_marks_is_no_quote() -> None:
    """A line too short to be compared is nobody's words, and no error."""
    assert quotes_of(Post("a", SAID), Post("b", "“bridge”\n\nIt holds.")) == ()
