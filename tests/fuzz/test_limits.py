"""Limits: what holds more than a thread may is refused in one line that names the limit, within bounds."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import argmap
from argmap.datatypes import Post, Thread
from argmap.errors import InputError
from argmap.readers import parse_thread
from argmap.readers.markup.dom import MOST_ATTRIBUTES, parse_html
from argmap.readers.paste.trained import load_replies, load_starts
from argmap.settings import Settings

MILLION = 10**6
FEW = Settings(max_posts=3)


def native(count: int) -> str:
    """A native thread of so many posts."""
    return json.dumps({"posts": [{"id": str(n), "text": "Rain is wet."} for n in range(count)]})


def table(count: int) -> str:
    """A table of so many posts."""
    return "id,text\n" + "".join(f"{n},Rain is wet.\n" for n in range(count))


def lines(count: int) -> str:
    """JSON lines of so many posts."""
    return "".join(json.dumps({"id": str(n), "author": "ann", "text": "Rain is wet."}) + "\n" for n in range(count))


def mailbox(count: int) -> str:
    """A mailbox of so many messages."""
    message = (
        "From ann Thu Jan  1 00:00:00 2026\nFrom: ann <a@b.c>\nMessage-ID: <{}@b.c>\nSubject: x\n\nRain is wet.\n\n"
    )
    return "".join(message.format(n) for n in range(count))


def paste(count: int) -> str:
    """A pasted thread of so many posts."""
    return "".join(f"ann 3 points 2 days ago\nRain is wet, they say, {n} times.\n\n" for n in range(count))


def reply(count: int) -> str:
    """A reply that quotes messages of all people but one."""
    return "".join(f"On Monday, 1 May 2020, ann{n} wrote:\n> Rain is wet.\n\n" for n in range(1, count)) + "No.\n"


@pytest.mark.parametrize("made", [native, table, lines, mailbox, paste, reply])
def test_more_posts_than_the_limit_are_refused(made: Callable[[int], str]) -> None:
    """So many posts as the limit are read, one more is refused by the name of the setting."""
    assert len(parse_thread(made(3).encode(), settings=FEW).posts) == 3
    with pytest.raises(InputError, match="4 posts, more than the limit of 3 posts; split it or raise max_posts"):
        parse_thread(made(4).encode(), settings=FEW)


def test_posts_of_a_paste_are_counted_before_it_is_read() -> None:
    """Where marks part it into more posts than the limit, the trained readers are not asked."""
    asked = load_starts.cache_info(), load_replies.cache_info()
    with pytest.raises(InputError, match="4 posts"):
        parse_thread(paste(4).encode(), settings=FEW)
    assert (load_starts.cache_info(), load_replies.cache_info()) == asked


@pytest.mark.parametrize("text", ["x\n\n", "x\r", " x y \r\n", "> x\n"])
def test_more_lines_than_the_limit_are_refused(text: str) -> None:
    """A paste of as many lines that are not blank as the limit is read, one line more is refused; so is a reply."""
    settings = Settings(max_lines=8)
    begun = "On Monday, 1 May 2020, ann wrote:\n> Rain is wet.\n" if text.startswith(">") else "Rain\nis\n"
    assert parse_thread((begun + text * 6).encode(), settings=settings).posts
    with pytest.raises(InputError, match="9 lines, more than the limit of 8 lines; split it or raise max_lines"):
        parse_thread((begun + text * 7).encode(), settings=settings)


def test_more_units_than_the_limit_are_refused() -> None:
    """A thread that falls into more units is refused before the models read them."""
    thread = Thread((Post("a", "Rain is wet. Snow is cold. Ice is hard."),))
    assert argmap.analyze(thread, backend="lexical", settings=Settings(max_units=3)).claims
    with pytest.raises(InputError, match="more than the limit of 2; split it or raise max_units"):
        argmap.analyze(thread, backend="lexical", settings=Settings(max_units=2))


@pytest.mark.parametrize("part", [" a{}=1", " a{}", ' a{}="x y"', 'a{}="x"', "/a{}", "\fa{}\n=\t'>'"])
def test_a_tag_of_too_many_attributes_is_refused(part: str) -> None:
    """However its attributes are written."""
    page = f"<!doctype html><html><body><p {crowd(part)}>x</p>".encode()
    with pytest.raises(InputError, match="more attributes than any page has; copy the text"):
        parse_thread(page)


def crowd(part: str) -> str:
    """One attribute more than a tag may have."""
    return "".join(part.format(n) for n in range(MOST_ATTRIBUTES + 1))


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<script>1 < 2</script>",
        "<script></SCRIPT>",
        "<script></script >",
        "<script></script/x>",
        "<script><!--<script></script>",
        "<style>",
        "<style></STYLE\n>",
        "<!-->",
        "<!--->",
        "<!-- --!>",
        "<!-- <script> -->",
        "<! <script>",
        "<?pi <script>",
        "</ <script>",
        "<!doctype <script>",
        "<![CDATA[ <script> ]]>",
        "<title><script></title>",
        "<textarea><!--</textarea>",
        "<xmp><script></xmp>",
        "<noscript><!--</noscript>-->",
        "<iframe><style></iframe>",
        "<svg><style>",
        "<svg><title><script></title></svg>",
        "<math><!-->",
        "<a title='<script>'>",
        "<a title=<script>",
        "<a <script>",
        "<a b=\u00a0'>",
        "<a b=\0'>",
        "<a '>",
        "<a ='>",
        "<1 '>",
        "<html>" * 3,
    ],
)
def test_a_crowded_tag_cannot_hide(before: str) -> None:
    """Whatever stands before it, no tree holds an element of more attributes than the limit."""
    for end in ("", before, "<!--", "</script>", "'", '"'):
        try:
            tree = parse_html(f"<body>{before}<p {crowd(' a{}')}>x</p>{end}")
        except InputError:
            continue
        assert max(len(element.attrib) for element in tree.iter()) <= MOST_ATTRIBUTES


@pytest.mark.parametrize(
    "page",
    [
        '<p data-words="' + "word " * 5000 + '">',
        "<script>if (a <b) {" + "word " * 5000 + "}</script>",
        "<!-- <p " + "word " * 5000 + "-->",
        "<p>" + "word " * 5000 + "</p>",
        "<p a=1>" * 5000,
    ],
)
def test_many_words_are_not_many_attributes(page: str) -> None:
    """Words in quotation marks, in scripts, in comments, between tags or in many tags are no attributes of one."""
    assert parse_html(page) is not None


PROGRAM = """
import resource, sys
from pathlib import Path
from argmap.errors import InputError
from argmap.readers import parse_thread
from argmap.settings import Settings
data = Path(sys.argv[1]).read_bytes()
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30,) * 2)
try:
    parse_thread(data, settings=Settings(max_bytes=10**8))
except InputError as error:
    print(error)
"""
BOMBS: dict[str, tuple[Callable[[], str], str]] = {
    "posts": (lambda: native(MILLION), "1,000,000 posts, more than the limit of 20,000 posts"),
    "rows": (lambda: table(MILLION), "1,000,000 posts, more than the limit of 20,000 posts"),
    "lines": (lambda: "x\n" * 5 * MILLION, "5,000,000 lines, more than the limit of 200,000 lines"),
    "marked posts": (lambda: paste(90_000), "90,000 posts, more than the limit of 20,000 posts"),
    "messages": (lambda: mailbox(100_000), "100,000 posts, more than the limit of 20,000 posts"),
    "attributes": (
        lambda: "<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "an HTML tag of more attributes than any page has",
    ),
    "nested": (lambda: "[[" * 5_000_000, "nested too deeply for a thread"),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on a process")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_bounds(tmp_path: Path, name: str) -> None:
    """A million posts, and the like, are refused in one line where a person has raised the limit of bytes."""
    made, line = BOMBS[name]
    path = tmp_path / "bomb"
    path.write_text(made(), "utf-8")
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(line)
    assert done.stdout.count("\n") == 1
