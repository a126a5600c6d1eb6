"""Ten requests at once with one key: one order, and one answer to all of them."""

import json
import urllib.error
import urllib.request
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.utils import timezone

from checkout.audit import audit_shop
from checkout.cart import Shopper, add_to_cart
from checkout.idempotency import claim_key
from checkout.models import IdempotencyKey, Order
from tests.factories.accounts import UserFactory
from tests.factories.checkout import standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.races.buyers import all_at_once
from tests.races.payments import STORM

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.slow]
ROUNDS = STORM if connection.vendor == "postgresql" else min(STORM, 3)
AT_ONCE = 10


class Program:
    """A shopper's program: it has the session of an account and asks again when it is told to."""

    def __init__(self, base: str, user):
        client = Client()
        client.force_login(user)
        token = client.get("/cart/summary/").json()["csrf_token"]
        csrf = client.cookies[settings.CSRF_COOKIE_NAME].value
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert SessionStore(session_key=session).exists(session)
        self.url = f"{base}/api/v1/orders/"
        self.headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": token,
            "Origin": base,
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}",
        }

    def order(self, key: str, **changes) -> tuple[int, bytes]:
        """Until the answer is there: somebody else may be working on it."""
        sent = {
            "email": "haneul@example.org",
            "shipping_address": {
                "full_name": "Kim Ha-neul",
                "phone": "010-1234-5678",
                "address_line1": "Teheran-ro 1",
                "city": "Seoul",
                "postcode": "06236",
                "country": "KR",
            },
            "shipping_method": "standard",
            "payment_method": "cash_on_delivery",
            "expected_total": "15000",
            **changes,
        }
        while True:
            status, body = self._post(json.dumps(sent).encode(), key)
            if status != 409 or json.loads(body)["code"] != "idempotency_key_in_use":
                return status, body

    def _post(self, body: bytes, key: str) -> tuple[int, bytes]:
        request = urllib.request.Request(
            self.url, body, {**self.headers, "Idempotency-Key": key}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()


@pytest.fixture
def variant(transactional_db, settings):
    settings.RATE_LIMITS = {}
    museum()
    standard_shipping()
    return stocked_variant(pieces=100_000)


def test_ten_at_once_with_one_key_are_one_order_with_one_answer(variant, live_server):
    user = UserFactory()
    program = Program(live_server.url, user)
    for _ in range(ROUNDS):
        add_to_cart(shopper=Shopper(user=user), sku=variant.sku, quantity=1, now=timezone.now())
        key = uuid.uuid4().hex
        answers = all_at_once([lambda k=key: program.order(k)] * AT_ONCE)
        assert {status for status, _body in answers} == {201}
        assert len({body for _status, body in answers}) == 1
        assert program.order(key, email="other@example.org")[0] == 422
    assert Order.objects.count() == ROUNDS
    assert counters(variant) == (100_000, ROUNDS)
    assert audit_shop() == []


def test_the_key_of_a_holder_that_died_is_free_after_its_lease(variant, live_server):
    """It died before its order was placed, or after: either way there is one order in the end."""
    user = UserFactory()
    program = Program(live_server.url, user)
    add_to_cart(shopper=Shopper(user=user), sku=variant.sku, quantity=1, now=timezone.now())
    key = uuid.uuid4().hex
    first = program.order(key)
    IdempotencyKey.objects.update(
        answer_status=None,
        answer_body="",
        state="in_progress",
        holder=uuid.uuid4(),
        lease_until=timezone.now() - timedelta(seconds=1),
    )
    assert {program.order(key) for _ in range(2)} == {first}
    assert Order.objects.count() == 1


def test_one_of_many_takes_a_dead_holders_key_over(variant):
    now = timezone.now()
    facts = {"scope": "s", "key": "k", "fingerprint": "f"}
    claim_key(**facts, now=now - timedelta(hours=1))
    answers = all_at_once([lambda: claim_key(**facts, now=now)] * 8)
    assert sorted(type(answer).__name__ for answer in answers) == ["Claim"] + ["KeyInUse"] * 7
