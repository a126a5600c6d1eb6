import json
import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stripe import WebhookSignature

from checkout.payments.provider import BadWebhook, WebhookMessage
from checkout.payments.stripe_checkout import StripeCheckout
from tests.factories.checkout import NOW
from tests.stripe_server import SESSION_ID, refund, session

SECRET = "whsec_of_the_endpoint"


@pytest.fixture(autouse=True)
def _secret(settings):
    settings.STRIPE_WEBHOOK_SECRET = SECRET


def event(kind: str = "checkout.session.completed", thing=None, **changes) -> bytes:
    told = {
        "id": "evt_1PQxyz",
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(NOW.timestamp()),
        "data": {"object": thing or session(status="complete", payment_status="paid")},
        "livemode": False,
        "type": kind,
    }
    return json.dumps(told | changes).encode()


def signed(body: bytes, *, secret: str = SECRET, after: timedelta = timedelta()) -> str:
    sent_at = int((NOW + after).timestamp())
    return WebhookSignature.generate_signature_header(body.decode(), secret, sent_at)


def read(body: bytes, header: str, name: str = "Stripe-Signature") -> WebhookMessage:
    return StripeCheckout().parse_webhook(body=body, headers={name: header}, now=NOW)


@pytest.mark.parametrize(
    "kind",
    [
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    ],
)
def test_a_message_about_a_session_names_it(kind):
    body = event(kind)
    assert read(body, signed(body)) == WebhookMessage("evt_1PQxyz", kind, SESSION_ID)


def test_a_message_about_anything_else_names_no_payment():
    body = event("refund.updated", refund())
    assert read(body, signed(body)) == WebhookMessage("evt_1PQxyz", "refund.updated", "")


@pytest.mark.parametrize("kind", [None, 7, "a" * 101, "a\nb"])
def test_a_kind_that_cannot_be_read_is_left_out(kind):
    body = event(type=kind)
    assert read(body, signed(body)) == WebhookMessage("evt_1PQxyz", "", SESSION_ID)


@pytest.mark.parametrize("name", ["stripe-signature", "STRIPE-SIGNATURE"])
def test_headers_are_found_however_they_are_written(name):
    body = event()
    assert read(body, signed(body), name).ref == SESSION_ID


def test_one_good_signature_of_several_is_enough():
    """While a secret is rolled, Stripe signs with both."""
    body = event()
    stamp, good = signed(body).split(",")
    assert read(body, f"{stamp},v1={'0' * 64},{good},v0=abc").ref == SESSION_ID


@pytest.mark.parametrize("seconds", [-300, 300])
def test_five_minutes_are_near_enough(seconds):
    body = event()
    assert read(body, signed(body, after=timedelta(seconds=seconds))).ref == SESSION_ID


@pytest.mark.parametrize("seconds", [-301, 301, -(10**9), 10**9])
def test_a_message_from_another_time_is_refused(seconds):
    body = event()
    with pytest.raises(BadWebhook):
        read(body, signed(body, after=timedelta(seconds=seconds)))


def test_a_message_signed_with_another_secret_is_refused():
    body = event()
    with pytest.raises(BadWebhook):
        read(body, signed(body, secret="whsec_of_another"))


@pytest.mark.parametrize("secret", ["", "  "])
def test_without_a_secret_nothing_is_believed(settings, secret):
    settings.STRIPE_WEBHOOK_SECRET = secret
    body = event()
    with pytest.raises(BadWebhook):
        read(body, signed(body, secret=secret))


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body[:-1],
        lambda body: body[:40],
        lambda body: b"",
        lambda body: body + b" ",
        lambda body: body.replace(SESSION_ID.encode(), b"cs_test_another"),
        lambda body: body + b"\xff",
    ],
)
def test_a_body_that_was_changed_on_its_way_is_refused(change):
    body = event()
    with pytest.raises(BadWebhook):
        read(change(body), signed(body))


def test_a_newer_time_cannot_be_put_on_an_old_message():
    body = event()
    _stamp, old = signed(body, after=timedelta(hours=-1)).split(",")
    fresh = int(NOW.timestamp())
    for header in (
        f"t={fresh},{old}",
        f"t={fresh},t={fresh - 3600},{old}",
        f"t={fresh - 3600},t={fresh},{old}",
    ):
        with pytest.raises(BadWebhook):
            read(body, header)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"7",
        b"[]",
        b'"evt"',
        b"{}",
        b"{",
        b"[" * 100_000,
        event(object="v2.core.event"),
        event(id=None),
        event(id=""),
        event(id="a b"),
        event(id="e" * 256),
        event(data=None),
        event(data=[]),
        event(data={}),
        event(data={"object": "checkout.session"}),
        event(thing=session(id=None)),
        event(thing=session(id="\x00")),
        event(thing=session(id="c" * 256)),
    ],
)
def test_a_signed_body_that_is_no_event_is_refused(body):
    with pytest.raises(BadWebhook):
        read(body, signed(body))


@pytest.mark.parametrize("headers", [{}, {"Stripe-Signature": ""}, {"Webhook-Signature": "v1,abc"}])
def test_a_message_without_a_signature_is_refused(headers):
    with pytest.raises(BadWebhook):
        StripeCheckout().parse_webhook(body=event(), headers=headers, now=NOW)


STAMP = int(NOW.timestamp())
HEADERS = st.one_of(
    st.text(),
    st.text(alphabet="tv01=,. -" + string.digits, max_size=60),
    st.lists(
        st.one_of(
            st.sampled_from(
                [f"t={STAMP}", f"t={STAMP}=", "t=", "t", "=", "", "v1=", "v1", "v0=a", "v1=é", "v1=\udcff"]
            ),
            st.integers().map(lambda number: f"t={number}"),
            st.text(alphabet=string.hexdigits, min_size=64, max_size=64).map(lambda given: f"v1={given}"),
        )
    ).map(",".join),
    st.integers(min_value=4000, max_value=6000).map(lambda length: f"t={STAMP},v1=" + "0" * length),
)


@given(header=HEADERS, body=st.one_of(st.binary(), st.just(event())))
def test_no_hostile_header_is_believed_or_breaks_anything(header, body):
    with pytest.raises(BadWebhook):
        read(body, header)
