"""What nobody needs any more: old guests' carts, answers kept under a key, messages that were acted on or taken,
who made an order once the law asks for it no longer, how often passwords were tried, and what proved for minutes
who somebody is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from accounts.login_limits import purge_tries
from accounts.purging import purge_proofs
from accounts.sessions.log_ins import purge_sessions
from checkout.models import Cart, IdempotencyKey, WebhookDelivery
from checkout.sealing import destroy_outlived
from stories.portions import delete_in_portions
from webhooks.purging import purge_told

# The cookie that finds a guest's cart lives as long.
CART_DAYS = 90
BUY_NOW_DAYS = 2
WEBHOOK_DAYS = 90


@dataclass(frozen=True)
class Purged:
    carts: int
    keys: int
    webhooks: int
    deliveries: int
    sealed: int
    sessions: int
    tries: int
    proofs: int


def purge_expired(*, now: datetime) -> Purged:
    """Deletes in small portions, so that nobody waits for it. An ordered cart stays with its order."""
    kept_since = now - timedelta(hours=settings.IDEMPOTENCY_TTL_HOURS)
    carts = Cart.objects.filter(order=None)
    return Purged(
        carts=delete_in_portions(carts.filter(user=None, updated_at__lt=now - timedelta(days=CART_DAYS)))
        + delete_in_portions(
            carts.exclude(kind=Cart.Kind.CART).filter(updated_at__lt=now - timedelta(days=BUY_NOW_DAYS))
        ),
        keys=delete_in_portions(IdempotencyKey.objects.filter(created_at__lt=kept_since)),
        webhooks=delete_in_portions(
            WebhookDelivery.objects.filter(processed_at__lt=now - timedelta(days=WEBHOOK_DAYS))
        ),
        deliveries=purge_told(now=now),
        sealed=destroy_outlived(now=now),
        sessions=purge_sessions(now=now),
        tries=purge_tries(now=now),
        proofs=purge_proofs(now=now),
    )
