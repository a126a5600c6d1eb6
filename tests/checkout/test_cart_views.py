import pickle
from base64 import b64encode

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from checkout.models import Cart, CartLine, Order
from products.models import Product, Variant
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import standard_shipping
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture(autouse=True)
def shipping():
    return standard_shipping()


@pytest.fixture
def line(client) -> CartLine:
    client.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "2"})
    return CartLine.objects.get()


def test_adding_answers_see_other_and_the_cart_shows_it(client):
    variant = stocked_variant()
    answer = client.post("/cart/add/", {"sku": variant.sku, "quantity": "2"})
    assert (answer.status_code, answer["Location"]) == (303, "/cart/")
    priced = client.get("/cart/").context["priced"]
    assert [(line.variant, line.quantity) for line in priced.lines] == [(variant, 2)]
    assert (priced.totals.subtotal, priced.totals.total) == (24000, 27000)
    assert Order.objects.count() == 0


def test_adding_by_script_answers_json(client):
    answer = client.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "2"}, headers=JSON)
    assert (answer.status_code, answer.json()["count"]) == (201, 2)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/brands/salt/", "/brands/salt/"),
        ("//evil.example/", "/cart/"),
        ("https://evil.example/", "/cart/"),
        ("javascript:alert(1)", "/cart/"),
        ("/\\evil.example", "/cart/"),
        ("http://testserver/ok/", "/cart/"),
        ("/brands/\nSet-Cookie: a=b", "/cart/"),
        ("/products/?q=비누", "/products/?q=%EB%B9%84%EB%88%84"),
    ],
)
def test_next_stays_on_this_site(client, wanted, place):
    answer = client.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "1", "next": wanted})
    assert answer["Location"] == place


@pytest.mark.parametrize("quantity", ["0", "-1", "1.5", "abc", "1e9", "３", "100", "", " ", "1\x00", "+1"])
def test_impossible_quantities_are_told_beside_the_field(client, quantity):
    variant = stocked_variant()
    answer = client.post("/cart/add/", {"sku": variant.sku, "quantity": quantity})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["quantity"]
    assert CartLine.objects.count() == 0
    by_script = client.post("/cart/add/", {"sku": variant.sku, "quantity": quantity}, headers=JSON)
    assert (by_script.status_code, list(by_script.json()["errors"])) == (422, ["quantity"])


def test_more_than_there_is_names_what_is_left(client):
    answer = client.post("/cart/add/", {"sku": stocked_variant(pieces=3).sku, "quantity": "4"})
    assert answer.context["form"].errors["quantity"] == ["Only 3 left in stock."]
    assert answer.context["form"]["quantity"].value() == "4"


@pytest.mark.parametrize("headers", [{}, JSON])
def test_unknown_and_draft_goods_are_not_found(client, headers):
    draft = stocked_variant()
    Product.objects.update(live=False)
    for sku in ("NO-SUCH", draft.sku, "<script>", "x" * 64):
        answer = client.post("/cart/add/", {"sku": sku, "quantity": "1"}, headers=headers)
        assert answer.status_code == 404
        assert answer["Content-Type"].startswith("application/" if headers else "text/html")


@pytest.mark.parametrize("extra", ["\x00", "x" * 64])
@pytest.mark.parametrize("path", ["/cart/add/", "/checkout/buy-now/"])
def test_no_sku_is_cut_or_cleaned_until_it_fits(client, path, extra):
    known = stocked_variant().sku
    assert client.post(path, {"sku": known + extra, "quantity": "1"}).status_code == 404
    answer = client.post(path, {"sku": known + extra, "quantity": "1"}, headers=JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["sku"])


def test_the_story_it_was_added_from_is_kept(client):
    story = BrandStoryPageFactory(title="The salt road")
    client.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "1", "story": str(story.pk)})
    assert CartLine.objects.get().story.title == "The salt road"
    other = stocked_variant()
    client.post("/cart/add/", {"sku": other.sku, "quantity": "1", "story": "999999"})
    assert CartLine.objects.get(variant=other).story is None


def test_the_title_of_a_private_page_is_told_to_nobody(client):
    story = BrandStoryPageFactory()
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    client.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "1", "story": str(story.pk)})
    assert CartLine.objects.get().story is None


def test_changing_a_line_overwrites(client, line):
    for _ in range(2):
        assert client.post(f"/cart/lines/{line.pk}/", {"quantity": "5"}).status_code == 303
    assert client.post(f"/cart/lines/{line.pk}/", {"selected": "false"}).status_code == 303
    line.refresh_from_db()
    assert (line.quantity, line.selected) == (5, False)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "11"}, "quantity"),
        ({"quantity": "３"}, "quantity"),
        ({"selected": "yes"}, "selected"),
        ({}, "quantity"),
    ],
)
def test_a_wrong_change_is_told_and_changes_nothing(client, line, form, field):
    answer = client.post(f"/cart/lines/{line.pk}/", form)
    assert (answer.status_code, list(answer.context["failed_form"].errors)) == (200, [field])
    by_script = client.post(f"/cart/lines/{line.pk}/", form, headers=JSON)
    assert (by_script.status_code, list(by_script.json()["errors"])) == (422, [field])
    line.refresh_from_db()
    assert (line.quantity, line.selected) == (2, True)


def test_another_browsers_line_is_not_found(line):
    stranger = Client()
    assert stranger.post(f"/cart/lines/{line.pk}/", {"quantity": "1"}).status_code == 404
    stranger.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "1"})
    assert stranger.post(f"/cart/lines/{line.pk}/", {"quantity": "1"}).status_code == 404
    assert stranger.post(f"/cart/lines/{line.pk}/remove/").status_code == 303
    assert CartLine.objects.filter(pk=line.pk).exists()


def test_removing_twice_is_no_error(client, line):
    for _ in range(2):
        assert client.post(f"/cart/lines/{line.pk}/remove/").status_code == 303
    assert client.post(f"/cart/lines/{line.pk}/remove/", headers=JSON).json() == {"count": 0}


def test_select_all_and_none(client, line):
    client.post("/cart/selection/", {"selected": "false"})
    assert client.get("/cart/").context["priced"].totals.total == 0
    client.post("/cart/selection/", {"selected": "true"})
    assert client.get("/cart/").context["priced"].totals.total == 27000
    assert client.post("/cart/selection/", {"selected": "yes"}, headers=JSON).status_code == 422
    assert Client().post("/cart/selection/", {"selected": "true"}).status_code == 303


def test_htmx_gets_the_cart_itself_and_hears_of_failure(client, line):
    htmx = {"HX-Request": "true"}
    assert client.post(f"/cart/lines/{line.pk}/", {"quantity": "3"}, headers=htmx).status_code == 200
    assert client.post(f"/cart/lines/{line.pk}/", {"quantity": "0"}, headers=htmx).status_code == 422


def test_a_price_change_is_told_with_old_and_new(client, line):
    Variant.objects.update(price=13000)
    (shown,) = client.get("/cart/").context["priced"].lines
    assert (shown.price_changed_from, shown.unit_price, shown.line_total) == (12000, 13000, 26000)


def test_what_is_unpublished_is_shown_as_unavailable_and_not_counted(client, line):
    Product.objects.update(live=False)
    priced = client.get("/cart/").context["priced"]
    assert ([shown.available for shown in priced.lines], priced.totals.total) == ([0], 0)


def test_the_summary_for_the_header(client, line):
    answer = client.get("/cart/summary/").json()
    assert (answer["count"], answer["name"]) == (2, "")
    client.force_login(UserFactory(username="haneul", first_name="하늘"))
    assert client.get("/cart/summary/").json()["name"] == "하늘"


@pytest.mark.parametrize(
    "cookie",
    [
        b64encode(pickle.dumps({"SALT-SOAP": {"count": 1}})).decode(),
        "11111111-1111-1111-1111-111111111111",
        "x" * 4000,
        "x:y:z",
    ],
)
def test_a_forged_cookie_is_an_empty_cart(client, line, cookie):
    client.cookies["cart"] = cookie
    answer = client.get("/cart/")
    assert (answer.status_code, answer.context["priced"].lines) == (200, [])


def test_a_cookie_signed_for_something_else_opens_no_cart(client, line):
    client.cookies["orders"] = client.cookies["cart"].value
    client.cookies.pop("cart")
    assert client.get("/cart/").context["priced"].lines == []


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client, line):
    cookie = client.cookies["cart"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert str(Cart.objects.get().token) == cookie.value.split(":")[0]


def test_forms_on_shared_pages_need_the_token_or_this_sites_origin():
    client = Client(enforce_csrf_checks=True)
    form = {"sku": stocked_variant().sku, "quantity": "1"}
    assert client.post("/cart/add/", form).status_code == 403
    assert client.post("/cart/add/", form, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/cart/add/", form, headers=ORIGIN).status_code == 303
    assert client.post("/checkout/buy-now/", form, headers=ORIGIN).status_code == 303
    line = CartLine.objects.filter(cart__kind="cart").get()
    assert client.post(f"/cart/lines/{line.pk}/remove/", headers=ORIGIN).status_code == 403


@pytest.mark.parametrize(
    "path", ["/cart/add/", "/checkout/buy-now/", "/cart/selection/", "/checkout/totals/"]
)
def test_reading_what_must_be_sent_is_refused(client, path):
    assert client.get(path).status_code == 405
