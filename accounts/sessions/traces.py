"""Sessions that tell of somebody: they are logged in there, or typed an address of theirs."""

from collections.abc import Collection

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from accounts.models import User


def find_sessions(*, user: User | None, mailboxes: Collection[str] = ()) -> QuerySet[Session]:
    """Those of the account, and those of nobody in which one of these addresses (in small letters) stands."""
    found = []
    for session in Session.objects.iterator():
        held = session.get_decoded()
        logged_in = held.get(SESSION_KEY)
        is_theirs = user is not None and logged_in == str(user.pk)
        if is_theirs or (logged_in is None and _mentions(held, mailboxes)):
            found.append(session.pk)
    return Session.objects.filter(pk__in=found)


def _mentions(held: dict, mailboxes: Collection[str]) -> bool:
    text = repr(held).lower()
    return any(mailbox in text for mailbox in mailboxes)
