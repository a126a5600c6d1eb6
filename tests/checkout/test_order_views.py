import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.checkout import filled_cart, order_cart, placed_order
from tests.factories.products import ProductClaimFactory, ProductImageFactory, counters, stocked_variant

pytestmark = pytest.mark.django_db


def test_the_buyers_account_sees_it_and_nobody_else_does():
    user = UserFactory()
    order = placed_order(user=user)
    buyer, other, guest = Client(), Client(), Client()
    buyer.force_login(user)
    other.force_login(UserFactory())
    statuses = [visitor.get(order.get_absolute_url()).status_code for visitor in (buyer, other, guest)]
    assert statuses == [200, 404, 404]
    for number in ("20260101-000000-AAAAAAAAAA", "%00", f"{order.number}%00", "x" * 2000, "%EB%B2%88"):
        assert buyer.get(f"/orders/{number}/").status_code == 404
        assert buyer.post(f"/orders/{number}/cancel/").status_code == 404


def test_the_link_in_the_mail_opens_it_once_and_for_all(client):
    order = placed_order()
    assert client.get(order.get_absolute_url()).status_code == 404
    assert client.get(f"{order.get_absolute_url()}?token=wrong").status_code == 404
    assert client.get(f"{order.get_absolute_url()}?token=").status_code == 404
    assert client.get(f"{order.get_absolute_url()}?token={order.access_token}").status_code == 200
    assert client.get(order.get_absolute_url()).status_code == 200


def test_number_and_mail_find_a_guests_order(client):
    order = placed_order()
    wrong = client.post("/orders/find/", {"number": order.number, "email": "other@example.org"})
    assert (wrong.status_code, wrong.context["form"].non_field_errors()) == (
        200,
        ["There is no order with this number and e-mail."],
    )
    assert client.get(order.get_absolute_url()).status_code == 404
    found = client.post("/orders/find/", {"number": order.number, "email": order.email})
    assert (found.status_code, found["Location"]) == (303, order.get_absolute_url())
    assert client.get(order.get_absolute_url()).status_code == 200


def test_an_accounts_order_is_not_found_by_number_and_mail(client):
    order = placed_order(user=UserFactory())
    assert client.post("/orders/find/", {"number": order.number, "email": order.email}).status_code == 200


def test_my_orders_are_mine_newest_first_five_a_page():
    user = UserFactory()
    numbers = [placed_order(user=user).number for _ in range(6)]
    placed_order(user=UserFactory())
    buyer = Client()
    buyer.force_login(user)
    first, second = (buyer.get(f"/account/?page={page}").context["orders"] for page in (1, 2))
    assert [order.number for order in [*first, *second]] == numbers[::-1]
    assert (len(first), len(second)) == (5, 1)
    assert [buyer.get(f"/account/?page={page}").status_code for page in ("3", "abc", "0")] == [404, 404, 404]


def test_my_orders_ask_for_a_log_in(client):
    answer = client.get("/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/account/")


def test_the_buyer_cancels_before_dispatch_and_the_stock_returns(client):
    order = placed_order(quantity=2)
    client.get(f"{order.get_absolute_url()}?token={order.access_token}")
    answer = client.post(f"{order.get_absolute_url()}cancel/")
    assert (answer.status_code, answer["Location"]) == (303, order.get_absolute_url())
    order.refresh_from_db()
    assert (order.status, counters(order.lines.get().variant)) == ("cancelled", (10, 0))
    client.post(f"{order.get_absolute_url()}cancel/")
    assert order.events.filter(to_status="cancelled").count() == 1


def test_a_stranger_cancels_nothing(client):
    order = placed_order()
    assert client.post(f"{order.get_absolute_url()}cancel/").status_code == 404
    assert client.get(f"{order.get_absolute_url()}cancel/").status_code == 405
    order.refresh_from_db()
    assert order.status == "confirmed"


def test_bank_transfer_says_how_to_pay(client):
    order = placed_order(payment_method="bank_transfer", now=timezone.now())
    page = client.get(f"{order.get_absolute_url()}?token={order.access_token}")
    assert order.number in page.context["instructions"]


def test_a_missing_picture_breaks_no_page(client):
    variant = stocked_variant()
    picture = ProductImageFactory(product=variant.product)
    order = order_cart(filled_cart(variant))
    picture.image.delete()
    client.post("/cart/add/", {"sku": variant.sku, "quantity": "1"})
    paths = ["/cart/", "/checkout/", variant.product.url, "/products/"]
    paths.append(f"{order.get_absolute_url()}?token={order.access_token}")
    assert [client.get(path).status_code for path in paths] == [200] * 5


def test_queries_of_an_order_and_of_my_orders_do_not_grow():
    counts = []
    for lines, orders in ((1, 1), (3, 3), (9, 5)):
        user = UserFactory()
        buyer = Client()
        buyer.force_login(user)
        variants = [stocked_variant() for _ in range(lines)]
        for variant in variants:
            ProductImageFactory(product=variant.product)
            ProductClaimFactory(product=variant.product)
        for _ in range(orders):
            order = order_cart(filled_cart(*variants, user=user), user=user)
        for path in (order.get_absolute_url(), "/account/"):
            buyer.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert buyer.get(path).status_code == 200
            counts.append((path[:8], len(queries)))
    assert len(set(counts)) == 2


def test_a_placed_order_cannot_lose_its_sold_variant():
    order = placed_order()
    variant = order.lines.get().variant
    with pytest.raises(ProtectedError):
        variant.delete()
    assert Order.objects.get().lines.get().variant == variant
