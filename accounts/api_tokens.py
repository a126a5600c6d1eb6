"""Tokens by which programs act for somebody: made once, shown once, kept as a hash, taken back at any time."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import ApiToken, User

BEGINNING = "imt_"
SECRET_BYTES = 32
SHOWN_CHARACTERS = 10
USE_WRITTEN_EVERY = timedelta(minutes=1)
ISSUED = "accounts.issue_token"
REVOKED = "accounts.revoke_token"

# What each scope opens, and which permissions, one of them at least, its holder has; none means everybody.
SCOPES: dict[str, tuple[str, ...]] = {
    "catalogue:read": (),
    "catalogue:write": (
        "products.add_product",
        "products.change_product",
        "products.delete_product",
    ),
    "cart:read": (),
    "cart:write": (),
    "orders:read": (),
    "orders:write": (),
    "refunds:write": ("checkout.change_order",),
    "stock:write": ("products.change_stockrecord",),
    "account:read": (),
    "account:write": (),
}
SCOPE_NAMES = {
    "catalogue:read": _("Read products, brands, problems and stories"),
    "catalogue:write": _("Make, change and delete products"),
    "cart:read": _("Read your cart"),
    "cart:write": _("Change your cart"),
    "orders:read": _("Read orders"),
    "orders:write": _("Place, cancel, send and return orders"),
    "refunds:write": _("Pay back"),
    "stock:write": _("Move stock"),
    "account:read": _("Read your account and addresses"),
    "account:write": _("Change your account and addresses"),
}


class ScopeRefused(Exception):
    """Its text may be shown."""

    def __init__(self, scopes: Sequence[str]):
        self.scopes = list(scopes)
        text = _("You cannot give a token this: %(scopes)s.") % {"scopes": ", ".join(scopes)}
        super().__init__(str(text))


class NoScope(Exception):
    def __init__(self):
        super().__init__(str(_("A token that may do nothing is of no use.")))


def scopes_open_to(*, user: User) -> list[str]:
    """The scopes whose work this person may do themselves."""
    return [
        scope
        for scope, permissions in SCOPES.items()
        if not permissions or any(user.has_perm(permission) for permission in permissions)
    ]


@transaction.atomic
def issue_token(
    *, user: User, name: str, scopes: Sequence[str], now: datetime, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """The token and its text, which nobody can read again. Raises NoScope or ScopeRefused."""
    if not scopes:
        raise NoScope
    allowed = scopes_open_to(user=user)
    if refused := [scope for scope in scopes if scope not in allowed]:
        raise ScopeRefused(refused)
    text = BEGINNING + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        shown_start=text[:SHOWN_CHARACTERS],
        text_hash=_hash(text),
        scopes=[scope for scope in SCOPES if scope in scopes],
        created_at=now,
        expires_at=expires_at,
    )
    log(instance=token, action=ISSUED, user=user, data={"scopes": token.scopes})
    return token, text


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User | None, now: datetime) -> None:
    """It opens nothing from now on; a second time changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        log(instance=token, action=REVOKED, user=actor, data={"owner": token.user.get_username()})
    token.refresh_from_db(fields=["revoked_at"])


@transaction.atomic
def revoke_tokens(*, user: User, actor: User | None, now: datetime) -> int:
    """All that this account has; returns how many. For what may be in somebody else's hands."""
    tokens = list(ApiToken.objects.filter(user=user, revoked_at=None))
    for token in tokens:
        revoke_token(token=token, actor=actor, now=now)
    return len(tokens)


def find_token(*, text: str, now: datetime) -> ApiToken | None:
    """None for one that is unknown, revoked or past its time, or whose holder is inactive.

    The look-up is by the hash of 256 random bits: how long it takes says nothing about the text.
    """
    token = ApiToken.objects.select_related("user").filter(text_hash=_hash(text)).first()
    if token is None or not token.is_valid(now) or not token.user.is_active:
        return None
    _note_use(token, now)
    return token


def _note_use(token: ApiToken, now: datetime) -> None:
    """At most once a minute, however many requests there are."""
    before = now - USE_WRITTEN_EVERY
    if token.last_used_at is not None and token.last_used_at > before:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=before)
    if ApiToken.objects.filter(due, pk=token.pk).update(last_used_at=now):
        token.last_used_at = now


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
