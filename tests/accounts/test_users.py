"""However an account comes to be, its e-mail is in small letters: so it is found by whoever forgot the password."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command

from accounts.known_people import ensure_user
from accounts.models import User
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
TYPED, KEPT = "Mina.Park@Example.org", "mina.park@example.org"


def by_command() -> None:
    call_command("createsuperuser", interactive=False, username="mina", email=TYPED, verbosity=0)


def by_ensure_user() -> None:
    ensure_user(email=TYPED, password="one two three")


def by_change() -> None:
    user = get_user_model().objects.create_user("mina", "other@example.org", "one two three")
    user.email = TYPED
    user.save(update_fields=["email"])


@pytest.mark.parametrize("make", [by_command, by_ensure_user, by_change])
def test_a_forgotten_password_finds_it(client, monkeypatch, make):
    museum()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "one two three")
    make()
    assert User.objects.get().email == KEPT
    client.post("/accounts/password/reset/", {"email": TYPED})
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([KEPT], "Choose a new password")]


def test_those_from_before():
    User.objects.bulk_create(
        User(username=name, email=email) for name, email in (("mina", TYPED), ("bora", "bora@example.org"))
    )
    import_module("accounts.migrations.0014_emails_in_small_letters").lower_emails(apps, None)
    assert set(User.objects.values_list("email", flat=True)) == {KEPT, "bora@example.org"}
