"""One HTTP call that ends in time. HTTP clients limit each wait by itself, and a server that drips makes many."""

import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from checkout.payments.provider import ProviderUnavailable

LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class _OutOfTime(Exception):
    pass


class _AddressNotFound(Exception):
    pass


_NO_ANSWER = (
    _OutOfTime,
    _AddressNotFound,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)


def ask(*, method: str, url: str, headers: dict[str, str], content: bytes, seconds: float) -> Answer:
    """Follows no redirect. Raises ProviderUnavailable without a whole answer of 64 kB at most in `seconds`.

    Looking up the host's name is the one wait that the system limits, not `seconds`. Certificates are trusted
    as httpx trusts them: SSL_CERT_FILE, where it is set, names a file with other authorities.
    """
    backend = _TimedBackend(_Deadline(seconds))
    authorities = httpx.create_ssl_context() if url.startswith("https:") else None
    body = b""
    try:
        with (
            httpcore.ConnectionPool(ssl_context=authorities, network_backend=backend) as pool,
            pool.stream(method, url, headers=list(headers.items()), content=content) as answer,
        ):
            for part in answer.iter_stream():
                body += part
                if len(body) > LONGEST_ANSWER:
                    raise ProviderUnavailable(f"The answer is longer than {LONGEST_ANSWER} bytes.")
            return Answer(status=answer.status, body=body)
    except _NO_ANSWER as error:
        raise ProviderUnavailable(f"No answer: {type(error).__name__} {error}".strip()) from error


class _Deadline:
    def __init__(self, seconds: float):
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise _OutOfTime("the time for the whole call is over")
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
    def __init__(self, deadline: _Deadline):
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        # One address after the other by hand: the library would give each of them the whole time.
        problem: Exception = _AddressNotFound(host)
        for address in _addresses(host, port):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(stream, self._deadline)
        raise problem


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _AddressNotFound(host) from error
    return [str(address[0]) for *_, address in found]
