"""Accounts that staff write by hand have names like those that people choose."""

import pytest
from django.forms import modelform_factory

from accounts.models import User
from accounts.roles import OWNER, give_role, setup_roles
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
PASSWORD = "a long and quiet sentence"
FORM = {
    "email": "mina@example.org",
    "first_name": "Mina",
    "last_name": "Park",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "is_active": "on",
}
NUMBER = "A name cannot look like a telephone number: add a letter."
MAIL = "A name cannot look like an e-mail address: leave out the @."
REFUSED = [("01012345678", NUMBER), ("+82-10-1234-5678", NUMBER), ("mina@example.org", MAIL), ("m@1", MAIL)]


@pytest.fixture(autouse=True)
def _owner(client):
    museum()
    setup_roles()
    owner = UserFactory(is_staff=True, is_superuser=True)
    give_role(user=owner, role=OWNER)
    client.force_login(owner)


def send(client, path: str, name: str):
    return client.post(path, {**FORM, "username": name})


@pytest.mark.parametrize(("name", "told"), REFUSED)
def test_a_new_account(client, name, told):
    page = send(client, "/admin/users/new/", name)
    assert told in page.context["form"].errors["username"]
    assert User.objects.filter(email="mina@example.org").count() == 0


@pytest.mark.parametrize(("name", "told"), REFUSED)
def test_one_that_is_there(client, name, told):
    user = UserFactory(username="mina", email="mina@example.org")
    page = send(client, f"/admin/users/edit/{user.pk}/", name)
    assert told in page.context["form"].errors["username"]
    user.refresh_from_db()
    assert user.username == "mina"


def test_names_that_are_names(client):
    assert send(client, "/admin/users/new/", "mina").status_code == 302
    user = User.objects.get(username="mina")
    assert send(client, f"/admin/users/edit/{user.pk}/", "mina.park-2").status_code == 302
    user.refresh_from_db()
    assert user.username == "mina.park-2"


@pytest.mark.parametrize("name", ["01012345678", "boss@example.org"])
def test_one_with_a_name_from_before_the_rule_can_be_changed_otherwise(client, name):
    user = UserFactory(username=name, email="mina@example.org")
    assert send(client, f"/admin/users/edit/{user.pk}/", name).status_code == 302
    user.refresh_from_db()
    assert (user.username, user.first_name) == (name, "Mina")


@pytest.mark.parametrize(("name", "told"), REFUSED)
def test_any_other_form_about_accounts(name, told):
    """As the admin of Django would make one, once somebody registers accounts there."""
    form = modelform_factory(User, fields=["username"])({"username": name})
    assert told in form.errors["username"]
