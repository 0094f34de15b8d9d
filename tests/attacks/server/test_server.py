"""The app's server among strangers: who can reach it, what it keeps from whom, and what it writes down."""

import gzip
import io
import json
import logging
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from argmap.datatypes import ArgumentMap
from argmap.formats.json import to_json
from argmap.screen.quiet import wordless

pytestmark = pytest.mark.slow
MEGABYTE = 2**20
SECRET = "the heron nests behind the old mill"


@pytest.fixture
def secret_map(harmless_map: ArgumentMap) -> str:
    """A map that only one session brings."""
    title = replace(harmless_map.thread, title=SECRET)
    return to_json(replace(harmless_map, thread=title))


@pytest.fixture
def harmless_file(harmless_map: ArgumentMap, tmp_path: Path) -> Path:
    """A map that the server starts on."""
    path = tmp_path / "harmless.json"
    path.write_text(to_json(harmless_map), "utf-8")
    return path


def test_it_listens_on_this_machine_only(start: Callable[..., Any], harmless_file: Path) -> None:
    """Started from any folder, without a word about addresses, the server is reached from this machine alone."""
    server = start(harmless_file)
    sockets = psutil.Process(server.process.pid).net_connections("inet")
    heard = {connection.laddr.ip for connection in sockets if connection.status == psutil.CONN_LISTEN}
    assert heard
    assert heard <= {"127.0.0.1", "::1"}


def test_other_pages_cannot_talk_to_it(start: Callable[..., Any], play: Any, harmless_file: Path) -> None:
    """A page of another site, open in the same browser, is refused a session."""
    server = start(harmless_file)

    async def intrude() -> None:
        url = f"ws://localhost:{server.port}/_stcore/stream"
        async with connect(url, origin="https://attacker.example", subprotocols=["streamlit"]):
            pytest.fail("a stranger's page was let in")

    with pytest.raises(InvalidStatus):
        play(intrude())


def test_files_of_the_server_are_not_handed_out(start: Callable[..., Any], play: Any, harmless_file: Path) -> None:
    """The folder that the page's scripts come from leads nowhere else, however the way is written."""
    server = start(harmless_file)

    async def folder() -> str:
        async with server.session() as session:
            return str(session.drawn["assets"])

    assets = play(folder())
    assert b"import" in answer(f"{server.address}/{assets}bench/main.js")
    away = str(harmless_file).lstrip("/")
    assert harmless_file.read_bytes().startswith(b'{\n "format"')
    for path in ("../" * 12 + away, "..%2f" * 12 + away.replace("/", "%2f"), "..%5c" * 12 + away, "%2f" + away):
        for place in (assets, "media/", "app/static/", ""):
            assert b'"argmap-map/1"' not in answer(f"{server.address}/{place}{path}")


def answer(address: str) -> bytes:
    """What the server gives for a request, if anything."""
    try:
        with urllib.request.urlopen(address, timeout=5) as found:
            return bytes(found.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def test_people_do_not_see_one_another(
    start: Callable[..., Any], play: Any, harmless_file: Path, secret_map: str, login: str
) -> None:
    """Where people log in, what one of them opens and saves is in their own library, and reaches nobody else."""
    server = start(harmless_file, secrets=login)

    async def meet() -> None:
        async with server.session("bo") as before, server.session("ann") as owner:
            await owner.paste(secret_map)
            assert owner.drawn["map"]["title"] == SECRET
            await before.look()
            async with server.session("bo") as after, server.session("ann") as again:
                for other in (before, after):
                    assert other.drawn["map"]["title"] != SECRET
                    assert SECRET not in json.dumps(other.drawn) + "".join(other.shown)
                assert SECRET in "".join(again.shown)

    play(meet())


def test_uploads_are_bounded(start: Callable[..., Any], play: Any, harmless_file: Path, secret_map: str) -> None:
    """The server turns away a body above its limit, whether its size is told or not; the app one above its own."""
    server = start(harmless_file)

    async def bring() -> None:
        async with server.session() as owner:
            place = await owner.place_for("a.txt")
            body = [b"x" * MEGABYTE]
            for told in (True, False):
                assert await owner.put(place, "a.txt", body, told) == 204
                assert await owner.put(place, "a.txt", body * 11, told) == 413
            assert await owner.upload("long.json", b"[" * 10_200_000) == 204
            assert any("long.json: larger than the limit of 10,000,000 bytes" in text for text in owner.shown)
            assert await owner.upload("map.json", secret_map.encode()) == 204
            assert owner.drawn["map"]["title"] == SECRET

    play(bring())


def test_what_is_packed_is_not_unpacked(start: Callable[..., Any], play: Any, harmless_file: Path) -> None:
    """A bomb that a gigabyte would come out of is refused in a line, whatever it is called."""
    server, zipped = start(harmless_file), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("thread.json", bytes(1000 * MEGABYTE))
    packed = gzip.compress(bytes(1000 * MEGABYTE), 1)
    before = psutil.Process(server.process.pid).memory_info().rss

    async def bring() -> None:
        async with server.session() as owner:
            for name, data in (("a.json.gz", packed), ("b.json", packed), ("c.zip", zipped.getvalue())):
                assert await owner.upload(name, data) == 204
                assert any(f"{name}: a binary file, not text" in text for text in owner.shown)

    play(bring())
    assert psutil.Process(server.process.pid).memory_info().rss < before + 700 * MEGABYTE


def test_what_is_not_saved_is_seen_by_one_session(
    start: Callable[..., Any], play: Any, root: Path, harmless_file: Path
) -> None:
    """Of a paste that is looked over, and then mapped, other sessions on the same library are told no word."""
    server = start(harmless_file)
    posts = json.loads((root / "corpora" / "threads" / "lw01.thread.json").read_text("utf-8"))["posts"]
    flat = "\n".join(f"{post['text']} {SECRET}." for post in posts).replace("\n\n", "\n")

    async def told_nothing(*others: Any) -> None:
        for other in others:
            await other.look()
            assert not any(SECRET.encode() in message for message in other.received)

    async def meet() -> None:
        async with server.session() as before, server.session() as owner:
            await owner.paste(flat)
            assert any(SECRET.encode() in message for message in owner.received)
            async with server.session() as after:
                await told_nothing(before, after)
                await owner.press("Map it now")
                assert any("Cancel" in text for text in owner.shown)
                await told_nothing(before, after)

    play(meet())


def test_the_log_has_no_words(start: Callable[..., Any], play: Any, harmless_file: Path, secret_map: str) -> None:
    """Whether a thread is read or refused, none of its words are in the server's log."""
    server = start(harmless_file)

    async def bring() -> None:
        async with server.session() as owner:
            await owner.paste(secret_map)
            for broken in (secret_map[:-20], json.dumps({"posts": [{"id": SECRET, "text": 3}]}), SECRET * 500_000):
                await owner.paste(broken)
            assert any("larger than the limit" in text for text in owner.shown)

    play(bring())
    log = server.log.read_text("utf-8")
    assert SECRET not in log
    assert "Traceback" not in log


def test_an_unforeseen_error_is_logged_without_words(caplog: pytest.LogCaptureFixture) -> None:
    """Of an error in the program itself the log keeps type and places, not what it says or arose from."""
    logger = logging.getLogger("unforeseen")
    logger.addFilter(wordless)
    try:
        try:
            {}[SECRET]
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        logger.error("Uncaught", exc_info=error)
    assert SECRET not in caplog.text
    assert "ValueError" in caplog.text
    assert "test_server.py" in caplog.text


@pytest.mark.parametrize("secrets", ["[auth\nclient_id = ", "= ="])
def test_a_login_that_cannot_be_read_lets_nobody_in(
    start: Callable[..., Any], play: Any, harmless_file: Path, secrets: str
) -> None:
    """Where the server's secrets are broken the app does not fall back to letting everybody in."""
    server = start(harmless_file, secrets=secrets)

    async def knock() -> None:
        async with server.session() as session:
            assert session.drawn == {}
            assert any("cannot be read" in text for text in session.shown)

    play(knock())


def test_a_login_is_asked_for(start: Callable[..., Any], play: Any, harmless_file: Path, login: str) -> None:
    """Where the server's secrets name a login, nothing is shown before it but the way to it; a forged one is none."""
    server = start(harmless_file, secrets=login)
    signed = server.login("ann")["_streamlit_user"]

    async def knock() -> None:
        async with server.session() as session:
            assert session.drawn == {}
            assert list(session.widgets) == ["Log in"]
        server.login = lambda person: {"_streamlit_user": f"{signed[:-3]}xyz"}
        async with server.session("ann") as session:
            assert session.drawn == {}
            assert list(session.widgets) == ["Log in"]

    play(knock())
