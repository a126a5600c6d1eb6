"""The web process is killed while people order: what was acknowledged is there whole, and asking again makes no second order."""

import http.client
import json
import random
import threading
import uuid
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, Queue

import pytest
from django.core.signing import get_cookie_signer
from django.utils import timezone

from checkout.audit import audit_shop
from checkout.cart import Shopper, add_to_cart, open_cart
from checkout.models import IdempotencyKey, Order, OrderMail
from checkout.tasks import sweep_mail
from checkout.views.shopper import CART_COOKIE, CART_SALT
from tests.factories.checkout import standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.races.buyers import all_at_once
from tests.races.payments import STORM
from tests.races.server import SECRET_KEY, WebServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.slow,
    pytest.mark.postgres,
]
CHECKOUTS = 100 if STORM >= 100 else 20
# Each while about as many checkouts are under way as the processes have threads.
KILLS = CHECKOUTS // 20
HANDS = 8
ORDERS = "/api/v1/orders/"
WISH = {
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
}


@dataclass
class Guest:
    """A cart in a browser, and the answer to its one order."""

    server: WebServer
    cookie: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    number: str = ""

    def order(self) -> bool:
        """Whether there was an answer, other than to wait for a holder of the key that died."""
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"{CART_COOKIE}={self.cookie}",
            "Origin": f"http://{self.server.address}",
            "Idempotency-Key": self.key,
        }
        try:
            status, body = self.server.request("POST", ORDERS, json.dumps(WISH).encode(), headers)
        except (OSError, http.client.HTTPException):
            return False
        answer = json.loads(body)
        if status == 409 and answer["code"] == "idempotency_key_in_use":
            return False
        assert status == 201, body
        assert self.number in ("", answer["number"])
        self.number = answer["number"]
        return True


@pytest.fixture
def server(transactional_db, settings):
    settings.SECRET_KEY = SECRET_KEY
    museum()
    standard_shipping()
    with WebServer(IDEMPOTENCY_LEASE_SECONDS="2") as server:
        yield server


@pytest.fixture
def variant(server):
    return stocked_variant(pieces=CHECKOUTS)


@pytest.fixture
def guests(server, variant):
    return [_guest(server, variant) for _ in range(CHECKOUTS)]


def _guest(server: WebServer, variant) -> Guest:
    shopper = Shopper(token=uuid.uuid4())
    add_to_cart(shopper=shopper, sku=variant.sku, quantity=1, now=timezone.now())
    signer = get_cookie_signer(salt=CART_COOKIE + CART_SALT)
    return Guest(server, signer.sign(str(open_cart(shopper=shopper).token)))


def order_all(guests: list[Guest], *, after: int = 0, then=lambda: None) -> None:
    """Many hands order for `guests`; with the answer number `after` comes `then`."""
    waiting: Queue[Guest] = Queue()
    for guest in guests:
        waiting.put(guest)
    answered = threading.Semaphore(0)

    def work():
        try:
            while True:
                if waiting.get_nowait().order():
                    answered.release()
        except Empty:
            return

    def interrupt():
        for _ in range(after):
            answered.acquire(timeout=60)
        then()

    for answer in all_at_once([*[work] * HANDS, interrupt]):
        assert answer is None, answer


def order_until_answered(guests: list[Guest]) -> None:
    pause = threading.Event()
    while unanswered := [guest for guest in guests if not guest.number]:
        order_all(unanswered)
        pause.wait(0.2)


def everything_is_whole(guests: list[Guest], variant) -> None:
    assert Order.objects.count() == len({guest.number for guest in guests}) == len(guests)
    for order in Order.objects.all():
        assert (order.lines.count(), order.payments.count(), order.events.count()) == (1, 1, 1)
    confirmations = OrderMail.objects.filter(kind="order_confirmation").values_list(
        "order__number", flat=True
    )
    assert sorted(confirmations) == sorted(guest.number for guest in guests)
    assert IdempotencyKey.objects.exclude(order=None).count() == len(guests)
    assert counters(variant) == (CHECKOUTS, CHECKOUTS)
    assert audit_shop() == []
    sweep_mail()
    assert not OrderMail.objects.filter(composed_at=None).exists()


def test_killed_while_people_order(server, variant, guests):
    dice = random.Random(20261121)
    for _ in range(KILLS):
        batch = [guest for guest in guests if not guest.number][: CHECKOUTS // KILLS]

        def kill(*, seconds):
            threading.Event().wait(seconds)
            server.kill()

        order_all(
            batch,
            after=dice.randint(1, len(batch) * 3 // 4),
            then=partial(kill, seconds=dice.uniform(0, 0.05)),
        )
        acknowledged = {guest.number for guest in guests if guest.number}
        assert set(Order.objects.values_list("number", flat=True)) >= acknowledged
        assert len(acknowledged) < CHECKOUTS
        server.start()
    order_until_answered(guests)
    everything_is_whole(guests, variant)
    # Asked once more, everybody gets the order they have.
    order_all(guests)
    everything_is_whole(guests, variant)


def test_asked_to_stop_while_people_order(server, variant, guests):
    """Whatever was begun is answered: nobody's order is placed without their knowing."""
    codes = []
    order_all(guests, after=CHECKOUTS // 4, then=lambda: codes.append(server.ask_to_stop(seconds=30)))
    assert codes == [0]
    answered = {guest.number for guest in guests if guest.number}
    assert set(Order.objects.values_list("number", flat=True)) == answered
    assert len(answered) >= CHECKOUTS // 4
    server.start()
    order_until_answered(guests)
    everything_is_whole(guests, variant)
