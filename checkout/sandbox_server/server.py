"""The provider on the network."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.conf import settings

from checkout.sandbox_server.doors import Reply, Request, answer
from checkout.sandbox_server.faults import Faults
from checkout.sandbox_server.ledger import Ledger
from checkout.sandbox_server.messenger import WAITS, Messenger
from checkout.sandbox_server.provider import SandboxProvider

LONGEST_BODY = 64 * 1024


class SandboxServer(SandboxProvider):
    """Listens from the moment it is made (OSError when the port is taken) and answers inside its `with` block.

    Key and secret are those of the settings unless given; without `webhook_url` messages are only kept.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        public_url: str = "",
        webhook_url: str | None = None,
        key: str = "",
        secret: str = "",
        state: str = ":memory:",
        faults: Faults | None = None,
        waits: tuple[float, ...] = WAITS,
    ):
        self._listener = _Listener((host, port), self)
        self.port = self._listener.server_address[1]
        self.url = f"http://{host}:{self.port}"
        self.is_over = threading.Event()
        super().__init__(
            key=key or settings.SANDBOX_API_KEY,
            ledger=Ledger(state),
            messenger=Messenger(
                url=webhook_url, secret=secret or settings.SANDBOX_WEBHOOK_SECRET, waits=waits
            ),
            faults=faults or Faults(),
            public_url=public_url.rstrip("/") or self.url,
        )

    def __enter__(self) -> "SandboxServer":
        self.messenger.start()
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_over.set()
        self._listener.shutdown()
        self._listener.server_close()
        self.messenger.stop()
        self.ledger.close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], sandbox: SandboxServer):
        super().__init__(address, _Conversation)
        self.sandbox = sandbox


class _Conversation(BaseHTTPRequestHandler):
    server: _Listener
    timeout = 30  # seconds for the caller to say what it wants

    def do_GET(self) -> None:
        self._converse()

    def do_POST(self) -> None:
        self._converse()

    def _converse(self) -> None:
        sandbox = self.server.sandbox
        path = self.path.partition("?")[0]
        faults = sandbox.faults_of_call(path)
        reply = self._reply(path) if not faults.unavailable else Reply(503, b'{"error": "unavailable"}')
        if faults.garbage:
            reply = replace(reply, body=b"<html>\xff")
        if faults.hang or faults.answer_after:
            sandbox.is_over.wait(None if faults.hang else faults.answer_after)
        try:
            self._send(self._written(reply), drip=faults.drip)
        except OSError:
            self.close_connection = True

    def _reply(self, path: str) -> Reply:
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LONGEST_BODY:
            return Reply(413, b'{"error": "body_too_long"}')
        request = Request(str(self.command), path, headers, self.rfile.read(int(length)))
        return answer(self.server.sandbox, request)

    def _written(self, reply: Reply) -> bytes:
        headers = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body)), **reply.headers}
        lines = [f"HTTP/1.0 {reply.status} ", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + reply.body

    def _send(self, written: bytes, *, drip: float) -> None:
        if not drip:
            self.wfile.write(written)
            return
        for byte in written:
            self.wfile.write(bytes([byte]))
            if self.server.sandbox.is_over.wait(drip):
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing: one line for each call would drown the shop's own beside it."""
