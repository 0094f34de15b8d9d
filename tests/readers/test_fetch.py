"""Threads from the web: each site's API, spoken by a local server; what is refused, and how long is waited."""

import gzip
import json
import shutil
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from socket import create_server, socket
from typing import Any

import httpcore
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.errors import InputError
from argmap.readers import read_thread
from argmap.readers.web.fetch import fetch_document, fetch_thread
from argmap.readers.web.network import PublicNetwork, is_public
from argmap.readers.web.requests import Web, asked_pause
from argmap.settings import FetchLimits, Settings

POST = "aBcDeFgHiJkLmNoPq"
QUICK = FetchLimits(first_pause=0.001)
SHORT = FetchLimits(wait_seconds=0.2, max_tries=1)
NATIVE = {"posts": [{"id": "p1", "text": "The shed should be green."}]}
PAGE = "https://example.org/thread.json"


def fetched(web: Any, address: str, limits: FetchLimits = QUICK) -> Any:
    """The document that the site at an address gives, parsed."""
    _, data = fetch_document(address, settings=Settings(), limits=limits, network=web.network)
    return json.loads(data)


def refusal(web: Any, address: str = PAGE, limits: FetchLimits = QUICK, **limit: Any) -> str:
    """The one line that says why there is no thread."""
    with pytest.raises(InputError) as caught:
        fetch_thread(address, settings=Settings(**limit), limits=limits, network=web.network)
    line = str(caught.value)
    assert line.startswith(f"{address}: ")
    assert "\n" not in line
    return line


def asked(web: Any) -> list[str]:
    """What the server was asked, in order."""
    return [f"{request.method} {request.host}{request.path}" for request in web.requests]


# Sites


def forum(web: Any, count: int, most: int = 5000) -> None:
    """Make the web a forum on ForumMagnum with a post of so many comments, of which it gives some at a time."""
    comments = [{"_id": f"c{n}", "htmlBody": f"<p>Comment {n}.</p>"} for n in range(count)]
    post = {"_id": POST, "title": "Sheds", "commentCount": count}

    def answer(request: Any) -> Any:
        sent = request.document["variables"]
        start, limit = sent["terms"]["offset"], min(most, sent["terms"]["limit"])
        assert sent["post"] == sent["terms"]["postId"] == POST
        results = comments[start : start + limit]
        return web.reply.json({"data": {"post": {"result": post}, "comments": {"results": results}}})

    web.answer = answer


def test_forum_comments_come_page_by_page(web: Any) -> None:
    """A LessWrong post comes with all its comments, in the shape of one answer, whatever number a page has."""
    forum(web, 1300)
    document = fetched(web, f"https://www.lesswrong.com/posts/{POST}/sheds?commentId=c7#c7")
    assert document["data"]["post"]["result"]["title"] == "Sheds"
    assert [row["_id"] for row in document["data"]["comments"]["results"]] == [f"c{n}" for n in range(1300)]
    assert [request.document["variables"]["terms"]["offset"] for request in web.requests] == [0, 1000, 2000]


def test_forum_pages_are_limited(web: Any) -> None:
    """No more than max_pages are fetched, and the document still says how many comments there are."""
    forum(web, 2500)
    document = fetched(web, f"https://www.lesswrong.com/posts/{POST}/sheds", FetchLimits(max_pages=1))
    assert len(document["data"]["comments"]["results"]) == 1000
    assert document["data"]["post"]["result"]["commentCount"] == 2500


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (f"https://www.lesswrong.com/posts/{POST}", "www.lesswrong.com"),
        (f"https://lesswrong.com/s/seQuence0/p/{POST}", "www.lesswrong.com"),
        (f"https://www.greaterwrong.com/posts/{POST}/sheds/comment/x", "www.lesswrong.com"),
        (f"https://www.alignmentforum.org/posts/{POST}/sheds", "www.alignmentforum.org"),
        (f"https://forum.effectivealtruism.org/posts/{POST}/sheds", "forum.effectivealtruism.org"),
        (f"https://ea.greaterwrong.com/posts/{POST}/sheds", "forum.effectivealtruism.org"),
    ],
)
def test_forums_and_their_mirrors(web: Any, address: str, host: str) -> None:
    """Each forum is asked by its own API, and a mirror's address leads to the forum that it mirrors."""
    forum(web, 1)
    fetched(web, address)
    assert set(asked(web)) == {f"POST {host}/graphql"}


def test_forum_errors_are_told(web: Any) -> None:
    """What the forum's API says is wrong is told in one line; a post that it hides is told to be hidden."""
    web.answer = lambda _: web.reply.json({"errors": [{"message": "app.operation\nnot_allowed"}]})
    assert "app.operation not_allowed" in refusal(web, f"https://www.lesswrong.com/posts/{POST}/x")
    web.answer = lambda _: web.reply.json({"data": {"post": {"result": None}, "comments": {"results": []}}})
    assert "shows no post" in refusal(web, f"https://www.lesswrong.com/posts/{POST}/x")


def test_a_short_address_is_followed_to_its_site(web: Any) -> None:
    """An address that redirects to a thread of a known site is read by that site's API."""
    web.answer = lambda request: (
        web.reply.redirect("https://news.ycombinator.com/item?id=8863")
        if request.host == "short.example"
        else web.reply.json([request.path])
    )
    assert fetched(web, "https://short.example/x") == ["/api/v1/items/8863"]


def test_hacker_news_comes_from_algolia(web: Any) -> None:
    """An item comes whole from Algolia's API."""
    web.answer = lambda _: web.reply.json({"id": 8863, "children": []})
    assert fetched(web, "https://news.ycombinator.com/item?id=8863") == {"id": 8863, "children": []}
    assert asked(web) == ["GET hn.algolia.com/api/v1/items/8863"]


def discourse(web: Any, count: int, hidden: tuple[int, ...] = ()) -> None:
    """Make the web a Discourse with a topic of so many posts: 20 come with it, the others by their ids."""
    stream = list(range(101, 101 + count))

    def row(id: int) -> dict[str, object]:
        return {"id": id, "post_number": id - 100, "cooked": f"<p>Post {id}.</p>"}

    def answer(request: Any) -> Any:
        if request.path.endswith("/t/42.json"):
            posts = [row(id) for id in stream[:20]]
            return web.reply.json({"title": "Sheds", "post_stream": {"posts": posts, "stream": stream}})
        wanted = [int(id) for id in request.query["post_ids[]"]]
        posts = [row(id) for id in reversed(wanted) if id not in hidden]
        return web.reply.json({"post_stream": {"posts": posts}})

    web.answer = answer


@pytest.mark.parametrize("path", ["/t/sheds/42", "/t/42/7", "/forum/t/sheds/42/137?u=ann", "/t/sheds/42.json"])
def test_discourse_posts_come_page_by_page(web: Any, path: str) -> None:
    """A Discourse topic comes with all its posts, in the topic's order, from any host and folder."""
    discourse(web, 230)
    document = fetched(web, f"https://talk.example.org{path}")
    assert document["title"] == "Sheds"
    assert [post["post_number"] for post in document["post_stream"]["posts"]] == list(range(1, 231))
    assert len(web.requests) == 4


def test_discourse_pages_are_limited(web: Any) -> None:
    """No more than max_pages are fetched, and the document still lists every post that there is."""
    discourse(web, 230, hidden=(130,))
    stream = fetched(web, "https://talk.example.org/t/42", FetchLimits(max_pages=2))["post_stream"]
    assert len(web.requests) == 2
    assert (len(stream["posts"]), len(stream["stream"])) == (119, 230)


def test_any_other_address_gives_the_file_that_is_there(web: Any) -> None:
    """A native thread on any host is read, and the thread says where it came from."""
    web.answer = lambda _: web.reply.json(NATIVE)
    thread = fetch_thread("https://example.org/a/my-sheds/7?x=1#y", limits=QUICK, network=web.network)
    assert thread.posts[0].text == "The shed should be green."
    assert (thread.id, thread.url) == ("my-sheds", "https://example.org/a/my-sheds/7?x=1")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "post", "result", "comments", "results", "post_stream", "posts", "stream", "id"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON)
def test_any_answer_is_a_document_or_one_line(web: Any, document: object) -> None:
    """Whatever a site answers, the outcome is a document or an InputError."""
    web.answer = lambda _: web.reply.json(document)
    for address in (f"https://www.lesswrong.com/posts/{POST}", "https://talk.example.org/t/42"):
        with suppress(InputError):
            fetched(web, address, FetchLimits(max_pages=2))


# Only the public web


NETWORKS = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64"),
    *("2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
)


@given(st.sampled_from(NETWORKS), st.integers(0, 2**128))
def test_no_special_address_is_public(network: str, number: int) -> None:
    """No address of a local, private, reserved or wrapping network counts as public."""
    block = ip_network(network)
    assert not is_public(str(block[number % block.num_addresses]))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    """Addresses of the public internet are reached."""
    assert is_public(address)


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "nonsense"])
def test_a_name_of_a_private_address_is_refused(web: Any, address: str) -> None:
    """A host that has a private address, even beside public ones, is never connected to."""
    web.names["inside.example"] = ["93.184.215.14", address]
    assert "not on the public web" in refusal(web, "http://inside.example/")
    assert (web.connected, web.requests) == ([], [])


def test_a_redirect_to_a_private_address_is_refused(web: Any) -> None:
    """A public host cannot send argmap to a private one, nor to another kind of address."""
    web.names["inside.example"] = ["192.168.0.1"]
    for to, why in (
        ("http://inside.example/admin", "not on the public web"),
        ("//inside.example/", "not on the public web"),
        ("file:///etc/passwd", "not an address that argmap fetches"),
        ("https://example.org:8443/", "port 8443"),
        ("http://example.org:shed/", "broke off its answer"),
    ):
        web.answer = lambda _, to=to: web.reply.redirect(to)
        assert why in refusal(web)
    assert {request.host for request in web.requests} == {"example.org"}


def test_the_checked_address_is_the_one_connected_to(web: Any) -> None:
    """A name that changes its address after the check (DNS rebinding) is connected to at the checked one."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    web.answer = lambda _: web.reply.json(NATIVE)
    thread = fetch_thread("http://example.org/", network=PublicNetwork(lambda *_: next(answers), web))
    assert thread.posts
    assert web.connected == ["93.184.215.14"]
    assert next(answers) == ["127.0.0.1"]


def test_a_second_address_is_tried(web: Any) -> None:
    """Where a host's first address does not answer, the next one is tried."""

    class Half(httpcore.NetworkBackend):
        def connect_tcp(self, host: str, *arguments: Any, **options: Any) -> Any:
            if host == "2606:4700::1111":
                raise httpcore.ConnectError("no route")
            return web.connect_tcp(host, *arguments, **options)

    web.answer = lambda _: web.reply.json(NATIVE)
    network = PublicNetwork(lambda *_: ["2606:4700::1111", "93.184.215.14"], Half())
    assert fetch_thread("http://example.org/", network=network).posts


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_the_command_does_not_reach_this_machine(web: Any, host: str) -> None:
    """`argmap read` refuses loopback however it is written, and there is no setting that allows it."""
    port = web.server.server_port
    for address in (f"http://{host}/", f"http://{host}:{port}/"):
        with pytest.raises(InputError, match=r"public web|port|no host"):
            fetch_thread(address)
    assert web.requests == []


def test_command_says_it_in_one_line() -> None:
    """An address that cannot be had is exit code 2 and one line that names it."""
    command = [sys.executable, "-m", "argmap", "read", "http://127.0.0.1/thread.json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "argmap: http://127.0.0.1/thread.json: 127.0.0.1 is not on the public web; save the page and give the file\n"
    )


def test_nothing_personal_is_sent(web: Any) -> None:
    """A name and password in an address are not sent, nor is the part after #; the user agent says who asks."""
    web.answer = lambda _: web.reply.json(NATIVE)
    fetch_thread("https://ann:secret@example.org/sheds#mine", network=web.network)
    request = web.requests[0]
    assert request.path == "/sheds"
    assert {"Authorization", "Cookie", "Referer"} & set(request.headers) == set()
    assert request.headers["User-Agent"].startswith("argmap/")


# Limits


@pytest.mark.parametrize(
    ("status", "words", "times"),
    [
        (404, "no such page (404)", 1),
        (403, "does not give it to programs (403)", 1),
        (418, "answers 418", 1),
        (204, "answers 204", 1),
        (429, "asks for fewer requests (429), 3 times", 3),
        (503, "has a fault (503), 3 times", 3),
    ],
)
def test_what_a_host_refuses(web: Any, status: int, words: str, times: int) -> None:
    """Each refusal says what to do; only one that may pass is tried again, max_tries times in all."""
    web.answer = lambda _: web.reply(status=status)
    assert words in refusal(web)
    assert len(web.requests) == times


def test_a_fault_that_passes_is_got_over(web: Any) -> None:
    """The second or third try can succeed, and each pause is twice as long as the one before."""
    replies = iter([web.reply(status=503), web.reply(b"{", promised=9), web.reply.json(NATIVE)])
    web.answer = lambda _: next(replies)
    pauses: list[float] = []
    with Web(web.network, 1000, FetchLimits(), pauses.append) as tries:
        assert json.loads(tries.get(PAGE).body) == NATIVE
    assert pauses == [1.0, 2.0]


def test_a_host_is_given_the_pause_that_it_asks_for(web: Any) -> None:
    """A pause asked for by Retry-After is kept; one longer than max_pause is told instead."""
    replies = iter([web.reply(status=429, headers={"Retry-After": "7"}), web.reply.json(NATIVE)])
    web.answer = lambda _: next(replies)
    pauses: list[float] = []
    with Web(web.network, 1000, FetchLimits(), pauses.append) as tries:
        tries.get(PAGE)
    assert pauses == [7.0]
    web.answer = lambda _: web.reply(status=429, headers={"Retry-After": "3600"})
    assert "try again in 3600 s or later" in refusal(web)


@pytest.mark.parametrize("value", ["", "soon", "-3", "Wed, 21 Oct 2015 07:28:00 GMT", "٣", "1" * 5000, "\x00"])
def test_any_pause_is_a_number(value: str) -> None:
    """Whatever Retry-After holds, the pause is a finite number and not negative."""
    assert 0 <= asked_pause(value) < float("inf")


def test_redirects_end(web: Any) -> None:
    """A ring of redirects is left after max_redirects."""
    web.answer = lambda _: web.reply.redirect("/round")
    assert "more than 5 redirects (max_redirects)" in refusal(web)
    assert len(web.requests) == 6


def test_size_is_limited(web: Any) -> None:
    """More than max_bytes is not read: of one page, of all pages together, or hidden in a tight pack."""
    limit = "larger than the limit of 10,000 bytes (max_bytes)"
    web.answer = lambda _: web.reply(b"x" * 10_001)
    assert limit in refusal(web, max_bytes=10_000)
    web.answer = lambda _: web.reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    assert limit in refusal(web, max_bytes=10_000)
    forum(web, 2000, most=100)
    assert limit in refusal(web, f"https://www.lesswrong.com/posts/{POST}", max_bytes=10_000)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "deflate", "\x07"])
def test_only_gzip_is_unpacked(web: Any, encoding: str) -> None:
    """A pack within a pack, or one that was not asked for, is refused."""
    web.answer = lambda _: web.reply(gzip.compress(b"{}"), headers={"Content-Encoding": encoding})
    assert "not gzip" in refusal(web)


def test_gzip_is_unpacked(web: Any) -> None:
    """A packed answer is read; one that is cut off or broken is not half read."""
    packed = gzip.compress(json.dumps(NATIVE).encode())
    web.answer = lambda _: web.reply(packed, headers={"Content-Encoding": "gzip"})
    assert fetched(web, PAGE) == NATIVE
    for broken in (packed[:-9], b"plain words"):
        web.answer = lambda _, broken=broken: web.reply(broken, headers={"Content-Encoding": "gzip"})
        assert "broke off its answer" in refusal(web)


def test_silence_is_not_waited_for(web: Any) -> None:
    """A host that stops sending is left after wait_seconds."""
    web.answer = lambda _: web.reply(b"{", promised=100, hangs=True)
    assert "has sent nothing for 0.2 s" in refusal(web, limits=SHORT)


@contextmanager
def raw_server(serve: Callable[[socket], None]) -> Iterator[PublicNetwork]:
    """A network that ends at one connection, served byte by byte."""
    listener = create_server(("127.0.0.1", 0))

    def run() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            serve(connection)

    class Local(httpcore.NetworkBackend):
        def connect_tcp(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
            return httpcore.SyncBackend().connect_tcp(*listener.getsockname())

    thread = threading.Thread(target=run)
    thread.start()
    yield PublicNetwork(lambda *_: ["93.184.215.14"], Local())
    thread.join()
    listener.close()


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"])
def test_a_trickle_is_not_waited_for(start: bytes) -> None:
    """A host that sends a byte now and then, in the body or before it, is left after max_seconds."""

    def serve(connection: socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)

    limits = FetchLimits(max_seconds=0.4, wait_seconds=10)
    with raw_server(serve) as network, pytest.raises(InputError, match=r"not there after 0\.4 s \(max_seconds\)"):
        fetch_thread("http://example.org/", limits=limits, network=network)


@pytest.mark.parametrize("raw", [b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", b"\x00" * 99])
def test_a_cut_connection_is_told(raw: bytes) -> None:
    """A connection that ends anywhere, or carries something else than HTTP, is one line."""

    def serve(connection: socket) -> None:
        connection.recv(1000)
        connection.sendall(raw)

    with raw_server(serve) as network, pytest.raises(InputError, match="broke off its answer"):
        fetch_thread("http://example.org/", limits=FetchLimits(max_tries=1), network=network)


def test_a_host_that_does_not_answer_is_told(web: Any) -> None:
    """A closed door is one line too."""

    class Closed(httpcore.NetworkBackend):
        def connect_tcp(self, *_: Any, **__: Any) -> Any:
            with socket() as unused:
                unused.bind(("127.0.0.1", 0))
                port = unused.getsockname()[1]
            return httpcore.SyncBackend().connect_tcp("127.0.0.1", port, 1)

    network = PublicNetwork(lambda *_: ["93.184.215.14"], Closed())
    with pytest.raises(InputError, match="cannot be reached"):
        fetch_thread("http://example.org/", limits=FetchLimits(max_tries=1), network=network)


def test_a_host_must_prove_its_name(tmp_path: Path) -> None:
    """A certificate that nobody vouches for ends the connection before anything is asked."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example.org"]
    command += ["-addext", "subjectAltName=DNS:example.org", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    received: list[bytes] = []

    def serve(connection: socket) -> None:
        with context.wrap_socket(connection, server_side=True) as encrypted:
            received.append(encrypted.recv(1000))

    with raw_server(serve) as network, pytest.raises(InputError, match="cannot prove that it is the one asked for"):
        fetch_thread("https://example.org/", limits=FetchLimits(max_tries=1), network=network)
    assert not any(received)


@pytest.mark.parametrize("address", ["https://", "https:///x", "http://[::1", "http://a b/", "https://exa\x00mple/"])
def test_what_is_no_address(address: str) -> None:
    """What only looks like an address is told, in one line, before any connection."""
    with pytest.raises(InputError):
        fetch_thread(address)


# Whole threads

FIXTURES = Path(__file__).with_name("fixtures")


def served(web: Any, name: str) -> None:
    """Make the web the site that a fixture comes from; the forums' pages hold a few comments or posts each."""
    whole = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))

    def answer(request: Any) -> Any:
        page = json.loads(json.dumps(whole))
        if name == "lesswrong":
            start = request.document["variables"]["terms"]["offset"]
            comments = page["data"]["comments"]
            comments["results"] = comments["results"][start : start + 1000]
        elif name == "discourse":
            wanted = {int(id) for id in request.query.get("post_ids[]", ())}
            posts = page["post_stream"]["posts"]
            page["post_stream"]["posts"] = [post for post in posts if post["id"] in wanted] if wanted else posts[:2]
        return web.reply.json(page)

    web.answer = answer


@pytest.mark.parametrize(
    ("name", "address", "url"),
    [
        ("lesswrong", "https://www.lesswrong.com/posts/aDb8QmT3xYw7Kp2Rs/x", None),
        ("hackernews-algolia", "https://news.ycombinator.com/item?id=40111001", None),
        (
            "discourse",
            "https://talk.example.org/t/open-the-library/512/3",
            "https://talk.example.org/t/open-the-library/512/3",
        ),
    ],
)
def test_a_thread_from_its_address_is_the_one_in_a_file(web: Any, name: str, address: str, url: str | None) -> None:
    """A thread fetched page by page equals the one read from a file of the site's whole JSON, and knows its address."""
    served(web, name)
    from_file = read_thread(FIXTURES / f"{name}.json")
    fetched = fetch_thread(address, limits=QUICK, network=web.network)
    assert len(fetched.posts) > 3
    assert fetched.url
    assert replace(fetched, url=None) == replace(from_file, url=None)
    assert fetched.url == (url or from_file.url)
