"""Stands in front of Elasticsearch and makes it as bad as a test needs it."""

import socket
import socketserver
import threading
from contextlib import suppress
from urllib.parse import urlsplit

UNAVAILABLE = (
    b"HTTP/1.1 503 Service Unavailable\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n"
    b"Content-Length: 49\r\n\r\n"
    b'{"error":{"type":"cluster_block"},"status": 503 }'
)
_HEAD = b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n"
_BEGINNINGS = (b"GET ", b"HEAD ", b"POST ", b"PUT ", b"DELETE ")
SECONDS_OF_SLOWNESS = 5.0
SECONDS_BETWEEN_DROPS = 0.2


class _Conversation(socketserver.BaseRequestHandler):
    def handle(self):
        with suppress(OSError):
            self._relay()

    def _relay(self):
        with socket.create_connection(self.server.target) as index:
            threading.Thread(target=self._bring_answers, args=[index], daemon=True).start()
            while asked := self.request.recv(65536):
                self._act(self.server.mood, asked, index)

    def _act(self, mood: str, asked: bytes, index: socket.socket):
        if asked.startswith(_BEGINNINGS):
            self.server.asked += 1
        elif mood != "well":
            # What belongs to a request comes in pieces.
            mood = "well" if mood == "slow" else "silent"
        if mood == "slow":
            self.server.given_up.wait(SECONDS_OF_SLOWNESS)
        if mood in {"well", "slow"}:
            index.sendall(asked)
        elif mood == "hanging up":
            self.request.shutdown(socket.SHUT_RDWR)
        elif mood == "dripping head":
            self._drip(_HEAD)
        elif mood == "dripping":
            self.request.sendall(_HEAD + b"Content-Length: 1000\r\n\r\n{")
            self._drip(b" " * 999)
        elif mood != "silent":
            self.request.sendall(self.server.says)

    def _drip(self, answer: bytes):
        for byte in answer:
            if self.server.given_up.wait(SECONDS_BETWEEN_DROPS):
                return
            self.request.sendall(bytes([byte]))

    def _bring_answers(self, index: socket.socket):
        with suppress(OSError):
            while answer := index.recv(65536):
                self.request.sendall(answer)


class IndexProxy(socketserver.ThreadingTCPServer):
    """`url` leads to the index. `mood`: well, slow (5 s), silent, hanging up, dripping, dripping head, or saying `says`.

    `asked` counts what came in; `refuse` closes the port until `listen`.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, target: str):
        parts = urlsplit(target)
        self.target = (parts.hostname, parts.port)
        self.mood, self.says, self.asked = "well", UNAVAILABLE, 0
        self.is_closed = False
        self.given_up = threading.Event()
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self._open: list[socket.socket] = []

    def answer(self, body: bytes, *, status: str = "200 OK", is_index: bool = True) -> None:
        """From now on everything is answered with this."""
        product = b"X-Elastic-Product: Elasticsearch\r\n" if is_index else b""
        self.says = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n".encode()
            + product
            + b"\r\n"
            + body
        )
        self.mood = "saying"

    def process_request(self, request, client_address):
        self._open.append(request)
        super().process_request(request, client_address)

    def refuse(self) -> None:
        """Nobody listens any more, and who was connected is cut off: as when the index is stopped."""
        self.shutdown()
        self.server_close()
        self.cut_off()
        self.is_closed = True

    def cut_off(self) -> None:
        for request in self._open:
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def listen(self) -> None:
        self.socket = socket.socket(self.address_family, self.socket_type)
        self.server_bind()
        self.server_activate()
        self.is_closed = False
        self._start()

    def _start(self) -> None:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def __enter__(self):
        self._start()
        return self

    def __exit__(self, *error):
        self.given_up.set()
        self.shutdown()
        self.server_close()
        self.cut_off()
