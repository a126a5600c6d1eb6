"""What crawlers and security researchers look for."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

_PRIVATE = ["/admin/", "/django-admin/", "/accounts/", "/account/", "/cart/", "/checkout/", "/orders/"]


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [f"Disallow: {path}" for path in _PRIVATE]
    return _plain(["User-agent: *", *closed, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml"])


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    return _plain(
        [
            f"Contact: mailto:{address}",
            f"Expires: {expires.isoformat()}",
            f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
            "Preferred-Languages: en, ko",
        ]
    )


def nothing(request: HttpRequest) -> HttpResponse:
    """In place of what a library brings along and nobody is to find here."""
    raise Http404
