import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _museum():
    museum()


@pytest.fixture
def typed(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", StringIO(text))


def run(*arguments) -> str:
    output = StringIO()
    call_command("ensure_user", *arguments, stdout=output)
    return output.getvalue()


def test_the_password_comes_from_standard_input_without_its_line_end(typed, client):
    typed("correct horse battery\r\n")
    assert (
        run("mina@example.org", "--role", "editor", "--password-stdin", "--verified")
        == "mina@example.org created\n"
    )
    assert User.objects.get().check_password("correct horse battery")
    assert client.login(username="mina", password="correct horse battery")


def test_a_second_run_says_updated(typed):
    run("mina@example.org")
    assert json.loads(run("mina@example.org", "--role", "owner", "--format", "json")) == {
        "email": "mina@example.org",
        "username": "mina",
        "created": False,
    }


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["mina"], "“mina” is not an e-mail address."),
        (["mina@example.org", "--password-stdin"], "Standard input holds no password."),
    ],
)
def test_wrong_use_ends_with_2_and_makes_nobody(typed, arguments, text):
    typed("\n")
    with pytest.raises(CommandError, match=text) as refused:
        run(*arguments)
    assert (refused.value.returncode, User.objects.count()) == (2, 0)


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'emperor'"):
        run("mina@example.org", "--role", "emperor")
    assert User.objects.count() == 0
