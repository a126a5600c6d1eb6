"""What a provider's word about an address is worth here: which account it opens, and what it gives a new one."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from accounts.models import User
from accounts.roles import belongs_to_staff

# How long the choice between a new account and one's own stands open.
TIME_TO_CHOOSE = timedelta(minutes=5)


def find_joinable(*, emails: Iterable[str]) -> User | None:
    """The account that a provider opens by vouching for one of `emails`.

    It has confirmed the same address here: whoever made it in the name of somebody else could not have. The word of a
    provider opens no account of staff.
    """
    for email in emails:
        kept = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
        row = kept.select_related("user").first()
        if row is not None and not belongs_to_staff(user=row.user):
            return row.user
    return None


def drop_connections(*, user: User) -> None:
    SocialAccount.objects.filter(user=user).delete()


def prepare_account(*, user: User, email: str, nickname: str) -> None:
    """Names for an account that is still to be saved; `nickname` is a wish. No e-mail is an empty one."""
    user.username = f"reader-{secrets.token_hex(6)}"
    user.wished_nickname = nickname
    user.email = email


def lock_ways_in(*, user: User) -> None:
    """Two connections given up at once must not both count on the other. Inside a transaction."""
    User.objects.select_for_update().get(pk=user.pk)


def has_another_way_in(*, account: SocialAccount, offered: Iterable[str]) -> bool:
    """A password, or a connection to a provider that is still offered."""
    others = SocialAccount.objects.filter(user=account.user, provider__in=offered).exclude(pk=account.pk)
    return account.user.has_usable_password() or others.exists()


def suggested_email(*, user: User) -> str:
    """What a provider named without vouching for it; empty when none did."""
    for account in SocialAccount.objects.filter(user=user).order_by("pk"):
        facts = account.extra_data
        email = facts.get("email") or facts.get("kakao_account", {}).get("email")
        if email:
            return email
    return ""


def is_choice_over(*, came_at: float, now: datetime) -> bool:
    return now.timestamp() - came_at > TIME_TO_CHOOSE.total_seconds()
