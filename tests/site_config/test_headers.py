import pytest
from django.test import RequestFactory

from site_config.middleware.client_address import ClientAddressMiddleware

pytestmark = pytest.mark.django_db


def _directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_the_storefront_allows_nothing_inline_and_nothing_from_elsewhere(client):
    response = client.get("/accounts/login/")
    assert _directives(response["Content-Security-Policy"]) == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "frame-src": "'self' https://www.youtube-nocookie.com https://player.vimeo.com",
        "frame-ancestors": "'self'",
        "form-action": "'self' http://127.0.0.1:9 https://accounts.google.com https://kauth.kakao.com"
        " https://accounts.kakao.com",
        "base-uri": "'self'",
        "object-src": "'none'",
    }


@pytest.mark.parametrize("path", ["/admin/", "/django-admin/"])
def test_the_admins_may_run_their_own_inline_scripts_but_nobody_elses(client, path):
    policy = _directives(client.get(path)["Content-Security-Policy"])
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"


def test_every_page_carries_the_small_protections(client):
    response = client.get("/accounts/login/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_strict_transport_is_told_to_those_who_came_by_https(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    response = client.get("/robots.txt", secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in client.get("/robots.txt")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_trusted_proxies_saw(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    ClientAddressMiddleware(lambda request: None)(request)
    assert request.META["REMOTE_ADDR"] == address


def test_without_trusted_proxies_forwarded_headers_are_gone(settings):
    settings.TRUSTED_PROXY_COUNT = 0
    request = RequestFactory().get(
        "/",
        HTTP_X_FORWARDED_FOR="6.6.6.6",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_HOST="evil.example",
    )
    ClientAddressMiddleware(lambda request: None)(request)
    assert [name for name in request.META if "FORWARDED" in name] == []
