"""A partner's server on the loopback interface, which answers as a test wishes."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Conversation(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((dict(self.headers), body))
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", self.server.leads_to)
        goes_on = self.server.drips or self.server.goes_on
        self.send_header("Content-Length", str(self.server.size + goes_on * 1_000_000))
        self.end_headers()
        self.wfile.write(b"x" * self.server.size)
        if self.server.drips:
            self._drip()
        elif self.server.goes_on:
            self.server.is_over.wait()

    def _drip(self):
        try:
            while not self.server.is_over.wait(0.1):
                self.wfile.write(b".")
        except OSError:
            return

    def log_message(self, *args):
        """Says nothing."""


class Receiver(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self,
        answer: int = 200,
        *,
        drips: bool = False,
        size: int = 0,
        goes_on: bool = False,
        leads_to: str = "",
    ):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answer, self.drips, self.size, self.goes_on = answer, drips, size, goes_on
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.leads_to = leads_to or self.url
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.is_over = threading.Event()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.is_over.set()
        self.shutdown()
        self.server_close()
