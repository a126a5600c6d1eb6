"""Every page of an account has the way to all others, and says where one is."""

import re

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.addresses import kept_address
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
MARKED = re.compile(r'<a href="[^"]*" aria-current="(page|true)">([^<]*)</a>')
PLACES = {
    "/account/": ("page", "Overview"),
    "/account/guest-orders/": ("true", "Overview"),
    "/account/details/": ("page", "Your data"),
    "/account/details/phone/": ("true", "Your data"),
    "/account/addresses/": ("page", "Addresses"),
    "/account/addresses/add/": ("true", "Addresses"),
    "/account/addresses/{address}/": ("true", "Addresses"),
    "/account/waiting/": ("page", "Waiting for"),
    "/account/privacy/": ("page", "Privacy"),
    "/account/privacy/close/": ("true", "Privacy"),
    "/accounts/password/change/": ("page", "Password"),
    "/accounts/3rdparty/": None,
    "/accounts/2fa/": ("page", "Second factor"),
    "/accounts/2fa/webauthn/": ("true", "Second factor"),
    "/accounts/sessions/": ("page", "Devices"),
    "/accounts/logout/": ("page", "Log out"),
}


def marked(client, path: str) -> tuple[str, str] | None:
    page = client.get(path).content.decode()
    navigation = page.partition('<nav class="tabs" aria-label="Account">')[2].partition("</nav>")[0]
    assert navigation.count("<a ") == 11
    found = MARKED.findall(navigation)
    assert len(found) < 2
    return found[0] if found else None


def test_where_one_is(client):
    museum()
    user = UserFactory()
    client.force_login(user)
    address = kept_address(user=user)
    assert {path: marked(client, path.format(address=address.pk)) for path in PLACES} == PLACES


def test_whoever_has_no_password_yet_is_at_the_password(client):
    museum()
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert marked(client, "/accounts/password/set/") == ("true", "Password")
