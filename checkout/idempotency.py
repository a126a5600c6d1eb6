"""Answers of the API, given once: the same key with the same body gets the same answer, byte for byte.

A key belongs to whoever works on its answer until its lease ends, so that a holder that died holds up
nobody for longer. What must not happen twice is bound to the key in its own transaction (see `place_order`);
the lease only keeps two workers from doing the same work at once.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from checkout.models import IdempotencyKey

# Such an answer may be another one in a moment.
NOT_KEPT = frozenset({409, 429, 503})


class KeyInUse(Exception):
    """Somebody works on the answer; `retry_after` in seconds."""

    def __init__(self, retry_after: int):
        super().__init__(_("A request with this key is being worked on."))
        self.retry_after = retry_after


class KeyReused(Exception):
    """The key was sent before with another body."""

    def __init__(self):
        super().__init__(_("This key was used before with another body."))


@dataclass(frozen=True)
class KeptAnswer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Claim:
    """The right to work on a key's answer until its lease ends."""

    row_id: int
    holder: uuid.UUID


def is_answered(*, scope: str, key: str) -> bool:
    """Whether an order was placed under the key."""
    return IdempotencyKey.objects.filter(scope=scope, key=key, order__isnull=False).exists() if key else False


def claim_key(*, scope: str, key: str, fingerprint: str, now: datetime) -> Claim | KeptAnswer:
    """The right to answer, or the answer that was given. Raises KeyInUse, KeyReused."""
    while True:
        try:
            return _claim(scope=scope, key=key, fingerprint=fingerprint, now=now)
        except IdempotencyKey.DoesNotExist:
            # Freed between our two looks at it: now it is anybody's.
            continue


def _claim(*, scope: str, key: str, fingerprint: str, now: datetime) -> Claim | KeptAnswer:
    _forget_outlived(scope, key, now=now)
    holder = uuid.uuid4()
    lease = {"holder": holder, "lease_until": now + timedelta(seconds=settings.IDEMPOTENCY_LEASE_SECONDS)}
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(
                scope=scope,
                key=key,
                fingerprint=fingerprint,
                state=IdempotencyKey.State.IN_PROGRESS,
                created_at=now,
                **lease,
            )
        return Claim(row.pk, holder)
    except IntegrityError:
        row = IdempotencyKey.objects.get(scope=scope, key=key)
    if row.fingerprint != fingerprint:
        raise KeyReused
    if row.answer_status is not None:
        return KeptAnswer(row.answer_status, row.answer_headers or {}, row.answer_body)
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    if IdempotencyKey.objects.filter(is_free, pk=row.pk, answer_status=None).update(**lease):
        return Claim(row.pk, holder)
    until = IdempotencyKey.objects.filter(pk=row.pk).values_list("lease_until", flat=True).first() or now
    raise KeyInUse(max(1, round((until - now).total_seconds())))


def keep_answer(*, claim: Claim, answer: KeptAnswer) -> None:
    """Keeps the answer, or frees the key when the answer may be another one in a moment.

    A holder whose lease was taken over changes nothing.
    """
    ours = IdempotencyKey.objects.filter(pk=claim.row_id, holder=claim.holder)
    if answer.status >= 500 or answer.status in NOT_KEPT:
        free_key(claim=claim)
        return
    kept: dict[str, Any] = {
        "state": IdempotencyKey.State.DONE,
        "lease_until": None,
        "answer_status": answer.status,
        "answer_headers": answer.headers,
        "answer_body": answer.body,
    }
    ours.update(**kept)


def free_key(*, claim: Claim) -> None:
    """Nobody works on the key any more; what was bound to it stays bound."""
    ours = IdempotencyKey.objects.filter(pk=claim.row_id, holder=claim.holder, answer_status=None)
    if not ours.filter(order=None).delete()[0]:
        ours.update(lease_until=None)


def _forget_outlived(scope: str, key: str, *, now: datetime) -> None:
    kept_since = now - timedelta(hours=settings.IDEMPOTENCY_TTL_HOURS)
    IdempotencyKey.objects.filter(scope=scope, key=key, created_at__lt=kept_since).delete()
