"""The desk of bank transfers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from checkout.bank_statements import MAX_BYTES, StatementLine
from checkout.captures import mark_paid
from checkout.desk.recording import AlreadyRecorded, TransferRefused, record_line
from checkout.models import Order, Payment
from checkout.order_life import cancel_order, expire_overdue_orders
from checkout.transfers import Match
from tests.factories.checkout import placed_order
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db
HEADER = "date,amount,text\n"
LIST_QUERIES = 11
PREVIEW_QUERIES = 13


@pytest.fixture(autouse=True)
def operator(client):
    museum()
    user = member("operator", "checkout.view_order", "checkout.change_order")
    client.force_login(user)
    return user


def transfer_order(**changes) -> Order:
    order = placed_order(payment_method="bank_transfer", **changes)
    return put_off(order, hours=48)


def put_off(order: Order, *, hours: int) -> Order:
    Order.objects.filter(pk=order.pk).update(expires_at=timezone.now() + timedelta(hours=hours))
    order.refresh_from_db()
    return order


def expired_order() -> Order:
    order = put_off(transfer_order(), hours=-1)
    expire_overdue_orders(now=timezone.now())
    order.refresh_from_db()
    return order


def listed(client, **query) -> list[Order]:
    return [payment.order for payment in client.get(reverse("transfers"), query).context["transfers"]]


def shown(client, *rows: str, **sent):
    """The preview of a statement that is pasted."""
    return client.post(reverse("transfer_preview"), {"text": HEADER + "\n".join(rows), **sent})


def matches(answer) -> list[Match]:
    return [row.proposal.match for row in answer.context["rows"]]


def as_sent(answer, *, choose: dict[int, Order] | None = None) -> dict:
    """What the page sends when its boxes are ticked and orders of `choose` ({form: order}) are chosen."""
    forms = answer.context["lines"]
    sent = {"form-TOTAL_FORMS": len(forms.forms), "form-INITIAL_FORMS": len(forms.forms)}
    rows = [row for row in answer.context["rows"] if row.form]
    for place, row in enumerate(rows):
        chosen = (choose or {}).get(place)
        if chosen:
            sent[f"form-{place}-payment"] = chosen.last_attempt.pk
        elif row.proposal.match == Match.READY:
            sent[f"form-{place}-payment"] = row.proposal.transfer.payment_id
        sent |= {f"form-{place}-{name}": str(value) for name, value in row.form.initial.items()}
    return sent


def confirmed(client, sent: dict) -> list[tuple[str, str]]:
    """(order number, problem) of each line."""
    answer = client.post(reverse("transfer_confirm"), sent)
    return [(str(outcome.order), outcome.problem) for outcome in answer.context["outcomes"]]


def statuses() -> list[str]:
    return list(Order.objects.order_by("pk").values_list("status", flat=True))


def test_awaited_transfers_are_listed_by_deadline_and_overdue_ones_say_so(client):
    later, late = transfer_order(), put_off(transfer_order(), hours=-1)
    assert listed(client) == [late, later]
    page = client.get(reverse("transfers")).content.decode()
    assert page.count("overdue") == 1
    assert page.count(reverse("order_step", args=[later.pk, "paid"])) == 1


def test_search_by_number_name_and_amount(client):
    order, other = transfer_order(full_name="Park Seo-jun", price=24000), transfer_order()
    assert [listed(client, q=q) for q in (other.number, "park", "27,000", "%00", "nobody")] == [
        [other],
        [order],
        [order],
        [],
        [],
    ]
    assert "No such transfer is found." in client.get(reverse("transfers"), {"q": "nobody"}).content.decode()


def test_expired_orders_have_a_tab_of_their_own(client):
    assert "No order has expired lately." in client.get("/admin/transfers/?tab=expired").content.decode()
    order, gone = transfer_order(), expired_order()
    assert (listed(client), listed(client, tab="expired")) == ([order], [gone])
    assert listed(client, tab="expired", q=order.number) == []


def test_an_empty_list_says_so(client):
    assert "No transfer is awaited." in client.get(reverse("transfers")).content.decode()


def test_fifty_on_a_page(client, monkeypatch):
    monkeypatch.setattr("checkout.desk.transfers.PER_PAGE", 2)
    orders = [put_off(transfer_order(), hours=hour) for hour in (1, 2, 3)]
    assert (listed(client), listed(client, p=2)) == (orders[:2], orders[2:])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("tab", ["", "expired"])
def test_the_list_asks_the_same_number_of_questions(client, django_assert_num_queries, count, tab):
    for _ in range(count):
        expired_order() if tab else transfer_order()
    client.get(reverse("transfers"), {"tab": tab})
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("transfers"), {"tab": tab})


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_same_number_of_questions(client, django_assert_num_queries, count):
    rows = [f"3/2,15000,{transfer_order().number}" for _ in range(count)]
    shown(client, *rows)
    with django_assert_num_queries(PREVIEW_QUERIES):
        shown(client, *rows)


def test_a_line_that_names_its_order_is_shown_and_then_recorded(client, operator):
    order = transfer_order()
    preview = shown(client, f"2026-03-02,15000,Kim {order.number}")
    assert (matches(preview), statuses()) == ([Match.READY], ["pending_payment"])
    page = preview.content.decode()
    assert page.count(f'value="{order.last_attempt.pk}" checked') == 1
    assert confirmed(client, as_sent(preview)) == [(order.number, "")]
    order.refresh_from_db()
    reason = f"2026-03-02 Kim {order.number}"
    assert (order.status, order.events.get(to_status="paid").reason) == ("paid", reason)
    entry = ModelLogEntry.objects.get(action="checkout.order_paid")
    assert (entry.user, entry.object_id, entry.data) == (operator, str(order.pk), {"reason": reason})


def test_a_cp949_file_is_read(client):
    order = transfer_order(full_name="홍길동")
    text = '거래일자,입금액(원),적요\n2026.03.02,"15,000",홍길동\n'
    file = SimpleUploadedFile("bank.csv", text.encode("cp949"), content_type="text/csv")
    preview = client.post(reverse("transfer_preview"), {"file": file, "text": ""})
    assert matches(preview) == [Match.READY]
    assert preview.content.decode().count(" checked") == 0
    assert confirmed(client, as_sent(preview)) == [(order.number, "")]


def test_each_kind_of_line_says_what_is_the_matter(client):
    first, second = transfer_order(full_name="Lee Jun"), transfer_order(full_name="Lee Jun")
    gone = expired_order()
    preview = shown(
        client,
        f"3/2,14000,{first.number}",
        f"3/2,15500,{first.number}",
        f"3/2,30000,{first.number} {second.number}",
        f"3/2,15000,{gone.number}",
        f"3/2,14000,{gone.number}",
        "3/2,15000,Lee Jun",
        "3/2,15000,Lee Jun",
        "3/2,1,Lee Jun",
    )
    assert matches(preview) == [
        Match.MISMATCH,
        Match.MISMATCH,
        Match.SEVERAL,
        Match.LATE,
        Match.LATE,
        Match.CHOOSE,
        Match.REPEATED,
        Match.UNMATCHED,
    ]
    page = preview.content.decode()
    texts = [
        "₩1,000 too little",
        "₩500 too much",
        "Names several orders: record each on its own page.",
        "The order has expired.",
        "The order has expired, and the sum is another.",
        "Choose an order of this sum",
        "The same as line 7.",
        "No order of this sum is awaited.",
    ]
    assert [page.count(text) for text in texts] == [1] * 8
    assert page.count(reverse("order_step", args=[gone.pk, "paid"])) == 1
    assert len(preview.context["lines"].forms) == 1


def test_a_choice_that_drops_down_has_an_end(client, monkeypatch):
    monkeypatch.setattr("checkout.desk.transfers.CHOICES_SHOWN", 1)
    _first, _second = transfer_order(), transfer_order()
    page = shown(client, "3/2,15000,?").content.decode()
    assert (page.count("<option"), page.count("1 more of this sum is not shown")) == (2, 1)


def test_an_order_is_chosen_for_a_line(client):
    _first, second = transfer_order(full_name="Lee Jun"), transfer_order(full_name="Lee Jun")
    preview = shown(client, "3/2,15000,Lee Jun", "3/3,15000,Lee Jun")
    assert confirmed(client, as_sent(preview, choose={0: second})) == [(second.number, "")]
    assert statuses() == ["pending_payment", "paid"]


def test_one_order_chosen_for_two_lines_is_paid_once(client):
    first, _second = transfer_order(), transfer_order()
    preview = shown(client, "3/2,15000,?", "3/3,15000,?")
    assert confirmed(client, as_sent(preview, choose={0: first, 1: first})) == [
        (first.number, ""),
        (first.number, f"Order {first.number} is “Paid” now: no transfer is awaited for it."),
    ]


def test_confirming_twice_records_once_and_the_statement_knows(client):
    order = transfer_order()
    preview = shown(client, f"3/2,15000,{order.number}")
    sent = as_sent(preview)
    refusal = f"This line is recorded already, for order {order.number}."
    assert [confirmed(client, sent) for _ in range(2)] == [[(order.number, "")], [(order.number, refusal)]]
    assert order.events.filter(to_status="paid").count() == 1
    again = shown(client, f"3/2,15000,{order.number}")
    assert (matches(again), again.context["may_confirm"]) == ([Match.RECORDED], False)
    assert f"Already recorded, for order {order.number}." in again.content.decode()


def test_an_order_cancelled_meanwhile_is_refused_and_the_others_go_through(client):
    ended, expired, order = transfer_order(), transfer_order(), transfer_order()
    preview = shown(client, *(f"3/2,15000,{one.number}" for one in (ended, expired, order)))
    cancel_order(order=ended, actor=None, reason="mistake", now=timezone.now())
    put_off(expired, hours=-1)
    expire_overdue_orders(now=timezone.now())
    answer = client.post(reverse("transfer_confirm"), as_sent(preview))
    assert [(outcome.order, outcome.problem) for outcome in answer.context["outcomes"]] == [
        (ended, f"Order {ended.number} is “Cancelled” now: no transfer is awaited for it."),
        (expired, f"Order {expired.number} is “Expired” now: no transfer is awaited for it."),
        (order, ""),
    ]
    page = answer.content.decode()
    assert (page.count("1 order is confirmed."), page.count("2 lines were not recorded.")) == (1, 1)
    assert (statuses(), Payment.objects.refunds().count()) == (["cancelled", "expired", "paid"], 0)


def test_what_was_changed_on_the_way_is_judged_again(client):
    order, cash = transfer_order(), placed_order()
    sent = as_sent(shown(client, f"3/2,15000,{order.number}"))
    refused = {
        "form-0-amount": ("14000", f"Order {order.number} costs ₩15,000, and the line is of ₩14,000."),
        "form-0-payment": (
            cash.last_attempt.pk,
            f"Order {cash.number} is “Confirmed, paid on delivery” now: no transfer is awaited for it.",
        ),
    }
    for name, (value, problem) in refused.items():
        assert [text for _order, text in confirmed(client, {**sent, name: value})] == [problem]
    assert confirmed(client, {**sent, "form-0-payment": 10**9}) == [("None", "This transfer is not known.")]
    assert statuses() == ["pending_payment", "confirmed"]


@pytest.mark.parametrize(
    "change",
    [{"form-0-amount": "many"}, {"form-0-date": ""}, {"form-TOTAL_FORMS": "501"}, {"form-TOTAL_FORMS": ""}],
)
def test_lines_that_cannot_be_read_change_nothing(client, change):
    order = transfer_order()
    sent = {**as_sent(shown(client, f"3/2,15000,{order.number}")), **change}
    answer = client.post(reverse("transfer_confirm"), sent, follow=True)
    assert [str(message).strip() for message in answer.context["messages"]] == [
        "The confirmed lines could not be read. Show the statement again."
    ]
    assert statuses() == ["pending_payment"]


def test_nothing_chosen_is_said(client):
    transfer_order(full_name="Lee Jun")
    sent = as_sent(shown(client, "3/2,15000,?"))
    answer = client.post(reverse("transfer_confirm"), sent, follow=True)
    assert [str(message).strip() for message in answer.context["messages"]] == [
        "No line was chosen: nothing is recorded."
    ]
    assert statuses() == ["pending_payment"]


@pytest.mark.parametrize(
    ("file", "text", "errors"),
    [
        (b"", "", {"__all__": ["Upload the statement, or paste its lines: one of the two."]}),
        (b"a", "a", {"__all__": ["Upload the statement, or paste its lines: one of the two."]}),
        (b"\x00\x01", "", {"file": ["This is not a text in UTF-8 or CP949. Save the statement as CSV."]}),
        (b"x" * (MAX_BYTES + 9), "", {"file": ["The statement is larger than 1 MB."]}),
        (b"", "x" * (MAX_BYTES + 1), {"text": ["The statement is larger than 1 MB."]}),
        (b"", f"{HEADER}1,1,a\x00", {"text": ["Null characters are not allowed."]}),
        (b"", HEADER + "x" * 10_000, {"text": ["Line 2 is longer than 2000 characters."]}),
        (b"", f"{HEADER}3/2,many,x", {"text": ["Line 2: “many” is not an amount."]}),
    ],
)
def test_a_statement_that_cannot_be_read_is_refused_and_what_was_typed_is_kept(client, file, text, errors):
    order = transfer_order()
    sent = {"file": SimpleUploadedFile("bank.csv", file)} if file else {}
    answer = client.post(reverse("transfer_preview"), {**sent, "text": text})
    form = answer.context["form"]
    assert (answer.status_code, form.errors, form["text"].value()) == (200, errors, text)
    assert [payment.order for payment in answer.context["transfers"]] == [order]


def test_whoever_may_only_look_records_nothing(client):
    order = transfer_order()
    sent = as_sent(shown(client, f"3/2,15000,{order.number}"))
    client.force_login(member("reader", "checkout.view_order"))
    page = client.get(reverse("transfers")).content.decode()
    assert (page.count(order.number), page.count("Payment received"), page.count("transfers/preview")) == (
        1,
        0,
        0,
    )
    for door in ("transfer_preview", "transfer_confirm"):
        assert client.post(reverse(door), sent).headers["Location"] == "/admin/"
    assert statuses() == ["pending_payment"]


def test_what_the_bank_writes_is_text(client):
    page = shown(client, "3/2,15000,<script>alert(1)</script>").content.decode()
    assert page.count("<script>alert(1)") == 0
    assert page.count("&lt;script&gt;alert(1)") == 1


def test_a_line_that_paid_one_order_pays_no_other(operator):
    first, second = transfer_order(), transfer_order()
    line = StatementLine(number=2, date="3/2", text="Kim", amount=Decimal(15000))
    now = timezone.now()
    record_line(payment_id=first.last_attempt.pk, line=line, actor=operator, now=now)
    with pytest.raises(AlreadyRecorded):
        record_line(payment_id=second.last_attempt.pk, line=line, actor=operator, now=now)


def test_an_unknown_payment_is_refused(operator):
    line = StatementLine(number=2, date="3/2", text="Kim", amount=Decimal(15000))
    with pytest.raises(TransferRefused):
        record_line(payment_id=1, line=line, actor=operator, now=timezone.now())


def test_money_of_an_order_that_was_paid_on_its_own_page_pays_no_other(client):
    first, other = transfer_order(), transfer_order()
    Order.objects.update(placed_at=timezone.now())
    mark_paid(payment=first.last_attempt, reason="seen on paper", now=timezone.now())
    page = shown(client, f"11-20,15000,{first.full_name} {first.number}")
    assert matches(page) == [Match.OVER]
    assert [transfer.number for transfer in page.context["rows"][0].proposal.transfers] == [first.number]
    assert "No transfer is awaited for this order any more: see its page." in page.content.decode()
    assert matches(shown(client, f"11-20,15000,{other.full_name}")) == [Match.READY]


def test_a_line_of_signs_that_become_many_letters_is_recorded(client):
    order = transfer_order()
    page = shown(client, f"11-20,15000,{order.number} " + "\ufdfa" * 200)
    assert confirmed(client, as_sent(page)) == [(order.number, "")]
