"""The list of payments."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from checkout.models import Payment
from checkout.order_life import ship_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from tests.checkout.test_refunds import paid_order
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", "checkout.view_order", "checkout.change_order"))


def listed(client, **asked) -> list[Payment]:
    return list(client.get(reverse("payments"), asked).context["object_list"])


def refund_of(order, **changes) -> Payment:
    payment = refund_amount(order=order, amount=Decimal(1000), reason="late", actor=None, now=NOW).payment
    Payment.objects.filter(pk=payment.pk).update(**changes)
    payment.refresh_from_db()
    return payment


def changed(payment: Payment, **changes) -> Payment:
    Payment.objects.filter(pk=payment.pk).update(**changes)
    return payment


def test_it_shows_the_columns_newest_first(client):
    order = paid_order()
    capture = order.last_attempt
    refund = refund_of(
        order, created_at=NOW + timedelta(hours=1), problem="no such account", provider_ref="re_1"
    )
    page = client.get(reverse("payments"))
    assert list(page.context["object_list"]) == [refund, capture]
    row, _capture = page.context["table"].rows
    cells = [column.get_value(refund) for column in page.context["table"].columns.values()]
    assert cells[:-1] == [
        order.number,
        "Refund",
        "Bank transfer",
        "₩1,000",
        "Pending",
        "2026-03-02 15:30",
        "",
        "",
        "re_1",
        "no such account",
    ]
    assert reverse("orders_modeladmin_inspect", args=[order.pk]) in page.content.decode()
    assert row.instance == refund


def test_each_filter_narrows(client):
    order = paid_order()
    capture, refund = order.last_attempt, refund_of(order)
    cash = placed_order().last_attempt
    Payment.objects.filter(pk=cash.pk).update(created_at=NOW - timedelta(days=3))
    assert listed(client, kind="refund") == [refund]
    assert listed(client, status="captured") == [capture]
    assert listed(client, provider="cash_on_delivery") == [cash]
    assert listed(client, created_at_to="2026-02-28") == [cash]
    assert listed(client, created_at_from="2026-03-01") == [refund, capture]
    assert listed(client, kind="nonsense") == [refund, capture, cash]


def test_what_needs_somebody(client):
    failed = refund_of(paid_order(), status="failed", provider="sandbox", problem="no such card")
    by_hand = refund_of(paid_order())
    refund_of(paid_order(), provider="sandbox")
    refund_of(paid_order(), status="refunded")
    long_ago, just_now = NOW - timedelta(days=1), timezone.now()
    silent = changed(placed_order(payment_method="sandbox").last_attempt, created_at=long_ago)
    changed(placed_order(payment_method="sandbox").last_attempt, created_at=just_now)
    flagged = changed(paid_order().last_attempt, problem="took 5", created_at=NOW - timedelta(hours=1))
    over = paid_order().last_attempt
    Payment.objects.filter(pk=over.pk).update(status="failed", problem="declined")
    assert listed(client, needs="failed") == [failed]
    assert listed(client, needs="by_hand") == [by_hand]
    assert listed(client, needs="unanswered") == [silent]
    assert listed(client, needs="problem") == [failed, flagged]
    assert listed(client, needs="anything") == [by_hand, failed, flagged, silent]


def test_search_by_number_and_reference(client):
    order = paid_order()
    refund = refund_of(order, provider_ref="re_77")
    other = placed_order()
    assert listed(client, q=other.number) == [other.last_attempt]
    assert listed(client, q="RE_77") == [refund]
    assert listed(client, q="\x00") == listed(client)


def test_fifty_to_a_page(client):
    order = placed_order()
    Payment.objects.bulk_create(
        Payment(order=order, provider="bank_transfer", amount=1, currency="KRW", created_at=NOW)
        for _ in range(50)
    )
    page = client.get(reverse("payments"), {"p": "2"})
    assert (len(page.context["object_list"]), page.context["paginator"].num_pages) == (1, 2)


def test_many_rows_ask_as_often_as_one(client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            refund_of(paid_order())
        client.get(reverse("payments"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("payments"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_of_what_is_filtered_holds_no_formula(client):
    order = paid_order()
    refund_of(order, provider_ref="=1+1", problem="@SUM(A1)")
    answer = client.get(reverse("payments"), {"kind": "refund", "export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Order,Kind,Provider,Amount,Currency,Status,Recorded,Asked,Settled,Reference,Problem",
        f"{order.number},refund,bank_transfer,1000.00,KRW,pending,2026-03-02 05:30:00+00:00,,,'=1+1,'@SUM(A1)",
    ]
    answer = client.get(reverse("payments"), {"kind": "refund", "export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[2]][3:6] == [1000, "KRW", "pending"]


def test_a_button_of_the_list_comes_back_to_the_list(client):
    refund = refund_of(paid_order())
    back = f"{reverse('payments')}?needs=by_hand"
    assert f'name="next" value="{back}"' in client.get(back).content.decode()
    door = reverse("refund_by_hand", args=[refund.pk])
    assert client.post(door, {"next": back}).headers["Location"] == back
    refund.refresh_from_db()
    assert refund.status == "refunded"


def test_nobody_is_sent_off_the_site(client):
    refund = refund_of(paid_order())
    answer = client.post(reverse("refund_by_hand", args=[refund.pk]), {"next": "https://evil.example/"})
    assert answer.headers["Location"] == reverse("orders_modeladmin_inspect", args=[refund.order_id])


def test_results_alone_lead_back_to_the_list(client):
    refund_of(paid_order())
    page = client.get(reverse("payments_results"), {"_w_filter_fragment": "1", "kind": "refund"})
    assert f'name="next" value="{reverse("payments")}?kind=refund"' in page.content.decode()


def test_whoever_only_reads_has_no_buttons(client):
    refund_of(paid_order())
    client.force_login(member("reader", "checkout.view_order"))
    assert "Paid back by hand" not in client.get(reverse("payments")).content.decode()


def test_the_order_tells_what_parcels_held_and_refunds_covered(client):
    order = paid_order()
    ship_order(order=order, carrier="CJ", tracking_number="1", actor=None, now=NOW, pieces={1: 2})
    pieces = [Pieces(1, 1, "write_off"), Pieces(2, 2)]
    refund_pieces(order=order, pieces=pieces, reason="broken", actor=None, now=NOW)
    refund_amount(order=order, amount=Decimal(1000), reason="late", actor=None, now=NOW)
    page = client.get(reverse("orders_modeladmin_inspect", args=[order.pk]))
    [shipment] = page.context["shipments"]
    assert [(held.quantity, held.line.line_no) for held in shipment.lines.all()] == [(2, 1)]
    first, second = (line.sku for line in order.lines.order_by("line_no"))
    text = " ".join(page.content.decode().split())
    assert f"<li>2 × {first} <span" in text
    assert f'<li>1 × {first}: ₩10,000 <span class="meta">Written off</span></li>' in text
    assert f'<li>2 × {second}: ₩10,000 <span class="meta">Back into stock</span></li>' in text
    assert "<li>Shipping: ₩1,333</li>" in text
    assert text.count("A sum, for no pieces in particular") == 1


def test_many_parcels_and_refunds_ask_as_often_as_one(client):
    order = paid_order()
    page = reverse("orders_modeladmin_inspect", args=[order.pk])
    counts = []
    for more in (1, 2):
        for _ in range(more):
            ship_order(order=order, carrier="CJ", tracking_number="1", actor=None, now=NOW, pieces={1: 1})
            refund_pieces(order=order, pieces=[Pieces(2, 1)], reason="", actor=None, now=NOW)
            order.refresh_from_db()
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
