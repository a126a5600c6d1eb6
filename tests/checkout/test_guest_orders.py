"""A guest's orders come into an account by a code, and only into the one whose address it is."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from post_office.models import PRIORITY, Email

from accounts.codes.proofs import CodeExpired, WrongCode
from accounts.privacy.person import erase_person, export_person, find_person, person_of
from checkout.captures import mark_paid
from checkout.guest_orders import NotYourAddress, adopt_guest_orders, send_code, take_guest_orders
from checkout.models import Order
from checkout.order_life import cancel_order
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
PAGE, SEND = "/account/guest-orders/", "/account/guest-orders/code/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def user():
    return UserFactory(email="haneul@example.org")


@pytest.fixture
def browser(user):
    museum()
    client = Client()
    client.force_login(user)
    return client


def code_in_the_mail() -> str:
    (code,) = re.findall(r"\b[0-9]{6}\b", Email.objects.latest("pk").message)
    return code


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def owners(*orders: Order) -> list:
    return [Order.objects.get(pk=order.pk).user for order in orders]


def told(answer) -> list[str]:
    return answer.context["form"].errors.get("code", [])


class TestTheWay:
    def test_a_code_is_sent_and_brings_every_order(self, browser, user):
        orders = [placed_order(email=email) for email in ("haneul@example.org", "Haneul@Example.ORG")]
        strangers, owned = placed_order(email="bora@example.org"), placed_order(user=UserFactory())
        sent = browser.post(SEND)
        assert (sent.status_code, sent["Location"]) == (303, PAGE)
        page = browser.get(PAGE).content.decode()
        assert page.count("We have sent six digits to haneul@example.org.") == 1
        code = code_in_the_mail()
        answer = browser.post(PAGE, {"code": f" {code[:3]} {code[3:]} "})
        assert (answer.status_code, answer["Location"]) == (303, "/account/")
        assert owners(*orders, strangers) == [user, user, None]
        assert owners(owned) != [user]
        page = browser.get("/account/")
        assert page.content.decode().count("2 orders are in your account now.") == 1
        assert {order.number for order in page.context["orders"]} == {order.number for order in orders}

    def test_the_letter_says_no_more_than_the_code_and_hurries(self, browser, user):
        order = placed_order(email=user.email)
        Email.objects.all().delete()
        browser.post(SEND)
        letter = Email.objects.get()
        code = code_in_the_mail()
        assert (letter.to, letter.priority) == (["haneul@example.org"], PRIORITY.high)
        assert letter.subject == f"{code} is your code"
        written = letter.message + letter.html_message
        assert [written.count(word) for word in (code, order.number, user.username)] == [3, 0, 0]

    def test_a_code_without_orders_takes_nothing(self, browser):
        browser.post(SEND)
        browser.post(PAGE, {"code": code_in_the_mail()})
        page = browser.get("/account/").content.decode()
        assert page.count("No order was made with this address that is not in an account.") == 1

    def test_only_whoever_is_logged_in(self, client):
        assert [
            client.get(PAGE).status_code,
            client.post(PAGE).status_code,
            client.post(SEND).status_code,
        ] == [
            302,
            302,
            302,
        ]
        assert client.get(SEND).status_code == 405

    def test_an_account_without_an_address_is_asked_for_one(self, browser, user):
        user.email = ""
        user.save()
        places = [
            browser.get(PAGE)["Location"],
            browser.post(SEND)["Location"],
            browser.post(PAGE)["Location"],
        ]
        assert (places, Email.objects.count()) == (["/account/details/"] * 3, 0)

    def test_asking_too_often_is_refused(self, browser, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sms": (5, 3600)}
        browser.post(SEND)
        browser.post(SEND)
        assert Email.objects.count() == 1
        assert browser.get(PAGE).content.decode().count("before you ask for another code.") == 1


class TestTheCode:
    def test_a_wrong_one_takes_nothing_and_may_be_mended(self, browser, user):
        order = placed_order(email=user.email)
        browser.post(SEND)
        code = code_in_the_mail()
        answer = browser.post(PAGE, {"code": other_than(code)})
        assert told(answer) == ["This code is not right. You can try 4 more times."]
        assert owners(order) == [None]
        browser.post(PAGE, {"code": code})
        assert owners(order) == [user]

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\x00"])
    def test_what_cannot_be_a_code_costs_no_try(self, browser, user, typed):
        browser.post(SEND)
        for _ in range(6):
            answer = browser.post(PAGE, {"code": typed})
            assert answer.status_code == 200
            assert len(told(answer)) > 0
        assert browser.post(PAGE, {"code": code_in_the_mail()}).status_code == 303

    def test_it_is_valid_for_five_minutes(self, user, now):
        order = placed_order(email=user.email)
        send_code(user=user, address="127.0.0.1", now=now)
        with pytest.raises(CodeExpired):
            take_guest_orders(user=user, code=code_in_the_mail(), now=now + timedelta(seconds=301))
        assert owners(order) == [None]

    def test_it_is_used_up(self, user, now):
        send_code(user=user, address="127.0.0.1", now=now)
        code = code_in_the_mail()
        take_guest_orders(user=user, code=code, now=now)
        with pytest.raises(CodeExpired):
            take_guest_orders(user=user, code=code, now=now)

    def test_guessing_ends_after_five(self, user, now):
        send_code(user=user, address="127.0.0.1", now=now)
        code = code_in_the_mail()
        for _ in range(5):
            with pytest.raises(WrongCode):
                take_guest_orders(user=user, code=other_than(code), now=now)
        with pytest.raises(CodeExpired):
            take_guest_orders(user=user, code=code, now=now)

    def test_in_another_account_it_opens_nothing(self, user, now):
        order = placed_order(email=user.email)
        send_code(user=user, address="127.0.0.1", now=now)
        with pytest.raises(CodeExpired):
            take_guest_orders(user=UserFactory(), code=code_in_the_mail(), now=now)
        assert owners(order) == [None]

    def test_whoever_changed_the_address_meanwhile_has_no_code(self, user, now):
        order = placed_order(email=user.email)
        send_code(user=user, address="127.0.0.1", now=now)
        user.email = "new@example.org"
        user.save()
        with pytest.raises(CodeExpired):
            take_guest_orders(user=user, code=code_in_the_mail(), now=now)
        assert owners(order) == [None]


class TestTheTaking:
    def adopt(self, user, now) -> int:
        return adopt_guest_orders(user=user, email="haneul@example.org", now=now)

    def test_it_stands_in_the_history_once(self, user, now):
        order = placed_order(email=user.email, now=now)
        assert (self.adopt(user, now), self.adopt(user, now)) == (1, 0)
        event = order.events.last()
        assert (event.is_note, event.actor, event.reason, event.at) == (
            True,
            user,
            "taken into your account",
            now,
        )

    def test_the_guests_link_goes_on_working(self, user, now, client):
        order = placed_order(email=user.email, now=now)
        self.adopt(user, now)
        assert client.get(order.get_absolute_url()).status_code == 404
        assert client.get(f"{order.get_absolute_url()}?token={order.access_token}").status_code == 200
        client.force_login(user)
        assert client.get(order.get_absolute_url()).status_code == 200

    def test_the_order_goes_on_as_before(self, user, now):
        order = placed_order(email=user.email, payment_method="bank_transfer", now=now)
        before = Order.objects.values("status", "total", "email", "full_name", "access_token").get(
            pk=order.pk
        )
        self.adopt(user, now)
        assert Order.objects.values(*before).get(pk=order.pk) == before
        order.refresh_from_db()
        assert mark_paid(payment=order.last_attempt, reason="", now=now).status == "paid"

    def test_not_what_was_erased(self, user, now):
        order = cancel_order(order=placed_order(email="gone@example.org"), actor=None, reason="", now=now)
        erase_person(person=find_person(email="gone@example.org"), now=now)
        erased = Order.objects.get(pk=order.pk)
        Order.objects.filter(pk=order.pk).update(email=user.email)
        assert (self.adopt(user, now), owners(erased)) == (0, [None])

    @pytest.mark.parametrize("change", [{"email": "new@example.org"}, {"email": ""}, {"is_active": False}])
    def test_not_by_who_has_the_address_no_longer(self, user, now, change):
        order = placed_order(email="haneul@example.org")
        type(user).objects.filter(pk=user.pk).update(**change)
        with pytest.raises(NotYourAddress):
            self.adopt(user, now)
        assert owners(order) == [None]

    def test_what_was_taken_belongs_to_the_copy_and_is_erased_with_the_account(self, user, now):
        EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
        order = cancel_order(order=placed_order(email=user.email), actor=None, reason="", now=now)
        self.adopt(user, now)
        kept = export_person(person=person_of(user=user), now=now)
        assert [found["number"] for found in kept["shop"]["orders"]] == [order.number]
        erase_person(person=person_of(user=user), now=now)
        assert Order.objects.get(pk=order.pk).erased_at == now
