"""Accounts that may not log in: one by one, or all that nobody has used for long. Nothing of them is deleted."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.api_tokens import revoke_tokens
from accounts.models import ApiToken, User
from accounts.names import ERASED_NAME
from accounts.second_factor import is_owner
from accounts.sessions.log_ins import end_sessions

DEACTIVATED = "accounts.deactivate"
REACTIVATED = "accounts.reactivate"


class CannotDeactivate(Exception):
    """Its text may be shown."""


class CannotReactivate(Exception):
    """Its text may be shown."""


def ensure_deactivatable(*, user: User) -> None:
    """Raises CannotDeactivate."""
    if is_staff(user=user):
        raise CannotDeactivate(_("This account belongs to the staff: take its role away first."))


def ensure_reactivatable(*, user: User, actor: User) -> None:
    """Raises CannotReactivate."""
    if is_closed(user=user):
        raise CannotReactivate(_("This account was closed for good: nobody is left to log in."))
    if is_staff(user=user) and not is_owner(user=actor):
        raise CannotReactivate(_("This account belongs to the staff: only an owner lets it in again."))


@transaction.atomic
def deactivate_account(*, user: User, actor: User, now: datetime) -> None:
    """Nobody logs in with it, its sessions end and its tokens open nothing; of its row only `is_active` changes.

    A second time changes nothing. Raises CannotDeactivate.
    """
    ensure_deactivatable(user=user)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return
    end_sessions(user=user)
    revoke_tokens(user=user, actor=actor, now=now)
    log(instance=user, action=DEACTIVATED, user=actor)
    user.refresh_from_db(fields=["is_active"])


@transaction.atomic
def reactivate_account(*, user: User, actor: User) -> None:
    """Its passwords and social accounts open it again; tokens stay revoked. Raises CannotReactivate."""
    ensure_reactivatable(user=user, actor=actor)
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        log(instance=user, action=REACTIVATED, user=actor)
    user.refresh_from_db(fields=["is_active"])


def deactivate_unseen(*, before: datetime, is_rehearsal: bool) -> int:
    """In one statement, every customer's account that nobody has used since `before`; returns how many.

    Signing up, logging in, being logged in and a program's call count as use. Staff stay. A rehearsal changes nothing.
    """
    unseen = _unseen(before)
    return unseen.count() if is_rehearsal else unseen.update(is_active=False)


def is_staff(*, user: User) -> bool:
    """Whoever may come into the admin, active or not."""
    return _staff().filter(pk=user.pk).exists()


def is_closed(*, user: User) -> bool:
    """Whether somebody was erased from it. One that opens by a social account only is none of those."""
    is_empty = not (user.is_active or user.email or user.phone or user.has_usable_password())
    return is_empty and user.username.startswith(ERASED_NAME)


def _unseen(before: datetime) -> QuerySet[User]:
    programs = ApiToken.objects.filter(user=OuterRef("pk"), last_used_at__gte=before)
    browsers = UserSession.objects.filter(user=OuterRef("pk"), last_seen_at__gte=before)
    return (
        User.objects.filter(Q(last_login=None) | Q(last_login__lt=before))
        .filter(is_active=True, date_joined__lt=before)
        .exclude(Exists(programs))
        .exclude(Exists(browsers))
        .exclude(pk__in=_staff().values("pk"))
    )


def _staff() -> QuerySet[User]:
    door = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}
    doors = Permission.objects.filter(**door)
    return User.objects.filter(
        Q(is_staff=True)
        | Q(is_superuser=True)
        | Q(groups__permissions__in=doors)
        | Q(user_permissions__in=doors)
    )
