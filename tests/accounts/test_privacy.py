"""Copies and closings of accounts: by command, by call, by page."""

import json
import re
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import CommandError, call_command
from post_office.models import Email
from rest_framework.test import APIClient

from accounts.api_tokens import issue_token
from accounts.models import User
from accounts.privacy.person import CannotErase, erase_person, export_person, find_person, person_of
from accounts.privacy.redaction import redact
from accounts.roles import EDITOR, give_role
from checkout.mails import compose_owed_mail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.addresses import kept_address
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
ACCOUNT, EXPORT = "/api/v1/account/", "/api/v1/account/export/"
CLOSE = "/account/privacy/close/"


@pytest.fixture
def reader():
    return UserFactory(username="haneul", email="haneul@example.org", first_name="Ha-neul", last_name="Kim")


def run(command: str, *arguments) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def is_gone(user: User) -> bool:
    user.refresh_from_db()
    return (user.email, user.is_active, user.has_usable_password()) == ("", False, False)


class TestThePerson:
    def test_by_a_confirmed_second_address_too(self, reader):
        EmailAddress.objects.create(user=reader, email="kim@example.org", verified=True)
        EmailAddress.objects.create(user=reader, email="typo@example.org", verified=False)
        assert find_person(email=" Kim@Example.org ").user == reader
        assert find_person(email="typo@example.org").user is None
        assert find_person(email="kim@example.org").emails == {"kim@example.org"}
        assert find_person(email=reader.email).emails == {"haneul@example.org", "kim@example.org"}

    def test_a_link_that_was_clicked_gives_no_right_to_orders_of_a_guest(self, reader):
        EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
        assert person_of(user=reader).emails == frozenset()

    def test_staff_are_not_erased_by_accident(self, reader):
        museum()
        give_role(user=reader, role=EDITOR)
        reader = User.objects.get(pk=reader.pk)
        with pytest.raises(CannotErase, match="belongs to the staff"):
            erase_person(person=person_of(user=reader), now=NOW)
        reader.groups.remove(Group.objects.get(name=EDITOR))
        reader = User.objects.get(pk=reader.pk)
        erase_person(person=person_of(user=reader), now=NOW)
        assert is_gone(reader)


def test_a_copy_has_the_account_and_no_secrets(reader):
    kept_address(user=reader, title="Home")
    token, text = issue_token(user=reader, name="Script", scopes=["account:read"], now=NOW)
    kept = export_person(person=person_of(user=reader), now=NOW)
    account = kept["account"]
    assert (kept["emails"], account["username"], account["first_name"]) == (
        ["haneul@example.org"],
        "haneul",
        "Ha-neul",
    )
    assert [address["title"] for address in account["addresses"]] == ["Home"]
    assert [row["name"] for row in account["tokens"]] == ["Script"]
    written = repr(kept)
    assert [secret for secret in (token.text_hash, text, reader.password) if secret in written] == []


def test_no_letter_in_a_copy_opens_a_door(reader, client, settings):
    """Whoever has a token that reads the account would else have the link that sets its password."""
    museum()
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    client.post("/accounts/password/reset/", {"email": reader.email})
    letter = Email.objects.get()
    [link] = re.findall(r"/accounts/password/reset/key/\S+", letter.message)
    kept = export_person(person=person_of(user=reader), now=NOW)
    assert kept["account"]["letters"] == [
        {"to": [reader.email], "subject": letter.subject, "written_at": letter.created}
    ]
    assert link not in repr(kept)


def test_nor_does_the_letter_of_an_order():
    order = placed_order(email="guest@example.org")
    letter = Email.objects.get(pk=compose_owed_mail(owed_id=order.mails.get().pk, now=NOW))
    assert order.access_token in letter.message
    kept = export_person(person=find_person(email="guest@example.org"), now=NOW)
    [copy] = kept["shop"]["orders"][0]["letters"]
    assert order.number in copy["text"]
    assert order.access_token not in repr(kept)


class TestExportUser:
    def test_an_account_and_its_orders_as_json(self, reader):
        order = placed_order(user=reader)
        kept = json.loads(run("export_user", "Haneul@example.org"))
        assert (kept["account"]["username"], kept["shop"]["orders"][0]["number"]) == ("haneul", order.number)

    def test_a_guest(self):
        order = placed_order(email="guest@example.org")
        kept = json.loads(run("export_user", "guest@example.org"))
        assert [found["number"] for found in kept["shop"]["orders"]] == [order.number]

    @pytest.mark.parametrize(("email", "code"), [("nobody@example.org", 1), ("nobody", 2)])
    def test_what_it_cannot_find(self, email, code):
        with pytest.raises(CommandError) as refused:
            run("export_user", email)
        assert refused.value.returncode == code


class TestEraseUser:
    def test_it_counts_and_a_second_time_finds_nothing(self, reader):
        rows = json.loads(run("erase_user", "haneul@example.org", "--yes", "--format", "json"))["rows"]
        assert rows["accounts_user"] == 1
        assert is_gone(reader)
        assert run("erase_user", "haneul@example.org", "--yes") == "Nothing is kept about this e-mail.\n"

    def test_it_asks_whoever_sits_at_a_terminal(self, reader, monkeypatch):
        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr("builtins.input", lambda prompt: "other@example.org")
        with pytest.raises(CommandError, match="Nothing was erased"):
            run("erase_user", "haneul@example.org")
        monkeypatch.setattr("builtins.input", lambda prompt: "haneul@example.org")
        run("erase_user", "haneul@example.org")
        assert is_gone(reader)

    def test_it_asks_no_program(self, reader, monkeypatch):
        monkeypatch.setattr("sys.stdin", StringIO())
        run("erase_user", "haneul@example.org")
        assert is_gone(reader)

    def test_an_open_order_refuses(self, reader):
        placed_order(user=reader)
        with pytest.raises(CommandError, match="Something is still open") as refused:
            run("erase_user", "haneul@example.org", "--yes")
        assert refused.value.returncode == 1

    def test_what_is_no_address(self):
        with pytest.raises(CommandError) as refused:
            run("erase_user", "haneul", "--yes")
        assert refused.value.returncode == 2


class TestTheApi:
    @pytest.fixture
    def api(self, reader):
        client = APIClient()
        client.force_login(reader)
        return client

    def test_a_copy_is_asked_for_and_fetched(self, api):
        asked = api.post(EXPORT)
        place = f"http://testserver{EXPORT}"
        assert (asked.status_code, asked["Location"], asked.json()) == (202, place, {"url": place})
        copy = api.get(EXPORT)
        assert (copy.status_code, copy.json()["account"]["username"]) == (200, "haneul")

    def test_nobody_gets_anybodys(self):
        assert [APIClient().get(EXPORT).status_code, APIClient().delete(ACCOUNT).status_code] == [401, 401]

    @pytest.mark.parametrize("left_out", ["account:read", "cart:read", "orders:read", None])
    def test_a_token_gets_a_copy_if_it_may_read_all_that_is_in_it(self, reader, left_out):
        scopes = [scope for scope in ("account:read", "cart:read", "orders:read") if scope != left_out]
        _token, text = issue_token(user=reader, name="Script", scopes=scopes, now=NOW)
        api = APIClient(headers={"Authorization": f"Bearer {text}"})
        answers = (api.get(EXPORT).status_code, api.post(EXPORT).status_code)
        assert answers == ((200, 202) if left_out is None else (403, 403))

    @pytest.mark.parametrize("sent", [{}, {"password": ""}, {"password": "wrong"}])
    def test_closing_needs_the_password(self, api, reader, sent):
        answer = api.delete(ACCOUNT, sent)
        assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
        assert is_gone(reader) is False

    def test_with_the_password_the_account_is_closed(self, api, reader):
        assert api.delete(ACCOUNT, {"password": PASSWORD}).status_code == 204
        assert is_gone(reader)
        assert api.get(ACCOUNT).status_code == 401

    def test_having_said_it_a_moment_ago_is_enough(self, api, reader):
        assert api.delete(ACCOUNT).status_code == 403
        api.post("/accounts/reauthenticate/", {"password": PASSWORD}, format="multipart")
        assert api.delete(ACCOUNT).status_code == 204

    def test_a_token_alone_does_not_prove_it(self, reader):
        _token, text = issue_token(user=reader, name="Script", scopes=["account:write"], now=NOW)
        api = APIClient(headers={"Authorization": f"Bearer {text}"})
        assert api.delete(ACCOUNT).status_code == 403
        assert api.delete(ACCOUNT, {"password": PASSWORD}).status_code == 204

    def test_guessing_ends(self, api, reader, settings):
        cache.clear()
        settings.RATE_LIMITS = {"login": (2, 300)}
        answers = [api.delete(ACCOUNT, {"password": "wrong"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [403, 403, 429]
        assert int(answers[-1]["Retry-After"]) > 0
        cache.clear()

    def test_an_open_order_is_a_conflict(self, api, reader):
        placed_order(user=reader)
        answer = api.delete(ACCOUNT, {"password": PASSWORD})
        assert (answer.status_code, answer.json()["code"]) == (409, "account_in_use")


class TestClosingOnThePage:
    def test_password_and_tick_close_it(self, client, reader):
        museum()
        client.force_login(reader)
        answer = client.post(CLOSE, {"password": PASSWORD, "understood": "on"})
        assert (answer.status_code, answer["Location"]) == (303, "/")
        assert is_gone(reader)
        home = client.get("/")
        assert "Your account is closed, and we have forgotten you." in home.content.decode()
        assert home["Cache-Control"] == "private"
        assert "Cache-Control" not in client.get("/")
        assert client.get("/account/privacy/").status_code == 302

    @pytest.mark.parametrize(
        ("sent", "errors"),
        [
            ({"password": "wrong", "understood": "on"}, {"password": ["This is not your password."]}),
            ({"password": PASSWORD}, {"understood": ["This field is required."]}),
        ],
    )
    def test_what_is_missing_is_said(self, client, reader, sent, errors):
        museum()
        client.force_login(reader)
        answer = client.post(CLOSE, sent)
        assert answer.context["form"].errors == errors
        assert is_gone(reader) is False

    def test_an_open_order_is_named(self, client, reader):
        museum()
        order = placed_order(user=reader)
        client.force_login(reader)
        answer = client.post(CLOSE, {"password": PASSWORD, "understood": "on"})
        assert order.number in answer.content.decode()
        assert is_gone(reader) is False

    def test_without_a_password_a_fresh_log_in_is_asked_for(self, client, reader):
        museum()
        reader.set_unusable_password()
        reader.save()
        client.force_login(reader)
        answer = client.post(CLOSE, {"understood": "on"})
        assert "log out and in again" in answer.content.decode()
        assert User.objects.get(pk=reader.pk).is_active


class TestThePage:
    def test_the_file_is_a_download(self, client, reader):
        client.force_login(reader)
        answer = client.get("/account/privacy/my-data.json")
        assert (answer["Content-Type"], answer["Content-Disposition"]) == (
            "application/json",
            'attachment; filename="impact-museum-my-data.json"',
        )
        assert answer.json()["account"]["email"] == "haneul@example.org"

    @pytest.mark.parametrize("path", ["", "my-data.json", "close/"])
    def test_a_guest_is_sent_to_the_log_in(self, client, path):
        answer = client.get(f"/account/privacy/{path}")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


# What hangs on an account: who erases it, or why it stays. A new relation has to be decided on.
DECIDED = {
    "accounts.address": "deleted",
    "accounts.apitoken": "deleted",
    "accounts.consent": "deleted",
    "accounts.formeremail": "deleted",
    "accounts.profile": "emptied",
    "account.emailaddress": "deleted",
    "socialaccount.socialaccount": "deleted",
    "mfa.authenticator": "deleted",
    "usersessions.usersession": "deleted",
    "wagtailcore.apitoken": "deleted",
    "wagtailadmin.editingsession": "deleted",
    "wagtailadmin.formstate": "deleted",
    "wagtailusers.userprofile": "deleted",
    "checkout.cart": "let go",
    "checkout.order": "sealed",
    "posts.post": "deleted, but what speaks for the house stays",
    "posts.question": "deleted",
    "posts.review": "deleted",
    "mailings.mailingrecipient": "let go",
    "mailings.stockwish": "deleted",
    "mailings.cartreminder": "deleted",
    "mailings.newslanguage": "deleted",
    # Work of former staff: the museum's, by an account without a name.
    "products.product": "stays",
    "stories.museumimage": "stays",
    "wagtaildocs.document": "stays",
    "wagtailimages.image": "stays",
    "wagtailcore.revision": "stays",
    "wagtailcore.uploadedfile": "stays",
    "wagtailcore.workflowstate": "stays",
    "wagtailcore.taskstate": "stays",
    "wagtailcore.page": "stays",
    "wagtailcore.comment": "stays",
    "wagtailcore.commentreply": "stays",
    "wagtailcore.pagesubscription": "stays",
    "admin.logentry": "stays",
}


def test_of_everything_that_hangs_on_an_account_it_is_decided_what_becomes_of_it():
    found = {
        field.related_model._meta.label_lower
        for field in User._meta.get_fields()
        if field.auto_created and not field.concrete and field.related_model
    }
    assert found == set(DECIDED)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kim Ha-neul called", "(erased) called"),
        ("KIM HA-NEUL, kim@example.org.", "(erased), (erased)."),
        ("Kimberley", "Kimberley"),
        ("", ""),
    ],
)
def test_names_in_others_texts_are_taken_out(text, left):
    known = {"Kim Ha-neul", "kim@example.org", "Kim", "K", ""}
    assert redact(text, known=known) == left
    assert redact({"note": [text, 1]}, known=known) == {"note": [left, 1]}
