"""Coming in by Google or Kakao, from the button to the account."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Profile, User
from accounts.roles import OPERATOR, setup_roles
from accounts.social_adapter import SocialAdapter
from tests.accounts.social_provider import google_person, kakao_person
from tests.accounts.social_visit import log_in, sign_up
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.museum import museum
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
CHOICE, CONNECTIONS = "/accounts/3rdparty/signup/", "/accounts/3rdparty/"


@pytest.fixture(autouse=True)
def _museum():
    museum()


def who(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


def addresses() -> list[tuple]:
    return list(EmailAddress.objects.order_by("pk").values_list("user_id", "email", "verified", "primary"))


def confirmed(**facts) -> User:
    user = UserFactory(**facts)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


class TestGoogle:
    def test_a_new_account_with_an_address_that_is_confirmed_already(self, client, google):
        google.person = google_person()
        response = log_in(client, google)
        assert (response.status_code, response["Location"]) == (302, "/")
        user = User.objects.get()
        assert (who(client), user.email, user.first_name) == (user.pk, "haneul@example.org", "Ha-neul")
        assert (user.has_usable_password(), user.profile.nickname) == (False, "Ha-neul")
        assert addresses() == [(user.pk, "haneul@example.org", True, True)]
        assert mail.outbox == []

    def test_what_is_kept_of_the_answer(self, client, google):
        google.person = google_person(picture="https://lh3.example/face", hd="example.org", locale="ko")
        log_in(client, google)
        kept = SocialAccount.objects.get()
        assert (kept.provider, kept.uid) == ("google", "1087")
        assert kept.extra_data == {
            "email": "haneul@example.org",
            "name": "Kim Ha-neul",
            "given_name": "Ha-neul",
        }
        assert (SocialToken.objects.count(), "token" in repr(dict(client.session))) == (0, False)

    def test_without_an_identity_token_it_is_asked_who_it_is(self, client, google):
        google.person = {"id": "77", "email": "haneul@example.org", "verified_email": True, "name": "Kim"}
        google.without_id_token = True
        log_in(client, google)
        assert (SocialAccount.objects.get().uid, google.calls) == ("77", ["token", "person"])
        assert Profile.objects.get().nickname == "Kim"

    def test_a_second_time_it_is_the_same_account_and_no_letter(self, client, google):
        google.person = google_person()
        log_in(client, google)
        client.post("/accounts/logout/")
        log_in(client, google)
        assert (User.objects.count(), who(client), mail.outbox) == (1, User.objects.get().pk, [])

    def test_another_address_at_google_changes_nothing_here(self, client, google):
        google.person = google_person()
        log_in(client, google)
        google.person = google_person(email="new@example.org")
        log_in(Client(), google)
        assert addresses() == [(User.objects.get().pk, "haneul@example.org", True, True)]

    @pytest.mark.parametrize("name", ["Kim\x00 Ha\x07neul", "  Kim \n Ha neul ", "\ud800Kim Ha neul"])
    def test_signs_that_no_database_likes(self, client, google, name):
        google.person = google_person(given_name=name, name=name)
        log_in(client, google)
        assert User.objects.get().first_name == "Kim Ha neul"
        assert SocialAccount.objects.get().extra_data["name"] == "Kim Ha neul"

    def test_an_inactive_account_stays_outside(self, client, google):
        google.person = google_person()
        log_in(client, google)
        User.objects.update(is_active=False)
        visitor = Client()
        assert log_in(visitor, google)["Location"] == "/accounts/inactive/"
        assert who(visitor) is None


class TestKakao:
    def test_without_an_address(self, client, kakao):
        kakao.person = kakao_person()
        response = sign_up(client, kakao)
        assert (response.status_code, response["Location"]) == (303, "/account/email/")
        user = User.objects.get()
        assert (who(client), user.email, user.phone) == (user.pk, "", None)
        assert (user.profile.nickname, user.first_name) == ("라이언", "")
        assert SocialAccount.objects.get().extra_data == {
            "kakao_account": {"profile": {"nickname": "라이언"}}
        }
        assert addresses() == []

    def test_without_one_it_is_asked_whether_there_is_an_account(self, client, kakao):
        kakao.person = kakao_person()
        assert log_in(client, kakao)["Location"] == CHOICE
        page = client.get(CHOICE).content.decode()
        assert (who(client), User.objects.count()) == (None, 0)
        assert "Kakao has told us no e-mail of yours." in page
        assert 'href="/accounts/login/?next=%2Faccounts%2F3rdparty%2F"' in page

    def test_with_a_confirmed_one(self, client, kakao):
        kakao.person = kakao_person(email="Ryan@Example.org")
        assert log_in(client, kakao)["Location"] == "/"
        assert addresses() == [(User.objects.get().pk, "ryan@example.org", True, True)]

    def test_two_log_ins_write_no_letter(self, client, kakao):
        kakao.person = kakao_person(email="ryan@example.org")
        log_in(client, kakao)
        log_in(Client(), kakao)
        assert (User.objects.count(), mail.outbox) == (1, [])

    def test_the_pages_that_once_failed(self, client, kakao):
        kakao.person = kakao_person()
        sign_up(client, kakao)
        assert [client.get(path).status_code for path in ("/", "/cart/", "/account/")] == [200, 200, 200]

    @pytest.mark.parametrize("nickname", [None, "", "010-1234-5678", "a@b", "\u200b"])
    def test_nicknames_that_cannot_be_names_here(self, client, kakao, nickname):
        kakao.person = kakao_person(nickname=nickname)
        sign_up(client, kakao)
        user = User.objects.get()
        assert user.profile.nickname.startswith("reader")

    def test_a_nickname_that_somebody_has_gets_a_tail(self, client, kakao):
        UserFactory(chosen_nickname="라이언")
        kakao.person = kakao_person()
        sign_up(client, kakao)
        nickname = Profile.objects.latest("pk").nickname
        assert (nickname[:4], len(nickname)) == ("라이언-", 10)

    def test_a_long_nickname_is_cut(self, client, kakao):
        kakao.person = kakao_person(nickname="가" * 500)
        sign_up(client, kakao)
        assert Profile.objects.get().nickname == "가" * 22

    @pytest.mark.parametrize("account", [{"kakao_account": None}, {"kakao_account": {"profile": None}}, {}])
    def test_somebody_who_tells_nothing(self, client, kakao, account):
        kakao.person = {"id": 9, **account}
        assert sign_up(client, kakao)["Location"] == "/account/email/"
        assert SocialAccount.objects.get().uid == "9"


class TestAskedOnce:
    @pytest.fixture
    def ryan(self, client, kakao):
        kakao.person = kakao_person()
        response = sign_up(client, kakao, next="/products/")
        assert response["Location"] == "/account/email/?next=%2Fproducts%2F"
        return User.objects.get()

    def test_it_can_be_put_off_and_is_not_asked_again(self, client, kakao, ryan):
        page = client.get("/account/email/?next=/products/")
        assert '<a href="/products/">Not now</a>' in page.content.decode()
        assert log_in(Client(), kakao)["Location"] == "/"

    def test_an_address_waits_until_it_is_confirmed(self, client, ryan):
        response = client.post("/account/email/", {"email": "Ryan@example.org", "next": "/products/"})
        assert (response.status_code, response["Location"]) == (303, "/products/")
        assert addresses() == [(ryan.pk, "ryan@example.org", False, False)]
        assert [letter.to for letter in mail.outbox] == [["ryan@example.org"]]
        assert client.get("/account/email/")["Location"] == "/"

    def test_what_is_no_address_is_kept_to_be_mended(self, client, ryan):
        page = client.post("/account/email/", {"email": "ryan@", "next": "/products/"})
        assert (page.status_code, page.context["form"].errors) == (
            200,
            {"email": ["Enter a valid email address."]},
        )
        assert 'value="ryan@"' in page.content.decode()
        assert 'value="/products/"' in page.content.decode()

    def test_an_address_that_somebody_has_is_refused(self, client, ryan):
        UserFactory(email="haneul@example.org")
        page = client.post("/account/email/", {"email": "Haneul@example.org"})
        assert page.context["form"].errors == {"email": ["This e-mail is already in use."]}
        assert (addresses(), mail.outbox) == ([], [])

    def test_it_leads_nowhere_else(self, client, ryan):
        page = client.get("/account/email/?next=https://evil.example/")
        assert page.context["onward"] == "/"

    def test_strangers_log_in_first(self, kakao):
        assert Client().get("/account/email/")["Location"] == "/accounts/login/?next=/account/email/"


class TestTheWayOn:
    @pytest.mark.parametrize(
        ("wish", "way"),
        [
            ("/products/", "/products/"),
            ("https://evil.example/", "/"),
            ("//evil.example", "/"),
            ("/%5Cevil.example", "/"),
        ],
    )
    def test_next_is_kept_when_it_is_safe(self, client, google, wish, way):
        google.person = google_person()
        assert log_in(client, google, next=wish)["Location"] == way

    def test_the_cart_comes_along(self, client, google):
        client.post("/cart/add/", {"sku": stocked_variant().sku, "quantity": "2"})
        google.person = google_person()
        log_in(client, google)
        assert client.get("/cart/summary/").json()["count"] == 2
        visitor = Client()
        visitor.force_login(User.objects.get())
        assert visitor.get("/cart/summary/").json()["count"] == 2

    def test_the_log_in_ends_with_the_browser(self, client, google):
        google.person = google_person()
        log_in(client, google)
        assert client.session.get_expire_at_browser_close() is True

    def test_a_second_factor_is_asked_for_all_the_same(self, client, google):
        google.person = google_person()
        log_in(client, google)
        TOTP.activate(User.objects.get(), generate_totp_secret())
        visitor = Client()
        assert log_in(visitor, google, next="/products/")["Location"] == "/accounts/2fa/authenticate/"
        assert who(visitor) is None

    def test_a_second_person_at_the_same_browser(self, client, google):
        google.person = google_person()
        log_in(client, google)
        google.person = google_person(sub="2", email="minjun@example.org")
        log_in(client, google)
        assert who(client) == User.objects.get(email="minjun@example.org").pk


class TestAnAddressThatAnAccountHas:
    def test_vouched_for_and_confirmed_here_it_is_one_person(self, client, google):
        owner = confirmed(email="haneul@example.org")
        google.person = google_person(email="Haneul@Example.org")
        assert log_in(client, google)["Location"] == "/"
        assert (who(client), SocialAccount.objects.get().user, User.objects.count()) == (owner.pk, owner, 1)
        assert owner.check_password(PASSWORD) is True
        assert [(letter.to, letter.subject) for letter in mail.outbox] == [
            (["haneul@example.org"], "Google now opens your account")
        ]
        log_in(Client(), google)
        assert len(mail.outbox) == 1

    def test_not_confirmed_here_it_may_be_a_trap(self, client, google):
        UserFactory(email="haneul@example.org")
        google.person = google_person()
        assert log_in(client, google)["Location"] == CHOICE
        page = client.get(CHOICE)
        assert (page.status_code, who(client), SocialAccount.objects.count()) == (200, None, 0)
        assert "There is an account with the address haneul@example.org." in page.content.decode()
        assert 'href="/accounts/login/?next=%2Faccounts%2F3rdparty%2F"' in page.content.decode()

    @pytest.mark.parametrize(
        "account",
        [
            {"is_email_verified": False},
            {"is_email_valid": False},
            {"is_email_verified": "true"},
            {"is_email_verified": None},
        ],
    )
    def test_kakao_does_not_vouch_for_it(self, client, kakao, account):
        confirmed(email="haneul@example.org")
        kakao.person = kakao_person(email="haneul@example.org", **account)
        assert log_in(client, kakao)["Location"] == CHOICE
        assert (who(client), SocialAccount.objects.count()) == (None, 0)

    @pytest.mark.parametrize("verified", [False, "false", "true", 1, None])
    def test_google_does_not_vouch_for_it(self, client, google, verified):
        confirmed(email="haneul@example.org")
        google.person = google_person(email_verified=verified)
        assert log_in(client, google)["Location"] == CHOICE
        assert who(client) is None

    def test_the_page_tells_nobody_whether_an_account_has_it(self, client, kakao):
        confirmed(email="haneul@example.org")
        pages = []
        for email in ("haneul@example.org", "nobody@example.org"):
            kakao.person = kakao_person(email=email, is_email_verified=False)
            visitor = Client()
            log_in(visitor, kakao)
            pages.append(TOKEN.sub("", visitor.get(CHOICE).content.decode()).replace(email, "…"))
        assert pages[0] == pages[1]

    def test_a_new_account_goes_without_it(self, client, kakao):
        owner = confirmed(email="haneul@example.org")
        kakao.person = kakao_person(email="haneul@example.org", is_email_verified=False)
        log_in(client, kakao)
        assert client.post(CHOICE)["Location"] == "/account/email/"
        user = User.objects.latest("pk")
        assert (who(client), user.email, SocialAccount.objects.get().user) == (user.pk, "", user)
        assert addresses() == [(owner.pk, "haneul@example.org", True, True)]
        assert client.get("/account/email/").context["form"].initial == {"email": "haneul@example.org"}

    def test_a_known_customer_without_one_gets_no_second_account(self, client, kakao):
        owner = confirmed(email="haneul@example.org")
        kakao.person = kakao_person()
        log_in(client, kakao)
        form = {"login": "haneul@example.org", "password": PASSWORD, "next": CONNECTIONS}
        assert client.post("/accounts/login/", form)["Location"] == CONNECTIONS
        log_in(client, kakao, process="connect")
        assert (SocialAccount.objects.get().user, User.objects.get()) == (owner, owner)

    def test_the_choice_stands_open_for_five_minutes(self, client, kakao, time_machine):
        kakao.person = kakao_person(email="haneul@example.org", is_email_verified=False)
        log_in(client, kakao)
        time_machine.move_to(timezone.now() + timedelta(seconds=301))
        assert client.post(CHOICE)["Location"] == "/accounts/login/"
        assert User.objects.count() == 0
        assert "This took longer than five minutes." in client.get("/accounts/login/").content.decode()

    def test_a_log_in_with_the_password_leads_to_where_it_is_connected(self, client, kakao):
        owner = confirmed(email="haneul@example.org")
        kakao.person = kakao_person(email="haneul@example.org", is_email_verified=False)
        log_in(client, kakao)
        form = {"login": "haneul@example.org", "next": CONNECTIONS}
        assert client.post("/accounts/login/", {**form, "password": "wrong"}).status_code == 200
        assert (who(client), SocialAccount.objects.count()) == (None, 0)
        assert client.post("/accounts/login/", {**form, "password": PASSWORD})["Location"] == CONNECTIONS
        log_in(client, kakao, process="connect")
        assert (who(client), SocialAccount.objects.get().user) == (owner.pk, owner)

    def test_taken_between_the_look_and_the_writing_it_is_asked_about(self, client, google, monkeypatch):
        original = SocialAdapter.is_auto_signup_allowed

        def look_before_somebody_signs_up(self, request, sociallogin):
            is_free = original(self, request, sociallogin)
            if is_free:
                UserFactory(email="haneul@example.org")
            return is_free

        monkeypatch.setattr(SocialAdapter, "is_auto_signup_allowed", look_before_somebody_signs_up)
        google.person = google_person()
        assert log_in(client, google)["Location"] == CHOICE
        assert (who(client), User.objects.get().email) == (None, "haneul@example.org")

    def test_staff_are_opened_by_nobodys_word(self, client, google):
        setup_roles()
        clerk = confirmed(email="haneul@example.org")
        clerk.groups.add(Group.objects.get(name=OPERATOR))
        google.person = google_person()
        assert log_in(client, google)["Location"] == CHOICE
        assert who(client) is None

    def test_a_change_that_waits_elsewhere_owns_nothing(self, client, google):
        squatter = confirmed(email="other@example.org")
        EmailAddress.objects.create(user=squatter, email="haneul@example.org", verified=False)
        google.person = google_person()
        assert log_in(client, google)["Location"] == "/"
        user = User.objects.latest("pk")
        assert addresses() == [
            (squatter.pk, "other@example.org", True, True),
            (user.pk, "haneul@example.org", True, True),
        ]

    def test_an_address_given_up_opens_nothing(self, client, google):
        """An account made past the sign-up, whose row says another address."""
        user = UserFactory(email="haneul@example.org")
        EmailAddress.objects.create(user=user, email="old@example.org", verified=True, primary=True)
        google.person = google_person()
        assert log_in(client, google)["Location"] == CHOICE
