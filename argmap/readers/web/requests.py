"""Polite requests with limits: size, time, redirects and tries; every failure is one line that says what to do."""

import json
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType

import httpcore
import httpx

from argmap.errors import InputError
from argmap.readers.web.network import TimedNetwork, Transport
from argmap.settings import FetchLimits
from argmap.version import __version__

HEADERS = {
    "User-Agent": f"argmap/{__version__} (reads one discussion at the request of its reader)",
    "Accept": "application/json, text/html;q=0.8, text/plain;q=0.7, */*;q=0.1",
    "Accept-Encoding": "gzip",
}
TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
SAVE_IT = "open it in a browser, save the page, and give argmap the file"
BROKEN = (httpx.TransportError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the address that it came from in the end, and the body, unpacked."""

    url: httpx.URL
    body: bytes


class PassingError(Exception):
    """A failure that may be over soon; `wait` is the pause that the host asks for, in seconds."""

    def __init__(self, problem: str, wait: float = 0.0) -> None:
        self.problem, self.wait = problem, wait
        super().__init__(problem)


class BusyError(InputError):
    """A host told programs to come back later, as often as it was asked."""


class Web:
    """All the requests that one thread takes: they share a deadline and a size limit.

    Args:
        network: what connections are made through.
        max_bytes: the most that all bodies together may have, unpacked.
        limits: tries, redirects and times.
        sleep: how to wait before another try.
    """

    def __init__(
        self,
        network: httpcore.NetworkBackend,
        max_bytes: int,
        limits: FetchLimits,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits, self._sleep, self._max_bytes, self._bytes = limits, sleep, max_bytes, 0
        self._deadline = time.monotonic() + limits.max_seconds
        self._client = httpx.Client(
            transport=Transport(TimedNetwork(network, self._deadline)),
            headers=HEADERS,
            timeout=limits.wait_seconds,
            trust_env=False,
        )

    def __enter__(self) -> "Web":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str | httpx.URL, key: str = "") -> Answer:
        """The page at an address.

        Args:
            url: where it is.
            key: an authorization that the user gave for that host; it does not go along to another one.

        Raises:
            InputError: it cannot be had, within the limits; one line that says why.
        """
        return self._tried(self._client.build_request("GET", web_url(url), headers=_authorization(key)))

    def post(self, url: str, document: object, key: str = "") -> Answer:
        """What a host answers to a JSON document, or to a form in text; raises what `get` raises."""
        form = isinstance(document, str)
        data = str(document).encode() if form else json.dumps(document).encode()
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        headers = {"Content-Type": kind} | _authorization(key)
        return self._tried(self._client.build_request("POST", url, content=data, headers=headers))

    def _tried(self, request: httpx.Request) -> Answer:
        """Try again, with growing pauses, as long as the failure may pass."""
        host, pause = request.url.host, self._limits.first_pause
        for attempt in range(1, self._limits.max_tries + 1):
            try:
                return self._followed(request)
            except PassingError as error:
                wait = max(pause, error.wait)
                if time.monotonic() + wait > self._deadline or wait > self._limits.max_pause:
                    raise BusyError(f"{host} {error.problem}; try again in {wait:.0f} s or later") from None
                if attempt == self._limits.max_tries:
                    raise BusyError(f"{host} {error.problem}, {attempt} times; try again later") from None
                self._sleep(wait)
                pause *= 2
        raise AssertionError("the loop above returns or raises")

    def _followed(self, request: httpx.Request) -> Answer:
        """Follow redirects, each of which is checked like the first address."""
        for _ in range(self._limits.max_redirects + 1):
            try:
                answer = self._client.send(request, stream=True)
            except BROKEN as error:
                raise self._broken(error) from None
            try:
                if answer.next_request is None:
                    return Answer(request.url, self._body(answer))
                request = answer.next_request
                request.url = web_url(request.url)
            finally:
                answer.close()
        raise InputError(f"more than {self._limits.max_redirects} redirects (max_redirects); {SAVE_IT}")

    def _body(self, answer: httpx.Response) -> bytes:
        check_status(answer)
        pieces: list[bytes] = []
        try:
            for piece in unpacked(answer, self._max_bytes):
                pieces.append(piece)
                self._bytes += len(piece)
                if self._bytes > self._max_bytes:
                    raise InputError(f"larger than the limit of {self._max_bytes:,} bytes (max_bytes)")
        except BROKEN as error:
            raise self._broken(error) from None
        return b"".join(pieces)

    def _broken(self, error: Exception) -> Exception:
        if time.monotonic() >= self._deadline:
            return InputError(f"not there after {self._limits.max_seconds:g} s (max_seconds); try again later")
        if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
            return PassingError(f"has sent nothing for {self._limits.wait_seconds:g} s")
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return InputError("the host cannot prove that it is the one asked for (its certificate); check the address")
        if isinstance(error, httpcore.ConnectError):
            return PassingError("cannot be reached")
        return PassingError("broke off its answer")


def _authorization(key: str) -> dict[str, str]:
    return {"Authorization": key} if key else {}


def web_url(url: str | httpx.URL) -> httpx.URL:
    """The address, without a name and password, or the part after #.

    Raises:
        InputError: it is not one of the web's.
    """
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        raise InputError("not a web address; copy it from the browser") from None
    if found.scheme not in ("http", "https") or not found.host:
        raise InputError(f"{found.scheme or 'this'} is not an address that argmap fetches; give one with https://")
    return found.copy_with(userinfo=b"", fragment=None)


def check_status(answer: httpx.Response) -> None:
    """Nothing, if the host gives what was asked for.

    Raises:
        PassingError: it may, later.
        InputError: it does not.
    """
    code, host = answer.status_code, answer.request.url.host
    if code == 200:
        return
    if code in TRY_AGAIN:
        what = "asks for fewer requests" if code == 429 else "has a fault"
        raise PassingError(f"{what} ({code})", asked_pause(answer.headers.get("Retry-After", "")))
    if code in (404, 410):
        raise InputError(f"{host} has no such page ({code}); check the address")
    if code in (401, 403, 451):
        raise InputError(f"{host} does not give it to programs ({code}); {SAVE_IT}")
    raise InputError(f"{host} answers {code} {answer.reason_phrase}; {SAVE_IT}".replace("  ", " "))


def asked_pause(value: str) -> float:
    """The seconds of a Retry-After header, which holds a number or a date; 0 where it holds neither."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def unpacked(answer: httpx.Response, most: int) -> Iterator[bytes]:
    """The body in pieces of bounded size, however tightly it is packed.

    Raises:
        InputError: packed in another way than was asked for.
        httpcore.ProtocolError: it cannot be unpacked, or ends too early.
    """
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        yield from answer.iter_raw()
        return
    if encoding not in ("gzip", "x-gzip"):
        raise InputError(f"{answer.request.url.host} packs its answer as {encoding[:40]!r}, not gzip; {SAVE_IT}")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for packed in answer.iter_raw():
            yield unpacker.decompress(packed, most + 1)
    except zlib.error:
        raise httpcore.RemoteProtocolError("not gzip") from None
    if not unpacker.eof:
        raise httpcore.RemoteProtocolError("cut off")
