"""Google and Kakao beside a password: connected, disconnected, and never the last way in given up."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.api_tokens import find_token, issue_token
from accounts.models import User
from tests.accounts.social_provider import ask, google_person, kakao_person
from tests.accounts.social_visit import log_in, sign_up, way_back
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
PAGE = "/accounts/3rdparty/"
LAST_WAY = "This is your only way to log in: choose a password first."


@pytest.fixture(autouse=True)
def _museum():
    museum()


@pytest.fixture
def owner():
    user = UserFactory(email="haneul@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def inside(client, owner):
    client.post("/accounts/login/", {"login": owner.username, "password": PASSWORD})
    client.get(PAGE)
    return client


def connected() -> list[tuple]:
    return list(SocialAccount.objects.order_by("pk").values_list("user_id", "provider", "uid"))


def disconnect(client: Client, account: SocialAccount):
    return client.post(PAGE, {"account": account.pk})


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestConnecting:
    def test_it_is_told_on_the_page_and_by_letter(self, inside, owner, kakao):
        kakao.person = kakao_person()
        assert log_in(inside, kakao, process="connect")["Location"] == PAGE
        assert connected() == [(owner.pk, "kakao", "4211")]
        page = inside.get(PAGE)
        assert told(page) == ["Kakao is connected."]
        assert "라이언" in page.content.decode()
        assert [(letter.to, letter.subject) for letter in mail.outbox] == [
            (["haneul@example.org"], "Kakao now opens your account")
        ]
        assert "whoever can log in there can now log in here" in mail.outbox[0].body

    def test_then_it_opens_the_account(self, inside, owner, kakao):
        kakao.person = kakao_person()
        log_in(inside, kakao, process="connect")
        visitor = Client()
        assert log_in(visitor, kakao)["Location"] == "/"
        assert (visitor.session["_auth_user_id"], User.objects.count()) == (str(owner.pk), 1)

    def test_an_address_of_somebody_else_changes_nothing_here(self, inside, owner, google):
        UserFactory(email="minjun@example.org")
        google.person = google_person(email="minjun@example.org")
        log_in(inside, google, process="connect")
        owner.refresh_from_db()
        assert (connected(), owner.email) == ([(owner.pk, "google", "1087")], "haneul@example.org")

    def test_what_opens_another_account_stays_with_it(self, inside, owner, kakao):
        kakao.person = kakao_person()
        sign_up(Client(), kakao)
        other = User.objects.latest("pk")
        log_in(inside, kakao, process="connect")
        assert connected() == [(other.pk, "kakao", "4211")]
        assert told(inside.get(PAGE)) == ["This account at Kakao is connected to another account here."]

    def test_what_is_connected_is_not_offered_again(self, inside, google, kakao):
        kakao.person = kakao_person()
        log_in(inside, kakao, process="connect")
        assert [provider.id for provider in inside.get(PAGE).context["form"].open_providers] == ["google"]

    def test_strangers_log_in_first(self, client, kakao):
        kakao.person = kakao_person()
        assert client.get(PAGE)["Location"] == "/accounts/login/?next=/accounts/3rdparty/"
        assert log_in(client, kakao, process="connect")["Location"] == PAGE
        assert (connected(), User.objects.count()) == ([], 0)


class TestDisconnecting:
    def test_with_a_password_there_is_another_way(self, inside, owner, kakao):
        account = SocialAccount.objects.create(user=owner, provider="kakao", uid="1")
        assert disconnect(inside, account)["Location"] == PAGE
        assert (connected(), told(inside.get(PAGE))) == ([], ["It is disconnected."])
        assert [letter.subject for letter in mail.outbox] == ["Kakao no longer opens your account"]

    def test_the_last_way_stays(self, client, kakao):
        kakao.person = kakao_person()
        sign_up(client, kakao)
        page = disconnect(client, SocialAccount.objects.get())
        assert (page.status_code, page.context["form"].non_field_errors()) == (200, [LAST_WAY])
        assert LAST_WAY in page.content.decode()
        assert 'href="/accounts/password/set/"' in page.content.decode()
        assert len(connected()) == 1

    def test_of_two_one_may_go(self, client, google, kakao):
        kakao.person = kakao_person(email="haneul@example.org")
        log_in(client, kakao)
        google.person = google_person()
        log_in(client, google, process="connect")
        first, second = SocialAccount.objects.order_by("pk")
        assert disconnect(client, first).status_code == 303
        assert disconnect(client, second).context["form"].non_field_errors() == [LAST_WAY]

    def test_one_that_is_no_longer_offered_is_no_way_in(self, client, owner, kakao):
        owner.set_unusable_password()
        owner.save()
        gone = SocialAccount.objects.create(
            user=owner, provider="google", uid="1", extra_data={"email": "h@x.org"}
        )
        kept = SocialAccount.objects.create(user=owner, provider="kakao", uid="4211")
        kakao.person = kakao_person()
        log_in(client, kakao)
        text = client.get(PAGE).content.decode()
        assert ("<b>Google</b>" in text, "h@x.org" in text) == (True, True)
        assert disconnect(client, kept).context["form"].non_field_errors() == [LAST_WAY]
        assert disconnect(client, gone).status_code == 303
        assert connected() == [(owner.pk, "kakao", "4211")]

    def test_nobody_disconnects_for_another(self, inside, kakao):
        account = SocialAccount.objects.create(user=UserFactory(), provider="kakao", uid="1")
        assert "account" in disconnect(inside, account).context["form"].errors
        assert len(connected()) == 1


class TestALogInOfLongAgo:
    """Somebody else may sit before the open session."""

    PROOF = "/accounts/reauthenticate/"

    @pytest.fixture
    def later(self, inside, kakao, time_machine):
        kakao.person = kakao_person()

        def wait() -> None:
            time_machine.move_to(timezone.now() + timedelta(seconds=301))

        return wait

    def prove(self, client: Client, asked) -> str:
        """Where the password leads, after the wrong one has led nowhere."""
        way = asked["Location"]
        assert way.startswith(self.PROOF)
        assert client.post(way, {"password": "wrong"}).status_code == 200
        assert connected() in ([], [(User.objects.get().pk, "kakao", "1")])
        return client.post(way, {"password": PASSWORD})["Location"]

    def test_before_it_leads_to_the_provider_the_password_is_asked_for(self, inside, owner, kakao, later):
        later()
        page = inside.get(PAGE).content.decode()
        [door] = re.findall(r'action="(/accounts/kakao/login/)"', page)
        way = self.prove(inside, inside.post(door, {"process": "connect"}))
        assert (way.startswith(kakao.url), connected()) == (True, [])
        assert inside.get(ask(way))["Location"] == PAGE
        assert connected() == [(owner.pk, "kakao", "4211")]

    def test_when_the_way_there_and_back_took_too_long(self, inside, owner, kakao, later):
        back = way_back(inside, kakao, process="connect")
        later()
        assert self.prove(inside, inside.get(back)) == PAGE
        assert connected() == [(owner.pk, "kakao", "4211")]

    def test_so_it_is_to_disconnect(self, inside, owner, later):
        account = SocialAccount.objects.create(user=owner, provider="kakao", uid="1")
        later()
        assert self.prove(inside, disconnect(inside, account)) == PAGE
        assert connected() == []


class TestAnAccountWithoutAPassword:
    """Nothing can be asked for again: only a log-in of a moment ago shows whose session it is."""

    ANEW = "Please log out and in again, and then go on within five minutes."

    @pytest.fixture
    def later(self, client, kakao, time_machine):
        kakao.person = kakao_person()
        sign_up(client, kakao)
        client.get(PAGE)
        time_machine.move_to(timezone.now() + timedelta(seconds=301))
        return client

    def test_no_stranger_connects_their_own(self, later, google):
        asked = later.post("/accounts/google/login/", {"process": "connect"})
        assert (asked.status_code, asked["Location"]) == (303, PAGE)
        assert told(later.get(PAGE)) == [self.ANEW]

    def test_nor_takes_one_away(self, later, google):
        SocialAccount.objects.create(user=User.objects.get(), provider="google", uid="1")
        before = connected()
        assert disconnect(later, SocialAccount.objects.get(provider="kakao"))["Location"] == PAGE
        assert (connected(), told(later.get(PAGE))) == (before, [self.ANEW])

    def test_nor_gives_it_a_password(self, later):
        page = later.post(
            "/accounts/password/set/", {"password1": "salt and sun", "password2": "salt and sun"}
        )
        assert (page.status_code, page.context["form"].non_field_errors()) == (200, [self.ANEW])
        assert not User.objects.get().has_usable_password()

    def test_nor_an_address(self, later):
        page = later.post("/account/email/", {"email": "mine@example.org"})
        assert (page.status_code, page.context["form"].errors) == (200, {"email": [self.ANEW]})
        assert mail.outbox == []

    def test_nor_a_second_factor(self, later):
        asked = later.get("/accounts/2fa/totp/activate/")
        assert (asked.status_code, asked["Location"]) == (303, "/accounts/2fa/")

    def test_its_owner_does_it_all_at_once(self, client, kakao):
        kakao.person = kakao_person()
        sign_up(client, kakao)
        client.post("/accounts/password/set/", {"password1": "salt and sun", "password2": "salt and sun"})
        assert User.objects.get().has_usable_password()


def test_without_providers_the_page_says_so_and_no_tab_leads_to_it(inside):
    assert "Nothing is connected." in inside.get(PAGE).content.decode()
    assert PAGE not in inside.get("/account/details/").content.decode()


def test_a_tab_leads_to_it(inside, kakao):
    assert f'href="{PAGE}"' in inside.get("/account/details/").content.decode()


class TestAForgottenPassword:
    """The letter with the link reached the mailbox: whoever follows it has the address."""

    @pytest.fixture
    def user(self):
        user = UserFactory(email="haneul@example.org")
        SocialAccount.objects.create(user=user, provider="kakao", uid="1")
        EmailAddress.objects.create(user=user, email="evil@example.org", verified=False)
        return user

    def reset(self, client: Client) -> int:
        client.post("/accounts/password/reset/", {"email": "haneul@example.org"})
        [link] = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
        form = client.get(link)["Location"]
        new = "a long and quiet sentence"
        return client.post(form, {"password1": new, "password2": new}).status_code

    def test_in_an_account_that_never_confirmed_it_nobody_keeps_a_way_in(self, client, user):
        assert self.reset(client) == 303
        kept = list(EmailAddress.objects.values_list("email", flat=True))
        assert (connected(), kept) == ([], ["haneul@example.org"])

    def test_no_token_from_before_opens_it(self, client, user):
        now = timezone.now()
        _token, text = issue_token(user=user, name="Till", scopes=["account:read"], now=now)
        assert find_token(text=text, now=now).user == user
        self.reset(client)
        assert find_token(text=text, now=now) is None

    def test_in_one_that_has_everything_stays(self, client, user):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        assert self.reset(client) == 303
        assert connected() == [(user.pk, "kakao", "1")]
