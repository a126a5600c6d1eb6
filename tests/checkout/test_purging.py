import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from checkout.models import Cart, IdempotencyKey, WebhookDelivery
from checkout.purging import Purged, purge_expired
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.products import stocked_variant
from tests.factories.webhooks import failed_delivery
from webhooks.models import OutgoingDelivery

pytestmark = pytest.mark.django_db


def age(cart: Cart, days: int) -> Cart:
    Cart.objects.filter(pk=cart.pk).update(updated_at=NOW - timedelta(days=days))
    return cart


def test_old_carts_go_and_what_is_ordered_or_an_accounts_stays():
    variant = stocked_variant()
    stays = [
        age(filled_cart(variant), 89),
        age(filled_cart(variant, user=UserFactory()), 400),
        age(order_cart(filled_cart(variant)).cart, 400),
        age(Cart.objects.create(kind="buy_now"), 1),
    ]
    age(filled_cart(variant), 91)
    age(Cart.objects.create(kind="buy_now"), 3)
    age(Cart.objects.create(kind="staff"), 3)
    assert purge_expired(now=NOW).carts == 3
    assert sorted(Cart.objects.values_list("pk", flat=True)) == sorted(cart.pk for cart in stays)


def test_keys_go_after_a_day_and_messages_after_ninety():
    for hours in (23, 25):
        IdempotencyKey.objects.create(
            scope="s", key=str(hours), fingerprint="", created_at=NOW - timedelta(hours=hours)
        )
    for days, processed in ((91, True), (91, False), (89, True)):
        at = NOW - timedelta(days=days)
        WebhookDelivery.objects.create(
            provider="sandbox",
            event_id=f"{days}-{processed}",
            received_at=at,
            processed_at=at if processed else None,
        )
    OutgoingDelivery.objects.filter(pk=failed_delivery().pk).update(
        status="sent", sent_at=NOW - timedelta(days=91)
    )
    assert purge_expired(now=NOW) == Purged(
        carts=0, keys=1, webhooks=1, deliveries=1, sealed=0, sessions=0, tries=0, proofs=0
    )
    assert purge_expired(now=NOW) == Purged(
        carts=0, keys=0, webhooks=0, deliveries=0, sealed=0, sessions=0, tries=0, proofs=0
    )


def test_the_command_counts():
    out = StringIO()
    call_command("purge_expired", "--format", "json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "carts": 0,
        "keys": 0,
        "webhooks": 0,
        "deliveries": 0,
        "sealed": 0,
        "sessions": 0,
        "tries": 0,
        "proofs": 0,
    }
    out = StringIO()
    call_command("purge_expired", stdout=out)
    assert (
        out.getvalue()
        == "0 carts, 0 keys, 0 webhooks, 0 deliveries, 0 sealed, 0 sessions, 0 tries, 0 proofs\n"
    )
