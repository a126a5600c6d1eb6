"""A small mail server on the loopback interface, of the kind that a test can refuse to start."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message


class _Conversation(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 for one client at a time to hand a message over."""

    def handle(self):
        self._say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                message = self._read_message()
                if message is None:
                    return
                self.server.keep(message)
                self._say("250 kept")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            elif verb == b"RCPT" and self.server.refuses:
                self._say("550 5.1.1 nobody lives here")
            else:
                self._say("250 test")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _read_message(self) -> bytes | None:
        """None when the client is gone before the end of it."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        return b"".join(lines)


class MailServer(socketserver.ThreadingTCPServer):
    """`with MailServer() as server:` listens on `server.port`; what came in stands in `server.received`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0):
        super().__init__(("127.0.0.1", port), _Conversation)
        self.port = self.server_address[1]
        self.received: list[Message] = []
        self.refuses = False

    def keep(self, message: bytes) -> None:
        self.received.append(message_from_bytes(message))

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()
