"""Google and Kakao on the loopback interface: as strict with the shop as they are, and as unreliable as a test wishes."""

import base64
import hashlib
import http.client
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "the-shop", "known-to-the-shop-and-the-provider"
ISSUER = "https://accounts.google.com"
KEY_ID = "key-of-today"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Faults:
    """What goes wrong, by the name of a door: `token` or `person`."""

    status: dict[str, int] = field(default_factory=dict)
    body: dict[str, bytes] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    drips: set[str] = field(default_factory=set)
    leads_to: dict[str, str] = field(default_factory=dict)
    refuses: str = ""


@dataclass
class _Grant:
    asked: dict[str, str]
    person: dict


class SocialProvider(ThreadingHTTPServer):
    """Answers inside its `with` block. `person` is who sits before its log-in page, as it tells of people."""

    daemon_threads = True

    def __init__(self, *, name: str):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.name = name
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.person: dict = {}
        self.faults = Faults()
        self.asked: list[dict[str, str]] = []
        self.calls: list[str] = []
        self.asks_people = False
        self.without_id_token = False
        self.is_over = threading.Event()
        self._grants: dict[str, _Grant] = {}
        self._tokens: dict[str, dict] = {}

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.is_over.set()
        self.shutdown()
        self.server_close()

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent with the answer. Raises ValueError for what the shop must not ask."""
        self.asked.append(asked)
        if asked["client_id"] != CLIENT_ID or asked["response_type"] != "code":
            raise ValueError("unknown client")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            raise ValueError("no proof key")
        if self.faults.refuses:
            answer = {"error": self.faults.refuses, "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self._grants[code] = _Grant(asked, dict(self.person))
            answer = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def exchange(self, form: dict[str, str]) -> dict:
        """The token for a code, once. Raises ValueError as the protocol words it."""
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, SECRET):
            raise ValueError("invalid_client")
        grant = self._grants.pop(form.get("code", ""), None)
        if grant is None or form.get("grant_type") != "authorization_code":
            raise ValueError("invalid_grant")
        if form.get("redirect_uri") != grant.asked["redirect_uri"]:
            raise ValueError("redirect_uri_mismatch")
        if challenge(form.get("code_verifier", "")) != grant.asked["code_challenge"]:
            raise ValueError("invalid_grant")
        token = secrets.token_urlsafe(16)
        self._tokens[token] = grant.person
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 3599}
        if self.name == "google" and not self.without_id_token:
            answer["id_token"] = make_id_token(grant.person)
        return answer

    def person_of(self, token: str) -> dict:
        """Raises KeyError."""
        return self._tokens[token]


class _Conversation(BaseHTTPRequestHandler):
    server: SocialProvider

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/authorize":
            return self._authorize({name: values[0] for name, values in parse_qs(query).items()})
        if path == "/certs":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_KEY.public_key()))
            return self._send(200, json.dumps({"keys": [{**key, "kid": KEY_ID, "alg": "RS256"}]}).encode())
        self.server.calls.append("person")
        try:
            person = self.server.person_of(self.headers.get("Authorization", "").removeprefix("Bearer "))
        except KeyError:
            return self._send(401, b'{"error": "invalid_token"}')
        return self._answer("person", 200, person)

    def do_POST(self):
        self.server.calls.append("token")
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        try:
            return self._answer("token", 200, self.server.exchange(form))
        except ValueError as refusal:
            return self._answer("token", 400, {"error": str(refusal)})

    def _authorize(self, asked: dict[str, str]) -> None:
        try:
            way = self.server.authorize(asked)
        except (KeyError, ValueError) as refusal:
            return self._send(400, str(refusal).encode(), kind="text/plain")
        if self.server.asks_people:
            page = f'<!doctype html><title>Consent</title><h1>Consent</h1><a href="{way.replace("&", "&amp;")}">Allow</a>'
            return self._send(200, page.encode(), kind="text/html; charset=utf-8")
        return self._send(302, b"", headers={"Location": way})

    def _answer(self, door: str, status: int, facts: dict) -> None:
        faults = self.server.faults
        if door in faults.hangs:
            self.server.is_over.wait()
            return None
        if door in faults.leads_to:
            return self._send(302, b"", headers={"Location": faults.leads_to[door]})
        body = faults.body.get(door, json.dumps(facts).encode())
        return self._send(faults.status.get(door, status), body, drips=door in faults.drips)

    def _send(self, status, body, *, kind="application/json", headers=None, drips=False):
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if not drips:
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                if self.server.is_over.wait(0.05):
                    return
        except OSError:
            self.close_connection = True

    def log_message(self, *args):
        """Says nothing."""


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def make_id_token(person: dict, **changes) -> str:
    now = int(time.time())
    facts = {"iss": ISSUER, "aud": CLIENT_ID, "iat": now, "exp": now + 3600, **person, **changes}
    return jwt.encode(facts, _KEY, algorithm="RS256", headers={"kid": KEY_ID})


def google_person(sub: str = "1087", email: str = "haneul@example.org", **more) -> dict:
    return {
        "sub": sub,
        "email": email,
        "email_verified": True,
        "name": "Kim Ha-neul",
        "given_name": "Ha-neul",
        **more,
    }


def kakao_person(uid: int = 4211, nickname: str | None = "라이언", email: str = "", **account) -> dict:
    """Without `email` the person has not agreed to tell it."""
    facts: dict = {"profile_nickname_needs_agreement": False, "profile": {"nickname": nickname}}
    if email:
        facts |= {"email": email, "is_email_valid": True, "is_email_verified": True}
    return {"id": uid, "connected_at": "2026-01-02T03:04:05Z", "kakao_account": {**facts, **account}}


def ask(address: str) -> str:
    """What a browser does at the provider's page that asks nothing; where it is sent from there."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 302, body
        return answer.headers["Location"]
    finally:
        connection.close()
