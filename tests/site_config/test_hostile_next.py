"""Whatever a request names as the way on: the browser stays on this site."""

from urllib.parse import quote, urlencode

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.urls import reverse
from post_office.models import Email
from wagtail.models import PageViewRestriction

from accounts.email_change import AddressConfirmation
from accounts.models import User
from accounts.views.second_factor import GOING_TO
from brands.models import BrandIndexPage
from checkout.models import Payment, WebhookDelivery
from tests.accounts.social_provider import google_person, kakao_person
from tests.accounts.social_visit import log_in as log_in_by_provider
from tests.accounts.social_visit import offered
from tests.accounts.test_sign_up import FORM
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.factories.passkeys import give_passkey, log_in_by_passkey
from tests.factories.products import stocked_variant
from tests.factories.second_factor import code_at, give_second_factor, take_second_factor_away
from tests.site_config.hostile_values import HOSTILE, host_reached

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.long]
HOME = "http://testserver"
NEW = {"password1": "another long sentence", "password2": "another long sentence"}


@pytest.fixture(autouse=True)
def _shop(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    # The worst case: a site that answers to every name.
    settings.ALLOWED_HOSTS = ["*"]
    museum()


@pytest.fixture
def user():
    return UserFactory(username="haneul")


@pytest.fixture
def owner(client, user):
    user.is_superuser = user.is_staff = True
    user.save()
    client.force_login(user)
    return user


def log_in(client, user, wish):
    client.logout()
    form = {"login": "haneul", "password": PASSWORD}
    return client.post(reverse("account_login"), {**form, "next": wish})


def log_in_by_the_address(client, user, wish):
    client.logout()
    door = f"{reverse('account_login')}?{urlencode({'next': wish})}"
    return client.post(door, {"login": "haneul", "password": PASSWORD})


def come_while_logged_in(client, user, wish):
    client.force_login(user)
    return client.get(reverse("account_login"), {"next": wish})


def sign_up(client, user, wish):
    client.logout()
    User.objects.exclude(pk=user.pk).delete()
    form = {**FORM, "username": "other", "email": "other@example.org"}
    return client.post(reverse("account_signup"), {**form, "next": wish})


def log_out(client, user, wish):
    client.force_login(user)
    return client.post(reverse("account_logout"), {"next": wish})


def log_out_as_a_guest(client, user, wish):
    return client.get(reverse("account_logout"), {"next": wish})


def change_the_password(client, user, wish):
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    return client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **NEW, "next": wish})


def choose_a_password(client, user, wish):
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    return client.post(reverse("account_set_password"), {**NEW, "next": wish})


def say_who_one_is_again(client, user, wish):
    client.force_login(user)
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": wish})


def ask_for_a_new_password(client, user, wish):
    return client.post(reverse("account_reset_password"), {"email": "nobody@example.org", "next": wish})


def choose_a_new_password(client, user, wish):
    token = default_token_generator.make_token(User.objects.get(pk=user.pk))
    door = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
    form = client.get(door, {"next": wish})
    assert host_reached(form["Location"], standing_on=HOME) == "testserver"
    return client.post(form["Location"].split("?")[0], {**NEW, "next": wish})


def confirm_an_address(client, user, wish):
    EmailAddress.objects.all().delete()
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    door = reverse("account_confirm_email", args=[AddressConfirmation(address).key])
    return client.post(f"{door}?{urlencode({'next': wish})}")


def log_in_by_a_passkey(client, user, wish):
    client.logout()
    take_second_factor_away(user)
    return log_in_by_passkey(client, give_passkey(user), next=wish)


def type_the_code_of_an_app(client, user, wish):
    log_in(client, with_a_fresh_app(user), wish)
    return client.post(reverse("mfa_authenticate"), {"code": code_at()})


def type_it_again(client, user, wish):
    client.force_login(with_a_fresh_app(user))
    return client.post(reverse("mfa_reauthenticate"), {"code": code_at(), "next": wish})


def with_a_fresh_app(user) -> User:
    """A code works once."""
    take_second_factor_away(user)
    give_second_factor(user)
    cache.clear()
    return user


def remove_a_passkey(client, user, wish):
    say_who_one_is_again(client, user, "")
    passkey = give_passkey(user).authenticator
    return client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]), {"next": wish})


def give_a_first_email(client, user, wish):
    User.objects.filter(pk=user.pk).update(email="")
    EmailAddress.objects.all().delete()
    client.force_login(user)
    return client.post(reverse("accounts:first_email"), {"email": "new@example.org", "next": wish})


def come_to_that_question_with_an_email(client, user, wish):
    client.force_login(user)
    return client.get(reverse("accounts:first_email"), {"next": wish})


def put_into_the_cart(client, user, wish):
    variant = stocked_variant()
    return client.post("/cart/add/", {"sku": variant.sku, "quantity": "1", "next": wish})


def come_to_the_admin(client, user, wish):
    return client.get("/admin/login/", {"next": wish})


def come_to_the_other_admin(client, user, wish):
    return client.get("/django-admin/login/", {"next": wish})


def come_to_wagtails_own_door(client, user, wish):
    return client.get("/_util/login/", {"next": wish})


DOORS = [
    log_in,
    log_in_by_the_address,
    come_while_logged_in,
    sign_up,
    log_out,
    log_out_as_a_guest,
    change_the_password,
    choose_a_password,
    say_who_one_is_again,
    ask_for_a_new_password,
    choose_a_new_password,
    confirm_an_address,
    log_in_by_a_passkey,
    type_the_code_of_an_app,
    type_it_again,
    remove_a_passkey,
    give_a_first_email,
    come_to_that_question_with_an_email,
    put_into_the_cart,
    come_to_the_admin,
    come_to_the_other_admin,
    come_to_wagtails_own_door,
]


def resend_a_mail(client, user, wish):
    letter = Email.objects.create(from_email="a@example.org", to=["b@example.org"], status=2)
    return client.post(reverse("order_mail_resend", args=[letter.pk]), {"next": wish})


def act_on_a_message(client, user, wish):
    message = WebhookDelivery.objects.first() or WebhookDelivery.objects.create(
        provider="sandbox", event_id="1", kind="intent.captured", ref="int_1", body="", received_at=NOW
    )
    return client.post(reverse("provider_message_again", args=[message.pk]), {"next": wish})


def ask_about_a_payment(client, user, wish):
    payment = Payment.objects.first() or placed_order(payment_method="bank_transfer").payments.get()
    return client.post(reverse("payment_ask", args=[payment.pk]), {"next": wish})


def open_a_closed_page(client, user, wish):
    home = museum().home
    closed, _is_new = PageViewRestriction.objects.get_or_create(
        page=home, restriction_type="password", password="open"
    )
    door = reverse("wagtailcore_authenticate_with_password", args=[closed.pk, home.pk])
    return client.post(door, {"password": "open", "return_url": wish})


def lock_a_page(client, user, wish):
    return client.post(
        reverse("wagtailadmin_pages:lock", args=[BrandIndexPage.objects.get().pk]), {"next": wish}
    )


STAFF_DOORS = [resend_a_mail, act_on_a_message, ask_about_a_payment, open_a_closed_page, lock_a_page]


def led_astray(client, user, door) -> dict[str, str]:
    """By hostile value, the host it led to."""
    astray = {}
    for wish in HOSTILE:
        answer = door(client, user, wish)
        if answer.status_code not in {301, 302, 303}:
            # A form that takes no such value at all.
            assert answer.status_code in {200, 400}, (wish, answer.status_code)
            continue
        header = answer["Location"]
        assert "\n" not in header
        assert "\r" not in header
        reached = host_reached(header, standing_on=f"{HOME}/accounts/login/")
        if reached != "testserver":
            astray[wish] = reached
    return astray


def test_there_are_sixty_of_them():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 60


def test_most_of_them_would_lead_a_browser_away():
    reached = [host_reached(wish, standing_on=f"{HOME}/accounts/login/") for wish in HOSTILE]
    assert len(reached) - reached.count("testserver") == 50


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_visitors_stay(client, user, door):
    assert led_astray(client, user, door) == {}


@pytest.mark.parametrize(("name", "person"), [("google", google_person), ("kakao", kakao_person)])
def test_whoever_comes_by_a_provider_stays(client, user, name, person, settings, monkeypatch):
    with offered(name, settings=settings, monkeypatch=monkeypatch) as provider:
        provider.person = person(email="new@example.org")

        def come_back(client, user, wish):
            client.logout()
            return log_in_by_provider(client, provider, next=quote(wish, safe=""))

        assert come_back(client, user, "/account/")["Location"] == "/account/"
        assert led_astray(client, user, come_back) == {}


def test_the_link_on_from_the_second_factor_stays(client, user):
    client.force_login(with_a_fresh_app(user))
    reached = set()
    for wish in [*HOSTILE, "/admin/pages/"]:
        client.get(reverse("mfa_index"), {"next": wish})
        reached.add(host_reached(client.session.get(GOING_TO, ""), standing_on=f"{HOME}/accounts/2fa/"))
    assert (reached, client.session[GOING_TO]) == ({"testserver"}, "/admin/pages/")


@pytest.mark.parametrize("door", STAFF_DOORS, ids=lambda door: door.__name__)
def test_staff_stay(client, owner, door):
    assert led_astray(client, owner, door) == {}


@pytest.mark.parametrize(
    ("door", "way"),
    [
        (log_in, "/account/?page=2"),
        (sign_up, "/brands/하늘/"),
        (log_out, "/products/"),
        (put_into_the_cart, "/products/?q=a"),
        (change_the_password, "/account/"),
        (log_in_by_a_passkey, "/account/"),
        (type_the_code_of_an_app, "/account/"),
        (type_it_again, "/account/"),
        (remove_a_passkey, "/account/"),
        (give_a_first_email, "/account/"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_path_of_the_site_is_followed(client, user, door, way):
    encoded = {"/brands/하늘/": "/brands/%ED%95%98%EB%8A%98/"}
    assert door(client, user, way)["Location"] == encoded.get(way, way)
