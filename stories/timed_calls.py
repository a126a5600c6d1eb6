"""One call over HTTP that ends in time. HTTP clients limit each wait by itself, and a server that drips makes many."""

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any

import httpcore
import httpx


class NoAnswer(Exception):
    """No whole answer in time. The text says what was in the way."""


class HostNotFound(Exception):
    pass


class OutOfTime(Exception):
    pass


_NO_ANSWER = (
    OutOfTime,
    HostNotFound,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)
FindAddresses = Callable[[str, int], list[str]]


def look_up(host: str, port: int) -> list[str]:
    """Every address of the host, each once. Raises HostNotFound. How long it takes the system limits."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostNotFound(host) from error
    return list(dict.fromkeys(str(address[0]) for *_rest, address in found))


@contextmanager
def timed_call(
    *,
    method: str,
    url: str,
    headers: dict[str, str],
    content: bytes,
    seconds: float,
    find_addresses: FindAddresses = look_up,
) -> Iterator[httpcore.Response]:
    """The answer, whose body is still to be read: that too belongs to `seconds`. Follows no redirect.

    Raises NoAnswer, and whatever `find_addresses` raises: only the addresses it names are called. Looking up the
    host's name is the one wait that the system limits, not `seconds`. Certificates are trusted as httpx trusts
    them: SSL_CERT_FILE, where it is set, names a file with other authorities.
    """
    target = httpx.URL(url)
    authorities = httpx.create_ssl_context() if target.scheme == "https" else None
    backend = _TimedBackend(_Deadline(seconds), find_addresses)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=authorities, network_backend=backend) as pool,
            pool.stream(method, str(target), headers=list(headers.items()), content=content) as answer,
        ):
            yield answer
    except _NO_ANSWER as error:
        raise NoAnswer(f"{type(error).__name__} {error}".strip()) from error


class _Deadline:
    def __init__(self, seconds: float):
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise OutOfTime("the time for the whole call is over")
        return left


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline):
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _TimedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline, find_addresses: FindAddresses):
        self._deadline = deadline
        self._find_addresses = find_addresses

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        # One address after the other by hand: the library would give each of them the whole time.
        problem: Exception = HostNotFound(host)
        for address in self._find_addresses(host, port):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(stream, self._deadline)
        raise problem
