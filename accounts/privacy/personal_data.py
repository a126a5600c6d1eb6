"""What this app keeps about people: the account and all that hangs on it, and copies of letters."""

import secrets
from collections import Counter
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from post_office.models import Email
from wagtail.users.models import UserProfile

from accounts.address_book import DETAILS
from accounts.models import Profile, User
from accounts.names import ERASED_NAME, LONGEST_NICKNAME
from accounts.privacy.action_logs import quiet_logs
from accounts.privacy.kept_files import delete_file
from accounts.privacy.kept_letters import erase_letters, export_letters, letters_to
from accounts.privacy.person import Keeper, Person, register_keeper
from accounts.profile import profile_of
from accounts.roles import belongs_to_staff
from accounts.sessions.log_ins import sessions_of
from accounts.sessions.traces import forget_after_commit
from products.seen import forget_looks, last_seen

# What hangs on an account and goes with it; named as the account calls it.
DELETED = (
    "addresses",
    "consents",
    "former_emails",
    "tokens",
    "emailaddress_set",
    "socialaccount_set",
    "authenticator_set",
    "usersession_set",
    "api_tokens",
    "wagtail_form_states",
    "editing_sessions",
)
# What of the account's row was the person.
EMPTIED = (
    "username",
    "email",
    "phone",
    "first_name",
    "last_name",
    "last_login",
    "is_active",
    "password",
)


def _export(person: Person) -> dict[str, Any]:
    kept = {"letters": export_letters(_letters(person))}
    return kept if person.user is None else {**_export_user(person.user), **kept}


def _export_user(user: User) -> dict[str, Any]:
    return {
        **model_to_dict(user, fields=["username", "email", "first_name", "last_name", "phone"]),
        "phone_verified_at": user.phone_verified_at,
        "nickname": profile_of(user).nickname,
        "problem_of_interest": str(profile_of(user).interest or ""),
        "looked_at_last": [product.name for product in last_seen(user_id=user.pk)],
        "joined_at": user.date_joined,
        "last_login_at": user.last_login,
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")
        ),
        "former_emails": list(user.former_emails.order_by("pk").values("email", "replaced_at")),
        "linked_accounts": list(
            SocialAccount.objects.filter(user=user).order_by("pk").values("provider", "uid", "extra_data")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user)
            .order_by("pk")
            .values("type", "created_at", "last_used_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user)
            .order_by("pk")
            .values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "addresses": list(
            user.addresses.order_by("pk").values(*DETAILS, "is_default", "created_at", "deleted_at")
        ),
        "consents": list(
            user.consents.order_by("at", "pk").values("kind", "is_given", "text", "version", "at")
        ),
        "tokens": list(
            user.tokens.order_by("pk").values(
                "name", "shown_start", "scopes", "created_at", "last_used_at", "expires_at", "revoked_at"
            )
        ),
    }


def _find_obstacles(person: Person) -> list[str]:
    user = person.user
    if user is None or not belongs_to_staff(user=user):
        return []
    return [_("This account belongs to the staff: the owner of the shop has to take its role away first.")]


def _erase(person: Person, now: datetime) -> Counter[str]:
    rows = erase_letters(_letters(person), receiver=person.neutral_email)
    forget_after_commit(emails=person.mailboxes)
    return rows if person.user is None else rows + _erase_user(person.user)


def _erase_user(user: User) -> Counter[str]:
    rows = quiet_logs(model=User, ids=[user.pk]) + _deleted(sessions_of(user=user))
    rows += quiet_logs(model=Profile, ids=Profile.objects.filter(user=user).values_list("pk", flat=True))
    for name in DELETED:
        related = getattr(user, name).all()
        rows += quiet_logs(model=related.model, ids=related.values_list("pk", flat=True))
        rows += _deleted(related)
    for profile in UserProfile.objects.filter(user=user):
        delete_file(profile.avatar)
    rows += _deleted(UserProfile.objects.filter(user=user))
    # The row stays, so that what was bought and done still belongs to one account, whoever it was.
    user.username, user.email, user.phone = f"{ERASED_NAME}{secrets.token_hex(8)}", "", None
    user.first_name = user.last_name = ""
    user.last_login, user.is_active = None, False
    user.set_unusable_password()
    user.save(update_fields=EMPTIED)
    # Saving it remembered the address that it had.
    user.former_emails.all().delete()
    Profile.objects.filter(user=user).update(nickname=user.username[:LONGEST_NICKNAME], interest=None)
    # No row, and nothing that a transaction could hold.
    transaction.on_commit(lambda: forget_looks(user_id=user.pk), robust=True)
    return rows + Counter({User._meta.db_table: 1})


def _letters(person: Person) -> QuerySet[Email]:
    """Those of orders are the orders'."""
    return letters_to(held=person.held).filter(order_mail=None)


def _deleted(rows: QuerySet) -> Counter[str]:
    table, count = rows.model._meta.db_table, rows.count()
    rows.delete()
    return +Counter({table: count})


register_keeper(Keeper(name="account", export=_export, find_obstacles=_find_obstacles, erase=_erase))
