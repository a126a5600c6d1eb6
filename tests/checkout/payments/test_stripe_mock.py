"""Against stripe-mock, which holds every request to Stripe's own OpenAPI description. It remembers nothing."""

import os
from decimal import Decimal

import pytest

from checkout.models import Payment
from checkout.payments.provider import Intent, IntentStatus, ProviderRefused, ProviderUnavailable
from checkout.payments.stripe_calls import StripeErrand
from checkout.payments.stripe_checkout import StripeCheckout
from checkout.settlement import start_payment
from tests.factories.checkout import NOW, placed_order
from tests.stripe_server import SESSION_ID, run_stripe_mock

pytestmark = [pytest.mark.django_db, pytest.mark.stripe]


@pytest.fixture(scope="module")
def stripe_mock():
    with run_stripe_mock(os.environ["STRIPE_MOCK"]) as url:
        yield url


@pytest.fixture
def attempt(stripe_mock, settings) -> Payment:
    settings.PAYMENT_PROVIDERS = ["stripe"]
    settings.STRIPE_API_KEY = "sk_test_123"
    settings.STRIPE_API_BASE = stripe_mock
    return placed_order(payment_method="stripe").last_attempt


@pytest.fixture
def payment(attempt) -> Payment:
    attempt.provider_ref = SESSION_ID
    attempt.save()
    return attempt


def test_it_refuses_what_stripe_does_not_know(attempt):
    with pytest.raises(ProviderRefused), StripeErrand().calling() as stripe:
        stripe.checkout.sessions.create({"mode": "payment", "reservation": "900"})


def test_it_lets_nobody_in_without_a_key(attempt, settings):
    settings.STRIPE_API_KEY = "no-key"
    with pytest.raises(ProviderUnavailable) as refusal:
        StripeCheckout().start(payment=attempt, return_url="https://museum.example/")
    assert str(refusal.value) == "Stripe does not let this shop's API key do that."


def test_an_order_is_started(attempt):
    payment = start_payment(payment=attempt, now=NOW)
    assert payment.provider_ref.startswith("cs_test_")
    assert payment.redirect_url.startswith("https://checkout.stripe.com/")
    assert payment.status == Payment.Status.PENDING


def test_a_session_is_fetched(payment):
    intent = StripeCheckout().fetch(payment=payment)
    assert intent == Intent(
        SESSION_ID, IntentStatus.REQUIRES_ACTION, Decimal(15000), "KRW", intent.redirect_url
    )


def test_a_session_is_expired(payment):
    """The request is taken; as stripe-mock answers about a session it made up, the answer is not."""
    with pytest.raises(
        ProviderUnavailable, match=rf"^The answer is about cs_test_\w+, not about {SESSION_ID}\.$"
    ):
        StripeCheckout().cancel(payment=payment)


def test_a_part_is_sent_back(payment):
    owed = Payment.objects.create(
        order=payment.order,
        provider="stripe",
        kind=Payment.Kind.REFUND,
        amount=Decimal(4000),
        currency="KRW",
        reverses=payment,
        created_at=NOW,
    )
    answer = StripeCheckout().refund(payment=owed)
    assert (answer.ref[:3], answer.is_done) == ("re_", True)
    owed.provider_ref = answer.ref
    assert StripeCheckout().refund(payment=owed) == answer
