import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.models import Cart, Order
from products.models import Product, Variant
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order, standard_shipping
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipping():
    return standard_shipping()


def put(client, variant, quantity=1):
    assert client.post("/cart/add/", {"sku": variant.sku, "quantity": quantity}).status_code == 303


def typed(**changes):
    form = {
        "email": "haneul@example.org",
        "full_name": "Kim Ha-neul",
        "phone": "010-1234-5678",
        "address_line1": "Teheran-ro 1",
        "postcode": "06236",
        "city": "Seoul",
        "country": "KR",
        "shipping_method": "standard",
        "payment_method": "cash_on_delivery",
        "accept_terms": "on",
        "idempotency_key": "a-key",
        "expected_total": "15000",
    }
    return {**form, **changes}


def errors_of(answer) -> dict:
    assert answer.status_code == 200
    return {field: [str(e) for e in errors] for field, errors in answer.context["form"].errors.items()}


def test_a_guest_orders_and_sees_the_receipt(client):
    variant = stocked_variant()
    put(client, variant, 2)
    page = client.get("/checkout/")
    assert page.status_code == 200
    assert page.context["priced"].totals.total == 27000
    answer = client.post("/checkout/", typed(expected_total="27000"))
    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/orders/{order.number}/")
    receipt = client.get(answer["Location"])
    assert (receipt.status_code, receipt.context["order"]) == (200, order)
    assert order.phone == "+821012345678"
    assert client.get("/cart/summary/").json()["count"] == 0


def test_the_same_form_again_is_the_same_order(client):
    put(client, stocked_variant())
    first = client.post("/checkout/", typed())
    second = client.post("/checkout/", typed())
    assert first["Location"] == second["Location"]
    assert (second.status_code, Order.objects.count()) == (303, 1)


def test_posted_prices_and_states_are_ignored(client):
    put(client, stocked_variant())
    client.post("/checkout/", typed(price="1", total="1", paid="1", status="paid", user="1", subtotal="1"))
    order = Order.objects.get()
    assert (order.total, order.status, order.user) == (15000, "confirmed", None)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("email", "", "This field is required."),
        ("email", "a@b", "Enter a valid email address."),
        ("full_name", "", "This field is required."),
        ("full_name", "x" * 101, "Ensure this value has at most 100 characters (it has 101)."),
        ("address_line1", "", "This field is required."),
        ("address_line1", "x" * 251, "Ensure this value has at most 250 characters (it has 251)."),
        ("city", "x" * 101, "Ensure this value has at most 100 characters (it has 101)."),
        ("postcode", "1234", "A Korean postal code has five digits, like 06236."),
        ("postcode", "０６２３６", "A Korean postal code has five digits, like 06236."),
        ("phone", "12", "Type a telephone number, like 010-1234-5678."),
        ("phone", "call me", "Type a telephone number, like 010-1234-5678."),
        ("note", "x" * 501, "Ensure this value has at most 500 characters (it has 501)."),
        ("payment_method", "foo", "Select a valid choice. foo is not one of the available choices."),
        ("shipping_method", "pigeon", "This way of sending is not offered to that address."),
        ("accept_terms", "", "Please accept the terms to place the order."),
        ("country", "XX", "Select a valid choice. XX is not one of the available choices."),
        ("city", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_bad_input_is_told_beside_its_field_and_everything_typed_is_kept(client, field, value, error):
    variant = stocked_variant()
    put(client, variant)
    answer = client.post(
        "/checkout/", typed(**{field: value, "note": value if field == "note" else "Ring twice"})
    )
    assert errors_of(answer)[field][0] == error
    assert answer.context["form"]["note"].value() == (value if field == "note" else "Ring twice")
    assert (Order.objects.count(), counters(variant)) == (0, (10, 0))
    assert client.get("/cart/summary/").json()["count"] == 1


def test_the_longest_allowed_values_are_stored_whole(client):
    put(client, stocked_variant())
    client.post("/checkout/", typed(full_name="n" * 100, address_line1="a" * 250, city="c" * 100))
    order = Order.objects.get()
    assert (len(order.full_name), len(order.address_line1), len(order.city)) == (100, 250, 100)


def test_abroad_postal_codes_are_free_up_to_twenty(client):
    put(client, stocked_variant())
    abroad = typed(country="DE", phone="+49 30 901820", expected_total="37000")
    assert errors_of(client.post("/checkout/", abroad | {"postcode": "x" * 21}))["postcode"] == [
        "Ensure this value has at most 20 characters (it has 21)."
    ]
    assert client.post("/checkout/", abroad | {"postcode": "x" * 20}).status_code == 303


@pytest.mark.parametrize(("method", "status"), [("get", 302), ("post", 303)])
def test_an_empty_cart_leads_back_to_the_cart(client, method, status):
    answer = getattr(client, method)("/checkout/", typed() if method == "post" else None)
    assert (answer.status_code, answer["Location"], Order.objects.count()) == (status, "/cart/", 0)


def test_without_a_token_nothing_is_ordered():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/checkout/", typed()).status_code == 403


def test_a_changed_price_is_told_and_confirmed(client):
    variant = stocked_variant()
    put(client, variant)
    Variant.objects.filter(pk=variant.pk).update(price=13000)
    answer = client.post("/checkout/", typed())
    assert (answer.status_code, answer.context["refusal"].code) == (200, "price_changed")
    page = answer.content.decode()
    assert 'name="expected_total" value="16000' in page
    assert "₩12,000 when you looked, ₩13,000 now" in page
    assert client.post("/checkout/", typed(expected_total="16000")).status_code == 303


def test_another_place_changes_the_shipping_and_is_confirmed(client):
    put(client, stocked_variant())
    answer = client.post("/checkout/", typed(postcode="63100"))
    assert answer.context["priced"].totals.total == 18000
    assert answer.context["refusal"].repriced == []
    assert "The total is now ₩18,000, ₩6,000 of it for shipping." in answer.content.decode()
    assert client.post("/checkout/", typed(postcode="63100", expected_total="18000.00")).status_code == 303


def test_what_sold_out_is_named_set_aside_and_the_rest_ordered(client):
    gone, there = stocked_variant(pieces=1), stocked_variant()
    put(client, gone)
    put(client, there)
    other = Client()
    put(other, gone)
    assert other.post("/checkout/", typed()).status_code == 303
    answer = client.post("/checkout/", typed(expected_total="27000"))
    assert [line.variant for line in answer.context["refusal"].lines] == [gone]
    assert answer.context["priced"].totals.total == 15000
    again = client.post("/checkout/", typed(expected_total="15000"))
    assert again.status_code == 303
    order = Order.objects.newest_first().first()
    assert [line.sku for line in order.lines.all()] == [there.sku]
    left = Cart.objects.open().get(lines__variant=gone)
    assert left.lines.get().selected is False


def test_a_product_unpublished_meanwhile_is_named(client):
    variant = stocked_variant()
    put(client, variant)
    Product.objects.update(live=False)
    answer = client.post("/checkout/", typed())
    assert answer.context["refusal"].code == "unavailable"
    assert variant.product.name in answer.content.decode()


def test_another_body_under_the_same_key_gets_a_fresh_key(client):
    put(client, stocked_variant())
    client.post("/checkout/", typed())
    put(client, stocked_variant())
    answer = client.post("/checkout/", typed(full_name="Somebody else"))
    assert answer.context["refusal"].code == "idempotency_key_mismatch"
    key = answer.context["form"]["idempotency_key"].value()
    assert re.fullmatch(r"[0-9a-f]{32}", key)
    assert client.post("/checkout/", typed(full_name="Somebody else", idempotency_key=key)).status_code == 303


def test_buy_now_orders_only_that_and_leaves_the_cart(client):
    mine, other = stocked_variant(), stocked_variant(price=5000)
    put(client, mine)
    answer = client.post("/checkout/buy-now/", {"sku": other.sku, "quantity": "3"})
    assert answer.status_code == 303
    page = client.get(answer["Location"])
    assert page.context["priced"].totals.total == 18000
    placed = client.post(answer["Location"], typed(expected_total="18000"))
    assert placed.status_code == 303
    assert [(line.sku, line.quantity) for line in Order.objects.get().lines.all()] == [(other.sku, 3)]
    assert client.get("/cart/summary/").json()["count"] == 1
    assert client.post(answer["Location"], typed(expected_total="18000"))["Location"] == placed["Location"]


def test_buy_now_of_an_account_is_nobody_elses(client):
    client.force_login(UserFactory())
    answer = client.post("/checkout/buy-now/", {"sku": stocked_variant().sku, "quantity": "1"})
    assert Client().get(answer["Location"]).status_code == 404
    assert client.get("/checkout/?buy=nonsense").status_code == 404


def test_a_signed_in_shopper_is_remembered(client):
    user = UserFactory(email="reader@example.org")
    placed_order(user=user, city="Busan", postcode="48058")
    client.force_login(user)
    put(client, stocked_variant())
    form = client.get("/checkout/").context["form"]
    assert {name: form[name].value() for name in ("email", "city", "postcode", "full_name")} == {
        "email": "reader@example.org",
        "city": "Busan",
        "postcode": "48058",
        "full_name": "Kim Ha-neul",
    }


def test_the_totals_follow_the_place(client):
    put(client, stocked_variant())
    answer = client.post("/checkout/totals/", typed(postcode="63100"))
    assert (answer.status_code, answer.context["priced"].totals.total) == (200, 18000)


def test_queries_of_cart_and_checkout_do_not_grow_with_the_cart(client):
    counts = []
    for lines in (1, 2, 6):
        for _ in range(lines):
            put(client, stocked_variant(pieces=5))
        for path in ("/cart/", "/checkout/"):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts.append((path, len(queries)))
    assert len(set(counts)) == 2


def test_the_orders_day_is_the_shops(client):
    put(client, stocked_variant())
    before = timezone.now()
    client.post("/checkout/", typed())
    order = Order.objects.get()
    assert before <= order.placed_at <= before + timedelta(minutes=1)
    assert order.number.startswith(f"{timezone.localtime(order.placed_at):%Y%m%d-%H%M%S}-")
