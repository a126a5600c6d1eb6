"""Sessions of nobody in which somebody typed an address of theirs.

They are found only by looking into every session there is: after the commit, and by a worker where there is one. It is
told keyed hashes, for what waits in a broker is read by others too.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.mailboxes import addresses_in
from stories.waking import wake

FORGET_TYPED = "accounts.forget_typed"
AT_ONCE = 1000


def forget_after_commit(*, emails: Collection[str]) -> None:
    hashes = sorted(hash_email(email) for email in emails)
    if hashes:
        transaction.on_commit(lambda: _hand_to_somebody(hashes), robust=True)


def forget_typed(*, hashes: Collection[str]) -> int:
    """Deletes the sessions of nobody in which one of these addresses stands; returns how many."""
    wanted, deleted, last = set(hashes), 0, ""
    while portion := list(Session.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        found = [session.pk for session in portion if _tells_of(session.get_decoded(), wanted)]
        deleted += Session.objects.filter(pk__in=found).delete()[0]
        last = portion[-1].pk
    return deleted


def hash_email(email: str) -> str:
    return salted_hmac("accounts.sessions.traces", email.lower(), algorithm="sha256").hexdigest()


def _hand_to_somebody(hashes: list[str]) -> None:
    # What is not done now nobody would come for: such a session lasts two weeks.
    if not wake(FORGET_TYPED, hashes):
        forget_typed(hashes=hashes)


def _tells_of(held: dict[str, Any], wanted: set[str]) -> bool:
    if SESSION_KEY in held:
        return False
    return any(hash_email(email) in wanted for text in _texts_in(held) for email in addresses_in(text))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts_in(name)
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)
