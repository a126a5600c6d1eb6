import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from accounts.profile import choose_interest
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory

pytestmark = pytest.mark.django_db
PAGE = "/account/details/"


@pytest.fixture(autouse=True)
def _museum(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    museum()


@pytest.fixture
def user():
    user = UserFactory(username="haneul", chosen_nickname="Sky", phone="+821012345678")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def client(client, user):
    client.force_login(user)
    return client


def send(client, **changes):
    form = {
        "username": "haneul",
        "nickname": "Sky",
        "email": "haneul@example.org",
        "phone": "010-1234-5678",
        "interest": "",
        "password": PASSWORD if "email" in changes else "",
    }
    return client.post(PAGE, {**form, **changes})


def addresses() -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.order_by("pk").values_list("email", "verified", "primary"))


def link_of(message) -> str:
    return re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", message.body)[1]


def test_a_guest_is_asked_to_log_in(client):
    client.logout()
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_what_is_shown(client, user):
    page = client.get(PAGE)
    initial = {
        "username": "haneul",
        "nickname": "Sky",
        "email": "haneul@example.org",
        "phone": "+82 10-1234-5678",
        "interest": None,
    }
    assert page.context["form"].initial == initial
    assert (page.context["is_confirmed"], page.context["waiting"]) == (True, "")
    assert 'class="eyebrow">Staff' not in page.content.decode()
    User.objects.update(is_staff=True)
    assert 'class="eyebrow">Staff' in client.get(PAGE).content.decode()
    assert f'href="{PAGE}"' in client.get("/account/").content.decode()


def test_what_a_change_takes_is_told_and_what_a_first_one_takes(client, user, settings):
    settings.SMS_URL = "console://"

    def told() -> list[str]:
        fields = client.get(PAGE).context["form"].fields
        return [str(fields[name].help_text) for name in ("email", "phone")]

    assert told() == [
        "Another one counts once you click the link that we send to it.",
        "Another one is verified anew, by a code that we send to it.",
    ]
    User.objects.update(email="", phone=None)
    assert told() == [
        "It counts once you click the link that we send to it.",
        "It is verified by a code that we send to it.",
    ]


def test_the_same_again_is_no_clash_and_sends_nothing(client):
    response = send(client)
    assert (response.status_code, response["Location"], mail.outbox) == (303, PAGE, [])


def test_everything_is_changed(client, user):
    water = ProblemPageFactory()
    send(client, username="newname", nickname="Cloud", phone="010 9999 8888", interest=water.pk)
    user = User.objects.get()
    assert (user.username, user.phone, user.email) == ("newname", "+821099998888", "haneul@example.org")
    assert (user.profile.nickname, user.profile.interest) == ("Cloud", water)
    send(client, username="newname", nickname="Cloud", phone="")
    user = User.objects.get()
    assert (user.phone, user.profile.interest) == (None, None)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("username", "OTHER", "This user name is already in use."),
        ("nickname", "RAIN", "This nickname is already in use."),
        ("email", "Other@Example.org", "This e-mail is already in use."),
        ("phone", "010-7777-7777", "This number is already in use."),
        ("phone", "12", "Type a telephone number, like 010-1234-5678."),
        ("phone", "02-555-7777", "This is no mobile number. Type one like 010-1234-5678."),
        ("username", "01012345678", "A name cannot look like a telephone number: add a letter."),
        ("email", "", "This field is required."),
    ],
)
def test_what_is_refused(client, user, field, value, told):
    UserFactory(username="other", chosen_nickname="Rain", phone="+821077777777", phone_verified_at=NOW)
    response = send(client, **{field: value})
    assert (response.status_code, response.context["form"].errors) == (200, {field: [told]})
    assert User.objects.get(pk=user.pk).username == "haneul"


def test_a_room_that_is_not_shown_just_now_stays_the_interest(client, user):
    water = ProblemPageFactory()
    choose_interest(user=user, problem=water)
    water.unpublish()
    send(client, nickname="Cloud", interest=water.pk)
    assert (User.objects.get().profile.nickname, User.objects.get().profile.interest_id) == (
        "Cloud",
        water.pk,
    )


def test_a_number_that_another_account_only_typed_leads_to_the_code(client, user, settings):
    settings.SMS_URL = "console://"
    UserFactory(username="other", phone="+821077777777")
    assert send(client, phone="010-7777-7777").status_code == 303
    assert 'href="/account/details/phone/"' in client.get(PAGE).content.decode()
    assert list(User.objects.values_list("phone", flat=True)) == ["+821077777777"] * 2


def test_a_number_from_before_the_rule_may_stay_and_comes_back_never(client, user):
    User.objects.update(phone="+8221234567")
    send(client, nickname="Cloud", phone="02-123-4567")
    assert (User.objects.get().phone, User.objects.get().profile.nickname) == ("+8221234567", "Cloud")
    send(client, nickname="Cloud", phone="")
    page = send(client, nickname="Cloud", phone="02-123-4567")
    assert page.context["form"].errors == {
        "phone": ["This is no mobile number. Type one like 010-1234-5678."]
    }


class TestAnotherEmail:
    @pytest.mark.parametrize(
        ("password", "told"),
        [("", "Type your password to go on."), ("wrong", "This is not your password.")],
    )
    def test_whoever_sits_before_an_open_session_cannot_give_theirs(self, client, password, told):
        page = send(client, email="mine@example.org", nickname="Cloud", password=password)
        assert (page.status_code, page.context["form"].errors) == (200, {"password": [told]})
        assert (addresses(), mail.outbox) == ([("haneul@example.org", True, True)], [])
        assert User.objects.get().profile.nickname == "Sky"
        assert page.context["form"]["email"].value() == "mine@example.org"

    def test_an_account_without_a_password_logs_in_anew(self, client, user, time_machine):
        user.set_unusable_password()
        user.save()
        client.force_login(user)
        page = send(client, email="mine@example.org")
        told = "Please log out and in again, and then go on within five minutes."
        assert page.context["form"].errors == {"email": [told]}

    def test_soon_again_it_is_said_that_nothing_was_sent(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "1/3m/key"}
        cache.clear()
        send(client, email="new@example.org")
        client.get(PAGE)
        client.post(reverse("accounts:email_again"))
        page = client.get(PAGE)
        assert [str(message) for message in page.context["messages"]] == [
            "We wrote to new@example.org less than three minutes ago. If nothing came, ask again in three minutes."
        ]
        assert len(mail.outbox) == 1

    def test_it_counts_once_confirmed_and_the_former_one_is_told(self, client, user):
        send(client, email="New@Example.org")
        assert (User.objects.get().email, addresses()) == (
            "haneul@example.org",
            [("haneul@example.org", True, True), ("new@example.org", False, False)],
        )
        assert client.get(PAGE).context["waiting"] == "new@example.org"
        (question,) = mail.outbox
        assert question.to == ["new@example.org"]
        client.post(link_of(question))
        assert (User.objects.get().email, addresses()) == (
            "new@example.org",
            [("new@example.org", True, True)],
        )
        assert [message.to for message in mail.outbox] == [["new@example.org"], ["haneul@example.org"]]

    def test_without_a_confirmed_one_the_present_one_stays_too(self, client, user):
        EmailAddress.objects.all().delete()
        send(client, email="new@example.org")
        assert (User.objects.get().email, addresses()) == (
            "haneul@example.org",
            [("haneul@example.org", False, True), ("new@example.org", False, False)],
        )

    def test_a_second_wish_replaces_the_first(self, client):
        send(client, email="new@example.org")
        send(client, email="newer@example.org")
        assert [row[0] for row in addresses()] == ["haneul@example.org", "newer@example.org"]

    def test_one_that_another_account_only_waits_for_is_free(self, client):
        EmailAddress.objects.create(user=UserFactory(username="other"), email="new@example.org")
        assert send(client, email="New@example.org").status_code == 303
        assert client.get(PAGE).context["waiting"] == "new@example.org"

    def test_it_can_be_dropped(self, client):
        send(client, email="new@example.org")
        assert client.post(reverse("accounts:email_drop"))["Location"] == PAGE
        assert addresses() == [("haneul@example.org", True, True)]

    def test_the_mail_can_be_sent_again(self, client):
        send(client, email="new@example.org")
        client.post(reverse("accounts:email_again"))
        assert [message.to for message in mail.outbox] == [["new@example.org"]] * 2

    def test_the_library_page_for_it_leads_here(self, client):
        assert client.get("/accounts/email/")["Location"] == PAGE

    def test_an_address_that_somebody_took_meanwhile_is_theirs(self, client, user):
        send(client, email="new@example.org")
        link = link_of(mail.outbox[0])
        other = UserFactory(username="other", email="new@example.org")
        answer = client.post(link, follow=True)
        user.refresh_from_db()
        assert (answer.status_code, user.email, User.objects.get(email="new@example.org")) == (
            200,
            "haneul@example.org",
            other,
        )
        assert "new@example.org could not be confirmed" in answer.content.decode()
        assert addresses() == [("haneul@example.org", True, True), ("new@example.org", False, False)]
