"""Text messages on their way. A row holds one sealed, from the moment it is owed until it is sent or worth nothing.

As e-mails are, each is claimed by one conditional UPDATE before it is handed over, outside any transaction.
"""

import base64
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts.models import OwedText
from accounts.texting import texter
from accounts.texting.texter import TextRefused, TextUnavailable
from stories.waking import wake

SEND_TEXT = "accounts.send_text"
# Short enough that of a code that is worth five minutes a good part is left when its sender died; whoever is slower than
# this and sends after all does so under the same key.
CLAIM = timedelta(seconds=60)
RETRY_SECONDS = 3
MOST_TRIES = 4

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TextAttempt:
    """What came of one try: `again_in` seconds it is worth another; None when it is sent or given up."""

    is_sent: bool
    again_in: int | None = None


def owe_text(*, to: str, text: str, expires_at: datetime, now: datetime) -> OwedText:
    """It is sent once this is committed: by a worker, or in the process when no worker can be called."""
    sealed = _seal().encrypt(json.dumps([to, text]).encode()).decode()
    owed = OwedText.objects.create(
        sealed=sealed, key=uuid4(), written_at=now, expires_at=expires_at, free_at=now
    )
    transaction.on_commit(lambda: _hand_to_somebody(owed.pk, now), robust=True)
    return owed


def send_text(*, text_id: int, now: datetime) -> TextAttempt | None:
    """Sends the text if nobody else is at it and it is still worth something; None otherwise."""
    owed = _claim(text_id, now)
    way = texter()
    if owed is None or way is None:
        return None
    try:
        to, text = json.loads(_seal().decrypt(owed.sealed.encode()))
        way.send(to=to, text=text, key=owed.key, written_at=owed.written_at)
    except TextUnavailable as error:
        return _put_back(owed, error, now)
    except (TextRefused, InvalidToken) as error:
        logger.warning("text message %s is given up: %s %s", owed.pk, type(error).__name__, error)
        OwedText.objects.filter(pk=owed.pk).delete()
        return TextAttempt(is_sent=False)
    OwedText.objects.filter(pk=owed.pk).delete()
    return TextAttempt(is_sent=True)


def find_waiting_texts(*, now: datetime, limit: int) -> list[int]:
    """The ids of those that nobody is at and that are still worth something, the oldest first."""
    waiting = OwedText.objects.filter(free_at__lte=now, expires_at__gt=now, tries__lt=MOST_TRIES)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:limit])


def purge_texts(*, now: datetime) -> int:
    """Deletes those that are worth nothing any more; returns how many."""
    return OwedText.objects.filter(expires_at__lte=now).delete()[0]


def _hand_to_somebody(text_id: int, now: datetime) -> None:
    # While Redis is away it is also the way to the workers that is cut, and a code is worth five minutes.
    if not wake(SEND_TEXT, text_id):
        send_text(text_id=text_id, now=now)


def _claim(text_id: int, now: datetime) -> OwedText | None:
    """Counts the try before it is made."""
    free = OwedText.objects.filter(pk=text_id, free_at__lte=now, expires_at__gt=now, tries__lt=MOST_TRIES)
    if not free.update(free_at=now + CLAIM, tries=F("tries") + 1):
        return None
    return OwedText.objects.filter(pk=text_id).first()


def _put_back(owed: OwedText, error: TextUnavailable, now: datetime) -> TextAttempt:
    """Under another key only when this try is known to have come to nothing: else it might go out twice."""
    wait = RETRY_SECONDS * 2 ** (owed.tries - 1)
    is_over = owed.tries >= MOST_TRIES or now + timedelta(seconds=wait) >= owed.expires_at
    logger.warning(
        "text message %s, try %s: %s%s", owed.pk, owed.tries, error, " It is given up." if is_over else ""
    )
    if is_over:
        OwedText.objects.filter(pk=owed.pk).delete()
        return TextAttempt(is_sent=False)
    key = uuid4() if error.was_answered else owed.key
    # Only while the claim is still ours: somebody else may be at it by now.
    ours = OwedText.objects.filter(pk=owed.pk, free_at=owed.free_at)
    ours.update(free_at=now + timedelta(seconds=wait), key=key)
    return TextAttempt(is_sent=False, again_in=wait)


def _seal() -> Fernet:
    """What waits in the database can be read by whoever has SECRET_KEY, and nobody else."""
    key = salted_hmac("accounts.owed_texts", "seal", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
