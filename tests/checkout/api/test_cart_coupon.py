"""A coupon through the API."""

import pytest
from rest_framework.test import APIClient

from campaigns.models import Coupon
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CouponFactory
from tests.factories.checkout import delivery, filled_cart, standard_shipping
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
CODE = "/api/v1/cart/coupon/"
REFUSAL = "This code cannot be used for this cart."


@pytest.fixture
def api():
    standard_shipping()
    reader = UserFactory()
    filled_cart(stocked_variant(sku="SOAP", price=20000), user=reader)
    client = APIClient()
    client.force_login(reader)
    return client


def refused(answer) -> tuple[int, str, str]:
    return answer.status_code, answer.json()["code"], answer.json()["detail"]


def order(api, total: int):
    place = delivery()
    address = {name: getattr(place, name) for name in (
        "full_name", "phone", "address_line1", "address_line2", "city", "region", "postcode", "country",
    )}  # fmt: skip
    body = {
        "email": place.email,
        "shipping_address": address,
        "shipping_method": "standard",
        "payment_method": "cash_on_delivery",
        "expected_total": str(total),
    }
    return api.post("/api/v1/orders/", body, format="json", headers={"Idempotency-Key": f"key-{total}"})


def test_used_and_taken_away(api):
    CouponFactory(code="SPRING")
    answer = api.post(CODE, {"code": "spring"}, format="json")
    cart = answer.json()
    assert (answer.status_code, cart["discount_total"], cart["tax_total"], cart["total"]) == (
        200,
        "2000",
        "1909",
        "21000",
    )
    answer = api.delete(CODE)
    assert (answer.status_code, answer.json()["discount_total"]) == (200, "0")
    assert api.delete(CODE).status_code == 200


def test_the_same_words_whatever_the_reason(api):
    CouponFactory(code="OFF", is_active=False)
    CouponFactory(code="MUCH", minimum=20001)
    CouponFactory(code="GONE", limit_total=1, redeemed=1)
    answers = [
        refused(api.post(CODE, {"code": code}, format="json")) for code in ("NO", "OFF", "MUCH", "GONE")
    ]
    assert answers == [(422, "coupon_invalid", REFUSAL)] * 3 + [(409, "coupon_exhausted", REFUSAL)]


def test_what_is_no_code(api):
    for body, said in (({}, "This field is required."), ({"code": ""}, "This field may not be blank.")):
        answer = api.post(CODE, body, format="json")
        assert (answer.status_code, answer.json()["errors"]) == (400, {"code": [said]})


def test_without_a_cart(api):
    client = APIClient()
    client.force_login(UserFactory())
    assert client.post(CODE, {"code": "X"}, format="json").status_code == 404
    assert client.delete(CODE).json()["id"] is None


def test_trying_codes_is_slowed_down(api, settings):
    settings.RATE_LIMITS = {"coupon": (1, 60)}
    assert [api.post(CODE, {"code": "X"}, format="json").status_code for _ in range(2)] == [422, 429]


def test_an_order_with_it_and_one_that_came_too_late(api):
    CouponFactory(code="SPRING")
    api.post(CODE, {"code": "SPRING"}, format="json")
    Coupon.objects.update(limit_total=1, redeemed=1)
    late = order(api, 21000)
    assert (late.status_code, late.json()["code"], late.json()["total"]) == (409, "coupon_exhausted", "23000")
    Coupon.objects.update(redeemed=0)
    api.post(CODE, {"code": "SPRING"}, format="json")
    placed = order(api, 21000)
    assert (placed.status_code, placed.json()["discount_total"], placed.json()["total"]) == (
        201,
        "2000",
        "21000",
    )
