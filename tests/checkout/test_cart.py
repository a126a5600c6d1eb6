import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from checkout.cart import (
    NotEnoughStock,
    NotOnSale,
    QuantityLimit,
    Shopper,
    accept_prices,
    add_to_cart,
    buy_now,
    change_line,
    find_cart,
    merge_carts,
    open_cart,
    remove_line,
    select_lines,
    set_aside,
)
from checkout.models import Cart, CartLine
from tests.factories.accounts import UserFactory
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def guest():
    return Shopper(token=uuid.uuid4())


def contents(cart):
    return {line.variant.sku: (line.quantity, line.selected) for line in cart.lines.select_related("variant")}


def test_a_guest_without_a_cookie_has_no_cart_and_gets_one_on_demand():
    assert find_cart(shopper=Shopper()) is None
    cart = open_cart(shopper=Shopper())
    assert find_cart(shopper=Shopper(token=cart.token)) == cart
    assert cart.user is None


def test_opening_twice_gives_the_same_cart(guest):
    assert open_cart(shopper=guest) == open_cart(shopper=guest)
    user = UserFactory()
    assert open_cart(shopper=Shopper(user=user)) == open_cart(shopper=Shopper(user=user))
    assert Cart.objects.count() == 2


def test_a_token_of_an_accounts_cart_gives_a_stranger_a_cart_of_their_own():
    theirs = open_cart(shopper=Shopper(user=UserFactory()))
    mine = open_cart(shopper=Shopper(token=theirs.token))
    assert (mine == theirs, mine.user) == (False, None)


def test_adding_adds_up_and_promises_nothing(guest):
    variant = stocked_variant(pieces=10)
    add_to_cart(shopper=guest, sku=variant.sku, quantity=2, now=NOW)
    line = add_to_cart(shopper=guest, sku=variant.sku, quantity=3, now=NOW)
    assert (line.quantity, line.selected, line.price_seen) == (5, True, Decimal(12000))
    assert counters(variant) == (10, 0)


def test_adding_an_unticked_line_ticks_it_and_keeps_its_story(guest):
    variant = stocked_variant()
    story = variant.product.brand
    line = add_to_cart(shopper=guest, sku=variant.sku, quantity=1, story=story, now=NOW)
    select_lines(cart=line.cart, selected=False)
    line = add_to_cart(shopper=guest, sku=variant.sku, quantity=1, now=NOW)
    assert (line.selected, line.story_id) == (True, story.pk)


def test_more_than_there_is_says_how_many_are_left(guest):
    variant = stocked_variant(pieces=4)
    add_to_cart(shopper=guest, sku=variant.sku, quantity=3, now=NOW)
    with pytest.raises(NotEnoughStock, match="^Only 4 left in stock.$") as refusal:
        add_to_cart(shopper=guest, sku=variant.sku, quantity=2, now=NOW)
    assert refusal.value.available == 4
    assert contents(find_cart(shopper=guest)) == {variant.sku: (3, True)}


def test_what_is_sold_out_cannot_be_added(guest):
    variant = stocked_variant(pieces=0)
    with pytest.raises(NotEnoughStock, match="^This piece is sold out.$"):
        add_to_cart(shopper=guest, sku=variant.sku, quantity=1, now=NOW)


def test_ninety_nine_pieces_are_the_most(guest):
    variant = stocked_variant(pieces=500)
    add_to_cart(shopper=guest, sku=variant.sku, quantity=99, now=NOW)
    with pytest.raises(QuantityLimit, match="^At most 99 pieces of one product at a time.$"):
        add_to_cart(shopper=guest, sku=variant.sku, quantity=1, now=NOW)


@pytest.mark.parametrize("hide", ["unknown", "draft product", "retired variant", "unpublished brand"])
def test_what_a_shopper_may_not_see_is_not_on_sale(guest, hide):
    variant = stocked_variant()
    if hide == "draft product":
        type(variant.product).objects.update(live=False)
    elif hide == "retired variant":
        type(variant).objects.update(is_offered=False)
    elif hide == "unpublished brand":
        variant.product.brand.unpublish()
    sku = "NO-SUCH" if hide == "unknown" else variant.sku
    with pytest.raises(NotOnSale):
        add_to_cart(shopper=guest, sku=sku, quantity=1, now=NOW)


def test_a_change_overwrites_and_may_be_repeated(guest):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=2, now=NOW)
    for _ in range(2):
        change_line(cart=line.cart, line_id=line.pk, quantity=7, selected=False)
        line.refresh_from_db()
        assert (line.quantity, line.selected) == (7, False)


def test_fewer_is_always_allowed_even_when_the_stock_has_gone(guest):
    variant = stocked_variant(pieces=5)
    line = add_to_cart(shopper=guest, sku=variant.sku, quantity=5, now=NOW)
    variant.stock.__class__.objects.filter(pk=variant.pk).update(reserved=4)
    change_line(cart=line.cart, line_id=line.pk, quantity=3)
    with pytest.raises(NotEnoughStock, match="^Only 1 left in stock.$"):
        change_line(cart=line.cart, line_id=line.pk, quantity=4)


def test_a_line_of_another_cart_cannot_be_changed(guest):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=1, now=NOW)
    other = open_cart(shopper=Shopper())
    with pytest.raises(CartLine.DoesNotExist):
        change_line(cart=other, line_id=line.pk, quantity=2)
    remove_line(cart=other, line_id=line.pk)
    assert CartLine.objects.filter(pk=line.pk).exists()


def test_removing_twice_is_no_error(guest):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=1, now=NOW)
    remove_line(cart=line.cart, line_id=line.pk)
    remove_line(cart=line.cart, line_id=line.pk)
    assert contents(line.cart) == {}


def test_all_and_none(guest):
    skus = [stocked_variant().sku for _ in range(3)]
    for sku in skus:
        line = add_to_cart(shopper=guest, sku=sku, quantity=1, now=NOW)
    for tick in (False, True):
        select_lines(cart=line.cart, selected=tick)
        assert contents(line.cart) == dict.fromkeys(skus, (1, tick))


def test_every_change_counts_a_version(guest):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=1, now=NOW)
    change_line(cart=line.cart, line_id=line.pk, quantity=2)
    select_lines(cart=line.cart, selected=False)
    remove_line(cart=line.cart, line_id=line.pk)
    assert Cart.objects.get().version == 4


def test_an_ordered_cart_cannot_be_changed(guest):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=1, now=NOW)
    Cart.objects.update(closed_at=NOW)
    with pytest.raises(Cart.DoesNotExist):
        change_line(cart=line.cart, line_id=line.pk, quantity=2)
    assert find_cart(shopper=guest) is None


def test_what_was_ordered_in_another_window_stays_as_it_was(guest):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=1, now=NOW)
    Cart.objects.update(closed_at=NOW)
    remove_line(cart=line.cart, line_id=line.pk)
    select_lines(cart=line.cart, selected=False)
    set_aside(cart=line.cart, variants=[line.variant_id])
    assert contents(line.cart) == {line.variant.sku: (1, True)}
    assert Cart.objects.get().version == 1


def test_buy_now_leaves_the_cart_alone(guest):
    mine, other = stocked_variant(), stocked_variant(pieces=3)
    add_to_cart(shopper=guest, sku=mine.sku, quantity=1, now=NOW)
    bought = buy_now(shopper=guest, sku=other.sku, quantity=3, now=NOW)
    assert contents(bought) == {other.sku: (3, True)}
    assert contents(find_cart(shopper=guest)) == {mine.sku: (1, True)}
    with pytest.raises(NotEnoughStock):
        buy_now(shopper=guest, sku=other.sku, quantity=4, now=NOW)


def test_merging_the_browser_wins_for_the_same_variant_and_only_once(guest):
    one, two, three = (stocked_variant(pieces=50) for _ in range(3))
    account = Shopper(user=UserFactory())
    add_to_cart(shopper=account, sku=one.sku, quantity=20, now=NOW)
    add_to_cart(shopper=account, sku=two.sku, quantity=1, now=NOW)
    line = add_to_cart(shopper=guest, sku=one.sku, quantity=3, now=NOW)
    change_line(cart=line.cart, line_id=line.pk, selected=False)
    add_to_cart(shopper=guest, sku=three.sku, quantity=1, now=NOW)
    for _ in range(2):
        merge_carts(token=guest.token, user=account.user)
        assert contents(find_cart(shopper=account)) == {
            one.sku: (3, False),
            two.sku: (1, True),
            three.sku: (1, True),
        }
    assert Cart.objects.count() == 1


def test_merging_is_capped_by_what_is_in_stock(guest):
    variant = stocked_variant(pieces=9)
    add_to_cart(shopper=guest, sku=variant.sku, quantity=9, now=NOW)
    variant.stock.__class__.objects.filter(pk=variant.pk).update(reserved=5)
    user = UserFactory()
    merge_carts(token=guest.token, user=user)
    assert contents(find_cart(shopper=Shopper(user=user))) == {variant.sku: (4, True)}


def test_seen_prices_follow_on_acceptance(guest):
    variant = stocked_variant(price=1000)
    line = add_to_cart(shopper=guest, sku=variant.sku, quantity=1, now=NOW)
    type(variant).objects.update(price=1200)
    accept_prices(cart=line.cart, now=NOW)
    line.refresh_from_db()
    assert line.price_seen == 1200


@pytest.mark.parametrize("quantity", [0, 100])
def test_the_database_refuses_impossible_quantities(guest, quantity):
    line = add_to_cart(shopper=guest, sku=stocked_variant().sku, quantity=1, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        CartLine.objects.filter(pk=line.pk).update(quantity=quantity)
