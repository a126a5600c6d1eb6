"""A cart filled before logging in moves to the account, once."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from checkout.cart import Shopper, add_to_cart, change_line, open_cart
from checkout.models import Cart
from products.stock import write_off_stock
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _building():
    museum()


@pytest.fixture
def user():
    user = UserFactory(username="haneul", email="haneul@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def things():
    return [stocked_variant(pieces=50) for _ in range(3)]


def put(client, variant, quantity, *, selected=True):
    client.post(reverse("checkout:cart_add"), {"sku": variant.sku, "quantity": quantity})
    if not selected:
        line = Cart.objects.get(token=token(client)).lines.get(variant=variant)
        client.post(reverse("checkout:cart_line", args=[line.pk]), {"selected": "false"})


def token(client) -> str:
    """The cart token in the signed cookie of a browser."""
    return client.cookies["cart"].value.split(":")[0]


def content(user, things) -> dict:
    rows = Cart.objects.get(user=user, closed_at=None).lines.values_list("variant", "quantity", "selected")
    places = {variant.pk: place for place, variant in enumerate(things, start=1)}
    return {places[variant]: (quantity, selected) for variant, quantity, selected in rows}


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def test_the_browser_wins_and_the_rest_stays(client, user, things):
    add_to_cart(shopper=Shopper(user=user), sku=things[0].sku, quantity=20, now=NOW)
    add_to_cart(shopper=Shopper(user=user), sku=things[1].sku, quantity=1, now=NOW)
    put(client, things[0], 3, selected=False)
    put(client, things[2], 1)
    forgotten = token(client)
    response = log_in(client, user)
    merged = {1: (3, False), 2: (1, True), 3: (1, True)}
    assert response.status_code == 303
    assert content(user, things) == merged
    assert response.cookies["cart"]["max-age"] == 0
    assert Cart.objects.filter(token=forgotten).count() == 0
    client.logout()
    log_in(client, user)
    assert content(user, things) == merged


def test_a_cookie_kept_by_somebody_changes_nothing_again(client, user, things):
    put(client, things[0], 3)
    kept = client.cookies["cart"].value
    log_in(client, user)
    line = open_cart(shopper=Shopper(user=user)).lines.get()
    change_line(cart=line.cart, line_id=line.pk, quantity=7)
    client.logout()
    client.cookies["cart"] = kept
    response = log_in(client, user)
    assert content(user, things) == {1: (7, True)}
    assert response.cookies["cart"]["max-age"] == 0


def test_what_was_collected_is_capped_by_stock(client, user):
    scarce = stocked_variant(pieces=5)
    put(client, scarce, 5)
    with transaction.atomic():
        write_off_stock(variant=scarce, pieces=3, reason="broken", now=NOW)
    log_in(client, user)
    assert content(user, [scarce]) == {1: (2, True)}


def test_a_forged_cookie_is_nobodys_cart(client, user, things):
    put(client, things[0], 3)
    client.cookies["cart"] = f"{token(client)}:1tXxxx:forged"
    response = log_in(client, user)
    assert Cart.objects.filter(user=user).count() == 0
    assert response.cookies.get("cart") is None


def test_logging_in_without_a_cart_leaves_no_trace(client, user):
    response = log_in(client, user)
    assert Cart.objects.count() == 0
    assert response.cookies.get("cart") is None


def test_a_failed_log_in_keeps_the_cart(client, user, things):
    put(client, things[0], 3)
    response = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
    assert response.cookies.get("cart") is None
    assert Cart.objects.get(token=token(client)).lines.get().quantity == 3


def test_signing_up_takes_the_cart_along(client, things):
    put(client, things[0], 3)
    form = {
        "email": "new@example.org",
        "username": "newcomer",
        "nickname": "Newcomer",
        "password1": "a long and quiet sentence",
        "password2": "a long and quiet sentence",
    }
    response = client.post(reverse("account_signup"), form)
    assert response.status_code == 303
    assert content(User.objects.get(username="newcomer"), things) == {1: (3, True)}
    assert response.cookies["cart"]["max-age"] == 0
