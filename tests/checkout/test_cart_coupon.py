"""A coupon from the cart to the order, its refunds and its end."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.privacy.person import erase_person, person_of
from campaigns.coupons import CouponExhausted, CouponRefused, customer_key
from campaigns.models import Coupon
from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.cart import Shopper, add_to_cart, buy_now, merge_carts
from checkout.cart_coupon import keep_coupon, put_coupon_away, use_coupon
from checkout.cart_prices import price_cart
from checkout.models import Cart, Order, ShippingRate
from checkout.order_life import cancel_order, expire_overdue_orders, ship_order, take_back_undelivered
from checkout.order_refusals import CouponGone, TotalChanged
from checkout.orders import place_order
from checkout.refunds import Pieces, refund_pieces
from products.models import Variant
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, CouponFactory, counted
from tests.factories.checkout import NOW, delivery, filled_cart, order_cart, standard_shipping
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=100)


@pytest.fixture(autouse=True)
def shipping():
    return standard_shipping()


def cart_with(coupon: Coupon, *, user=None, prices=(30000, 10000)) -> Cart:
    cart = filled_cart(*(stocked_variant(price=price) for price in prices), user=user)
    use_coupon(cart=cart, code=coupon.code, now=NOW)
    return Cart.objects.get(pk=cart.pk)


def sums(priced) -> tuple[int, int, int, int, int]:
    totals = priced.totals
    return tuple(
        int(getattr(totals, name))
        for name in ("subtotal", "discount_total", "shipping_total", "tax_total", "total")
    )


class TestInACart:
    def test_percent_is_shared_by_the_lines_and_tax_is_of_what_is_paid(self):
        priced = price_cart(cart=cart_with(CouponFactory(percent=15)), now=NOW)
        assert sums(priced) == (40000, 6000, 3000, 2318 + 773 + 273, 37000)
        assert [line.discount for line in priced.lines] == [4500, 1500]

    def test_shipping_is_free_from_what_is_paid_for_the_goods(self):
        cart = cart_with(CouponFactory(kind="amount", amount=1000), prices=(50500,))
        assert sums(price_cart(cart=cart, now=NOW))[1:3] == (1000, 3000)

    def test_free_shipping(self):
        priced = price_cart(cart=cart_with(CouponFactory(kind="shipping")), now=NOW)
        assert sums(priced) == (40000, 0, 0, 2727 + 909, 40000)
        assert (priced.shipping.price, priced.shipping.to_free) == (0, None)

    def test_what_is_not_ticked_counts_for_nothing(self):
        cart = cart_with(CouponFactory(minimum=40000))
        cart.lines.filter(variant__price=10000).update(selected=False)
        priced = price_cart(cart=cart, now=NOW)
        assert (priced.discount, priced.refused_coupon) == (None, cart.coupon.code)
        assert sums(priced)[1] == 0

    def test_another_code_takes_its_place_and_a_refused_one_does_not(self):
        first = CouponFactory()
        cart = cart_with(first)
        with pytest.raises(CouponRefused):
            use_coupon(cart=cart, code="NO-SUCH", now=NOW)
        with pytest.raises(CouponRefused):
            use_coupon(cart=cart, code=CouponFactory(minimum=40001).code, now=NOW)
        assert Cart.objects.get().coupon == first
        second = CouponFactory(percent=50)
        assert sums(use_coupon(cart=cart, code=second.code, now=NOW))[1] == 20000
        put_coupon_away(cart=cart)
        put_coupon_away(cart=cart)
        assert Cart.objects.get().coupon is None

    def test_a_customer_who_used_it_hears_so_at_once(self):
        user, coupon = UserFactory(), CouponFactory(limit_per_customer=1)
        order_cart(cart_with(coupon, user=user), user=user)
        again = filled_cart(stocked_variant(), user=user)
        with pytest.raises(CouponExhausted):
            use_coupon(cart=again, code=coupon.code, now=NOW)

    def test_it_goes_along_when_somebody_buys_at_once_or_logs_in(self):
        coupon, user = CouponFactory(), UserFactory()
        cart = cart_with(coupon)
        shopper = Shopper(token=cart.token)
        assert buy_now(shopper=shopper, sku=stocked_variant().sku, quantity=1, now=NOW).coupon == coupon
        merge_carts(token=cart.token, user=user)
        assert Cart.objects.get(user=user).coupon == coupon

    def test_the_one_of_the_account_stays(self):
        coupon, user = CouponFactory(), UserFactory()
        cart_with(coupon, user=user)
        merge_carts(token=cart_with(CouponFactory()).token, user=user)
        assert Cart.objects.get(user=user).coupon == coupon


class TestByALink:
    def test_it_waits_in_an_empty_cart(self):
        coupon = CouponFactory(minimum=10000)
        cart = keep_coupon(shopper=Shopper(), code=coupon.code.lower(), now=NOW)
        add_to_cart(
            shopper=Shopper(token=cart.token), sku=stocked_variant(price=20000).sku, quantity=1, now=NOW
        )
        assert sums(price_cart(cart=Cart.objects.get(), now=NOW))[1] == 2000

    def test_one_that_can_still_be_used_stays(self):
        first, second = CouponFactory(), CouponFactory()
        cart = cart_with(first)
        shopper = Shopper(token=cart.token)
        assert keep_coupon(shopper=shopper, code=second.code, now=NOW).coupon == first
        Coupon.objects.filter(pk=first.pk).update(is_active=False)
        assert keep_coupon(shopper=shopper, code=second.code, now=NOW).coupon == second

    def test_a_code_that_is_none_makes_no_cart(self):
        with pytest.raises(CouponRefused):
            keep_coupon(shopper=Shopper(), code="NO-SUCH", now=NOW)
        assert Cart.objects.count() == 0


class TestOnAnOrder:
    def test_the_order_keeps_it_and_it_is_counted(self):
        coupon = CouponFactory(code="SPRING", percent=15, campaign=CampaignFactory(slug="spring"))
        order = order_cart(cart_with(coupon))
        assert (order.coupon_code, order.campaign, order.discount_total, order.total) == (
            "SPRING",
            "spring",
            6000,
            37000,
        )
        assert list(order.lines.values_list("discount", "tax")) == [(4500, 2318), (1500, 773)]
        assert counted(coupon) == (1, [(order.number, "active")])
        assert coupon.redemptions.get().discount == 6000
        assert audit_shop() == []

    @pytest.mark.parametrize("end", ["cancelled", "expired"])
    def test_it_is_given_back_when_the_order_ends_early(self, end):
        coupon = CouponFactory(limit_total=1)
        order = order_cart(cart_with(coupon), payment_method="bank_transfer")
        if end == "cancelled":
            cancel_order(order=order, actor=None, reason="", now=NOW)
        else:
            expire_overdue_orders(now=LATER)
        assert counted(coupon) == (0, [(order.number, "released")])
        assert order_cart(cart_with(coupon)).discount_total == 4000
        assert audit_shop() == []

    def test_late_money_takes_it_again(self):
        coupon = CouponFactory(limit_total=1)
        order = order_cart(cart_with(coupon), payment_method="bank_transfer")
        expire_overdue_orders(now=LATER)
        assert mark_paid(payment=order.last_attempt, reason="", now=LATER).status == "paid"
        assert counted(coupon) == (1, [(order.number, "active")])
        assert audit_shop() == []

    def test_late_money_goes_back_when_somebody_else_has_redeemed_it(self):
        coupon = CouponFactory(limit_total=1)
        late = order_cart(cart_with(coupon), payment_method="bank_transfer")
        expire_overdue_orders(now=LATER)
        quick = order_cart(cart_with(coupon))
        assert mark_paid(payment=late.last_attempt, reason="", now=LATER).status == "expired"
        assert [int(p.amount) for p in late.payments.refunds()] == [39000]
        assert counted(coupon) == (1, [(late.number, "released"), (quick.number, "active")])
        assert [counters(line.variant) for line in late.lines.all()] == [(10, 0), (10, 0)]
        assert audit_shop() == []

    def test_a_line_gives_back_what_was_paid_for_it(self):
        coupon = CouponFactory(kind="amount", amount=4000)
        cheap = stocked_variant(price=10000)
        coupon.products.add(cheap.product)
        cart = filled_cart(stocked_variant(price=30000), cheap)
        use_coupon(cart=cart, code=coupon.code, now=NOW)
        order = order_cart(Cart.objects.get(pk=cart.pk), payment_method="bank_transfer")
        mark_paid(payment=order.last_attempt, reason="", now=NOW)
        shares = [
            int(
                refund_pieces(
                    order=order, pieces=[Pieces(no, 1)], reason="", actor=None, now=NOW
                ).payment.amount
            )
            for no in (2, 1)
        ]
        assert shares == [6000 + 500, 30000 + 2500]

    def test_used_up_while_the_form_was_filled_in(self):
        coupon = CouponFactory(limit_total=1)
        slow = cart_with(coupon)
        order_cart(cart_with(coupon))
        with pytest.raises(CouponGone) as refused:
            place(slow, expected=39000)
        assert (refused.value.code, int(refused.value.priced.totals.total)) == ("coupon_exhausted", 43000)
        assert Cart.objects.get(pk=slow.pk).coupon is None
        assert place(slow, expected=43000).discount_total == 0

    def test_a_guest_of_many_addresses_is_one_customer(self):
        coupon = CouponFactory(limit_per_customer=1)
        user = UserFactory(email="kim@example.org")
        order_cart(cart_with(coupon), email="Kim+first@Example.org")
        for shopper, email in ((None, "kim+second@example.org"), (user, "somebody@example.org")):
            cart = filled_cart(stocked_variant(price=40000), user=shopper)
            Cart.objects.filter(pk=cart.pk).update(coupon=coupon)
            with pytest.raises(CouponGone):
                place(cart, user=shopper, expected=39000, email=email)
        assert order_cart(cart_with(coupon), email="k.im@example.org").discount_total == 4000
        assert (counted(coupon)[0], Order.objects.count()) == (2, 2)

    def test_an_order_past_its_time_holds_no_code_back(self):
        coupon = CouponFactory(limit_total=1)
        late = order_cart(cart_with(coupon), payment_method="bank_transfer")
        quick = filled_cart(stocked_variant(price=40000))
        Cart.objects.filter(pk=quick.pk).update(coupon=coupon)
        order = place_order(
            cart=quick,
            delivery=delivery(),
            expected_total=Decimal(39000),
            scope="s",
            key="k",
            user=None,
            now=LATER,
        ).order
        assert counted(coupon) == (1, [(late.number, "released"), (order.number, "active")])

    def test_a_parcel_that_nobody_took_gives_it_back(self):
        coupon = CouponFactory(limit_total=1)
        order = ship_order(
            order=order_cart(cart_with(coupon)), carrier="", tracking_number="", actor=None, now=NOW
        ).order
        take_back_undelivered(order=order, actor=None, reason="", now=NOW)
        assert counted(coupon) == (0, [(order.number, "released")])

    def test_an_order_of_nothing_is_paid_at_once(self):
        ShippingRate.objects.update(free_from=0)
        order = order_cart(cart_with(CouponFactory(percent=100)), payment_method="sandbox")
        assert (order.total, order.status, order.last_attempt.status) == (0, "paid", "captured")
        assert audit_shop() == []

    def test_lines_name_the_campaign_that_made_them_cheaper(self):
        dear, cheap, other = (stocked_variant(price=price) for price in (30000, 10000, 5000))
        CampaignFactory(slug="autumn", percent=10).products.add(dear.product)
        coupon = CouponFactory(campaign=CampaignFactory(slug="spring"))
        coupon.products.add(cheap.product)
        cart = filled_cart(dear, cheap, other)
        use_coupon(cart=cart, code=coupon.code, now=NOW)
        order = order_cart(Cart.objects.get(pk=cart.pk))
        assert order.campaign == "spring"
        assert list(order.lines.order_by("line_no").values_list("unit_price", "campaign")) == [
            (27000, "autumn"),
            (10000, "spring"),
            (5000, ""),
        ]

    def test_a_price_that_changed_is_not_blamed_on_a_code(self):
        cart = cart_with(CouponFactory(minimum=40000))
        Variant.objects.filter(price=10000).update(price=9000)
        with pytest.raises(TotalChanged):
            place(cart, expected=39000)

    def test_of_somebody_erased_nobody_finds_what_they_redeemed(self):
        coupon = CouponFactory(limit_per_customer=1)
        user = UserFactory(email="kim@example.org")
        order = order_cart(cart_with(coupon, user=user), user=user)
        cancel_order(order=order, actor=None, reason="", now=NOW)
        erase_person(person=person_of(user=user), now=NOW)
        assert coupon.redemptions.get().customer_key != customer_key(email="kim@example.org")
        assert not coupon.customers.filter(customer_key=customer_key(email="kim@example.org")).exists()

    def test_a_shopper_who_saw_that_it_does_not_apply_orders_without_it(self):
        cart = cart_with(CouponFactory(minimum=40000))
        cart.lines.filter(variant__price=10000).update(selected=False)
        order = place(cart, expected=33000)
        assert (order.coupon_code, order.discount_total) == ("", 0)


def place(cart: Cart, *, expected: int, user=None, **changes) -> Order:
    return place_order(
        cart=cart,
        delivery=delivery(**changes),
        expected_total=Decimal(expected),
        scope=f"cart:{cart.token}",
        key=f"{cart.pk}-{expected}",
        user=user,
        now=NOW,
    ).order
