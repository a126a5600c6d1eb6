"""The reporting views: their columns to the letter, and what they say after a few sales."""

from datetime import timedelta
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from checkout.captures import mark_paid
from checkout.order_life import cancel_order, ship_order
from checkout.refunds import Pieces, refund_pieces
from checkout.reports.installing import VIEWS, drop_views, make_views
from stories.models import DailyReads
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)

COLUMNS = {
    "report_stock": "sku received returned written_off on_hand reserved sold",
    "report_stock_movements": "id sku kind quantity order_number created_at",
    "report_orders": (
        "number status user_id cart_id currency subtotal discount_total shipping_total tax_total total "
        "coupon_code campaign placed_at expires_at"
    ),
    "report_order_lines": "order_number line_no sku title quantity unit_price line_total story_id campaign",
    "report_order_events": "order_number from_status to_status actor at",
    "report_payments": "id order_number provider provider_ref kind amount currency status created_at",
    "report_coupons": "code campaign limit_total limit_per_customer campaign_limit",
    "report_coupon_redemptions": "code order_number customer_key state",
    "report_mail": (
        "id kind order_number recipient status attempts message_id created_at next_attempt_at sent_at"
    ),
    "report_webhooks": "provider event_id received_at processed_at outcome",
    "report_idempotency": "scope key state order_number lease_until created_at",
    "report_catalogue": "sku product_id brand_id price currency published updated_at",
    "report_users": "id email_key nickname_key role is_active email_verified second_factor",
    "report_addresses": "id user_id is_default deleted",
    "report_impact": "order_number line_no claim_id statement unit amount",
    "report_story_sales": "story_id title views adds orders revenue",
    "report_audit": "at actor_id action object_type object_id",
}


def read(view: str, columns: str = "*", where: str = "") -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {view} {where}")
        return cursor.fetchall()


def test_every_view_is_there_and_no_other():
    assert sorted(COLUMNS) == sorted(VIEWS)


@pytest.mark.parametrize("view", COLUMNS)
def test_a_view_has_its_columns_in_their_order(view):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {view}")
        assert [column[0] for column in cursor.description] == COLUMNS[view].split()


def test_an_order_from_placing_to_a_refund():
    variant = stocked_variant(pieces=10, price=10000)
    order = order_cart(filled_cart(variant, quantity=3), payment_method="bank_transfer")
    assert read("report_stock") == [(variant.sku, 10, 0, 0, 7, 3, 0)]
    mark_paid(payment=order.last_attempt, reason="", now=LATER)
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=LATER, pieces={1: 2})
    refund_pieces(order=order, pieces=[Pieces(1, 2)], reason="", actor=None, now=LATER)
    assert read("report_stock") == [(variant.sku, 10, 1, 0, 9, 0, 2)]
    assert read("report_stock_movements", "kind, quantity, order_number", "ORDER BY id") == [
        ("receive", 10, None),
        ("reserve", 3, order.number),
        ("sell", 2, order.number),
        ("release", 1, order.number),
        ("return", 1, order.number),
    ]
    assert read("report_order_events", "from_status, to_status") == [
        (None, "pending_payment"),
        ("pending_payment", "paid"),
        ("paid", "packed"),
        ("packed", "partially_refunded"),
    ]
    assert [
        (kind, status, Decimal(amount))
        for kind, status, amount in read("report_payments", "kind, status, amount", "ORDER BY id")
    ] == [("capture", "captured", 33000), ("refund", "pending", 22000)]
    assert read("report_mail", "kind, status, attempts, recipient", "ORDER BY created_at, id") == [
        ("order_confirmation", "pending", 0, "haneul@example.org"),
        ("payment_received", "pending", 0, "haneul@example.org"),
        ("order_shipped", "pending", 0, "haneul@example.org"),
        ("order_refunded", "pending", 0, "haneul@example.org"),
    ]
    assert read("report_idempotency", "state, order_number") == [("done", order.number)]


def test_impact_is_counted_from_the_payment_on_and_less_what_went_back():
    variant = stocked_variant()
    claim = ProductClaimFactory(product=variant.product, claim__amount=Decimal("0.1")).claim
    order = order_cart(filled_cart(variant, quantity=3), payment_method="bank_transfer")

    def amount() -> Decimal:
        [(number, line_no, claim_id, amount)] = read(
            "report_impact", "order_number, line_no, claim_id, amount"
        )
        assert (number, line_no, claim_id) == (order.number, 1, claim.pk)
        return round(Decimal(amount), 3)

    assert amount() == 0
    mark_paid(payment=order.last_attempt, reason="", now=LATER)
    assert amount() == Decimal("0.3")
    refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="", actor=None, now=LATER)
    assert amount() == Decimal("0.2")


def test_a_story_is_told_what_it_sold():
    story = BrandStoryPageFactory()
    variant = stocked_variant(pieces=10, price=10000)
    paid = order_cart(filled_cart(variant, story=story), payment_method="bank_transfer")
    mark_paid(payment=paid.last_attempt, reason="", now=LATER)
    order_cart(filled_cart(variant, story=story))
    gone = order_cart(filled_cart(variant, story=story))
    cancel_order(order=gone, actor=None, reason="", now=LATER)
    DailyReads.objects.create(kind="added_from", thing=story.pk, day="2026-03-02", reads=3)
    [(story_id, title, views, adds, orders, revenue)] = read("report_story_sales")
    assert (story_id, title, views, adds, orders, Decimal(revenue)) == (
        story.pk,
        story.title,
        0,
        3,
        2,
        10000,
    )


def test_people_have_their_role_and_their_names_in_small_letters():
    owner = UserFactory(username="owner", is_superuser=True)
    reader = UserFactory(username="reader", email="Reader@Example.org", chosen_nickname="Bookworm")
    assert sorted(read("report_users", "id, email_key, nickname_key, role")) == sorted(
        [
            (owner.pk, "owner@example.org", owner.profile.nickname.lower(), "owner"),
            (reader.pk, "reader@example.org", "bookworm", "shopper"),
        ]
    )


def test_an_app_or_a_passkey_is_a_second_factor_and_recovery_codes_are_none():
    people = {name: UserFactory(username=name) for name in ("totp", "webauthn", "recovery_codes", "none")}
    for kind in ("totp", "webauthn", "recovery_codes"):
        Authenticator.objects.create(user=people[kind], type=kind, data={})
    rows = {pk: bool(has_one) for pk, has_one in read("report_users", "id, second_factor")}
    assert {name: rows[user.pk] for name, user in people.items()} == {
        "totp": True,
        "webauthn": True,
        "recovery_codes": False,
        "none": False,
    }


def test_what_is_on_sale():
    variant = stocked_variant(price=12000)
    rows = read("report_catalogue", "sku, product_id, price, currency, published")
    assert [(sku, pid, Decimal(price), cur, bool(shown)) for sku, pid, price, cur, shown in rows] == [
        (variant.sku, variant.product_id, 12000, "KRW", True)
    ]


def test_views_come_back_after_they_were_taken_away():
    order = placed_order()
    drop_views(connection=connection)
    make_views(connection=connection)
    make_views(connection=connection)
    assert read("report_orders", "number") == [(order.number,)]
