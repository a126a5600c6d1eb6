"""The provider as the shop sees it, against the real server."""

import json
import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from checkout.models import Order
from checkout.payments import KNOWN
from checkout.payments.provider import IntentStatus, ProviderRefused, ProviderUnavailable, RefundAnswer
from checkout.payments.sandbox import Sandbox
from checkout.sandbox_server.ledger import State
from tests.checkout.payments.conftest import RETURN_URL, refund_of

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


def start(payment):
    intent = Sandbox().start(payment=payment, return_url=RETURN_URL)
    payment.provider_ref = intent.ref
    return intent


@contextmanager
def answering(settings, status, body, headers=()):
    """A provider of few words: the same answer to everything."""

    class Conversation(BaseHTTPRequestHandler):
        def do_POST(self):
            self.do_GET()

        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Conversation) as listener:
        threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        settings.SANDBOX_API_URL = f"http://127.0.0.1:{listener.server_address[1]}"
        yield
        listener.shutdown()


def test_it_is_known_and_keeps_the_goods_for_the_time_of_a_reservation(settings):
    settings.CHECKOUT_RESERVATION_SECONDS = 600
    provider = KNOWN["sandbox"]()
    assert isinstance(provider, Sandbox)
    assert provider.deadline(NOW) == NOW + timedelta(minutes=10)
    assert (provider.first_status, provider.is_online) == ("pending_payment", True)
    assert provider.instructions(Order()) == ""


def test_a_start_tells_amount_currency_order_and_the_way_back(server, payment):
    intent = start(payment)
    assert (intent.status, intent.amount, intent.currency) == ("requires_action", Decimal(12000), "KRW")
    assert intent.redirect_url == f"{server.url}/pay/{intent.ref}"
    (kept,) = server.intents
    assert (kept.amount, kept.currency, kept.reference, kept.return_url) == (12000, "KRW", "M-1", RETURN_URL)


def test_dollars_travel_as_cents(server, payment):
    payment.amount, payment.currency = Decimal("12.50"), "USD"
    assert start(payment).amount == Decimal("12.50")
    assert server.intents[0].amount == 1250


def test_half_a_won_is_refused_before_anybody_is_asked(server, payment):
    payment.amount = Decimal("0.5")
    with pytest.raises(ProviderRefused, match=r"0\.5 KRW"):
        start(payment)
    assert server.intents == []


def test_the_same_attempt_is_the_same_intent(server, payment):
    first = start(payment)
    assert start(payment) == first
    assert len(server.intents) == 1


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_understood(server, payment, state):
    ref = start(payment).ref
    server.move(ref, state)
    assert Sandbox().fetch(payment=payment).status == IntentStatus(state.value)


def test_a_cancelled_attempt_is_cancelled_and_a_captured_one_says_so(server, payment):
    start(payment)
    assert Sandbox().cancel(payment=payment).status == "cancelled"
    other = type(payment)(order=payment.order, amount=payment.amount, currency="KRW")
    server.pay(start(other).ref)
    assert Sandbox().cancel(payment=other).status == "captured"


def test_what_was_never_started_can_be_neither_asked_nor_cancelled_nor_sent_back(payment):
    for act in (Sandbox().fetch, Sandbox().cancel):
        with pytest.raises(ProviderRefused, match="never started"):
            act(payment=payment)
    for nothing in (refund_of(payment, 1), payment):
        with pytest.raises(ProviderRefused, match="no payment over there"):
            Sandbox().refund(payment=nothing)


@pytest.mark.parametrize("ref", ["int_unknown", "../faults", "a b?c#d"])
def test_an_unknown_intent_is_a_clear_no(server, payment, ref):
    payment.provider_ref = ref
    for act in (Sandbox().fetch, Sandbox().cancel):
        with pytest.raises(ProviderRefused, match=r"^404 "):
            act(payment=payment)


def test_the_wrong_key_says_nothing_of_the_payment(server, payment, settings):
    settings.SANDBOX_API_KEY = "other"
    with pytest.raises(ProviderUnavailable, match=r"answered 401"):
        start(payment)


def test_refunds_in_parts_up_to_the_whole_and_not_beyond(server, payment):
    server.pay(start(payment).ref)
    first = refund_of(payment, 5000)
    answer = Sandbox().refund(payment=first)
    assert answer == RefundAnswer(ref=server.refunds[0].id, is_done=True)
    assert Sandbox().refund(payment=first) == answer
    with pytest.raises(ProviderRefused, match="more_than_captured"):
        Sandbox().refund(payment=refund_of(payment, 7001))
    Sandbox().refund(payment=refund_of(payment, 7000))
    assert [refund.amount for refund in server.refunds] == [5000, 7000]


def test_a_refund_on_its_way_is_done_when_asked_for_again(server, payment, faults):
    server.pay(start(payment).ref)
    refund = refund_of(payment, 12000)
    faults(pending_refunds=True)
    assert Sandbox().refund(payment=refund).is_done is False
    faults(pending_refunds=False)
    assert Sandbox().refund(payment=refund).is_done is True
    assert len(server.refunds) == 1


def test_an_attempt_that_was_kept_but_never_answered_is_found_again_by_its_key(
    server, payment, faults, settings
):
    settings.PAYMENT_TIMEOUT_SECONDS = 0.2
    faults(hang=True, calls=1)
    with pytest.raises(ProviderUnavailable):
        start(payment)
    (kept,) = server.intents
    settings.PAYMENT_TIMEOUT_SECONDS = 5
    assert start(payment).ref == kept.id
    assert len(server.intents) == 1


@pytest.mark.parametrize("fault", [{"unavailable": True}, {"garbage": True}])
def test_faults_mean_that_nothing_is_known(server, payment, faults, fault):
    start(payment)
    server.pay(payment.provider_ref)
    faults(**fault)
    refund = refund_of(payment, 1)
    for act in (
        lambda: Sandbox().start(payment=payment, return_url=RETURN_URL),
        lambda: Sandbox().fetch(payment=payment),
        lambda: Sandbox().cancel(payment=payment),
        lambda: Sandbox().refund(payment=refund),
    ):
        with pytest.raises(ProviderUnavailable):
            act()


@pytest.mark.parametrize("fault", [{"hang": True}, {"answer_after": 30}, {"drip": 0.05}])
def test_no_call_takes_longer_than_its_time(server, payment, faults, settings, fault):
    settings.PAYMENT_TIMEOUT_SECONDS = 0.3
    faults(**fault)
    began = time.monotonic()
    with pytest.raises(ProviderUnavailable):
        start(payment)
    assert 0.25 < time.monotonic() - began < 5


def test_a_slow_answer_in_time_is_an_answer(server, payment, faults):
    faults(answer_after=0.1)
    assert start(payment).status == "requires_action"


def test_nobody_at_home_means_that_nothing_is_known(payment, settings):
    with socket.socket() as bound_but_not_listening:
        bound_but_not_listening.bind(("127.0.0.1", 0))
        settings.SANDBOX_API_URL = f"http://127.0.0.1:{bound_but_not_listening.getsockname()[1]}"
        with pytest.raises(ProviderUnavailable, match="ConnectError"):
            start(payment)


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1", "http://nowhere.invalid"])
def test_an_address_that_is_none_means_that_nothing_is_known(payment, settings, url):
    settings.SANDBOX_API_URL = url
    with pytest.raises(ProviderUnavailable):
        start(payment)


GOOD = {"id": "int_1", "status": "captured", "amount": 12000, "currency": "KRW"}


@pytest.mark.parametrize(
    "told",
    [
        [],
        None,
        "captured",
        {},
        {**GOOD, "id": None},
        {**GOOD, "id": ""},
        {**GOOD, "id": "int 1"},
        {**GOOD, "id": "x" * 256},
        {**GOOD, "status": "settled"},
        {**GOOD, "status": None},
        {**GOOD, "amount": "12000"},
        {**GOOD, "amount": 12000.0},
        {**GOOD, "amount": True},
        {**GOOD, "amount": -1},
        {**GOOD, "amount": 10**12},
        {**GOOD, "currency": "USD"},
        {**GOOD, "redirect_url": "javascript:alert(1)"},
        {**GOOD, "redirect_url": "/pay/1"},
        {**GOOD, "redirect_url": "http://[/"},
        {**GOOD, "redirect_url": 7},
        {**GOOD, "redirect_url": "https://bank.example/" + "x" * 2000},
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(settings, payment, told):
    with answering(settings, 200, json.dumps(told).encode()), pytest.raises(ProviderUnavailable):
        start(payment)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 50_000, b" " * 70_000 + b"{}"])
def test_a_body_that_cannot_be_read_is_no_answer(settings, payment, body):
    with answering(settings, 200, body), pytest.raises(ProviderUnavailable):
        start(payment)


def test_an_answer_about_another_intent_is_no_answer(settings, payment):
    payment.provider_ref = "int_2"
    with (
        answering(settings, 200, json.dumps(GOOD).encode()),
        pytest.raises(ProviderUnavailable, match="int_1, not about int_2"),
    ):
        Sandbox().fetch(payment=payment)


def test_a_provider_of_few_words_is_understood(settings, payment):
    told = {"id": "int_1", "status": "requires_action", "redirect_url": "https://bank.example/1"}
    with answering(settings, 201, json.dumps(told).encode()):
        intent = start(payment)
    assert (intent.amount, intent.currency, intent.redirect_url) == (
        Decimal(12000),
        "KRW",
        "https://bank.example/1",
    )


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        *(
            (status, ProviderUnavailable)
            for status in (204, 302, 307, 401, 403, 408, 425, 429, 500, 502, 503)
        ),
        *((status, ProviderRefused) for status in (400, 402, 404, 409, 410, 422)),
    ],
)
def test_what_a_status_means(settings, payment, status, meaning):
    elsewhere = [("Location", "http://127.0.0.1:9/")]
    with answering(settings, status, b"", elsewhere), pytest.raises(meaning):
        start(payment)


@pytest.mark.parametrize(("status", "is_done"), [("succeeded", True), ("pending", False)])
def test_words_for_a_refund(settings, payment, status, is_done):
    payment.provider_ref = "int_1"
    with answering(settings, 200, json.dumps({"id": "ref_1", "status": status}).encode()):
        answer = Sandbox().refund(payment=refund_of(payment, 1))
    assert answer == RefundAnswer("ref_1", is_done)


def test_a_refund_that_failed_is_a_clear_no(settings, payment):
    payment.provider_ref = "int_1"
    with (
        answering(settings, 200, b'{"id": "ref_1", "status": "failed"}'),
        pytest.raises(ProviderRefused, match="failed"),
    ):
        Sandbox().refund(payment=refund_of(payment, 1))
