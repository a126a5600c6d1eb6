import base64

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.webhooks import endpoint
from webhooks.announcing import owe
from webhooks.models import WebhookEndpoint

PUBLIC = "https://93.184.215.14/hook"


def problems(**fields) -> list[str]:
    """The fields that are refused."""
    wanted = {"name": "Partner", "url": PUBLIC, "events": ["order.paid"], **fields}
    try:
        WebhookEndpoint(**wanted).full_clean()
    except ValidationError as error:
        return sorted(error.message_dict)
    return []


@pytest.fixture
def production(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = False


def test_a_public_address_is_taken(production):
    assert problems() == []


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0.0.0.0/",
        "https://10.0.0.8/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://[::]/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:7f00:1::]/",
        "https://nowhere.invalid/",
        "https://93.184.215.14:0x50/",
        "https://partner@93.184.215.14/",
        "https://partner:key@93.184.215.14/",
        "https://93.184.215.14@127.0.0.1/",
        "http://93.184.215.14/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_",
        "https:///hook",
        "//93.184.215.14/",
        "https://[::1",
        "",
    ],
)
def test_hostile_addresses_are_refused(production, url):
    assert problems(url=url) == ["url"]


@pytest.mark.parametrize("events", [[], ["order.eaten"], "order.paid", {"order.paid": 1}, None])
def test_only_known_events(production, events):
    assert problems(events=events) == ["events"]


@pytest.mark.django_db
def test_every_endpoint_has_a_secret_of_its_own():
    secrets = {endpoint(PUBLIC).secret for _ in range(3)}
    assert {secret[:6] for secret in secrets} == {"whsec_"}
    assert {len(base64.b64decode(secret[6:])) for secret in secrets} == {32}
    assert len(secrets) == 3


@pytest.mark.django_db
def test_a_message_is_owed_to_an_endpoint_once():
    partner = endpoint(PUBLIC)
    message = owe(event="order.paid", data={}, endpoints=[partner], now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        message.deliveries.create(endpoint=partner)
    assert str(message.deliveries.get()) == f"order.paid {message.event_id} → Partner"
