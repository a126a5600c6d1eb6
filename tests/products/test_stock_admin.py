import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from products.models import StockMovement
from products.stock import reserve_stock, sell_stock
from tests.factories.products import OPENING, counters, movements, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db

URL = "/admin/stock/"


@pytest.fixture
def operator(client):
    user = member("operator", "products.change_stockrecord")
    client.force_login(user)
    return user


def data(**kwargs):
    return {"sku": "BAR", "kind": "receive", "quantity": "5", "reason": "delivery"} | kwargs


def test_receiving_and_writing_off(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    response = client.post(URL, data())
    assert (response.status_code, response["Location"]) == (302, "/admin/stock/?sku=BAR")
    client.post(URL, data(kind="write_off", quantity="3", reason="broken"))
    assert counters(variant) == (12, 0)
    assert movements(variant)[1:] == [("receive", 5, "delivery"), ("write_off", 3, "broken")]
    assert StockMovement.objects.last().actor == operator


@pytest.mark.parametrize("quantity", ["0", "-1", "1.5", "abc", "1e9", "1000001", "１２", ""])
def test_quantities_that_are_refused(client, operator, quantity):
    variant = stocked_variant(sku="BAR", pieces=10)
    response = client.post(URL, data(quantity=quantity))
    assert list(response.context["form"].errors) == ["quantity"]
    assert counters(variant) == (10, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("sku", "NOPE"), ("sku", ""), ("kind", "sell"), ("reason", ""), ("reason", "x" * 201)],
)
def test_other_fields_that_are_refused(client, operator, field, value):
    stocked_variant(sku="BAR", pieces=10)
    assert list(client.post(URL, data(**{field: value})).context["form"].errors) == [field]


def test_promised_pieces_are_not_written_off(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 8}, order_number="A-1", now=OPENING)
    response = client.post(URL, data(kind="write_off"))
    assert response.context["form"].errors == {"quantity": ["Only 2 are not promised to an order."]}


def test_the_ledger(client, operator):
    stocked_variant(sku="BAR", pieces=10)
    stocked_variant(sku="MUG", pieces=7)
    assert len(client.get(URL).context["movements"]) == 2
    mine = client.get(f"{URL}?sku=mug").context["movements"]
    assert [(m.variant.sku, m.quantity) for m in mine] == [("MUG", 7)]
    assert client.get(f"{URL}?sku=nope").status_code == 200
    assert client.get(f"{URL}?p=2").status_code == 404


def test_the_ledger_has_pages(client, operator):
    variant = stocked_variant(sku="BAR", pieces=1)
    StockMovement.objects.bulk_create(
        StockMovement(variant=variant, kind="receive", quantity=1, created_at=OPENING) for _ in range(50)
    )
    assert "Page 1 of 2" in client.get(f"{URL}?sku=BAR").content.decode()
    assert len(client.get(f"{URL}?sku=BAR&p=2").context["movements"]) == 1


def test_without_permission_there_is_no_desk(client):
    client.force_login(member("editor", "products.change_product"))
    assert client.get(URL).status_code == 302
    assert URL not in client.get("/admin/").content.decode()


def test_the_menu_leads_there(client, operator):
    assert URL in client.get("/admin/").content.decode()


def test_goods_come_back_and_no_more_than_were_sold(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 2}, order_number="A-1", now=OPENING)
        sell_stock(promised={variant.pk: 2}, order_number="A-1", now=OPENING)
    refused = client.post(URL, data(kind="return", quantity="3"))
    assert refused.context["form"].errors == {"quantity": ["Fewer were sold and have not come back yet."]}
    client.post(URL, data(kind="return", quantity="2", reason="unclaimed"))
    assert counters(variant) == (10, 0)
    assert movements(variant)[-1] == ("return", 2, "unclaimed")


def test_an_empty_form_says_what_is_missing(client, operator):
    errors = client.post(URL).context["form"].errors
    assert list(errors) == ["sku", "kind", "quantity", "reason"]


def test_the_same_form_twice_books_once(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    answers = [client.post(URL, data(key="abc", kind="write_off", quantity="10")) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert counters(variant) == (0, 0)
    assert len(movements(variant)) == 2


def test_the_same_key_with_other_contents_is_refused_and_what_was_typed_stays(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    client.post(URL, data(key="abc"))
    form = client.post(URL, data(key="abc", quantity="6")).context["form"]
    assert form.non_field_errors() == [
        "Something else was already booked by this form. Look at the movements below."
    ]
    assert (form["quantity"].value(), form["key"].value() != "abc") == ("6", True)
    assert counters(variant) == (15, 0)


def ledger(client, query):
    return [(m.kind, m.quantity) for m in client.get(f"{URL}?{query}").context["movements"]]


def test_the_ledger_has_filters(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    later = OPENING + datetime.timedelta(days=2)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 2}, order_number="A-1", now=later)
    assert ledger(client, "kind=reserve") == [("reserve", 2)]
    assert ledger(client, "order=a-1") == [("reserve", 2)]
    assert ledger(client, "since=2025-01-03") == [("reserve", 2)]
    assert ledger(client, "until=2025-01-01") == [("receive", 10)]
    assert ledger(client, "since=2025-01-01&until=2025-01-03&sku=bar&kind=receive") == [("receive", 10)]
    assert len(ledger(client, "kind=nonsense&since=soon&order=%00")) == 2


def test_the_ledger_as_a_file(client, operator):
    variant = stocked_variant(sku="BAR", pieces=10)
    client.post(URL, data(reason="=cmd"))
    response = client.get(f"{URL}?sku=BAR&kind=receive&export=csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0] == "\ufeffWhen,SKU,Product,What,Quantity,Order,Reason,By"
    assert lines[1].split(",")[1:] == ["BAR", variant.product.name, "Received", "5", "", "'=cmd", "operator"]
    assert lines[2] == f"2025-01-01T18:00:00+09:00,BAR,{variant.product.name},Received,10,,opening,"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_however_much_it_lists(client, operator, count):
    client.get(URL)
    for _ in range(count):
        stocked_variant(pieces=1)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    ours = [query for query in queries if "products_" in query["sql"]]
    assert len(ours) == 3


def test_known_skus_are_suggested(client, operator):
    variant = stocked_variant(sku="BAR", pieces=1)
    wanted = f'<datalist id="stock-skus"><option value="BAR">{variant.product.name}</option></datalist>'
    assert wanted in client.get(URL).content.decode()
