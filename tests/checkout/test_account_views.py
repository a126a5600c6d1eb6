"""“Your account”: whose it is, their orders, what those do, what was looked at, and who they are."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.profile import choose_interest
from accounts.roles import EDITOR, give_role, setup_roles
from checkout.captures import mark_paid
from tests.factories.accounts import UserFactory
from tests.factories.addresses import kept_address
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import ProductClaimFactory, ProductImageFactory, stocked_variant

pytestmark = pytest.mark.django_db
OFFER = "that are in no account"


@pytest.fixture
def user():
    return UserFactory(username="haneul", email="haneul@example.org", chosen_nickname="하늘")


@pytest.fixture
def own(user):
    """What the account's owner reads; the page's HTML."""
    museum()
    browser = Client()
    browser.force_login(user)
    return lambda query="": browser.get(f"/account/{query}").content.decode()


def confirm(user, *, verified: bool = True) -> None:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)


def test_nobody_else_comes_in(client):
    for query, next_place in (("", "/account/"), ("?page=2", "/account/%3Fpage%3D2")):
        answer = client.get(f"/account/{query}")
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={next_place}")


def test_only_own_orders_newest_first_five_a_page(user):
    numbers = [placed_order(user=user).number for _ in range(6)]
    placed_order(user=UserFactory())
    placed_order()
    browser = Client()
    browser.force_login(user)
    first, second = (browser.get(f"/account/?page={page}").context["orders"] for page in (1, 2))
    assert [[order.number for order in page] for page in (first, second)] == [numbers[:0:-1], numbers[:1]]


def test_one_order_costs_as_much_as_twelve(client):
    counts = []
    for orders, lines in ((1, 1), (12, 1), (5, 3)):
        user = UserFactory()
        client.force_login(user)
        variants = [stocked_variant(pieces=60) for _ in range(lines)]
        for variant in variants:
            ProductImageFactory(product=variant.product)
            ProductClaimFactory(product=variant.product)
        for _ in range(orders):
            order_cart(filled_cart(*variants, user=user), user=user)
        client.get("/account/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/account/").context["orders"].paginator.count == orders
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_who_it_is(user, own):
    page = own()
    assert [page.count(text) for text in ('<h1 class="mine__name">하늘</h1>', "<dd>haneul</dd>")] == [1, 1]
    assert (page.count("not confirmed yet"), page.count("✓ confirmed")) == (1, 0)
    confirm(user)
    page = own()
    assert (page.count("not confirmed yet"), page.count("✓ confirmed")) == (0, 1)
    user.phone = "+821012345678"
    user.save()
    page = own()
    number = '+82 10-1234-5678 <span class="note">'
    assert (page.count(f"{number}not verified yet"), page.count(f"{number}✓ verified")) == (1, 0)
    User.objects.filter(pk=user.pk).update(phone_verified_at=NOW)
    page = own()
    assert (page.count(f"{number}not verified yet"), page.count(f"{number}✓ verified")) == (0, 1)


def test_the_default_address(user, own):
    address = kept_address(user=user, title="Home of mine")
    kept_address(user=user, title="Office of mine")
    page = own()
    assert [page.count(text) for text in ("Home of mine", address.address_line1, "Office of mine")] == [
        1,
        1,
        0,
    ]


def test_the_room(user, own):
    assert own().count("the one you choose hangs first at the entrance") == 1
    choose_interest(user=user, problem=ProblemPageFactory(title="Water"))
    assert own().count("<dd>Water</dd>") == 1


def test_staff_are_told_so_and_shoppers_are_not(user, own):
    assert own().count("is staff: O") == 0
    setup_roles()
    give_role(user=user, role=EDITOR)
    page = own()
    assert (page.count("is staff: O"), page.count('href="/admin/"')) == (1, 1)


def test_what_the_orders_do(user, own):
    assert own().count("Nothing to count yet") == 1
    variant = stocked_variant()
    claim = ProductClaimFactory(product=variant.product).claim
    order = order_cart(filled_cart(variant, quantity=4, user=user), user=user, payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=order.placed_at)
    page = own()
    assert page.count('<span class="deed__amount">12</span>') == 1
    assert page.count(f'href="{claim.get_absolute_url()}"') == 1


def test_the_last_things_looked_at(user, own, client):
    assert own().count("The last five objects you look at hang here.") == 1
    product = stocked_variant().product
    client.force_login(user)
    client.get(product.url)
    assert own().count(f'href="{product.url}"') == 1


def test_an_account_made_past_every_rule_has_a_page(own, user):
    user.profile.delete()
    user.email = ""
    user.save()
    assert own().count('<dd><span class="note">none</span></dd>') == 3


class TestAGuestsOrders:
    def test_are_offered_to_whoever_confirmed_the_address(self, user, own):
        confirm(user)
        assert own().count(OFFER) == 0
        for _ in range(3):
            placed_order(email="Haneul@Example.org")
        page = own()
        assert (page.count(OFFER), page.count("3 orders")) == (1, 0)

    def test_not_those_of_another_address_and_not_those_of_an_account(self, user, own):
        confirm(user)
        placed_order(email="other@example.org")
        placed_order(user=user)
        assert own().count(OFFER) == 0

    def test_without_that_nobody_learns_whether_there_are_any(self, user, own):
        confirm(user, verified=False)
        before = own()
        placed_order(email=user.email)
        page = own()
        assert (page.count(OFFER), before.count("as a guest?"), page.count("as a guest?")) == (0, 1, 1)
