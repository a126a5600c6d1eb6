"""The page that tells the day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from checkout.captures import mark_paid
from checkout.models import Order, Payment, WebhookDelivery
from checkout.order_life import mark_packed, ship_order
from checkout.refunds import refund_amount
from checkout.returns import Wanted, request_return
from products.models import StockRecord
from tests.checkout.test_returns import delivered
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.factories.webhooks import failed_delivery
from tests.products.desk import member

pytestmark = pytest.mark.django_db
RIGHTS = (
    "checkout.view_order",
    "checkout.change_order",
    "products.change_stockrecord",
    "webhooks.view_outgoingdelivery",
    "webhooks.change_outgoingdelivery",
)


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", *RIGHTS))


def waiting(client) -> dict[str, int]:
    return {queue.name: queue.count for queue in client.get(reverse("day")).context["waiting"]}


def deeds(client, name: str) -> list[tuple[str, str]]:
    queue = next(queue for queue in client.get(reverse("day")).context["waiting"] if queue.name == name)
    return [(deed.label, deed.address) for deed in queue.rows[0].deeds]


def failed_mail() -> Email:
    return Email.objects.create(
        from_email="a@museum.test", to=["b@museum.test"], subject="Hello", status=STATUS.failed
    )


def message(**kwargs) -> WebhookDelivery:
    facts = {
        "provider": "sandbox",
        "event_id": "evt_1",
        "kind": "payment.captured",
        "received_at": timezone.now(),
    }
    return WebhookDelivery.objects.create(**facts | kwargs)


def owed_refund() -> Payment:
    order = placed_order(payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="seen", actor=None, now=NOW)
    order.refresh_from_db()
    return refund_amount(order=order, amount=Decimal(1000), reason="late", actor=None, now=NOW).payment


def test_an_empty_house_says_so(client):
    page = client.get(reverse("day"))
    assert page.context["waiting"] == []
    assert "Nothing waits for anybody." in page.content.decode()


def test_an_order_goes_from_queue_to_queue(client):
    order = placed_order(now=timezone.now())
    assert waiting(client) == {"to-pack": 1}
    assert deeds(client, "to-pack") == [
        ("Packed", reverse("order_step", args=[order.pk, "packed"])),
        ("Packing slip", reverse("packing_slip", args=[order.pk])),
    ]
    mark_packed(order=order, actor=None, now=timezone.now())
    assert waiting(client) == {"to-send": 1}
    assert deeds(client, "to-send") == [("Send a parcel", reverse("order_step", args=[order.pk, "shipped"]))]
    order.refresh_from_db()
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=timezone.now())
    assert waiting(client) == {}
    Order.objects.update(arrives_until=timezone.localdate() - timedelta(days=1))
    assert waiting(client) == {"late-parcels": 1}
    assert deeds(client, "late-parcels") == [
        ("Delivered", reverse("order_step", args=[order.pk, "delivered"]))
    ]


def test_a_late_parcel_counts_when_a_part_was_paid_back(client):
    order = placed_order(payment_method="bank_transfer", now=timezone.now())
    mark_paid(payment=order.last_attempt, reason="seen", actor=None, now=timezone.now())
    order.refresh_from_db()
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=timezone.now())
    order.refresh_from_db()
    refund_amount(order=order, amount=Decimal(1000), reason="late", actor=None, now=timezone.now())
    Order.objects.update(arrives_until=timezone.localdate() - timedelta(days=1))
    assert waiting(client) == {"payments": 1, "late-parcels": 1}


def test_a_parcel_of_today_is_not_late(client):
    order = placed_order(now=timezone.now())
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=timezone.now())
    Order.objects.update(arrives_until=timezone.localdate())
    assert waiting(client) == {}


def test_a_transfer_is_awaited(client):
    order = placed_order(payment_method="bank_transfer", now=timezone.now())
    assert waiting(client) == {"transfers": 1}
    assert deeds(client, "transfers") == [
        ("Payment received", reverse("order_step", args=[order.pk, "paid"]))
    ]


def test_money_to_pay_back_by_hand_has_its_button(client):
    owed = owed_refund()
    assert waiting(client)["payments"] == 1
    assert deeds(client, "payments") == [("Paid back by hand", reverse("refund_by_hand", args=[owed.pk]))]
    client.post(reverse("refund_by_hand", args=[owed.pk]), {"next": reverse("day")})
    assert "payments" not in waiting(client)


def test_a_payment_is_nobodys_business_while_its_buyer_may_still_pay(client):
    order = placed_order(payment_method="sandbox", now=timezone.now())
    Payment.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert waiting(client) == {}
    Order.objects.update(expires_at=timezone.now())
    assert waiting(client) == {"payments": 1}
    door = reverse("payment_ask", args=[order.last_attempt.pk])
    assert deeds(client, "payments") == [("Ask the provider now", door)]


def test_a_return_waits_for_an_answer(client):
    order = delivered()
    asked = request_return(order=order, wanted=[Wanted(1, 1, "damaged", "")], actor=None, now=NOW)
    assert waiting(client) == {"returns": 1}
    assert deeds(client, "returns") == [("Answer", reverse("order_return", args=[asked.pk]))]


def test_what_runs_out_can_be_received(client):
    order = placed_order(now=timezone.now())
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=timezone.now())
    StockRecord.objects.update(reorder_level=1000)
    sku = order.lines.get().sku
    assert waiting(client) == {"low-stock": 1}
    assert deeds(client, "low-stock") == [("Receive pieces", f"{reverse('product_stock')}?sku={sku}")]


def test_a_failed_mail_is_tried_again(client):
    email = failed_mail()
    assert waiting(client) == {"mails": 1}
    assert deeds(client, "mails") == [("Try now", reverse("order_mail_resend", args=[email.pk]))]
    answer = client.post(reverse("order_mail_resend", args=[email.pk]), {"next": reverse("day")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("day"))
    assert waiting(client) == {}


def test_a_message_nobody_acted_on_is_processed_again(client):
    kept = message(received_at=timezone.now() - timedelta(minutes=6))
    message(event_id="evt_2")
    assert waiting(client) == {"provider-messages": 1}
    assert deeds(client, "provider-messages") == [
        ("Process again", reverse("provider_message_again", args=[kept.pk]))
    ]
    message(event_id="evt_3", outcome="failed", processed_at=timezone.now())
    assert waiting(client) == {"provider-messages": 2}


def test_what_a_partner_did_not_take_is_sent_again(client):
    delivery = failed_delivery()
    assert waiting(client) == {"outgoing": 1}
    door = reverse("webhook_delivery_again", args=[delivery.pk])
    assert deeds(client, "outgoing") == [("Send again", door)]


def test_only_what_one_may_see_and_do_is_there(client):
    placed_order(now=timezone.now())
    StockRecord.objects.update(reorder_level=1000)
    failed_delivery()
    client.force_login(member("reader", "checkout.view_order"))
    assert waiting(client) == {"to-pack": 1}
    assert f'href="{reverse("order_step", args=[Order.objects.get().pk, "packed"])}"' not in (
        client.get(reverse("day")).content.decode()
    )


def test_the_first_five_are_shown_and_all_are_counted(client):
    for _ in range(6):
        failed_mail()
    queue = client.get(reverse("day")).context["waiting"][0]
    assert (queue.count, len(queue.rows)) == (6, 5)


def test_a_long_day_costs_what_a_short_one_costs(client):
    def one_of_each() -> int:
        placed_order(now=timezone.now())
        placed_order(payment_method="bank_transfer", now=timezone.now())
        owed_refund()
        failed_mail()
        message(event_id=f"evt_{WebhookDelivery.objects.count()}", received_at=NOW)
        request_return(order=delivered(), wanted=[Wanted(1, 1, "damaged", "")], actor=None, now=NOW)
        failed_delivery()
        StockRecord.objects.update(reorder_level=1000)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("day"))
        return len(queries)

    one_of_each()
    first = one_of_each()
    assert one_of_each() == first


def test_the_first_page_of_the_admin_says_what_waits(client):
    home = reverse("wagtailadmin_home")
    assert "Nothing waits for anybody." in client.get(home).content.decode()
    placed_order(now=timezone.now())
    failed_mail()
    panel = next(panel for panel in client.get(home).context["panels"] if getattr(panel, "name", "") == "day")
    assert panel.order == 50
    text = client.get(home).content.decode()
    assert f'<a href="{reverse("packing_slips")}">To pack</a>: 1' in text
    assert f'<a href="{reverse("order_mails")}?state=failed">Mails that could not be sent</a>: 1' in text
    client.force_login(member("editor"))
    assert "What waits at the desk" not in client.get(home).content.decode()


def test_the_shop_is_audited_by_a_button(client):
    assert client.get(reverse("day_audit")).status_code == 405
    page = client.post(reverse("day_audit")).content.decode()
    assert "promises about stock, orders, money and mails hold." in page
    placed_order(now=timezone.now())
    StockRecord.objects.update(reserved=7)
    page = client.post(reverse("day_audit"))
    assert [found.invariant.name for found in page.context["findings"]] == ["movements_make_counters"]
    assert "The movements of a SKU add up to its counters" in page.content.decode()
