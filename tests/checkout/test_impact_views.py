"""The pages of impact: what stands on them, and that each sum is the sum of its lines."""

import re
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkout import impact_lines
from checkout.captures import mark_paid
from checkout.models import ImpactReceipt, Order
from checkout.printing.receipt_facts import read_receipt
from checkout.refunds import Pieces, refund_pieces
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def water():
    return ProblemPageFactory(title="Water", slug="water")


@pytest.fixture
def soap(water):
    brand = BrandPageFactory(title="Salt", slug="salt", problem=water)
    return sold(brand, "Salt soap", ClaimFactory(problem=water, unit="litres", amount=Decimal("0.1")))


@pytest.fixture
def cup(water):
    """Of another brand and another unit, in the same room."""
    brand = BrandPageFactory(title="Kiln", slug="kiln", problem=water)
    return sold(brand, "A cup", ClaimFactory(problem=water, unit="filters", amount=Decimal(1)))


def sold(brand, name, claim):
    variant = stocked_variant(pieces=50, product__brand=brand, product__name=name)
    ProductClaimFactory(product=variant.product, claim=claim)
    return variant


def bought(*variants, quantity: int = 1, user=None) -> Order:
    order = order_cart(
        filled_cart(*variants, quantity=quantity, user=user), user=user, payment_method="bank_transfer"
    )
    return mark_paid(payment=order.last_attempt, reason="", now=NOW)


def give_back(order: Order, pieces: int) -> None:
    refund_pieces(order=order, pieces=[Pieces(1, pieces)], reason="", actor=None, now=LATER)


def sums_on(page) -> dict[str, Decimal]:
    return {one.unit: one.amount for one in page.context["wall"].sums}


def lines_of(client, address: str) -> list:
    """Along the ways to older ones, and by the numbers of the pages."""
    pages = [client.get(address).context["wall"].lines]
    while pages[-1].older:
        pages.append(client.get(f"{address}?before={pages[-1].older}").context["wall"].lines)
    for number, page in enumerate(pages, 1):
        assert client.get(f"{address}?page={number}").context["wall"].lines.shown == page.shown
    return [line for page in pages for line in page.shown]


def added_up(lines) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.unit] += -line.amount if line.is_back else line.amount
    return {unit: amount for unit, amount in sums.items() if amount}


def test_each_sum_is_that_of_the_lines_on_all_its_pages(client, soap, cup, monkeypatch):
    monkeypatch.setattr(impact_lines, "LINES_A_PAGE", 2)
    give_back(bought(soap, cup, quantity=3), 2)
    bought(soap)
    bought(cup, quantity=2)
    expected = {
        "/impact/": {"litres": Decimal("0.2"), "filters": Decimal(5)},
        "/impact/problems/water/": {"litres": Decimal("0.2"), "filters": Decimal(5)},
        "/impact/brands/salt/": {"litres": Decimal("0.2")},
        "/impact/brands/kiln/": {"filters": Decimal(5)},
    }
    assert {address: sums_on(client.get(address)) for address in expected} == expected
    assert {address: added_up(lines_of(client, address)) for address in expected} == expected


def test_a_line_says_what_when_and_how_much_and_not_whose(client, soap):
    order = bought(soap, quantity=3)
    give_back(order, 1)
    page = client.get("/impact/brands/salt/").content.decode()
    rows = re.findall(r"<tr class=.*?</tr>", page, re.DOTALL)
    assert [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows] == [
        f"4 Mar 2026 Salt soap Salt · taken back {soap.product.claims_shown[0].statement} −1 × −0.1 litres",
        f"2 Mar 2026 Salt soap Salt {soap.product.claims_shown[0].statement} 3 × 0.3 litres",
    ]
    assert [text for text in (order.number, order.full_name, order.email, order.city) if text in page] == []


def test_rooms_and_brands_open_to_their_own_pages(client, soap, cup):
    bought(soap, cup)
    page = client.get("/impact/").content.decode()
    doors = ["/impact/problems/water/", "/impact/brands/salt/", "/impact/brands/kiln/"]
    assert [page.count(f'href="{door}"') for door in doors] == [1, 1, 1]


def test_before_anything_was_paid(client, soap):
    for address in ["/impact/", "/impact/problems/water/", "/impact/brands/salt/"]:
        assert client.get(address).content.decode().count("Nothing is counted here yet") == 1


def test_what_was_taken_off_show_still_opens_to_its_lines_and_the_unknown_does_not(client, soap, water):
    hidden = ProblemPageFactory(slug="hidden", live=False)
    assert client.get("/impact/problems/hidden/").status_code == 404
    bought(soap)
    water.live = False
    water.save()
    page = client.get("/impact/problems/water/")
    assert (page.status_code, page.content.decode().count("Enter the room")) == (200, 0)
    assert hidden.pk
    unknown = ["/impact/problems/nope/", "/impact/brands/nope/", "/impact/receipts/nope/", "/impact/?page=2"]
    unknown += ["/impact/?before=999999999", "/impact/?before=nope"]
    unknown += ["/impact/problems/a%00b/", "/impact/brands/a%00b/"]
    assert [client.get(address).status_code for address in unknown] == [404] * 8


@pytest.mark.parametrize("orders", [1, 3])
def test_two_questions_for_any_number_of_lines(client, soap, cup, orders):
    """Of the ledger two: how far it goes, and a page of lines; the sums once."""
    for _ in range(orders):
        bought(soap, cup)
    for address in ["/impact/", "/impact/problems/water/", "/impact/brands/salt/"]:
        for expected in (3, 2):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            ours = [query for query in queries if "checkout_impactentry" in query["sql"]]
            assert (address, len(ours)) == (address, expected)


def check(client, order: Order):
    return client.get(ImpactReceipt.objects.get(order=order).get_absolute_url())


def test_anybody_checks_a_receipt_and_learns_of_nobody(client, soap):
    order = bought(soap, quantity=3, user=UserFactory(username="haneul"))
    give_back(order, 1)
    answer = check(client, order)
    page = answer.content.decode()
    checked = answer.context["receipt"]
    [deed] = checked.deeds
    assert (deed.title, deed.pieces, deed.earned, deed.amount, checked.is_whole) == (
        "Salt soap",
        3,
        Decimal("0.3"),
        Decimal("0.2"),
        False,
    )
    assert [(back.day.isoformat(), back.pieces, back.amount) for back in deed.taken_back] == [
        ("2026-03-04", 1, Decimal("0.1"))
    ]
    assert checked.sums == [("litres", Decimal("0.2"))]
    assert page.count('<meta name="robots" content="noindex">') == 1
    assert page.count('href="https://example.org/evidence"') == 1
    told = (order.number, order.full_name, order.email, order.address_line1, "haneul", str(order.total))
    assert [text for text in told if text in page] == []


def test_a_receipt_is_checked_in_two_questions(client, soap, cup):
    address = ImpactReceipt.objects.get(order=bought(soap, cup)).get_absolute_url()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len([query for query in queries if "checkout_impact" in query["sql"]]) == 2


def test_no_code_before_the_payment_and_the_papers_lead_to_it(client, soap):
    order = order_cart(filled_cart(soap), payment_method="bank_transfer")
    link = f"{order.get_absolute_url()}?token={order.access_token}"
    page = client.get(link).content.decode()
    assert (page.count("What this order will do"), page.count("/impact/receipts/")) == (1, 0)
    assert read_receipt(order=order, site=None).check_address == ""
    mark_paid(payment=order.last_attempt, reason="", now=NOW)
    address = ImpactReceipt.objects.get().get_absolute_url()
    page = client.get(link).content.decode()
    assert (page.count("What this order does"), page.count(f'href="{address}"')) == (1, 1)
    assert read_receipt(order=order, site=None).check_address == f"http://testserver{address}"
    paper = client.get(f"/orders/{order.number}/receipt/").content.decode()
    assert paper.count(f'href="http://testserver{address}"') == 1


def test_the_paper_says_what_the_ledger_says(soap):
    order = bought(soap, quantity=3)
    give_back(order, 1)
    [deed] = read_receipt(order=order, site=None).deeds
    assert deed.amount == "0.2 litres"


def test_ones_own_sum_opens_to_the_lines_of_ones_orders(client, soap, cup):
    user = UserFactory()
    orders = [bought(soap, quantity=3, user=user), bought(soap, cup, user=user)]
    give_back(orders[0], 1)
    bought(soap, quantity=9, user=UserFactory())
    client.force_login(user)
    impact = client.get("/account/impact/").context["impact"]
    lines = impact.lines.shown
    assert {deed.unit: deed.amount for deed in impact.deeds} == added_up(lines)
    assert added_up(lines) == {"litres": Decimal("0.3"), "filters": Decimal(1)}
    assert [line.order_number for line in lines] == [
        orders[0].number,
        *[orders[1].number] * 2,
        orders[0].number,
    ]
    assert client.get("/account/").content.decode().count('href="/account/impact/"') == 2


def test_the_sitemap_lists_what_has_lines_and_no_receipt(client, soap, cup):
    bought(soap)
    found = re.findall(
        r"<loc>http://testserver(/impact/.*?)</loc>", client.get("/sitemap.xml").content.decode()
    )
    assert found == ["/impact/", "/impact/problems/water/", "/impact/brands/salt/"]
