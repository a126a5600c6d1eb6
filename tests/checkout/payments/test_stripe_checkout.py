"""Against Stripe's shapes, told by a server on the loopback interface to Stripe's own library."""

import json
import socket
import threading
import time
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from stripe import WebhookSignature

from checkout.models import Payment
from checkout.payments import KNOWN
from checkout.payments.provider import (
    Intent,
    IntentStatus,
    ProviderRefused,
    ProviderUnavailable,
    RefundAnswer,
)
from checkout.payments.stripe_checkout import StripeCheckout
from checkout.payments.timed_http import LONGEST_ANSWER
from checkout.settlement import close_attempt, start_payment
from checkout.webhook_inbox import keep_webhook, process_webhook
from tests.factories.checkout import NOW, placed_order
from tests.stripe_server import (
    INTENT_ID,
    SESSION_ID,
    StripeServer,
    completed,
    listed,
    payment_intent,
    problem,
    refund,
    session,
)

pytestmark = pytest.mark.django_db
BACK = "https://museum.example/checkout/return/A-1/"
SESSIONS = "/v1/checkout/sessions"
CREATE = f"POST {SESSIONS}"
RETRIEVE = f"GET {SESSIONS}/{SESSION_ID}"
EXPIRE = f"POST {SESSIONS}/{SESSION_ID}/expire"
REFUND = "POST /v1/refunds"
REFUNDS = "GET /v1/refunds"
PAGE = f"https://checkout.stripe.com/c/pay/{SESSION_ID}#fidkdWxOYHw"


@pytest.fixture
def stripe(settings):
    with StripeServer() as server:
        settings.PAYMENT_PROVIDERS = ["stripe", "cash_on_delivery"]
        settings.STRIPE_API_KEY = "sk_test_secret"
        settings.STRIPE_API_BASE = server.url
        settings.PAYMENT_TIMEOUT_SECONDS = 5
        settings.CHECKOUT_RESERVATION_SECONDS = 900
        yield server


@pytest.fixture
def attempt(stripe) -> Payment:
    """The attempt at ₩15,000, not started."""
    return placed_order(payment_method="stripe").last_attempt


@pytest.fixture
def payment(attempt) -> Payment:
    """The same, started."""
    attempt.provider_ref = SESSION_ID
    attempt.save()
    return attempt


@pytest.fixture
def owed(payment) -> Payment:
    """₩4,000 of it, to be sent back."""
    return Payment.objects.create(
        order=payment.order,
        provider="stripe",
        kind=Payment.Kind.REFUND,
        amount=Decimal(4000),
        currency="KRW",
        reverses=payment,
        created_at=NOW,
    )


def test_the_shop_knows_it():
    assert KNOWN["stripe"] is StripeCheckout
    assert (StripeCheckout.code, StripeCheckout.first_status, StripeCheckout.is_online) == (
        "stripe",
        "pending_payment",
        True,
    )


def test_an_order_waits_as_long_as_its_reservation(settings):
    settings.CHECKOUT_RESERVATION_SECONDS = 900
    assert StripeCheckout().deadline(NOW) == NOW + timedelta(minutes=15)
    assert StripeCheckout().instructions(order=None) == ""


def test_starting_asks_for_one_line_with_the_whole_sum(stripe, attempt):
    stripe.tell(CREATE, session())
    intent = StripeCheckout().start(payment=attempt, return_url=BACK)
    assert intent == Intent(SESSION_ID, IntentStatus.REQUIRES_ACTION, Decimal(15000), "KRW", PAGE)
    [asked] = stripe.asked
    number, key = attempt.order.number, str(attempt.pk)
    assert asked.fields == {
        "mode": "payment",
        "client_reference_id": number,
        "customer_email": "haneul@example.org",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "krw",
        "line_items[0][price_data][unit_amount]": "15000",
        "line_items[0][price_data][product_data][name]": f"Order {number}",
        "adaptive_pricing[enabled]": "false",
        "success_url": BACK,
        "cancel_url": BACK,
        "expires_at": str(int((NOW + timedelta(minutes=46)).timestamp())),
        "metadata[order]": number,
        "metadata[payment]": key,
        "payment_intent_data[metadata][order]": number,
        "payment_intent_data[metadata][payment]": key,
    }
    assert asked.headers["Idempotency-Key"] == str(attempt.attempt_key)
    assert asked.headers["Authorization"] == "Bearer sk_test_secret"


def test_starting_again_asks_in_the_same_words_whoever_asks(stripe, attempt):
    stripe.tell(CREATE, session())
    StripeCheckout().start(payment=attempt, return_url=BACK)
    with translation.override("ko"):
        StripeCheckout().start(payment=attempt, return_url=BACK)
    first, second = stripe.asked
    assert first.fields == second.fields
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]


@pytest.mark.parametrize(("reservation", "minutes"), [(900, 46), (3600, 91), (86_400, 23 * 60)])
def test_a_session_outlives_the_reservation_by_what_stripe_demands(
    stripe, attempt, settings, reservation, minutes
):
    settings.CHECKOUT_RESERVATION_SECONDS = reservation
    stripe.tell(CREATE, session())
    StripeCheckout().start(payment=attempt, return_url=BACK)
    ends_at = int((NOW + timedelta(minutes=minutes)).timestamp())
    assert stripe.asked[0].fields["expires_at"] == str(ends_at)


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [("12.50", "USD", "1250"), ("1.5", "KWD", "1500"), ("700", "JPY", "700")],
)
def test_sums_are_counted_as_stripe_counts_them(stripe, attempt, amount, currency, units):
    attempt.amount, attempt.currency = Decimal(amount), currency
    stripe.tell(CREATE, session())
    StripeCheckout().start(payment=attempt, return_url=BACK)
    fields = stripe.asked[0].fields
    assert fields["line_items[0][price_data][unit_amount]"] == units
    assert fields["line_items[0][price_data][currency]"] == currency.lower()


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("500", "ISK", "Stripe counts ISK in other units than this shop."),
        ("500", "UGX", "Stripe counts UGX in other units than this shop."),
        ("0.5", "KRW", "0.5 KRW is no whole number of its smallest unit."),
    ],
)
def test_a_sum_that_could_be_misread_is_never_sent(stripe, attempt, amount, currency, text):
    attempt.amount, attempt.currency = Decimal(amount), currency
    with pytest.raises(ProviderRefused) as refusal:
        StripeCheckout().start(payment=attempt, return_url=BACK)
    assert str(refusal.value) == text
    assert stripe.asked == []


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (session(), IntentStatus.REQUIRES_ACTION),
        (session(payment_intent=payment_intent("requires_payment_method")), IntentStatus.REQUIRES_ACTION),
        (session(status="expired", url=None), IntentStatus.CANCELLED),
        (completed(payment_status="paid", attempt=payment_intent("succeeded")), IntentStatus.CAPTURED),
        (completed(attempt=payment_intent("processing")), IntentStatus.AUTHORIZED),
        (completed(attempt=payment_intent("requires_action")), IntentStatus.AUTHORIZED),
        (completed(attempt=payment_intent("succeeded")), IntentStatus.AUTHORIZED),
        (completed(attempt=None), IntentStatus.AUTHORIZED),
        (completed(attempt=payment_intent("requires_payment_method")), IntentStatus.FAILED),
        (completed(attempt=payment_intent("canceled")), IntentStatus.CANCELLED),
    ],
)
def test_what_has_become_of_a_session(stripe, payment, told, status):
    stripe.tell(RETRIEVE, told)
    intent = StripeCheckout().fetch(payment=payment)
    page = PAGE if told["url"] else ""
    assert intent == Intent(SESSION_ID, status, Decimal(15000), "KRW", page)
    [asked] = stripe.asked
    assert asked.fields == {"expand[0]": "payment_intent"}


def test_what_was_taken_is_what_stripe_says(stripe, payment):
    stripe.tell(RETRIEVE, completed(payment_status="paid") | {"amount_total": 1250, "currency": "usd"})
    intent = StripeCheckout().fetch(payment=payment)
    assert intent == Intent(SESSION_ID, IntentStatus.CAPTURED, Decimal("12.50"), "USD")


def test_an_order_for_nothing_needs_no_payment(stripe, payment):
    stripe.tell(RETRIEVE, completed(payment_status="no_payment_required") | {"amount_total": 0})
    intent = StripeCheckout().fetch(payment=payment)
    assert intent == Intent(SESSION_ID, IntentStatus.CAPTURED, Decimal(0), "KRW")


@pytest.mark.parametrize(
    "told",
    [
        session(id=""),
        session(id="cs_of_somebody_else"),
        session(id=["cs"]),
        session(status="paused"),
        session(payment_status="half"),
        session(status={}),
        session(url="http://checkout.example/pay"),
        session(url="javascript:alert(1)"),
        session(url="https://[broken"),
        session(url="https://checkout.example/" + "a" * 2000),
        session(url=7),
        completed(payment_status="no_payment_required"),
        completed(payment_status="paid") | {"amount_total": None},
        completed(payment_status="paid") | {"amount_total": True},
        completed(payment_status="paid") | {"amount_total": -1},
        completed(payment_status="paid") | {"amount_total": 10**12},
        completed(payment_status="paid") | {"amount_total": "15000"},
        completed(payment_status="paid") | {"currency": None},
        completed(payment_status="paid") | {"currency": "wons"},
        {},
        [],
        "cs",
        b"",
        b"<html>",
        b"\xff\xfe",
        b'{"id":',
        b"[" * 30_000,
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b" " * (LONGEST_ANSWER + 1),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(stripe, payment, told):
    stripe.tell(RETRIEVE, told)
    with pytest.raises(ProviderUnavailable):
        StripeCheckout().fetch(payment=payment)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (409, problem("idempotency_error", code="idempotency_key_in_use")),
        (429, problem(code="rate_limit")),
        (400, problem(code="rate_limit")),
        (500, problem("api_error")),
        (502, b"<html>Bad gateway</html>"),
        (503, problem("api_error")),
        (503, {"error": []}),
        (503, {"error": 7}),
        (503, {}),
        (301, {}),
    ],
)
def test_not_now_is_not_known(stripe, attempt, status, body):
    stripe.tell(CREATE, body, status)
    with pytest.raises(ProviderUnavailable):
        StripeCheckout().start(payment=attempt, return_url=BACK)
    assert stripe.calls() == [CREATE]


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (400, problem(), "400 Something is wrong."),
        (400, problem("idempotency_error"), "400 Something is wrong."),
        (402, problem("card_error"), "402 Something is wrong."),
        (404, problem(code="resource_missing"), "404 Something is wrong."),
    ],
)
def test_a_clear_no(stripe, attempt, status, body, text):
    stripe.tell(CREATE, body, status)
    with pytest.raises(ProviderRefused) as refusal:
        StripeCheckout().start(payment=attempt, return_url=BACK)
    assert str(refusal.value) == text


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_let_in_says_nothing_of_the_payment(stripe, attempt, status):
    stripe.tell(CREATE, problem(), status)
    with pytest.raises(ProviderUnavailable, match="does not let this shop's API key do that"):
        StripeCheckout().start(payment=attempt, return_url=BACK)


def test_nobody_there(payment, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.STRIPE_API_BASE = f"http://127.0.0.1:{port}"
    with pytest.raises(ProviderUnavailable):
        StripeCheckout().fetch(payment=payment)


def _drip(server: socket.socket) -> None:
    caller, _ = server.accept()
    with caller:
        caller.recv(65536)
        try:
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while True:
                caller.sendall(b" ")
                time.sleep(0.05)
        except OSError:
            return


def test_a_call_ends_in_time_though_stripe_drips(payment, settings):
    settings.PAYMENT_TIMEOUT_SECONDS = 0.3
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.STRIPE_API_BASE = f"http://127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_drip, args=[server], daemon=True).start()
        began = time.monotonic()
        with pytest.raises(ProviderUnavailable):
            StripeCheckout().fetch(payment=payment)
        assert time.monotonic() - began < 2


def test_giving_up_expires_the_session(stripe, payment):
    stripe.tell(EXPIRE, session(status="expired", url=None))
    intent = StripeCheckout().cancel(payment=payment)
    assert intent == Intent(SESSION_ID, IntentStatus.CANCELLED, Decimal(15000), "KRW")
    assert stripe.calls() == [EXPIRE]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (completed(payment_status="paid", attempt=payment_intent("succeeded")), IntentStatus.CAPTURED),
        (completed(attempt=payment_intent("processing")), IntentStatus.AUTHORIZED),
        (session(status="expired", url=None), IntentStatus.CANCELLED),
    ],
)
def test_giving_up_too_late_tells_what_has_become_of_it(stripe, payment, told, status):
    stripe.tell(EXPIRE, problem(), 400)
    stripe.tell(RETRIEVE, told)
    assert StripeCheckout().cancel(payment=payment).status == status
    assert stripe.calls() == [EXPIRE, RETRIEVE]


def test_an_open_session_that_cannot_be_given_up_is_a_refusal(stripe, payment):
    stripe.tell(EXPIRE, problem(), 400)
    stripe.tell(RETRIEVE, session())
    with pytest.raises(ProviderRefused) as refusal:
        StripeCheckout().cancel(payment=payment)
    assert str(refusal.value) == "400 Something is wrong."


def test_what_was_never_started_is_not_asked_about(stripe, attempt):
    for call in (StripeCheckout().fetch, StripeCheckout().cancel):
        with pytest.raises(ProviderRefused):
            call(payment=attempt)
    assert stripe.asked == []


@pytest.mark.parametrize(
    ("status", "is_done"), [("succeeded", True), ("pending", False), ("requires_action", False)]
)
def test_sending_back_a_part(stripe, owed, status, is_done):
    stripe.tell(RETRIEVE, completed(payment_status="paid", attempt=payment_intent("succeeded")))
    stripe.tell(REFUNDS, listed(refund(id="re_other", metadata={"refund": str(uuid.uuid4())})))
    stripe.tell(REFUND, refund(status))
    assert StripeCheckout().refund(payment=owed) == RefundAnswer("re_3PQdef", is_done)
    assert stripe.calls() == [RETRIEVE, REFUNDS, REFUND]
    looked, asked = stripe.asked[1:]
    assert looked.fields == {"payment_intent": INTENT_ID, "limit": "100"}
    assert asked.fields == {
        "payment_intent": INTENT_ID,
        "amount": "4000",
        "metadata[order]": owed.order.number,
        "metadata[refund]": str(owed.attempt_key),
    }
    assert asked.headers["Idempotency-Key"] == str(owed.attempt_key)


def test_a_refund_whose_answer_was_lost_is_found_and_not_sent_again(stripe, owed):
    stripe.tell(RETRIEVE, completed(payment_status="paid", attempt=payment_intent("succeeded")))
    stripe.tell(REFUNDS, listed(refund(metadata={"refund": str(owed.attempt_key)})))
    assert StripeCheckout().refund(payment=owed) == RefundAnswer("re_3PQdef", is_done=True)
    assert stripe.calls() == [RETRIEVE, REFUNDS]


def test_a_refund_on_its_way_is_looked_up_by_its_id(stripe, owed):
    owed.provider_ref = "re_3PQdef"
    stripe.tell("GET /v1/refunds/re_3PQdef", refund())
    assert StripeCheckout().refund(payment=owed) == RefundAnswer("re_3PQdef", is_done=True)
    assert stripe.calls() == ["GET /v1/refunds/re_3PQdef"]


@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_refund_that_comes_to_nothing_is_a_refusal(stripe, owed, status):
    owed.provider_ref = "re_3PQdef"
    stripe.tell("GET /v1/refunds/re_3PQdef", refund(status))
    with pytest.raises(ProviderRefused) as refusal:
        StripeCheckout().refund(payment=owed)
    assert str(refusal.value) == f"Stripe could not send the money back: {status}."


@pytest.mark.parametrize("told", [refund("lost"), refund(id=None), refund({}), {}])
def test_a_refund_that_makes_no_sense_is_no_answer(stripe, owed, told):
    owed.provider_ref = "re_3PQdef"
    stripe.tell("GET /v1/refunds/re_3PQdef", told)
    with pytest.raises(ProviderUnavailable):
        StripeCheckout().refund(payment=owed)


@pytest.mark.parametrize("told", [{}, {"data": 7}, {"object": "list", "data": None}])
def test_no_refund_is_sent_while_the_earlier_ones_are_not_known(stripe, owed, told):
    stripe.tell(RETRIEVE, completed(payment_status="paid", attempt=payment_intent("succeeded")))
    stripe.tell(REFUNDS, told)
    with pytest.raises(ProviderUnavailable):
        StripeCheckout().refund(payment=owed)
    assert stripe.calls() == [RETRIEVE, REFUNDS]


def test_nothing_is_sent_back_of_what_was_never_paid(stripe, owed):
    stripe.tell(RETRIEVE, session())
    with pytest.raises(ProviderRefused) as refusal:
        StripeCheckout().refund(payment=owed)
    assert str(refusal.value) == "Nothing was paid by this session."
    owed.reverses.provider_ref = ""
    with pytest.raises(ProviderRefused) as refusal:
        StripeCheckout().refund(payment=owed)
    assert str(refusal.value) == "There is no payment over there that could be sent back."


def test_nothing_of_a_call_is_written_down(stripe, attempt, caplog, capfd):
    stripe.tell(CREATE, session())
    StripeCheckout().start(payment=attempt, return_url=BACK)
    stripe.tell(CREATE, problem(), 401)
    with pytest.raises(ProviderUnavailable):
        StripeCheckout().start(payment=attempt, return_url=BACK)
    assert [record.name for record in caplog.records if record.name.startswith("stripe")] == []
    assert capfd.readouterr() == ("", "")


def test_stripe_learns_nothing_about_the_machine(stripe, attempt, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    stripe.tell(CREATE, session())
    StripeCheckout().start(payment=attempt, return_url=BACK)
    told = json.loads(stripe.asked[0].headers["X-Stripe-Client-User-Agent"])
    assert sorted(set(told) - {"ai_agent"}) == ["bindings_version", "httplib", "lang", "lang_version"]
    assert list(tmp_path.iterdir()) == []


def test_from_the_first_call_to_the_money(stripe, attempt, settings):
    settings.STRIPE_WEBHOOK_SECRET = "whsec_of_the_endpoint"
    stripe.tell(CREATE, session())
    payment = start_payment(payment=attempt, now=NOW)
    assert (payment.provider_ref, payment.redirect_url) == (SESSION_ID, PAGE)

    paid = completed(payment_status="paid", attempt=payment_intent("succeeded"))
    stripe.tell(RETRIEVE, paid)
    told = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "data": {"object": paid}}
    body = json.dumps(told).encode()
    header = WebhookSignature.generate_signature_header(
        body.decode(), settings.STRIPE_WEBHOOK_SECRET, int(NOW.timestamp())
    )
    delivery = keep_webhook(provider="stripe", body=body, headers={"Stripe-Signature": header}, now=NOW)
    process_webhook(delivery=delivery, now=NOW)
    payment.refresh_from_db()
    payment.order.refresh_from_db()
    assert (payment.status, payment.order.status) == ("captured", "paid")


def test_an_attempt_that_is_given_up_while_it_is_paid_is_paid(stripe, payment):
    stripe.tell(EXPIRE, problem(), 400)
    stripe.tell(RETRIEVE, completed(payment_status="paid", attempt=payment_intent("succeeded")))
    payment.order.payment_method = "bank_transfer"
    payment.order.save()
    assert close_attempt(payment=payment, now=NOW) is True
    assert payment.status == "captured"
