"""The log-ins that are open somewhere: on which device, from which address, last used when.

`UserSession` keeps what is shown of a session, `Session` the session itself; both go together.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from accounts.models import User
from stories.portions import delete_in_portions

# In a session that is listed: so much is known without asking the database.
LISTED = "is_listed"
LONGEST_DEVICE = UserSession._meta.get_field("user_agent").max_length


def open_sessions(*, user: User, now: datetime) -> QuerySet[UserSession]:
    """Those that have not ended, the last used first."""
    alive = Session.objects.filter(expire_date__gt=now).values("pk")
    return UserSession.objects.filter(user=user, session_key__in=alive).order_by("-last_seen_at", "-pk")


def note_use(*, session_key: str, address: str, device: str, now: datetime) -> None:
    """Does nothing for a session that is not listed."""
    seen = {"user_agent": device[:LONGEST_DEVICE], "last_seen_at": now} | ({"ip": address} if address else {})
    UserSession.objects.filter(session_key=session_key).update(**seen)


def sessions_of(*, user: User) -> QuerySet[Session]:
    """Those that are listed, as all are that began with a log-in."""
    listed = UserSession.objects.filter(user=user)
    return Session.objects.filter(pk__in=listed.values("session_key"))


def end_session(*, user: User, session_id: int) -> None:
    """Raises UserSession.DoesNotExist, also for somebody else's."""
    listed = UserSession.objects.get(user=user, pk=session_id)
    _end(UserSession.objects.filter(pk=listed.pk))


def end_sessions(*, user: User, but_for: str = "") -> int:
    """Logs the account out everywhere, except in the session with the key `but_for`; returns in how many places."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=but_for))


def forget_session(*, session_key: str) -> None:
    """For a session that ends by itself."""
    UserSession.objects.filter(session_key=session_key).delete()


def purge_sessions(*, now: datetime) -> int:
    """Deletes what is past its time, in small portions; returns how many rows."""
    past = delete_in_portions(Session.objects.filter(expire_date__lt=now))
    return past + delete_in_portions(
        UserSession.objects.exclude(session_key__in=Session.objects.values("pk"))
    )


def _end(listed: QuerySet[UserSession]) -> int:
    keys = list(listed.values_list("session_key", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
