import pytest

from accounts.roles import EDITOR, give_role
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _museum():
    museum()


@pytest.mark.parametrize("address", ["/admin/", "/admin/orders/", "/admin/nothing/", "/django-admin/"])
def test_a_shopper_is_told_that_the_admin_is_not_for_them(client, address):
    client.force_login(UserFactory())
    assert client.get(address, follow=True).status_code == 403


def test_a_guest_logs_in_and_is_where_they_wanted_to_go(client):
    assert client.get("/admin/pages/", follow=True).redirect_chain == [
        ("/admin/login/?next=/admin/pages/", 302),
        ("/accounts/login/?next=%2Fadmin%2Fpages%2F", 302),
    ]


def test_staff_who_are_logged_in_go_on(client):
    user = UserFactory()
    give_role(user=user, role=EDITOR)
    client.force_login(user)
    answer = client.get("/admin/login/?next=/admin/pages/", follow=True)
    assert (answer.status_code, answer.redirect_chain[-1]) == (200, ("/admin/pages/", 302))
