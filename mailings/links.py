"""Links of a mailing: marked with its campaign, and counted without a word about who followed them.

A counted link names a row by a signed number; where it leads is kept in that row, so nobody can make it lead elsewhere.
"""

from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.urls import reverse

from mailings.models import Mailing, MailingLink
from stories.letters import absolute

_LINK = signing.Signer(salt="mailings.links")
_READ = signing.Signer(salt="mailings.read")


class BadLink(Exception):
    """Nobody here has signed it, or what it names is gone."""


class Links(Protocol):
    def through(self, url: str) -> str: ...


@dataclass(frozen=True)
class PlainLinks:
    """For previews and tests: nobody is counted."""

    mailing: Mailing

    def through(self, url: str) -> str:
        return mark(url=url, mailing=self.mailing)


@dataclass(frozen=True)
class CountedLinks:
    mailing: Mailing
    known: dict[str, str] = field(default_factory=dict)

    def through(self, url: str) -> str:
        target = mark(url=url, mailing=self.mailing)
        if not target.startswith(("https://", "http://")) or len(target) > _longest():
            return target
        if target not in self.known:
            link = MailingLink.objects.get_or_create(mailing=self.mailing, target=target)[0]
            self.known[target] = settings.SITE_URL + reverse(
                "mailings:follow", args=[_LINK.sign(str(link.pk))]
            )
        return self.known[target]


def mark(*, url: str, mailing: Mailing) -> str:
    """As an address that works in a mail; on this site with the campaign it came by."""
    target = absolute(url)
    if not target.startswith(f"{settings.SITE_URL}/"):
        return target
    parts = urlsplit(target)
    marks = {
        "utm_source": "mailing",
        "utm_medium": "email",
        "utm_campaign": mailing.campaign.slug if mailing.campaign else f"mailing-{mailing.pk or 0}",
    }
    return urlunsplit(parts._replace(query=urlencode([*parse_qsl(parts.query), *marks.items()])))


def follow(*, token: str, is_counted: bool) -> str:
    """Where the link leads. Raises BadLink."""
    link = MailingLink.objects.filter(pk=read_signed(signer=_LINK, token=token)).first()
    if link is None:
        raise BadLink
    if is_counted:
        MailingLink.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
    return link.target


def read_url(*, mailing: Mailing) -> str:
    return settings.SITE_URL + reverse("mailings:read", args=[_READ.sign(str(mailing.pk))])


def find_read(*, token: str, is_counted: bool) -> Mailing:
    """The mailing, once it was begun. Raises BadLink."""
    mailing = Mailing.objects.filter(
        pk=read_signed(signer=_READ, token=token), started_at__isnull=False
    ).first()
    if mailing is None:
        raise BadLink
    if is_counted:
        Mailing.objects.filter(pk=mailing.pk).update(reads=F("reads") + 1)
    return mailing


def read_signed(*, signer: signing.Signer, token: str) -> int:
    """The number of a row. Raises BadLink."""
    try:
        return int(signer.unsign(token))
    except (signing.BadSignature, ValueError) as altered:
        raise BadLink from altered


def _longest() -> int:
    return MailingLink._meta.get_field("target").max_length or 0
