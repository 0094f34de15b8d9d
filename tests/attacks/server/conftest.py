"""The app's real server, and sessions on it that speak its protocol as a browser does, but draw nothing."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

COOKIE_SECRET = "a long random word"
LOGIN = f"""
[auth]
redirect_uri = "https://argmap.example.org/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "argmap"
client_secret = "another long random word"
server_metadata_url = "https://accounts.example.org/.well-known/openid-configuration"
"""
MOST = 200 * 2**20
"""Bytes of a message; Streamlit's own limit."""


class Session:
    """One browser tab: what was sent to it, and what it answers."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.widgets: dict[str, str] = {}
        self.shown: list[str] = []
        self.drawn: dict[str, Any] = {}

    async def run(self, *states: WidgetState) -> float:
        """Send the states of widgets, and take in all that comes until the script has ended: the seconds it took."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.widget_states.widgets.extend(states)
        start = time.monotonic()
        await self.connection.send(message.SerializeToString())
        while True:
            found = ForwardMsg.FromString(await self.connection.recv())
            self.take(found)
            if found.WhichOneof("type") == "script_finished":
                return time.monotonic() - start

    def take(self, message: ForwardMsg) -> None:
        """Remember the ids of widgets, every text, and what is drawn."""
        if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        value = getattr(element, kind)
        self.shown.append(str(value)[:100_000])
        label = getattr(value, "label", "")
        if getattr(value, "id", "") and label:
            self.widgets[label] = value.id
        if kind == "bidi_component":
            self.drawn = json.loads(value.json)

    async def look(self) -> float:
        """Let the page be drawn anew, as any click does: the seconds until all of it is there."""
        return await self.run()

    async def paste(self, text: str) -> float:
        """Paste a text and map it: the seconds until its map is there."""
        return await self.run(
            WidgetState(id=self.widgets["The text of a thread"], string_value=text),
            WidgetState(id=self.widgets["Map it"], trigger_value=True),
        )


class Server:
    """The app in a process of its own."""

    def __init__(self, root: Path, folder: Path, *files: Path) -> None:
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "server.log"
        flags = [f"--server.port={self.port}", "--server.headless=true"]
        command = [sys.executable, "-m", "streamlit", "run", str(root / "app.py"), *flags, "--", *map(str, files)]
        environment = {**os.environ, "ARGMAP_DATA": str(folder), "HOME": str(folder)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
        self.address = f"http://localhost:{self.port}"
        self.wait()

    def wait(self) -> None:
        """Return when the server answers."""
        for _ in range(240):
            assert self.process.poll() is None, self.log.read_text()
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                return
            time.sleep(0.25)
        pytest.fail("the app's server did not answer in a minute")

    @asynccontextmanager
    async def session(self, person: str = "") -> AsyncIterator[Session]:
        """A new session, its first page shown; of somebody who is logged in where a person is named."""
        url = f"ws://localhost:{self.port}/_stcore/stream"
        token = generate_xsrf_token_string()
        cookies = {"_streamlit_xsrf": token, **(self.login(person) if person else {})}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        protocols = [Subprotocol("streamlit"), Subprotocol(token)]
        async with connect(
            url, max_size=MOST, origin=Origin(self.address), subprotocols=protocols, additional_headers=headers
        ) as connection:
            session = Session(connection)
            await session.run()
            yield session

    def login(self, person: str) -> dict[str, str]:
        """The cookie that a browser has after a login, signed as the server signs it."""
        user = {"origin": self.address, "is_logged_in": True, "sub": person, "email": f"{person}@example.org"}
        name = "_streamlit_user"
        return {name: create_signed_value(COOKIE_SECRET, name, json.dumps(user)).decode()}


@pytest.fixture
def start(root: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """A function that starts a server, on a file or on the demo, and with what its administrator keeps secret."""
    started: list[Server] = []

    def begin(*files: Path, secrets: str = "") -> Server:
        if secrets:
            (tmp_path / ".streamlit").mkdir()
            (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets, "utf-8")
        started.append(Server(root, tmp_path, *files))
        return started[-1]

    yield begin
    for server in started:
        server.process.terminate()
        server.process.wait(20)


@pytest.fixture
def login() -> str:
    """Secrets of a server that asks for a login."""
    return LOGIN


@pytest.fixture
def play() -> Callable[[Any], Any]:
    """Runs what sessions do at once."""
    return asyncio.run
