import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.email_change import AddressConfirmation, ask_to_confirm
from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
WAITS, DONE, BROKEN = "Is this your address?", "This address is confirmed", "This link does not work"
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _museum(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    museum()


@pytest.fixture
def user():
    return UserFactory(username="haneul", email="haneul@example.org")


@pytest.fixture
def address(user):
    return EmailAddress.objects.create(user=user, email=user.email, primary=True)


def link(address: EmailAddress) -> str:
    return reverse("account_confirm_email", args=[AddressConfirmation(address).key])


def heading(answer) -> tuple[int, str]:
    return answer.status_code, re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1]


def facts() -> tuple[str, list[tuple[str, bool, bool]]]:
    """The account's e-mail, and its addresses: which is confirmed, which the present one."""
    rows = EmailAddress.objects.order_by("pk").values_list("email", "verified", "primary")
    return User.objects.get(username="haneul").email, list(rows)


class TestOpening:
    @pytest.mark.parametrize("method", ["get", "head", "options"])
    def test_it_confirms_nothing(self, client, address, method):
        getattr(client, method)(link(address))
        assert facts() == ("haneul@example.org", [("haneul@example.org", False, True)])

    def test_the_page_asks_and_is_kept_by_nobody(self, client, address):
        answer = client.get(link(address))
        assert heading(answer) == (200, WAITS)
        assert "no-store" in answer["Cache-Control"]

    def test_the_button_confirms(self, client, address):
        answer = client.post(link(address))
        assert (answer.status_code, answer["Location"]) == (303, "/accounts/login/")
        assert facts() == ("haneul@example.org", [("haneul@example.org", True, True)])

    def test_who_is_logged_in_gets_to_their_data(self, client, address, user):
        client.force_login(user)
        answer = client.post(link(address), follow=True)
        assert answer.redirect_chain == [("/account/details/", 303)]
        assert "haneul@example.org is confirmed." in answer.content.decode()

    def test_nobody_else_is_logged_out_or_led_into_the_data_of_theirs(self, client, address):
        other = UserFactory()
        client.force_login(other)
        assert heading(client.get(link(address))) == (200, WAITS)
        assert client.post(link(address))["Location"] == "/"
        assert client.session["_auth_user_id"] == str(other.pk)
        assert facts()[1] == [("haneul@example.org", True, True)]


class TestAnotherAddress:
    """A slip of the pen sends its letter to a stranger, who must not get the account by a click."""

    @pytest.fixture
    def waiting(self, user, address):
        return EmailAddress.objects.create(user=user, email="stranger@example.org")

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_stranger_has_to_log_in(self, client, waiting, method):
        answer = getattr(client, method)(link(waiting))
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/accounts/login/?next={quote(link(waiting))}",
        )
        assert facts()[0] == "haneul@example.org"

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_another_account_is_told_and_changes_nothing(self, client, waiting, method):
        client.force_login(UserFactory())
        answer = getattr(client, method)(link(waiting))
        assert heading(answer) == (200, "This link belongs to another account")
        assert facts()[0] == "haneul@example.org"

    def test_the_way_out_leads_to_the_link_again(self, client, waiting):
        client.force_login(UserFactory())
        client.get(link(waiting))
        assert client.post("/accounts/logout/", {"next": link(waiting)})["Location"] == link(waiting)

    def test_the_account_itself_may(self, client, waiting, user):
        client.force_login(user)
        client.post(link(waiting))
        assert facts()[0] == "stranger@example.org"

    def test_a_password_is_chosen_by_nobody_who_only_has_the_letter(self, client, waiting):
        client.post("/accounts/password/reset/", {"email": "stranger@example.org"})
        (letter,) = mail.outbox
        assert "/password/reset/key/" not in letter.body


class TestADay:
    @pytest.mark.parametrize(
        ("after", "told"),
        [(timedelta(hours=23, minutes=59), WAITS), (timedelta(hours=24, seconds=1), BROKEN)],
    )
    def test_how_long_it_works(self, client, address, time_machine, after, told):
        time_machine.move_to(NOW, tick=False)
        door = link(address)
        time_machine.move_to(NOW + after, tick=False)
        assert heading(client.get(door)) == (200, told)
        client.post(door)
        assert facts()[1][0][1] is (told == WAITS)


class TestTwice:
    def test_it_is_said_that_nothing_is_left_to_do(self, client, address):
        door = link(address)
        client.post(door)
        before = facts()
        assert [heading(client.post(door)), heading(client.get(door))] == [(200, DONE)] * 2
        assert (facts(), mail.outbox) == (before, [])

    def test_a_row_that_was_confirmed_after_the_page_was_read_changes_nothing(self, address, rf):
        stale = EmailAddress.objects.get(pk=address.pk)
        EmailAddress.objects.filter(pk=address.pk).update(verified=True)
        assert AddressConfirmation(stale).confirm(rf.post("/")) is None
        assert mail.outbox == []


class TestAltered:
    def test_any_letter(self, client, address):
        door = link(address)
        start = door.index("confirm-email/") + len("confirm-email/")
        for place in range(start, len(door) - 1):
            wrong = door[:place] + ("A" if door[place] != "A" else "B") + door[place + 1 :]
            assert AddressConfirmation.from_key(wrong[start:-1]) is None
        assert AddressConfirmation.from_key(door[start:-1]) is not None

    @pytest.mark.parametrize(
        "key",
        [
            "x",
            "::",
            ":::::",
            "a.b",
            "하늘",
            "%00",
            "%FF",
            "9" * 4000,
            "MQ:1wN9cX:abc",
            "null",
            ".eJx:1:2",
            "a b",
        ],
    )
    def test_what_was_never_a_link(self, client, address, key):
        for answer in (
            client.get(f"/accounts/confirm-email/{key}/"),
            client.post(f"/accounts/confirm-email/{key}/"),
        ):
            assert heading(answer) == (200, BROKEN)

    def test_a_key_of_the_library_is_none_of_ours(self, client, address):
        key = EmailConfirmationHMAC(address).key
        assert heading(client.post(f"/accounts/confirm-email/{key}/")) == (200, BROKEN)
        assert facts()[1] == [("haneul@example.org", False, True)]

    def test_a_guest_is_shown_to_the_log_in_and_back(self, client):
        text = client.get("/accounts/confirm-email/x/").content.decode()
        assert 'href="/accounts/login/?next=/account/details/"' in text

    def test_who_is_logged_in_has_it_sent_again(self, client, user, address):
        client.force_login(user)
        text = client.get("/accounts/confirm-email/x/").content.decode()
        assert re.search(r'<form method="post" action="(/account/details/email/)">', text)[1]
        client.post("/account/details/email/")
        (letter,) = mail.outbox
        assert letter.to == ["haneul@example.org"]
        client.post(re.search(r"http://testserver(\S+)", letter.body)[1])
        assert facts()[1] == [("haneul@example.org", True, True)]


class TestOthersWhoWaitForIt:
    """An address that was never confirmed blocks nobody; one that is, is only theirs who did."""

    @pytest.fixture
    def other(self):
        return EmailAddress.objects.create(user=UserFactory(username="other"), email="haneul@example.org")

    def test_whose_it_is_confirms_it_and_nobody_waits_any_longer(self, client, address, other):
        client.post(link(address))
        assert facts()[1] == [("haneul@example.org", True, True)]
        assert heading(client.post(link(other))) == (200, BROKEN)
        assert User.objects.get(username="other").email == "other@example.org"

    def test_of_two_who_wait_the_first_who_confirms_has_it(self, client, user, other):
        waiting = [
            EmailAddress.objects.create(user=reader, email="new@example.org") for reader in (user, other.user)
        ]
        doors = [link(row) for row in waiting]
        client.force_login(other.user)
        client.post(doors[1])
        assert heading(client.post(doors[0])) == (200, BROKEN)
        assert list(User.objects.order_by("pk").values_list("email", flat=True)) == [
            "haneul@example.org",
            "new@example.org",
        ]
        rows = EmailAddress.objects.filter(email="new@example.org")
        assert list(rows.values_list("user_id", "verified", "primary")) == [(other.user.pk, True, True)]


class TestChangedMeanwhile:
    def test_another_wish_ends_the_link_of_the_first(self, client, user, address, rf):
        EmailAddress.objects.update(verified=True)
        request = Client().get("/accounts/login/").wsgi_request
        ask_to_confirm(request=request, user=user, email="new@example.org")
        first = link(EmailAddress.objects.get(email="new@example.org"))
        ask_to_confirm(request=request, user=user, email="newer@example.org")
        assert heading(client.post(first)) == (200, BROKEN)
        assert facts()[0] == "haneul@example.org"

    def test_a_row_that_holds_another_address_by_now(self, client, address):
        door = link(address)
        EmailAddress.objects.update(email="other@example.org")
        User.objects.update(email="other@example.org")
        assert heading(client.post(door)) == (200, BROKEN)
        assert facts()[1] == [("other@example.org", False, True)]

    def test_an_account_that_got_another_one_by_other_ways(self, client, address):
        door = link(address)
        User.objects.update(email="other@example.org")
        assert heading(client.post(door)) == (200, BROKEN)
        assert facts() == ("other@example.org", [("haneul@example.org", False, True)])

    def test_an_account_that_is_gone(self, client, user, address):
        door = link(address)
        user.delete()
        assert heading(client.post(door)) == (200, BROKEN)

    def test_the_present_address_may_be_confirmed_while_another_waits(self, client, user, address):
        EmailAddress.objects.create(user=user, email="new@example.org")
        client.post(link(address))
        assert facts() == (
            "haneul@example.org",
            [("haneul@example.org", True, True), ("new@example.org", False, False)],
        )
        assert mail.outbox == []

    def test_and_then_the_other_one_follows(self, client, user, address):
        waiting = EmailAddress.objects.create(user=user, email="new@example.org")
        client.post(link(address))
        client.force_login(user)
        client.post(link(waiting))
        assert facts() == ("new@example.org", [("new@example.org", True, True)])
        assert [letter.to for letter in mail.outbox] == [["haneul@example.org"]]
