"""Orders that staff write at the desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from checkout.letters import order_link, write_letter
from checkout.models import Cart, Order, OrderMail
from tests.factories.checkout import standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db
RIGHTS = ("checkout.view_order", "checkout.change_order")
DOOR = "/admin/write-order/"


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    standard_shipping()
    client.force_login(member("operator", *RIGHTS))


def typed(*rows, **changes) -> dict:
    """What the form sends: rows of (SKU, pieces) and a buyer in Seoul who pays the carrier."""
    filled = [*rows, *[("", "")] * 3][: max(3, len(rows))]
    pieces = {f"sku_{no}": sku for no, (sku, _count) in enumerate(filled, start=1)}
    pieces |= {f"quantity_{no}": str(count) for no, (_sku, count) in enumerate(filled, start=1)}
    return {
        **pieces,
        "idempotency_key": "once",
        "search": "",
        "full_name": "Kim Ha-neul",
        "email": "haneul@example.org",
        "phone": "010-1234-5678",
        "address_line1": "Teheran-ro 1",
        "address_line2": "",
        "postcode": "06236",
        "city": "Seoul",
        "region": "",
        "country": "KR",
        "note": "",
        "shipping_method": "standard",
        "payment_method": "cash_on_delivery",
        **changes,
    }


def quote(client, *rows, **changes):
    return client.post(DOOR, {**typed(*rows, **changes), "quote": "1"})


def confirm(client, *rows, total, **changes):
    return client.post(DOOR, {**typed(*rows, **changes), "expected_total": str(total), "confirm": "1"})


def placed(client, *, payment_method: str) -> Order:
    variant = stocked_variant()
    answer = confirm(client, (variant.sku, 1), total=15000, payment_method=payment_method)
    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("orders_modeladmin_inspect", args=[order.pk]),
    )
    return order


def letter_to(order: Order) -> str:
    assert order.mails.get().kind == OrderMail.Kind.CONFIRMATION
    return write_letter(order=order, kind=OrderMail.Kind.CONFIRMATION).text


def test_an_empty_form_has_three_rows_a_key_of_its_own_and_the_first_ways(client):
    form, other = (client.get(DOOR).context["form"] for _ in range(2))
    assert len(form.rows) == 3
    assert (form["country"].value(), form["shipping_method"].value(), form["payment_method"].value()) == (
        "KR",
        "standard",
        "cash_on_delivery",
    )
    keys = {each["idempotency_key"].value() for each in (form, other)}
    assert (len(keys), {len(key) for key in keys}) == (2, {32})


def test_what_it_comes_to_is_shown_and_no_cart_is_left(client):
    soap, towel = stocked_variant(price=12000), stocked_variant(price=8000)
    page = quote(client, (soap.sku, 2), (towel.sku.lower(), 1))
    totals = page.context["priced"].totals
    assert (totals.subtotal, totals.discount_total, totals.shipping_total) == (32000, 0, 3000)
    assert (totals.tax_total, totals.total) == (3182, 35000)
    assert "Place the order for ₩35,000" in page.content.decode()
    assert (Cart.objects.count(), Order.objects.count(), counters(soap)) == (0, 0, (10, 0))


def test_an_sku_in_two_rows_is_added_up(client):
    soap = stocked_variant(price=12000)
    page = quote(client, (soap.sku, 1), (soap.sku, 2))
    assert [line.quantity for line in page.context["priced"].lines] == [3]


def test_confirmed_it_is_placed_once_and_the_clerk_is_named(client):
    soap = stocked_variant(pieces=2, price=12000)
    first, again = (confirm(client, (soap.sku, 2), total=27000) for _ in range(2))
    order = Order.objects.get()
    assert (first["Location"], again["Location"]) == (
        reverse("orders_modeladmin_inspect", args=[order.pk]),
    ) * 2
    assert (order.total, order.status, order.user, order.email) == (
        27000,
        "confirmed",
        None,
        "haneul@example.org",
    )
    event = order.events.get()
    assert (event.actor.username, event.actor_label, event.reason) == ("operator", "operator", "placed")
    assert (counters(soap), Cart.objects.count(), order.mails.count()) == ((2, 2), 1, 1)
    assert [(entry.action, entry.user.username) for entry in ModelLogEntry.objects.all()] == [
        ("checkout.order_written", "operator")
    ]
    told = f"Order {order.number} is placed. The buyer gets a mail with a link to it and how to pay."
    assert told in client.get(first["Location"]).content.decode()


def test_a_bank_transfer_has_its_deadline_and_its_mail(client, settings):
    settings.BANK_TRANSFER_DEADLINE_HOURS = 72
    before = timezone.now()
    order = placed(client, payment_method="bank_transfer")
    assert order.status == "pending_payment"
    assert before + timedelta(hours=72) <= order.expires_at <= timezone.now() + timedelta(hours=72)
    letter = letter_to(order)
    assert f"How to pay: Transfer the total to {settings.BANK_TRANSFER_ACCOUNT}" in letter
    assert order_link(order) in letter


def test_cash_is_paid_at_the_door(client):
    order = placed(client, payment_method="cash_on_delivery")
    assert (order.status, order.expires_at) == ("confirmed", None)
    assert "You pay when the parcel is in your hands." in letter_to(order)


def test_the_mail_of_an_order_to_be_paid_online_leads_to_where_it_is_paid(client):
    order = placed(client, payment_method="sandbox")
    assert (order.status, order.last_attempt.status) == ("pending_payment", "pending")
    letter = letter_to(order)
    assert "If you have not paid yet, you can do so on the page of your order." in letter
    link = order_link(order)
    assert f"?token={order.access_token}" in link
    assert link in letter
    client.logout()
    page = client.get(link, follow=True)
    assert reverse("checkout:pay_order", args=[order.number]) in page.content.decode()


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        ([("BAR", 2), ("NOPE", 1)], {"sku_2": ["Row 2: This product is not on sale."]}),
        ([("GONE", 1)], {"sku_1": ["Row 1: This piece is sold out."]}),
        ([("", ""), ("bar", 6)], {"sku_2": ["Row 2: Only 5 left in stock."]}),
        (
            [("BAR", 3), ("BAR", 3)],
            {"sku_1": ["Row 1: Only 5 left in stock."], "sku_2": ["Row 2: Only 5 left in stock."]},
        ),
        ([("BAR", "")], {"quantity_1": ["Row 1: How many pieces?"]}),
        ([("", 2)], {"sku_1": ["Row 1: Pieces of what?"]}),
        ([("BAR", "some")], {"quantity_1": ["Type a whole number from 1 to 99."]}),
        ([], {"__all__": ["Type what is ordered: an SKU and how many pieces."]}),
    ],
)
@pytest.mark.parametrize("button", ["quote", "confirm"])
def test_a_refusal_stands_at_its_row_and_keeps_what_was_typed(client, rows, errors, button):
    stocked_variant(pieces=5, sku="BAR")
    stocked_variant(pieces=0, sku="GONE")
    sent = {**typed(*rows, note="Ring twice"), "expected_total": "15000", button: "1"}
    page = client.post(DOOR, sent)
    form = page.context["form"]
    assert (page.status_code, form.errors) == (200, errors)
    assert {name: form[name].value() for name in typed(*rows)} == typed(*rows, note="Ring twice")
    assert (page.context["priced"], Order.objects.count(), Cart.objects.count()) == (None, 0, 0)


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"email": ""}, {"email": ["This field is required."]}),
        ({"postcode": "1"}, {"postcode": ["A Korean postal code has five digits, like 06236."]}),
        (
            {"payment_method": "gold"},
            {"payment_method": ["Select a valid choice. gold is not one of the available choices."]},
        ),
    ],
)
def test_the_fields_are_those_of_the_checkout(client, change, errors):
    page = quote(client, (stocked_variant().sku, 1), **change)
    assert page.context["form"].errors == errors


def test_a_way_of_sending_that_does_not_go_there(client):
    standard_shipping().rates.exclude(country="KR").delete()
    page = quote(client, (stocked_variant().sku, 1), country="JP", postcode="100-0001", phone="+81312345678")
    assert page.context["form"].errors == {
        "shipping_method": ["This way of sending is not offered to that address."]
    }


def test_a_price_that_changed_meanwhile_is_shown_first(client):
    soap = stocked_variant(price=12000)
    assert quote(client, (soap.sku, 1)).context["priced"].totals.total == 15000
    soap.price = 13000
    soap.save()
    page = confirm(client, (soap.sku, 1), total=15000)
    assert (page.context["priced"].totals.total, Order.objects.count(), Cart.objects.count()) == (16000, 0, 0)
    text = page.content.decode()
    assert "The total has changed. Please look at it again and confirm." in text
    assert '<input type="hidden" name="expected_total" value="16000.00">' in text
    assert confirm(client, (soap.sku, 1), total="16000.00").status_code == 302
    assert Order.objects.get().total == 16000


def test_sold_out_between_the_two_stands_at_its_row(client):
    soap = stocked_variant(pieces=1)
    assert quote(client, (soap.sku, 1)).context["priced"] is not None
    confirm(client, (soap.sku, 1), total=15000, idempotency_key="somebody else")
    page = confirm(client, (soap.sku, 1), total=15000)
    assert page.context["form"].errors == {"sku_1": ["Row 1: This piece is sold out."]}
    assert (Order.objects.count(), Cart.objects.count()) == (1, 1)


def test_what_was_not_shown_is_shown_before_it_is_placed(client):
    page = confirm(client, (stocked_variant().sku, 1), total="")
    assert (page.context["priced"].totals.total, Order.objects.count()) == (15000, 0)


def test_another_order_from_the_same_page_gets_a_key_of_its_own(client):
    soap = stocked_variant()
    confirm(client, (soap.sku, 1), total=15000)
    page = confirm(client, (soap.sku, 2), total=27000)
    assert (page.status_code, Order.objects.count()) == (200, 1)
    assert page.context["earlier"] == Order.objects.get()
    assert "An order was placed from this page already:" in page.content.decode()
    key = page.context["key"]
    assert confirm(client, (soap.sku, 2), total=27000, idempotency_key=key).status_code == 302
    assert Order.objects.count() == 2


def test_a_form_that_lost_its_key_gets_another(client):
    soap = stocked_variant()
    page = confirm(client, (soap.sku, 1), total=15000, idempotency_key="")
    assert (page.context["form"].errors, Order.objects.count()) == (
        {"idempotency_key": ["This field is required."]},
        0,
    )
    assert confirm(client, (soap.sku, 1), total=15000, idempotency_key=page.context["key"]).status_code == 302


def test_rows_are_added_up_to_thirty_and_nothing_typed_is_lost_or_judged(client):
    sent = {**typed(("BAR", 2), ("", "some"), email="not yet"), "add_row": "1"}
    form = client.post(DOOR, sent).context["form"]
    assert (len(form.rows), dict(form.errors)) == (4, {})
    assert [(row.sku.value(), row.quantity.value()) for row in form.rows[:2]] == [("BAR", "2"), ("", "some")]
    assert (form["email"].value(), form["idempotency_key"].value()) == ("not yet", "once")
    full = {**typed(*[("BAR", 1)] * 30), "add_row": "1"}
    page = client.post(DOOR, full)
    assert len(page.context["form"].rows) == 30
    assert 'name="add_row"' not in page.content.decode()


def test_a_product_is_found_and_put_into_the_first_free_row(client):
    soap = stocked_variant(sku="SEA-SOAP")
    stocked_variant(sku="TOWEL")
    page = client.post(DOOR, {**typed(("TOWEL", 1), search="soap"), "find": "1"})
    assert [offer.variant for offer in page.context["found"]] == [soap]
    page = client.post(DOOR, {**typed(("TOWEL", 1), search="soap"), "take": "SEA-SOAP"})
    rows = [(row.sku.value(), row.quantity.value()) for row in page.context["form"].rows]
    assert rows == [("TOWEL", "1"), ("SEA-SOAP", "1"), ("", "")]
    assert [offer.variant for offer in page.context["found"]] == [soap]
    full = [("TOWEL", 1)] * 3
    page = client.post(DOOR, {**typed(*full), "take": "SEA-SOAP"})
    assert [row.sku.value() for row in page.context["form"].rows] == ["TOWEL"] * 3 + ["SEA-SOAP"]


def test_what_it_comes_to_asks_the_same_number_of_questions(client):
    rows, counts = [(stocked_variant().sku, 1) for _ in range(3)], []
    for few in (rows[:1], rows):
        quote(client, *few)
        with CaptureQueriesContext(connection) as queries:
            quote(client, *few)
        counts.append(len(queries))
    assert counts == [27, 27]


def test_who_may_only_look_finds_no_door(client):
    client.force_login(member("looker", "checkout.view_order"))
    assert client.get(DOOR).status_code == 302
    assert confirm(client, (stocked_variant().sku, 1), total=15000).status_code == 302
    assert Order.objects.count() == 0
    assert DOOR not in client.get("/admin/orders/").content.decode()


def test_the_list_leads_there(client):
    assert f'href="{DOOR}"' in client.get("/admin/orders/").content.decode()
