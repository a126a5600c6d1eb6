"""A call to the index ends in time as a whole: the client limits each wait by itself, and a server that drips makes many."""

import io
import socket
import time
from http.client import HTTPResponse
from typing import Any

from elastic_transport import HttpHeaders, NodeConfig, Urllib3HttpNode
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType
from urllib3 import Timeout


class TimedNode(Urllib3HttpNode):
    """`request_timeout` covers everything from the connection to the last byte."""

    def __init__(self, config: NodeConfig):
        super().__init__(config)
        kind = self.pool.ConnectionCls
        self.pool.ConnectionCls = type("TimedConnection", (kind,), {"response_class": _TimedAnswer})  # type: ignore[assignment]

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        # By itself it would be given to the connection, and again to what comes after.
        whole = (
            Timeout(total=request_timeout) if isinstance(request_timeout, int | float) else request_timeout
        )
        return super().perform_request(method, target, body, headers, whole)  # type: ignore[arg-type]


class _TimedAnswer(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any):
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), sock))


class _TimedReader(io.RawIOBase):
    """Its socket's time limit, for all that is read together."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket):
        self._raw = raw
        self._socket = sock
        seconds = sock.gettimeout()
        self._ends_at = None if seconds is None else time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._ends_at is not None:
            left = self._ends_at - time.monotonic()
            if left <= 0:
                raise TimeoutError("the time for the whole call is over")
            self._socket.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
