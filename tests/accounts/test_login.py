import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from accounts.login import find_account
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
WRONG = "This name and this password do not go together."
NAMES = [
    "haneul",
    "HANEUL",
    "ｈａｎｅｕｌ",
    "haneul@example.org",
    "Haneul@Example.org",
    "01012345678",
    "010-1234-5678",
    "+82 10 1234 5678",
]


class CountingHasher(MD5PasswordHasher):
    asked = 0

    def encode(self, password, salt):
        CountingHasher.asked += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _museum():
    museum()


@pytest.fixture
def user():
    return UserFactory(username="haneul", phone="+821012345678")


def log_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def who(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_an_account_opens_it(client, user, name):
    assert find_account(login=name) == user
    response = log_in(client, name)
    assert (response.status_code, response["Location"], who(client)) == (303, "/", str(user.pk))


def test_an_address_that_another_account_waits_for_still_opens_its_own(client, user):
    other = UserFactory()
    EmailAddress.objects.create(user=other, email="haneul@example.org", verified=False)
    assert find_account(login="haneul@example.org") == user
    EmailAddress.objects.create(user=other, email="nobody@example.org", verified=False)
    assert find_account(login="nobody@example.org") is None
    EmailAddress.objects.filter(email="nobody@example.org").update(verified=True)
    assert find_account(login="Nobody@Example.org") == other


def test_a_number_that_several_typed_is_the_first_accounts_until_one_proves_it(client, user):
    later = UserFactory(username="bora", phone=user.phone)
    assert find_account(login="010-1234-5678") == user
    later.phone_verified_at = NOW
    later.save()
    assert find_account(login="010-1234-5678") == later
    assert (log_in(client, "010-1234-5678")["Location"], who(client)) == ("/", str(later.pk))


@pytest.mark.parametrize(
    "name", ["", "@", "nobody", "nobody@example.org", "010-9999-9999", "12345678901234567890", "x" * 300]
)
def test_nobody(name):
    assert find_account(login=name) is None


def test_one_text_and_one_hashing_for_unknown_and_wrong(client, user, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_login.CountingHasher"]
    told = {}
    for name in (*NAMES, "nobody", "nobody@example.org", "010-9999-9999"):
        CountingHasher.asked = 0
        form = log_in(client, name, "wrong").context["form"]
        told[name] = (form.non_field_errors(), CountingHasher.asked)
    assert set(map(str, told.values())) == {str(([WRONG], 1))}


def test_what_is_missing_is_said_beside_it(client):
    errors = log_in(client, "", "").context["form"].errors
    assert errors == {"login": ["This field is required."], "password": ["This field is required."]}


def test_remembered_for_two_weeks_or_until_the_browser_ends(client, user):
    cookie = log_in(client, "haneul").cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    client.logout()
    assert log_in(client, "haneul", remember="on").cookies["sessionid"]["max-age"] == 1_209_600


@pytest.mark.parametrize(
    ("wish", "way"),
    [
        ("/account/", "/account/"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_where_it_leads(client, user, wish, way):
    assert log_in(client, "haneul", next=wish)["Location"] == way


def test_only_a_post_logs_out_and_the_old_session_is_dead(client, user):
    client.force_login(user)
    key = client.cookies["sessionid"].value
    assert client.get(reverse("account_logout")).status_code == 200
    assert who(client) == str(user.pk)
    assert client.post(reverse("account_logout")).status_code == 303
    client.cookies["sessionid"] = key
    assert client.get("/account/").status_code == 302


def test_opening_the_link_for_a_new_password_logs_nobody_out(client, user):
    other = UserFactory()
    client.force_login(other)
    key = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
    form = client.get(reverse("account_reset_password_from_key", args=key))["Location"]
    assert client.get(form).status_code == 200
    assert who(client) == str(other.pk)
    new = "another long sentence"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 303
    assert (who(client), log_in(client, "haneul", new)["Location"]) == (None, "/")
