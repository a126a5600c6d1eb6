from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import translation

from checkout.captures import mark_paid
from checkout.letters import absolute, order_link, write_letter
from checkout.models import OrderMail
from checkout.order_life import cancel_order, mark_packed, ship_order
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, ProductImageFactory, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def operator():
    return UserFactory(username="operator")


def confirmation(order):
    return write_letter(order=order, kind=OrderMail.Kind.CONFIRMATION)


def test_a_confirmation_says_everything_in_words():
    variant = stocked_variant(product__name="Sea soap", product__brand__title="Haenyeo Coop")
    product = variant.product
    product.korean_name, product.materials = "바다 비누", "Olive oil"
    product.save()
    claim = ClaimFactory(statement="One bar pays for 3 litres of clean water", amount=3, unit="litres")
    ProductClaimFactory(product=product, claim=claim)
    story = BrandStoryPageFactory(title="The diver's morning", parent=product.brand)
    order = order_cart(filled_cart(variant, quantity=2, story=story), note="Ring twice")
    assert confirmation(order).subject == f"Your order {order.number}"
    assert confirmation(order).text == (
        "Impact Museum\n\n"
        "Thank you. It is yours.\n"
        f"Order {order.number}\n\n"
        "We pack it next. You pay when the parcel is in your hands.\n\n"
        "Expected with you between Tuesday, 3 March and Thursday, 5 March. You get another mail when it leaves. "
        "Until then you can cancel on the page of your order.\n\n"
        "See your order:\n"
        f"http://testserver/orders/{order.number}/?token={order.access_token}\n\n"
        "2 × Sea soap (바다 비누) – ₩24,000\n"
        "Haenyeo Coop, ₩12,000 each\n"
        "One bar pays for 3 litres of clean water\n"
        "From the story: The diver's morning\n\n"
        "What this order does:\n"
        "6 litres\n\n"
        "Objects: ₩24,000\n"
        "Shipping: ₩3,000\n"
        "Total: ₩27,000\n"
        "Tax, included in it: ₩2,455\n\n"
        "Where it goes:\n"
        "Kim Ha-neul\n"
        "Teheran-ro 1\n"
        "06236 Seoul\n"
        "South Korea\n"
        "+82 10-1234-5678\n"
        "Ring twice\n\n"
        "http://testserver/\n"
    )


def test_the_html_carries_its_style_on_its_elements_and_nothing_to_run():
    html = confirmation(placed_order()).html
    assert html.count("<style") == 0
    assert html.count("<script") == 0
    assert html.count("<h1 style=") == 1


@override_settings(SITE_URL="https://museum.example")
def test_every_link_begins_with_the_address_of_the_site():
    variant = stocked_variant()
    ProductImageFactory(product=variant.product)
    story = BrandStoryPageFactory(parent=variant.product.brand)
    html = confirmation(order_cart(filled_cart(variant, story=story))).html
    links = [part.split('"')[0] for name in ("href", "src") for part in html.split(f'{name}="')[1:]]
    assert len(links) == 5
    assert [link for link in links if not link.startswith("https://museum.example/")] == []


def test_a_picture_is_there_or_its_place_is_drawn():
    pictured, bare = stocked_variant(product__name="Aaa"), stocked_variant(product__name="Bbb")
    ProductImageFactory(product=pictured.product)
    html = confirmation(order_cart(filled_cart(pictured, bare))).html
    assert html.count("<img") == 1
    assert html.count('src="http://testserver/media/images/') == 1
    assert html.count('aria-hidden="true"') == 1
    assert html.split('aria-hidden="true"')[1].split(">")[1] == "B</div"


def test_a_picture_whose_file_is_gone_is_drawn_too():
    variant = stocked_variant()
    picture = ProductImageFactory(product=variant.product).image
    order = order_cart(filled_cart(variant))
    picture.file.storage.delete(picture.file.name)
    assert confirmation(order).html.count("<img") == 0


def test_a_transfer_is_explained():
    order = placed_order(payment_method="bank_transfer")
    lines = confirmation(order).text.splitlines()
    assert lines[5] == (
        "We keep it for you until Thursday, 5 March, 14:30, and pack it as soon as the money is here."
    )
    assert lines[7] == (
        "How to pay: Transfer the total to Museum Bank 110-000-000000 (Impact Museum) "
        f"and write {order.number} as the purpose. ₩15,000"
    )


def test_a_paid_order_needs_no_instructions(operator):
    order = placed_order(payment_method="bank_transfer")
    order = mark_paid(payment=order.last_attempt, actor=operator, reason="", now=LATER)
    assert confirmation(order).text.splitlines()[5] == "It is paid. We pack it next."


def test_a_confirmation_that_comes_too_late_promises_nothing():
    order = placed_order()
    order = cancel_order(order=order, actor=None, reason="", now=LATER)
    assert confirmation(order).text.splitlines()[2:7] == [
        "Thank you for your order",
        f"Order {order.number}",
        "",
        "By the time we write, it has ended: nothing will be sent.",
        "",
    ]


def test_an_account_logs_in_instead_of_carrying_a_token():
    user = UserFactory()
    order = placed_order(user=user)
    assert order_link(order) == f"http://testserver/orders/{order.number}/"


def test_a_shipped_order_names_carrier_and_number(operator):
    order = placed_order()
    mark_packed(order=order, actor=operator, now=LATER)
    order = ship_order(order=order, carrier="CJ", tracking_number="123", actor=operator, now=LATER).order
    letter = write_letter(order=order, kind=OrderMail.Kind.SHIPPED)
    assert letter.subject == f"Your order {order.number} is on its way"
    assert letter.text.splitlines()[2:12] == [
        "It is on its way",
        f"Order {order.number}",
        "",
        (
            "It left our house on Monday, 2 March. "
            "Expected with you between Tuesday, 3 March and Thursday, 5 March."
        ),
        "",
        "Carrier: CJ",
        "Tracking number: 123",
        "",
        "Please have ₩15,000 ready: you pay when the parcel is in your hands.",
        "",
    ]


@pytest.mark.parametrize(
    ("is_staff", "told"), [(True, ["The reason: The glaze cracked", ""]), (False, [])], ids=["staff", "buyer"]
)
def test_a_cancelled_order_tells_the_reason_of_staff(operator, is_staff, told):
    order = cancel_order(
        order=placed_order(), actor=operator if is_staff else None, reason="The glaze cracked", now=LATER
    )
    letter = write_letter(order=order, kind=OrderMail.Kind.CANCELLED)
    assert letter.subject == f"Your order {order.number} is cancelled"
    assert letter.text.splitlines()[2 : 6 + len(told)] == [
        "Your order is cancelled",
        f"Order {order.number}",
        "",
        *told,
        "Nothing will be sent, and nothing has to be paid.",
    ]


def test_what_was_paid_comes_back(operator):
    order = placed_order(payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, actor=operator, reason="", now=LATER)
    order = cancel_order(order=order, actor=None, reason="", now=LATER)
    text = write_letter(order=order, kind=OrderMail.Kind.CANCELLED).text
    assert text.splitlines()[5] == "Nothing will be sent. You get ₩15,000 back the way you paid."


def test_what_a_buyer_typed_is_text():
    order = placed_order(full_name="<b>{{ order }}</b>")
    letter = confirmation(order)
    assert letter.html.count("&lt;b&gt;{{ order }}&lt;/b&gt;") == 1
    assert letter.text.count("<b>{{ order }}</b>") == 1


def test_the_shop_writes_in_its_own_language_whoever_asks():
    order = placed_order()
    with translation.override("ko"):
        assert confirmation(order).subject == f"Your order {order.number}"


def test_thirty_lines_ask_as_often_as_one(django_assert_max_num_queries):
    few = order_cart(filled_cart(stocked_variant()))
    many = order_cart(filled_cart(*(stocked_variant() for _ in range(12))))
    with django_assert_max_num_queries(8):
        confirmation(few)
    with django_assert_max_num_queries(8):
        confirmation(many)


def test_other_addresses_stay_as_they_are():
    assert absolute("https://cdn.example/a.jpg") == "https://cdn.example/a.jpg"
