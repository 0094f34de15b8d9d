"""Connections that only go to public addresses, and that end in time whatever the other side does."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

from argmap.errors import InputError

WEB_PORTS = (80, 443)
UNICAST = ip_network("2000::/3")
"""The IPv6 addresses that are given out; the rest are local, reserved or wrap something else."""
SPECIAL = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"))
"""Protocol assignments and 6to4 relays, which not every version of Python counts as special."""
Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and port to its addresses, in the order in which they should be tried."""


def addresses_of(host: str, port: int) -> list[str]:
    """What the system's resolver says; raises OSError where it knows no such name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Loopback, private, link-local, shared, reserved and multicast addresses do not, nor do those that only wrap an
    IPv4 address (mapped, 6to4, Teredo, NAT64): a name has no need of them.

    >>> [is_public(address) for address in ("93.184.215.14", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if ip.is_multicast or ip.is_reserved or not ip.is_global:
        return False
    if isinstance(ip, IPv6Address):
        return ip in UNICAST and not ip.sixtofour and not ip.teredo
    return not any(ip in network for network in SPECIAL)


class PublicNetwork(httpcore.NetworkBackend):
    """Looks a host up once, refuses it unless all its addresses are public, and connects to just those.

    The name is never looked up again, so that it cannot turn into another address after the check (DNS rebinding);
    TLS still verifies the certificate for the name.

    Args:
        resolve: looks a host up.
        system: what makes the connection to an address that has passed.
    """

    def __init__(self, resolve: Resolve = addresses_of, system: httpcore.NetworkBackend | None = None) -> None:
        self._resolve, self._system = resolve, system or httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers.

        Raises:
            InputError: the host is unknown or not public, or the port is not one of the web's.
            httpcore.NetworkError: none of its addresses answers; or httpcore.TimeoutException.
        """
        *others, last = self._checked(host, port)
        for address in others:
            try:
                return self._system.connect_tcp(address, port, timeout)
            except (httpcore.NetworkError, httpcore.TimeoutException):
                continue
        return self._system.connect_tcp(last, port, timeout)

    def _checked(self, host: str, port: int) -> Sequence[str]:
        if port not in WEB_PORTS:
            raise InputError(f"port {port} is not one of the web's (80 and 443); save the page and give the file")
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise InputError(f"no host {host} is known; check the address and the connection")
        if not all(map(is_public, addresses)):
            raise InputError(f"{host} is not on the public web; save the page and give the file")
        return addresses


class TimedNetwork(httpcore.NetworkBackend):
    """A network whose connections give up at a deadline, however slowly the other side sends."""

    def __init__(self, network: httpcore.NetworkBackend, deadline: float) -> None:
        self._network, self._deadline = network, deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.NetworkStream:
        """Connect within what is left of the time."""
        stream = self._network.connect_tcp(host, port, left(self._deadline, timeout))
        return TimedStream(stream, self._deadline)


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline at the latest."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes."""
        return self._stream.read(max_bytes, left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, left(self._deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        stream = self._stream.start_tls(ssl_context, server_hostname, left(self._deadline, timeout))
        return TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below knows."""
        return self._stream.get_extra_info(info)


def left(deadline: float, timeout: float | None) -> float:
    """The seconds that a step may take.

    Raises:
        httpcore.ReadTimeout: there are none left.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return seconds if timeout is None else min(seconds, timeout)


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates are verified against those that come with certifi; reading them takes a moment."""
    return httpx.create_ssl_context()


class Transport(httpx.BaseTransport):
    """What an httpx client sends its requests through: no proxies, no other network than the one given."""

    def __init__(self, network: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls_context(), network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the errors are those of httpcore."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, content=request.read(), extensions=request.extensions
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer as it arrives."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        body = self._answer.stream
        assert isinstance(body, Iterable)
        yield from body

    def close(self) -> None:
        self._answer.close()
