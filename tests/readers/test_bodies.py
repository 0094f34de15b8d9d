"""HTML and Markdown to text: what is kept, where quotations stand, and that nothing is run or fetched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.readers.markup.composer import Body, paragraphs
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body

PIECES = st.sampled_from(
    ["<p>", "</p>", "<blockquote>", "</blockquote>", "<ul>", "<ol start=3>", "</ul>", "<li>", "<br>", "<pre>", "</pre>",
     "<a href='https://x.test/a'>", "</a>", "<h2>", "</h2>", "<sup>", "<td>", "<aside class=quote>", "word ",
     "two words. ", "&gt; ", "> ", "\n", "\n\n", "- ", "1. ", "# ", "```\n", "    ", "*", "[a](https://x.test/b)",
     "`c`",
     "\u200b", "\u00a0", "“quoted”", "😀", "\ud800"]
)  # fmt: skip


def quotations(body: Body) -> list[str]:
    return [body.text[cited.start : cited.end] for cited in body.quotes]


@given(st.text(max_size=60) | st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_spans_that_slice_back(source: str) -> None:
    """Whatever is parsed, quotations are stretches of the text made, in order and apart, that begin with the mark."""
    for body in (html_body(source), markdown_body(source), paragraphs(source)):
        last = 0
        for cited in body.quotes:
            assert last <= cited.start < cited.end <= len(body.text)
            assert body.text[cited.start] == ">"
            last = cited.end
        assert body.text == body.text.strip("\n")
        body.text.encode()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One  two\n three</p><p>Four</p>", "One two three\n\nFour"),
        ("One<br>two", "One\ntwo"),
        ("so<b>me</b>thing<i> else</i>", "something else"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='4'><li><p>a</p><p>more</p></li><li>b</li></ol>", "4. a\n\n   more\n5. b"),
        ("<pre><code>if a &lt; b:\n    c</code></pre>", "```\nif a < b:\n    c\n```"),
        ("<pre>```\na\n```</pre>", "````\n```\na\n```\n````"),
        ("<h3>Head</h3>body", "### Head\n\nbody"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n\n1 | 2"),
        ("claim<sup><a href='#fn1'>1</a></sup> of 10<sup>6</sup>", "claim[1] of 10^6"),
        ("<li id=fn1>note <a href='#ref1'>↩</a></li>", "- note"),
        ("zero\u200bwidth and&nbsp;space", "zerowidth and space"),
        ("<a class='lightbox' href='https://x.test/a.png'><img><span>a.png 9 KB</span></a>words", "words"),
        ("note<span><sup><a href='#fn1'>[1]</a></sup></span>. <sup><a href='#ref1'>^</a></sup> it", "note[1]. it"),
        ("a<script>alert(1)</script><style>b{}</style><template>c</template>d", "ad"),
        ("<span class='mjx-math' aria-label='x^2'><span>x</span><span>2</span></span> is even", "x^2 is even"),
        ("<p>a <p>b </i></div>c", "a\n\nb c"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_as_people_would_write_it(html: str, text: str) -> None:
    """Each kind of mark-up has its form in plain text."""
    assert html_body(html).text == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One\ntwo\n\nThree", "One two\n\nThree"),
        ("*a* **b** `c` ~~d~~ e", "a b c e"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("```py\na > b\n```", "```\na > b\n```"),
        ("## Head\nbody", "## Head\n\nbody"),
        ("a[^1]\n\n[^1]: note", "a[1]\n\n[1] note"),
        ("a <b>c</b> <!-- d -->", "a c"),
        ("<div>raw <b>html</b></div>", "raw html"),
        ("![picture](https://x.test/p.png) words", "words"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n\n1 | 2"),
        (r"\*no\* &amp; yes", "*no* & yes"),
    ],
)
def test_markdown_as_people_would_write_it(markdown: str, text: str) -> None:
    """The same text comes of Markdown."""
    assert markdown_body(markdown).text == text


def test_links_are_kept_as_text_and_address() -> None:
    """The words stay clean, each address stands once below; addresses that are shown are not repeated."""
    html = (
        '<p>See <a href="https://x.test/a">this</a>, <a href="https://x.test/a">again</a>, '
        '<a href="https://x.test/long/path">https://x.test/lo...</a>, <a href="/rel">there</a> and '
        '<a href="javascript:alert(1)">that</a>.</p>'
    )
    assert html_body(html, base="https://y.test").text == (
        "See this, again, https://x.test/long/path, there and that.\n\n"
        "Links:\n- this: https://x.test/a\n- there: https://y.test/rel"
    )
    assert markdown_body("[this](https://x.test/a) <https://x.test/b>").text == (
        "this https://x.test/b\n\nLinks:\n- this: https://x.test/a"
    )


def test_quotations_are_marked_and_told_apart() -> None:
    """A quotation is one span with all that is in it; by custom a `>` written out is one, in code it is none."""
    html = (
        "<blockquote><p>a</p><blockquote>b</blockquote><ul><li>c</li></ul></blockquote>mine<blockquote>d</blockquote>"
        "<pre>&gt; code</pre><p>&gt; e</p><p>2 &gt; 1</p>"
    )
    assert quotations(html_body(html)) == ["> a\n\n> > b\n\n> - c", "> d", "> e"]
    assert quotations(markdown_body("> a\n> b\n\nmine\n\n> c\n\n    > code")) == ["> a b", "> c"]
    assert quotations(paragraphs("> a\n>b\nmine\n\n> c")) == ["> a\n> b", "> c"]


def test_a_quotation_of_discourse_says_whose_it_is() -> None:
    """Name, topic and post come from its data, and the line that repeats them is no words of the quotation."""
    html = (
        '<aside class="quote" data-username="ann" data-post="3" data-topic="9"><div class="title">ann:</div>'
        "<blockquote>words</blockquote></aside><p>mine</p>"
    )
    body = html_body(html)
    assert body.text == "> words\n\nmine"
    assert [(cited.author, cited.post) for cited in body.quotes] == [("ann", "9/3")]
