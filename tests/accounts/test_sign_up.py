from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.forms.sign_up import ShopSignupForm
from accounts.models import Profile, User
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.races.buyers import all_at_once

pytestmark = pytest.mark.django_db
FORM = {
    "username": "haneul",
    "password1": "a long and quiet sentence",
    "password2": "a long and quiet sentence",
    "nickname": "하늘",
    "email": "Haneul@Example.org",
}


@pytest.fixture(autouse=True)
def _museum():
    museum()


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**FORM, **changes})


def errors(response):
    return response.status_code, response.context["form"].errors, User.objects.count()


def test_the_six_fields_and_the_rooms_that_are_open(client):
    water = ProblemPageFactory(title="Water")
    ProblemPageFactory(title="Secret", live=False)
    form = client.get(reverse("account_signup")).context["form"]
    assert list(form.fields) == ["username", "password1", "password2", "nickname", "email", "interest"]
    assert list(form.fields["interest"].choices) == [("", "None in particular"), (water.pk, "Water")]


def test_who_signs_up_is_in_and_called_by_the_nickname(client):
    water = ProblemPageFactory()
    response = sign_up(client, interest=water.pk)
    assert (response.status_code, response["Location"]) == (303, "/")
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.username, user.email, user.profile.nickname) == ("haneul", "haneul@example.org", "하늘")
    assert (user.profile.interest, user.check_password(FORM["password1"])) == (water, True)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("haneul@example.org", False, True)
    ]
    assert client.get("/cart/summary/").json()["name"] == "하늘"


@pytest.mark.parametrize(
    ("wish", "way"), [("/account/", "/account/"), ("//evil.example", "/"), ("https://evil.example", "/")]
)
def test_where_it_leads(client, wish, way):
    assert sign_up(client, next=wish)["Location"] == way


@pytest.mark.parametrize("field", FORM)
def test_what_is_left_out_is_asked_for_and_passwords_are_not_shown_again(client, field):
    response = sign_up(client, **{field: ""})
    assert errors(response) == (200, {field: ["This field is required."]}, 0)
    text = response.content.decode()
    assert FORM["password1"] not in text
    assert [name for name in ("username", "nickname", "email") if f'value="{FORM[name]}"' in text] == [
        name for name in ("username", "nickname", "email") if name != field
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"password2": "another sentence"}, {"password2": ["You must type the same password each time."]}),
        (
            {"username": "01012345678"},
            {"username": ["A name cannot look like a telephone number: add a letter."]},
        ),
        ({"username": "a@b"}, {"username": ["A name cannot look like an e-mail address: leave out the @."]}),
        ({"nickname": "a@b"}, {"nickname": ["A name cannot look like an e-mail address: leave out the @."]}),
        ({"username": "TAKEN"}, {"username": ["This user name is already in use."]}),
        ({"username": "ｔａｋｅｎ"}, {"username": ["This user name is already in use."]}),
        ({"nickname": "sKY"}, {"nickname": ["This nickname is already in use."]}),
        ({"email": "Taken@Example.ORG"}, {"email": ["This e-mail is already in use."]}),
    ],
)
def test_what_is_refused(client, changes, told):
    UserFactory(username="taken", chosen_nickname="Sky")
    assert errors(sign_up(client, **changes)) == (200, told, 1)


def test_an_address_that_another_account_only_waits_for_is_free(client):
    other = UserFactory(username="other")
    EmailAddress.objects.create(user=other, email="haneul@example.org")
    assert sign_up(client)["Location"] == "/"
    user = User.objects.get(username="haneul")
    assert list(
        EmailAddress.objects.order_by("pk").values_list("user_id", "email", "verified", "primary")
    ) == [
        (other.pk, "haneul@example.org", False, False),
        (user.pk, "haneul@example.org", False, True),
    ]
    assert [letter.to for letter in mail.outbox] == [["haneul@example.org"]]


def test_passwords_that_are_refused(client):
    status, told, count = errors(sign_up(client, password1="12345678", password2="12345678"))
    assert (status, list(told), count) == (200, ["password1"], 0)
    assert told["password1"] == ["This password is too common.", "This password is entirely numeric."]
    short = errors(sign_up(client, password1="quiet7x", password2="quiet7x"))[1]["password1"]
    assert short == ["This password is too short. It must contain at least 8 characters."]


class TestNameCheck:
    def test_what_it_counts(self, client):
        UserFactory(username="haneul")
        answers = [
            client.get("/account/check", {"username": name}) for name in ("HANEUL", "ｈａｎｅｕｌ", "other")
        ]
        assert [(answer.status_code, answer.json()) for answer in answers] == [
            (200, {"count": 1}),
            (200, {"count": 1}),
            (200, {"count": 0}),
        ]
        assert "no-store" in answers[0]["Cache-Control"]

    def test_without_a_name(self, client):
        assert client.get("/account/check").status_code == 400

    def test_too_often(self, client, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "names": (2, 60), "search": None}
        answers = [client.get("/account/check", {"username": "x"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[2]["Retry-After"]) in range(1, 61)


PARALLEL = 4
SHARED = {"username": "Haneul", "nickname": "Sky", "email": "sky@example.org"}


def at_once(monkeypatch, field):
    """Status and text of several who want the same, all of whom have found it free before the first one writes."""
    original = ShopSignupForm.save
    start = Barrier(PARALLEL)

    def save_together(self, request):
        start.wait(timeout=60)
        return original(self, request)

    monkeypatch.setattr(ShopSignupForm, "save", save_together)

    def one(number):
        own = {
            "username": f"user{number}",
            "nickname": f"Nick {number}",
            "email": f"mail{number}@example.org",
        }
        own[field] = SHARED[field].swapcase() if number % 2 and field != "email" else SHARED[field]
        try:
            answer = sign_up(Client(), **own)
        finally:
            connection.close()
        return answer.status_code, answer.content.decode()

    return all_at_once([lambda number=number: one(number) for number in range(PARALLEL)])


@pytest.mark.race
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    @pytest.mark.parametrize(
        ("field", "model", "name", "winners"),
        [
            ("nickname", Profile, "profile_nickname_any_case", PARALLEL),
            ("email", User, "user_email_any_case", PARALLEL),
            # The library's own constraint still tells the same capitals apart from others.
            ("username", User, "user_username_any_case", 2),
        ],
    )
    def test_control_without_the_constraint_several_are_called_the_same(
        self, monkeypatch, field, model, name, winners
    ):
        constraint = next(found for found in model._meta.constraints if found.name == name)
        with connection.schema_editor() as schema:
            schema.remove_constraint(model, constraint)
        try:
            statuses = sorted(status for status, _ in at_once(monkeypatch, field))
            assert statuses == [200] * (PARALLEL - winners) + [303] * winners
            assert User.objects.count() == winners
        finally:
            User.objects.all().delete()
            with connection.schema_editor() as schema:
                schema.add_constraint(model, constraint)

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("username", "This user name is already in use."),
            ("nickname", "This nickname is already in use."),
            ("email", "This e-mail is already in use."),
        ],
    )
    def test_one_wins_and_the_others_are_told(self, monkeypatch, field, text):
        answers = at_once(monkeypatch, field)
        assert sorted(status for status, _ in answers) == [200] * (PARALLEL - 1) + [303]
        assert sum(text in page for _, page in answers) == PARALLEL - 1
        assert (User.objects.count(), Profile.objects.count(), EmailAddress.objects.count()) == (1, 1, 1)
