"""Who may print a receipt, and who a packing slip."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkout.desk import slips
from checkout.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.checkout import filled_cart, order_cart, placed_order
from tests.factories.museum import museum
from tests.factories.products import ProductClaimFactory, ProductImageFactory, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db

SLIPS = "/admin/packing-slips/"
SLIPS_PDF = "/admin/packing-slips.pdf"


def papers_of(order: Order) -> tuple[str, str]:
    return f"/orders/{order.number}/receipt/", f"/orders/{order.number}/receipt.pdf"


def slips_of(order: Order) -> tuple[str, str]:
    return f"/admin/orders/{order.pk}/packing-slip/", f"/admin/orders/{order.pk}/packing-slip.pdf"


def user_client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestReceipts:
    def test_their_addresses_are_the_documented_ones(self):
        order = placed_order()
        names = ("checkout:receipt", "checkout:receipt_pdf")
        assert tuple(reverse(name, args=[order.number]) for name in names) == papers_of(order)

    def test_the_owner_prints_it_and_nobody_else_does(self):
        owner = UserFactory()
        order = placed_order(user=owner)
        visitors = (
            user_client(owner),
            user_client(UserFactory()),
            user_client(member("staff", "*")),
            Client(),
        )
        for path in papers_of(order):
            assert [visitor.get(path).status_code for visitor in visitors] == [200, 404, 404, 404]
            assert Client().get(f"{path}?token=wrong").status_code == 404

    @pytest.mark.parametrize("first", [0, 1])
    def test_the_link_of_the_mail_opens_both_forms_and_the_order(self, client, first):
        order = placed_order()
        paths = (*papers_of(order), order.get_absolute_url())
        assert [client.get(path).status_code for path in paths] == [404] * 3
        assert client.get(f"{paths[first]}?token={order.access_token}").status_code == 200
        assert [client.get(path).status_code for path in paths] == [200] * 3

    def test_the_pdf_is_named_after_the_order_and_kept_nowhere(self):
        owner = UserFactory()
        order = placed_order(user=owner)
        page, pdf = (user_client(owner).get(path) for path in papers_of(order))
        assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
        assert pdf["Content-Disposition"] == f'inline; filename="receipt-{order.number}.pdf"'
        kept = "max-age=0, no-cache, no-store, must-revalidate, private"
        assert [answer["Cache-Control"] for answer in (page, pdf)] == [kept] * 2

    def test_it_is_only_read(self, client):
        order = placed_order()
        assert [client.post(path).status_code for path in papers_of(order)] == [405, 405]

    def test_the_page_says_what_the_pdf_says(self):
        owner = UserFactory()
        order = placed_order(user=owner, full_name="<b>김하늘")
        page = user_client(owner).get(papers_of(order)[0])
        assert page.context["receipt"].place[0] == "<b>김하늘"
        assert page.content.decode().count("&lt;b&gt;김하늘") == 1

    def test_queries_do_not_grow_with_lines(self):
        counts = []
        for lines in (1, 3):
            owner = UserFactory()
            variants = [stocked_variant() for _ in range(lines)]
            for variant in variants:
                ProductClaimFactory(product=variant.product)
            order = order_cart(filled_cart(*variants, user=owner), user=owner)
            client = user_client(owner)
            for path in papers_of(order):
                client.get(path)
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(path).status_code == 200
                counts.append(len(queries))
        assert counts[:2] == counts[2:]


class TestPackingSlips:
    @pytest.fixture(autouse=True)
    def _building(self):
        museum()

    @pytest.fixture
    def packer(self):
        return user_client(member("packer", "checkout.view_order"))

    def test_whoever_sees_orders_prints_them(self, packer):
        order = placed_order()
        editor = user_client(member("editor"))
        for path in (*slips_of(order), SLIPS, SLIPS_PDF):
            assert [visitor.get(path).status_code for visitor in (packer, editor, Client())] == [
                200,
                302,
                302,
            ]
            assert packer.post(path).status_code == 405
        assert [
            packer.get(path.replace(str(order.pk), "999999")).status_code for path in slips_of(order)
        ] == [404, 404]

    def test_the_menu_shows_them_to_packers(self, packer):
        assert f'"{SLIPS}"' in packer.get("/admin/").content.decode()

    def test_pdfs_have_their_names(self, packer):
        order = placed_order()
        named = [packer.get(path)["Content-Disposition"] for path in (slips_of(order)[1], SLIPS_PDF)]
        assert named == [
            f'inline; filename="packing-slip-{order.number}.pdf"',
            'inline; filename="packing-slips.pdf"',
        ]

    def test_a_page_shows_no_price_and_escapes_what_was_typed(self, packer):
        order = placed_order(price=12345, note="<b>now</b>")
        page = packer.get(slips_of(order)[0]).content.decode()
        assert ("12,345" in page, "<b>now</b>" in page, "&lt;b&gt;now&lt;/b&gt;" in page) == (
            False,
            False,
            True,
        )
        assert page.count('class="paper__tick"') == 1

    def test_one_stack_at_a_time(self, packer, monkeypatch):
        monkeypatch.setattr(slips, "SLIPS_AT_ONCE", 2)
        orders = [placed_order() for _ in range(3)]
        page = packer.get(SLIPS)
        assert [slip.number for slip in page.context["slips"]] == [order.number for order in orders[:2]]
        assert page.context["more"] == 1

    def test_nothing_to_pack_offers_nothing_to_print(self, packer):
        page = packer.get(SLIPS)
        assert (page.status_code, page.context["slips"]) == (200, [])
        assert "data-print" not in page.content.decode()

    def test_queries_do_not_grow_with_slips(self, packer):
        counts = []
        for _ in range(2):
            order = placed_order()
            variants = [stocked_variant() for _ in range(2)]
            for variant in variants:
                ProductImageFactory(product=variant.product)
            order = order_cart(filled_cart(*variants))
            for path in (*slips_of(order), SLIPS, SLIPS_PDF):
                packer.get(path)
                with CaptureQueriesContext(connection) as queries:
                    packer.get(path)
                counts.append(len(queries))
        assert counts[:4] == counts[4:]
