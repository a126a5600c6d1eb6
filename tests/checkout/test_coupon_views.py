"""A code typed in the cart, at the checkout, or brought by a link."""

import re

import pytest

from campaigns.models import Coupon
from checkout.models import Cart, CartLine, Order
from tests.checkout.test_checkout_views import put, typed
from tests.factories.campaigns import CouponFactory, counted
from tests.factories.checkout import standard_shipping
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
REFUSAL = "This code cannot be used for this cart."


@pytest.fixture(autouse=True)
def shop(client):
    standard_shipping()
    put(client, stocked_variant(price=20000))


@pytest.fixture
def coupon() -> Coupon:
    return CouponFactory(code="SPRING")


def total(client) -> int:
    return int(client.get("/cart/").context["priced"].totals.total)


class TestInTheCart:
    def test_used_and_taken_away(self, client, coupon):
        answer = client.post("/cart/coupon/", {"code": " spring "})
        assert (answer.status_code, answer["Location"], total(client)) == (303, "/cart/", 21000)
        assert client.post("/cart/coupon/", {"code": ""}).status_code == 303
        assert total(client) == 23000

    def test_refused_beside_the_field_with_what_was_typed(self, client):
        answer = client.post("/cart/coupon/", {"code": "nothing"})
        assert (answer.status_code, answer.context["failed_form"].errors) == (200, {"code": [REFUSAL]})
        assert answer.context["failed_form"].data["code"] == "nothing"
        assert client.post("/cart/coupon/", {"code": "x" * 41}).context["failed_form"].errors == {
            "code": ["Ensure this value has at most 40 characters (it has 41)."]
        }

    def test_a_script_hears_it_as_json(self, client, coupon):
        json = {"Accept": "application/json"}
        answer = client.post("/cart/coupon/", {"code": "nothing"}, headers=json)
        assert (answer.status_code, answer.json()["errors"]["code"][0]["message"]) == (422, REFUSAL)
        assert client.post("/cart/coupon/", {"code": "SPRING"}, headers=json).json() == {"count": 1}

    def test_htmx_gets_the_cart_again(self, client, coupon):
        htmx = {"HX-Request": "true"}
        assert client.post("/cart/coupon/", {"code": "nothing"}, headers=htmx).status_code == 422
        page = client.post("/cart/coupon/", {"code": "SPRING"}, headers=htmx)
        assert (page.status_code, page.templates[0].name) == (200, "checkout/partials/cart.html")
        assert int(page.context["priced"].totals.total) == 21000

    def test_a_screen_reader_hears_what_became_of_it(self, client, coupon):
        def told(code):
            page = client.post(
                "/cart/coupon/", {"code": code}, headers={"HX-Request": "true"}
            ).content.decode()
            return re.findall(r'data-told="(.*?)"', page), re.findall(r"<(\w+)[^>]* data-focus>", page)

        assert told("spring") == (["SPRING is used. To pay: ₩21,000."], ["p"])
        assert told("") == (["The code is taken away. To pay: ₩23,000."], ["summary"])
        assert told("nothing") == ([], [])

    def test_one_that_can_no_longer_be_used_is_said_to_be_so(self, client, coupon):
        client.post("/cart/coupon/", {"code": "SPRING"})
        coupon.delete()
        assert total(client) == 23000
        spring = CouponFactory(code="SPRING")
        client.post("/cart/coupon/", {"code": "SPRING"})
        Coupon.objects.filter(pk=spring.pk).update(is_active=False)
        page = client.get("/cart/")
        assert page.context["priced"].refused_coupon == "SPRING"
        assert REFUSAL in page.content.decode()

    def test_trying_codes_is_slowed_down(self, client, settings):
        settings.RATE_LIMITS = {"coupon": (2, 60)}
        statuses = [client.post("/cart/coupon/", {"code": f"X{n}"}).status_code for n in range(3)]
        assert statuses == [200, 200, 429]


class TestByALink:
    def test_it_leads_on_and_the_code_is_used(self, client, coupon):
        answer = client.get("/cart/coupon/?code=spring&next=/products/")
        assert (answer.status_code, answer["Location"], total(client)) == (303, "/products/", 21000)

    def test_a_visitor_without_a_cart_gets_one(self, client, coupon):
        client.cookies.clear()
        assert client.get("/cart/coupon/?code=SPRING").status_code == 303
        assert "The code <b>SPRING</b> waits" in client.get("/cart/").content.decode()
        put(client, stocked_variant(price=20000))
        assert total(client) == 21000

    def test_a_code_that_is_none_says_so(self, client):
        answer = client.get("/cart/coupon/?code=nothing&next=//evil.example/")
        assert (answer.status_code, answer["Location"]) == (303, "/cart/")
        assert [str(m) for m in client.get("/cart/").context["messages"]][1:] == [REFUSAL]

    def test_what_is_fetched_ahead_changes_nothing(self, client, coupon):
        client.get("/cart/coupon/?code=SPRING", headers={"Sec-Purpose": "prefetch"})
        assert Cart.objects.get().coupon is None


class TestAtTheCheckout:
    def test_tried_with_everything_typed_kept(self, client, coupon):
        form = typed(coupon="spring", use_coupon="1", email="kim@example.org", note="Ring twice")
        page = client.post("/checkout/", form)
        assert (page.status_code, int(page.context["priced"].totals.total)) == (200, 21000)
        assert {name: page.context["form"][name].value() for name in ("email", "note")} == {
            "email": "kim@example.org",
            "note": "Ring twice",
        }
        assert Order.objects.count() == 0
        assert "<b>SPRING</b> is used." in page.content.decode()
        page = client.post("/checkout/", typed(coupon="SPRING", use_coupon="", email="kim@example.org"))
        assert (int(page.context["priced"].totals.total), Order.objects.count()) == (23000, 0)
        assert {name: page.context["form"][name].value() for name in ("coupon", "email")} == {
            "coupon": "",
            "email": "kim@example.org",
        }

    def test_tried_in_vain(self, client):
        page = client.post("/checkout/", typed(coupon="nothing", use_coupon="1"))
        assert (page.context["coupon_refusal"], page.context["form"]["coupon"].value()) == (
            REFUSAL,
            "nothing",
        )

    def test_ordered_at_once_with_the_total_it_makes(self, client, coupon):
        answer = client.post("/checkout/", typed(coupon="SPRING", expected_total="21000"))
        order = Order.objects.get()
        assert answer.status_code == 303
        assert (order.coupon_code, order.discount_total, order.total) == ("SPRING", 2000, 21000)
        page = client.get(answer["Location"])
        assert "SPRING" in page.content.decode()

    def test_ordered_with_a_total_without_it_asks_first(self, client, coupon):
        page = client.post("/checkout/", typed(coupon="SPRING", expected_total="23000"))
        assert page.context["refusal"].code == "price_changed"
        assert int(page.context["priced"].totals.total) == 21000
        assert client.post("/checkout/", typed(coupon="SPRING", expected_total="21000")).status_code == 303

    def test_a_code_that_is_none_is_said_beside_its_field(self, client):
        page = client.post("/checkout/", typed(coupon="nothing", expected_total="23000"))
        assert (page.status_code, page.context["form"].errors) == (200, {"coupon": [REFUSAL]})

    def test_emptied_it_is_taken_away_and_unsaid_it_stays(self, client, coupon):
        client.post("/cart/coupon/", {"code": "SPRING"})
        client.post("/checkout/", typed(use_coupon="1"))
        assert Cart.objects.get().coupon == coupon
        client.post("/checkout/", typed(coupon="", use_coupon="1"))
        assert Cart.objects.get().coupon is None

    def test_the_same_form_again_is_the_same_order(self, client, coupon):
        form = typed(coupon="SPRING", expected_total="21000")
        places = [client.post("/checkout/", form)["Location"] for _ in range(2)]
        assert places[0] == places[1]
        assert counted(coupon)[0] == 1

    def test_the_same_form_again_whatever_stayed_in_the_cart(self, client, coupon):
        put(client, stocked_variant(price=20000))
        CartLine.objects.filter(pk=CartLine.objects.latest("pk").pk).update(selected=False)
        form = typed(coupon="SPRING", expected_total="21000")
        answers = [client.post("/checkout/", form) for _ in range(2)]
        assert [answer["Location"] for answer in answers] == [f"/orders/{Order.objects.get().number}/"] * 2

    def test_codes_are_counted_at_the_checkout_too(self, client, settings):
        settings.RATE_LIMITS = {"coupon": (2, 60)}
        CouponFactory(code="SPRING")
        for _ in range(2):
            page = client.post("/checkout/", typed(coupon="nothing", use_coupon="1"))
            assert page.context["coupon_refusal"] == REFUSAL
        page = client.post("/checkout/", typed(coupon="SPRING", use_coupon="1"))
        told = "Too many codes were tried. Please wait a little, or order without one."
        assert page.context["coupon_refusal"] == told
        assert client.post("/checkout/", typed(coupon="SPRING", use_address="1")).status_code == 200
        assert Cart.objects.get().coupon is None

    def test_what_cannot_be_a_code(self, client):
        page = client.post("/checkout/", typed(coupon="a\x00b", use_coupon="1"))
        assert page.context["coupon_refusal"] == "Null characters are not allowed."

    def test_used_up_meanwhile_the_order_is_offered_without_it(self, client, coupon):
        client.post("/cart/coupon/", {"code": "SPRING"})
        Coupon.objects.update(limit_total=1, redeemed=1)
        page = client.post("/checkout/", typed(coupon="SPRING", expected_total="21000"))
        assert (page.context["refusal"].code, page.context["form"]["coupon"].value()) == (
            "coupon_exhausted",
            "",
        )
        assert int(page.context["priced"].totals.total) == 23000
        assert client.post("/checkout/", typed(coupon="", expected_total="23000")).status_code == 303
