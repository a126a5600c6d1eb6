"""The reference for partners says what is sent."""

import json
import re
from pathlib import Path

import pytest

from tests.factories.checkout import placed_order
from tests.factories.museum import museum
from tests.factories.products import stocked_variant
from tests.factories.webhooks import endpoint
from webhooks.models import PING, Event, OutgoingMessage

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs/reference/webhooks.md"
EXAMPLES = [
    json.loads(block)
    for block in re.findall(
        r"^```json\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]


def shape(value):
    """What stands where, whatever it says."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])]
    return type(value).__name__


def example(event: str) -> dict:
    return next(example for example in EXAMPLES if example.get("type") == event)


def test_every_event_is_named():
    named = re.findall(r"^\| `([a-z.]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert named == [*Event.values, PING]


def test_the_example_of_an_order_is_what_is_sent():
    museum()
    endpoint("http://127.0.0.1:9/")
    placed_order()
    assert shape(OutgoingMessage.objects.get().payload) == shape(example("order.placed"))


def test_the_example_of_a_product_is_what_is_sent():
    museum()
    endpoint("http://127.0.0.1:9/", events=("product.published",))
    stocked_variant().product.save_revision().publish()
    assert shape(OutgoingMessage.objects.get().payload) == shape(example("product.published"))
