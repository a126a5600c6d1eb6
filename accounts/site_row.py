"""The row by which libraries know this site: it names log-ins' keys, letters' subjects and the domain."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site

NAME = "Impact Museum"


def keep_site_row(*, address: str, using: str = "default") -> None:
    """Its domain is that of `address`. A name that somebody chose stays."""
    domain = urlsplit(address).netloc
    rows = Site.objects.using(using)
    if rows.filter(domain=domain).exclude(pk=settings.SITE_ID).exists():
        return
    site, _is_new = rows.get_or_create(pk=settings.SITE_ID, defaults={"domain": domain, "name": NAME})
    if site.domain != domain:
        site.name = NAME if site.name == site.domain else site.name
        site.domain = domain
        site.save(using=using)
