"""A stand-in for Solapi that lets in whom its documents let in: key, time and signature are checked, none is taken twice."""

import hashlib
import hmac
import json
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY, SECRET, SENDER = "NCSTESTKEY", "a-secret-of-the-tests", "0215880000"
_AUTHORIZATION = re.compile(
    r"HMAC-SHA256 apiKey=(?P<key>\S+), date=(?P<date>\S+), salt=(?P<salt>\S{12,64}), signature=(?P<signature>[0-9a-f]{64})"
)
Answer = tuple[int, Any]


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        server = self.server
        status, told = server.answer(self.path, self.headers.get("Authorization", ""), body)
        if server.hangs_up:
            self.close_connection = True
            return
        sent = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args):
        pass


class SolapiServer(ThreadingHTTPServer):
    """What it took stands in `taken`. `says` is told in place of an answer of its own; `hangs_up` loses the answer."""

    daemon_threads = True

    def __init__(self, *, now: datetime):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.sms_url = f"solapi+http://{KEY}:{SECRET}@127.0.0.1:{self.server_port}?from={SENDER}"
        self.now = now
        self.taken: list[dict[str, Any]] = []
        self.says: Answer | None = None
        self.hangs_up = False
        self._signatures: set[str] = set()

    def answer(self, path: str, authorization: str, body: bytes) -> Answer:
        if path != "/messages/v4/send":
            return 404, _error("ResourceNotFound")
        refusal = self._look_at(authorization)
        if refusal:
            return 403, _error(refusal)
        if self.says is not None:
            return self.says
        message = json.loads(body)["message"]
        if message["from"] != SENDER:
            return 400, _error("InvalidStatusCode")
        self.taken.append(message)
        return 200, {
            "groupId": "G4V202001020939392SKXTZT3SAPVUGU",
            "to": message["to"],
            "from": SENDER,
            "type": "SMS",
            "statusMessage": "정상 접수(이통사로 접수 예정) ",
            "country": message["country"],
            "messageId": "M4V20200102093939RARYPLKXJGOQNCU",
            "statusCode": "2000",
            "accountId": "12925149",
        }

    def _look_at(self, authorization: str) -> str:
        found = _AUTHORIZATION.fullmatch(authorization)
        if found is None:
            return "Unauthorized"
        if found["key"] != KEY:
            return "InvalidAPIKey"
        signed = f"{found['date']}{found['salt']}".encode()
        if hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest() != found["signature"]:
            return "SignatureDoesNotMatch"
        if abs(datetime.fromisoformat(found["date"]).astimezone(UTC) - self.now) > timedelta(minutes=15):
            return "RequestTimeTooSkewed"
        if found["signature"] in self._signatures:
            return "DuplicatedSignature"
        self._signatures.add(found["signature"])
        return ""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


def _error(code: str) -> dict[str, str]:
    return {"errorCode": code, "errorMessage": "수신번호 01012345678 은 보낼 수 없습니다."}
