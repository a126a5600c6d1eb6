"""Whatever a request says of the host it was sent to: every link in a letter begins with SITE_URL.

The requests are read by the production server's own parser: what it makes of two Host headers, or of a whole address
in the first line, is what the site gets to see.
"""

import re
from html import unescape
from io import BytesIO

import pytest
from django.core import mail
from django.test.client import ClientHandler
from gunicorn.config import Config
from gunicorn.http import wsgi
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from tests.accounts.test_sign_up import FORM
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
GOOD = "Host: museum.example"
REFUSED = 400

# The first line's target begins with the second field; the rest are header lines.
TRICKS = {
    "another host": ("", ["Host: evil.example"]),
    "with a port": ("", ["Host: evil.example:443"]),
    "a port that is none": ("", ["Host: museum.example:evil.example"]),
    "a name before an at": ("", ["Host: museum.example@evil.example"]),
    "a password before an at": ("", ["Host: museum.example:80@evil.example"]),
    "a name that begins alike": ("", ["Host: museum.example.evil.example"]),
    "a name that ends alike": ("", ["Host: evil-museum.example"]),
    "a full stop behind": ("", ["Host: evil.example."]),
    "a path behind": ("", ["Host: evil.example/museum.example"]),
    "brackets": ("", ["Host: [evil.example]"]),
    "the good one and another": ("", [GOOD, "Host: evil.example"]),
    "another and the good one": ("", ["Host: evil.example", GOOD]),
    "two in one line": ("", ["Host: museum.example, evil.example"]),
    "a folded line": ("", ["Host: museum.example", " evil.example"]),
    "a space before the colon": ("", [GOOD, "Host : evil.example"]),
    "an underscore": ("", [GOOD, "X_Forwarded_Host: evil.example"]),
    "none at all": ("", []),
    "a whole address": ("http://evil.example", [GOOD]),
    "a whole address and its host": ("http://evil.example", ["Host: evil.example"]),
    "X-Forwarded-Host": ("", [GOOD, "X-Forwarded-Host: evil.example"]),
    "X-Forwarded-Port": ("", [GOOD, "X-Forwarded-Port: 80@evil.example"]),
    "X-Forwarded-Proto": ("", [GOOD, "X-Forwarded-Proto: https://evil.example/?"]),
    "X-Forwarded-Server": ("", [GOOD, "X-Forwarded-Server: evil.example"]),
    "X-Forwarded-Prefix": ("", [GOOD, "X-Forwarded-Prefix: //evil.example"]),
    "Forwarded": ("", [GOOD, "Forwarded: for=192.0.2.1;host=evil.example;proto=http"]),
    "X-Host": ("", [GOOD, "X-Host: evil.example", "X-HTTP-Host-Override: evil.example"]),
    "X-Original-URL": ("", [GOOD, "X-Original-URL: http://evil.example/", "X-Rewrite-URL: //evil.example/"]),
    "where it came from": ("", [GOOD, "Origin: https://evil.example", "Referer: https://evil.example/"]),
    "who asks": (
        "",
        [GOOD, "User-Agent: https://evil.example/", "From: a@evil.example", "Via: evil.example"],
    ),
}
FORMS = {
    "/accounts/password/reset/": [b"email=haneul%40example.org", b"email=nobody%40example.org"],
    "/accounts/signup/": [
        "&".join(
            f"{name}={value}"
            for name, value in {**FORM, "username": "rain", "email": "rain@example.org"}.items()
        )
        .replace(" ", "+")
        .encode()
    ],
}


@pytest.fixture(autouse=True)
def _shop(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.SITE_URL = "https://museum.example"
    museum()
    UserFactory(username="haneul")


def send(path: str, body: bytes, target: str, headers: list[str]) -> int:
    lines = [
        f"POST {target}{path} HTTP/1.{1 if headers else 0}",
        *headers,
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    raw = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    config = Config()
    try:
        request = next(RequestParser(config, iter([raw]), ("127.0.0.1", 50000)))
    except ParseException:
        return REFUSED
    _answer, environ = wsgi.create(request, None, ("127.0.0.1", 50000), ("127.0.0.1", 8000), config)
    environ["wsgi.input"] = BytesIO(request.body.read())
    answer = ClientHandler(enforce_csrf_checks=False)(environ)
    return answer.status_code


def send_all(trick: str) -> list[int]:
    target, headers = TRICKS[trick]
    return [send(path, body, target, headers) for path, bodies in FORMS.items() for body in bodies]


def words_of(letter) -> str:
    """Everything of a letter as it goes out."""
    return unescape(
        "\n".join([letter.message().as_string(), letter.body, *(part[0] for part in letter.alternatives)])
    )


@pytest.mark.parametrize("trusted_proxies", [0, 1])
@pytest.mark.parametrize("trick", TRICKS)
def test_none_reaches_a_letter(settings, trick, trusted_proxies):
    """Even on a site that answers to every name, behind a proxy that passes everything on."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.TRUSTED_PROXY_COUNT = trusted_proxies
    codes = send_all(trick)
    assert set(codes) <= {303, REFUSED}
    assert len(mail.outbox) == codes.count(303)
    for letter in mail.outbox:
        words = words_of(letter)
        assert "evil" not in words
        assert {link.split("/")[2] for link in re.findall(r"https?://[^\s\"<>]+", words)} == {
            "museum.example"
        }


def test_letters_are_sent_all_the_same():
    """Or the test above would have looked at nothing."""
    assert send("/accounts/password/reset/", b"email=haneul%40example.org", "", ["Host: testserver"]) == 303
    assert len(mail.outbox) == 1


def test_on_a_site_that_knows_its_name_most_are_refused(settings):
    settings.ALLOWED_HOSTS = ["museum.example"]
    answered = {trick for trick in TRICKS if 303 in send_all(trick)[:1]}
    assert answered == {
        "a whole address",
        "an underscore",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "X-Forwarded-Server",
        "X-Forwarded-Prefix",
        "Forwarded",
        "X-Host",
        "X-Original-URL",
        "where it came from",
        "who asks",
    }
    assert "evil" not in "".join(map(words_of, mail.outbox))
