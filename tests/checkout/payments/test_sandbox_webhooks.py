"""Messages to the shop: ours are understood, all others are bad, whatever they are made of."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from checkout.payments.provider import BadWebhook, WebhookMessage
from checkout.payments.sandbox import Sandbox

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
KEY = b"sandbox-secret-for-tests"
BODY = b'{"type": "intent.captured", "data": {"id": "int_1"}}'


def signature(body=BODY, *, event_id="msg_1", sent_at=NOW, key=KEY):
    """By the book, without the library that the shop uses."""
    signed = f"{event_id}.{int(sent_at.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def headers(body=BODY, *, event_id="msg_1", sent_at=NOW, key=KEY, **changes):
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": signature(body, event_id=event_id, sent_at=sent_at, key=key),
        **{f"webhook-{name}": value for name, value in changes.items()},
    }


def parse(body=BODY, given_headers=None, now=NOW):
    found = headers(body) if given_headers is None else given_headers
    return Sandbox().parse_webhook(body=body, headers=found, now=now)


def test_a_message_of_ours_is_understood():
    assert parse() == WebhookMessage(event_id="msg_1", kind="intent.captured", ref="int_1")


def test_the_case_of_headers_does_not_matter():
    assert parse(given_headers={name.title(): value for name, value in headers().items()}).ref == "int_1"


def test_a_secret_of_standard_webhooks_is_decoded_first(settings):
    settings.SANDBOX_WEBHOOK_SECRET = "whsec_" + base64.b64encode(b"\x00key\xff").decode()
    assert parse(given_headers=headers(key=b"\x00key\xff")).event_id == "msg_1"
    with pytest.raises(BadWebhook):
        parse(given_headers=headers(key=settings.SANDBOX_WEBHOOK_SECRET.encode()))


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_!!!", "whsec_é"])
def test_without_a_usable_secret_no_message_is_ours(settings, secret):
    settings.SANDBOX_WEBHOOK_SECRET = secret
    with pytest.raises(BadWebhook, match="SANDBOX_WEBHOOK_SECRET"):
        parse(given_headers=headers(key=b""))


def test_one_good_signature_among_several_is_enough():
    several = f"v1,AAAA nonsense v2,x {signature()} v1a,zz"
    assert parse(given_headers=headers(signature=several)).ref == "int_1"


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_five_minutes_either_way_are_in_time(seconds):
    assert parse(given_headers=headers(sent_at=NOW + timedelta(seconds=seconds))).ref == "int_1"


@pytest.mark.parametrize("seconds", [-301, 301, -86400])
def test_beyond_five_minutes_is_too_old_or_too_new(seconds):
    with pytest.raises(BadWebhook, match="too old"):
        parse(given_headers=headers(sent_at=NOW + timedelta(seconds=seconds)))


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_every_header_is_needed(name):
    without = {key: value for key, value in headers().items() if key != name}
    with pytest.raises(BadWebhook):
        parse(given_headers=without)


@pytest.mark.parametrize(
    "sent_at",
    ["NaN", "inf", "-1", "0", "1e9", "0" + str(int(NOW.timestamp())), "9" * 11, "9" * 400, "١٢٣", ""],
)
def test_a_time_that_is_none_is_bad(sent_at):
    with pytest.raises(BadWebhook):
        parse(given_headers=headers(timestamp=sent_at))


@pytest.mark.parametrize(
    "signed",
    ["", " ", "v1", "v1,", "v1,,", "v1,====", "v1,é", signature()[3:], signature().replace("v1", "v2")],
)
def test_a_signature_that_is_none_is_bad(signed):
    with pytest.raises(BadWebhook, match="No signature is ours"):
        parse(given_headers=headers(signature=signed))


def test_another_body_id_time_or_key_needs_another_signature():
    for other in (
        headers(signature=signature(BODY + b" ")),
        headers(event_id="msg_2", signature=signature()),
        headers(sent_at=NOW + timedelta(seconds=1), signature=signature()),
        headers(key=b"other"),
    ):
        with pytest.raises(BadWebhook, match="No signature is ours"):
            parse(given_headers=other)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"7",
        b'"int_1"',
        b"{}",
        b'{"data": null}',
        b'{"data": []}',
        b'{"data": {}}',
        b'{"data": {"id": 1}}',
        b'{"data": {"id": ""}}',
        b'{"data": {"id": "int\\u00001"}}',
        b'{"data": {"id": "' + b"x" * 256 + b'"}}',
        b'{"data":' * 20_000,
        b"[" * 100_000,
    ],
)
def test_a_signed_body_that_says_nothing_is_bad(body):
    with pytest.raises(BadWebhook):
        parse(body)


@pytest.mark.parametrize("kind", [None, 7, "a\u0000b", "x" * 101])
def test_a_kind_that_is_no_word_is_left_out(kind):
    assert parse(json.dumps({"type": kind, "data": {"id": "int_1"}}).encode()).kind == ""


# Other tests run beside these: how long one takes says nothing.
unhurried = of_hypothesis(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(["webhook-id", "Webhook-Timestamp", "webhook-signature", "x"])
SOME_TIME = str(int(NOW.timestamp()))
VALUES = st.one_of(
    st.text(), st.sampled_from(["msg_1", SOME_TIME, "v1,AAAA", "NaN", signature(), "v1,\ud800"])
)


@unhurried
@given(body=st.binary(), found=st.dictionaries(NAMES, VALUES))
def test_nothing_that_strangers_send_is_ours_or_breaks_us(body, found):
    with pytest.raises(BadWebhook):
        parse(body, found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["type", "data", "id"]) | st.text(), inner)
    ),
)


@unhurried
@given(told=JSON)
def test_whatever_is_signed_is_understood_or_bad(told):
    body = json.dumps(told).encode()
    try:
        message = parse(body)
    except BadWebhook:
        return
    assert message == WebhookMessage("msg_1", message.kind, told["data"]["id"])


@unhurried
@given(
    ref=st.from_regex(r"\A[A-Za-z0-9_]{1,255}\Z"), kind=st.sampled_from(["intent.captured", "intent.failed"])
)
def test_every_message_of_ours_is_understood(ref, kind):
    body = json.dumps({"type": kind, "data": {"id": ref}}).encode()
    assert parse(body) == WebhookMessage("msg_1", kind, ref)
