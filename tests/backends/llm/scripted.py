"""A chat server on localhost that does what a test scripts, and otherwise answers as a plain reader would."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[["Handler", dict[str, Any]], None]


def answer_to(messages: list[dict[str, str]]) -> dict[str, Any]:
    """Every unit asked about is a claim; the first objects to [1] where that is earlier, the rest support the first."""
    first, last = map(int, re.findall(r"\[(\d+)\]", messages[1]["content"].splitlines()[-1]))
    if '"main"' in messages[0]["content"]:
        return {"main": [first], "cruxes": list(range(first, min(last, 5) + 1))}
    return {
        "claims": [{"unit": n, "sure": 80} for n in range(first, last + 1)],
        "supports": [{"from": n, "to": first, "sure": 60} for n in range(first + 1, last + 1)],
        "objections": [{"from": first, "to": 1, "sure": 70}] if first > 1 else [],
        "restates": [],
    }


class Handler(BaseHTTPRequestHandler):
    """One request: kept, then answered by the next step of the script."""

    protocol_version = "HTTP/1.1"
    server: "Scripted"

    def do_POST(self) -> None:
        """Keep the request and do what comes next."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.lock:
            self.server.requests.append({"path": self.path, "headers": dict(self.headers), "body": body})
            step = self.server.script.pop(0) if self.server.script else self.server.usual
        self.close_connection = True
        step(self, body)

    def begin(self, kind: str = "text/event-stream", status: int = 200, **headers: str) -> None:
        """Status and headers; the body ends with the connection."""
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def event(self, record: Any) -> None:
        """One event of a stream."""
        self.wfile.write(f"data: {record if isinstance(record, str) else json.dumps(record)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Tests are quiet."""


class Scripted(ThreadingHTTPServer):
    """The server: what it was sent, and what it does next."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.requests: list[dict[str, Any]] = []
        self.script: list[Step] = []
        self.usual: Step = says(lambda body: json.dumps(answer_to(body["messages"])))
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is nothing to report."""


@contextmanager
def serving() -> Iterator[Scripted]:
    """A server, shut down and closed at the end."""
    server = Scripted()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def says(text: str | Callable[[dict[str, Any]], str], stopped: str = "stop", tokens: int = 100) -> Step:
    """An answer in two pieces, with the tokens that it took."""

    def step(handler: Handler, body: dict[str, Any]) -> None:
        words = text if isinstance(text, str) else text(body)
        half = len(words) // 2
        handler.begin()
        for piece in (words[:half], words[half:]):
            handler.event({"choices": [{"delta": {"content": piece}, "finish_reason": None}]})
        handler.event({"choices": [{"delta": {}, "finish_reason": stopped}]})
        handler.event({"choices": [], "usage": {"total_tokens": tokens}})
        handler.event("[DONE]")

    return step


def whole(words: Callable[[dict[str, Any]], str]) -> Step:
    """An answer from a server that does not stream and counts no tokens."""

    def step(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin("application/json")
        choice = {"message": {"content": words(body)}, "finish_reason": "stop"}
        handler.wfile.write(json.dumps({"choices": [choice]}).encode())

    return step


def cut(handler: Handler, body: dict[str, Any]) -> None:
    """A stream that ends in the middle."""
    handler.begin()
    handler.event({"choices": [{"delta": {"content": '{"claims": [{"un'}, "finish_reason": None}]})


def silent(handler: Handler, body: dict[str, Any]) -> None:
    """Nothing, until the test is over."""
    handler.server.ended.wait(20)


def fails(status: int, words: str = "no", **headers: str) -> Step:
    """An error."""

    def step(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin("application/json", status, **headers)
        handler.wfile.write(json.dumps({"error": {"message": words}}).encode())

    return step
