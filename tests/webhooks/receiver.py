"""A partner's server on the loopback interface, which answers as a test wishes."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Conversation(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((dict(self.headers), body))
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", self.server.url)
        if self.server.drips:
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self._drip()
            return
        self.send_header("Content-Length", "0")
        self.end_headers()

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

    def __init__(self, answer: int = 200, *, drips: bool = False):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answer, self.drips = answer, drips
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.is_over = threading.Event()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.is_over.set()
        self.shutdown()
        self.server_close()
