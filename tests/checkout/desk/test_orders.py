"""The order desk: who may look, what can be found, and which steps can be taken."""

import csv
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from checkout.attribution import Origin
from checkout.captures import mark_paid
from checkout.desk.steps import Step
from checkout.goods_back import BookedBack
from checkout.models import Order, ShippingMethod
from checkout.order_life import expire_overdue_orders, mark_delivered, mark_packed, ship_order
from products.stock_desk import move_stock
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order, standard_shipping
from tests.factories.museum import museum
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, ProductImageFactory, counters, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db

LIST = "/admin/orders/"
MAY_VIEW = "checkout.view_order"
MAY_CHANGE = "checkout.change_order"
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _building():
    museum()


@pytest.fixture
def operator(client):
    user = member("operator", MAY_VIEW, MAY_CHANGE)
    client.force_login(user)
    return user


@pytest.fixture
def reader(client):
    user = member("reader", MAY_VIEW)
    client.force_login(user)
    return user


def numbers(client, query="") -> list[str]:
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [order.number for order in response.context["object_list"]]


def page_of(order) -> str:
    return reverse("orders_modeladmin_inspect", args=[order.pk])


def step_of(order, name) -> str:
    return reverse("order_step", args=[order.pk, name])


def offered(client, order) -> list[str]:
    return [step.name for step in client.get(page_of(order)).context["steps"]]


class TestWhoMay:
    def test_an_operator_finds_the_desk_in_the_menu(self, client, operator):
        assert client.get(LIST).status_code == 200
        assert "/admin/orders/" in client.get("/admin/").content.decode()

    def test_an_editor_has_no_menu_entry_and_is_sent_away(self, client):
        client.force_login(member("editor"))
        order = placed_order()
        assert client.get("/admin/").content.decode().count("/admin/orders/") == 0
        for address in (LIST, page_of(order), step_of(order, "packed"), "/admin/mails/"):
            assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
            assert client.get(address).headers["Location"] == "/admin/"

    @pytest.mark.parametrize("action", ["edit", "delete"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_edits_or_deletes_an_order(self, client, action, method):
        client.force_login(member("owner", "*"))
        order = placed_order()
        response = getattr(client, method)(f"{LIST}{action}/{order.pk}/")
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
        assert Order.objects.get().lines.count() == 1

    def test_nobody_adds_one(self, client):
        client.force_login(member("owner", "*"))
        assert client.get(f"{LIST}create/").headers["Location"] == "/admin/"

    def test_the_log_of_an_order_is_not_open_to_everybody(self, client):
        client.force_login(member("editor"))
        assert client.get(f"{LIST}history/{placed_order().pk}/").status_code == 404

    def test_whoever_only_reads_is_offered_no_step(self, client, reader):
        order = placed_order()
        assert offered(client, order) == []
        response = client.post(step_of(order, "packed"))
        assert response.headers["Location"] == "/admin/"
        order.refresh_from_db()
        assert order.status == "confirmed"


class TestList:
    def test_it_shows_the_columns_newest_first(self, client, operator):
        old = placed_order()
        new = order_cart(filled_cart(stocked_variant()), now=LATER)
        assert numbers(client) == [new.number, old.number]
        response = client.get(LIST)
        assert response.context["view"].list_display == (
            "number",
            "full_name",
            "email",
            "city",
            "postcode",
            "amount",
            "status",
            "paid",
            "placed",
            "updated",
        )
        assert response.content.decode().count("₩15,000") == 2

    def test_paid_and_unpaid(self, client, operator):
        unpaid = placed_order(payment_method="bank_transfer")
        paid = placed_order(payment_method="bank_transfer")
        mark_paid(payment=paid.last_attempt, actor=operator, reason="", now=LATER)
        assert numbers(client, "?paid=0") == [unpaid.number]
        assert numbers(client, "?paid=1") == [paid.number]
        assert sorted(numbers(client, "?paid=2")) == sorted([paid.number, unpaid.number])

    def test_each_filter_narrows(self, client, operator):
        story = BrandStoryPageFactory()
        variant = stocked_variant(product__brand=story.get_parent().specific)
        told = order_cart(filled_cart(variant, story=story), payment_method="bank_transfer")
        far = order_cart(filled_cart(stocked_variant()), country="JP", postcode="100-0001", now=LATER)
        assert numbers(client, f"?story={story.pk}") == [told.number]
        assert numbers(client, f"?brand={variant.product.brand.pk}") == [told.number]
        assert numbers(client, "?payment_method=bank_transfer") == [told.number]
        assert numbers(client, "?country=JP") == [far.number]
        assert numbers(client, "?status__exact=confirmed") == [far.number]
        assert numbers(
            client, "?placed_at__gte=2026-03-02+15:00:00%2B09:00&placed_at__lt=2026-03-03+00:00:00%2B09:00"
        ) == [far.number]

    @pytest.mark.parametrize("query", ["?story=x", "?brand=1e9", "?story=99999999999", "?brand=0"])
    def test_what_is_no_row_finds_nothing(self, client, operator, query):
        placed_order()
        assert numbers(client, query) == []

    def test_a_date_that_is_none_shows_the_list_again(self, client, operator):
        response = client.get(f"{LIST}?placed_at__gte=yesterday")
        assert response.headers["Location"] == LIST

    @pytest.mark.parametrize("name", ["access_token__startswith", "user__password__startswith", "nonsense"])
    def test_other_columns_cannot_be_asked_about(self, client, operator, name):
        order = placed_order()
        assert numbers(client, f"?{name}=zzz") == [order.number]

    def test_search_by_number_name_mail_and_sku(self, client, operator):
        wanted = placed_order(full_name="Seo Yun", email="yun@example.org")
        placed_order()
        for text in (
            wanted.number,
            wanted.number[-6:].lower(),
            "seo yun",
            "yun@example",
            wanted.lines.get().sku,
        ):
            assert numbers(client, f"?q={text}") == [wanted.number]
        assert numbers(client, "?q=%00nobody") == []

    def test_fifty_to_a_page(self, client, operator):
        assert client.get(LIST).context["paginator"].per_page == 50

    def test_many_orders_ask_as_often_as_one(self, client, operator, django_assert_num_queries):
        placed_order()
        client.get(LIST)
        with django_assert_num_queries(_queries_of(client, LIST)) as few:
            client.get(LIST)
        for _ in range(4):
            order_cart(filled_cart(stocked_variant(), stocked_variant()))
        with django_assert_num_queries(len(few)):
            client.get(LIST)


class TestExport:
    def test_csv(self, client, operator):
        order = placed_order(quantity=2, full_name="=HYPERLINK(1)", address_line2="-2nd floor")
        Order.objects.update(coupon_code="SPRING", campaign="spring-sale")
        response = client.get(f"{LIST}?export=csv")
        (row,) = csv.DictReader(response.getvalue().decode().splitlines())
        assert row["Number"] == order.number
        assert (row["Receiver"], row["Address, Second Line"]) == ("'=HYPERLINK(1)", "'-2nd floor")
        assert (row["Coupon"], row["Campaign"]) == ("SPRING", "spring-sale")
        assert (row["Phone"], row["Paid"], row["Country"]) == ("+821012345678", "No", "South Korea")
        assert (row["Total"], row["Pieces"]) == ("27000.00", f"2 × {order.lines.get().sku}")

    def test_xlsx(self, client, operator):
        order = placed_order()
        response = client.get(f"{LIST}?export=xlsx")
        sheet = load_workbook(BytesIO(response.getvalue())).active
        assert [cell.value for cell in sheet["A"]] == ["Number", order.number]

    def test_the_filters_count(self, client, operator):
        placed_order()
        response = client.get(f"{LIST}?paid=1&export=csv")
        assert len(response.getvalue().decode().splitlines()) == 1


class TestPageOfAnOrder:
    def test_it_tells_everything(self, client, operator):
        story = BrandStoryPageFactory(title="The diver's morning")
        variant = stocked_variant(product__brand=story.get_parent().specific, product__name="Sea soap")
        ProductImageFactory(product=variant.product)
        claim = ClaimFactory(statement="One bar pays for 3 litres of clean water", amount=3, unit="litres")
        ProductClaimFactory(product=variant.product, claim=claim)
        origin = Origin(first_story=story.pk, utm_source="letter")
        cart = filled_cart(variant, quantity=2, story=story)
        order = order_cart(cart, payment_method="bank_transfer", origin=origin)
        mark_paid(payment=order.last_attempt, actor=operator, reason="statement 7", now=LATER)
        text = " ".join(client.get(page_of(order)).content.decode().split())
        for told in (
            order.number,
            "Sea soap",
            "One bar pays for 3 litres of clean water",
            "6 litres",
            "The diver&#x27;s morning",
            "₩27,000",
            "06236 Seoul",
            "Bank transfer",
            "statement 7",
            "<td>operator</td>",
            "Waits to be written",
            "<dt>First story</dt><dd>The diver&#x27;s morning</dd><dt>Source</dt><dd>letter</dd>",
        ):
            assert text.count(told) >= 1, told

    def test_an_unknown_order_is_not_found(self, client, operator):
        assert client.get(f"{LIST}inspect/99999/").status_code == 404

    def test_many_lines_ask_as_often_as_one(self, client, operator, django_assert_num_queries):
        few = order_cart(filled_cart(stocked_variant()))
        many = order_cart(filled_cart(*(stocked_variant() for _ in range(6))))
        client.get(page_of(few))
        with django_assert_num_queries(_queries_of(client, page_of(few))):
            client.get(page_of(many))

    def test_no_list_of_all_products_and_no_heading_over_nothing(self, client, operator):
        said = client.get(page_of(placed_order())).content.decode()
        assert (said.count("<select"), said.count("Where it came from")) == (0, 0)


class TestSteps:
    def test_only_those_of_the_table_are_offered(self, client, operator):
        order = placed_order()
        assert offered(client, order) == ["packed", "shipped", "cancelled"]
        mark_packed(order=order, actor=operator, now=LATER)
        assert offered(client, order) == ["shipped", "cancelled"]
        ship_order(order=order, carrier="CJ", tracking_number="1", actor=operator, now=LATER)
        assert offered(client, order) == ["delivered", "came_back"]
        mark_delivered(order=order, actor=operator, now=LATER)
        assert offered(client, order) == []
        assert offered(client, placed_order(payment_method="bank_transfer")) == ["paid", "cancelled"]

    def test_asking_changes_nothing(self, client, operator):
        order = placed_order()
        assert client.get(step_of(order, "packed")).status_code == 200
        order.refresh_from_db()
        assert order.status == "confirmed"

    def test_from_door_to_door_in_the_admin(self, client, operator):
        order = placed_order(payment_method="bank_transfer", quantity=2)
        forms = {
            "paid": {"reason": "statement 7"},
            "packed": {},
            "shipped": {"carrier": "CJ", "tracking_number": "123", "pieces_1": "2"},
            "delivered": {},
        }
        for name, form in forms.items():
            response = client.post(step_of(order, name), form)
            assert response.headers["Location"] == page_of(order), name
        order.refresh_from_db()
        assert (order.status, order.is_paid, counters(order.lines.get().variant)) == (
            "delivered",
            True,
            (8, 0),
        )
        assert [(event.to_status, event.actor_label) for event in order.events.all()][1:] == [
            (name, "operator") for name in forms
        ]
        assert str(order.shipments.get()) == "CJ 123"
        logged = ModelLogEntry.objects.filter(object_id=order.pk, user=operator).order_by("pk")
        parcel = {"carrier": "CJ", "tracking_number": "123", "pieces": {"1": 2}}
        assert [(entry.action, entry.data) for entry in logged] == [
            (f"checkout.order_{name}", form) for name, form in {**forms, "shipped": parcel}.items()
        ]

    def test_cancelling_needs_a_reason_and_gives_the_stock_back(self, client, operator):
        order = placed_order(quantity=2)
        response = client.post(step_of(order, "cancelled"), {"reason": ""})
        assert response.context["form"].errors == {"reason": ["This field is required."]}
        client.post(step_of(order, "cancelled"), {"reason": "The glaze cracked"})
        order.refresh_from_db()
        assert (order.status, counters(order.lines.get().variant)) == ("cancelled", (10, 0))
        assert order.events.last().reason == "The glaze cracked"

    def test_more_than_one_may_refund_is_not_cancelled_and_the_form_says_so(self, client, operator, settings):
        settings.OPERATOR_REFUND_LIMIT = 9000
        order = placed_order(payment_method="bank_transfer")
        mark_paid(payment=order.last_attempt, actor=operator, reason="", now=LATER)
        page = client.post(step_of(order, "cancelled"), {"reason": "The glaze cracked"})
        assert page.context["form"].non_field_errors() == [
            "You may refund at most 9000 of an order. Ask the owner."
        ]
        assert page.content.decode().count("You may refund at most 9000 of an order.") == 1
        order.refresh_from_db()
        assert (order.status, order.is_paid) == ("paid", True)

    def test_a_parcel_that_nobody_took_comes_back(self, client, operator):
        order = placed_order(quantity=2)
        ship_order(order=order, carrier="CJ", tracking_number="1", actor=operator, now=LATER)
        variant = order.lines.get().variant
        move_stock(sku=variant.sku, kind="return", pieces=2, reason="counter", now=LATER)
        told = {"fate": "restock", "reason": "nobody at home"}
        page = client.post(step_of(order, "came_back"), told)
        assert page.context["form"].non_field_errors() == [str(BookedBack())]
        client.post(step_of(order, "came_back"), {**told, "fate": "keep"})
        order.refresh_from_db()
        assert (order.status, counters(variant)) == ("cancelled", (10, 0))
        assert ModelLogEntry.objects.get(object_id=order.pk).action == "checkout.order_came_back"

    def test_what_was_paid_before_is_not_taken_back_that_way(self, client, operator):
        order = placed_order(payment_method="bank_transfer")
        mark_paid(payment=order.last_attempt, actor=operator, reason="", now=LATER)
        ship_order(order=order, carrier="CJ", tracking_number="1", actor=operator, now=LATER)
        assert offered(client, order) == ["delivered"]
        client.post(step_of(order, "came_back"), {"fate": "restock", "reason": "back"})
        order.refresh_from_db()
        assert order.status == "shipped"

    def test_a_step_that_is_not_legal_is_refused_kindly(self, client, operator):
        order = placed_order()
        response = client.post(step_of(order, "delivered"), follow=True)
        (message,) = response.context["messages"]
        assert str(message).strip() == (
            f"Order {order.number} is “Confirmed, paid on delivery”: it cannot become “Delivered”."
        )
        assert order.events.count() == 1

    def test_twice_is_once(self, client, operator):
        order = placed_order()
        for _ in range(2):
            client.post(step_of(order, "packed"))
        assert order.events.filter(to_status="packed").count() == 1

    def test_whoever_is_slower_is_told_kindly(self, client, operator, monkeypatch):
        order = placed_order()
        is_offered, asked = Step.is_offered, []

        def offered_once(step, order):
            asked.append(step.name)
            return is_offered(step, order) if len(asked) == 1 else False

        monkeypatch.setattr(Step, "is_offered", offered_once)
        response = client.post(step_of(order, "packed"))
        assert response.headers["Location"] == page_of(order)
        order.refresh_from_db()
        assert order.status == "confirmed"

    def test_an_unknown_step_is_not_found(self, client, operator):
        assert client.get(step_of(placed_order(), "eaten")).status_code == 404

    def test_late_money_reopens_an_expired_order(self, client, operator):
        order = placed_order(payment_method="bank_transfer")
        expire_overdue_orders(now=NOW + timedelta(hours=73))
        client.post(step_of(order, "paid"), {"reason": "late"})
        order.refresh_from_db()
        assert (order.status, order.is_paid) == ("paid", True)

    def test_a_forged_request_is_refused(self, operator):

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(operator)
        order = placed_order()
        response = strict.post(step_of(order, "packed"), headers={"origin": "https://evil.example"})
        assert response.status_code == 403
        order.refresh_from_db()
        assert order.status == "confirmed"


class TestShipping:
    def test_an_operator_edits_the_rates(self, client):
        client.force_login(
            member("operator", "checkout.view_shippingmethod", "checkout.change_shippingmethod")
        )
        method = standard_shipping()
        listed = client.get("/admin/snippets/checkout/shippingmethod/")
        assert listed.status_code == 200
        address = f"/admin/snippets/checkout/shippingmethod/edit/{method.pk}/"
        assert client.get(address).status_code == 200
        rates = list(method.rates.all())
        form = {
            "code": "standard",
            "name": "By bicycle",
            "description": "",
            "days_min": "1",
            "days_max": "2",
            "is_active": "on",
            "sort_order": "0",
            "rates-TOTAL_FORMS": "1",
            "rates-INITIAL_FORMS": "1",
            "rates-MIN_NUM_FORMS": "1",
            "rates-MAX_NUM_FORMS": "1000",
            "rates-0-id": rates[0].pk,
            "rates-0-country": "KR",
            "rates-0-postcode_from": "",
            "rates-0-postcode_to": "",
            "rates-0-price": "4000",
            "rates-0-free_from": "",
            "rates-0-ORDER": "1",
            "rates-0-DELETE": "",
        }
        assert client.post(address, form).status_code == 302
        method = ShippingMethod.objects.get()
        assert (method.name, method.days_max) == ("By bicycle", 2)
        assert method.rates.get(pk=rates[0].pk).price == 4000


def _queries_of(client, address) -> int:

    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
