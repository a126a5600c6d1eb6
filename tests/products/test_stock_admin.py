import pytest
from django.db import transaction

from products.models import StockMovement
from products.stock import reserve_stock
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
