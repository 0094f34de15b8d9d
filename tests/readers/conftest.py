"""A web of one local server: it answers for every host that a test names, over plain connections on loopback."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpcore
import pytest

from argmap.readers.web.network import PublicNetwork

PUBLIC = "93.184.215.14"


@dataclass(frozen=True)
class Request:
    """What the server was asked."""

    method: str
    host: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """The JSON that was sent along."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What the server answers; it can promise more bytes than it sends, and then end or say nothing more (`hangs`)."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    hangs: bool = False

    @classmethod
    def json(cls, document: object, **other: Any) -> "Reply":
        """A JSON document."""
        return cls(json.dumps(document).encode(), headers={"Content-Type": "application/json"}, **other)

    @classmethod
    def redirect(cls, to: str, status: int = 302) -> "Reply":
        """The way to another address."""
        return cls(status=status, headers={"Location": to})


class LocalWeb(httpcore.NetworkBackend):
    """Connects every address to one local server, and remembers what was asked of whom."""

    reply = Reply

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {}
        self.answer: Callable[[Request], Reply] = lambda request: Reply(status=404)
        self.requests: list[Request] = []
        self.connected: list[str] = []
        self.ended = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def network(self) -> PublicNetwork:
        """The network that argmap has, down to the check of addresses; hosts without a name are public."""
        return PublicNetwork(lambda host, port: self.names.get(host, [PUBLIC]), self)

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any) -> Any:
        """A plain connection to the server, whatever the address."""
        self.connected.append(host)
        return PlainStream(httpcore.SyncBackend().connect_tcp("127.0.0.1", self.server.server_port, timeout))


class PlainStream(httpcore.NetworkStream):
    """A connection that stays plain where TLS would start."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self.read, self.write, self.close = stream.read, stream.write, stream.close
        self.get_extra_info = stream.get_extra_info

    def start_tls(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """The same connection."""
        return self


def handler_of(web: LocalWeb) -> type[BaseHTTPRequestHandler]:
    """A handler that asks the web what to answer."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            """Remember the request, and send what the web answers."""
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            host = self.headers["Host"]
            request = Request(self.command, host, url.path, parse_qs(url.query), dict(self.headers), body)
            web.requests.append(request)
            self.send(web.answer(request))

        do_GET = do_POST = answer  # noqa: N815 - the names that http.server calls

        def send(self, reply: Reply) -> None:
            """Send a reply, as far as it goes."""
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
            self.end_headers()
            self.wfile.write(reply.body)
            if reply.hangs:
                self.wfile.flush()
                web.ended.wait()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    """A web of one local server."""
    local = LocalWeb()
    yield local
    local.ended.set()
    local.server.shutdown()
    local.server.server_close()
