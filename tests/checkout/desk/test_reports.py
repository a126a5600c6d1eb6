"""Customers, and brands by sales."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Profile, User
from accounts.privacy.person import erase_person, person_of
from accounts.roles import OPERATOR, give_role, setup_roles
from checkout.captures import mark_paid
from checkout.models import Order
from checkout.order_life import cancel_order, mark_delivered, ship_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import ProductFactory, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CUSTOMERS = "/admin/reports/customers/"
BRANDS = "/admin/reports/brand-sales/"


@pytest.fixture(autouse=True)
def _owner(client, settings):
    settings.DEFAULT_FROM_EMAIL = "Impact Museum <hello@impact.example>"
    museum()
    setup_roles()
    client.force_login(member("owner", "*"))


def shopper(name: str, **facts):
    return UserFactory(username=name, **facts)


def paid(order: Order) -> Order:
    return mark_paid(payment=order.last_attempt, reason="", now=NOW)


def sold(*variants, quantity: int = 1, **more) -> Order:
    return paid(order_cart(filled_cart(*variants, quantity=quantity), payment_method="bank_transfer", **more))


def names(client, **asked) -> list[str]:
    return [row.username for row in client.get(CUSTOMERS, asked).context["object_list"]]


def brands(client, **asked) -> list[tuple]:
    rows = client.get(BRANDS, asked).context["object_list"]
    return [(row.title, row.order_count, row.pieces, round(row.revenue)) for row in rows]


class TestCustomers:
    def test_what_they_ordered_and_spent(self, client):
        buyer = shopper("buyer", first_name="Ha-neul", last_name="Kim")
        first = paid(placed_order(user=buyer, payment_method="bank_transfer", quantity=2))
        refund_pieces(order=first, pieces=[Pieces(1, 1)], reason="", actor=None, now=NOW)
        whole = paid(placed_order(user=buyer, payment_method="bank_transfer"))
        cancel_order(order=whole, actor=None, reason="", now=NOW)
        placed_order(user=buyer, now=NOW + DAY)
        User.objects.update(date_joined=NOW)
        Profile.objects.filter(user=buyer).update(interest=ProblemPageFactory(title="Clean water"))
        page = client.get(CUSTOMERS)
        row = page.context["object_list"][0]
        # 27,000 was paid, and of it one piece and half the shipping went back: 13,500.
        assert (row.order_count, row.spent, row.last_order) == (3, 13500, NOW + DAY)
        cells = [column.get_value(row) for column in page.context["table"].columns.values()]
        assert [str(cell) for cell in cells] == [
            "Ha-neul Kim",
            "buyer@example.org",
            "Clean water",
            "2026-03-02 14:30",
            "3",
            "₩13,500",
            "2026-03-03 14:30",
            "Active",
        ]

    def test_sorted_by_last_order_with_those_who_never_bought_at_the_end(self, client):
        never, old, young = shopper("never"), shopper("old"), shopper("young")
        placed_order(user=young, now=NOW + DAY)
        placed_order(user=old)
        assert names(client) == ["young", "old", never.username, "owner"]
        assert names(client, ordering="last_order") == ["old", "young", "never", "owner"]
        assert names(client, ordering="password") == names(client)

    def test_an_open_order(self, client):
        waits, done, part, gone = (shopper(name) for name in ("waits", "done", "part", "gone"))
        placed_order(user=waits)
        placed_order(user=waits)
        arrived = ship_order(
            order=placed_order(user=done), carrier="", tracking_number="", actor=None, now=NOW
        ).order
        mark_delivered(order=arrived, actor=None, now=NOW)
        rest = paid(placed_order(user=part, payment_method="bank_transfer", quantity=2))
        refund_pieces(order=rest, pieces=[Pieces(1, 1)], reason="", actor=None, now=NOW)
        cancel_order(order=placed_order(user=gone), actor=None, reason="", now=NOW)
        assert sorted(names(client, is_open="yes")) == ["part", "waits"]
        assert sorted(names(client, is_open="no")) == ["done", "gone", "owner"]

    def test_company_mail_or_staff_and_not_banned(self, client):
        shopper("mail", email="a@IMPACT.example")
        shopper("banned", email="b@impact.example", is_active=False)
        shopper("likeness", email="c@notimpact.example")
        operator = shopper("operator", email="d@home.example")
        give_role(user=operator, role=OPERATOR)
        assert sorted(names(client, who="house")) == ["mail", "operator", "owner"]
        assert sorted(names(client, who="others")) == ["banned", "likeness"]

    def test_doors_are_closed_and_opened_from_the_list(self, client):
        active, closed, erased = shopper("active"), shopper("closed", is_active=False), shopper("erased")
        erase_person(person=person_of(user=erased), now=NOW)
        page = client.get(CUSTOMERS, {"state": "inactive"})
        assert [row.pk for row in page.context["object_list"]] == [erased.pk, closed.pk]
        states = [str(_state(page).get_value(row)) for row in page.context["object_list"]]
        assert states == ["Closed", "Deactivated"]
        whole = client.get(CUSTOMERS).content.decode()
        doors = [
            reverse(f"customer_{act}", args=[user.pk]) in whole
            for user in (active, closed, erased)
            for act in ("deactivate", "reactivate")
        ]
        assert doors == [True, False, False, True, False, False]
        client.force_login(member("clerk", "checkout.view_customers"))
        assert "/deactivate/" not in client.get(CUSTOMERS).content.decode()

    def test_the_list_leads_to_the_orders_of_an_account_whatever_its_address_is_now(self, client):
        buyer = shopper("buyer")
        order = placed_order(user=buyer, email="former@example.org")
        placed_order()
        door = f"/admin/orders/?customer={buyer.pk}"
        assert client.get(CUSTOMERS).content.decode().count(f'href="{door}"') == 1
        page = client.get(door)
        assert [row.number for row in page.context["object_list"]] == [order.number]
        client.force_login(member("clerk", "checkout.view_customers"))
        assert "/admin/orders/?customer=" not in client.get(CUSTOMERS).content.decode()

    def test_search_and_file(self, client):
        buyer = shopper("=buyer", email="buyer@example.org")
        placed_order(user=buyer)
        shopper("another")
        assert names(client, q="BUYER@") == ["=buyer"]
        User.objects.update(date_joined=NOW)
        answer = client.get(CUSTOMERS, {"q": "buyer", "export": "csv"})
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            'Log-in,Name,E-mail,Interest,Joined,Orders,"Spent, net",Last order,Active',
            "'=buyer,,buyer@example.org,,2026-03-02 05:30:00+00:00,1,0,2026-03-02 05:30:00+00:00,True",
        ]
        assert client.get(CUSTOMERS, {"export": "xlsx"}).status_code == 200

    def test_many_rows_ask_as_often_as_one(self, client):
        assert _queries(client, CUSTOMERS, lambda: placed_order(user=UserFactory())) == [0, 0]


class TestBrands:
    def test_numbers_equal_a_hand_count(self, client):
        soap_brand, salt_brand = BrandPageFactory(title="Soap"), BrandPageFactory(title="Salt")
        soap = stocked_variant(pieces=90, price=10000, product=ProductFactory(brand=soap_brand, variants=[]))
        salt = stocked_variant(pieces=90, price=5000, product=ProductFactory(brand=salt_brand, variants=[]))
        sold(soap, salt, quantity=3)  # 30,000 and 15,000, with 3,000 of shipping
        part = sold(soap, salt, quantity=2)  # 20,000 and 10,000, with 3,000 of shipping
        refund_pieces(order=part, pieces=[Pieces(1, 1)], reason="", actor=None, now=NOW)  # 10,000 of soap
        named = sold(soap, salt)  # 10,000 and 5,000, with 3,000 of shipping
        refund_amount(order=named, amount=Decimal(1800), reason="", actor=None, now=NOW)  # a tenth
        whole = sold(salt, quantity=4)
        refund_amount(order=whole, amount=whole.total, reason="", actor=None, now=NOW)
        order_cart(filled_cart(salt))  # not paid yet
        dead = order_cart(filled_cart(salt))
        cancel_order(order=dead, actor=None, reason="", now=NOW)
        assert brands(client, least="0")[:2] == [
            ("Soap", 3, 6, 30000 + 10000 + 9000),
            ("Salt", 5, 11, 15000 + 10000 + 4500),
        ]
        assert brands(client) == [("Salt", 5, 11, 29500)]
        assert brands(client, least="6") == []

    def test_a_discount_is_that_of_its_own_line(self, client):
        variants = [
            stocked_variant(
                price=price, product=ProductFactory(brand=BrandPageFactory(title=title), variants=[])
            )
            for title, price in (("Dear", 30000), ("Cheap", 10000))
        ]
        order = sold(*variants)
        Order.objects.filter(pk=order.pk).update(discount_total=3000, total=order.total - 3000)
        order.lines.filter(unit_price=30000).update(discount=3000)
        assert brands(client, least="1") == [("Dear", 1, 1, 27000), ("Cheap", 1, 1, 10000)]

    def test_it_agrees_with_the_reporting_views(self, client):
        for price in (10000, 7000):
            sold(stocked_variant(price=price), quantity=2)
        placed_order()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT SUM(line_total) FROM report_order_lines WHERE order_number IN "
                "(SELECT order_number FROM report_payments WHERE kind = 'capture' AND status = 'captured')"
            )
            [total] = cursor.fetchone()
        assert sum(revenue for *_more, revenue in brands(client, least="0")) == Decimal(total) == 34000

    def test_sorting_search_and_file(self, client):
        for title, price in (("Ash", 9000), ("=Elm", 20000)):
            sold(
                stocked_variant(
                    price=price, product=ProductFactory(brand=BrandPageFactory(title=title), variants=[])
                )
            )
        assert [row[0] for row in brands(client, least="1", ordering="title")] == ["=Elm", "Ash"]
        assert [row[0] for row in brands(client, least="1", q="as")] == ["Ash"]
        answer = client.get(BRANDS, {"least": "1", "export": "csv"})
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            'Brand,Orders,Pieces,"Revenue, net"',
            "'=Elm,1,1,20000",
            "Ash,1,1,9000",
        ]

    @pytest.mark.parametrize("least", ["x", "-1", "1e400", ""])
    def test_a_number_that_is_none_breaks_nothing(self, client, least):
        assert client.get(BRANDS, {"least": least}).status_code == 200

    def test_many_rows_ask_as_often_as_one(self, client):
        assert _queries(client, f"{BRANDS}?least=1", lambda: sold(stocked_variant())) == [0, 0]


@pytest.mark.parametrize(
    ("permissions", "customers", "brand_sales"),
    [
        (("checkout.view_customers",), 200, 302),
        (("checkout.view_order",), 302, 200),
        (("accounts.view_user",), 302, 302),
        (("campaigns.view_advertslot",), 302, 200),
        (("products.view_product",), 302, 302),
    ],
)
def test_who_reads_what(client, permissions, customers, brand_sales):
    client.force_login(member("somebody", *permissions))
    assert (client.get(CUSTOMERS).status_code, client.get(BRANDS).status_code) == (customers, brand_sales)
    results = client.get(reverse("customer_report_results")).status_code
    export = client.get(CUSTOMERS, {"export": "csv"}).status_code
    assert (results, export) == (customers, customers)


def test_the_right_to_see_customers_opens_nothing_else_about_accounts(client):
    clerk = member("clerk", "checkout.view_customers")
    client.force_login(clerk)
    doors = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[clerk.pk]),
        reverse("customer_deactivate", args=[clerk.pk]),
        reverse("orders_modeladmin_index"),
    ]
    assert [client.get(door).status_code for door in doors] == [302, 302, 302, 302]


def _state(page):
    return page.context["table"].columns["state"]


def _queries(client, address: str, add_row) -> list[int]:
    """How many more questions the page asks with one row and with three than with the first."""
    counts = []
    for more in (1, 2):
        for _ in range(more):
            add_row()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    return [count - counts[0] for count in counts]
