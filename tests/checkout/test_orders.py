import re
from datetime import timedelta
from decimal import Decimal

import pytest

from checkout.cart import Shopper, find_cart, select_lines
from checkout.models import Cart, IdempotencyKey, Order, OrderLineClaim, OrderMail
from checkout.order_access import find_guest_order
from checkout.order_refusals import (
    CartClosed,
    CartEmpty,
    KeyMismatch,
    LinesOutOfStock,
    LinesUnavailable,
    TotalChanged,
)
from checkout.orders import place_order
from checkout.payments import UnknownPaymentMethod
from checkout.shipping import NoSuchShipping
from products.models import Product, StockRecord, Variant
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW, delivery, filled_cart, order_cart, placed_order, standard_shipping
from tests.factories.products import (
    ProductClaimFactory,
    ProductImageFactory,
    counters,
    movements,
    stocked_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipping():
    return standard_shipping()


def place(cart, total, *, key="k1", user=None, now=NOW, scope="s", **changes):
    return place_order(
        cart=cart,
        delivery=delivery(**changes),
        expected_total=Decimal(total),
        scope=scope,
        key=key,
        user=user,
        now=now,
    )


def test_an_order_is_written_whole():
    variant = stocked_variant(pieces=10, price=12000)
    cart = filled_cart(variant, quantity=2)
    order = place(cart, 27000).order
    assert (order.subtotal, order.shipping_total, order.discount_total, order.total) == (
        24000,
        3000,
        0,
        27000,
    )
    assert order.tax_total == 2182 + 273
    assert (order.status, order.currency, order.placed_at, order.cart_id) == (
        "confirmed",
        "KRW",
        NOW,
        cart.pk,
    )
    assert (order.email, order.full_name, order.postcode) == ("haneul@example.org", "Kim Ha-neul", "06236")
    line = order.lines.get()
    assert (line.line_no, line.sku, line.quantity, line.unit_price, line.line_total, line.tax) == (
        1,
        variant.sku,
        2,
        12000,
        24000,
        2182,
    )
    assert counters(variant) == (10, 2)
    assert movements(variant)[-1] == ("reserve", 2, "")
    event = order.events.get()
    assert (event.from_status, event.to_status, event.actor_label, event.at) == (
        "",
        "confirmed",
        "guest",
        NOW,
    )
    payment = order.payments.get()
    assert (payment.kind, payment.status, payment.amount, payment.provider) == (
        "capture",
        "pending",
        27000,
        "cash_on_delivery",
    )
    assert [mail.kind for mail in order.mails.all()] == [OrderMail.Kind.CONFIRMATION]
    cart.refresh_from_db()
    assert cart.closed_at == NOW


def test_label_claims_image_story_and_revisions_are_frozen():
    variant = stocked_variant(pieces=10)
    product = variant.product
    Product.objects.filter(pk=product.pk).update(materials="Olive oil", origin="Jeju", year=2024)
    picture = ProductImageFactory(product=product)
    link = ProductClaimFactory(product=product)
    story = BrandStoryPageFactory(title="The salt road")
    product.refresh_from_db()
    product.save_revision().publish()
    order = order_cart(filled_cart(variant, quantity=3, story=story))
    Product.objects.filter(pk=product.pk).update(name="Renamed", materials="Plastic")
    type(link.claim).objects.filter(pk=link.claim.pk).update(
        statement="Does nothing", amount=Decimal("0.001")
    )
    line = order.lines.get()
    assert (line.title, line.label["materials"], line.label["origin"], line.label["year"]) == (
        product.name,
        "Olive oil",
        "Jeju",
        2024,
    )
    assert (line.label["maker"], line.image_id) == (product.brand.title, picture.image_id)
    assert (line.story_id, line.story_title) == (story.pk, "The salt road")
    assert line.product_revision == Product.objects.get(pk=product.pk).live_revision_id
    frozen = line.claims.get()
    assert (frozen.statement, frozen.unit, frozen.amount_per_piece) == (
        link.claim.statement,
        link.claim.unit,
        link.claim.amount,
    )
    assert (frozen.amount, frozen.verifier) == (link.claim.amount * 3, link.claim.verifier)


def test_a_claim_past_its_date_is_not_promised():
    variant = stocked_variant()
    link = ProductClaimFactory(product=variant.product)
    type(link.claim).objects.update(
        valid_until=NOW.date() - timedelta(days=1), verified_on=NOW.date() - timedelta(2)
    )
    order_cart(filled_cart(variant))
    assert OrderLineClaim.objects.count() == 0


def test_the_number_reveals_no_count_and_is_the_shops_local_time():
    numbers = {placed_order().number for _ in range(3)}
    assert len(numbers) == 3
    for number in numbers:
        assert re.fullmatch(r"20260302-143000-[A-HJ-NP-Z2-9]{10}", number)


def test_bank_transfer_waits_for_the_money():
    order = placed_order(payment_method="bank_transfer")
    assert (order.status, order.expires_at) == ("pending_payment", NOW + timedelta(hours=72))


def test_the_same_key_gives_the_same_order():
    cart = filled_cart(stocked_variant())
    first = place(cart, 15000)
    second = place(cart, 15000)
    third = place(None, 15000, now=NOW + timedelta(hours=1))
    assert (first.is_replay, second.is_replay, third.is_replay) == (False, True, True)
    assert first.order == second.order == third.order
    assert (Order.objects.count(), IdempotencyKey.objects.count(), OrderMail.objects.count()) == (1, 1, 1)


def test_the_same_key_with_another_body_is_refused():
    cart = filled_cart(stocked_variant())
    place(cart, 15000)
    with pytest.raises(KeyMismatch):
        place(cart, 15000, full_name="Somebody else")


def test_the_same_key_of_another_scope_is_another_key():
    place(filled_cart(stocked_variant()), 15000, scope="one")
    place(filled_cart(stocked_variant()), 15000, scope="two")
    assert Order.objects.count() == 2


def test_an_ordered_cart_is_not_ordered_again_under_another_key():
    cart = filled_cart(stocked_variant())
    place(cart, 15000)
    with pytest.raises(CartClosed):
        place(cart, 15000, key="k2")


def test_only_ticked_lines_are_ordered_and_the_others_stay():
    wanted, kept = stocked_variant(), stocked_variant()
    cart = filled_cart(wanted, kept)
    cart.lines.filter(variant=kept).update(selected=False)
    order = place(cart, 15000).order
    assert [line.sku for line in order.lines.all()] == [wanted.sku]
    left = find_cart(shopper=Shopper(token=cart.token))
    assert [(line.variant_id, line.selected) for line in left.lines.all()] == [(kept.pk, False)]
    assert left != cart


def test_what_an_account_left_unticked_stays_the_accounts():
    user = UserFactory()
    wanted, kept = stocked_variant(), stocked_variant()
    cart = filled_cart(wanted, kept, user=user)
    cart.lines.filter(variant=kept).update(selected=False)
    order = place(cart, 15000, user=user).order
    assert order.user == user
    assert find_cart(shopper=Shopper(user=user)).lines.get().variant == kept
    assert order.events.get().actor == user


def test_nothing_ticked_or_no_cart_is_nothing_to_order():
    cart = filled_cart(stocked_variant())
    select_lines(cart=cart, selected=False)
    for nothing in (cart, None):
        with pytest.raises(CartEmpty):
            place(nothing, 15000)
    assert IdempotencyKey.objects.count() == 0


def test_a_product_unpublished_meanwhile_is_named():
    gone, there = stocked_variant(), stocked_variant()
    cart = filled_cart(gone, there)
    Product.objects.filter(pk=gone.product_id).update(live=False)
    with pytest.raises(LinesUnavailable) as refusal:
        place(cart, 27000)
    assert [line.variant for line in refusal.value.lines] == [gone]
    assert refusal.value.priced.totals.total == 15000


def test_stock_gone_meanwhile_is_named_and_the_rest_offered():
    gone, there = stocked_variant(pieces=1), stocked_variant()
    cart = filled_cart(gone, there)
    placed = order_cart(filled_cart(gone))
    assert placed.lines.get().variant == gone
    with pytest.raises(LinesOutOfStock) as refusal:
        place(cart, 27000)
    assert [(line.variant, line.available) for line in refusal.value.lines] == [(gone, 0)]
    assert refusal.value.priced.totals.total == 15000
    assert counters(there) == (10, 0)


def test_a_price_changed_meanwhile_must_be_confirmed():
    variant = stocked_variant(price=12000)
    cart = filled_cart(variant)
    Variant.objects.filter(pk=variant.pk).update(price=13000)
    with pytest.raises(TotalChanged) as refusal:
        place(cart, 15000)
    assert refusal.value.priced.totals.total == 16000
    assert place(cart, 16000).order.total == 16000


def test_another_place_changes_the_total():
    cart = filled_cart(stocked_variant(price=12000))
    with pytest.raises(TotalChanged) as refusal:
        place(cart, 15000, postcode="63100")
    assert refusal.value.priced.totals.total == 18000


def test_unknown_ways_to_pay_and_to_send_are_refused():
    cart = filled_cart(stocked_variant())
    with pytest.raises(UnknownPaymentMethod):
        place(cart, 15000, payment_method="foo")
    with pytest.raises(NoSuchShipping):
        place(cart, 15000, shipping_method="pigeon")
    assert Order.objects.count() == 0


def test_a_promise_past_its_time_gives_way_even_unswept():
    variant = stocked_variant(pieces=1)
    lapsed = order_cart(filled_cart(variant), payment_method="bank_transfer")
    later = NOW + timedelta(hours=73)
    StockRecord.objects.filter(pk=variant.pk).update(reserved=0)
    cart = filled_cart(variant)
    StockRecord.objects.filter(pk=variant.pk).update(reserved=1)
    with pytest.raises(LinesOutOfStock):
        place(cart, 15000, now=NOW + timedelta(hours=71))
    order = place(cart, 15000, now=later).order
    lapsed.refresh_from_db()
    assert (lapsed.status, order.status) == ("expired", "confirmed")
    assert counters(variant) == (1, 1)


def test_a_free_product_is_ordered_for_its_shipping():
    variant = stocked_variant(price=0)
    order = place(filled_cart(variant), 3000).order
    assert (order.subtotal, order.total) == (0, 3000)


def test_a_buy_now_cart_leaves_no_new_cart_behind():
    cart = filled_cart(stocked_variant(), stocked_variant())
    Cart.objects.update(kind=Cart.Kind.BUY_NOW)
    cart.refresh_from_db()
    cart.lines.filter(pk=cart.lines.first().pk).update(selected=False)
    place(cart, 15000)
    assert Cart.objects.count() == 1


def test_guests_find_their_order_whatever_the_case():
    order = placed_order()
    assert find_guest_order(number=f" {order.number.lower()} ", email="HANEUL@example.org") == order
    assert find_guest_order(number=order.number, email="other@example.org") is None
    Order.objects.update(user=UserFactory())
    assert find_guest_order(number=order.number, email="haneul@example.org") is None
