"""XML of comments: exports of Disqus and WordPress, feeds, and XML that is none of these."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import count_threads, parse_thread, read_thread

WILD = Path(__file__).parent.parent / "wild"
ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
FLY = "Bees fly down from roofs, so walking is not the point."
Rows = list[tuple[str | None, str, str | None, str | None]]


def parsed(text: str) -> Thread:
    return parse_thread(text.encode(), name="t")


def rows(thread: Thread) -> Rows:
    """Author, words, whom it answers, time."""
    return [
        (post.author, post.text, thread.by_id[post.reply_to].author if post.reply_to else None, post.created_at)
        for post in thread.posts
    ]


def test_disqus_as_the_standard_library_reads_it() -> None:
    """Every author, parent, time and text is that which a walk of the tree finds."""
    spaces = {"d": "http://disqus.com"}
    root = ET.parse(WILD / "xml_disqus.xml").getroot()
    key = "{http://disqus.com/disqus-internals}id"
    walked = {}
    for post in root.findall("d:post", spaces):
        parent = post.find("d:parent", spaces)
        message = post.findtext("d:message", "", spaces)
        walked[post.get(key)] = (
            post.findtext("d:author/d:name", None, spaces),
            None if parent is None else parent.get(key),
            post.findtext("d:createdAt", None, spaces),
            message.removeprefix("<p>").removesuffix("</p>"),
        )
    thread = read_thread(WILD / "xml_disqus.xml")
    assert {post.id: (post.author, post.reply_to, post.created_at, post.text) for post in thread.posts} == walked
    assert (thread.title, thread.url, thread.dropped) == ("Roof hives", "http://club.example/", ())


DISQUS = """<?xml version="1.0"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="2"><title>Roof hives</title></thread><thread dsq:id="3"><title>Cr&amp;ecirc;pes</title></thread>
<thread dsq:id="9"><title>Empty</title></thread>
<post dsq:id="4"><message>{0}</message><isSpam>false</isSpam>
<author><name>Nora</name></author><thread dsq:id="2"/></post>
<post dsq:id="5"><message>{1}</message><isDeleted>true</isDeleted><author><name>Odd</name></author>
<thread dsq:id="2"/><parent dsq:id="4"/></post>
<post dsq:id="6"><message>{2}</message><author><name>Pia</name></author><thread dsq:id="2"/><parent dsq:id="5"/></post>
<post dsq:id="7"><message>Buy now.</message><isSpam>true</isSpam><thread dsq:id="2"/></post>
<post dsq:id="8"><message>They need a flat pan.</message><author><name>Uwe</name></author><thread dsq:id="3"/></post>
</disqus>"""


def test_an_export_of_several_threads_asks_which(tmp_path: Path) -> None:
    """Deleted posts hold their replies, spam is counted, and each thread can be named."""
    path = tmp_path / "export.xml"
    path.write_text(DISQUS.format(ROOF, SAFE, FLY))
    with pytest.raises(InputError, match=r'2 threads: 1 "Roof hives"; 2 .* as in FILE#2'):
        read_thread(path)
    thread = read_thread(f"{path}#1")
    assert [(author, text, above) for author, text, above, _ in rows(thread)] == [
        ("Nora", ROOF, None), ("Pia", FLY, "Nora"),
    ]  # fmt: skip
    assert {lost.why.split(",")[0].split(";")[0]: lost.count for lost in thread.dropped} == {
        "marked as spam": 1, "deleted on the site": 1,
    }  # fmt: skip
    assert read_thread(f"{path}#2").title == "Crêpes"
    assert count_threads(path.read_bytes()) == 2


def test_wordpress() -> None:
    """The post opens, comments answer it or each other; pingbacks, spam and the trash are counted."""
    comment = (
        "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_author><![CDATA[{}]]></wp:comment_author>"
        "<wp:comment_date_gmt>2025-03-03 16:0{}:00</wp:comment_date_gmt><wp:comment_content><![CDATA[{}]]>"
        "</wp:comment_content><wp:comment_approved>{}</wp:comment_approved><wp:comment_type>{}</wp:comment_type>"
        "<wp:comment_parent>{}</wp:comment_parent></wp:comment>"
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- This is a WordPress eXtended RSS file -->\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Club</title>'
        "<item><title>About</title><content:encoded><![CDATA[We are a club.]]></content:encoded></item>"
        "<item><title>Roof hives</title><link>http://club.example/1</link><dc:creator><![CDATA[nora]]></dc:creator>"
        f"<excerpt:encoded><![CDATA[Short]]></excerpt:encoded><content:encoded><![CDATA[<p>{ROOF}</p>]]></content:encoded>"
        "<wp:post_id>11</wp:post_id><wp:post_date_gmt>2025-03-03 15:00:00</wp:post_date_gmt>"
        + comment.format(1, "Odd", 1, SAFE, 1, "comment", 0)
        + comment.format(2, "Pia", 2, FLY, 1, "", 1)
        + comment.format(3, "Other blog", 3, "[...] hives [...]", 1, "pingback", 0)
        + comment.format(4, "Bot", 4, "Buy.", "spam", "comment", 0)
        + "</item></channel></rss>"
    )
    thread = parsed(text)
    assert rows(thread) == [
        ("nora", ROOF, None, "2025-03-03T15:00:00Z"), ("Odd", SAFE, "nora", "2025-03-03T16:01:00Z"),
        ("Pia", FLY, "Odd", "2025-03-03T16:02:00Z"),
    ]  # fmt: skip
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("pingback", 1), ("comment", 1)]


def test_a_comment_feed_has_the_newest_first() -> None:
    """RSS of WordPress: the author in `dc:creator` or the title, the words in `content:encoded`."""
    item = (
        "<item><title>By: {0}</title><guid>http://club.example/1#c{1}</guid>{2}"
        "<pubDate>Mon, 03 Mar 2025 16:0{1}:00 +0000</pubDate><description>{3}</description></item>"
    )
    creator = "<dc:creator>Odd H</dc:creator>"
    thread = parsed(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Comments on: Roof hives</title>'
        + item.format("Odd", 2, creator, f"&lt;p&gt;{SAFE}&lt;/p&gt;")
        + item.format("Nora", 1, "", ROOF) + "</channel></rss>"
    )  # fmt: skip
    assert rows(thread) == [
        ("Nora", ROOF, None, "2025-03-03T16:01:00+00:00"), ("Odd H", SAFE, "Nora", "2025-03-03T16:02:00+00:00"),
    ]  # fmt: skip
    assert thread.title == "Roof hives"


def test_an_atom_feed_says_what_answers_what() -> None:
    """`thr:in-reply-to` names the parent; HTML stands escaped or as XHTML."""
    entry = "<entry><id>{}</id><author><name>{}</name></author><published>2025-03-03T16:0{}:00Z</published>{}{}</entry>"
    thread = parsed(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">'
        "<title>Roof hives</title>"
        + entry.format("a", "/u/nora", 1, "", f'<content type="html">&lt;p&gt;{ROOF}&lt;/p&gt;</content>')
        + entry.format("b", "odd", 2, '<thr:in-reply-to ref="a"/>',
                       f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SAFE}</p></div></content>')
        + "</feed>"
    )  # fmt: skip
    assert rows(thread) == [("nora", ROOF, None, "2025-03-03T16:01:00Z"), ("odd", SAFE, "nora", "2025-03-03T16:02:00Z")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<rss><channel><title>x</title></channel></rss>", "XML without comments"),
        ("<rss><channel><item>", "broken XML"),
        ('<?xml version="1.0"?><data><row a="1">text</row></data>', "mark-up"),
        ("{\\rtf1\\ansi Hives on the roof.}", "Rich Text"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
         "."),
    ],
)  # fmt: skip
def test_other_mark_up_is_refused(text: str, line: str) -> None:
    """XML that is no thread gets a line, never claims; entities are not followed."""
    with pytest.raises(InputError, match=line):
        parsed(text)
