"""The app's real server, and sessions on it that speak its protocol as a browser does, but draw nothing."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
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

    def __init__(self, connection: ClientConnection, server: "Server", headers: Mapping[str, str]) -> None:
        self.connection, self.server, self.headers = connection, server, headers
        self.received: list[bytes] = []
        self.widgets: dict[str, str] = {}
        self.shown: list[str] = []
        self.drawn: dict[str, Any] = {}

    async def run(self, *states: WidgetState) -> float:
        """Send the states of widgets, and take in all that comes until the script has ended: the seconds it took."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.widget_states.widgets.extend(states)
        start = time.monotonic()
        await self.send(message)
        while (await self.next()).WhichOneof("type") != "script_finished":
            pass
        return time.monotonic() - start

    async def send(self, message: BackMsg) -> None:
        """Say something to the server."""
        await self.connection.send(message.SerializeToString())

    async def next(self) -> ForwardMsg:
        """Take in the next message."""
        self.received.append(bytes(await self.connection.recv()))
        found = ForwardMsg.FromString(self.received[-1])
        self.take(found)
        return found

    def take(self, message: ForwardMsg) -> None:
        """Remember the ids of widgets, every text, and what is drawn."""
        if message.WhichOneof("type") == "new_session":
            self.id = message.new_session.initialize.session_id
        if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        value = getattr(element, kind)
        self.shown.append(unescape(str(value)[:100_000]).replace("\u2060", ""))
        label = getattr(value, "label", "")
        if getattr(value, "id", "") and label:
            self.widgets[label] = value.id
        if kind == "bidi_component":
            self.drawn = json.loads(value.json)

    async def look(self) -> float:
        """Let the page be drawn anew, as any click does: the seconds until all of it is there."""
        return await self.run()

    async def press(self, label: str) -> float:
        """Press a button: the seconds until the page is there."""
        return await self.run(WidgetState(id=self.widgets[label], trigger_value=True))

    async def place_for(self, name: str) -> FileURLs:
        """Where a file may be put that is to be uploaded."""
        message = BackMsg()
        message.file_urls_request.request_id = name
        message.file_urls_request.session_id = self.id
        message.file_urls_request.file_names.append(name)
        await self.send(message)
        while (found := await self.next()).WhichOneof("type") != "file_urls_response":
            pass
        return found.file_urls_response.file_urls[0]

    async def put(self, place: FileURLs, name: str, pieces: Iterable[bytes], told: bool = True) -> int:
        """Send the bytes of a file, how many they are told before or not: the answer's status."""
        start = f'--piece\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        headers = {**self.headers, "Content-Type": "multipart/form-data; boundary=piece"}
        parts = chain([start], pieces, [b"\r\n--piece--\r\n"])
        body = b"".join(parts) if told else parts
        url = f"{self.server.address}{place.upload_url}"
        answer = await asyncio.to_thread(httpx.put, url, headers=headers, content=body, trust_env=False, timeout=60)
        return answer.status_code

    async def upload(self, name: str, data: bytes) -> int:
        """Upload a file and let the app take it: the status of the upload."""
        place = await self.place_for(name)
        status = await self.put(place, name, [data])
        label = next(label for label in self.widgets if label.startswith("Saved pages or JSON"))
        state = WidgetState(id=self.widgets[label])
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(data), place.file_id
        info.file_urls.CopyFrom(place)
        await self.run(state)
        return status

    async def paste(self, text: str) -> float:
        """Paste a text and map it: the seconds until its map is there."""
        return await self.run(
            WidgetState(id=self.widgets["The text of a thread"], string_value=text),
            WidgetState(id=self.widgets["Map it"], trigger_value=True),
        )


class Server:
    """The app in a process of its own."""

    def __init__(self, root: Path, ports: Any, folder: Path, *files: Path) -> None:
        self.port = ports.free()
        self.log = folder / "server.log"
        flags = [f"--server.port={self.port}", "--server.headless=true"]
        command = [sys.executable, "-m", "streamlit", "run", str(root / "app.py"), *flags, "--", *map(str, files)]
        environment = {**os.environ, "ARGMAP_DATA": str(folder), "HOME": str(folder)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
        self.address = f"http://localhost:{self.port}"
        ports.wait(self.port, self.process, self.log)

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
            session = Session(connection, self, {**headers, "X-Xsrftoken": token})
            await session.run()
            yield session

    def login(self, person: str) -> dict[str, str]:
        """The cookie that a browser has after a login, signed as the server signs it."""
        user = {"origin": self.address, "is_logged_in": True, "sub": person, "email": f"{person}@example.org"}
        name = "_streamlit_user"
        return {name: create_signed_value(COOKIE_SECRET, name, json.dumps(user)).decode()}


@pytest.fixture
def start(root: Path, ports: Any, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """A function that starts a server, on a file or on the demo, and with what its administrator keeps secret."""
    started: list[Server] = []

    def begin(*files: Path, secrets: str = "") -> Server:
        if secrets:
            (tmp_path / ".streamlit").mkdir()
            (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets, "utf-8")
        started.append(Server(root, ports, tmp_path, *files))
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
