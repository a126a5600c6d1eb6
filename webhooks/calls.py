"""One POST that ends in time and reaches public addresses only.

HTTP clients limit each wait by itself, and a server that drips makes many. The address is checked where the
connection is made, so that a name cannot be checked with one address and called with another.
"""

import time
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from webhooks.addresses import check_url, find_addresses

LONGEST_ANSWER = 4096


class CallFailed(Exception):
    """No whole answer in time."""


class _OutOfTime(Exception):
    pass


_NO_ANSWER = (
    _OutOfTime,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)


def post(*, url: str, headers: dict[str, str], content: bytes, seconds: float) -> int:
    """The status of the answer, of which 4 kB at most are read; no redirect is followed.

    Raises AddressRefused or CallFailed. Looking up the name is the one wait that the system limits.
    """
    check_url(url=url)
    backend = _CheckedBackend(_Deadline(seconds))
    authorities = httpx.create_ssl_context() if url.lower().startswith("https:") else None
    size = 0
    try:
        with (
            httpcore.ConnectionPool(ssl_context=authorities, network_backend=backend) as pool,
            pool.stream(
                "POST", str(httpx.URL(url)), headers=list(headers.items()), content=content
            ) as answer,
        ):
            for part in answer.iter_stream():
                size += len(part)
                if size >= LONGEST_ANSWER:
                    break
            return answer.status
    except _NO_ANSWER as error:
        raise CallFailed(f"{type(error).__name__.strip('_')} {error}".strip()) from error


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


class _CheckedBackend(httpcore.NetworkBackend):
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
        problem: Exception = OSError(host)
        for address in find_addresses(host=host, port=port):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(stream, self._deadline)
        raise problem
